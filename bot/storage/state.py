"""Sources, stops, notes and leases as the database remembers them, people of the desk, of tokens only hashes;
and its housekeeping."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, delete, func, insert, or_, select, update

from bot.domain.article import Place, Source, Validators
from bot.domain.post import OPEN_STATUSES
from bot.domain.state import LONGEST_LEASE, PASSING, AuditEntry, Note, Person, Role, Stop, StopKind
from bot.storage.database import Database, add_row, replace_row
from bot.storage.schema import attempts, audit, devices, notes, people, posts, sign_in_links, sources, stops


class Sources:
    """Reads and writes watched sources. Every method may raise StorageError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, url: str) -> Source:
        """The source with this configured address; a fresh one when it was never looked at."""
        with self._database.read() as connection:
            row = connection.execute(select(sources).where(sources.c.url == url)).one_or_none()
        return _from_row(row) if row else Source(url=url)

    def list_all(self) -> tuple[Source, ...]:
        """All sources ever looked at, by address."""
        with self._database.read() as connection:
            return tuple(
                _from_row(row) for row in connection.execute(select(sources).order_by(sources.c.url))
            )

    def save(self, source: Source) -> None:
        """Insert or replace what is known of a source."""
        with self._database.write() as connection:
            replace_row(connection, sources, _to_row(source))

    def forget(self, url: str) -> None:
        """Forget a source, so that its next look is a first one."""
        with self._database.write() as connection:
            connection.execute(delete(sources).where(sources.c.url == url))


def _to_row(source: Source) -> dict[str, object]:
    return {
        "url": source.url,
        "kind": source.kind,
        "baseline_at": source.baseline_at,
        "etag": source.validators.etag,
        "last_modified": source.validators.last_modified,
        "body_hash": source.validators.body_hash,
        "seen": source.validators.seen,
        "looked_at": source.looked_at,
        "full_look_at": source.full_look_at,
        "next_look_at": source.next_look_at,
        "failures": source.failures,
        "alarm": source.alarm,
        "moved_to": source.moved_to,
        "listing_url": source.listing_url,
        "listed": source.listed,
        "way": source.way,
        "uncertain": source.uncertain,
        "standing": " ".join(
            f"{place.known}@{place.day.isoformat() if place.day else ''}" for place in source.standing
        ),
    }


def _from_row(row: Row[Any]) -> Source:
    return Source(
        url=row.url,
        kind=row.kind,
        baseline_at=row.baseline_at,
        validators=Validators(
            etag=row.etag, last_modified=row.last_modified, body_hash=row.body_hash, seen=row.seen or b""
        ),
        looked_at=row.looked_at,
        full_look_at=row.full_look_at,
        next_look_at=row.next_look_at,
        failures=row.failures,
        alarm=row.alarm,
        moved_to=row.moved_to,
        listing_url=row.listing_url,
        listed=row.listed,
        way=row.way,
        uncertain=row.uncertain,
        standing=tuple(map(_read_place, row.standing.split())),
    )


def _read_place(words: str) -> Place:
    known, _, day = words.partition("@")
    return Place(known=int(known), day=datetime.fromisoformat(day) if day else None)


class Stops:
    """Reads and writes stops. Every method may raise StorageError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list_stops(self, now: datetime) -> tuple[Stop, ...]:
        """Stops in force at an instant, oldest first."""
        query = select(stops).where(or_(stops.c.until.is_(None), stops.c.until > now)).order_by(stops.c.since)
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        return tuple(
            Stop(
                scope=row.scope, kind=StopKind(row.kind), reason=row.reason, since=row.since, until=row.until
            )
            for row in rows
        )

    def stop(self, stop: Stop) -> bool:
        """Put a stop in force, replacing one of its scope and kind; False when that was still in force.

        What went on without a break stays one occurrence, since its beginning.
        """
        same = (stops.c.scope == stop.scope) & (stops.c.kind == stop.kind)
        values = {
            "scope": stop.scope,
            "kind": stop.kind,
            "reason": stop.reason,
            "since": stop.since,
            "until": stop.until,
        }
        with self._database.write() as connection:
            in_force = or_(stops.c.until.is_(None), stops.c.until > stop.since)
            since = connection.execute(select(stops.c.since).where(same, in_force)).scalar()
            replace_row(connection, stops, {**values, "since": since or stop.since})
            return since is None

    def resume(self, scope: str | None = None, *, kind: StopKind | None = None) -> int:
        """Lift the stops of a scope (None: all) and kind (None: any); how many there were."""
        query = delete(stops)
        query = query if scope is None else query.where(stops.c.scope == scope)
        query = query if kind is None else query.where(stops.c.kind == kind)
        with self._database.write() as connection:
            return connection.execute(query).rowcount


class Journal:
    """Reads and writes deeds and notes. Every method may raise StorageError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, deed: AuditEntry) -> None:
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

    def list_deeds(self, post_id: int | None = None) -> tuple[AuditEntry, ...]:
        """What people did, oldest first: to one post, or everything."""
        query = select(audit).order_by(audit.c.id)
        with self._database.read() as connection:
            rows = connection.execute(
                query if post_id is None else query.where(audit.c.post_id == post_id)
            ).all()
        return tuple(
            AuditEntry(at=row.at, who=row.who, verb=row.verb, post_id=row.post_id, detail=row.detail)
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


PREFIX = "lease:"


class Leases:
    """Each lease is a note: its value names the holder, its time says until when. May raise StorageError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, name: str, holder: str, *, now: datetime, until: datetime, instead_of: str = "") -> bool:
        """Take or renew a lease; False while another holds it.

        instead_of: a holder who is known to be dead, whose lease need not be waited for.
        """
        is_over = or_(notes.c.at <= now, notes.c.at > now + LONGEST_LEASE)
        free = or_(notes.c.value == holder, notes.c.value == instead_of, is_over)
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
        finished = select(posts.c.id).where(posts.c.status.not_in(sorted(OPEN_STATUSES)))
        with self._database.write() as connection:
            return sum(
                connection.execute(statement).rowcount
                for statement in (
                    delete(attempts).where(attempts.c.at < before, attempts.c.post_id.in_(finished)),
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
