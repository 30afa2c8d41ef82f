"""Draw a share image from a card."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PIL import Image

from bot.compose.picture import bidi, cleaning, encoding, layouts, painter, photos
from bot.compose.picture.card import Card, Drawing
from bot.domain.words import say

PLAIN, PHOTO, EVENT = "card", "photo", "event"
PORTRAIT = (1080, 1350)
"""4:5: the tallest picture that Instagram's feed and its clients leave uncut."""


def draw(card: Card, size: tuple[int, int] = PORTRAIT, *, template_dirs: Sequence[Path]) -> Drawing:
    """Draw a card at a size in pixels; the same card gives the same bytes.

    template_dirs: where `layouts/NAME.toml` is looked for, first hit wins. What goes wrong with the photo,
    the logo or a single character becomes a warning. Raises BotError when there is no title to draw, the
    layout or the brand colour is wrong, or the fonts are not installed.
    """
    clean, warnings = cleaning.clean(card)
    if (clean.layout == PHOTO and not clean.photo) or (clean.layout == EVENT and not clean.event_day):
        clean = replace(clean, layout=PLAIN)
    try:
        canvas = _paint(clean, size, template_dirs)
    except photos.PhotoUnusable as error:
        warnings.append(say("{problem} The share image is a card without it.", problem=error))
        clean = replace(clean, layout=PLAIN, photo=None)
        canvas = _paint(clean, size, template_dirs)
    return Drawing(
        jpeg=encoding.encode(canvas),
        width=canvas.width,
        height=canvas.height,
        warnings=tuple(warnings),
        layout=clean.layout,
    )


def take_in(data: bytes) -> Drawing:
    """A person's own picture as it is uploaded: whole and upright. Raises PhotoUnusable."""
    canvas = photos.open_whole(data)
    jpeg = encoding.encode(canvas)
    return Drawing(jpeg=jpeg, width=canvas.width, height=canvas.height, warnings=(), layout="")


def _paint(card: Card, size: tuple[int, int], template_dirs: Sequence[Path]) -> Image.Image:
    layout = layouts.get_layout(card.layout, template_dirs)
    return painter.paint(card, layout, size, mirrored=bidi.is_right_to_left(card.title))
