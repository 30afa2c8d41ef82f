"""What the daemon knows of itself, shared with the thread that answers HTTP."""

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.source import Source

STALE = 60.0
"""Seconds after which a daemon that has not ticked hangs."""


@dataclass(slots=True, kw_only=True)
class Vitals:
    """Written by the daemon's thread only; each field is replaced whole.

    problem: why the database cannot be read; trouble: what the last shift complained of; empty when well.
    steady: seconds by a clock that nobody sets, so that a wrong time of day makes nobody look dead.
    shifts, looks: counted since the start; looks by source and result.
    """

    started_at: datetime
    problem: str = ""
    trouble: str = ""
    shifts: dict[str, int] = field(default_factory=lambda: {"well": 0, "trouble": 0})
    looks: dict[tuple[str, str], int] = field(default_factory=dict)
    steady: Callable[[], float] = time.monotonic
    has_ticked: bool = False
    _seen: float = field(init=False)
    _looked: dict[str, datetime | None] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self._seen = self.steady()

    def tick(self) -> None:
        """The daemon works."""
        self._seen, self.has_ticked = self.steady(), True

    def notice_looks(self, sources: Collection[Source]) -> None:
        """Count the looks that shifts have made since the last time, ours and those of other daemons."""
        before, self._looked = self._looked, {source.url: source.looked_at for source in sources}
        if before is None:
            return
        looks = dict(self.looks)
        for source in sources:
            if source.looked_at != before.get(source.url):
                key = (source.url, "failed" if source.failures else "well")
                looks[key] = looks.get(key, 0) + 1
        self.looks = looks

    def is_alive(self) -> bool:
        """Whether it ticked lately, or has only just begun."""
        return self.steady() - self._seen < STALE

    def is_ready(self) -> bool:
        """Whether it is alive and its last look and shift went well."""
        return self.is_alive() and self.has_ticked and not (self.problem or self.trouble)
