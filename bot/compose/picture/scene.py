"""What every part of a picture needs to know while it is painted."""

from dataclasses import dataclass

from PIL import Image, ImageDraw

from bot.compose.picture import layouts, shapes, text
from bot.compose.picture.card import Card
from bot.compose.picture.colours import Colour
from bot.compose.picture.palettes import Palette
from bot.compose.picture.text import Style


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
        mask = shapes.make_plate(width, height, round(radius))
        self.canvas.paste(fill, (round(self.place(from_start, width)), top), mask)
