"""When the weekly report is due."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEK = timedelta(days=7)
LEAST = timedelta(days=6)
"""So much lies between two reports, also when one was late."""
AT = time(8)


def find_next_report(last: datetime, timezone: ZoneInfo) -> datetime:
    """Monday at eight by the local clock; last: the report before, aware UTC, as is what is returned."""
    earliest = (last + LEAST).astimezone(timezone)
    monday = earliest.date() + timedelta(days=-earliest.weekday() % 7)
    due = datetime.combine(monday, AT, timezone)
    if due < earliest:
        due = datetime.combine(monday + WEEK, AT, timezone)
    return due.astimezone(UTC)
