"""What was about to be sent, in a file beside the database: it survives a database that is put back.

Such as a server that fails over to a copy which had not heard of the last seconds yet, or an older file that
somebody copied into the place. A whole machine that is put back takes this file along.
"""

import contextlib
import os
from datetime import datetime
from pathlib import Path

from bot.domain.post import Post
from bot.files import sync_folder, write_whole

LONGEST = 100_000
"""Bytes; a line is of use for about an hour only, so then all but the last ones go."""
KEPT = 200
TAKEN_BACK = "-"
"""In place of the time: it was not sent after all."""


class Sendings:
    """One line for each visible call, written before it.

    Best effort: without the file the database alone decides.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def note(self, post: Post, at: datetime) -> None:
        """It is about to be sent."""
        self._append(f"{at.isoformat()} {_name(post)}\n")

    def take_back(self, post: Post) -> None:
        """It was not sent after all."""
        self._append(f"{TAKEN_BACK} {_name(post)}\n")

    def find(self, post: Post) -> datetime | None:
        """When its article was sent to its account last, aware UTC; None when that is not known."""
        for line in reversed(self._read()):
            at, _, name = line.partition(" ")
            if name == _name(post):
                return _parse(at)
        return None

    def _read(self) -> list[str]:
        """Whole lines; a power cut may have torn one."""
        try:
            return self._path.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return []

    def _append(self, line: str) -> None:
        with contextlib.suppress(OSError):
            is_new = not self._path.exists()
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not is_new and self._path.stat().st_size > LONGEST:
                last = "".join(f"{line}\n" for line in self._read()[-KEPT:])
                write_whole(self._path, last.encode())
            number = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            with os.fdopen(number, "wb") as file:
                file.write(line.encode())
                file.flush()
                os.fsync(file.fileno())
            if is_new:
                sync_folder(self._path.parent)


def _parse(at: str) -> datetime | None:
    """None where it was taken back, or where somebody edited the file."""
    try:
        instant = datetime.fromisoformat(at)
    except ValueError:
        return None
    return instant if instant.tzinfo else None


def _name(post: Post) -> str:
    """By address and account: after a rollback its number may be another post's."""
    return f"{post.account} {post.article_url}"
