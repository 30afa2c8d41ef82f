"""XML sitemaps, with Google's news extension (https://www.sitemaps.org/protocol.html)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from bot.archive import date_finder, feeds, html_tree
from bot.domain.article import Entry

_FIT = re.compile(r"news|post|article|artikel|beitra|meldung|aktuell", re.IGNORECASE)
_UNFIT = re.compile(r"categor|kategori|tag|author|user|page-|image|video|taxonom", re.IGNORECASE)
_NO_ARTICLE = re.compile(
    r"/(?:impressum|datenschutz\w*|kontakt|category|kategorie|tag|author|page)(?:/|\.html?|$)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """The articles of a sitemap, newest first; or the sitemaps it lists, the likeliest first.

    is_telling: an index says when each of its parts changed, so that it changes when one of them does.
    """

    entries: tuple[Entry, ...] = ()
    children: tuple[str, ...] = ()
    is_telling: bool = True


def parse_sitemap(body: bytes, now: datetime) -> Sitemap:
    """Read a sitemap or an index; broken XML gives what stands before the break.

    One of fixed pages only lists no article: its news is still to come, or stands elsewhere.
    """
    records = list(_list_records(body))
    if any(record["kind"] == "sitemap" for record in records):
        is_telling = all(record.get("lastmod") for record in records)
        return Sitemap(children=tuple(_sort_children(records)), is_telling=is_telling)
    entries = [entry for record in records if (entry := _to_entry(record, now))]
    if any(record.get("title") for record in records):
        entries = [entry for entry in entries if entry.title]
    if all(map(_is_fixed_page, entries)):
        entries = []
    dated = sorted(entries, key=lambda entry: _age(entry, now))
    return Sitemap(entries=tuple(dated))


def _list_records(body: bytes) -> Iterator[dict[str, str]]:
    """Each <url> or <sitemap> as its fields; entities of the document itself are never expanded."""
    body = feeds.strip_doctype(body)
    parser = etree.XMLPullParser(events=("end",), recover=True, resolve_entities=False, no_network=True)
    for start in range(0, len(body), 65_536):
        parser.feed(body[start : start + 65_536])
        for _, element in parser.read_events():
            _, name = _split_tag(element)
            if name in {"url", "sitemap"}:
                yield {"kind": name, **_read_fields(element)}
                element.clear()


def _read_fields(element: Any) -> dict[str, str]:
    fields: dict[str, str] = {}
    for child in element.iter():
        namespace, name = _split_tag(child)
        if name and child.text and child.text.strip() and "image" not in namespace:
            fields.setdefault(name, child.text.strip())
    return fields


def _split_tag(element: Any) -> tuple[str, str]:
    """Namespace and name, also of what lxml's QName refuses; a comment has none."""
    namespace, _, name = element.tag.rpartition("}") if isinstance(element.tag, str) else ("", "", "")
    return namespace, name


def _to_entry(record: dict[str, str], now: datetime) -> Entry | None:
    url = html_tree.join("", record.get("loc"))
    path = url.partition("://")[2].partition("/")[2].strip("/")
    if not url.startswith(("http://", "https://")) or not path or _NO_ARTICLE.search(f"/{path}"):
        return None
    return Entry(
        url=url,
        title=html_tree.squeeze(record.get("title", "")),
        published_at=date_finder.find_date(record.get("publication_date", ""), now),
        updated_at=date_finder.find_date(record.get("lastmod", ""), now),
    )


def _is_fixed_page(entry: Entry) -> bool:
    """Whether an address is rather that of a page such as "/about-us": right below the site, in two words."""
    path = urlsplit(entry.url).path.strip("/")
    words = re.split(r"[-_]", path.rpartition(".")[0] or path)
    is_dated = entry.published_at or entry.title
    return not is_dated and "/" not in path and len(words) < 3 and not re.search(r"\d", path)


def _sort_children(records: list[dict[str, str]]) -> list[str]:
    found = [record for record in records if record["kind"] == "sitemap" and record.get("loc")]
    fit = [record for record in found if _FIT.search(record["loc"]) and not _UNFIT.search(record["loc"])]
    chosen = fit or [record for record in found if not _UNFIT.search(record["loc"])]
    newest_first = sorted(chosen, key=lambda record: record.get("lastmod", ""), reverse=True)
    return [record["loc"] for record in newest_first]


def _age(entry: Entry, now: datetime) -> float:
    dated = entry.published_at or entry.updated_at
    return (now - dated).total_seconds() if dated else float("inf")
