"""Consistent copies of a SQLite database while others write to it."""

import contextlib
import os
import sqlite3
from pathlib import Path

from bot.domain.errors import StorageError


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy with SQLite's online backup into a file of mode 0600. Raises StorageError; never half a file."""
    partial = target.with_name(target.name + ".partial")
    try:
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with (
            contextlib.closing(sqlite3.connect(source)) as reader,
            contextlib.closing(sqlite3.connect(partial)) as writer,
        ):
            reader.backup(writer)
        partial.replace(target)
    except (OSError, sqlite3.Error) as error:
        partial.unlink(missing_ok=True)
        sentence = f"The backup {target} could not be written: {error}."
        raise StorageError(sentence) from None
