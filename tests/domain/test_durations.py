"""Durations as people write them."""

from datetime import timedelta

import pytest

from bot.domain.times import parse_duration


@pytest.mark.parametrize(
    ("words", "seconds"),
    [("90s", 90), ("30m", 1800), ("2h", 7200), ("14d", 1_209_600), ("1h30m", 5400), ("0", 0), (" 5M ", 300)],
)
def test_a_duration_is_read(words: str, seconds: int) -> None:
    assert parse_duration(words) == timedelta(seconds=seconds)


@pytest.mark.parametrize("words", ["", "5", "m", "-5m", "1.5h", "5 m", "5m!", "eine Stunde", "1234567s"])
def test_what_is_no_duration_is_refused_with_an_example(words: str) -> None:
    with pytest.raises(ValueError, match="such as 90s, 30m, 2h, 14d or 0"):
        parse_duration(words)


def test_a_duration_that_would_overflow_dates_is_refused() -> None:
    assert parse_duration("36500d") == timedelta(days=36_500)
    with pytest.raises(ValueError, match="a hundred years"):
        parse_duration("36501d")
