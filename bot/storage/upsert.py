"""Inserts that two workers may do at the same moment, in the words both databases share."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite


def replace_row(connection: Connection, table: Table, values: Mapping[str, Any]) -> None:
    """Insert a row, or give the one with its primary key these values."""
    statement = _insert(connection, table, values)
    keys = [column.name for column in table.primary_key]
    changes = {name: statement.excluded[name] for name in values if name not in keys}
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=changes))


def add_row(connection: Connection, table: Table, values: Mapping[str, Any]) -> bool:
    """Insert a row unless one stands in its place; whether it was inserted.

    Told by what comes back: the driver of PostgreSQL counts -1 rows for such an insert.
    """
    statement = _insert(connection, table, values).on_conflict_do_nothing()
    return connection.execute(statement.returning(*table.primary_key)).first() is not None


def _insert(
    connection: Connection, table: Table, values: Mapping[str, Any]
) -> "sqlite.Insert | postgresql.Insert":
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql  # it loads all its drivers

        return postgresql.insert(table).values(dict(values))
    from sqlalchemy.dialects import sqlite

    return sqlite.insert(table).values(dict(values))
