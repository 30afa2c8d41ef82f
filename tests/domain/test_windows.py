"""Posting windows as people write them."""

from datetime import datetime

import pytest

from bot.domain.schedule import DAY_MINUTES, minutes_to_start, parse_windows

MONDAY = 5


def local(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 1, MONDAY + day, hour, minute)  # noqa: DTZ001 - the clock on the wall


def is_open(words: str, day: int, hour: int, minute: int = 0) -> bool:
    return any(window.holds(local(day, hour, minute)) for window in parse_windows(words))


@pytest.mark.parametrize(
    ("words", "day", "hour", "expected"),
    [
        pytest.param("Mo-Fr 08:00-20:00", 0, 8, True, id="first minute"),
        pytest.param("Mo-Fr 08:00-20:00", 0, 20, False, id="end is excluded"),
        pytest.param("Mo-Fr 08:00-20:00", 5, 12, False, id="another day"),
        pytest.param("Mo-Fr 08:00-20:00; Sa,So 10:00-18:00", 5, 12, True, id="second window"),
        pytest.param("08:00-20:00", 6, 12, True, id="no days means every day"),
        pytest.param("00:00-24:00", 3, 0, True, id="always"),
        pytest.param("Fri-Mon 09:00-10:00", 0, 9, True, id="English days over the weekend"),
        pytest.param("Fri-Mon 09:00-10:00", 1, 9, False, id="English days end"),
        pytest.param("mo – fr 8:00 – 9:00", 4, 8, True, id="dashes and spaces as typed"),
        pytest.param("Fr 22:00-02:00", 4, 23, True, id="night before midnight"),
        pytest.param("Fr 22:00-02:00", 5, 1, True, id="night after midnight belongs to Friday"),
        pytest.param("Fr 22:00-02:00", 4, 1, False, id="night of Thursday is closed"),
        pytest.param("So 22:00-02:00", 0, 1, True, id="night into Monday"),
        pytest.param("Fr 22:00-00:00", 5, 0, False, id="night that ends at midnight"),
    ],
)
def test_a_window_holds_its_days_and_minutes(words: str, day: int, hour: int, *, expected: bool) -> None:
    assert is_open(words, day, hour) is expected


@pytest.mark.parametrize(
    "words",
    [
        *("", ";", "immer", "Mo-Fr", "Mo-Fr 8-20", "08:00-08:00", "24:00-08:00", "08:00-24:01"),
        *("Mo- 08:00-09:00", "-Mo 08:00-09:00", "Xx 08:00-09:00", "Mo,,Di 08:00-09:00", "08:60-09:00"),
        "Mo 08:00-09:00 09:30",
    ],
)
def test_what_is_no_window_is_refused_with_an_example(words: str) -> None:
    with pytest.raises(ValueError, match="Mo-Fr 08:00-20:00"):
        parse_windows(words)


@pytest.mark.parametrize(
    ("hour", "minutes"),
    [(7, 60), (8, 0), (9, 60), (10, 0), (11, DAY_MINUTES - 11 * 60)],
    ids=["before", "inside the first", "between", "inside the second", "until midnight"],
)
def test_the_wait_ends_with_the_next_window_of_the_day(hour: int, minutes: int) -> None:
    assert minutes_to_start(parse_windows("08:00-09:00; 10:00-11:00"), local(0, hour)) == minutes


def test_a_window_of_tomorrow_is_waited_for_until_midnight_only() -> None:
    """The next day may be a holiday, so the rules are asked again."""
    assert minutes_to_start(parse_windows("Di 09:00-10:00"), local(0, 8)) == DAY_MINUTES - 8 * 60


def test_a_window_is_read_to_the_minute() -> None:
    read = [(sorted(w.days), w.start, w.end) for w in parse_windows("Fr-Mo 08:17-20:47; So 23:59-00:31")]
    assert read == [([0, 4, 5, 6], 497, 1247), ([6], 1439, 1440), ([0], 0, 31)]
    assert [w.end for w in parse_windows("Mo 22:00-00:00")] == [1440]
