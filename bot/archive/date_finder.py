"""Dates as lists, feeds and articles write them, in German and English; one finder for all of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from bot.i18n import index_months

EARLIEST_YEAR = 1995
_HARDLY_MORE = 24
"""Letters and figures that a line may have besides its date, such as "von Anna | Aktuelles"."""

_SOON = timedelta(days=90)
"""A day without a year that comes so soon is an event of this year, not news of last year."""

_MONTHS = index_months("de", "de_AT", "en")
_UNITS = {
    name: seconds
    for seconds, names in (
        (1, "sekunde sekunden second seconds sec"),
        (60, "minute minuten minutes min mins"),
        (3600, "stunde stunden std hour hours hr hrs"),
        (86_400, "tag tage tagen day days"),
        (604_800, "woche wochen week weeks"),
        (2_592_000, "monat monate monaten month months"),
        (31_536_000, "jahr jahre jahren year years"),
    )
    for name in names.split()
}
_AMOUNTS = {
    name: number
    for number, names in enumerate(
        (
            "ein eine einem einer a an one",
            "zwei two",
            "drei three",
            "vier four",
            "fünf five",
            "sechs six",
            "sieben seven",
        ),
        1,
    )
    for name in names.split()
}
_NEAR = {"heute": 0, "today": 0, "gestern": 1, "yesterday": 1, "vorgestern": 2}
_ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "cet": 60, "mez": 60, "cest": 120, "mesz": 120, "bst": 60,
    "eet": 120, "eest": 180, "msk": 180, "trt": 180, "est": -300, "edt": -240, "cst": -360, "cdt": -300,
    "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
}  # fmt: skip
_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WEEKDAYS = ("mo", "di tue", "mi wed", "do thu", "fr", "sa sonnab", "so sun")
_WEEKDAY = (
    r"(?:(?P<weekday>mo(?:ntag|n|nday)?|di(?:enstag|e)?|mi(?:ttwoch|t)?|do(?:nnerstag|n)?|fr(?:eitag|e|i|iday)?|"
    r"sa(?:mstag|m|t|turday)?|sonnabend|so(?:nntag|n)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:r|rs|rsday)?|"
    r"sun(?:day)?)\b[.,]*\s*(?:(?:den|the)\s)?)?"
)
_TIME = (
    r"(?:(?:t|[\s,|–-]+(?:um\s|at\s)?)(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d+)?)?"
    r"\s*(?P<half>[ap]m\b)?(?:uhr\b)?\s*(?P<zone>[+-]\d\d:?\d\d|[a-z]{1,4}\b)?)?"
)
_DATE = re.compile(
    rf"(?<![\w.:/-]){_WEEKDAY}(?:"
    r"(?P<y1>\d{4})(?P<sep>[-/.])(?P<m1>\d{1,2})(?P=sep)(?P<d1>\d{1,2})(?!\d)"
    r"|(?P<d2>\d{1,2})(?P<sep2>\.\s?|[/-])(?P<m2>\d{1,2})(?:\.\s?|[/-])(?P<y2>\d{4}|\d\d)(?![\d.]*\d)"
    r"|(?P<d3>\d{1,2})\.\s?(?P<m3>\d{1,2})\.(?!\s?\d)"
    rf"|(?P<d4>\d{{1,2}})(?:\.|st|nd|rd|th)?[\s-]*(?:of\s)?(?P<n4>{_NAME})\b\.?,?(?:[\s-]*(?P<y4>\d{{4}})\b)?"
    rf"|(?P<n5>{_NAME})\b\.?\s+(?P<d5>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y5>\d{{4}})\b"
    rf"){_TIME}"
    rf"|\bvor\s+(?P<many>\d{{1,3}}|{'|'.join(_AMOUNTS)})\s+(?P<unit>{'|'.join(_UNITS)})\b"
    rf"|\b(?P<many2>\d{{1,3}}|{'|'.join(_AMOUNTS)})\s+(?P<unit2>{'|'.join(_UNITS)})\s+ago\b"
    rf"|\b(?P<near>{'|'.join(_NEAR)})\b",
    re.IGNORECASE,
)

_ADDRESS_MONTH = re.compile(r"/((?:19|20)\d\d)/(0?[1-9]|1[0-2])(?=[/-])")


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedDate:
    """at: aware UTC, noon where no time is named; words: the part of the text that names it."""

    at: datetime
    words: str


def list_dates(text: str, now: datetime) -> Iterator[NamedDate]:
    """The dates that a text names, in its order, which have come and are no older than the web's news."""
    for match in _DATE.finditer(text):
        at = _to_moment(match, now)
        if at and at.year >= EARLIEST_YEAR and at <= now + timedelta(days=1):
            yield NamedDate(at=at, words=match[0].strip(" ,|–-"))


def find_date(text: str, now: datetime) -> datetime | None:
    """The first date that a text names, or None."""
    return next((found.at for found in list_dates(text, now)), None)


def find_line_date(line: str, now: datetime) -> datetime | None:
    """The date of a line that begins with it or says hardly more than it; not one in running text."""
    found = next(list_dates(line, now), None)
    if found is None:
        return None
    rest = sum(map(str.isalnum, line)) - sum(map(str.isalnum, found.words))
    return found.at if rest <= _HARDLY_MORE or line.lstrip().startswith(found.words) else None


def set_year(day: datetime, url: str) -> datetime:
    """A day in the earlier year that an address names beside the same month: lists leave the year out."""
    match = _ADDRESS_MONTH.search(url)
    if match is None or int(match[2]) != day.month or int(match[1]) >= day.year:
        return day
    try:
        return day.replace(year=int(match[1]))
    except ValueError:  # the 29th of February
        return day


def is_date_alone(text: str, now: datetime) -> bool:
    """Whether a text is a date and nothing else."""
    found = next(list_dates(text, now), None)
    return found is not None and not any(map(str.isalnum, text.replace(found.words, "", 1)))


def _to_moment(match: re.Match[str], now: datetime) -> datetime | None:
    part = {name: value.lower() for name, value in match.groupdict().items() if value}
    if unit := part.get("unit") or part.get("unit2"):
        many = part.get("many") or part.get("many2") or ""
        return now - timedelta(seconds=_UNITS[unit] * (int(many) if many.isdecimal() else _AMOUNTS[many]))
    if near := part.get("near"):
        return (now - timedelta(days=_NEAR[near])).replace(hour=12, minute=0, second=0, microsecond=0)
    day, month, year = _read_day(part)
    if year:
        return _make(part, day, month, year)
    return _find_year(part, day, month, now)


def _find_year(part: dict[str, str], day: int, month: int, now: datetime) -> datetime | None:
    """A day without a year: the last one, of the weekday that is named; None when it is rather to come."""
    made = [at for year in range(now.year - 1, now.year + 2) if (at := _make(part, day, month, year))]
    if named := part.get("weekday"):
        number = next(n for n, names in enumerate(_WEEKDAYS) if any(map(named.startswith, names.split())))
        made = [at for at in made if at.weekday() == number] or made
    past = [at for at in made if at <= now + timedelta(days=1)]
    is_to_come = any(timedelta(days=1) < at - now < _SOON for at in made)
    is_near = bool(past) and now - past[-1] < _SOON
    return past[-1] if past and (is_near or not is_to_come) else None


def _make(part: dict[str, str], day: int, month: int, year: int) -> datetime | None:
    zone = timezone(timedelta(minutes=_read_zone(part.get("zone", ""))))
    hour = int(part.get("hour", 12)) % (12 if "half" in part else 24) + (
        12 if part.get("half") == "pm" else 0
    )
    minute, second = int(part.get("minute", 0)), int(part.get("second", 0))
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _read_day(part: dict[str, str]) -> tuple[int, int, int]:
    """Day, month and year, which is 0 when it is not named; of 11/26/2026 the first is the month."""
    place = next(number for number in "12345" if f"d{number}" in part)
    name = part.get(f"n{place}")
    day, month = int(part[f"d{place}"]), _MONTHS[name] if name else int(part[f"m{place}"])
    if month > 12 >= day and "/" in part.get("sep2", ""):
        day, month = month, day
    year = part.get(f"y{place}", "0")
    return day, month, int(year) if len(year) != 2 else 2000 + int(year)


def _read_zone(zone: str) -> int:
    """Minutes east of UTC; what is no zone counts as UTC."""
    if zone[:1] in {"+", "-"}:
        return (1 if zone[0] == "+" else -1) * (int(zone[1:3]) * 60 + int(zone[-2:]))
    return _ZONES.get(zone, 0)
