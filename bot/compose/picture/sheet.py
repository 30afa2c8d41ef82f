"""The date of an event as a sheet torn from a calendar: month, day, time."""

from bot.compose.picture import text
from bot.compose.picture.colours import Colour
from bot.compose.picture.scene import Scene


def paint(scene: Scene) -> None:
    """Paint the sheet, if the layout has room for one and the card has a day."""
    shape, card, palette = scene.shape, scene.card, scene.palette
    if not shape.sheet or not card.event_day:
        return
    side, top = scene.px(shape.side), scene.px(shape.sheet_top)
    width = scene.px(shape.sheet)
    height = round(width * (1.24 if card.event_time else 1.0))
    scene.plate((side, top, width, height), width * 0.1, palette.badge)
    _write(scene, card.event_month, (side, top + width * 0.25), width * 0.17, palette.badge_text)
    _write(scene, card.event_day, (side, top + width * 0.76), width * 0.52, palette.badge_text)
    if card.event_time:
        rule = top + width * 0.92
        x = scene.place(side + width * 0.12, width * 0.76)
        scene.pen.rectangle(
            (x, rule, x + width * 0.76, rule + max(1, scene.px(2)) - 1), fill=palette.badge_text
        )
        _write(scene, card.event_time, (side, top + width * 1.125), width * 0.135, palette.badge_text)


def _write(scene: Scene, line: str, xy: tuple[float, float], size: float, fill: Colour) -> None:
    """Write a line in the middle of the sheet, smaller if it is too long."""
    width = scene.px(scene.shape.sheet)
    style = text.Style(weight=750, size=size, language=scene.card.language)
    long = text.measure(line, style) / (width * 0.84)
    if long > 1:
        style = text.Style(weight=750, size=size / long, language=scene.card.language)
    scene.write((xy[0] + (width - text.measure(line, style)) / 2, xy[1]), line, style, fill)
