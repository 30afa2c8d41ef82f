"""Colours in sRGB, their contrast as WCAG 2.2 defines it, and the grounds made from one brand colour."""

import math
from dataclasses import dataclass, replace
from functools import lru_cache

from PIL import ImageColor

from bot.domain import errors
from bot.i18n import say

Color = tuple[int, int, int]
WHITE: Color = (255, 255, 255)
BLACK: Color = (0, 0, 0)
INK: Color = (20, 24, 31)
PAPER: Color = (246, 244, 239)
ENOUGH = 4.5
"""Least contrast of text on its background (WCAG 2.2, success criterion 1.4.3)."""
MARGIN = 0.4
"""Asked for on top of it, so that JPEG's rounding cannot eat it."""
TONES = ("brand", "deep", "paper", "tint", "muted")
"""brand: the colour itself; deep: a darker sister; paper: nearly white; tint: a light wash of it; muted: for
sober posts, with hardly any colour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """The colours of one ground.

    ground, end: upper and lower end of the background; pattern: the logo's shape on it; text: the title;
    soft: small print; rule: thin lines; plate, plate_text: a plate that stands out, such as the badge and
    the facts; accent: for shapes and large figures that are read, too.
    """

    ground: Color
    end: Color
    pattern: Color
    text: Color
    soft: Color
    rule: Color
    plate: Color
    plate_text: Color
    accent: Color


@lru_cache(maxsize=32)
def make_palette(tone: str, brand: Color) -> Palette:
    """The palette of a tone for a brand colour; every text on it can be read."""
    makers = {"paper": _make_paper, "tint": _make_tint, "muted": _make_muted, "deep": _make_deep}
    return makers.get(tone, _make_full)(brand)


def parse(text: str) -> Color:
    """Parse "#rrggbb". Raises SettingsWrong."""
    try:
        red, green, blue = ImageColor.getrgb(text)[:3]
    except ValueError as error:
        raise errors.SettingsWrong(
            say(
                "The brand colour “{text}” is not a colour. Write it like #1d4f91. Nothing was published.",
                text=text,
            )
        ) from error
    return red, green, blue


def luminance(color: Color) -> float:
    """Relative luminance from 0 (black) to 1 (white)."""
    red, green, blue = (_linear(value / 255) for value in color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, other: Color) -> float:
    """Contrast ratio from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mix(one: Color, other: Color, share: float) -> Color:
    """One colour with a share (0 to 1) of another."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def mute(color: Color, share: float) -> Color:
    """Take a share (0 to 1) of the colour away, keeping its brightness."""
    grey = round(0.299 * color[0] + 0.587 * color[1] + 0.114 * color[2])
    return mix(color, (grey, grey, grey), share)


def make_readable(color: Color, against: Color, ratio: float = ENOUGH + MARGIN) -> Color:
    """Darken or lighten a colour just so far that it stands out against another."""
    target = max(BLACK, WHITE, key=lambda end: contrast(end, against))
    steps = (mix(color, target, step / 40) for step in range(41))
    return next((step for step in steps if contrast(step, against) >= ratio), target)


def to_oklch(color: Color) -> tuple[float, float, float]:
    """Lightness (0-1), chroma (0-0.4) and hue (radians) as people see them (Ottosson's Oklab)."""
    red, green, blue = (_linear(value / 255) for value in color)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    light = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return light, math.hypot(a, b), math.atan2(b, a)


def from_oklch(light: float, chroma: float, hue: float) -> Color:
    """The sRGB colour; chroma is lowered until there is one."""
    for step in range(21):
        values = _to_linear(light, chroma * (1 - step / 20), hue)
        if all(-0.0005 <= value <= 1.0005 for value in values):
            break
    red, green, blue = (round(255 * _gamma(min(max(value, 0), 1))) for value in values)
    return red, green, blue


def _make_full(brand: Color) -> Palette:
    text = _choose_text(brand)
    target = INK if text == WHITE else WHITE
    ground = brand
    while contrast(text, _draw_pattern(ground, text)) < ENOUGH + MARGIN:
        ground = mix(ground, target, 0.04)
    return _finish(ground, mix(ground, target, 0.14), text)


def _make_deep(brand: Color) -> Palette:
    light, chroma, hue = to_oklch(brand)
    if light > 0.68:
        dark = _make_full(from_oklch(0.27, min(chroma, 0.03), hue))
        return replace(dark, plate=brand, plate_text=make_readable(INK, brand), accent=brand)
    deeper = min(light - 0.15, 0.34) if light > 0.40 else light + 0.15
    return _make_full(from_oklch(max(deeper, 0.22), min(chroma, 0.14), hue - 0.12))


def _make_tint(brand: Color) -> Palette:
    light, chroma, hue = to_oklch(brand)
    ground = from_oklch(0.91, min(chroma * 0.45, 0.052), hue)
    text = make_readable(from_oklch(0.30, min(chroma, 0.10), hue), ground, 8)
    return _make_light(ground, text, brand, strength=0.5 if light < 0.85 else 0.2)


def _make_paper(brand: Color) -> Palette:
    return _make_light(PAPER, INK, brand, strength=0.12)


def _make_light(ground: Color, text: Color, brand: Color, *, strength: float) -> Palette:
    """A light ground; a brand colour too light for it is not darkened to mud but set as ink."""
    is_light = contrast(brand, PAPER) < 2.5
    plate = text if is_light else make_readable(brand, ground)
    pattern = mix(ground, brand, strength * (0.6 if is_light else 1))
    while contrast(text, pattern) < 7 or contrast(pattern, ground) > 1.28:
        pattern = mix(pattern, ground, 0.15)
    return Palette(
        ground=ground,
        end=ground,
        pattern=pattern,
        text=text,
        soft=make_readable(mix(text, ground, 0.25), pattern),
        rule=mix(ground, text, 0.25),
        plate=plate,
        plate_text=make_readable(brand if is_light else WHITE, plate),
        accent=make_readable(plate, pattern),
    )


def _make_muted(brand: Color) -> Palette:
    dark = mix(mute(brand, 0.75), INK, 0.6)
    while luminance(dark) > 0.03:
        dark = mix(dark, INK, 0.1)
    full = _make_full(dark)
    plate = mix(full.ground, full.text, 0.16)
    return Palette(
        ground=full.ground,
        end=full.end,
        pattern=full.ground,
        text=full.text,
        soft=full.soft,
        rule=full.rule,
        plate=plate,
        plate_text=make_readable(full.text, plate),
        accent=full.text,
    )


def _finish(ground: Color, end: Color, text: Color) -> Palette:
    pattern = _draw_pattern(ground, text)
    grounds = (ground, end, pattern)
    soft = next(
        (
            step
            for step in (mix(text, ground, share / 100) for share in (18, 12, 6))
            if min(contrast(step, each) for each in grounds) >= ENOUGH + MARGIN
        ),
        text,
    )
    plate = PAPER if text == WHITE else INK
    return Palette(
        ground=ground,
        end=end,
        pattern=pattern,
        text=text,
        soft=soft,
        rule=mix(ground, text, 0.35),
        plate=plate,
        plate_text=make_readable(mix(ground, INK, 0.25) if text == WHITE else ground, plate),
        accent=text,
    )


def _choose_text(ground: Color) -> Color:
    """White where it can be read on the ground or nearly so, else ink: the ground is corrected later."""
    white = contrast(WHITE, ground)
    return WHITE if white >= ENOUGH * 0.75 or white >= contrast(INK, ground) else INK


def _draw_pattern(ground: Color, text: Color) -> Color:
    lighter = mix(ground, WHITE, 0.1 if text == WHITE else 0.32)
    return lighter if contrast(lighter, ground) > 1.03 else mix(ground, INK, 0.06)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _gamma(value: float) -> float:
    return value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def _to_linear(light: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
