"""A Facebook Page: the picture goes up unpublished, then one call to the feed makes the post.

Sources: Meta, Pages API "Posts" and Graph API reference "Page Photos", "Page Feed", "Photo", "Page Post".
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urljoin

from bot.channels import matching
from bot.channels.base import Act
from bot.channels.facebook import FACEBOOK, name_page
from bot.channels.matching import Handles, Row
from bot.channels.meta import error_table, graph, token_check
from bot.channels.meta.error_table import MISSING
from bot.channels.meta.graph import PageAccount
from bot.domain.errors import ChannelError
from bot.domain.ports import Check, KeepHandle
from bot.domain.post import CLOCKS_APART, Channel, Finding, Post, Presence, Receipt, Search
from bot.domain.year import Measured

POST_FIELDS = "id,permalink_url,created_time"
ATTACHMENT_FIELDS = "attachments{target{id},unshimmed_url,subattachments{target{id}}}"


@dataclass(kw_only=True, eq=False)
class FacebookPage(PageAccount):
    """A Publisher for one Page.

    style: "photo" shows the share image, "link" the link's card. Handles: photo_id, photo_of (what it shows),
    story_id (already stands).
    """

    style: Literal["photo", "link"] = "photo"
    channel: Channel = field(default=FACEBOOK, init=False)

    @property
    def account(self) -> str:
        """The Page."""
        return name_page(self.page_id)

    def prepare(self, post: Post, keep: KeepHandle) -> Mapping[str, str]:
        """Upload the picture unpublished, or find that an earlier upload hangs on a post already."""
        self.graph.heed_usage(Act.PREPARE)
        self.require_own_token(Act.PREPARE)
        handles = Handles(post.handles, keep)
        if self.style == "link":
            handles.drop("story_id")
            return handles
        photo_id = handles.get("photo_id", "")
        story_id, is_there = self._look_again(photo_id) if photo_id else ("", False)
        shows = matching.fingerprint(post.composition)
        _note_story(handles, story_id)
        if not story_id and not (is_there and handles.get("photo_of") == shows):
            handles.keep("photo_id", self._upload(post))
            handles.keep("photo_of", shows)
            self.graph.heed_usage(Act.PREPARE)
        return handles

    def _look_again(self, photo_id: str) -> tuple[str, bool]:
        """The post on which an earlier upload hangs, and whether that upload is still there."""
        try:
            return self._story_of(photo_id), True
        except ChannelError as error:
            if error.code != MISSING:
                raise
            return "", False

    def _upload(self, post: Post) -> str:
        composition = post.composition
        answer = self.graph.upload(
            f"{self.page_id}/photos",
            Path(composition.image),
            published="false",
            alt_text_custom=composition.alt_text,
        )
        return self.graph.require_id(answer, Act.PREPARE)

    def publish(self, post: Post, handles: Mapping[str, str]) -> Receipt:
        """Make the post on the feed: the only call here that anybody sees."""
        if handles.get("story_id"):
            return _receipt({"id": handles["story_id"]})
        fields = {"message": post.composition.caption, "published": "true", "fields": POST_FIELDS}
        if self.style == "link":
            fields["link"] = post.composition.link
        else:
            fields["attached_media"] = json.dumps([{"media_fbid": handles["photo_id"]}])
        answer = self.graph.post(Act.PUBLISH, f"{self.page_id}/feed", **fields)
        shown = self._read_post(self.graph.require_id(answer, Act.PUBLISH))
        is_altered = bool(shown) and not matching.is_same_text(
            post.composition.caption, str(shown.get("message") or "")
        )
        return replace(_receipt({**shown, "id": answer["id"]}), is_altered=is_altered)

    def _read_post(self, post_id: str) -> Mapping[str, Any]:
        """A post as it is shown; empty when it cannot be read yet: its id alone is proof enough."""
        try:
            return self.graph.read(post_id, fields=f"{POST_FIELDS},message")
        except ChannelError:
            return {}

    def find(self, post: Post, search: Search) -> Finding:
        """Ask the photo whether it hangs on a post, then look through what the Page published."""
        return self.look(lambda asked: self._find(post, asked), search)

    def _find(self, post: Post, search: Search) -> Finding:
        self.require_own_token(Act.READ)
        photo_id = post.handles.get("photo_id", "")
        story_id, is_firm, unreadable = self._ask_photo(photo_id) if photo_id else ("", False, None)
        if story_id and story_id not in search.claimed:
            shown = self._read_post(story_id)
            is_altered = bool(shown) and not shown.get("message")
            receipt = replace(_receipt({"id": story_id, **shown}), is_altered=is_altered)
            return Finding(presence=Presence.YES, receipt=receipt)
        rows = (self._make_row(row) for row in self._rows_since(search.back_to) if self._is_of_page(row))
        found = matching.find_match(rows, post, search, uploads=frozenset({photo_id} - {""}))
        if found.presence is Presence.NO and unreadable:
            raise unreadable
        return replace(found, is_firm=is_firm)

    def _ask_photo(self, photo_id: str) -> tuple[str, bool, ChannelError | None]:
        """The post on which it hangs; whether an empty answer is firm; why it could not be asked.

        A photo that is gone, such as with its post, tells nothing more: the listing decides.
        """
        try:
            return self._story_of(photo_id), True, None
        except ChannelError as error:
            return "", False, None if error.code == MISSING else error

    def _story_of(self, photo_id: str) -> str:
        return str(self.graph.read(photo_id, fields="page_story_id").get("page_story_id") or "")

    def _rows_since(self, start: datetime) -> Iterator[dict[str, Any]]:
        """What the Page published since then; to Meta `since` is a hint, so we filter."""
        fields = f"{POST_FIELDS},message,application,from,is_published,{ATTACHMENT_FIELDS}"
        since = int(start.timestamp())
        for rows in self.graph.list_rows(f"{self.page_id}/published_posts", fields=fields, since=since):
            yield from matching.keep_since(rows, "created_time", start)
            if matching.are_older(rows, "created_time", start):
                return

    def _is_of_page(self, row: Mapping[str, Any]) -> bool:
        """Whether the Page posted it, as far as the row tells: visitors may post there as well."""
        author = row.get("from")
        return not isinstance(author, Mapping) or str(author.get("id") or self.page_id) == self.page_id

    def _make_row(self, row: Mapping[str, Any]) -> Row:
        """Posts that a person made by hand name no app, or one of Meta's own."""
        targets, links = _attached(row)
        app = row.get("application")
        app_id, name = (str(app.get(key) or "") if isinstance(app, Mapping) else "" for key in ("id", "name"))
        is_by_app = app_id == self.app_id if app_id and self.app_id else bool(app) and not _is_metas(name)
        return Row(
            receipt=_receipt(row),
            text=str(row.get("message") or ""),
            at=matching.parse_time(row.get("created_time")),
            uploads=frozenset(targets),
            links=tuple(links),
            is_by_app=is_by_app,
            is_marked=is_by_app,
            may_be_ours=row.get("is_published") is not False,
        )

    def edit(self, post: Post, caption: str) -> None:
        """Change the text; Meta allows it only to the app that made the post."""
        self.graph.require_success(self.graph.post(Act.CHANGE, post.remote_id, message=caption))
        shown = self._read_post(post.remote_id)
        if shown and not matching.is_same_text(caption, str(shown.get("message") or "")):
            raise self.graph.error(error_table.TEXT_DROPPED, Act.CHANGE, "altered")

    def withdraw(self, post: Post) -> None:
        """Delete the post. "No such object" counts only when the Page's list agrees."""
        try:
            self.graph.require_success(self.graph.delete(post.remote_id))
        except ChannelError as error:
            if error.code != MISSING or any(
                str(row.get("id")) == post.remote_id for row in self._rows_since(_earliest(post))
            ):
                raise

    def readmit(self) -> None:
        """Nothing is held against a Page here."""

    def check(self) -> Sequence[Check]:
        """Token, Page, rights and both expiry dates."""
        return token_check.check_page(self)

    def measure(self, *, since: datetime, until: datetime) -> Measured:
        """Reactions, comments, shares and, with the right to it, reach. Raises ChannelError."""
        question = graph.Question(
            channel=FACEBOOK,
            edge=f"{self.page_id}/published_posts",
            stamp="created_time",
            fields={
                "reactions": "reactions.limit(0).summary(total_count)",
                "comments": "comments.limit(0).summary(total_count)",
                "shares": "shares",
            },
            reach="insights.metric(post_total_media_view_unique)",
            right="read_insights",
        )
        return graph.measure(self.graph, question, since=since, until=until, now=self.clock())


_METAS = ("facebook", "meta ", "instagram", "pages manager", "creator studio", "mobile")
"""How the names of Meta's own apps begin, such as "Meta Business Suite"; others' may not bear its brands."""


def _is_metas(name: str) -> bool:
    return name.casefold().startswith(_METAS)


def _earliest(post: Post) -> datetime:
    return (post.published_at or post.created_at) - CLOCKS_APART


def _note_story(handles: Handles, story_id: str) -> None:
    if story_id:
        handles.keep("story_id", story_id)
    else:
        handles.drop("story_id")


def _receipt(row: Mapping[str, Any]) -> Receipt:
    """Of a row without an id, too: it may be anybody's, and is no proof."""
    post_id = str(row.get("id") or "")
    permalink = urljoin("https://www.facebook.com/", str(row.get("permalink_url") or post_id))
    at = matching.parse_time(row.get("created_time"))
    return Receipt(remote_id=post_id, permalink=permalink, published_at=at)


def _attached(row: Mapping[str, Any]) -> tuple[set[str], set[str]]:
    """Ids of photos and addresses of pages that hang on a post; a part of another shape tells nothing."""
    targets: set[str] = set()
    links: set[str] = set()
    for attachment in _list_parts(row.get("attachments")):
        for part in (attachment, *_list_parts(attachment.get("subattachments"))):
            target = part.get("target")
            targets.add(str(target.get("id") or "") if isinstance(target, Mapping) else "")
        links.add(str(attachment.get("unshimmed_url") or ""))
    return targets - {""}, links - {""}


def _list_parts(edge: object) -> list[Mapping[str, Any]]:
    rows = edge.get("data") if isinstance(edge, Mapping) else None
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []
