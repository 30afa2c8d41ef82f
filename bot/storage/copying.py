"""Moves every row from one database to another, whichever kinds they are."""

from sqlalchemy import Connection, Table, delete, func, insert, select

from bot.storage.database import Database
from bot.storage.schema import metadata

BATCH = 200


def copy_rows(source: Database, target: Database) -> None:
    """Replace all rows of the target by the source's, in one transaction. Both have this release's tables."""
    with source.read() as reader, target.write() as writer:
        for table in reversed(metadata.sorted_tables):
            writer.execute(delete(table))
        for table in metadata.sorted_tables:
            _copy_table(reader, writer, table)
            _continue_numbering(writer, table)


def _copy_table(reader: Connection, writer: Connection, table: Table) -> None:
    query = select(table).order_by(*table.primary_key)
    rows = reader.execute(query, execution_options={"yield_per": BATCH})
    for batch in rows.mappings().partitions(BATCH):
        writer.execute(insert(table), [dict(row) for row in batch])


def _continue_numbering(writer: Connection, table: Table) -> None:
    """PostgreSQL counts ids in a sequence of its own, which copied rows do not move."""
    if writer.dialect.name != "postgresql" or "id" not in table.columns:
        return
    sequence = func.pg_get_serial_sequence(table.name, "id")
    largest = select(func.coalesce(func.max(table.c.id), 1)).scalar_subquery()
    writer.execute(select(func.setval(sequence, largest)))
