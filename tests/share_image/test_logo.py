"""A logo as the guided set-up keeps it, and the colour it is remembered by."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from bot.share_image.logo import find_main_colour, keep_logo
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
