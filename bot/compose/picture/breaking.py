"""Break a title into balanced lines and find the largest size at which it fits."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise

from bot.compose.picture import atoms
from bot.compose.picture.atoms import Atom, Measure

MOST_LINES = 5
COMFORTABLE = 0.62
"""From this share of the largest size on, no word is broken."""
GAIN_OF_HYPHENS = 1.25
"""Below it, words are broken where the title becomes larger by this factor."""
LONELY = 0.4
"""A last line shorter than this share of the room looks forgotten."""
TRIED = (1.0, 0.97, 0.94)
"""Shares of the largest size that are tried, since a little less may break better."""
NOWHERE = float("inf")

# What each fault of a setting takes from its score.
COST_OF_LINE = 0.98
COST_OF_SEAM = 0.97
COST_OF_HYPHEN = 0.65
COST_OF_WEAK_END = 0.985
COST_OF_LONELY = 0.88


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


def fit(title: str, box: Box, measure: Measure, language: str) -> Setting:
    """Set a title as large as fits in at most five lines; long words are broken only where that pays."""
    best = _fit_pieces(atoms.make_whole(title, measure), box)
    bound = max(_find_bound(measure(title), box), box.smallest)
    for only_seams in (True, False):
        if best.size >= box.largest * COMFORTABLE or bound < best.score * GAIN_OF_HYPHENS:
            break
        pieces = atoms.make_parts(title, measure, language, only_seams=only_seams)
        setting = _fit_pieces(
            pieces if only_seams else atoms.tear(pieces, box.width / box.smallest, measure), box
        )
        if setting.score >= best.score * GAIN_OF_HYPHENS or best.size < box.smallest:
            best = setting
    return best


def _find_bound(width: float, box: Box) -> float:
    """The size that no way of breaking can exceed: all lines full, for a title of this width in ems."""
    counts = range(1, MOST_LINES + 1)
    return min(
        box.largest,
        max(min(box.width * count / width, box.height / (box.leading * count)) for count in counts),
    )


def _fit_pieces(pieces: list[Atom], box: Box) -> Setting:
    counts = range(1, min(MOST_LINES, len(pieces)) + 1)
    sizes = {count: _size_for(pieces, count, box) for count in counts}
    good = [count for count in counts if sizes[count] >= max(sizes.values()) * COST_OF_LONELY]
    settings = [_set(pieces, count, sizes[count] * share, box) for count in good for share in TRIED]
    return max(settings, key=lambda setting: setting.score)


def _set(pieces: list[Atom], count: int, size: float, box: Box) -> Setting:
    width = box.width / size
    ends = _balance(pieces, count, width)
    spans = list(pairwise((0, *ends)))
    widths = [sum(atom.width + atom.space for atom in pieces[start:end]) for start, end in spans]
    faults = math.prod(_judge_end(pieces[end - 1]) for end in ends[:-1]) * COST_OF_LINE ** len(spans)
    faults *= 1 - sum((1 - w / max(widths)) ** 2 for w in widths) / len(widths)
    if len(spans) > 1 and widths[-1] < width * LONELY:
        faults *= COST_OF_LONELY
    return Setting(tuple(atoms.join(pieces[start:end]) for start, end in spans), size, size * faults)


def _judge_end(last: Atom) -> float:
    if last.dash:
        return COST_OF_SEAM if last.seam else COST_OF_HYPHEN
    return COST_OF_WEAK_END if _is_weak(last) else 1


def _is_weak(last: Atom) -> bool:
    """Articles, prepositions and numbers look lost at the end of a line."""
    return len(last.text) <= 3 and (last.text.islower() or last.text.isdigit())


def _size_for(pieces: list[Atom], count: int, box: Box) -> float:
    """The largest size for this number of lines."""
    return min(box.largest, box.height / (box.leading * count), box.width / _narrowest(pieces, count))


def _narrowest(pieces: list[Atom], count: int) -> float:
    """The least width in ems at which the pieces fit in this many lines."""
    total = sum(atom.width + atom.space for atom in pieces)
    low = max(*(atom.width + atom.dash for atom in pieces), total / count * 0.9)
    high = max(total, low)
    if len(_fill(pieces, low)) <= count:
        return low
    while high - low > 0.02:
        middle = (low + high) / 2
        low, high = (low, middle) if len(_fill(pieces, middle)) <= count else (middle, high)
    return high


def _fill(pieces: list[Atom], width: float) -> list[int]:
    """Greedy: the positions behind the last piece of each line."""
    ends: list[int] = []
    used = gap = 0.0
    for place, atom in enumerate(pieces):
        if used and used + gap + atom.width + atom.dash > width:
            ends.append(place)
            used = gap = 0.0
        used, gap = used + gap + atom.width, atom.space
    return [*ends, len(pieces)]


def _balance(pieces: list[Atom], count: int, width: float) -> list[int]:
    """Where to end the lines: even, few hyphens, no lonely last word, no article at a line's end."""
    reach = [0.0, *accumulate(atom.width + atom.space for atom in pieces)]
    rows: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for _ in range(count):
        following: dict[int, tuple[float, list[int]]] = {}
        for start, (cost, ends) in rows.items():
            for end, more in _list_lines(pieces, reach, start, width):
                if cost + more < following.get(end, (NOWHERE,))[0]:
                    following[end] = (cost + more, [*ends, end])
        rows = following
    return rows[len(pieces)][1] if len(pieces) in rows else _fill(pieces, width * 1.001)


def _list_lines(
    pieces: list[Atom], reach: list[float], start: int, width: float
) -> Iterator[tuple[int, float]]:
    """The lines that can begin at a piece: where they end and what they cost."""
    for end in range(start + 1, len(pieces) + 1):
        last = pieces[end - 1]
        used = reach[end] - reach[start] - last.space + last.dash
        if used > width * 1.002:
            return
        yield end, _cost(last, used / width, is_last=end == len(pieces) and start > 0)


def _cost(last: Atom, share: float, *, is_last: bool) -> float:
    cost = (1 - share) ** 2
    if is_last:
        return cost + (0.5 if share < LONELY else 0)
    if last.dash:
        return cost + (0.02 if last.seam else 0.4)
    return cost + (0.08 if _is_weak(last) else 0)
