"""What the stand-in Instagram account holds, and what people may do to it."""

import base64
import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.sandbox.ledger import Act, Ledger
from bot.sandbox.platforms import Medium, Picture, Whims

PICTURE_HOST = "scontent.cdninstagram.com"
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


class Trouble(StrEnum):
    """Why Instagram holds the whole account back."""

    NONE = "none"
    CHALLENGE = "challenge"
    SUSPENDED = "suspended"
    FEEDBACK = "feedback"


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A login; `device` is the phone's uuid."""

    id: str
    device: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """A prepared post of official publishing."""

    id: str
    picture: Picture
    caption: str
    alt_text: str
    created_at: datetime
    published: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ContainerState:
    """`status_code` and `status` as Graph shows them."""

    code: str
    text: str


class InstagramAccount:
    """The professional account @verbund.auenstadt."""

    user_id = "64001234567"
    graph_id = "17841400000001234"
    username = "verbund.auenstadt"
    full_name = "Verbund der Vereine Auenstadt"
    password = "sandbox-passwort"  # noqa: S105

    def __init__(self, ledger: Ledger, clock: Callable[[], datetime]) -> None:
        self.ledger = ledger
        self.clock = clock
        self.sessions: dict[str, Session] = {}
        self.devices: list[str] = []
        self.uploads: dict[str, Picture] = {}
        self.media: dict[str, Medium] = {}
        self.figures: dict[str, dict[str, int]] = {}
        self.containers: dict[str, Container] = {}
        self.totp_seed = ""
        self.whims = Whims()
        self.trouble = Trouble.NONE
        self.quota = 100
        self.listing_lag = timedelta(0)
        self.listing_lag_reads = 0
        self._unread: dict[str, int] = {}
        self._known: set[str] = set()
        self._container_reads = 0
        self._container_end = "FINISHED"
        self._container_fault = 2207020
        self._reads: dict[str, int] = {}
        self._numbers = itertools.count(1)

    # what stands there

    def react(self, pk: str, **figures: int) -> None:
        """What people did with a medium: likes, comments, reach."""
        self.figures[pk] = figures

    def posts(self) -> tuple[Medium, ...]:
        """All public posts, oldest first."""
        return tuple(self.media.values())

    def picture_url(self, medium: Medium) -> str:
        """Where the picture of a post can be fetched."""
        return f"https://{PICTURE_HOST}/v/t51.29350-15/{medium.pk}_n.jpg?oh=sandbox&oe=7FFFFFFF"

    # what people and Instagram do

    def challenge(self) -> None:
        """Instagram wants a person to confirm who it is; every call is refused until `settle`."""
        self.trouble = Trouble.CHALLENGE

    def suspend(self) -> None:
        """The account is suspended."""
        self.trouble = Trouble.SUSPENDED

    def hold_back(self) -> None:
        """Every write is answered with feedback_required."""
        self.trouble = Trouble.FEEDBACK

    def settle(self) -> None:
        """A person has solved it."""
        self.trouble = Trouble.NONE

    def expire_session(self) -> None:
        """All logins are void."""
        self.sessions.clear()

    def change_password(self, password: str) -> None:
        """Somebody changes the password; all logins are void."""
        self.password = password
        self.sessions.clear()

    def require_two_factor(self, seed: str = "JBSWY3DPEHPK3PXP") -> str:
        """Logins need a code from now on; returns the seed."""
        self.totp_seed = seed
        return seed

    def move_session(self) -> None:
        """Instagram sees the session on another phone than the one which logged in."""
        self.sessions = {key: replace(each, device="another-phone") for key, each in self.sessions.items()}

    def delete_post(self, pk: str) -> None:
        """Somebody deletes a post by hand."""
        self.drop_medium(pk, who="by_hand")

    def post_by_hand(self, caption: str) -> str:
        """Somebody posts in the app on a phone; the id."""
        picture = Picture(content=b"", format="JPEG", width=1080, height=1080)
        medium = self.keep_medium(picture, caption=caption, alt_text="", upload_id="", container_id="")
        return medium.pk

    def relink(self) -> None:
        """Another Instagram account is linked to the Page from now on."""
        self.graph_id = "17841400000009999"

    def set_listing_lag(self, *, time: timedelta = timedelta(0), reads: int = 0) -> None:
        """A fresh post is missing from the listing for some time, or in its first `reads` readings."""
        self.listing_lag = time
        self.listing_lag_reads = reads

    def set_quota(self, posts_per_day: int) -> None:
        """How many official posts a day are allowed."""
        self.quota = posts_per_day

    def let_containers_take(self, reads: int, *, end: str = "FINISHED", because: int = 2207020) -> None:
        """New containers are IN_PROGRESS for some readings, then FINISHED, ERROR (with a code) or EXPIRED."""
        self._container_fault = because
        self._container_reads = reads
        self._container_end = end

    # what the rules do

    def knows(self, pk: str) -> bool:
        """Whether there is or was such a post."""
        return pk in self._known

    def log_in(self, device: str) -> Session:
        """Open a session; a second device is what Instagram distrusts."""
        if device not in self.devices:
            self.devices.append(device)
        session = Session(id=f"{self.user_id}%3Asandbox{next(self._numbers):04}%3A1%3AAYd", device=device)
        self.sessions[session.id] = session
        number = str(self.devices.index(device) + 1)
        self.ledger.note_effect(Act.LOGGED_IN, "instagram.login", device, device_number=number)
        return session

    def keep_medium(
        self, picture: Picture, *, caption: str, alt_text: str, upload_id: str, container_id: str
    ) -> Medium:
        """Publish: from now on it stands on the profile."""
        now = self.clock()
        pk = str(int(now.timestamp() * 1000) << 20 | next(self._numbers))
        code = _code(int(pk))
        medium = Medium(
            pk=pk,
            code=code,
            caption=self.whims.take_text(caption),
            picture=picture.content,
            width=picture.width,
            height=picture.height,
            alt_text=alt_text,
            device_timestamp=upload_id,
            container_id=container_id,
            taken_at=now,
            permalink=f"https://www.instagram.com/p/{code}/",
        )
        self.media[pk] = medium
        self._known.add(pk)
        self._unread[pk] = self.listing_lag_reads
        point = "graph_instagram.publish" if container_id else "instagram.configure"
        self.ledger.note_effect(Act.CREATED, point, pk)
        return medium

    def edit_medium(self, pk: str, caption: str) -> Medium:
        """Change a caption."""
        shown = self.whims.take_text(caption)
        self.media[pk] = replace(self.media[pk], caption=shown, edited_at=self.clock())
        self.ledger.note_effect(Act.EDITED, "instagram.edit", pk)
        return self.media[pk]

    def drop_medium(self, pk: str, *, who: str) -> None:
        """Remove a post."""
        del self.media[pk]
        self.ledger.note_effect(Act.DELETED, "instagram.delete", pk, who=who)

    def listed(self) -> list[Medium]:
        """The profile as the listing shows it now: newest first, fresh posts perhaps missing."""
        border = self.clock() - self.listing_lag
        shown = []
        for medium in reversed(self.media.values()):
            if self._unread[medium.pk] > 0:
                self._unread[medium.pk] -= 1
            elif medium.taken_at <= border or not self.listing_lag:
                shown.append(medium)
        return shown

    def keep_container(self, picture: Picture, *, caption: str, alt_text: str) -> Container:
        """Prepare an official post, invisible."""
        container = Container(
            id=str(17900000000000000 + next(self._numbers)),
            picture=picture,
            caption=caption,
            alt_text=alt_text,
            created_at=self.clock(),
        )
        self.containers[container.id] = container
        self._reads[container.id] = self._container_reads
        self.ledger.note_effect(Act.CREATED, "graph_instagram.container", container.id)
        return container

    def container_state(self, container: Container, life: timedelta) -> ContainerState:
        """How far a container is; reading it makes time pass for it."""
        if container.published and not self._is_hidden(container):
            return ContainerState(code="PUBLISHED", text="Published: Media has been successfully published.")
        if self.clock() - container.created_at >= life:
            return ContainerState(code="EXPIRED", text="Expired: The container has expired.")
        if self._reads[container.id] > 0:
            self._reads[container.id] -= 1
            return ContainerState(code="IN_PROGRESS", text="In Progress: Media is being processed.")
        end = self._container_end
        words = {"ERROR": f"Error: Media upload has failed with error code {self._container_fault}"}
        return ContainerState(code=end, text=words.get(end, f"{end.title()}: Media is in this state."))

    def _is_hidden(self, container: Container) -> bool:
        made = (medium for medium in self.media.values() if medium.container_id == container.id)
        return any(self.whims.hides(medium.taken_at, self.clock()) for medium in made)

    def publish_container(self, container: Container) -> Medium:
        """Make a container public."""
        self.containers[container.id] = replace(container, published=True)
        return self.keep_medium(
            container.picture,
            caption=container.caption,
            alt_text=container.alt_text,
            upload_id="",
            container_id=container.id,
        )


def bearer_of(session: Session, user_id: str) -> str:
    """The authorization header of a session."""
    document = {"ds_user_id": user_id, "sessionid": session.id}
    return "Bearer IGT:2:" + base64.b64encode(json.dumps(document).encode()).decode()


def _code(pk: int) -> str:
    letters = ""
    while pk:
        pk, rest = divmod(pk, 64)
        letters = ALPHABET[rest] + letters
    return letters
