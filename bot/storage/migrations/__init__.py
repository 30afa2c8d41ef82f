"""Brings a database to this release's tables: Alembic's scripts, after a copy of a SQLite file."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, func, inspect, select, text

from bot.domain.errors import StorageUnusable
from bot.i18n import say
from bot.storage.database import Database
from bot.storage.sqlite_file import save_file

HEAD = "0010"
"""The newest migration; kept equal to the scripts by a test, so that a start needs no Alembic."""

KNOWN = frozenset({"0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", HEAD})

MIGRATION_LOCK = 0x626F74
"""The number of the server's advisory lock."""


def migrate(database: Database, *, now: datetime) -> Path | None:
    """Run what is missing and return the backup that was made before, if any. Raises StorageError."""
    revision = get_revision(database)
    if revision == HEAD:
        return None
    if revision and revision not in KNOWN:
        sentence = say(
            "The database was made by a newer release (migration {revision}, this one knows {head}). "
            "Install that release again, or restore a backup of this one. Nothing was changed.",
            revision=revision,
            head=HEAD,
        )
        raise StorageUnusable(sentence)
    saved = save_before(database, revision, now) if revision else None
    with database.rebuild() as connection:
        _upgrade(connection)
    return saved


def get_revision(database: Database) -> str:
    """The database's migration, or an empty string for a new one. Raises StorageError."""
    with database.read() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return ""
        return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")


def save_before(database: Database, revision: str, now: datetime) -> Path | None:
    """Copy a SQLite file beside itself; where it lies. A server's database has its own backups: None."""
    if database.path is None:
        return None
    target = database.path.with_name(
        f"{database.path.stem}-before-{HEAD}-from-{revision}-{now:%Y%m%dT%H%M%S}.db"
    )
    save_file(database.path, target)
    return target


def _upgrade(connection: Connection) -> None:
    """Of several daemons that start at once each waits for the one before, and finds nothing missing then."""
    from alembic import command
    from alembic.config import Config

    if connection.dialect.name == "postgresql":  # a writer of SQLite is alone anyway
        connection.execute(select(func.pg_advisory_xact_lock(MIGRATION_LOCK)))
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
