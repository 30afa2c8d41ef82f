"""Times as people say them, in German and English: "morgen 9:30", "next monday 18:00", "23.11. um 9 Uhr"."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from bot.domain.days import NoSuchDay, find_day
from bot.domain.durations import LONGEST
from bot.domain.errors import UsageWrong
from bot.domain.timing import never_closed
from bot.domain.words import say

MORNING = time(9)
"""The time of a day that is named without one."""

_NAMED_TIMES = {
    "früh": 8,
    "morning": 8,
    "vormittag": 10,
    "vormittags": 10,
    "mittag": 12,
    "mittags": 12,
    "noon": 12,
    "nachmittag": 15,
    "nachmittags": 15,
    "afternoon": 15,
    "abend": 18,
    "abends": 18,
    "evening": 18,
}
_TIMES = (
    re.compile(r"(?:^|[\st])(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2})?\s*(?P<half>am|pm)?(?:uhr|h)?$"),
    re.compile(r"(?:^|\s)(?P<hour>\d{1,2})(?:\.(?P<minute>\d{2}))?\s*uhr$"),
    re.compile(r"(?:^|\s)(?P<hour>\d{1,2})\s*(?P<half>am|pm)$"),
    re.compile(rf"(?:^|\s)(?P<name>{'|'.join(_NAMED_TIMES)})$"),
)
_FILLERS = re.compile(r"\b(?:um|am|at|on|den|der|dem|the|of)\b(?!\s*$)|,")
_SPAN = re.compile(
    r"in\s+(?P<number>\d{1,4}|einer?|einem|an?|one)\s*"
    r"(?P<unit>m|min|minuten?|minutes?|h|std|stunden?|hours?|d|tag(?:en?)?|days?|w|wochen?|weeks?)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """What words mean here and now: an aware instant, the instance's zone, and its public holidays."""

    now: datetime
    timezone: tzinfo
    is_closed: Callable[[date], bool] = never_closed

    @property
    def today(self) -> date:
        """The local day."""
        return self.now.astimezone(self.timezone).date()

    def at(self, day: date, clock: time) -> datetime:
        """A local time as aware UTC. A time that summer time skips is as much later as the clock jumps
        (RFC 5545); of a time that comes twice the first that is still ahead."""
        local = datetime.combine(day, clock, tzinfo=self.timezone)
        first, second = local.replace(fold=0).astimezone(UTC), local.replace(fold=1).astimezone(UTC)
        return second if first <= self.now < second else first


def parse_when(words: str, calendar: Calendar, *, usual: time = MORNING) -> datetime:
    """What a person means, as aware UTC. Raises UsageWrong when it cannot be understood or is past.

    usual: the time of a day that is named without one.
    """
    instant = _parse_within(words, calendar, usual)
    if instant is None:
        raise UsageWrong(
            say(
                'When is "{words}"? Write for example "2026-11-23 09:30", "23.11. 9:30", "tomorrow 9:30", '
                '"monday 18:00", "next working day 9:00" or "in 2 hours".',
                words=words,
            )
        )
    if instant < calendar.now:
        local = instant.astimezone(calendar.timezone)
        raise UsageWrong(
            say('"{words}" is past: it would be {moment}.', words=words, moment=f"{local:%Y-%m-%d %H:%M}")
        )
    return instant


def parse_since(words: str, calendar: Calendar) -> datetime:
    """The beginning of a day that is past, such as 2026-11-01 or 1.11.2026. Raises UsageWrong."""
    try:
        day = find_day(words.strip().lower(), calendar.today, calendar.is_closed, is_past=True)
    except NoSuchDay:
        raise UsageWrong(
            say('Which day is "{words}"? Write for example 2026-11-01 or 1.11.2026.', words=words)
        ) from None
    return calendar.at(day, time())


def _parse_within(words: str, calendar: Calendar, usual: time) -> datetime | None:
    """None also for what lies so far ahead that it cannot be reckoned with or shown in every zone."""
    try:
        instant = _parse(words, calendar, usual)
    except OverflowError:
        return None
    return None if instant and instant - calendar.now > LONGEST else instant


def _parse(words: str, calendar: Calendar, usual: time) -> datetime | None:
    text = " ".join(_FILLERS.sub(" ", words.strip().lower()).split())
    if text in {"jetzt", "sofort", "now"}:
        return calendar.now
    exact = _parse_exact(words.strip())
    if exact is not None:
        return exact
    if span := _SPAN.fullmatch(text):
        return _add_span(span, calendar)
    day_words, clock = _split_time(text)
    if clock is _NO_SUCH_TIME or not text:
        return None
    try:
        day = find_day(day_words, calendar.today, calendar.is_closed)
    except NoSuchDay:
        return None
    return _prefer_future(day_words, day, clock or usual, calendar)


def _parse_exact(words: str) -> datetime | None:
    """ISO 8601 with an offset means itself, wherever we are."""
    try:
        instant = datetime.fromisoformat(words)
    except ValueError:
        return None
    return instant.astimezone(UTC) if instant.tzinfo else None


def _add_span(span: re.Match[str], calendar: Calendar) -> datetime:
    """Minutes and hours pass; days and weeks keep the local clock."""
    number = int(span["number"]) if span["number"].isdecimal() else 1
    unit = span["unit"][0]
    if unit in "mhs":
        return calendar.now + number * (timedelta(minutes=1) if unit == "m" else timedelta(hours=1))
    local = calendar.now.astimezone(calendar.timezone)
    day = local.date() + timedelta(days=number * (7 if unit == "w" else 1))
    return calendar.at(day, local.time().replace(second=0, microsecond=0))


_NO_SUCH_TIME = time.max


def _split_time(text: str) -> tuple[str, time | None]:
    """The day's words and the clock; None when no time is named, _NO_SUCH_TIME for 25:00."""
    for pattern in _TIMES:
        if found := pattern.search(text):
            return text[: found.start()].strip(), _read_time(found.groupdict())
    return text, None


def _read_time(parts: dict[str, str | None]) -> time:
    if name := parts.get("name"):
        return time(_NAMED_TIMES[name])
    hour, minute = int(parts["hour"] or 0), int(parts.get("minute") or 0)
    if half := parts.get("half"):
        if not 1 <= hour <= 12:
            return _NO_SUCH_TIME
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else _NO_SUCH_TIME


def _prefer_future(words: str, day: date, clock: time, calendar: Calendar) -> datetime:
    """A time or a weekday without a date means the next one: 9:30 said at noon is tomorrow's."""
    instant = calendar.at(day, clock)
    if instant >= calendar.now or day != calendar.today or words in {"heute", "today"}:
        return instant
    if words == "":
        return calendar.at(day + timedelta(days=1), clock)
    return calendar.at(day + timedelta(days=7), clock) if words.removesuffix(".").isalpha() else instant
