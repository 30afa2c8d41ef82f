"""One pass over everything, in the order in which an article travels."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.post import Post, PostStatus
from bot.domain.words import say
from bot.pipeline.app import App
from bot.pipeline.compose import compose_new
from bot.pipeline.publish import publish_due
from bot.pipeline.reconcile import reconcile, recover
from bot.pipeline.report import report_weekly
from bot.pipeline.revisit import revisit
from bot.pipeline.tell import tell
from bot.pipeline.watch import SourceReport, watch


@dataclass(frozen=True, slots=True, kw_only=True)
class PassReport:
    """What one pass did: sources looked at, posts composed and published."""

    sources: tuple[SourceReport, ...]
    composed: int
    published: int


def run_pass(app: App, *, forced: bool = True) -> PassReport:
    """Recover, watch, compose, revisit, reconcile, publish, tell. Raises StorageError, SettingsWrong."""
    began_at = app.clock()
    before = _count_published(app)
    recover(app)
    sources = watch(app, forced=forced)
    composed = compose_new(app)
    revisit(app)
    publish_and_reconcile(app, began_at=began_at, forced=forced)
    tell(app)
    report_weekly(app)
    return PassReport(sources=sources, composed=composed, published=_count_published(app) - before)


def publish_and_reconcile(app: App, *, began_at: datetime, forced: bool = False) -> None:
    """Look for unknown outcomes first, then publish, then look for what this pass left unknown."""
    reconcile(app, forced=forced)
    mark_missed(app)
    publish_due(app, began_at=began_at)
    reconcile(app)


def mark_missed(app: App) -> None:
    """Posts overdue by more than the limit ask a person; a burst of old news helps nobody."""
    for post in app.posts.list_with(PostStatus.SCHEDULED, due_before=app.clock() - app.rules.missed_after):
        reason = _explain_missed(app, post)
        if app.posts.change(post, allowed=[PostStatus.SCHEDULED], status=PostStatus.MISSED, reason=reason):
            app.progress("missed", post=post.id, title=post.article_title)


def _explain_missed(app: App, post: Post) -> str:
    publisher = app.publishers.get(post.channel)
    if publisher is None or publisher.account != post.account:
        return say(
            "its account {account} is not in the settings any more; `bot reschedule` moves it to the "
            "present one, or use `bot cancel`",
            account=post.account,
        )
    return say("its time passed while nothing could be sent; decide with `bot reschedule` or `bot cancel`")


def _count_published(app: App) -> int:
    counts = app.posts.count_by_status()
    return sum(count for (_, status), count in counts.items() if status is PostStatus.PUBLISHED)
