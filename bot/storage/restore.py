"""Puts a backup in the place of the database, so that nothing of the time between is posted twice.

What was posted after the backup stands on the platforms but not in the restored rows. Therefore the
instance starts paused; posts whose time has passed are `unconfirmed` since the backup, so that reconcile
looks for them; every other post that may still go out is doubted, so that it is looked for before it is
sent. Looks from before the backup do not count: what they did not find may have been sent since.
Articles found again are doubted likewise, see bot.storage.doubt.
"""

import contextlib
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy import delete, func, select, update

from bot.domain.errors import StorageError
from bot.domain.post import PostStatus
from bot.domain.stop import EVERYTHING, Stop, StopKind
from bot.domain.words import say
from bot.storage import files
from bot.storage.backup import BACKUP_NOTE, backup, open_file
from bot.storage.copying import copy_rows
from bot.storage.database import Database
from bot.storage.doubt import RESTORED_NOTE
from bot.storage.journal import Journal
from bot.storage.leases import PREFIX as LEASES
from bot.storage.migrate import migrate
from bot.storage.schema import attempts, notes, posts, sources
from bot.storage.stops import Stops

SETTLED = (PostStatus.PUBLISHED, PostStatus.SKIPPED)


def restore(database: Database, source: Path, *, now: datetime) -> Path | None:
    """Replace the database by a backup. Raises StorageError; then the database is what it was.

    Returns where the replaced database was saved, None when there was none. It is safe while a daemon
    runs: for it the rows change at once, as by any other transaction.
    """
    _check(source)
    with _plain_words(source), files.scratch_file(database.path or source) as scratch:
        files.copy_file(source, scratch)
        with contextlib.closing(open_file(scratch)) as restored:
            migrate(restored, now=now)
            _distrust(restored, now)
        files.finish(scratch)
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
        return None
    if _is_damaged(path):
        files.replace_damaged(path, scratch, aside=aside)
    else:
        files.save_file(path, aside)
        files.copy_file(scratch, path)
    return aside


def _is_damaged(path: Path) -> bool:
    try:
        with contextlib.closing(sqlite3.connect(path)) as connection:
            files.check_integrity(connection)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        return True
    return False


def _check(source: Path) -> None:
    address = f"{source.resolve().as_uri()}?mode=ro"
    try:
        with contextlib.closing(sqlite3.connect(address, uri=True)) as file:
            files.check_integrity(file)
            file.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error as error:
        sentence = say(
            "{file} is no usable backup: {reason}. Nothing was changed.", file=source, reason=error
        )
        raise StorageError(sentence) from None


@contextlib.contextmanager
def _plain_words(source: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
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
        gone = notes.c.name.startswith(LEASES, autoescape=True) | (notes.c.name == BACKUP_NOTE)
        connection.execute(delete(notes).where(gone))
    Journal(restored).note(RESTORED_NOTE, made_at.isoformat(), now=now)
    reason = say(
        "restored from a backup of {time}; look through `bot posts`", time=f"{made_at:%Y-%m-%d %H:%M} UTC"
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
