"""Graph's writing rules: photos, posts, their editing and deleting."""

import json
import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from bot.sandbox.answers import graph_refused, object_missing
from bot.sandbox.exchange import Response, json_answer
from bot.sandbox.graph.routes import Call
from bot.sandbox.graph.state import FacebookPage, Photo, Post
from bot.sandbox.graph.tokens import require
from bot.sandbox.platforms import Picture, parse_picture

LARGEST_PHOTO = 4 * 1024 * 1024
SOONEST = timedelta(minutes=10)
LATEST = timedelta(days=30)
LONGEST_MESSAGE = 63206


class Publishing:
    """The rules which change what the Page shows."""

    def __init__(self, page: FacebookPage) -> None:
        self._page = page

    def create_photo(self, call: Call) -> Response:
        """POST /{page}/photos"""
        require(call.token, "pages_manage_posts")
        published = _parse_flag(call, "published", default=True)
        caption = call.values.get("caption") or call.values.get("message") or call.values.get("name", "")
        picture = _parse_photo(call)
        photo = self._page.keep_photo(
            picture, caption=caption, alt_text=call.values.get("alt_text_custom", "")
        )
        if not published:
            return json_answer({"id": photo.id})
        post = self._make_post(message=caption, photos=(photo,))
        self._page.keep_post(post)
        return json_answer({"id": photo.id, "post_id": post.id})

    def create_post(self, call: Call) -> Response:
        """POST /{page}/feed"""
        require(call.token, "pages_manage_posts")
        published = _parse_flag(call, "published", default=True)
        photos = tuple(self._find_photo(photo_id) for photo_id in _parse_media(call))
        message, link = call.values.get("message", ""), call.values.get("link", "")
        if not (message.strip() or link or photos):
            raise graph_refused(197, "(#197) The post is empty. Please enter a message to share.")
        if len(message) > LONGEST_MESSAGE:
            raise graph_refused(100, "(#100) Param message is too long")
        _check_link(link)
        self._check_duplicate(message, photos)
        post = self._make_post(message=message, photos=photos, link=link, published=published, call=call)
        self._page.keep_post(post)
        return json_answer({"id": post.id})

    def edit_post(self, call: Call) -> Response:
        """POST /{post}"""
        require(call.token, "pages_manage_posts")
        if self._get_post(call.node).by_hand:
            raise graph_refused(200, "(#200) Only the app that made a post may change it.", status=403)
        if "message" in call.values:
            self._page.edit_post(call.node, call.values["message"])
        return json_answer({"success": True})

    def delete_post(self, call: Call) -> Response:
        """DELETE /{post}"""
        require(call.token, "pages_manage_posts")
        self._get_post(call.node)
        self._page.drop_post(call.node, "app")
        return json_answer({"success": True})

    def delete_photo(self, call: Call) -> Response:
        """DELETE /{photo}"""
        require(call.token, "pages_manage_posts")
        self._find_photo(call.node, missing=33)
        self._page.drop_photo(call.node)
        return json_answer({"success": True})

    def _make_post(
        self,
        *,
        message: str,
        photos: tuple[Photo, ...],
        link: str = "",
        published: bool = True,
        call: Call | None = None,
    ) -> Post:
        now = self._page.clock()
        return Post(
            id=f"{self._page.page_id}_{self._page.next_id()}",
            message=message,
            link=link,
            photo_ids=tuple(photo.id for photo in photos),
            created_at=now,
            published=published,
            scheduled_at=_parse_schedule(call, published=published, now=now) if call else None,
        )

    def _find_photo(self, photo_id: str, *, missing: int | None = None) -> Photo:
        photo = self._page.photos.get(photo_id)
        if photo is None:
            raise graph_refused(100, f"(#100) The photo {photo_id} does not exist.", subcode=missing)
        return photo

    def _get_post(self, post_id: str) -> Post:
        post = self._page.stored.get(post_id)
        if post is None:
            raise object_missing(post_id, "post")
        return post

    def _check_duplicate(self, message: str, photos: tuple[Photo, ...]) -> None:
        if not self._page.duplicates_are_refused:
            return
        if any(photo.post_id for photo in photos):
            raise graph_refused(100, "Photos were already posted.", subcode=1366051)
        public = self._page.posts()
        if public and message and public[-1].message == message:
            raise graph_refused(506, "(#506) Duplicate status message")


def _parse_flag(call: Call, name: str, *, default: bool) -> bool:
    text = call.values.get(name)
    if text is None:
        return default
    if text not in {"true", "false"}:
        raise graph_refused(100, f'(#100) Param {name} must be a boolean: "true" or "false"')
    return text == "true"


def _parse_photo(call: Call) -> Picture:
    if "source" not in call.files:
        raise graph_refused(324, "(#324) Requires upload file")
    content = call.files["source"]
    picture = parse_picture(content)
    if picture is None or picture.format not in {"JPEG", "PNG"} or len(content) > LARGEST_PHOTO:
        raise graph_refused(
            100, "Invalid image: it should be below 4 MB and saved as JPG or PNG.", subcode=1366046
        )
    return picture


def _parse_media(call: Call) -> list[str]:
    """Photo ids of `attached_media`, as one JSON list or as attached_media[0], attached_media[1], ..."""
    texts = [value for name, value in call.values.items() if re.fullmatch(r"attached_media\[\d+\]", name)]
    whole = call.values.get("attached_media")
    try:
        rows = json.loads(whole) if whole is not None else [json.loads(text) for text in texts]
        return [str(row["media_fbid"]) for row in rows]
    except (ValueError, TypeError, KeyError):
        raise graph_refused(
            100, "(#100) param attached_media must be an array of media_fbid objects."
        ) from None


def _parse_schedule(call: Call, *, published: bool, now: datetime) -> datetime | None:
    text = call.values.get("scheduled_publish_time")
    if text is None:
        return None
    if published:
        raise graph_refused(100, "(#100) You cannot specify a scheduled publish time on a published post")
    try:
        at = datetime.fromtimestamp(int(text), UTC) if text.isdigit() else datetime.fromisoformat(text)
    except ValueError:
        raise graph_refused(100, "(#100) Param scheduled_publish_time is no time") from None
    if not SOONEST <= at - now <= LATEST:
        raise graph_refused(100, "(#100) The specified scheduled publish time is invalid.")
    return at


def _check_link(link: str) -> None:
    if not link:
        return
    parts = urlsplit(link)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise graph_refused(1500, "(#1500) The url you supplied is invalid")
    if parts.hostname.removeprefix("www.") == "facebook.com":
        raise graph_refused(1609008, "Links to facebook.com cannot be attached.")
