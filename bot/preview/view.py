"""What people see of a post before it is public, and where a channel hides the rest of a caption."""

import base64
import hashlib
import io
import re
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

from bot.domain.channel import get_traits, name_channel, utf16_length
from bot.domain.post import TONES, Channel, Composition, Post, PostStatus, name_status
from bot.domain.schedule import Rules, TimingRules
from bot.domain.times import format_distance, format_moment, format_span
from bot.i18n import get_language, say


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

    @property
    def label(self) -> str:
        """The channel's name as people write it."""
        return name_channel(self.channel)


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


def describe_standing(preview: Preview, now: datetime, timezone: tzinfo) -> Standing:
    """Status, tone and when."""
    return Standing(
        word=name_status(preview.status),
        tone=TONES[preview.status],
        sentence=f"{_say_when(preview, now, timezone)} {preview.why}".strip(),
    )


def _say_when(preview: Preview, now: datetime, timezone: tzinfo) -> str:
    due, out = (_say_moment(at, now, timezone) for at in (preview.due_at, preview.published_at))
    draft = say("Goes out only after somebody approves it, {when} at the earliest.", when=due)
    if preview.due_at and preview.due_at <= now:
        draft = say("Goes out only after somebody approves it, then in the next free slot.")
    return {
        None: say("Nothing is planned; this is only how it would look."),
        PostStatus.DRAFT: draft,
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
    if post.approved_by:  # when it was given its slot is not known any more
        return ""
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
    if not timing.min_gap:
        return say("Others go out before it: at most {count} go out a day.", count=timing.max_per_day)
    return say(
        "Others go out before it: at least {span} lie between two, and at most {count} go out a day.",
        span=format_span(timing.min_gap),
        count=timing.max_per_day,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One limit: its name, how much is used, how much is allowed, and both in words."""

    name: str
    used: int
    allowed: int
    words: str

    @property
    def is_over(self) -> bool:
        """Whether the platform would refuse or cut."""
        return self.used > self.allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture as it lies on the disk; content is empty and `problem` a sentence when it cannot be shown."""

    content: bytes
    problem: str = ""

    @property
    def data_uri(self) -> str:
        """The exact bytes for an `img` element; empty without a picture."""
        return _data_uri(self.content) if self.content else ""

    @property
    def grid_uri(self) -> str:
        """The 3:4 crop of the profile grid, made small; empty without a picture."""
        tile = crop_to_grid(self.content)
        return _data_uri(tile) if tile else ""


def list_bars(composition: Composition, image_bytes: int) -> tuple[Bar, ...]:
    """The limits a person should look at, in order of importance."""
    limits = get_traits(composition.channel).limits
    return (
        _count(say("Text"), utf16_length(composition.caption), limits.caption),
        _count(say("Hashtags"), len(composition.hashtags), limits.hashtags),
        _count(say("Alt text"), utf16_length(composition.alt_text), limits.alt_text),
        _weigh(say("Picture file"), image_bytes, limits.image_bytes),
    )


def _count(name: str, used: int, allowed: int) -> Bar:
    words = say("{used} of {allowed}", used=format_number(used), allowed=format_number(allowed))
    return Bar(name=name, used=used, allowed=allowed, words=words)


def _weigh(name: str, used: int, allowed: int) -> Bar:
    words = say(
        "{used} of {allowed}", used=f"{round(used / 1000)} kB", allowed=f"{round(allowed / 1_000_000)} MB"
    )
    return Bar(name=name, used=used, allowed=allowed, words=words)


def format_number(number: int) -> str:
    """A whole number with the language's thousands separator."""
    return f"{number:,}".replace(",", ".") if get_language() == "de" else f"{number:,}"


_JPEG = b"\xff\xd8\xff"
GRID_SIZE = (324, 432)
"""A profile's grid shows every post as 3:4, cut from the middle (as of January 2025)."""


def load_picture(composition: Composition) -> Picture:
    """Read the picture that will be sent and compare it with the hash that was frozen with the post."""
    try:
        content = Path(composition.image).read_bytes()
    except OSError:
        return Picture(content=b"", problem=say("The picture is no longer on this machine."))
    if hashlib.sha256(content).hexdigest() != composition.image_sha256:
        problem = say("The picture on the disk is not the one that was composed; it would not be sent.")
        return Picture(content=content if content.startswith(_JPEG) else b"", problem=problem)
    return Picture(content=content)


def _data_uri(content: bytes) -> str:
    return "data:image/jpeg;base64," + base64.b64encode(content).decode("ascii")


def crop_to_grid(content: bytes) -> bytes:
    """The crop; nothing for a file that somebody damaged. No other decoder than JPEG's ever sees it."""
    return _make_small(content, GRID_SIZE)


def shrink(content: bytes, width: int) -> bytes:
    """All of a picture, at most this wide in pixels; nothing for a damaged one."""
    return _make_small(content, (width, 0))


def _make_small(content: bytes, size: tuple[int, int]) -> bytes:
    """A height of 0 keeps the proportions."""
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(content), formats=("JPEG",)) as image:
            width, height = size
            if not height:
                width = min(width, image.width)
                height = max(1, round(image.height * width / image.width))
            image.draft("RGB", (width, height))
            tile = ImageOps.fit(image.convert("RGB"), (width, height), Image.Resampling.LANCZOS)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return b""
    made = io.BytesIO()
    tile.save(made, "JPEG", quality=82, optimize=True)
    return made.getvalue()


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """A caption cut at the fold; `hidden` is empty when all of it shows."""

    shown: str
    hidden: str


def fold_caption(caption: str, channel: Channel) -> Folded:
    """Cut a caption where the channel cuts it, at a blank where there is one near."""
    fold = get_traits(channel).limits.fold
    if utf16_length(caption) <= fold:
        return Folded(shown=caption, hidden="")
    cut = _count_characters(caption, fold)
    blank = max(caption.rfind(" ", 0, cut + 1), caption.rfind("\n", 0, cut + 1))
    cut = blank if blank > cut // 2 else cut
    return Folded(shown=caption[:cut].rstrip(), hidden=caption[cut:].strip())


def _count_characters(caption: str, units: int) -> int:
    """How many whole characters fit into so many UTF-16 units."""
    used = 0
    for index, character in enumerate(caption):
        used += 2 if ord(character) > 0xFFFF else 1
        if used > units:
            return index
    return len(caption)


_LINKED = re.compile(
    r"""https?://[^\s<>"]*[^\s<>".,;:!?)\]»“”…]"""
    r"|(?<!\w)#(?=\w*[^\W\d])\w+"
    r"|(?<!\w)@\w+(?:\.\w+)*"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A stretch of text; is_linked: shown in the link colour."""

    text: str
    is_linked: bool


def mark_caption(caption: str) -> tuple[Mark, ...]:
    """Split a caption into plain and linked stretches; joined they are the caption again."""
    marks: list[Mark] = []
    end = 0
    for match in _LINKED.finditer(caption):
        marks.append(Mark(text=caption[end : match.start()], is_linked=False))
        marks.append(Mark(text=match.group(), is_linked=True))
        end = match.end()
    marks.append(Mark(text=caption[end:], is_linked=False))
    return tuple(mark for mark in marks if mark.text)
