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
    r"angemeldet|gesorgt|gedacht|gewünscht|gestattet|begrenzt|reserviert|möglich|kostenlos|kostenfrei"
    r"|gefragt|gesucht|invited|planned|welcome)\b",
    re.IGNORECASE,
)
_CALLED_OFF = re.compile(
    r"\b(?:abgesagt|ausfallen|ausgefallen|ausfällt|Absage(?! (?:an|für)\b)|abzusagen|entfällt|entfallen(?! "
    r"auf\b)|verschoben|verschiebt)\b"
    r"|\b(?:cancell?ed|postponed)\b"
    r"|\bfällt\b[^.!?\n]{0,60}\baus(?=[.,;:!?\n]|$)",
    re.IGNORECASE,
)
_PART_OF_DAY = re.compile(r"\s(?:früh|morgen|vormittag|mittag|nachmittag|abend|nacht)\b", re.IGNORECASE)
_IDIOM_BEFORE = re.compile(r"\b(?:von|und|bis|of|and)\s$")
_IDIOM_BEHIND = re.compile(r"\s(?:und|and|oder|or)\b|'s\b")
_DATE_BESIDE = 14
"""Characters between "gestern" and its date in "gestern, am Montag, 13.4."."""
_QUOTED = re.compile('["„“»][^"“”«]*["“”«]')
_RELATIVE = re.compile(
    r",\s(?:(?:mit|in|an|auf|bei|von|für|durch|aus|über|zu|um|unter)\s)?"
    r"(?:der|die|das|den|dem|deren|dessen|denen|wo|was|als|nachdem|weil|obwohl|bevor|dass|seit|womit"
    r"|welche[mnrs]?)\b"
    r"[^,.;:!?]*(?=[,.;:!?]|$)"
)
_PRETERITE = re.compile(
    r"[\s),]*(?!heute|bitte|weite|letzte|erste|möchte|könnte|sollte|dürfte|müsste|wollte)[a-zäöüß]{3,}ten?\b"
)
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
    """Whether a sentence tells what has happened and announces nothing, outside its quotations."""
    return has_past(sentence) and not _PLANNED.search(_strip(sentence))


def has_past(sentence: str) -> bool:
    """Whether a main clause tells what has happened, outside its quotations."""
    return _REPORTS.search(_strip(sentence)) is not None


def _strip(sentence: str) -> str:
    return _RELATIVE.sub(" ", _QUOTED.sub("", sentence))


def is_called_off(text: str) -> bool:
    """Whether a text says that something does not take place, or not when it should."""
    return _CALLED_OFF.search(text) is not None


def is_bound_to_day(sentence: str, language: str) -> bool:
    """Whether a sentence is true on one day only: "Morgen um 17 Uhr beginnt …", without that day's date."""
    mentions = dates.list_mentions(sentence, language)
    return any(
        _is_bare(sentence, mention, mentions[index + 1 :])
        for index, mention in enumerate(mentions)
        if mention.offset is not None
    )


def _is_bare(sentence: str, near: dates.Mention, following: list[dates.Mention]) -> bool:
    """ "Today" alone may mean nowadays, and the "world of yesterday" no day at all."""
    if _IDIOM_BEFORE.search(sentence, 0, near.start) or _IDIOM_BEHIND.match(sentence, near.end):
        return False
    if following and following[0].day and following[0].start - near.end <= _DATE_BESIDE:
        return False
    return near.offset != 0 or near.clock is not None or _PART_OF_DAY.match(sentence, near.end) is not None
