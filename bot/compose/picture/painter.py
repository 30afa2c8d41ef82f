"""Paint a share image: background, head with the logo, badge and title, foot."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw

from bot.compose.picture import breaking, colours, fonts, layouts, marks, text
from bot.compose.picture.card import Brand, Card
from bot.compose.picture.palettes import Palette, make_palette
from bot.compose.picture.text import Style

Size = tuple[int, int]
REFERENCE = 100
"""Pixels per em at which titles are measured before their size is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What every part of a picture needs to know while it is painted."""

    canvas: Image.Image
    card: Card
    layout: layouts.Layout
    shape: layouts.Shape
    scale: float
    palette: Palette
    mirrored: bool

    def px(self, length: float) -> int:
        """A length of the layout in pixels of this picture."""
        return round(length * self.scale)

    @property
    def pen(self) -> ImageDraw.ImageDraw:
        """A pen on the canvas."""
        return ImageDraw.Draw(self.canvas)

    def style(self, size: float, weight: int) -> Style:
        """A style in the card's language; the line decides on its direction."""
        return Style(weight=weight, size=size, language=self.card.language)

    def write(self, xy: tuple[float, float], line: str, style: Style, fill: colours.Colour) -> float:
        """Write a line whose near end is at x from the side where reading begins; returns its width."""
        width = text.measure(line, style)
        x = self.canvas.width - xy[0] - width if self.mirrored else xy[0]
        text.draw(self.pen, (x, xy[1]), line, style, fill)
        return width


def paint(card: Card, layout: layouts.Layout, size: Size, *, mirrored: bool) -> Image.Image:
    """Paint a card whose texts hold drawable characters only."""
    shape, scale = layouts.get_shape(layout, size)
    palette = make_palette(layout.ground, colours.parse(card.brand.color))
    changed = card.brand.logo.stat().st_mtime_ns if card.brand.logo and card.brand.logo.is_file() else 0
    canvas = _paint_stage(layout, card.brand, size, changed, mirrored=mirrored).copy()
    scene = Scene(
        canvas=canvas, card=card, layout=layout, shape=shape, scale=scale, palette=palette, mirrored=mirrored
    )
    _paint_title(scene, _paint_foot(scene))
    return canvas


@lru_cache(maxsize=6)
def _paint_stage(
    layout: layouts.Layout, brand: Brand, size: Size, _changed: int, *, mirrored: bool
) -> Image.Image:
    """What is the same for all articles: background, logo, name."""
    shape, scale = layouts.get_shape(layout, size)
    palette = make_palette(layout.ground, colours.parse(brand.color))
    canvas = _paint_ground(size, palette)
    if layout.ornament == "rings":
        marks.draw_rings(canvas, palette.ring, mirrored=mirrored)
    card = Card(layout=layout.name, title="", brand=brand)
    scene = Scene(
        canvas=canvas, card=card, layout=layout, shape=shape, scale=scale, palette=palette, mirrored=mirrored
    )
    _paint_head(scene, _changed)
    return canvas


def _paint_ground(size: Size, palette: Palette) -> Image.Image:
    column = Image.new("RGB", (1, 256))
    for y in range(256):
        column.putpixel((0, y), colours.mix(palette.ground, palette.deep, y / 255))
    return column.resize(size, Image.Resampling.BILINEAR)


def _paint_head(scene: Scene, changed: int) -> None:
    brand, shape = scene.card.brand, scene.shape
    x, height = scene.px(shape.side), scene.px(shape.logo)
    top = scene.px(shape.top)
    logo = marks.open_logo(brand.logo, round(height * 0.76), changed) if brand.logo else None
    if logo:
        x += _paint_logo(scene, logo, (x, top)) + scene.px(shape.name_size * 0.75)
    style = scene.style(scene.px(shape.name_size), 600)
    room = scene.canvas.width - x - scene.px(shape.side)
    lines = _wrap(brand.name, style, room)
    leading = style.size * 1.22
    y = top + height / 2 - leading * len(lines) / 2 + style.size * 0.97
    for place, line in enumerate(lines):
        scene.write((x, y + place * leading), line, style, scene.palette.text)


def _paint_logo(scene: Scene, logo: Image.Image, xy: tuple[int, int]) -> int:
    height = scene.px(scene.shape.logo)
    width = max(height, logo.width + height - logo.height)
    plate = marks.choose_plate(logo, scene.palette.ground)
    x = scene.canvas.width - xy[0] - width if scene.mirrored else xy[0]
    if plate:
        scene.canvas.paste(plate, (x, xy[1]), marks.make_plate(width, height, round(height * 0.22)))
    scene.canvas.paste(logo, (x + (width - logo.width) // 2, xy[1] + (height - logo.height) // 2), logo)
    return width


def _wrap(name: str, style: Style, room: float) -> list[str]:
    if text.measure(name, style) <= room:
        return [name]
    box = breaking.Box(width=room / style.size, height=2, largest=1, smallest=0.5, leading=1)
    setting = breaking.fit(name, box, lambda part: text.measure(part, style) / style.size, style.language)
    return list(setting.lines)


def _paint_foot(scene: Scene) -> float:
    """Date and source under a thin rule; returns where the room above them ends."""
    shape, canvas = scene.shape, scene.canvas
    parts = [part for part in (scene.card.date, scene.card.source) if part]
    base = canvas.height - scene.px(shape.bottom)
    if not parts:
        return base
    style = scene.style(scene.px(shape.meta_size), 500)
    side = scene.px(shape.side)
    scene.write((side, base), "  ·  ".join(parts), style, scene.palette.soft)
    rule = base - style.size * 1.75
    scene.pen.rectangle((side, rule, canvas.width - side, rule + scene.px(2) - 1), fill=scene.palette.rule)
    return rule - style.size * 1.35


def _paint_title(scene: Scene, end: float) -> None:
    shape = scene.shape
    badge = scene.px(shape.badge_size * 2.9) if scene.card.category else 0
    leading = _choose_leading(scene.card.title)
    box = breaking.Box(
        width=scene.px(shape.title_width),
        height=end - scene.px(shape.title_top) - badge,
        largest=scene.px(shape.title_largest),
        smallest=scene.px(shape.title_smallest),
        leading=leading,
    )
    weight = scene.layout.title_weight
    reference = scene.style(REFERENCE, weight)
    setting = breaking.fit(
        scene.card.title, box, lambda part: text.measure(part, reference) / REFERENCE, scene.card.language
    )
    style = replace(scene.style(int(setting.size), weight), right_to_left=scene.mirrored)
    base = end - style.size * (leading - 1)
    for place, line in enumerate(reversed(setting.lines)):
        scene.write(
            (scene.px(shape.side), base - place * leading * style.size), line, style, scene.palette.text
        )
    top = base - (len(setting.lines) - 1) * leading * style.size - style.size * (leading - 0.2)
    if scene.card.category:
        _paint_badge(scene, top - scene.px(shape.badge_size * 0.6))


def _paint_badge(scene: Scene, bottom: float) -> None:
    size = scene.px(scene.shape.badge_size)
    style = scene.style(size, 650)
    width = round(text.measure(scene.card.category, style) + size * 1.5)
    height = round(size * 1.85)
    side = scene.px(scene.shape.side)
    x = scene.canvas.width - side - width if scene.mirrored else side
    y = round(bottom - height)
    scene.canvas.paste(scene.palette.badge, (x, y), marks.make_plate(width, height, height // 2))
    scene.write(
        (side + size * 0.75, y + height / 2 + size * 0.36),
        scene.card.category,
        style,
        scene.palette.badge_text,
    )


def _choose_leading(title: str) -> float:
    """Line height in ems: scripts with marks above and below need more."""
    others: Sequence[Path] = [font for font in text.list_fonts_of(title) if font != fonts.list_fonts()[0]]
    return 1.4 if any(font.name != fonts.EMOJI for font in others) else 1.14
