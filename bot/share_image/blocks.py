"""The parts of a picture, each with its height: title, badge, facts, foot, and what stands large beside."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from PIL import Image

from bot.domain.article import Fact, FactKind
from bot.share_image import colors, layouts, line_breaking, logo, photos, text
from bot.share_image.colors import Color, Palette
from bot.share_image.layouts import Frame, paint_pattern
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
SMALLEST_FACT = 0.6
"""How much smaller a fact may become that is one long word, such as an address."""
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
        icon = "" if frame.layout.is_quiet else ICONS[fact.kind] + AS_TEXT
        rows.append((icon, _set_fact(fact.text, style, frame.room - 2 * pad - _indent(frame))))
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


def _set_fact(words: str, style: Style, room: float) -> Lines:
    """A fact that is a little too wide becomes smaller; of a long place its end goes, never half a word."""
    wide = text.measure(words, style)
    widest = max(text.measure(word, style) for word in words.split(" "))
    if widest * SMALLEST_FACT > room and " @" not in words and "@" in words:
        return _set_fact(words.replace("@", " @"), style, room)
    if room < wide <= room * 1.2 or widest > room:
        share = room * 0.97 / (wide if wide <= room * 1.2 else widest)
        style = replace(style, size=int(style.size * max(share, SMALLEST_FACT)))
    lines = _wrap(words, style, room)
    if lines.lines[-1].endswith(text.ELLIPSIS) and ", " in words:
        return _set_fact(words.rsplit(", ", 1)[0], style, room)
    return lines


def _indent(frame: Frame) -> float:
    return 0.0 if frame.layout.is_quiet else frame.px(frame.shape.fact * 1.55)


def _row_gap(frame: Frame) -> float:
    return frame.px(frame.shape.fact * 0.42)


def _wrap(words: str, style: Style, room: float, most: int = 2) -> Lines:
    """Words of one size in as few lines as they need, the last one shortened; better behind a comma."""
    lines: list[str] = []
    halves = _split_at_comma(words, style, room) if most > 1 else []
    for word in halves or words.split(" "):
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


def _split_at_comma(words: str, style: Style, room: float) -> list[str]:
    """Two lines of which the first ends at a comma; none where one line is enough or two are not."""
    if text.measure(words, style) <= room:
        return []
    ends = [
        place + 1 for place, sign in enumerate(words) if sign == "," and words[place + 1 : place + 2] == " "
    ]
    halves = ([words[:end], words[end + 1 :]] for end in reversed(ends))
    return next((both for both in halves if all(text.measure(half, style) <= room for half in both)), [])


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


# Photo


def open_photo(frame: Frame, room: tuple[int, int]) -> photos.Photo:
    """Read the card's photo for a room of at most this size. Raises PhotoUnusable."""
    assert frame.card.photo is not None
    return photos.open_photo(frame.card.photo, room, frame.card.focus)


def paint_photo(frame: Frame, opened: photos.Photo, box: tuple[int, int, int, int]) -> None:
    """Paint a photo into a box: left, top, width, height; grey where the layout is quiet.

    A portrait whose face would not fit in all of a low box takes a part of its width, on the far side.
    """
    left, top, width, height = box
    photo = opened.crop((width, height))
    if frame.layout.is_quiet:
        photo = photos.make_grey(photo)
    if photo.width < width:
        side = colors.make_palette(frame.tone, colors.parse(frame.card.brand.color))
        x = round(frame.place(left, width))
        paint_pattern(frame, (x, top, x + width, top + height), side.pattern)
    frame.canvas.paste(photo, (round(frame.place(left + width - photo.width, photo.width)), top))


# The day of an event


def choose_band(frame: Frame) -> Palette:
    """The band's colours: the brand's on a light ground, paper on a strong one."""
    brand = colors.parse(frame.card.brand.color)
    return colors.make_palette("brand" if frame.tone in {"paper", "tint"} else "paper", brand)


def paint_band(frame: Frame, depth: int) -> None:
    """Paint the band of this height (in landscape width) with weekday, day, month and time."""
    palette, canvas = choose_band(frame), frame.canvas
    size = (depth, canvas.height) if frame.is_wide else (canvas.width, depth)
    left = round(frame.place(0, size[0]))
    canvas.paste(palette.ground, (left, 0, left + size[0], size[1]))
    paint_pattern(frame, (left, 0, left + size[0], size[1]), palette.pattern)
    if frame.is_wide:
        _write_stacked(frame, depth)
    else:
        _write_beside(frame, depth)


def _write_beside(frame: Frame, height: int) -> None:
    card, palette = frame.card, choose_band(frame)
    size = min(frame.shape.hero_size, round(height / frame.scale * 0.7))
    base: float = height - frame.px(size * 0.26)
    day = _fit(card.event_day, frame.style(size, 800), frame.room * 0.6)
    frame.write((frame.left, base), card.event_day, day, palette.accent)
    x = frame.left + text.measure(card.event_day, day) + frame.px(size * 0.13)
    room = frame.left + frame.room - x
    rows = (
        (card.event_time, 0.19, 600, palette.text),
        (card.event_month, 0.27, 780, palette.text),
        (card.event_weekday, 0.17, 600, palette.soft),
    )
    y = base
    for words, share, weight, fill in rows:
        if words:
            style = _fit(words, frame.style(size * share, weight), room)
            frame.write((x, y), words, style, fill)
            y -= style.size * 1.32


def _write_stacked(frame: Frame, width: int) -> None:
    card, palette, size = frame.card, choose_band(frame), frame.px(frame.shape.hero_size)
    side = frame.px(frame.shape.side)
    rows = (
        (card.event_weekday, 0.19, 600, 0.30, palette.soft),
        (card.event_day, 1.0, 800, 0.86, palette.accent),
        (card.event_month, 0.27, 780, 0.42, palette.text),
        (card.event_time, 0.2, 600, 0.31, palette.text),
    )
    shown = [row for row in rows if row[0]]
    y = (frame.canvas.height - size * sum(row[3] for row in shown)) / 2
    for words, share, weight, leading, fill in shown:
        y += size * leading
        style = _fit(words, frame.style(frame.shape.hero_size * share, weight), width - 2 * side)
        frame.write((side, y), words, style, fill)


# A number


@dataclass(frozen=True, slots=True, kw_only=True)
class Hero:
    """A large opening of the title and what is left of it; height in pixels with the gap below."""

    words: str
    rest: str
    style: Style
    height: float


def set_number(frame: Frame, most: float) -> Hero:
    """Set the number that opens the title as large as the column allows."""
    words, rest = layouts.split_number(frame.card.title) or (frame.card.title, "")
    size = min(frame.shape.hero_size, most / frame.scale / 0.95)
    style = _fit(words, frame.style(size, 850), frame.room)
    return Hero(words=words, rest=rest, style=style, height=style.size * (0.98 if rest else 0.8))


def set_quote(frame: Frame) -> Hero:
    """The quotation mark above a quoted title."""
    mark = "“" if not frame.card.language.startswith("de") else "„"
    style = frame.style(frame.shape.hero_size, 850)
    return Hero(words=mark, rest="", style=style, height=style.size * 0.5)


def paint_number(frame: Frame, hero: Hero, top: float) -> None:
    """Write the number, the top of its figures at a height in pixels."""
    frame.write((frame.left, top + hero.style.size * 0.74), hero.words, hero.style, frame.palette.accent)


def paint_quote(frame: Frame, hero: Hero, top: float) -> None:
    """Draw the quotation mark, its ink at a height in pixels."""
    ink = 0.24 if hero.words == "„" else 0.74
    x, base = frame.left - hero.style.size * 0.04, top + hero.style.size * ink
    frame.write((x, base), hero.words, hero.style, frame.palette.accent)


# A list of days


ROW, LARGEST_ROW = 2.0, 1.5
"""Height of a row in ems, and how much larger than other facts its words may become."""


def list_days(frame: Frame) -> list[tuple[str, str]]:
    """The days among the facts: "Montag, 11. Januar" and what belongs to it, "9–11 Uhr"."""
    return [_split_day(fact.text) for fact in frame.card.facts if fact.kind is FactKind.WHEN]


def measure_row(frame: Frame, room: float, count: int) -> float:
    """Pixels per em of a list of so many rows in a height."""
    size = frame.px(frame.shape.fact)
    return min(max(room / ROW / max(count, 1), size * 0.8), size * LARGEST_ROW)


def paint_days(frame: Frame, days: Sequence[tuple[str, str]], size: float, top: float) -> None:
    """Write the list with a rule above each row."""
    bold = replace(frame.style(1, 780), size=int(size))
    plain = replace(frame.style(1, 520), size=int(size * 0.84))
    widest = max(text.measure(day, bold) + text.measure(more, plain) for day, more in days) + size * 0.8
    share = max(SMALLEST_FACT, min(1.0, frame.room / widest))
    bold, plain = (replace(style, size=int(style.size * share)) for style in (bold, plain))
    for place, (day, more) in enumerate(days):
        y = top + place * size * ROW
        frame.fill((frame.left, y, frame.room, max(frame.px(3), 1)), frame.palette.rule)
        frame.write((frame.left, y + size * 1.32), day, bold, frame.palette.accent)
        words = text.shorten(more, plain, frame.room - text.measure(day, bold) - bold.size * 0.6)
        x = frame.left + frame.room - text.measure(words, plain)
        frame.write((x, y + size * 1.32), words, plain, frame.palette.text)


def _split_day(words: str) -> tuple[str, str]:
    found = re.match(r"(.*?\d{1,2}\.?(?:[–-]\d{1,2}\.)?\s*[^\W\d_]*\.?)(?:\s+\d{4})?(?:,\s*(.*))?$", words)
    return (found[1].strip(), found[2] or "") if found else (words, "")


def _fit(words: str, style: Style, room: float) -> Style:
    """The style, smaller if the words would not fit."""
    size = min(style.size, style.size * room / max(text.measure(words, style), 1))
    return replace(style, size=int(size))
