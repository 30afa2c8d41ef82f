"""When a post may go out: windows, holidays, gap, daily maximum. Pure rules over given instants."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.windows import Window, find_opening, is_open

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
    while slot < limit:
        later = _find_conflict(slot, rules, taken)
        if later is None:
            return slot
        slot = later
    return None


def _find_conflict(slot: datetime, rules: TimingRules, taken: Sequence[datetime]) -> datetime | None:
    """None when the slot is free, else the next instant worth trying."""
    local = slot.astimezone(rules.timezone)
    if rules.is_closed(local.date()):
        return _next_day(slot, rules.timezone)
    if not is_open(rules.windows, slot, rules.timezone):
        return find_opening(rules.windows, local.date(), rules.timezone, slot) or _next_day(
            slot, rules.timezone
        )
    same_day = sum(1 for instant in taken if instant.astimezone(rules.timezone).date() == local.date())
    if same_day >= rules.max_per_day:
        return _next_day(slot, rules.timezone)
    near = [instant for instant in taken if abs(instant - slot) < rules.min_gap]
    return max(near) + rules.min_gap if near else None


def _next_day(slot: datetime, timezone: ZoneInfo) -> datetime:
    """First instant of the following local day; walks, because midnight itself may be skipped or doubled."""
    day = slot.astimezone(timezone).date()
    following = datetime.combine(day + timedelta(days=1), datetime.min.time(), tzinfo=timezone).astimezone(
        UTC
    )
    while following.astimezone(timezone).date() == day:
        following += timedelta(minutes=1)
    return max(following, slot + timedelta(microseconds=1))
