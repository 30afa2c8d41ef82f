"""Dates and times as German and English texts write them: "am Samstag, 18.04., ab 18 Uhr"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from functools import cache

from bot.i18n import index_months, list_months, list_weekdays

MONTH = "|".join(list_months("de"))
WEEKDAY = "|".join(list_weekdays("de"))
"""German names, whole, as alternatives of a pattern."""
_OWN = ("de", "en")
_FOREIGN = ("fr", "tr", "es", "it", "pl", "uk", "ru", "nl", "ro", "pt", "hr", "ar")
_FOREIGN_DATE = (
    r"(?<![\d.,/])(?P<day>\d{{1,2}})(?:(?:er|\.|º|-го)?\s(?:de\s)?(?P<name>{months})\b"
    r"|[./](?P<month>\d{{1,2}})[./])"
    r"(?:\s?(?:de\s)?(?P<year>(?:19|20)\d\d))?"
)
_FOREIGN_UNTIL = re.compile(
    r"(?:jusqu[’']au|avant le|hasta el|antes del|\bdo(?: dnia)?|\bдо|fino al|entro il|\btot|حتى|قبل"
    r"|până(?: pe| la)?"
    r"|até|\bdo)\s(?:\w+,?\s){0,2}$"
)
_FOREIGN_BY = re.compile(r"(?:\s\w+)?[’']?(?:[a-zışğüöç]{1,3})?\s(?:tarihine |günü(?:ne)? )?kadar\b")
"""In Turkish the word that means "until" stands behind the date."""
_FOREIGN_CLOCK = re.compile(
    r"(?:الساعة|\bsaat|\bo godz(?:inie|\.)?|\bo|\bа|\bо|\bоб|\bв|\bс|\bз|à|\ba las|\bde las|\balle|\bom"
    r"|\bora)\s"
    r"(?P<h0>\d{1,2})(?:(?:[:.]|\s?h\s?)(?P<m0>\d\d)(?!\d))?(?:\s?(?:à|a las|do|до|–|-|حتى الساعة|إلى الساعة"
    r"|bis)\s?(?P<h3>\d{1,2})"
    r"(?:(?:[:.]|\s?h\s?)(?P<m3>\d\d)(?!\d))?)?(?!\d|[./]\d|\s?(?:€|eur|\d))|"
    r"(?<![\d.,])(?P<h4>\d{1,2})\s?(?:à|a|to|do|до|–|-)\s?(?P<h5>\d{1,2})\s?h\b|"
    r"(?<![\d.,])(?P<h>\d{1,2})(?:\s?[h:.](?:\s?(?P<m>\d\d))?)(?:\s?(?:à|a|to|do|до|–"
    r"|-)\s?(?P<h2>\d{1,2})(?:\s?[h:.]?(?:\s?(?P<m2>\d\d))?)?)?"
)
_NEAR = {
    "de": {"gestern": -1, "heute": 0, "morgen": 1, "übermorgen": 2},
    "en": {"yesterday": -1, "today": 0, "tomorrow": 1},
}
_SHORT_WEEKDAYS = {
    "de": ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
"""As lists and posters write them, with capitals: "Di, 8. Dezember", "SA 5.12."."""
_ON = {"de": "am|diesen", "en": "on|this"}
_COMING = {"de": "kommende[nmrs]?|nächste[nmrs]?", "en": "coming|next|this"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One date of a text, still without a guess: start, end are offsets; year 0 means not written.

    day and month are the last day; first is (day, month) of a range's first day, else None, first_year its
    year, 0 if not written;
    weekday 0-6 or None; offset is days from "today" for words like "gestern", else None.
    """

    start: int
    end: int
    day: int = 0
    month: int = 0
    year: int = 0
    first: tuple[int, int] | None = None
    first_year: int = 0
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
def _number_months(language: str) -> dict[str, int]:
    """Names in small letters, from 0, the longest first; in German short ones too."""
    if language == "de":
        names = {name: number - 1 for name, number in index_months("de", "de_AT").items()}
    else:
        names = {name.lower(): number for number, name in enumerate(list_months(language))}
    return dict(sorted(names.items(), key=lambda item: -len(item[0])))


@cache
def _number_weekdays(language: str) -> dict[str, int]:
    """Whole names in small letters, Monday is 0."""
    names = {name.lower(): number for number, name in enumerate(list_weekdays(language))}
    return names | ({"sonnabend": 5} if language == "de" else {})


_GERMAN_DATE = (
    r"(?:(?P<day1>\d{{1,2}})(?:\.|(?=[–-]\d))\s?"
    r"(?:(?P<month1>\d{{1,2}})\.|(?P<glued>0\d|1[0-2])(?=\d\d\s?[–-])|(?P<name1>{months})\b\.?)?\s?"
    r"(?P<year1>(?:19|20)\d\d|(?<=\d)\d\d(?=\s?[–-]))?\s?"
    r"(?:(?:bis(?: zum)?|–|-)(?:\s?(?:{weekdays}|{short})\b\.?,?)?(?:\sde[nm])?|auf(?: de[nm])?|/"
    r"|&|\+|u\.|und"
    r"|,? und (?:{weekdays}|{short}),?)\s?)?"
    r"(?P<day>\d{{1,2}})(?:\.\s?(?P<month>\d{{1,2}})(?:\.(?:\.?\s?(?P<year>(?:19|20)\d\d|\d\d(?![\d.:]|\s?(?:Uhr"
    r"|h\d|h\b)|\s?[–-]\s?\d{{1,2}}(?:[.:]\d\d)?\s?(?:Uhr|h\b)))"
    r"|(?!\d))|(?=\s(?:um|ab|von)\s\d))"
    r"|\.?\s?(?P<name>{months})\b\.?(?:\s(?P<year2>(?:19|20)\d\d|2\d(?!\suhr)(?=\s(?-i:[a-zäöü])|[,;)]|\.?$)))?)"
)
_ENGLISH_DATE = (
    r"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<name>{months})"
    r"|(?P<name1>{months})\s(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?\b)(?:,?\s(?P<year>(?:19|20)\d\d))?"
)
_FULL = (
    r"(?<![\d.,§])(?:(?P<coming>{coming})\s+)?"
    r"(?:(?P<weekday>\b(?:{weekdays})|\b(?-i:{short})\b)"
    r"(?:[- ]?(?:morgen|vormittag|abend|nachmittag|mittag))?\.?\s*,?\s*\(?(?:de[nmr]|the)?\s*)?"
    r"(?<!\d)(?:{date})"
    r"|\b(?P<soon>{coming})\s+(?P<day_name>{weekdays})\b"
    r"|\b(?:{on})\s+(?P<bare>{weekdays})(?:vormittag|mittag|nachmittag|abend)?\b"
    r"(?!,?\s*\(?(?:(?:de[nm]|the)\s)?(?:\d|(?:{months})\b))"
    r"|(?<![\w-])(?<!tag )(?<!woch )(?<!heute )(?<!gestern )(?P<near>{near})(?![\w-])"
)


@cache
def _pattern(language: str) -> re.Pattern[str]:
    words = {
        "months": "|".join(_number_months(language)),
        "weekdays": "|".join(_number_weekdays(language)),
        "short": "|".join((*_SHORT_WEEKDAYS[language], *map(str.upper, _SHORT_WEEKDAYS[language]))),
        "coming": _COMING[language],
        "on": _ON[language],
        "near": "|".join(_NEAR[language]),
    }
    written = _GERMAN_DATE if language == "de" else _ENGLISH_DATE
    return re.compile(_FULL.format(**words, date=written.format(**words)), re.IGNORECASE)


_CLOCK = re.compile(
    r"(?<![\d.,])(?P<h>\d{1,2})(?:[.:](?P<m>\d\d)|\.(?=\s?(?:bis|-|–)))?\s?(?:Uhr)?"
    r"(?:\s?(?:bis|und|-{1,2}|–)(?: endet)?(?: (?:ca\.|etwa|gegen"
    r"|um))*\s?(?P<h2>\d{1,2})(?:[.:](?P<m2>\d\d))?)?\s?(?:Uhr|h\b)",
    re.IGNORECASE,
)
_DOORS = re.compile(
    r"\bEinlass\b[^\d]{0,12}\d[\d.:]*(?:\s?Uhr)?[^\d]{0,12}?\b((?:Konzertb|B)eginn|Start"
    r"|Anfang)(?=\D{0,16}\d)"
)
_FRENCH_CLOCK = re.compile(r"(?<![\d.,])(\d{1,2})\s?h\s?([0-5]\d)\b", re.IGNORECASE)
_CLOCK_BARE = re.compile(
    r"(?:\b(?:um|ab|von|[Bb]eginn:?|Start:?|Einlass:?|Uhrzeit:?)\s|[,|–-]\s|^\s*)"
    r"(?P<h>\d{1,2})(?::(?P<m>\d\d)(?:\s?(?:bis|-|–)\s?(?P<h2>\d{1,2}):(?P<m2>\d\d))?"
    r"|\.(?P<m3>\d\d)\s?(?:bis|-|–)\s?(?P<h3>\d{1,2})\.(?P<m4>\d\d))(?!\d|[.:]\d|\s?(?:Euro|€|%|Prozent))",
    re.IGNORECASE,
)
"""Without "Uhr": "18:30", "18.00 bis 20.00"."""
_CLOCK_AT_DATE = re.compile(rf"{_CLOCK.pattern}[\s,(]*\w*\s*$", re.IGNORECASE)
""" "von 14.30 Uhr bis 18 Uhr am 5. Mai", of which no part is left out."""
_HOURS = ("eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf")
_HALF_DAY = 12 * 60
_QUARTERS = {"": 0, "viertel nach": 15, "halb": -30, "viertel vor": -15, "dreiviertel": -15}
"""Minutes from the hour that is named."""
_PARTS_OF_DAY = {
    "morgens": 330, "früh": 330, "vormittags": 600, "mittags": 750,
    "nachmittags": 930, "abends": 1200, "nachts": 60,
}  # fmt: skip
"""The middle of each, in minutes."""
_CLOCK_SPOKEN = re.compile(
    r"(?<!bis )\b(?:(?P<quarter>viertel nach|viertel vor|halb|dreiviertel)\s)?"
    rf"(?:(?P<word>{'|'.join(_HOURS)})|(?<![\d.,:])(?P<h>1[0-2]|[1-9]))(?:\sUhr)?"
    rf"\s(?P<part>{'|'.join(_PARTS_OF_DAY)})\b",
    re.IGNORECASE,
)
"""The hours of a watch: "halb sieben abends", "7 Uhr abends"."""
_CLOCK_EN = re.compile(
    r"(?P<h>\d{1,2})(?:[.:](?P<m>\d\d))?(?:\s?(?P<half>[ap])\.?m\b\.?)?"
    r"(?:\s?(?:to|until|till|and|-|–)\s?(?P<h2>\d{1,2})(?:[.:](?P<m2>\d\d))?)?\s?(?P<half2>[ap])\.?m\b",
    re.IGNORECASE,
)
_REST_OF_CLOCK = re.compile(
    r"(?:[\d.:]|\s?(?:Uhr|[ap]\.?m)\b|\s?h(?![a-z])|(?<=h)\s\d\d|\s\d\d?(?=[:.]\d|\s?(?:Uhr|h|[ap]\.?m)\b)){0,9}"
)
_NOON = re.compile(r"\b(?:12 )?(?:noon|midday)\b", re.IGNORECASE)
_DEADLINE = re.compile(
    r"(?:\bbis(?: einschließlich)?(?: zum)?|\bspätestens(?: am| zum| bis(?: zum)?)?|\buntil"
    r"|\bby)\s+(?:\w+,? (?:de[nm] )?)?$",
    re.IGNORECASE,
)


_LISTED = re.compile(r"(?:(?<!\d)(?<!\d\.)\d{1,2}\.\s?[,/]\s?)+$")
_AND = re.compile(r"\bund\b|\bu\.|[,/&]")
_RANGE = re.compile(r"\bbis\b|\d\.?\s?[–-]")
_BETWEEN = re.compile(r"\b[Zz]wischen (?:dem )?$")
_NUMBER = re.compile(r"\d{1,2}")


_SLASHED = re.compile(
    r"(?<![\d/.,-])(?:(?P<d>0?[1-9]|[12]\d|3[01])/(?P<m>0?[1-9]|1[0-2])/(?P<y>(?:19|20)\d\d)"
    r"|(?P<y2>(?:19|20)\d\d)-(?P<m2>0\d|1[0-2])-(?P<d2>[0-2]\d|3[01]))(?![\d/-])"
)
_FROM_TO = re.compile(
    rf"(\bvo[nm]\s(?:{WEEKDAY}),?\s\d{{1,2}}\.\s?(?:\d{{1,2}}\."
    rf"|(?:{MONTH}))(?:\s?\d{{4}})?),(\sbis\s(?:{WEEKDAY}))"
)
""" "von Freitag, 8. Mai, bis Sonntag, 10. Mai": a period with commas."""


def _write_german(match: re.Match[str]) -> str:
    """ "05/12/2026" and "2026-12-05" as "05.12.2026", in as many characters, so that places stay."""
    return f"{match['d'] or match['d2']}.{match['m'] or match['m2']}.{match['y'] or match['y2']}"


def list_mentions(text: str, language: str = "de") -> list[Mention]:
    """All dates of a text in order; a time belongs to the last date before it."""
    text = _FROM_TO.sub(r"\1 \2", _SLASHED.sub(_write_german, text))
    code = language.partition("-")[0]
    if code in _FOREIGN:
        return list(_find_foreign(text, code))
    return list(_find_mentions(text, code if code in _OWN else "de"))


def _find_foreign(text: str, code: str) -> Iterator[Mention]:
    """Dates of languages of which only the months' names are known: "9 décembre 2026, 14 h à 17 h"."""
    months = _number_months(code)
    pattern = re.compile(_FOREIGN_DATE.format(months="|".join(months)), re.IGNORECASE)
    for match in pattern.finditer(text):
        day, month = int(match["day"]), int(match["month"] or months[match["name"].lower()] + 1)
        if 1 <= month <= 12 and 1 <= day <= 31:
            hours = _FOREIGN_CLOCK.search(text, match.end(), _complete(text, match.end() + 60))
            clock = _read_foreign_clock(hours) if hours else None
            until = _FOREIGN_UNTIL.search(text, match.start() - 40, match.start())
            is_deadline = until is not None or _FOREIGN_BY.match(text, match.end()) is not None
            yield Mention(
                start=match.start(),
                end=match.end(),
                day=day,
                month=month,
                year=int(match["year"] or 0),
                is_deadline=is_deadline,
                clock=clock,
            )


def _complete(text: str, end: int) -> int:
    """Where to stop reading so that no time of day is cut in two."""
    rest = _REST_OF_CLOCK.match(text, end)
    return rest.end() if rest else end


def _read_foreign_clock(match: re.Match[str]) -> Clock | None:
    start = read_time(match["h0"] or match["h4"] or match["h"], match["m0"] or match["m"])
    end = read_time(match["h3"] or match["h5"] or match["h2"], match["m3"] or match["m2"])
    return Clock(start=start, end=end) if start else None


_LEADS_TO_DATE = re.compile(
    r"(?:\d|\buhr|\bh|[ap]\.?m\.?|morgens|vormittags|mittags|nachmittags|abends|nachts)[\s,(]*(?:am|vom|den|dem"
    r"|der|on|ab)?\s*$",
    re.IGNORECASE,
)
""" "um 18 Uhr am 9. Mai"; not "bis 17 Uhr Englisch: Ab dem 7. Dezember"."""


def _find_mentions(text: str, code: str) -> Iterator[Mention]:
    matches = list(_pattern(code).finditer(text))
    for index, match in enumerate(matches):
        until = matches[index + 1].start() if index + 1 < len(matches) else len(text)
        before = matches[index - 1].end() if index else 0
        clock = _find_clock(text[match.end() : min(until, _complete(text, match.end() + 90))], code)
        near = max(before, match.start() - 25)
        if clock is None and _LEADS_TO_DATE.search(text, near, match.start()):
            whole = _CLOCK_AT_DATE.search(text, max(before, match.start() - 60), match.start())
            clock = _find_clock(text[whole.start() if whole else near : match.start()], code)
        mention = _read(match, text, code, clock)
        if mention:
            yield from _unfold(mention, text)


def _unfold(mention: Mention, text: str) -> Iterator[Mention]:
    """ "5., 12. und 19. Dezember" are three days, "12. und 13. Dezember" a period."""
    listed = _LISTED.search(text, mention.start - 60, mention.start) if mention.day else None
    if not listed and not _is_pair(mention, text):
        yield mention
        return
    first = mention.first
    days = [(int(day), mention.month) for day in _NUMBER.findall(listed[0])] if listed else []
    for day, month in [*days, *([first] if first else []), (mention.day, mention.month)]:
        is_before = bool(mention.year) and (month, day) > (mention.month, mention.day)
        year = mention.year - 1 if is_before else mention.year
        yield replace(mention, day=day, month=month, year=year, first=None, weekday=None)


def _is_pair(mention: Mention, text: str) -> bool:
    """Whether "und" joins two days, which do not follow each other and have no period between them."""
    written = text[mention.start : mention.end]
    if mention.first is None or not _AND.search(written) or _RANGE.search(written):
        return False
    day, month = mention.first
    is_between = _BETWEEN.search(text, mention.start - 25, mention.start) is not None
    return not is_between and (month != mention.month or mention.day - day > 1)


def _read(match: re.Match[str], text: str, code: str, clock: Clock | None) -> Mention | None:
    found = match.groupdict()
    start, end = match.span()
    near = found.get("near")
    if near:
        if near == "Morgen" and start:  # the noun, where no sentence begins
            return None
        return Mention(start=start, end=end, offset=_NEAR[code][near.lower()], clock=clock)
    weekdays = _number_weekdays(code)
    if found.get("bare"):
        return Mention(start=start, end=end, weekday=weekdays[found["bare"].lower()], clock=clock)
    if found.get("day_name"):
        weekday = weekdays[found["day_name"].lower()]
        return Mention(start=start, end=end, weekday=weekday, is_coming=True, clock=clock)
    return _read_dated(match, _DEADLINE.search(text, start - 30, start) is not None, code, clock)


def _read_dated(match: re.Match[str], is_deadline: bool, code: str, clock: Clock | None) -> Mention | None:  # noqa: FBT001
    found = {name: value or "" for name, value in match.groupdict().items()}
    months = _number_months(code)
    if not found["day"]:  # in English the month may stand first
        found["day"], found["name"], found["day1"], found["name1"] = found["day1"], found["name1"], "", ""
    month = _month(found.get("month", ""), found["name"], months)
    day = int(found["day"])
    year = int(found.get("year") or found.get("year2") or 0)
    year += 2000 if 0 < year < 100 else 0
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    start, first = match.start(), None
    if found["day1"] and _is_shift(match, day):
        start = match.start("day")
    elif found["day1"]:
        number = found.get("month1") or found.get("glued", "")
        first = (int(found["day1"]), _month(number, found["name1"], months) or month)
    weekday = _read_weekday(found["weekday"].rstrip("."), code)
    first_year = int(found.get("year1") or 0)
    first_year += 2000 if 0 < first_year < 100 else 0
    return Mention(
        start=start, end=match.end(), day=day, month=month, year=year, first=first, first_year=first_year,
        weekday=weekday, is_coming=bool(found["coming"]), is_deadline=is_deadline, clock=clock,
    )  # fmt: skip


def _read_weekday(name: str, code: str) -> int | None:
    if name.title() in _SHORT_WEEKDAYS[code]:
        return _SHORT_WEEKDAYS[code].index(name.title())
    return _number_weekdays(code).get(name.lower())


def _is_shift(match: re.Match[str], day: int) -> bool:
    """ "Vom 5. auf den 12. Mai" is another day, "vom 5. auf den 6. Mai" the night or weekend between."""
    return " auf " in match[0] and day != int(match["day1"]) + 1


def _month(number: str, name: str, months: dict[str, int]) -> int:
    if number:
        return int(number)
    position = months.get(name.lower(), -1)
    return position + 1


def find_clock(text: str, language: str = "de") -> Clock | None:
    """The first time of day of a text."""
    code = language.partition("-")[0]
    return _find_clock(text, code if code in _OWN else "de")


def _skip_doors(text: str) -> str:
    """ "Einlass 18.30 Uhr, Beginn 19 Uhr" from "Beginn" on: doors open before it begins."""
    doors = _DOORS.search(text)
    return text[doors.end() - len(doors[1]) :] if doors else text


def _find_clock(text: str, code: str) -> Clock | None:
    text = _FRENCH_CLOCK.sub(r"\1:\2 Uhr", _skip_doors(text)) if code == "de" else _NOON.sub("12 pm", text)
    match = (_CLOCK if code == "de" else _CLOCK_EN).search(text)
    spoken = _CLOCK_SPOKEN.search(text) if code == "de" else None
    if spoken and (not match or spoken.start() <= match.start()):
        return _read_spoken_clock(spoken)
    if not match:
        return _find_bare_clock(text) if code == "de" else None
    if code != "de":
        return _read_english_clock(match)
    start, end = read_time(match["h"], match["m"]), read_time(match["h2"], match["m2"])
    return Clock(start=start, end=end) if start else None


def _find_bare_clock(text: str) -> Clock | None:
    match = _CLOCK_BARE.search(text)
    if not match:
        return None
    start = read_time(match["h"], match["m"] or match["m3"])
    end = read_time(match["h2"] or match["h3"], match["m2"] or match["m4"])
    return Clock(start=start, end=end) if start else None


def _read_spoken_clock(match: re.Match[str]) -> Clock | None:
    """Of the two times that a watch shows alike the nearer one; None in the hour whose day is not told."""
    hour = int(match["h"]) if match["h"] else _HOURS.index(match["word"].lower()) + 1
    minutes = (hour * 60 + _QUARTERS[(match["quarter"] or "").lower()]) % _HALF_DAY
    middle = _PARTS_OF_DAY[match["part"].lower()]
    shown = min(
        (minutes, minutes + _HALF_DAY), key=lambda each: _HALF_DAY - abs(abs(each - middle) - _HALF_DAY)
    )
    return Clock(start=time(shown // 60, shown % 60)) if shown >= 60 else None


def read_time(hour: str | None, minute: str | None) -> time | None:
    """A time of day as its figures say it; None where there is none of them, or it is no time."""
    if hour is None or int(hour) > 23 or int(minute or 0) > 59:
        return None
    return time(int(hour), int(minute or 0))


def _read_english_clock(match: re.Match[str]) -> Clock | None:
    """ "6.30pm", "11 am to 4 pm", "2–4 pm"."""
    start = _time_of_half(match["h"], match["m"], match["half"] or match["half2"])
    end = _time_of_half(match["h2"], match["m2"], match["half2"]) if match["h2"] else None
    return Clock(start=start, end=end) if start else None


def _time_of_half(hour: str, minute: str | None, half: str) -> time | None:
    return read_time(str(int(hour) % 12 + (12 if half.lower() == "p" else 0)), minute)


_FARTHEST = timedelta(days=270)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Resolved days, first to last; is_doubtful: weekday and date do not go together."""

    first: date
    last: date
    is_doubtful: bool = False

    @property
    def days(self) -> list[date]:
        """Each of them; the first and the last of more than a month."""
        length = (self.last - self.first).days
        return [self.first + timedelta(days=at) for at in range(0, length + 1, 1 if length <= 31 else length)]


def resolve(mention: Mention, today: date) -> Span | None:
    """The days a mention means for a reader of `today`; None for impossible dates such as 31.02."""
    if mention.offset is not None or not mention.day:
        ahead = ((mention.weekday or 0) - today.weekday() - 1) % 7 + 1
        day = today + timedelta(days=ahead if mention.offset is None else mention.offset)
        return Span(first=day, last=day)
    last, is_doubtful = _resolve_day(mention, today)
    if last is None:
        return None
    begins = mention.first_year or last.year
    first = _date(begins, mention.first[1], mention.first[0]) if mention.first else last
    if first and first > last:
        first = _date(last.year - 1, first.month, first.day)
    return Span(first=first or last, last=last, is_doubtful=is_doubtful)


def _resolve_day(mention: Mention, today: date) -> tuple[date | None, bool]:
    if mention.year:
        return _date(mention.year, mention.month, mention.day), False
    years = (today.year - 1, today.year, today.year + 1)
    days = [day for year in years if (day := _date(year, mention.month, mention.day))]
    if not days:
        return None, False
    fitting = [day for day in days if _weekday_fits(mention, day)]
    day = _pick(fitting or days, today)
    is_near = today - _FARTHEST <= day <= today + _FARTHEST
    return day, mention.weekday is not None and not (fitting and is_near)


def _weekday_fits(mention: Mention, day: date) -> bool:
    """In a range, the weekday may belong to the first day."""
    if mention.weekday is None or day.weekday() == mention.weekday:
        return True
    first = _date(day.year, mention.first[1], mention.first[0]) if mention.first else None
    return first is not None and first.weekday() == mention.weekday


def _pick(days: list[date], today: date) -> date:
    """Announcements look ahead, but hardly more than nine months."""
    behind = [day for day in days if day <= today]
    ahead = [day for day in days if day >= today]
    if ahead and (not behind or ahead[0] - today <= _FARTHEST):
        return ahead[0]
    return behind[-1]


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
