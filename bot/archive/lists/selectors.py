"""CSS selectors for sources that cannot be understood by themselves; kept in a small TOML file.

[[source]]
url = "https://verein.example/aktuelles"   # as in BOT_ARCHIVE_URLS
item = "div.meldung"                       # one article in the list
link = "a.titel"                           # inside the item; default: its first link
title = "h3"                               # inside the item; default: the link's text
date = ".datum"                            # inside the item; optional
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cssselect import SelectorError
from lxml import etree
from lxml.cssselect import CSSSelector

from bot.archive import date_finder, html_tree
from bot.archive.html_tree import Element
from bot.domain.article import Entry
from bot.domain.errors import SettingsWrong
from bot.i18n import say

_NAMES = frozenset(("url", "item", "link", "title", "date"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Selectors:
    """Where the parts of a list stand; link, title and date count from the item."""

    item: str
    link: str = "a[href]"
    title: str = ""
    date: str = ""

    def list_entries(self, text: str, url: str, now: datetime) -> tuple[Entry, ...]:
        """The entries of a list page in its order."""
        root = html_tree.parse_html(text, url)
        base = html_tree.find_base(root, url)
        found = (self._to_entry(item, base, now) for item in CSSSelector(self.item)(root))
        return tuple({entry.url: entry for entry in found if entry}.values())

    def _to_entry(self, item: Element, base: str, now: datetime) -> Entry | None:
        link = _find(item, self.link)
        url = html_tree.join(base, link.get("href")) if link is not None else ""
        if not url.startswith(("http://", "https://")):
            return None
        title = _find(item, self.title) if self.title else link
        date = _find(item, self.date) if self.date else None
        return Entry(
            url=url,
            title=html_tree.text_of(title) if title is not None else "",
            published_at=date_finder.find_date(_date_of(date), now) if date is not None else None,
        )


def load_selectors(path: Path) -> Mapping[str, Selectors]:
    """Read the file, by source address; a missing file is an empty one. Raises SettingsWrong."""
    try:
        found = tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as failure:
        raise SettingsWrong(say("{url} cannot be read: {reason}.", url=path, reason=failure)) from failure
    sources = found.get("source", [])
    if not isinstance(sources, list):
        raise _refuse_shape(path)
    return dict(_parse_source(source, path) for source in sources)


def _parse_source(source: Any, path: Path) -> tuple[str, Selectors]:
    is_table = isinstance(source, dict) and _NAMES.issuperset(source)
    if not is_table or not all(isinstance(value, str) for value in source.values()):
        raise _refuse_shape(path)
    if not source.get("url") or not source.get("item"):
        raise SettingsWrong(say("{path}: each [[source]] needs url and item.", path=path))
    for name in _NAMES - {"url"}:
        _check(source.get(name, ""), name, path)
    return source["url"], Selectors(**{name: value for name, value in source.items() if name != "url"})


def _refuse_shape(path: Path) -> SettingsWrong:
    names = ", ".join(sorted(_NAMES))
    return SettingsWrong(
        say("{path}: a [[source]] has the texts {names}, nothing else.", path=path, names=names)
    )


def _check(selector: str, name: str, path: Path) -> None:
    try:
        if selector:
            CSSSelector(selector)(etree.Element("p"))
    except (SelectorError, etree.XPathError) as failure:
        raise SettingsWrong(
            say(
                "{path}: {name} = {selector} is no CSS selector ({reason}).",
                path=path,
                name=name,
                selector=repr(selector),
                reason=failure,
            )
        ) from failure


def _find(item: Element, selector: str) -> Element | None:
    """The first that a selector names; an item itself may be it."""
    return next(iter(CSSSelector(selector)(item)), None)


def _date_of(element: Element) -> str:
    return str(element.get("datetime") or html_tree.text_of(element))
