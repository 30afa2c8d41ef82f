"""For how long the others hold back after a sober post."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.schedule import QUIET_PERIOD, find_quiet_end

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("ago", "end"),
    [
        (SECOND, NOON - SECOND + QUIET_PERIOD),
        (QUIET_PERIOD - SECOND, NOON + SECOND),
        (QUIET_PERIOD, None),
        (-SECOND, NOON + SECOND + QUIET_PERIOD),
        (-timedelta(days=365), None),
    ],
    ids=["just now", "nearly over", "over", "the platform's clock is ahead", "a clock was wrong"],
)
def test_the_hush_lasts_for_its_hours(ago: timedelta, end: datetime | None) -> None:
    assert find_quiet_end(NOON, [NOON - ago]) == end


def test_the_last_of_several_sober_posts_counts() -> None:
    last = NOON - timedelta(hours=1)
    assert find_quiet_end(NOON, [last, NOON - timedelta(hours=5)]) == last + QUIET_PERIOD


def test_without_a_sober_post_nothing_holds_back() -> None:
    assert find_quiet_end(NOON, []) is None
