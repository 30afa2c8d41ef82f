"""A full disk, a read-only one, a clock that is set: nothing doubled, nothing lost, told in plain words.

The daemon meets the same, for longer, in tests/daemon/test_machine.py.
"""

import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from bot.sandbox.faults import Fault
from bot.sandbox.kinds import Moment
from bot.sandbox.sandbox import Sandbox
from tests.instance import Instance
from tests.machine import Clock, SmallDisk
from tests.warm import Run


def count_public(world: Sandbox) -> tuple[int, int]:
    return len(world.facebook.posts()), len(world.instagram.posts())


def is_plain(run: Run, words: str) -> bool:
    said = " ".join((run.out + run.err).split())
    return run.status == 4 and words in said and "Traceback" not in said


def run_until_public(world: Sandbox, instance: Instance, expected: tuple[int, int]) -> None:
    """A few passes: what is unconfirmed takes two looks."""
    for _ in range(4):
        instance.bot("run", "--once")
        if count_public(world) == expected:
            break
    instance.bot("run", "--once")
    assert count_public(world) == expected
    assert {post["status"] for post in instance.bot("posts", "--json").json} == {"published"}


def test_nothing_is_sent_from_a_full_disk_and_everything_afterwards(
    disk: SmallDisk, world: Sandbox, instance: Instance
) -> None:
    instance.bot("run", "--once")
    world.archive.publish_next(1)
    disk.fill()
    run = instance.bot("run", "--once", BOT_LANGUAGE="en")
    assert is_plain(run, "The disk is full"), run
    assert count_public(world) == (0, 0)
    disk.free()
    run_until_public(world, instance, (1, 1))


def do_when(condition: Callable[[], bool], deed: Callable[[], None]) -> threading.Thread:
    """Do something as soon as a condition holds, beside what goes on."""

    def watch() -> None:
        end = time.monotonic() + 30
        while not condition() and time.monotonic() < end:
            time.sleep(0.01)
        deed()

    thread = threading.Thread(target=watch)
    thread.start()
    return thread


@pytest.mark.slow
def test_a_disk_that_fills_up_in_the_visible_call_doubles_nothing(
    disk: SmallDisk, world: Sandbox, instance: Instance
) -> None:
    """The fence is written, the receipt is not."""
    instance.bot("run", "--once")
    world.archive.publish_next(1)
    world.faults.add(Fault(point="facebook.feed", kind="slow", when=Moment.AFTER))
    filling = do_when(lambda: world.ledger.requests("facebook.feed") == 1, disk.fill)
    run = instance.bot("run", "--once", BOT_LANGUAGE="en", BOT_HTTP_TIMEOUT="3s")
    filling.join()
    assert is_plain(run, "The disk is full"), run
    disk.free()
    run_until_public(world, instance, (1, 1))
    assert world.ledger.requests("facebook.feed") == 1


def test_nothing_is_sent_from_a_disk_that_cannot_be_written(
    disk: SmallDisk, world: Sandbox, instance: Instance
) -> None:
    instance.bot("run", "--once")
    world.archive.publish_next(1)
    disk.forbid_writing()
    run = instance.bot("run", "--once", BOT_LANGUAGE="en")
    assert is_plain(run, "read-only"), run
    assert count_public(world) == (0, 0)
    disk.allow_writing()
    run_until_public(world, instance, (1, 1))


@pytest.mark.patient
def test_a_clock_that_was_two_hours_fast_doubles_nothing_and_loses_nothing(
    clock: Clock, world: Sandbox, instance: Instance
) -> None:
    """An answer is lost by the wrong time, and looked for by the right one."""
    instance.settings |= clock.environment
    clock.set_wrong(hours=2)
    instance.bot("run", "--once")
    world.archive.publish_next(1)
    world.faults.add(Fault(point="facebook.feed", kind="drop", when=Moment.AFTER))
    by_both_clocks = 2
    for point, looks_before in (("facebook.photo", 0), ("facebook.published_posts", by_both_clocks)):
        world.faults.add(Fault(point=point, kind="http_500", times=99, skip=looks_before))
    instance.bot("run", "--once")
    posts = instance.bot("posts", "--json").json
    assert "unconfirmed" in {post["status"] for post in posts}
    assert datetime.fromisoformat(posts[0]["due_at"]) > datetime.now(UTC) + timedelta(hours=1)
    clock.set_wrong(hours=0)
    world.faults.clear()
    world.archive.publish_next(1)
    run_until_public(world, instance, (2, 2))
    assert world.ledger.requests("facebook.feed") == 2


@pytest.mark.slow
def test_a_database_that_is_held_for_a_while_is_waited_for(world: Sandbox, instance: Instance) -> None:
    instance.bot("run", "--once")
    world.archive.publish_next(1)
    with closing(sqlite3.connect(instance.home / "state" / "bot.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with ThreadPoolExecutor(1) as beside:
            running = beside.submit(instance.bot, "run", "--once")
            time.sleep(3)
            other.execute("ROLLBACK")
    assert running.result().status == 0
    assert count_public(world) == (1, 1)
