"""Look at a source: find out how it is read, ask whether it changed, list what it shows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.archive import feeds, fetch, folder, inline, jsonfeed, listing, page, paging, sitemaps, wordpress
from bot.archive.feedmemory import FeedMemory
from bot.archive.fetch import Fetched, Fetcher
from bot.archive.kinds import Kind, find_kind
from bot.archive.robots import Robots
from bot.archive.selectors import Selectors
from bot.domain.address import canonical_url
from bot.domain.article import Entry
from bot.domain.errors import ArticleGone, BotError, NotReachable
from bot.domain.source import Look, Source, Validators
from bot.domain.words import say

_MOST_TRIED = 3
_FEWEST_OF_A_LIST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listed:
    kind: Kind
    entries: tuple[Entry, ...]
    is_whole: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What the last look at a list showed."""

    body_hash: str = ""
    urls: frozenset[str] = frozenset()

    def covers(self, entries: tuple[Entry, ...], since: Validators) -> bool:
        """Whether a page holds nothing new: the pipeline has taken in the look that showed all of it."""
        is_taken_in = bool(since.body_hash) and since.body_hash == self.body_hash
        return is_taken_in and all(entry.url in self.urls for entry in entries)


class Looker:
    """Looks at sources; remembers where a page's better listing stands, and long feeds."""

    def __init__(
        self,
        fetcher: Fetcher,
        robots: Robots,
        *,
        clock: Callable[[], datetime],
        max_pages: int,
        selectors: Mapping[str, Selectors],
    ) -> None:
        self._fetcher = fetcher
        self._robots = robots
        self._clock = clock
        self._max_pages = max_pages
        self._selectors = selectors
        self._better: dict[str, str] = {}
        self._memories: dict[str, FeedMemory] = {}
        self._known: dict[str, _Known] = {}

    def look(self, source: Source, *, conditional: bool) -> Look:
        """Read a listing as the port says. Raises NotReachable."""
        place = folder.find_folder(source.url)
        if place is not None:
            return folder.look(source, place, conditional=conditional)
        since = source.validators if conditional else fetch.NO_VALIDATORS
        found = self._fetch_best(source, since)
        if found.status == 304:
            return _unchanged(source, found, source.validators)
        if conditional and found.body_hash == source.validators.body_hash:
            return _unchanged(source, found, found.validators)
        listed = self._list(source, found, since)
        return Look(
            kind=listed.kind,
            entries=listed.entries,
            validators=found.validators if listed.is_whole else Validators(),
            moved_to=found.moved_to if self._better.get(source.url, source.url) == source.url else "",
        )

    def _fetch_best(self, source: Source, since: Validators) -> Fetched:
        """The listing where it is read best; one that stopped working is looked for anew."""
        better = self._better.get(source.url)
        if better and better != source.url:
            try:
                return self._fetch(better, since)
            except NotReachable:
                del self._better[source.url]
        found = self._fetch(source.moved_to or source.url, since)
        is_settled = found.status == 304 or source.url in self._better
        return found if is_settled else self._prefer(source, found)

    def _fetch(self, url: str, since: Validators = fetch.NO_VALIDATORS) -> Fetched:
        if not self._robots.may_fetch(url):
            raise NotReachable(
                say("The site's robots.txt asks robots not to read {url}.", url=fetch.shown(url))
            )
        try:
            return self._fetcher.fetch(url, since=since)
        except ArticleGone as gone:
            raise NotReachable(say("The source does not exist: {reason}", reason=gone)) from gone

    def _prefer(self, source: Source, found: Fetched) -> Fetched:
        """The better listing that an HTML page announces, else the page itself; remembered when certain."""
        is_certain = True
        is_open = find_kind(found.body) is Kind.HTML and source.url not in self._selectors
        for url in self._list_better(found) if is_open else ():
            try:
                better = self._fetch(url)
            except BotError:
                is_certain = False
                continue
            if self._is_same_list(found, better):
                self._better[source.url] = url
                return better
        if is_certain:
            self._better[source.url] = source.url
        return found

    def _list_better(self, found: Fetched) -> list[str]:
        root = page.parse_html(found.text, found.url)
        posts = wordpress.find_posts_url(root, found.url)
        feeds_announced = paging.list_alternates(root, page.find_base(root, found.url))
        return [*([posts] if posts else []), *feeds_announced[:_MOST_TRIED]]

    def _is_same_list(self, found: Fetched, better: Fetched) -> bool:
        """Whether a listing is the page's own: half of the page's list stands there, or half of it here."""
        kind = find_kind(better.body)
        if kind is Kind.HTML:
            return False
        entries = {canonical_url(entry.url) for entry in self._parse(kind, better).entries}
        shown = {canonical_url(entry.url) for entry in self._parse_list(found)[0]}
        common = len(entries & shown)
        return bool(entries) and (not shown or 2 * common >= min(len(entries), len(shown)))

    def _list(self, source: Source, found: Fetched, since: Validators) -> _Listed:
        kind = find_kind(found.body)
        if kind is Kind.FEED:
            return self._list_feed(source, found, since)
        if kind is Kind.SITEMAP:
            return _Listed(kind=kind, entries=self._list_sitemap(found))
        if kind is Kind.HTML:
            return _Listed(kind=kind, entries=_believe(source, self._list_pages(source, found, since)))
        if kind is Kind.WORDPRESS and not source.baseline_at:
            found = self._fetch(wordpress.first_look_url(found.url))
        return self._parse(kind, found)

    def _parse(self, kind: Kind, found: Fetched) -> _Listed:
        if kind is Kind.JSON_FEED:
            return _Listed(kind=kind, entries=jsonfeed.parse_json_feed(found.body, found.url, self._clock()))
        if kind is Kind.WORDPRESS:
            return _Listed(kind=kind, entries=wordpress.parse_posts(found.body))
        feed = feeds.parse_feed(found.body, found.url)
        return _Listed(kind=kind, entries=feed.entries, is_whole=feed.is_whole)

    def _list_feed(self, source: Source, found: Fetched, since: Validators) -> _Listed:
        memory = self._memories.setdefault(source.url, FeedMemory())
        feed = memory.parse(found.body, found.url, taken_in=since.body_hash, body_hash=found.body_hash)
        entries = feed.entries if source.baseline_at else self._with_older(source, found, feed.entries)
        return _Listed(kind=Kind.FEED, entries=entries, is_whole=feed.is_whole)

    def _with_older(self, source: Source, found: Fetched, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        """At the first look also what stands behind the feed's window: it may slide into it later."""
        older = _by_address(entries)
        if self._better.get(source.url, source.url) != source.url:
            older = _by_address(self._parse_list(self._fetch(source.moved_to or source.url))[0]) | older
        for number in range(2, self._max_pages + 1):
            url = wordpress.older_feed_url(found.body, found.url, number)
            try:
                part = feeds.parse_feed(self._fetch(url).body, found.url).entries if url else ()
            except NotReachable:
                break
            if not part:
                break
            older = _by_address(part) | older
        return (*entries, *(entry for url, entry in older.items() if entry not in entries))

    def _list_sitemap(self, found: Fetched) -> tuple[Entry, ...]:
        """A sitemap's articles, or those of the likeliest sitemaps that an index lists."""
        sitemap = sitemaps.parse_sitemap(found.body, self._clock())
        entries = list(sitemap.entries)
        for child in sitemap.children[: self._max_pages]:
            entries += sitemaps.parse_sitemap(self._fetch(child).body, self._clock()).entries
        return tuple(entries)

    def _list_pages(self, source: Source, found: Fetched, since: Validators) -> tuple[Entry, ...]:
        """The entries of a list and of its further pages, up to one that the last look knew whole."""
        body_hash = found.body_hash
        entries: dict[str, Entry] = {}
        known = self._known.get(source.url, _Known())
        seen = {found.url}
        for _ in range(self._max_pages):
            listed, next_url = self._parse_list(found, self._selectors.get(source.url))
            entries.update((entry.url, entry) for entry in listed if entry.url not in entries)
            if not next_url or next_url in seen or known.covers(listed, since):
                break
            seen.add(next_url)
            found = self._fetch(next_url)
        self._known[source.url] = _Known(body_hash=body_hash, urls=frozenset(entries) | known.urls)
        return tuple(entries.values())

    def _parse_list(
        self, found: Fetched, selectors: Selectors | None = None
    ) -> tuple[tuple[Entry, ...], str]:
        """The entries of one page by selectors, as a list, or as whole articles; and the next page."""
        now, text = self._clock(), found.text
        if selectors:
            entries = selectors.list_entries(text, found.url, now)
            return entries, listing.parse_list(text, found.url, now).next_url
        listed = listing.parse_list(text, found.url, now)
        whole = inline.parse_inline(text, found.url, now)
        return whole if len(whole) > len(listed.entries) else listed.entries, listed.next_url


def _believe(source: Source, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """A page's entries, unless it stands where a feed was and is no list: a page of maintenance, an error."""
    was_page = source.kind in {"", Kind.HTML}
    if was_page or not source.baseline_at or len(entries) >= _FEWEST_OF_A_LIST:
        return entries
    raise NotReachable(
        say(
            "{url} was read as {kind} and shows another page now.",
            url=fetch.shown(source.url),
            kind=source.kind,
        )
    )


def _by_address(entries: tuple[Entry, ...]) -> dict[str, Entry]:
    return {canonical_url(entry.url): entry for entry in entries}


def _unchanged(source: Source, found: Fetched, validators: Validators) -> Look:
    return Look(kind=source.kind, entries=(), validators=validators, unchanged=True, moved_to=found.moved_to)
