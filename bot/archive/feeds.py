"""RSS 0.9x to 2.0 and Atom: feedparser judges what a feed means."""

import calendar
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

import feedparser

from bot.archive import html_tree, publication_date
from bot.domain.article import Entry, Photo

_FULL_TEXT = 200
_ROOT = re.compile(rb"<(?:\w+:)?(?:rss|RDF|feed|channel)[\s>]")


_END = re.compile(
    rb"</(?:\w+:)?(?:rss|rdf|feed|channel)\s*>\s*(?:<!--(?:(?!-->).)*-->\s*)*$", re.IGNORECASE | re.DOTALL
)
_SURROGATE = re.compile(rb"&#(?:x[dD][89a-fA-F][0-9a-fA-F]{2}|5[5-7][0-9]{3});")
_ROOT_TAG = re.compile(rb"<(?:\w+:)?(?:rss|rdf|feed|channel|urlset|sitemapindex)[\s>]", re.IGNORECASE)


def is_feed(body: bytes) -> bool:
    """Whether bytes begin like RSS or Atom."""
    start = body[:4096].lstrip()
    return bool(_ROOT.search(start)) and b"<html" not in start[:1000].lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """The items of a feed in its order; is_whole says whether the document had an end."""

    entries: tuple[Entry, ...]
    is_whole: bool = True


def parse_feed(body: bytes, url: str) -> Feed:
    """All items that have an address; broken XML gives what can be read, a cut last item is left out."""
    body = _SURROGATE.sub(b"", strip_doctype(body))
    try:
        # without a base of its own feedparser leaves guids as they are; links are joined below
        parsed = feedparser.parse(body, sanitize_html=False)
    except Exception:  # noqa: BLE001 - feedparser lets whatever broken markup causes escape
        return Feed(entries=(), is_whole=False)
    is_whole = bool(_END.search(body[-2000:]))
    items = parsed.entries if is_whole else parsed.entries[:-1]
    return Feed(
        entries=tuple(entry for item in items if (entry := _parse_item(item, url))), is_whole=is_whole
    )


def strip_doctype(body: bytes) -> bytes:
    """XML without its document type: entities that a document declares itself are never expanded."""
    start = body.find(b"<!DOCTYPE", 0, 100_000)
    root = _ROOT_TAG.search(body, max(start, 0))
    return body[:start] + body[root.start() :] if start >= 0 and root else body


def _parse_item(item: Any, base: str) -> Entry | None:
    link = _find_link(item)
    url = html_tree.join(base, link)
    if not link or not url.startswith(("http://", "https://")):
        return None
    # dict.get, because feedparser's own falls back to other dates and warns about it
    updated_at = _time(dict.get(item, "updated_parsed"))
    return Entry(
        url=url,
        title=_plain(item.get("title_detail"), item.get("title", "")),
        guid=html_tree.clean_guid(item.get("id", "") or ""),
        published_at=_time(dict.get(item, "published_parsed")) or updated_at,
        updated_at=updated_at,
        html=_find_html(item),
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


def _time(value: Any) -> datetime | None:
    try:
        found = datetime.fromtimestamp(calendar.timegm(value), UTC) if value else None
    except (ValueError, OverflowError, OSError, TypeError):
        return None
    return found if found and found.year >= publication_date.EARLIEST_YEAR else None


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
_AFTER_NAME = (b" ", b"\t", b"\r", b"\n", b">")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A feed's bytes, cut: everything before the first item, the items, everything after the last."""

    head: bytes
    items: tuple[bytes, ...]
    tail: bytes

    def join(self, items: Sequence[bytes]) -> bytes:
        """A feed with only these items."""
        return b"".join((self.head, *items, self.tail))


def parse_long_feed(body: bytes, url: str, seen: bytes) -> tuple[Feed, bytes]:
    """A feed and the marks of its items; of a long one only what is new and the first known items.

    seen: the marks of the last look that was taken in; empty: everything is new. Short feeds have none.
    """
    cut = cut_feed(strip_doctype(body))
    if cut is None or len(cut.items) < WORTHWHILE:
        return parse_feed(body, url), b""
    marks = [mark(item) for item in cut.items]
    entries = _parse_items(cut, _choose(cut.items, marks, frozenset(unpack(seen))), url)
    if entries is None:
        return parse_feed(body, url), b""
    return Feed(entries=entries), pack(marks)


def _choose(items: Sequence[bytes], marks: Sequence[bytes], known: frozenset[bytes]) -> list[bytes]:
    known_places = [place for place, each in enumerate(marks) if each in known]
    left_out = set(known_places[_SHOWN_AGAIN:])
    return [item for place, item in enumerate(items) if place not in left_out]


def cut_feed(body: bytes) -> Cut | None:
    """Cut a feed at its items; None when it is not plainly a list of them."""
    name = min((n for n in (b"<item", b"<entry") if _find_open(body, n, 0) >= 0), default=None)
    if name is None:
        return None
    spans = list(_list_spans(body, name))
    if not spans or spans[-1][1] < 0:
        return None
    items = tuple(body[start:end] for start, end in spans)
    return Cut(head=body[: spans[0][0]], items=items, tail=body[spans[-1][1] :])


def _list_spans(body: bytes, name: bytes) -> Iterator[tuple[int, int]]:
    """Start and end of each item; the end is -1 when it is missing."""
    close = b"</" + name[1:] + b">"
    start = _find_open(body, name, 0)
    while start >= 0:
        end = body.find(close, start)
        yield start, end + len(close) if end >= 0 else -1
        if end < 0:
            return
        start = _find_open(body, name, end)


def _find_open(body: bytes, name: bytes, at: int) -> int:
    at = body.find(name, at)
    while at >= 0 and not body.startswith(_AFTER_NAME, at + len(name)):
        at = body.find(name, at + 1)
    return at


def _parse_items(cut: Cut, items: Sequence[bytes], url: str) -> tuple[Entry, ...] | None:
    """The items' entries in batches, to keep memory small; None when the cut was wrong."""
    entries: list[Entry] = []
    for start in range(0, len(items), _BATCH):
        batch = items[start : start + _BATCH]
        parsed = parse_feed(cut.join(batch), url)
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
