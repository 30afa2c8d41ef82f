"""When a post may go out, held against a walk over every minute."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.schedule import HORIZON, TimingRules, find_slot, never_closed, parse_windows

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
ZONES = (
    "Europe/Berlin",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "America/St_Johns",
    "America/Havana",
    "Pacific/Apia",
    "Africa/Casablanca",
    "UTC",
)
EDGES = (
    datetime(2026, 3, 29, 0, tzinfo=UTC),  # Berlin skips an hour
    datetime(2026, 10, 24, 23, tzinfo=UTC),  # Berlin doubles one
    datetime(2028, 2, 28, 20, tzinfo=UTC),  # leap day
    datetime(2026, 12, 31, 21, tzinfo=UTC),
    datetime(2026, 4, 4, 14, tzinfo=UTC),  # Lord Howe moves by half an hour
    datetime(2026, 2, 15, 1, tzinfo=UTC),  # Casablanca begins Ramadan
    datetime(2011, 12, 29, 9, tzinfo=UTC),  # Apia skips a whole day
    datetime(2010, 11, 7, 2, tzinfo=UTC),  # St John's falls back over midnight: the date runs backwards
    datetime(2026, 3, 8, 4, tzinfo=UTC),  # Havana has no midnight
    datetime(2026, 11, 1, 3, tzinfo=UTC),  # Havana doubles the hour after midnight
)
WINDOWS = (
    "Mo-So 08:00-20:00",
    "Mo,Mi,Fr 09:15-09:45; Sa 12:00-12:01",
    "22:30-01:15",
    "02:15-02:45; 03:00-03:10",
    "00:00-24:00",
    "23:00-24:00; 00:00-00:20",
)


def is_holiday(day: date) -> bool:
    return day.day in {1, 9, 29}


def make_rules(zone: str, windows: str, gap: int, per_day: int, *, holidays: bool = False) -> TimingRules:
    return TimingRules(
        windows=parse_windows(windows),
        timezone=ZoneInfo(zone),
        min_gap=timedelta(seconds=gap),
        max_per_day=per_day,
        is_closed=is_holiday if holidays else never_closed,
    )


RULES = st.builds(
    make_rules,
    st.sampled_from(ZONES),
    st.sampled_from(WINDOWS),
    st.sampled_from([0, 1, 60, 1800, 2700, 7200, 90_000]),
    st.sampled_from([1, 2, 6, 1000]),
    holidays=st.booleans(),
)
MOMENTS = st.builds(
    lambda edge, seconds, micro: edge + timedelta(seconds=seconds, microseconds=micro),
    st.sampled_from(EDGES),
    st.integers(-50_000, 130_000),
    st.sampled_from([0, 1, 999_999]),
)
TAKEN = st.lists(st.integers(-100_000, 200_000), max_size=8)


def is_allowed(instant: datetime, rules: TimingRules, taken: list[datetime]) -> bool:
    local = instant.astimezone(rules.timezone)
    minute = local.hour * 60 + local.minute
    return (
        any(local.weekday() in w.days and w.start <= minute < w.end for w in rules.windows)
        and not rules.is_closed(local.date())
        and sum(t.astimezone(rules.timezone).date() == local.date() for t in taken) < rules.max_per_day
        and all(abs((instant - t).total_seconds()) >= rules.min_gap.total_seconds() for t in taken)
    )


def walk(earliest: datetime, rules: TimingRules, taken: list[datetime]) -> datetime:
    """The first allowed of: now, every whole minute, and the ends of gaps."""
    ends = sorted(end for t in taken if (end := t + rules.min_gap) >= earliest)
    candidates = [earliest, *ends]
    minute = earliest.replace(second=0, microsecond=0) + MINUTE
    while True:
        for candidate in sorted(c for c in [*candidates, minute] if c <= minute):
            if is_allowed(candidate, rules, taken):
                return candidate
        candidates = [candidate for candidate in candidates if candidate > minute]
        minute += MINUTE


@given(earliest=MOMENTS, rules=RULES, offsets=TAKEN)
@settings(max_examples=150, deadline=None)
@example(
    earliest=datetime(2010, 11, 7, 2, 45, tzinfo=UTC),
    rules=make_rules("America/St_Johns", "00:00-24:00", 0, 1),
    offsets=[0],
)
@example(
    earliest=datetime(2026, 10, 25, 0, 50, 30, tzinfo=UTC),
    rules=make_rules("Europe/Berlin", "02:15-02:45", 0, 1000),
    offsets=[],
)
@example(
    earliest=datetime(2026, 3, 29, 0, 30, tzinfo=UTC),
    rules=make_rules("Europe/Berlin", "02:15-02:45; 03:00-03:10", 0, 1000),
    offsets=[],
)
def test_a_slot_is_the_earliest_allowed_instant(
    earliest: datetime, rules: TimingRules, offsets: list[int]
) -> None:
    taken = [earliest + timedelta(seconds=offset) for offset in offsets]
    assert find_slot(earliest, rules, taken) == walk(earliest, rules, taken)


@given(start=MOMENTS, rules=RULES, jumps=st.lists(st.integers(-7200, 20_000), min_size=5, max_size=12))
@settings(max_examples=100, deadline=None)
def test_a_queue_planned_by_a_jumping_clock_keeps_every_rule(
    start: datetime, rules: TimingRules, jumps: list[int]
) -> None:
    now, planned = start, []
    for jump in jumps:
        now += timedelta(seconds=jump)
        slot = find_slot(now, rules, planned)
        assert slot is not None
        assert slot >= now
        assert is_allowed(slot, rules, planned)
        planned.append(slot)
    apart = [later - earlier for earlier, later in pairwise(sorted(planned))]
    assert all(distance >= rules.min_gap for distance in apart)


def test_three_hours_of_backlog_go_out_spaced_and_inside_the_window() -> None:
    rules = make_rules("Europe/Berlin", "Mo-So 08:00-20:00", 2700, 6)
    now, sent = datetime(2026, 6, 1, 16, 30, tzinfo=UTC), []
    for _ in range(4):
        sent.append(find_slot(now, rules, sent))
    local = [f"{slot.astimezone(rules.timezone):%d %H:%M}" for slot in sent if slot]
    assert local == ["01 18:30", "01 19:15", "02 08:00", "02 08:45"]


def test_the_maximum_counts_local_dates() -> None:
    rules = make_rules("Asia/Kathmandu", "00:00-24:00", 0, 1)
    sent = datetime(2026, 5, 4, 18, 14, tzinfo=UTC)  # 23:59 in Kathmandu
    assert find_slot(sent, rules, [sent]) == sent + MINUTE


def test_windows_that_never_open_have_no_slot() -> None:
    shut = TimingRules(
        windows=parse_windows("00:00-24:00"),
        timezone=ZoneInfo("Europe/Berlin"),
        min_gap=timedelta(0),
        max_per_day=1,
        is_closed=lambda day: day.year < 2100,
    )
    assert find_slot(datetime(2026, 1, 1, tzinfo=UTC), shut, []) is None
    assert timedelta(days=366) < HORIZON


@pytest.mark.parametrize(("opens", "is_found"), [(399, True), (400, True), (401, False)])
def test_a_slot_is_looked_for_up_to_four_hundred_days_ahead(opens: int, *, is_found: bool) -> None:
    now = datetime(2026, 1, 1, 8, tzinfo=UTC)
    rules = replace(
        make_rules("UTC", "00:00-24:00", 0, 1), is_closed=lambda day: day < (now + opens * DAY).date()
    )
    assert find_slot(now, rules, []) == (now.replace(hour=0) + opens * DAY if is_found else None)


def test_an_earliest_instant_in_another_zone_is_understood() -> None:
    rules = make_rules("Europe/Berlin", "Mo-So 08:00-20:00", 0, 6)
    earliest = datetime(2026, 6, 1, 4, 0, tzinfo=ZoneInfo("America/New_York"))
    slot = find_slot(earliest, rules, [])
    assert slot == earliest
    assert slot.tzinfo is UTC
