"""Which errands are due, from what the database says. Pure; the times are in the tables, so a restart
changes nothing."""

import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.article import Source
from bot.domain.schedule import find_next_report
from bot.domain.state import DOCTOR, REPORT, TIDY, Note, Pulse, is_from_future, is_lease_over
from bot.i18n import say

JITTER = 0.1
"""Part of the poll interval by which looks are spread, so that many bots do not ask at the same second."""

DAILY = timedelta(days=1)
LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Errand(StrEnum):
    """What a shift may be sent for."""

    WATCH = "watch"
    """Look at sources, compose what is new."""
    PUBLISH = "publish"
    """Publish what is due, look for what is unconfirmed, end dead workers' leases."""
    DOCTOR = "doctor"
    """Ask the platforms whether tokens, rights and sessions still hold."""
    TIDY = "tidy"
    """Throw away what is not needed any more."""
    REPORT = "report"
    """Tell people how the week went."""

    @property
    def doing(self) -> str:
        """What people read while it is done, in the instance's language."""
        names = {
            Errand.WATCH: say("looking at the news"),
            Errand.PUBLISH: say("posting"),
            Errand.DOCTOR: say("checking the accounts"),
            Errand.TIDY: say("tidying up"),
            Errand.REPORT: say("reporting the week"),
        }
        return names[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """An instance's rules; worker: the daemon itself; is_dead: whether another worker no longer runs.

    has_readers: whether anybody wants to be told; timezone: where they live.
    """

    source_urls: tuple[str, ...]
    poll_interval: timedelta
    has_channels: bool
    has_readers: bool
    timezone: ZoneInfo
    worker: str
    is_dead: Callable[[str], bool]

    def find_due(self, pulse: Pulse, now: datetime) -> Mapping[Errand, datetime]:
        """Errands that are due now and ours to run, each with since when."""
        since = {errand: time for errand, time in self._list_times(pulse, now) if time <= now}
        return {errand: time for errand, time in since.items() if self._is_ours(errand, pulse, now)}

    def _list_times(self, pulse: Pulse, now: datetime) -> Iterator[tuple[Errand, datetime]]:
        sources = {source.url: source for source in pulse.sources}
        looks = [self._next_look(sources.get(url), now) for url in self.source_urls]
        if looks:
            yield Errand.WATCH, min(looks)
        dead = [LONG_AGO for held in pulse.held if is_lease_over(held.until, now) or self.is_dead(held.owner)]
        publishing = [*pulse.posts_due.values(), *pulse.looks_due.values(), *dead]
        if publishing:
            yield Errand.PUBLISH, min(publishing)
        for errand, name in ((Errand.DOCTOR, DOCTOR), (Errand.TIDY, TIDY)):
            note = _find_note(pulse, name, now)
            if errand is Errand.TIDY or self.has_channels:
                yield errand, note.at + DAILY if note else LONG_AGO
        if self.has_readers:
            note = _find_note(pulse, REPORT, now)
            yield Errand.REPORT, find_next_report(note.at, self.timezone) if note else LONG_AGO

    def _next_look(self, source: Source | None, now: datetime) -> datetime:
        """Not before the interval, nor before what the server asked for.

        A look in the future means that the clock was set back: it must not silence the source for so long.
        """
        asked = source.next_look_at if source and source.next_look_at else LONG_AGO
        if source is None or source.looked_at is None or is_from_future(source.looked_at, now):
            return asked
        seed = f"{source.url} {source.looked_at}".encode()
        spread = self.poll_interval * JITTER * zlib.crc32(seed) / 2**32
        return max(source.looked_at + self.poll_interval + spread, asked)

    def _is_ours(self, errand: Errand, pulse: Pulse, now: datetime) -> bool:
        """Whether no other living daemon holds the lease of this errand."""
        lease = pulse.leases.get(find_lease(errand))
        if lease is None or lease.owner == self.worker or is_lease_over(lease.until, now):
            return True
        return self.is_dead(lease.owner)


def _find_note(pulse: Pulse, name: str, now: datetime) -> Note | None:
    """One from the future means that the clock was set back: it must not silence its errand for so long."""
    note = pulse.notes.get(name)
    return None if note is None or is_from_future(note.at, now) else note


def find_lease(errand: Errand) -> str:
    """Whoever publishes also asks the platforms, for a session is used by one daemon at a time."""
    match errand:
        case Errand.DOCTOR:
            return Errand.PUBLISH
        case Errand.TIDY | Errand.REPORT:
            return Errand.WATCH
        case _:
            return errand


MISERLY = (timedelta(seconds=15), timedelta(minutes=10))
"""First and longest wait after a shift that changed nothing about what is due."""


class Patience:
    """Keeps a shift from being sent again and again for what it cannot settle now."""

    def __init__(self) -> None:
        self._due: Mapping[Errand, datetime] = {}
        self._wait = MISERLY[0]
        self._until = LONG_AGO

    def may_send(self, due: Mapping[Errand, datetime], now: datetime) -> bool:
        """At once for anything new; for the same again after a wait that doubles."""
        if dict(due) != dict(self._due):
            return True
        return now >= self._until or now < self._until - MISERLY[1]

    def note(self, due: Mapping[Errand, datetime], now: datetime) -> None:
        """A shift was sent for this."""
        is_same = dict(due) == dict(self._due)
        self._wait = min(self._wait * 2, MISERLY[1]) if is_same else MISERLY[0]
        self._due, self._until = due, now + self._wait
