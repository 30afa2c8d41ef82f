"""Of several daemons one does an errand at a time, whatever their clocks say."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.daemon.errands import run_errands
from bot.daemon.timetable import Errand
from bot.domain.post import PostStatus
from bot.settings import Settings
from bot.storage.leases import Leases
from bot.wiring import Instance
from tests.databases import NOW, PostgresServer
from tests.storage.samples import add_post

DAY = timedelta(days=1)
Open = Callable[[datetime], Instance]


@pytest.fixture
def open_daemon(postgres: PostgresServer, tmp_path: Path) -> Iterator[Open]:
    """Daemons' instances on one database, each with a clock of its own."""
    settings = Settings(home=tmp_path, database_url=postgres.create())  # type: ignore[arg-type] # a SecretStr
    with ExitStack() as closing_time:

        def open_one(now: datetime) -> Instance:
            return closing_time.enter_context(closing(Instance(settings, clock=lambda: now)))

        yield open_one


def publish(app: Instance) -> PostStatus:
    """What an overdue post is after this daemon's errand: `missed`, if it did the errand."""
    run_errands(app, [Errand.PUBLISH], holder=app.worker)
    return app.posts.list_posts()[0].status


def test_a_wrong_clock_takes_the_lease_early_but_does_not_work_beside_the_other(open_daemon: Open) -> None:
    true, fast = open_daemon(NOW), open_daemon(NOW + 2 * DAY)
    add_post(true.database, due_at=NOW)
    leases = Leases(true.database)
    assert leases.take(Errand.PUBLISH, true.worker, now=NOW, until=NOW + true.rules.lease)
    with leases.lead(Errand.PUBLISH):
        assert publish(fast) is PostStatus.SCHEDULED
    assert publish(fast) is PostStatus.MISSED


def test_what_another_daemon_holds_by_its_lease_is_left_to_it(open_daemon: Open) -> None:
    first, second = open_daemon(NOW), open_daemon(NOW)
    overdue = add_post(first.database, due_at=NOW - 2 * DAY)
    Leases(first.database).take(Errand.PUBLISH, "elsewhere", now=NOW, until=NOW + DAY)
    assert publish(second) is PostStatus.SCHEDULED
    Leases(first.database).release_all("elsewhere")
    assert publish(second) is PostStatus.MISSED
    assert first.posts.get_post(overdue).status is PostStatus.MISSED
