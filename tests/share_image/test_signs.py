"""Signs: emoji in colour, titles that no font can draw, logos of every colour."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import looking
import pytest
from PIL import Image, ImageDraw

from bot.share_image import draw, logo, text
from bot.share_image.card import Card, Drawing

needs_emoji = pytest.mark.skipif(
    text.get_emoji_folder() is None, reason="no drawings of emoji on this computer"
)
CUNEIFORM = "\U00012000\U00012001"


def draw_card(card: Card) -> Drawing:
    return draw.draw(card, template_dirs=looking.TEMPLATES)


@needs_emoji
@pytest.mark.parametrize("sign", ["🎉", "❤️", "👩‍👩‍👧", "👍🏽", "🇺🇦", "1️⃣", "☀️", "🏳️‍🌈", "⚽"])
def test_emoji_are_drawn_in_colour(sign: str) -> None:
    card = looking.make_bare(
        f"Fest {sign}", brand=replace(looking.BRAND, color="#222222", name="", logo=None)
    )
    drawn = looking.show_anew(card)
    assert draw_card(card).warnings == ()
    strong = [
        color
        for count, color in drawn.getcolors(drawn.width * drawn.height) or []
        if max(color) - min(color) > 60
    ]  # type: ignore[arg-type,type-var]
    assert strong or sign == "⚽"
    assert text.list_fonts_of(sign) == {text.get_emoji_folder()}


@needs_emoji
def test_emoji_are_evenly_spaced_and_as_high_as_letters() -> None:
    boxes = []
    for count in (1, 2, 3):
        drawn = looking.show_anew(looking.make_bare("I" + " ❤️" * count, layout="sober"))
        red = drawn.split()[0].point([0] * 200 + [255] * 56)
        blue = drawn.split()[2].point([255] * 90 + [0] * 166)
        boxes.append(Image.composite(red, Image.new("L", red.size), blue).getbbox() or (0, 0, 0, 0))
    widths = [right - left for left, _, right, _ in boxes]
    assert widths[2] - widths[1] == pytest.approx(widths[1] - widths[0], abs=3)


@pytest.mark.parametrize("title", [f"{CUNEIFORM}:", CUNEIFORM, f"Fest {CUNEIFORM} im Park"])
def test_a_picture_that_lost_letters_of_its_title_names_the_cure(title: str) -> None:
    drawing = draw_card(looking.make_card(title))
    assert "U+12000" in drawing.cure
    assert "fonts-noto-core" in drawing.cure
    assert drawing.warnings


def test_for_chinese_the_cure_is_one_command() -> None:
    assert "pip install manimgx-fonts-cjk" in draw.advise_fonts("春")
    assert "apt install fonts-noto-cjk" in draw.advise_fonts("か")


def test_a_sign_that_is_no_letter_may_be_left_out() -> None:
    drawing = draw_card(looking.make_card("Fest \U0001ccd6 im Park"))
    assert drawing.cure == ""
    assert "U+1CCD6" in drawing.warnings[0]


def test_a_title_of_nothing_visible_has_a_cure_too() -> None:
    assert draw_card(looking.make_card(" \u200b")).cure


def make_logo(path: Path, color: str) -> Path:
    picture = Image.new("RGBA", (300, 300))
    ImageDraw.Draw(picture).ellipse((10, 10, 290, 290), outline=color, width=60)
    picture.save(path)
    return path


@pytest.mark.parametrize("color", ["#ffffff", "#000000", "#0b5d8f", "#ffe08a", "#808080"])
@pytest.mark.parametrize("tone", ["brand", "paper", "deep", "tint"])
def test_a_logo_of_any_colour_is_seen_on_every_ground(tmp_path: Path, color: str, tone: str) -> None:
    path = make_logo(tmp_path / "logo.png", color)
    card = looking.make_card(brand=replace(looking.BRAND, logo=path), tone=tone)
    region = looking.show_anew(card).crop((84, 1180, 84 + 88, 1300))
    assert looking.measure_inside(region) >= logo.SEEN * 0.95


@pytest.mark.parametrize("kind", ["RGBA", "RGB", "L"])
def test_the_pattern_on_the_ground_is_the_logo_s_own_shape(tmp_path: Path, kind: str) -> None:
    picture = Image.new("RGB", (300, 300), "white")
    ImageDraw.Draw(picture).polygon(((150, 20), (280, 280), (20, 280)), fill="#aa0000")
    if kind == "RGBA":
        picture = picture.convert("RGBA")
        picture.putalpha(picture.convert("L").point([255] * 200 + [0] * 56))
    picture.convert(kind).save(tmp_path / "logo.png")
    mask = logo.make_pattern(tmp_path / "logo.png", 600)
    assert mask is not None
    assert max(mask.size) == 600
    assert (mask.getpixel((mask.width // 2, mask.height - 20)), mask.getpixel((5, 5))) == (255, 0)


def test_a_story_keeps_its_texts_out_of_the_apps_buttons() -> None:
    for layout in looking.LAYOUTS:
        drawing = draw.draw(looking.make_for(layout), draw.STORY, template_dirs=looking.TEMPLATES)
        assert (drawing.width, drawing.height) == (1080, 1920)
    for _, _, _, (_, top, _, bottom) in looking.Recorder(looking.make_for("card"), "story").lines:
        assert top >= 250
        assert bottom <= 1920 - 340


def test_a_carousel_shows_the_card_then_each_photo_with_its_credit() -> None:
    photos = [
        (looking.save(Image.new("RGB", (1600, 1200), color)), f"Foto: {color}") for color in ("red", "blue")
    ]
    slides = draw.draw_slides(
        looking.make_card(), [*photos, (b"", "kaputt")], template_dirs=looking.TEMPLATES
    )
    assert len(slides) == 3
    assert slides[0].warnings
    for slide, color in zip(slides[1:], ((254, 0, 0), (0, 0, 254)), strict=True):
        picture = Image.open(BytesIO(slide.jpeg))
        assert picture.size == (1080, 1350)
        assert picture.getpixel((540, 400)) == pytest.approx(color, abs=3)
    assert len(draw.draw_slides(looking.make_card(), photos * 8, template_dirs=looking.TEMPLATES)) == 10


def test_a_focus_moves_the_photo() -> None:
    tall = Image.new("RGB", (1000, 3000), "red")
    tall.paste("blue", (0, 1500, 1000, 3000))
    card = looking.make_card(layout="photo", photo=looking.save(tall))
    above, below = (
        looking.show_anew(replace(card, focus=focus)).getpixel((540, 200)) for focus in ("top", "50,95")
    )
    assert above[0] > 200 > below[0]  # type: ignore[index,operator]


@pytest.mark.parametrize(
    ("language", "typed", "printed"),
    [
        ("de", 'Rubrik "Events" - wie geht\'s weiter...', "Rubrik „Events“ – wie geht’s weiter…"),
        ("en-GB", 'The "Sunday" group', "The “Sunday” group"),
        ("de", 'Bildschirm 24" im Angebot', 'Bildschirm 24" im Angebot'),
        ("fr", 'Le "café" de l\'amitié', 'Le "café" de l’amitié'),
        ("de", "2024-2026: E-Mail-Kurs", "2024-2026: E-Mail-Kurs"),
    ],
)
def test_a_title_is_set_with_printed_signs(language: str, typed: str, printed: str) -> None:
    assert draw.clean_card(looking.make_card(typed, language=language)).card.title == printed
