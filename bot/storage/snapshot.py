"""Looks at the database without SQLAlchemy, for the daemon that idles: a few indexed rows, microseconds.

Loading SQLAlchemy costs 20 MB in a process that mostly waits; the work itself is done by child processes.
"""

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol, cast

from bot.domain.article import Source
from bot.domain.errors import StorageError, explain_refusal
from bot.domain.post import Channel, PostStatus
from bot.domain.state import (
    EVERYTHING,
    PASSING,
    REFUSALS,
    Counts,
    Held,
    Note,
    Snapshot,
    StopKind,
    is_from_future,
)
from bot.i18n import say
from bot.storage.database import find_sentence

PATIENCE = 2.0
"""Seconds to wait for another writer; the next look is never far."""

LEASE = "lease:"


class _Cursor(Protocol):
    rowcount: int

    def fetchall(self) -> list[Any]: ...


class _Connection(Protocol):
    def execute(self, query: str, values: Sequence[object] = ...) -> _Cursor: ...

    def close(self) -> None: ...


class SnapshotReader:
    """Keeps one connection and opens it anew when it broke. Every method may raise StorageError."""

    def __init__(self, url: str, *, home: Path, channels: Sequence[Channel]) -> None:
        self._scheme, _, self._address = url.partition("://")
        self._home = home
        self._channels = tuple(channels)
        self._connection: _Connection | None = None
        self._inode: int | None = None

    def look(self, now: datetime) -> Snapshot:
        """What waits; now: stops that are over by then do not count."""
        with self._connected() as connection:
            stops = _read_stops(connection, now)
            stopped = {scope for scope, _ in stops}
            refused = {scope for scope, kind in stops if kind in REFUSALS}
            notes = _read_notes(connection)
            looks_due = self._read_due(connection, PostStatus.UNCONFIRMED, refused)
            from_future = self._list_from_future(connection, now)
            return Snapshot(
                posts_due=self._read_due(connection, PostStatus.SCHEDULED, stopped),
                looks_due={
                    channel: now if channel in from_future else due for channel, due in looks_due.items()
                },
                overdue=self._read_overdue(connection, stopped, now),
                held=_read_held(connection),
                sources=_read_sources(connection),
                notes={name: note for name, note in notes.items() if not name.startswith(LEASE)},
                leases={
                    name.removeprefix(LEASE): Held(owner=note.value, until=note.at)
                    for name, note in notes.items()
                    if name.startswith(LEASE)
                },
            )

    def count(self) -> Counts:
        """Figures for monitoring; reads every post, so not for each tick."""
        with self._connected() as connection:
            posts = connection.execute("SELECT channel, status, count(*) FROM posts GROUP BY 1, 2").fetchall()
            steps = connection.execute(
                "SELECT p.channel, a.step, a.kind, count(*) FROM attempts a JOIN posts p ON p.id = a.post_id "
                "GROUP BY 1, 2, 3"
            ).fetchall()
            articles = connection.execute("SELECT status, count(*) FROM articles GROUP BY 1").fetchall()
            (oldest,) = connection.execute(
                "SELECT min(sent_at) FROM posts WHERE status = 'unconfirmed'"
            ).fetchall()
        return Counts(
            posts={(Channel(channel), PostStatus(status)): total for channel, status, total in posts},
            attempts={
                (Channel(channel), str(step), str(kind)): total for channel, step, kind, total in steps
            },
            articles=dict(articles),
            oldest_unconfirmed=_find_time(oldest[0]),
        )

    def beat(self, name: str, holder: str, *, now: datetime, until: datetime) -> None:
        """Write the daemon's heartbeat and keep the leases it holds."""
        self.note(name, holder, now=now)
        with self._connected() as connection:
            renew = f"UPDATE notes SET at = ? WHERE substr(name, 1, {len(LEASE)}) = ? AND value = ?"  # noqa: S608 - a length
            self._run(connection, renew, until, LEASE, holder)

    def note(self, name: str, value: str, *, now: datetime) -> None:
        """Remember a value under a name."""
        with self._connected() as connection:
            change = "UPDATE notes SET value = ?, at = ? WHERE name = ?"
            if not self._run(connection, change, value, now, name):
                query = "INSERT INTO notes (name, value, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
                self._run(connection, query, name, value, now)

    def forget(self, name: str) -> None:
        """Remember nothing under a name."""
        with self._connected() as connection:
            self._run(connection, "DELETE FROM notes WHERE name = ?", name)

    def release(self, holder: str) -> None:
        """Give back every lease."""
        with self._connected() as connection:
            query = f"DELETE FROM notes WHERE substr(name, 1, {len(LEASE)}) = ? AND value = ?"  # noqa: S608 - a length
            self._run(connection, query, LEASE, holder)

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @property
    def _is_sqlite(self) -> bool:
        return self._scheme.startswith("sqlite")

    @property
    def _path(self) -> Path:
        return self._home / self._address.partition("?")[0].removeprefix("/")

    def _run(self, connection: _Connection, query: str, *values: object) -> int:
        if self._is_sqlite:
            values = tuple(_to_text(value) if isinstance(value, datetime) else value for value in values)
        else:
            query = query.replace("?", "%s")
        return connection.execute(query, values).rowcount

    def _read_due(
        self, connection: _Connection, status: PostStatus, stopped: set[str]
    ) -> dict[Channel, datetime]:
        found: dict[Channel, datetime] = {}
        if EVERYTHING in stopped:
            return found
        for channel in self._channels:
            rows = connection.execute(
                f"SELECT due_at FROM posts WHERE status = '{status}' AND channel = '{channel}' "  # noqa: S608 - our words
                "ORDER BY due_at LIMIT 1"
            ).fetchall()
            if rows and channel not in stopped:
                found[channel] = _to_time(rows[0][0])
        return found

    def _list_from_future(self, connection: _Connection, now: datetime) -> set[str]:
        """Channels with an unknown outcome that a wrong clock dated."""
        rows = connection.execute(
            "SELECT channel, max(sent_at) FROM posts WHERE status = 'unconfirmed' GROUP BY channel"
        ).fetchall()
        return {channel for channel, sent_at in rows if is_from_future(_to_time(sent_at), now)}

    def _read_overdue(
        self, connection: _Connection, stopped: set[str], now: datetime
    ) -> dict[Channel, datetime]:
        rows = connection.execute(
            "SELECT channel, min(coalesce(overdue_since, due_at)) FROM posts WHERE status = 'scheduled' "
            "GROUP BY channel"
        ).fetchall()
        found = {Channel(channel): _to_time(since) for channel, since in rows if channel not in stopped}
        return {
            channel: since
            for channel, since in found.items()
            if EVERYTHING not in stopped and channel in self._channels and since <= now
        }

    @contextlib.contextmanager
    def _connected(self) -> Iterator[_Connection]:
        try:
            yield self._open()
        except StorageError:
            raise
        except Exception as error:  # noqa: BLE001 - the driver is known by its words only
            self.close()
            reason = explain_refusal(error) if isinstance(error, OSError) else str(error)
            raise StorageError(self._explain(reason)) from None

    def _explain(self, reason: str) -> str:
        known = find_sentence(reason, self._path if self._is_sqlite else None)
        if known:
            return known
        first = reason.partition("\n")[0]
        return say("The database cannot be read now: {reason}. It is tried again.", reason=first)

    def _open(self) -> _Connection:
        if self._is_sqlite:
            return self._open_file()
        if self._connection is None:
            import psycopg

            address = f"postgresql://{self._address}"
            connected = psycopg.connect(address, autocommit=True, connect_timeout=10)
            self._connection = cast("_Connection", connected)
        return self._connection

    def _open_file(self) -> _Connection:
        """Another file under the same name, such as after a repair, is noticed."""
        inode = self._path.stat().st_ino
        if self._connection is None or inode != self._inode:
            self.close()
            opened = sqlite3.connect(
                self._path, timeout=PATIENCE, isolation_level=None, check_same_thread=False
            )
            self._connection, self._inode = cast("_Connection", opened), inode
        return self._connection


def _read_stops(connection: _Connection, now: datetime) -> list[tuple[str, StopKind]]:
    rows = connection.execute("SELECT scope, kind, until FROM stops").fetchall()
    return [(scope, StopKind(kind)) for scope, kind, until in rows if until is None or _to_time(until) > now]


def _read_notes(connection: _Connection) -> dict[str, Note]:
    passing = " AND ".join(f"name NOT LIKE '{name}%'" for name in PASSING)
    rows = connection.execute(f"SELECT name, value, at FROM notes WHERE {passing}").fetchall()  # noqa: S608 - our words
    return {name: Note(value=value, at=_to_time(at)) for name, value, at in rows}


def _read_held(connection: _Connection) -> tuple[Held, ...]:
    query = "SELECT lease_owner, lease_until FROM posts WHERE status = 'publishing'"
    return tuple(
        Held(owner=owner, until=_to_time(until)) for owner, until in connection.execute(query).fetchall()
    )


def _read_sources(connection: _Connection) -> tuple[Source, ...]:
    query = "SELECT url, kind, baseline_at, looked_at, next_look_at, failures, alarm, uncertain FROM sources"
    return tuple(
        Source(
            url=url,
            kind=kind,
            baseline_at=_find_time(baseline_at),
            looked_at=_find_time(looked_at),
            next_look_at=_find_time(next_look_at),
            failures=failures,
            alarm=alarm,
            uncertain=uncertain,
        )
        for url, kind, baseline_at, looked_at, next_look_at, failures, alarm, uncertain in connection.execute(
            query
        ).fetchall()
    )


def _find_time(value: str | datetime | None) -> datetime | None:
    return None if value is None else _to_time(value)


def _to_time(value: str | datetime) -> datetime:
    """SQLite keeps times as text in UTC without zone, as bot.storage.schema.Instant writes them."""
    time = datetime.fromisoformat(value) if isinstance(value, str) else value
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)


def _to_text(time: datetime) -> str:
    return time.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
