"""Find out what became of posts whose outcome is unknown, before anything is sent again."""

from datetime import datetime

from bot.domain.errors import ChannelError, Unauthorized
from bot.domain.ports import Publisher
from bot.domain.post import Post, PostStatus, Step
from bot.domain.retry import back_off
from bot.pipeline.app import App
from bot.pipeline.publish import to_post_error
from bot.pipeline.stopping import stop_channel


def recover(app: App) -> None:
    """End the leases of dead workers: expired ones, and at once those of dead processes of this host."""
    now = app.clock()
    for post in app.posts.list_with(PostStatus.PUBLISHING):
        expired = post.lease_until is not None and post.lease_until < now
        if (expired or app.is_dead(post.lease_owner)) and app.publishing.recover(post, now=now):
            app.progress("recovered", post=post.id, title=post.article_title)


def reconcile(app: App) -> None:
    """Look for every unconfirmed post on its platform."""
    for post in app.posts.list_with(PostStatus.UNCONFIRMED):
        publisher = app.publishers.get(post.channel)
        if publisher is not None and publisher.account == post.account:
            reconcile_post(app, publisher, post)


def reconcile_post(app: App, publisher: Publisher, post: Post) -> None:
    """Found: published. A read that fails is never "not found". Two empty looks: scheduled again."""
    app.progress("reconciling", post=post.id, channel=publisher.channel, title=post.article_title)
    try:
        receipt = publisher.find(post)
    except ChannelError as error:
        app.publishing.record_unreadable(post, to_post_error(error), now=app.clock())
        if isinstance(error, Unauthorized):
            stop_channel(app, publisher.channel, error)
        return
    if receipt is not None:
        app.publishing.record_receipt(post, receipt, step=Step.FOUND, now=app.clock())
        app.progress("found", post=post.id, channel=publisher.channel, permalink=receipt.permalink)
        return
    _count_empty_look(app, post, app.clock())


def _count_empty_look(app: App, post: Post, now: datetime) -> None:
    """Looks count only after the request could no longer land, and at least the confirm delay apart."""
    assert post.sent_at is not None
    if now < post.sent_at + app.rules.landing:
        return
    if post.not_found_at is None:
        app.publishing.record_not_found(post, now=now)
        return
    if now < post.not_found_at + app.rules.confirm_delay:
        return
    given_up = post.attempts - post.forgiven >= app.rules.retry.max_attempts
    status = PostStatus.FAILED if given_up else PostStatus.SCHEDULED
    due_at = now + back_off(max(post.attempts, 1), app.rules.retry, app.random)
    if app.publishing.record_absent(post, status=status, due_at=due_at, now=now):
        app.progress("not_found", post=post.id, status=status, title=post.article_title)
