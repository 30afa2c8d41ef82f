"""Leases: what only one daemon at a time may do, such as looking at sources or speaking for an account."""

from contextlib import AbstractContextManager
from datetime import datetime
from hashlib import blake2b

from sqlalchemy import or_, select, update

from bot.storage.database import Database
from bot.storage.schema import notes
from bot.storage.upsert import add_row

PREFIX = "lease:"


class Leases:
    """Each lease is a note: its value names the holder, its time says until when. May raise StorageError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, name: str, holder: str, *, now: datetime, until: datetime, instead_of: str = "") -> bool:
        """Take or renew a lease; False while another holds it.

        instead_of: a holder who is known to be dead, whose lease need not be waited for.
        """
        free = or_(notes.c.value == holder, notes.c.value == instead_of, notes.c.at <= now)
        mine = update(notes).where(notes.c.name == PREFIX + name, free).values(value=holder, at=until)
        row = {"name": PREFIX + name, "value": holder, "at": until}
        with self._database.write() as connection:
            return connection.execute(mine).rowcount == 1 or add_row(connection, notes, row)

    def lead(self, name: str) -> AbstractContextManager[bool]:
        """While the block runs nobody else does what `name` says; False when somebody does it now.

        A lease is reckoned by clocks, and one machine's may be wrong: PostgreSQL's lock knows none. On SQLite
        all daemons share a machine and its clock, and it is always True.
        """
        digest = blake2b(name.encode(), person=b"verbund-bot", digest_size=8).digest()
        return self._database.locked(int.from_bytes(digest, signed=True))

    def find_holder(self, name: str) -> str:
        """Who took a lease last, in force or not; an empty string when nobody did."""
        query = select(notes.c.value).where(notes.c.name == PREFIX + name)
        with self._database.read() as connection:
            return str(connection.execute(query).scalar() or "")
