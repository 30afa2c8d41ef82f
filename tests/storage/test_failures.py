"""Disk full, read-only, damaged, not there: one plain sentence, and nothing half done."""

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from pwd import getpwuid

import pytest
from sqlalchemy import event

from bot.domain.errors import BotError, SettingsWrong, StorageError
from bot.storage.backup import backup
from bot.storage.database import Database, explain
from bot.storage.migrations import migrate
from bot.storage.posts import Posts
from bot.storage.state import Journal
from tests.databases import HERE, NOW, PATIENCE, OpenDatabase, PostgresServer
from tests.storage.samples import add_post

NOBODY = 65534


@pytest.fixture
def home(sqlite_template: Path) -> Iterator[Path]:
    """A folder that other users may reach, with a database in it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        state = folder / "state"
        state.mkdir()
        (state / "bot.db").write_bytes(sqlite_template.read_bytes())
        yield folder


Open = Callable[[], Database]


@pytest.fixture
def open_home(home: Path) -> Iterator[Open]:
    """Opens the folder's database as often as one likes, as it is, and closes all of them after the test."""
    opened: list[Database] = []

    def open_one() -> Database:
        opened.append(Database("sqlite:///state/bot.db", home=home, patience=PATIENCE))
        return opened[-1]

    yield open_one
    for database in opened:
        database.close()


def tell_as_ordinary_user(work: Callable[[], object]) -> str:
    """What the user reads when this is done without root's rights; empty when it works."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        if os.getuid() == 0:
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        try:
            work()
            answer = ""
        except BotError as error:
            answer = str(error)
        except BaseException as error:  # noqa: BLE001 - told to the parent, which fails on it
            answer = f"traceback: {error!r}"
        os.write(writer, answer.encode())
        os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    with os.fdopen(reader, "rb") as pipe:
        return pipe.read().decode()


def test_a_full_disk_is_told_and_nothing_is_half_written(open_home: Open) -> None:
    database = open_home()
    post_id = add_post(database)

    def fill(connection: object, entry: object) -> None:
        del entry
        connection.execute("PRAGMA max_page_count = 1")  # type: ignore[attr-defined] # never below what it has

    event.listen(database.engine, "connect", fill)
    database.close()
    with pytest.raises(StorageError, match="disk is full"):
        Journal(database).note("large", "x" * 1_000_000, now=NOW)
    assert Journal(database).find_note("large") is None
    assert Posts(database).get_post(post_id).id == post_id


def test_a_read_only_folder_is_told(home: Path, open_home: Open) -> None:
    (home / "state" / "bot.db").chmod(0o644)
    (home / "state").chmod(0o555)
    if os.getuid() == 0:
        os.chown(home / "state" / "bot.db", NOBODY, NOBODY)
        os.chown(home / "state", NOBODY, NOBODY)
    told = tell_as_ordinary_user(lambda: Journal(open_home()).note("a", "b", now=NOW))
    assert "Check" in told
    assert "state/" in told


@pytest.mark.skipif(os.getuid() != 0, reason="only root can make what belongs to somebody else")
@pytest.mark.parametrize("is_folder", [True, False])
def test_what_root_made_by_a_command_with_sudo_is_told_with_the_way_back(
    home: Path, open_home: Open, *, is_folder: bool
) -> None:
    (home / "state").chmod(0o700 if is_folder else 0o777)
    (home / "state" / "bot.db").chmod(0o600)
    told = tell_as_ordinary_user(lambda: Journal(open_home()).note("a", "b", now=NOW))
    place, us = home / "state" if is_folder else home / "state" / "bot.db", getpwuid(NOBODY).pw_name
    assert f"{place} belongs to root" in told
    assert f"`sudo chown -R {us} {home / 'state'}`" in told


def test_a_folder_that_is_closed_to_a_backup_is_told(home: Path, open_home: Open) -> None:
    (home / "state").chmod(0o777)
    (home / "state" / "bot.db").chmod(0o666)
    (home / "closed").mkdir(mode=0o700)
    told = tell_as_ordinary_user(lambda: backup(open_home(), home / "closed" / "copy.db", now=NOW))
    assert "copy.db could not be written" in told


def test_only_a_full_disk_is_called_full() -> None:
    """PostgreSQL advises "full text indexing" where a value is too long for an index."""
    hint = "index row size 4048 exceeds maximum 2704\nHINT:  Consider full text indexing."
    assert explain(hint, None) == "The database refuses: index row size 4048 exceeds maximum 2704"
    assert "The disk is full" in explain("database or disk is full", None)


@pytest.mark.parametrize(("free", "told"), [(100_000, "disk is full"), (10_000_000, "cannot be opened")])
def test_where_sqlite_is_vague_the_disk_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, told: str
) -> None:
    """Before the last byte: SQLite needs room for its side files."""
    small = os.statvfs_result((4096, 1, 10**6, free, free, 10**6, 10**6, 10**6, 0, 255))
    monkeypatch.setattr(os, "statvfs", lambda _: small)
    assert told in explain("unable to open database file", tmp_path / "bot.db")


def test_a_folder_that_cannot_be_made_is_told(home: Path, open_home: Open) -> None:
    (home / "state" / "bot.db").unlink()
    (home / "state").rmdir()
    assert "cannot be made" in tell_as_ordinary_user(open_home)


def write_noise(path: Path) -> None:
    path.write_bytes(b"kein SQLite" * 1000)


def write_holes(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[100 : len(content)] = b"\xff" * (len(content) - 100)
    path.write_bytes(content)


@pytest.mark.parametrize("damage", [write_noise, write_holes])
def test_a_damaged_file_is_told_with_the_way_out(
    home: Path, open_home: Open, damage: Callable[[Path], None]
) -> None:
    damage(home / "state" / "bot.db")
    with pytest.raises(StorageError, match=r"damaged\. Restore the newest backup"):
        migrate(open_home(), now=NOW)
    with pytest.raises(StorageError, match=r"damaged|could not be written"):
        backup(open_home(), home / "copy.db", now=NOW)


def test_an_empty_file_becomes_a_database(home: Path, open_home: Open) -> None:
    (home / "state" / "bot.db").write_bytes(b"")
    database = open_home()
    migrate(database, now=NOW)
    assert add_post(database) == 1


@pytest.mark.parametrize(
    "url",
    ["nonsense", "mysql://bot:geheim@server/bot", "postgresql+pg8000://bot:geheim@server/bot"],
)
def test_an_address_that_cannot_be_opened_is_a_settings_error_without_the_password(
    tmp_path: Path, url: str
) -> None:
    with pytest.raises(SettingsWrong, match="BOT_DATABASE_URL") as caught:
        Database(url, home=tmp_path)
    assert "geheim" not in str(caught.value)


def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    pytest.importorskip("psycopg", reason="the extra `postgresql` is not installed")
    database = Database("postgresql+psycopg://bot:geheim@127.0.0.1:1/bot", home=tmp_path)
    with pytest.raises(StorageError, match="server cannot be reached") as caught:
        migrate(database, now=NOW)
    assert "geheim" not in str(caught.value)


def test_a_connection_the_server_ended_is_made_anew(
    postgres: PostgresServer, open_database: OpenDatabase
) -> None:
    database = open_database(postgres.create())
    post_id = add_post(database)
    with database.engine.connect() as other:
        ended = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        other.exec_driver_sql(f"{ended} AND {HERE}")
    assert Posts(database).get_post(post_id).id == post_id


def test_a_new_database_and_its_folder_are_the_owners_alone(
    tmp_path: Path, open_database: OpenDatabase
) -> None:
    database = open_database(f"sqlite:///{tmp_path}/a/state/bot.db")
    with database.write():
        assert database.path is not None
        files = sorted(database.path.parent.iterdir())
    modes = {path.name: path.stat().st_mode & 0o777 for path in (database.path.parent, *files)}
    assert modes == {"state": 0o700, **{file.name: 0o600 for file in files}}
    assert database.path in files
