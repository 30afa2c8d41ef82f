"""One pass over everything, in the order in which an article travels."""

import traceback
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime

from bot.domain.errors import BotError
from bot.domain.post import Post, PostStatus
from bot.domain.state import AT_REST, CRASHED, STUMBLED
from bot.events import Event
from bot.i18n import say
from bot.pipeline.context import App
from bot.pipeline.plan import compose_new, cure_drafts
from bot.pipeline.publish import give_up, publish_due
from bot.pipeline.publisher_calls import find_publisher
from bot.pipeline.reconcile import adopt_forgotten, must_watch_first, note_gap, reconcile, recover
from bot.pipeline.refresh import revisit
from bot.pipeline.reports import report_weekly, tell
from bot.pipeline.watch import SourceReport, watch


@dataclass(frozen=True, slots=True, kw_only=True)
class PassReport:
    """What one pass did: sources looked at, posts composed and published."""

    sources: tuple[SourceReport, ...]
    composed: int
    published: int


def run_pass(app: App, *, forced: bool = True) -> PassReport:
    """Recover, publish what waited, watch, compose, revisit, publish what is new, tell.

    What is due never waits for what the archive shows. Raises StorageError, SettingsWrong.
    """
    began_at = app.clock()
    before = _count_published(app)
    note_gap(app)
    recover(app)
    publish_and_reconcile(app, began_at=began_at, forced=forced)
    sources = watch(app, forced=forced)
    cure_drafts(app)
    composed = compose_new(app)
    revisit(app)
    publish_and_reconcile(app, began_at=began_at)
    tell(app)
    report_weekly(app)
    app.journal.note(AT_REST, app.publishing.worker, now=app.clock())
    return PassReport(sources=sources, composed=composed, published=_count_published(app) - before)


def publish_and_reconcile(app: App, *, began_at: datetime, forced: bool = False) -> None:
    """Look for unknown outcomes first, then publish, then look for what this pass left unknown."""
    if must_watch_first(app):
        return
    adopt_forgotten(app)
    reconcile(app, forced=forced)
    mark_missed(app)
    publish_due(app, began_at=began_at)
    reconcile(app)


def mark_missed(app: App) -> None:
    """Posts overdue by more than the limit ask a person; a burst of old news helps nobody.

    However often they were put off since: an article that nobody can read is not waited for for ever.
    """
    for post in app.posts.list_overdue(since=app.clock() - app.rules.missed_after):
        values: dict[str, object] = {"status": PostStatus.MISSED, "reason": _explain_missed(app, post)}
        if post.error:
            values["error"] = asdict(give_up(post, post.error))
        if app.posts.change(post, allowed=[PostStatus.SCHEDULED], **values):
            app.progress(Event.MISSED, post=post.id, title=post.article_title)


def _explain_missed(app: App, post: Post) -> str:
    if find_publisher(app, post) is None:
        return say(
            "its account {account} is not in the settings any more; `bot reschedule` moves it to the "
            "present one, or use `bot cancel`",
            account=post.account,
        )
    if post.overdue_since and post.reason:
        return say(
            "its article could not be read again ({problem}); decide with `bot reschedule` or `bot cancel`",
            problem=post.reason,
        )
    return say("its time passed while nothing could be sent; decide with `bot reschedule` or `bot cancel`")


def _count_published(app: App) -> int:
    counts = app.posts.count_by_status()
    return sum(count for (_, status), count in counts.items() if status is PostStatus.PUBLISHED)


def note_crash(app: App, step: str, error: Exception) -> None:
    """Remember it. A defect counts at once, trouble such as a busy database when it comes twice in a row.

    Never raises BotError: the database may be the very reason.
    """
    with suppress(BotError):
        if isinstance(error, BotError) and app.journal.claim(STUMBLED + step, now=app.clock()):
            return
        if app.journal.find_note(CRASHED + step) is None:
            app.journal.note(CRASHED + step, describe(error), now=app.clock())


def forget_crash(app: App, step: str) -> None:
    """It went well."""
    for name in (STUMBLED + step, CRASHED + step):
        if app.journal.find_note(name):
            app.journal.forget(name)


def describe(error: Exception) -> str:
    """Without secrets: our own sentences hold none, and of other errors only kind and place are told."""
    return str(error) if isinstance(error, BotError) else f"{type(error).__name__}, {find_place(error)}"


def find_place(error: Exception) -> str:
    """Where it was raised."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "?"
