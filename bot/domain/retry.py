"""What happens to a post after a channel's error. Pure: the caller passes time and randomness in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.domain import errors
from bot.domain.post import PostStatus
from bot.domain.state import StopKind

MAX_DELAY = timedelta(hours=6)
LONGEST_PAUSE = timedelta(minutes=30)
"""Between two tries of what surely was not sent, unless the platform itself asks for more."""


LONGEST_ASKED = timedelta(days=1)
"""More is not waited for, whatever a platform asks: a mistake of its would silence the bot for years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryRules:
    """delay: first back-off, doubled each time up to MAX_DELAY.

    max_attempts: how often a post is sent whose sendings all got lost, before it is `failed`;
    give_up_after: how long what surely was not sent is tried, before it is `missed`.
    """

    delay: timedelta
    max_attempts: int
    give_up_after: timedelta = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What follows from an error.

    status: what the post gets; wait: before it is due again; stops: how the whole channel account stops,
    if it does; counts: whether the attempt counts towards the maximum.
    """

    status: PostStatus
    wait: timedelta = timedelta(0)
    stops: StopKind | None = None
    counts: bool = True


def back_off(attempt: int, rules: RetryRules, random: Callable[[], float]) -> timedelta:
    """Wait after `attempt` (counted from 1): doubled each time, up to a quarter of jitter, capped."""
    doubled = min(rules.delay * (1 << min(max(attempt, 1) - 1, 20)), MAX_DELAY)
    return min(doubled * (1 + random() / 4), MAX_DELAY)


def decide_after(
    error: errors.ChannelError,
    attempt: int,
    rules: RetryRules,
    random: Callable[[], float],
    *,
    waited: timedelta = timedelta(0),
) -> Decision:
    """What becomes of a post whose attempt ended in this error.

    attempt: how many attempts count by now, this one included; waited: since the first of them. A refused
    account is no fault of the post: its attempt does not count. A platform that is down is waited for,
    however often that takes.
    """
    stops = decide_stop(error)
    match error:
        case errors.OutcomeUnknown():
            return Decision(status=PostStatus.UNCONFIRMED)
        case errors.Rejected():
            return Decision(status=PostStatus.FAILED)
        case errors.Unauthorized() | errors.Blocked():
            return Decision(status=PostStatus.SCHEDULED, stops=stops, counts=False)
        case _:
            status = PostStatus.MISSED if waited >= rules.give_up_after else PostStatus.SCHEDULED
            return Decision(status=status, wait=decide_wait(error, attempt, rules, random), stops=stops)


def decide_stop(error: errors.ChannelError) -> StopKind | None:
    """Whether an error speaks of the account rather than of one post."""
    match error:
        case errors.Unauthorized():
            return StopKind.UNAUTHORIZED
        case errors.Blocked():
            return StopKind.BLOCKED
        case errors.Throttled():
            return StopKind.THROTTLED
        case _:
            return None


def decide_wait(
    error: errors.ChannelError, attempt: int, rules: RetryRules, random: Callable[[], float]
) -> timedelta:
    """The back-off, or what the platform asks for when that is longer."""
    wait = min(back_off(attempt, rules, random), LONGEST_PAUSE)
    return max(wait, min(error.retry_after or wait, LONGEST_ASKED))
