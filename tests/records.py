"""The dataclasses of a room: which are loose, and what is something though nobody says so."""

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from types import ModuleType


def list_records(room: ModuleType) -> Iterator[type]:
    """Each once, of all its modules and folders."""
    found = {}
    for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
        values = vars(importlib.import_module(module.name)).values()
        found |= {one: None for one in values if type(one) is type and one.__module__ == module.name}
    return (one for one in found if is_dataclass(one))


def list_said(room: ModuleType) -> set[str]:
    """The fields with a default that is neither empty, nothing nor no."""
    return {
        f"{record.__name__}.{field.name}"
        for record in list_records(room)
        for field in fields(record)
        if field.default is not MISSING and field.default and not is_dataclass(field.default)
    }


def list_loose(room: ModuleType) -> set[str]:
    """Those that may change; with a sign those that may get further fields (+) or are filled by place (*)."""
    return {
        record.__name__ + sign
        for record in list_records(room)
        for sign, is_so in (
            ("", not vars(record)["__dataclass_params__"].frozen),
            ("+", "__slots__" not in vars(record)),
            ("*", not all(field.kw_only for field in fields(record) if field.init)),
        )
        if is_so
    }
