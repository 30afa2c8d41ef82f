"""What a sentence tells: who, what, when, where; and whether it can stand without the one before."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.compose import cues, dates, reading

ADMISSION = "admission"
"""The unit of what it costs and how to register, which any reader understands anywhere."""
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
        share = _QUOTE_SHARE if _is_bare_quotation(item.text) else 1.0
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
    return _is_bare_quotation(text) or bool(cues.POINTS_BACK.match(text))


def _is_bare_quotation(text: str) -> bool:
    """Nothing but what somebody said; a name in quotation marks is none."""
    return text[0] in cues.QUOTE_SIGNS and not cues.QUOTED.sub("", text).strip(" .,!?")


def _is_speech(text: str) -> bool:
    return text[0] in cues.QUOTE_SIGNS and bool(cues.ATTRIBUTED.search(text))


def list_units(text: str, language: str, frequency: Mapping[str, int]) -> dict[str, float]:
    """The pieces of information of a text and their worth; a date is worth most."""
    units: dict[str, float] = {}
    for stem in _list_stems(text, language):
        units[stem] = 0.6 if frequency.get(stem, 0) > 1 else 0.4
    units.update({get_stem(found[0]): 1.0 for found in cues.NAME.finditer(text, text.find(" ") + 1)})
    units.update({get_stem(found[1]): 1.3 for found in cues.PLACE.finditer(text)})
    units.update({get_stem(found[0]): 1.2 for found in cues.ROLE.finditer(text)})
    units.update({f"number {found[0]}": 1.0 for found in cues.NUMBER.finditer(text)})
    names = (found[1] for found in cues.QUOTED.finditer(text))
    units.update({f"name {name.casefold()}": 1.2 for name in names if len(name) <= 60 and name[-1].isalnum()})
    if cues.ADDRESS.search(text):
        units["address"] = 2.0
    if cues.ADMISSION.search(text):
        units[ADMISSION] = 1.5
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
    return {get_stem(word) for word in cues.NOUN.findall(text)}


def get_stem(word: str) -> str:
    """Enough of a word to find its inflected forms again."""
    return word.casefold()[:7]


def _list_stems(text: str, language: str) -> list[str]:
    """Nouns stand with a capital in German; elsewhere every long word may carry the news."""
    if language.startswith("de"):
        words = cues.NOUN.findall(text)[1 if text[:1].isupper() else 0 :]
    else:
        words = [*cues.NOUN.findall(text), *cues.LONG_WORD.findall(text)]
    return [get_stem(word) for word in words]


def _get_opening(item: reading.Sentence, rank: int) -> float:
    opening = _OPENING[min(rank, len(_OPENING) - 1)]
    if rank in {1, 2} and item.leads_paragraph and dates.list_mentions(item.text):
        opening = _OPENING_WITH_DATE
    opening -= 3.0 if rank and _is_speech(item.text) else 0.0
    opening -= 0.0 if rank == 0 or item.leads_paragraph else _MID_PARAGRAPH
    return opening - (0.5 if cues.POINTS_BACK_SOFTLY.match(item.text) else 0.0)


def _get_bonus(item: reading.Sentence, rank: int, lead_paragraph: int) -> float:
    text = item.text
    bonus = 1.5 / (1 + rank) + _NEAR_LEAD.get(item.paragraph - lead_paragraph, 0.0)
    bare = cues.QUOTED.sub("", text)
    bonus -= 6.0 if text.endswith("?") else 0.0
    bonus -= 1.5 if cues.FIRST_PERSON.search(bare) else 0.0
    bonus -= 0.5 if cues.WE.search(bare) else 0.0
    bonus -= 1.5 if cues.LEGAL.search(text) or cues.THANKS.search(bare) else 0.0
    bonus -= 1.0 if cues.ADDRESS_ON_THE_WEB.search(text) else 0.0
    bonus -= 2.0 if _is_bare_quotation(text) else 0.0
    bonus -= 1.0 if _is_speech(text) else 0.0
    return bonus
