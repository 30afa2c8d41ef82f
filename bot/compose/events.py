"""Events: which coming date a text announces, and when a post about it becomes pointless.

A wrong date would silence news. So a date counts only when its sentence announces and does not report.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.compose import cues, dates, days, phrases, tense

_ANNOUNCING_WORDS = cues.any_of(
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


_RUNS = re.compile(r"\b(?:läuft|laufen|zu sehen|gezeigt|dauert|dauern|geöffnet)\b")
"""Between its dates, an exhibition or a festival goes on."""
_FARTHEST = timedelta(days=120)
"""A bare day and month is hardly announced earlier; it rather was."""
_LEAD = 3
"""The title and this many sentences say what an article is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A date that a text announces: local days, time of day when written.

    is_deadline: "until"; is_main: named in the title or the first sentences, so what the text is about.
    """

    first: date
    last: date
    clock: dates.Clock | None = None
    is_deadline: bool = False
    is_main: bool = True

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
    best = _pick(coming or found)
    if best and best.clock is None:
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
            span = days.resolve(mention, today)
            if span is None or _is_start_of_validity(sentence, mention) or tense.is_told(sentence, mention):
                continue
            if span.is_doubtful:
                doubtful.append(sentence[mention.start : mention.end].strip(" ,(").replace("(", ""))
            elif _is_announced(sentence, mention, span, today, position):
                found.append(_make_event(sentence, mention, span, is_main=position <= _LEAD))
        found.sort(key=lambda event: event.last)
        if len(found) > 1 and _RUNS.search(sentence):
            found = [replace(found[-1], first=found[0].first, is_deadline=False)]
        yield from found


def _make_event(sentence: str, mention: dates.Mention, span: days.Span, *, is_main: bool) -> Event:
    is_deadline = mention.is_deadline or _CLOSES.search(sentence) is not None
    return Event(
        first=span.first, last=span.last, clock=mention.clock, is_deadline=is_deadline, is_main=is_main
    )


def _is_start_of_validity(sentence: str, mention: dates.Mention) -> bool:
    """ "Ab 1. Januar gilt …" stays news after that day, and "seit" looks back."""
    before = sentence[max(0, mention.start - 20) : mention.start]
    return bool(_SINCE.search(before) or (_FROM.search(before) and _IN_FORCE.search(sentence)))


def _is_announced(sentence: str, mention: dates.Mention, span: days.Span, today: date, position: int) -> bool:
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
        return is_near and (position <= _LEAD or bool(_ANNOUNCES.search(sentence)))
    is_certain = mention.year > 0 or mention.weekday is not None
    return is_certain and position <= _LEAD and bool(_INVITES.search(sentence))


def is_said(event: Event, text: str, language: str) -> bool:
    """Whether a text names the event's day itself."""
    own = event.list_days()
    return any((found.day, found.month) in own for found in dates.list_mentions(text, language))


def render_event(event: Event, language: str) -> str:
    """ "Freitag, 22. November 2019, 18–21 Uhr", "11. März – 24. März 2024", "bis 28. Oktober 2022"."""
    words = phrases.get_phrases(language)
    if event.is_deadline:
        return f"{words['until']} {phrases.render_date(event.last, language)}"
    if event.first != event.last:
        return phrases.render_range(event.first, event.last, language)
    day = phrases.render_date(event.last, language, has_weekday=True)
    return f"{day}, {_render_clock(event.clock, language)}" if event.clock else day


def render_block(event: Event | None, language: str) -> Mapping[str, str]:
    """The date block of a picture: event_day, event_month, event_time; empty without an event."""
    if event is None or event.is_deadline:
        return {"event_day": "", "event_month": "", "event_time": ""}
    first, last = event.first, event.last
    day, month = str(first.day), phrases.get_short_month(last, language)
    if first.month == last.month and first != last:
        day = f"{first.day}–{last.day}"
    elif first != last:
        month = f"{phrases.get_short_month(first, language)} – {last.day}. {month}"
    return {
        "event_day": day,
        "event_month": month,
        "event_time": _render_clock(event.clock, language) if event.clock else "",
    }


def _render_clock(clock: dates.Clock, language: str) -> str:
    pieces = [_render_time(moment) for moment in (clock.start, clock.end) if moment]
    return f"{'–'.join(pieces)} {phrases.get_phrases(language)['oclock']}".strip()


def _render_time(moment: time) -> str:
    return f"{moment.hour}:{moment.minute:02}" if moment.minute else str(moment.hour)
