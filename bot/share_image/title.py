"""The title and the badge above it: first decided, then painted."""

from dataclasses import dataclass, replace

from PIL import Image

from bot.share_image import fonts, line_breaking, shapes, text
from bot.share_image.colors import Palette
from bot.share_image.shapes import Scene
from bot.share_image.text import Style

REFERENCE = 100
"""Pixels per em at which titles are measured before their size is known."""
BADGE_HEIGHT = 1.85
"""In ems of the badge's text, as are the next two."""
BADGE_PADDING = 0.75
BADGE_GAP = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Where title and badge will stand: the last base line, line height and upper edges in pixels."""

    lines: tuple[str, ...]
    style: Style
    base: float
    leading: float
    top: float
    badge_top: float


def plan_title(scene: Scene, end: float) -> Plan:
    """Decide how the title is set above `end`, pixels from the top of the canvas."""
    shape, title, weight = scene.shape, scene.card.title, scene.layout.title_weight
    leading = _choose_leading(title)
    badge = scene.px(shape.badge_size * (BADGE_HEIGHT + BADGE_GAP)) if scene.card.category else 0
    box = line_breaking.Box(
        width=scene.px(shape.title_width),
        height=end - scene.px(shape.title_top) - badge,
        largest=scene.px(shape.title_largest),
        smallest=scene.px(shape.title_smallest),
        leading=leading,
    )
    reference = Style(weight=weight, size=REFERENCE, language=scene.card.language)
    setting = line_breaking.fit(
        title, box, lambda part: text.measure(part, reference) / REFERENCE, scene.card.language
    )
    style = _tighten(replace(reference, size=int(setting.size), right_to_left=scene.mirrored), setting, box)
    line = leading * style.size
    base = end - (leading - 0.9) * style.size
    top = base - (len(setting.lines) - 1) * line - (leading - 0.2) * style.size
    return Plan(lines=setting.lines, style=style, base=base, leading=line, top=top, badge_top=top - badge)


def _tighten(style: Style, setting: line_breaking.Setting, box: line_breaking.Box) -> Style:
    """A little smaller where a whole line is wider than its words, by the broad spaces of some scripts."""
    widest = max(text.measure(line, style) for line in setting.lines)
    return replace(style, size=int(style.size * box.width / widest)) if widest > box.width else style


def paint_title(scene: Scene, planned: Plan) -> None:
    """Paint title and badge as planned."""
    left = scene.left
    for place, line in enumerate(reversed(planned.lines)):
        scene.write((left, planned.base - place * planned.leading), line, planned.style, scene.palette.text)
    if scene.card.category:
        _paint_badge(scene, left, planned.badge_top)


def _paint_badge(scene: Scene, left: float, top: float) -> None:
    style = scene.style(scene.shape.badge_size, 650)
    padding, height = style.size * BADGE_PADDING, round(style.size * BADGE_HEIGHT)
    words = text.shorten(scene.card.category, style, scene.px(scene.shape.title_width) - 2 * padding)
    width = text.measure(words, style) + 2 * padding
    scene.plate((left, top, width, height), height // 2, scene.palette.badge)
    scene.write(
        (left + padding, top + height / 2 + style.size * 0.36), words, style, scene.palette.badge_text
    )


def _choose_leading(title: str) -> float:
    """Line height in ems: scripts with marks above and below need more than Latin."""
    others = {font.name for font in text.list_fonts_of(title)} - {fonts.EMOJI, fonts.list_fonts()[0].name}
    return 1.42 if others else 1.14


GAP = 0.14
"""Between the day and what stands beside it, in ems of the day."""
MOST_OF_ROOM = 0.52
"""Share of the room that a long day such as "12.–14." may take."""


def find_band_size(canvas: tuple[int, int], depth: int) -> tuple[int, int]:
    """Size of the band: its depth is a height, or a width in landscape."""
    width, height = canvas
    return (depth, height) if width > height else (width, depth)


def paint_band_ground(canvas: Image.Image, depth: int, palette: Palette, *, mirrored: bool) -> None:
    """Paint the empty band."""
    size = find_band_size(canvas.size, depth)
    ground = shapes.make_gradient(size, palette.ground, palette.deep)
    shapes.draw_rings(ground, palette.ring, mirrored=mirrored)
    canvas.paste(ground, (canvas.width - size[0] if mirrored else 0, 0))


def paint_band(scene: Scene) -> None:
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
