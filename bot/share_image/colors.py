"""Colours in sRGB and their contrast as WCAG 2.2 defines it."""

from dataclasses import dataclass, replace
from functools import lru_cache

from PIL import ImageColor

from bot.domain import errors
from bot.i18n import say

Colour = tuple[int, int, int]
WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)
INK: Colour = (20, 24, 31)
ENOUGH = 4.5
"""Least contrast of text on its background (WCAG 2.2, success criterion 1.4.3)."""
MARGIN = 0.35
"""Asked for on top of it, so that JPEG's rounding cannot eat it."""


def parse(text: str) -> Colour:
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


def luminance(colour: Colour) -> float:
    """Relative luminance from 0 (black) to 1 (white)."""
    red, green, blue = (_linear(value / 255) for value in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """Contrast ratio from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """One colour with a share (0 to 1) of another."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def mute(colour: Colour, share: float) -> Colour:
    """Take a share (0 to 1) of the colour away, keeping its brightness."""
    grey = round(0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2])
    return mix(colour, (grey, grey, grey), share)


def choose_text(ground: Colour) -> Colour:
    """White where it can be read on the ground or nearly so, else ink: the ground is corrected later."""
    white = contrast(WHITE, ground)
    return WHITE if white >= ENOUGH * 0.75 or white >= contrast(INK, ground) else INK


def make_readable(colour: Colour, against: Colour, ratio: float = ENOUGH + MARGIN) -> Colour:
    """Darken or lighten a colour just so far that it stands out against another."""
    target = max(BLACK, WHITE, key=lambda end: contrast(end, against))
    steps = (mix(colour, target, step / 40) for step in range(41))
    return next((step for step in steps if contrast(step, against) >= ratio), target)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


PAPER: Colour = (244, 242, 238)
RING_SHARE = 0.11
LEAST_OF_FILL = 2.5
"""A brand colour with less contrast to paper is not darkened to mud but set as letters on ink."""
DARK = 0.03
"""Luminance of the sober ground at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """ground, deep: upper and lower end of the background; ring: the ornament on it; rule: the thin line."""

    ground: Colour
    deep: Colour
    ring: Colour
    text: Colour
    soft: Colour
    rule: Colour
    badge: Colour
    badge_text: Colour


@lru_cache(maxsize=16)
def make_palette(ground: str, brand: Colour) -> Palette:
    """Palette for a layout's ground: "brand", "muted" (little colour) or "paper" (light)."""
    if ground == "paper":
        return _make_light(brand)
    if ground == "muted":
        return _make_muted(brand)
    return _make_full(brand)


def _make_muted(brand: Colour) -> Palette:
    dark = mix(mute(brand, 0.75), INK, 0.6)
    while luminance(dark) > DARK:
        dark = mix(dark, INK, 0.1)
    full = _make_full(dark)
    badge = mix(full.ground, full.text, 0.16)
    return replace(full, badge=badge, badge_text=make_readable(full.text, badge))


def _make_full(brand: Colour) -> Palette:
    text = choose_text(brand)
    ground = brand
    while contrast(text, _ring(ground, text)) < ENOUGH + MARGIN:
        ground = mix(ground, INK if text == WHITE else WHITE, 0.04)
    ring = _ring(ground, text)
    return Palette(
        ground=ground,
        deep=mix(ground, INK if text == WHITE else WHITE, 0.22),
        ring=ring,
        text=text,
        soft=_soften(text, (ground, ring)),
        rule=mix(ground, text, 0.35),
        badge=text,
        badge_text=make_readable(ground, text),
    )


def _make_light(brand: Colour) -> Palette:
    is_light = contrast(brand, PAPER) < LEAST_OF_FILL
    badge = INK if is_light else make_readable(brand, PAPER)
    return Palette(
        ground=PAPER,
        deep=PAPER,
        ring=mix(PAPER, badge, 0.09),
        text=INK,
        soft=mix(INK, PAPER, 0.25),
        rule=mix(PAPER, INK, 0.3),
        badge=badge,
        badge_text=make_readable(brand if is_light else WHITE, badge),
    )


def _soften(text: Colour, grounds: tuple[Colour, ...]) -> Colour:
    """The colour of small print: a little nearer to the ground than the title, where that can be read."""
    steps = (mix(text, grounds[0], share / 100) for share in (18, 12, 6))
    wanted = ENOUGH + MARGIN
    readable = (step for step in steps if min(contrast(step, g) for g in grounds) >= wanted)
    return next(readable, text)


def _ring(ground: Colour, text: Colour) -> Colour:
    return mix(ground, WHITE, RING_SHARE if text == WHITE else RING_SHARE * 3)
