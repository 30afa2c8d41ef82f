"""Editing posts: before they are public here, afterwards on the platform."""

from dataclasses import asdict, dataclass, replace
from pathlib import Path

from bot.domain.channel import get_traits, utf16_length
from bot.domain.errors import BotError, SettingsWrong, StorageError, UsageWrong
from bot.domain.post import UNSENT_STATUSES, Post, PostStatus, Styling, parse_focus
from bot.i18n import say
from bot.pipeline.actions import Words, change, get_publisher, record, require, require_public
from bot.pipeline.context import App
from bot.pipeline.refresh import find_proposal, keep, settle
from bot.pipeline.seen import Part, Seen, require_seen

MOST_BYTES = 40_000_000
"""Of a person's picture; it is made small enough for the platforms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What `bot edit` changes; None leaves a part as it is.

    image: path of a JPEG, PNG, WebP or AVIF file, or its bytes; picture_title, layout, focus: as in Styling,
    empty for what the bot chooses itself.
    """

    caption: str | None = None
    alt_text: str | None = None
    image: Path | bytes | None = None
    picture_title: str | None = None
    layout: str | None = None
    focus: str | None = None

    def style(self, styling: Styling) -> Styling:
        """What is settled about the picture after these changes."""
        wishes = {"title": self.picture_title, "layout": self.layout, "focus": self.focus}
        return replace(styling, **{name: wish for name, wish in wishes.items() if wish is not None})


def edit(app: App, post_id: int, changes: Changes, *, who: str, seen: Seen | None = None) -> Post:
    """Change a post that is not public; voids an approval, so that somebody looks again.

    seen: what the person looked at; raises Changed when the post is another now.
    """
    post = app.posts.get_post(post_id)
    require_seen(post, seen, ignoring={Part.TIME})
    require(post, UNSENT_STATUSES)
    values = _check_changes(post, changes)
    if changes.image is not None:
        values |= _take_image(app, changes.image)
    elif changes.style(post.composition.styling) != post.composition.styling:
        values = _draw_anew(app, post, changes) | values
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
    limits = get_traits(post.channel).limits
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


def _draw_anew(app: App, post: Post, changes: Changes) -> dict[str, object]:
    """The article's picture as a person wants it. Raises UsageWrong."""
    known = app.articles.find(str(post.article_id))
    if known is None or not known.article.text:
        sentence = say("The article's words are not kept any more: give a picture with --image.")
        raise UsageWrong(sentence)
    styling = changes.style(post.composition.styling)
    try:
        if styling.focus:
            parse_focus(styling.focus)
        made = app.composer.compose(known.article, post.channel, now=app.clock(), styling=styling)
    except (ValueError, SettingsWrong) as error:
        raise UsageWrong(str(error)) from None
    if changes.layout and made.layout != changes.layout:
        sentence = say(
            "The layout “{layout}” needs what this article has not: a photo, a day, several days, "
            "a number or a quotation in the title.",
            layout=changes.layout,
        )
        raise UsageWrong(sentence)
    size = {"width": made.width, "height": made.height}
    drawn = {"image": made.image, "image_sha256": made.image_sha256, "alt_text": made.alt_text, **size}
    return drawn | {"layout": made.layout, "styling": asdict(made.styling), "cure": made.cure}


def _take_image(app: App, given: Path | bytes) -> dict[str, object]:
    """A copy of our own: the person's file may be gone, or out of the daemon's sight, when it is sent."""
    try:
        image = app.composer.take_image(given if isinstance(given, bytes) else _read_image(given))
    except (UsageWrong, StorageError):
        raise
    except BotError as error:
        name = say("picture") if isinstance(given, bytes) else given
        sentence = say("The image {path} cannot be used: {why}", path=name, why=error)
        raise UsageWrong(sentence) from None
    size = {"width": image.width, "height": image.height}
    return {"image": image.path, "image_sha256": image.sha256, "layout": "", "cure": "", **size}


def _read_image(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MOST_BYTES else b""
    except OSError as error:
        sentence = say("The image {path} cannot be read: {why}.", path=path, why=error.strerror)
        raise UsageWrong(sentence) from None
    if size > MOST_BYTES:
        most = MOST_BYTES // 1_000_000
        raise UsageWrong(say("The image {path} may have at most {size} MB.", path=path, size=most))
    return data
