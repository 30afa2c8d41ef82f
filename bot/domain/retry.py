"""What happens to a post after a channel's error. Pure: the caller passes time and randomness in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.domain import errors
from bot.domain.post import PostStatus

MAX_DELAY = timedelta(hours=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryRules:
    """delay: first back-off, doubled each time up to MAX_DELAY; max_attempts: tries before `failed`."""

    delay: timedelta
    max_attempts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """status the post gets; wait before it is due again; stops: whether the whole channel account stops."""

    status: PostStatus
    wait: timedelta = timedelta(0)
    stops: bool = False


def back_off(attempt: int, rules: RetryRules, random: Callable[[], float]) -> timedelta:
    """Wait after `attempt` (counted from 1): doubled each time, up to a quarter of jitter, capped."""
    doubled = min(rules.delay * (1 << min(attempt - 1, 20)), MAX_DELAY)
    return min(doubled * (1 + random() / 4), MAX_DELAY)


def decide_after(
    error: errors.ChannelError, attempt: int, rules: RetryRules, random: Callable[[], float]
) -> Decision:
    """What becomes of a post whose attempt ended in this error."""
    match error:
        case errors.OutcomeUnknown():
            return Decision(status=PostStatus.UNCONFIRMED)
        case errors.Rejected():
            return Decision(status=PostStatus.FAILED)
        case errors.Unauthorized() | errors.Blocked():
            return Decision(status=PostStatus.SCHEDULED, stops=True)
        case _ if attempt >= rules.max_attempts:
            return Decision(status=PostStatus.FAILED)
        case _:
            wait = back_off(attempt, rules, random)
            return Decision(status=PostStatus.SCHEDULED, wait=max(wait, error.retry_after or wait))
