"""Consistent copies while the daemon works: one SQLite file, whichever database the instance has."""

import contextlib
from datetime import datetime
from pathlib import Path

from bot.domain.errors import StorageError
from bot.domain.words import say
from bot.storage.copying import copy_rows
from bot.storage.database import Database
from bot.storage.files import copy_file, written
from bot.storage.journal import Journal
from bot.storage.migrate import migrate

BACKUP_NOTE = "backup"
"""The note that says when a backup was made; it stands in the copy only."""


def backup(database: Database, target: Path, *, now: datetime) -> Path:
    """Write a checked copy of mode 0600 and return where it lies. Raises StorageError; never half a file."""
    if database.path and _is_same(target, database.path):
        raise StorageError(say("{file} is the database itself; name another file.", file=target))
    with written(target) as partial, contextlib.closing(open_file(partial)) as copy:
        if database.path:
            copy_file(database.path, partial)
        migrate(copy, now=now)
        if not database.path:
            copy_rows(database, copy)
        Journal(copy).note(BACKUP_NOTE, now.isoformat(), now=now)
    return target


def open_file(path: Path) -> Database:
    """A SQLite file as a database."""
    return Database(f"sqlite:///{path}", home=path.parent)


def _is_same(target: Path, path: Path) -> bool:
    """False also where nobody may look; writing tells why then."""
    try:
        return target.samefile(path)
    except OSError:
        return False
