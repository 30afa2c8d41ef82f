"""Articles and the keys they are recognised by."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import urlsplit

from sqlalchemy import Connection, Row, Select, and_, exists, func, insert, or_, select, update

from bot.domain.article import Article, ArticleStatus, Entry, KnownArticle, Photo, Triage
from bot.domain.likeness import Fingerprint, fingerprint, is_same_title
from bot.domain.urls import canonical_url
from bot.storage.database import Database, Duplicate, add_row
from bot.storage.schema import LARGEST_ID, article_keys, articles, posts

EXACT = ("url", "guid")
"""Named rather than "not print": without statistics SQLite reads the whole index to exclude one kind."""

BATCH = 400
"""Keys asked for or rows taken at once; below SQLite's limit of bound parameters."""


T = TypeVar("T")


class Articles:
    """Reads and writes articles. Every method may raise StorageError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find_known(self, entries: Iterable[Entry]) -> dict[str, int]:
        """Which listed addresses are known: address as listed -> article id.

        By canonical address; by guid only where the titles agree, for guids are given out again.
        """
        by_address = {entry.url: entry for entry in entries}
        wanted = [(entry, _exact_keys(entry.url, entry.guid)) for entry in by_address.values()]
        with self._database.read() as connection:
            owners = _find_owners(connection, {key for _, keys in wanted for key in keys})
            first = ((entry, next((key for key in keys if key in owners), None)) for entry, keys in wanted)
            owned = [(entry, key) for entry, key in first if key]
            titles = _find_titles(connection, {owners[key] for _, key in owned if key[0] == "guid"})
        return {
            entry.url: owners[key]
            for entry, key in owned
            if key[0] == "url" or not entry.title or is_same_title(entry.title, titles[owners[key]])
        }

    def list_alike(self, content: Fingerprint) -> tuple[tuple[int, Fingerprint], ...]:
        """Known articles that share at least one key of a fingerprint: (id, fingerprint)."""
        values = [str(key) for key in content.keys]
        holders = select(article_keys.c.article_id).where(
            article_keys.c.kind == "print", article_keys.c.value.in_(values)
        )
        query = select(articles.c.id, articles.c.fingerprint).where(
            articles.c.id.in_(holders), articles.c.fingerprint != ""
        )
        with self._database.read() as connection:
            return tuple((row.id, Fingerprint.from_str(row.fingerprint)) for row in connection.execute(query))

    def add(
        self, article: Article, *, source: str, listed: Entry, triage: Triage, now: datetime
    ) -> int | None:
        """Store an article with its keys at once; its id, or None when one of its names is taken."""
        try:
            with self._database.write() as connection:
                article_id = _insert(connection, article, source, triage, now)
                _add_keys(connection, article_id, article, listed)
                return article_id
        except Duplicate:
            return None

    def add_listed(self, entries: Sequence[Entry], *, source: str, now: datetime) -> None:
        """Store many articles as baseline by what the listing says of them, at once, the last one first.

        Those whose names are taken are left out; of twins in the listing the first one counts.
        """
        with self._database.write() as connection:
            taken = _find_owners(
                connection, {key for entry in entries for key in _exact_keys(entry.url, entry.guid)}
            )
            chosen = list(_choose_free(entries, taken))[::-1]
            for some in _split(chosen):
                _insert_listed(connection, some, source, now)

    def list_unread(self, source: str, *, newest: int, limit: int) -> tuple[int, ...]:
        """Baseline articles of a source known by the listing alone and never tried, of its newest ones."""
        own = select(articles.c.id).where(articles.c.source == source).order_by(articles.c.id.desc())
        query = (
            select(articles.c.id)
            .where(articles.c.id.in_(own.limit(newest)), articles.c.status == ArticleStatus.BASELINE)
            .where(articles.c.text == "", articles.c.reason == "")
            .order_by(articles.c.id.desc())
            .limit(limit)
        )
        with self._database.read() as connection:
            return tuple(connection.execute(query).scalars())

    def fill(self, article_id: int, article: Article) -> None:
        """Keep what an article says that was known by its listing alone."""
        self.replace(article_id, article)
        with self._database.write() as connection:
            for kind, value in sorted(_print_keys(article)):
                add_row(connection, article_keys, {"kind": kind, "value": value, "article_id": article_id})

    def list_dates(self, ids: Iterable[int]) -> Mapping[int, datetime]:
        """When articles were published, of those that say it."""
        dates: dict[int, datetime] = {}
        with self._database.read() as connection:
            for some in _split(sorted(set(ids))):
                query = select(articles.c.id, articles.c.published_at).where(articles.c.id.in_(some))
                rows = connection.execute(query.where(articles.c.published_at.is_not(None)))
                dates |= {row.id: row.published_at for row in rows}
        return dates

    def list_skipped(self, ids: Iterable[int]) -> frozenset[int]:
        """Those of some articles that were taken for old, or for none at all."""
        skipped: set[int] = set()
        with self._database.read() as connection:
            for some in _split(sorted(set(ids))):
                query = select(articles.c.id).where(articles.c.id.in_(some))
                skipped |= set(
                    connection.execute(query.where(articles.c.status == ArticleStatus.SKIPPED)).scalars()
                )
        return frozenset(skipped)

    def add_names(self, article_id: int, entry: Entry) -> None:
        """Remember another address or guid under which a known article is listed."""
        with self._database.write() as connection:
            for kind, value in _exact_keys(entry.url, entry.guid):
                row = {"kind": kind, "value": value, "article_id": article_id}
                add_row(connection, article_keys, row)

    def replace(self, article_id: int, article: Article) -> None:
        """Keep an article's new words; its address, keys and status stay."""
        values = _to_row(article)
        del values["url"]
        with self._database.write() as connection:
            connection.execute(update(articles).where(articles.c.id == article_id).values(values))

    def set_status(
        self, article_id: int, status: ArticleStatus, reason: str = "", *, doubt: str | None = None
    ) -> None:
        """Change what became of an article; doubt: why a person should look at it from now on."""
        values = {"status": status, "reason": reason} | ({} if doubt is None else {"doubt": doubt})
        with self._database.write() as connection:
            connection.execute(update(articles).where(articles.c.id == article_id).values(values))

    def list_unposted(self) -> tuple[KnownArticle, ...]:
        """New articles without any post yet, oldest first."""
        has_post = exists().where(posts.c.article_id == articles.c.id)
        query = (
            select(articles).where(articles.c.status == ArticleStatus.NEW, ~has_post).order_by(articles.c.id)
        )
        return self._list(query)

    def list_known(
        self, *, status: ArticleStatus | None = None, limit: int | None = None
    ) -> tuple[KnownArticle, ...]:
        """Known articles, last seen first."""
        query = select(articles).order_by(articles.c.id.desc())
        if status:
            query = query.where(articles.c.status == status)
        return self._list(query.limit(limit))

    def count(self, *, source: str | None = None) -> int:
        """How many articles are known, of one source or of all."""
        query = select(func.count()).select_from(articles)
        if source is not None:
            query = query.where(articles.c.source == source)
        with self._database.read() as connection:
            return int(connection.execute(query).scalar_one())

    def find_oldest_date(self, source: str, *, since: datetime) -> datetime | None:
        """The oldest date since then of an article of a source that was not taken for old, or None."""
        query = select(func.min(articles.c.published_at)).where(
            articles.c.source == source,
            articles.c.published_at >= since,
            articles.c.status != ArticleStatus.SKIPPED,
        )
        with self._database.read() as connection:
            oldest: datetime | None = connection.execute(query).scalar_one()
        return oldest

    def find(self, words: str) -> KnownArticle | None:
        """The article with this id or address, or None."""
        if words.isdecimal():
            condition = articles.c.id == min(int(words[:18]), LARGEST_ID)
        else:
            key = and_(article_keys.c.kind == "url", article_keys.c.value == canonical_url(words))
            condition = or_(
                articles.c.url == words, articles.c.id.in_(select(article_keys.c.article_id).where(key))
            )
        return next(iter(self._list(select(articles).where(condition))), None)

    def _list(self, query: Select[Any]) -> tuple[KnownArticle, ...]:
        with self._database.read() as connection:
            return tuple(_from_row(row) for row in connection.execute(query))


def _split(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))


def _exact_keys(url: str, guid: str) -> tuple[tuple[str, str], ...]:
    address = canonical_url(url)
    names = (("url", address),)
    return (*names, ("guid", _scope(guid, address))) if guid else names


def _scope(guid: str, address: str) -> str:
    """A guid that is no address of its own, such as "123", means something on its own site only."""
    return guid if ":" in guid else f"{urlsplit(address).netloc} {guid}"


def _choose_free(
    entries: Iterable[Entry], taken: Mapping[tuple[str, str], int]
) -> Iterator[tuple[Entry, tuple[tuple[str, str], ...]]]:
    """Entries with those of their names that are free; one without a free address is left out."""
    used = set(taken)
    for entry in entries:
        free = tuple(key for key in _exact_keys(entry.url, entry.guid) if key not in used)
        if free and free[0][0] == "url":
            used.update(free)
            yield entry, free


def _insert_listed(
    connection: Connection,
    chosen: Sequence[tuple[Entry, tuple[tuple[str, str], ...]]],
    source: str,
    now: datetime,
) -> None:
    rows = [
        {
            **_to_row(_to_article(entry)),
            "source": source,
            "status": ArticleStatus.BASELINE,
            "reason": "",
            "doubt": "",
            "first_seen_at": now,
        }
        for entry, _ in chosen
    ]
    insertion = insert(articles).returning(articles.c.id, sort_by_parameter_order=True)
    ids = connection.execute(insertion, rows).scalars().all()
    keys = [
        {"kind": kind, "value": value, "article_id": article_id}
        for article_id, (entry, free) in zip(ids, chosen, strict=True)
        for kind, value in (*free, *sorted(_print_keys(_to_article(entry))))
    ]
    connection.execute(insert(article_keys), keys)


def _to_article(entry: Entry) -> Article:
    return Article(
        url=entry.url,
        title=entry.title,
        text="",
        categories=entry.categories,
        published_at=entry.published_at,
        guid=entry.guid,
    )


def _find_owners(connection: Connection, keys: set[tuple[str, str]]) -> Mapping[tuple[str, str], int]:
    owners: dict[tuple[str, str], int] = {}
    for some in _split(sorted(keys)):
        values = [value for _, value in some]
        query = select(article_keys).where(article_keys.c.kind.in_(EXACT), article_keys.c.value.in_(values))
        owners |= {(row.kind, row.value): row.article_id for row in connection.execute(query)}
    return owners


def _find_titles(connection: Connection, ids: set[int]) -> Mapping[int, str]:
    titles: dict[int, str] = {}
    for some in _split(sorted(ids)):
        rows = connection.execute(select(articles.c.id, articles.c.title).where(articles.c.id.in_(some)))
        titles |= {row.id: row.title for row in rows}
    return titles


def _insert(connection: Connection, article: Article, source: str, triage: Triage, now: datetime) -> int:
    values = {
        **_to_row(article),
        "source": source,
        "status": triage.status,
        "reason": triage.reason,
        "doubt": triage.doubt,
        "first_seen_at": now,
    }
    return int(connection.execute(insert(articles).values(values).returning(articles.c.id)).scalar_one())


def _add_keys(connection: Connection, article_id: int, article: Article, listed: Entry) -> None:
    names = {*_exact_keys(article.url, article.guid), *_exact_keys(listed.url, listed.guid)}
    prints = _print_keys(article) if article.text else set()
    rows = [
        {"kind": kind, "value": value, "article_id": article_id} for kind, value in sorted(names | prints)
    ]
    connection.execute(insert(article_keys), rows)


def _print_keys(article: Article) -> set[tuple[str, str]]:
    return {("print", str(key)) for key in _print_of(article).keys}


def _print_of(article: Article) -> Fingerprint:
    return fingerprint(article.title, article.text)


def _to_row(article: Article) -> dict[str, object]:
    photo = article.photo
    return {
        "url": article.url,
        "title": article.title,
        "text": article.text,
        "summary": article.summary,
        "categories": list(article.categories),
        "language": article.language,
        "published_at": article.published_at,
        "source_line": article.source_line,
        "author": article.author,
        "photo": photo and {"url": photo.url, "caption": photo.caption, "credit": photo.credit},
        "guid": article.guid,
        "fingerprint": str(_print_of(article)) if article.text or article.title else "",
    }


def _from_row(row: Row[Any]) -> KnownArticle:
    article = Article(
        url=row.url,
        title=row.title,
        text=row.text,
        summary=row.summary,
        categories=tuple(row.categories),
        language=row.language,
        published_at=row.published_at,
        source_line=row.source_line,
        author=row.author,
        photo=Photo(**row.photo) if row.photo else None,
        guid=row.guid,
    )
    return KnownArticle(
        id=row.id,
        article=article,
        source=row.source,
        status=ArticleStatus(row.status),
        reason=row.reason,
        doubt=row.doubt,
        first_seen_at=row.first_seen_at,
    )
