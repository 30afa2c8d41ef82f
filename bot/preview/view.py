"""What is previewed: one frozen composition and what is known about its post."""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from bot.domain.post import Channel, Composition, Post, PostStatus
from bot.domain.schedule import Rules, TimingRules
from bot.domain.times import format_distance, format_moment, format_span
from bot.i18n import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """One channel's post to look at; status None: composed only to be looked at, in no queue.

    due_at, published_at: aware UTC; reason: why it was skipped, cancelled or waits; error: why the last
    attempt failed, as a sentence; why: why at that time and not earlier.
    """

    composition: Composition
    article_title: str
    article_url: str
    status: PostStatus | None = None
    post_id: int | None = None
    due_at: datetime | None = None
    published_at: datetime | None = None
    permalink: str = ""
    reason: str = ""
    error: str = ""
    why: str = ""

    @property
    def channel(self) -> Channel:
        """The channel of the composition."""
        return self.composition.channel


def preview_post(post: Post, rules: Rules) -> Preview:
    """A post of the database as a preview; rules: which say why it goes out at its time."""
    return Preview(
        composition=post.composition,
        article_title=post.article_title,
        article_url=post.article_url,
        status=post.status,
        post_id=post.id,
        due_at=post.due_at,
        published_at=post.published_at,
        permalink=post.permalink,
        reason=post.reason,
        error=post.error.message if post.error else "",
        why=explain_time(post, rules),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A post's status in one word, its tone (quiet, good, waiting, bad) and one sentence about when."""

    word: str
    tone: str
    sentence: str


TONES = {
    None: "quiet",
    PostStatus.DRAFT: "waiting",
    PostStatus.SCHEDULED: "good",
    PostStatus.PUBLISHING: "good",
    PostStatus.PUBLISHED: "good",
    PostStatus.UNCONFIRMED: "waiting",
    PostStatus.FAILED: "bad",
    PostStatus.MISSED: "bad",
    PostStatus.CANCELLED: "quiet",
    PostStatus.SKIPPED: "quiet",
}


def describe_standing(preview: Preview, now: datetime, timezone: tzinfo) -> Standing:
    """Status, tone and when."""
    return Standing(
        word=name_status(preview.status),
        tone=TONES[preview.status],
        sentence=f"{_say_when(preview, now, timezone)} {preview.why}".strip(),
    )


def name_status(status: PostStatus | None) -> str:
    """A status in the chosen language; None is a post in no queue."""
    return {
        None: say("preview only"),
        PostStatus.DRAFT: say("waits for approval"),
        PostStatus.SCHEDULED: say("scheduled"),
        PostStatus.PUBLISHING: say("being published"),
        PostStatus.PUBLISHED: say("published"),
        PostStatus.UNCONFIRMED: say("unconfirmed"),
        PostStatus.FAILED: say("failed"),
        PostStatus.MISSED: say("missed"),
        PostStatus.CANCELLED: say("cancelled"),
        PostStatus.SKIPPED: say("skipped"),
    }[status]


def _say_when(preview: Preview, now: datetime, timezone: tzinfo) -> str:
    due, out = (_say_moment(at, now, timezone) for at in (preview.due_at, preview.published_at))
    return {
        None: say("Nothing is planned; this is only how it would look."),
        PostStatus.DRAFT: say("Goes out only after somebody approves it, {when} at the earliest.", when=due),
        PostStatus.SCHEDULED: say("Goes out {when}.", when=due),
        PostStatus.PUBLISHING: say("Is being sent right now."),
        PostStatus.PUBLISHED: say("Went out {when}.", when=out),
        PostStatus.UNCONFIRMED: say(
            "Was sent, but the answer got lost; the bot is checking whether it is visible."
        ),
        PostStatus.FAILED: preview.error or say("Is not published; a person has to look at it."),
        PostStatus.MISSED: say("Was due {when}, while the bot was away; somebody has to decide.", when=due),
        PostStatus.CANCELLED: preview.reason or say("Will not go out."),
        PostStatus.SKIPPED: preview.reason or say("Will not go out."),
    }[preview.status]


def _say_moment(instant: datetime | None, now: datetime, timezone: tzinfo) -> str:
    if instant is None:
        return "–"
    return f"{format_moment(instant, timezone)} ({format_distance(instant, now)})"


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
