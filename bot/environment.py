"""This process: what must be known before the settings, what children inherit, who we are in leases."""

import gc
import itertools
import os
import re
import shlex
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

from bot.i18n import LANGUAGES

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


_OBJECTS_BETWEEN_COLLECTIONS = 10_000
"""A command that ends at once may leave more lying about than a process that stays."""


def collect_as_one_that_stays() -> None:
    """Collect garbage oftener again than a command that ends, for which `bot` starts."""
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)


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
    import getpass

    me, caller = getpass.getuser(), os.environ.get("SUDO_USER", "")
    if not caller or caller == me:
        return command
    if command == program.name:  # sudo looks for programs in places of its own
        command = shlex.quote(str(program.absolute()))
    return f"sudo -u {me} {command}"


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
        written = (home / ".env").read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return ""
    found = re.findall(rf"""^\s*(?:export\s+)?{name}\s*=\s*["']?(\w+)""", written, re.MULTILINE)
    return found[-1] if found else ""


def now_utc() -> datetime:
    """The machine's clock, aware UTC."""
    return datetime.now(UTC)


_SERIALS = itertools.count(1)


def name_worker() -> str:
    """A worker of this process: host, process id, the moment it started, and which worker of the process.

    The start tells a reused id from the old process; the serial keeps two workers of one process apart.
    """
    pid = os.getpid()
    return f"{_name_host()}/{pid}/{_started(pid)}/{next(_SERIALS)}"


def is_dead(worker: str) -> bool:
    """Whether a worker was a process of this host that no longer runs. Unsure is False: its lease decides."""
    host, _, rest = worker.partition("/")
    pid, _, rest = rest.partition("/")
    started = rest.partition("/")[0]
    if host != _name_host() or not pid.isdecimal():
        return False
    now_started = _started(int(pid))
    return now_started == "gone" or (
        started not in {"", "unknown"} and now_started not in {"unknown", started}
    )


def _name_host() -> str:
    """The host, and where it is known the space of its process ids, of which each container has its own."""
    import socket

    try:
        return f"{socket.gethostname()}-{Path('/proc/self/ns/pid').stat().st_ino}"
    except OSError:
        return socket.gethostname()


def _started(pid: int) -> str:
    """Clock ticks since boot at which a process started; "gone" when there is none, "unknown" off Linux."""
    if not Path("/proc/self/stat").exists():
        return "unknown"
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return "gone"
    except OSError:
        return "unknown"
    fields = status.rpartition(")")[2].split()
    return "gone" if fields[0] in {"Z", "X"} else fields[19]
