"""Sample articles with their sentences marked, and how a sentence splitter fares on them.

The samples lie beside the project (`../shared/corpus/gold_dev.json`) and are not part of it.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
Splitter = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One sample: its text, the page as plain text, and marked sentences of each paragraph."""

    id: str
    text: str
    raw: str
    paragraphs: tuple[tuple[str, ...], ...]


def load(path: Path) -> list[Sample]:
    """Read a gold file."""
    return [
        Sample(
            id=entry["id"],
            text=entry["body"],
            raw=entry["raw"],
            paragraphs=tuple(tuple(paragraph) for paragraph in entry["paragraph_sentences"]),
        )
        for entry in json.loads(path.read_text(encoding="utf-8"))["articles"]
    ]


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
            found = re.search(pattern, sample.text)
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
