"""One attempt by the protocol: look if in doubt, prepare, fence, one visible call, record."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from bot.domain.errors import Blocked, ChannelError, OutcomeUnknown, Rejected, Unauthorized, Unavailable
from bot.domain.ports import Publisher
from bot.domain.post import Ending, Post, PostStatus, Step
from bot.domain.retry import decide_after, decide_wait
from bot.domain.words import say
from bot.pipeline import answers
from bot.pipeline.app import App
from bot.pipeline.handover import write_handover
from bot.pipeline.stopping import stop_channel


def attempt(app: App, publisher: Publisher, post: Post) -> None:
    """Try a claimed post once. Every way out but a crash or a StorageError ends the lease."""
    if post.doubted_since and _is_settled_by_look(app, publisher, post):
        return
    try:
        handles = _prepare(app, publisher, post)
    except ChannelError as error:
        _record_error(app, publisher, post, error)
        return
    now = app.clock()
    until = now + max(app.rules.lease, app.rules.landing)
    if not app.publishing.fence(post, now=now, until=until):
        app.publishing.release(post, due_at=post.due_at, now=now)
        app.progress("handed_back", post=post.id, channel=publisher.channel)
        return
    _send(app, publisher, post, handles, until)


def _is_settled_by_look(app: App, publisher: Publisher, post: Post) -> bool:
    """A third look, right before anything is sent again: an earlier request may have landed since."""
    try:
        receipt = answers.find(publisher, post)
    except ChannelError as error:
        now = app.clock()
        due_at = now + decide_wait(error, 1, app.rules.retry, app.random)
        ending = Ending(
            status=PostStatus.SCHEDULED, due_at=due_at, error=answers.to_post_error(error), counts=False
        )
        app.publishing.record_error(post, ending, step=Step.UNREADABLE, now=now)
        stop_channel(app, publisher.channel, error)
        return True
    if receipt is None or not app.publishing.record_receipt(post, receipt, step=Step.FOUND, now=app.clock()):
        return False
    app.progress("found", post=post.id, channel=publisher.channel, permalink=receipt.permalink)
    return True


def _prepare(app: App, publisher: Publisher, post: Post) -> Mapping[str, str]:
    _check_image(post)

    def keep(name: str, value: str) -> None:
        if not app.publishing.keep(post, name, value):
            sentence = say("Another process works on this post by now.")
            raise Unavailable(sentence, code="lease")

    return answers.prepare(publisher, post, keep)


def _send(app: App, publisher: Publisher, post: Post, handles: Mapping[str, str], until: datetime) -> None:
    """Between the fence and the call nothing may happen but a look at the clock."""
    try:
        if app.clock() >= until:
            sentence = say("The computer stood still right before sending. Nothing was sent.")
            raise Unavailable(sentence, code="asleep")
        receipt = answers.publish(publisher, post, handles)
    except ChannelError as error:
        _record_error(app, publisher, post, _doubt(post, error))
        return
    if app.publishing.record_receipt(post, receipt, step=Step.PUBLISHED, now=app.clock()):
        app.progress("published", post=post.id, channel=publisher.channel, permalink=receipt.permalink)
        return
    sentence = say("The platform answered with the address of another post; this one may be public.")
    _record_error(app, publisher, post, OutcomeUnknown(sentence, code="foreign receipt"))


def _hand_over(app: App, post: Post) -> None:
    folder = write_handover(post)
    if folder is not None:
        app.progress("handed_over", post=post.id, folder=str(folder))


def _doubt(post: Post, error: ChannelError) -> ChannelError:
    """A refusal may be due to an earlier request that landed, such as "duplicate": look before giving up."""
    if isinstance(error, Rejected) and post.doubted_since:
        return OutcomeUnknown(str(error), code=error.code, advice=error.advice, trace=error.trace)
    return error


def _check_image(post: Post) -> None:
    """What goes out is what was previewed, to the byte. Raises Rejected."""
    path = Path(post.composition.image)
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        digest = ""
    if digest != post.composition.image_sha256:
        sentence = say(
            "The share image {name} is missing or was changed since it was composed. Nothing is public.",
            name=path.name,
        )
        advice = say("Give it an image with `bot edit`, then `bot retry`.")
        raise Rejected(sentence, code="image", advice=advice)


def _record_error(app: App, publisher: Publisher, post: Post, error: ChannelError) -> None:
    decision = decide_after(error, post.attempts - post.forgiven, app.rules.retry, app.random)
    now = app.clock()
    is_open = decision.status is PostStatus.UNCONFIRMED
    ending = Ending(
        status=decision.status,
        due_at=now + decision.wait if decision.counts else post.due_at,
        error=answers.to_post_error(error),
        lands_until=now + app.rules.landing if is_open else None,
        counts=decision.counts,
    )
    app.publishing.record_error(post, ending, step=Step.UNKNOWN if is_open else Step.REFUSED, now=now)
    stop_channel(app, publisher.channel, error)
    if isinstance(error, Unauthorized | Blocked):
        _hand_over(app, post)
    app.progress("not_published", post=post.id, status=decision.status, problem=str(error))
