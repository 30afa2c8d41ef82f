"""Days as people name them, in German and English: dates, "morgen", weekdays, the next working day."""

import re
from collections.abc import Callable
from datetime import date, timedelta

_WEEKDAYS = {
    name: index
    for index, names in enumerate(
        (
            "montag mo monday mon",
            "dienstag di tuesday tue",
            "mittwoch mi wednesday wed",
            "donnerstag do thursday thu",
            "freitag fr friday fri",
            "samstag sonnabend sa saturday sat",
            "sonntag so sunday sun",
        )
    )
    for name in names.split()
}
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar jan january jänner",
            "februar feb february",
            "märz mär march mar maerz",
            "april apr",
            "mai may",
            "juni jun june",
            "juli jul july",
            "august aug",
            "september sep sept",
            "oktober okt october oct",
            "november nov",
            "dezember dez december dec",
        ),
        start=1,
    )
    for name in names.split()
}
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


LEAP = 8
"""Years between two 29ths of February at most."""


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
    if weekday and weekday["name"] in _WEEKDAYS:
        ahead = (_WEEKDAYS[weekday["name"]] - today.weekday()) % 7
        return today + timedelta(days=ahead or (7 if weekday["next"] else 0))
    return _find_date(words, today, is_past=is_past)


def _find_working_day(today: date, is_closed: Callable[[date], bool]) -> date:
    days = (today + timedelta(days=ahead) for ahead in range(1, 60))
    return next(day for day in days if day.weekday() < 5 and not is_closed(day))


def _find_date(words: str, today: date, *, is_past: bool) -> date:
    for pattern in _DATES:
        if found := pattern.fullmatch(words):
            return _make_date(found.groupdict(), today, is_past=is_past)
    raise NoSuchDay(words)


def _make_date(parts: dict[str, str | None], today: date, *, is_past: bool) -> date:
    month = int(parts["month"] or 0) if "month" in parts else _MONTHS.get(parts["name"] or "", 0)
    day, year = int(parts["day"] or 0), int(parts["year"] or 0)
    years = [year if year > 99 else 2000 + year] if year else range(today.year - LEAP, today.year + LEAP + 1)
    dates = [made for made in (_try_date(one, month, day) for one in years) if made]
    if not year:
        dates = [made for made in dates if (made <= today if is_past else made >= today)]
    if not dates:
        raise NoSuchDay
    return dates[-1] if is_past else dates[0]


def _try_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
