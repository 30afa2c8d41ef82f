"""Events in words: the line of a caption, the date block of a picture."""

from collections.abc import Mapping
from datetime import time

from bot.compose import dates, phrases
from bot.compose.events import Event


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
