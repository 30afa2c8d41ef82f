"""Work in a child ends in time, whatever it does, and never harms the work after it."""

import os
import signal
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.confined import Confined
from bot.domain.errors import ArticleGone, BotError, NotReachable, TookTooLong

SOON = timedelta(seconds=0.5)
PLENTY = timedelta(seconds=20)


class StrangeError(Exception):
    """Does not survive the way between two processes."""

    def __init__(self, one: object, other: object) -> None:
        super().__init__(f"{one} {other}")


def serve(verb: str, *values: object) -> object:
    """One piece of work."""
    match verb:
        case "pid":
            return os.getpid()
        case "echo":
            return values
        case "loop":
            while True:
                pass
        case "loop in C":
            return sum(range(10**13))
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "refuse":
            raise NotReachable("nobody there", retry_after=PLENTY)
        case "be gone":
            raise ArticleGone("410")
        case "fail strangely":
            raise StrangeError(1, 2)
    return None


@pytest.fixture
def confined() -> Iterator[Confined]:
    child = Confined(lambda: serve)
    yield child
    child.close()


def test_one_child_does_one_piece_of_work_after_another(confined: Confined) -> None:
    pids = {confined.ask(PLENTY, "pid") for _ in range(3)}
    assert len(pids) == 1
    assert os.getpid() not in pids
    large = "ä" * 3_000_000
    assert confined.ask(PLENTY, "echo", large, 2) == (large, 2)


@pytest.mark.parametrize("verb", ["loop", "loop in C"])
def test_what_does_not_end_is_killed_and_the_next_piece_is_done(confined: Confined, verb: str) -> None:
    pid = confined.ask(PLENTY, "pid")
    with pytest.raises(TookTooLong):
        confined.ask(SOON, verb)
    assert not Path(f"/proc/{pid}").exists()
    assert confined.ask(PLENTY, "pid") != pid


def test_a_child_that_dies_is_told_and_replaced(confined: Confined) -> None:
    with pytest.raises(BotError, match=r"died|gestorben"):
        confined.ask(PLENTY, "die")
    assert confined.ask(PLENTY, "echo", 1) == (1,)


def test_errors_come_back_as_they_are(confined: Confined) -> None:
    with pytest.raises(NotReachable, match="nobody there") as caught:
        confined.ask(PLENTY, "refuse")
    assert caught.value.retry_after == PLENTY
    with pytest.raises(ArticleGone):
        confined.ask(PLENTY, "be gone")
    with pytest.raises(RuntimeError, match="StrangeError"):
        confined.ask(PLENTY, "fail strangely")


def test_the_child_ends_with_its_parent() -> None:
    reader, writer = os.pipe()
    parent = os.fork()
    if parent == 0:
        child = Confined(lambda: serve)
        os.write(writer, str(child.ask(PLENTY, "pid")).encode())
        os._exit(0)
    os.waitpid(parent, 0)
    pid = int(os.read(reader, 20))
    os.close(reader)
    os.close(writer)
    deadline = time.monotonic() + 60
    while is_running(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_running(pid)


def is_running(pid: int) -> bool:
    """Neither gone nor a zombie that nobody collects."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False
