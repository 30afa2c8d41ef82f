"""What went out is set right: a text that the platform dropped, a picture that is not there any more."""

import hashlib
from dataclasses import replace
from pathlib import Path

from bot.domain.errors import BotError, ChannelError, NeedsPerson, SettingsWrong, StorageError
from bot.domain.ports import Publisher
from bot.domain.post import Composition, Post, PostStatus, Receipt
from bot.events import Event
from bot.i18n import say
from bot.pipeline.context import App


def repair(app: App, publisher: Publisher, post: Post, receipt: Receipt) -> None:
    """Write the text once more where the platform shows another, or none; else a person is told."""
    if not receipt.is_altered:
        return
    public = app.posts.get_post(post.id)
    try:
        publisher.edit(public, public.composition.caption)
    except ChannelError as error:
        _tell(app, public, error)
    else:
        app.progress(Event.TEXT_REPAIRED, post=post.id, channel=publisher.channel)


def _tell(app: App, post: Post, error: ChannelError) -> None:
    message = say("The post is public, but without its text or with another one: {why}", why=error)
    advice = say("Put the text right in the app of the platform; `bot show {id}` has it.", id=post.id)
    row = {"kind": "altered", "code": error.code, "message": message, "advice": advice}
    app.posts.change(post, allowed=[PostStatus.PUBLISHED], error=row)
    app.progress(Event.TEXT_ALTERED, post=post.id, channel=post.channel, problem=message)


def find_picture(app: App, post: Post) -> Composition:
    """The composition with a picture that lies where it says: a lost one is drawn again.

    Raises NeedsPerson when it would look otherwise now.
    """
    sent = post.composition
    if _hash(sent.image) == sent.image_sha256:
        return sent
    drawn = _draw_again(app, post)
    if drawn is not None and (moved := _find_moved(sent, drawn)):
        return replace(sent, image=moved)
    sentence = say("The share image is gone, and drawn anew it would look otherwise: look at the post.")
    raise NeedsPerson(sentence)


def _find_moved(sent: Composition, drawn: Composition) -> str:
    """The picture where this instance keeps its made ones, should it have been moved with its folder."""
    place = str(Path(drawn.image).with_name(Path(sent.image).name))
    return place if _hash(place) == sent.image_sha256 else ""


def _draw_again(app: App, post: Post) -> Composition | None:
    known = app.articles.find(str(post.article_id))
    if known is None or not known.article.text:
        return None
    try:
        return app.composer.compose(known.article, post.channel, now=app.clock())
    except (StorageError, SettingsWrong):
        raise
    except BotError:
        return None


def _hash(path: str) -> str:
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except OSError:
        return ""
