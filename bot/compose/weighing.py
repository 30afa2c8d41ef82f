"""What a sentence tells: who, what, when, where; and whether it can stand without the one before."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.compose import dates, reading


def _any_of(words: str) -> str:
    return "|".join(words.split())


_QUOTES = '"„»“'
_NOUN = re.compile(r"\b[A-ZÄÖÜ][\wäöüß*’-]{2,}")
_LONG_WORD = re.compile(r"\b[^\W\d_]{6,}")
_NAME = re.compile(r"\b[A-ZÄÖÜ][\w’-]+\s[A-ZÄÖÜ][\w’-]{2,}")
_QUOTED = re.compile('["„“»]([^"“”«]+)["“”«]')
_PLACE = re.compile(
    r"\b(?:[Ii]m|[Ii]n der|[Ii]n|[Aa]m|[Aa]uf de[mr]|[Bb]eim|[Aa]n der|[Nn]ach|[Vv]or de[mr]|[Ii]ns|[Ii]n die|[Ii]n den)\s+"
    r"(?!(?:\w+ )?(?:" + _any_of(
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember Jahr\\w* Montag Dienstag "
        "Mittwoch Donnerstag Freitag Samstag Sonntag Rahmen Namen Alter Anschluss Mittelpunkt Vordergrund Tag Ende "
        "Anfang Beginn Ziel Abend Woche Monat Zeit Anlage"
    ) + r")\b)"
    r"(?:\w+[en] )?([A-ZÄÖÜ][\w’-]+(?:[ -][A-ZÄÖÜ\d][\w/’-]*)*)"
)  # fmt: skip
_NUMBER = re.compile(
    r"\b\d[\d.,]*(?:\s(?:Mio|Mrd)\.)?\s?(?:Euro|Prozent|%|(?!Uhr|Januar|Februar|März|April|Mai|Juni|Juli|August|"
    r"September|Oktober|November|Dezember)[A-ZÄÖÜ][a-zäöüß]+)"
    r"|\b(?:[Zz]wei|[Dd]rei|[Vv]ier|[Ff]ünf|[Ss]echs|[Ss]ieben|[Aa]cht|[Nn]eun|[Zz]ehn|[Ee]lf|[Zz]wölf|[Hh]undert\w*|"
    r"[Tt]ausend\w*)\s(?:[a-zäöüß]+e[nr]?\s)?[A-ZÄÖÜ][a-zäöüß]+"
)
_ROLE = re.compile(
    r"\b(?:Ober)?[Bb]ürgermeister\w*|\bStadtoberhaupt|\bMinister\w*|\bVorsitzende\w*|\bVerbund\w*|\be\. ?V\.|"
    r"\b\w*verein\w*|\b\w*verband\w*|\bDr\.|\bProf\.|\bStadt [A-ZÄÖÜ]\w+|\bLand\w* [A-ZÄÖÜ]\w+"
)
_ADMISSION = re.compile(
    r"\bEintritt\b|\bkosten(?:los|frei)\w*|\bAnmeldung\w*|\banmelden\b|\bfree\b|\bregist\w+", re.IGNORECASE
)
_LEGAL = re.compile(r"§|\bAbs\.|\bArt\. \d|\bGesetz\w*")
_THANKS = re.compile(r"\b(?:danken|danke|dankt|bedanken)\b")
_ADDRESS = re.compile(r"(?:str\.|Str\.|straße|Straße|platz|Platz|weg|allee)\s\d|\b\d{5}\s[A-ZÄÖÜ]")
_FIRST_PERSON = re.compile(r"\b(?:[Ii]ch|mich|mir|[Mm]ein(?:e[nmrs]?)?|I)\b")
_WE = re.compile(r"\b(?:[Ww]ir|uns|[Uu]nser(?:e[nmrs]?)?)\b")
_ATTRIBUTED = re.compile(
    r"[\"“”«],?\s+(?:so|sagt|sagte|betont|betonte|erklärt|erklärte|meint|meinte|lautet|said|says)|[“\"”«]:|:\s*[\"„»]"
)
_POINTS_BACK = re.compile(
    r"(?:" + _any_of(
        "Er Sie Ihm Ihr Ihnen Ihn Ihre[nmrs]? Seine?[nmrs]? Diese?[nmrs]? Dies Jene[nmrs]? Solche?[nmrs]? Dort Dabei "
        "Damit Dazu Dafür Dagegen Daran Darauf Daraus Darin Darum Darunter Darüber Davon Davor Danach Dadurch Daher "
        "Deshalb Deswegen Dann Denn Doch Aber Und Oder Sondern Außerdem Zudem Ferner Weiterhin Auch Ebenso Ebenfalls "
        "Hier Hierzu Hierbei Hierfür Deren Dessen Diesmal So Somit Anschließend Zuvor Vorher Nachher Beide Beides "
        "Letztere\\w* Allerdings Jedoch Trotzdem Dennoch Insgesamt Begegnet Eingeladen Wieder Schließlich "
        "Gleichzeitig Zugleich Zuletzt Nun Danke Sofort "
        "He She It They This That These Those There But And Then His Her Their"
    )
    + r"|Zum (?:Abschluss|Ausklang|Schluss)|Im Anschluss|Den Abschluss|Nach der Begrüßung|"
    r"Es (?!gibt|wurde|wird|\w+en\b)\w+|Das (?:\w+t|war|sind|wurde|kann|soll|muss|will)|Der (?:ist|hat)|Die (?:sind|haben)"
    r")\b"
)  # fmt: skip
_POINTS_BACK_SOFTLY = re.compile(r"(?:\w+ ){1,2}dies(?:e[nmrs]?)? ")
_EVENT_WORTH = 5.0
_ON_SUBJECT = 0.8
_KNOWN_SHARE = 0.35
_QUOTE_SHARE = 0.4
"""A quotation without its speaker is colour rather than news."""
_NEAR_LEAD = {0: 1.0, 1: 0.4}
_OPENING = (8.0, 4.0, 4.0, 0.0, 0.0, -2.0)
_MID_PARAGRAPH = 3.0
_OPENING_WITH_DATE = 7.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A sentence with what it tells.

    units: each piece of information and its worth; bonus: for its place and form; opening: how well it
    opens a teaser, None when it must not; needs_previous: it hangs on the sentence before.
    """

    sentence: reading.Sentence
    units: Mapping[str, float]
    bonus: float
    opening: float | None
    needs_previous: bool


def weigh(
    title: str,
    sentences: Sequence[reading.Sentence],
    language: str,
    event_days: Collection[tuple[int, int]] = (),
) -> list[Weighed]:
    """Weigh the quotable sentences of one article; what the title says already is worth less.

    event_days: (day, month) of the event that the article announces, which are worth most.
    """
    known = list_units(title, language, Counter())
    frequency = Counter(stem for item in sentences for stem in set(_list_stems(item.text, language)))
    weighed = []
    for rank, item in enumerate(sentences):
        told = list_units(item.text, language, frequency)
        told.update({_name_day(day): _EVENT_WORTH for day in event_days if _name_day(day) in told})
        needs_previous = points_back(item.text)
        share = _QUOTE_SHARE if needs_previous and item.text[0] in _QUOTES else 1.0
        weighed.append(
            Weighed(
                sentence=item,
                units={
                    unit: worth * share * (_KNOWN_SHARE if unit in known else 1.0)
                    for unit, worth in told.items()
                },
                bonus=_get_bonus(item, rank, sentences[0].paragraph)
                + (_ON_SUBJECT if known.keys() & told.keys() else 0.0),
                opening=None if needs_previous or item.text.endswith("?") else _get_opening(item, rank),
                needs_previous=needs_previous,
            )
        )
    return weighed


def points_back(text: str) -> bool:
    """Whether a sentence hangs on the one before: a pronoun, "dort", a quotation without its speaker."""
    if text[0] in _QUOTES:
        return not _ATTRIBUTED.search(text)
    return bool(_POINTS_BACK.match(text))


def list_units(text: str, language: str, frequency: Mapping[str, int]) -> dict[str, float]:
    """The pieces of information of a text and their worth; a date is worth most."""
    units: dict[str, float] = {}
    for stem in _list_stems(text, language):
        units[stem] = 0.6 if frequency.get(stem, 0) > 1 else 0.4
    units.update({get_stem(found[0]): 1.0 for found in _NAME.finditer(text, text.find(" ") + 1)})
    units.update({get_stem(found[1]): 1.3 for found in _PLACE.finditer(text)})
    units.update({get_stem(found[0]): 1.2 for found in _ROLE.finditer(text)})
    units.update({f"number {found[0]}": 1.0 for found in _NUMBER.finditer(text)})
    names = (found[1] for found in _QUOTED.finditer(text))
    units.update({f"name {name.casefold()}": 1.2 for name in names if len(name) <= 60 and name[-1].isalnum()})
    if _ADDRESS.search(text):
        units["address"] = 2.0
    if _ADMISSION.search(text):
        units["admission"] = 1.5
    return units | _list_times(text, language)


def _name_day(day: tuple[int, int]) -> str:
    return f"date {day[0]}.{day[1]}"


def _list_times(text: str, language: str) -> dict[str, float]:
    units = {}
    for mention in dates.list_mentions(text, language):
        if mention.day:
            units[_name_day((mention.day, mention.month))] = 2.5
        if mention.clock:
            units[f"clock {mention.clock.start}"] = 1.5
    return units


def list_nouns(text: str) -> set[str]:
    """Stems of the capitalised words of a text."""
    return {get_stem(word) for word in _NOUN.findall(text)}


def get_stem(word: str) -> str:
    """Enough of a word to find its inflected forms again."""
    return word.casefold()[:7]


def _list_stems(text: str, language: str) -> list[str]:
    """Nouns stand with a capital in German; elsewhere every long word may carry the news."""
    if language.startswith("de"):
        words = _NOUN.findall(text)[1 if text[:1].isupper() else 0 :]
    else:
        words = [*_NOUN.findall(text), *_LONG_WORD.findall(text)]
    return [get_stem(word) for word in words]


def _get_opening(item: reading.Sentence, rank: int) -> float:
    opening = _OPENING[min(rank, len(_OPENING) - 1)]
    if rank in {1, 2} and item.leads_paragraph and dates.list_mentions(item.text):
        opening = _OPENING_WITH_DATE
    opening -= 0.0 if rank == 0 or item.leads_paragraph else _MID_PARAGRAPH
    return opening - (0.5 if _POINTS_BACK_SOFTLY.match(item.text) else 0.0)


def _get_bonus(item: reading.Sentence, rank: int, lead_paragraph: int) -> float:
    text = item.text
    bonus = 1.5 / (1 + rank) + _NEAR_LEAD.get(item.paragraph - lead_paragraph, 0.0)
    bare = _QUOTED.sub("", text)
    bonus -= 6.0 if text.endswith("?") else 0.0
    bonus -= 1.5 if _FIRST_PERSON.search(bare) else 0.0
    bonus -= 0.5 if _WE.search(bare) else 0.0
    bonus -= 1.5 if _LEGAL.search(text) or _THANKS.search(bare) else 0.0
    if text[0] in _QUOTES:
        bonus -= 1.0 if _ATTRIBUTED.search(text) else 2.0
    return bonus
