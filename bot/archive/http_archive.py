"""The archive as the pipeline knows it: look at a source, read an article, fetch a photo."""

import dataclasses
import importlib.metadata
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.archive import article, feeds, fetch, files, frame, listing, page, photo, transport
from bot.archive.fetch import Fetched
from bot.archive.guard import GuardedBackend, find_origin
from bot.domain.article import Article, Entry
from bot.domain.errors import ArticleGone, NotReachable
from bot.domain.source import Look, Source, Validators

_PROJECT = "verbund-bot"


class HttpArchive:
    """Reads the web within limits; implements the port `Archive`.

    sources: configured addresses, whose hosts are trusted even in a private network.
    """

    def __init__(
        self,
        *,
        sources: Sequence[str],
        timeout: timedelta,
        clock: Callable[[], datetime],
        max_pages: int = 10,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        trusted = [origin for origin in map(find_origin, sources) if origin]
        self._fetcher = fetch.Fetcher(
            transport.GuardedTransport(GuardedBackend(trusted)),
            timeout=timeout,
            user_agent=f"{_PROJECT}/{_find_version()} (posts an association's own news)",
            clock=clock,
            sleep=sleep,
        )
        self._clock = clock
        self._max_pages = max_pages
        self._learned = frame.LearnedFrame()

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
        since = source.validators if conditional else fetch.NO_VALIDATORS
        try:
            found = self._fetcher.fetch(source.url, since=since)
        except ArticleGone as gone:
            raise NotReachable(f"The source {fetch.shown(source.url)} does not exist: {gone}") from gone
        if found.status == 304:
            return _unchanged(source, found, source.validators)
        validators = dataclasses.replace(found.validators, body_hash=_hash(found.body))
        if conditional and validators.body_hash == source.validators.body_hash:
            return _unchanged(source, found, validators)
        kind, entries = self._list(found)
        return Look(kind=kind, entries=entries, validators=validators, moved_to=found.moved_to)

    def read(self, entry: Entry) -> Article:
        """Fetch and clean one article. Raises NotReachable, ArticleGone, NotAnArticle."""
        found = self._fetcher.fetch(entry.url)
        text = page.decode(found.body, found.headers.get("content-type", ""))
        return article.parse_article(
            article.Page(url=found.url, text=text), entry, self._learned, self._clock()
        )

    def read_file(self, path: Path) -> Article:
        """Read a local .html, .md or .txt file. Raises NotReachable, NotAnArticle."""
        return files.read_file(path, self._clock())

    def fetch_photo(self, url: str) -> bytes:
        """Fetch a picture's bytes, checked by their first bytes. Raises NotReachable, NotAnArticle."""
        found = self._fetcher.fetch(url, limit=fetch.PHOTO_LIMIT)
        return photo.check_picture(found.body, fetch.shown(url))

    def _list(self, found: Fetched) -> tuple[str, tuple[Entry, ...]]:
        if feeds.is_feed(found.body):
            return "feed", feeds.parse_feed(found.body, found.url)
        return "html", self._list_pages(found)

    def _list_pages(self, found: Fetched) -> tuple[Entry, ...]:
        """The entries of a list and of its further pages; an address that comes twice counts once."""
        entries: dict[str, Entry] = {}
        seen = {found.url}
        for _ in range(self._max_pages):
            text = page.decode(found.body, found.headers.get("content-type", ""))
            listed = listing.parse_list(text, found.url, self._clock())
            entries.update((entry.url, entry) for entry in listed.entries if entry.url not in entries)
            if not listed.next_url or listed.next_url in seen:
                break
            seen.add(listed.next_url)
            found = self._fetcher.fetch(listed.next_url)
        return tuple(entries.values())


def _unchanged(source: Source, found: Fetched, validators: Validators) -> Look:
    return Look(kind=source.kind, entries=(), validators=validators, unchanged=True, moved_to=found.moved_to)


def _find_version() -> str:
    try:
        return importlib.metadata.version(_PROJECT)
    except importlib.metadata.PackageNotFoundError:
        return "0"


def _hash(body: bytes) -> str:
    return blake2b(body, digest_size=16).hexdigest()
