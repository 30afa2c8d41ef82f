"""Sources as the database remembers them."""

from typing import Any

from sqlalchemy import Row, delete, select

from bot.domain.source import Source, Validators
from bot.storage.database import Database
from bot.storage.schema import sources
from bot.storage.upsert import replace_row


class Sources:
    """Reads and writes watched sources. Every method may raise StorageError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, url: str) -> Source:
        """The source with this configured address; a fresh one when it was never looked at."""
        with self._database.read() as connection:
            row = connection.execute(select(sources).where(sources.c.url == url)).one_or_none()
        return _from_row(row) if row else Source(url=url)

    def list_all(self) -> tuple[Source, ...]:
        """All sources ever looked at, by address."""
        with self._database.read() as connection:
            return tuple(
                _from_row(row) for row in connection.execute(select(sources).order_by(sources.c.url))
            )

    def save(self, source: Source) -> None:
        """Insert or replace what is known of a source."""
        with self._database.write() as connection:
            replace_row(connection, sources, _to_row(source))

    def forget(self, url: str) -> None:
        """Forget a source, so that its next look is a first one."""
        with self._database.write() as connection:
            connection.execute(delete(sources).where(sources.c.url == url))


def _to_row(source: Source) -> dict[str, object]:
    return {
        "url": source.url,
        "kind": source.kind,
        "baseline_at": source.baseline_at,
        "etag": source.validators.etag,
        "last_modified": source.validators.last_modified,
        "body_hash": source.validators.body_hash,
        "seen": source.validators.seen,
        "looked_at": source.looked_at,
        "full_look_at": source.full_look_at,
        "next_look_at": source.next_look_at,
        "failures": source.failures,
        "alarm": source.alarm,
        "moved_to": source.moved_to,
        "listing_url": source.listing_url,
        "listed": source.listed,
    }


def _from_row(row: Row[Any]) -> Source:
    return Source(
        url=row.url,
        kind=row.kind,
        baseline_at=row.baseline_at,
        validators=Validators(
            etag=row.etag, last_modified=row.last_modified, body_hash=row.body_hash, seen=row.seen or b""
        ),
        looked_at=row.looked_at,
        full_look_at=row.full_look_at,
        next_look_at=row.next_look_at,
        failures=row.failures,
        alarm=row.alarm,
        moved_to=row.moved_to,
        listing_url=row.listing_url,
        listed=row.listed,
    )
