"""What the daemon knows of itself, shared with the thread that answers HTTP."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

STALE = 60.0
"""Seconds after which a daemon that has not ticked hangs."""


@dataclass(slots=True, kw_only=True)
class Vitals:
    """Written by the daemon's thread only; each field is replaced whole.

    problem: why the database cannot be read; trouble: what the last shift complained of; empty when well.
    steady: seconds by a clock that nobody sets, so that a wrong time of day makes nobody look dead.
    """

    started_at: datetime
    problem: str = ""
    trouble: str = ""
    shifts: dict[str, int] = field(default_factory=lambda: {"well": 0, "trouble": 0})
    steady: Callable[[], float] = time.monotonic
    has_ticked: bool = False
    _seen: float = field(init=False)

    def __post_init__(self) -> None:
        self._seen = self.steady()

    def tick(self) -> None:
        """The daemon works."""
        self._seen, self.has_ticked = self.steady(), True

    def is_alive(self) -> bool:
        """Whether it ticked lately, or has only just begun."""
        return self.steady() - self._seen < STALE

    def is_ready(self) -> bool:
        """Whether it is alive and its last look and shift went well."""
        return self.is_alive() and self.has_ticked and not (self.problem or self.trouble)
