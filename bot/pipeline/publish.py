"""Publish what is due, by the protocol: claim, prepare, fence, one visible call, record."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from bot.domain.errors import ChannelError, OutcomeUnknown, Rejected, Unavailable
from bot.domain.ports import Publisher
from bot.domain.post import Post, PostError, PostStatus, Receipt, Step
from bot.domain.retry import Decision, decide_after
from bot.domain.timing import find_slot
from bot.pipeline.app import App
from bot.pipeline.compose import SLOT_MEMORY
from bot.pipeline.freshen import freshen
from bot.pipeline.stopping import is_stopped, stop_channel


def publish_due(app: App, *, began_at: datetime) -> None:
    """Publish every due post that its channel's rules let out now.

    began_at: start of this pass; posts older than it waited, and their article is looked at again.
    """
    for publisher in app.publishers.values():
        for post in app.posts.list_due(publisher.account, app.clock()):
            if is_stopped(app, publisher.channel):
                break
            publish_post(app, publisher, post, began_at=began_at)


def publish_post(app: App, publisher: Publisher, post: Post, *, began_at: datetime) -> None:
    """One due post: checked, claimed, tried once."""
    if not _may_go_out_now(app, post):
        return
    ready = freshen(app, post, began_at=began_at)
    if ready is None:
        return
    now = app.clock()
    claimed = app.publishing.claim(ready, now=now, until=now + app.rules.lease)
    if claimed is None:
        return
    slot = _find_slot(app, claimed, now)
    if slot > now:  # another worker published since we looked; only the claim's holder can be sure
        app.publishing.release(claimed, due_at=slot)
        return
    app.progress("publishing", post=post.id, channel=publisher.channel, title=post.article_title)
    _attempt(app, publisher, claimed)


def _may_go_out_now(app: App, post: Post) -> bool:
    """Whether windows, gap and daily maximum allow it; if not, it is due again when they do."""
    now = app.clock()
    if post.composition.not_after and post.composition.not_after < now:
        reason = f"the event is over since {post.composition.not_after:%Y-%m-%d}"
        app.posts.change(post, allowed=[PostStatus.SCHEDULED], status=PostStatus.SKIPPED, reason=reason)
        return False
    slot = _find_slot(app, post, now)
    if slot > now:
        app.posts.change(post, allowed=[PostStatus.SCHEDULED], due_at=slot)
        return False
    return True


def _find_slot(app: App, post: Post, now: datetime) -> datetime:
    if post.pinned:
        return now
    sent = app.posts.list_sent(post.account, now - SLOT_MEMORY)
    return find_slot(now, app.rules.timing, sent) or now + app.rules.missed_after


def _attempt(app: App, publisher: Publisher, post: Post) -> None:
    try:
        handles = _prepare(app, publisher, post)
    except ChannelError as error:
        _record_error(app, publisher, post, error)
        return
    now = app.clock()
    if not app.publishing.fence(post, now=now, until=now + app.rules.lease):
        app.progress("lease_lost", post=post.id)
        return
    try:
        receipt = _publish(publisher, post, handles)
    except ChannelError as error:
        _record_error(app, publisher, post, error)
        return
    app.publishing.record_receipt(post, receipt, step=Step.PUBLISHED, now=app.clock())
    app.progress("published", post=post.id, channel=publisher.channel, permalink=receipt.permalink)


def _prepare(app: App, publisher: Publisher, post: Post) -> Mapping[str, str]:
    _check_image(post)
    try:
        return publisher.prepare(post, lambda name, value: app.publishing.keep(post.id, name, value))
    except OutcomeUnknown as error:
        raise Unavailable(str(error), code=error.code, advice=error.advice, trace=error.trace) from None


def _publish(publisher: Publisher, post: Post, handles: Mapping[str, str]) -> Receipt:
    """Whatever a client library raises after the fence, the post may be public."""
    try:
        return publisher.publish(post, handles)
    except ChannelError:
        raise
    except Exception as error:  # noqa: BLE001
        sentence = f"The answer could not be understood ({type(error).__name__}); the post may be public."
        raise OutcomeUnknown(sentence, code=type(error).__name__) from None


def _check_image(post: Post) -> None:
    """What goes out is what was previewed, to the byte. Raises Rejected."""
    path = Path(post.composition.image)
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        digest = ""
    if digest != post.composition.image_sha256:
        sentence = f"The share image {path.name} is missing or was changed since it was composed."
        raise Rejected(sentence, code="image", advice="Compose it again with `bot edit`, then `bot retry`.")


def _record_error(app: App, publisher: Publisher, post: Post, error: ChannelError) -> None:
    decision = decide_after(error, post.attempts - post.forgiven, app.rules.retry, app.random)
    now = app.clock()
    step = Step.UNKNOWN if decision.status is PostStatus.UNCONFIRMED else Step.REFUSED
    app.publishing.record_error(
        post,
        to_post_error(error),
        status=decision.status,
        due_at=_due_after(post, decision, now),
        step=step,
        now=now,
    )
    if decision.stops:
        stop_channel(app, publisher.channel, error)
    app.progress("not_published", post=post.id, status=decision.status, problem=str(error))


def _due_after(post: Post, decision: Decision, now: datetime) -> datetime:
    return post.due_at if decision.stops else now + decision.wait


def to_post_error(error: ChannelError) -> PostError:
    """The error as it is stored and shown."""
    return PostError(kind=error.kind, code=error.code, message=str(error), advice=error.advice)
