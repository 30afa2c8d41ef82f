"""Times as people say them, in German and English: "morgen 9:30", "next monday 18:00", "23.11. um 9 Uhr"."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache
from itertools import count
from typing import Any

from bot.domain.errors import UsageWrong
from bot.domain.schedule import never_closed
from bot.i18n import LANGUAGES, get_language, index_months, list_months, list_weekdays, say, say_count

MORNING = time(9)
"""The time of a day that is named without one."""

_NAMED_TIMES = {
    name: hour
    for hour, names in (
        (8, "früh morning"),
        (10, "vormittag vormittags"),
        (12, "mittag mittags noon"),
        (15, "nachmittag nachmittags afternoon"),
        (18, "abend abends evening"),
    )
    for name in names.split()
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
        moment = format_moment(instant, calendar.timezone)
        raise UsageWrong(say('"{words}" is past: it would be {moment}.', words=words, moment=moment))
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


def _read_time(parts: Mapping[str, Any]) -> time:
    if name := parts.get("name"):
        return time(_NAMED_TIMES[name])
    hour, minute = int(parts["hour"]), int(parts.get("minute") or 0)
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
    if not words:
        return calendar.at(day + timedelta(days=1), clock)
    return calendar.at(day + timedelta(days=7), clock) if words.removesuffix(".").isalpha() else instant


_NEAR = {
    "": 0,
    "heute": 0,
    "today": 0,
    "morgen": 1,
    "tomorrow": 1,
    "übermorgen": 2,
    "uebermorgen": 2,
    "day after tomorrow": 2,
}
_NEXT = r"n(?:ä|ae)chste[rnms]?|kommende[rnms]?|next|coming"
_WORKING_DAY = re.compile(rf"(?:{_NEXT})\s+(?:werktag|arbeitstag|working day|business day|workday)")
_WEEKDAY = re.compile(rf"(?P<next>(?:{_NEXT})\s+)?(?P<name>[a-zä]+)\.?")
_DATES = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
    re.compile(r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.?(?:\s?(?P<year>\d{4}|\d{2}))?"),
    re.compile(r"(?P<day>\d{1,2})\.?\s*(?P<name>[a-zä]+)\.?(?:\s+(?P<year>\d{4}))?"),
)


LEAP = 9
"""Within so many years lies a 29th of February."""


class NoSuchDay(ValueError):
    """These words name no day."""


def find_day(words: str, today: date, is_closed: Callable[[date], bool], *, is_past: bool = False) -> date:
    """The day meant by words in lower case; no words mean today. Raises NoSuchDay.

    A date without a year is the next one, with `is_past` the last one. A weekday is the next one, today
    included, unless "next" stands before it. Working days are Monday to Friday without public holidays.
    """
    if words in _NEAR:
        return today + timedelta(days=_NEAR[words])
    if _WORKING_DAY.fullmatch(words):
        return _find_working_day(today, is_closed)
    weekday = _WEEKDAY.fullmatch(words)
    weekdays = _index_weekdays()
    if weekday and weekday["name"] in weekdays:
        ahead = (weekdays[weekday["name"]] - today.weekday()) % 7
        return today + timedelta(days=ahead or (7 if weekday["next"] else 0))
    return _find_date(words, today, is_past=is_past)


def _find_working_day(today: date, is_closed: Callable[[date], bool]) -> date:
    days = (today + timedelta(days=ahead) for ahead in count(1))
    return next(day for day in days if day.weekday() < 5 and not is_closed(day))


def _find_date(words: str, today: date, *, is_past: bool) -> date:
    for pattern in _DATES:
        if found := pattern.fullmatch(words):
            return _make_date(found.groupdict(), today, is_past=is_past)
    raise NoSuchDay(words)


def _make_date(parts: Mapping[str, Any], today: date, *, is_past: bool) -> date:
    month = int(parts["month"]) if "month" in parts else _find_month(parts["name"])
    day, year = int(parts["day"]), int(parts["year"] or 0)
    years = [year if year > 99 else 2000 + year] if year else range(today.year - LEAP, today.year + LEAP)
    dates = [made for made in (_try_date(one, month, day) for one in years) if made]
    if not year:
        dates = [made for made in dates if (made <= today if is_past else made >= today)]
    if not dates:
        raise NoSuchDay
    return dates[-1] if is_past else dates[0]


def _find_month(name: str) -> int:
    months = index_months("de", "de_AT", "en")
    if name not in months:
        raise NoSuchDay(name)
    return months[name]


def _try_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
LONGEST = timedelta(days=36_500)
"""A hundred years; beyond that dates overflow."""

_PATTERN = re.compile(r"(\d{1,6})([smhd])")


def parse_duration(words: str) -> timedelta:
    """Read "90s", "30m", "2h", "14d", "1h30m" or "0". Raises ValueError saying what is allowed."""
    text = words.strip().lower()
    if text == "0":
        return timedelta()
    parts = _PATTERN.findall(text)
    if not parts or "".join(number + unit for number, unit in parts) != text:
        sentence = say("must be a duration such as 90s, 30m, 2h, 14d or 0")
        raise ValueError(sentence)
    duration = sum((timedelta(**{_UNITS[unit]: int(number)}) for number, unit in parts), timedelta())
    if duration > LONGEST:
        sentence = say("must be at most 36500d, a hundred years")
        raise ValueError(sentence)
    return duration


@cache
def _index_weekdays() -> Mapping[str, int]:
    """Weekdays as people type them, whole and short, without a dot; Monday is 0."""
    names = {"sonnabend": 5}
    for language in LANGUAGES:
        for row in (list_weekdays(language), list_weekdays(language, is_short=True)):
            names |= {name.casefold().rstrip("."): number for number, name in enumerate(row)}
    return names


def format_moment(instant: datetime, timezone: tzinfo) -> str:
    """An aware instant by the local clock: "Mo., 23. Nov. 2026, 09:30" or "Mon, 23 Nov 2026, 09:30"."""
    local = instant.astimezone(timezone)
    day = f"{local.day}." if _is_german() else f"{local.day}"
    month = name_month(local.month)
    return f"{_name_weekday(local)}, {day} {month} {local.year}, {local:%H:%M}"


def format_day(instant: datetime, timezone: tzinfo) -> str:
    """An aware instant's local day: "23.11.2026" or "23 Nov 2026"."""
    local = instant.astimezone(timezone)
    if _is_german():
        return f"{local:%d.%m.%Y}"
    return f"{local.day} {name_month(local.month)} {local.year}"


def _is_german() -> bool:
    return get_language() == "de"


def _name_weekday(day: date) -> str:
    return list_weekdays(get_language(), is_short=True)[day.weekday()]


def name_month(month: int) -> str:
    """A month's name, short; month: from 1."""
    return list_months(get_language(), is_short=True)[month - 1]


def format_short(instant: datetime, timezone: tzinfo) -> str:
    """An aware instant for a table: "Mo. 23.11. 09:30" or "Mon 23 Nov 09:30"."""
    local = instant.astimezone(timezone)
    weekday = _name_weekday(local)
    date = f"{local:%d.%m.}" if _is_german() else f"{local.day:2} {name_month(local.month)}"
    return f"{weekday} {date} {local:%H:%M}"


def format_weekday(day: date) -> str:
    """A day without its year: "Mo. 23.11." or "Mon 23 Nov"."""
    weekday = _name_weekday(day)
    if _is_german():
        return f"{weekday} {day:%d.%m.}"
    return f"{weekday} {day.day} {name_month(day.month)}"


def format_distance(instant: datetime, now: datetime) -> str:
    """How far an instant is from now: "in 2 hours", "3 days ago", "now"."""
    distance = instant - now
    words = format_span(abs(distance))
    if not words:
        return say("now")
    return say("in {span}", span=words) if distance > timedelta() else say("{span} ago", span=words)


def format_span(span: timedelta) -> str:
    """How long, in the largest unit that says enough: "45 minutes", "2 hours"; empty below a minute."""
    minutes = round(span.total_seconds() / 60)
    if minutes < 1:
        return ""
    if minutes < 90:
        return say_count("{count} minute", "{count} minutes", minutes)
    if minutes < 36 * 60:
        return say_count("{count} hour", "{count} hours", round(minutes / 60))
    return say_count("{count} day", "{count} days", round(minutes / 60 / 24))


LONGEST_WAIT = timedelta(days=1)
"""More is not waited for at once, whatever a server asks."""


def parse_retry_after(value: str, now: datetime) -> timedelta | None:
    """The wait that a Retry-After header asks for, in seconds or as a date; None without one."""
    if value.strip().isdecimal():
        return min(timedelta(seconds=int(value.strip()[:9])), LONGEST_WAIT)
    from email.utils import parsedate_to_datetime

    try:
        until = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max(until - now, timedelta()), LONGEST_WAIT)
