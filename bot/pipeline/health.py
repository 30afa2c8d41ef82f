"""How an instance is doing: counts, next posts, sources, and what needs a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.domain.article import Source
from bot.domain.channel import list_channels
from bot.domain.post import Channel, PostStatus
from bot.domain.snapshot import HEARTBEAT
from bot.domain.state import REFUSALS, Stop
from bot.pipeline.attention import Cause, list_causes
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
    causes: tuple[Cause, ...]
    beaten_at: datetime | None = None

    @property
    def is_running(self) -> bool:
        """Whether a daemon said lately that it lives."""
        return self.beaten_at is not None and self.now - self.beaten_at < SILENT

    @property
    def exit_status(self) -> int:
        """1: a person is needed, and named; 4: a source cannot be read now; 0: all well."""
        refused = any(stop.kind in REFUSALS for stop in self.stops)
        broken = any(count for (_, status), count in self.counts.items() if status in NEEDS_PERSON)
        if refused or broken or self.causes or any(source.alarm for source in self.sources):
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
