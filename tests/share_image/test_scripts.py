"""Every script: a font for each character, shaped, in reading order, never a box."""

from dataclasses import replace
from pathlib import Path

import looking
import pytest
from PIL import Image, ImageChops, ImageStat

from bot.share_image import blocks, draw, fonts, layouts, text
from bot.share_image.text import Style

STYLE = Style(weight=700, size=80)
SCRIPTS = {
    "european accents": "ÄÖÜß ẞ ĄĆĘŁŃÓŚŹŻ ČĎĚŇŘŠŤŮŽ ĞİŞ ȘȚ ĀĒĪŪ ŐŰ ÅÆØ ÇËÑ Œ Ŀl Ħġ Ðð Þþ ċ ŵŷ ḋ",
    "signs": "„Zitat“ ‚so‘ «so» – — … € § № ½ ° × 100 % © • → ✓ & @ # *",
    "greek": "Πολιτιστικό φεστιβάλ: Καλώς ήρθατε",
    "cyrillic": "Зустріч родин: їжа, ґанок, подъезд, Ђорђе, ќе, ў",
    "arabic": "مهرجان الثقافات في المدينة: أهلاً وسهلاً",
    "persian": "جشن نوروز: خوش آمدید، گل‌های بهار، پیوند",
    "hebrew": "ברוכים הבאים לחגיגה",
    "tamil": "பொங்கல் திருவிழா: அனைவரும் வருக",
    "vietnamese": "Tết Nguyên Đán: Lễ hội mừng năm mới, Ưu đãi, ẵm",
    "devanagari": "हिन्दी दिवस: सभी का स्वागत है",
    "georgian": "კეთილი იყოს თქვენი მობრძანება",
    "armenian": "Բարի գալուստ",
    "amharic": "እንኳን ደህና መጡ",
    "thai": "ยินดีต้อนรับ",
    "bengali": "স্বাগতম",
    "emoji": "🎉 🌍 ❤️ 👩‍👩‍👧 👍🏽 🇺🇦 🇩🇪 1️⃣ ☀️ 🏳️‍🌈",
}


@pytest.mark.parametrize("sample", SCRIPTS.values(), ids=SCRIPTS)
def test_every_script_is_drawn_whole_and_without_a_warning(sample: str) -> None:
    drawing = draw.draw(looking.make_card(sample), template_dirs=looking.TEMPLATES)
    assert drawing.warnings == ()


@pytest.mark.parametrize("sample", SCRIPTS.values(), ids=SCRIPTS)
@pytest.mark.parametrize("repeats", [1, 4])
def test_every_script_stays_between_the_sides(sample: str, repeats: int) -> None:
    card = looking.make_card(" ".join([sample] * repeats)[:180])
    boxes = [box for *_, box in looking.Recorder(card).lines]
    assert min(left for left, *_ in boxes) >= 84 - 16  # letters that reach out
    assert max(right for *_, right, _ in boxes) <= 1080 - 84 + 16
    assert min(top for _, top, *_ in boxes) > 40
    for place, one in enumerate(boxes):
        for other in boxes[place + 1 :]:
            assert (
                one[3] <= other[1] + 20 or other[3] <= one[1] + 20 or one[2] <= other[0] or other[2] <= one[0]
            )


@pytest.mark.parametrize("sample", SCRIPTS.values(), ids=SCRIPTS)
def test_no_character_looks_like_the_box_of_a_missing_one(sample: str) -> None:
    for cluster in text.list_clusters(sample.replace(" ", "")):
        (font,) = text.list_fonts_of(cluster)
        if font == text.get_emoji_folder():
            continue
        opened = fonts.open_font(font, 700, 80)
        box = bytes(opened.getmask("\U0010fffd"))
        assert bytes(opened.getmask(cluster)) != box, f"{cluster} has no glyph in {font.name}"


def draw_line(line: str, style: Style) -> Image.Image:
    """White on black, from x = 100."""
    canvas = Image.new("RGB", (2000, 300))
    text.draw(canvas, (100, 180), line, style, (255, 255, 255))
    return canvas


def test_arabic_letters_are_joined() -> None:
    joined = text.measure("بيت", STYLE)
    assert joined < 0.8 * sum(text.measure(letter, STYLE) for letter in "بيت")


def test_devanagari_and_tamil_are_shaped() -> None:
    for word in ("स्वागत", "தொழில்"):
        (font,) = text.list_fonts_of(word)
        pieces = sum(fonts.open_font(font, 700, 80).getlength(character) for character in word)
        assert text.measure(word, STYLE) < pieces * 0.95


def test_an_arabic_title_begins_at_the_right_and_the_card_is_mirrored() -> None:
    arabic, german = looking.make_bare("مرحبا"), looking.make_bare("Hallo")
    assert looking.find_title(arabic)[2] == pytest.approx(1080 - 84, abs=20)
    assert looking.find_title(german)[0] == pytest.approx(84, abs=20)


def test_a_latin_word_that_begins_a_line_of_an_arabic_title_stands_at_the_right() -> None:
    layout = layouts.get_layout("card", looking.TEMPLATES)
    card = looking.make_card("مرحبا")
    made = layouts.make_frame(Image.new("RGB", (1080, 1350)), card, layout, mirrored=True)
    style = replace(blocks.set_title(made, card.title, 900).style, size=80)
    drawn = [draw_line("Dortmund ترحب", each) for each in (style, replace(style, right_to_left=False))]
    name = round(text.measure("Dortmund", style))
    right = drawn[0].crop((100 + round(text.measure("Dortmund ترحب", style)) - name, 0, 2000, 300))
    left = drawn[1].crop((100, 0, 2000 - 100, 300)).crop((0, 0, right.width, 300))
    difference = ImageChops.difference(right.crop((0, 0, name, 300)), left.crop((0, 0, name, 300)))
    assert ImageStat.Stat(difference).mean[0] < 12


def test_a_bracket_that_opens_an_arabic_line_is_mirrored() -> None:
    opening = draw_line("(مرحبا", STYLE)
    right = round(100 + text.measure("(مرحبا", STYLE))
    bracket = round(text.measure(")", STYLE))
    wanted = draw_line(")", STYLE).crop((100, 0, 100 + bracket, 300))
    shown = opening.crop((right - bracket, 0, right, 300))
    assert ImageStat.Stat(ImageChops.difference(shown, wanted)).mean[0] < 12


def test_latin_names_and_numbers_keep_their_order_in_an_arabic_line() -> None:
    line = "أهلاً في Dortmund 2026!"
    order = text.list_levels(line, right_to_left=True)
    assert set(order[line.index("D") : line.index("!")]) == {2}
    assert order[0] == order[-1] == 1


# Memory order and the order on screen from left to right; capitals stand for right-to-left letters, as in
# Unicode Standard Annex #9.
@pytest.mark.parametrize(
    ("memory", "right_to_left", "screen"),
    [
        ("car is THE CAR in arabic", False, "car is RAC EHT in arabic"),
        ("CAR IS the car IN ENGLISH", True, "HSILGNE NI the car SI RAC"),
        ("ABC 12.5 % DEF", True, "FED % 12.5 CBA"),
        ("FEST (EU) HEUTE", True, "ETUEH (UE) TSEF"),
        ("dortmund (nord) FEST", True, "TSEF dortmund (nord)"),
        ("FEST 10-12 UHR", True, "RHU 10-12 TSEF"),
        ("a FEST, b", False, "a TSEF, b"),
        ("FEST!", True, "!TSEF"),
    ],
)
def test_lines_run_as_the_unicode_standard_says(memory: str, right_to_left: bool, screen: str) -> None:
    hebrew = "".join(chr(ord("א") + ord(c) - ord("A")) if c.isupper() else c for c in memory)
    levels = text.list_levels(hebrew, right_to_left=right_to_left)
    mirror = {"(": ")", ")": "("}
    shown = (
        mirror.get(memory[p], memory[p]) if levels[p] % 2 else memory[p] for p in text.order_runs(levels)
    )
    assert "".join(shown) == screen


@pytest.mark.parametrize(
    ("sample", "count"),
    [("👩‍👩‍👧", 1), ("🇺🇦🇩🇪", 2), ("👍🏽", 1), ("1️⃣2", 2), ("é", 1), ("नि", 1), ("ab", 2)],
)
def test_what_a_reader_sees_as_one_character_stays_together(sample: str, count: int) -> None:
    assert len(text.list_clusters(sample)) == count


def test_a_line_of_several_fonts_is_as_wide_as_it_is_measured() -> None:
    line = "Fest 🎉 மழை und நன்றி"
    left, _, right, _ = draw_line(line, STYLE).getbbox() or (0, 0, 0, 0)
    assert right - left == pytest.approx(text.measure(line, STYLE), abs=14)


def test_a_home_that_a_service_may_not_see_or_that_nobody_has_is_no_folder_of_fonts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Such as behind ProtectHome=yes of systemd."""
    is_dir = Path.is_dir

    def refuse(path: Path) -> bool:
        if path == tmp_path:
            raise PermissionError(path)
        return is_dir(path)

    monkeypatch.setattr(fonts, "NOTO_CJK", "no_such_wheel")
    monkeypatch.setattr(fonts, "SYSTEM_FOLDERS", (str(tmp_path), "~nobody-of-this-name/fonts"))
    monkeypatch.setattr(Path, "is_dir", refuse)
    assert fonts.list_fonts.__wrapped__()
