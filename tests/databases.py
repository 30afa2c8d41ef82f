"""Real databases for the tests: SQLite files, and a PostgreSQL server of our own where one is installed."""

import atexit
import contextlib
import fcntl
import functools
import os
import pwd
import shutil
import sqlite3
import subprocess
import tempfile
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
HERE = "datname = current_database()"
"""Of connections, those to the test's own database: others of the run use the same server."""
TEMPLATE = "template_of_release"
"""An empty database with this release's tables."""
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
    """A server on a Unix socket in a directory of its own, which all processes of a run share; never as root,
    which PostgreSQL refuses.

    Each process holds a shared lock on the directory while it needs the server. What waits for the whole of
    that lock ends the server: the kernel grants it however the last of them ended.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._emptied: list[str] = []
        self._held = _lock(directory, fcntl.LOCK_SH | fcntl.LOCK_NB)
        self._end: subprocess.Popen[bytes] | None = None

    @classmethod
    def join(cls, folder: Path) -> "PostgresServer":
        """The server of the processes that share a folder; the first of them starts it."""
        link, alone = folder / "postgresql", _lock(folder, fcntl.LOCK_EX)
        try:
            with contextlib.suppress(FileNotFoundError, BlockingIOError):
                found = cls(link.readlink())
                link.resolve(strict=True)
                return found
            started = cls._start()
            link.unlink(missing_ok=True)
            link.symlink_to(started._directory)
            return started
        finally:
            os.close(alone)

    @classmethod
    def _start(cls) -> "PostgresServer":
        directory = Path(tempfile.mkdtemp(prefix="pg"))
        directory.chmod(0o755)
        user = _find_user() if os.getuid() == 0 else None
        if user:
            shutil.chown(directory, user)
        server, binaries = cls(directory), BINARIES[-1].parent
        settings = " ".join(("-k", str(directory), *(f"--{name}" for name in SETTINGS)))
        options = {"user": user, "cwd": directory, "stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
        end = f"{binaries}/pg_ctl stop -D data -m immediate; cd /; rm -rf {directory}"
        server._end = subprocess.Popen(["flock", ".", "sh", "-c", end], start_new_session=True, **options)
        for command in (
            ["initdb", "-D", "data", "-A", "trust", "-U", "bot", "-E", "UTF8"],
            ["pg_ctl", "start", "-D", "data", "-l", "log", "-o", settings],
        ):
            subprocess.run([binaries / command[0], *command[1:]], check=True, **options)
        server._make_template()
        return server

    def _make_template(self) -> None:
        self._run(f"CREATE DATABASE {TEMPLATE}")
        with contextlib.closing(Database(self.url(TEMPLATE), home=Path())) as database:
            migrate(database, now=NOW)

    def create(self, template: str = "template1") -> str:
        """A fresh database; its URL."""
        name = f"t{uuid.uuid4().hex[:12]}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    @contextlib.contextmanager
    def lend(self) -> Iterator[str]:
        """The URL of a database with this release's tables, emptied afterwards for the next who wants one.

        To make one costs a tenth of a second and three hundred files. One that was migrated is left alone.
        """
        import psycopg

        url = self._emptied.pop() if self._emptied else self.create(TEMPLATE)
        yield url
        with contextlib.suppress(psycopg.Error):
            if self._run(f"SET lock_timeout = '1s'; {EMPTY}; {RELEASE}", url) == [(HEAD,)]:
                self._emptied.append(url)

    def url(self, name: str) -> str:
        """The address of a database on this server."""
        return f"postgresql+psycopg://bot@/{name}?host={self._directory}"

    def leave(self) -> None:
        """This process needs it no more; who started it waits for the others, and until it is gone."""
        os.close(self._held)
        if self._end:
            self._end.wait()

    def _run(self, words: str, url: str = "") -> list[Any]:
        import psycopg

        address = (url or self.url("postgres")).replace("+psycopg", "")
        with psycopg.connect(address, autocommit=True) as connection:
            answer = connection.execute(words)
            while answer.nextset():
                pass
            return answer.fetchall() if answer.description else []


def _lock(folder: Path, how: int) -> int:
    """A lock on a folder, held until the number is closed. Raises BlockingIOError."""
    number = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(number, how)
    except BlockingIOError:
        os.close(number)
        raise
    return number


def _find_user() -> str:
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    """A running server, or the test is skipped by name."""
    if not BINARIES:
        pytest.skip("PostgreSQL is not installed")
    pytest.importorskip("psycopg", reason="the extra `postgresql` is not installed")
    folder = tmp_path_factory.getbasetemp()
    server = PostgresServer.join(folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder)
    yield server
    server.leave()


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
        server.lend() as url,
        contextlib.closing(Database(url, home=tmp_path, patience=PATIENCE)) as opened,
    ):
        yield opened
