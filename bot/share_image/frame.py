"""The canvas with its card, layout and colours, and how anything is put on it."""

from dataclasses import dataclass, replace
from functools import lru_cache

from PIL import Image, ImageDraw

from bot.share_image import colors, layouts, logo, text
from bot.share_image.card import Card
from bot.share_image.colors import Color, Palette
from bot.share_image.text import Style

SMOOTH = 4
"""Shapes are drawn this many times larger and reduced, since ImageDraw has hard edges."""
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A canvas with its card and layout.

    scale: from the layout's standard size to this canvas; mirrored: the title runs right to left, so
    everything stands on the other side; left, right: the column in which texts stand, in pixels from where
    reading begins.
    """

    canvas: Image.Image
    card: Card
    layout: layouts.Layout
    shape: layouts.Shape
    scale: float
    palette: Palette
    tone: str
    mirrored: bool
    left: int
    right: int

    def px(self, length: float) -> int:
        """A length of the layout in pixels of this canvas."""
        return round(length * self.scale)

    @property
    def room(self) -> int:
        """Width of the column of texts."""
        return self.right - self.left

    @property
    def is_wide(self) -> bool:
        """Whether the hero stands beside the texts instead of above them."""
        return self.canvas.width > self.canvas.height

    def style(self, size: float, weight: int) -> Style:
        """A style in the card's language; the line decides on its direction."""
        return Style(weight=weight, size=self.px(size), language=self.card.language)

    def place(self, x: float, width: float) -> float:
        """The left edge of something whose near edge is x pixels from where reading begins."""
        return self.canvas.width - x - width if self.mirrored else x

    def write(self, xy: tuple[float, float], line: str, style: Style, fill: Color) -> None:
        """Write a line on a base line, x as in `place`."""
        left = self.place(xy[0], text.measure(line, style)) if self.mirrored else xy[0]
        text.draw(self.canvas, (left, xy[1]), line, style, fill)

    def plate(self, box: Box, radius: float, fill: Color) -> None:
        """Fill a rectangle with round corners: x as in `place`, y, width, height."""
        from_start, top, width, height = (round(value) for value in box)
        mask = make_plate(width, height, round(radius))
        self.canvas.paste(fill, (round(self.place(from_start, width)), top), mask)

    def fill(self, box: Box, fill: Color) -> None:
        """Fill a rectangle with hard edges: x as in `place`, y, width, height."""
        x, y, width, height = box
        left = self.place(x, width)
        corners = (round(left), round(y), round(left + width) - 1, round(y + height) - 1)
        ImageDraw.Draw(self.canvas).rectangle(corners, fill=fill)

    def paste(self, picture: Image.Image, x: float, y: float) -> None:
        """Paste a picture with transparency: x as in `place`."""
        self.canvas.paste(picture, (round(self.place(x, picture.width)), round(y)), picture)


def make_frame(canvas: Image.Image, card: Card, layout: layouts.Layout, *, mirrored: bool) -> Frame:
    """A frame whose column of texts is all of the canvas between the margins."""
    shape, scale = layouts.get_shape(layout, canvas.size)
    tone = card.tone if card.tone in layout.tones else layout.tones[0]
    side = round(shape.side * scale)
    return Frame(
        canvas=canvas,
        card=card,
        layout=layout,
        shape=shape,
        scale=scale,
        palette=colors.make_palette(tone, colors.parse(card.brand.color)),
        tone=tone,
        mirrored=mirrored,
        left=side,
        right=canvas.width - side,
    )


def paint_ground(frame: Frame) -> None:
    """Paint what is the same for all articles: the ground and, large and quiet, the logo's shape."""
    palette, size = frame.palette, frame.canvas.size
    frame.canvas.paste(make_gradient(size, palette.ground, palette.end))
    if frame.layout.pattern:
        paint_pattern(frame, (0, 0, *size), palette.pattern)


def paint_pattern(frame: Frame, box: tuple[int, int, int, int], color: Color) -> None:
    """The logo's shape, large, running out of the far upper corner of a box; rings without a logo."""
    left, top, right, bottom = box
    unit = min(right - left, bottom - top)
    mask = Image.new("L", (right - left, bottom - top))
    shape = logo.make_pattern(frame.card.brand.logo, round(unit * 0.95))
    if shape:
        x, y = mask.width - round(shape.width * 0.72), -round(min(shape.height, unit) * 0.2)
        mask.paste(shape, (max(x, round(unit * 0.28)), y))
    else:
        _draw_rings(mask, unit)
    if frame.mirrored:
        mask = mask.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    frame.canvas.paste(color, (left, top), mask)


def move(frame: Frame, *, left: int, right: int) -> Frame:
    """The same frame with another column of texts."""
    return replace(frame, left=left, right=right)


@lru_cache(maxsize=32)
def make_plate(width: int, height: int, radius: int) -> Image.Image:
    """Mask of a rectangle with round corners."""
    large = Image.new("L", (width * SMOOTH, height * SMOOTH))
    ImageDraw.Draw(large).rounded_rectangle(
        (0, 0, width * SMOOTH - 1, height * SMOOTH - 1), radius * SMOOTH, fill=255
    )
    return large.reduce(SMOOTH)


def make_gradient(size: tuple[int, int], above: Color, below: Color) -> Image.Image:
    """A ground that runs from one colour to another."""
    if above == below:
        return Image.new("RGB", size, above)
    column = Image.new("RGB", (1, 256))
    for y in range(256):
        column.putpixel((0, y), colors.mix(above, below, y / 255))
    return column.resize(size, Image.Resampling.BILINEAR)


def _draw_rings(mask: Image.Image, unit: int) -> None:
    """Rings that reach into each other: many groups, one association."""
    large = Image.new("L", (mask.width * 2, mask.height * 2))
    pen = ImageDraw.Draw(large)
    for x, y, radius in ((0.98, 0.10, 0.44), (0.62, 0.02, 0.30), (1.04, 0.56, 0.26)):
        centre = ((mask.width - unit * (1 - x)) * 2, unit * y * 2)
        reach, stroke = unit * radius * 2, round(unit * 0.075) * 2
        ring = (centre[0] - reach, centre[1] - reach, centre[0] + reach, centre[1] + reach)
        pen.ellipse(ring, outline=255, width=stroke)
    mask.paste(large.reduce(2))
