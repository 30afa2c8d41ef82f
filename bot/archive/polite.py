"""Fetch as a guest: what robots.txt forbids is left alone, and its pause between requests is kept."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.archive.answer import Fetched
from bot.archive.fetch import NO_VALIDATORS, Fetcher
from bot.archive.guard import Origin, find_origin
from bot.archive.robots import Robots
from bot.domain.address import without_login
from bot.domain.errors import NotReachable
from bot.domain.source import Validators
from bot.domain.words import say


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
        """GET a page. Raises NotReachable, also when robots are asked to stay away; ArticleGone."""
        if not self.may_fetch(url):
            raise NotReachable(
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
