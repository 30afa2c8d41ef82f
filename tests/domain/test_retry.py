"""What becomes of a post after an error, and how long it waits."""

from datetime import timedelta

import pytest

from bot.domain import errors
from bot.domain.post import PostStatus
from bot.domain.schedule import MAX_DELAY, RetryRules, back_off, decide_after, decide_wait
from bot.domain.state import StopKind

RULES = RetryRules(delay=timedelta(minutes=2), max_attempts=3)


def no_jitter() -> float:
    return 0.0


def half_jitter() -> float:
    return 0.5


@pytest.mark.parametrize(
    ("attempt", "minutes"), [(0, 2), (1, 2), (2, 4), (3, 8), (7, 128), (9, 360), (500, 360)]
)
def test_the_back_off_doubles_up_to_a_cap_with_a_quarter_of_jitter(attempt: int, minutes: int) -> None:
    assert back_off(attempt, RULES, no_jitter) == timedelta(minutes=minutes)
    jittered = min(timedelta(minutes=minutes * 1.125), MAX_DELAY)
    assert back_off(attempt, RULES, half_jitter) == jittered


def test_twenty_doublings_are_the_most() -> None:
    quick = RetryRules(delay=timedelta(microseconds=1), max_attempts=3)
    waits = [back_off(attempt, quick, no_jitter) / quick.delay for attempt in (20, 21, 22)]
    assert waits == [1 << 19, 1 << 20, 1 << 20]


@pytest.mark.parametrize(
    ("error", "attempt", "status", "stops", "counts"),
    [
        (errors.OutcomeUnknown("?"), 1, PostStatus.UNCONFIRMED, None, True),
        (errors.OutcomeUnknown("?"), 99, PostStatus.UNCONFIRMED, None, True),
        (errors.Rejected("?"), 1, PostStatus.FAILED, None, True),
        (errors.Unavailable("?"), 2, PostStatus.SCHEDULED, None, True),
        (errors.Unavailable("?"), 99, PostStatus.SCHEDULED, None, True),
        (errors.Throttled("?"), 2, PostStatus.SCHEDULED, StopKind.THROTTLED, True),
        (errors.Throttled("?"), 99, PostStatus.SCHEDULED, StopKind.THROTTLED, True),
        (errors.Unauthorized("?"), 99, PostStatus.SCHEDULED, StopKind.UNAUTHORIZED, False),
        (errors.Blocked("?"), 99, PostStatus.SCHEDULED, StopKind.BLOCKED, False),
    ],
    ids=lambda value: getattr(value, "kind", str(value)),
)
def test_the_class_of_an_error_decides(
    error: errors.ChannelError, attempt: int, status: PostStatus, stops: StopKind | None, counts: bool
) -> None:
    decision = decide_after(error, attempt, RULES, no_jitter)
    assert (decision.status, decision.stops, decision.counts) == (status, stops, counts)


@pytest.mark.parametrize("error", [errors.Unavailable("?"), errors.Throttled("?")], ids=["down", "throttled"])
def test_what_surely_was_not_sent_is_given_up_by_time_and_not_by_number(error: errors.ChannelError) -> None:
    day = RULES.give_up_after
    assert decide_after(error, 3, RULES, no_jitter, waited=day).status is PostStatus.MISSED
    assert decide_after(error, 3, RULES, no_jitter, waited=2 * day).status is PostStatus.MISSED
    assert decide_after(error, 300, RULES, no_jitter, waited=day * 0.99).status is PostStatus.SCHEDULED
    assert decide_wait(error, 300, RULES, half_jitter) == timedelta(minutes=30)


@pytest.mark.parametrize(("asked", "waited"), [(None, 2), (1, 2), (60, 60)], ids=["nothing", "less", "more"])
def test_the_platforms_waiting_time_wins_when_it_is_longer(asked: int | None, waited: int) -> None:
    retry_after = None if asked is None else timedelta(minutes=asked)
    wait = decide_wait(errors.Throttled("?", retry_after=retry_after), 1, RULES, no_jitter)
    assert wait == timedelta(minutes=waited)
