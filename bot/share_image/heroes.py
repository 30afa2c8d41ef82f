"""What stands large beside the title: a photo, an event's day, a number, a quotation mark, a list of days."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.facts import FactKind
from bot.share_image import colors, photos, selection, text
from bot.share_image.colors import Palette
from bot.share_image.frame import Frame, paint_pattern
from bot.share_image.text import Style

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
    words, rest = selection.split_number(frame.card.title) or (frame.card.title, "")
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
    widest = max(text.measure(day, bold) for day, _ in days)
    if widest > frame.room * 0.68:
        bold = _fit(max((day for day, _ in days), key=len), bold, frame.room * 0.68)
    for place, (day, more) in enumerate(days):
        y = top + place * size * ROW
        frame.fill((frame.left, y, frame.room, max(frame.px(3), 1)), frame.palette.rule)
        frame.write((frame.left, y + size * 1.32), day, bold, frame.palette.accent)
        words = text.shorten(more, plain, frame.room * 0.3)
        x = frame.left + frame.room - text.measure(words, plain)
        frame.write((x, y + size * 1.32), words, plain, frame.palette.text)


def _split_day(words: str) -> tuple[str, str]:
    found = re.match(r"(.*?\d{1,2}\.?(?:[–-]\d{1,2}\.)?\s*[^\W\d_]*\.?)(?:\s+\d{4})?(?:,\s*(.*))?$", words)
    return (found[1].strip(), found[2] or "") if found else (words, "")


def _fit(words: str, style: Style, room: float) -> Style:
    """The style, smaller if the words would not fit."""
    size = min(style.size, style.size * room / max(text.measure(words, style), 1))
    return replace(style, size=int(size))
