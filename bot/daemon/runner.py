"""Sends shifts, one at a time, and knows how they end."""

import contextlib
import os
import pickle
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from http.client import HTTPException
from typing import IO

from bot.config import Settings
from bot.daemon.jobs import Errand, Patience

LAST_WORDS = timedelta(seconds=9)
"""How long the running post may take when the daemon stops; a kill after that the protocol survives."""


class Crew:
    """At most one of its shifts runs; in a session of its own, so that Ctrl-C reaches the daemon only.

    name: what it is sent for; errands: those it may be given; holder: the daemon, in leases.
    """

    def __init__(self, name: str, errands: Iterable[Errand], holder: str) -> None:
        self.name = name
        self.errands = frozenset(errands)
        self.patience = Patience()
        self._holder = holder
        self._shift: subprocess.Popen[bytes] | None = None
        self._sent = 0.0

    @property
    def is_working(self) -> bool:
        """Whether a shift runs, or has ended without being collected."""
        return self._shift is not None

    @property
    def age(self) -> timedelta:
        """How long the running shift has been at work; zero when none is."""
        return timedelta(seconds=time.monotonic() - self._sent) if self._shift else timedelta(0)

    def send(self, errands: Iterable[Errand], settings: Settings) -> None:
        """Start a shift. Raises OSError when the machine has no room for one.

        -P: what lies in the working directory, such as an article's file named ctypes.py, is never imported.
        """
        given = Orders(
            name=self.name,
            settings=settings,
            errands=tuple(errands),
            holder=self._holder,
            parent=os.getpid(),
        )
        self._shift = subprocess.Popen(
            [sys.executable, "-P", "-m", "bot.daemon.child"], stdin=subprocess.PIPE, start_new_session=True
        )
        self._sent = time.monotonic()
        assert self._shift.stdin is not None
        write(given, self._shift.stdin)

    def collect(self) -> int | None:
        """The exit status of a shift that has ended since, else None."""
        status = None if self._shift is None else self._shift.poll()
        if status is not None:
            self._shift = None
        return status

    def ask_to_end(self) -> None:
        """Let the running post finish; `end` waits for that."""
        if self._shift is not None:
            self._shift.terminate()

    def end(self, patience: timedelta = LAST_WORDS) -> None:
        """Let the running post finish, but not for ever; ticks may collect the shift meanwhile."""
        shift = self._shift
        if shift is None:
            return
        shift.terminate()
        try:
            shift.wait(patience.total_seconds())
        except subprocess.TimeoutExpired:
            self.kill()

    def abandon(self) -> None:
        """Kill the shift and do not wait: a signal may find us holding the lock that waiting needs."""
        shift = self._shift
        if shift is not None and shift.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(shift.pid, signal.SIGKILL)

    def kill(self) -> None:
        """End the shift at once: before the fence nothing was sent, after it reconcile will look."""
        shift = self._shift
        if shift is not None:
            shift.kill()
            shift.wait()


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """name: what the shift is sent for; holder: the daemon's name in leases; parent: its process id, which
    the shift does not outlive."""

    name: str
    settings: Settings
    errands: tuple[Errand, ...]
    holder: str
    parent: int


def write(orders: Orders, pipe: IO[bytes]) -> None:
    """Hand over, and close the pipe."""
    with pipe:
        pickle.dump(orders, pipe)


def read(pipe: IO[bytes]) -> Orders:
    """What our own parent wrote."""
    orders = pickle.load(pipe)  # noqa: S301 - from our own parent, over a pipe
    assert isinstance(orders, Orders)
    return orders


class Systemd:
    """Silent when there is no socket, that is outside of systemd."""

    def __init__(self, address: str) -> None:
        self._address = f"\0{address[1:]}" if address.startswith("@") else address

    def tell(self, **values: str) -> None:
        """Send states such as READY="1", WATCHDOG="1", STATUS="…"."""
        if not self._address:
            return
        words = "\n".join(f"{name}={value}" for name, value in values.items())
        with (
            contextlib.suppress(OSError),
            socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel,
        ):
            channel.sendto(words.encode(), self._address)


def ping(url: str, *, timeout: float) -> bool:
    """GET the address; False when that failed. Through the standard proxies. timeout: seconds."""
    if not url.startswith(("https://", "http://")):
        return False
    try:
        request = urllib.request.Request(url, headers={"User-Agent": "bot heartbeat"})  # noqa: S310 - http(s) only
        with urllib.request.urlopen(request, timeout=timeout) as answer:  # noqa: S310 - http(s) only
            return bool(answer.status < 400)
    except (OSError, ValueError, HTTPException):
        return False
