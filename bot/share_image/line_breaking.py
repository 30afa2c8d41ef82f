"""Break a title into lines by sense, and find the largest size at which it fills its box."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate, pairwise

from bot.share_image import word_breaks
from bot.share_image.word_breaks import Piece

MOST_LINES = 12
STEP = 0.95
"""From one tried size to the next smaller one."""
TRIED = 19
"""Sizes tried from the largest that fits downwards: a little less may break better."""
PRICE = 0.45
"""How much of the size's worth is given up for one point of cost."""
COMFORTABLE, LEGIBLE = 96, 70
"""Pixels from which on no word is broken, and none elsewhere than at a seam."""
USUAL_LINES = 5
"""From more lines on, what looks wrong counts by its share of them."""
AMPLE, MORE = 120, 0.3
"""Pixels of a size that is large enough; beyond it, size is worth only this share."""
AMPLE_BROKEN, MORE_BROKEN = 112, 0.15
"""The same where words are broken."""
RAGGED, LONELY, LINE = 0.7, 0.85, 0.015
"""Cost of an uneven line end, of a last line with little in it, of each line."""
SHORT = 0.48
"""A last line below this share of the widest one looks forgotten."""
GAIN_OF_HYPHENS = 1.15
"""Words are broken where the title becomes larger by this factor, or is too small otherwise."""
BEST_CASE = 0.4
"""What good places to break can be worth at most; below it no smaller size is tried."""
NOWHERE = math.inf
Measure = Callable[[str], float]
"""Width of a text in ems."""


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
    """A title set: its lines and its size in pixels; score: worth of the size less what looks wrong."""

    lines: tuple[str, ...]
    size: float
    score: float


def fit(title: str, box: Box, measure: Measure, language: str) -> Setting:
    """Set a title as large as fits; words are broken only where that pays.

    Where nothing fits, not even at the smallest size, the setting is larger than its box.
    """
    best = _fit_pieces(word_breaks.split_words(title, measure, language), box)
    to_beat = best.score
    for parts in (word_breaks.split_seams, word_breaks.split_anywhere):
        enough = LEGIBLE if parts is word_breaks.split_anywhere else COMFORTABLE
        if best.size >= min(box.largest * 0.6, enough) or not _is_held_by_a_word(best, box, measure):
            break
        setting = _fit_pieces(parts(title, measure, language), box)
        if setting.score > to_beat + math.log(GAIN_OF_HYPHENS) or best.size < box.smallest:
            best = max(best, setting, key=lambda found: (min(found.size, box.smallest), found.score))
        to_beat = max(to_beat, setting.score)
    if best.size < box.smallest:
        torn = word_breaks.tear(title, measure, language, box.width / box.smallest)
        best = max(best, _fit_pieces(torn, box), key=lambda found: found.size)
    return best


def _is_held_by_a_word(setting: Setting, box: Box, measure: Measure) -> bool:
    """Whether the longest word alone keeps a title small."""
    widest = max(measure(word) for line in setting.lines for word in line.split(" "))
    return widest * setting.size > box.width * 0.8


def _fit_pieces(pieces: list[Piece], box: Box) -> Setting:
    largest = _find_largest(pieces, box)
    sizes = [largest * STEP**step for step in range(TRIED)]
    wanted = [size for size in sizes if size >= box.smallest] or [largest]
    best: Setting | None = None
    for size in wanted:
        if best and _value(size, pieces) + PRICE * BEST_CASE < best.score:
            break
        setting = _set(pieces, size, box)
        if setting and (best is None or setting.score > best.score):
            best = setting
    return best or _pile(pieces, largest)


def _find_largest(pieces: list[Piece], box: Box) -> float:
    """The largest size at which the pieces, filled greedily, stay in the box."""
    high = min(box.largest, box.width / max(piece.width + piece.dash for piece in pieces))
    if _fits(pieces, high, box):
        return high
    low = high * 0.05
    while high / low > 1.01:
        middle = math.sqrt(low * high)
        low, high = (middle, high) if _fits(pieces, middle, box) else (low, middle)
    return low


def _fits(pieces: list[Piece], size: float, box: Box) -> bool:
    count = len(_fill(pieces, box.width / size))
    return count <= _count_room(size, box)


def _count_room(size: float, box: Box) -> int:
    return max(1, min(MOST_LINES, int(box.height / (box.leading * size) + 0.05)))


def _fill(pieces: list[Piece], width: float) -> list[int]:
    """Greedy: the positions behind the last piece of each line."""
    ends: list[int] = []
    used = gap = 0.0
    for place, piece in enumerate(pieces):
        if used and used + gap + piece.width + piece.dash > width * 1.0005:
            ends.append(place)
            used = gap = 0.0
        used, gap = used + gap + piece.width, piece.space
    return [*ends, len(pieces)]


def _set(pieces: list[Piece], size: float, box: Box) -> Setting | None:
    """The best lines at a size; None when they do not fit."""
    width = box.width / size
    found = _find_ends(pieces, width, _narrow(pieces, width), _count_room(size, box))
    if found is None:
        return None
    cost, ends = found
    lines = tuple(word_breaks.join(pieces[start:end]) for start, end in pairwise((0, *ends)))
    return Setting(lines, size, _value(size, pieces) - PRICE * cost * min(1.0, USUAL_LINES / len(lines)))


def _value(size: float, pieces: list[Piece]) -> float:
    """What a size is worth; to break words only for one that is more than comfortable pays little."""
    is_broken = any(piece.dash for piece in pieces)
    ample, more = (AMPLE_BROKEN, MORE_BROKEN) if is_broken else (AMPLE, MORE)
    return math.log(min(size, ample)) + more * max(0.0, math.log(size / ample))


def _narrow(pieces: list[Piece], width: float) -> float:
    """The least width that needs no more lines than this one: evenly filled lines."""
    count = len(_fill(pieces, width))
    low, high = width * 0.5, width
    for _ in range(6):
        middle = (low + high) / 2
        low, high = (low, middle) if len(_fill(pieces, middle)) <= count else (middle, high)
    return high


def _find_ends(pieces: list[Piece], width: float, even: float, most: int) -> tuple[float, list[int]] | None:
    """Cost and ends of the best lines, at most so many: a shortest path over the places between pieces."""
    reach = [0.0, *accumulate(piece.width + piece.space for piece in pieces)]
    rows: list[dict[int, tuple[float, int]]] = [{0: (0.0, -1)}]
    best, goal = (NOWHERE, 0), len(pieces)
    for count in range(1, most + 1):
        row: dict[int, tuple[float, int]] = {}
        for start, (cost, _) in rows[-1].items():
            for end in range(start + 1, goal + 1):
                last = pieces[end - 1]
                used = reach[end] - reach[start] - last.space + last.dash
                if used > width * 1.0005 and end > start + 1:
                    break
                more = cost + _judge(last, used / even, is_last=end == goal, is_first=start == 0)
                if used <= width * 1.0005 and more < row.get(end, (NOWHERE,))[0]:
                    row[end] = (more, start)
        rows.append(row)
        if goal in row and row[goal][0] < best[0]:
            best = (row[goal][0], count)
    if best[0] == NOWHERE:
        return None
    return best[0], _walk_back(rows, best[1], goal)


def _walk_back(rows: list[dict[int, tuple[float, int]]], count: int, goal: int) -> list[int]:
    ends = [goal]
    for row in reversed(rows[1 : count + 1]):
        ends.append(row[ends[-1]][1])
    return ends[-2::-1]


def _judge(last: Piece, share: float, *, is_last: bool, is_first: bool) -> float:
    """What a line costs; share: its width of an even one."""
    ragged = RAGGED * max(0.0, 1 - share) ** 2 + LINE
    if is_last:
        return ragged * 0.6 + (0 if is_first else LONELY * max(0.0, 1 - share / SHORT))
    return ragged + last.cost


def _pile(pieces: list[Piece], size: float) -> Setting:
    """One piece a line, for what fits nowhere."""
    lines = tuple(word_breaks.join([piece]) for piece in pieces)
    return Setting(lines, size, math.log(size) - 10)
