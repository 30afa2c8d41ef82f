"""A database of an earlier release opens in this one; one of a later release is refused."""

import contextlib
import re
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect

from bot.domain.errors import StorageError
from bot.domain.post import PostStatus
from bot.domain.state import AuditEntry
from bot.storage import migrations
from bot.storage.articles import Articles
from bot.storage.database import Database
from bot.storage.migrations import HEAD, KNOWN, get_revision, migrate
from bot.storage.posts import Posts
from bot.storage.schema import metadata
from bot.storage.state import Journal
from tests.databases import NOW, OpenDatabase
from tests.storage.samples import add_post

OLD = sorted((Path(__file__).parent / "old").glob("*.sql"))


def find_scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    return ScriptDirectory.from_config(config)


def test_the_known_migrations_are_the_scripts() -> None:
    scripts = find_scripts()
    assert scripts.get_current_head() == HEAD
    assert {script.revision for script in scripts.walk_revisions()} == KNOWN


def test_every_released_schema_is_kept_for_these_tests() -> None:
    assert {path.stem for path in OLD} == KNOWN


def test_migrated_tables_are_those_of_the_code(database: Database) -> None:
    with database.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_migrated_constraints_are_those_of_the_code(database: Database) -> None:
    """Alembic compares no CHECKs; the database tells them."""
    made = create_engine("sqlite://")
    metadata.create_all(made)
    with database.read() as connection:
        migrated, wanted = inspect(connection), inspect(made)
        for table in metadata.tables:
            names = {check["name"] for check in migrated.get_check_constraints(table)}
            assert names == {check["name"] for check in wanted.get_check_constraints(table)}
    made.dispose()


def list_checks(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return sorted(re.sub(r"\s+", " ", sql) for (sql,) in rows)


def test_a_released_migration_is_never_edited(tmp_path: Path, open_database: OpenDatabase) -> None:
    path = write_old(tmp_path, OLD[-1])
    fresh = open_database(f"sqlite:///{tmp_path}/fresh.db")
    assert fresh.path is not None
    with (
        contextlib.closing(sqlite3.connect(path)) as old,
        contextlib.closing(sqlite3.connect(fresh.path)) as new,
    ):
        assert list_checks(old) == list_checks(new)


def write_old(folder: Path, dump: Path) -> Path:
    path = folder / f"{dump.stem}.db"
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript(dump.read_text(encoding="utf-8"))
    return path


@pytest.mark.parametrize("dump", OLD, ids=lambda path: path.stem)
def test_a_kept_old_database_opens_with_its_rows(
    tmp_path: Path, open_database: OpenDatabase, dump: Path
) -> None:
    database = open_database(f"sqlite:///{write_old(tmp_path, dump)}")
    assert get_revision(database) == HEAD
    assert [known.article.title for known in Articles(database).list_known()] == [
        "Sommerfest 2",
        "Sommerfest 1",
    ]
    statuses = {post.id: post.status for post in Posts(database).list_posts()}
    assert statuses == {1: PostStatus.PUBLISHED, 2: PostStatus.UNCONFIRMED, 3: PostStatus.DRAFT}


def test_a_migration_that_loses_a_row_that_others_need_changes_nothing(database: Database) -> None:
    """SQLite replaces a table with its foreign keys unwatched, so they are looked at before the end."""
    add_post(database)
    Journal(database).record(AuditEntry(at=NOW, who="Ada", verb="approve", post_id=1, detail=""))
    with pytest.raises(StorageError), database.rebuild() as connection:
        connection.exec_driver_sql("DELETE FROM posts")
    assert [post.id for post in Posts(database).list_posts()] == [1]
    with pytest.raises(StorageError), database.write() as connection:
        connection.exec_driver_sql("DELETE FROM posts")


def test_an_old_database_is_saved_before_it_is_touched(tmp_path: Path, database_url: str) -> None:
    """The last release's tables with an earlier number stand for an earlier release."""
    database = Database(database_url, home=tmp_path)
    migrate(database, now=NOW)
    Journal(database).note("kept", "yes", now=NOW)
    saved = migrations.save_before(database, "0000", NOW)
    assert (saved is not None) is database.is_sqlite
    if saved:
        copy = Database(f"sqlite:///{saved}", home=tmp_path)
        note = Journal(copy).find_note("kept")
        copy.close()
        assert note is not None
        assert note.value == "yes"
        assert saved.name == f"bot-before-{HEAD}-from-0000-20260601T090000.db"
    database.close()


def test_a_new_database_is_made_without_a_copy(tmp_path: Path, database_url: str) -> None:
    database = Database(database_url, home=tmp_path)
    assert migrate(database, now=NOW) is None
    assert migrate(database, now=NOW) is None
    database.close()


def test_a_database_of_a_newer_release_is_refused(database: Database) -> None:
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StorageError, match=r"newer release .*Nothing was changed"):
        migrate(database, now=NOW)
    assert get_revision(database) == "9999"
