"""A photo made of shapes: people in a park at dusk, with grain, so that it compresses like a photo."""

import random
from functools import cache
from io import BytesIO

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Size = tuple[int, int]
FINE = 4
"""The scene is drawn this many times larger than its 750 by 500 units, then reduced to smooth its edges."""
SKIN = ((235, 195, 165), (120, 80, 55), (200, 150, 115), (90, 60, 45), (168, 116, 82))
CLOTHES = ((31, 88, 120), (178, 58, 44), (222, 168, 62), (74, 107, 70), (120, 60, 110), (40, 44, 60))
HAIR = ((40, 28, 22), (88, 60, 36), (24, 22, 26), (150, 146, 140))


@cache
def make_photo(size: Size, quality: int = 92) -> bytes:
    """A JPEG of this size in pixels; the same bytes each time."""
    chance = random.Random(11)
    picture = _draw_sky((750 * FINE, 500 * FINE))
    pen = ImageDraw.Draw(picture)
    for x in range(-20, 780, 60):
        top = 250 + chance.randint(-40, 30)
        _ellipse(pen, (x - 70, top, x + 90, top + 220), (38, 62 + chance.randint(0, 18), 52))
    pen.rectangle((0, 360 * FINE, 750 * FINE, 500 * FINE), fill=(70, 92, 58))
    for row in range(3):
        for x in range(-10 + row * 17, 770, 62 - row * 4):
            _draw_person(pen, chance, x + chance.randint(-14, 14), 318 + row * 42, 15 + row * 5)
    soft = picture.filter(ImageFilter.GaussianBlur(FINE / 2)).resize(size, Image.Resampling.LANCZOS)
    file = BytesIO()
    _add_grain(soft).save(file, "JPEG", quality=quality)
    return file.getvalue()


def _draw_sky(size: Size) -> Image.Image:
    column = Image.new("RGB", (1, 3))
    for y, colour in enumerate(((92, 128, 168), (238, 190, 150), (250, 214, 160))):
        column.putpixel((0, y), colour)
    return column.resize(size, Image.Resampling.BICUBIC)


def _draw_person(pen: ImageDraw.ImageDraw, chance: random.Random, x: int, y: int, head: int) -> None:
    cloth, skin, hair = chance.choice(CLOTHES), chance.choice(SKIN), chance.choice(HAIR)
    body = (x - head * 1.7, y + head * 1.3, x + head * 1.7, y + head * 12)
    pen.rounded_rectangle([value * FINE for value in body], head * 1.4 * FINE, fill=cloth)
    neck = (x - head * 0.4, y + head * 0.8, x + head * 0.4, y + head * 1.7)
    pen.rectangle([value * FINE for value in neck], fill=skin)
    _ellipse(pen, (x - head * 1.08, y - head * 1.4, x + head * 1.08, y + head * 0.9), hair)
    _ellipse(pen, (x - head * 0.86, y - head * 0.95, x + head * 0.86, y + head * 1.2), skin)


def _ellipse(
    pen: ImageDraw.ImageDraw, box: tuple[float, float, float, float], fill: tuple[int, int, int]
) -> None:
    pen.ellipse([value * FINE for value in box], fill=fill)


def _add_grain(picture: Image.Image) -> Image.Image:
    tile = random.Random(5).randbytes(256 * 256)
    grain = Image.frombytes("L", (256, 256), tile).point([112 + value // 8 for value in range(256)])
    layer = Image.new("L", picture.size)
    for x in range(0, picture.width, 256):
        for y in range(0, picture.height, 256):
            layer.paste(grain, (x, y))
    return ImageChops.overlay(picture, Image.merge("RGB", (layer, layer, layer)))
