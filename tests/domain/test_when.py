"""Times as people say them."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import UsageWrong
from bot.domain.times import Calendar, parse_since, parse_when
from bot.i18n import speak

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
SUNDAY = datetime(2026, 11, 22, 12, 0, tzinfo=BERLIN)


def said(words: str, now: datetime = SUNDAY, closed: frozenset[date] = frozenset()) -> str:
    """What the words mean, by the clock of Berlin."""
    calendar = Calendar(now=now.astimezone(UTC), timezone=BERLIN, is_closed=closed.__contains__)
    return f"{parse_when(words, calendar).astimezone(BERLIN):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("2026-11-23 09:30", "2026-11-23 09:30"),
        ("2026-11-23T09:30", "2026-11-23 09:30"),
        ("2026-11-23T09:30:00Z", "2026-11-23 10:30"),
        ("2026-11-23T09:30:00+03:00", "2026-11-23 07:30"),
        ("2026-12-24", "2026-12-24 09:00"),
        ("23.11.2026 9:30", "2026-11-23 09:30"),
        ("23.11. um 9 Uhr", "2026-11-23 09:00"),
        ("am 1.2. 18.30 Uhr", "2027-02-01 18:30"),
        ("1.2.27 8:00", "2027-02-01 08:00"),
        ("1.2.99 8:00", "2099-02-01 08:00"),
        ("24. Dezember, 10:00", "2026-12-24 10:00"),
        ("24 dec 10am", "2026-12-24 10:00"),
        ("29.2. 9:00", "2028-02-29 09:00"),
        ("morgen 9:30", "2026-11-23 09:30"),
        ("morgen 23:59", "2026-11-23 23:59"),
        ("morgen 0:00", "2026-11-23 00:00"),
        ("tomorrow 12 am", "2026-11-23 00:00"),
        ("tomorrow 12:59 pm", "2026-11-23 12:59"),
        ("morgen mittag", "2026-11-23 12:00"),
        ("in 1h", "2026-11-22 13:00"),
        ("morgen vormittag", "2026-11-23 10:00"),
        ("tomorrow afternoon", "2026-11-23 15:00"),
        ("Morgen früh", "2026-11-23 08:00"),
        ("morgen", "2026-11-23 09:00"),
        ("übermorgen um 18 Uhr", "2026-11-24 18:00"),
        ("tomorrow 9:30", "2026-11-23 09:30"),
        ("tomorrow at 5:30 pm", "2026-11-23 17:30"),
        ("day after tomorrow noon", "2026-11-24 12:00"),
        ("heute abend", "2026-11-22 18:00"),
        ("today 6pm", "2026-11-22 18:00"),
        ("18:30", "2026-11-22 18:30"),
        ("9:30", "2026-11-23 09:30"),
        ("Montag 8:00", "2026-11-23 08:00"),
        ("am Mo. um 8:00", "2026-11-23 08:00"),
        ("Sonntag 18:00", "2026-11-22 18:00"),
        ("Sonntag 9:00", "2026-11-29 09:00"),
        ("am So. um 9:00", "2026-11-29 09:00"),
        ("nächsten Sonntag 18:00", "2026-11-29 18:00"),
        ("Sonnabend 9:00", "2026-11-28 09:00"),
        ("next friday 9:00", "2026-11-27 09:00"),
        ("kommenden Mittwoch 12 Uhr", "2026-11-25 12:00"),
        ("nächster Werktag 9:00", "2026-11-23 09:00"),
        ("next working day", "2026-11-23 09:00"),
        ("jetzt", "2026-11-22 12:00"),
        ("in 2 Stunden", "2026-11-22 14:00"),
        ("in einer Stunde", "2026-11-22 13:00"),
        ("in 90 minutes", "2026-11-22 13:30"),
        ("in 3 Tagen", "2026-11-25 12:00"),
        ("in a week", "2026-11-29 12:00"),
    ],
)
def test_words_mean_what_people_mean(words: str, meant: str) -> None:
    assert said(words) == meant


@pytest.mark.parametrize(
    "words",
    [
        "",
        "   ",
        "bald",
        "25:00",
        "24:00",
        "9:60",
        "13pm",
        "0am",
        "31.2.2027",
        "31. Blumentag",
        "0.1.2027",
        "1.0.2027",
        "Blumentag 9:00",
        "2026-13-01",
        "9:75",
        "in 2 Äonen",
        "9999-12-31T23:59-12:00",
        "9999-12-31T23:59Z",
        "9999-12-31",
    ],
)
def test_what_is_not_understood_is_met_with_examples(words: str) -> None:
    with pytest.raises(UsageWrong, match="Write for example"):
        said(words)


@pytest.mark.parametrize("words", ["heute 9:30", "2026-11-22 11:59", "2020-01-01", "24.12.1999", "today 8am"])
def test_the_past_is_refused(words: str) -> None:
    with pytest.raises(UsageWrong, match="is past"):
        said(words)


def test_what_is_past_is_named_as_people_write_it() -> None:
    for language, moment in (("de", "So., 22. Nov. 2026, 09:30"), ("en", "Sun, 22 Nov 2026, 09:30")):
        speak(language)
        with pytest.raises(UsageWrong, match=re.escape(moment)):
            said("heute 9:30")


def test_of_a_time_that_comes_twice_neither_is_ahead_at_the_second() -> None:
    second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    for now, is_past in ((second - timedelta(seconds=1), False), (second, True)):
        calendar = Calendar(now=now, timezone=BERLIN)
        assert (calendar.at(calendar.today, time(2, 30)) < now) is is_past


def test_holidays_and_weekends_are_no_working_days() -> None:
    friday = datetime(2026, 12, 24, 12, 0, tzinfo=BERLIN)
    christmas = frozenset({date(2026, 12, 25), date(2026, 12, 28)})
    assert said("nächster Werktag 9:00", friday, christmas) == "2026-12-29 09:00"


def test_a_leap_day_may_be_eight_years_away() -> None:
    assert said("29.2. 9:00", datetime(2096, 3, 1, tzinfo=BERLIN)) == "2104-02-29 09:00"
    before = Calendar(now=datetime(2104, 2, 28, tzinfo=BERLIN), timezone=BERLIN)
    assert parse_since("29.2.", before) == datetime(2096, 2, 29, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("now", "words", "instant"),
    [
        ("2026-03-28T12:00+01:00", "morgen 2:30", "2026-03-29T01:30+00:00"),
        ("2026-03-28T12:00+01:00", "morgen 3:00", "2026-03-29T01:00+00:00"),
        ("2026-10-24T12:00+02:00", "morgen 2:30", "2026-10-25T00:30+00:00"),
        ("2026-10-25T02:40+02:00", "heute 2:30", "2026-10-25T01:30+00:00"),
        ("2026-03-28T12:00+01:00", "in 24 hours", "2026-03-29T11:00+00:00"),
        ("2026-03-28T12:00+01:00", "in 1 day", "2026-03-29T10:00+00:00"),
    ],
    ids=["skipped", "after the jump", "first of two", "second of two", "hours pass", "days keep the clock"],
)
def test_the_nights_on_which_clocks_change(now: str, words: str, instant: str) -> None:
    calendar = Calendar(now=datetime.fromisoformat(now).astimezone(UTC), timezone=BERLIN)
    assert parse_when(words, calendar) == datetime.fromisoformat(instant)


@given(
    st.integers(0, 2 * 365 * 24 * 60).map(lambda minutes: NEW_YEAR + timedelta(minutes=minutes)),
    st.sampled_from(
        ["morgen 2:30", "Montag 9:00", "18:30", "in 2 Stunden", "nächster Werktag 9:00", "sunday"]
    ),
)
def test_what_is_understood_lies_ahead_and_at_most_ten_days(now: datetime, words: str) -> None:
    meant = parse_when(words, Calendar(now=now, timezone=BERLIN))
    assert now <= meant
    assert (meant - now).days <= 10


@pytest.mark.parametrize("words", ["2026-11-01", "1.11.2026", "1.11.", "1. November"])
def test_since_a_day_begins_at_local_midnight(words: str) -> None:
    calendar = Calendar(now=SUNDAY.astimezone(UTC), timezone=BERLIN)
    assert parse_since(words, calendar) == datetime.combine(date(2026, 11, 1), time(), tzinfo=BERLIN)


def test_since_a_day_of_the_last_century_is_that_day() -> None:
    calendar = Calendar(now=SUNDAY.astimezone(UTC), timezone=BERLIN)
    assert parse_since("1.11.1998", calendar) == datetime.combine(date(1998, 11, 1), time(), tzinfo=BERLIN)


def test_since_a_day_that_is_none_is_wrong_usage() -> None:
    with pytest.raises(UsageWrong, match="Which day"):
        parse_since("neulich", Calendar(now=SUNDAY.astimezone(UTC), timezone=BERLIN))
