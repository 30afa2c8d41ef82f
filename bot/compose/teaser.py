"""The teaser: the whole sentences that say who, what, when and where within a budget of characters."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from bot.compose import dates, paragraphs, quotable, tense
from bot.compose.sentences import cut
from bot.domain.channel import utf16_length

LIMITING = "Allerdings|Jedoch|Doch|Aber|Dennoch|Trotzdem"
"""How a sentence begins that limits the one before it, as alternatives of a pattern."""
_LIMITS = re.compile(rf"(?:{LIMITING}|Zumindest|However|But|Yet)\b")
_STRAY = -3.0
"""A later sentence of a paragraph leans on that paragraph's first."""
_TORN = 1.0
"""One that leaves out what stands between in its paragraph leans on that."""
_NEAR = 4
_LONG = 10
_GAP = 7.0
"""In a text of more than so many sentences, what stands farther on leans on what is left out before it."""
_STEP, _JUMP = 0.08, 0.6
_FARTHEST_JUMP = 6.0
"""News tells the main thing first; what stands more than a few sentences behind belongs to something else."""
_ECHO, _TOLD = 5.0, 3.0
_MOST_WEIGHED = 20
_MOST_CHOSEN = 7
"""Five short sentences are choppy enough, and the search stays small."""
LONGEST = 450
"""UTF-16 units of any teaser: a long first sentence may pass a smaller budget alone, but not this."""


def choose(  # noqa: PLR0913  what decides the choice
    title: str,
    sentences: Sequence[quotable.Sentence],
    budget: int,
    *,
    language: str = "de",
    event_days: Collection[tuple[int, int]] = (),
    is_title_shown: bool = False,
    told: Collection[str] = (),
    may_skip: bool = False,
) -> str:
    """The best whole sentences in their order, at most `budget` UTF-16 units.

    The first sentence is kept whole up to 450, for a fold only hides what another opening would lack.
    event_days: (day, month) of the announced event, which the teaser should name; is_title_shown: the
    title stands right above, so a sentence that only repeats it opens badly; told: what stands below
    anyway; may_skip: it announces something, or each paragraph tells something else. A text that does not,
    and is long or has nothing told below, is a report, of which nothing is left out in between.
    When none fits: the first clause that does, with "…"; without any sentence, the title.
    """
    weighed = [
        replace(item, bonus=item.bonus - _TOLD) if item.sentence.text.rstrip(".!") in told else item
        for item in weigh(title, _drop_repeated(sentences), language, event_days)
    ]
    if is_title_shown:
        weighed = [replace(item, opening=_lower(item, title)) for item in weighed]
    is_long = goes_on_for_long(sentences)
    is_report = not may_skip and (is_long or not told)
    chosen = _Search(weighed[:_MOST_WEIGHED], budget, is_long=is_long, is_report=is_report).find_best()
    if is_long and not any(map(_is_needed, chosen)):
        longest = _Search(weighed[:_MOST_WEIGHED], LONGEST, is_long=True, is_report=is_report).find_best()
        chosen = _keep_within(budget, longest) or chosen
    chosen = _keep_turn(chosen, weighed) if is_report else chosen
    if chosen and not (is_report and all(item.sentence.text[-1] == "?" for item in chosen)):
        return " ".join(item.sentence.text for item in chosen)
    alone = (item.text for item in sentences if not points_back(item.text) and item.text[-1] != "?")
    return cut(next(alone, title), budget)


LEFT_OUT, _MOST_LEFT_OUT = 100, 200
"""Characters of a text without which the words that follow may make no sense."""
_FEWEST_TOLD = 60  # characters that tell what a long text is about


def makes_no_sense_alone(title: str, reading: quotable.Reading, words: str) -> bool:
    """Whether words of a long text are hardly any, or begin so far within it that they may make no sense.

    What leads a paragraph near its beginning and names the title's subject does.
    """
    if not goes_on_for_long(reading.quotable) or words == title:
        return False
    left_out = reading.measure_left_out(words)
    if left_out <= LEFT_OUT:
        return len(words) < _FEWEST_TOLD
    first = next((item for item in reading.quotable if words.startswith(item.text[: quotable.SAME])), None)
    names_subject = first and first.leads_paragraph and list_nouns(title) & list_nouns(first.text)
    return left_out > _MOST_LEFT_OUT or not names_subject


def needs_headline(title: str, text: str) -> bool:
    """Whether a teaser leaves its subject to the title: it repeats at most a third of its nouns."""
    nouns = list_nouns(title)
    return text != title and len(nouns & list_nouns(text)) * 3 <= len(nouns)


def _drop_repeated(sentences: Sequence[quotable.Sentence]) -> list[quotable.Sentence]:
    seen: set[str] = set()
    kept = []
    for sentence in sentences:
        key = "".join(filter(str.isalnum, sentence.text.casefold()))
        if key not in seen:
            kept.append(sentence)
        seen.add(key)
    return kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A sentence with what it tells.

    units: each piece of information and its worth; bonus: for its place and form; opening: how well it
    opens a teaser, None when it must not; needs_previous: it hangs on the sentence before; is_heading: it
    tells the day of what stands right below it, as "Immer am 30. April." does.
    """

    sentence: quotable.Sentence
    units: Mapping[str, float]
    bonus: float
    opening: float | None
    needs_previous: bool
    is_heading: bool = False


def _lower(item: Weighed, title: str) -> float | None:
    nouns = list_nouns(title)
    is_echo = (
        nouns and nouns <= list_nouns(item.sentence.text) and len(item.sentence.text) <= len(title) * 1.4
    )
    return item.opening - _ECHO if is_echo and item.opening is not None else item.opening


class _Search:
    """Depth-first search for the best ordered choice; few sentences fit, so it stays small."""

    def __init__(self, weighed: Sequence[Weighed], budget: int, *, is_long: bool, is_report: bool) -> None:
        self._weighed = weighed
        self._lengths = [utf16_length(item.sentence.text) for item in weighed]
        self._budget = budget
        self._longest = max(budget, LONGEST)
        self._gap = _GAP if is_long else 0.0
        self._is_report = is_report
        is_opening = bool(weighed) and (weighed[0].opening or 0.0) > _OPENING_BEHIND_QUESTION
        self._has_lead = is_opening and self._lengths[0] <= self._longest
        said = (item.sentence for item in weighed)
        self._sources = {each.position for each in said if tense.SOURCE.match(each.text)}
        self._best_score = float("-inf")
        self._best: tuple[Weighed, ...] = ()

    def find_best(self) -> tuple[Weighed, ...]:
        self._extend(0, (), frozenset(), 0.0, self._budget)
        return self._best

    def _extend(
        self, start: int, chosen: tuple[Weighed, ...], told: frozenset[str], score: float, left: int
    ) -> None:
        if chosen and score > self._best_score:
            self._best_score, self._best = score, chosen
        if len(chosen) == _MOST_CHOSEN:
            return
        for index in range(start, len(self._weighed)):
            item = self._weighed[index]
            if self._is_report and self._leaves_out(item, chosen):
                continue
            cost = self._lengths[index] + (1 if chosen else 0)
            room = left if index else self._longest
            if cost > room or not _may_follow(item, chosen):
                continue
            gain = sum(worth for unit, worth in item.units.items() if unit not in told)
            gain += item.bonus + _get_flow(item, chosen, self._gap)
            gain -= self._gap if index and not chosen and self._has_lead else 0.0
            self._extend(index + 1, (*chosen, item), told | item.units.keys(), score + gain, left - cost)

    def _asks_between(self, last: quotable.Sentence, place: quotable.Sentence) -> bool:
        """Whether a question stands between two sentences, which the second answers or goes on from."""
        between = (item.sentence for item in self._weighed)
        return any(
            last.position < each.position < place.position and each.text.endswith("?") for each in between
        )

    def _leaves_out(self, item: Weighed, chosen: tuple[Weighed, ...]) -> bool:
        """Whether something is left out before a sentence: in its paragraph, before the talk of an interview,
        in a long text anything but headings."""
        place = item.sentence
        if not chosen:
            first = next(each for each in self._weighed if each.sentence.paragraph == place.paragraph)
            is_inner = first is not item and first is not self._weighed[0] and first.opening is not None
            return is_inner or (self._gap > 0 and self._has_lead and item is not self._weighed[0])
        last = chosen[-1].sentence
        if place.position >= quotable.TALK:
            return any(last.position < each.sentence.position < quotable.TALK for each in self._weighed)
        skipped = len({*range(last.position + 1, place.position)} - self._sources)
        if not self._gap:
            return skipped > 0 and (not place.leads_paragraph or self._asks_between(last, place))
        headings = max(0, place.paragraph - last.paragraph - 1)
        return skipped > headings or place.before > last.before + tense.is_statement(last.text)


def _keep_within(budget: int, chosen: tuple[Weighed, ...]) -> tuple[Weighed, ...]:
    """As many from the beginning as fit, one at least; what limits a statement is not parted from it.

    Questions are left off the end; empty where nothing else is kept.
    """
    lengths = accumulate(utf16_length(item.sentence.text) + 1 for item in chosen)
    kept = max(1, sum(length - 1 <= budget for length in lengths)) if chosen else 0
    if kept < len(chosen) and _LIMITS.match(chosen[kept].sentence.text):
        kept = kept - 1 or kept + 1
    while kept and chosen[kept - 1].sentence.text.endswith("?"):
        kept -= 1
    return chosen[:kept]


def _keep_turn(chosen: tuple[Weighed, ...], weighed: Sequence[Weighed]) -> tuple[Weighed, ...]:
    """With the next sentence where that limits what the last one says, and is not too long for it."""
    last = chosen[-1].sentence.position if chosen else -1
    turn = next((item for item in weighed if item.sentence.position == last + 1), None)
    if turn is None or not _LIMITS.match(turn.sentence.text) or turn.sentence.leads_paragraph:
        return chosen
    length = sum(utf16_length(item.sentence.text) + 1 for item in (*chosen, turn)) - 1
    return (*chosen, turn) if length <= LONGEST and not turn.sentence.text.endswith("?") else chosen


def _may_follow(item: Weighed, chosen: tuple[Weighed, ...]) -> bool:
    if not chosen:
        return item.opening is not None
    is_next = chosen[-1].sentence.position == item.sentence.position - 1
    leans = item.needs_previous or tense.LEANS.search(item.sentence.text)
    return is_next or not (leans or chosen[-1].is_heading)


def _get_flow(item: Weighed, chosen: tuple[Weighed, ...], gap: float) -> float:
    if not chosen:
        return item.opening or 0.0
    skipped = max(0, item.sentence.position - chosen[-1].sentence.position - 1)
    stands_alone = item.sentence.leads_paragraph or ADMISSION in item.units
    farther = 0 if ADMISSION in item.units else max(0, skipped - _NEAR)
    jump = -min(_FARTHEST_JUMP, _STEP * skipped + _JUMP * farther)
    jump -= gap if skipped and not _is_needed(item) else 0.0
    if chosen[-1].sentence.paragraph == item.sentence.paragraph:
        return jump - (0.0 if stands_alone or not skipped else _TORN)
    return jump if stands_alone else jump + _STRAY


def goes_on_for_long(sentences: Sequence[quotable.Sentence]) -> bool:
    """Whether a text goes on for long, not counting the talk of an interview."""
    told = (item.position for item in sentences if item.position < quotable.TALK)
    return max(told, default=0) > _LONG


def _is_needed(item: Weighed) -> bool:
    """Whether a sentence tells when something takes place, what it costs or how to take part."""
    kinds = {unit.partition(" ")[0] for unit in item.units}
    is_appointment = {"date", "clock"} <= kinds and not tense.has_past(item.sentence.text)
    is_needed = is_appointment or not kinds.isdisjoint({ADMISSION, "weekly"})
    return is_needed or _EVENT_WORTH in item.units.values()


ADMISSION = "admission"
"""The unit of what it costs and how to register, which any reader understands anywhere."""
_EVENT_WORTH = 5.0
_MOST_NAMES = 4
"""A list of guests tells less than it has names."""
_ON_SUBJECT, _KNOWN_SHARE = 0.8, 0.35
_QUOTE_SHARE = 0.4
"""A quotation without its speaker is colour rather than news."""
_NEAR_LEAD = {0: 1.0, 1: 0.4}
_OPENING = (11.0, 4.0, 4.0, 0.0, 0.0, -2.0)
_MID_PARAGRAPH = 3.0
_NEAR_BEGINNING = 6
"""Sentences from which on an opening stands as far behind as those that it skips."""
_OPENING_WITH_EVENT = 10.0
_SOFT_POINTER, _UNNAMED = 2.0, 2.5
_OPENING_QUESTION, _OPENING_BEHIND_QUESTION = 2.0, 7.5


def weigh(
    title: str,
    sentences: Sequence[quotable.Sentence],
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
        of_event = {_name_day(day): _EVENT_WORTH for day in event_days if _name_day(day) in told}
        told.update(of_event)
        is_first = not rank and item.leads_paragraph
        needs_previous = points_back(item.text) and not (is_first and may_begin(item.text))
        is_line = language.startswith("de") and tense.is_verbless(item.text)
        is_remark = is_line and not _is_detail(told)
        needs_previous = needs_previous or (is_remark and bool(rank))
        share = _QUOTE_SHARE if _is_bare_quotation(item.text) else 1.0
        weighed.append(
            Weighed(
                sentence=item,
                units={
                    unit: worth * share * (_KNOWN_SHARE if unit in known else 1.0)
                    for unit, worth in told.items()
                },
                bonus=_get_bonus(item, rank, sentences)
                + (_ON_SUBJECT if known.keys() & told.keys() else 0.0),
                opening=None
                if needs_previous or (item.text.endswith("?") and rank) or paragraphs.is_detail(item.text)
                else _OPENING_QUESTION
                if is_remark
                else _get_opening(item, rank, sentences, names_event=bool(of_event))
                - _get_unnamed(item, title),
                needs_previous=needs_previous,
                is_heading=is_line and not is_remark and len(item.text) <= _LONGEST_HEADING,
            )
        )
    return weighed


_LONGEST_HEADING = 40


_REMNANT = re.compile(
    r"(?:Nur|Kein\w*|Nicht|Ohne|Auf|Aus|Bei|Für|Im|In|Mit|Unter|Vor|Von|Zum|Zur)"
    r"(?: (?:am|an|im|in|beim|mit|und|oder|für|zu[rm]?"
    r"|(?:de[rnms]|die|das|eine?[nmrs]?)(?: [a-zäöüß]+e[nrms]?)?|etwas|vom?|auf|nötig|erforderlich"
    r"|notwendig|[A-ZÄÖÜ][\w-]*))*[.!]"
)
""" "Nur Freude am Singen.", "Auf dem roten Teppich.": what goes on with the sentence before it."""


def _is_detail(told: Collection[str]) -> bool:
    """Whether what a line tells makes sense alone: a day, a time, what it costs."""
    return any(unit == ADMISSION or unit.startswith(("date ", "clock ", "weekly")) for unit in told)


def points_back(text: str) -> bool:
    """Whether a sentence hangs on the one before: a pronoun, "dort", a quotation without its speaker."""
    return _is_bound(text) or _has_open_pronoun(text) or tense.GOES_ON.match(text) is not None


def may_begin(text: str) -> bool:
    """Whether what points back inside a text may stand at its beginning: its pronoun points ahead there."""
    stands_for = _STANDS_FOR.search(text)
    if stands_for:
        return tense.NAME.search(text, stands_for.end()) is not None
    return tense.MAY_BEGIN.match(text) is not None or not _is_bound(text)


_STANDS_FOR = re.compile(r"^(?:Er|Sie)\b|\b(?:er|ihm|ihn|sie)\b")


def _is_bound(text: str) -> bool:
    """Whether a sentence goes on with what was said, whatever its pronouns."""
    return (
        _is_bare_quotation(text)
        or text[0] == "("
        or bool(tense.POINTS_BACK.match(text))
        or bool(tense.CONTRASTS.match(text))
        or bool(_REMNANT.fullmatch(text))
    )


def _has_open_pronoun(text: str) -> bool:
    """A pronoun before any noun of its own sentence: "Unterschrieben muss er", "Kaffee gibt es auch dort"."""
    if tense.PHRASE_THEN_PRONOUN.match(text) or tense.POINTS_AHEAD.match(text):
        return tense.POINTS_AHEAD.match(text) is None
    for place, word in enumerate(tense.WORD.findall(tense.DEICTIC.sub("das Heft", text))):
        if place and word[0].isupper() and word not in tense.POLITE:
            return False
        if word.lower() in tense.PRONOUNS and (place or word[0].isupper()) and word not in tense.POLITE:
            return True
        if place in {1, 2} and word in {"auch", "außerdem", "zudem", "ebenfalls", "dagegen", "dazu"}:
            return True
        if place == 2 and word == "das":
            return tense.DOES_THAT.match(text) is not None
    return False


def _is_bare_quotation(text: str) -> bool:
    """Nothing but what somebody said; a name in quotation marks is none."""
    return text[0] in tense.QUOTE_SIGNS and not tense.QUOTED.sub("", text).strip(" .,!?")


def _is_speech(text: str) -> bool:
    return text[0] in tense.QUOTE_SIGNS and bool(tense.ATTRIBUTED.search(text))


def list_units(text: str, language: str, frequency: Mapping[str, int]) -> dict[str, float]:
    """The pieces of information of a text and their worth; a date is worth most."""
    units: dict[str, float] = {}
    for stem in _list_stems(text, language):
        units[stem] = 0.6 if frequency.get(stem, 0) > 1 else 0.4
    names = [get_stem(found[0]) for found in tense.NAME.finditer(text, text.find(" "))]
    units.update(dict.fromkeys(names[:_MOST_NAMES], 1.0))
    units.update({get_stem(found[1]): 1.3 for found in tense.PLACE.finditer(text)})
    units.update({get_stem(found[0]): 1.2 for found in tense.ROLE.finditer(text)})
    units.update({f"number {found[0]}": 1.0 for found in tense.NUMBER.finditer(text)})
    quoted = (found[1] for found in tense.QUOTED.finditer(text))
    units.update(
        {f"name {name.casefold()}": 1.2 for name in quoted if len(name) <= 60 and name[-1].isalnum()}
    )
    if tense.ADDRESS.search(text):
        units["address"] = 2.0
    if tense.ADMISSION.search(text):
        units[ADMISSION] = 1.5
    if tense.ACCESS.search(text):
        units["access"] = 1.5
    if tense.SPOKEN.search(text):
        units["languages"] = 1.2
    if tense.is_weekly(text):
        units["weekly"] = 3.0
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
    return {get_stem(word) for word in tense.NOUN.findall(text)}


def get_stem(word: str) -> str:
    """Enough of a word to find its inflected forms again."""
    return word.casefold()[:7]


def _list_stems(text: str, language: str) -> list[str]:
    """Nouns stand with a capital in German; elsewhere every long word may carry the news."""
    if language.startswith("de"):
        words = tense.NOUN.findall(text)[1 if text[:1].isupper() else 0 :]
    else:
        words = [*tense.NOUN.findall(text), *tense.LONG_WORD.findall(text)]
    return [get_stem(word) for word in words]


def _get_opening(
    item: quotable.Sentence, rank: int, sentences: Sequence[quotable.Sentence], *, names_event: bool
) -> float:
    """A question may open; what answers it opens better."""
    if not rank and item.text.endswith("?"):
        return _OPENING_QUESTION
    if rank == 1 and sentences[0].text.endswith("?"):
        return _OPENING_BEHIND_QUESTION
    opening = _OPENING[min(rank, len(_OPENING) - 1)]
    if rank in {1, 2} and item.leads_paragraph and names_event:
        opening = _OPENING_WITH_EVENT
    opening -= 3.0 if rank and _is_speech(item.text) else 0.0
    opening -= 0.0 if not rank or item.leads_paragraph else _MID_PARAGRAPH
    opening -= min(_FARTHEST_JUMP, _JUMP * max(0, item.position - rank, item.position - _NEAR_BEGINNING))
    return opening - (_SOFT_POINTER if tense.POINTS_BACK_SOFTLY.search(item.text) else 0.0)


def _get_unnamed(item: quotable.Sentence, title: str) -> float:
    """ "Der Zubringer soll …" opens badly when neither the title nor what stands before has named it."""
    found = tense.DEFINITE.match(item.text)
    if not (found and item.position):
        return 0.0
    return 0.0 if get_stem(found[1]) in list_nouns(title) else _UNNAMED


def _get_question_malus(item: quotable.Sentence, rank: int, sentences: Sequence[quotable.Sentence]) -> float:
    """A question says little, unless it is the hook or the next sentence answers it."""
    if not item.text.endswith("?") or not rank:
        return 0.0
    follows = sentences[rank + 1].text if rank + 1 < len(sentences) else ""
    return 2.0 if follows and points_back(follows) else 6.0


def _get_bonus(item: quotable.Sentence, rank: int, sentences: Sequence[quotable.Sentence]) -> float:
    text = item.text
    bonus = 1.5 / (1 + rank) + _NEAR_LEAD.get(item.paragraph - sentences[0].paragraph, 0.0)
    bare = tense.QUOTED.sub("", text)
    bonus -= _get_question_malus(item, rank, sentences)
    bonus -= 2.0 if tense.SOURCE.match(text) else 0.0
    bonus -= 1.5 if tense.FIRST_PERSON.search(bare) else 0.0
    bonus -= 0.5 if tense.WE.search(bare) else 0.0
    bonus -= 1.5 if tense.LEGAL.search(text) or tense.THANKS.search(bare) else 0.0
    bonus -= 1.0 if tense.ADDRESS_ON_THE_WEB.search(text) else 0.0
    bonus -= 2.0 if _is_bare_quotation(text) else 0.0
    bonus -= 1.0 if _is_speech(text) else 0.0
    return bonus
