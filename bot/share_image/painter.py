"""Compose a share image: what stands large, badge, title, facts, foot, one above the other."""

from dataclasses import replace
from functools import lru_cache

from PIL import Image

from bot.domain.article import Fact, FactKind
from bot.share_image import blocks, layouts, logo
from bot.share_image.blocks import FactPlate, Foot, Lines
from bot.share_image.card import Card
from bot.share_image.layouts import Frame, make_frame, move, paint_ground

Size = tuple[int, int]
READABLE, LONG = 60, 120
"""A title below so many characters is never smaller than so many pixels; facts make room for it."""


def paint(card: Card, layout: layouts.Layout, size: Size, *, mirrored: bool) -> tuple[Image.Image, str]:
    """Paint a card whose texts hold drawable characters only; also the tone. Raises PhotoUnusable."""
    if layout.hero == "photo" and card.photo:
        frame = make_frame(Image.new("L", size), card, layout, mirrored=mirrored)
        return _compose_photo(frame), frame.tone
    bare = Card(layout=layout.name, title="", tone=card.tone, brand=card.brand)
    stage = _paint_stage(layout, bare, size, logo.read_stamp(card.brand.logo), mirrored=mirrored)
    frame = make_frame(stage, card, layout, mirrored=mirrored)
    painters = {
        "date": _compose_date,
        "number": _compose_number,
        "quote": _compose_quote,
        "dates": _compose_days,
    }
    return painters.get(layout.hero, _compose_plain)(frame), frame.tone


def paint_slide(card: Card, layout: layouts.Layout, size: Size, *, mirrored: bool) -> Image.Image:
    """A further picture of a carousel: the photo, below it the foot. Raises PhotoUnusable."""
    frame = make_frame(Image.new("RGB", size), card, layout, mirrored=mirrored)
    paint_ground(frame)
    foot = blocks.set_foot(frame)
    height = round(size[1] - frame.px(frame.shape.bottom) - foot.height)
    opened = blocks.open_photo(frame, (size[0], height))
    blocks.paint_photo(frame, opened, (0, 0, size[0], height))
    blocks.paint_foot(frame, foot)
    return frame.canvas


@lru_cache(maxsize=2)
def _paint_stage(
    layout: layouts.Layout, bare: Card, size: Size, _stamp: int, *, mirrored: bool
) -> Image.Image:
    """What is the same for all articles: the ground with its pattern."""
    frame = make_frame(Image.new("RGB", size), bare, layout, mirrored=mirrored)
    paint_ground(frame)
    return frame.canvas


def _start(frame: Frame) -> Frame:
    return replace(frame, canvas=frame.canvas.copy())


def _start_plain(frame: Frame) -> Frame:
    """On the bare ground, of which a photo leaves little."""
    return replace(frame, canvas=Image.new("RGB", frame.canvas.size, frame.palette.ground))


def _compose_plain(frame: Frame) -> Image.Image:
    frame = _start(frame)
    foot = blocks.set_foot(frame)
    top = frame.px(frame.shape.top)
    title, facts, end = _set_texts(frame, foot, frame.card.title, top, list(frame.card.facts))
    badge = blocks.measure_badge(frame)
    free = end - top - badge - title.height
    shift = {"top": 0.0, "bottom": free, "middle": free / 2}[frame.layout.anchor]
    _paint_texts(frame, foot, facts, title, top + shift)
    return frame.canvas


def _compose_photo(frame: Frame) -> Image.Image:
    if frame.is_wide:
        return _compose_beside(frame)
    foot = blocks.set_foot(frame)
    gap = frame.px(46)
    least, most = frame.px(frame.shape.hero), frame.px(frame.shape.hero_most)
    title, facts, end = _set_texts(frame, foot, frame.card.title, least + gap, list(frame.card.facts))
    used = blocks.measure_badge(frame) + title.height
    width, height = frame.canvas.width, round(min(max(end - used - gap, least * 0.7), most))
    opened = blocks.open_photo(frame, (width, height))
    height = opened.choose_height(width, min(least, height), height)
    free = max(0.0, end - used - gap - height)
    frame = _start_plain(frame)  # not before: the photo and the canvas are both large
    blocks.paint_photo(frame, opened, (0, 0, width, height))
    _paint_texts(frame, foot, facts, title, height + gap + free / 2)
    return frame.canvas


def _compose_beside(frame: Frame) -> Image.Image:
    """The photo beside the texts, narrower where the title would be too small otherwise."""
    foot = blocks.set_foot(frame)
    for share in (1, 0.8, 0.6, 0.45):
        width = frame.px(frame.shape.hero * share)
        texts = move(frame, left=frame.left, right=frame.canvas.width - width - round(frame.left * 0.75))
        title, *_ = _set_texts(texts, foot, frame.card.title, frame.px(frame.shape.top), [])
        if title.style.size >= _choose_least(frame, frame.card.title):
            break
    opened = blocks.open_photo(frame, (width, frame.canvas.height))
    texts = _start_plain(texts)
    blocks.paint_photo(texts, opened, (frame.canvas.width - width, 0, width, frame.canvas.height))
    return _compose_column(texts, frame.px(frame.shape.top))


def _compose_date(frame: Frame) -> Image.Image:
    """The band with the day above the texts (in landscape beside them), lower where the title needs room."""
    foot = blocks.set_foot(frame)
    for share in (1, 0.8, 0.65):
        depth = frame.px(frame.shape.hero * share)
        texts = move(frame, left=depth + frame.left, right=frame.right) if frame.is_wide else frame
        top = frame.px(frame.shape.top) if frame.is_wide else depth + frame.px(52)
        title, *_ = _set_texts(texts, foot, frame.card.title, top, [])
        if title.style.size >= _choose_least(frame, frame.card.title):
            break
    texts = _start(texts)
    blocks.paint_band(texts, depth)
    return _compose_column(texts, top)


def _compose_column(frame: Frame, top: float) -> Image.Image:
    """Badge, title and facts in what is left of the column."""
    foot = blocks.set_foot(frame)
    is_said = frame.layout.hero == "date"
    facts = [fact for fact in frame.card.facts if not (is_said and fact.kind is FactKind.WHEN)]
    title, plate, end = _set_texts(frame, foot, frame.card.title, top, facts)
    free = end - top - blocks.measure_badge(frame) - title.height
    _paint_texts(frame, foot, plate, title, top + free * (0.5 if plate.rows else 0.35))
    return frame.canvas


def _compose_number(frame: Frame) -> Image.Image:
    frame = _start(frame)
    foot = blocks.set_foot(frame)
    top, badge = frame.px(frame.shape.top), blocks.measure_badge(frame)
    hero = blocks.set_number(frame, frame.canvas.height * 0.34)
    if not hero.rest:
        end = frame.canvas.height - frame.px(frame.shape.bottom) - foot.height
        y = top + (end - top - badge - hero.height) / 2
        blocks.paint_badge(frame, y)
        blocks.paint_number(frame, hero, y + badge)
        _paint_end(frame, foot, blocks.set_facts(frame, ()))
        return frame.canvas
    title, facts, end = _set_texts(frame, foot, hero.rest, top + hero.height, list(frame.card.facts))
    free = end - top - badge - hero.height - title.height
    blocks.paint_badge(frame, top + free * 0.3)
    blocks.paint_number(frame, hero, top + badge + free * 0.3)
    blocks.write_lines(frame, title, top + badge + hero.height + free * 0.3, frame.palette.text)
    _paint_end(frame, foot, facts)
    return frame.canvas


def _compose_quote(frame: Frame) -> Image.Image:
    found = layouts.split_quote(frame.card.title)
    if found is None:
        return _compose_plain(frame)
    frame = _start(frame)
    said, rest = found
    foot = blocks.set_foot(frame)
    top, hero = frame.px(frame.shape.top), blocks.set_quote(frame)
    most, largest = frame.px(frame.shape.fact * 3.4), round(frame.shape.fact * 1.2)
    by = blocks.set_title(frame, rest, most, largest=largest) if rest else None
    below = by.height + frame.px(40) if by else 0.0
    title, facts, end = _set_texts(frame, foot, said, top + hero.height + below, list(frame.card.facts))
    used = blocks.measure_badge(frame) + hero.height + title.height + below
    y = top + max(0.0, end - (top + used) + below) * 0.35
    blocks.paint_badge(frame, y)
    y += blocks.measure_badge(frame)
    blocks.paint_quote(frame, hero, y)
    blocks.write_lines(frame, title, y + hero.height, frame.palette.text)
    if by:
        blocks.write_lines(frame, by, y + hero.height + title.height + frame.px(40), frame.palette.accent)
    _paint_end(frame, foot, facts)
    return frame.canvas


def _compose_days(frame: Frame) -> Image.Image:
    frame = _start(frame)
    foot = blocks.set_foot(frame)
    top, badge = frame.px(frame.shape.top), blocks.measure_badge(frame)
    others = [fact for fact in frame.card.facts if fact.kind is not FactKind.WHEN]
    plate = blocks.set_facts(frame, others[:1])
    end = frame.canvas.height - frame.px(frame.shape.bottom) - foot.height
    end -= plate.height + frame.px(34) if plate.rows else 0
    least = frame.px(frame.shape.fact * 0.8) * blocks.ROW
    days = blocks.list_days(frame)[: max(1, int((end - top - badge) * 0.6 / least))]
    title = blocks.set_title(frame, frame.card.title, end - top - badge - frame.px(40) - least * len(days))
    room = end - top - badge - title.height - frame.px(40)
    size = blocks.measure_row(frame, room, len(days))
    blocks.paint_badge(frame, top)
    blocks.write_lines(frame, title, top + badge, frame.palette.text)
    blocks.paint_days(frame, days, size, end - size * blocks.ROW * len(days))
    _paint_end(frame, foot, plate)
    return frame.canvas


def _set_texts(
    frame: Frame, foot: Foot, words: str, top: float, facts: list[Fact]
) -> tuple[Lines, FactPlate, float]:
    """Title and facts that fit below `top`, and where the title's room ends; facts give way to a title that
    would be too small."""
    wanted = _choose_least(frame, words)
    while True:
        plate = blocks.set_facts(frame, facts)
        end = frame.canvas.height - frame.px(frame.shape.bottom) - foot.height
        end -= plate.height + frame.px(34) if plate.rows else 0
        title = blocks.set_title(frame, words, end - top - blocks.measure_badge(frame))
        fits = title.style.size >= wanted
        if fits or not facts:
            return title, plate, end
        facts = facts[: min(len(facts), blocks.MOST_FACTS) - 1]


def _choose_least(frame: Frame, words: str) -> int:
    """The least size of a title in pixels: that of the layout, and more for one that is not long."""
    is_short = len(words) < LONG and not frame.is_wide
    return frame.px(READABLE if is_short else frame.shape.title_smallest)


def _paint_texts(frame: Frame, foot: Foot, facts: FactPlate, title: Lines, top: float) -> None:
    blocks.paint_badge(frame, top)
    blocks.write_lines(frame, title, top + blocks.measure_badge(frame), frame.palette.text)
    _paint_end(frame, foot, facts)


def _paint_end(frame: Frame, foot: Foot, facts: FactPlate) -> None:
    end = frame.canvas.height - frame.px(frame.shape.bottom) - foot.height
    blocks.paint_facts(frame, facts, end - facts.height)
    blocks.paint_foot(frame, foot)
