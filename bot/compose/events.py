"""Events: which coming date a text announces, and when a post about it becomes pointless.

A wrong date would silence news. So a date counts only when its sentence announces and does not report.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from bot.compose import announcing, dates, days, tense

_RUNS = re.compile(r"\b(?:läuft|laufen|zu sehen|gezeigt|dauert|dauern|geöffnet)\b")
"""Between its dates, an exhibition or a festival goes on."""
_SERIES = 3
"""From this many days on, one sentence tells of a series: it is over with the last."""
_BULLET = 2
"""At most so many characters stand before the date of a programme's line: "• 7.5. Lesung"."""


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
            span = days.resolve(mention, today)
            if (
                span is None
                or announcing.is_start_of_validity(sentence, mention)
                or tense.is_told(sentence, mention)
            ):
                continue
            if span.is_doubtful:
                doubtful.append(sentence[mention.start : mention.end].strip(" ,(").replace("(", ""))
            elif announcing.is_announced(sentence, mention, span, today, position):
                found.append(_make_event(sentence, mention, span, is_main=position <= announcing.LEAD))
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


def _make_event(sentence: str, mention: dates.Mention, span: days.Span, *, is_main: bool) -> Event:
    return Event(
        first=span.first,
        last=span.last,
        clock=mention.clock,
        is_deadline=announcing.is_deadline(sentence, mention),
        is_main=is_main,
        is_entry=mention.start <= _BULLET,
    )
