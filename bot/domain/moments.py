"""Instants as people say them: the local date and time, and how far away it is."""

from datetime import datetime, timedelta, tzinfo

from bot.domain.words import get_language, say, say_count

_WEEKDAYS = {
    "de": ("Mo.", "Di.", "Mi.", "Do.", "Fr.", "Sa.", "So."),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_MONTHS = {
    "de": ("Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sep.", "Okt.", "Nov.", "Dez."),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}


def format_moment(instant: datetime, timezone: tzinfo) -> str:
    """An aware instant by the local clock: "Mo., 23. Nov. 2026, 09:30" or "Mon, 23 Nov 2026, 09:30"."""
    local = instant.astimezone(timezone)
    language = get_language()
    day = f"{local.day}." if language == "de" else f"{local.day}"
    month = _MONTHS[language][local.month - 1]
    return f"{_WEEKDAYS[language][local.weekday()]}, {day} {month} {local.year}, {local:%H:%M}"


def format_short(instant: datetime, timezone: tzinfo) -> str:
    """An aware instant for a table: "Mo. 23.11. 09:30" or "Mon 23 Nov 09:30"."""
    local = instant.astimezone(timezone)
    language = get_language()
    weekday = _WEEKDAYS[language][local.weekday()]
    date = f"{local:%d.%m.}" if language == "de" else f"{local.day:2} {_MONTHS['en'][local.month - 1]}"
    return f"{weekday} {date} {local:%H:%M}"


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
