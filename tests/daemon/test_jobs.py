"""Of several daemons one does an job at a time; a step that crashes is told and stops no other."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.app import Instance
from bot.config import parse_settings
from bot.daemon.child import run_jobs
from bot.daemon.jobs import Job
from bot.domain.errors import StorageError
from bot.domain.post import PostStatus
from bot.domain.state import CRASHED, GOOD_SHIFT, TIDY
from bot.storage.state import Leases
from tests.databases import NOW
from tests.mailbox import Mailbox
from tests.storage.samples import add_post

DAY = timedelta(days=1)
Open = Callable[[datetime], Instance]


@pytest.fixture
def url(database_url: str) -> str:
    """A database of each kind."""
    return database_url


@pytest.fixture
def open_daemon(url: str, tmp_path: Path, mailbox: Mailbox) -> Iterator[Open]:
    """Daemons' instances on one database, each with a clock of its own; all tell the same mailbox."""
    given = {"BOT_DATABASE_URL": url, "BOT_NOTIFY_URLS": mailbox.address, "BOT_LANGUAGE": "en"}
    settings = parse_settings(tmp_path, given)
    with ExitStack() as closing_time:

        def open_one(now: datetime) -> Instance:
            return closing_time.enter_context(closing(Instance(settings, clock=lambda: now)))

        yield open_one


def publish(app: Instance) -> PostStatus:
    """What an overdue post is after this daemon's job: `missed`, if it did the job."""
    run_jobs(app, [Job.PUBLISH], name="publish", holder=app.worker)
    return app.posts.list_posts()[0].status


def test_a_wrong_clock_takes_the_lease_early_but_does_not_work_beside_the_other(
    open_daemon: Open, url: str
) -> None:
    if url.startswith("sqlite"):
        pytest.skip("daemons on SQLite share one machine and its clock")
    true, fast = open_daemon(NOW), open_daemon(NOW + 2 * DAY)
    add_post(true.database, due_at=NOW)
    leases = Leases(true.database)
    assert leases.take(Job.PUBLISH, true.worker, now=NOW, until=NOW + true.rules.lease)
    with leases.lead(Job.PUBLISH):
        assert publish(fast) is PostStatus.SCHEDULED
    assert publish(fast) is PostStatus.MISSED


def test_what_another_daemon_holds_by_its_lease_is_left_to_it(open_daemon: Open) -> None:
    first, second = open_daemon(NOW), open_daemon(NOW)
    overdue = add_post(first.database, due_at=NOW - 2 * DAY)
    Leases(first.database).take(Job.PUBLISH, "elsewhere", now=NOW, until=NOW + DAY)
    assert publish(second) is PostStatus.SCHEDULED
    Leases(first.database).take(Job.PUBLISH, "elsewhere", now=NOW, until=NOW)
    assert publish(second) is PostStatus.MISSED
    assert first.posts.get_post(overdue).status is PostStatus.MISSED


def spoil(app: Instance, post_id: int, error: str) -> None:
    """Somebody edits a row by hand."""
    with app.database.write() as connection:
        connection.execute(
            text("UPDATE posts SET error = :error WHERE id = :id"), {"error": error, "id": post_id}
        )


def test_a_crash_is_logged_told_once_and_stops_no_other_step(open_daemon: Open, mailbox: Mailbox) -> None:
    app = open_daemon(NOW)
    post_id = add_post(app.database, due_at=NOW - 2 * DAY)
    spoil(app, post_id, '{"nonsense": 1}')
    for _ in range(2):
        assert not run_jobs(app, [Job.PUBLISH, Job.TIDY], name="publish", holder=app.worker)
    assert set(app.journal.list_notes(CRASHED)) == {"crashed publish"}
    assert app.journal.find_note(TIDY)
    assert len(mailbox.mails) == 1
    assert "“publish”, failed: " in mailbox.text
    assert app.journal.find_note(GOOD_SHIFT) is None


def test_a_shift_whose_good_end_cannot_be_written_ends_without_a_traceback(
    open_daemon: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_daemon(NOW)
    write = app.journal.note

    def note(name: str, value: str, *, now: datetime) -> None:
        if name == GOOD_SHIFT:
            raise StorageError("The disk is full.")
        write(name, value, now=now)

    monkeypatch.setattr(app.journal, "note", note)
    assert not run_jobs(app, [Job.TIDY], name="publish", holder=app.worker)
    assert app.journal.find_note(GOOD_SHIFT) is None


def test_a_crash_is_forgotten_when_the_step_goes_well_again(open_daemon: Open) -> None:
    app = open_daemon(NOW)
    post_id = add_post(app.database, due_at=NOW - 2 * DAY)
    spoil(app, post_id, '{"nonsense": 1}')
    run_jobs(app, [Job.PUBLISH], name="publish", holder=app.worker)
    spoil(app, post_id, "null")
    assert run_jobs(app, [Job.PUBLISH], name="publish", holder=app.worker)
    assert app.journal.list_notes(CRASHED) == {}
    assert app.journal.find_note(GOOD_SHIFT)


def test_a_crash_that_an_earlier_release_noted_is_forgotten_too(open_daemon: Open) -> None:
    """It knew one kind of shift and called it by no name."""
    app = open_daemon(NOW)
    app.journal.note(f"{CRASHED}shift", "it ended with status -9", now=NOW)
    assert run_jobs(app, [Job.PUBLISH], name="publish", holder=app.worker)
    assert app.journal.list_notes(CRASHED) == {}


def test_every_job_has_words_of_its_own_for_people() -> None:
    """`systemctl status` shows them."""
    assert len({job.doing for job in Job}) == len(Job)
