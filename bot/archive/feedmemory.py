"""What the last look at a long feed showed, so that only its new items are parsed in full.

Items are cut out of the bytes and known by their hash. The new ones are put between the feed's own head
and tail and judged by feedparser, so they mean what they would mean in the whole feed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from bot.archive import feeds
from bot.archive.feeds import Feed
from bot.domain.article import Entry

WORTHWHILE = 200
"""Shorter feeds are simply parsed."""

_SHOWN_AGAIN = 50
"""So many known items are listed with the new ones: enough to see that the feed is still the same one."""

_BATCH = 500
_AFTER_NAME = frozenset(b" \t\r\n>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A feed's bytes, cut: everything before the first item, the items, everything after the last."""

    head: bytes
    items: tuple[bytes, ...]
    tail: bytes

    def join(self, items: Sequence[bytes]) -> bytes:
        """A feed with only these items."""
        return b"".join((self.head, *items, self.tail))


class FeedMemory:
    """Remembers one feed: hashes of its items, and the first entries."""

    def __init__(self) -> None:
        self._body_hash = ""
        self._hashes: frozenset[bytes] = frozenset()
        self._shown: tuple[Entry, ...] = ()

    def parse(self, body: bytes, url: str, *, taken_in: str, body_hash: str) -> Feed:
        """Parse a feed; after a look that was taken in whole, only what is new and the first known ones.

        taken_in: the body hash of the last look whose entries the pipeline has stored.
        """
        cut = cut_feed(feeds.strip_doctype(body))
        if cut is None or len(cut.items) < WORTHWHILE:
            return feeds.parse_feed(body, url)
        hashes = [blake2b(item, digest_size=12).digest() for item in cut.items]
        is_remembered = bool(taken_in) and taken_in == self._body_hash
        new = [i for i, known in enumerate(hashes) if not (is_remembered and known in self._hashes)]
        entries = _parse_items(cut, [cut.items[i] for i in new], url)
        if entries is None:
            return feeds.parse_feed(body, url)
        shown = (*entries, *self._shown)[:_SHOWN_AGAIN] if is_remembered else entries[:_SHOWN_AGAIN]
        listed = (*entries, *self._shown) if is_remembered else entries
        self._body_hash, self._hashes, self._shown = body_hash, frozenset(hashes), shown
        return Feed(entries=listed)


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
    while at >= 0 and body[at + len(name)] not in _AFTER_NAME:
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
