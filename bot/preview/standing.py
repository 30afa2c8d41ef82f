"""Where a post stands, in a person's words."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from bot.domain.moments import format_distance, format_moment
from bot.domain.post import PostStatus
from bot.domain.words import say
from bot.preview.item import Preview


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
