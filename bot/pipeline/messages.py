"""Tell people what needs them: each cause once, several in one message, with the command to type."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from bot.domain.errors import BotError
from bot.domain.post import Post
from bot.events import Event
from bot.i18n import say_count
from bot.pipeline.attention import Cause, list_causes
from bot.pipeline.context import App

TOLD = "told "
"""Notes of this name remember what was told."""

TOLD_REPORT = f"{TOLD}report "
"""Those of weekly reports; a day follows."""

AGAIN_AFTER = timedelta(days=1)
"""What comes and goes is told so often at most."""


def tell(app: App) -> int:
    """Send what was not told yet; how many causes. What reached nobody is tried with the next pass.

    Claimed before it is sent, so that of several daemons one tells it. If the process is killed while it
    sends, `bot status` and the weekly report still name the cause.
    """
    if app.notifier is None:
        return 0
    present = list_causes(app)
    _forget_past(app, present)
    causes = [cause for cause in present if _claim(app, cause)]
    if not causes:
        return 0
    posts = [cause.post for cause in causes if cause.post]
    if app.notifier.send(_render_title(causes), _render_body(causes), make_attachments(app, posts)):
        return len(causes)
    for cause in causes:
        app.journal.forget(TOLD + cause.key)
    app.progress(Event.NOBODY_REACHED, what="message")
    return 0


def _claim(app: App, cause: Cause) -> bool:
    name = TOLD + cause.key
    return not app.journal.find_note(name) and app.journal.claim(name, now=app.clock())


def _forget_past(app: App, present: Sequence[Cause]) -> None:
    """What has passed may come back and is told again then, but not more often than `AGAIN_AFTER`."""
    names = {TOLD + cause.key for cause in present}
    for name, note in app.journal.list_notes(TOLD).items():
        is_cause = not name.startswith(TOLD_REPORT)
        if is_cause and name not in names and note.at + AGAIN_AFTER <= app.clock():
            app.journal.forget(name)


def _render_title(causes: Sequence[Cause]) -> str:
    return say_count("The bot needs you: {count} matter", "The bot needs you: {count} matters", len(causes))


def _render_body(causes: Sequence[Cause]) -> str:
    return "\n\n".join(f"• {cause.sentence}\n  → {cause.command}" for cause in causes)


MOST = 10
"""Posts on one page: mail servers refuse what is larger than some megabytes."""


def make_attachments(app: App, posts: Sequence[Post]) -> tuple[Path, ...]:
    """One page for these posts, or nothing: a page that cannot be made must not hold the message back."""
    if not posts:
        return ()
    try:
        return (app.make_page(posts[:MOST]),)
    except BotError as error:
        app.progress(Event.PAGE_FAILED, problem=str(error))
    except Exception as error:  # noqa: BLE001 - such as a mistake in a template that the instance edited
        app.progress(Event.PAGE_FAILED, problem=repr(error))
    return ()
