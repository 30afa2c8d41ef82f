"""What a computer does to the daemon: nothing doubled, nothing lost, told in plain words.

It takes minutes, `make patience`; the quick version is tests/end_to_end/test_machine.py.
"""

import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from bot.sandbox.faults import Fault
from bot.sandbox.kinds import Moment
from bot.sandbox.sandbox import Sandbox
from tests.daemon.conftest import Running, Start
from tests.daemon.test_daemon import await_baseline, count_public
from tests.machine import Clock, SmallDisk

LOCKED_FOR = 60.0
SHOWN = 6.0
"""Seconds in which a second post would have shown: two polls of the archive and some."""


def await_once(daemon: Running, world: Sandbox, expected: tuple[int, int], seconds: float = 120) -> None:
    """Everything public, and still only once some time later."""
    daemon.wait_for(lambda: count_public(world) == expected, seconds)
    time.sleep(SHOWN)
    assert count_public(world) == expected
    assert "Traceback" not in daemon.log


@pytest.mark.patient
def test_a_clock_set_back_two_hours_neither_stops_nor_doubles_anything(
    clock: Clock, world: Sandbox, start: Start
) -> None:
    daemon = start(**clock.environment)
    await_baseline(daemon)
    world.archive.publish_next(1)
    daemon.wait_for(lambda: count_public(world) == (1, 1))
    daemon.wait_for(lambda: not daemon.find_shift())
    clock.set_wrong(hours=-2)
    world.archive.publish_next(1)
    await_once(daemon, world, (2, 2), 40)
    assert "The computer's clock was set" in daemon.log


@pytest.mark.patient
def test_a_lost_answer_before_the_clock_is_set_back_is_still_looked_for(
    clock: Clock, world: Sandbox, start: Start
) -> None:
    """The times that say when to look lie two hours ahead now; when they come it is found, and not resent."""
    daemon = start(**clock.environment)
    await_baseline(daemon)
    world.faults.add(Fault(point="facebook.feed", kind="drop", when=Moment.AFTER))
    world.archive.publish_next(1)
    daemon.wait_for(lambda: world.ledger.requests("facebook.feed") == 1)
    for point in ("facebook.photo", "facebook.published_posts"):
        world.faults.add(Fault(point=point, kind="http_500", times=99))
    daemon.wait_for(lambda: "not_readable" in daemon.log)
    clock.set_wrong(hours=-2)
    world.faults.clear()
    daemon.wait_for(lambda: "clock_was_set" in daemon.log)
    world.archive.publish_next(1)
    await_once(daemon, world, (2, 2))
    clock.set_wrong(hours=1)
    daemon.wait_for(lambda: "found" in daemon.log)
    await_once(daemon, world, (2, 2))
    assert world.ledger.requests("facebook.feed") == 2


@pytest.mark.patient
def test_a_full_disk_is_waited_for(disk: SmallDisk, world: Sandbox, start: Start) -> None:
    daemon = start()
    await_baseline(daemon)
    disk.fill()
    world.archive.publish_next(1)
    daemon.wait_for(lambda: "The disk is full" in daemon.log)
    time.sleep(20)
    assert count_public(world) == (0, 0)
    disk.free()
    await_once(daemon, world, (1, 1))


@pytest.mark.patient
def test_a_disk_that_fills_up_in_the_visible_call_doubles_nothing(
    disk: SmallDisk, world: Sandbox, start: Start
) -> None:
    daemon = start()
    await_baseline(daemon)
    world.faults.add(Fault(point="facebook.feed", kind="slow", when=Moment.AFTER))
    world.archive.publish_next(1)
    daemon.wait_for(lambda: world.ledger.requests("facebook.feed") == 1)
    disk.fill()
    daemon.wait_for(lambda: "The disk is full" in daemon.log)
    disk.free()
    await_once(daemon, world, (1, 1))
    assert world.ledger.requests("facebook.feed") == 1


@pytest.mark.patient
def test_a_disk_that_cannot_be_written_is_waited_for(disk: SmallDisk, world: Sandbox, start: Start) -> None:
    first = start()
    await_baseline(first)
    first.tell(signal.SIGTERM)
    first.end()
    disk.forbid_writing()
    world.archive.publish_next(1)
    daemon = start()
    daemon.wait_for(lambda: "read-only" in daemon.log)
    time.sleep(20)
    assert count_public(world) == (0, 0)
    disk.allow_writing()
    await_once(daemon, world, (1, 1))


@pytest.mark.patient
def test_a_database_that_another_program_holds_for_a_minute_is_waited_for(
    world: Sandbox, start: Start, tmp_path: Path
) -> None:
    """Longer than any transaction waits."""
    daemon = start()
    await_baseline(daemon)
    with closing(
        sqlite3.connect(tmp_path / "instance" / "state" / "bot.db", isolation_level=None, timeout=20)
    ) as other:
        other.execute("BEGIN IMMEDIATE")
        world.archive.publish_next(1)
        time.sleep(LOCKED_FOR)
        other.execute("ROLLBACK")
    await_once(daemon, world, (1, 1))
    assert "in use by another program" in daemon.log
