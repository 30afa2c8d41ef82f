"""Stops: what holds a channel, or all of them, back for now."""

from datetime import datetime

from sqlalchemy import delete, or_, select

from bot.domain.stop import Stop, StopKind
from bot.storage.database import Database
from bot.storage.schema import stops
from bot.storage.upsert import replace_row


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
