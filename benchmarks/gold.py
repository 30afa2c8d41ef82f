"""Sample articles with what a comms person accepts, and how a teaser or a sentence splitter fares on them.

The samples lie beside the project (`../shared/corpus/gold_dev.json`) and are not part of it.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from bot.domain.article import Article

ROOT = Path(__file__).parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
Splitter = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One sample: the article as the archive would hand it over, and the page as plain text."""

    id: str
    article: Article
    raw: str
    forbidden: tuple[str, ...]
    forbidden_ends: tuple[str, ...]
    openings: tuple[str, ...]
    facts: tuple[tuple[str, ...], ...]
    stale_after: date | None
    paragraphs: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How one teaser fares; missing: one wording of each fact that neither title nor teaser holds."""

    forbidden: tuple[str, ...]
    is_opening_accepted: bool
    is_end_clean: bool
    facts: int
    missing: tuple[str, ...]


def load(path: Path) -> list[Sample]:
    """Read a gold file."""
    return [_parse(entry) for entry in json.loads(path.read_text(encoding="utf-8"))["articles"]]


def _parse(entry: dict[str, Any]) -> Sample:
    published = date.fromisoformat(entry["published"])
    article = Article(
        url=entry["url"],
        title=entry["title"],
        text=entry["body"],
        categories=tuple(entry["categories"]),
        published_at=datetime(published.year, published.month, published.day, 10, tzinfo=UTC),
    )
    stale = entry["stale_after"]
    return Sample(
        id=entry["id"],
        article=article,
        raw=entry["raw"],
        forbidden=tuple(entry["must_not_appear"]),
        forbidden_ends=tuple(entry["must_not_end_with"]),
        openings=tuple(entry["acceptable_first_sentences"]),
        facts=tuple(tuple(fact["any"]) for fact in entry["facts"]),
        stale_after=date.fromisoformat(stale) if stale else None,
        paragraphs=tuple(tuple(paragraph) for paragraph in entry["paragraph_sentences"]),
    )


def judge(sample: Sample, teaser: str) -> Verdict:
    """Compare a teaser with what is accepted.

    An opening may lack a press line and begin with a capital where the page had none; an end is
    unclean when the last word is one of the abbreviations.
    """
    said = f"{sample.article.title} {teaser}".casefold()
    missing = [fact[0] for fact in sample.facts if not any(word.casefold() in said for word in fact)]
    bare = teaser.rstrip("… ")
    ends = [end for end in sample.forbidden_ends if re.search(rf"(?:^|[\s(]){re.escape(end)}$", bare)]
    return Verdict(
        forbidden=tuple(phrase for phrase in sample.forbidden if phrase in teaser),
        is_opening_accepted=any(_opens_with(teaser, opening) for opening in sample.openings),
        is_end_clean=not ends,
        facts=len(sample.facts),
        missing=tuple(missing),
    )


def _opens_with(teaser: str, opening: str) -> bool:
    flat, wanted = " ".join(teaser.split()).casefold(), " ".join(opening.split()).casefold()
    press_line, colon, rest = wanted.partition(": ")
    is_press = colon and press_line.startswith("presse")
    return flat.startswith(wanted) or bool(is_press and flat.startswith(rest))


@dataclass(frozen=True, slots=True, kw_only=True)
class Boundaries:
    """Sentence boundaries inside paragraphs: found rightly, found wrongly, overlooked."""

    right: int
    wrong: int
    overlooked: int

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / (2 * self.right + self.wrong + self.overlooked)


def count_boundaries(samples: Iterable[Sample], split: Splitter) -> Boundaries:
    """Compare a splitter with the marked sentences; paragraphs are given as they stand in the text."""
    right = wrong = overlooked = 0
    for sample in samples:
        for paragraph in sample.paragraphs:
            pattern = r"\s*".join(re.escape(sentence) for sentence in paragraph)
            found = re.search(pattern, sample.article.text)
            assert found, f"{sample.id}: a marked paragraph is not in the text"
            marked = _locate(found[0], paragraph)
            cut = _locate(found[0], split(found[0]))
            right += len(marked & cut)
            wrong += len(cut - marked)
            overlooked += len(marked - cut)
    return Boundaries(right=right, wrong=wrong, overlooked=overlooked)


def _locate(text: str, sentences: Iterable[str]) -> set[int]:
    """Ends of all sentences but the last, as offsets without counting white space."""
    ends, position = set(), 0
    for sentence in sentences:
        position += len("".join(sentence.split()))
        ends.add(position)
    return ends - {len("".join(text.split()))}
