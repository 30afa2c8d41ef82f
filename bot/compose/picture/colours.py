"""Colours in sRGB and their contrast as WCAG 2.2 defines it."""

from PIL import ImageColor

from bot.domain import errors
from bot.domain.words import say

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
