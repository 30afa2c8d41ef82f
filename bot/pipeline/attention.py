"""How an instance is doing: counts, next posts, sources, and everything that waits for a person.

Each cause carries the command to type."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from math import ceil
from typing import Any

from bot.domain.article import Source
from bot.domain.channel import list_channels, name_channel
from bot.domain.errors import BotError
from bot.domain.ports import Check
from bot.domain.post import Channel, Post, PostStatus
from bot.domain.state import (
    AT_WORK,
    CRASHED,
    DOCTOR,
    ENDS,
    EVERYTHING,
    HEARTBEAT,
    LONG_SHIFT,
    REFUSALS,
    Stop,
    StopKind,
    name_scope,
)
from bot.domain.times import format_distance, format_moment
from bot.i18n import say, say_count
from bot.pipeline.context import App
from bot.pipeline.plan import SET_ASIDE
from bot.pipeline.publisher_calls import is_stopped
from bot.pipeline.refresh import explain, list_proposals

SILENT_AFTER = 6
"""Failed looks in a row after which a source counts as silent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Why a person is needed. key: the same for the same occurrence, so that it is told once.

    post: what it is about, when it is about one.
    """

    key: str
    sentence: str
    command: str
    post: Post | None = None


def list_causes(app: App) -> tuple[Cause, ...]:
    """Everything that waits for a person now."""
    parts = (
        _list_missing,
        _list_crashes,
        _list_long_shifts,
        _list_stops,
        _list_sources,
        _list_checks,
        _list_expiries,
    )
    return (*(cause for part in parts for cause in _collect(app, part)), *list_post_causes(app))


def _collect(app: App, part: Callable[[App], Iterator[Cause]]) -> Iterator[Cause]:
    """What one part tells; a row that it cannot understand is told, and silences no other part."""
    try:
        yield from part(app)
    except BotError:
        raise
    except Exception as error:  # noqa: BLE001 - such as a row that somebody edited by hand
        yield Cause(
            key=f"unreadable {part.__name__}",
            sentence=say("A part of what waits for a person cannot be read: {why}", why=type(error).__name__),
            command="bot doctor",
        )


def _list_missing(app: App) -> Iterator[Cause]:
    """Without a source or a channel nothing ever goes out."""
    if not app.source_urls:
        yield Cause(key="no source", sentence=explain_missing_source(), command="bot init")
    if not app.publishers:
        sentence = say("No channel is switched on; `bot doctor` says what is missing.")
        yield Cause(key="no channel", sentence=sentence, command="bot init")


def explain_missing_source() -> str:
    """Why nothing is ever found, and what to do."""
    return say("No source is named.") + " " + say("Set BOT_ARCHIVE_URLS to the address of the news page.")


def _list_crashes(app: App) -> Iterator[Cause]:
    for name, note in app.journal.list_notes(CRASHED).items():
        step = name.removeprefix(CRASHED)
        yield Cause(
            key=f"{name} {note.at.isoformat()}",
            sentence=say("A step of the bot, “{step}”, failed: {problem}", step=step, problem=note.value),
            command="bot doctor",
        )


def _list_long_shifts(app: App) -> Iterator[Cause]:
    """While the daemon lives; what it noted before it died says nothing."""
    beat = app.journal.find_note(HEARTBEAT)
    for name, note in app.journal.list_notes(AT_WORK).items():
        if beat and app.clock() - beat.at < LONG_SHIFT:
            moment = format_moment(note.at, app.rules.timing.timezone)
            yield Cause(
                key=f"{name} {note.at:%Y-%m-%d}",
                sentence=say(
                    "A shift of the daemon does not come to an end: {name}, at work since {moment}.",
                    name=name.removeprefix(AT_WORK),
                    moment=moment,
                ),
                command="bot status",
            )


def _list_stops(app: App) -> Iterator[Cause]:
    """Two channels that one dead token stopped are one matter."""
    stops = app.stops.list_stops(app.clock())
    refused: dict[str, list[Stop]] = {}
    for stop in stops:
        if stop.kind in REFUSALS:
            refused.setdefault(stop.reason, []).append(stop)
    for reason, alike in refused.items():
        names = ", ".join(name_channel(stop.scope) for stop in alike)
        yield Cause(
            key=" ".join(["stop", *(f"{each.scope} {each.kind} {each.since.isoformat()}" for each in alike)]),
            sentence=say("{channel} is stopped: {reason}", channel=names, reason=reason),
            command="bot doctor",
        )
    yield from _list_pauses(stops)


def _list_pauses(stops: Iterable[Stop]) -> Iterator[Cause]:
    """Nothing goes out until a person lets it; a pause with an end needs nobody."""
    for stop in stops:
        if stop.kind is StopKind.PAUSE and stop.needs_person:
            channel = "" if stop.scope == EVERYTHING else f" --channel {stop.scope}"
            yield Cause(
                key=f"pause {stop.scope} {stop.since.isoformat()}",
                sentence=say(
                    "Nothing is sent on {scope}: {reason}", scope=name_scope(stop.scope), reason=stop.reason
                ),
                command=f"bot resume{channel}",
            )


def _list_sources(app: App) -> Iterator[Cause]:
    for source in app.sources.list_all():
        if source.url in app.source_urls and source.alarm:
            yield Cause(
                key=f"source {source.url} {source.alarm}",
                sentence=f"{source.url}: {source.alarm}",
                command=f"bot preview {source.url}",
            )
        elif source.url in app.source_urls and source.failures >= SILENT_AFTER:
            yield Cause(
                key=f"silent {source.url} {source.baseline_at}",
                sentence=say("{source} cannot be read any more.", source=source.url),
                command="bot doctor",
            )


def _list_checks(app: App) -> Iterator[Cause]:
    """What the doctor's last look found, such as a right that is missing."""
    note = app.journal.find_note(DOCTOR)
    for line in note.value.splitlines() if note else ():
        yield Cause(key=f"check {line}", sentence=line, command="bot doctor")


def _list_expiries(app: App) -> Iterator[Cause]:
    """Told again whenever another step is reached."""
    now, timezone = app.clock(), app.rules.timing.timezone
    for expiry in list_expiries(app):
        step = expiry.find_step(now)
        if step is not None:
            yield Cause(
                key=f"expiry {expiry.name} {expiry.at.date()} {step}",
                sentence=expiry.describe(now, timezone),
                command="bot doctor",
            )


REMIND_BEFORE = timedelta(hours=1)
"""How long before its slot people are reminded of a post that waits."""
STUCK_AFTER = timedelta(days=1)
"""What the bot should have settled by itself long before."""
OVER_TOLD = timedelta(days=2)
"""How long a person is needed for a post that was skipped because its event is over."""
UNKNOWN_AFTER = timedelta(minutes=15)
"""A person may look sooner than the bot may be sure: it looks for an hour before it sends again."""
OVERDUE_AFTER = timedelta(minutes=15)
"""A due post goes out within seconds, or with the next pass of `bot run --once`."""
ALTERED_FOR = timedelta(days=14)
_COMMANDS = {
    PostStatus.FAILED: "bot show {id}",
    PostStatus.MISSED: "bot reschedule {id} --next",
    PostStatus.DRAFT: "bot approve {id}",
    PostStatus.UNCONFIRMED: "bot show {id}",
}


def list_post_causes(app: App) -> Iterator[Cause]:
    """What became of articles and posts that only a person can settle."""
    parts = (_list_uncomposed, _list_posts, _list_over, _list_overdue, _list_altered, _list_proposals)
    for part in parts:
        yield from _collect(app, part)


def _list_uncomposed(app: App) -> Iterator[Cause]:
    """Articles that were set aside, or that fail anew with each pass."""
    for name, note in app.journal.list_notes(SET_ASIDE).items():
        url = name.removeprefix(SET_ASIDE)
        if app.clock() - note.at >= STUCK_AFTER:
            continue
        yield Cause(
            key=f"aside {url}",
            sentence=say("{article} was set aside: {why}", article=url, why=note.value),
            command=f"bot preview {url}",
        )
    for known in app.articles.list_unposted() if app.publishers else ():
        if app.clock() - known.first_seen_at >= STUCK_AFTER:
            yield Cause(
                key=f"uncomposed {known.id}",
                sentence=say("“{title}” cannot be made into a post.", title=known.article.title),
                command=f"bot preview {known.id}",
            )


def _list_posts(app: App) -> Iterator[Cause]:
    for status, command in _COMMANDS.items():
        for post in app.posts.list_with(status):
            if status is PostStatus.UNCONFIRMED and not _is_stuck(app, post):
                continue
            is_urgent = status is PostStatus.DRAFT and find_reminder(post) <= app.clock() < post.due_at
            yield Cause(
                key=f"reminder {post.id} {post.due_at.isoformat()}"
                if is_urgent
                else f"post {post.id} {status} {post.attempts}",
                sentence=_remind(app, post) if is_urgent else _describe(post),
                command=("bot show {id}" if post.composition.cure else command).format(id=post.id),
                post=post,
            )


def _list_over(app: App) -> Iterator[Cause]:
    """What was skipped lately because its event is over; a person may know better. Once for each article."""
    now, told = app.clock(), set()
    for post in app.posts.list_with(PostStatus.SKIPPED, due_since=now - OVER_TOLD):
        over_at = post.composition.not_after
        if over_at and over_at < now and post.article_id not in told:
            told.add(post.article_id)
            yield Cause(
                key=f"over {post.article_id}",
                sentence=say(
                    "“{title}” is not posted: {reason}.", title=post.article_title, reason=post.reason
                ),
                command=f"bot show {post.id}",
                post=post,
            )


def find_reminder(post: Post) -> datetime:
    """When people are reminded of a post that waits: an hour before its slot, half-way to a nearer one."""
    return max(post.due_at - REMIND_BEFORE, post.created_at + (post.due_at - post.created_at) / 2)


def _remind(app: App, post: Post) -> str:
    return say(
        "“{title}” still waits for a yes on {channel}; it would go out {when}.",
        title=post.article_title,
        channel=name_channel(post.channel),
        when=format_distance(post.due_at, app.clock()),
    )


def _is_stuck(app: App, post: Post) -> bool:
    return post.sent_at is not None and app.clock() - post.sent_at >= UNKNOWN_AFTER


def _list_overdue(app: App) -> Iterator[Cause]:
    """Channels whose posts nothing holds back and that yet do not go out."""
    told: set[Channel] = set()
    for post in app.posts.list_overdue(since=app.clock() - OVERDUE_AFTER):
        if post.channel in told or is_stopped(app, post.channel):
            continue
        told.add(post.channel)
        since = post.overdue_since or post.due_at
        yield Cause(
            key=f"overdue {post.channel} {since.isoformat()}",
            sentence=_explain_overdue(app, post, since),
            command=f"bot show {post.id}",
            post=post,
        )


def _explain_overdue(app: App, post: Post, since: datetime) -> str:
    sentence = say(
        "“{title}” has been due on {channel} since {moment} and has not gone out.",
        title=post.article_title,
        channel=name_channel(post.channel),
        moment=format_moment(since, app.rules.timing.timezone),
    )
    why = post.error.message if post.error else post.reason
    return f"{sentence} {why}".strip()


def _list_altered(app: App) -> Iterator[Cause]:
    """Public posts whose text the platform dropped or changed."""
    for post in app.posts.list_published(since=app.clock() - ALTERED_FOR, with_error=True):
        why = post.error.message if post.error else ""
        yield Cause(
            key=f"altered {post.id}",
            sentence=_say_public(post, why),
            command=f"bot show {post.id}",
            post=post,
        )


def _list_proposals(app: App) -> Iterator[Cause]:
    for post, proposal in list_proposals(app):
        yield Cause(
            key=f"proposal {post.id} {proposal.since} {proposal.noticed_at.isoformat()}",
            sentence=_say_public(post, explain(post, proposal)),
            command=f"bot show {post.id}",
            post=post,
        )


def _say_public(post: Post, why: str) -> str:
    channel = name_channel(post.channel)
    return say("{channel}, “{title}”: {why}", channel=channel, title=post.article_title, why=why)


def _describe(post: Post) -> str:
    facts = {
        "title": post.article_title,
        "channel": name_channel(post.channel),
        "why": post.error.message if post.error else post.reason,
    }
    match post.status:
        case PostStatus.FAILED:
            return say("“{title}” was not published on {channel}: {why}", **facts)
        case PostStatus.MISSED:
            return say("“{title}” missed its time on {channel}: {why}", **facts)
        case PostStatus.UNCONFIRMED:
            return say("Nobody knows whether “{title}” is public on {channel}: please look there.", **facts)
        case _:
            return say("“{title}” waits for a yes on {channel}: {why}", **facts)


STEPS = (0, 1, 3, 7, 14)
"""Days ahead of an end at which people hear of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expiry:
    """What ends, and when, aware UTC."""

    name: str
    at: datetime

    def count_days(self, now: datetime) -> int:
        """Days that are left, a part of one counted whole; 0 when it is over."""
        return max(0, ceil((self.at - now) / timedelta(days=1)))

    def find_step(self, now: datetime) -> int | None:
        """The step that is reached, None while the end is far."""
        return next((step for step in STEPS if self.count_days(now) <= step), None)

    def describe(self, now: datetime, timezone: tzinfo) -> str:
        """Name, days left and the day."""
        moment, days = format_moment(self.at, timezone), self.count_days(now)
        if not days:
            return say("{name}: it has ended ({moment}).", name=self.name, moment=moment)
        return say_count(
            "{name}: {count} day left (until {moment}).",
            "{name}: {count} days left (until {moment}).",
            days,
            name=self.name,
            moment=moment,
        )


def note_expiries(app: App, checks: Iterable[Check]) -> None:
    """Remember which of these end, in place of what was remembered."""
    lines = [f"{check.ends_at.isoformat()} {check.name}" for check in checks if check.ends_at]
    app.journal.note(ENDS, "\n".join(lines), now=app.clock())


def list_expiries(app: App) -> tuple[Expiry, ...]:
    """What was remembered, the next end first."""
    note = app.journal.find_note(ENDS)
    parts = [line.split(" ", 1) for line in note.value.splitlines()] if note else []
    found = [Expiry(name=name, at=datetime.fromisoformat(at)) for at, name in parts]
    return tuple(sorted(found, key=lambda expiry: expiry.at))


SILENT = timedelta(minutes=3)
"""A daemon that said nothing for so long is not running: it does so every minute."""
NEEDS_PERSON = (PostStatus.FAILED, PostStatus.MISSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """One look at an instance.

    next_due: the earliest scheduled time of each channel; beaten_at: when the daemon last said that it lives.
    """

    now: datetime
    channels: tuple[Channel, ...]
    counts: Mapping[tuple[Channel, PostStatus], int]
    next_due: Mapping[Channel, datetime]
    sources: tuple[Source, ...]
    stops: tuple[Stop, ...]
    causes: tuple[Cause, ...]
    beaten_at: datetime | None = None

    @property
    def is_running(self) -> bool:
        """Whether a daemon said lately that it lives."""
        return self.beaten_at is not None and self.now - self.beaten_at < SILENT

    @property
    def exit_status(self) -> int:
        """1: a person is needed, and named; 4: a source cannot be read now; 0: all well."""
        held = any(stop.needs_person for stop in self.stops)
        broken = any(count for (_, status), count in self.counts.items() if status in NEEDS_PERSON)
        if held or broken or self.causes or any(source.alarm for source in self.sources):
            return 1
        return 4 if any(source.failures for source in self.sources) else 0

    def make_record(self) -> dict[str, Any]:
        """The same for scripts."""
        return {
            "exit_status": self.exit_status,
            "channels": [self._make_channel(channel) for channel in list_channels()],
            "daemon": {
                "is_running": self.is_running,
                "seen_at": self.beaten_at.isoformat() if self.beaten_at else None,
            },
            "sources": [_make_source(source) for source in self.sources],
            "stops": [_make_stop(stop) for stop in self.stops],
            "needs": [{"message": cause.sentence, "command": cause.command} for cause in self.causes],
        }

    def _make_channel(self, channel: Channel) -> dict[str, Any]:
        due = self.next_due.get(channel)
        counts = {status.value: self.counts.get((channel, status), 0) for status in PostStatus}
        return {
            "channel": channel,
            "is_on": channel in self.channels,
            "next_due_at": due.isoformat() if due else None,
            **counts,
        }


def read_health(app: App) -> Health:
    """Look at the database; no network."""
    now, heartbeat = app.clock(), app.journal.find_note(HEARTBEAT)
    return Health(
        now=now,
        channels=tuple(app.publishers),
        counts=app.posts.count_by_status(),
        next_due=app.posts.find_next_due(),
        sources=tuple(source for source in app.sources.list_all() if source.url in app.source_urls),
        stops=tuple(app.stops.list_stops(now)),
        causes=list_causes(app),
        beaten_at=heartbeat.at if heartbeat else None,
    )


def _make_source(source: Source) -> dict[str, Any]:
    return {
        "url": source.url,
        "kind": source.kind,
        "looked_at": source.looked_at.isoformat() if source.looked_at else None,
        "failures": source.failures,
        "alarm": source.alarm or None,
        "uncertain": source.uncertain or None,
    }


def _make_stop(stop: Stop) -> dict[str, Any]:
    return {
        "scope": stop.scope,
        "kind": stop.kind.value,
        "reason": stop.reason,
        "since": stop.since.isoformat(),
        "until": stop.until.isoformat() if stop.until else None,
    }
