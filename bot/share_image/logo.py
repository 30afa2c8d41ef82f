"""The logo of the association: drawn as it is, as a pattern on the ground, kept at set-up, and its colour."""

import colorsys
import io
import math
import re
import struct
import zlib
from collections import Counter
from functools import lru_cache, partial
from pathlib import Path
from xml.parsers import expat

from PIL import Image, ImageChops, ImageStat

from bot.domain.errors import StorageError, explain_refusal
from bot.files import write_whole
from bot.i18n import say
from bot.share_image import fonts
from bot.share_image.colors import INK, WHITE, Color, contrast
from bot.share_image.photos import FORMATS, PhotoUnusable

LARGEST_SIDE = 6000
WIDEST = 4.5
"""A logo is at most this many times as wide as it is high."""
SLIM = 0.45
"""The shorter side of its pattern is at least this share of the usual longer one: a wordmark is cut off."""
SEEN = 1.7
"""Contrast of a logo's own colours with its ground from which on they are seen."""
FEW = 0.12
"""Share of a logo's pixels that may sink into the ground without a plate."""
UNREADABLE = (OSError, ValueError, SyntaxError, Image.DecompressionBombError, zlib.error, expat.ExpatError)
"""What reading a damaged picture raises."""
DRAWING_BEGINS, PACKED, MOST_OF_DRAWING, DEEPEST = 4000, b"\x1f\x8b", 4_000_000, 100
"""Bytes in which an SVG says that it is one; how a packed one begins; the most that is read of it."""
FAMILY = re.compile(r"""(font-family\s*(?::\s*[^;"}<]+|=\s*"[^"]+|=\s*'[^']+))""")
"""A font that a drawing names; where it is not installed its words would not be drawn at all."""
OPAQUE = 0.92
"""From this share of its frame on, a logo's outline says nothing and its drawing is the pattern."""


def open_logo(path: Path | None, height: int) -> Image.Image | None:
    """The logo at a height in pixels, its empty margins cut off; None when there is none to draw."""
    return _open(path, height, read_stamp(path)) if path else None


def read_stamp(path: Path | None) -> int:
    """Changes when the file does; 0 without a file."""
    return path.stat().st_mtime_ns if path and path.is_file() else 0


def choose_plate(path: Path, ground: Color) -> Color | None:
    """The plate a logo needs: none where all of it is seen on the ground, else white, for a white one ink."""
    return _choose_plate(path, ground, read_stamp(path))


@lru_cache(maxsize=32)
def _choose_plate(path: Path, ground: Color, stamp: int) -> Color | None:
    logo = _open(path, 64, stamp)
    if logo is None:
        return None
    if _measure_lost(logo, ground) <= FEW:
        return None
    return WHITE if _measure_lost(logo, WHITE) <= _measure_lost(logo, INK) + FEW else INK


def make_pattern(path: Path | None, side: int) -> Image.Image | None:
    """A mask of the logo's shape, its longer side at least so many pixels; None without one."""
    logo = open_logo(path, 400)
    if logo is None:
        return None
    shape = _find_shape(logo)
    box = shape.point([0] * 128 + [255] * 128).getbbox()
    if box is None:
        return None
    shape = shape.crop(box)
    scale = max(side / max(shape.size), side * SLIM / min(shape.size))
    return shape.resize((round(shape.width * scale), round(shape.height * scale)), Image.Resampling.BICUBIC)


@lru_cache(maxsize=8)
def _open(path: Path, height: int, _stamp: int) -> Image.Image | None:
    try:
        logo = _read(path.read_bytes(), LARGEST_SIDE)
    except UNREADABLE:
        return None
    return _fit(logo.crop(logo.getchannel("A").getbbox()), height)


def _read(data: bytes, most: float = math.inf) -> Image.Image:
    """A logo with its transparency; a drawing in SVG at a size that is enough. Raises UNREADABLE, also for
    one with more than so many pixels on a side."""
    if b"<svg" in data[:DRAWING_BEGINS] or data.startswith(PACKED):
        data = _render(data)
    with Image.open(io.BytesIO(data), formats=FORMATS) as file:
        if max(file.size) > most:
            msg = "too many pixels"
            raise ValueError(msg)
        file.draft("RGB", (LARGEST, LARGEST))
        if file.mode in {"RGB", "RGBA"} and "transparency" not in file.info:
            file.thumbnail((LARGEST, LARGEST))
        logo = file.convert("RGBA")
    if logo.getchannel("A").getbbox() is None:
        msg = "nothing to be seen"
        raise ValueError(msg)
    return logo


def _render(drawing: bytes) -> bytes:
    """A drawing as PNG, its longer side 1200 pixels; the bot's font where it names none that is here."""
    import resvg_py

    if drawing.startswith(PACKED):
        drawing = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(drawing, MOST_OF_DRAWING)
    _check_depth(drawing)
    words = FAMILY.sub(r"\1, sans-serif", drawing.decode("utf-8-sig", "replace"))
    draw = partial(
        resvg_py.svg_to_bytes,
        svg_string=words,
        font_files=[str(fonts.list_fonts()[0])],
        font_family="Inter",
        sans_serif_family="Inter",
        serif_family="Inter",
    )
    with Image.open(io.BytesIO(bytes(draw(width=SMALLEST))), formats=("PNG",)) as tiny:
        share = tiny.width / max(tiny.size)
    return bytes(draw(width=max(1, round(LARGEST * share))))


def _check_depth(drawing: bytes) -> None:
    """Raises UNREADABLE for what is no XML, or nested so deeply that drawing it would end the process."""
    depth = 0

    def enter(_name: str, _attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            msg = "nested too deeply"
            raise ValueError(msg)

    def leave(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = enter, leave
    parser.Parse(drawing[:MOST_OF_DRAWING], True)  # noqa: FBT003  # the parser takes no keywords


def _fit(logo: Image.Image, height: int) -> Image.Image:
    scale = min(height / logo.height, height * WIDEST / logo.width)
    size = (max(1, round(logo.width * scale)), max(1, round(logo.height * scale)))
    return logo.resize(size, Image.Resampling.LANCZOS)


def _list_colors(logo: Image.Image) -> tuple[Color, ...]:
    data = logo.resize((24, 24), Image.Resampling.BOX).tobytes()
    pixels = (data[place : place + 4] for place in range(0, len(data), 4))
    return tuple((red, green, blue) for red, green, blue, alpha in pixels if alpha > 128)


def _measure_lost(logo: Image.Image, ground: Color) -> float:
    """The share of a logo's pixels that sink into a ground."""
    pixels = _list_colors(logo)
    return sum(contrast(pixel, ground) < SEEN for pixel in pixels) / max(1, len(pixels))


def _find_shape(logo: Image.Image) -> Image.Image:
    alpha = logo.getchannel("A")
    if ImageStat.Stat(alpha).mean[0] < 255 * OPAQUE:
        return alpha
    border = logo.getpixel((1, 1))
    flat = Image.new("RGB", logo.size, border[:3])  # type: ignore[index]
    distance = ImageChops.difference(logo.convert("RGB"), flat)
    red, green, blue = distance.split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return most.point([min(255, value * 3) for value in range(256)])


# As the guided set-up keeps it, and the colour it is remembered by.

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
        logo = _read(data)
    except UNREADABLE:
        raise PhotoUnusable(
            say("This is no picture that can be drawn (PNG, JPEG, WebP, GIF, AVIF, SVG).")
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
        sentence = say("{place} cannot be written: {problem}.", place=place, problem=explain_refusal(error))
        raise StorageError(sentence) from None


def find_main_colour(path: Path) -> str:
    """The strongest colour of a picture as "#rrggbb"; empty for one in black and white, or no picture."""
    try:
        small = _read(path.read_bytes())
    except UNREADABLE:
        return ""
    small.thumbnail((SIDE, SIDE))
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
