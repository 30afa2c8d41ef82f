"""The page for whoever looks after the bot: what is stuck, the week at a glance, and how the bot is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.desk.view import Entry, Views
from bot.domain.channel import name_channel
from bot.domain.post import Post, PostStatus
from bot.domain.state import Stop, name_scope
from bot.domain.times import format_distance, format_short, format_weekday
from bot.i18n import say
from bot.pipeline.attention import Cause, Health, read_health
from bot.pipeline.context import App
from bot.preview.view import Standing, describe_standing, name_status, preview_post

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
