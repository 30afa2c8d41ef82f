"""The parts of a picture, each with its height: title, badge, facts, foot."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from PIL import Image

from bot.domain.facts import Fact, FactKind
from bot.share_image import line_breaking, logo, text
from bot.share_image.colors import Color
from bot.share_image.frame import Frame
from bot.share_image.text import Style

REFERENCE = 100
"""Pixels per em at which titles are measured before their size is known."""
DOT = "  ·  "
CREDIT_MARKS = ("©", "(c)", "foto", "photo", "bild", "grafik", "quelle")
ICONS = {
    FactKind.WHEN: "🗓",
    FactKind.WHERE: "📍",
    FactKind.PRICE: "🎟",
    FactKind.DEADLINE: "⌛",
    FactKind.REGISTER: "📝",
    FactKind.CONTACT: "☎",
}
AS_TEXT = "\ufe0e"
"""Asks for an emoji's plain drawing, in the colour of the text."""
MOST_FACTS = 3
BADGE_HEIGHT, BADGE_PADDING, BADGE_GAP = 1.9, 0.8, 1.05
"""In ems of its text."""
RULE, GAP = 1.0, 1.2
"""From the foot's rule to its text and from the rule up to what stands above; in ems of small print."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Text that was broken and measured: its lines, style, line height in pixels.

    reach: how far letters go above and below the base line, in ems.
    """

    lines: tuple[str, ...]
    style: Style
    leading: float
    reach: tuple[float, float] = (0.76, 0.22)

    @property
    def height(self) -> float:
        """From the top of the first line's letters to what hangs below the last line."""
        return (len(self.lines) - 1) * self.leading + self.style.size * sum(self.reach)


# The title


def set_title(frame: Frame, words: str, height: float, *, largest: float = 0) -> Lines:
    """Set words as large as fits in the column and a height in pixels."""
    reference = Style(weight=frame.layout.title_weight, size=REFERENCE, language=frame.card.language)
    leading, reach = choose_leading(words)
    box = line_breaking.Box(
        width=frame.room,
        height=height + (leading - sum(reach)) * frame.px(60),
        largest=frame.px(largest or frame.shape.title_largest),
        smallest=frame.px(frame.shape.title_smallest),
        leading=leading,
    )
    setting = line_breaking.fit(
        words, box, lambda part: text.measure(part, reference) / REFERENCE, frame.card.language
    )
    style = replace(reference, size=int(setting.size), right_to_left=frame.mirrored)
    widest = max(text.measure(line, style) for line in setting.lines)
    if widest > frame.room:  # broad spaces of some scripts
        style = replace(style, size=int(style.size * frame.room / widest))
    tight = leading - (0.1 * min(1.0, max(0.0, (style.size / frame.scale - 90) / 90)) if leading < 1.2 else 0)
    return Lines(lines=setting.lines, style=style, leading=tight * style.size, reach=reach)


def choose_leading(words: str) -> tuple[float, tuple[float, float]]:
    """Line height and reach in ems: scripts with marks above and below need more than Latin."""
    if text.is_latin(words):
        return 1.13, (0.76, 0.22)
    return 1.4, (0.98, 0.4)


def write_lines(frame: Frame, block: Lines, top: float, fill: Color, *, left: float | None = None) -> None:
    """Write a block with the top of its capitals at a height in pixels."""
    base = top + block.style.size * block.reach[0]
    for place, line in enumerate(block.lines):
        start = frame.left if left is None else left
        frame.write((start, base + place * block.leading), line, block.style, fill)


# The badge


def measure_badge(frame: Frame) -> float:
    """Height of the badge with the gap below it; 0 without a category."""
    size = frame.px(frame.shape.badge)
    return size * (BADGE_HEIGHT + BADGE_GAP) if frame.card.category else 0


def paint_badge(frame: Frame, top: float) -> None:
    """Write the category on a plate."""
    if not frame.card.category:
        return
    style = frame.style(frame.shape.badge, 650)
    padding, height = style.size * BADGE_PADDING, round(style.size * BADGE_HEIGHT)
    words = text.shorten(frame.card.category, style, frame.room - 2 * padding)
    frame.plate(
        (frame.left, top, text.measure(words, style) + 2 * padding, height), height // 2, frame.palette.plate
    )
    frame.write(
        (frame.left + padding, top + height / 2 + style.size * 0.36), words, style, frame.palette.plate_text
    )


# The facts


@dataclass(frozen=True, slots=True, kw_only=True)
class FactPlate:
    """The facts, set: icon and lines of each; height in pixels, 0 without facts."""

    rows: tuple[tuple[str, Lines], ...]
    height: float
    pad: float


def set_facts(frame: Frame, facts: Sequence[Fact]) -> FactPlate:
    """Set the weightiest facts; the first is larger than the others."""
    pad = 0.0 if frame.layout.is_quiet else frame.px(frame.shape.fact * 0.75)
    rows: list[tuple[str, Lines]] = []
    for place, fact in enumerate(facts[:MOST_FACTS]):
        style = frame.style(frame.shape.fact * (1 if place == 0 else 0.84), 750 if place == 0 else 550)
        room = frame.room - 2 * pad - _indent(frame)
        wide = text.measure(fact.text, style)
        if room < wide <= room * 1.2:
            style = replace(style, size=int(style.size * room / wide))
        icon = "" if frame.layout.is_quiet else ICONS[fact.kind] + AS_TEXT
        rows.append((icon, _wrap(fact.text, style, room)))
    inner = sum(row.height for _, row in rows) + _row_gap(frame) * max(0, len(rows) - 1)
    return FactPlate(rows=tuple(rows), height=inner + 2 * pad if rows else 0, pad=pad)


def paint_facts(frame: Frame, plate: FactPlate, top: float) -> None:
    """Write the facts on their plate, or plainly where the layout is quiet."""
    if not plate.rows:
        return
    fill = frame.palette.text
    if plate.pad:
        frame.plate((frame.left, top, frame.room, plate.height), frame.px(28), frame.palette.plate)
        fill = frame.palette.plate_text
    y = top + plate.pad
    for icon, row in plate.rows:
        if icon:
            style = replace(row.style, weight=500, size=frame.px(frame.shape.fact * 0.86))
            frame.write((frame.left + plate.pad, y + row.style.size * 0.74), icon, style, fill)
        write_lines(frame, row, y, fill, left=frame.left + plate.pad + _indent(frame))
        y += row.height + _row_gap(frame)


def _indent(frame: Frame) -> float:
    return 0.0 if frame.layout.is_quiet else frame.px(frame.shape.fact * 1.55)


def _row_gap(frame: Frame) -> float:
    return frame.px(frame.shape.fact * 0.42)


def _wrap(words: str, style: Style, room: float, most: int = 2) -> Lines:
    """Words of one size in as few lines as they need, the last one shortened."""
    lines: list[str] = []
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text.measure(longer, style) <= room:
            lines[-1] = longer
        elif len(lines) < most:
            lines.append(word)
        else:
            lines[-1] = longer
    return Lines(
        lines=tuple(text.shorten(line, style, room) for line in lines), style=style, leading=style.size * 1.2
    )


# The foot


@dataclass(frozen=True, slots=True, kw_only=True)
class Foot:
    """Name and small print beside the logo; height in pixels with the rule above."""

    name: Lines
    small: tuple[str, ...]
    style: Style
    indent: float
    height: float


def set_foot(frame: Frame) -> Foot:
    """Set logo, name, date, source and credit."""
    shape, card = frame.shape, frame.card
    height, picture = frame.px(shape.logo), _open_logo(frame)
    indent = picture.width + _logo_pad(frame) * 2 + frame.px(20) if picture else 0
    room = frame.room - indent
    small = frame.style(shape.small, 500)
    name = _wrap(card.brand.name, frame.style(shape.small * 1.08, 680), room)
    credit = sign(card.credit) if card.photo and frame.layout.hero == "photo" else ""
    parts = [part for part in (card.date, card.source, credit) if part]
    lines = tuple(_join_parts(parts, small, room))[:3]
    text_height = (name.height if card.brand.name else 0) + len(lines) * small.size * 1.32
    needed = max(text_height, height if picture else 0)
    gap = small.size * (RULE + GAP) if needed else 0
    return Foot(name=name, small=lines, style=small, indent=indent, height=needed + gap)


def paint_foot(frame: Frame, foot: Foot) -> None:
    """Paint rule, logo and lines above the lower margin."""
    if not foot.height:
        return
    bottom = frame.canvas.height - frame.px(frame.shape.bottom)
    top = bottom - foot.height + foot.style.size * GAP
    frame.fill((frame.left, top, frame.room, max(frame.px(2), 1)), frame.palette.rule)
    middle = (top + foot.style.size * RULE + bottom) / 2
    _paint_logo(frame, middle)
    name = foot.name if frame.card.brand.name else replace(foot.name, lines=())
    total = (name.height if name.lines else 0) + len(foot.small) * foot.style.size * 1.32
    y = middle - total / 2
    if name.lines:
        write_lines(frame, name, y, frame.palette.text, left=frame.left + foot.indent)
        y += name.height
    for place, line in enumerate(foot.small):
        base = y + (place + 1) * foot.style.size * 1.32 - foot.style.size * 0.3
        frame.write((frame.left + foot.indent, base), line, foot.style, frame.palette.soft)


def sign(credit: str) -> str:
    """A credit that says what it is."""
    is_signed = any(mark in credit.casefold() for mark in CREDIT_MARKS)
    return credit if is_signed or not credit else f"Foto: {credit}"


def _open_logo(frame: Frame) -> Image.Image | None:
    return logo.open_logo(frame.card.brand.logo, round(frame.px(frame.shape.logo) * 0.8))


def _logo_pad(frame: Frame) -> float:
    return round(frame.px(frame.shape.logo) * 0.1)


def _paint_logo(frame: Frame, middle: float) -> None:
    picture, path = _open_logo(frame), frame.card.brand.logo
    if picture is None or path is None:
        return
    pad, height = _logo_pad(frame), frame.px(frame.shape.logo)
    plate = logo.choose_plate(path, frame.palette.end)
    if plate:
        box = (frame.left, middle - height / 2, picture.width + 2 * pad, height)
        frame.plate(box, height * 0.2, plate)
    frame.paste(picture, frame.left + (pad if plate else 0), middle - picture.height / 2)


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
