"""The database itself refuses what must never be, whatever the code does."""

import pytest
from sqlalchemy import delete, func, insert, select, update

from bot.domain.errors import StorageError
from bot.storage.database import Database, Duplicate
from bot.storage.posts import Posts
from bot.storage.publishing import Publishing
from bot.storage.schema import article_keys, articles, attempts, posts, stops
from tests.databases import NOW
from tests.known_channels import INSTAGRAM
from tests.storage.samples import add_article, add_post, make_composition


def change_post(database: Database, post_id: int, **values: object) -> None:
    with database.write() as connection:
        connection.execute(update(posts).where(posts.c.id == post_id).values(**values))


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"status": "erledigt"}, id="unknown status"),
        pytest.param({"channel": ""}, id="no channel"),
        pytest.param({"status": "publishing"}, id="publishing without a lease"),
        pytest.param({"lease_owner": "w", "lease_until": NOW}, id="lease without publishing"),
        pytest.param({"status": "published"}, id="published without a receipt"),
        pytest.param({"status": "published", "remote_id": "1"}, id="published without a time"),
        pytest.param({"status": "unconfirmed"}, id="unconfirmed but never sent"),
        pytest.param({"article_id": 99}, id="no such article"),
        pytest.param({"caption": None}, id="no caption"),
    ],
)
def test_nonsense_about_a_post_is_refused(database: Database, values: dict[str, object]) -> None:
    post_id = add_post(database)
    with pytest.raises(StorageError):
        change_post(database, post_id, **values)


def test_an_article_has_one_post_per_channel(database: Database) -> None:
    first, second = add_post(database, 1), add_post(database, 2)
    with pytest.raises(Duplicate):
        change_post(database, second, article_id=Posts(database).get_post(first).article_id)


def test_an_account_runs_one_post_at_a_time(database: Database) -> None:
    first, second = add_post(database, 1), add_post(database, 2)
    change_post(database, first, status="publishing", lease_owner="a", lease_until=NOW)
    with pytest.raises(Duplicate):
        change_post(database, second, status="publishing", lease_owner="b", lease_until=NOW)


def test_two_accounts_run_beside_each_other(database: Database) -> None:
    first = add_post(database, 1)
    second = add_post(database, 2, composition=make_composition(INSTAGRAM), account="instagram:1")
    for post_id in (first, second):
        change_post(database, post_id, status="publishing", lease_owner="a", lease_until=NOW)
    assert len({post.account for post in Posts(database).list_posts()}) == 2


def test_what_happened_to_an_attempt_is_never_rewritten(database: Database) -> None:
    post = Posts(database).get_post(add_post(database))
    Publishing(database, "w").claim(post, now=NOW, until=NOW)
    with pytest.raises(StorageError, match="append-only"), database.write() as connection:
        connection.execute(update(attempts).values(step="published"))


@pytest.mark.parametrize("kind", ["url", "guid"])
def test_an_address_belongs_to_one_article(database: Database, kind: str) -> None:
    first, second = add_article(database, 1), add_article(database, 2)
    row = {"kind": kind, "value": "gleich"}
    with pytest.raises(Duplicate), database.write() as connection:
        connection.execute(insert(article_keys), [{**row, "article_id": n} for n in (first, second)])


@pytest.mark.parametrize(
    ("table", "values"),
    [
        pytest.param(articles, {"status": "weg"}, id="article status"),
        pytest.param(article_keys, {"kind": "titel"}, id="kind of key"),
        pytest.param(attempts, {"post_id": 1, "number": 0, "step": "claimed", "at": NOW}, id="number 0"),
        pytest.param(attempts, {"post_id": 1, "number": 1, "step": "gehofft", "at": NOW}, id="step"),
        pytest.param(stops, {"scope": "*", "kind": "laune", "since": NOW}, id="kind of stop"),
    ],
)
def test_unknown_words_are_refused(database: Database, table: object, values: dict[str, object]) -> None:
    add_post(database)
    statement = update(table) if table in {articles, article_keys} else insert(table)  # type: ignore[arg-type]
    with pytest.raises(StorageError), database.write() as connection:
        connection.execute(statement.values(**values))


def test_an_article_with_posts_cannot_vanish(database: Database) -> None:
    add_post(database)
    with pytest.raises(StorageError), database.write() as connection:
        connection.execute(delete(articles))
    with database.read() as connection:
        assert connection.execute(select(func.count()).select_from(articles)).scalar() == 1


def test_a_naive_time_is_a_mistake(database: Database) -> None:
    post_id = add_post(database)
    with pytest.raises(StorageError, match="naive time"):
        change_post(database, post_id, due_at=NOW.replace(tzinfo=None))


def write_half(database: Database) -> None:
    with database.write() as connection:
        connection.execute(update(posts).values(reason="halb"))
        raise ZeroDivisionError


def test_a_failed_transaction_leaves_nothing(database: Database) -> None:
    post_id = add_post(database)
    with pytest.raises(ZeroDivisionError):
        write_half(database)
    assert Posts(database).get_post(post_id).reason == ""
