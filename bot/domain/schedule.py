"""When a post may go out: windows, holidays, gap, daily maximum; and when again after a channel's error.

Pure rules over given instants: the caller passes time and randomness in."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain import errors
from bot.domain.post import PostStatus
from bot.domain.state import StopKind
from bot.i18n import say

HORIZON = timedelta(days=400)
"""How far ahead a slot is looked for; windows that never open within it are a settings error."""


def never_closed(day: date) -> bool:
    """No day is a holiday."""
    del day
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """One window: weekdays (Monday is 0), first minute and end minute (excluded) of the local day."""

    days: frozenset[int]
    start: int
    end: int

    def holds(self, local: datetime) -> bool:
        """Whether a local time lies in this window."""
        return local.weekday() in self.days and self.start <= get_minute(local) < self.end


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


DAY_MINUTES = 24 * 60

_DAYS = {
    name: index
    for names in (
        ("mo", "di", "mi", "do", "fr", "sa", "so"),
        ("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
    )
    for index, name in enumerate(names)
}
_WINDOW = re.compile(r"(?:([A-Za-z,\-– ]+?)\s+)?(\d{1,2}):([0-5]\d)\s*[-–]\s*(\d{1,2}):([0-5]\d)")


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
    if start >= DAY_MINUTES or end > DAY_MINUTES or start == end:
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


QUIET_PERIOD = timedelta(hours=6)
"""How long after a post of mourning or violence the others wait, on every channel."""


def find_quiet_end(instant: datetime, sober: Sequence[datetime]) -> datetime | None:
    """When the quiet period that holds at an instant ends (aware UTC); None: none holds.

    sober: when sober posts went out, or may have. One in the far future is a clock that was wrong.
    """
    near = [at for at in sober if abs(at - instant) < QUIET_PERIOD]
    return max(near) + QUIET_PERIOD if near else None


WEEK = timedelta(days=7)
LEAST = timedelta(days=6)
"""So much lies between two reports, also when one was late."""
AT = time(8)


def find_next_report(last: datetime, timezone: ZoneInfo) -> datetime:
    """Monday at eight by the local clock; last: the report before, aware UTC, as is what is returned."""
    earliest = (last + LEAST).astimezone(timezone)
    monday = earliest.date() + timedelta(days=-earliest.weekday() % 7)
    due = datetime.combine(monday, AT, timezone)
    if due < earliest:
        due = datetime.combine(monday + WEEK, AT, timezone)
    return due.astimezone(UTC)


class Approval(StrEnum):
    """Whose yes a post needs before it is scheduled."""

    AUTO = "auto"
    MANUAL = "manual"
    SENSITIVE = "sensitive"
    """Sober topics wait for a person, others do not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryRules:
    """delay: first back-off, doubled each time up to MAX_DELAY.

    max_attempts: how often a post is sent whose sendings all got lost, before it is `failed`;
    give_up_after: how long what surely was not sent is tried, before it is `missed`.
    """

    delay: timedelta
    max_attempts: int
    give_up_after: timedelta = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Durations as in the settings of the same names; landing: how long after we stopped waiting for the
    visible call the platform may still carry it out; desk_url, links_url: where they are found, or empty."""

    timing: TimingRules
    retry: RetryRules
    approval: Approval
    hold: timedelta
    max_age: timedelta
    missed_after: timedelta
    poll_interval: timedelta
    confirm_delay: timedelta
    landing: timedelta
    lease: timedelta
    desk_url: str = ""
    links_url: str = ""

    @property
    def firm_delay(self) -> timedelta:
        """How long after a request could last land an empty look decides, when the upload itself says so.

        16 minutes by default: even single objects may be shown late.
        """
        return 8 * self.confirm_delay

    @property
    def listing_delay(self) -> timedelta:
        """Likewise when only a listing says so, which may lag: an hour by default."""
        return 30 * self.confirm_delay


MAX_DELAY = timedelta(hours=6)
LONGEST_PAUSE = timedelta(minutes=30)
"""Between two tries of what surely was not sent, unless the platform itself asks for more."""


LONGEST_ASKED = timedelta(hours=6)
"""More is not waited for at once, whatever a platform asks: a mistake of its would silence the bot for years,
and what waited a whole day would be missed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What follows from an error.

    status: what the post gets; wait: before it is due again; stops: how the whole channel account stops,
    if it does; counts: whether the attempt counts towards the maximum.
    """

    status: PostStatus
    wait: timedelta = timedelta()
    stops: StopKind | None = None
    counts: bool = True


def back_off(attempt: int, rules: RetryRules, random: Callable[[], float]) -> timedelta:
    """Wait after `attempt` (counted from 1): doubled each time, up to a quarter of jitter, capped."""
    doubled = min(rules.delay * (1 << min(max(attempt, 1) - 1, 20)), MAX_DELAY)
    return min(doubled * (1 + random() / 4), MAX_DELAY)


def decide_after(
    error: errors.ChannelError,
    attempt: int,
    rules: RetryRules,
    random: Callable[[], float],
    *,
    waited: timedelta = timedelta(),
) -> Decision:
    """What becomes of a post whose attempt ended in this error.

    attempt: how many attempts count by now, this one included; waited: since the first of them. A refused
    account is no fault of the post: its attempt does not count. A platform that is down is waited for,
    however often that takes.
    """
    stops = decide_stop(error)
    match error:
        case errors.OutcomeUnknown():
            return Decision(status=PostStatus.UNCONFIRMED)
        case errors.Rejected():
            return Decision(status=PostStatus.FAILED)
        case errors.Unauthorized() | errors.Blocked():
            return Decision(status=PostStatus.SCHEDULED, stops=stops, counts=False)
        case _:
            status = PostStatus.MISSED if waited >= rules.give_up_after else PostStatus.SCHEDULED
            return Decision(status=status, wait=decide_wait(error, attempt, rules, random), stops=stops)


def decide_stop(error: errors.ChannelError) -> StopKind | None:
    """Whether an error speaks of the account rather than of one post."""
    match error:
        case errors.Unauthorized():
            return StopKind.UNAUTHORIZED
        case errors.Blocked():
            return StopKind.BLOCKED
        case errors.Throttled():
            return StopKind.THROTTLED
        case _:
            return None


def decide_wait(
    error: errors.ChannelError, attempt: int, rules: RetryRules, random: Callable[[], float]
) -> timedelta:
    """The back-off, or what the platform asks for when that is longer."""
    wait = min(back_off(attempt, rules, random), LONGEST_PAUSE)
    return max(wait, min(error.retry_after or wait, LONGEST_ASKED))
