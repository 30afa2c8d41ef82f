"""The head of a picture: logo and name of the association."""

from PIL import Image

from bot.compose.picture import breaking, colours, logos, text
from bot.compose.picture.palettes import Palette
from bot.compose.picture.scene import Scene
from bot.compose.picture.text import Style

LOGO_SHARE = 0.76
"""Height of the logo in its plate."""


def paint(scene: Scene, logo: Image.Image | None) -> None:
    """Paint the head; over a photo everything stands on one white plate."""
    if scene.shape.plate:
        _paint_plate(scene, logo)
    else:
        _paint_plain(scene, logo)


def _paint_plain(scene: Scene, logo: Image.Image | None) -> None:
    shape = scene.shape
    height, x = scene.px(shape.logo), scene.left
    if logo:
        x += _paint_logo(scene, logo, x) + scene.px(shape.name_size * 0.75)
    style = scene.style(shape.name_size, 600)
    lines = wrap_name(scene.card.brand.name, style, scene.left + scene.room - x)
    _write_lines(scene, lines, style, (x, scene.px(shape.top) + height / 2), _choose_palette(scene).text)


def _choose_palette(scene: Scene) -> Palette:
    """The head stands on the band where that is above."""
    is_on_band = scene.shape.band and scene.canvas.width <= scene.canvas.height
    return scene.band_palette if is_on_band else scene.palette


def _paint_logo(scene: Scene, logo: Image.Image, x: int) -> int:
    height, top = scene.px(scene.shape.logo), scene.px(scene.shape.top)
    plate = logos.choose_plate(logo, _choose_palette(scene).ground)
    if not plate:
        scene.canvas.paste(logo, (round(scene.place(x, logo.width)), top + (height - logo.height) // 2), logo)
        return logo.width
    width = max(height, logo.width + height - logo.height)
    scene.plate((x, top, width, height), height * 0.22, plate)
    left = round(scene.place(x, width)) + (width - logo.width) // 2
    scene.canvas.paste(logo, (left, top + (height - logo.height) // 2), logo)
    return width


def _paint_plate(scene: Scene, logo: Image.Image | None) -> None:
    shape = scene.shape
    height, x, top = scene.px(shape.logo), scene.left, scene.px(shape.top)
    pad = scene.px(shape.logo * 0.12)
    style = scene.style(shape.name_size, 600)
    used = pad * 4 + (logo.width if logo else 0)
    lines = wrap_name(scene.card.brand.name, style, scene.room - used - pad)
    width = used + max(text.measure(line, style) for line in lines) + pad
    scene.plate((x, top, width, height), height * 0.22, colours.WHITE)
    if logo:
        at = (round(scene.place(x + pad, logo.width)), top + (height - logo.height) // 2)
        scene.canvas.paste(logo, at, logo)
    _write_lines(scene, lines, style, (x + used - pad * (1.4 if logo else 0), top + height / 2), colours.INK)


def wrap_name(name: str, style: Style, room: float) -> list[str]:
    """The name in as few lines as it needs."""
    if not name or text.measure(name, style) <= room:
        return [name]
    box = breaking.Box(width=room / style.size, height=9, largest=1, smallest=0.5, leading=1)
    setting = breaking.fit(name, box, lambda part: text.measure(part, style) / style.size, style.language)
    return list(setting.lines)


def _write_lines(
    scene: Scene, lines: list[str], style: Style, middle: tuple[float, float], fill: colours.Colour
) -> None:
    leading = style.size * 1.24
    y = middle[1] - leading * (len(lines) - 1) / 2 + style.size * 0.36
    for place, line in enumerate(lines):
        scene.write((middle[0], y + place * leading), line, style, fill)
