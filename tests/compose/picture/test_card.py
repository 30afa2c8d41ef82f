"""The typographic card: format, determinism, what cannot be drawn."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from bot.compose import picture
from bot.domain import errors

ROOT = Path(__file__).parents[3]
TEMPLATES = [ROOT / "templates"]
BRAND = picture.Brand(name="Verbund der Vereine e. V.", color="#0b5d8f", logo=ROOT / "media/logo.png")


def make_card(title: str, **more: str) -> picture.Card:
    return picture.Card(
        layout="card", title=title, category="Bildung", date="22. November 2026", brand=BRAND, **more
    )


def test_a_card_is_an_upright_srgb_jpeg_of_the_asked_size() -> None:
    drawing = picture.draw(make_card("Sprachkurse beginnen im Januar"), template_dirs=TEMPLATES)
    image = Image.open(BytesIO(drawing.jpeg))
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (1080, 1350))
    assert (drawing.width, drawing.height) == image.size
    profile = ImageCms.ImageCmsProfile(BytesIO(image.info["icc_profile"]))
    assert "sRGB" in ImageCms.getProfileDescription(profile)


def test_the_same_card_gives_the_same_bytes() -> None:
    first, second = (picture.draw(make_card("Sommerfest"), template_dirs=TEMPLATES) for _ in range(2))
    assert first == second


def test_a_character_without_a_font_is_left_out_with_a_warning() -> None:
    drawing = picture.draw(make_card("Treffen \U00012000 im Park"), template_dirs=TEMPLATES)
    plain = picture.draw(make_card("Treffen im Park"), template_dirs=TEMPLATES)
    assert "U+12000" in drawing.warnings[0]
    assert drawing.jpeg == plain.jpeg


def test_a_title_no_font_can_draw_is_refused() -> None:
    with pytest.raises(errors.NeedsPerson, match="no installed font"):
        picture.draw(make_card("\U00012000\U00012001"), template_dirs=TEMPLATES)


def test_a_brand_colour_that_is_none_is_named() -> None:
    brand = picture.Brand(name="Verbund", color="blauish", logo=None)
    with pytest.raises(errors.SettingsWrong, match="blauish"):
        picture.draw(picture.Card(layout="card", title="Titel", brand=brand), template_dirs=TEMPLATES)
