"""What must be known cheaply before the settings are read; and what child processes inherit."""

import getpass
import os
import re
import shlex
import shutil
import sys
from pathlib import Path

from bot.i18n import LANGUAGES

DEFAULT_LANGUAGE = "de"
DATABASE = Path("state") / "bot.db"


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


def is_given(name: str) -> bool:
    """Whether the environment, not only `.env`, sets this."""
    return bool(os.environ.get(name))


def find_own_command() -> str:
    """How this program is called here, so that it can be typed as it stands."""
    program = Path(sys.argv[0])
    if program.name == "__main__.py":
        command = f"{shlex.quote(sys.executable)} -m bot"
    else:
        found = shutil.which(program.name)
        is_found = found is not None and program.exists() and Path(found).samefile(program)
        command = program.name if is_found else shlex.quote(str(program.absolute()))
    me, caller = getpass.getuser(), os.environ.get("SUDO_USER", "")
    return f"sudo -u {me} {command}" if caller and caller != me else command


def find_sudo_user() -> str:
    """Whose login stands behind sudo; empty without it."""
    return os.environ.get("SUDO_USER", "")


def find_notify_socket() -> str:
    """Where systemd listens for a service's state; empty when it does not."""
    return os.environ.get("NOTIFY_SOCKET", "")


def find_editor() -> list[str]:
    """The person's editor as a command; what cannot be split is a program that nobody has."""
    words = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "nano"
    try:
        return shlex.split(words)
    except ValueError:
        return [words]


def _read_setting(home: Path, name: str) -> str:
    try:
        written = (home / ".env").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
    found = re.findall(rf"""^\s*(?:export\s+)?{name}\s*=\s*["']?(\w+)""", written, re.MULTILINE)
    return found[-1] if found else ""
