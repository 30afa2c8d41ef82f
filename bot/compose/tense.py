"""Tense: whether a sentence reports what has happened or announces what will."""

import re

from bot.compose import cues, dates

_PAST_VERBS = cues.any_of(
    "war waren wurden? hatten? fand fanden gab kam kamen ging gingen sprach sprachen traf trafen lud "
    "luden begann begannen nahm nahmen hieß hießen stand standen empfing erhielt erhielten erschien "
    "verlieh feierten? besuchten? gratulierten? dankten? eröffneten? ehrten? überreichten? würdigten? "
    "diskutierten? informierten? präsentierten? spielten? begrüßten? organisierten? veranstalteten? "
    "demonstrierten? trauerten? erinnerten? starben? starb lebten? zeigten? folgten? stellten? "
    "leiteten? endeten? fuhr fuhren lief liefen sang sangen half halfen trat "
    "traten wählten? verstarb "
    "was were held celebrated visited opened"
)
_PARTICIPLES = cues.any_of(
    r"(?!geht\b)[a-zäöü]*ge[a-zäöüß]+(?:t|en) [bev]\w*[^i]t \w+iert worden \w+unden "
    r"\w+nommen \w+schlossen \w+gonnen \w+fangen \w+sprochen"
)
_REPORTS = re.compile(
    rf"\b(?:{_PAST_VERBS}|took place)\b"
    rf"|\b(?:hat|haben|ist|sind|habe)\b(?:(?![;:]\s).)*?\b(?:{_PARTICIPLES})\b(?=\s*(?:[,.;!?(\"“”]|und\b|$))"
)
_PLANNED = re.compile(
    r"\b(?:eingeladen|geplant|vorgesehen|angesetzt|gebeten|geöffnet|willkommen|aufgerufen|angekündigt|"
    r"angemeldet|möglich|kostenlos|kostenfrei|gefragt|gesucht|invited|planned|welcome)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile('["„“»][^"“”«]*["“”«]')
_RELATIVE = re.compile(r", (?:der|die|das|den|dem|deren|dessen|denen|wo)\b[^,]*,")
_PRETERITE = re.compile(r"[\s),]*(?!heute|bitte|weite|letzte|erste)[a-zäöüß]{3,}ten?\b")
"""Right behind a date: "am 20. Januar tanzten", "am 20. Januar (Sonntag) kochte"."""
_PRETERITE_BEFORE = re.compile(
    r"\b(?!heute|bitte|möchte|könnte|sollte|dürfte|müsste|wollte)[a-zäöüß]{3,}ten?\s+(?:(?:am|vom|zum)\s+)?$"
)
"""Right before a date: "der Verein tanzte am 20. Januar"."""


def is_told(sentence: str, mention: dates.Mention) -> bool:
    """Whether a verb right beside a date tells what happened then."""
    before = _PRETERITE_BEFORE.search(sentence, max(0, mention.start - 30), mention.start)
    return mention.clock is None and bool(before or _PRETERITE.match(sentence, mention.end))


def is_report(sentence: str) -> bool:
    """Whether a sentence tells what has happened, outside its quotations."""
    bare = _RELATIVE.sub(" ", _QUOTED.sub("", sentence))
    return bool(_REPORTS.search(bare)) and not _PLANNED.search(bare)
