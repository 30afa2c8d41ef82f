"""A logo as the guided set-up keeps it, and the colour it is remembered by."""

import colorsys
import io
import struct
from collections import Counter
from pathlib import Path

from PIL import Image

from bot.domain.errors import StorageError
from bot.files import write_whole
from bot.i18n import say
from bot.share_image.photos import FORMATS, PhotoUnusable

LEAST_CHROMA = 0.22
"""Of 1; less looks grey, black or white, which no association means by its colour."""
LEAST_SHARE = 0.02
"""Of what is drawn; a smaller speck of colour is an accident."""
HUES = 18
SIDE = 160
LARGEST, SMALLEST = 1200, 32
"""Pixels of a logo's longer side: more is never drawn, less is a mark for a browser's tab."""


def keep_logo(data: bytes, place: Path) -> None:
    """Keep a picture as PNG, no larger than needed. Raises PhotoUnusable, StorageError."""
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as file:
            logo = file.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise PhotoUnusable(
            say("This is no picture that can be drawn (PNG, JPEG, WebP, GIF, AVIF).")
        ) from None
    if max(logo.size) < SMALLEST:
        raise PhotoUnusable(say("This picture is too small for a logo."))
    logo.thumbnail((LARGEST, LARGEST))
    made = io.BytesIO()
    logo.save(made, "PNG", optimize=True)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        write_whole(place, made.getvalue(), mode=0o644)
    except OSError as error:
        sentence = say("{place} cannot be written: {problem}.", place=place, problem=error.strerror)
        raise StorageError(sentence) from None


def find_main_colour(path: Path) -> str:
    """The strongest colour of a picture as "#rrggbb"; empty for one in black and white, or no picture."""
    try:
        with Image.open(path, formats=FORMATS) as file:
            file.thumbnail((SIDE, SIDE))
            small = file.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return ""
    pixels = list(struct.iter_unpack("4B", small.tobytes()))
    drawn = [pixel[:3] for pixel in pixels if pixel[3] > 127]
    by_hue: dict[int, Counter[tuple[int, int, int]]] = {}
    for colour in drawn:
        if _chroma(colour) >= LEAST_CHROMA:
            hue = colorsys.rgb_to_hsv(*(value / 255 for value in colour))[0]
            by_hue.setdefault(round(hue * HUES) % HUES, Counter())[_coarse(colour)] += 1
    if not by_hue:
        return ""
    main = max(by_hue.values(), key=lambda colours: sum(max(c) * n - min(c) * n for c, n in colours.items()))
    if sum(main.values()) < LEAST_SHARE * len(drawn):
        return ""
    cell = main.most_common(1)[0][0]
    red, green, blue = Counter(colour for colour in drawn if _coarse(colour) == cell).most_common(1)[0][0]
    return f"#{red:02x}{green:02x}{blue:02x}"


def _chroma(colour: tuple[int, int, int]) -> float:
    return (max(colour) - min(colour)) / 255


def _coarse(colour: tuple[int, int, int]) -> tuple[int, int, int]:
    """Its cell, so that the noise of a JPEG does not scatter one colour over many."""
    red, green, blue = (value // 6 for value in colour)
    return red, green, blue
