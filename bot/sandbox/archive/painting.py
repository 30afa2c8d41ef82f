"""Paints the pictures of the sample articles: flat, friendly motifs, the same bytes every time."""

import functools
import io
import math
from collections.abc import Callable

from PIL import Image, ImageDraw

SIZE = (1200, 800)
Colour = tuple[int, int, int]
NIGHT: Colour = (24, 40, 72)
SAND: Colour = (244, 226, 198)
CORAL: Colour = (226, 98, 76)
TEAL: Colour = (32, 132, 128)
SUN: Colour = (248, 188, 72)
LEAF: Colour = (92, 148, 84)
PAPER: Colour = (250, 246, 238)
STONE: Colour = (120, 130, 138)
ROOFS = (CORAL, TEAL, SUN, LEAF, (150, 88, 128), (84, 120, 170))

Motif = Callable[[ImageDraw.ImageDraw], None]


@functools.cache
def paint(motif: str) -> bytes:
    """A 1200x800 JPEG. Raises KeyError for an unknown motif."""
    sky, draw_motif = MOTIFS[motif]
    image = _gradient(*sky)
    draw_motif(ImageDraw.Draw(image))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=84)
    return out.getvalue()


@functools.cache
def paint_logo() -> bytes:
    """The site's logo: a PNG of 480x160 on transparent ground."""
    image = Image.new("RGBA", (480, 160))
    draw = ImageDraw.Draw(image)
    draw.ellipse((8, 8, 152, 152), fill=TEAL)
    draw.pieslice((36, 36, 124, 124), 180, 360, fill=PAPER)
    for line, width in ((44, 280), (86, 220), (120, 160)):
        draw.rectangle((184, line, 184 + width, line + 18), fill=NIGHT)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _gradient(top: Colour, bottom: Colour) -> Image.Image:
    mask = Image.linear_gradient("L").resize(SIZE)
    return Image.composite(Image.new("RGB", SIZE, bottom), Image.new("RGB", SIZE, top), mask)


def _skyline(draw: ImageDraw.ImageDraw) -> None:
    for index in range(12):
        left, height = index * 100, 150 + (index * 73) % 160
        draw.rectangle((left, 640 - height, left + 99, 640), fill=ROOFS[index % len(ROOFS)])
        for floor in range(2, height // 45):
            draw.rectangle((left + 25, 640 - floor * 45, left + 45, 662 - floor * 45), fill=SUN)
            draw.rectangle((left + 60, 640 - floor * 45, left + 80, 662 - floor * 45), fill=PAPER)
    draw.rectangle((0, 640, 1200, 800), fill=NIGHT)


def _bunting(draw: ImageDraw.ImageDraw) -> None:
    for index in range(15):
        x, y = index * 84, 90 + round(70 * math.sin(index / 14 * math.pi))
        draw.polygon([(x, y), (x + 70, y), (x + 35, y + 84)], fill=ROOFS[index % len(ROOFS)])
    _skyline(draw)


def _people(draw: ImageDraw.ImageDraw) -> None:
    skins = ((236, 188, 150), (150, 98, 66), (96, 60, 42), (214, 158, 116), (248, 212, 184), (120, 78, 54))
    for index in range(7):
        x, y = 130 + index * 156, 420 + (index % 2) * 50
        draw.rounded_rectangle((x - 66, y + 60, x + 66, 860), 60, fill=ROOFS[index % len(ROOFS)])
        draw.ellipse((x - 52, y - 52, x + 52, y + 62), fill=skins[index % len(skins)])


def _books(draw: ImageDraw.ImageDraw) -> None:
    for index in range(9):
        left, height = 150 + index * 100, 300 + (index * 61) % 140
        draw.rounded_rectangle((left, 640 - height, left + 84, 640), 10, fill=ROOFS[index % len(ROOFS)])
        draw.rectangle((left + 14, 680 - height, left + 70, 694 - height), fill=PAPER)
    draw.rectangle((90, 640, 1110, 670), fill=(120, 82, 56))


def _candle(draw: ImageDraw.ImageDraw) -> None:
    for radius in range(260, 60, -20):
        glow = 60 + (260 - radius) // 3
        draw.ellipse(
            (600 - radius, 330 - radius, 600 + radius, 330 + radius), fill=(glow, glow // 2 + 20, 40)
        )
    draw.rectangle((555, 400, 645, 720), fill=PAPER)
    draw.ellipse((578, 300, 622, 400), fill=SUN)


def _hands(draw: ImageDraw.ImageDraw) -> None:
    for index, colour in enumerate(ROOFS):
        angle = index / len(ROOFS) * 2 * math.pi
        x, y = 600 + 250 * math.cos(angle), 400 + 250 * math.sin(angle)
        draw.line((600 + 760 * math.cos(angle), 400 + 760 * math.sin(angle), x, y), fill=colour, width=90)
        draw.ellipse((x - 74, y - 74, x + 74, y + 74), fill=colour)
    draw.ellipse((500, 300, 700, 500), fill=PAPER)


def _certificate(draw: ImageDraw.ImageDraw) -> None:
    draw.rounded_rectangle((260, 150, 940, 650), 18, fill=PAPER, outline=SUN, width=16)
    for index, width in enumerate((380, 460, 420, 300)):
        draw.rectangle((600 - width // 2, 250 + index * 70, 600 + width // 2, 266 + index * 70), fill=STONE)
    draw.ellipse((760, 500, 880, 620), fill=CORAL)


def _trees(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((0, 600, 1200, 800), fill=LEAF)
    for index in range(6):
        x, y = 120 + index * 190, 560 + (index % 3) * 50
        draw.rectangle((x - 16, y - 60, x + 16, y + 60), fill=(120, 82, 56))
        draw.ellipse((x - 110, y - 270, x + 110, y - 40), fill=(60 + index * 12, 128, 84))


MOTIFS: dict[str, tuple[tuple[Colour, Colour], Motif]] = {
    "street": (((140, 196, 224), SAND), _skyline),
    "festival": (((250, 208, 132), (250, 236, 214)), _bunting),
    "people": (((86, 150, 176), (222, 236, 232)), _people),
    "books": (((240, 232, 214), (214, 196, 168)), _books),
    "candle": (((12, 16, 28), (34, 34, 48)), _candle),
    "hands": (((36, 92, 116), (70, 148, 148)), _hands),
    "certificate": (((44, 84, 124), (120, 170, 190)), _certificate),
    "park": (((150, 206, 232), (236, 244, 232)), _trees),
}
"""Motif to sky colours (top, bottom) and what is drawn before it."""
