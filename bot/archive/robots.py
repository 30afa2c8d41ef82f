"""robots.txt: what a site asks robots to leave alone (RFC 9309)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import protego

from bot.archive.fetch import Fetcher
from bot.archive.guard import find_origin
from bot.domain.errors import BotError

_KEPT = timedelta(days=1)
_LIMIT = 500_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    parsed: protego.Protego | None
    read_at: datetime


class Robots:
    """Asks each site once a day; a site whose robots.txt cannot be read forbids nothing."""

    def __init__(self, fetcher: Fetcher, *, name: str, clock: Callable[[], datetime]) -> None:
        self._fetcher = fetcher
        self._name = name
        self._clock = clock
        self._sites: dict[str, _Rules] = {}

    def may_fetch(self, url: str) -> bool:
        """Whether the site lets this robot read an address."""
        if find_origin(url) is None:
            return True  # the fetcher says what is wrong with it
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        rules = self._sites.get(site)
        if rules is None or self._clock() - rules.read_at >= _KEPT:
            rules = self._sites[site] = _Rules(parsed=self._read(site), read_at=self._clock())
        return rules.parsed is None or bool(rules.parsed.can_fetch(url, self._name))

    def _read(self, site: str) -> protego.Protego | None:
        try:
            found = self._fetcher.fetch(f"{site}/robots.txt", limit=_LIMIT)
        except BotError:
            return None
        return protego.Protego.parse(found.body.decode("utf-8", "replace"))
