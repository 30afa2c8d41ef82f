"""What people are told: what needs them, each cause once; the week's report, at most once a week, also
across restarts and between daemons; and a year's."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

from bot.domain.article import ArticleStatus
from bot.domain.channel import name_channel
from bot.domain.errors import BotError, ChannelError
from bot.domain.post import Post, PostStatus
from bot.domain.schedule import find_next_report
from bot.domain.state import REPORT, Stop, name_scope
from bot.domain.times import format_moment, format_short
from bot.domain.year import Measured, Year, count_year
from bot.events import Event
from bot.i18n import say, say_count
from bot.pipeline.attention import Cause, Expiry, list_causes, list_expiries
from bot.pipeline.context import App


def report_weekly(app: App) -> bool:
    """Send the report if its day has come and nobody else sends it; whether it was sent.

    The first time, only the beginning is noted: there is no week to tell of yet. Likewise when the last
    report lies in the future, which means that the clock was set back.
    """
    now, last = app.clock(), app.journal.find_note(REPORT)
    if app.notifier is None:
        return False
    if last is None or last.at > now:
        app.journal.note(REPORT, "", now=now)
        return False
    due = find_next_report(last.at, app.rules.timing.timezone)
    return due <= now and _send_once(app, compile_week(app, since=last.at), f"{TOLD_REPORT}{due:%Y-%m-%d}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What the report tells; since: the report before, aware UTC; coming: the next due first."""

    since: datetime
    now: datetime
    timezone: tzinfo
    published: Sequence[Post]
    coming: Sequence[Post]
    causes: Sequence[Cause]
    stops: Sequence[Stop]
    expiries: Sequence[Expiry]


def compile_week(app: App, *, since: datetime) -> Week:
    """Look at the database; no network."""
    return Week(
        since=since,
        now=app.clock(),
        timezone=app.rules.timing.timezone,
        published=app.posts.list_published(since=since),
        coming=app.posts.list_with(PostStatus.SCHEDULED),
        causes=list_causes(app),
        stops=app.stops.list_stops(app.clock()),
        expiries=list_expiries(app),
    )


def _send_once(app: App, week: Week, name: str) -> bool:
    """Claimed before it is sent: a crash in between loses a report, but never sends it twice."""
    assert app.notifier is not None
    claimed = app.journal.claim(name, now=week.now)
    if claimed and not app.notifier.send(
        render_title(week), render_body(week), make_attachments(app, week.coming)
    ):
        app.journal.forget(name)
        app.progress(Event.NOBODY_REACHED, what="weekly report")
        return False
    app.journal.note(REPORT, "", now=week.now)
    return claimed


MOST = 20
"""Posts that one part of the report lists."""


def render_title(week: Week) -> str:
    """One line with the two figures that matter."""
    published = say_count("{count} post published", "{count} posts published", len(week.published))
    if not week.causes:
        return say("Weekly report: {published}", published=published)
    waits = say_count("{count} matter waits for you", "{count} matters wait for you", len(week.causes))
    return say("Weekly report: {published}, {waits}", published=published, waits=waits)


def render_body(week: Week) -> str:
    """Plain text, one part below the other."""
    return "\n\n".join("\n".join(part) for part in _list_parts(week))


def _list_parts(week: Week) -> Iterator[list[str]]:
    yield [say("Since {moment}.", moment=format_moment(week.since, week.timezone))]
    yield [say("Published:"), *_list_published(week)]
    yield [say("Waits for a person:"), *_list_waiting(week)]
    yield [say("Goes out next:"), *_list_coming(week)]
    if week.expiries:
        yield [
            say("Ends by itself:"),
            *(f"• {each.describe(week.now, week.timezone)}" for each in week.expiries),
        ]
    yield [say("More: `bot posts`, `bot status`.")]


def _list_published(week: Week) -> Iterator[str]:
    for post in week.published[:MOST]:
        assert post.published_at is not None
        yield f"• {_name(post)}, {format_short(post.published_at, week.timezone)}"
        if post.permalink:
            yield f"  {post.permalink}"
    yield from _count_rest(week.published)


def _list_waiting(week: Week) -> Iterator[str]:
    for stop in (each for each in week.stops if not each.needs_person):
        scope = name_scope(stop.scope)
        yield "• " + say("Nothing is sent on {scope}: {reason}", scope=scope, reason=stop.reason)
        yield "  → bot resume"
    for cause in week.causes:
        yield f"• {cause.sentence}"
        yield f"  → {cause.command}"
    if not (week.stops or week.causes):
        yield "• " + say("Nobody is needed.")


def _list_coming(week: Week) -> Iterator[str]:
    for post in week.coming[:MOST]:
        yield f"• {_name(post)}, {format_short(post.due_at, week.timezone)}"
    yield from _count_rest(week.coming)


def _count_rest(posts: Sequence[Post]) -> Iterator[str]:
    rest = len(posts) - MOST
    if rest > 0:
        yield "• " + say_count("and {count} more", "and {count} more", rest)
    elif not posts:
        yield "• " + say("Nothing.")


def _name(post: Post) -> str:
    title, channel = post.article_title, name_channel(post.channel)
    return say("“{title}” on {channel}", title=title, channel=channel)


def compile_year(app: App, year: int) -> Year:
    """Count and ask; a platform that does not answer leaves its columns empty. Raises StorageError."""
    timezone = app.rules.timing.timezone
    since, until = (datetime(number, 1, 1, tzinfo=timezone) for number in (year, year + 1))
    articles = app.articles.list_known()
    seen = sum(
        known.status is not ArticleStatus.BASELINE and since <= known.first_seen_at < until
        for known in articles
    )
    counted = count_year(year, app.posts.list_published(since=since), articles, timezone, seen=seen)
    return replace(counted, measured=tuple(_measure(app, counted, since, until)))


def _measure(app: App, year: Year, since: datetime, until: datetime) -> Iterator[Measured]:
    for channel in year.channels:
        publisher = app.publishers.get(channel)
        if publisher is None:
            gap = say("This channel is off: its account is not set.")
            yield Measured(channel=channel, at=app.clock(), gap=gap)
            continue
        try:
            yield publisher.measure(since=since, until=until)
        except ChannelError as error:
            yield Measured(channel=channel, at=app.clock(), gap=str(error))


TOLD = "told "
"""Notes of this name remember what was told."""

TOLD_REPORT = f"{TOLD}report "
"""Those of weekly reports; a day follows."""

AGAIN_AFTER = timedelta(days=1)
"""What comes and goes is told so often at most."""


def tell(app: App) -> int:
    """Send what was not told yet; how many causes. What reached nobody is tried with the next pass.

    Claimed before it is sent, so that of several daemons one tells it. If the process is killed while it
    sends, `bot status` and the weekly report still name the cause.
    """
    if app.notifier is None:
        return 0
    present = list_causes(app)
    _forget_past(app, present)
    causes = [cause for cause in present if _claim(app, cause)]
    if not causes:
        return 0
    posts = [cause.post for cause in causes if cause.post]
    body = _render_body(causes, app.rules.desk_url)
    if app.notifier.send(_render_title(causes), body, make_attachments(app, posts)):
        return len(causes)
    for cause in causes:
        app.journal.forget(TOLD + cause.key)
    app.progress(Event.NOBODY_REACHED, what="message")
    return 0


def _claim(app: App, cause: Cause) -> bool:
    name = TOLD + cause.key
    return not app.journal.find_note(name) and app.journal.claim(name, now=app.clock())


def _forget_past(app: App, present: Sequence[Cause]) -> None:
    """What has passed may come back and is told again then, but not more often than `AGAIN_AFTER`."""
    names = {TOLD + cause.key for cause in present}
    for name, note in app.journal.list_notes(TOLD).items():
        is_cause = not name.startswith(TOLD_REPORT)
        if is_cause and name not in names and note.at + AGAIN_AFTER <= app.clock():
            app.journal.forget(name)


def _render_title(causes: Sequence[Cause]) -> str:
    return say_count("The bot needs you: {count} matter", "The bot needs you: {count} matters", len(causes))


def _render_body(causes: Sequence[Cause], desk_url: str) -> str:
    return "\n\n".join(_render_cause(cause, desk_url) for cause in causes)


def _render_cause(cause: Cause, desk_url: str) -> str:
    """What it is about, what to do, and the text that waits; where there is a desk, the way to it."""
    lines = [f"• {cause.sentence}"]
    if cause.post and desk_url:
        lines.append(f"  → {desk_url}/posts/{cause.post.id}")
    lines.append(f"  → {cause.command}")
    if cause.post and cause.post.status is PostStatus.DRAFT:
        lines += ["", *(f"  {line}".rstrip() for line in cause.post.composition.caption.splitlines())]
    return "\n".join(lines)


MOST_POSTS = 10
"""Posts on one page: mail servers refuse what is larger than some megabytes."""


def make_attachments(app: App, posts: Sequence[Post]) -> tuple[Path, ...]:
    """The pictures of these posts; without a desk to look at them, one page with all of them before that.

    A page that cannot be made must not hold the message back.
    """
    shown = posts[:MOST_POSTS]
    files = dict.fromkeys(Path(post.composition.image) for post in shown)
    pictures = tuple(file for file in files if file.is_file())
    return pictures if app.rules.desk_url else (*_make_page(app, shown), *pictures)


def _make_page(app: App, posts: Sequence[Post]) -> tuple[Path, ...]:
    if not posts:
        return ()
    try:
        return (app.make_page(posts),)
    except BotError as error:
        app.progress(Event.PAGE_FAILED, problem=str(error))
    except Exception as error:  # noqa: BLE001 - such as a mistake in a template that the instance edited
        app.progress(Event.PAGE_FAILED, problem=repr(error))
    return ()
