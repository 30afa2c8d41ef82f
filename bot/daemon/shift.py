"""One shift: python -m bot.daemon.shift. Runs its errands and ends, and its memory with it."""

import ctypes
import os
import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType

from bot.daemon import orders
from bot.daemon.errands import run_errands
from bot.daemon.orders import Orders
from bot.domain.errors import SettingsWrong
from bot.domain.ports import Progress
from bot.domain.words import speak
from bot.health import heartbeat
from bot.wiring import Instance, service
from bot.worker import name_worker

BEFORE_A_STEP = frozenset({"looking", "reading", "composing", "reconciling", "next_post"})
"""Events told before anything is begun, where a shift may end without leaving anything half done."""

PR_SET_PDEATHSIG = 1
"""Linux, prctl(2)."""


class Leaving(BaseException):
    """The daemon stops: the running post is finished, nothing new is begun."""


def main() -> int:
    """Exit status 0: all went well; 1: something did not and was logged; 3: the settings are wrong."""
    given = orders.read(sys.stdin.buffer)
    leaving = threading.Event()
    _listen(leaving, given.parent)
    speak(given.settings.language)
    progress = service.make_progress(given.settings, name_worker())
    app = Instance(given.settings, progress=leave_before_steps(progress, leaving))
    try:
        went_well = run_errands(app, given.errands, holder=given.holder)
    except Leaving:
        went_well = True
    except SettingsWrong as error:
        progress("settings_wrong", problem=str(error))
        return error.exit_status
    finally:
        app.close()
    if went_well and not leaving.is_set():
        _ping(given, progress)
    return 0 if went_well else 1


def leave_before_steps(progress: Progress, leaving: threading.Event) -> Progress:
    """Progress that ends the shift at the next safe place once the daemon stops."""

    def tell(event: str, **facts: object) -> None:
        if leaving.is_set() and event in BEFORE_A_STEP:
            raise Leaving
        progress(event, **facts)

    return tell


def _listen(leaving: threading.Event, parent: int) -> None:
    """SIGTERM asks to leave; it also comes when the daemon was killed, which the kernel tells us."""

    def leave(number: int, frame: FrameType | None) -> None:
        del number, frame
        leaving.set()

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    if sys.platform == "linux":
        _prctl()(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        leaving.set()


def _prctl() -> Callable[[int, int], int]:
    prctl: Callable[[int, int], int] = ctypes.CDLL(None).prctl
    return prctl


def _ping(given: Orders, progress: Progress) -> None:
    url = given.settings.heartbeat_url.get_secret_value()
    if url and not heartbeat.ping(url, timeout=given.settings.http_timeout.total_seconds()):
        progress("heartbeat_failed")


if __name__ == "__main__":
    sys.exit(main())
