"""How the tests of the share image make cards and look at pixels."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from bot.domain.article import Fact, FactKind
from bot.share_image import colors, draw, text
from bot.share_image.card import Brand, Card
from bot.share_image.photos import Face
from bot.share_image.text import Style

ROOT = Path(__file__).parents[2]
TEMPLATES = [ROOT / "templates"]
BRAND = Brand(name="Verbund der Vereine e. V.", color="#0b5d8f", logo=ROOT / "media/logo.png")
SIZES = {"portrait": (1080, 1350), "square": (1080, 1080), "landscape": (1200, 630)}
DRAWN = SIZES | {"story": draw.STORY}
LAYOUTS = ("card", "photo", "sober", "event", "number", "quote", "dates", "call")
LONGEST = (
    "Gemeinsam gegen Rassismus: Zwölf Vereine, drei Schulen und die Stadtbibliothek laden vom 12. bis 28. "
    "März zu Lesungen, Filmen und Konzerten und einem Fest für alle Nachbarn!"
)
COMPOUND = "Donaudampfschifffahrtsgesellschaftskapitän"
FACTS = (
    Fact(kind=FactKind.WHEN, text="Samstag, 12. Dezember, 18 Uhr"),
    Fact(kind=FactKind.WHERE, text="Villa Rü, Girardetstraße 21"),
)
Box = tuple[int, int, int, int]


def make_card(title: str = "Sprachkurse beginnen im Januar", **more: object) -> Card:
    """A card with everything but a photo and facts; any field may be given."""
    fields = {"layout": "card", "category": "Bildung", "date": "22. November 2026", "source": "Stadt Essen"}
    event = {"event_weekday": "Samstag", "event_day": "12", "event_month": "Dez", "event_time": "18 Uhr"}
    return Card(title=title, **({"brand": BRAND} | fields | event | more))  # type: ignore[arg-type]


def make_bare(title: str, **more: object) -> Card:
    """A card on which nothing but the title is drawn."""
    brand = replace(BRAND, name="", logo=None)
    nothing = {"category": "", "date": "", "source": "", "event_day": "", "brand": brand}
    return make_card(title, **(nothing | more))


def make_for(layout: str, **more: object) -> Card:
    """A card that has what a layout needs, a photo without people where it wants one."""
    titles = {
        "number": "43 % der Befragten fühlen sich hier zu Hause",
        "quote": "Demir: „Ich bin hier geblieben“",
    }
    days = (FACTS[0], Fact(kind=FactKind.WHEN, text="Montag, 14. Dezember, 9 Uhr"))
    fields: dict[str, object] = {"layout": layout, "facts": days if layout == "dates" else ()}
    if layout == "photo":
        fields["photo"] = save(Image.new("RGB", (1600, 1200), (90, 120, 140)))
    title = str(more.pop("title", titles.get(layout, "Sprachkurse beginnen im Januar")))
    return make_card(title, **(fields | more))


def save(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    """A picture as a file."""
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


@lru_cache(maxsize=48)
def show(card: Card, size: str = "portrait") -> Image.Image:
    """Draw and open again, as a platform would; the same card only once."""
    return show_anew(card, size)


def show_anew(card: Card, size: str = "portrait") -> Image.Image:
    """Draw and open again."""
    drawing = draw.draw(card, DRAWN[size], template_dirs=TEMPLATES)
    return Image.open(BytesIO(drawing.jpeg)).convert("RGB")


def find_difference(one: Image.Image, other: Image.Image) -> Box:
    """The box in which two pictures differ clearly."""
    difference = ImageChops.difference(one, other).convert("L").point([0] * 40 + [255] * 216)
    box = difference.getbbox()
    assert box is not None, "the pictures look the same"
    return box


def get_box(face: Face, size: tuple[int, int]) -> Box:
    """A face in pixels of a picture."""
    shares: Sequence[float] = (face.left, face.top, face.right, face.bottom)
    left, top, right, bottom = (round(share * side) for share, side in zip(shares, size * 2, strict=True))
    return left, top, right, bottom


def find_title(card: Card, size: str = "portrait") -> Box:
    """The box of the title's ink: what differs from the same card with an invisible title."""
    return find_difference(show(card, size), show(replace(card, title="\u00a0\u200e."), size))


def measure_contrast(text: Image.Image, ground: Image.Image) -> float:
    """Contrast of the strongest colour of one region with the worst colour of another."""
    grounds = _list_colors(ground)
    ink = max(_list_colors(text, 3), key=lambda color: colors.contrast(color, grounds[0]))
    return min(colors.contrast(ink, color) for color in grounds)


def measure_inside(region: Image.Image) -> float:
    """Contrast of the strongest colour of a region with its most common one."""
    found = _list_colors(region, 3)
    return max(colors.contrast(color, found[0]) for color in found)


def _list_colors(region: Image.Image, at_least: int = 1) -> list[colors.Color]:
    """Colours by how often they occur."""
    counted = sorted(region.getcolors(region.width * region.height) or [], reverse=True)
    return [color for count, color in counted if count >= at_least]  # type: ignore[misc]


class Recorder:
    """What was written on a picture: each line with its style, colour and box, and the picture without it."""

    def __init__(self, card: Card, size: str = "portrait") -> None:
        self.lines: list[tuple[str, Style, colors.Color, Box]] = []
        self._draw = text.draw
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(text, "draw", self._note)
            self.ground = show_anew(card, size)

    def _note(
        self, _: Image.Image, xy: tuple[float, float], line: str, style: Style, fill: colors.Color
    ) -> None:
        ink = Image.new("RGB", (round(text.measure(line, style)) + 20, round(style.size * 2)))
        self._draw(ink, (10, style.size * 1.4), line, style, (255, 255, 255))
        left, top, right, bottom = ink.getbbox() or (0, 0, 1, 1)
        x, y = round(xy[0]) - 10, round(xy[1] - style.size * 1.4)
        self.lines.append((line, style, fill, (left + x, top + y, right + x, bottom + y)))

    def find_size(self, title: str) -> float:
        """The smallest size in pixels per em of the lines that make up a title."""
        wanted = fold(title)
        return min(style.size for line, style, _, _ in self.lines if fold(line) and fold(line) in wanted)

    def measure_worst(self) -> tuple[float, str]:
        """The least contrast of any line with what is below it, and the line."""
        return min((self._measure(fill, box), line) for line, _, fill, box in self.lines)

    def _measure(self, fill: colors.Color, box: Box) -> float:
        region = self.ground.crop(box)
        least = region.width * region.height * 0.004
        found = region.getcolors(region.width * region.height) or []
        return min(colors.contrast(fill, color) for count, color in found if count > least)  # type: ignore[arg-type]


def fold(words: str) -> str:
    """Words without the hyphens and spaces that breaking them changes."""
    return "".join(sign for sign in words.casefold() if sign.isalnum())
