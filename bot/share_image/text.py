"""Set one line of text: a font for each part of it, in the order a reader of its script expects."""

import math
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from PIL import Image

from bot.share_image import bidi, fonts, graphemes

Colour = tuple[int, int, int]
ELLIPSIS = "…"
PLAIN_DIRECTIONS = frozenset({"L", "EN", "ES", "ET", "CS", "ON", "WS"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a line is set.

    weight: 100-900; size: pixels per em; language: BCP 47, for local letter shapes; right_to_left: the
    direction of the paragraph the line is from, None when the line is all of it.
    """

    weight: int
    size: float
    language: str = "de"
    right_to_left: bool | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A part of a line in one font and one direction; level as in Unicode Standard Annex #9."""

    text: str
    font: Path
    level: int


def keep_drawable(text: str) -> tuple[str, tuple[str, ...]]:
    """Normalise a text and take out what no font can draw; the second value lists what was taken out."""
    plain = "".join(c for c in unicodedata.normalize("NFC", text) if c not in bidi.CONTROLS)
    parts = graphemes.list_clusters("".join(" " if c in "\t\r\n" else c for c in plain))
    found = {part: _can_draw(part) for part in dict.fromkeys(parts)}
    missing = tuple(part for part, has_font in found.items() if not has_font)
    words = "".join(part for part in parts if found[part]).split(" ")
    return " ".join(word for word in words if word), missing


@lru_cache(maxsize=512)
def measure(line: str, style: Style) -> float:
    """Width of a line in pixels; kept, since both channels' pictures of an article have the same words."""
    return sum(_measure_run(run, style) for run in _list_runs(line, style))


def shorten(line: str, style: Style, room: float) -> str:
    """The line itself, or as much of it as fits with an ellipsis."""
    if measure(line, style) <= room:
        return line
    parts = graphemes.list_clusters(line)
    while parts and measure("".join(parts).rstrip() + ELLIPSIS, style) > room:
        parts.pop()
    return "".join(parts).rstrip(" ,;:–-") + ELLIPSIS


def draw(canvas: Image.Image, xy: tuple[float, float], line: str, style: Style, fill: Colour) -> None:
    """Draw a line with its left end on a base line; both coordinates in pixels."""
    x, y = xy
    runs = _list_runs(line, style)
    for run in runs:
        _draw_run(canvas, (x, y), run, style, fill)
        x += _measure_run(run, style) if run is not runs[-1] else 0


def _draw_run(canvas: Image.Image, xy: tuple[float, float], run: Run, style: Style, fill: Colour) -> None:
    """The pixels of ImageDraw.text; pasting a colour through a mask takes less than half of its time."""
    font = fonts.open_font(run.font, style.weight, style.size)
    (left, x), (upper, y) = map(math.modf, xy)
    mask, offset = font.getmask2(
        run.text, "L", anchor="ls", start=(left, upper), **_choose_options(run, style)
    )
    corner = (int(x) + offset[0], int(y) + offset[1])
    box = (*corner, corner[0] + mask.size[0], corner[1] + mask.size[1])
    canvas.im.paste(Image.new("RGB", mask.size, fill).im, box, mask)


def list_fonts_of(line: str) -> set[Path]:
    """The fonts a line needs."""
    return {run.font for run in _list_runs(line, Style(weight=400, size=16))}


def _measure_run(run: Run, style: Style) -> float:
    font = fonts.open_font(run.font, style.weight, style.size)
    return float(font.getlength(run.text, **_choose_options(run, style)))


def _choose_options(run: Run, style: Style) -> Mapping[str, Any]:
    return fonts.choose_options(run.text, is_turned=bool(run.level % 2), language=style.language)


def _list_runs(line: str, style: Style) -> list[Run]:
    if not style.right_to_left and all(map(_is_plain, line)):
        return [Run(line, fonts.list_fonts()[0], 0)] if line else []
    logical = [
        Run("".join(part for part, _, _ in group), font, level)
        for (font, level), group in groupby(_list_parts(line, style), key=lambda part: part[1:])
    ]
    return [logical[place] for place in bidi.order_runs([run.level for run in logical])]


def _list_parts(line: str, style: Style) -> Iterator[tuple[str, Path, int]]:
    is_turned = bidi.is_right_to_left(line) if style.right_to_left is None else style.right_to_left
    levels = bidi.list_levels(line, right_to_left=is_turned)
    font: Path | None = None
    place = 0
    for cluster in graphemes.list_clusters(line):
        font = _find_font(cluster, font) or fonts.list_fonts()[0]
        yield cluster, font, levels[place]
        place += len(cluster)


@cache
def _is_plain(character: str) -> bool:
    """True for what needs no look at its neighbours: left to right, no mark, in the first font."""
    return (
        unicodedata.bidirectional(character) in PLAIN_DIRECTIONS
        and not graphemes.extends(character)
        and not graphemes.is_emoji(character)
        and ord(character) in fonts.read_coverage(fonts.list_fonts()[0])
    )


@lru_cache(maxsize=4096)
def _can_draw(cluster: str) -> bool:
    return _find_font(cluster, None) is not None


def _find_font(cluster: str, neighbour: Path | None) -> Path | None:
    """The first font that has every character; signs and spaces stay in their neighbour's font."""
    needed = [ord(character) for character in cluster if character not in graphemes.IGNORABLE]
    chain = [fonts.get_emoji_font()] if graphemes.is_emoji(cluster) else []
    if neighbour and not cluster[0].isalpha() and not graphemes.is_emoji(cluster):
        chain = [neighbour]
    return next((font for font in [*chain, *fonts.list_fonts()] if _covers(font, needed)), None)


def _covers(font: Path, needed: list[int]) -> bool:
    coverage = fonts.read_coverage(font)
    return all(codepoint in coverage for codepoint in needed)
