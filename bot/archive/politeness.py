"""Fetch as a guest: what robots.txt forbids is left alone, and its pause between requests is kept."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import protego

from bot.archive.http import NO_VALIDATORS, Fetched, Fetcher
from bot.archive.ssrf import Origin, find_origin
from bot.domain.article import Validators
from bot.domain.errors import BotError, ReadingRefused
from bot.domain.urls import without_login
from bot.i18n import say


class Robots:
    """Asks each site once a day; a site whose robots.txt cannot be read forbids nothing."""

    def __init__(self, fetcher: Fetcher, *, name: str, clock: Callable[[], datetime]) -> None:
        self._fetcher = fetcher
        self._name = name
        self._clock = clock
        self._sites: dict[str, _Rules] = {}

    def may_fetch(self, url: str) -> bool:
        """Whether the site lets this robot read an address."""
        rules = self._find_rules(url)
        return rules is None or bool(rules.can_fetch(url, self._name))

    def find_pause(self, url: str) -> timedelta:
        """How long the site asks robots to wait between two requests, by its Crawl-delay, within limits."""
        rules = self._find_rules(url)
        asked = (rules and rules.crawl_delay(self._name)) or 0.0
        return timedelta(seconds=min(max(asked, 0), _LONGEST_PAUSE))

    def _find_rules(self, url: str) -> protego.Protego | None:
        if find_origin(url) is None:
            return None  # the fetcher says what is wrong with it
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        rules = self._sites.get(site)
        if rules is None or self._clock() - rules.read_at >= _KEPT:
            rules = self._sites[site] = _Rules(parsed=self._read(site), read_at=self._clock())
        return rules.parsed

    def _read(self, site: str) -> protego.Protego | None:
        try:
            found = self._fetcher.fetch(f"{site}/robots.txt", limit=_LIMIT)
        except BotError:
            return None
        return protego.Protego.parse(found.body.decode("utf-8-sig", "replace"))


class PoliteFetcher:
    """Fetches pages; remembers when each site was asked last. Used from one thread at a time."""

    def __init__(
        self,
        fetcher: Fetcher,
        robots: Robots,
        *,
        clock: Callable[[], datetime],
        sleep: Callable[[float], None],
    ) -> None:
        self._fetcher = fetcher
        self._robots = robots
        self._clock = clock
        self._sleep = sleep
        self._asked_at: dict[Origin | None, datetime] = {}

    def may_fetch(self, url: str) -> bool:
        """Whether the site's robots.txt lets this robot read an address."""
        return self._robots.may_fetch(url)

    def fetch(self, url: str, since: Validators = NO_VALIDATORS) -> Fetched:
        """GET a page. Raises NotReachable, ReadingRefused when robots are asked to stay away; ArticleGone."""
        if not self.may_fetch(url):
            raise ReadingRefused(
                say("The site's robots.txt asks robots not to read {url}.", url=without_login(url))
            )
        self._pause(url)
        return self._fetcher.fetch(url, since=since)

    def _pause(self, url: str) -> None:
        pause = self._robots.find_pause(url)
        site = find_origin(url)
        asked_at = self._asked_at.get(site)
        if pause and asked_at is not None:
            left = asked_at + pause - self._clock()
            self._sleep(min(max(left, timedelta()), pause).total_seconds())
        self._asked_at[site] = self._clock()


_KEPT = timedelta(days=1)
_LIMIT = 500_000
_LONGEST_PAUSE = 10.0
"""Seconds. Sites that ask for more, some for minutes, would have a first look take hours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    parsed: protego.Protego | None
    read_at: datetime
