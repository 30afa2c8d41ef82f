"""The archive as the pipeline knows it: look at a source, read an article, fetch a photo."""

import importlib.metadata
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

from bot.archive import fetch, files, folder, photo, transport
from bot.archive.guard import GuardedBackend, find_origin
from bot.archive.looking import Looker
from bot.archive.polite import PoliteFetcher
from bot.archive.reading import Reader
from bot.archive.robots import Robots
from bot.archive.selectors import Selectors
from bot.domain.address import without_login
from bot.domain.article import Article, Entry
from bot.domain.source import Look, Source

_PROJECT = "verbund-bot"
NO_SELECTORS: Mapping[str, Selectors] = MappingProxyType({})


class HttpArchive:
    """Reads the web within limits; implements the port `Archive`.

    sources: configured addresses, whose hosts are trusted even in a private network; selectors: by source
    address, for lists that are not understood by themselves (`bot.archive.selectors.load_selectors`).
    """

    def __init__(
        self,
        *,
        sources: Sequence[str],
        timeout: timedelta,
        clock: Callable[[], datetime],
        max_pages: int = 10,
        selectors: Mapping[str, Selectors] = NO_SELECTORS,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        trusted = [origin for origin in map(find_origin, sources) if origin]
        self._fetcher = fetch.Fetcher(
            transport.GuardedTransport(GuardedBackend(trusted)),
            timeout=timeout,
            user_agent=f"{_PROJECT}/{_find_version()} (posts an association's own news)",
            clock=clock,
            logins=fetch.find_logins(sources),
            sleep=sleep,
        )
        robots = Robots(self._fetcher, name=_PROJECT, clock=clock)
        polite = PoliteFetcher(self._fetcher, robots, clock=clock, sleep=sleep)
        folders = [place for place in map(folder.find_folder, sources) if place]
        self._looker = Looker(polite, clock=clock, max_pages=max_pages, selectors=selectors)
        self._reader = Reader(polite, clock=clock, folders=folders)
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

    def read(self, entry: Entry) -> Article:
        """Fetch and clean one article. Raises NotReachable, ArticleGone, NotAnArticle."""
        return self._reader.read(entry)

    def read_file(self, path: Path) -> Article:
        """Read a local .html, .md or .txt file. Raises NotReachable, NotAnArticle."""
        return files.read_file(path, self._clock())

    def fetch_photo(self, url: str) -> bytes:
        """Fetch a picture's bytes, checked by the first of them.

        Raises NotReachable, ArticleGone, NotAnArticle.
        """
        found = self._fetcher.fetch(url, limit=fetch.PHOTO_LIMIT)
        return photo.check_picture(found.body, without_login(url))


def _find_version() -> str:
    try:
        return importlib.metadata.version(_PROJECT)
    except importlib.metadata.PackageNotFoundError:
        return "0"
