"""Graph's reading rules: the Page, its posts and photos."""

import base64
import binascii
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from bot.sandbox.answers import graph_refused, object_missing
from bot.sandbox.exchange import Response, json_answer
from bot.sandbox.graph.parameters import graph_time, parse_fields, pick
from bot.sandbox.graph.routes import Call
from bot.sandbox.graph.state import FacebookPage, Photo, Post
from bot.sandbox.graph.tokens import require

LARGEST_PAGE = 100
PAGE_DEFAULTS = "id,name"
POST_DEFAULTS = "id,message,created_time"
PHOTO_DEFAULTS = "id,created_time,name"


class Reading:
    """The rules which only show."""

    def __init__(self, page: FacebookPage, find_instagram_id: Callable[[], str]) -> None:
        self._page = page
        self._find_instagram_id = find_instagram_id

    def show_page(self, call: Call) -> Response:
        """GET /{page}, ours or another one that the token belongs to"""
        if call.node in self._page.neighbours:
            return json_answer({"id": call.node, "name": self._page.neighbours[call.node]})
        return json_answer(self.describe_page(call.fields or PAGE_DEFAULTS))

    def describe_page(self, fields: str) -> dict[str, object]:
        """The asked fields of the Page."""
        page = self._page
        makers = {
            "id": lambda: page.page_id,
            "name": lambda: page.name,
            "link": lambda: f"https://www.facebook.com/{page.page_id}",
            "category": lambda: "Nonprofit Organization",
            "is_published": lambda: True,
            "fan_count": lambda: 412,
            "followers_count": lambda: 437,
            "access_token": lambda: page.token,
            "tasks": lambda: ["ADVERTISE", "ANALYZE", "CREATE_CONTENT", "MESSAGING", "MODERATE", "MANAGE"],
            "instagram_business_account": lambda: {"id": self._find_instagram_id()},
            "connected_instagram_account": lambda: {"id": self._find_instagram_id()},
        }
        return pick("Page", fields, PAGE_DEFAULTS, makers)

    def show_post(self, call: Call) -> Response:
        """GET /{post}"""
        require(call.token, "pages_read_engagement")
        _require_insights(call)
        post = self._page.stored.get(call.node)
        if post is None or self._page.whims.hides(post.created_at, self._page.clock()):
            raise object_missing(call.node, "get")
        return json_answer(self._describe_post(post, call.fields))

    def show_photo(self, call: Call) -> Response:
        """GET /{photo}"""
        require(call.token, "pages_read_engagement")
        photo = self._page.photos.get(call.node)
        if photo is None:
            raise object_missing(call.node, "get")
        return json_answer(self._describe_photo(photo, call.fields))

    def list_posts(self, call: Call) -> Response:
        """GET /{page}/published_posts: newest first, with cursors."""
        require(call.token, "pages_read_engagement")
        _require_insights(call)
        posts = {post.id: post for post in self._within(self._page.listed(), call)}
        ids, paging = turn_page(list(posts), call, f"{self._page.page_id}/published_posts")
        data = [self._describe_post(posts[post_id], call.fields) for post_id in ids]
        return json_answer({"data": data, **paging})

    def _within(self, posts: list[Post], call: Call) -> list[Post]:
        since, until = _parse_time(call.values.get("since")), _parse_time(call.values.get("until"))
        if self._page.since_is_ignored:
            return posts
        return [
            post
            for post in posts
            if (since is None or post.created_at >= since) and (until is None or post.created_at <= until)
        ]

    def _describe_post(self, post: Post, fields: str) -> dict[str, object]:
        page = self._page
        photos = [page.photos[photo_id] for photo_id in post.photo_ids if photo_id in page.photos]
        sender = {"name": page.name, "id": page.page_id}
        figures = page.figures.get(post.id, {})
        makers = {
            "id": lambda: post.id,
            "message": lambda: post.message or None,
            "created_time": lambda: graph_time(post.created_at),
            "updated_time": lambda: graph_time(post.edited_at or post.created_at),
            "permalink_url": lambda: post.permalink,
            "is_published": lambda: post.published,
            "is_hidden": lambda: False,
            "status_type": lambda: "added_photos" if photos else "shared_story",
            "full_picture": lambda: photos[0].url if photos else None,
            "picture": lambda: photos[0].url if photos else None,
            "from": lambda: sender,
            "application": lambda: _describe_app(post, page.app_id),
            "privacy": lambda: {"value": "EVERYONE" if page.is_live else "SELF"},
            "scheduled_publish_time": lambda: post.scheduled_at and int(post.scheduled_at.timestamp()),
            "reactions": lambda: _count(figures.get("reactions", 0)),
            "comments": lambda: _count(figures.get("comments", 0)),
            "shares": lambda: {"count": figures["shares"]} if figures.get("shares") else None,
            "insights": lambda: describe_metric("post_total_media_view_unique", figures.get("reach")),
            "attachments": lambda: _describe_attachments(
                post, photos, parse_fields(fields).get("attachments", "")
            ),
        }
        return pick("PagePost", fields, POST_DEFAULTS, makers)

    def _shown_post_of(self, photo: Photo) -> str | None:
        post = self._page.stored.get(photo.post_id)
        if post is None or self._page.whims.hides(post.created_at, self._page.clock()):
            return None
        return post.id

    def _describe_photo(self, photo: Photo, fields: str) -> dict[str, object]:
        picture = photo.picture
        size = {"height": picture.height, "width": picture.width}
        half = {"height": picture.height // 2, "width": picture.width // 2}
        makers = {
            "id": lambda: photo.id,
            "name": lambda: photo.caption or None,
            "created_time": lambda: graph_time(photo.created_at),
            "updated_time": lambda: graph_time(photo.created_at),
            "page_story_id": lambda: self._shown_post_of(photo),
            "alt_text": lambda: photo.alt_text or None,
            "alt_text_custom": lambda: photo.alt_text or None,
            "height": lambda: picture.height,
            "width": lambda: picture.width,
            "picture": lambda: photo.url,
            "source": lambda: photo.url,
            "link": lambda: f"https://www.facebook.com/photo.php?fbid={photo.id}",
            "images": lambda: [{**size, "source": photo.url}, {**half, "source": photo.url}],
            "from": lambda: {"name": self._page.name, "id": self._page.page_id},
        }
        return pick("Photo", fields, PHOTO_DEFAULTS, makers)


def _describe_app(post: Post, app_id: str) -> dict[str, object] | None:
    other = str(sum(post.made_with.encode()))
    return {"name": post.made_with, "id": other if post.by_hand else app_id} if post.made_with else None


def _require_insights(call: Call) -> None:
    if "insights" in parse_fields(call.fields):
        require(call.token, "read_insights")


def _count(number: int) -> dict[str, object]:
    """An edge asked for with limit(0) and its summary."""
    return {"data": [], "summary": {"total_count": number}}


def describe_metric(name: str, value: int | None) -> dict[str, object]:
    """A metric over a post's life; no row where there are too few people to tell."""
    row = {"name": name, "period": "lifetime", "values": [{"value": value}]}
    return {"data": [] if value is None else [row]}


def _describe_attachments(post: Post, photos: list[Photo], fields: str) -> dict[str, object] | None:
    if post.link and not photos:
        row: dict[str, object] = {
            "media_type": "link",
            "type": "share",
            "title": post.link,
            "url": f"https://l.facebook.com/l.php?u={post.link}",
            "unshimmed_url": post.link,
            "target": {"url": post.link},
        }
        return {"data": [_keep(row, fields)]}
    rows = [_photo_row(photo) for photo in photos]
    if not rows:
        return None
    if len(rows) == 1:
        return {"data": [_keep(rows[0], fields)]}
    album: dict[str, object] = {
        "media_type": "album",
        "type": "album",
        "url": post.permalink,
        "subattachments": {"data": rows},
    }
    return {"data": [_keep(album, fields)]}


def _photo_row(photo: Photo) -> dict[str, object]:
    url = f"https://www.facebook.com/photo.php?fbid={photo.id}"
    size = {"height": photo.picture.height, "width": photo.picture.width}
    return {
        "media_type": "photo",
        "type": "photo",
        "url": url,
        "target": {"id": photo.id, "url": url},
        "media": {"image": {**size, "src": photo.url}},
    }


def _keep(row: dict[str, object], fields: str) -> dict[str, object]:
    names = parse_fields(fields)
    return {name: value for name, value in row.items() if not names or name in names}


def _parse_limit(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) <= LARGEST_PAGE:
        raise graph_refused(100, f"(#100) Param limit must be between 1 and {LARGEST_PAGE}")
    return int(text)


def _parse_time(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        at = datetime.fromtimestamp(int(text), UTC) if text.isdigit() else datetime.fromisoformat(text)
    except ValueError:
        raise graph_refused(100, f"(#100) {text} is no time") from None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def turn_page(ids: Sequence[str], call: Call, edge: str) -> tuple[Sequence[str], dict[str, object]]:
    """The ids on the page that a call asks for, and what leads on to the next one."""
    limit = _parse_limit(call.values.get("limit", "25"))
    start = _find_start(ids, call.values.get("after", ""))
    shown = ids[start : start + limit]
    if not shown:
        return (), {}
    paging: dict[str, object] = {"cursors": {"before": _cursor(shown[0]), "after": _cursor(shown[-1])}}
    if start + limit < len(ids):
        query = f"access_token={call.token.value}&limit={limit}&after={_cursor(shown[-1])}"
        paging["next"] = f"https://graph.facebook.com/v25.0/{edge}?{query}"
    return shown, {"paging": paging}


def _cursor(node: str) -> str:
    return base64.urlsafe_b64encode(node.encode()).decode()


def _find_start(ids: Sequence[str], after: str) -> int:
    try:
        last = base64.urlsafe_b64decode(after).decode()
    except (binascii.Error, UnicodeDecodeError):
        raise graph_refused(100, "(#100) Invalid cursor") from None
    return next((index + 1 for index, node in enumerate(ids) if node == last), 0)
