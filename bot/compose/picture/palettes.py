"""The colours of one share image, made from one brand colour so that everything can be read."""

from dataclasses import dataclass, replace
from functools import lru_cache

from bot.compose.picture import colours
from bot.compose.picture.colours import INK, WHITE, Colour

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
    dark = colours.mix(colours.mute(brand, 0.75), INK, 0.6)
    while colours.luminance(dark) > DARK:
        dark = colours.mix(dark, INK, 0.1)
    full = _make_full(dark)
    badge = colours.mix(full.ground, full.text, 0.16)
    return replace(full, badge=badge, badge_text=colours.make_readable(full.text, badge))


def _make_full(brand: Colour) -> Palette:
    text = colours.choose_text(brand)
    ground = brand
    while colours.contrast(text, _ring(ground, text)) < colours.ENOUGH + colours.MARGIN:
        ground = colours.mix(ground, INK if text == WHITE else WHITE, 0.04)
    ring = _ring(ground, text)
    return Palette(
        ground=ground,
        deep=colours.mix(ground, INK if text == WHITE else WHITE, 0.22),
        ring=ring,
        text=text,
        soft=_soften(text, (ground, ring)),
        rule=colours.mix(ground, text, 0.35),
        badge=text,
        badge_text=colours.make_readable(ground, text),
    )


def _make_light(brand: Colour) -> Palette:
    is_light = colours.contrast(brand, PAPER) < LEAST_OF_FILL
    badge = INK if is_light else colours.make_readable(brand, PAPER)
    return Palette(
        ground=PAPER,
        deep=PAPER,
        ring=colours.mix(PAPER, badge, 0.09),
        text=INK,
        soft=colours.mix(INK, PAPER, 0.25),
        rule=colours.mix(PAPER, INK, 0.3),
        badge=badge,
        badge_text=colours.make_readable(brand if is_light else WHITE, badge),
    )


def _soften(text: Colour, grounds: tuple[Colour, ...]) -> Colour:
    """The colour of small print: a little nearer to the ground than the title, where that can be read."""
    steps = (colours.mix(text, grounds[0], share / 100) for share in (18, 12, 6))
    wanted = colours.ENOUGH + colours.MARGIN
    readable = (step for step in steps if min(colours.contrast(step, g) for g in grounds) >= wanted)
    return next(readable, text)


def _ring(ground: Colour, text: Colour) -> Colour:
    return colours.mix(ground, WHITE, RING_SHARE if text == WHITE else RING_SHARE * 3)
