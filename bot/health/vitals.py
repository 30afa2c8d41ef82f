"""What the daemon knows of itself, shared with the thread that answers HTTP."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

STALE = timedelta(seconds=60)
"""A daemon that has not ticked for so long hangs."""


@dataclass(slots=True, kw_only=True)
class Vitals:
    """Written by the daemon's thread only; each field is replaced whole.

    problem: why the database cannot be read; trouble: what the last shift complained of; empty when well.
    """

    started_at: datetime
    ticked_at: datetime | None = None
    problem: str = ""
    trouble: str = ""
    shifts: dict[str, int] = field(default_factory=lambda: {"well": 0, "trouble": 0})

    def is_alive(self, now: datetime) -> bool:
        """Whether it ticked lately."""
        return now - (self.ticked_at or self.started_at) < STALE

    def is_ready(self, now: datetime) -> bool:
        """Whether it is alive and its last look and shift went well."""
        return self.is_alive(now) and self.ticked_at is not None and not (self.problem or self.trouble)
