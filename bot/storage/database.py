"""The connection: SQLite as we need it or PostgreSQL, and the driver's errors in plain words."""

import contextlib
import os
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, func, make_url, select
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    IntegrityError,
    NoSuchModuleError,
    OperationalError,
    SQLAlchemyError,
)
from sqlalchemy.pool import ConnectionPoolEntry

from bot.domain.errors import SettingsWrong, StorageError, StorageUnusable, explain_refusal
from bot.i18n import say

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite


BUSY_TIMEOUT = timedelta(seconds=30)
"""How long a transaction waits for another writer before it gives up."""

MOMENT = timedelta(seconds=2)
"""So long it waits without a word."""

POSTGRESQL_OPTIONS = (
    "-c lock_timeout={wait}s -c idle_in_transaction_session_timeout=60000 "
    "-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3"
)
"""So that a machine that died within a transaction frees its rows in a minute, not in two hours."""

_WRITES = "bot_writes"
_OUTSIDE = "bot_outside"


class Duplicate(StorageError):
    """A row that must be unique stands there already: another worker was first."""


class Database:
    """One database, opened lazily; `read` and `write` give short transactions.

    Both raise StorageError in plain words for whatever the driver says, but Duplicate for a row that
    stands there already. patience: how long to wait for another writer; tell_wait: called with the seconds
    when that takes more than a moment, in SQLite.
    """

    def __init__(
        self,
        url: str,
        *,
        home: Path,
        patience: timedelta = BUSY_TIMEOUT,
        tell_wait: Callable[[int], None] = lambda _: None,
    ) -> None:
        self.url = _resolve(url, home)
        self._patience = patience
        self._tell_wait = tell_wait
        self.path = Path(self.url.database) if self.is_sqlite and self.url.database else None
        self.engine = self._create_engine()

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the one-machine database."""
        return self.url.get_backend_name() == "sqlite"

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only reads, and sees one moment from beginning to end."""
        with _plain_words(self.path), self.engine.connect() as connection:
            if not self.is_sqlite:
                connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection

    @contextlib.contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that writes; committed at the end, rolled back on any error."""
        with _plain_words(self.path), self.engine.connect() as connection:
            connection.execution_options(**{_WRITES: True})
            with connection.begin():
                yield connection

    @contextlib.contextmanager
    def rebuild(self) -> Iterator[Connection]:
        """A transaction that writes and may replace whole tables, as migrations do.

        SQLite then looks at the foreign keys once, before the end, instead of at each row. Raises
        StorageError when one leads nowhere; nothing is changed then.
        """
        if not self.is_sqlite:
            with self.write() as connection:
                yield connection
            return
        with _plain_words(self.path), self.engine.connect() as connection:
            connection.execution_options(**{_WRITES: True})
            driver = connection.connection.cursor()  # before the transaction, within which SQLite ignores it
            driver.execute("PRAGMA foreign_keys=OFF")
            try:
                with connection.begin():
                    yield connection
                    _check_references(connection)
            finally:
                driver.execute("PRAGMA foreign_keys=ON")
                driver.close()

    @contextlib.contextmanager
    def maintain(self) -> Iterator[Connection]:
        """A connection outside of any transaction, which VACUUM needs."""
        with _plain_words(self.path), self.engine.connect() as connection:
            connection.execution_options(**{_OUTSIDE: True})
            yield connection

    @contextlib.contextmanager
    def locked(self, number: int) -> Iterator[bool]:
        """Hold an advisory lock of the server while the block runs; False when another holds it.

        It knows no clocks and ends with its connection, which is one of its own and closed afterwards; given
        back before, for a server may take its time to notice that a connection is closed.
        SQLite has none; there it is always held.
        """
        if self.is_sqlite:
            yield True
            return
        with _plain_words(None):
            connection = self.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        with contextlib.closing(connection):
            with _plain_words(None):
                connection.detach()
                is_held = bool(connection.execute(select(func.pg_try_advisory_lock(number))).scalar_one())
            try:
                yield is_held
            finally:
                if is_held:
                    _give_back(connection, number)

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def _create_engine(self) -> Engine:
        try:
            return self._create_sqlite() if self.is_sqlite else self._create_postgresql()
        except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
            sentence = say(
                "BOT_DATABASE_URL: this installation cannot open {driver} ({reason}). "
                "For PostgreSQL install verbund-bot[postgresql] and write postgresql+psycopg://…",
                driver=self.url.drivername,
                reason=error,
            )
            raise SettingsWrong(sentence) from None

    def _create_sqlite(self) -> Engine:
        engine = create_engine(self.url, connect_args={"timeout": self._patience.total_seconds()})
        event.listen(engine, "do_connect", self._make_private)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", self._begin_sqlite)
        return engine

    def _begin_sqlite(self, connection: Connection) -> None:
        """A write begins IMMEDIATE, so that it waits for other writers before it has read anything."""
        options = connection.get_execution_options()
        if options.get(_OUTSIDE):
            return
        if not options.get(_WRITES):
            connection.exec_driver_sql("BEGIN")
        elif not self._begin_at_once(connection):
            self._tell_wait(round(self._patience.total_seconds()))
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    def _begin_at_once(self, connection: Connection) -> bool:
        """Begin to write; False when another writer does not let us within a moment."""
        _set_patience(connection, min(MOMENT, self._patience))
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except OperationalError as error:
            if self._patience <= MOMENT or "locked" not in str(error.orig):
                raise
            return False
        finally:
            _set_patience(connection, self._patience)
        return True

    def _make_private(self, *_: object) -> None:
        """A new file is its owner's alone, and SQLite gives its side files the same mode."""
        if self.path:
            with contextlib.suppress(OSError):  # SQLite says in its own words what is wrong
                os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))

    def _create_postgresql(self) -> Engine:
        from bot.storage.schema import suit_postgresql

        suit_postgresql()
        words = POSTGRESQL_OPTIONS.format(wait=self._patience.total_seconds())
        options = {"connect_timeout": 10, "options": words}
        return create_engine(self.url, pool_pre_ping=True, connect_args=options)


def _resolve(url: str, home: Path) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError:
        sentence = say("BOT_DATABASE_URL must be a database URL such as sqlite:///state/bot.db")
        raise SettingsWrong(sentence) from None
    if parsed.get_backend_name() != "sqlite" or parsed.database in {None, "", ":memory:"}:
        return parsed
    path = home / str(parsed.database)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        sentence = say(
            "The database's folder {folder} cannot be made: {reason}.",
            folder=path.parent,
            reason=explain_refusal(error),
        )
        raise StorageError(sentence) from None
    return parsed.set(database=str(path))


def _give_back(connection: Connection, number: int) -> None:
    with contextlib.suppress(SQLAlchemyError):  # a lost connection has given it back
        connection.execute(select(func.pg_advisory_unlock(number)))


def _prepare_sqlite(connection: "object", entry: ConnectionPoolEntry) -> None:
    del entry
    connection.isolation_level = None  # type: ignore[attr-defined] # transactions are begun by _begin_sqlite
    cursor = connection.cursor()  # type: ignore[attr-defined]
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _set_patience(connection: Connection, patience: timedelta) -> None:
    driver = connection.connection.cursor()
    driver.execute(f"PRAGMA busy_timeout={patience // timedelta(milliseconds=1)}")
    driver.close()


def _check_references(connection: Connection) -> None:
    lost = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if lost:
        sentence = say(
            "A row of {table} belongs to one of {parent} that is not there.", table=lost[0], parent=lost[2]
        )
        raise StorageError(sentence)


@contextlib.contextmanager
def _plain_words(path: Path | None) -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:
        if _is_duplicate(error):
            raise Duplicate(say_in_use()) from None
        raise _refuse(str(error.orig), path) from None
    except DBAPIError as error:
        raise _refuse(str(error.orig), path) from None
    except (SQLAlchemyError, OverflowError, UnicodeEncodeError) as error:
        raise _refuse(str(error), path) from None


def _is_duplicate(error: IntegrityError) -> bool:
    """By SQLite's words, or PostgreSQL's SQLSTATE 23505 unique_violation."""
    return getattr(error.orig, "sqlstate", None) == "23505" or "UNIQUE constraint failed" in str(error.orig)


def replace_row(connection: Connection, table: Table, values: Mapping[str, Any]) -> None:
    """Insert a row, or give the one with its primary key these values."""
    statement = _insert(connection, table, values)
    keys = [column.name for column in table.primary_key]
    changes = {name: statement.excluded[name] for name in values if name not in keys}
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=changes))


def add_row(connection: Connection, table: Table, values: Mapping[str, Any]) -> bool:
    """Insert a row unless one stands in its place; whether it was inserted.

    Told by what comes back: the driver of PostgreSQL counts -1 rows for such an insert.
    """
    statement = _insert(connection, table, values).on_conflict_do_nothing()
    return connection.execute(statement.returning(*table.primary_key)).first() is not None


def _insert(
    connection: Connection, table: Table, values: Mapping[str, Any]
) -> "sqlite.Insert | postgresql.Insert":
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql  # it loads all its drivers

        return postgresql.insert(table).values(dict(values))
    from sqlalchemy.dialects import sqlite

    return sqlite.insert(table).values(dict(values))


CRAMPED = 256 * 1024
"""Bytes; SQLite needs about a fifth for its side files before it can write the first row."""

VAGUE = ("disk i/o", "unable to open", "readonly")
"""What SQLite says of a disk that is full or read-only, depending on which file it wanted to write."""


DAMAGED = ("malformed", "not a database")
"""What SQLite says of a file that is broken."""


def _refuse(reason: str, path: Path | None) -> StorageError:
    is_damaged = any(words in reason.lower() for words in DAMAGED)
    return (StorageUnusable if is_damaged else StorageError)(explain(reason, path))


def explain(reason: str, path: Path | None) -> str:
    """A whole sentence for what a driver said about a database; path: its file, when it is one."""
    return find_sentence(reason, path) or say(
        "The database refuses: {reason}", reason=reason.partition("\n")[0] or "?"
    )


def say_in_use() -> str:
    """A whole sentence for what another worker did first."""
    return say(
        "The database is in use by another program and did not become free in time. Nothing was changed."
    )


def find_sentence(reason: str, path: Path | None) -> str:
    """Like `explain`, but an empty string for what is not known."""
    words = reason.lower()
    if path and any(vague in words for vague in VAGUE):
        disk = _ask_disk(path.parent)
        if not disk and (whose := _say_whose(path)):
            return whose
        words = f"{disk} {words}"
    return next((sentence for needle, sentence in _list_sentences() if needle in words), "")


def _say_whose(path: Path) -> str:
    """What to do about what somebody else made, such as by a command with sudo; empty when that is not it."""
    for place in (path.parent, path):
        with contextlib.suppress(OSError, KeyError, ImportError):
            from pwd import getpwuid

            owner, us = place.stat().st_uid, os.geteuid()
            if owner != us and not os.access(place, os.R_OK | os.W_OK):
                return say(
                    "The database cannot be used: {place} belongs to {owner}, as after a command with sudo. "
                    "To give it back: `sudo chown -R {us} {folder}`",
                    place=place,
                    owner=getpwuid(owner).pw_name,
                    us=getpwuid(us).pw_name,
                    folder=path.parent,
                )
    return ""


def _ask_disk(folder: Path) -> str:
    """What SQLite would have said had it looked."""
    try:
        disk = os.statvfs(folder)
    except OSError:
        return ""
    if disk.f_flag & os.ST_RDONLY:
        return "readonly"
    return "no space left" if disk.f_bavail * disk.f_frsize < CRAMPED else ""


def _list_sentences() -> Iterator[tuple[str, str]]:
    """Part of what a driver says, and what people read."""
    yield from ((words, say_in_use()) for words in ("locked", "lock timeout", "deadlock"))
    stopped = say("The database server was stopped meanwhile. It is tried again.")
    yield from ((words, stopped) for words in ("server closed the connection", "terminating connection"))
    yield (
        "connection failed",
        say("The database server cannot be reached or refuses us: check BOT_DATABASE_URL and the server."),
    )
    full = say("The disk is full: the database cannot be written. Free some space; nothing was changed.")
    yield from ((words, full) for words in ("no space left", "disk is full"))
    yield (
        "readonly",
        say("The database cannot be written: it or its folder is read-only. Check the owner of state/."),
    )
    yield (
        "unable to open",
        say("The database cannot be opened: check that state/ exists and belongs to the bot's user."),
    )
    damaged = say("The database file is damaged. Restore the newest backup with `bot restore FILE`.")
    yield from ((words, damaged) for words in DAMAGED)
    yield (
        "disk i/o",
        say("The disk reports an error while the database is used. Check the disk; nothing was changed."),
    )
