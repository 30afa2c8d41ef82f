"""The links page: what "link in bio" leads to. Public, without cookies; also as one file."""

import base64
import hashlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from markupsafe import Markup

from bot.desk.pages import Pages
from bot.domain.channel import list_channels
from bot.domain.errors import StorageError
from bot.domain.post import Post, PostStatus
from bot.files import write_whole
from bot.i18n import say
from bot.pipeline.context import App
from bot.preview.page import keep_web_address
from bot.preview.view import load_picture, shrink

STYLE = "desk.css"
MOST = 12
"""Articles on the page."""
FILE_WIDTH = 480
"""Pixels of a picture within the file, which holds all of them."""


def list_links(app: App) -> Sequence[Post]:
    """The last published posts, one for each article, the latest first."""
    published = app.posts.list_posts(status=PostStatus.PUBLISHED, limit=MOST * len(list_channels()) * 2)
    linked = [post for post in published if keep_web_address(post.composition.link)]
    latest = sorted(linked, key=_find_time, reverse=True)
    return tuple({post.article_id: post for post in reversed(latest)}.values())[::-1][:MOST]


def find_link(app: App, post_id: int) -> Post | None:
    """A post that stands on the page, or None."""
    return next((post for post in list_links(app) if post.id == post_id), None)


def write_links(app: App, pages: Pages, place: Path) -> int:
    """The page as one file with everything in it, for any web space; how many links. Raises StorageError."""
    links = list_links(app)
    style = pages.files[STYLE].decode()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    page = pages.render(
        "links",
        links=links,
        address=_embed,
        style=Markup(style),  # noqa: S704  # ours, or the instance's
        style_hash=f"sha256-{digest}",
    )
    try:
        write_whole(place, page.encode(), mode=0o644)
    except OSError as error:
        sentence = say("The page {place} cannot be written: {problem}.", place=place, problem=error.strerror)
        raise StorageError(sentence) from None
    return len(links)


def _find_time(post: Post) -> datetime:
    return post.published_at or post.due_at


def _embed(post: Post) -> str:
    content = shrink(load_picture(post.composition).content, FILE_WIDTH)
    return "data:image/jpeg;base64," + base64.b64encode(content).decode("ascii") if content else ""
