"""Instants as people say them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.times import (
    format_day,
    format_distance,
    format_moment,
    format_short,
    format_weekday,
    parse_retry_after,
)
from bot.i18n import speak

NOW = datetime(2026, 11, 22, 16, 5, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("language", "expected"),
    [("de", "So., 22. Nov. 2026, 17:05"), ("en", "Sun, 22 Nov 2026, 17:05")],
    ids=["German", "English"],
)
def test_a_moment_is_said_by_the_local_clock(language: str, expected: str) -> None:
    speak(language)
    assert format_moment(NOW, BERLIN) == expected


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "So. 25.10. 02:30"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "So. 25.10. 02:30"),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "So. 29.03. 03:00"),
    ],
    ids=["before the clocks go back", "after they went back", "after they went forward"],
)
def test_summer_time_is_kept(instant: datetime, expected: str) -> None:
    speak("de")
    assert format_short(instant, BERLIN) == expected


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", ["So. 08.03. 00:30", "08.03.2026", "So. 08.03."]),
        ("en", ["Sun  8 Mar 00:30", "8 Mar 2026", "Sun 8 Mar"]),
    ],
    ids=["German", "English"],
)
def test_a_day_is_said_as_short_as_it_is_asked_for(language: str, said: list[str]) -> None:
    speak(language)
    instant = datetime(2026, 3, 7, 23, 30, tzinfo=UTC)
    day = instant.astimezone(BERLIN).date()
    assert [format_short(instant, BERLIN), format_day(instant, BERLIN), format_weekday(day)] == said


@pytest.mark.parametrize(
    ("distance", "german", "english"),
    [
        (timedelta(seconds=30), "jetzt", "now"),
        (timedelta(seconds=31), "in 1 Minute", "in 1 minute"),
        (timedelta(minutes=89), "in 89 Minuten", "in 89 minutes"),
        (timedelta(minutes=90), "in 2 Stunden", "in 2 hours"),
        (timedelta(minutes=36 * 60 - 1), "in 36 Stunden", "in 36 hours"),
        (timedelta(hours=36), "in 2 Tagen", "in 2 days"),
        (timedelta(days=99), "in 99 Tagen", "in 99 days"),
        (timedelta(minutes=-1), "vor 1 Minute", "1 minute ago"),
        (timedelta(days=-3), "vor 3 Tagen", "3 days ago"),
    ],
)
def test_a_distance_reads_naturally(distance: timedelta, german: str, english: str) -> None:
    assert format_distance(NOW + distance, NOW) == english
    speak("de")
    assert format_distance(NOW + distance, NOW) == german


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [
        ("0", 0),
        (" 120 ", 120),
        ("86400", 86_400),
        ("86401", 86_400),
        ("9" * 40, 86_400),
        ("Sun, 22 Nov 2026 16:05:30 GMT", 30),
        ("Sun, 22 Nov 2026 16:05:30 -0000", 30),
        ("Sun, 22 Nov 2026 16:04:00 GMT", 0),
        ("Tue, 24 Nov 2026 16:05:00 GMT", 86_400),
        ("", None),
        ("bald", None),
        ("-5", None),
        ("Sun, 32 Nov 2026 16:05:30 GMT", None),
        ("Sun, 22 Nov 2026 16:05:30 +99999999999999999", None),
    ],
)
def test_a_server_asks_to_wait_in_seconds_or_until_an_instant(asked: str, seconds: int | None) -> None:
    wait = None if seconds is None else timedelta(seconds=seconds)
    assert parse_retry_after(asked, NOW) == wait
