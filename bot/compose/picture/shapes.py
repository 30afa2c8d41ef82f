"""Shapes with smooth edges: rounded plates, rings, fades."""

from functools import lru_cache

from PIL import Image, ImageDraw

from bot.compose.picture import colours
from bot.compose.picture.colours import Colour

SMOOTH = 4
"""Shapes are drawn this many times larger and reduced, since ImageDraw has hard edges."""


@lru_cache(maxsize=32)
def make_plate(width: int, height: int, radius: int) -> Image.Image:
    """Mask of a rectangle with round corners."""
    large = Image.new("L", (width * SMOOTH, height * SMOOTH))
    ImageDraw.Draw(large).rounded_rectangle(
        (0, 0, width * SMOOTH - 1, height * SMOOTH - 1), radius * SMOOTH, fill=255
    )
    return large.reduce(SMOOTH)


def make_gradient(size: tuple[int, int], above: Colour, below: Colour) -> Image.Image:
    """A ground that runs from one colour to another."""
    column = Image.new("RGB", (1, 256))
    for y in range(256):
        column.putpixel((0, y), colours.mix(above, below, y / 255))
    return column.resize(size, Image.Resampling.BILINEAR)


def draw_rings(canvas: Image.Image, colour: Colour, *, mirrored: bool) -> None:
    """Rings that reach into each other, running out of the upper corner: many groups, one association."""
    width, height = canvas.size
    unit = min(width, height)
    mask = Image.new("L", (width * 2, height * 2))
    pen = ImageDraw.Draw(mask)
    for x, y, radius in ((0.98, 0.10, 0.44), (0.62, 0.02, 0.30), (1.04, 0.56, 0.26)):
        centre = ((width - unit * (1 - x)) * 2, unit * y * 2)
        reach, stroke = unit * radius * 2, round(unit * 0.075) * 2
        box = (centre[0] - reach, centre[1] - reach, centre[0] + reach, centre[1] + reach)
        pen.ellipse(box, outline=110, width=stroke)
    smooth = mask.reduce(2)
    if mirrored:
        smooth = smooth.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    canvas.paste(Image.new("RGB", canvas.size, colour), mask=smooth)


@lru_cache(maxsize=8)
def make_fade(width: int, height: int, turn: Image.Transpose | None) -> Image.Image:
    """Mask that runs softly from 255 above to 0 below, or turned."""
    shares = (place / 255 for place in range(256))
    column = Image.frombytes("L", (1, 256), bytes(round(255 * (1 - s * s * (3 - 2 * s))) for s in shares))
    turned = column.transpose(turn) if turn is not None else column
    return turned.resize((width, height), Image.Resampling.BILINEAR)
