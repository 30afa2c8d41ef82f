"""Real databases for the tests: SQLite files, and a PostgreSQL server of our own where one is installed."""

import atexit
import contextlib
import functools
import os
import pwd
import shutil
import sqlite3
import subprocess
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.util import LRUCache

from bot.storage import database as storage
from bot.storage.database import Database
from bot.storage.migrations import HEAD, migrate
from bot.storage.schema import metadata

NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
PATIENCE = timedelta(seconds=0.1)
RELEASE = "SELECT version_num FROM alembic_version"
BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[4]))
SETTINGS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
    "jit=off",
    "listen_addresses=",
    "shared_buffers=16MB",
)
"""Of a server that need not survive a crash and that nobody else finds."""
EMPTY = "; ".join(
    (
        "SET session_replication_role = replica",
        *(f"DELETE FROM {name}" for name in metadata.tables),
        "SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'",
    )
)
"""Of tables with a few rows: a TRUNCATE makes new files for each."""


class Statements(LRUCache[tuple[Any, ...], Any]):
    """What was compiled for one database serves the next of its kind: each test has its own, and would take
    a tenth of its time to compile the same again."""

    def get(self, key: tuple[Any, ...], default: Any = None) -> Any:
        """Whatever dialect object it was compiled by."""
        return super().get((key[0].name, *key[1:]), default)

    def __setitem__(self, key: tuple[Any, ...], compiled: Any) -> None:
        super().__setitem__((key[0].name, *key[1:]), compiled)


storage.create_engine = functools.partial(  # type: ignore[attr-defined]
    storage.create_engine, execution_options={"compiled_cache": Statements(2000)}
)


class PostgresServer:
    """A server on a Unix socket in a directory of its own; never as root, which PostgreSQL refuses."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._emptied: list[str] = []
        self._user = _find_user() if os.getuid() == 0 else None
        if self._user:
            shutil.chown(directory, self._user)
        self._make_files()
        self._server = self._start()
        self._wait()

    def _start(self) -> subprocess.Popen[bytes]:
        settings = [f"--{name}" for name in SETTINGS]
        where = ["-D", str(self._directory / "data"), "-k", str(self._directory)]
        command = [str(BINARIES[-1]), *where, *settings]
        with (self._directory / "log").open("wb") as log:
            return subprocess.Popen(command, stdout=log, stderr=log, user=self._user, cwd=self._directory)

    def _wait(self) -> None:
        import psycopg

        for _ in range(600):
            try:
                self._run("SELECT 1")
            except psycopg.OperationalError:
                time.sleep(0.1)
            else:
                return
        raise TimeoutError((self._directory / "log").read_text())

    def create(self, template: str = "template1") -> str:
        """A fresh database; its URL."""
        name = f"t{uuid.uuid4().hex[:12]}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    @contextlib.contextmanager
    def lend(self, template: str) -> Iterator[str]:
        """The URL of a database with a template's tables, emptied afterwards for the next who wants one.

        To make one costs a tenth of a second and three hundred files. One that was migrated is left alone.
        """
        import psycopg

        url = self._emptied.pop() if self._emptied else self.create(template)
        yield url
        with contextlib.suppress(psycopg.Error):
            if self._run(f"SET lock_timeout = '1s'; {EMPTY}; {RELEASE}", url) == [(HEAD,)]:
                self._emptied.append(url)

    def url(self, name: str) -> str:
        """The address of a database on this server."""
        return f"postgresql+psycopg://bot@/{name}?host={self._directory}"

    def stop(self) -> None:
        """End the server, by its own process."""
        self._server.send_signal(2)
        self._server.wait(60)

    def _run(self, words: str, url: str = "") -> list[Any]:
        import psycopg

        address = (url or self.url("postgres")).replace("+psycopg", "")
        with psycopg.connect(address, autocommit=True) as connection:
            answer = connection.execute(words)
            while answer.nextset():
                pass
            return answer.fetchall() if answer.description else []

    def _make_files(self) -> None:
        arguments = ("-D", str(self._directory / "data"), "-A", "trust", "-U", "bot", "-E", "UTF8")
        command = [str(BINARIES[-1].with_name("initdb")), *arguments]
        subprocess.run(command, check=True, capture_output=True, user=self._user, cwd=self._directory)


def _find_user() -> str:
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A running server, or the test is skipped by name."""
    if not BINARIES:
        pytest.skip("PostgreSQL is not installed")
    pytest.importorskip("psycopg", reason="the extra `postgresql` is not installed")
    directory = Path(tempfile.mkdtemp(prefix="pg"))
    directory.chmod(0o755)
    server = PostgresServer(directory)
    yield server
    server.stop()
    shutil.rmtree(directory)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/state/bot.db"
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.url("empty") if "database" in request.fixturenames else server.create()


OpenDatabase = Callable[[str], Database]


@pytest.fixture
def open_database(tmp_path: Path) -> Iterator[OpenDatabase]:
    """Opens a database by its address, brought to this release's tables, and closes it after the test."""
    opened: list[Database] = []

    def open_url(url: str) -> Database:
        database = Database(url, home=tmp_path, patience=PATIENCE)
        opened.append(database)
        migrate(database, now=NOW)
        return database

    yield open_url
    for database in opened:
        database.close()


@functools.cache
def _make_template() -> Database:
    database = Database("sqlite://", home=Path())
    migrate(database, now=NOW)
    atexit.register(database.close)
    return database


def migrate_in_memory(database: Database) -> None:
    """Give a new database in memory this release's tables: faster than migrating each time."""
    with _make_template().maintain() as template, database.maintain() as connection:
        ours = template.connection.driver_connection
        assert isinstance(ours, sqlite3.Connection)
        ours.backup(connection.connection.driver_connection)  # type: ignore[arg-type] # of the same driver


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database file with this release's tables, to be copied: faster than migrating each time."""
    home = tmp_path_factory.mktemp("template")
    database = Database("sqlite:///template.db", home=home)
    migrate(database, now=NOW)
    with database.write() as connection:
        connection.exec_driver_sql("SELECT 1")
    database.close()
    return home / "template.db"


@pytest.fixture(scope="session")
def postgres_template(postgres: PostgresServer) -> str:
    """The name of an empty database with this release's tables."""
    url = postgres.create()
    database = Database(url, home=Path())
    migrate(database, now=NOW)
    database.close()
    return url.split("/")[3].partition("?")[0]


@pytest.fixture
def database(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> Iterator[Database]:
    """An empty instance's database, on SQLite and on PostgreSQL."""
    if database_url.startswith("sqlite"):
        template: Path = request.getfixturevalue("sqlite_template")
        (tmp_path / "state").mkdir()
        shutil.copy(template, tmp_path / "state" / "bot.db")
        with contextlib.closing(Database(database_url, home=tmp_path, patience=PATIENCE)) as opened:
            yield opened
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    with (
        server.lend(request.getfixturevalue("postgres_template")) as url,
        contextlib.closing(Database(url, home=tmp_path, patience=PATIENCE)) as opened,
    ):
        yield opened
