"""What one fetched listing shows, whatever kind of listing it is."""

from dataclasses import dataclass
from datetime import datetime

from bot.archive import feeds, inline, jsonfeed, listing, wordpress
from bot.archive.answer import Fetched
from bot.archive.kinds import Kind
from bot.archive.selectors import Selectors
from bot.domain.article import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The entries of a listing; is_whole: its end was there; seen: marks to know them by, packed."""

    kind: Kind
    entries: tuple[Entry, ...]
    is_whole: bool = True
    seen: bytes = b""


def parse_listing(kind: Kind, found: Fetched, now: datetime) -> Listed:
    """The entries of a feed, a JSON feed or WordPress's posts."""
    if kind is Kind.JSON_FEED:
        return Listed(kind=kind, entries=jsonfeed.parse_json_feed(found.body, found.url, now))
    if kind is Kind.WORDPRESS:
        return Listed(kind=kind, entries=wordpress.parse_posts(found.body))
    feed = feeds.parse_feed(found.body, found.url)
    return Listed(kind=kind, entries=feed.entries, is_whole=feed.is_whole)


def parse_page(
    found: Fetched, now: datetime, selectors: Selectors | None = None
) -> tuple[tuple[Entry, ...], str]:
    """The entries of one page by selectors, as a list, or as whole articles; and the next page's address."""
    text = found.text
    listed = listing.parse_list(text, found.url, now)
    if selectors:
        return selectors.list_entries(text, found.url, now), listed.next_url
    whole = inline.parse_inline(text, found.url, now)
    return whole if len(whole) > len(listed.entries) else listed.entries, listed.next_url
