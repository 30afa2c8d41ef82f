"""The audit trail of people's verbs, and small notes such as the daemon's heartbeat."""

from datetime import datetime

from sqlalchemy import delete, insert, select

from bot.domain.journal import Deed, Note
from bot.storage.database import Database
from bot.storage.schema import audit, notes
from bot.storage.upsert import add_row, replace_row


class Journal:
    """Reads and writes deeds and notes. Every method may raise StorageError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, deed: Deed) -> None:
        """Append to the audit trail."""
        values = {
            "at": deed.at,
            "who": deed.who,
            "verb": deed.verb,
            "post_id": deed.post_id,
            "detail": deed.detail,
        }
        with self._database.write() as connection:
            connection.execute(insert(audit).values(values))

    def list_deeds(self, post_id: int | None = None) -> tuple[Deed, ...]:
        """What people did, oldest first: to one post, or everything."""
        query = select(audit).order_by(audit.c.id)
        with self._database.read() as connection:
            rows = connection.execute(
                query if post_id is None else query.where(audit.c.post_id == post_id)
            ).all()
        return tuple(
            Deed(at=row.at, who=row.who, verb=row.verb, post_id=row.post_id, detail=row.detail)
            for row in rows
        )

    def note(self, name: str, value: str, *, now: datetime) -> None:
        """Remember a value under a name."""
        with self._database.write() as connection:
            replace_row(connection, notes, {"name": name, "value": value, "at": now})

    def find_note(self, name: str) -> Note | None:
        """The value under a name, or None."""
        with self._database.read() as connection:
            row = connection.execute(select(notes).where(notes.c.name == name)).one_or_none()
        return Note(value=row.value, at=row.at) if row else None

    def list_notes(self, prefix: str) -> dict[str, Note]:
        """All notes whose names begin so, by name."""
        query = select(notes).where(notes.c.name.startswith(prefix, autoescape=True)).order_by(notes.c.name)
        with self._database.read() as connection:
            return {row.name: Note(value=row.value, at=row.at) for row in connection.execute(query)}

    def claim(self, name: str, *, now: datetime) -> bool:
        """Write an empty note; False when one stands there already. Of several processes one gets True."""
        with self._database.write() as connection:
            return add_row(connection, notes, {"name": name, "value": "", "at": now})

    def forget(self, name: str) -> None:
        """Remove a note, if there is one."""
        with self._database.write() as connection:
            connection.execute(delete(notes).where(notes.c.name == name))
