"""Draw a share image from a card."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms

from bot.compose.picture import bidi, layouts, painter, photos, text
from bot.compose.picture.card import Card, Drawing
from bot.domain import errors

LONGEST_TITLE = 180
QUALITIES = (88, 80, 70, 55, 40)
"""The first is used unless the file would be too large."""
MOST_BYTES = 4_000_000
"""Facebook's photo endpoint takes 4 MB for PNG and more for JPEG; this is safe on both platforms."""
PLAIN, PHOTO = "card", "photo"
PORTRAIT = (1080, 1350)
"""4:5: the tallest picture that Instagram's feed and its clients leave uncut."""


def draw(card: Card, size: tuple[int, int] = PORTRAIT, *, template_dirs: Sequence[Path]) -> Drawing:
    """Draw a card at a size in pixels; the same card gives the same bytes.

    template_dirs: where `layouts/NAME.toml` is looked for, first hit wins. What goes wrong with the photo,
    the logo or a single character becomes a warning. Raises BotError when there is no title to draw, the
    layout or the brand colour is wrong, or the fonts are not installed.
    """
    clean, warnings = _clean(card)
    if clean.layout == PHOTO and clean.photo is None:
        clean = replace(clean, layout=PLAIN)
    try:
        canvas = _paint(clean, size, template_dirs)
    except photos.PhotoUnusable as error:
        warnings.append(f"{error} The share image is a card without it.")
        canvas = _paint(replace(clean, layout=PLAIN, photo=None, credit=""), size, template_dirs)
    return Drawing(jpeg=_encode(canvas), width=canvas.width, height=canvas.height, warnings=tuple(warnings))


def _paint(card: Card, size: tuple[int, int], template_dirs: Sequence[Path]) -> Image.Image:
    layout = layouts.get_layout(card.layout, template_dirs)
    return painter.paint(card, layout, size, mirrored=bidi.is_right_to_left(card.title))


def _clean(card: Card) -> tuple[Card, list[str]]:
    names = ("title", "category", "date", "source", "credit", "event_day", "event_month", "event_time")
    drawable = {name: text.keep_drawable(getattr(card, name)) for name in names}
    name, missing_of_name = text.keep_drawable(card.brand.name)
    missing = dict.fromkeys(part for _, parts in drawable.values() for part in parts) | dict.fromkeys(
        missing_of_name
    )
    texts: dict[str, Any] = {key: value for key, (value, _) in drawable.items()}
    texts["title"] = shorten(texts["title"])
    if not texts["title"]:
        raise errors.NeedsPerson(
            f"No share image could be drawn: no installed font has the letters of the title “{card.title}”. "
            "Nothing was published."
        )
    warnings = (
        [f"No font can draw {_list_characters(missing)}; the share image leaves it out."] if missing else []
    )
    return replace(card, brand=replace(card.brand, name=name), **texts), warnings


def shorten(title: str) -> str:
    """Cut a title of more than 180 characters at a word, with an ellipsis."""
    if len(title) <= LONGEST_TITLE:
        return title
    kept = title[: LONGEST_TITLE - 1]
    return (kept.rsplit(" ", 1)[0] if " " in kept[LONGEST_TITLE // 2 :] else kept).rstrip(" ,;:–-") + "…"


def _list_characters(missing: dict[str, None]) -> str:
    return ", ".join(f"“{part}” (U+{ord(part[0]):04X})" for part in missing)


def _encode(canvas: Image.Image) -> bytes:
    jpeg = b""
    for quality in QUALITIES:
        file = BytesIO()
        canvas.save(file, "JPEG", quality=quality, icc_profile=_make_profile())
        jpeg = file.getvalue()
        if len(jpeg) < MOST_BYTES:
            break
    return jpeg


@cache
def _make_profile() -> bytes:
    """An sRGB profile without its time of creation (header bytes 24-35), so that bytes repeat."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile[:24] + bytes(12) + profile[36:]
