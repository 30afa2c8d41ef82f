"""Instagram through Meta's official publishing: a container is made, waited for, and published by its id.

Sources: Meta, Instagram Platform "Content Publishing", "IG Container", "IG User Media", "Content Publishing
Limit". That an unpublished photo of the Page can be the picture's address is practice, not documented;
therefore `public_media_url` can take its place.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bot.channels import base, matching
from bot.channels.base import Act, Clock, Words
from bot.channels.matching import Handles
from bot.channels.meta import error_table, figures, token_check
from bot.channels.meta.error_table import MISSING
from bot.channels.meta.graph import Graph
from bot.domain.errors import ChannelError
from bot.domain.ports import Check, KeepHandle
from bot.domain.post import Channel, Post, Receipt
from bot.domain.year import Measured

MEDIA_FIELDS = "id,caption,permalink,timestamp"
LOOKS_AT_CONTAINER = 5
GONE = frozenset({"24/2207006", "24/2207008", MISSING})


@dataclass(kw_only=True, eq=False)
class InstagramGraph:
    """A Publisher for the professional account that belongs to a Page.

    token: the Page's; public_media_url: where `media/` can be reached from outside, empty to let the Page
    hold the picture unpublished; pause: between two looks at a container. Handles: container_id, container_of
    (what it shows), photo_id (the Page's), media_id and permalink (it already stands).
    """

    page_id: str
    token: str = field(repr=False)
    graph_version: str
    timeout: timedelta
    clock: Clock
    app_id: str = ""
    app_secret: str = field(default="", repr=False)
    public_media_url: str = ""
    pause: timedelta = timedelta(seconds=10)
    language: str = "de"
    channel: Channel = field(default=Channel.INSTAGRAM, init=False)
    account: str = field(init=False)

    def __post_init__(self) -> None:
        self.account = base.name_linked_instagram(self.page_id)
        self._user_id = ""
        self._graph = Graph(
            token=self.token,
            version=self.graph_version,
            timeout=self.timeout,
            clock=self.clock,
            language=self.language,
        )

    def prepare(self, post: Post, keep: KeepHandle) -> Mapping[str, str]:
        """Make the container and wait until it is ready, or find that an earlier one is already published."""
        self._graph.heed_usage(Act.PREPARE)
        handles = Handles(post.handles, keep)
        status = self._status_of(handles["container_id"]) if handles.get("container_id") else "EXPIRED"
        if status == "PUBLISHED":
            receipt = self._find_published(post)
            handles.keep("permalink", receipt.permalink)
            handles.keep("media_id", receipt.remote_id)
            return handles
        handles.drop("media_id")
        shows = matching.fingerprint(post.composition, with_caption=True)
        if status in {"EXPIRED", "ERROR"} or handles.get("container_of") != shows:
            self._require_quota(Act.PREPARE)
            handles.keep("container_id", self._create_container(post, handles))
            handles.keep("container_of", shows)
        self._wait_for(handles["container_id"])
        self._get_user_id(Act.PREPARE)  # so that nothing stands between the fence and the visible call
        self._graph.heed_usage(Act.PREPARE)
        return handles

    def _create_container(self, post: Post, handles: Handles) -> str:
        composition = post.composition
        answer = self._graph.post(
            Act.PREPARE,
            f"{self._get_user_id(Act.PREPARE)}/media",
            image_url=self._image_url(post, handles),
            caption=composition.caption,
            alt_text=composition.alt_text,
        )
        return self._graph.require_id(answer, Act.PREPARE)

    def _image_url(self, post: Post, handles: Handles) -> str:
        image = Path(post.composition.image)
        if self.public_media_url:
            return f"{self.public_media_url.rstrip('/')}/{quote(image.name)}"
        answer = self._graph.upload(f"{self.page_id}/photos", image, published="false")
        handles.keep("photo_id", self._graph.require_id(answer, Act.PREPARE))
        renditions = self._graph.read(handles["photo_id"], fields="images").get("images") or ()
        largest: Mapping[str, Any] = max(renditions, key=_width, default={})
        if not largest.get("source"):
            raise self._graph.error(error_table.UNREADABLE, Act.PREPARE, "no images")
        return str(largest["source"])

    def _status_of(self, container_id: str) -> str:
        """IN_PROGRESS, FINISHED, PUBLISHED, ERROR or EXPIRED; a container that is gone is EXPIRED."""
        try:
            answer = self._graph.read(container_id, fields="status_code,status")
        except ChannelError as error:
            if error.code not in GONE - {MISSING}:
                raise
            return "EXPIRED"
        if not answer.get("status_code"):
            raise self._graph.error(error_table.UNREADABLE, Act.READ, "no status_code")
        return str(answer["status_code"])

    def _wait_for(self, container_id: str) -> None:
        for look in range(LOOKS_AT_CONTAINER):
            status = self._status_of(container_id)
            if status != "IN_PROGRESS":
                break
            if look < LOOKS_AT_CONTAINER - 1:
                time.sleep(self.pause.total_seconds())
        if status != "FINISHED":
            row = error_table.NOT_READY if status == "IN_PROGRESS" else error_table.NOT_PROCESSED
            raise self._graph.error(row, Act.PREPARE, status)

    def _require_quota(self, act: Act) -> None:
        path = f"{self._get_user_id(act)}/content_publishing_limit"
        rows = self._graph.read(path, act=act, fields="config,quota_usage").get("data")
        row = rows[0] if isinstance(rows, list) and rows else None
        used, total = _get(row, "quota_usage"), _get(_get(row, "config"), "quota_total")
        if isinstance(total, int) and isinstance(used, int) and used >= total:
            raise self._graph.error(error_table.QUOTA_USED, act, f"quota {total}")

    def publish(self, post: Post, handles: Mapping[str, str]) -> Receipt:  # noqa: ARG002 - the port's
        """Publish the container: the only call here that anybody sees."""
        if handles.get("media_id"):
            return Receipt(remote_id=handles["media_id"], permalink=handles["permalink"])
        path = f"{self._get_user_id(Act.PREPARE)}/media_publish"
        answer = self._graph.post(
            Act.PUBLISH, path, creation_id=handles["container_id"], fields="id,permalink,timestamp"
        )
        media_id = self._graph.require_id(answer, Act.PUBLISH)
        return _receipt(answer if answer.get("permalink") else self._read_medium(media_id))

    def _read_medium(self, media_id: str) -> Mapping[str, Any]:
        """The published medium; its id alone is proof enough when it cannot be read yet."""
        try:
            medium = self._graph.read(media_id, fields="id,permalink,timestamp")
        except ChannelError:
            medium = {}
        return {**medium, "id": media_id}

    def find(self, post: Post) -> Receipt | None:
        """Ask the container, then look through the profile's media."""
        self._graph.heed_usage(Act.READ)
        container_id = post.handles.get("container_id")
        status = self._status_of(container_id) if container_id else ""
        if status == "PUBLISHED":
            return self._find_published(post)
        found = self._find_listed(post)
        if found is None and status == "IN_PROGRESS":
            raise self._graph.error(error_table.NOT_READY, Act.READ, status)
        return found

    def _find_published(self, post: Post) -> Receipt:
        """The medium of a published container: there is no edge from one to the other, only the listing."""
        found = self._find_listed(post)
        if found is None:
            raise self._graph.error(error_table.NOT_LISTED_YET, Act.READ, "PUBLISHED")
        return found

    def _find_listed(self, post: Post) -> Receipt | None:
        caption = matching.normalise(post.composition.caption)
        for row in self._rows_since(post):
            if matching.normalise(row.get("caption")) == caption:
                return _receipt(row)
        return None

    def _rows_since(self, post: Post) -> Iterator[dict[str, Any]]:
        start = matching.window_start(post)
        for rows in self._graph.list_rows(f"{self._get_user_id(Act.READ)}/media", fields=MEDIA_FIELDS):
            yield from matching.keep_since(rows, "timestamp", start)
            if matching.are_older(rows, "timestamp", start):
                return

    def edit(self, post: Post, caption: str) -> None:  # noqa: ARG002 - the port's signature
        """Refused: Meta offers no way to change a caption. Raises Rejected."""
        raise self._graph.error(error_table.NO_EDITING, Act.CHANGE, "no editing")

    def withdraw(self, post: Post) -> None:
        """Delete the medium. "No such object" counts only when the profile's list agrees."""
        try:
            self._graph.require_success(self._graph.delete(post.remote_id))
        except ChannelError as error:
            is_gone = error.code in GONE
            if not is_gone or any(row.get("id") == post.remote_id for row in self._rows_since(post)):
                raise

    def check(self) -> Sequence[Check]:
        """The Page token's lines, and the account's name and quota."""
        account = token_check.Account(
            page_id=self.page_id,
            app_id=self.app_id,
            app_secret=self.app_secret,
            rights=(*token_check.RIGHTS, *token_check.INSTAGRAM_RIGHTS),
        )
        lines = token_check.check_page(self._graph, account, now=self.clock(), language=self.language)
        return [*lines, self._check_account()]

    def measure(self, *, since: datetime, until: datetime) -> Measured:
        """Likes, comments and, with the right to it, reach. Raises ChannelError."""
        question = figures.ask_instagram(self._get_user_id(Act.READ))
        return figures.measure(self._graph, question, since=since, until=until, now=self.clock())

    def _check_account(self) -> Check:
        name = Words("Instagram-Konto", "Instagram account")
        try:
            user_id = self._get_user_id(Act.CHECK)
            username = self._graph.read(user_id, act=Act.CHECK, fields="username").get("username")
            self._require_quota(Act.CHECK)
        except ChannelError as error:
            return token_check.problem(name, error, self.language)
        return Check(name=name.say(self.language), mark="ok", message=f"@{username}")

    def _get_user_id(self, act: Act) -> str:
        """The id of the account linked to the Page, asked once. Raises Unauthorized when there is none."""
        if not self._user_id:
            page = self._graph.read(self.page_id, act=act, fields="instagram_business_account")
            self._user_id = str(_get(page.get("instagram_business_account"), "id") or "")
        if not self._user_id:
            raise self._graph.error(error_table.NO_ACCOUNT, act, "no account")
        return self._user_id


def _get(part: object, name: str) -> Any:
    """What stands under a name; None in a part of another shape."""
    return part.get(name) if isinstance(part, Mapping) else None


def _width(rendition: Mapping[str, Any]) -> int:
    return int(rendition.get("width") or 0)


def _receipt(row: Mapping[str, Any]) -> Receipt:
    return Receipt(
        remote_id=str(row["id"]),
        permalink=str(row.get("permalink") or "https://www.instagram.com/"),
        published_at=matching.parse_time(row.get("timestamp")),
    )
