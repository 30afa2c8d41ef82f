"""Why a post goes out at that time and not earlier, in one sentence."""

from datetime import datetime, timedelta

from bot.domain.moments import format_span
from bot.domain.post import Post, PostStatus
from bot.domain.rules import Rules
from bot.domain.timing import TimingRules
from bot.domain.words import say

SAME = timedelta(minutes=1)
"""Slots are whole minutes: a post that is due so soon after its hold waits for nothing else."""


def explain_time(post: Post, rules: Rules) -> str:
    """Empty where there is nothing to explain: it does not wait, or its reason says why already."""
    if post.status not in {PostStatus.SCHEDULED, PostStatus.DRAFT} or post.reason or post.error:
        return ""
    if post.pinned:
        return say("A person chose this time.")
    earliest = post.created_at + rules.hold
    if post.due_at > earliest + SAME:
        return _explain_wait(earliest, rules.timing)
    if not rules.hold:
        return say("As soon as possible.")
    return say("After {span} in which it can be looked at and corrected.", span=format_span(rules.hold))


def _explain_wait(earliest: datetime, timing: TimingRules) -> str:
    local = earliest.astimezone(timing.timezone)
    if timing.is_closed(local.date()):
        return say("Before that it is a public holiday.")
    if not any(window.holds(local) for window in timing.windows):
        return say("Before that nothing is posted (BOT_POSTING_WINDOWS).")
    return say(
        "Others go out before it: at least {span} lie between two, and at most {count} go out a day.",
        span=format_span(timing.min_gap),
        count=timing.max_per_day,
    )
