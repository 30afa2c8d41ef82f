"""Shapes with smooth edges: rounded plates, rings, fades."""

from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw

from bot.share_image import colors, layouts, text
from bot.share_image.card import Card
from bot.share_image.colors import Colour, Palette
from bot.share_image.text import Style

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
        column.putpixel((0, y), colors.mix(above, below, y / 255))
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A canvas with its card and layout.

    scale: from the layout's standard size to this canvas; mirrored: the title runs right to left, so
    everything stands on the other side; band_palette: colours on the band of an event.
    """

    canvas: Image.Image
    card: Card
    layout: layouts.Layout
    shape: layouts.Shape
    scale: float
    palette: Palette
    band_palette: Palette
    mirrored: bool

    def px(self, length: float) -> int:
        """A length of the layout in pixels of this canvas."""
        return round(length * self.scale)

    @property
    def pen(self) -> ImageDraw.ImageDraw:
        """A pen on the canvas."""
        return ImageDraw.Draw(self.canvas)

    @property
    def room(self) -> int:
        """Width of head and foot in pixels."""
        return self.px(self.shape.column) or self.canvas.width - self.left - self.px(self.shape.side)

    @property
    def left(self) -> int:
        """Where head, title and foot begin, from the side where reading begins."""
        return self.px(self.shape.left or self.shape.side)

    def style(self, size: float, weight: int) -> Style:
        """A style in the card's language; the line decides on its direction."""
        return Style(weight=weight, size=self.px(size), language=self.card.language)

    def place(self, x: float, width: float) -> float:
        """The left edge of something whose near edge is x pixels from where reading begins."""
        return self.canvas.width - x - width if self.mirrored else x

    def write(self, xy: tuple[float, float], line: str, style: Style, fill: Colour) -> None:
        """Write a line on a base line, x as in `place`."""
        left = self.place(xy[0], text.measure(line, style)) if self.mirrored else xy[0]
        text.draw(self.canvas, (left, xy[1]), line, style, fill)

    def plate(self, box: tuple[float, float, float, float], radius: float, fill: Colour) -> None:
        """Fill a rectangle with round corners: x as in `place`, y, width, height."""
        from_start, top, width, height = (round(value) for value in box)
        mask = make_plate(width, height, round(radius))
        self.canvas.paste(fill, (round(self.place(from_start, width)), top), mask)
