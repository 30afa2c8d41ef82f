"""Layouts: TOML files that say how a share image is composed; which one an article gets, on which ground;
and the frame in which one is drawn."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from bot.domain import errors
from bot.domain.article import FactKind
from bot.i18n import say
from bot.share_image import colors, logo, text
from bot.share_image.card import Card
from bot.share_image.colors import TONES, Color, Palette
from bot.share_image.text import Style


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Sizes in pixels of the standard size of this orientation.

    side, top, bottom: margins; title_largest, title_smallest, fact, small, badge: pixels per em; logo: its
    height; hero: height (in landscape width) of what stands above (beside) the title at least, and
    hero_most at most: photo, date, number; hero_size: pixels per em of a date or number.
    """

    side: int
    top: int
    bottom: int
    title_largest: int
    title_smallest: int
    fact: int
    small: int
    badge: int
    logo: int
    hero: int = 0
    hero_most: int = 0
    hero_size: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One layout.

    hero: what stands large beside the title; tones: its grounds, in the order in which they take turns;
    pattern: the logo's shape on the ground; anchor: where a short title stands; title_weight: 100-900;
    is_quiet: no icons, no plates, a photo only in grey.
    """

    name: str
    hero: str
    tones: tuple[str, ...]
    pattern: bool
    anchor: str
    title_weight: int
    is_quiet: bool
    portrait: Shape
    square: Shape
    landscape: Shape
    story: Shape


HEROES = ("none", "photo", "date", "number", "quote", "dates")
ANCHORS = ("top", "bottom", "middle")
LARGEST = 2000
STANDARD = {"portrait": (1080, 1350), "square": (1080, 1080), "landscape": (1200, 630), "story": (1080, 1920)}


def get_shape(layout: Layout, size: tuple[int, int]) -> tuple[Shape, float]:
    """The shape for a size in pixels, and the factor from its standard size to this one."""
    width, height = size
    name = "square" if width == height else "portrait" if width < height else "landscape"
    if height > width * 1.6:
        name = "story"
    shape: Shape = getattr(layout, name)
    standard = STANDARD[name]
    return shape, min(width / standard[0], height / standard[1])


def get_layout(name: str, template_dirs: Sequence[Path]) -> Layout:
    """Read `layouts/NAME.toml` from the first directory that has it. Raises SettingsWrong."""
    known = list_layouts(template_dirs)
    for folder in template_dirs if name in known else ():
        path = folder / "layouts" / f"{name}.toml"
        if path.is_file():
            return _read(path, path.stat().st_mtime_ns)
    raise errors.SettingsWrong(
        say(
            "The layout “{name}” of the share image does not exist: no templates/layouts/{name}.toml. "
            "There are: {known}. Nothing was published.",
            name=name[:40],
            known=", ".join(known),
        )
    )


def list_layouts(template_dirs: Sequence[Path]) -> list[str]:
    """The names of all layouts there are, sorted."""
    return sorted({path.stem for folder in template_dirs for path in (folder / "layouts").glob("*.toml")})


@lru_cache(maxsize=16)
def _read(path: Path, _changed: int) -> Layout:
    try:
        data = tomllib.loads(path.read_text("utf-8"))
        shapes: dict[str, Any] = {name: _parse_shape(data.pop(name)) for name in STANDARD}
        data["tones"] = tuple(data["tones"])
        return _check(Layout(name=path.stem, **data, **shapes))
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise errors.SettingsWrong(
            say(
                "The layout {file} of the share image cannot be used: {problem}. "
                "Known settings: {names}. Nothing was published.",
                file=path.name,
                problem=_explain(error),
                names=", ".join(_list_names()),
            )
        ) from error


def _parse_shape(data: dict[str, Any]) -> Shape:
    for key, value in data.items():
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LARGEST:
            kind = say("a number of pixels")
            msg = say("{key} is {value}, not {kind}", key=key, value=repr(value), kind=kind)
            raise ValueError(msg)
    return Shape(**data)


def _check(layout: Layout) -> Layout:
    allowed: dict[str, Sequence[Any]] = {
        "hero": HEROES,
        "anchor": ANCHORS,
        "title_weight": range(100, 901),
        "pattern": (True, False),
        "is_quiet": (True, False),
    }
    wrong = [
        (key, getattr(layout, key), words)
        for key, words in allowed.items()
        if getattr(layout, key) not in words
    ]
    wrong += [("tones", tone, TONES) for tone in layout.tones or ("",) if tone not in TONES]
    for key, value, words in wrong:
        names = "100–900" if isinstance(words, range) else ", ".join(str(word).lower() for word in words)
        msg = say("{key} is {value}, allowed: {words}", key=key, value=repr(value), words=names)
        raise ValueError(msg)
    return layout


def _explain(error: Exception) -> str:
    text = (
        str(error.args[0] if error.args else error)
        .replace("Shape.__init__()", "it")
        .replace("Layout.__init__()", "it")
    )
    return say("the part [{name}] is missing", name=text) if isinstance(error, KeyError) else text


def _list_names() -> list[str]:
    owners: tuple[Any, ...] = (Layout, Shape)
    return [field.name for owner in owners for field in fields(owner) if field.name != "name"]


def list_tones(name: str, template_dirs: Sequence[Path]) -> tuple[str, ...]:
    """The grounds of a layout, in the order in which they take turns. Raises SettingsWrong."""
    return get_layout(name, template_dirs).tones


NUMBER = re.compile(
    r"(\d{1,3}(?:[.\u202f\u00a0 ]\d{3})+|\d+(?:[.,]\d+)?)"
    r"[\u00a0\u202f ]?(%|€|Prozent|Euro|Jahre|percent|years)?(?=[\s!.:]|$)",
    re.IGNORECASE,
)
NO_COUNT = re.compile(
    r"^\.|^[\s\u00a0]*(?:\d|Uhr|Jan|Feb|März|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)", re.IGNORECASE
)
QUOTES = re.compile(r"[„“\"«»‹›]([^„“”\"«»‹›]{8,})[“”\"«»‹›]")
PARTICLES = frozenset({"von", "van", "de", "der", "den", "al", "el", "zu", "bin"})
LEAST_OF_TITLE = 0.5
"""A quotation is a title's matter from this share of its letters on."""
COST_BESIDE, COST_ABOVE, COST_NEAR = 8, 6, 2
"""What it costs to repeat the ground of the post beside, above and diagonally in a grid of three columns."""
NEIGHBOURS = ((0, COST_BESIDE), (2, COST_ABOVE), (1, COST_NEAR), (3, COST_NEAR))


def choose_layout(card: Card, *, is_sober: bool) -> str:
    """The layout for what a card has to say."""
    kinds = [fact.kind for fact in card.facts]
    fitting = {
        "sober": is_sober,
        "photo": card.photo is not None,
        "dates": kinds.count(FactKind.WHEN) > 1,
        "event": card.event_day != "",
        "call": FactKind.DEADLINE in kinds,
        "quote": split_quote(card.title) is not None,
        "number": split_number(card.title) is not None,
    }
    return next((layout for layout, fits in fitting.items() if fits), "card")


def choose_tone(tones: Sequence[str], recent: Sequence[str]) -> str:
    """The ground that repeats its neighbours least; recent: the grounds of earlier posts, newest first.

    Of equals, the one that was not used for longest, then the first of the layout.
    """

    def judge(tone: str) -> tuple[int, int, int]:
        cost = sum(price for place, price in NEIGHBOURS if place < len(recent) and recent[place] == tone)
        last = recent.index(tone) if tone in recent else len(recent)
        return cost, -last, tones.index(tone)

    return min(tones, key=judge)


def split_number(title: str) -> tuple[str, str] | None:
    """ "43 % der Befragten …" -> ("43 %", "der Befragten …"); None where no number opens the title."""
    found = NUMBER.match(title)
    if not found:
        return None
    number, unit, rest = found[1], found[2] or "", title[found.end() :]
    is_year = not unit and number.isdigit() and 1900 <= int(number) <= 2100
    is_small = not unit and number.isdigit() and int(number) < 10
    if is_year or is_small or number.startswith("0") or NO_COUNT.match(rest):
        return None
    return f"{number}\u00a0{unit}".strip("\u00a0"), rest.strip(" :–-")


def split_quote(title: str) -> tuple[str, str] | None:
    """ "Ayşe Demir: „Wir bleiben hier“" -> ("Wir bleiben hier", "Ayşe Demir"); None for other titles."""
    found = QUOTES.search(title)
    if not found:
        return None
    rest = " ".join(part.strip(" :–-,|") for part in (title[: found.start()], title[found.end() :])).strip()
    letters = sum(map(str.isalpha, title)) or 1
    is_matter = sum(map(str.isalpha, found[1])) >= letters * LEAST_OF_TITLE
    if not is_matter or (rest and not _is_speaker(rest)):
        return None
    return found[1].strip(), rest


def _is_speaker(words: str) -> bool:
    """Whether these are somebody's name and office; other words beside a quotation keep the title whole."""
    parts = words.split()
    is_name = all(part[0].isupper() or part in PARTICLES for part in parts)
    return len(parts) <= 5 and is_name and not any(map(str.isdigit, words))


SMOOTH = 4
"""Shapes are drawn this many times larger and reduced, since ImageDraw has hard edges."""
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A canvas with its card and layout.

    scale: from the layout's standard size to this canvas; mirrored: the title runs right to left, so
    everything stands on the other side; left, right: the column in which texts stand, in pixels from where
    reading begins.
    """

    canvas: Image.Image
    card: Card
    layout: Layout
    shape: Shape
    scale: float
    palette: Palette
    tone: str
    mirrored: bool
    left: int
    right: int

    def px(self, length: float) -> int:
        """A length of the layout in pixels of this canvas."""
        return round(length * self.scale)

    @property
    def room(self) -> int:
        """Width of the column of texts."""
        return self.right - self.left

    @property
    def is_wide(self) -> bool:
        """Whether the hero stands beside the texts instead of above them."""
        return self.canvas.width > self.canvas.height

    def style(self, size: float, weight: int) -> Style:
        """A style in the card's language; the line decides on its direction."""
        return Style(weight=weight, size=self.px(size), language=self.card.language)

    def place(self, x: float, width: float) -> float:
        """The left edge of something whose near edge is x pixels from where reading begins."""
        return self.canvas.width - x - width if self.mirrored else x

    def write(self, xy: tuple[float, float], line: str, style: Style, fill: Color) -> None:
        """Write a line on a base line, x as in `place`."""
        left = self.place(xy[0], text.measure(line, style)) if self.mirrored else xy[0]
        text.draw(self.canvas, (left, xy[1]), line, style, fill)

    def plate(self, box: Box, radius: float, fill: Color) -> None:
        """Fill a rectangle with round corners: x as in `place`, y, width, height."""
        from_start, top, width, height = (round(value) for value in box)
        mask = make_plate(width, height, round(radius))
        self.canvas.paste(fill, (round(self.place(from_start, width)), top), mask)

    def fill(self, box: Box, fill: Color) -> None:
        """Fill a rectangle with hard edges: x as in `place`, y, width, height."""
        x, y, width, height = box
        left = self.place(x, width)
        corners = (round(left), round(y), round(left + width) - 1, round(y + height) - 1)
        ImageDraw.Draw(self.canvas).rectangle(corners, fill=fill)

    def paste(self, picture: Image.Image, x: float, y: float) -> None:
        """Paste a picture with transparency: x as in `place`."""
        self.canvas.paste(picture, (round(self.place(x, picture.width)), round(y)), picture)


def make_frame(canvas: Image.Image, card: Card, layout: Layout, *, mirrored: bool) -> Frame:
    """A frame whose column of texts is all of the canvas between the margins."""
    shape, scale = get_shape(layout, canvas.size)
    tone = card.tone if card.tone in layout.tones else layout.tones[0]
    side = round(shape.side * scale)
    return Frame(
        canvas=canvas,
        card=card,
        layout=layout,
        shape=shape,
        scale=scale,
        palette=colors.make_palette(tone, colors.parse(card.brand.color)),
        tone=tone,
        mirrored=mirrored,
        left=side,
        right=canvas.width - side,
    )


def paint_ground(frame: Frame) -> None:
    """Paint what is the same for all articles: the ground and, large and quiet, the logo's shape."""
    palette, size = frame.palette, frame.canvas.size
    frame.canvas.paste(make_gradient(size, palette.ground, palette.end))
    if frame.layout.pattern:
        paint_pattern(frame, (0, 0, *size), palette.pattern)


def paint_pattern(frame: Frame, box: tuple[int, int, int, int], color: Color) -> None:
    """The logo's shape, large, running out of the far upper corner of a box; rings without a logo."""
    left, top, right, bottom = box
    unit = min(right - left, bottom - top)
    mask = Image.new("L", (right - left, bottom - top))
    shape = logo.make_pattern(frame.card.brand.logo, round(unit * 0.95))
    if shape:
        x, y = mask.width - round(shape.width * 0.72), -round(min(shape.height, unit) * 0.2)
        mask.paste(shape, (max(x, round(unit * 0.28)), y))
    else:
        _draw_rings(mask, unit)
    if frame.mirrored:
        mask = mask.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    frame.canvas.paste(color, (left, top), mask)


def move(frame: Frame, *, left: int, right: int) -> Frame:
    """The same frame with another column of texts."""
    return replace(frame, left=left, right=right)


@lru_cache(maxsize=32)
def make_plate(width: int, height: int, radius: int) -> Image.Image:
    """Mask of a rectangle with round corners."""
    large = Image.new("L", (width * SMOOTH, height * SMOOTH))
    ImageDraw.Draw(large).rounded_rectangle(
        (0, 0, width * SMOOTH - 1, height * SMOOTH - 1), radius * SMOOTH, fill=255
    )
    return large.reduce(SMOOTH)


def make_gradient(size: tuple[int, int], above: Color, below: Color) -> Image.Image:
    """A ground that runs from one colour to another."""
    if above == below:
        return Image.new("RGB", size, above)
    column = Image.new("RGB", (1, 256))
    for y in range(256):
        column.putpixel((0, y), colors.mix(above, below, y / 255))
    return column.resize(size, Image.Resampling.BILINEAR)


def _draw_rings(mask: Image.Image, unit: int) -> None:
    """Rings that reach into each other: many groups, one association."""
    large = Image.new("L", (mask.width * 2, mask.height * 2))
    pen = ImageDraw.Draw(large)
    for x, y, radius in ((0.98, 0.10, 0.44), (0.62, 0.02, 0.30), (1.04, 0.56, 0.26)):
        centre = ((mask.width - unit * (1 - x)) * 2, unit * y * 2)
        reach, stroke = unit * radius * 2, round(unit * 0.075) * 2
        ring = (centre[0] - reach, centre[1] - reach, centre[0] + reach, centre[1] + reach)
        pen.ellipse(ring, outline=255, width=stroke)
    mask.paste(large.reduce(2))
