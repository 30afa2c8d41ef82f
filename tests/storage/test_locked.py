"""Every public method of every store, while another program holds the database."""

import contextlib
import inspect
import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import create_engine, select, text, update

from bot.domain.article import ArticleStatus, Entry, Source, Triage
from bot.domain.errors import StorageError
from bot.domain.likeness import fingerprint
from bot.domain.post import Ending, PostError, PostStatus, Receipt, Step
from bot.domain.state import EVERYTHING, AuditEntry, Role, Stop, StopKind
from bot.storage import articles, posts, publishing, schema, state
from bot.storage.database import Database
from bot.storage.schema import metadata
from tests.databases import NOW, OpenDatabase, PostgresServer
from tests.storage.samples import SOURCE, add_post, make_article, make_composition, make_new_post

STORES: dict[type, ModuleType] = {
    articles.Articles: articles,
    state.Journal: state,
    state.Leases: state,
    state.People: state,
    posts.Posts: posts,
    publishing.Publishing: publishing,
    state.Sources: state,
    state.Stops: state,
}
ENDING = Ending(status=PostStatus.FAILED, due_at=NOW, error=None)
ARGUMENTS: dict[str, Any] = {
    "allowed": [PostStatus.SCHEDULED],
    "article": make_article(9),
    "article_id": 1,
    "composition": make_composition(),
    "content": fingerprint("Sommerfest", "Der Verein feiert im Bürgerhaus."),
    "deed": AuditEntry(at=NOW, who="anna", verb="pause", post_id=None, detail=""),
    "due_at": NOW,
    "ending": ENDING,
    "error": PostError(kind="rejected", code="1", message="nein", advice=""),
    "entries": [Entry(url=SOURCE)],
    "entry": Entry(url=SOURCE),
    "lands_until": NOW,
    "listed": Entry(url=SOURCE),
    "new": [make_new_post()],
    "now": NOW,
    "post_id": 1,
    "receipt": Receipt(remote_id="1", permalink="https://platform.example/1"),
    "since": NOW,
    "step": Step.UNKNOWN,
    "stop": Stop(scope=EVERYTHING, kind=StopKind.PAUSE, reason="", since=NOW),
    "until": NOW + timedelta(minutes=5),
    "triage": Triage(status=ArticleStatus.NEW),
}
SPECIAL = {
    "Articles.set_status.status": ArticleStatus.GONE,
    "People.add.role": Role.READ,
    "Posts.list_with.status": PostStatus.SCHEDULED,
    "Sources.save.source": Source(url=SOURCE),
}
TOUCHES_NO_TABLE = {"lead"}
METHODS = [
    (store, name)
    for store in STORES
    for name, function in inspect.getmembers(store, inspect.isfunction)
    if not name.startswith("_") and name not in TOUCHES_NO_TABLE
]


def make_arguments(store: type, name: str, post: Any) -> dict[str, Any]:
    """What a method needs, by the names of its parameters."""
    needed = inspect.signature(getattr(store, name)).parameters.values()
    given = {**ARGUMENTS, "post": post}
    arguments = {
        p.name: SPECIAL.get(f"{store.__name__}.{name}.{p.name}", given.get(p.name, "1"))
        for p in needed
        if p.name != "self" and p.default is p.empty and p.kind is not p.VAR_KEYWORD
    }
    return arguments | ({"reason": "anders"} if name == "change" else {})


@contextlib.contextmanager
def held(database: Database) -> Iterator[None]:
    """Another program keeps everybody out."""
    database.close()
    if database.is_sqlite:
        with contextlib.closing(sqlite3.connect(str(database.path), isolation_level=None)) as other:
            other.execute("PRAGMA locking_mode=EXCLUSIVE")
            other.execute("BEGIN EXCLUSIVE")
            yield
        return
    engine = create_engine(database.url)
    with engine.begin() as other:
        other.execute(text(f"LOCK TABLE {', '.join(metadata.tables)} IN ACCESS EXCLUSIVE MODE"))
        yield
    engine.dispose()


Make = Callable[[type], Any]


@pytest.mark.parametrize(("store", "name"), METHODS, ids=lambda value: getattr(value, "__name__", value))
def test_a_locked_database_is_told_in_plain_words(database: Database, store: type, name: str) -> None:
    post = posts.Posts(database).get_post(add_post(database))
    worker = ["w"] if store is publishing.Publishing else []
    method = getattr(store(database, *worker), name)
    arguments = make_arguments(store, name, post)
    with held(database), pytest.raises(StorageError, match="in use by another program"):
        method(**arguments)


def test_a_row_that_another_claims_right_now_is_left_to_it(
    postgres: PostgresServer, open_database: OpenDatabase
) -> None:
    """FOR UPDATE SKIP LOCKED: the second daemon does not wait for the first one's transaction."""
    database = open_database(postgres.create())
    post = posts.Posts(database).get_post(add_post(database))
    with database.write() as other:
        other.execute(text("SELECT id FROM posts FOR UPDATE"))
        assert publishing.Publishing(database, "b").claim(post, now=NOW, until=NOW) is None
    assert publishing.Publishing(database, "b").claim(post, now=NOW, until=NOW) is not None


@pytest.mark.parametrize(("seconds", "told"), [(20, [20]), (1, [])], ids=["long", "a moment at most"])
def test_who_waits_for_another_program_says_so_before_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seconds: int, told: list[int]
) -> None:
    monkeypatch.setattr("bot.storage.database.MOMENT", timedelta(seconds=1))
    waits: list[int] = []
    other = sqlite3.connect(tmp_path / "bot.db", isolation_level=None)

    def tell_wait(seconds: int) -> None:
        waits.append(seconds)
        other.execute("ROLLBACK")

    patience = timedelta(seconds=seconds)
    ours = Database("sqlite:///bot.db", home=tmp_path, patience=patience, tell_wait=tell_wait)
    with contextlib.closing(ours), contextlib.closing(other):
        with ours.write() as connection:
            metadata.create_all(connection)
        state.Journal(ours).note("count", "0", now=NOW)
        assert waits == []
        other.execute("BEGIN IMMEDIATE")
        with contextlib.nullcontext() if told else pytest.raises(StorageError, match="in use"):
            state.Journal(ours).note("count", "1", now=NOW)
    assert waits == told


def test_who_reads_and_then_writes_waits_for_others_before_reading(
    database_url: str, open_database: OpenDatabase, tmp_path: Path
) -> None:
    """A transaction that began by reading could not write any more once another has written."""
    open_database(database_url)
    patient = Database(database_url, home=tmp_path, patience=timedelta(seconds=20))
    state.Journal(patient).note("count", "0", now=NOW)

    def count_up() -> None:
        with patient.write() as connection:
            query = select(schema.notes.c.value).where(schema.notes.c.name == "count").with_for_update()
            value = int(connection.execute(query).scalar_one())
            time.sleep(0.05)
            connection.execute(update(schema.notes).values(value=str(value + 1)))

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(count_up) for _ in range(8)]:
            done.result()
    note = state.Journal(patient).find_note("count")
    patient.close()
    assert note is not None
    assert note.value == "8"
