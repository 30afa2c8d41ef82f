"""What is drawn and what comes of it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """The association. color: "#rrggbb"; logo: a PNG, JPEG, WebP or GIF file, or None."""

    name: str
    color: str
    logo: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What stands on a share image. All texts are plain and may be empty, but the title.

    layout: name of a file in `layouts/`: "card", "photo", "sober", "event" or an own one; date: ready to
    read; language: BCP 47, for hyphenation and local letter shapes; photo: bytes of a picture file;
    event_day: "12"; event_month: "Dez"; event_time: "18 Uhr".
    """

    layout: str
    title: str
    category: str = ""
    date: str = ""
    source: str = ""
    language: str = "de"
    brand: Brand
    photo: bytes | None = None
    credit: str = ""
    event_day: str = ""
    event_month: str = ""
    event_time: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A share image: an sRGB JPEG, its size in pixels, and sentences for a person.

    layout: the one that was drawn: "card" where "photo" has no photo or "event" no day; empty for a
    person's own picture.
    """

    jpeg: bytes
    width: int
    height: int
    warnings: tuple[str, ...]
    layout: str
