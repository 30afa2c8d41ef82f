"""The archive as the pipeline knows it: look at a source, read an article, fetch a photo."""

import importlib.metadata
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from itertools import islice
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

from bot.archive import feeds, folder, html_tree, http, site_brand, wordpress
from bot.archive.article_reader import Reader
from bot.archive.articles import metadata, photo
from bot.archive.articles.html_article import BERLIN
from bot.archive.detect import Kind
from bot.archive.feeds import mark, pack, parse_long_feed, unpack
from bot.archive.http import NO_VALIDATORS, Fetched
from bot.archive.lists import html_list, paging
from bot.archive.lists.html_list import ListPage
from bot.archive.lists.selectors import Selectors
from bot.archive.politeness import PoliteFetcher, Robots
from bot.archive.site_brand import SiteBrand
from bot.archive.ssrf import GuardedBackend, find_origin
from bot.domain.article import ELSEWHERE, Article, Entry, Look, Source, Validators
from bot.domain.errors import ArticleGone, BotError, NotReachable
from bot.domain.urls import canonical_url, is_same_site, site_of, without_login
from bot.i18n import say

_PROJECT = "verbund-bot"
NO_SELECTORS: Mapping[str, Selectors] = MappingProxyType({})


class HttpArchive:
    """Reads the web within limits; implements the port `Archive`.

    sources: configured addresses, whose hosts are trusted even in a private network; selectors: by source
    address, for lists that are not understood by themselves (`lists.selectors.load_selectors`); zone:
    of times that a page tells without one; is_one_moment: each address is asked once, for somebody who is
    shown what stands there now.
    """

    def __init__(  # noqa: PLR0913  each is a setting of its own
        self,
        *,
        sources: Sequence[str],
        timeout: timedelta,
        clock: Callable[[], datetime],
        max_pages: int = 10,
        selectors: Mapping[str, Selectors] = NO_SELECTORS,
        sleep: Callable[[float], None] = time.sleep,
        zone: tzinfo = BERLIN,
        is_one_moment: bool = False,
    ) -> None:
        trusted = [origin for origin in map(find_origin, sources) if origin]
        make_fetcher = http.OnceFetcher if is_one_moment else http.Fetcher
        self._fetcher = make_fetcher(
            http.GuardedTransport(GuardedBackend(trusted)),
            timeout=timeout,
            user_agent=f"{_PROJECT}/{_find_version()} (posts an association's own news)",
            clock=clock,
            logins=http.find_logins(sources),
            sleep=sleep,
        )
        robots = Robots(self._fetcher, name=_PROJECT, clock=clock)
        self._polite = polite = PoliteFetcher(self._fetcher, robots, clock=clock, sleep=sleep)
        folders = [place for place in map(folder.find_folder, sources) if place]
        self._looker = Looker(polite, clock=clock, max_pages=max_pages, selectors=selectors)
        self._glancer = Looker(polite, clock=clock, max_pages=1, selectors=selectors)
        self._reader = Reader(polite, clock=clock, folders=folders, zone=zone)
        self._clock = clock

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._fetcher.close()

    def look(self, source: Source, *, conditional: bool = True) -> Look:
        """Read the listing of a source, following its pages. Raises NotReachable."""
        return self._looker.look(source, conditional=conditional)

    def glance(self, url: str) -> Look:
        """What one page lists, as the port says. Raises NotReachable, ArticleGone."""
        look = self._glancer.look(Source(url=url), conditional=False)
        if look.kind != Kind.HTML:
            return look
        page = self._polite.fetch(url)
        is_mostly = html_list.is_mostly_list(page.text, page.url, self._clock())
        is_article = metadata.is_announced_article(page.text)
        entries = look.entries if is_mostly or not is_article else ()
        return replace(look, entries=entries, is_mostly_list=is_mostly and not is_article)

    def read(self, entry: Entry) -> Article:
        """Fetch and clean one article. Raises NotReachable, ArticleGone, NotAnArticle."""
        return self._reader.read(entry)

    def read_file(self, path: Path) -> Article:
        """Read a local .html, .md or .txt file. Raises NotReachable, NotAnArticle."""
        return folder.read_file(path, self._clock())

    def read_brand(self, url: str) -> SiteBrand:
        """Name and logos of the site an address belongs to. Raises NotReachable, ArticleGone."""
        front = site_brand.find_front_page(url)
        if not front:
            return SiteBrand(name="", logos=())
        found = self._polite.fetch(front)
        return site_brand.read_brand(found.text, found.url)

    def fetch_logo(self, url: str) -> bytes:
        """Fetch a picture's bytes, which may be a drawing. Raises NotReachable, ArticleGone."""
        return self._fetcher.fetch(url, limit=http.PHOTO_LIMIT).body

    def fetch_photo(self, url: str) -> bytes:
        """Fetch a picture's bytes, checked by the first of them.

        Raises NotReachable, ArticleGone, NotAnArticle.
        """
        found = self._fetcher.fetch(url, limit=http.PHOTO_LIMIT)
        return photo.check_picture(found.body, without_login(url))


def _find_version() -> str:
    try:
        return importlib.metadata.version(_PROJECT)
    except importlib.metadata.PackageNotFoundError:
        return "0"


_FEWEST_OF_A_LIST = 4
_PATIENCE = 3
"""So many looks in a row may fail for a further page; then the list is what stands before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The entries of a listing; is_whole: its end was there; seen: marks to know them by, packed.

    is_inline: the articles stand whole on the page.
    """

    kind: Kind
    entries: tuple[Entry, ...]
    is_whole: bool = True
    is_inline: bool = False
    seen: bytes = b""


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
        since = source.validators if conditional else http.NO_VALIDATORS
        is_fixed = source.url in self._selectors
        found, listing_url = self._better.find(source, since, conditional=conditional, is_fixed=is_fixed)
        if found.status == 304 or (conditional and found.body_hash == since.body_hash):
            return _unchanged(source, found, listing_url)
        clock_ahead = self._clock() - found.sent_at if found.sent_at else None
        listed = self._list(source, found, listing_url, since.seen)
        return Look(
            kind=listed.kind,
            entries=listed.entries,
            validators=replace(found.validators, seen=listed.seen) if listed.is_whole else Validators(),
            moved_to=_find_move(source, found, listing_url),
            listing_url=listing_url,
            way=_name_way(listed, (source.url, found.url)),
            clock_ahead=clock_ahead,
        )

    def _fetch(self, url: str, since: Validators = http.NO_VALIDATORS) -> Fetched:
        try:
            return self._fetcher.fetch(url, since)
        except ArticleGone as gone:
            raise NotReachable(say("The source does not exist: {reason}", reason=gone)) from gone

    def _list(self, source: Source, found: Fetched, listing_url: str, seen: bytes) -> Listed:
        kind = found.kind
        match kind:
            case Kind.FEED:
                return self._list_feed(source, found, listing_url, seen)
            case Kind.SITEMAP:
                return self._list_sitemap(source, found)
            case Kind.HTML:
                return self._list_pages(source, found, seen)
            case Kind.WORDPRESS if not source.baseline_at:
                found = self._fetch(wordpress.first_look_url(found.url))
        return parse_listing(kind, found, self._clock())

    def _list_feed(self, source: Source, found: Fetched, listing_url: str, seen: bytes) -> Listed:
        feed, marks = parse_long_feed(found.markup, found.base, seen, self._clock())
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
                _by_address(parse_page(self._fetch(source.moved_to or source.url), self._clock()).entries)
                | older
            )
        for number in range(2, self._max_pages + 1):
            url = wordpress.older_feed_url(found.body, found.url, number)
            try:
                part = parse_listing(Kind.FEED, self._fetch(url), self._clock()).entries if url else ()
            except NotReachable:
                break
            if not part:
                break
            older = _by_address(part) | older
        return (*entries, *(entry for url, entry in older.items() if url not in listed))

    def _list_sitemap(self, source: Source, found: Fetched) -> Listed:
        """A sitemap's articles, or those of the likeliest sitemaps that an index lists, at any depth.

        A part that does not answer hides no other; at the first look it would hide what is old.
        """
        first = feeds.parse_sitemap(found.markup, self._clock(), found.base)
        entries, waiting = list(first.entries), list(first.children)
        is_telling = first.is_telling
        for _ in range(self._max_pages):
            if not waiting:
                break
            try:
                child = self._fetcher.fetch(waiting.pop(0))
                part = feeds.parse_sitemap(child.markup, self._clock(), child.base)
            except ArticleGone:
                continue
            except NotReachable:
                if source.baseline_at:
                    continue
                raise
            entries += part.entries
            waiting = [*part.children, *waiting]
            is_telling = is_telling and part.is_telling
        return Listed(kind=Kind.SITEMAP, entries=tuple(entries), is_whole=is_telling)

    def _list_pages(self, source: Source, found: Fetched, seen: bytes) -> Listed:
        """The entries of a list and of its further pages, up to one seen whole or not for robots."""
        entries: dict[str, Entry] = {}
        is_inline = False
        for shown in islice(self._follow(source, found, frozenset(unpack(seen))), self._max_pages):
            if entries and shown.is_inline != is_inline:
                break
            is_inline = shown.is_inline
            entries.update((entry.url, entry) for entry in shown.entries if entry.url not in entries)
        marks = pack([*map(_mark_entry, entries.values()), *unpack(seen)])
        believed = _believe(source, tuple(entries.values()))
        return Listed(kind=Kind.HTML, entries=believed, seen=marks, is_inline=is_inline)

    def _follow(self, source: Source, found: Fetched, known: frozenset[bytes]) -> Iterator[ListPage]:
        """A list's pages, as long as each leads to one that was not asked for and shows what is not known."""
        asked = {found.url, ""}
        further: Fetched | None = found
        while further:
            shown = parse_page(further, self._clock(), self._selectors.get(source.url))
            yield shown
            is_end = shown.next_url in asked or known.issuperset(map(_mark_entry, shown.entries))
            further = None if is_end else self._fetch_further(source, shown.next_url)
            asked.add(shown.next_url)

    def _fetch_further(self, source: Source, url: str) -> Fetched | None:
        """A further page of a list; None when it is none, not for robots, or did not come in several looks.

        Raises NotReachable: at the first look it would hide what is old.
        """
        if not self._fetcher.may_fetch(url):
            return None
        try:
            return self._fetcher.fetch(url, NO_VALIDATORS)
        except ArticleGone:
            return None
        except NotReachable:
            if source.failures < _PATIENCE:
                raise
            return None


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


def _name_way(listed: Listed, places: Sequence[str]) -> str:
    """How a listing is read: the kind, whether whole articles stand on it, and the site they stand on.

    A page's items on other sites, of which each may be another one, are "elsewhere" together.
    """
    entries = listed.entries
    if listed.kind is Kind.HTML:
        entries = tuple(each for each in entries if any(is_same_site(each.url, at) for at in places))
    sites = Counter(site_of(entry.url) for entry in entries)
    site = sites.most_common(1)[0][0] if sites else ELSEWHERE if listed.entries else ""
    return " ".join(filter(None, (listed.kind, "inline" if listed.is_inline else "", site)))


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


_MOST_TRIED = 3

Fetch = Callable[[str, Validators], Fetched]
"""Raises NotReachable."""


@dataclass(frozen=True, slots=True)
class BetterListing:
    """Fetches a source's listing where it is read best.

    That is found out at the first look and anew at each unconditional one, or when it stopped working.
    """

    fetch: Fetch
    clock: Callable[[], datetime]

    def find(
        self, source: Source, since: Validators, *, conditional: bool, is_fixed: bool
    ) -> tuple[Fetched, str]:
        """The listing and its address, which is empty when not certain. Raises NotReachable.

        is_fixed: the page itself is meant, such as by selectors made for it.
        """
        if conditional and source.listing_url not in {"", source.url}:
            with suppress(NotReachable):
                return self.fetch(source.listing_url, since), source.listing_url
        found = self.fetch(source.moved_to or source.url, since)
        is_settled = found.status == 304 or (conditional and source.listing_url == source.url)
        if is_settled:
            return found, source.listing_url
        is_page = found.kind is Kind.HTML and not is_fixed
        return self._prefer(source, found) if is_page else (found, source.url)

    def _prefer(self, source: Source, found: Fetched) -> tuple[Fetched, str]:
        is_certain = True
        for url in _list_announced(found):
            try:
                better = self.fetch(url, NO_VALIDATORS)
            except BotError:
                is_certain = False
                continue
            if self._is_same_list(found, better):
                return better, url
        return found, source.url if is_certain else ""

    def _is_same_list(self, found: Fetched, better: Fetched) -> bool:
        """Whether a listing is the page's own: half of the page's list stands there, or half of it here."""
        kind = better.kind
        if kind is Kind.HTML:
            return False
        now = self.clock()
        entries = {canonical_url(entry.url) for entry in parse_listing(kind, better, now).entries}
        shown = {canonical_url(entry.url) for entry in parse_page(found, now).entries}
        common = len(entries & shown)
        return bool(entries) and (not shown or 2 * common >= min(len(entries), len(shown)))


def _list_announced(found: Fetched) -> list[str]:
    root = html_tree.parse_html(found.text, found.url)
    posts = wordpress.find_posts_url(root, found.url)
    feeds_announced = paging.list_alternates(root, html_tree.find_base(root, found.url))
    return [*([posts] if posts else []), *feeds_announced[:_MOST_TRIED]]


def parse_listing(kind: Kind, found: Fetched, now: datetime) -> Listed:
    """The entries of a feed, a JSON feed or WordPress's posts."""
    match kind:
        case Kind.JSON_FEED:
            return Listed(kind=kind, entries=feeds.parse_json_feed(found.markup, found.base, now))
        case Kind.WORDPRESS:
            return Listed(kind=kind, entries=wordpress.parse_posts(found.markup))
    feed = feeds.parse_feed(found.markup, found.base, now)
    return Listed(kind=kind, entries=feed.entries, is_whole=feed.is_whole)


def parse_page(found: Fetched, now: datetime, selectors: Selectors | None = None) -> ListPage:
    """What one page lists: by selectors where it has some, else as it is understood."""
    shown = html_list.parse_list(found.text, found.url, now)
    if selectors is None:
        return shown
    return replace(shown, entries=selectors.list_entries(found.text, found.url, now), is_inline=False)
