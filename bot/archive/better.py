"""Where a source's listing is read best: a feed or WordPress's interface that its page announces."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from bot.archive import page, paging, wordpress
from bot.archive.answer import Fetched
from bot.archive.entries import parse_listing, parse_page
from bot.archive.fetch import NO_VALIDATORS
from bot.archive.kinds import Kind, find_kind
from bot.domain.address import canonical_url
from bot.domain.errors import BotError, NotReachable
from bot.domain.source import Source, Validators

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
        is_page = find_kind(found.body) is Kind.HTML and not is_fixed
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
        kind = find_kind(better.body)
        if kind is Kind.HTML:
            return False
        now = self.clock()
        entries = {canonical_url(entry.url) for entry in parse_listing(kind, better, now).entries}
        shown = {canonical_url(entry.url) for entry in parse_page(found, now)[0]}
        common = len(entries & shown)
        return bool(entries) and (not shown or 2 * common >= min(len(entries), len(shown)))


def _list_announced(found: Fetched) -> list[str]:
    root = page.parse_html(found.text, found.url)
    posts = wordpress.find_posts_url(root, found.url)
    feeds_announced = paging.list_alternates(root, page.find_base(root, found.url))
    return [*([posts] if posts else []), *feeds_announced[:_MOST_TRIED]]
