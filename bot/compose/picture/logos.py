"""The logo of the association, whatever kind of picture file it is."""

from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageStat

from bot.compose.picture.colours import WHITE, Colour, luminance
from bot.compose.picture.formats import FORMATS

LARGEST_SIDE = 6000
WIDEST = 3
"""A logo is at most this many times as wide as it is high."""


def open_logo(path: Path | None, height: int) -> Image.Image | None:
    """The logo at a height in pixels, its empty margins cut off; None when there is none to draw."""
    return _open(path, height, read_stamp(path)) if path else None


def read_stamp(path: Path | None) -> int:
    """Changes when the file does; 0 without a file."""
    return path.stat().st_mtime_ns if path and path.is_file() else 0


@lru_cache(maxsize=8)
def _open(path: Path, height: int, _stamp: int) -> Image.Image | None:
    try:
        with Image.open(path, formats=FORMATS) as file:
            if max(file.size) > LARGEST_SIDE:
                return None
            logo = file.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    seen = logo.getchannel("A").getbbox()
    return _fit(logo.crop(seen), height) if seen else None


def _fit(logo: Image.Image, height: int) -> Image.Image:
    scale = min(height / logo.height, height * WIDEST / logo.width)
    size = (max(1, round(logo.width * scale)), max(1, round(logo.height * scale)))
    return logo.resize(size, Image.Resampling.LANCZOS)


def choose_plate(logo: Image.Image, ground: Colour) -> Colour | None:
    """The plate a logo needs: none when it is light on dark or dark on light by itself, else white."""
    grey = ImageStat.Stat(logo.convert("L"), logo.getchannel("A")).mean[0]
    is_dark_ground = luminance(ground) < 0.18
    is_seen = grey > 200 if is_dark_ground else grey < 160 and luminance(ground) > 0.8
    return None if is_seen else WHITE
