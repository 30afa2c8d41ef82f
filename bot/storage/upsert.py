"""Inserts that two workers may do at the same moment, in the words both databases share."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table
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
) -> sqlite.Insert | postgresql.Insert:
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    return make(table).values(dict(values))
