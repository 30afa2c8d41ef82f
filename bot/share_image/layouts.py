"""Layouts: small TOML files that say where things stand on a share image."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.domain import errors
from bot.i18n import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Where things stand, in pixels of the standard size of this orientation.

    side, top, bottom: margins; *_size, title_largest, title_smallest: pixels per em; title_top: no title
    stands higher; left: where head, title and foot begin, 0 for the side; column: width of head and foot, 0
    for all between the sides; photo: greatest height of the photo (in landscape its width), 0 for none;
    photo_fade: how much of it runs out; plate: the head stands on a white plate; band: height (in landscape
    width) of the band with the date of an event, 0 for none; band_bottom: the date's distance from its end.
    """

    side: int
    top: int
    bottom: int
    title_top: int
    title_largest: int
    title_smallest: int
    name_size: int
    badge_size: int
    meta_size: int
    logo: int
    title_width: int
    left: int = 0
    column: int = 0
    photo: int = 0
    photo_fade: int = 0
    plate: bool = False
    band: int = 0
    band_bottom: int = 0
    day_size: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One layout. ground: "brand", "muted" or "paper"; ornament: "rings" or "none"; weights: 100-900."""

    name: str
    ground: str
    ornament: str
    title_weight: int
    portrait: Shape
    square: Shape
    landscape: Shape


GROUNDS = ("brand", "muted", "paper")
ORNAMENTS = ("rings", "none")
LARGEST = 2000
STANDARD = {"portrait": (1080, 1350), "square": (1080, 1080), "landscape": (1200, 630)}


def get_shape(layout: Layout, size: tuple[int, int]) -> tuple[Shape, float]:
    """The shape for a size in pixels, and the factor from its standard size to this one."""
    width, height = size
    name = "square" if width == height else "portrait" if width < height else "landscape"
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


@lru_cache(maxsize=16)
def _read(path: Path, _changed: int) -> Layout:
    try:
        data = tomllib.loads(path.read_text("utf-8"))
        shapes: dict[str, Any] = {name: _parse_shape(data.pop(name)) for name in STANDARD}
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
        wanted = bool if key == "plate" else int
        if not isinstance(value, wanted) or (wanted is int and not 0 <= value <= LARGEST):
            kind = "true / false" if wanted is bool else say("a number of pixels")
            msg = say("{key} is {value}, not {kind}", key=key, value=repr(value), kind=kind)
            raise ValueError(msg)
    return Shape(**data)


def _check(layout: Layout) -> Layout:
    for key, allowed in (("ground", GROUNDS), ("ornament", ORNAMENTS), ("title_weight", range(100, 901))):
        value = getattr(layout, key)
        if value not in allowed:
            words = "100–900" if isinstance(allowed, range) else ", ".join(allowed)
            msg = say("{key} is {value}, allowed: {words}", key=key, value=repr(value), words=words)
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
