"""Nothing outside the loopback is ever reached from a test, and what is not installed is skipped by name."""

import os
import signal
import sys
from itertools import groupby
from pathlib import Path

import pytest

from bot.i18n import speak
from tests.instance import instance, wordpress, world
from tests.machine import clock, disk
from tests.mailbox import mailbox

__all__ = ["clock", "disk", "instance", "mailbox", "wordpress", "world"]

pytest_plugins = ("tests.databases", "tests.known_channels")

sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# Else every worker, and each of the hundreds of processes that tests start, would compile everything anew.

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


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What waits for other processes begins first, at the head of either half: where several workers share
    the tests, the others compute meanwhile, and nobody waits for the longest in the end. First of it what
    shares a WordPress, which each worker that takes one of them would install for itself."""
    heads: tuple[list[pytest.Item], list[pytest.Item]] = ([], [])
    quick: list[pytest.Item] = []
    for number, (_, group) in enumerate(groupby(items, lambda item: item.path)):
        for item in group:
            (heads[number % 2] if item.get_closest_marker("slow") else quick).append(item)
    for head in heads:
        head.sort(key=lambda item: "wordpress" not in getattr(item, "fixturenames", ()))
    middle = max(0, len(items) // 2 - len(heads[0]))
    items[:] = [*heads[0], *quick[:middle], *heads[1], *quick[middle:]]


def pytest_runtest_setup() -> None:
    """What an earlier test spoke is not spoken any more."""
    speak("en")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of sample articles and servers beside the project; skips where there is none."""
    if not SHARED.is_dir():
        pytest.skip("no ../shared beside the project")
    return SHARED
