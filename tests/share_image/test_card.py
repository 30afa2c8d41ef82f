"""The share image as a file: format, size, determinism, and what is refused."""

from dataclasses import replace
from io import BytesIO

import looking
import pytest
from PIL import Image, ImageCms

from bot.domain import errors
from bot.share_image import draw


@pytest.mark.parametrize("layout", looking.LAYOUTS)
@pytest.mark.parametrize("size", looking.SIZES)
def test_every_layout_gives_a_small_upright_srgb_jpeg_of_the_asked_size(layout: str, size: str) -> None:
    drawing = draw.draw(looking.make_for(layout), looking.SIZES[size], template_dirs=looking.TEMPLATES)
    image = Image.open(BytesIO(drawing.jpeg))
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", looking.SIZES[size])
    assert (drawing.width, drawing.height, drawing.warnings) == (*image.size, ())
    assert "sRGB" in ImageCms.getProfileDescription(
        ImageCms.ImageCmsProfile(BytesIO(image.info["icc_profile"]))
    )
    assert not image.getexif()
    assert len(drawing.jpeg) < 4_000_000


def test_the_standard_size_is_4_to_5_which_instagram_leaves_uncut() -> None:
    drawing = draw.draw(looking.make_card(), template_dirs=looking.TEMPLATES)
    assert (drawing.width, drawing.height) == (1080, 1350)


def test_the_same_card_gives_the_same_bytes() -> None:
    first, second = (
        draw.draw(looking.make_card(layout="event"), template_dirs=looking.TEMPLATES) for _ in range(2)
    )
    assert first == second


def test_the_colour_profile_carries_no_time_of_its_making() -> None:
    drawing = draw.draw(looking.make_card(), template_dirs=looking.TEMPLATES)
    profile = Image.open(BytesIO(drawing.jpeg)).info["icc_profile"]
    assert not any(profile[24:36])


def test_a_new_logo_is_seen_without_a_restart(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "logo.png"
    card = looking.make_card(brand=replace(looking.BRAND, logo=path))
    without = looking.show_anew(card)
    Image.new("RGB", (64, 64), (200, 0, 0)).save(path)
    box = looking.find_difference(without, looking.show_anew(card))
    assert box[1] >= 40


@pytest.mark.parametrize(
    "content", [b"", b"<svg/>", b"\x89PNG\r\n\x1a\nbroken"], ids=["empty", "svg", "broken"]
)
def test_an_unusable_logo_is_left_out_with_a_warning(tmp_path, content: bytes) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "logo.png"
    path.write_bytes(content)
    card = looking.make_card(brand=replace(looking.BRAND, logo=path))
    drawing = draw.draw(card, template_dirs=looking.TEMPLATES)
    assert "logo.png" in drawing.warnings[0]


def test_a_brand_colour_that_is_none_is_named() -> None:
    card = looking.make_card(brand=replace(looking.BRAND, color="blauish"))
    with pytest.raises(errors.SettingsWrong, match="blauish"):
        draw.draw(card, template_dirs=looking.TEMPLATES)


def test_an_own_layout_of_the_instance_wins(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "layouts").mkdir()
    packaged = (looking.TEMPLATES[0] / "layouts/card.toml").read_text("utf-8")
    (tmp_path / "layouts/card.toml").write_text(packaged.replace('["brand", ', '["paper", '), "utf-8")
    drawing = draw.draw(looking.make_card(), template_dirs=[tmp_path, *looking.TEMPLATES])
    corner = Image.open(BytesIO(drawing.jpeg)).getpixel((5, 1340))
    assert min(corner) > 230  # type: ignore[type-var,arg-type]


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (("[square]", "[squore]"), "square"),
        (("side = 84", "sied = 84"), "sied"),
        (("pattern", "muster"), "muster"),
        (("=", ""), "card.toml"),
        (('"brand"', '"pink"'), "pink"),
        (("side = 84", 'side = "wide"'), "side"),
    ],
    ids=["part missing", "setting unknown", "name unknown", "no TOML", "tone unknown", "no number"],
)
def test_a_wrong_layout_is_explained(tmp_path, change: tuple[str, str], named: str) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "layouts").mkdir()
    packaged = (looking.TEMPLATES[0] / "layouts/card.toml").read_text("utf-8")
    (tmp_path / "layouts/card.toml").write_text(packaged.replace(*change), "utf-8")
    with pytest.raises(errors.SettingsWrong, match=named):
        draw.draw(looking.make_card(), template_dirs=[tmp_path])


def test_an_unknown_layout_is_named() -> None:
    with pytest.raises(errors.SettingsWrong, match="bunt"):
        draw.draw(looking.make_card(layout="bunt"), template_dirs=looking.TEMPLATES)
