"""Housekeeping: details nobody needs any more, and the room they took."""

from datetime import datetime

from sqlalchemy import delete, or_, select

from bot.domain.post import OPEN_STATUSES
from bot.storage.database import Database
from bot.storage.schema import attempts, audit, notes, posts

PASSING = ("told ", "revisit ", "undo ", "asked ", "set aside ", "unseen ")
"""How the notes begin that remember what people were told, and what became of articles since."""

WASTE = 0.25
"""The part of a SQLite file that may be empty before it is written anew."""


class Tidy:
    """Every method may raise StorageError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list_needed_images(self, since: datetime) -> frozenset[str]:
        """Images of posts that are open, or were made since."""
        needed = or_(posts.c.status.in_(sorted(OPEN_STATUSES)), posts.c.created_at >= since)
        query = select(posts.c.image).where(needed, posts.c.image != "")
        with self._database.read() as connection:
            return frozenset(connection.execute(query).scalars())

    def forget_details(self, before: datetime) -> int:
        """Delete older steps of finished posts, older deeds and passing notes; how many. Posts stay."""
        finished = posts.c.status.not_in(sorted(OPEN_STATUSES))
        done = select(posts.c.id).where(finished, posts.c.created_at < before)
        with self._database.write() as connection:
            return sum(
                connection.execute(statement).rowcount
                for statement in (
                    delete(attempts).where(attempts.c.at < before, attempts.c.post_id.in_(done)),
                    delete(audit).where(audit.c.at < before),
                    *(
                        delete(notes).where(
                            notes.c.at < before, notes.c.name.startswith(name, autoescape=True)
                        )
                        for name in PASSING
                    ),
                )
            )

    def shrink(self) -> None:
        """Keep SQLite's statistics fresh and give back empty pages when they are many."""
        if not self._database.is_sqlite:
            return
        with self._database.maintain() as connection:
            connection.exec_driver_sql("PRAGMA optimize")
            free = connection.exec_driver_sql("PRAGMA freelist_count").scalar_one()
            total = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            if free > total * WASTE:
                connection.exec_driver_sql("VACUUM")
