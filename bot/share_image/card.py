"""What is drawn and what comes of it."""

from dataclasses import dataclass
from pathlib import Path

from bot.domain.article import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """The association. color: "#rrggbb"; logo: a PNG, JPEG, WebP, AVIF, GIF or SVG file, or None."""

    name: str
    color: str
    logo: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What stands on a share image. All texts are plain and may be empty, but the title.

    layout: name of a file in `layouts/`; tone: one of the layout's grounds, empty for its first; date: ready
    to read; language: BCP 47, for hyphenation and local letter shapes; photo: bytes of a picture file;
    focus: "top", "center" or "X,Y" in percent, where its crop shall be; facts: in the order of their
    weight; event_weekday: "Freitag"; event_day: "12"; event_month: "Dez."; event_time: "18 Uhr".
    """

    layout: str
    title: str
    tone: str = ""
    category: str = ""
    date: str = ""
    source: str = ""
    language: str = "de"
    brand: Brand
    photo: bytes | None = None
    credit: str = ""
    focus: str = ""
    facts: tuple[Fact, ...] = ()
    event_weekday: str = ""
    event_day: str = ""
    event_month: str = ""
    event_time: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A share image: an sRGB JPEG, its size in pixels, and sentences for a person.

    layout, tone: what was drawn: "card" where "photo" has no photo or "event" no day; empty for a person's
    own picture; cure: what a person must do before the picture may go out, empty when nothing.
    """

    jpeg: bytes
    width: int
    height: int
    warnings: tuple[str, ...]
    layout: str
    tone: str
    cure: str = ""
