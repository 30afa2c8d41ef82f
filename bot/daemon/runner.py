"""Sends shifts, one at a time, and knows how they end."""

import contextlib
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import IO

from bot.config import Settings
from bot.daemon.jobs import Errand

LAST_WORDS = timedelta(seconds=9)
"""How long the running post may take when the daemon stops; a kill after that the protocol survives."""


class Crew:
    """At most one shift runs; in a session of its own, so that Ctrl-C reaches the daemon only."""

    def __init__(self, holder: str) -> None:
        self._holder = holder
        self._shift: subprocess.Popen[bytes] | None = None

    @property
    def is_working(self) -> bool:
        """Whether a shift runs, or has ended without being collected."""
        return self._shift is not None

    def send(self, errands: Iterable[Errand], settings: Settings) -> None:
        """Start a shift. Raises OSError when the machine has no room for one."""
        given = Orders(settings=settings, errands=tuple(errands), holder=self._holder, parent=os.getpid())
        self._shift = subprocess.Popen(
            [sys.executable, "-m", "bot.daemon.child"], stdin=subprocess.PIPE, start_new_session=True
        )
        assert self._shift.stdin is not None
        write(given, self._shift.stdin)

    def collect(self) -> int | None:
        """The exit status of a shift that has ended since, else None."""
        status = None if self._shift is None else self._shift.poll()
        if status is not None:
            self._shift = None
        return status

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
    """holder: the daemon's name in leases; parent: its process id, which the shift does not outlive."""

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
