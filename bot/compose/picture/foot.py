"""The foot of a picture: a thin rule, under it date, source and the photo's credit.

Beside the large date of an event the day of the news would only confuse.
"""

from collections.abc import Iterator

from bot.compose.picture import text
from bot.compose.picture.scene import Scene
from bot.compose.picture.text import Style

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


def paint(scene: Scene) -> None:
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
