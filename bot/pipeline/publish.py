"""Publish what is due: what the rules let out now is claimed and tried once."""

from datetime import datetime, timedelta

from bot.domain.hush import SOBER_HUSH
from bot.domain.ports import Publisher
from bot.domain.post import Post, PostStatus
from bot.domain.timing import find_slot
from bot.domain.words import say
from bot.pipeline.app import App
from bot.pipeline.attempt import attempt
from bot.pipeline.compose import SLOT_MEMORY, explain_over, find_hush_end
from bot.pipeline.freshen import freshen
from bot.pipeline.stopping import is_stopped


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
    app.progress("next_post", post=post.id)
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
        app.publishing.release(claimed, due_at=slot, now=now)
        return
    app.progress("publishing", post=post.id, channel=publisher.channel, title=post.article_title)
    attempt(app, publisher, claimed)


def _may_go_out_now(app: App, post: Post) -> bool:
    """Whether windows, gap, daily maximum and hush allow it; if not, it is due again when they do."""
    now = app.clock()
    if over := explain_over(post.composition, now):
        app.posts.change(post, allowed=[PostStatus.SCHEDULED], status=PostStatus.SKIPPED, reason=over)
        return False
    slot = _find_slot(app, post, now)
    if slot > now:
        reason = _explain_hush(app, post, now)
        app.posts.change(post, allowed=[PostStatus.SCHEDULED], due_at=slot, reason=reason)
        return False
    return True


def _find_slot(app: App, post: Post, now: datetime) -> datetime:
    if post.pinned:
        return now
    sent = app.posts.list_sent(post.account, now - SLOT_MEMORY)
    earliest = find_hush_end(app, post.composition, now) or now
    return find_slot(earliest, app.rules.timing, sent) or now + app.rules.missed_after


def _explain_hush(app: App, post: Post, now: datetime) -> str:
    if not find_hush_end(app, post.composition, now):
        return ""
    hours = SOBER_HUSH // timedelta(hours=1)
    return say("a sober post went out; the others hold back for {hours} hours", hours=hours)
