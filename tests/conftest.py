"""Nothing outside the loopback is ever reached from a test, and what is not installed is skipped by name."""

import gc
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

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

Connect = Callable[[socket.socket, Any], Any]
SHARED = Path(__file__).parent.parent.parent / "shared"


class OutsideReached(RuntimeError):
    """A test tried to reach another machine."""


def _guard(connect: Connect) -> Connect:
    """One of the two ways to connect a socket. An audit hook would be asked at each `id()` as well."""

    def connect_here(self: socket.socket, address: Any) -> Any:
        host = str(address[0]) if isinstance(address, tuple) else ""
        if host and not (host.startswith("127.") or host in {"::1", "localhost", "0.0.0.0"}):
            sentence = f"a test tried to reach {host}"
            raise OutsideReached(sentence)
        return connect(self, address)

    return connect_here


socket.socket.connect = _guard(socket.socket.connect)  # type: ignore[method-assign]
socket.socket.connect_ex = _guard(socket.socket.connect_ex)  # type: ignore[method-assign]

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


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """What is collected stays until the end; to search it for garbage each time would take a tenth of all."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(10_000, 20, 20)
        gc.enable()


def pytest_runtest_setup() -> None:
    """What an earlier test spoke is not spoken any more."""
    speak("en")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of sample articles and servers beside the project; skips where there is none."""
    if not SHARED.is_dir():
        pytest.skip("no ../shared beside the project")
    return SHARED
