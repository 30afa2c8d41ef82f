"""People of the desk and their devices; of tokens only hashes are kept."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, delete, func, insert, select, update

from bot.domain.people import Person, Role
from bot.storage.database import Database, add_row
from bot.storage.schema import devices, people, sign_in_links

SEEN_EVERY = timedelta(minutes=10)
"""How exactly it is known when a device was used last: not every look at a page is worth a write."""


class People:
    """Implements the port PeopleStore. Every method may raise StorageError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, name: str, role: Role, *, now: datetime) -> bool:
        """Add a person, or give the one of this name another role; whether they are new."""
        row = {"name": name, "role": role, "created_at": now}
        with self._database.write() as connection:
            if add_row(connection, people, row):
                return True
            connection.execute(update(people).where(people.c.name == name).values(role=role))
            return False

    def remove(self, name: str) -> bool:
        """Remove a person with their devices and links at once; whether there was one."""
        with self._database.write() as connection:
            for table in (devices, sign_in_links):
                connection.execute(delete(table).where(table.c.person == name))
            return bool(connection.execute(delete(people).where(people.c.name == name)).rowcount)

    def list_people(self, now: datetime) -> Sequence[Person]:
        """Everybody, by name, with how many devices are signed in."""
        in_force = and_(devices.c.person == people.c.name, devices.c.until > now)
        query = (
            select(
                people,
                func.count(devices.c.token_hash).label("total"),
                func.max(devices.c.seen_at).label("seen"),
            )
            .outerjoin(devices, in_force)
            .group_by(*people.c)
            .order_by(people.c.name)
        )
        with self._database.read() as connection:
            return tuple(
                _make_person(row, devices=row.total, seen_at=row.seen) for row in connection.execute(query)
            )

    def add_link(self, name: str, link: str, *, now: datetime, until: datetime) -> bool:
        """Keep a one-time link's hash; False when nobody has this name. What is over is forgotten."""
        with self._database.write() as connection:
            connection.execute(delete(sign_in_links).where(sign_in_links.c.until <= now))
            connection.execute(delete(devices).where(devices.c.until <= now))
            known = connection.execute(select(people.c.name).where(people.c.name == name)).first()
            if known:
                connection.execute(insert(sign_in_links).values(token_hash=link, person=name, until=until))
            return known is not None

    def find_by_link(self, link: str, *, now: datetime) -> Person | None:
        """Whose link it is, while it may still sign a device in."""
        with self._database.read() as connection:
            return _find_by_link(connection, link, now)

    def enter(self, link: str, device: str, *, now: datetime, until: datetime) -> Person | None:
        """Use a link up and sign a device in, both or neither; None when it was used, is over or unknown."""
        with self._database.write() as connection:
            person = _find_by_link(connection, link, now)
            used = connection.execute(delete(sign_in_links).where(sign_in_links.c.token_hash == link))
            if person is None or not used.rowcount:
                return None
            row = {"token_hash": device, "person": person.name, "since": now, "seen_at": now, "until": until}
            connection.execute(insert(devices).values(row))
            return person

    def find_by_device(self, device: str, *, now: datetime) -> Person | None:
        """Who uses this device; None when it is signed out, over, or its person was removed."""
        query = _join(devices, devices.c.seen_at).where(devices.c.token_hash == device, devices.c.until > now)
        with self._database.read() as connection:
            row = connection.execute(query).one_or_none()
        if row and row.seen_at <= now - SEEN_EVERY:
            with self._database.write() as connection:
                seen = update(devices).where(devices.c.token_hash == device)
                connection.execute(seen.values(seen_at=now))
        return _make_person(row) if row else None

    def leave(self, device: str) -> None:
        """Sign a device out."""
        with self._database.write() as connection:
            connection.execute(delete(devices).where(devices.c.token_hash == device))


def _find_by_link(connection: Connection, link: str, now: datetime) -> Person | None:
    query = _join(sign_in_links).where(sign_in_links.c.token_hash == link, sign_in_links.c.until > now)
    row = connection.execute(query).one_or_none()
    return _make_person(row) if row else None


def _join(table: Any, *columns: Any) -> Select[Any]:
    return select(people, *columns).join(table, table.c.person == people.c.name)


def _make_person(row: Row[Any], **more: Any) -> Person:
    return Person(name=row.name, role=Role(row.role), created_at=row.created_at, **more)
