"""What must be known cheaply before the settings are read; and what child processes inherit."""

import os
import re
import shlex
from pathlib import Path

from bot.domain.words import LANGUAGES

DEFAULT_LANGUAGE = "de"


def get_home() -> Path:
    """The instance directory: BOT_HOME or the current directory."""
    return Path(os.environ.get("BOT_HOME") or ".")


def find_language(home: Path) -> str:
    """BOT_LANGUAGE of the environment or of `.env`; German where it is missing or wrong."""
    chosen = os.environ.get("BOT_LANGUAGE") or _read_setting(home, "BOT_LANGUAGE")
    return chosen if chosen in LANGUAGES else DEFAULT_LANGUAGE


def wants_traces(home: Path) -> bool:
    """Whether BOT_LOG_LEVEL asks for everything."""
    return (os.environ.get("BOT_LOG_LEVEL") or _read_setting(home, "BOT_LOG_LEVEL")) == "debug"


def asks_for_completion() -> bool:
    """Whether the shell, not a person, is asking."""
    return "_BOT_COMPLETE" in os.environ


def list_foreign() -> dict[str, str]:
    """The environment without our settings, for processes that get others."""
    return {name: value for name, value in os.environ.items() if not name.upper().startswith("BOT_")}


def prefer(name: str, value: str) -> None:
    """Set a variable for libraries that read it when they are imported, unless somebody did."""
    os.environ.setdefault(name, value)


def find_notify_socket() -> str:
    """Where systemd listens for a service's state; empty when it does not."""
    return os.environ.get("NOTIFY_SOCKET", "")


def find_editor() -> list[str]:
    """The person's editor as a command."""
    words = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "nano"
    return shlex.split(words)


def _read_setting(home: Path, name: str) -> str:
    try:
        written = (home / ".env").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
    found = re.search(rf"""^\s*(?:export\s+)?{name}\s*=\s*["']?(\w+)""", written, re.MULTILINE)
    return found[1] if found else ""
