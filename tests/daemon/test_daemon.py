"""A real daemon against the sandbox: notices, publishes once, stops in order, survives being killed."""

import os
import re
import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from bot.sandbox.faults import Fault
from bot.sandbox.kinds import Moment
from bot.sandbox.ledger import Act
from bot.sandbox.sandbox import Sandbox
from tests.daemon.conftest import Running, Start
from tests.mailbox import Mailbox

pytestmark = pytest.mark.slow


LEASE, PATIENCE = 12, 6
"""Seconds: how long a claim holds after its daemon died, and how soon afterwards that must be noticed."""


def count_public(world: Sandbox) -> tuple[int, int]:
    return len(world.facebook.posts()), len(world.instagram.posts())


def await_baseline(daemon: Running) -> None:
    daemon.wait_for(lambda: "status=baseline" in daemon.log and not daemon.find_shift())


def await_another_look(daemon: Running) -> None:
    """One that begins from now on, to its end."""
    before = daemon.log.count("looking")
    daemon.wait_for(lambda: daemon.log.count("looking") > before and not daemon.find_shift())


def test_a_daemon_without_a_source_says_so(start: Start) -> None:
    """As when it was started in a folder that is no instance."""
    daemon = start(BOT_ARCHIVE_URLS="")
    daemon.wait_for(lambda: "started" in daemon.log)
    assert "No source is named. Set BOT_ARCHIVE_URLS to the address of the news page." in daemon.log
    daemon.tell(signal.SIGINT)
    assert daemon.end() == 0


def test_new_articles_are_published_once_and_signals_are_obeyed(
    world: Sandbox, start: Start, tmp_path: Path
) -> None:
    """SIGHUP reads the settings again, and wrong ones leave the old; SIGTERM ends it in time."""
    daemon = start()
    await_baseline(daemon)
    settings = tmp_path / "instance" / ".env"
    settings.write_text("BOT_KEEP=ewig\n")
    daemon.tell(signal.SIGHUP)
    daemon.wait_for(lambda: "BOT_KEEP" in daemon.log)
    settings.write_text("BOT_KEEP=30d\n")
    daemon.tell(signal.SIGHUP)
    daemon.wait_for(lambda: "settings_read" in daemon.log)
    world.archive.publish_next(2)
    daemon.wait_for(lambda: count_public(world) == (2, 2))
    await_another_look(daemon)
    assert count_public(world) == (2, 2)
    daemon.tell(signal.SIGTERM)
    assert daemon.end() == 0
    assert [
        line for line in daemon.log.splitlines() if "step_crashed" in line and "BOT_KEEP" not in line
    ] == []
    state = tmp_path / "instance" / "state"
    assert len((state / "sendings.log").read_text().splitlines()) == 4
    with closing(sqlite3.connect(state / "bot.db")) as connection:
        [(rest, look)] = connection.execute(
            "SELECT max(notes.at), max(looked_at) FROM notes, sources WHERE name = 'at rest'"
        )
    assert rest > look


def test_what_a_command_changed_is_noticed(world: Sandbox, start: Start, tmp_path: Path) -> None:
    daemon = start(BOT_HOLD="1h")
    await_baseline(daemon)
    world.archive.publish_next(1)
    database = tmp_path / "instance" / "state" / "bot.db"

    def run(words: str) -> list[tuple[int]]:
        with closing(sqlite3.connect(database, timeout=10)) as connection, connection:
            return connection.execute(words).fetchall()

    daemon.wait_for(lambda: run("SELECT count(*) FROM posts") == [(2,)] and not daemon.find_shift())
    assert count_public(world) == (0, 0)
    now = "strftime('%Y-%m-%d %H:%M:%f', 'now') || '000'"
    run(f"UPDATE posts SET due_at = {now}, pinned = 1 WHERE channel = 'facebook'")
    daemon.wait_for(lambda: count_public(world) == (1, 0))


@pytest.mark.patient
def test_the_week_is_reported_once_by_two_daemons_and_after_a_restart(
    start: Start, tmp_path: Path, mailbox: Mailbox
) -> None:
    daemon = start(BOT_NOTIFY_URLS=mailbox.address)
    await_baseline(daemon)
    daemon.tell(signal.SIGTERM)
    daemon.end()
    database = tmp_path / "instance" / "state" / "bot.db"
    with closing(sqlite3.connect(database, timeout=10)) as connection, connection:
        connection.execute("UPDATE notes SET at = datetime(at, '-14 days') WHERE name = 'report'")
    both = [start(BOT_NOTIFY_URLS=mailbox.address) for _ in range(2)]
    report = "Weekly report: 0 posts published"
    both[0].wait_for(lambda: report in mailbox.subjects)
    for one in both:
        one.tell(signal.SIGTERM)
        one.end()
    again = start(BOT_NOTIFY_URLS=mailbox.address)
    again.wait_for(lambda: "job=watch" in again.log or "looking" in again.log)
    assert mailbox.subjects.count(report) == 1


@pytest.mark.parametrize(
    "database_url", ["sqlite", pytest.param("postgresql", marks=pytest.mark.patient)], indirect=True
)
def test_killed_in_the_middle_of_a_visible_call_nothing_is_doubled_or_lost(
    world: Sandbox, start: Start, database_url: str
) -> None:
    daemon = start(BOT_DATABASE_URL=database_url)
    await_baseline(daemon)
    world.faults.add(Fault(point="facebook.feed", kind="slow", when=Moment.AFTER))
    world.archive.publish_next(1)
    daemon.wait_for(lambda: world.ledger.requests("facebook.feed") == 1)
    shift = daemon.find_shift()
    daemon.tell(signal.SIGKILL)
    os.kill(shift, signal.SIGKILL)
    daemon.end()
    again = start(BOT_DATABASE_URL=database_url)
    again.wait_for(lambda: count_public(world) == (1, 1), 90)
    await_another_look(again)
    assert count_public(world) == (1, 1)
    assert world.ledger.requests("facebook.feed") == 1


def test_a_shift_that_is_killed_is_told_and_the_daemon_goes_on(start: Start, mailbox: Mailbox) -> None:
    daemon = start(BOT_NOTIFY_URLS=mailbox.address)
    await_baseline(daemon)
    daemon.wait_for(daemon.find_shift)
    os.kill(daemon.find_shift(), signal.SIGKILL)
    daemon.wait_for(lambda: mailbox.mails)
    assert re.search("“shift (publish|watch)”, failed: it ended with status -9", mailbox.text)


def test_a_stop_while_a_platform_hangs_is_in_time_and_loses_nothing(world: Sandbox, start: Start) -> None:
    """A second signal leaves at once."""
    daemon = start(BOT_HTTP_TIMEOUT="10m")
    await_baseline(daemon)
    world.faults.add(Fault(point="facebook.feed", kind="slow", when=Moment.AFTER))
    world.archive.publish_next(1)
    daemon.wait_for(lambda: world.ledger.requests("facebook.feed") == 1)
    daemon.tell(signal.SIGINT)
    assert daemon.end() == 0
    again = start()
    again.wait_for(lambda: count_public(world) == (1, 1), 90)
    world.faults.add(Fault(point="facebook.feed", kind="slow", when=Moment.AFTER))
    world.archive.publish_next(1)
    again.wait_for(lambda: world.ledger.requests("facebook.feed") == 2)
    again.tell(signal.SIGTERM)
    time.sleep(0.5)
    again.tell(signal.SIGTERM)
    assert again.end() == 1


@pytest.mark.patient
def test_of_two_daemons_one_works_and_the_other_takes_over_within_the_lease(
    world: Sandbox, start: Start, database_url: str, can_be_elsewhere: None
) -> None:
    """They cannot see whether the other's process lives, as on two machines."""
    shared = {"BOT_DATABASE_URL": database_url, "BOT_LEASE": f"{LEASE}s"}
    working = start(host="first", **shared)
    await_baseline(working)
    waiting = start(host="second", **shared)
    waiting.wait_for(lambda: " started " in waiting.log)
    world.archive.publish_next(1)
    working.wait_for(lambda: count_public(world) == (1, 1))
    working.wait_for(lambda: not working.find_shift())
    assert not any(word in waiting.log for word in ("looking", "publishing", "published"))
    working.tell(signal.SIGKILL)
    working.end()
    world.archive.publish_next(1)
    assert waiting.wait_for(lambda: "looking" in waiting.log) <= LEASE + PATIENCE
    waiting.wait_for(lambda: waiting.log.count(" published ") == 2)
    assert count_public(world) == (2, 2)
    logins = [entry for entry in world.ledger.entries if entry.act is Act.LOGGED_IN]
    assert len(logins) == 1, "one session of Instagram, handed over"


@pytest.mark.patient
def test_two_daemons_that_see_each_other_take_over_at_once(
    world: Sandbox, start: Start, database_url: str
) -> None:
    shared = {"BOT_DATABASE_URL": database_url, "BOT_LEASE": "10m"}
    first = start(**shared)
    await_baseline(first)
    second = start(**shared)
    second.wait_for(lambda: " started " in second.log)
    first.tell(signal.SIGKILL)
    first.end()
    world.archive.publish_next(1)
    second.wait_for(lambda: count_public(world) == (1, 1))


@pytest.mark.parametrize(
    ("name", "value"),
    [("BOT_HOLIDAYS", "Entenhausen"), ("BOT_DATABASE_URL", "mysql://bot@127.0.0.1/bot")],
)
def test_settings_that_cannot_work_end_it_with_their_exit_status(start: Start, name: str, value: str) -> None:
    daemon = start(**{name: value})
    assert daemon.end(40) == 3
    assert name in daemon.log
    assert "Traceback" not in daemon.log
