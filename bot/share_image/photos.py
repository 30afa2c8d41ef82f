"""Photos: read whatever a page calls a photo, turn it upright, crop it to the room it gets."""

import contextlib
import io
import math
import warnings
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from PIL import (
    AvifImagePlugin,
    GifImagePlugin,
    Image,
    ImageCms,
    ImageFilter,
    ImageOps,
    ImageStat,
    JpegImagePlugin,
    PngImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from bot.domain import errors
from bot.i18n import say
from bot.share_image.colors import WHITE, Colour, luminance

MOST_BYTES = 40_000_000
MOST_PIXELS = {"JPEG": 64_000_000, "MPO": 64_000_000}
MOST_PIXELS_ELSE = 36_000_000
"""Only JPEG can be decoded at a smaller scale; anything else needs four bytes of memory for each pixel."""
MOST_ENLARGED = 1.6
LARGEST = 2048
"""Pixels of the longer side: more than Facebook or Instagram show."""
ORIENTATION = 0x0112
SIDEWAYS = frozenset({5, 6, 7, 8})
"""Orientations of the EXIF standard in which width and height are exchanged."""
UPPER = 0.42
"""Where the eye of a picture is looked for: people's heads are above the middle."""
Size = tuple[int, int]


class PhotoUnusable(errors.BotError):
    """A photo that cannot be drawn; the sentence says why."""


def open_photo(data: bytes, size: Size) -> Image.Image:
    """An upright sRGB picture of exactly this size in pixels, cropped. Raises PhotoUnusable."""
    if len(data) > MOST_BYTES:
        most = len(data) // 1_000_000
        raise PhotoUnusable(say("The photo has {most} MB, more than can be drawn.", most=most))
    with _plain_words():
        return _read(data, size)


def open_whole(data: bytes) -> Image.Image:
    """All of a picture, upright in sRGB, no larger than either platform shows it. Raises PhotoUnusable."""
    with _plain_words(), Image.open(io.BytesIO(data), formats=FORMATS) as file:
        _check_pixels(file)
        profile = file.info.get("icc_profile")
        upright = ImageOps.exif_transpose(file)
        upright.thumbnail((LARGEST, LARGEST))
        return _convert(upright, profile)


@contextlib.contextmanager
def _plain_words() -> Iterator[None]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except PhotoUnusable:
        raise
    except (UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise PhotoUnusable(say("The photo is no picture, or not one that can be drawn.")) from error
    except Exception as error:  # decoders fail on damaged files in every way there is
        raise PhotoUnusable(say("The photo is damaged and cannot be drawn.")) from error


def _read(data: bytes, size: Size) -> Image.Image:
    with Image.open(io.BytesIO(data), formats=FORMATS) as file:
        _check_size(file, size)
        orientation = file.getexif().get(ORIENTATION, 1)
        _draft(file, size[::-1] if orientation in SIDEWAYS else size)
        profile = file.info.get("icc_profile")
        picture: Image.Image = file
        if picture.mode not in {"RGB", "L", "CMYK"}:
            picture = _flatten(picture)
        if orientation != 1:
            picture = ImageOps.exif_transpose(picture)
        cropped = picture.resize(size, Image.Resampling.HAMMING, box=find_crop(picture, size))
    return _convert(cropped, profile)


def _check_pixels(file: Image.Image) -> None:
    if math.prod(file.size) > MOST_PIXELS.get(file.format or "", MOST_PIXELS_ELSE):
        size = "×".join(map(str, file.size))
        raise PhotoUnusable(say("The photo has {size} pixels, more than can be drawn.", size=size))


def _check_size(file: Image.Image, size: Size) -> None:
    _check_pixels(file)
    width, height = file.size
    if file.getexif().get(ORIENTATION, 1) in SIDEWAYS:
        width, height = height, width
    if max(size[0] / width, size[1] / height) > MOST_ENLARGED:
        pixels = f"{width}×{height}"
        raise PhotoUnusable(say("The photo is too small to be drawn: {size} pixels.", size=pixels))


def _draft(file: Image.Image, size: Size) -> None:
    """Let a JPEG be decoded at 1/2, 1/4 or 1/8 when that still covers the room."""
    scale = max(size[0] / file.width, size[1] / file.height)
    file.draft("CMYK" if file.mode == "CMYK" else "RGB", (int(file.width * scale), int(file.height * scale)))


def _flatten(picture: Image.Image) -> Image.Image:
    """Any other mode as RGB, transparent parts white."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    white = Image.new("RGB", layer.size, (255, 255, 255))
    white.paste(layer, mask=layer.getchannel("A"))
    return white


def find_crop(picture: Image.Image, size: Size) -> tuple[float, float, float, float]:
    """The part of a picture with this size's proportions where most is to be seen, near the middle."""
    share = min(picture.width / size[0], picture.height / size[1])
    width, height = size[0] * share, size[1] * share
    if picture.width - width < 1 and picture.height - height < 1:
        return (0, 0, picture.width, picture.height)
    small = picture.resize((64, 64), Image.Resampling.BOX, reducing_gap=2).convert("L")
    edges = small.filter(ImageFilter.FIND_EDGES).crop((1, 1, 63, 63))
    left = _find_offset(edges.resize((62, 1), Image.Resampling.BOX), width / picture.width, 0.5)
    top = _find_offset(edges.resize((1, 62), Image.Resampling.BOX), height / picture.height, UPPER)
    x, y = left * picture.width, top * picture.height
    return (x, y, x + width, y + height)


def _find_offset(profile: Image.Image, share: float, eye: float) -> float:
    """Where a window of this share begins (0 to 1) so that it holds most edges, drawn to the eye's place."""
    free = 1 - share
    if free < 0.01:
        return 0.0
    weights = list(profile.tobytes())
    total = sum(weights) or 1
    steps = 16

    def judge(step: int) -> float:
        start = free * step / steps
        low, high = round(start * len(weights)), round((start + share) * len(weights))
        return sum(weights[low:high]) / total - abs(step / steps - eye) * 0.5 * free

    return free * max(range(steps + 1), key=lambda step: (judge(step), -abs(step / steps - eye))) / steps


def _convert(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """To sRGB by the picture's own profile; one that is damaged or of another colour space is ignored."""
    if profile and not _is_srgb(profile):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(
                picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError):
            converted = None
        if converted is not None:
            return converted
    return picture.convert("RGB")


def _is_srgb(profile: bytes) -> bool:
    return b"sRGB" in profile[:4000] or "sRGB".encode("utf-16-be") in profile[:4000]


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


FORMATS = tuple(
    kind.format
    for kind in (
        JpegImagePlugin.JpegImageFile,
        PngImagePlugin.PngImageFile,
        WebPImagePlugin.WebPImageFile,
        GifImagePlugin.GifImageFile,
        AvifImagePlugin.AvifImageFile,
    )
)
"""MPO, the JPEG of some cameras, comes with JPEG. Anything else is refused before a decoder sees it."""
