"""Break a title into balanced lines and find the largest size at which it fits."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from bot.compose.picture import clusters, hyphens

MOST_LINES = 5
GAIN_OF_HYPHENS = 1.25
"""Words are only hyphenated where the title becomes larger by this factor."""
LONELY = 0.4
"""A last line shorter than this share of the room looks forgotten."""
COST_OF_LONELY = 0.88
"""A setting with a lonely last line counts as this much of its size."""
COST_OF_LINE = 0.98
"""Each more line makes it count this much less, so that of two alike the shorter wins."""
COST_OF_JOINT, COST_OF_HYPHEN = 0.97, 0.92
"""And for each broken word, at the seam of a compound or elsewhere."""
NO_BREAK = "\u00a0"
NOWHERE = float("inf")


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
    """A title set: its lines and its size in pixels; score is the size less what looks wrong."""

    lines: tuple[str, ...]
    size: float
    score: float


Measure = Callable[[str], float]
"""Width of a text in ems."""


def fit(title: str, box: Box, measure: Measure, language: str) -> Setting:
    """Set a title as large as fits in at most five lines; long words are broken only where that pays."""
    words = [[(word, False)] for word in glue(title)]
    whole = _fit_atoms(_make_atoms(words, measure), box)
    if max(_find_bound(measure(title), box), box.smallest) < whole.score * GAIN_OF_HYPHENS:
        return whole
    parts = [hyphens.list_parts(word, language) for ((word, _),) in words]
    broken = _fit_atoms(_tear(_make_atoms(parts, measure), box.width / box.smallest, measure), box)
    is_worth = broken.score >= whole.score * GAIN_OF_HYPHENS or whole.size < box.smallest
    return broken if is_worth else whole


def _find_bound(width: float, box: Box) -> float:
    """The size that no way of breaking can exceed: all lines full, for a title of this width in ems."""
    counts = range(1, MOST_LINES + 1)
    return min(
        box.largest,
        max(min(box.width * count / width, box.height / (box.leading * count)) for count in counts),
    )


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
    last = before.rsplit(NO_BREAK, maxsplit=1)[-1]
    is_abbreviation = last.endswith(".") and len(last) <= 3 and not last.isupper()
    return is_abbreviation or (last.isdigit() and len(word) <= 8) or last in {"§", "Nr.", "Dr."}


def _make_atoms(words: list[list[tuple[str, bool]]], measure: Measure) -> list[Atom]:
    space, dash = measure("n n") - measure("nn"), measure("-")
    atoms: list[Atom] = []
    for parts in words:
        atoms += [Atom(text, "", measure(text), 0, dash if hyphen else 0) for text, hyphen in parts[:-1]]
        atoms.append(Atom(parts[-1][0], " ", measure(parts[-1][0]), space, 0))
    return atoms


def _tear(atoms: list[Atom], most: float, measure: Measure) -> list[Atom]:
    """Cut what is too wide for a line even in the smallest letters, such as an address, between any two."""
    torn: list[Atom] = []
    for atom in atoms:
        pieces = clusters.list_clusters(atom.text) if atom.width > most else [atom.text]
        torn += [Atom(piece, "", measure(piece), 0, 0) for piece in pieces[:-1]]
        torn.append(replace(atom, text=pieces[-1], width=measure(pieces[-1])))
    return torn


def _fit_atoms(atoms: list[Atom], box: Box) -> Setting:
    counts = range(1, min(MOST_LINES, len(atoms)) + 1)
    sizes = {count: _size_for(atoms, count, box) for count in counts}
    good = [count for count in counts if sizes[count] >= max(sizes.values()) * COST_OF_LONELY]
    settings = [_set(atoms, count, sizes[count], box) for count in good]
    return max(settings, key=lambda setting: setting.score)


def _set(atoms: list[Atom], count: int, size: float, box: Box) -> Setting:
    width = box.width / size
    ends = _balance(atoms, count, width)
    spans = list(pairwise((0, *ends)))
    last = sum(atom.width for atom in atoms[spans[-1][0] :])
    is_lonely = len(spans) > 1 and last < width * LONELY
    lines = tuple(_join(atoms[start:end]) for start, end in spans)
    faults = math.prod(_judge_end(atoms[end - 1]) for end in ends) * COST_OF_LINE ** len(lines)
    return Setting(lines, size, size * faults * (COST_OF_LONELY if is_lonely else 1))


def _judge_end(last: Atom) -> float:
    if not last.dash:
        return 1
    return COST_OF_JOINT if hyphens.is_joint(last.text) else COST_OF_HYPHEN


def _size_for(atoms: list[Atom], count: int, box: Box) -> float:
    """The largest size for this number of lines."""
    return min(box.largest, box.height / (box.leading * count), box.width / _narrowest(atoms, count))


def _narrowest(atoms: list[Atom], count: int) -> float:
    """The least width in ems at which the atoms fit in this many lines."""
    total = sum(atom.width + atom.space for atom in atoms)
    low = max(*(atom.width + atom.dash for atom in atoms), total / count * 0.9)
    high = max(total, low)
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


def _balance(atoms: list[Atom], count: int, width: float) -> list[int]:
    """Where to end the lines: even, few hyphens, no lonely last word, no article at a line's end."""
    reach = [0.0, *accumulate(atom.width + atom.space for atom in atoms)]
    rows: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for _ in range(count):
        following: dict[int, tuple[float, list[int]]] = {}
        for start, (cost, ends) in rows.items():
            for end, more in _list_lines(atoms, reach, start, width):
                if cost + more < following.get(end, (NOWHERE,))[0]:
                    following[end] = (cost + more, [*ends, end])
        rows = following
    return rows[len(atoms)][1] if len(atoms) in rows else _fill(atoms, width * 1.001)


def _list_lines(
    atoms: list[Atom], reach: list[float], start: int, width: float
) -> Iterator[tuple[int, float]]:
    """The lines that can begin at an atom: where they end and what they cost."""
    for end in range(start + 1, len(atoms) + 1):
        last = atoms[end - 1]
        used = reach[end] - reach[start] - last.space + last.dash
        if used > width * 1.002:
            return
        yield end, _cost(last, used / width, is_last=end == len(atoms) and start > 0)


def _cost(last: Atom, share: float, *, is_last: bool) -> float:
    cost = (1 - share) ** 2
    if is_last:
        return cost + (0.5 if share < LONELY else 0)
    if last.dash:
        return cost + (0.02 if hyphens.is_joint(last.text) else 0.3)
    return cost + (0.04 if len(last.text) <= 3 and last.text.islower() else 0)


def _join(line: list[Atom]) -> str:
    text = "".join(atom.text + atom.behind for atom in line[:-1]) + line[-1].text
    return text + ("-" if line[-1].dash else "")
