"""Roles of dates: the day of publication, an event, a last day, a start, what was called off.

A wrong date would silence news. So a date counts only when its sentence announces and does not report,
and the day of publication only with a time or an inviting word.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum, auto

from bot.compose import dates, paragraphs, tense
from bot.i18n import list_weekdays

_ANNOUNCING_WORDS = tense.any_of(
    r"lädt laden lade eingeladen einladung findet finden beginnt beginnen startet starten eröffnet folgt "
    r"folgen spricht sprechen wird werden feiert feiern veranstaltet veranstalten bietet bieten "
    r"anmeld\w* einlass eintritt willkommen treffpunkt läuft laufen gastiert tritt treten diskutiert "
    r"diskutieren steht stehen kommende[nmrs]? nächste[nmrs]? anträge bewerb\w+ frist einsendeschluss "
    r"geplant vorgesehen gibt ist sind zeigt zeigen ruft rufen erwartet erwarten setzt geht invites? "
    r"takes will starts begins join registration opens"
)
_ANNOUNCES = re.compile(rf"\b(?:{_ANNOUNCING_WORDS})\b", re.IGNORECASE)
_INVITES = re.compile(
    r"\b(?:lädt|laden|eingeladen|einladung|findet|finden|anmeld\w*|angemeldet|willkommen|eintritt|beginnt"
    r"|startet|wird|"
    r"werden|kommende[nmrs]?|nächste[nmrs]?|bis zum|treffpunkt|einlass|gefeiert wird|fährt|zeigt|kostet"
    r"|kostenlos|mitmachen|"
    r"öffnet|folgt|folgen|steht an|invites?|takes place|will)\b",
    re.IGNORECASE,
)
_CALLS_TO = re.compile(
    r"\b(?:lädt|laden|eingeladen|Einladung|(?:findet|finden)\b.*\bstatt|beginnt|beginnen|startet|starten"
    r"|willkommen|[Tt]reffpunkt|Einlass|Eintritt|veranstalte[nt]|feiert|feiern|[Ll]os geht|geht es los"
    r"|öffnet|trifft sich|treffen (?:wir|sich)|wollen|invites?|takes place|join us)\b"
)
_NOT_ITSELF = re.compile(
    r"\b(?:seit|nach|vor|since|after|before|Stand(?: de[rs] \w+)?:?|Update:?|aktualisiert(?: am)?:?"
    r"|geändert am"
    r"|(?:bearbeitet|edited|updated|erstellt)(?: am)?:?)"
    r"\s+(?:dem\s+|the\s+|der\s+|vom\s+)?$",
    re.IGNORECASE,
)
_TILL_NEXT = re.compile(r"\bbis zu[mr] nächsten [\w-]+ am (?:\w+, )?(?:de[nm] )?$")
""" "Damit die Zeit bis zum nächsten Treffen am 12. November nicht lang wird": something else is told."""
_OF = re.compile(r"\bvom\s+$", re.IGNORECASE)
_EVERY_YEAR = re.compile(r"\b(?:[Aa]ll)?[Jj]ährlich(?:e[nrms]?)?\b[^.,;:]{0,40}$|\b[Jj]edes Jahr (?:\w+ )?$")
_PAPER = re.compile(
    r"\b(?:Presse|Medien)?(?:[Mm]itteilung|[Ee]rklärung|[Ii]nformation|[Mm]eldung|[Ss]tellungnahme"
    r"|[Pp]rotokoll"
    r"|[Bb]ericht|[Bb]eschluss|[Uu]rteil|Newsletter|Rundbrief)\b"
    r"\s*(?:Nr\.?\s?\d+)?\s*(?:vom|,|:|–|-|/)?\s*$"
)
"""What carries the day on which it was written: "Pressemitteilung vom …"."""
FROM = re.compile(r"\b(?:ab|from)\s+(?:dem\s+|the\s+)?(?:\w+,\s*(?:dem\s+)?)?$", re.IGNORECASE)
_ON = re.compile(r"\bzum\s+$", re.IGNORECASE)
_TAKES_EFFECT = re.compile(r"\b(?:tritt|treten|trat|traten)\b.*\bin Kraft\b")
_DECIDES = re.compile(
    r"\b(?:berät|beraten|entscheidet|entscheiden|stimmt|stimmen|verhandelt|beschließt|beschließen|befasst)\b"
)
"""What a council or a court does on a day is news, and nothing to go to."""
_IS_SETTLED = re.compile(
    r"\b(?:soll(?:en)?|wird|werden)\b.*\b(?:geregelt|entschieden|beschlossen|verabschiedet|bestimmt"
    r"|abgestimmt)\b"
)
_BUILDS = re.compile(
    r"\b(?:[Dd]ie Arbeiten|\w*[Bb]auarbeiten|\w*[Uu]mbau|\w*[Nn]eubau|\w*[Aa]usbau|\w*[Ss]anierung"
    r"|\w*[Rr]enovierung|\w*[Aa]briss)\b[^.!?]{0,40}"
    r"\b(?:beginn\w*|start\w*|dauer[nt]|enden?|endet|laufen|läuft|abgeschlossen|fertig)\b"
)
_CALLS = re.compile(r"\b(?:lädt|laden|einladen|eingeladen|Einladung|gratulier\w*|Anmeldung)\b")
_IN_FORCE = re.compile(
    r"\b(?:gilt|gelten|in Kraft|zuständig|erreichbar|arbeitet|übernimmt|kostet|kosten|zahlen|Gesetz\w*"
    r"|können|kann|bleibt|such(?:t|en)|gesucht|Stelle|dürfen|öffnet|geöffnet|da\b|bereit|wieder)\b"
)
_HIRES = re.compile(r"\b(?:such(?:t|en)|gesucht|einzustellen|Verstärkung|Stelle)\b")
_JOB = re.compile(r"\b(?:Stelle|besetzen|Arbeitsbeginn|Dienstbeginn|Eintrittstermin|Dienstantritt)\b")
_CLOSES = re.compile(
    r"\b(?:Bewerbungs|Einsende|Anmelde|Melde|Abgabe|Antrags|Annahme|Redaktions|Angebots|Einreichungs"
    r"|Teilnahme)-?(?:schlu(?:ss|ß)|frist|ende)\b"
    r"|\b(?:Bewerbungs|Anmelde|Abgabe|Antrags|Einreichungs)termin\b|\b[Dd]eadline\b"
    r"|\bFrist(?: für [^.!?,;]{3,60})? (?:endet|läuft|ist)\b|\bStichtag\b"
)
_RUNS = re.compile(
    r"\b(?:läuft|laufen|zu sehen|gezeigt|dauert|dauern|geöffnet|ausgestellt|hängen|hängt|zeigt|zeigen|zu "
    r"Gast|statt)\b"
)
_TAKES_PART = re.compile(
    r"\b(?:[Mm]itmachen|[Tt]eilnehmen|[Tt]eilnahme|[Uu]mfrage|abstimmen|einreichen)\b.*\bmöglich\b"
)
_SHUT = re.compile(
    r"\b(?:geschlossen|gesperrt|schließt|schließen|Pause|pausiert|nicht besetzt|Betriebsferien|entfällt"
    r"|entfallen|nicht geöffnet|nicht (?:zu )?erreich\w+|nur (?:per|über|eingeschränkt|telefonisch"
    r"|online) [^.!?]{0,30}erreich\w+"
    r"|closed|no classes|no meeting)\b"
    r"|\b(?:bleib(?:t|en)|ha(?:t|ben)|mach(?:t|en)|ist|sind)\b.{0,60}\bzu(?=\s*(?:[.!?,;)]|$))"
    r"|\bkeine? (?:offene )?(?:Sprechstunde|Beratung|Ausleihe|Ausgabe|Training|Unterricht|Kurse?)\b"
)
NEW_DATE = re.compile(
    r"\b(?:sondern(?: erst)?(?: am| auf)?|auf(?: den| das)?|[Nn]euer Termin(?: ist)?:?|nachgeholt(?: "
    r"wird)?(?: am)?|[Ee]rsatztermin\w*(?: ist)?:?|stattdessen(?: am)?|jetzt(?: am)?|nun(?: "
    r"am)?|(?:postponed|moved|rescheduled|put off) (?:to|until|for)"
    r"|[Nn]ew date(?: is)?:?)\s+(?:\w+,?\s)?(?:de[nmr]\s)?$"
)
_SIGNING_UP = re.compile(
    r"\b(?:Anmeldung(?:en)?|Einschreibung|Bewerbungen|Bewerbung)\b[^.]{0,20}$|\b[Aa]nmelden\b[^.]{0,20}$"
)
_OPENS = re.compile(
    r"\b(?:Anmeldung(?:en)?|Vorverkauf|Kartenverkauf|Einschreibung|Bewerbung(?:en)?"
    r"|Bewerbungsphase)\b[^.;!?]{0,30}"
    r"\b(?:öffnet|beginnt|startet|möglich|ist|ab)\b[^.;!?]{0,12}$"
)
"""From when one may sign up."""
_VOTES = re.compile(
    r"\b(?:wird|werden)\b[^.!?]{0,80}\bgewählt\b|\bwähl(?:t|en)\b|\bStichwahl\b"
    r"|\w*[Ww]ahl(?:en|tag)? am\b"
)
_NOT_ON = re.compile(r"\bnicht (?:wie geplant )?(?:schon )?(?:am|vom)?\s*(?:\w+,\s*(?:de[nm] )?)?$")
_WHETHER = re.compile(r"\b(?:ob|falls)\b[^.;:]{0,25}$")
""" "Viele fragen, ob am Sonntag wieder das Fest stattfindet"."""
_MEETS = re.compile(
    r"\b(?:lädt|laden|einladen|[Ee]ingeladen|[Ee]inladung|(?:findet|finden)\b.*\bstatt|stattfinde\w*"
    r"|veranstalte[nt]|gastier\w+|tr(?:itt|eten)\b.*\bauf|trifft|treffen|[Mm]itmachen|[Mm]itfahren"
    r"|vorbei|willkommen|[Kk]ommt|[Ff]eier[nt] (?:Sie|wir|mit|ihr)|öffnet|öffnen|spricht|liest|singt|spielt"
    r"|zu sehen|zu Gast|gezeigt|aufgeführt|[Dd]emonstrier\w+|\w+en wir)\b"
    r"|(?:termin|fest|festival|konzert|veranstaltung|ausstellung|vernissage|finissage|lesung|vortrag|vorträge"
    r"|workshop|seminar|kurs|training|tagung|kongress|konferenz|konvent|messe|markt|börse|basar|turnier|lauf"
    r"|treff|treffen|feier|gala|party|abend|nachmittag|frühstück|caf[eé]|stammtisch|sitzung|versammlung"
    r"|gespräch|diskussion|podium|forum|demo|demonstration|kundgebung|mahnwache|gedenken|gedenkstunde"
    r"|gottesdienst|andacht|gebet|umzug|ausflug|ausfahrt|führung|wanderung|tour|camp|freizeit|sprechstunde"
    r"|beratung|theater|aufführung|vorstellung|film|kino|premiere|wettbewerb|umfrage|voting|abstimmung"
    r"|programm|angebot|schulung|iftar|fastenbrechen|kirmes|sammlung|aktion|aktionstag|woche|jubiläum"
    r"|werkstatt|probe|pause|spiel|eröffnung|verleihung|ehrung|einweihung|show|museum|eintritt|teilnahme"
    r"|tag de[rs] offenen \w+)(?:e?[ns]|e|e[rs])?\b",
    re.IGNORECASE,
)
"""What people come to, in German: told by a verb, or as the end of a noun."""
_ASKS_IN = re.compile(
    r"\d\sUhr\b|\b(?:lädt|laden|eingeladen|willkommen|treffpunkt|einlass|eintritt|anmeld\w*|teilnahme"
    r"|teilnehm\w+|plätze|mitmachen|mitfahren|(?:findet|finden)\b.*\bstatt|karten|tickets)\b",
    re.IGNORECASE,
)
"""What stands around a date to which people come."""
_LABELS_DAY = re.compile(r"\W*(?:Wann|Zeit(?:raum|punkt)?|Termine?|Datum|Start|Beginn)\s?[:?]")
_SHORT_TEXT = 12
"""Sentences of a text that tells of nothing but what its title names with its day."""
_NAMES_DAY = re.compile(
    r"\b(?:(?:[Ii]nternationale[nrms]? |[Ww]elt|[Gg]edenk|[Jj]ahres)[\w-]*[Tt]ag(?:es|e)?\b[^.,;:!?()]{0,45}"
    r"|[Rr]und um den|\bum den|\bvoraussichtlich)\s(?:am\s)?$"
)
""" "zum Internationalen Tag der Pressefreiheit am 3. Mai" names the day; "rund um den 3. Februar" none."""
_INVITES_ON = re.compile(
    r"\b(?:lädt|laden|einladen|[Ee]ingeladen|[Ee]inladung|[Vv]eranstalt\w+|statt|stattfinde\w*|willkommen"
    r"|(?=[A-ZÄÖÜ])\w*(?:[Ff]est|[Ff]eier|[Kk]onzert|[Ll]esung|[Kk]undgebung|[Dd]emo|[Mm]arkt|[Tt]reffen|[Vv]ortrag|[Aa]bend))\b"
)
_FARTHEST = timedelta(days=120)
"""A bare day and month is hardly announced earlier; it rather was."""
_BULLET = 2
"""At most so many characters stand before the date of a programme's line: "• 7.5. Lesung"."""
_ENTRY_LABEL = re.compile(r"(?:Termine?|Wann|Datum|Daten)\s?:\s+(?:[-–•*]\s+)?")
_REGISTERS = re.compile(r"[Aa]nmeld|angemeldet|[Rr]ückmeld|[Rr]egist")
_OVERVIEW = re.compile(
    r"[Pp]rogramm\b|[Tt]ermine\b|[Vv]eranstaltungen\b|[Üü]berblick|[Vv]orschau|[Kk]alender\b|\b[Ww]ochen\b"
)
_SHORTEST_NOUN = 5
_ONLINE = "online"
LEAD = 3
"""The title and this many sentences say what an article is about."""
_FAR = 10
"""Sentences behind which a day that the title does not name is an aside."""
_CALLS_FOR = re.compile(
    r"[Gg]esucht|\b[Ss]uch(?:t|en)\b|[Bb]ewerb|[Mm]itmachen|[Aa]usschreib|[Aa]ufruf|[Uu]mfrage|[Ff]örder"
    r"|[Ss]tipendi|[Ss]telle|[Pp]reis|[Aa]nmeld|[Aa]ppl(?:y|ication)|[Rr]egist"
)
_HEARSAY = re.compile(
    r"\b(?:[Aa]ngeblich\w*|\w*[Gg]erücht\w*|\w*[Ll]eaks?|Insider\w*|durchgesickert|[Ss]pekul\w+"
    r"|[Ss]ollten? (?:das|dies|sich|die Angaben) \w+|hat erfahren|Medienberichten zufolge)\b"
)


_STEP = 5
"""Minutes: nothing begins at 11:38, but that is when it was published."""
_LETTER = re.compile(r"[^\W\d_]")
_STAMPED = re.compile(
    r"\b(?:Autor(?:[/:*]?in)?|Redaktion|Sendung|Stand|Quelle)\s?:"
    r"|\b\d\d\.\d\d\.\d{4},?\s\d\d:\d\d(?!\s?(?:Uhr|h\b|[–-]))"
)
""" "Sendung: Lokalzeit, 24.04.2024, 15:10 Uhr" is over when it is read; "06.11.2023 13:30" is a machine's."""


class Role(Enum):
    """What a date is in its text."""

    EVENT = auto()
    DEADLINE = auto()
    LAST_DAY = auto()
    """Until when something runs: an exhibition, a course."""
    CLOSURE = auto()
    START = auto()
    """From when something holds: a rule, a post, opening hours."""
    CALLED_OFF = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """One date of a text with its role; position 0 is the title."""

    sentence: str
    position: int
    mention: dates.Mention
    span: dates.Span
    role: Role
    is_entry: bool = False


def list_dated(
    texts: Sequence[str], today: date, language: str, doubtful: list[str], *, year: int = 0
) -> Iterator[Dated]:
    """The dates of some texts in their roles; year: of those that name none, 0: the next that comes."""
    for position, sentence in enumerate(texts):
        is_told = tense.is_report(sentence) and not tense.is_called_off(sentence)
        for found in dates.list_mentions(sentence, language):
            mention = replace(found, year=found.year or year) if found.day else found
            span = dates.resolve(mention, today)
            if span is None or is_told or tense.is_told(sentence, mention):
                continue
            if span.is_doubtful or _contradicts(sentence, found, span):
                doubtful.append(sentence[mention.start : mention.end].strip(" ,(").replace("(", ""))
                continue
            label = _LABELS_DAY.match(sentence)
            is_labelled = label is not None and ("Datum" not in label[0] or _goes_on(texts, position))
            if not is_labelled and _is_publication(sentence, mention, span, today):
                continue
            if not _is_certain(sentence, mention, span, today):
                continue
            role = _find_role(sentence, mention)
            if (
                role is Role.EVENT
                and span.last >= today
                and not is_labelled
                and not _is_announced(sentence, mention, span, today, position)
            ):
                continue
            yield Dated(
                sentence=sentence,
                position=position,
                mention=mention,
                span=span,
                role=role,
                is_entry=_is_entry(sentence, mention),
            )


_WEEKDAY_BEFORE = re.compile(rf"\b({dates.WEEKDAY})\b[^.!?;:\d]{{0,30}},\s(?:am|de[mn])\s$")


def _contradicts(sentence: str, mention: dates.Mention, span: dates.Span) -> bool:
    """ "Am Samstag vor Ostern, am 12. April": whether another day is that date in the year guessed for it."""
    told = _WEEKDAY_BEFORE.search(sentence[: mention.start])
    is_guessed = bool(mention.day) and not mention.year and mention.weekday is None
    return told is not None and is_guessed and list_weekdays("de")[span.first.weekday()] != told[1]


def _goes_on(texts: Sequence[str], position: int) -> bool:
    """Whether the line behind one labels an hour or place: "Datum: 24.7.2026", "Uhrzeit: 19 Uhr"."""
    return any(paragraphs.GOES_ON.match(text) for text in texts[position + 1 : position + 2])


def _is_entry(sentence: str, mention: dates.Mention) -> bool:
    return mention.start <= _BULLET or _ENTRY_LABEL.fullmatch(sentence, 0, mention.start) is not None


def _is_publication(sentence: str, mention: dates.Mention, span: dates.Span, today: date) -> bool:
    is_same = span.first == span.last == today and mention.offset is None
    if mention.clock is None:
        return is_same and not _INVITES.search(sentence)
    is_stamp = bool(mention.clock.start.minute % _STEP) or not _LETTER.search(sentence)
    return is_same and (is_stamp or _STAMPED.search(sentence) is not None)


def _is_certain(sentence: str, mention: dates.Mention, span: dates.Span, today: date) -> bool:
    """A weekday alone is the coming one where a sentence invites to a time: "Am Samstag um 15 Uhr lädt …"."""
    if mention.day or mention.offset is not None or mention.is_coming:
        return True
    invites = mention.clock is not None and _CALLS_TO.search(sentence) is not None
    return invites and not tense.has_past(sentence) and span.first.weekday() != today.weekday()


def _find_role(sentence: str, mention: dates.Mention) -> Role:  # noqa: PLR0911  one line per role
    before = sentence[: mention.start]
    if _NOT_ON.search(before):
        return Role.CALLED_OFF
    if tense.is_called_off(sentence) or re.search(r"\bverlegt\b", sentence):
        return Role.EVENT if NEW_DATE.search(before) else Role.CALLED_OFF
    is_asked = _WHETHER.search(before) is not None
    if (
        is_asked
        or _NOT_ITSELF.search(before)
        or (_OF.search(before) and mention.first is None)
        or _TILL_NEXT.search(before)
        or _PAPER.search(before)
        or _is_building(sentence, mention)
        or _is_custom(sentence, mention)
    ):
        return Role.OTHER
    if mention.is_deadline or _closes(sentence, mention):
        if _SHUT.search(sentence):
            return Role.CLOSURE
        is_run = _RUNS.search(sentence) and not _TAKES_PART.search(sentence)
        return Role.LAST_DAY if is_run and not _closes(sentence, mention) else Role.DEADLINE
    if _SHUT.search(sentence):
        return Role.CLOSURE
    if mention.first and _SIGNING_UP.search(sentence[: mention.start]):
        return Role.DEADLINE
    if mention.clock is None and _IS_SETTLED.search(sentence):
        return Role.OTHER
    if mention.clock is None and _DECIDES.search(sentence) and not _INVITES.search(sentence):
        return Role.OTHER
    return Role.START if _is_start(sentence, mention, before) else Role.EVENT


def _is_building(sentence: str, mention: dates.Mention) -> bool:
    """When builders come and go is news, and nothing to go to, unless something is shut for it."""
    return mention.clock is None and not _SHUT.search(sentence) and _BUILDS.search(sentence) is not None


def drop_bare_days(told: Sequence[Dated], texts: Sequence[str], language: str) -> list[Dated]:
    """The dates without days on which one can come to nothing: a birthday, a release, a day of remembrance.

    Judged in German alone.
    """
    if not language.startswith("de"):
        return list(told)
    kept = {item.span for item in told if _is_bare(item) and _names_day(item)}
    gone = [found for text in texts[1:_FAR] if tense.is_report(text) for found in dates.list_mentions(text)]
    return [
        item
        for item in told
        if item.role not in {Role.EVENT, Role.LAST_DAY}
        or (
            _is_meeting(item, texts)
            and not (item.span in kept and _is_bare(item))
            and not _is_gone(item, gone)
        )
    ]


def _is_gone(item: Dated, gone: Collection[dates.Mention]) -> bool:
    """Whether a title's or a label's day is one of which the text tells what happened then."""
    last, is_labelled = item.span.last, _LABELS_DAY.match(item.sentence) is not None
    is_told = any(
        (found.day, found.month) == (last.day, last.month) and found.year in {0, last.year} for found in gone
    )
    return (not item.position or is_labelled) and item.mention.clock is None and is_told


def _is_custom(sentence: str, mention: dates.Mention) -> bool:
    """ "Bekannt durch ihre jährlichen Auftritte am 23. Dezember": what comes every year, told of somebody."""
    is_yearly = _EVERY_YEAR.search(sentence, 0, mention.start) is not None
    return is_yearly and not _CALLS_TO.search(sentence) and not tense.is_verbless(sentence)


_AT_PLACE = re.compile(
    r",?\s(?:im|in der|in den|auf dem|auf der|beim|bei der|am|an der|vor dem|vor der)\s[A-ZÄÖÜ]"
)


def _is_meeting(item: Dated, texts: Sequence[str]) -> bool:
    """Whether people can come to what a date is told of: its weekday, its hour or words around it say so."""
    if item.mention.clock is not None or item.mention.weekday is not None or item.is_entry:
        return True
    if _LABELS_DAY.match(item.sentence):
        return True
    if _names_day(item):
        return False
    if tense.is_verbless(item.sentence) and _AT_PLACE.match(item.sentence, item.mention.end):
        return True
    is_whole = not item.position and len(texts) <= _SHORT_TEXT
    beside = texts[1:] if is_whole else texts[max(1, item.position - 2) : item.position + 3]
    is_told = _MEETS.search(item.sentence) or _MEETS.search(texts[0])
    return is_told is not None or any(map(_ASKS_IN.search, beside))


def _names_day(item: Dated) -> bool:
    """Whether a date is the day of a custom or of remembrance, to which its sentence invites nobody."""
    before = item.sentence[: item.mention.start][-90:]
    return _NAMES_DAY.search(before) is not None and _INVITES_ON.search(item.sentence) is None


def _is_bare(item: Dated) -> bool:
    """Whether a date has neither weekday nor hour, and nobody invites beside it."""
    has_more = item.mention.clock is not None or item.mention.weekday is not None
    return not has_more and _CALLS_TO.search(item.sentence) is None


def is_aside(item: Dated, texts: Sequence[str]) -> bool:
    """Whether a date stands so far below a title that it is the text's own only if the title names it.

    The last day to answer a call is, wherever it stands, and so is what a label names.
    """
    is_answer = item.role is Role.DEADLINE and any(map(_CALLS_FOR.search, texts[:2]))
    is_own = is_answer or _LABELS_DAY.match(item.sentence) is not None
    return item.position > _FAR and not is_own and not _is_named(item.sentence, texts[0])


def is_hearsay(item: Dated, texts: Sequence[str]) -> bool:
    """Whether what is said around a date is only rumoured."""
    return any(map(_HEARSAY.search, texts[max(0, item.position - 1) : item.position + 2]))


def is_vote(item: Dated) -> bool:
    """Whether a date is a day to vote on, which is nothing to come to where something else is announced."""
    return item.mention.clock is None and _VOTES.search(item.sentence) is not None


def registers(item: Dated) -> bool:
    """Whether the sentence of a date is about signing up."""
    return _REGISTERS.search(item.sentence) is not None


def is_one_of_many(chosen: Sequence[Dated], found: Sequence[Dated], title: str, day: date) -> bool:
    """Whether others are announced from that day on, so that one would stand as if it were for all."""
    item, last = chosen[0], chosen[-1].span.last
    if len(chosen) > 1:
        return item.is_entry
    ahead = [other for other in found if other.span.last >= day and not is_vote(other)]
    closing = {other.span.last for other in ahead if other.role is Role.DEADLINE and registers(other)}
    others = [each for each in ahead if each.role is Role.EVENT and _is_as_clear(each, item)]
    has_rival = any(each.span.first > last or each.span.last < item.span.first for each in others)
    return len(closing) > 1 or (has_rival and not _is_named(item.sentence, title))


def list_rivals(chosen: Sequence[Dated], found: Sequence[Dated], day: date) -> tuple[date, ...]:
    """Further days that are announced from that day on, outside of those chosen; none without these."""
    if not chosen:
        return ()
    first, last = min(item.span.first for item in chosen), max(item.span.last for item in chosen)
    others = {item.span.first for item in found if item.role is Role.EVENT and item.span.first >= day}
    return tuple(sorted(other for other in others if not first <= other <= last))


def list_others(chosen: Sequence[Dated], found: Sequence[Dated], title: str, day: date) -> list[Dated]:
    """The other days of "das Programm" or "unsere Termine", each with a time of its own, from that day on."""
    if len(chosen) != 1 or chosen[0].mention.clock is None or not _OVERVIEW.search(title):
        return []
    ahead = (each for each in found if each.span.last >= day and each.role is Role.EVENT)
    return [each for each in ahead if each.mention.clock and each.span != chosen[0].span]


def _is_as_clear(other: Dated, item: Dated) -> bool:
    """Whether another date weighs as much: with a time where one has it, else in a sentence of its own."""
    has_own = other.position != item.position
    return (has_own or item.mention.clock is not None) and (
        other.mention.clock is not None or item.mention.clock is None
    )


def _is_named(sentence: str, title: str) -> bool:
    """Whether a sentence names by a noun what the title is about, or calls it "die Veranstaltung"."""
    told = sentence.casefold()
    nouns = {part.casefold() for noun in tense.NOUN.findall(title) for part in noun.split("-")} - {_ONLINE}
    return "veranstaltung" in told or any(len(noun) >= _SHORTEST_NOUN and noun in told for noun in nouns)


def _is_start(sentence: str, mention: dates.Mention, before: str) -> bool:
    """Whether something holds from that day on, or somebody begins to work then."""
    is_opening = _OPENS.search(sentence[: mention.start]) is not None
    if is_opening or _TAKES_EFFECT.search(sentence) or _JOB.search(sentence):
        return True
    if _ON.search(before):
        return bool(_HIRES.search(sentence)) or (mention.clock is None and not _CALLS.search(sentence))
    is_from = FROM.search(before) is not None
    return is_from and (mention.clock is None or _IN_FORCE.search(sentence) is not None)


def _closes(sentence: str, mention: dates.Mention) -> bool:
    """Whether "Einsendeschluss" and the like stand in the same clause as the date."""
    near = sentence[: mention.start][-60:]
    return _CLOSES.search(near) is not None


def _is_announced(
    sentence: str, mention: dates.Mention, span: dates.Span, today: date, position: int
) -> bool:
    if mention.offset is not None:
        return mention.clock is not None
    is_entry = bool(position) and _is_entry(sentence, mention)
    is_precise = mention.clock is not None or mention.is_coming or bool(mention.year) or is_entry
    if position > LEAD and not (
        mention.clock or mention.weekday is not None or mention.first or is_entry or _INVITES.search(sentence)
    ):
        return False
    if is_precise or mention.weekday is not None:
        return True
    is_near = span.first <= today + _FARTHEST
    return is_near and (position <= LEAD or bool(_ANNOUNCES.search(sentence)))
