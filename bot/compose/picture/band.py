"""The date of an event, large on a band in the brand colour: above the title, or left of it in landscape."""

from PIL import Image

from bot.compose.picture import shapes, text
from bot.compose.picture.palettes import Palette
from bot.compose.picture.scene import Scene
from bot.compose.picture.text import Style

GAP = 0.14
"""Between the day and what stands beside it, in ems of the day."""
MOST_OF_ROOM = 0.52
"""Share of the room that a long day such as "12.–14." may take."""


def find_size(canvas: tuple[int, int], depth: int) -> tuple[int, int]:
    """Size of the band: its depth is a height, or a width in landscape."""
    width, height = canvas
    return (depth, height) if width > height else (width, depth)


def paint_ground(canvas: Image.Image, depth: int, palette: Palette, *, mirrored: bool) -> None:
    """Paint the empty band."""
    size = find_size(canvas.size, depth)
    ground = shapes.make_gradient(size, palette.ground, palette.deep)
    shapes.draw_rings(ground, palette.ring, mirrored=mirrored)
    canvas.paste(ground, (canvas.width - size[0] if mirrored else 0, 0))


def paint(scene: Scene) -> None:
    """Write day, month and time on the band."""
    if scene.canvas.width > scene.canvas.height:
        _write_stacked(scene)
    else:
        _write_beside(scene)


def _write_beside(scene: Scene) -> None:
    shape, card = scene.shape, scene.card
    base, side = scene.px(shape.band - shape.band_bottom), scene.px(shape.side)
    day = _fit(card.event_day, scene.style(shape.day_size, 800), scene.room * MOST_OF_ROOM)
    scene.write((side, base), card.event_day, day, scene.band_palette.text)
    x = side + text.measure(card.event_day, day) + shape.day_size * scene.scale * GAP
    room = side + scene.room - x
    if card.event_time:
        time = _fit(card.event_time, scene.style(shape.day_size * 0.19, 550), room)
        scene.write((x, base), card.event_time, time, scene.band_palette.text)
        base -= scene.px(shape.day_size * 0.29)
    month = _fit(card.event_month, scene.style(shape.day_size * 0.27, 750), room)
    scene.write((x, base), card.event_month, month, scene.band_palette.text)


def _write_stacked(scene: Scene) -> None:
    shape, card = scene.shape, scene.card
    side, room = scene.px(shape.side), scene.px(shape.band - 2 * shape.side)
    day = scene.px(shape.day_size)
    lines = (
        (card.event_day, 1.0, 800, 0.72),
        (card.event_month, 0.27, 750, 0.4),
        (card.event_time, 0.2, 550, 0.29),
    )
    shown = [line for line in lines if line[0]]
    y = (scene.canvas.height - day * sum(leading for *_, leading in shown)) / 2
    for words, share, weight, leading in shown:
        y += day * leading
        style = _fit(words, scene.style(shape.day_size * share, weight), room)
        scene.write((side, y), words, style, scene.band_palette.text)


def _fit(words: str, style: Style, room: float) -> Style:
    """The style, smaller if the words would not fit."""
    size = min(style.size, style.size * room / max(text.measure(words, style), 1))
    return Style(weight=style.weight, size=size, language=style.language)
