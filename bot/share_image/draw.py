"""Draw a share image from a card."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms

from bot.domain import errors
from bot.i18n import say
from bot.share_image import bidi, graphemes, layouts, painter, photos, text
from bot.share_image.card import Brand, Card, Drawing

PLAIN, PHOTO, EVENT = "card", "photo", "event"
PORTRAIT = (1080, 1350)
"""4:5: the tallest picture that Instagram's feed and its clients leave uncut."""


def draw(card: Card, size: tuple[int, int] = PORTRAIT, *, template_dirs: Sequence[Path]) -> Drawing:
    """Draw a card at a size in pixels; the same card gives the same bytes.

    template_dirs: where `layouts/NAME.toml` is looked for, first hit wins. What goes wrong with the photo,
    the logo or a single character becomes a warning. Raises BotError when there is no title to draw, the
    layout or the brand colour is wrong, or the fonts are not installed.
    """
    clean, warnings = clean_card(card)
    if (clean.layout == PHOTO and not clean.photo) or (clean.layout == EVENT and not clean.event_day):
        clean = replace(clean, layout=PLAIN)
    try:
        canvas = _paint(clean, size, template_dirs)
    except photos.PhotoUnusable as error:
        warnings.append(say("{problem} The share image is a card without it.", problem=error))
        clean = replace(clean, layout=PLAIN, photo=None)
        canvas = _paint(clean, size, template_dirs)
    return Drawing(
        jpeg=encode(canvas),
        width=canvas.width,
        height=canvas.height,
        warnings=tuple(warnings),
        layout=clean.layout,
    )


def take_in(data: bytes) -> Drawing:
    """A person's own picture as it is uploaded: whole and upright. Raises PhotoUnusable."""
    canvas = photos.open_whole(data)
    jpeg = encode(canvas)
    return Drawing(jpeg=jpeg, width=canvas.width, height=canvas.height, warnings=(), layout="")


def _paint(card: Card, size: tuple[int, int], template_dirs: Sequence[Path]) -> Image.Image:
    layout = layouts.get_layout(card.layout, template_dirs)
    return painter.paint(card, layout, size, mirrored=bidi.is_right_to_left(card.title))


LONGEST_TITLE = 180
TEXTS = ("title", "category", "date", "source", "credit", "event_day", "event_month", "event_time")


def clean_card(card: Card) -> tuple[Card, list[str]]:
    """The card as it can be drawn, and warnings for a person. Raises BotError without a title to draw."""
    drawable = {name: text.keep_drawable(getattr(card, name)) for name in TEXTS}
    drawable["name"] = text.keep_drawable(card.brand.name)
    missing = list(dict.fromkeys(part for _, parts in drawable.values() for part in parts))
    texts: dict[str, Any] = {key: value for key, (value, _) in drawable.items()}
    brand, warnings = _clean_logo(replace(card.brand, name=texts.pop("name")))
    if missing:
        characters = _list_characters(missing)
        warnings.append(
            say("No font can draw {characters}; the share image leaves it out.", characters=characters)
        )
    if not _is_visible(texts["title"]):
        raise errors.NeedsPerson(
            say(
                "No share image could be drawn: no title is left of “{title}” with the letters that the "
                "installed fonts have. Nothing was published.",
                title=card.title.strip(),
            )
        )
    texts["title"] = shorten(texts["title"])
    return replace(card, brand=brand, **texts), warnings


def shorten(title: str) -> str:
    """Cut a title of more than 180 characters at a word, with an ellipsis."""
    if len(title) <= LONGEST_TITLE:
        return title
    kept = title[: LONGEST_TITLE - 1]
    return (kept.rsplit(" ", 1)[0] if " " in kept[LONGEST_TITLE // 2 :] else kept).rstrip(" ,;:–-") + "…"


def _clean_logo(brand: Brand) -> tuple[Brand, list[str]]:
    if brand.logo is None or photos.open_logo(brand.logo, 64):
        return brand, []
    warning = say(
        "The logo {file} is missing or cannot be drawn; the share image has none. "
        "A PNG with a transparent background is best.",
        file=brand.logo.name,
    )
    return replace(brand, logo=None), [warning]


def _is_visible(title: str) -> bool:
    return any(not character.isspace() and character not in graphemes.IGNORABLE for character in title)


def _list_characters(missing: list[str]) -> str:
    return ", ".join(f"“{part}” (U+{ord(part[0]):04X})" for part in missing)


QUALITIES = (88, 80, 70, 55, 40)
"""The first is used unless the file would be too large."""
MOST_BYTES = 4_000_000
"""Less than either platform takes, so that one file serves both."""


def encode(canvas: Image.Image) -> bytes:
    """An sRGB JPEG of less than 4 MB; the same pixels give the same bytes with the same Pillow."""
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
