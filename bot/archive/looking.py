"""Look at a source: find out how it is read, ask whether it changed, list what it shows."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from bot.archive import feeds, fetch, folder, sitemaps, wordpress
from bot.archive.answer import Fetched
from bot.archive.better import BetterListing
from bot.archive.entries import Listed, parse_listing, parse_page
from bot.archive.kinds import Kind, find_kind
from bot.archive.longfeeds import parse_long_feed
from bot.archive.polite import PoliteFetcher
from bot.archive.seen import mark, pack, unpack
from bot.archive.selectors import Selectors
from bot.domain.address import canonical_url, without_login
from bot.domain.article import Entry
from bot.domain.errors import ArticleGone, NotReachable
from bot.domain.source import Look, Source, Validators
from bot.domain.words import say

_FEWEST_OF_A_LIST = 4


class Looker:
    """Looks at sources. What it finds out about one it gives to the caller with the look."""

    def __init__(
        self,
        fetcher: PoliteFetcher,
        *,
        clock: Callable[[], datetime],
        max_pages: int,
        selectors: Mapping[str, Selectors],
    ) -> None:
        self._fetcher = fetcher
        self._clock = clock
        self._max_pages = max_pages
        self._selectors = selectors
        self._better = BetterListing(self._fetch, clock)

    def look(self, source: Source, *, conditional: bool) -> Look:
        """Read a listing as the port says. Raises NotReachable."""
        place = folder.find_folder(source.url)
        if place is not None:
            return folder.look(source, place, conditional=conditional)
        since = source.validators if conditional else fetch.NO_VALIDATORS
        is_fixed = source.url in self._selectors
        found, listing_url = self._better.find(source, since, conditional=conditional, is_fixed=is_fixed)
        if found.status == 304 or (conditional and found.body_hash == since.body_hash):
            return _unchanged(source, found, listing_url)
        listed = self._list(source, found, listing_url, since.seen)
        return Look(
            kind=listed.kind,
            entries=listed.entries,
            validators=replace(found.validators, seen=listed.seen) if listed.is_whole else Validators(),
            moved_to=_find_move(source, found, listing_url),
            listing_url=listing_url,
        )

    def _fetch(self, url: str, since: Validators = fetch.NO_VALIDATORS) -> Fetched:
        try:
            return self._fetcher.fetch(url, since)
        except ArticleGone as gone:
            raise NotReachable(say("The source does not exist: {reason}", reason=gone)) from gone

    def _list(self, source: Source, found: Fetched, listing_url: str, seen: bytes) -> Listed:
        kind = find_kind(found.body)
        if kind is Kind.FEED:
            return self._list_feed(source, found, listing_url, seen)
        if kind is Kind.SITEMAP:
            return Listed(kind=kind, entries=self._list_sitemap(found))
        if kind is Kind.HTML:
            return self._list_pages(source, found, seen)
        if kind is Kind.WORDPRESS and not source.baseline_at:
            found = self._fetch(wordpress.first_look_url(found.url))
        return parse_listing(kind, found, self._clock())

    def _list_feed(self, source: Source, found: Fetched, listing_url: str, seen: bytes) -> Listed:
        feed, marks = parse_long_feed(found.body, found.url, seen)
        entries = feed.entries
        if not source.baseline_at:
            entries = self._with_older(source, found, listing_url, entries)
        return Listed(kind=Kind.FEED, entries=entries, is_whole=feed.is_whole, seen=marks)

    def _with_older(
        self, source: Source, found: Fetched, listing_url: str, entries: tuple[Entry, ...]
    ) -> tuple[Entry, ...]:
        """At the first look also what stands behind the feed's window: it may slide into it later."""
        older = listed = _by_address(entries)
        if listing_url not in {"", source.url}:
            older = (
                _by_address(parse_page(self._fetch(source.moved_to or source.url), self._clock())[0]) | older
            )
        for number in range(2, self._max_pages + 1):
            url = wordpress.older_feed_url(found.body, found.url, number)
            try:
                part = feeds.parse_feed(self._fetch(url).body, found.url).entries if url else ()
            except NotReachable:
                break
            if not part:
                break
            older = _by_address(part) | older
        return (*entries, *(entry for url, entry in older.items() if url not in listed))

    def _list_sitemap(self, found: Fetched) -> tuple[Entry, ...]:
        """A sitemap's articles, or those of the likeliest sitemaps that an index lists."""
        sitemap = sitemaps.parse_sitemap(found.body, self._clock())
        entries = list(sitemap.entries)
        for child in sitemap.children[: self._max_pages]:
            entries += sitemaps.parse_sitemap(self._fetch(child).body, self._clock()).entries
        return tuple(entries)

    def _list_pages(self, source: Source, found: Fetched, seen: bytes) -> Listed:
        """The entries of a list and of its further pages, up to one seen whole or not for robots."""
        entries: dict[str, Entry] = {}
        known = frozenset(unpack(seen))
        asked = {found.url}
        for _ in range(self._max_pages):
            listed, next_url = parse_page(found, self._clock(), self._selectors.get(source.url))
            entries.update((entry.url, entry) for entry in listed if entry.url not in entries)
            if not next_url or next_url in asked or known.issuperset(map(_mark_entry, listed)):
                break
            if not self._fetcher.may_fetch(next_url):
                break
            asked.add(next_url)
            found = self._fetch(next_url)
        marks = pack([*map(_mark_entry, entries.values()), *unpack(seen)])
        return Listed(kind=Kind.HTML, entries=_believe(source, tuple(entries.values())), seen=marks)


def _believe(source: Source, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """A page's entries, unless it stands where a feed was and is no list: a page of maintenance, an error."""
    was_page = source.kind in {"", Kind.HTML}
    if was_page or not source.baseline_at or len(entries) >= _FEWEST_OF_A_LIST:
        return entries
    raise NotReachable(
        say(
            "{url} was read as {kind} and shows another page now.",
            url=without_login(source.url),
            kind=source.kind,
        )
    )


def _by_address(entries: tuple[Entry, ...]) -> dict[str, Entry]:
    return {canonical_url(entry.url): entry for entry in entries}


def _mark_entry(entry: Entry) -> bytes:
    return mark(entry.url.encode())


def _unchanged(source: Source, found: Fetched, listing_url: str) -> Look:
    return Look(
        kind=source.kind,
        entries=(),
        validators=source.validators,
        unchanged=True,
        moved_to=_find_move(source, found, listing_url),
        listing_url=listing_url,
    )


def _find_move(source: Source, found: Fetched, listing_url: str) -> str:
    """Where the source itself has moved for good; the move of a better listing is found out each time."""
    return found.moved_to if listing_url in {"", source.url} else ""
