"""Instagram through Meta's official publishing: a container is made, waited for, and published by its id.

Sources: Meta, Instagram Platform "Content Publishing", "IG Container", "IG User Media", "Content Publishing
Limit", "Error Codes". That an unpublished photo of the Page can be the picture's address is practice, not
documented; therefore `public_media_url` can take its place.
"""

import contextlib
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from bot import files
from bot.channels import matching
from bot.channels.base import Act, Answer, ErrorRule, Person
from bot.channels.instagram import INSTAGRAM, name_linked
from bot.channels.matching import Handles, Row
from bot.channels.meta import error_table, graph, token_check
from bot.channels.meta.error_table import MISSING
from bot.channels.meta.graph import PageAccount
from bot.domain.errors import ChannelError, Unauthorized
from bot.domain.ports import Check, KeepHandle
from bot.domain.post import CLOCKS_APART, Channel, Finding, Post, Presence, Receipt, Search
from bot.domain.year import Measured
from bot.i18n import mark, say

MEDIA_FIELDS = "id,caption,alt_text,permalink,timestamp,media_type,media_product_type,owner"
SLIGHTLY = timedelta(minutes=10)
"""How far Meta's clock may be behind ours, where a wrong guess costs a question only."""
LOOKS_AT_CONTAINER = 5
GONE = frozenset({"24/2207006", "24/2207008", MISSING})


class Status(NamedTuple):
    """How far a container is, in Meta's words: IN_PROGRESS, FINISHED, PUBLISHED, ERROR or EXPIRED."""

    code: str
    words: str = ""


@dataclass(kw_only=True, eq=False)
class InstagramGraph(PageAccount):
    """A Publisher for the professional account that belongs to a Page.

    public_media_url: where `media/` can be reached from outside, empty to let the Page hold the picture
    unpublished; pause: between two looks at a container. Handles: container_id, container_of (what it
    shows), photo_id (the Page's). account_file: remembers which account was linked.
    """

    public_media_url: str = ""
    pause: timedelta = timedelta(seconds=10)
    account_file: Path | None = None
    channel: Channel = field(default=INSTAGRAM, init=False)
    _user_id: str = field(default="", init=False)

    @property
    def account(self) -> str:
        """The profile, by the Page that it is linked to."""
        return name_linked(self.page_id)

    def prepare(self, post: Post, keep: KeepHandle) -> Mapping[str, str]:
        """Make the container and wait until it is ready; a published one has to be found first."""
        self.graph.heed_usage(Act.PREPARE)
        handles = Handles(post.handles, keep)
        container_id = handles.get("container_id")
        status = self._read_status(container_id).code if container_id else "EXPIRED"
        if status == "PUBLISHED":
            raise self.graph.error(error_table.NOT_LISTED_YET, Act.PREPARE, "PUBLISHED")
        shows = matching.fingerprint(post.composition, with_caption=True)
        if status in {"EXPIRED", "ERROR"} or handles.get("container_of") != shows:
            self._require_quota(Act.PREPARE)
            handles.keep("container_id", self._create_container(post, handles))
            handles.keep("container_of", shows)
        self._wait_for(handles["container_id"])
        self._get_user_id(Act.PREPARE)  # so that nothing stands between the fence and the visible call
        self.graph.heed_usage(Act.PREPARE)
        return handles

    def _create_container(self, post: Post, handles: Handles) -> str:
        composition = post.composition
        answer = self.graph.post(
            Act.PREPARE,
            f"{self._get_user_id(Act.PREPARE)}/media",
            image_url=self._image_url(post, handles),
            caption=composition.caption,
            alt_text=composition.alt_text,
        )
        return self.graph.require_id(answer, Act.PREPARE)

    def _image_url(self, post: Post, handles: Handles) -> str:
        image = Path(post.composition.image)
        if self.public_media_url:
            return f"{self.public_media_url.rstrip('/')}/{quote(image.name)}"
        answer = self.graph.upload(f"{self.page_id}/photos", image, published="false")
        handles.keep("photo_id", self.graph.require_id(answer, Act.PREPARE))
        renditions = self.graph.read(handles["photo_id"], fields="images").get("images") or ()
        largest: Mapping[str, Any] = max(renditions, key=_width, default={})
        if not largest.get("source"):
            raise self.graph.error(error_table.UNREADABLE, Act.PREPARE, "no images")
        return str(largest["source"])

    def _read_status(self, container_id: str) -> Status:
        """How far a container is; one that is gone is EXPIRED."""
        try:
            answer = self.graph.read(container_id, fields="status_code,status")
        except ChannelError as error:
            if error.code not in GONE - {MISSING}:
                raise
            return Status(code="EXPIRED")
        if not answer.get("status_code"):
            raise self.graph.error(error_table.UNREADABLE, Act.READ, "no status_code")
        return Status(code=str(answer["status_code"]), words=str(answer.get("status") or ""))

    def _wait_for(self, container_id: str) -> None:
        for look in range(LOOKS_AT_CONTAINER):
            if look:
                time.sleep(self.pause.total_seconds())
            status = self._read_status(container_id)
            if status.code != "IN_PROGRESS":
                break
        if status.code == "IN_PROGRESS":
            raise self.graph.error(error_table.NOT_READY, Act.PREPARE, status.code)
        if status.code != "FINISHED":
            raise self._refuse_container(status)

    def _refuse_container(self, status: Status) -> ChannelError:
        """With Meta's own words: its status text names the subcode that says why."""
        row, subcode = judge_container(status.words)
        code = f"{status.code}/{subcode}" if subcode else status.code
        return self.graph.error_of(row, Act.PREPARE, Answer(code=code, words=status.words))

    def _require_quota(self, act: Act) -> None:
        path = f"{self._get_user_id(act)}/content_publishing_limit"
        rows = self.graph.read(path, act=act, fields="config,quota_usage").get("data")
        row = rows[0] if isinstance(rows, list) and rows else None
        used, total = _get(row, "quota_usage"), _get(_get(row, "config"), "quota_total")
        if isinstance(total, int) and isinstance(used, int) and used >= total:
            raise self.graph.error(error_table.QUOTA_USED, act, f"quota {total}")

    def publish(self, post: Post, handles: Mapping[str, str]) -> Receipt:
        """Publish the container: the only call here that anybody sees."""
        path = f"{self._get_user_id(Act.PREPARE)}/media_publish"
        answer = self.graph.post(Act.PUBLISH, path, creation_id=handles["container_id"])
        media_id = self.graph.require_id(answer, Act.PUBLISH)
        shown = self._read_medium(media_id)
        is_altered = bool(shown) and not matching.is_same_text(
            post.composition.caption, str(shown.get("caption") or "")
        )
        return replace(_receipt({**shown, "id": media_id}), is_altered=is_altered)

    def _read_medium(self, media_id: str) -> Mapping[str, Any]:
        """A medium as it is shown; empty when it cannot be read yet: its id alone is proof enough."""
        try:
            return self.graph.read(media_id, fields=MEDIA_FIELDS)
        except ChannelError:
            return {}

    def find(self, post: Post, search: Search) -> Finding:
        """Ask the container, then look through the profile's media."""
        return self.look(lambda asked: self._find(post, asked), search)

    def _find(self, post: Post, search: Search) -> Finding:
        container_id = post.handles.get("container_id")
        status = self._read_status(container_id).code if container_id else ""
        user_id = self._get_user_id(Act.READ)
        rows = [_row(row, user_id) for row in self._rows_since(search.back_to)]
        found = matching.find_match(rows, post, search, uploads=frozenset())
        if status == "PUBLISHED" and found.presence is not Presence.YES:
            return self._find_published(rows, post, search, is_alike=found.presence is Presence.ASK)
        if found.presence is Presence.NO and status == "IN_PROGRESS":
            raise self.graph.error(error_table.NOT_READY, Act.READ, status)
        return replace(found, is_firm=status in {"FINISHED", "ERROR"})

    def _find_published(self, rows: Sequence[Row], post: Post, search: Search, *, is_alike: bool) -> Finding:
        """The medium of a published container: no edge leads there; it is what nothing else claims.

        Ours may not be listed yet, and a person may have posted meanwhile: of other words a person is asked,
        and of none, unless the picture bears our alternative text.
        """
        unclaimed = list(matching.list_unclaimed(rows, search))
        sent_at = (post.sent_at - self.graph.ahead if post.sent_at else search.since) - SLIGHTLY
        recent = [row for row in unclaimed if row.at is None or row.at >= sent_at] or unclaimed
        if not recent:
            raise self.graph.error(error_table.NOT_LISTED_YET, Act.READ, "PUBLISHED")
        is_bare = not recent[0].text and matching.is_same_text(post.composition.alt_text, recent[0].alt_text)
        is_sure = len(recent) == 1 and (is_alike or is_bare)
        presence = Presence.YES if is_sure else Presence.ASK
        receipt = matching.note_lost_text(recent[0], post)
        return Finding(presence=presence, receipt=receipt, excerpt=recent[0].text[:80])

    def _rows_since(self, start: datetime) -> Iterator[dict[str, Any]]:
        for rows in self.graph.list_rows(f"{self._get_user_id(Act.READ)}/media", fields=MEDIA_FIELDS):
            yield from matching.keep_since(rows, "timestamp", start)
            if matching.are_older(rows, "timestamp", start):
                return

    def edit(self, post: Post, caption: str) -> None:  # noqa: ARG002 - the port's signature
        """Refused: Meta offers no way to change a caption. Raises Rejected."""
        raise self.graph.error(error_table.NO_EDITING, Act.CHANGE, "no editing")

    def withdraw(self, post: Post) -> None:
        """Delete the medium. "No such object" counts only when the profile's list agrees."""
        try:
            self.graph.require_success(self.graph.delete(post.remote_id))
        except ChannelError as error:
            is_gone = error.code in GONE
            if not is_gone or any(
                str(row.get("id")) == post.remote_id for row in self._rows_since(_earliest(post))
            ):
                raise

    def check(self) -> Sequence[Check]:
        """The Page token's lines, and the account's name and quota."""
        rights = (*token_check.RIGHTS, *token_check.INSTAGRAM_RIGHTS)
        return [*token_check.check_page(self, rights), self._check_account()]

    def measure(self, *, since: datetime, until: datetime) -> Measured:
        """Likes, comments and, with the right to it, reach. Raises ChannelError."""
        question = graph.Question(
            channel=INSTAGRAM,
            edge=f"{self._get_user_id(Act.READ)}/media",
            stamp="timestamp",
            fields={"reactions": "like_count", "comments": "comments_count"},
            reach="insights.metric(reach)",
            right="instagram_manage_insights",
        )
        return graph.measure(self.graph, question, since=since, until=until, now=self.clock())

    def _check_account(self) -> Check:
        name = say("Instagram account")
        try:
            user_id = self._get_user_id(Act.CHECK)
            username = self.graph.read(user_id, act=Act.CHECK, fields="username").get("username")
            self._require_quota(Act.CHECK)
        except ChannelError as error:
            return token_check.make_problem(name, error)
        return Check(name=name, mark="ok", message=f"@{username}")

    def _get_user_id(self, act: Act) -> str:
        """The id of the account linked to the Page, asked once. Raises Unauthorized when there is none."""
        if not self._user_id:
            page = self._read_page(act)
            self._user_id = str(_get(page.get("instagram_business_account"), "id") or "")
        if not self._user_id:
            self.require_own_token(act)
            raise self.graph.error(error_table.NO_ACCOUNT, act, "no account")
        if not self._is_known(self._user_id):
            raise self.graph.error(RELINKED, act, "relinked")
        return self._user_id

    def _read_page(self, act: Act) -> Mapping[str, Any]:
        """Which account is linked. Where that is refused, a token of another Page is named as what it is."""
        try:
            return self.graph.read(self.page_id, act=act, fields="instagram_business_account")
        except Unauthorized:
            self.require_own_token(act)
            raise

    def _is_known(self, user_id: str) -> bool:
        """Whether it is the account that was linked when the bot first posted, which is noted then."""
        if self.account_file is None:
            return True
        with contextlib.suppress(OSError):  # then it is compared next time
            if self.account_file.exists():
                return self.account_file.read_text(encoding="utf-8").strip() == user_id
            self.account_file.parent.mkdir(parents=True, exist_ok=True)
            files.write_whole(self.account_file, f"{user_id}\n".encode())
        return True

    def readmit(self) -> None:
        """Whichever account is linked now is the right one."""
        self._user_id = ""
        if self.account_file is not None:
            self.account_file.unlink(missing_ok=True)


def _get(part: object, name: str) -> Any:
    """What stands under a name; None in a part of another shape."""
    return part.get(name) if isinstance(part, Mapping) else None


def _earliest(post: Post) -> datetime:
    return (post.published_at or post.created_at) - CLOCKS_APART


def _row(row: Mapping[str, Any], user_id: str) -> Row:
    """Films, albums, stories and what others posted with us are listed beside the bot's single photos."""
    owner = str(_get(row.get("owner"), "id") or user_id)
    kind = row.get("media_type") or "IMAGE", row.get("media_product_type") or "FEED"
    return Row(
        receipt=_receipt(row),
        text=str(row.get("caption") or ""),
        at=matching.parse_time(row.get("timestamp")),
        alt_text=str(row.get("alt_text") or ""),
        is_marked=bool(row.get("alt_text")),
        may_be_ours=owner == user_id and kind == ("IMAGE", "FEED"),
    )


def _width(rendition: Mapping[str, Any]) -> int:
    return int(rendition.get("width") or 0)


def _receipt(row: Mapping[str, Any]) -> Receipt:
    return Receipt(
        remote_id=str(row.get("id") or ""),
        permalink=str(row.get("permalink") or "https://www.instagram.com/"),
        published_at=matching.parse_time(row.get("timestamp")),
    )


RELINKED = ErrorRule(
    error=Unauthorized,
    person=Person.ADMIN,
    what=mark("Another Instagram account than before is linked to the Facebook Page."),
    advice=mark(
        "Link the right account to the Page. If it is to be the new one: `bot resume --channel instagram`."
    ),
)

_BAD_FORMAT = error_table.INSTAGRAM[36001, None]
CONTAINER: Mapping[str, ErrorRule] = {
    "2207001": error_table.NOT_PROCESSED,
    "2207003": error_table.later(
        mark("Instagram could not fetch the picture in time."),
        timedelta(minutes=2),
    ),
    "2207004": error_table.INSTAGRAM[36000, None],
    "2207005": _BAD_FORMAT,
    "2207009": error_table.INSTAGRAM[36003, None],
    "2207010": error_table.INSTAGRAM[36004, None],
    "2207020": error_table.NOT_PROCESSED,
    "2207023": _BAD_FORMAT,
    "2207026": _BAD_FORMAT,
    "2207032": error_table.NOT_PROCESSED,
    "2207042": error_table.INSTAGRAM[9, None],
    "2207050": error_table.INSTAGRAM[25, None],
    "2207051": error_table.INSTAGRAM[4, 2207051],
    "2207052": error_table.INSTAGRAM[9004, None],
    "2207053": error_table.NOT_PROCESSED,
}
"""Why a container ended in an error, by the subcode of the Instagram Platform in its status text."""
_SUBCODE = re.compile(r"\b2207\d{3}\b")


def judge_container(words: str) -> tuple[ErrorRule, str]:
    """The row for a container's status text, and the subcode it names, which may be empty."""
    found = _SUBCODE.search(words)
    subcode = found[0] if found else ""
    return CONTAINER.get(subcode, error_table.NOT_PROCESSED), subcode


def list_rules() -> tuple[ErrorRule, ...]:
    """Every row, also those that no code names."""
    return (*CONTAINER.values(), RELINKED)
