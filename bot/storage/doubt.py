"""After a restore: articles that turn up again may have been posted in the time that was lost."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from bot.storage.schema import notes

RESTORED_NOTE = "restored"
"""Its value is when the restored backup was made, its time when it was restored."""

DOUBT_FOR = timedelta(days=30)
"""How long after a restore new posts are looked for on the platform before they are sent."""


def find_doubt(connection: Connection, now: datetime) -> datetime | None:
    """Since when a post made now may be public already; None when the database was not restored lately."""
    note = connection.execute(select(notes).where(notes.c.name == RESTORED_NOTE)).one_or_none()
    if note is None or now > note.at + DOUBT_FOR:
        return None
    return datetime.fromisoformat(note.value)
