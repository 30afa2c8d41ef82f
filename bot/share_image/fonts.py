"""The fonts of the share image: Inter, then Noto for every script Inter lacks; all under the SIL OFL 1.1."""

import contextlib
import struct
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import BinaryIO

from PIL import ImageFont, features

from bot.domain import errors
from bot.domain.errors import NeedsPerson
from bot.i18n import say

FIRST = ("fontpkg_inter", "files/Inter[opsz,wght].ttf")
"""Latin, Greek, Cyrillic and Vietnamese."""
NOTO = "manimgx_fonts"
"""A wheel of unmodified Noto fonts, one file for each script."""
NOTO_CJK = "manimgx_fonts_cjk"
"""Chinese, Japanese and Korean; large, so only used where somebody installed it."""
SYSTEM_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/Library/Fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
    "C:/Windows/Fonts",
)
"""Where systems keep their fonts, for Chinese, Japanese and Korean without the wheel."""
SYSTEM_CJK = (
    "NotoSansCJK*VF*",
    "NotoSansCJK*-Bold.tt?",
    "NotoSansCJK*",
    "PingFang.ttc",
    "Hiragino*.ttc",
    "msyhbd.ttc",
)
"""File names, the best first: variable, bold, any."""
EMOJI = "NotoEmoji[wght].ttf"
"""Monochrome: emoji take the colour of the text around them."""
LAST = ("NotoSansSymbols[wght].ttf", EMOJI)


@cache
def list_fonts() -> tuple[Path, ...]:
    """The fallback chain, first choice first. Raises BotError when the packages are not installed."""
    first = _find_folder(FIRST[0]) / FIRST[1]
    noto = _find_folder(NOTO)
    scripts = sorted(p for p in noto.glob("NotoSans*.ttf") if "Italic" not in p.name and p.name not in LAST)
    paths = [first, noto / "NotoSans[wght].ttf", *scripts, *_list_cjk(), *(noto / name for name in LAST)]
    return tuple(dict.fromkeys(paths))


def get_emoji_font() -> Path:
    """The font for emoji presentation. Raises BotError when the packages are not installed."""
    return list_fonts()[-1]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Code points a font maps to a glyph, as sorted inclusive ranges."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __contains__(self, codepoint: int) -> bool:
        place = bisect_right(self.starts, codepoint) - 1
        return place >= 0 and codepoint <= self.ends[place]


@cache
def read_coverage(path: Path) -> Coverage:
    """What a font of the chain can draw; read when first asked for, most titles need one font only."""
    return parse_coverage(path)


@lru_cache(maxsize=16)
def open_font(path: Path, weight: int, size: float) -> ImageFont.FreeTypeFont:
    """Open a variable font at a weight (100-900, clamped to what it has) and a size in pixels.

    Few are kept: each that is open maps its file into memory once more.
    """
    font = ImageFont.truetype(path, size, layout_engine=choose_engine())
    with contextlib.suppress(OSError):  # a font of one weight has no axes
        font.set_variation_by_axes([_choose_value(axis, weight) for axis in font.get_variation_axes()])
    return font


def _list_cjk() -> list[Path]:
    """The wheel's font, or what the system has."""
    if find_spec(NOTO_CJK):
        return sorted(_find_folder(NOTO_CJK).rglob("*.[ot]t[fc]"))
    folders = [folder for folder in map(_find_system_folder, SYSTEM_FOLDERS) if folder]
    found = (sorted(path for folder in folders for path in folder.rglob(name)) for name in SYSTEM_CJK)
    return next((paths[:1] for paths in found if paths), [])


def _find_system_folder(name: str) -> Path | None:
    """None also where a service sees no home, its own or anybody's."""
    with contextlib.suppress(OSError, RuntimeError):
        folder = Path(name).expanduser()
        return folder if folder.is_dir() else None
    return None


def _choose_value(axis: ImageFont.Axis, weight: int) -> float:
    low, high = axis["minimum"] or 0, axis["maximum"] or 0
    return min(max(weight, low), high) if axis["name"] == b"Weight" else high


def _find_folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise errors.NeedsPerson(
            say(
                "The share image cannot be drawn: the font package {package} is missing. "
                "Nothing was published. Install the bot again with its dependencies.",
                package=package.replace("_", "-"),
            )
        )
    return Path(spec.origin).parent


Range = tuple[int, int]


def parse_coverage(path: Path) -> Coverage:
    """Read the coverage of a TrueType or OpenType file; of several subtables the fullest counts."""
    with path.open("rb") as file:
        cmap = _read_table(file, b"cmap")
    ranges = max((_parse_subtable(cmap, offset) for offset in _list_offsets(cmap)), key=_count)
    merged = _merge(sorted(ranges))
    return Coverage(tuple(start for start, _ in merged), tuple(end for _, end in merged))


def _read_table(file: BinaryIO, tag: bytes) -> bytes:
    """A table of a font file, or of the first font in a collection."""
    head = file.read(16)
    file.seek(struct.unpack_from(">L", head, 12)[0] if head[:4] == b"ttcf" else 0)
    (count,) = struct.unpack_from(">H", file.read(12), 4)
    for name, _, offset, length in struct.iter_unpack(">4sLLL", file.read(16 * count)):
        if name == tag:
            file.seek(offset)
            return file.read(length)
    msg = f"font without a {tag.decode()} table"
    raise ValueError(msg)


def _list_offsets(cmap: bytes) -> list[int]:
    (count,) = struct.unpack_from(">H", cmap, 2)
    return [struct.unpack_from(">L", cmap, 8 + 8 * place)[0] for place in range(count)]


def _parse_subtable(cmap: bytes, offset: int) -> list[Range]:
    (kind,) = struct.unpack_from(">H", cmap, offset)
    if kind == 12:
        return _parse_groups(cmap, offset)
    return _parse_segments(cmap, offset) if kind == 4 else []


def _parse_groups(cmap: bytes, offset: int) -> list[Range]:
    (count,) = struct.unpack_from(">L", cmap, offset + 12)
    groups = struct.iter_unpack(">LLL", cmap[offset + 16 : offset + 16 + 12 * count])
    return [(start + (glyph == 0), end) for start, end, glyph in groups]


def _parse_segments(cmap: bytes, offset: int) -> list[Range]:
    (double,) = struct.unpack_from(">H", cmap, offset + 6)
    columns = [
        struct.unpack_from(f">{double // 2}H", cmap, offset + 14 + double * c + 2 * (c > 0)) for c in range(4)
    ]
    ranges: list[Range] = []
    for place, (end, start, delta, jump) in enumerate(zip(*columns, strict=True)):
        at = offset + 16 + 3 * double + 2 * place + jump
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = (code + delta) & 0xFFFF if jump == 0 else _read_glyph(cmap, at + 2 * (code - start))
            if glyph:
                ranges.append((code, code))
    return ranges


def _read_glyph(cmap: bytes, at: int) -> int:
    (glyph,) = struct.unpack_from(">H", cmap, at)
    return int(glyph)


def _count(ranges: list[Range]) -> int:
    return sum(end - start + 1 for start, end in ranges)


def _merge(ranges: list[Range]) -> list[Range]:
    merged: list[Range] = []
    for start, end in ranges:
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


RIGHT_TO_LEFT = frozenset({"R", "AL"})


@cache
def has_raqm() -> bool:
    """Whether Pillow can shape on this computer."""
    return bool(features.check("raqm"))


def choose_engine() -> ImageFont.Layout:
    """The best there is."""
    return ImageFont.Layout.RAQM if has_raqm() else ImageFont.Layout.BASIC


def choose_options(text: str, *, is_turned: bool, language: str) -> Mapping[str, str | None]:
    """What Pillow is told about a run; is_turned: it reads from right to left.

    Raises NeedsPerson for a run that would come out wrong on this computer.
    """
    if has_raqm():
        return {"direction": "rtl" if is_turned else "ltr", "language": language or None}
    if is_turned or needs_shaping(text):
        sentence = say(
            "The share image cannot be drawn: “{text}” needs the library FriBidi, which is missing on this "
            "computer. Nothing was published. Install it (Debian: libfribidi0, macOS: brew install fribidi).",
            text=text.strip()[:20],
        )
        raise NeedsPerson(sentence)
    return {}


def needs_shaping(text: str) -> bool:
    """Whether letters change with their neighbours, carry marks, or run from right to left."""
    return any(
        unicodedata.category(character).startswith("M")
        or unicodedata.bidirectional(character) in RIGHT_TO_LEFT
        for character in text
    )
