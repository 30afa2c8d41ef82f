"""Break a title into balanced lines and find the largest size at which it fits."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from bot.compose.picture import hyphens

MOST_LINES = 5
GAIN_OF_HYPHENS = 1.25
"""Words are only hyphenated where the title becomes larger by this factor."""
NO_BREAK = "\u00a0"


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece of text that stays whole; widths in ems.

    behind: what follows it in the same line; dash: width of the hyphen drawn when the line ends here, or 0.
    """

    text: str
    behind: str
    width: float
    space: float
    dash: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Room for a title in pixels, the largest and smallest size of its letters, line height in ems."""

    width: float
    height: float
    largest: float
    smallest: float
    leading: float


@dataclass(frozen=True, slots=True)
class Setting:
    """A title set: its lines and its size in pixels."""

    lines: tuple[str, ...]
    size: float


Measure = Callable[[str], float]
"""Width of a text in ems."""


def fit(title: str, box: Box, measure: Measure, language: str) -> Setting:
    """Set a title as large as fits in at most five lines; long words are broken only where that pays."""
    whole = _fit_atoms(_list_atoms(title, measure, None), box)
    if whole.size >= box.largest:
        return whole
    broken = _fit_atoms(_list_atoms(title, measure, language), box)
    is_worth = broken.size >= whole.size * GAIN_OF_HYPHENS or whole.size < box.smallest
    return broken if is_worth else whole


def _list_atoms(title: str, measure: Measure, language: str | None) -> list[Atom]:
    space, dash = measure("n n") - measure("nn"), measure("-")
    atoms: list[Atom] = []
    for word in glue(title):
        parts = hyphens.list_parts(word, language) if language else [(word, False)]
        for text, hyphen in parts[:-1]:
            atoms.append(Atom(text, "", measure(text), 0, dash if hyphen else 0))
        atoms.append(Atom(parts[-1][0], " ", measure(parts[-1][0]), space, 0))
    return atoms


def glue(title: str) -> list[str]:
    """Words of a title; what must stay together is one word: "18 Uhr", "z. B.", a dash and its left side."""
    words: list[str] = []
    for word in title.split(" "):
        if words and _clings(words[-1], word):
            words[-1] += NO_BREAK + word
        elif word:
            words.append(word)
    return words


def _clings(before: str, word: str) -> bool:
    if not any(character.isalnum() for character in word):
        return len(word) == 1
    is_short_mark = before.endswith(".") and len(before.rsplit(NO_BREAK, maxsplit=1)[-1]) <= 3
    return is_short_mark or (before.isdigit() and len(word) <= 5) or before in {"§", "Nr.", "Dr."}


def _fit_atoms(atoms: list[Atom], box: Box) -> Setting:
    best = max((_size_for(atoms, count, box), -count) for count in range(1, MOST_LINES + 1))
    size, count = best[0], -best[1]
    return Setting(tuple(_balance(atoms, count, box.width / size)), size)


def _size_for(atoms: list[Atom], count: int, box: Box) -> float:
    """The largest size for this number of lines."""
    return min(box.largest, box.height / (box.leading * count), box.width / _narrowest(atoms, count))


def _narrowest(atoms: list[Atom], count: int) -> float:
    """The least width in ems at which the atoms fit in this many lines."""
    low, high = max(atom.width + atom.dash for atom in atoms), sum(atom.width + atom.space for atom in atoms)
    low = max(low, high / count * 0.9)
    if len(_fill(atoms, low)) <= count:
        return low
    while high - low > 0.02:
        middle = (low + high) / 2
        low, high = (low, middle) if len(_fill(atoms, middle)) <= count else (middle, high)
    return high


def _fill(atoms: list[Atom], width: float) -> list[int]:
    """Greedy: the positions behind the last atom of each line."""
    ends: list[int] = []
    used = gap = 0.0
    for place, atom in enumerate(atoms):
        if used and used + gap + atom.width + atom.dash > width:
            ends.append(place)
            used = gap = 0.0
        used, gap = used + gap + atom.width, atom.space
    return [*ends, len(atoms)]


def _balance(atoms: list[Atom], count: int, width: float) -> list[str]:
    """Best lines for a width: even, few hyphens, no lonely last word."""
    nowhere: tuple[float, tuple[int, ...]] = (float("inf"), ())
    best = [(0.0, nowhere[1]), *[nowhere] * len(atoms)]
    for _ in range(count):
        rows = best
        best = [nowhere] * (len(atoms) + 1)
        for end in range(1, len(atoms) + 1):
            options = (
                (rows[start][0] + _cost(atoms, start, end, width), (*rows[start][1], end))
                for start in range(max(0, end - 40), end)
                if rows[start][0] < float("inf")
            )
            best[end] = min(options, default=best[end])
    ends = best[-1][1] if best[-1][0] < float("inf") else tuple(_fill(atoms, width * 1.001))
    return [_join(atoms[start:end]) for start, end in pairwise((0, *ends))]


def _cost(atoms: list[Atom], start: int, end: int, width: float) -> float:
    line = atoms[start:end]
    used = sum(a.width for a in line) + sum(a.space for a in line[:-1]) + line[-1].dash
    if used > width * 1.002:
        return float("inf")
    cost = (1 - used / width) ** 2
    if line[-1].dash:
        cost += 0.02 if hyphens.is_joint(line[-1].text) else 0.3
    is_lonely = end == len(atoms) and start > 0 and used < width * 0.35
    return cost + (0.5 if is_lonely else 0)


def _join(line: list[Atom]) -> str:
    text = "".join(atom.text + atom.behind for atom in line[:-1]) + line[-1].text
    return text + ("-" if line[-1].dash else "")
