"""Editing posts: before they are public here, afterwards on the platform."""

from dataclasses import dataclass
from pathlib import Path

from bot.domain.channel import LIMITS, utf16_length
from bot.domain.errors import UsageWrong
from bot.domain.post import UNSENT_STATUSES, Post, PostStatus
from bot.i18n import say
from bot.pipeline.actions import Words, change, get_publisher, record, require, require_public
from bot.pipeline.context import App
from bot.pipeline.refresh import find_proposal, keep, settle
from bot.pipeline.seen import Part, Seen, require_seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What `bot edit` changes; None leaves a part as it is. image: path of a picture, or its bytes."""

    caption: str | None = None
    alt_text: str | None = None
    image: Path | bytes | None = None


def edit(app: App, post_id: int, changes: Changes, *, who: str, seen: Seen | None = None) -> Post:
    """Change a post that is not public; voids an approval, so that somebody looks again.

    seen: what the person looked at; raises Changed when the post is another now.
    """
    post = app.posts.get_post(post_id)
    require_seen(post, seen, ignoring={Part.TIME})
    require(post, UNSENT_STATUSES)
    values = _check_changes(post, changes)
    if changes.image is not None:
        values |= _take_image(app, changes.image, LIMITS[post.channel].image_bytes)
    if not values:
        return post
    parts = ", ".join(sorted(values.keys() & {"caption", "alt_text", "image"}))
    if post.approved_by and post.status is PostStatus.SCHEDULED:
        values |= {"status": PostStatus.DRAFT, "reason": say("edited after it was approved")}
    values |= {"edited": True, "approved_by": "", "approved_at": None}
    return change(app, post, values, Words("edit", who, parts))


def edit_published(app: App, post_id: int, caption: str, *, who: str) -> Post:
    """Change the text of a public post on its platform. Raises ChannelError."""
    post = app.posts.get_post(post_id)
    require_public(post)
    _check_changes(post, Changes(caption=caption))
    get_publisher(app, post).edit(post, caption)
    values = {"caption": caption, "edited": True}
    edited = change(app, post, values, Words("edit-published", who), is_done=True)
    settle(app, edited)
    return edited


def keep_published(app: App, post_id: int, *, who: str) -> Post:
    """Leave a public post as it is although its article was corrected or withdrawn; it is not asked again."""
    post = app.posts.get_post(post_id)
    require(post, [PostStatus.PUBLISHED])
    if proposal := find_proposal(app, post):
        keep(app, post, proposal)
        record(app, post, Words("keep", who, proposal.since))
    return post


def _check_changes(post: Post, changes: Changes) -> dict[str, object]:
    limits = LIMITS[post.channel]
    values: dict[str, object] = {}
    for name, words, limit in (
        ("caption", changes.caption, limits.caption),
        ("alt_text", changes.alt_text, limits.alt_text),
    ):
        if words is not None:
            values[name] = _check_length(words, limit)
    return values


def _check_length(words: str, limit: int) -> str:
    if not words.strip():
        sentence = say("Text and alt text must not be empty.")
        raise UsageWrong(sentence)
    if utf16_length(words) > limit:
        sentence = say(
            "The text has {count} characters; {limit} are allowed.", count=utf16_length(words), limit=limit
        )
        raise UsageWrong(sentence)
    return words


def _take_image(app: App, given: Path | bytes, limit: int) -> dict[str, object]:
    """A copy of our own: the person's file may be gone, or out of the daemon's sight, when it is sent."""
    image = app.composer.take_image(given if isinstance(given, bytes) else _read_image(given, limit))
    size = {"width": image.width, "height": image.height}
    return {"image": image.path, "image_sha256": image.sha256, **size}


def _read_image(path: Path, limit: int) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        sentence = say("The image {path} cannot be read: {why}.", path=path, why=error.strerror)
        raise UsageWrong(sentence) from None
    if not data.startswith(b"\xff\xd8\xff") or len(data) > limit:
        sentence = say(
            "The image {path} must be a JPEG of at most {size} MB.", path=path, size=limit // 1_000_000
        )
        raise UsageWrong(sentence)
    return data
