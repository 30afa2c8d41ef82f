"""Posting windows: on which weekdays, between which local times, something may go out."""

import re
from dataclasses import dataclass
from datetime import datetime

from bot.domain.words import say

DAY_MINUTES = 24 * 60

_DAYS = {
    name: index
    for names in (
        ("mo", "di", "mi", "do", "fr", "sa", "so"),
        ("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
    )
    for index, name in enumerate(names)
}
_WINDOW = re.compile(r"(?:([A-Za-z,\-– ]+?)\s+)?(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """One window: weekdays (Monday is 0), first minute and end minute (excluded) of the local day."""

    days: frozenset[int]
    start: int
    end: int

    def holds(self, local: datetime) -> bool:
        """Whether a local time lies in this window."""
        return local.weekday() in self.days and self.start <= get_minute(local) < self.end


def parse_windows(words: str) -> tuple[Window, ...]:
    """Read windows separated by ";". Raises ValueError saying what is allowed."""
    parts = [part.strip() for part in words.split(";") if part.strip()]
    if not parts:
        raise ValueError(_allowed())
    return tuple(window for part in parts for window in _parse_window(part))


def _parse_window(words: str) -> tuple[Window, ...]:
    match = _WINDOW.fullmatch(words)
    if not match:
        raise ValueError(_allowed())
    days = _parse_days(match[1] or "mo-so")
    start, end = int(match[2]) * 60 + int(match[3]), int(match[4]) * 60 + int(match[5])
    if int(match[3]) > 59 or int(match[5]) > 59 or start >= DAY_MINUTES or end > DAY_MINUTES or start == end:
        raise ValueError(_allowed())
    if start < end:
        return (Window(days=days, start=start, end=end),)
    following = frozenset((day + 1) % 7 for day in days)
    night = (Window(days=days, start=start, end=DAY_MINUTES), Window(days=following, start=0, end=end))
    return night if end else night[:1]


def _parse_days(words: str) -> frozenset[int]:
    days: set[int] = set()
    for part in words.replace(" ", "").replace("–", "-").lower().split(","):
        first, dash, last = part.partition("-")
        if first not in _DAYS or (dash and last not in _DAYS):
            raise ValueError(_allowed())
        begin, end = _DAYS[first], _DAYS[last or first]
        days |= {day % 7 for day in range(begin, (end if end >= begin else end + 7) + 1)}
    return frozenset(days)


def get_minute(local: datetime) -> int:
    """Which minute of its day a local time lies in, by the clock on the wall."""
    return local.hour * 60 + local.minute


def minutes_to_start(windows: tuple[Window, ...], local: datetime) -> int:
    """0 inside a window, else minutes of the wall clock to the day's next window, or to midnight."""
    if any(window.holds(local) for window in windows):
        return 0
    minute = get_minute(local)
    starts = [window.start for window in windows if local.weekday() in window.days and window.start > minute]
    return min(starts, default=DAY_MINUTES) - minute


def _allowed() -> str:
    return say("must be windows such as 'Mo-Fr 08:00-20:00; Sa,So 10:00-18:00' or 00:00-24:00")
