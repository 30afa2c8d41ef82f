"""Renders the desk's templates, an instance's own first: the public links page, and the page of status for
whoever looks after the bot."""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from bot.desk.view import Entry, Views
from bot.domain.channel import list_channels, name_channel
from bot.domain.errors import SettingsWrong, StorageError, explain_refusal
from bot.domain.post import Post, PostStatus, name_status
from bot.domain.state import Stop, name_scope
from bot.domain.times import format_distance, format_moment, format_short, format_weekday
from bot.files import write_whole
from bot.i18n import say, say_count
from bot.pipeline.attention import Cause, Health, read_health
from bot.pipeline.context import App
from bot.preview.page import keep_web_address
from bot.preview.view import Standing, describe_standing, load_picture, preview_post, shrink

FILES = {"desk.css": "text/css", "desk.js": "text/javascript"}
"""What pages load beside pictures, and its type."""
STYLES = ("preview/page.css", "desk/desk.css")
"""The desk looks like the preview page, and has more to it."""


class Pages:
    """Templates of `desk/` with what all of them need. brand: the association's name.

    template_dirs: the first one that holds a template wins. Raises SettingsWrong for a broken one.
    """

    def __init__(
        self, *, brand: str, language: str, timezone: tzinfo, template_dirs: Sequence[Path], color: str
    ) -> None:
        self.brand = brand or say("Your association")
        self._language = language
        self._timezone = timezone
        self._color = color
        self._template_dirs = template_dirs
        self._environment = SandboxedEnvironment(
            loader=jinja2.FileSystemLoader(template_dirs),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=jinja2.StrictUndefined,
            extensions=["jinja2.ext.i18n"],
        )
        self._environment.globals.update(
            gettext=say, _=say, say_count=say_count, moment=self._show_moment, distance=format_distance
        )

    def render(self, name: str, **facts: Any) -> str:
        """A page of `desk/`."""
        shared = {
            "language": self._language,
            "brand_name": self.brand,
            "versions": self.versions,
            "icon": self._icon,
            "layouts": self.layouts,
        }
        try:
            page = self._environment.get_template(f"desk/{name}.html.j2").render(**shared, **facts)
        except jinja2.TemplateError as error:
            sentence = say("The desk's template {name} cannot be used: {problem}.", name=name, problem=error)
            raise SettingsWrong(sentence) from None
        return page.lstrip()

    @cached_property
    def layouts(self) -> tuple[str, ...]:
        """Names of the share image's layouts, for a person to choose from."""
        found = {path.stem for folder in self._template_dirs for path in (folder / "layouts").glob("*.toml")}
        return tuple(sorted(found))

    @cached_property
    def files(self) -> dict[str, bytes]:
        """Style and script."""
        return {
            "desk.css": "\n".join(
                (f":root {{ --brand: {self._color}; }}", *map(self._read, STYLES))
            ).encode(),
            "desk.js": self._read("desk/desk.js").encode(),
        }

    @cached_property
    def _icon(self) -> str:
        """Within the page, so that it costs no request."""
        drawn = self._read("desk/icon.svg").strip().replace("#0b5d7a", self._color)
        return "data:image/svg+xml," + quote(drawn)

    @cached_property
    def versions(self) -> dict[str, str]:
        """A word for each file that changes with it, so that browsers may keep it."""
        return {name: hashlib.sha256(content).hexdigest()[:12] for name, content in self.files.items()}

    def _read(self, name: str) -> str:
        assert self._environment.loader is not None
        source, _, _ = self._environment.loader.get_source(self._environment, name)
        return source

    def _show_moment(self, instant: datetime) -> str:
        return format_moment(instant, self._timezone)


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
        sentence = say(
            "The page {place} cannot be written: {problem}.", place=place, problem=explain_refusal(error)
        )
        raise StorageError(sentence) from None
    return len(links)


def _find_time(post: Post) -> datetime:
    return post.published_at or post.due_at


def _embed(post: Post) -> str:
    content = shrink(load_picture(post.composition).content, FILE_WIDTH)
    return "data:image/jpeg;base64," + base64.b64encode(content).decode("ascii") if content else ""


DAYS = 7
SHOWN = (PostStatus.DRAFT, PostStatus.SCHEDULED, PostStatus.PUBLISHING, PostStatus.UNCONFIRMED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing that waits for a person; entry: the post it is about, with its verbs."""

    cause: Cause
    entry: Entry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Why nothing is sent somewhere; scope: as the form sends it back."""

    scope: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A post in the week: its time of day, and where it stands."""

    post: Post
    clock: str
    label: str
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day of the week, with what went out or will."""

    name: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Everything on the page; waiting: posts that wait for a yes; facts: name and words of each part."""

    waiting: int
    needs: tuple[Need, ...]
    holds: tuple[Hold, ...]
    days: tuple[Day, ...]
    facts: tuple[tuple[str, str], ...]


def make_status(app: App, views: Views) -> Status:
    """Look at the database; no network."""
    health = read_health(app)
    return Status(
        needs=tuple(
            Need(cause=cause, entry=_find_entry(cause, views)) for cause in health.causes if not _waits(cause)
        ),
        waiting=sum(map(_waits, health.causes)),
        holds=tuple(_explain_hold(stop, app) for stop in health.stops),
        days=tuple(_list_days(app, health.now)),
        facts=tuple(_list_facts(health)),
    )


def _waits(cause: Cause) -> bool:
    """A yes is said in the inbox, where one sees what to."""
    return cause.post is not None and cause.post.status is PostStatus.DRAFT


def _find_entry(cause: Cause, views: Views) -> Entry | None:
    return views.make_entry(cause.post) if cause.post else None


def _explain_hold(stop: Stop, app: App) -> Hold:
    until = (
        format_short(stop.until, app.rules.timing.timezone)
        if stop.until
        else say("until somebody resumes it")
    )
    reason = f"{stop.reason} ({until})"
    scope = name_scope(stop.scope)
    return Hold(
        scope=stop.scope, sentence=say("Nothing is sent on {scope}: {reason}", scope=scope, reason=reason)
    )


def _list_days(app: App, now: datetime) -> Iterator[Day]:
    """From today on; what went out today stands there, too."""
    timezone = app.rules.timing.timezone
    today = now.astimezone(timezone).date()
    found: dict[date, list[tuple[datetime, Post]]] = {
        today + timedelta(days=ahead): [] for ahead in range(DAYS)
    }
    waiting = [post for status in SHOWN for post in app.posts.list_with(status)]
    for post in (*app.posts.list_published(since=now - timedelta(days=1)), *waiting):
        at = post.published_at or post.due_at
        found.get(at.astimezone(timezone).date(), []).append((at, post))
    for day, posts in found.items():
        items = [_make_item(app, at, post, now) for at, post in sorted(posts, key=lambda pair: pair[0])]
        yield Day(name=format_weekday(day), items=tuple(items))


def _make_item(app: App, at: datetime, post: Post, now: datetime) -> Item:
    timezone = app.rules.timing.timezone
    standing = describe_standing(preview_post(post, app.rules), now, timezone)
    return Item(
        post=post,
        clock=f"{at.astimezone(timezone):%H:%M}",
        label=name_channel(post.channel),
        standing=standing,
    )


def _list_facts(health: Health) -> Iterator[tuple[str, str]]:
    if health.is_running:
        yield say("Daemon"), say("is running")
    elif health.beaten_at:
        when = format_distance(health.beaten_at, health.now)
        yield say("Daemon"), say("is not running; last seen {when}", when=when)
    else:
        yield say("Daemon"), say("has never run here")
    for channel in health.channels:
        counts = [
            f"{total} {name_status(status)}"
            for (of, status), total in sorted(health.counts.items())
            if of is channel and total
        ]
        yield name_channel(channel), ", ".join(counts) or say("nothing yet")
    for source in health.sources:
        seen = format_distance(source.looked_at, health.now) if source.looked_at else say("never")
        problem = source.alarm or (say("cannot be read now") if source.failures else "")
        words = say("last look {when}", when=seen)
        yield source.url, f"{words}; {problem}" if problem else words
