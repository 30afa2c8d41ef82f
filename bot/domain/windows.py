"""Posting windows: on which weekdays, between which local times, something may go out."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY_MINUTES = 24 * 60
ALLOWED = "must be windows such as 'Mo-Fr 08:00-20:00; Sa,So 10:00-18:00' or 00:00-24:00"

_DAYS = {
    name: index
    for names in (
        ("mo", "di", "mi", "do", "fr", "sa", "so"),
        ("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
    )
    for index, name in enumerate(names)
}
_WINDOW = re.compile(r"(?:([A-Za-z,\- ]+?)\s+)?(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """One window: weekdays (Monday is 0), first minute and end minute (excluded) of the local day."""

    days: frozenset[int]
    start: int
    end: int

    def holds(self, local: datetime) -> bool:
        """Whether a local time lies in this window."""
        return local.weekday() in self.days and self.start <= local.hour * 60 + local.minute < self.end


def parse_windows(words: str) -> tuple[Window, ...]:
    """Read windows separated by ";". Raises ValueError saying what is allowed."""
    parts = [part.strip() for part in words.split(";") if part.strip()]
    if not parts:
        raise ValueError(ALLOWED)
    return tuple(window for part in parts for window in _parse_window(part))


def _parse_window(words: str) -> tuple[Window, ...]:
    match = _WINDOW.fullmatch(words)
    if not match:
        raise ValueError(ALLOWED)
    days = _parse_days(match[1] or "mo-so")
    start, end = int(match[2]) * 60 + int(match[3]), int(match[4]) * 60 + int(match[5])
    if int(match[3]) > 59 or int(match[5]) > 59 or start >= DAY_MINUTES or end > DAY_MINUTES or start == end:
        raise ValueError(ALLOWED)
    if start < end:
        return (Window(days=days, start=start, end=end),)
    following = frozenset((day + 1) % 7 for day in days)
    night = (Window(days=days, start=start, end=DAY_MINUTES), Window(days=following, start=0, end=end))
    return night if end else night[:1]


def _parse_days(words: str) -> frozenset[int]:
    days: set[int] = set()
    for part in words.replace(" ", "").lower().split(","):
        first, _, last = part.partition("-")
        if first not in _DAYS or (last and last not in _DAYS):
            raise ValueError(ALLOWED)
        begin, end = _DAYS[first], _DAYS[last or first]
        days |= {day % 7 for day in range(begin, (end if end >= begin else end + 7) + 1)}
    return frozenset(days)


def is_open(windows: tuple[Window, ...], instant: datetime, timezone: ZoneInfo) -> bool:
    """Whether an instant (aware) lies in one of the windows, by the local clock."""
    local = instant.astimezone(timezone)
    return any(window.holds(local) for window in windows)


def find_opening(
    windows: tuple[Window, ...], day: date, timezone: ZoneInfo, after: datetime
) -> datetime | None:
    """First instant of a local day, not before `after`, that lies in a window; None when there is none."""
    starts = sorted({window.start for window in windows if day.weekday() in window.days})
    for start in starts:
        opening = max(_instant(day, start, timezone), after)
        for _ in range(
            2 * 60
        ):  # a start inside the hour that summer time skips: walk to the first minute there is
            local = opening.astimezone(timezone)
            if local.date() == day and any(window.holds(local) for window in windows):
                return opening
            opening += timedelta(minutes=1)
    return None


def _instant(day: date, minute: int, timezone: ZoneInfo) -> datetime:
    local = datetime.combine(day, time(minute // 60, minute % 60), tzinfo=timezone)
    early, late = local.replace(fold=0), local.replace(fold=1)
    return min(early.astimezone(UTC), late.astimezone(UTC))
