"""Events: which coming date a text announces, and when a post about it becomes pointless.

A wrong date would silence news. So a date counts only when its sentence announces and does not report.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.compose import captions, dates, tense

_RUNS = re.compile(r"\b(?:läuft|laufen|zu sehen|gezeigt|dauert|dauern|geöffnet)\b")
"""Between its dates, an exhibition or a festival goes on."""
_SERIES = 3
"""From this many days on, one sentence tells of a series: it is over with the last."""
_BULLET = 2
"""At most so many characters stand before the date of a programme's line: "• 7.5. Lesung"."""


def is_deadline(sentence: str, mention: dates.Mention) -> bool:
    """Whether a date is the last day for something, not the day on which it takes place."""
    return mention.is_deadline or _CLOSES.search(sentence) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A date that a text announces: local days, time of day when written.

    is_deadline: "until"; is_main: named in the title or the first sentences, so what the text is about;
    is_entry: begins its sentence, as in the lines of a programme.
    """

    first: date
    last: date
    clock: dates.Clock | None = None
    is_deadline: bool = False
    is_main: bool = True
    is_entry: bool = False

    def list_days(self) -> frozenset[tuple[int, int]]:
        """First and last (day, month)."""
        return frozenset({(self.first.day, self.first.month), (self.last.day, self.last.month)})

    def get_not_after(self, timezone: ZoneInfo) -> datetime:
        """The last second of its last day, aware UTC."""
        return datetime.combine(self.last, time(23, 59, 59), timezone).astimezone(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """The announced event, if any, and dates that no person should rely on, as written."""

    event: Event | None
    doubtful: tuple[str, ...] = ()


def find_event(title: str, sentences: Sequence[str], today: date, language: str = "de") -> Findings:
    """The event that a title and its sentences announce to a reader of `today`.

    Coming dates win over past ones, the title over the text, earlier sentences over later ones.
    """
    doubtful: list[str] = []
    found = list(_list_events(title, sentences, today, language, doubtful))
    coming = [event for event in found if event.last >= today]
    best = _pick(_join_programme(coming) or found)
    if best and best.clock is None and best.first == best.last:
        clocks = (event.clock for event in found if event.last == best.last and event.clock)
        best = replace(best, clock=next(clocks, None))
    return Findings(event=best, doubtful=tuple(doubtful))


def drop_bygone(found: Findings, appeared: date) -> Findings:
    """Without an event that was over when the article appeared: that is a report or a slip, no reminder."""
    is_bygone = found.event is not None and found.event.last < appeared
    return replace(found, event=None) if is_bygone else found


def _pick(found: Sequence[Event]) -> Event | None:
    """The first; for "register until …", rather the event itself when it is the next date."""
    if not found:
        return None
    if found[0].is_deadline:
        later = (event for event in found[1:2] if not event.is_deadline and event.last > found[0].last)
        return next(later, found[0])
    return found[0]


def _list_events(
    title: str, sentences: Sequence[str], today: date, language: str, doubtful: list[str]
) -> Iterator[Event]:
    for position, sentence in enumerate((title, *sentences)):
        if tense.is_report(sentence):
            continue
        found = []
        for mention in dates.list_mentions(sentence, language):
            span = resolve(mention, today)
            if span is None or is_start_of_validity(sentence, mention) or tense.is_told(sentence, mention):
                continue
            if span.is_doubtful:
                doubtful.append(sentence[mention.start : mention.end].strip(" ,(").replace("(", ""))
            elif is_announced(sentence, mention, span, today, position):
                found.append(_make_event(sentence, mention, span, is_main=position <= LEAD))
        yield from _join(found, is_running=_RUNS.search(sentence) is not None)


def _join(found: list[Event], *, is_running: bool) -> list[Event]:
    """The days that one sentence names in their order; of an exhibition or of a series, the whole span."""
    found.sort(key=lambda event: event.last)
    dated = found if is_running else [event for event in found if not event.is_deadline]
    days_named = sum(1 if event.first == event.last else 2 for event in dated)
    if len(dated) > 1 and (is_running or days_named >= _SERIES):
        return [replace(dated[-1], first=dated[0].first, is_deadline=False)]
    return found


def _join_programme(coming: list[Event]) -> list[Event]:
    """The coming events with a programme's lines as one, in the place of the first."""
    lines = [place for place, event in enumerate(coming) if event.is_entry and not event.is_deadline]
    if len(lines) < _SERIES:
        return coming
    first, last = min(coming[place].first for place in lines), max(coming[place].last for place in lines)
    whole = replace(coming[lines[0]], first=first, last=last, clock=None)
    others = [event for place, event in enumerate(coming) if place not in lines]
    return [*others[: lines[0]], whole, *others[lines[0] :]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Resolved days, first to last; is_doubtful: weekday and date do not go together."""

    first: date
    last: date
    is_doubtful: bool = False


def _make_event(sentence: str, mention: dates.Mention, span: Span, *, is_main: bool) -> Event:
    return Event(
        first=span.first,
        last=span.last,
        clock=mention.clock,
        is_deadline=is_deadline(sentence, mention),
        is_main=is_main,
        is_entry=mention.start <= _BULLET,
    )


def is_said(event: Event, text: str, language: str) -> bool:
    """Whether a text names the event's day itself."""
    own = event.list_days()
    return any((found.day, found.month) in own for found in dates.list_mentions(text, language))


def render_event(event: Event, language: str) -> str:
    """ "Freitag, 22. November 2019, 18–21 Uhr", "11. März – 24. März 2024", "bis 28. Oktober 2022"."""
    words = captions.get_phrases(language)
    if event.is_deadline:
        return f"{words['until']} {captions.render_date(event.last, language)}"
    if event.first != event.last:
        return captions.render_range(event.first, event.last, language)
    day = captions.render_date(event.last, language, has_weekday=True)
    return f"{day}, {_render_clock(event.clock, language)}" if event.clock else day


def render_block(event: Event | None, language: str) -> Mapping[str, str]:
    """The date block of a picture: event_day, event_month, event_time; empty without an event."""
    if event is None or event.is_deadline:
        return {"event_day": "", "event_month": "", "event_time": ""}
    first, last = event.first, event.last
    day, month = str(first.day), captions.get_short_month(last, language)
    if first.month == last.month and first != last:
        day = f"{first.day}–{last.day}"
    elif first != last:
        month = f"{captions.get_short_month(first, language)} – {last.day}. {month}"
    return {
        "event_day": day,
        "event_month": month,
        "event_time": _render_clock(event.clock, language) if event.clock else "",
    }


def _render_clock(clock: dates.Clock, language: str) -> str:
    pieces = [_render_time(moment) for moment in (clock.start, clock.end) if moment]
    return f"{'–'.join(pieces)} {captions.get_phrases(language)['oclock']}".strip()


def _render_time(moment: time) -> str:
    return f"{moment.hour}:{moment.minute:02}" if moment.minute else str(moment.hour)


_ANNOUNCING_WORDS = tense.any_of(
    r"lädt laden lade eingeladen einladung findet finden beginnt beginnen startet starten eröffnet folgt "
    r"folgen spricht sprechen wird werden feiert feiern veranstaltet veranstalten bietet bieten "
    r"anmeld\w* einlass eintritt willkommen treffpunkt läuft laufen gastiert tritt treten diskutiert "
    r"diskutieren steht stehen kommende[nmrs]? nächste[nmrs]? anträge bewerb\w+ frist einsendeschluss "
    r"geplant vorgesehen gibt ist sind zeigt zeigen ruft rufen erwartet erwarten setzt geht invites? "
    r"takes will starts begins join registration"
)
_ANNOUNCES = re.compile(rf"\b(?:{_ANNOUNCING_WORDS})\b", re.IGNORECASE)
_INVITES = re.compile(
    r"\b(?:lädt|laden|eingeladen|einladung|findet|finden|anmeld\w*|willkommen|eintritt|beginnt|startet|wird|werden|"
    r"kommende[nmrs]?|nächste[nmrs]?|bis zum|invites?|takes place|will)\b",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\b(?:seit|since)\s+(?:dem\s+|the\s+)?$", re.IGNORECASE)
_FROM = re.compile(r"\b(?:ab|from)\s+(?:dem\s+|the\s+)?$", re.IGNORECASE)
_IN_FORCE = re.compile(
    r"\b(?:gilt|gelten|in Kraft|zuständig|erreichbar|arbeitet|übernimmt|kostet|kosten|zahlen|Gesetz\w*"
    r"|können|kann|bleibt)\b"
)
_CLOSES = re.compile(r"\b(?:Bewerbungs|Einsende|Anmelde|Melde|Abgabe)(?:schluss|frist)\b|\b[Dd]eadline\b")
_FARTHEST = timedelta(days=120)
"""A bare day and month is hardly announced earlier; it rather was."""
LEAD = 3
"""The title and this many sentences say what an article is about."""


def is_start_of_validity(sentence: str, mention: dates.Mention) -> bool:
    """ "Ab 1. Januar gilt …" stays news after that day, and "seit" looks back."""
    before = sentence[max(0, mention.start - 20) : mention.start]
    return bool(_SINCE.search(before) or (_FROM.search(before) and _IN_FORCE.search(sentence)))


def is_announced(sentence: str, mention: dates.Mention, span: Span, today: date, position: int) -> bool:
    """Position 0 is the title. A past date counts near the top only, written for sure, in an invitation:
    then the article came too late.
    """
    if mention.offset is not None:
        return span.last >= today and mention.clock is not None
    if span.last >= today:
        is_precise = mention.clock is not None or mention.is_coming or mention.is_deadline or mention.year > 0
        if is_precise or mention.weekday is not None:
            return True
        is_near = span.first <= today + _FARTHEST
        return is_near and (position <= LEAD or bool(_ANNOUNCES.search(sentence)))
    is_certain = mention.year > 0 or mention.weekday is not None
    return is_certain and position <= LEAD and bool(_INVITES.search(sentence))


_FARTHEST_WITHOUT_YEAR = timedelta(days=270)


def resolve(mention: dates.Mention, today: date) -> Span | None:
    """The days a mention means for a reader of `today`; None for impossible dates such as 31.02."""
    if mention.offset is not None:
        day = today + timedelta(days=mention.offset)
        return Span(first=day, last=day)
    if mention.day == 0:
        ahead = ((mention.weekday or 0) - today.weekday() - 1) % 7 + 1
        day = today + timedelta(days=ahead)
        return Span(first=day, last=day)
    last, is_doubtful = _resolve_day(mention, today)
    if last is None:
        return None
    first = _date(last.year, mention.first[1], mention.first[0]) if mention.first else last
    if first and first > last:
        first = _date(last.year - 1, first.month, first.day)
    return Span(first=first or last, last=last, is_doubtful=is_doubtful)


def _resolve_day(mention: dates.Mention, today: date) -> tuple[date | None, bool]:
    if mention.year:
        return _date(mention.year, mention.month, mention.day), False
    years = (today.year - 1, today.year, today.year + 1)
    days = [day for year in years if (day := _date(year, mention.month, mention.day))]
    if not days:
        return None, False
    fitting = [day for day in days if _weekday_fits(mention, day)]
    day = _pick_day(fitting or days, today)
    is_near = today - _FARTHEST_WITHOUT_YEAR <= day <= today + _FARTHEST_WITHOUT_YEAR
    return day, mention.weekday is not None and not (fitting and is_near)


def _weekday_fits(mention: dates.Mention, day: date) -> bool:
    """In a range, the weekday may belong to the first day."""
    if mention.weekday is None or day.weekday() == mention.weekday:
        return True
    first = _date(day.year, mention.first[1], mention.first[0]) if mention.first else None
    return first is not None and first.weekday() == mention.weekday


def _pick_day(days: list[date], today: date) -> date:
    """Announcements look ahead, but hardly more than nine months."""
    behind = [day for day in days if day <= today]
    ahead = [day for day in days if day >= today]
    if ahead and (not behind or ahead[0] - today <= _FARTHEST_WITHOUT_YEAR):
        return ahead[0]
    return behind[-1]


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
