"""Portraits and groups made of shapes, with faces that a detector takes for faces; nobody real is shown."""

import random
from collections.abc import Sequence
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFilter

Color = tuple[int, int, int]
Person = tuple[float, float, float]
"""Middle of a face and its width, in pixels."""
SKIN = ((235, 195, 165), (120, 80, 55), (200, 150, 115), (90, 60, 45), (168, 116, 82))
HAIR = ((40, 28, 22), (88, 60, 36), (24, 22, 26), (150, 146, 140))
CLOTHES = ((31, 88, 120), (178, 58, 44), (222, 168, 62), (74, 107, 70), (120, 60, 110), (40, 44, 60))
WALLS = ((196, 206, 208), (226, 205, 176), (120, 140, 150), (178, 190, 160), (205, 184, 190))
TALL = 1.32
"""Height of a face from brow to chin, in widths of it."""


@cache
def make_people(size: tuple[int, int], people: tuple[Person, ...], seed: int = 1) -> bytes:
    """A JPEG with a person at each place; the same bytes each time."""
    file = BytesIO()
    draw_people(size, people, seed).save(file, "JPEG", quality=90)
    return file.getvalue()


def draw_people(size: tuple[int, int], people: Sequence[Person], seed: int = 1) -> Image.Image:
    """The same as a picture; those further down stand in front."""
    chance = random.Random(seed)
    picture = _draw_wall(size, chance.choice(WALLS), chance)
    pen = ImageDraw.Draw(picture)
    for x, y, width in sorted(people, key=lambda person: person[1]):
        body = (x - 1.15 * width, y + 0.82 * width, x + 1.15 * width, max(size[1] + width, y + 4 * width))
        pen.rounded_rectangle(body, 0.7 * width, fill=chance.choice(CLOTHES))
        _draw_head(pen, (x, y, width), chance.choice(SKIN), chance.choice(HAIR))
    return picture.filter(ImageFilter.GaussianBlur(max(size) / 900))


def make_group(size: tuple[int, int], count: int, seed: int = 1) -> bytes:
    """A row or two of people beside each other."""
    width = size[0] / (count + 1) * 0.52
    places = tuple(
        (size[0] * (place + 1) / (count + 1), size[1] * (0.42 + 0.09 * (place % 2)), width)
        for place in range(count)
    )
    return make_people(size, places, seed)


def _draw_wall(size: tuple[int, int], color: Color, chance: random.Random) -> Image.Image:
    small = (size[0] // 10, size[1] // 10)
    wall = Image.new("RGB", small, color)
    pen = ImageDraw.Draw(wall)
    for _ in range(7):
        x, y, side = (
            chance.random() * small[0],
            chance.random() * small[1],
            small[0] * (0.08 + chance.random() * 0.2),
        )
        pen.rectangle((x, y, x + side, y + side * 1.3), fill=_shade(color, 0.82 + chance.random() * 0.3))
    return wall.filter(ImageFilter.GaussianBlur(max(small) / 60)).resize(size, Image.Resampling.BILINEAR)


def _draw_head(pen: ImageDraw.ImageDraw, person: Person, skin: Color, hair: Color) -> None:
    x, y, width = person

    def oval(at: tuple[float, float], reach: tuple[float, float], fill: Color) -> None:
        left, top = x + (at[0] - reach[0]) * width, y + (at[1] - reach[1]) * width
        pen.ellipse((left, top, left + 2 * reach[0] * width, top + 2 * reach[1] * width), fill=fill)

    oval((0, -0.18), (0.62, 0.66), hair)
    pen.rectangle(
        (x - 0.2 * width, y + 0.3 * width, x + 0.2 * width, y + 0.95 * width), fill=_shade(skin, 0.8)
    )
    for side in (-1, 1):
        oval((side * 0.5, 0.02), (0.07, 0.14), _shade(skin, 0.85))
    oval((0, 0), (0.5, 0.66), skin)
    pen.chord((x - 0.52 * width, y - 0.72 * width, x + 0.52 * width, y + 0.1 * width), 180, 360, fill=hair)
    oval((0, -0.22), (0.46, 0.2), skin)
    for side in (-1, 1):
        _draw_eye(pen, (x, y, width), side, skin, hair)
        oval((side * 0.21, -0.06), (0.105, 0.055), (245, 242, 238))
        oval((side * 0.21, -0.06), (0.05, 0.052), (60, 40, 30))
        oval((side * 0.21, -0.06), (0.024, 0.026), (10, 10, 10))
        oval((side * 0.05, 0.18), (0.035, 0.025), _shade(skin, 0.55))
    oval((0, 0.36), (0.19, 0.065), (170, 75, 70))
    pen.line(
        (x - 0.19 * width, y + 0.355 * width, x + 0.19 * width, y + 0.355 * width),
        fill=(90, 35, 35),
        width=max(1, round(0.02 * width)),
    )


def _draw_eye(pen: ImageDraw.ImageDraw, person: Person, side: int, skin: Color, hair: Color) -> None:
    """Brow, lid and the side of the nose."""
    x, y, width = person
    brow = (x + side * 0.32 * width, y - 0.2 * width, x + side * 0.12 * width, y - 0.2 * width)
    pen.line(brow, fill=_shade(hair, 0.9), width=max(1, round(0.05 * width)))
    middle = x + side * 0.21 * width
    lid = (middle - 0.11 * width, y - 0.13 * width, middle + 0.11 * width, y + 0.01 * width)
    pen.arc(lid, 190, 350, fill=_shade(skin, 0.4), width=max(1, round(0.025 * width)))
    nose = [
        (x, y - 0.04 * width),
        (x + side * 0.03 * width, y - 0.04 * width),
        (x + side * 0.1 * width, y + 0.17 * width),
    ]
    pen.polygon([*nose, (x, y + 0.17 * width)], fill=_shade(skin, 0.9))


def _shade(color: Color, share: float) -> Color:
    red, green, blue = (max(0, min(255, round(value * share))) for value in color)
    return red, green, blue
