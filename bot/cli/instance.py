"""A new instance on the disk: its `.env`, readable by its owner only, and its folders."""

from collections.abc import Mapping
from pathlib import Path

from bot.domain.errors import StorageError
from bot.domain.words import say

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
        place.touch(mode=0o600)
        place.chmod(0o600)
        place.write_text("".join(f"{name}={quote(value)}\n" for name, value in settings.items()), "utf-8")
    except OSError as error:
        sentence = say("{place} cannot be written: {problem}.", place=place, problem=error.strerror)
        raise StorageError(sentence) from None
    return place


def quote(value: str) -> str:
    """A value as python-dotenv reads it back, whatever it holds."""
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
