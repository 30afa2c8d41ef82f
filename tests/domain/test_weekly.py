"""When the weekly report is due."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.schedule import LEAST, find_next_report

BERLIN = ZoneInfo("Europe/Berlin")


def local(day: int, hour: int, minute: int = 0, *, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("last", "due"),
    [
        (local(16, 8), local(23, 8)),
        (local(16, 8, 1), local(23, 8)),
        (local(16, 14), local(23, 8)),
        (local(17, 7, 59), local(23, 8)),
        (local(17, 8, 1), local(30, 8)),
        (local(19, 10), local(30, 8)),
        (local(19, 10, month=10), local(26, 8, month=10)),
    ],
    ids=[
        "in time",
        "a minute late",
        "hours late",
        "a day late",
        "later",
        "much later",
        "winter",
    ],
)
def test_it_is_due_on_a_monday_morning_when_a_week_has_gone_by(last: datetime, due: datetime) -> None:
    found = find_next_report(last.astimezone(UTC), BERLIN)
    assert found == due
    assert found.utcoffset() == timedelta(0)


def test_two_reports_are_never_closer_than_the_least() -> None:
    for hour in range(24 * 14):
        last = local(1, 0).astimezone(UTC) + timedelta(hours=hour)
        due = find_next_report(last, BERLIN)
        assert LEAST <= due - last <= LEAST + timedelta(days=7)
        assert (due.astimezone(BERLIN).weekday(), due.astimezone(BERLIN).hour) == (0, 8)
