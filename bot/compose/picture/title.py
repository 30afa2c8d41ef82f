"""The title and the badge above it: first decided, then painted."""

from dataclasses import dataclass, replace

from bot.compose.picture import breaking, fonts, text
from bot.compose.picture.scene import Scene
from bot.compose.picture.text import Style

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


def plan(scene: Scene, end: float) -> Plan:
    """Decide how the title is set above `end`, pixels from the top of the canvas."""
    shape, title, weight = scene.shape, scene.card.title, scene.layout.title_weight
    leading = _choose_leading(title)
    badge = scene.px(shape.badge_size * (BADGE_HEIGHT + BADGE_GAP)) if scene.card.category else 0
    box = breaking.Box(
        width=scene.px(shape.title_width),
        height=end - scene.px(shape.title_top) - badge,
        largest=scene.px(shape.title_largest),
        smallest=scene.px(shape.title_smallest),
        leading=leading,
    )
    reference = Style(weight=weight, size=REFERENCE, language=scene.card.language)
    setting = breaking.fit(
        title, box, lambda part: text.measure(part, reference) / REFERENCE, scene.card.language
    )
    style = _tighten(replace(reference, size=int(setting.size), right_to_left=scene.mirrored), setting, box)
    line = leading * style.size
    base = end - (leading - 0.9) * style.size
    top = base - (len(setting.lines) - 1) * line - (leading - 0.2) * style.size
    return Plan(lines=setting.lines, style=style, base=base, leading=line, top=top, badge_top=top - badge)


def _tighten(style: Style, setting: breaking.Setting, box: breaking.Box) -> Style:
    """A little smaller where a whole line is wider than its words, by the broad spaces of some scripts."""
    widest = max(text.measure(line, style) for line in setting.lines)
    return replace(style, size=int(style.size * box.width / widest)) if widest > box.width else style


def paint(scene: Scene, planned: Plan) -> None:
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
