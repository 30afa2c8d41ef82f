"""When a post may go out: windows, holidays, gap, daily maximum. Pure rules over given instants."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.windows import DAY_MINUTES, Window, get_minute, minutes_to_start

HORIZON = timedelta(days=400)
"""How far ahead a slot is looked for; windows that never open within it are a settings error."""


def never_closed(day: date) -> bool:
    """No day is a holiday."""
    del day
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class TimingRules:
    """An instance's rules; gap and daily maximum hold per channel; is_closed tells public holidays."""

    windows: tuple[Window, ...]
    timezone: ZoneInfo
    min_gap: timedelta
    max_per_day: int
    is_closed: Callable[[date], bool] = never_closed


def find_slot(earliest: datetime, rules: TimingRules, taken: Sequence[datetime]) -> datetime | None:
    """Earliest allowed instant (aware UTC) at or after `earliest`.

    taken: instants of the channel's published and scheduled posts. None: no window opens within HORIZON.
    """
    slot = earliest.astimezone(UTC)
    limit = slot + HORIZON
    per_day = Counter(instant.astimezone(rules.timezone).date() for instant in taken)
    while slot < limit:
        later = _find_later(slot, rules, per_day) or _find_gap_end(slot, rules.min_gap, taken)
        if later is None:
            return slot
        slot = later
    return None


def _find_later(slot: datetime, rules: TimingRules, per_day: Mapping[date, int]) -> datetime | None:
    """None when day and window allow the slot, else the next instant at which they may."""
    local = slot.astimezone(rules.timezone)
    if rules.is_closed(local.date()) or per_day.get(local.date(), 0) >= rules.max_per_day:
        return _hop(slot, DAY_MINUTES - get_minute(local), rules.timezone)
    wait = minutes_to_start(rules.windows, local)
    return _hop(slot, wait, rules.timezone) if wait else None


def _find_gap_end(slot: datetime, gap: timedelta, taken: Sequence[datetime]) -> datetime | None:
    """None when no other post is near, else the first instant that is far enough from those that are."""
    near = [instant for instant in taken if abs(instant - slot) < gap]
    return (max(near) + gap).astimezone(UTC) if near else None


def _hop(slot: datetime, minutes: int, timezone: ZoneInfo) -> datetime:
    """So many minutes of the local clock later; but only to its next change where one lies between.

    After a change the local time and even the date are others than counted: the rules are asked again.
    """
    local = slot.astimezone(timezone)
    target = slot + timedelta(minutes=minutes, seconds=-local.second, microseconds=-local.microsecond)
    before = local.utcoffset()
    if target.astimezone(timezone).utcoffset() == before:
        return target
    first, last = int(slot.timestamp()), int(target.timestamp())
    while last - first > 1:
        middle = (first + last) // 2
        changed = datetime.fromtimestamp(middle, timezone).utcoffset() != before
        first, last = (first, middle) if changed else (middle, last)
    return datetime.fromtimestamp(last, UTC)
