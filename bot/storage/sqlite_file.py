"""SQLite files: copied while others write to them, checked, moved into place whole or not at all."""

import contextlib
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bot.domain.errors import StorageError, explain_refusal
from bot.files import sync_folder
from bot.i18n import say

SIDE_FILES = ("-wal", "-shm")
MOST_WAITS = 120
"""How often a copy waits a quarter of a second for other programs before it gives up."""


def save_file(source: Path, target: Path) -> None:
    """Copy a database file of any release as it is. Raises StorageError; never half a file."""
    with written(target) as partial:
        copy_file(source, partial)


def copy_file(source: Path, target: Path) -> None:
    """SQLite's online backup: one moment of the source, while others write to it. Raises sqlite3.Error."""
    waits = 0

    def count_waits(status: int, remaining: int, total: int) -> None:
        nonlocal waits
        del remaining, total
        waits += status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
        if waits > MOST_WAITS:
            raise sqlite3.OperationalError(say("it is in use by another program"))

    with (
        contextlib.closing(sqlite3.connect(source)) as reader,
        contextlib.closing(sqlite3.connect(target)) as writer,
    ):
        reader.backup(writer, progress=count_waits, sleep=0.25)


@contextlib.contextmanager
def written(target: Path) -> Iterator[Path]:
    """An empty file of mode 0600 beside the target, which it becomes when all went well.

    Raises StorageError for whatever the disk or the file says; then the target is what it was.
    """
    try:
        with scratch_file(target) as partial:
            yield partial
            finish(partial)
            partial.replace(target)
            sync_folder(target.parent)
    except (OSError, sqlite3.Error) as error:
        sentence = say("{file} could not be written: {reason}.", file=target, reason=explain_failure(error))
        raise StorageError(sentence) from None


@contextlib.contextmanager
def scratch_file(beside: Path) -> Iterator[Path]:
    """An empty file of mode 0600 in the same folder, with its side files gone afterwards. Raises OSError."""
    number, name = tempfile.mkstemp(dir=beside.parent, prefix=f".{beside.name}.", suffix=".partial")
    os.close(number)
    path = Path(name)
    try:
        yield path
    finally:
        for leftover in (path, *(path.with_name(path.name + ending) for ending in SIDE_FILES)):
            leftover.unlink(missing_ok=True)


def finish(path: Path) -> None:
    """Leave one file without a write-ahead log, and check it."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        check_integrity(connection)


def replace_damaged(path: Path, by: Path, *, aside: Path) -> None:
    """Put a finished file where a damaged database lies, which is kept aside. Raises OSError."""
    path.rename(aside)
    for ending in SIDE_FILES:
        path.with_name(path.name + ending).unlink(missing_ok=True)
    by.rename(path)
    sync_folder(path.parent)


def check_integrity(connection: sqlite3.Connection) -> None:
    """Raises sqlite3.DatabaseError when a page or a reference is broken."""
    (answer,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if answer != "ok" or connection.execute("PRAGMA foreign_key_check").fetchone():
        raise sqlite3.DatabaseError(say("it is damaged"))


def explain_failure(error: OSError | sqlite3.Error) -> str:
    """Why a file cannot be read or written as a database, as part of a sentence."""
    if isinstance(error, OSError):
        return explain_refusal(error)
    words = str(error)
    if "not a database" in words or "malformed" in words or "no such table" in words:
        return say("it is no copy of the bot's database, or damaged")
    return words
