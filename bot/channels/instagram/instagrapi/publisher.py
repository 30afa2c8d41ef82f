"""An Instagram profile through instagrapi: one device, one session, each visible call once.

Instagram's terms do not foresee this; the official backend is in `official.py`.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.channels import matching
from bot.channels.base import Act, Clock
from bot.channels.instagram import INSTAGRAM, name_profile
from bot.channels.instagram.instagrapi import error_table
from bot.channels.instagram.instagrapi.session import InstagramSession
from bot.channels.matching import Handles, Listed, Row
from bot.domain.errors import ChannelError
from bot.domain.ports import Check, KeepHandle
from bot.domain.post import CLOCKS_APART, Channel, Finding, Post, Receipt, Search
from bot.domain.year import Measured
from bot.i18n import say

ITEMS_PER_PAGE = 12
MOST_PAGES = 40
DUPLICATE = "duplicate"
PHOTO = 1
"""Instagram's number for it; films are 2, albums 8."""
GONE = frozenset({"MediaUnavailable", "ClientNotFoundError"})
PROFILES = "https://www.instagram.com/"
"""In place of the address of a post that has none."""


@dataclass(kw_only=True, eq=False)
class InstagramProfile:
    """A Publisher for one profile.

    session_file: holds device and session, secret; totp_seed: of the authenticator app, if two factors are
    needed; pause: before each call; timeout: for each call. Handles: upload_id (chosen by us), upload_of
    (what it shows), media_id and permalink (it already stands).
    """

    username: str
    password: str = field(repr=False)
    session_file: Path
    timeout: timedelta
    clock: Clock
    totp_seed: str = field(default="", repr=False)
    pause: timedelta = timedelta(seconds=2)
    channel: Channel = field(default=INSTAGRAM, init=False)
    account: str = field(init=False)

    def __post_init__(self) -> None:
        self.account = name_profile(self.username)
        self._last_upload_id = 0
        self._session = InstagramSession(
            username=self.username,
            password=self.password,
            totp_seed=self.totp_seed,
            path=self.session_file,
            timeout=self.timeout,
            pause=self.pause,
            clock=self.clock,
        )

    def prepare(self, post: Post, keep: KeepHandle) -> Mapping[str, str]:
        """Upload the picture under an id of ours, or find that an earlier try already stands.

        Only the id is believed here: an equal text may be another post of ours.
        """
        handles = Handles(post.handles, keep)
        start = _earliest(post)
        items = filter(self._is_of_profile, self._items_since(start))
        receipt = _find_uploaded(items, post) if handles.get("upload_id") else None
        if receipt and not receipt.remote_id:
            raise self._session.error(error_table.UNREADABLE, Act.PREPARE, "no id")
        if receipt:
            handles.keep("permalink", receipt.permalink)
            handles.keep("media_id", receipt.remote_id)
            return handles
        handles.drop("media_id")
        shows = matching.fingerprint(post.composition)
        if handles.get("upload_of") != shows:
            handles.keep("upload_id", self._choose_upload_id(post))
            handles.keep("upload_of", shows)
        self._upload(Path(post.composition.image), handles)
        self._session.rest()
        return handles

    def _upload(self, image: Path, handles: Handles) -> None:
        try:
            self._session.ask(Act.PREPARE, lambda client: client.photo_rupload(image, handles["upload_id"]))
        except ChannelError as error:
            if error.code.startswith(DUPLICATE):
                handles.drop("upload_of")  # so that the next try chooses another id
            raise

    def _choose_upload_id(self, post: Post) -> str:
        """Milliseconds, as the app does it, of which the last three digits are the post's.

        So two processes, or a clock that was set back, do not choose one id for two posts.
        """
        earlier = max(self._last_upload_id, int(post.handles.get("upload_id") or 0))
        seconds = max(int(self.clock().timestamp()), earlier // 1000 + 1)
        self._last_upload_id = seconds * 1000 + post.id % 1000
        return str(self._last_upload_id)

    def publish(self, post: Post, handles: Mapping[str, str]) -> Receipt:
        """Make the post: the only call here that anybody sees."""
        if handles.get("media_id"):
            return Receipt(remote_id=handles["media_id"], permalink=handles["permalink"])
        composition = post.composition
        extra = {"custom_accessibility_caption": composition.alt_text}
        size = composition.width, composition.height
        answer = self._session.ask(
            Act.PUBLISH,
            lambda client: client.photo_configure(
                handles["upload_id"], *size, composition.caption, extra_data=extra
            ),
        )
        media = answer.get("media") if isinstance(answer, dict) else None
        if not isinstance(media, dict) or not _is_named(media) or not self._is_of_profile(media):
            raise self._session.error(error_table.UNREADABLE, Act.PUBLISH, "no media")
        is_altered = "caption" in media and not matching.is_same_text(composition.caption, _caption(media))
        return replace(_receipt(media), is_altered=is_altered)

    def find(self, post: Post, search: Search) -> Finding:
        """Look through our raw feed: the upload id is certain, text and time come second."""
        uploads = frozenset({post.handles.get("upload_id", "")} - {""})
        rows = (
            _row(item, may_be_ours=self._is_of_profile(item) and _is_photo(item))
            for item in self._items_since(search.back_to)
        )
        return matching.find_match(rows, post, search, uploads=uploads)

    def _is_of_profile(self, item: Mapping[str, Any]) -> bool:
        """Whether our account posted it, as far as it tells; what others posted with us is shown as well."""
        user_id = self._session.user_id
        return str(_get(item.get("user"), "pk") or user_id) == user_id

    def _items_since(self, start: datetime) -> Iterator[Listed]:
        """Feed items back to then; instagrapi's own listings turn errors into nothing."""
        cursor = ""
        for _ in range(MOST_PAGES):
            page = self._session.ask(Act.READ, _reading(cursor))
            items = page.get("items")
            if not matching.is_rows(items):
                raise self._session.error(error_table.UNREADABLE, Act.READ, "no items")
            yield from items
            if not page.get("more_available") or matching.are_older(items, "taken_at", start):
                return
            cursor = str(page.get("next_max_id") or "")
            if not cursor:
                break
        raise self._session.error(error_table.UNREADABLE, Act.READ, "endless feed")

    def edit(self, post: Post, caption: str) -> None:
        """Change the caption."""
        data = {
            "caption_text": caption,
            "container_module": "edit_media_info",
            "feed_position": "0",
            "location": "{}",
            "usertags": json.dumps({"in": []}),
            "is_carousel_bumped_post": "false",
        }
        shown = _get(self._change(f"media/{post.remote_id}/edit_media/", data), "media")
        if (
            isinstance(shown, dict)
            and "caption" in shown
            and not matching.is_same_text(caption, _caption(shown))
        ):
            raise self._session.error(error_table.TEXT_DROPPED, Act.CHANGE, "altered")

    def withdraw(self, post: Post) -> None:
        """Delete the post."""
        try:
            answer = self._change(f"media/{post.remote_id}/delete/", {"media_id": post.remote_id})
        except ChannelError as error:
            if error.code.partition(" ")[0] not in GONE:
                raise
        else:
            if not _get(answer, "did_delete"):
                raise self._session.error(error_table.UNREADABLE, Act.CHANGE, "not deleted")

    def _change(self, endpoint: str, data: Mapping[str, str]) -> Mapping[str, Any]:
        answer: Mapping[str, Any] = self._session.ask(
            Act.CHANGE, lambda client: client.private_request(endpoint, client.with_default_data(data))
        )
        return answer

    def measure(self, *, since: datetime, until: datetime) -> Measured:
        """Nothing: figures come from the official interface only."""
        del since, until
        gap = say("The unofficial way to Instagram tells no figures.")
        return Measured(channel=self.channel, at=self.clock(), gap=gap)

    def readmit(self) -> None:
        """One login more is allowed, however lately the password was sent."""
        self._session.allow_login()

    def check(self) -> Sequence[Check]:
        """Session and account, logging in when that is allowed."""
        name = say("Instagram session")
        try:
            answer = self._session.ask(
                Act.CHECK, lambda client: client.private_request("accounts/current_user/?edit=true")
            )
        except ChannelError as error:
            return [Check(name=name, mark="problem", message=str(error), advice=error.advice)]
        found = str(_get(_get(answer, "user"), "username") or "?")
        said = say("logged in as @{name}", name=found)
        if found == "?" or name_profile(found) == self.account or "@" in self.username:
            return [Check(name=name, mark="ok", message=said)]
        advice = say("The profile was renamed: set BOT_INSTAGRAM_USERNAME to its new name.")
        return [Check(name=name, mark="warning", message=said, advice=advice)]


def _is_named(media: Mapping[str, Any]) -> bool:
    """Whether it says which post it is: a number, and the word in the post's address."""
    code = media.get("code")
    return str(media.get("pk")).isdecimal() and isinstance(code, str) and bool(code)


def _get(answer: object, name: str) -> Any:
    """What stands under a name; None in an answer of another shape."""
    return answer.get(name) if isinstance(answer, Mapping) else None


def _earliest(post: Post) -> datetime:
    """No post stands since before it was sent, nor before its upload id, in milliseconds, was chosen."""
    chosen = matching.parse_time(int(post.handles.get("upload_id") or 0) / 1000)
    start = (post.sent_at or post.created_at) - CLOCKS_APART
    return max(start, chosen - CLOCKS_APART) if chosen else start


def _reading(cursor: str) -> Callable[[Any], Any]:
    params = {"count": ITEMS_PER_PAGE, **({"max_id": cursor} if cursor else {})}
    return lambda client: client.private_request(f"feed/user/{client.user_id}/", params=params)


def _find_uploaded(items: Iterable[Listed], post: Post) -> Receipt | None:
    """What stands under our upload id."""
    upload_id = post.handles.get("upload_id")
    ours = (item for item in items if upload_id and str(item.get("device_timestamp")) == upload_id)
    return next(map(_receipt, ours), None)


_SEEN_BY_MACHINE = re.compile(
    r"^(?:photo|image|foto|bild)(?: \w+)? (?:by|von)\b|\bmay be an?\b|möglicherweise ein", re.IGNORECASE
)
"""How Instagram itself describes a picture for which nobody wrote an alternative text."""


def _is_photo(item: Mapping[str, Any]) -> bool:
    """Whether it is a single photo, as all of the bot's; an item that does not say may be one."""
    return (item.get("media_type") or PHOTO) == PHOTO and item.get("product_type") != "story"


def _row(item: Mapping[str, Any], *, may_be_ours: bool) -> Row:
    alt_text = str(item.get("accessibility_caption") or "")
    return Row(
        receipt=_receipt(item),
        text=_caption(item),
        at=matching.parse_time(item.get("taken_at")),
        uploads=frozenset({str(item.get("device_timestamp"))}),
        alt_text=alt_text,
        is_marked=bool(alt_text) and not _SEEN_BY_MACHINE.search(alt_text),
        may_be_ours=may_be_ours,
    )


def _caption(item: Mapping[str, Any]) -> str:
    return str(_get(item.get("caption"), "text") or "")


def _receipt(media: Mapping[str, Any]) -> Receipt:
    return Receipt(
        remote_id=str(media.get("id") or media.get("pk") or ""),
        permalink=f"https://www.instagram.com/p/{media['code']}/" if media.get("code") else PROFILES,
        published_at=matching.parse_time(media.get("taken_at")),
    )
