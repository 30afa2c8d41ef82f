"""The migrations make the tables that the code believes in."""

import re
from pathlib import Path

from sqlalchemy import text

from bot.storage import schema
from bot.storage.database import Database
from bot.storage.migrate import migrate
from tests.pipeline.clock import START


def describe(database: Database) -> dict[str, set[str]]:
    """Each table's and index's definition: its parts, whatever their order."""
    query = text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type <> 'trigger'")
    with database.read() as connection:
        rows = connection.execute(query).all()
    return {row.name: _split(row.sql) for row in rows if row.name != "alembic_version"}


def _split(definition: str) -> set[str]:
    flat = re.sub(r"\s+", " ", definition.replace('"', ""))
    head, _, body = flat.partition("(")
    parts = re.split(r", (?=CONSTRAINT |CHECK |UNIQUE |[a-z_]+ [A-Z])", body.rpartition(")")[0])
    return {head.strip(), *(part.strip() for part in parts)}


def test_a_migrated_database_is_what_the_schema_says(tmp_path: Path) -> None:
    migrated = Database("sqlite:///migrated.db", home=tmp_path)
    migrate(migrated, now=START)
    made = Database("sqlite:///made.db", home=tmp_path)
    with made.write() as connection:
        schema.metadata.create_all(connection)
    assert describe(migrated) == describe(made)
