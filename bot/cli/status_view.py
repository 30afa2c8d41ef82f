"""How an instance is doing: counts, next posts, sources, and what needs a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any

from bot.cli import output
from bot.domain.article import Source
from bot.domain.post import Channel, PostStatus
from bot.domain.snapshot import HEARTBEAT
from bot.domain.state import REFUSALS, Stop, name_scope
from bot.domain.times import format_distance, format_short
from bot.i18n import say, say_count
from bot.preview.view import name_status

if TYPE_CHECKING:
    from bot.pipeline.attention import Cause
    from bot.pipeline.context import App


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
    causes: "tuple[Cause, ...]"
    beaten_at: datetime | None = None

    @property
    def is_running(self) -> bool:
        """Whether a daemon said lately that it lives."""
        return self.beaten_at is not None and self.now - self.beaten_at < SILENT

    @property
    def exit_status(self) -> int:
        """1: a person is needed; 4: a source cannot be read now; 0: all well, drafts may wait."""
        refused = any(stop.kind in REFUSALS for stop in self.stops)
        broken = any(count for (_, status), count in self.counts.items() if status in NEEDS_PERSON)
        if refused or broken or any(source.alarm for source in self.sources):
            return 1
        return 4 if any(source.failures for source in self.sources) else 0

    def make_record(self) -> dict[str, Any]:
        """The same for scripts."""
        return {
            "exit_status": self.exit_status,
            "channels": [self._make_channel(channel) for channel in Channel],
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
            "channel": channel.value,
            "is_on": channel in self.channels,
            "next_due_at": due.isoformat() if due else None,
            **counts,
        }


def read_health(app: "App") -> Health:
    """Look at the database; no network."""
    from bot.pipeline.attention import list_causes

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


MOST = 20
"""Causes that are printed; the weekly report prints as many."""
SHOWN = (
    PostStatus.DRAFT,
    PostStatus.SCHEDULED,
    PostStatus.PUBLISHING,
    PostStatus.UNCONFIRMED,
    PostStatus.FAILED,
    PostStatus.MISSED,
    PostStatus.PUBLISHED,
)


def print_health(health: Health, timezone: tzinfo) -> None:
    """For people, within 80 columns."""
    for channel in Channel:
        _print_channel(health, channel, timezone)
    _print_daemon(health)
    for source in health.sources:
        _print_source(source, health.now)
    for stop in health.stops:
        _print_stop(stop, timezone)
    if not health.causes:
        output.print_line(say("Nobody is needed."), tone="good")
    for cause in health.causes[:MOST]:
        output.print_line("• ", cause.sentence, tone="bad")
        output.print_line("  → ", cause.command, tone="quiet")
    if rest := len(health.causes[MOST:]):
        output.print_line("• ", say_count("and {count} more", "and {count} more", rest), tone="bad")
        output.print_line("  → ", "bot posts", tone="quiet")


def _print_channel(health: Health, channel: Channel, timezone: tzinfo) -> None:
    counts = [] if channel in health.channels else [say("off, its account is not set")]
    counts += [
        f"{health.counts[channel, status]} {name_status(status)}"
        for status in SHOWN
        if health.counts.get((channel, status))
    ]
    output.print_line(_pad(channel.capitalize()), ", ".join(counts) or say("nothing yet"), tone="bold")
    if due := health.next_due.get(channel):
        moment = f"{format_short(due, timezone)} ({format_distance(due, health.now)})"
        output.print_line(_pad(""), say("next: {moment}", moment=moment), tone="quiet")


def _print_daemon(health: Health) -> None:
    if health.is_running:
        words = say("is running")
    elif health.beaten_at:
        words = say("is not running; last seen {when}", when=format_distance(health.beaten_at, health.now))
    else:
        words = say("has never run here")
    output.print_line(_pad(say("Daemon")), words, tone="bold")


def _print_source(source: Source, now: datetime) -> None:
    seen = format_distance(source.looked_at, now) if source.looked_at else say("never")
    problem = source.alarm or (say("cannot be read now") if source.failures else "")
    line = say("last look {when}", when=seen) + (f"; {problem}" if problem else "")
    output.print_line(_pad(say("Source")), source.url, tone="bad" if problem else "bold")
    output.print_line(_pad(""), line)
    if source.uncertain:
        output.print_line(_pad(""), say("uncertain: {doubts}", doubts=source.uncertain), tone="waiting")


def _print_stop(stop: Stop, timezone: tzinfo) -> None:
    until = say("until {moment}", moment=format_short(stop.until, timezone)) if stop.until else ""
    reason = f"{stop.reason} ({until or say('until `bot resume`')})"
    output.print_line(
        "• ",
        say("Nothing is sent on {scope}: {reason}", scope=name_scope(stop.scope), reason=reason),
        tone="waiting",
    )


def _pad(name: str) -> str:
    return f"{name:<11}"
