"""A logo as the guided set-up keeps it, and the colour it is remembered by."""

import gzip
import io
from dataclasses import replace
from pathlib import Path

import looking
import pytest
from PIL import Image, ImageDraw

from bot.share_image import draw as draw_card
from bot.share_image.logo import find_main_colour, keep_logo, open_logo
from bot.share_image.photos import PhotoUnusable


def draw(mode: str, ground: object, *marks: tuple[str, tuple[int, int, int, int]]) -> Image.Image:
    image = Image.new(mode, (300, 120), ground)  # type: ignore[arg-type] # a colour of the mode
    for colour, box in marks:
        ImageDraw.Draw(image).rectangle(box, fill=colour)
    return image


def encode(image: Image.Image, form: str) -> bytes:
    out = io.BytesIO()
    image.save(out, form)
    return out.getvalue()


BLACK_WORDS = ("#202020", (120, 40, 290, 70))
RED_MARK = ("#c8102e", (10, 10, 90, 90))
LOGOS = {
    "a mark beside black words": (
        draw("RGB", "white", ("#c8102e", (10, 10, 90, 90)), BLACK_WORDS),
        "#c8102e",
    ),
    "on transparent ground": (draw("RGBA", (255, 0, 0, 0), ("#0b5d7a", (10, 10, 90, 90))), "#0b5d7a"),
    "the larger of two": (
        draw("RGB", "white", ("#e07a00", (0, 0, 40, 40)), ("#00704a", (60, 0, 290, 110))),
        "#00704a",
    ),
    "black and white": (draw("RGB", "white", BLACK_WORDS), ""),
    "a speck of colour": (draw("RGB", "white", ("#ff0000", (0, 0, 5, 5)), BLACK_WORDS), ""),
}


@pytest.mark.parametrize("kind", LOGOS)
def test_the_colour_is_the_one_that_is_seen(kind: str, tmp_path: Path) -> None:
    image, colour = LOGOS[kind]
    keep_logo(encode(image, "PNG"), tmp_path / "media" / "logo.png")
    assert find_main_colour(tmp_path / "media" / "logo.png") == colour


def test_the_noise_of_a_jpeg_scatters_no_colour(tmp_path: Path) -> None:
    keep_logo(encode(LOGOS["a mark beside black words"][0], "JPEG"), tmp_path / "logo.png")
    found = find_main_colour(tmp_path / "logo.png")
    red, green, blue = (int(found[place : place + 2], 16) for place in (1, 3, 5))
    assert abs(red - 0xC8) + abs(green - 0x10) + abs(blue - 0x2E) < 12


def test_what_is_no_logo_is_refused_and_a_large_one_is_made_smaller(tmp_path: Path) -> None:
    place = tmp_path / "logo.png"
    for data in (b"<svg/>", encode(Image.new("RGB", (16, 16)), "PNG")):
        with pytest.raises(PhotoUnusable):
            keep_logo(data, place)
    assert not place.exists()
    keep_logo(encode(Image.new("RGB", (4000, 400), "navy"), "PNG"), place)
    with Image.open(place) as kept:
        assert kept.size == (1200, 120)
    assert find_main_colour(tmp_path / "nowhere.png") == ""


DRAWING = b"""<?xml version="1.0"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100"><circle cx="50" cy="50" r="45" fill="#c8102e"/>
<text x="110" y="65" font-size="48" fill="#202020">Verein</text></svg>"""


@pytest.mark.parametrize(
    "data", [DRAWING, gzip.compress(DRAWING), DRAWING.replace(b"viewBox", b"width='30' viewBox")]
)
def test_a_drawing_in_svg_is_a_logo_with_its_words(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_bytes(data)
    drawn = open_logo(tmp_path / "logo.svg", 100)
    assert drawn is not None
    assert drawn.height == 100
    assert drawn.crop((130, 0, *drawn.size)).getchannel("A").getbbox() is not None, "no words"
    assert find_main_colour(tmp_path / "logo.svg") == "#c8102e"
    keep_logo(data, tmp_path / "logo.png")
    with Image.open(tmp_path / "logo.png") as kept:
        assert kept.width == 1200
        assert kept.mode == "RGBA"


def test_a_damaged_drawing_is_named_and_the_picture_goes_without(tmp_path: Path) -> None:
    for data in (b"<svg", DRAWING[:60], gzip.compress(DRAWING)[:40], b"<svg>" + b"<g>" * 100_000):
        (tmp_path / "logo.svg").write_bytes(data)
        brand = replace(looking.BRAND, logo=tmp_path / "logo.svg")
        drawing = draw_card.draw(looking.make_card(brand=brand), template_dirs=looking.TEMPLATES)
        assert "logo.svg" in " ".join(drawing.warnings)
