"""How the tests of the share image make cards and look at pixels."""

from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops

from bot.share_image import colors
from bot.share_image.card import Brand, Card
from bot.share_image.draw import draw as draw_card

ROOT = Path(__file__).parents[2]
TEMPLATES = [ROOT / "templates"]
BRAND = Brand(name="Verbund der Vereine e. V.", color="#0b5d8f", logo=ROOT / "media/logo.png")
SIZES = {"portrait": (1080, 1350), "square": (1080, 1080), "landscape": (1200, 630)}
LAYOUTS = ("card", "photo", "sober", "event")
LONGEST = (
    "Gemeinsam gegen Rassismus: Zwölf Vereine, drei Schulen und die Stadtbibliothek laden vom 12. bis 28. "
    "März zu Lesungen, Filmen und Konzerten und einem Fest für alle Nachbarn!"
)
COMPOUND = "Donaudampfschifffahrtsgesellschaftskapitän"
Box = tuple[int, int, int, int]


def make_card(title: str = "Sprachkurse beginnen im Januar", **more: object) -> Card:
    """A card with everything but a photo; any field may be given."""
    fields = {"layout": "card", "category": "Bildung", "date": "22. November 2026", "source": "Stadt Essen"}
    event = {"event_day": "12", "event_month": "Dez", "event_time": "18 Uhr"}
    return Card(title=title, **({"brand": BRAND} | fields | event | more))  # type: ignore[arg-type]


def make_bare(title: str, **more: object) -> Card:
    """A card on which nothing but the title is drawn."""
    brand = replace(BRAND, name="", logo=None)
    nothing = {"category": "", "date": "", "source": "", "event_day": "", "brand": brand}
    return make_card(title, **(nothing | more))


@lru_cache(maxsize=48)
def draw(card: Card, size: str = "portrait") -> Image.Image:
    """Draw and open again, as a platform would; the same card only once."""
    return draw_anew(card, size)


def draw_anew(card: Card, size: str = "portrait") -> Image.Image:
    """Draw and open again."""
    drawing = draw_card(card, SIZES[size], template_dirs=TEMPLATES)
    return Image.open(BytesIO(drawing.jpeg)).convert("RGB")


def find_difference(one: Image.Image, other: Image.Image) -> Box:
    """The box in which two pictures differ clearly."""
    difference = ImageChops.difference(one, other).convert("L").point([0] * 40 + [255] * 216)
    box = difference.getbbox()
    assert box is not None, "the pictures look the same"
    return box


def find_title(card: Card, size: str = "portrait") -> Box:
    """The box of the title's ink: what differs from the same card with an invisible title."""
    return find_difference(draw(card, size), draw(replace(card, title="\u00a0\u200e."), size))


def measure_contrast(text: Image.Image, ground: Image.Image) -> float:
    """Contrast of the strongest colour of one region with the worst colour of another."""
    grounds = _list_colours(ground)
    ink = max(_list_colours(text, 3), key=lambda colour: colors.contrast(colour, grounds[0]))
    return min(colors.contrast(ink, colour) for colour in grounds)


def measure_inside(region: Image.Image) -> float:
    """Contrast of the strongest colour of a region with its most common one."""
    found = _list_colours(region, 3)
    return max(colors.contrast(colour, found[0]) for colour in found)


def _list_colours(region: Image.Image, at_least: int = 1) -> list[colors.Colour]:
    """Colours by how often they occur."""
    counted = sorted(region.getcolors(1 << 24) or [], reverse=True)
    return [colour for count, colour in counted if count >= at_least]  # type: ignore[misc]
