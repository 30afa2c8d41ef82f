"""Dates as lists, feeds and articles write them; one finder for all of them.

German and English in every usual spelling, also by weekday, without a year or by how long ago they were;
other languages where they name day, month and year.
"""

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

from bot.i18n import index_months

EARLIEST_YEAR = 1995
_HARDLY_MORE = 24
"""Letters and figures that a line may have besides its date, such as "von Anna | Aktuelles"."""

_LABELS = re.compile(
    r"\b(?:veröffentlicht|publiziert|erstellt|eingestellt|zuletzt|geändert|aktualisiert|bearbeitet|"
    r"published|posted|created|updated|modified|last|am|on|von|by|um|uhr)\b",
    re.IGNORECASE,
)
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
    r"(?:(?:t|[\s,|–-]+(?:um\s|at\s)?)(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?!\d|\.\d)(?::(?P<second>[0-5]\d)(?:\.\d+)?)?"
    r"\s*(?P<half>[ap]m\b)?(?:uhr\b)?\s*(?P<zone>[+-]\d\d:?\d\d|[a-z]{1,4}\b)?)?"
)
_DATE = re.compile(
    rf"(?<![\w.:/-]){_WEEKDAY}(?:"
    r"(?P<y1>\d{4})(?P<sep>[-/.])(?P<m1>\d{1,2})(?P=sep)(?P<d1>\d{1,2})(?!\d)"
    r"|(?P<d2>\d{1,2})(?P<sep2>\.\s?|[/-])(?P<m2>\d{1,2})(?:\.\s?|[/-])(?P<y2>\d{4}|\d\d)(?![\d.:]*\d)"
    r"|(?P<d3>\d{1,2})\.\s?(?P<m3>\d{1,2})\.(?!\s?\d(?!\d?:\d\d))"
    rf"|(?P<d4>\d{{1,2}})(?:\.|st|nd|rd|th)?[\s-]*(?:of\s)?(?P<n4>{_NAME})\b\.?,?(?:[\s-]*(?P<y4>\d{{4}})\b)?"
    rf"|(?P<n5>{_NAME})\b\.?\s+(?P<d5>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y5>\d{{4}})\b"
    rf"){_TIME}"
    rf"|\bvor\s+(?P<many>\d{{1,3}}|{'|'.join(_AMOUNTS)})\s+(?P<unit>{'|'.join(_UNITS)})\b"
    rf"|\b(?P<many2>\d{{1,3}}|{'|'.join(_AMOUNTS)})\s+(?P<unit2>{'|'.join(_UNITS)})\s+ago\b"
    rf"|\b(?P<near>{'|'.join(_NEAR)})\b",
    re.IGNORECASE,
)

_YEAR = re.compile(r"(?:19|20)\d\d")
_ADDRESS_DAY = re.compile(r"/((?:19|20)\d\d)/(0?[1-9]|1[0-2])/(0?[1-9]|[12]\d|3[01])/[^/?#]")
_ADDRESS_MONTH = re.compile(r"/((?:19|20)\d\d)/(0?[1-9]|1[0-2])(?=[/-])")


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedDate:
    """at: aware UTC, noon where no time is named; words: the part of the text that names it."""

    at: datetime
    words: str


def list_dates(text: str, now: datetime) -> Iterator[NamedDate]:
    """The dates that a text names, in its order, which have come and are no older than the web's news."""
    is_read = False
    for match in _DATE.finditer(text):
        at = _to_moment(match, now)
        is_read = is_read or at is not None
        if at and _has_come(at, now):
            yield NamedDate(at=at, words=match[0].strip(" ,|–-"))
    if not is_read and _YEAR.search(text) and (told := _find_named(text)):
        at = datetime.combine(told.day, time(12), UTC)
        if _has_come(at, now):
            yield NamedDate(at=at, words=text[told.start : told.end])


def _has_come(at: datetime, now: datetime) -> bool:
    return at.year >= EARLIEST_YEAR and at <= now + timedelta(days=1)


def find_date(text: str, now: datetime) -> datetime | None:
    """The first date that a text names, or None."""
    return next((found.at for found in list_dates(text, now)), None)


def find_line_date(line: str, now: datetime) -> datetime | None:
    """The date of a line that begins with it or says hardly more than it; not one in running text."""
    found = next(list_dates(line, now), None)
    if found is None:
        return None
    others = _LABELS.sub("", line)
    for each in list_dates(line, now):
        others = others.replace(each.words, "", 1)
    rest = sum(map(str.isalnum, others))
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


def find_day(url: str, now: datetime) -> datetime | None:
    """The day that an address names between its slashes, at noon, when it has come; or None."""
    match = _ADDRESS_DAY.search(url)
    try:
        at = datetime(int(match[1]), int(match[2]), int(match[3]), 12, tzinfo=UTC) if match else None
    except ValueError:
        return None
    return at if at and _has_come(at, now) else None


def is_date_alone(text: str, now: datetime) -> bool:
    """Whether a text is a date and nothing else, or several."""
    rest = text
    for found in list_dates(text, now):
        rest = rest.replace(found.words, "", 1)
    return rest != text and not any(map(str.isalnum, rest))


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
    return past[-1] if past and not is_to_come else None


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


_LANGUAGES = (
    *("de", "de_AT", "en", "fr", "es", "it", "pt", "nl", "pl", "tr"),
    *("ru", "uk", "sv", "da", "cs", "hu", "ro", "hr", "id", "el"),
)
_ISO = re.compile(
    r"(?<![\d.])((?:19|20)\d\d)([-/.])(\d{1,2})\2(\d{1,2})(?!\d)"
    r"(?:[T ]{1,2}(\d\d):(\d\d)(?::(\d\d))?(?:\.\d{1,9})?\s?(Z|[+-]\d\d:?\d\d)?)?"
)
_FIGURES = re.compile(r"(?<![\d.,])(\d{1,2})([./-])\s?(\d{1,2})\2\s?((?:19|20)\d\d|\d\d)(?![\d.:]\d)")
_CLOCK = re.compile(
    r"[\s,|–-]{1,4}(?:um |at |a las )?([01]?\d|2[0-3])[:.]([0-5]\d)(?!\d)(?!\.\d)(?: ?(?:Uhr|h|hrs?)\b)?",
    re.IGNORECASE,
)


@functools.cache
def _months() -> tuple[Mapping[str, int], re.Pattern[str], re.Pattern[str]]:
    names = index_months(*_LANGUAGES)
    either = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    day_first = re.compile(
        rf"(?<!\d)(\d{{1,2}})(?:\.|st|nd|rd|th|er|º|°)?[\s-]{{0,3}}(?:de |of |d[’'])?({either})\.?(?!\w)"
        r",?[\s-]{0,3}(?:de |del )?((?:19|20)\d\d)(?!\d)"
    )
    month_first = re.compile(
        rf"(?<!\w)({either})\.?\s{{1,3}}(\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,3}}((?:19|20)\d\d)(?!\d)"
    )
    return names, day_first, month_first


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A day with its year, and its time when that was told; start, end: where it stands in the text."""

    when: datetime | date
    start: int
    end: int

    @property
    def day(self) -> date:
        """The day alone."""
        return day_of(self.when)


def find_told(text: str) -> Told | None:
    """The first day a short text names in any usual spelling."""
    found = [told for finder in (_find_iso, _find_figures, _find_named) if (told := finder(text))]
    return min(found, key=lambda told: told.start, default=None)


def _find_iso(text: str) -> Told | None:
    for match in _ISO.finditer(text):
        try:
            day = date(int(match[1]), int(match[3]), int(match[4]))
        except ValueError:
            continue
        if match[5] is None:
            return Told(when=day, start=match.start(), end=match.end())
        zone = match[8] or ""
        offset = "+00:00" if zone == "Z" else zone if ":" in zone or not zone else f"{zone[:3]}:{zone[3:]}"
        try:
            when = datetime.fromisoformat(f"{day}T{match[5]}:{match[6]}:{match[7] or '00'}{offset}")
        except ValueError:
            return Told(when=day, start=match.start(), end=match.end())
        return Told(when=when, start=match.start(), end=match.end())
    return None


def _find_figures(text: str) -> Told | None:
    for match in _FIGURES.finditer(text):
        year = int(f"20{match[4]}"[-4:])
        if match[2] == "-" and len(match[4]) == 2:
            continue
        first, second = int(match[1]), int(match[3])
        if second > 12 and match[2] == "/":
            first, second = second, first
        try:
            return _with_clock(text, match, date(year, second, first))
        except ValueError:
            continue
    return None


def _find_named(text: str) -> Told | None:
    names, day_first, month_first = _months()
    text = text.casefold()
    found = []
    for pattern, day_at, month_at in ((day_first, 1, 2), (month_first, 2, 1)):
        for match in pattern.finditer(text):
            try:
                found.append(
                    _with_clock(text, match, date(int(match[3]), names[match[month_at]], int(match[day_at])))
                )
                break
            except ValueError:
                continue
    return min(found, key=lambda told: told.start, default=None)


def _with_clock(text: str, match: re.Match[str], day: date) -> Told:
    clock = _CLOCK.match(text, match.end())
    if clock:
        return Told(
            when=datetime.combine(day, time(int(clock[1]), int(clock[2]))),
            start=match.start(),
            end=clock.end(),
        )
    return Told(when=day, start=match.start(), end=match.end())


def day_of(when: datetime | date) -> date:
    """The day alone."""
    return when.date() if isinstance(when, datetime) else when
