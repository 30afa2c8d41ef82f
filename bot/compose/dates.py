"""Dates and times as German and English texts write them: "am Samstag, 18.04., ab 18 Uhr"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from functools import cache

_MONTHS = {
    "de": "januar|jänner februar märz april mai juni juli august september oktober november dezember",
    "en": "january february march april may june july august september october november december",
}
_WEEKDAYS = {
    "de": "montag dienstag mittwoch donnerstag freitag samstag|sonnabend sonntag",
    "en": "monday tuesday wednesday thursday friday saturday sunday",
}
_NEAR = {
    "de": {"gestern": -1, "heute": 0, "morgen": 1, "übermorgen": 2},
    "en": {"yesterday": -1, "today": 0, "tomorrow": 1},
}
_COMING = {"de": "kommende[nmrs]?|nächste[nmrs]?", "en": "coming|next|this"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One date of a text, still without a guess: start, end are offsets; year 0 means not written.

    day and month are the last day; first is (day, month) of a range's first day, else None;
    weekday 0-6 or None; offset is days from "today" for words like "gestern", else None.
    """

    start: int
    end: int
    day: int = 0
    month: int = 0
    year: int = 0
    first: tuple[int, int] | None = None
    weekday: int | None = None
    offset: int | None = None
    is_coming: bool = False
    is_deadline: bool = False
    clock: "Clock | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A time of day, with an end when one is written."""

    start: time
    end: time | None = None


@cache
def _number_of(names: str) -> dict[str, int]:
    return {word: number for number, group in enumerate(names.split()) for word in group.split("|")}


_GERMAN_DATE = (
    r"(?:(?P<day1>\d{{1,2}})\.\s?(?:(?P<month1>\d{{1,2}})\.|(?P<name1>{months}))?\s?(?:\d{{4}})?\s?"
    r"(?:bis(?: zum)?|–|-|/|und|,? und (?:{weekdays}),?)\s?)?"
    r"(?P<day>\d{{1,2}})\.\s?(?:(?P<month>\d{{1,2}})\.(?:\s?(?P<year>(?:19|20)\d\d|\d\d(?![\d.:]|\s?Uhr))|(?!\d))"
    r"|(?P<name>{months})\b(?:\s(?P<year2>(?:19|20)\d\d))?)"
)
_ENGLISH_DATE = (
    r"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<name>{months})"
    r"|(?P<name1>{months})\s(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?\b)(?:,?\s(?P<year>(?:19|20)\d\d))?"
)
_FULL = (
    r"(?<![\d.,§])(?:(?P<coming>{coming})\s+)?"
    r"(?:(?P<weekday>{weekdays})(?:[- ]?(?:morgen|abend|nachmittag|mittag))?\s*,?\s*\(?(?:de[nm]|the)?\s*)?"
    r"(?<!\d)(?:{date})"
    r"|\b(?P<soon>{coming})\s+(?P<day_name>{weekdays})\b"
    r"|(?<![\w-])(?<!tag )(?<!woch )(?<!heute )(?<!gestern )(?P<near>{near})(?![\w-])"
)


@cache
def _pattern(language: str) -> re.Pattern[str]:
    words = {
        "months": "|".join(_number_of(_MONTHS[language])),
        "weekdays": "|".join(_number_of(_WEEKDAYS[language])),
        "coming": _COMING[language],
        "near": "|".join(_NEAR[language]),
    }
    written = _GERMAN_DATE if language == "de" else _ENGLISH_DATE
    return re.compile(_FULL.format(**words, date=written.format(**words)), re.IGNORECASE)


_CLOCK = re.compile(
    r"(?P<h>\d{1,2})(?:[.:](?P<m>\d\d))?\s?(?:Uhr)?"
    r"(?:\s?(?:bis|und|-|–)\s?(?P<h2>\d{1,2})(?:[.:](?P<m2>\d\d))?)?\s?Uhr"
)
_CLOCK_EN = re.compile(r"(?P<h>\d{1,2})(?:[.:](?P<m>\d\d))?\s?(?P<half>[ap])\.?m\b", re.IGNORECASE)
_DEADLINE = re.compile(
    r"(?:\bbis(?: einschließlich)?(?: zum)?|\buntil|\bby)\s+(?:\w+,? (?:de[nm] )?)?$", re.IGNORECASE
)


def list_mentions(text: str, language: str = "de") -> list[Mention]:
    """All dates of a text in order; a time belongs to the last date before it."""
    code = language.split("-", maxsplit=1)[0]
    if code not in _MONTHS:
        code = "de"
    return list(_find_mentions(text, code))


def _find_mentions(text: str, code: str) -> Iterator[Mention]:
    matches = list(_pattern(code).finditer(text))
    for index, match in enumerate(matches):
        until = matches[index + 1].start() if index + 1 < len(matches) else len(text)
        before = matches[index - 1].end() if index else 0
        clock = _find_clock(text[match.end() : min(until, match.end() + 90)], code)
        clock = clock or _find_clock(text[max(before, match.start() - 25) : match.start()], code)
        mention = _read(match, text, code, clock)
        if mention:
            yield mention


def _read(match: re.Match[str], text: str, code: str, clock: Clock | None) -> Mention | None:
    found = match.groupdict()
    start, end = match.span()
    near = found.get("near")
    if near:
        if near == "Morgen" and start > 0:  # the noun, where no sentence begins
            return None
        return Mention(start=start, end=end, offset=_NEAR[code][near.lower()], clock=clock)
    weekdays = _number_of(_WEEKDAYS[code])
    if found.get("day_name"):
        weekday = weekdays[found["day_name"].lower()]
        return Mention(start=start, end=end, weekday=weekday, is_coming=True, clock=clock)
    return _read_dated(match, _DEADLINE.search(text, max(0, start - 30), start) is not None, code, clock)


def _read_dated(match: re.Match[str], is_deadline: bool, code: str, clock: Clock | None) -> Mention | None:  # noqa: FBT001
    found = {name: value or "" for name, value in match.groupdict().items()}
    months = _number_of(_MONTHS[code])
    if code == "en" and not found["day"]:
        found["day"], found["name"], found["day1"], found["name1"] = found["day1"], found["name1"], "", ""
    month = _month(found.get("month", ""), found["name"], months)
    day = int(found["day"])
    year = int(found.get("year") or found.get("year2") or 0)
    year += 2000 if 0 < year < 100 else 0
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    first = None
    if found["day1"]:
        first = (int(found["day1"]), _month(found.get("month1", ""), found["name1"], months) or month)
    weekday = _number_of(_WEEKDAYS[code]).get(found["weekday"].lower())
    return Mention(
        start=match.start(), end=match.end(), day=day, month=month, year=year, first=first, weekday=weekday,
        is_coming=bool(found["coming"]), is_deadline=is_deadline, clock=clock,
    )  # fmt: skip


def _month(number: str, name: str, months: dict[str, int]) -> int:
    if number:
        return int(number)
    position = months.get(name.lower(), -1)
    return position + 1


def _find_clock(text: str, code: str) -> Clock | None:
    match = (_CLOCK if code == "de" else _CLOCK_EN).search(text)
    if not match:
        return None
    if code != "de":
        hour = int(match["h"]) % 12 + (12 if match["half"].lower() == "p" else 0)
        start = _time(str(hour), match["m"])
        return Clock(start=start) if start else None
    start, end = _time(match["h"], match["m"]), _time(match["h2"], match["m2"])
    return Clock(start=start, end=end) if start else None


def _time(hour: str | None, minute: str | None) -> time | None:
    if hour is None or int(hour) > 23 or int(minute or 0) > 59:
        return None
    return time(int(hour), int(minute or 0))
