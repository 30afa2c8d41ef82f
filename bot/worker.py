"""Who we are in leases and attempts, and whether another worker of this host still runs."""

import os
import socket
from pathlib import Path


def name_worker() -> str:
    """This process: host, process id and the moment it started, so that a reused id is not mistaken."""
    pid = os.getpid()
    return f"{socket.gethostname()}/{pid}/{_started(pid)}"


def is_dead(worker: str) -> bool:
    """Whether a worker was a process of this host that no longer runs. Unsure is False: its lease decides."""
    host, _, rest = worker.partition("/")
    pid, _, started = rest.partition("/")
    if host != socket.gethostname() or not pid.isdecimal():
        return False
    now_started = _started(int(pid))
    return now_started == "gone" or (
        started not in {"", "unknown"} and now_started not in {"unknown", started}
    )


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
