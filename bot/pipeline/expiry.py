"""What will stop working by itself, such as a token: remembered by the doctor's look, told in steps."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from math import ceil

from bot.domain.moments import format_moment
from bot.domain.ports import Check
from bot.domain.pulse import ENDS
from bot.domain.words import say, say_count
from bot.pipeline.app import App

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
