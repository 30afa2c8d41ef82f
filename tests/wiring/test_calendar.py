"""Public holidays by country and region."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.errors import SettingsWrong
from bot.domain.schedule import TimingRules, find_slot, parse_windows
from bot.factories import make_calendar


@pytest.mark.parametrize(
    ("name", "day", "is_closed"),
    [
        ("DE-NW", date(2026, 6, 4), True),
        ("DE-BE", date(2026, 6, 4), False),
        ("de-nw", date(2026, 6, 4), True),
        ("DE", date(2026, 10, 3), True),
        ("DE-NW", date(2026, 10, 31), False),
        ("AT", date(2026, 10, 26), True),
        ("DE-NW", date(2027, 3, 26), True),
        ("", date(2026, 12, 25), False),
    ],
    ids=[
        *("Corpus Christi", "not in Berlin", "small letters", "country", "no Reformation Day", "Austria"),
        *("Good Friday of another year", "none chosen"),
    ],
)
def test_a_holiday_is_known(name: str, day: date, *, is_closed: bool) -> None:
    assert make_calendar(name)(day) is is_closed


@pytest.mark.parametrize("name", ["NRW", "DE-XX", "Deutschland", "DE-NW-K", "-", "DE_NW", "12"])
def test_an_unknown_calendar_is_a_settings_error(name: str) -> None:
    with pytest.raises(SettingsWrong, match=r"BOT_HOLIDAYS=.*such as DE-NW"):
        make_calendar(name)


def test_over_a_holiday_and_the_night_a_post_waits_for_the_next_morning() -> None:
    rules = TimingRules(
        windows=parse_windows("Mo-So 08:00-20:00"),
        timezone=ZoneInfo("Europe/Berlin"),
        min_gap=datetime.resolution,
        max_per_day=6,
        is_closed=make_calendar("DE-NW"),
    )
    christmas_eve = datetime(2026, 12, 24, 19, 30, tzinfo=UTC)
    assert find_slot(christmas_eve, rules, []) == datetime(2026, 12, 27, 7, 0, tzinfo=UTC)
