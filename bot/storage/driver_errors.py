"""What the drivers say, in plain words; where SQLite is vague, the disk itself is asked."""

import os
from collections.abc import Iterator
from pathlib import Path

from bot.i18n import say

CRAMPED = 256 * 1024
"""Bytes; SQLite needs about a fifth for its side files before it can write the first row."""

VAGUE = ("disk i/o", "unable to open", "readonly")
"""What SQLite says of a disk that is full or read-only, depending on which file it wanted to write."""


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
        words = f"{_ask_disk(path.parent)} {words}"
    return next((sentence for needle, sentence in _list_sentences() if needle in words), "")


def _ask_disk(folder: Path) -> str:
    """What SQLite would have said had it looked."""
    try:
        disk = os.statvfs(folder)
    except (OSError, AttributeError):  # Windows has no statvfs
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
    yield from ((words, damaged) for words in ("malformed", "not a database"))
    yield (
        "disk i/o",
        say("The disk reports an error while the database is used. Check the disk; nothing was changed."),
    )
