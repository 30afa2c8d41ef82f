"""Contrast of text and ground, measured on the pixels of the finished picture."""

from dataclasses import replace
from itertools import cycle

import looking
import pytest

from bot.share_image import colors, layouts

COLORS = [
    "#0b5d8f",
    "#f2b705",
    "#ffffff",
    "#000000",
    "#808080",
    "#ff0000",
    "#00a651",
    "#7a1f5c",
    "#ff8800",
    "#9acd32",
    "#767676",
    "#00ffff",
    "#e2001a",
]
GROUNDS = [
    (layout, tone) for layout in looking.LAYOUTS for tone in layouts.list_tones(layout, looking.TEMPLATES)
]
CASES = [(*ground, color) for ground, color in zip(GROUNDS, cycle(COLORS), strict=False)]


@pytest.mark.parametrize(("layout", "tone", "color"), CASES)
def test_every_text_can_be_read_whatever_layout_ground_and_brand_colour(
    layout: str, tone: str, color: str
) -> None:
    brand = replace(looking.BRAND, color=color)
    card = looking.make_for(layout, tone=tone, brand=brand, credit="Foto: Mehmet Yılmaz")
    if layout in {"card", "photo", "event", "call"}:
        card = replace(card, facts=looking.FACTS)
    contrast, line = looking.Recorder(card).measure_worst()
    assert contrast >= colors.ENOUGH, line


@pytest.mark.parametrize("size", looking.SIZES)
def test_every_text_can_be_read_in_every_size(size: str) -> None:
    for layout in ("photo", "event", "number", "sober") if size != "portrait" else ("card",):
        contrast, line = looking.Recorder(looking.make_for(layout), size).measure_worst()
        assert contrast >= colors.ENOUGH, (layout, line)


@pytest.mark.parametrize("color", COLORS)
@pytest.mark.parametrize("tone", colors.TONES)
def test_no_two_colours_of_text_and_ground_come_too_close(tone: str, color: str) -> None:
    palette = colors.make_palette(tone, colors.parse(color))
    pairs = [(palette.plate_text, palette.plate)]
    pairs += [
        (ink, below)
        for ink in (palette.text, palette.soft, palette.accent)
        for below in (palette.ground, palette.end, palette.pattern)
    ]
    assert min(colors.contrast(*pair) for pair in pairs) >= colors.ENOUGH


@pytest.mark.parametrize("color", ["#0b5d8f", "#7a1f5c", "#14746f", "#b3261e", "#f2b705", "#222222"])
def test_the_grounds_of_one_brand_differ_so_that_a_grid_has_a_rhythm(color: str) -> None:
    grounds = [
        colors.make_palette(tone, colors.parse(color)).ground for tone in ("brand", "deep", "paper", "tint")
    ]
    for place, one in enumerate(grounds):
        for other in grounds[place + 1 :]:
            distance = sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5
            assert distance > 25, (one, other)


def test_a_colour_that_already_serves_is_kept() -> None:
    assert colors.make_palette("brand", colors.parse("#0b5d8f")).ground == (11, 93, 143)


def test_contrast_is_that_of_the_web_guidelines() -> None:
    assert colors.contrast((255, 255, 255), (0, 0, 0)) == pytest.approx(21)
    assert colors.contrast((255, 255, 255), (118, 118, 118)) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("color", [(11, 93, 143), (242, 183, 5), (255, 255, 255), (0, 0, 0), (128, 128, 128)])
def test_a_colour_survives_the_way_to_oklch_and_back(color: colors.Color) -> None:
    assert colors.from_oklch(*colors.to_oklch(color)) == pytest.approx(color, abs=2)
