"""Paint a share image: stage, photo, head, date band, title, foot."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from PIL import Image

from bot.share_image import colors, layouts, line_breaking, photos, shapes, text, title
from bot.share_image.card import Brand, Card
from bot.share_image.colors import Palette, make_palette
from bot.share_image.shapes import Scene
from bot.share_image.text import Style

Size = tuple[int, int]


def paint(card: Card, layout: layouts.Layout, size: Size, *, mirrored: bool) -> Image.Image:
    """Paint a card whose texts hold drawable characters only. Raises PhotoUnusable."""
    stage = _paint_stage(layout, card.brand, size, photos.read_stamp(card.brand.logo), mirrored=mirrored)
    scene = _make_scene(stage, card, layout, mirrored=mirrored)
    planned = title.plan_title(scene, find_end(scene))
    if card.photo and scene.shape.photo:
        room = plan_photo(scene, planned)
        photo = photos.open_photo(card.photo, room.size)
        scene = replace(scene, canvas=stage.copy())  # not before: both are large
        paint_photo(scene, room, photo)
    else:
        scene = replace(scene, canvas=stage.copy())
    if scene.shape.plate:
        paint_head(scene, _open_logo(scene))
    if scene.shape.band:
        title.paint_band(scene)
    title.paint_title(scene, planned)
    paint_foot(scene)
    return scene.canvas


@lru_cache(maxsize=2)
def _paint_stage(
    layout: layouts.Layout, brand: Brand, size: Size, _stamp: int, *, mirrored: bool
) -> Image.Image:
    """What is the same for all articles: background, logo, name."""
    palette = make_palette(layout.ground, colors.parse(brand.color))
    canvas = shapes.make_gradient(size, palette.ground, palette.deep)
    if layout.ornament == "rings":
        shapes.draw_rings(canvas, palette.ring, mirrored=mirrored)
    scene = _make_scene(canvas, Card(layout=layout.name, title="", brand=brand), layout, mirrored=mirrored)
    if scene.shape.band:
        title.paint_band_ground(canvas, scene.px(scene.shape.band), scene.band_palette, mirrored=mirrored)
    if not scene.shape.plate:
        paint_head(scene, _open_logo(scene))
    return canvas


def _make_scene(canvas: Image.Image, card: Card, layout: layouts.Layout, *, mirrored: bool) -> Scene:
    shape, scale = layouts.get_shape(layout, canvas.size)
    brand = colors.parse(card.brand.color)
    return Scene(
        canvas=canvas,
        card=card,
        layout=layout,
        shape=shape,
        scale=scale,
        palette=make_palette(layout.ground, brand),
        band_palette=make_palette("brand", brand),
        mirrored=mirrored,
    )


def _open_logo(scene: Scene) -> Image.Image | None:
    return photos.open_logo(scene.card.brand.logo, round(scene.px(scene.shape.logo) * LOGO_SHARE))


LOGO_SHARE = 0.76
"""Height of the logo in its plate."""


def paint_head(scene: Scene, logo: Image.Image | None) -> None:
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
    plate = photos.choose_plate(logo, _choose_palette(scene).ground)
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
    scene.plate((x, top, width, height), height * 0.22, colors.WHITE)
    if logo:
        at = (round(scene.place(x + pad, logo.width)), top + (height - logo.height) // 2)
        scene.canvas.paste(logo, at, logo)
    _write_lines(scene, lines, style, (x + used - pad * (1.4 if logo else 0), top + height / 2), colors.INK)


def wrap_name(name: str, style: Style, room: float) -> list[str]:
    """The name in as few lines as it needs."""
    if not name or text.measure(name, style) <= room:
        return [name]
    box = line_breaking.Box(width=room / style.size, height=9, largest=1, smallest=0.5, leading=1)
    setting = line_breaking.fit(
        name, box, lambda part: text.measure(part, style) / style.size, style.language
    )
    return list(setting.lines)


def _write_lines(
    scene: Scene, lines: list[str], style: Style, middle: tuple[float, float], fill: colors.Colour
) -> None:
    leading = style.size * 1.24
    y = middle[1] - leading * (len(lines) - 1) / 2 + style.size * 0.36
    for place, line in enumerate(lines):
        scene.write((middle[0], y + place * leading), line, style, fill)


DOT = "  ·  "
CREDIT_MARKS = ("©", "(c)", "foto", "photo", "bild", "grafik", "quelle")
LEADING, RULE, GAP = 1.35, 1.75, 1.3
"""From line to line, from the first line up to the rule, above the rule; in ems."""


def list_lines(scene: Scene) -> list[str]:
    """The lines of the foot; parts stay together in one line where there is room."""
    card = scene.card
    credit = sign(card.credit) if card.photo and scene.shape.photo else ""
    date = "" if scene.shape.band else card.date
    parts = [part for part in (date, card.source, credit) if part]
    return list(_join_parts(parts, make_style(scene), scene.room))


def sign(credit: str) -> str:
    """A credit that says what it is."""
    is_signed = any(mark in credit.casefold() for mark in CREDIT_MARKS)
    return credit if is_signed or not credit else f"Foto: {credit}"


def make_style(scene: Scene) -> Style:
    """The style of the foot."""
    return scene.style(scene.shape.meta_size, 500)


def find_end(scene: Scene) -> float:
    """Where the room above the foot ends, in pixels from the top."""
    base, count = scene.canvas.height - scene.px(scene.shape.bottom), len(list_lines(scene))
    size = make_style(scene).size
    return base - ((count - 1) * LEADING + RULE + GAP) * size if count else base


def paint_foot(scene: Scene) -> None:
    """Paint rule and lines."""
    style, lines = make_style(scene), list_lines(scene)
    if not lines:
        return
    base = scene.canvas.height - scene.px(scene.shape.bottom)
    side, leading = scene.left, style.size * LEADING
    for place, line in enumerate(reversed(lines)):
        scene.write((side, base - place * leading), line, style, scene.palette.soft)
    rule = base - (len(lines) - 1) * leading - style.size * RULE
    left = scene.place(side, scene.room)
    scene.pen.rectangle(
        (left, rule, left + scene.room, rule + max(scene.px(2), 1) - 1), fill=scene.palette.rule
    )


def _join_parts(parts: list[str], style: Style, room: float) -> Iterator[str]:
    line = ""
    for part in (text.shorten(part, style, room) for part in parts):
        longer = line + DOT + part if line else part
        if line and text.measure(longer, style) > room:
            yield line
            longer = part
        line = longer
    if line:
        yield line


Transpose = Image.Transpose


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Room of a photo in pixels. fading: the part of it that runs out; turn: which way it does."""

    corner: tuple[int, int]
    size: tuple[int, int]
    fading: tuple[int, int, int, int]
    turn: Transpose | None


def plan_photo(scene: Scene, planned: title.Plan) -> Panel:
    """Above the title, or beside it in landscape."""
    canvas, most = scene.canvas, scene.px(scene.shape.photo)
    if canvas.width > canvas.height:
        return _plan_beside(scene, (most, canvas.height))
    height = min(most, round(_find_edge(scene, planned)))
    top = max(0, height - scene.px(scene.shape.photo_fade))
    fading = (0, top, canvas.width, height)
    return Panel(corner=(0, 0), size=(canvas.width, height), fading=fading, turn=None)


def paint_photo(scene: Scene, panel: Panel, photo: Image.Image) -> None:
    """Paint a photo of the panel's size."""
    left, top, right, bottom = panel.fading
    x, y = panel.corner
    mask = shapes.make_fade(right - left, bottom - top, panel.turn)
    under = scene.canvas.crop((x + left, y + top, x + right, y + bottom))
    under.paste(photo.crop(panel.fading), mask=mask)
    photo.paste(under, panel.fading)
    scene.canvas.paste(photo, panel.corner)


def _plan_beside(scene: Scene, size: tuple[int, int]) -> Panel:
    fade = min(scene.px(scene.shape.photo_fade), size[0])
    if scene.mirrored:
        fading, turn = (size[0] - fade, 0, *size), Transpose.ROTATE_90
        return Panel(corner=(0, 0), size=size, fading=fading, turn=turn)
    corner = (scene.canvas.width - size[0], 0)
    return Panel(corner=corner, size=size, fading=(0, 0, fade, size[1]), turn=Transpose.ROTATE_270)


def _find_edge(scene: Scene, planned: title.Plan) -> float:
    """Where the photo ends: behind the middle of the badge, or shortly above the title."""
    if scene.card.category:
        return planned.badge_top + scene.px(scene.shape.badge_size)
    return planned.top - scene.px(scene.shape.badge_size * 0.2)
