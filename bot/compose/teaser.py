"""The teaser: the whole sentences that say who, what, when and where within a budget of characters."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.compose import dates, reading
from bot.domain.limits import utf16_length

_NOUN = re.compile(r"\b[A-ZÄÖÜ][\wäöüß*’-]{2,}")
_QUOTED = re.compile('["„“»]([^"“”«]+)["“”«]')
_PLACE = re.compile(
    r"\b(?:[Ii]m|[Ii]n der|[Ii]n|[Aa]m|[Aa]uf de[mr]|[Bb]eim|[Aa]n der|[Nn]ach|[Vv]or de[mr]|[Oo]rt ist(?: da?e?[sr])?)\s+"
    r"(?!(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Jahr\w*|Montag|"
    r"Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag|Rahmen|Namen|Alter|Anschluss|Mittelpunkt|Vordergrund)\b)"
    r"(?:\w+[en] )?([A-ZÄÖÜ][\w’-]+(?:[ -][A-ZÄÖÜ\d][\w/’-]*)*)"
)
_NUMBER = re.compile(
    r"\b\d[\d.,]*(?:\s(?:Mio|Mrd)\.)?\s?(?:Euro|Prozent|%|[A-ZÄÖÜ][a-zäöüß]+)|\b(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|Acht|Zehn|Drei|Vier|Fünf)\s[A-ZÄÖÜ]?[a-zäöüß]+"
)
_ROLE = re.compile(
    r"\b(?:Ober)?[Bb]ürgermeister\w*|\bStadtoberhaupt|\bMinister\w*|\bVorsitzende\w*|\bVerbund\w*|\be\. ?V\.|\b\w*verein\w*|"
    r"\bDr\.|\bProf\.|\bStadt [A-ZÄÖÜ]\w+|\bLand\w* [A-ZÄÖÜ]\w+"
)
_ORPHAN = re.compile(
    r"(?:Er|Sie|Es|Ihm|Ihr|Ihnen|Ihn|Ihre[nmrs]?|Sein[e]?[nmrs]?|Dies(?:e[nmrs]?)?|Jene[nmrs]?|Dort|Dabei|Damit|Dazu|"
    r"Daf\wr|Dagegen|Dar[aiu]\w+|Darüber|Davon|Davor|Danach|Dadurch|Daher|Deshalb|Deswegen|Dann|Denn|Doch|Aber|Und|Oder|"
    r"Sondern|Außerdem|Zudem|Ferner|Weiterhin|Darüber hinaus|Auch|Ebenso|Ebenfalls|Hier|Hierzu|Hierbei|Hierfür|Deren|"
    r"Dessen|Diesmal|So|Somit|Anschließend|Zuvor|Vorher|Nachher|Beide|Beides|Letztere\w*|Allerdings|Jedoch|Trotzdem|"
    r"Dennoch|Insgesamt|Begegnet|Eingeladen|Wieder|Schließlich|Gleichzeitig|Zugleich|Zum Abschluss|Zum Ausklang|Im Anschluss|"
    r"Den Abschluss|Zum Schluss|Zuletzt|Nun|"
    r"Das (?:ist|war|sind|wird|wurde|gilt|freut|bedeutet|zeigt|heißt|macht|hat|kann|soll|muss|will|geht|gelingt|\w+t\b)|"
    r"Der (?:ist|hat)|Die (?:sind|haben)|"
    r"He|She|It|They|This|That|These|There|But|And|Then|His|Her|Their)\b"
)
_FIRST_PERSON = re.compile(r"\b(?:[Ii]ch|mich|mir|[Mm]ein(?:e[nmrs]?)?|I)\b")
_WE = re.compile(r"\b(?:[Ww]ir|uns|[Uu]nser(?:e[nmrs]?)?)\b")
_ATTRIBUTED = re.compile(
    r"[\"“”«],?\s+(?:so|sagt|sagte|betont|betonte|erklärt|erklärte|meint|meinte|lautet)|:\s*[\"„»]"
)
_CLAUSE = re.compile(r"(?:,|;|:|\s[–-])\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A sentence with what it tells: units maps each piece of information to its worth."""

    sentence: reading.Sentence
    units: Mapping[str, float]
    bonus: float
    needs_previous: bool
    may_open: bool


def choose(title: str, sentences: Sequence[reading.Sentence], budget: int, *, language: str = "de") -> str:
    """The best whole sentences in their order, at most `budget` UTF-16 units.

    When none fits: the first clause that does, with "…"; without any sentence, the title.
    """
    weighed = _weigh(title, _drop_repeated(sentences), language)
    chosen = _Search(weighed[:30], budget).find_best()
    if chosen:
        return " ".join(item.sentence.text for item in chosen)
    return _cut(sentences[0].text, budget) if sentences else _cut(title, budget)


def needs_headline(title: str, text: str) -> bool:
    """Whether a teaser leaves its subject to the title: it repeats less than a third of its nouns."""
    nouns = {_stem(word) for word in _NOUN.findall(title)}
    said = {_stem(word) for word in _NOUN.findall(text)}
    return text != title and len(nouns & said) * 3 < len(nouns)


def _drop_repeated(sentences: Sequence[reading.Sentence]) -> list[reading.Sentence]:
    seen: set[str] = set()
    kept = []
    for sentence in sentences:
        key = "".join(filter(str.isalnum, sentence.text.casefold()))
        if key not in seen:
            kept.append(sentence)
        seen.add(key)
    return kept


def _weigh(title: str, sentences: Sequence[reading.Sentence], language: str) -> list[Weighed]:
    known = _list_units(title, language, Counter())
    frequency = Counter(_stem(word) for item in sentences for word in set(_NOUN.findall(item.text)))
    weighed = []
    for rank, item in enumerate(sentences):
        units = {
            unit: worth * _worth_in_context(unit, known)
            for unit, worth in _list_units(item.text, language, frequency).items()
        }
        needs_previous = _needs_previous(item.text)
        weighed.append(
            Weighed(
                sentence=item,
                units=units,
                bonus=_bonus(item.text, rank),
                needs_previous=needs_previous,
                may_open=not needs_previous and not item.text.endswith("?"),
            )
        )
    return weighed


def _worth_in_context(unit: str, known: Mapping[str, float]) -> float:
    """The title says it already: repeating it keeps to the subject, but tells little."""
    return 0.35 if unit in known else 1.0


def _list_units(text: str, language: str, frequency: Mapping[str, int]) -> dict[str, float]:
    units: dict[str, float] = {}
    for word in _NOUN.findall(text)[1 if text[:1].isupper() else 0 :]:
        stem = _stem(word)
        units[stem] = 0.6 if frequency.get(stem, 0) > 1 else 0.4
    for found in _PLACE.finditer(text):
        units[_stem(found[1])] = 1.3
    for found in _ROLE.finditer(text):
        units[_stem(found[0])] = 1.2
    for found in _NUMBER.finditer(text):
        units[f"number {found[0]}"] = 1.0
    for found in _QUOTED.finditer(text):
        if len(found[1]) <= 60 and not found[1].endswith((".", "!", ",")):
            units[f"name {found[1].casefold()}"] = 1.2
    for mention in dates.list_mentions(text, language):
        if mention.day:
            units[f"date {mention.day}.{mention.month}"] = 2.5
        if mention.clock:
            units[f"clock {mention.clock.start}"] = 1.5
    return units


def _stem(word: str) -> str:
    return word.casefold()[:7]


def _bonus(text: str, rank: int) -> float:
    bonus = 3.0 / (1 + rank)
    bare = _QUOTED.sub("", text)
    if text.endswith("?"):
        bonus -= 1.5
    if _FIRST_PERSON.search(bare):
        bonus -= 1.5
    if _WE.search(bare):
        bonus -= 0.5
    if text[0] in '"„»“':
        bonus -= 1.0
    return bonus


def _needs_previous(text: str) -> bool:
    """Whether the sentence hangs on the one before: a pronoun, "dort", or a quotation without its speaker."""
    if text[0] in '"„»“':
        return not _ATTRIBUTED.search(text)
    return bool(_ORPHAN.match(text))


class _Search:
    """Depth-first search for the best ordered choice; texts are short, so it stays small."""

    def __init__(self, weighed: Sequence[Weighed], budget: int) -> None:
        self._weighed = weighed
        self._lengths = [utf16_length(item.sentence.text) for item in weighed]
        self._budget = budget
        self._best: tuple[float, tuple[Weighed, ...]] = (0.0, ())

    def find_best(self) -> tuple[Weighed, ...]:
        self._extend(0, (), frozenset(), 0.0, self._budget)
        return self._best[1]

    def _extend(
        self, start: int, chosen: tuple[Weighed, ...], told: frozenset[str], score: float, left: int
    ) -> None:
        if chosen and score > self._best[0]:
            self._best = (score, chosen)
        for index in range(start, len(self._weighed)):
            item = self._weighed[index]
            cost = self._lengths[index] + (1 if chosen else 0)
            if cost > left or not self._may_follow(item, chosen):
                continue
            gain = sum(worth for unit, worth in item.units.items() if unit not in told) + item.bonus
            self._extend(index + 1, (*chosen, item), told | item.units.keys(), score + gain, left - cost)

    @staticmethod
    def _may_follow(item: Weighed, chosen: tuple[Weighed, ...]) -> bool:
        if not chosen:
            return item.may_open
        return not item.needs_previous or chosen[-1].sentence.position == item.sentence.position - 1


def _cut(text: str, budget: int) -> str:
    """The longest whole clauses that fit, honestly marked with "…"; a text that fits stays as it is."""
    if utf16_length(text) <= budget:
        return text
    room = budget - 2
    ends = [match.start() for match in _CLAUSE.finditer(text) if utf16_length(text[: match.start()]) <= room]
    if ends and ends[-1] >= room // 3:
        return f"{text[: ends[-1]]} …"
    words = text.split(" ")
    while words and utf16_length(" ".join(words)) > room:
        words.pop()
    return (
        f"{' '.join(words).rstrip(',;:–- ')} …"
        if words
        else text.encode("utf-16-le")[: room * 2].decode("utf-16-le", "ignore") + " …"
    )
