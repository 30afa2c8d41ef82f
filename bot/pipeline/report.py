"""The weekly report, sent at most once a week, also across restarts and between daemons."""

from datetime import datetime

from bot.domain.post import PostStatus
from bot.domain.pulse import REPORT
from bot.domain.weekly import find_next_report
from bot.pipeline.app import App
from bot.pipeline.attach import make_attachments
from bot.pipeline.causes import list_causes
from bot.pipeline.expiry import list_expiries
from bot.pipeline.tell import TOLD_REPORT
from bot.pipeline.week import Week, render_body, render_title


def report_weekly(app: App) -> bool:
    """Send the report if its day has come and nobody else sends it; whether it was sent.

    The first time, only the beginning is noted: there is no week to tell of yet. Likewise when the last
    report lies in the future, which means that the clock was set back.
    """
    now, last = app.clock(), app.journal.find_note(REPORT)
    if app.notifier is None:
        return False
    if last is None or last.at > now:
        app.journal.note(REPORT, "", now=now)
        return False
    due = find_next_report(last.at, app.rules.timing.timezone)
    return due <= now and _send_once(app, compile_week(app, since=last.at), f"{TOLD_REPORT}{due:%Y-%m-%d}")


def compile_week(app: App, *, since: datetime) -> Week:
    """Look at the database; no network."""
    return Week(
        since=since,
        now=app.clock(),
        timezone=app.rules.timing.timezone,
        published=app.posts.list_published(since=since),
        coming=app.posts.list_with(PostStatus.SCHEDULED),
        causes=list_causes(app),
        stops=app.stops.list_stops(app.clock()),
        expiries=list_expiries(app),
    )


def _send_once(app: App, week: Week, name: str) -> bool:
    """Claimed before it is sent: a crash in between loses a report, but never sends it twice."""
    assert app.notifier is not None
    claimed = app.journal.claim(name, now=week.now)
    if claimed and not app.notifier.send(
        render_title(week), render_body(week), make_attachments(app, week.coming)
    ):
        app.journal.forget(name)
        app.progress("nobody_reached", what="weekly report")
        return False
    app.journal.note(REPORT, "", now=week.now)
    return claimed
