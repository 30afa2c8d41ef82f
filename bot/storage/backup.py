"""Consistent copies while the daemon works: one SQLite file, whichever database the instance has."""

import contextlib
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Table, delete, func, insert, inspect, select, update

from bot.domain.errors import StorageError, StorageUnusable
from bot.domain.post import OPEN_STATUSES, UNSENT_STATUSES, PostStatus
from bot.domain.state import EVERYTHING, RESTORED, Stop, StopKind
from bot.domain.times import format_day
from bot.files import sync_folder, write_whole
from bot.i18n import say
from bot.storage import sqlite_file
from bot.storage.articles import BATCH
from bot.storage.database import Database
from bot.storage.migrations import migrate
from bot.storage.schema import attempts, devices, metadata, notes, posts, sign_in_links, sources
from bot.storage.sqlite_file import copy_file, written
from bot.storage.state import PREFIX as LEASES
from bot.storage.state import Journal, Stops

BACKUP_NOTE = "backup"
"""The note that says when a backup was made; it stands in the copy only."""


PICTURES = "backup_pictures"
"""The table of share images; it stands in a copy that carries them, and nowhere else."""


def backup(database: Database, target: Path, *, now: datetime, with_pictures: bool = False) -> Path:
    """Write a checked copy of mode 0600 and return where it lies. Raises StorageError; never half a file.

    with_pictures: the share images of posts that may still go out are part of it.
    """
    if database.path and _is_same(target, database.path):
        raise StorageError(say("{file} is the database itself; name another file.", file=target))
    with written(target) as partial, contextlib.closing(open_file(partial)) as copy:
        if database.path:
            copy_file(database.path, partial)
        migrate(copy, now=now)
        if not database.path:
            copy_rows(database, copy)
        Journal(copy).note(BACKUP_NOTE, now.isoformat(), now=now)
        if with_pictures:
            _pack_pictures(copy)
    return target


def _pack_pictures(copy: Database) -> None:
    """One that is gone already is left out: it is drawn again when its post goes out."""
    open_posts = posts.c.status.in_(sorted(OPEN_STATUSES | UNSENT_STATUSES))
    with copy.write() as connection:
        paths = connection.execute(select(posts.c.image).where(open_posts, posts.c.image != "").distinct())
        found = [Path(path) for path in paths.scalars() if Path(path).is_file()]
        connection.exec_driver_sql(f"CREATE TABLE {PICTURES} (name TEXT PRIMARY KEY, data BLOB NOT NULL)")
        for path in found:
            row = (path.name, path.read_bytes())
            connection.exec_driver_sql(f"INSERT OR REPLACE INTO {PICTURES} VALUES (?, ?)", row)  # noqa: S608 - our word


def unpack_pictures(copy: Database, folder: Path) -> None:
    """Take the pictures out of a copy into the folder of made images, and tell its posts where they lie now.

    Raises OSError when they cannot be written.
    """
    with copy.write() as connection:
        if inspect(connection).has_table(PICTURES):
            folder.mkdir(parents=True, exist_ok=True)
            for name, data in connection.exec_driver_sql(f"SELECT name, data FROM {PICTURES}").all():  # noqa: S608 - our word
                place = folder / Path(name).name
                if not place.exists():
                    write_whole(place, data, mode=0o644)
            connection.exec_driver_sql(f"DROP TABLE {PICTURES}")
        for post_id, image in connection.execute(select(posts.c.id, posts.c.image)).all():
            here = folder / Path(image).name
            if image and not Path(image).is_file() and here.is_file():
                connection.execute(update(posts).where(posts.c.id == post_id).values(image=str(here)))


def open_file(path: Path) -> Database:
    """A SQLite file as a database."""
    return Database(f"sqlite:///{path}", home=path.parent)


def _is_same(target: Path, path: Path) -> bool:
    """False also where nobody may look; writing tells why then."""
    try:
        return target.samefile(path)
    except OSError:
        return False


SETTLED = (PostStatus.PUBLISHED, PostStatus.SKIPPED)


def restore(database: Database, source: Path, *, now: datetime, images: Path | None = None) -> Path | None:
    """Replace the database by a backup. Raises StorageError; then the database is what it was.

    images: the instance's folder of made images, into which a backup's pictures are put.
    Returns where the replaced database was saved, None when there was none. It is safe while a daemon
    runs: for it the rows change at once, as by any other transaction.
    """
    _check(source)
    with _plain_words(source), sqlite_file.scratch_file(database.path or source) as scratch:
        sqlite_file.copy_file(source, scratch)
        with contextlib.closing(open_file(scratch)) as restored:
            migrate(restored, now=now)
            _distrust(restored, now)
            if images:
                unpack_pictures(restored, images)
        sqlite_file.finish(scratch)
        stamp = f"before-restore-{now:%Y%m%dT%H%M%S}"
        if database.path is None:
            return _replace_rows(database, scratch, source.with_name(f"{stamp}.db"), now)
        database.close()
        return _replace_file(database.path, scratch, database.path.with_name(f"{stamp}.db"))


def _replace_rows(database: Database, scratch: Path, aside: Path, now: datetime) -> Path:
    migrate(database, now=now)
    backup(database, aside, now=now)
    with contextlib.closing(open_file(scratch)) as restored:
        copy_rows(restored, database)
    return aside


def _replace_file(path: Path, scratch: Path, aside: Path) -> Path | None:
    if not path.exists():
        scratch.rename(path)
        sync_folder(path.parent)
        return None
    if _is_damaged(path):
        sqlite_file.replace_damaged(path, scratch, aside=aside)
    else:
        sqlite_file.save_file(path, aside)
        sqlite_file.copy_file(scratch, path)
    return aside


def _is_damaged(path: Path) -> bool:
    try:
        with contextlib.closing(sqlite3.connect(path)) as connection:
            sqlite_file.check_integrity(connection)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        return True
    return False


def _check(source: Path) -> None:
    address = f"{source.resolve().as_uri()}?mode=ro"
    try:
        source.open("rb").close()  # the system says more clearly than SQLite why a file cannot be opened
        with contextlib.closing(sqlite3.connect(address, uri=True)) as file:
            sqlite_file.check_integrity(file)
            file.execute("SELECT version_num FROM alembic_version").fetchone()
    except (OSError, sqlite3.Error) as error:
        reason = sqlite_file.explain_failure(error)
        sentence = say(
            "{file} is no usable backup: {reason}. Nothing was changed.", file=source, reason=reason
        )
        raise StorageUnusable(sentence) from None


@contextlib.contextmanager
def _plain_words(source: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        reason = sqlite_file.explain_failure(error)
        sentence = say(
            "{file} could not be restored: {reason}. Nothing was changed.", file=source, reason=reason
        )
        raise StorageError(sentence) from None


def _distrust(restored: Database, now: datetime) -> None:
    made_at = _find_time(restored, now)
    doubted_since = func.coalesce(posts.c.doubted_since, posts.c.sent_at, made_at, type_=posts.c.sent_at.type)
    overdue = posts.c.status.in_((PostStatus.SCHEDULED, PostStatus.PUBLISHING)) & (posts.c.due_at <= now)
    unconfirmed = {
        "status": PostStatus.UNCONFIRMED,
        "sent_at": func.coalesce(posts.c.sent_at, made_at, type_=posts.c.sent_at.type),
        "lands_until": now,
        "due_at": now,
        "lease_owner": "",
        "lease_until": None,
    }
    with restored.write() as connection:
        connection.execute(
            update(posts)
            .where(posts.c.status.not_in(SETTLED))
            .values(doubted_since=doubted_since, not_found_at=None)
        )
        connection.execute(update(posts).where(overdue).values(unconfirmed))
        for table in (devices, sign_in_links):  # somebody may have been removed since
            connection.execute(delete(table))
        gone = notes.c.name.startswith(LEASES, autoescape=True) | (notes.c.name == BACKUP_NOTE)
        connection.execute(delete(notes).where(gone))
    Journal(restored).note(RESTORED, made_at.isoformat(), now=now)
    reason = say(
        "restored from a backup of {time}; look through `bot posts`, then `bot resume`",
        time=f"{format_day(made_at, UTC)}, {made_at.astimezone(UTC):%H:%M} UTC",
    )
    Stops(restored).stop(Stop(scope=EVERYTHING, kind=StopKind.PAUSE, reason=reason, since=now))


def _find_time(restored: Database, now: datetime) -> datetime:
    """When the backup was made; for a file that was copied by hand, when the bot last did something."""
    note = Journal(restored).find_note(BACKUP_NOTE)
    if note:
        return note.at
    with restored.read() as connection:
        times = [
            connection.execute(select(func.max(column))).scalar()
            for column in (sources.c.looked_at, attempts.c.at, posts.c.created_at)
        ]
    return max((time for time in times if time), default=now)


def copy_rows(source: Database, target: Database) -> None:
    """Replace all rows of the target by the source's, in one transaction. Both have this release's tables."""
    with source.read() as reader, target.write() as writer:
        for table in reversed(metadata.sorted_tables):
            writer.execute(delete(table))
        for table in metadata.sorted_tables:
            _copy_table(reader, writer, table)
            _continue_numbering(writer, table)


def _copy_table(reader: Connection, writer: Connection, table: Table) -> None:
    query = select(table).order_by(*table.primary_key)
    rows = reader.execute(query, execution_options={"yield_per": BATCH})
    for batch in rows.mappings().partitions(BATCH):
        writer.execute(insert(table), [dict(row) for row in batch])


def _continue_numbering(writer: Connection, table: Table) -> None:
    """PostgreSQL counts ids in a sequence of its own, which copied rows do not move."""
    if writer.dialect.name != "postgresql" or "id" not in table.columns:
        return
    sequence = func.pg_get_serial_sequence(table.name, "id")
    largest = select(func.coalesce(func.max(table.c.id), 1)).scalar_subquery()
    writer.execute(select(func.setval(sequence, largest)))
