"""A new instance on the disk: its `.env`, readable by its owner only, and its folders."""

import re
from collections.abc import Mapping
from pathlib import Path

from bot.domain.errors import StorageError
from bot.domain.words import say
from bot.files import write_whole

PRIVATE = "state"
FOLDERS = ("templates", "media", PRIVATE)


def make_folders(home: Path) -> None:
    """The instance's directories; those that stand there stay. Raises StorageError."""
    try:
        for name in FOLDERS:
            (home / name).mkdir(mode=0o700 if name == PRIVATE else 0o777, parents=True, exist_ok=True)
    except OSError as error:
        sentence = say("{home} cannot be written: {problem}.", home=home, problem=error.strerror)
        raise StorageError(sentence) from None


def write_env(home: Path, settings: Mapping[str, str]) -> Path:
    """Write `.env` anew with mode 0600. Raises StorageError."""
    place = home / ".env"
    try:
        text = "".join(f"{name}={quote(value)}\n" for name, value in settings.items())
        write_whole(place.resolve(), text.encode())
    except OSError as error:
        sentence = say("{place} cannot be written: {problem}.", place=place, problem=error.strerror)
        raise StorageError(sentence) from None
    return place


def change_env(home: Path, changes: Mapping[str, str]) -> None:
    """Set these in `.env`, each in the place where it stood; every other line stays. Raises StorageError."""
    place = home / ".env"
    try:
        text = place.read_text("utf-8") if place.exists() else ""
        for name, value in changes.items():
            text = _change_line(text, name, value)
        write_whole(place.resolve(), text.encode())
    except (OSError, UnicodeDecodeError) as error:
        sentence = say("{place} cannot be written: {problem}.", place=place, problem=type(error).__name__)
        raise StorageError(sentence) from None


def _change_line(text: str, name: str, value: str) -> str:
    line = f"{name}={quote(value)}"
    changed, count = re.subn(rf"^\s*(?:export\s+)?{name}\s*=.*$", lambda _: line, text, flags=re.MULTILINE)
    if count or not value:
        return changed
    return text + ("" if text.endswith("\n") or not text else "\n") + line + "\n"


def quote(value: str) -> str:
    """A value as python-dotenv reads it back, whatever it holds."""
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
