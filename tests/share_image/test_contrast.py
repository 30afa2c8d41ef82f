"""Contrast of text and ground, measured on the pixels of the finished JPEG."""

from dataclasses import replace

import looking
import pytest

from bot.share_image import colors

COLOURS = [
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
PAIRS = [("card", colour) for colour in COLOURS[::3]]
PAIRS += [(layout, colour) for layout in ("sober", "event") for colour in ("#0b5d8f", "#f2b705", "#808080")]


@pytest.mark.parametrize(("layout", "colour"), PAIRS)
def test_the_title_can_be_read_whatever_the_brand_colour(layout: str, colour: str) -> None:
    card = looking.make_card("Ein langer Titel mit vielen Wörtern, der Zeilen füllt", layout=layout)
    card = replace(card, brand=replace(looking.BRAND, color=colour))
    with_title = looking.draw(card)
    without = looking.draw(replace(card, title=".", category=""))
    left, top, right, _ = looking.find_title(card)
    box = (left, top, right, top + 150)
    assert looking.measure_contrast(with_title.crop(box), without.crop(box)) >= colors.ENOUGH


@pytest.mark.parametrize(("layout", "colour"), PAIRS)
def test_head_badge_and_foot_can_be_read_whatever_the_brand_colour(layout: str, colour: str) -> None:
    card = looking.make_card(layout=layout, brand=replace(looking.BRAND, color=colour, logo=None))
    drawn = looking.draw(card)
    others = (
        replace(card, brand=replace(card.brand, name="Xx")),
        replace(card, source="Xx"),
        replace(card, category="Xx"),
    )
    for other in others:
        box = looking.find_difference(drawn, looking.draw(other))
        assert looking.measure_inside(drawn.crop(box)) >= colors.ENOUGH


@pytest.mark.parametrize("colour", COLOURS)
@pytest.mark.parametrize("ground", ["brand", "muted", "paper"])
def test_no_two_colours_of_text_and_ground_come_too_close(ground: str, colour: str) -> None:
    palette = colors.make_palette(ground, colors.parse(colour))
    pairs = [(palette.badge_text, palette.badge)]
    pairs += [
        (ink, below)
        for ink in (palette.text, palette.soft)
        for below in (palette.ground, palette.deep, palette.ring)
    ]
    assert min(colors.contrast(*pair) for pair in pairs) >= colors.ENOUGH


def test_a_colour_that_already_serves_is_kept() -> None:
    assert colors.make_palette("brand", colors.parse("#0b5d8f")).ground == (11, 93, 143)


def test_contrast_is_that_of_the_web_guidelines() -> None:
    assert colors.contrast((255, 255, 255), (0, 0, 0)) == pytest.approx(21)
    assert colors.contrast((255, 255, 255), (118, 118, 118)) == pytest.approx(4.54, abs=0.01)
