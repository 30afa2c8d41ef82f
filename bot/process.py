"""Who we are in leases and attempts, and whether another worker of this host still runs."""

import itertools
import os
import socket
from datetime import UTC, datetime
from pathlib import Path


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
