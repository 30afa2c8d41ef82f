"""Two daemons on one PostgreSQL, each in the middle of the other's transaction."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from bot.domain.article import ArticleStatus
from bot.domain.errors import StorageError
from bot.domain.post import Ending, Post, PostStatus, Receipt, Step
from bot.storage import migrations, publishing
from bot.storage.articles import Articles
from bot.storage.backup import backup, restore
from bot.storage.database import Database
from bot.storage.posts import Posts
from bot.storage.publishing import Publishing
from bot.storage.schema import notes
from bot.storage.state import Journal
from tests.databases import HERE, NOW, PostgresServer
from tests.known_channels import FACEBOOK, INSTAGRAM
from tests.storage.samples import add_article, add_post, make_new_post

PATIENCE = timedelta(seconds=20)
HALF_A_SECOND = 0.5
"""So long a transaction stays open in which the other daemon comes."""

UNKNOWN = Ending(status=PostStatus.UNCONFIRMED, due_at=NOW, error=None, lands_until=NOW)


@pytest.fixture
def pair(postgres: PostgresServer, tmp_path: Path) -> Iterator[tuple[Database, Database]]:
    """An empty server's database as two daemons see it; nothing is migrated."""
    url = postgres.create()
    one, two = (Database(url, home=tmp_path, patience=PATIENCE) for _ in range(2))
    yield one, two
    one.close()
    two.close()


def begin(deed: Callable[[], object], told: list[object]) -> threading.Thread:
    """Do it beside what goes on, and give it time to arrive; told: what it returned or raised."""

    def run() -> None:
        try:
            told.append(deed())
        except Exception as error:  # noqa: BLE001 - the test looks at it
            told.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    time.sleep(HALF_A_SECOND)
    return thread


@pytest.fixture
def meet(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], list[object]]:
    """Does something the first time that a receipt is written but not yet committed."""

    def arrange(deed: Callable[[], object]) -> list[object]:
        told: list[object] = []
        settle, began = publishing.settle_article, list[threading.Thread]()

        def settle_slowly(*words: object) -> None:
            settle(*words)  # type: ignore[arg-type]
            if not began:
                began.append(threading.current_thread())
                begin(deed, told)

        monkeypatch.setattr(publishing, "settle_article", settle_slowly)
        return told

    return arrange


def wait_for(told: list[object]) -> object:
    """What the other one says in the end."""
    for _ in range(600):
        if told:
            return told[0]
        time.sleep(0.1)
    raise TimeoutError


def publish(database: Database, post: Post, remote_id: str) -> bool:
    receipt = Receipt(remote_id=remote_id, permalink="https://platform.example/1")
    return Publishing(database, "w").record_receipt(post, receipt, step=Step.FOUND, now=NOW)


def test_the_second_to_start_finds_the_tables_made(pair: tuple[Database, Database]) -> None:
    told: list[object] = []
    with pair[0].write() as connection:
        migrations._upgrade(connection)
        thread = begin(lambda: migrations.migrate(pair[1], now=NOW), told)
        assert told == []
    thread.join()
    assert told == [None]
    assert add_post(pair[1]) == 1


def test_an_article_whose_posts_are_published_at_once_is_posted(
    pair: tuple[Database, Database], meet: Callable[[Callable[[], object]], list[object]]
) -> None:
    migrations.migrate(pair[0], now=NOW)
    both = [make_new_post(FACEBOOK), make_new_post(INSTAGRAM)]
    first, second = map(Posts(pair[0]).get_post, Posts(pair[0]).add_all(add_article(pair[0]), both, now=NOW))
    told = meet(lambda: publish(pair[1], second, "2"))
    assert publish(pair[0], first, "1")
    assert wait_for(told) is True
    assert Articles(pair[0]).list_known()[0].status is ArticleStatus.POSTED


def test_one_public_post_is_not_found_for_two_of_ours_at_once(
    pair: tuple[Database, Database], meet: Callable[[Callable[[], object]], list[object]]
) -> None:
    migrations.migrate(pair[0], now=NOW)
    first, second = (leave_open(pair[0], number) for number in (1, 2))
    told = meet(lambda: publish(pair[1], second, "same"))
    assert publish(pair[0], first, "same")
    assert wait_for(told) is False


def leave_open(database: Database, number: int) -> Post:
    """A post that was sent and whose answer got lost."""
    protocol = Publishing(database, "w")
    claimed = protocol.claim(Posts(database).get_post(add_post(database, number)), now=NOW, until=NOW)
    assert claimed is not None
    assert protocol.fence(claimed, now=NOW, until=NOW)
    protocol.record_error(claimed, UNKNOWN, step=Step.UNKNOWN, now=NOW)
    return Posts(database).get_post(claimed.id)


def test_a_restore_that_another_crosses_is_told_in_plain_words(
    pair: tuple[Database, Database], tmp_path: Path
) -> None:
    migrations.migrate(pair[0], now=NOW)
    Journal(pair[0]).note("heartbeat", "", now=NOW)
    copy = backup(pair[0], tmp_path / "copy.db", now=NOW)
    Journal(pair[0]).forget("heartbeat")
    told: list[object] = []
    with pair[0].write() as connection:
        connection.execute(insert(notes).values(name="heartbeat", value="", at=NOW))
        thread = begin(lambda: restore(pair[1], copy, now=NOW), told)
        while not is_waiting(pair[0]):
            time.sleep(0.05)
    thread.join()
    assert isinstance(told[0], StorageError)
    assert "Nothing was changed" in str(told[0])


def is_waiting(database: Database) -> bool:
    """Whether somebody waits for another's transaction."""
    with database.read() as connection:
        query = f"SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND {HERE}"
        return bool(connection.exec_driver_sql(query).scalar_one())
