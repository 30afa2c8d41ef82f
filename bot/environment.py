"""What must be known cheaply before the settings are read; and what child processes inherit."""

import getpass
import os
import re
import shlex
import shutil
import sys
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from bot.i18n import LANGUAGES

DEFAULT_LANGUAGE = "de"
DATABASE = Path("state") / "bot.db"
_PROOF = Path("state") / "settings.proof"
_SECRET = re.compile("TOKEN|PASSWORD|SECRET|SEED|_URL")


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


def prove(home: Path) -> None:
    """Remember that the settings as they stand now were read and found right."""
    with suppress(OSError):
        place = home / _PROOF
        place.touch(mode=0o600)
        place.write_text(_digest(home), encoding="ascii")


def is_proven(home: Path) -> bool:
    """Whether the settings are those that were found right, with the usual database beside them."""
    if "CREDENTIALS_DIRECTORY" in os.environ or "BOT_DATABASE_URL" in os.environ:
        return False
    if _read_setting(home, "BOT_DATABASE_URL"):
        return False
    try:
        return (home / _PROOF).read_text(encoding="ascii") == _digest(home)
    except (OSError, UnicodeDecodeError):
        return False


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


def _digest(home: Path) -> str:
    """Changes with every setting and with the code that reads them; tells nothing about either.

    Raises OSError.
    """
    ours = sorted(
        (name, str(bool(value)) if _SECRET.search(name.upper()) else value)
        for name, value in os.environ.items()
        if name.upper().startswith("BOT_")
    )
    file = home / ".env"
    written = file.read_bytes() if file.exists() else b""
    code = [file.stat() for file in sorted(Path(__file__).with_name("settings").glob("*.py"))]
    versions = [(file.st_mtime_ns, file.st_size) for file in code]
    parts = (repr([pair for pair in ours if pair[0] != "BOT_HOME"]), repr(versions))
    key = os.fsencode(home.resolve())[-64:]
    return blake2b("\n".join(parts).encode() + written, key=key, digest_size=32).hexdigest()


def _read_setting(home: Path, name: str) -> str:
    try:
        written = (home / ".env").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
    found = re.findall(rf"""^\s*(?:export\s+)?{name}\s*=\s*["']?(\w+)""", written, re.MULTILINE)
    return found[-1] if found else ""
