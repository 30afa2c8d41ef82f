"""Feeds and sitemaps: RSS 0.9x to 2.0 and Atom as feedparser judges them, JSON Feed, XML sitemaps."""

import calendar
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any
from urllib.parse import quote, urlsplit

import feedparser
from lxml import etree

from bot.archive import date_finder, html_tree
from bot.archive.detect import load_json
from bot.domain.article import Entry, Photo
from bot.domain.urls import canonical_url

_FULL_TEXT = 200
_SURROGATE = re.compile(rb"&#(?:x[dD][89a-fA-F][0-9a-fA-F]{2}|5[5-7][0-9]{3});")
_ROOT_TAG = re.compile(rb"<((?:\w+:)?(?:rss|rdf|feed|channel|urlset|sitemapindex))[\s>]", re.IGNORECASE)
_FAR = 20_000
"""Bytes behind a feed's end that a server may have written besides, such as its notices."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """The items of a feed in its order; is_whole says whether the document had an end."""

    entries: tuple[Entry, ...]
    is_whole: bool = True


def parse_feed(body: bytes, url: str, now: datetime) -> Feed:
    """All items that have an address; broken XML gives what can be read, a cut last item is left out.

    body: in UTF-8, as `detect.read_markup` gives it; url: what relative addresses start from.
    """
    body = _SURROGATE.sub(b"", strip_doctype(body))
    end = _find_end(body)
    try:
        # without a base of its own feedparser leaves guids as they are; links are joined below
        parsed = feedparser.parse(body[:end], sanitize_html=False)
    except Exception:  # noqa: BLE001 - feedparser lets whatever broken markup causes escape
        return Feed(entries=(), is_whole=False)
    items = parsed.entries if end or _is_last_closed(body) else parsed.entries[:-1]
    entries = [entry for item in items if (entry := _parse_item(item, url, now))]
    return Feed(entries=tuple(_tell_apart(entries)), is_whole=end is not None)


def _find_end(body: bytes) -> int | None:
    """Where the root element ends; None when it does not."""
    root = _ROOT_TAG.search(body)
    close = re.compile(rb"</" + root[1] + rb"\s*>") if root else _ROOT_TAG
    return max((found.end() for found in close.finditer(body, max(0, len(body) - _FAR))), default=None)


def _is_last_closed(body: bytes) -> bool:
    """Whether a feed without an end is at least not cut in its last item."""
    return any(body.rfind(b"</" + name) > body.rfind(b"<" + name) for name in (b"item", b"entry"))


def _tell_apart(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Items of one page get addresses of their own, which lead to their titles."""
    if len({entry.url.partition("#")[0] for entry in entries}) == len(entries):
        yield from entries
        return
    places = Counter(canonical_url(entry.url) for entry in entries)
    names: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        names[canonical_url(entry.url)].add(entry.title)
    for entry in entries:
        place = canonical_url(entry.url)
        is_shared = places[place] > 1 and len(names[place]) > 1 and bool(entry.title)
        page, _, anchor = entry.url.partition("#")
        url = f"{page}#{anchor}:~:text={quote(entry.title, safe='')}" if is_shared else entry.url
        yield replace(entry, url=url)


def strip_doctype(body: bytes) -> bytes:
    """XML without its document type: entities that a document declares itself are never expanded."""
    start = body.find(b"<!DOCTYPE", 0, 100_000)
    root = _ROOT_TAG.search(body, max(start, 0))
    return body[:start] + body[root.start() :] if start >= 0 and root else body


def _parse_item(item: Any, base: str, now: datetime) -> Entry | None:
    link = _find_link(item)
    url = html_tree.join(base, link)
    if not link or not url.startswith(("http://", "https://")):
        return None
    updated_at = _find_time(item, "updated", now)
    return Entry(
        url=url,
        title=_plain(item.get("title_detail"), item.get("title", "")),
        guid=html_tree.clean_guid(item.get("id", "") or ""),
        published_at=_find_time(item, "published", now) or updated_at,
        updated_at=updated_at,
        html=_find_html(item),
        summary=html_tree.strip_markup(str(item.get("summary") or "")),
        categories=tuple(dict.fromkeys(_list_categories(item))),
        photo=_find_photo(item, base),
    )


def _find_link(item: Any) -> str:
    """The article's own address; a guid that is one will do."""
    if item.get("link"):
        return str(item["link"])
    links = [link["href"] for link in item.get("links", ()) if link.get("href")]
    guid = str(item.get("id", ""))
    return str(links[0]) if links else guid if guid.startswith(("http://", "https://")) else ""


def _plain(detail: Any, title: str) -> str:
    """A title without markup. feedparser has decoded the XML layer; HTML titles hold one more."""
    kind = (detail or {}).get("type", "text/plain")
    return (
        html_tree.strip_markup(title)
        if "html" in kind or "&" in title or "<" in title
        else html_tree.squeeze(title)
    )


def _find_time(item: Any, name: str, now: datetime) -> datetime | None:
    """A date as feedparser reads it, which knows English only; else as people write it."""
    # dict.get, because feedparser's own falls back to other dates and warns about it
    value, written = dict.get(item, f"{name}_parsed"), str(dict.get(item, name) or "")
    try:
        found = datetime.fromtimestamp(calendar.timegm(value), UTC) if value else None
    except (ValueError, OverflowError, OSError, TypeError):
        found = None
    return found if found and found.year >= date_finder.EARLIEST_YEAR else date_finder.find_date(written, now)


def _find_html(item: Any) -> str:
    """The whole text, when the feed carries one."""
    texts = [str(part.get("value", "")) for part in item.get("content", ())]
    longest = max(texts, key=len, default="")
    return longest if len(longest) >= _FULL_TEXT else ""


def _list_categories(item: Any) -> Iterator[str]:
    for tag in item.get("tags", ()):
        if name := html_tree.strip_markup(str(tag.get("label") or tag.get("term") or "")):
            yield name


def _find_photo(item: Any, base: str) -> Photo | None:
    pictures = [*item.get("media_content", ()), *item.get("enclosures", ()), *item.get("media_thumbnail", ())]
    for picture in pictures:
        address = picture.get("url") or picture.get("href") or ""
        is_picture = str(picture.get("type", "")).startswith("image/") or picture.get("medium") == "image"
        if address and (is_picture or re.search(r"\.(?:jpe?g|png|webp)(?:\?|$)", address, re.IGNORECASE)):
            credit = (item.get("media_credit") or [{}])[0].get("content", "")
            return Photo(url=html_tree.join(base, address), credit=html_tree.squeeze(credit))
    return None


WORTHWHILE = 200
"""Shorter feeds are simply parsed."""

_SHOWN_AGAIN = 50
"""So many known items are listed with the new ones: enough to see that the feed is still the same one."""

_BATCH = 500
_OPENING = re.compile(rb"<(item|entry)[\s>]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A feed's bytes, cut: everything before the first item, the items, everything after the last."""

    head: bytes
    items: tuple[bytes, ...]
    tail: bytes

    def join(self, items: Sequence[bytes]) -> bytes:
        """A feed with only these items."""
        return b"".join((self.head, *items, self.tail))


def parse_long_feed(body: bytes, url: str, seen: bytes, now: datetime) -> tuple[Feed, bytes]:
    """A feed and the marks of its items; of a long one only what is new and the first known items.

    seen: the marks of the last look that was taken in; empty: everything is new. Short feeds have none.
    """
    cut = cut_feed(strip_doctype(body))
    if cut is None or len(cut.items) < WORTHWHILE:
        return parse_feed(body, url, now), b""
    marks = [mark(item) for item in cut.items]
    entries = _parse_items(cut, _choose(cut.items, marks, frozenset(unpack(seen))), url, now)
    if entries is None:
        return parse_feed(body, url, now), b""
    return Feed(entries=entries), pack(marks)


def _choose(items: Sequence[bytes], marks: Sequence[bytes], known: frozenset[bytes]) -> list[bytes]:
    known_places = [place for place, each in enumerate(marks) if each in known]
    left_out = set(known_places[_SHOWN_AGAIN:])
    return [item for place, item in enumerate(items) if place not in left_out]


def cut_feed(body: bytes) -> Cut | None:
    """Cut a feed at its items; None when it is not plainly a list of them."""
    named = _OPENING.search(body)
    try:
        spans = list(_list_spans(body, named[1])) if named else []
    except ValueError:
        return None
    if not spans:
        return None
    items = tuple(body[start:end] for start, end in spans)
    return Cut(head=body[: spans[0][0]], items=items, tail=body[spans[-1][1] :])


def _list_spans(body: bytes, name: bytes) -> Iterator[tuple[int, int]]:
    """Start and end of each item. Raises ValueError when an end is missing."""
    opening, close, end = re.compile(rb"<" + name + rb"[\s>]"), b"</" + name + b">", 0
    while match := opening.search(body, end):
        end = body.index(close, match.end()) + len(close)
        yield match.start(), end


def _parse_items(cut: Cut, items: Sequence[bytes], url: str, now: datetime) -> tuple[Entry, ...] | None:
    """The items' entries in batches, to keep memory small; None when the cut was wrong."""
    entries: list[Entry] = []
    for start in range(0, len(items), _BATCH):
        batch = items[start : start + _BATCH]
        parsed = parse_feed(cut.join(batch), url, now)
        if len(parsed.entries) != len(batch) or not parsed.is_whole:
            return None
        entries.extend(parsed.entries)
    return tuple(entries)


_SIZE = 8
_MOST = 20_000
"""So many marks are kept, newest first: the entries of the largest listings, in 160 kB."""


def mark(thing: bytes) -> bytes:
    """The mark of an item's bytes or of an entry's address."""
    return blake2b(thing, digest_size=_SIZE).digest()


def pack(marks: Iterable[bytes]) -> bytes:
    """Marks as they are kept, each once, the first ones when there are too many."""
    return b"".join(list(dict.fromkeys(marks))[:_MOST])


def unpack(seen: bytes) -> tuple[bytes, ...]:
    """The marks that were kept, in their order."""
    return tuple(seen[start : start + _SIZE] for start in range(0, len(seen), _SIZE))


def parse_json_feed(body: bytes, url: str, now: datetime) -> tuple[Entry, ...]:
    """All items that have an address; anything of an unexpected shape is left out."""
    found = load_json(body)
    items = _list(found.get("items")) if isinstance(found, dict) else []
    entries = (_parse_json_item(item, url, now) for item in items)
    return tuple(entry for entry in entries if entry)


def _parse_json_item(item: Any, base: str, now: datetime) -> Entry | None:
    if not isinstance(item, dict):
        return None
    text = {name: value for name, value in item.items() if isinstance(value, str)}
    url = html_tree.join(base, text.get("url") or text.get("id", ""))
    if not url.startswith(("http://", "https://")):
        return None
    image = html_tree.join(base, text.get("image") or text.get("banner_image"))
    tags = item.get("tags")
    return Entry(
        url=url,
        title=html_tree.squeeze(text.get("title", "")),
        guid=html_tree.clean_guid(str(item.get("id", ""))),
        published_at=date_finder.find_date(text.get("date_published", ""), now),
        updated_at=date_finder.find_date(text.get("date_modified", ""), now),
        html=text.get("content_html", ""),
        categories=tuple(
            filter(None, (html_tree.squeeze(tag) for tag in _list(tags) if isinstance(tag, str)))
        ),
        photo=Photo(url=image) if image else None,
    )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


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


def parse_sitemap(body: bytes, now: datetime, base: str = "") -> Sitemap:
    """Read a sitemap or an index; broken XML gives what stands before the break.

    One of fixed pages only lists no article: its news is still to come, or stands elsewhere.
    base: what relative addresses start from, which no sitemap should have and copies of sites do.
    """
    records = [{**record, "loc": html_tree.join(base, record.get("loc"))} for record in _list_records(body)]
    if parts := [record for record in records if record["kind"] == "sitemap"]:
        is_telling = all(record.get("lastmod") for record in parts)
        return Sitemap(children=tuple(_sort_children(parts)), is_telling=is_telling)
    entries = [entry for record in records if (entry := _to_entry(record, now))]
    if any(record.get("title") for record in records):
        entries = [entry for entry in entries if entry.title]
    if all(map(_is_fixed_page, entries)):
        entries = []
    dated = sorted(entries, key=lambda entry: _age(entry, now))
    return Sitemap(entries=tuple(dated))


def _list_records(body: bytes) -> Iterator[dict[str, str]]:
    """Each <url> or <sitemap> as its fields; entities of the document itself are never expanded."""
    body = strip_doctype(body)
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
    url = record["loc"]
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
    found = [record for record in records if record["loc"]]
    fit = [record for record in found if _FIT.search(record["loc"]) and not _UNFIT.search(record["loc"])]
    chosen = fit or [record for record in found if not _UNFIT.search(record["loc"])]
    newest_first = sorted(chosen, key=lambda record: record.get("lastmod", ""), reverse=True)
    return [record["loc"] for record in newest_first]


def _age(entry: Entry, now: datetime) -> float:
    dated = entry.published_at or entry.updated_at
    return (now - dated).total_seconds() if dated else float("inf")
