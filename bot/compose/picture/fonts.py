"""The fonts of the share image: Inter, then Noto for every script Inter lacks; all under the SIL OFL 1.1."""

from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from PIL import ImageFont

from bot.compose.picture.coverage import Coverage, parse_coverage
from bot.compose.picture.shaping import choose_engine
from bot.domain import errors
from bot.domain.words import say

FIRST = ("fontpkg_inter", "files/Inter[opsz,wght].ttf")
"""Latin, Greek, Cyrillic and Vietnamese."""
NOTO = "manimgx_fonts"
"""A wheel of unmodified Noto fonts, one file for each script."""
NOTO_CJK = "manimgx_fonts_cjk"
"""Chinese, Japanese and Korean; large, so only used where somebody installed it."""
EMOJI = "NotoEmoji[wght].ttf"
"""Monochrome: emoji take the colour of the text around them."""
LAST = ("NotoSansSymbols[wght].ttf", EMOJI)


@cache
def list_fonts() -> tuple[Path, ...]:
    """The fallback chain, first choice first. Raises BotError when the packages are not installed."""
    first = _find_folder(FIRST[0]) / FIRST[1]
    noto = _find_folder(NOTO)
    scripts = sorted(p for p in noto.glob("NotoSans*.ttf") if "Italic" not in p.name and p.name not in LAST)
    more = sorted(_find_folder(NOTO_CJK).rglob("*.[ot]t[fc]")) if find_spec(NOTO_CJK) else []
    paths = [first, noto / "NotoSans[wght].ttf", *scripts, *more, *(noto / name for name in LAST)]
    return tuple(dict.fromkeys(paths))


def get_emoji_font() -> Path:
    """The font for emoji presentation. Raises BotError when the packages are not installed."""
    return list_fonts()[-1]


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
    font.set_variation_by_axes([_choose_value(axis, weight) for axis in font.get_variation_axes()])
    return font


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
