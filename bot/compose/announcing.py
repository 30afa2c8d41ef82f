"""Announcing: whether a sentence with a date tells of something that is still to come."""

import re
from datetime import date, timedelta

from bot.compose import cues, dates, days

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
_FARTHEST = timedelta(days=120)
"""A bare day and month is hardly announced earlier; it rather was."""
LEAD = 3
"""The title and this many sentences say what an article is about."""


def is_start_of_validity(sentence: str, mention: dates.Mention) -> bool:
    """ "Ab 1. Januar gilt …" stays news after that day, and "seit" looks back."""
    before = sentence[max(0, mention.start - 20) : mention.start]
    return bool(_SINCE.search(before) or (_FROM.search(before) and _IN_FORCE.search(sentence)))


def is_announced(sentence: str, mention: dates.Mention, span: days.Span, today: date, position: int) -> bool:
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


def is_deadline(sentence: str, mention: dates.Mention) -> bool:
    """Whether a date is the last day for something, not the day on which it takes place."""
    return mention.is_deadline or _CLOSES.search(sentence) is not None
