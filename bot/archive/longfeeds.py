"""Long feeds: only their new items are parsed in full.

Items are cut out of the bytes and known by their marks. The new ones are put between the feed's own head
and tail and judged by feedparser, so they mean what they would mean in the whole feed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.archive import feeds
from bot.archive.feeds import Feed
from bot.archive.seen import mark, pack, unpack
from bot.domain.article import Entry

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
    cut = cut_feed(feeds.strip_doctype(body))
    if cut is None or len(cut.items) < WORTHWHILE:
        return feeds.parse_feed(body, url), b""
    marks = [mark(item) for item in cut.items]
    entries = _parse_items(cut, _choose(cut.items, marks, frozenset(unpack(seen))), url)
    if entries is None:
        return feeds.parse_feed(body, url), b""
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
        parsed = feeds.parse_feed(cut.join(batch), url)
        if len(parsed.entries) != len(batch) or not parsed.is_whole:
            return None
        entries.extend(parsed.entries)
    return tuple(entries)
