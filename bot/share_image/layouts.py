"""Layouts: small TOML files that say how a share image is composed and how large its parts are."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.domain import errors
from bot.i18n import say
from bot.share_image.colors import TONES


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
    for folder in template_dirs:
        path = folder / "layouts" / f"{name}.toml"
        if path.is_file():
            return _read(path, path.stat().st_mtime_ns)
    raise errors.SettingsWrong(
        say(
            "The layout “{name}” of the share image does not exist: no templates/layouts/{name}.toml. "
            "Nothing was published.",
            name=name,
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
