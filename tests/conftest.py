"""Nothing outside the loopback is ever reached from a test, and what is not installed is skipped by name."""

import signal
import sys
from pathlib import Path

import pytest

from bot.i18n import speak
from tests.instance import instance, wordpress, world
from tests.machine import clock, disk
from tests.mailbox import mailbox

__all__ = ["clock", "disk", "instance", "mailbox", "wordpress", "world"]

pytest_plugins = ("tests.databases", "tests.known_channels")

SHARED = Path(__file__).parent.parent.parent / "shared"


class OutsideReached(RuntimeError):
    """A test tried to reach another machine."""


def _refuse_outside(event: str, arguments: tuple[object, ...]) -> None:
    if event != "socket.connect" or not isinstance(arguments[1], tuple):
        return
    host = str(arguments[1][0])
    if not (host.startswith("127.") or host in {"::1", "localhost", "0.0.0.0"}):
        sentence = f"a test tried to reach {host}"
        raise OutsideReached(sentence)


sys.addaudithook(_refuse_outside)

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # Started with `&` or nohup: what the tests start would inherit it, and no Ctrl-C would ever reach it.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_runtest_setup() -> None:
    """What an earlier test spoke is not spoken any more."""
    speak("en")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of sample articles and servers beside the project; skips where there is none."""
    if not SHARED.is_dir():
        pytest.skip("no ../shared beside the project")
    return SHARED
