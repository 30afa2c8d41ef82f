"""The teaser: the whole sentences that say who, what, when and where within a budget of characters."""

import re
from collections.abc import Collection, Sequence

from bot.compose import reading, weighing
from bot.domain.limits import utf16_length

_CLAUSE = re.compile(r"(?:,|;|:|\s[–-])\s")
_STRAY = -3.0
"""A later sentence of a paragraph leans on that paragraph's first."""
_MOST_WEIGHED = 24
_MOST_CHOSEN = 5
"""Five short sentences are choppy enough, and the search stays small."""


LONGEST = 280
"""UTF-16 units of any teaser: a long first sentence may pass a smaller budget alone, but not this."""


def choose(
    title: str,
    sentences: Sequence[reading.Sentence],
    budget: int,
    *,
    language: str = "de",
    event_days: Collection[tuple[int, int]] = (),
) -> str:
    """The best whole sentences in their order, at most `budget` UTF-16 units.

    The first sentence is kept whole up to 280, for a fold only hides what another opening would lack.
    event_days: (day, month) of the announced event, which the teaser should name. When none fits: the
    first clause that does, with "…"; without any sentence, the title.
    """
    weighed = weighing.weigh(title, _drop_repeated(sentences), language, event_days)
    chosen = _Search(weighed[:_MOST_WEIGHED], budget).find_best()
    if chosen:
        return " ".join(item.sentence.text for item in chosen)
    return cut(sentences[0].text if sentences else title, budget)


def needs_headline(title: str, text: str) -> bool:
    """Whether a teaser leaves its subject to the title: it repeats at most a third of its nouns."""
    nouns = weighing.list_nouns(title)
    return text != title and len(nouns & weighing.list_nouns(text)) * 3 <= len(nouns)


def cut(text: str, budget: int) -> str:
    """The longest whole clauses that fit, honestly marked with "…"; a text that fits stays as it is."""
    if utf16_length(text) <= budget:
        return text
    room = budget - 2
    ends = [match.start() for match in _CLAUSE.finditer(text) if utf16_length(text[: match.start()]) <= room]
    if ends and ends[-1] >= room // 3:
        return f"{text[: ends[-1]]} …"
    words = text[:room].split(" ")[:-1] or [text[: room // 2]]
    while utf16_length(" ".join(words)) > room:
        words.pop()
    return f"{' '.join(words).rstrip(',;:–- ')} …"


def _drop_repeated(sentences: Sequence[reading.Sentence]) -> list[reading.Sentence]:
    seen: set[str] = set()
    kept = []
    for sentence in sentences:
        key = "".join(filter(str.isalnum, sentence.text.casefold()))
        if key not in seen:
            kept.append(sentence)
        seen.add(key)
    return kept


class _Search:
    """Depth-first search for the best ordered choice; few sentences fit, so it stays small."""

    def __init__(self, weighed: Sequence[weighing.Weighed], budget: int) -> None:
        self._weighed = weighed
        self._lengths = [utf16_length(item.sentence.text) for item in weighed]
        self._budget = budget
        self._longest = max(budget, LONGEST)
        self._best_score = float("-inf")
        self._best: tuple[weighing.Weighed, ...] = ()

    def find_best(self) -> tuple[weighing.Weighed, ...]:
        self._extend(0, (), frozenset(), 0.0, self._budget)
        return self._best

    def _extend(
        self, start: int, chosen: tuple[weighing.Weighed, ...], told: frozenset[str], score: float, left: int
    ) -> None:
        if chosen and score > self._best_score:
            self._best_score, self._best = score, chosen
        if len(chosen) == _MOST_CHOSEN:
            return
        for index in range(start, len(self._weighed)):
            item = self._weighed[index]
            cost = self._lengths[index] + (1 if chosen else 0)
            room = self._longest if index == 0 else left
            if cost > room or not _may_follow(item, chosen):
                continue
            gain = sum(worth for unit, worth in item.units.items() if unit not in told)
            gain += item.bonus + _get_flow(item, chosen)
            self._extend(index + 1, (*chosen, item), told | item.units.keys(), score + gain, left - cost)


def _may_follow(item: weighing.Weighed, chosen: tuple[weighing.Weighed, ...]) -> bool:
    if not chosen:
        return item.opening is not None
    return not item.needs_previous or chosen[-1].sentence.position == item.sentence.position - 1


def _get_flow(item: weighing.Weighed, chosen: tuple[weighing.Weighed, ...]) -> float:
    if not chosen:
        return item.opening or 0.0
    stands_alone = item.sentence.leads_paragraph or weighing.ADMISSION in item.units
    if stands_alone or chosen[-1].sentence.paragraph == item.sentence.paragraph:
        return 0.0
    return _STRAY
