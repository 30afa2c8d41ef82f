"""Tell people what needs them: each cause once, several in one message, with the command to type."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from bot.domain.errors import BotError
from bot.domain.post import Post, PostStatus
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
    body = _render_body(causes, app.rules.desk_url)
    if app.notifier.send(_render_title(causes), body, make_attachments(app, posts)):
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


def _render_body(causes: Sequence[Cause], desk_url: str) -> str:
    return "\n\n".join(_render_cause(cause, desk_url) for cause in causes)


def _render_cause(cause: Cause, desk_url: str) -> str:
    """What it is about, what to do, and the text that waits; where there is a desk, the way to it."""
    lines = [f"• {cause.sentence}"]
    if cause.post and desk_url:
        lines.append(f"  → {desk_url}/posts/{cause.post.id}")
    lines.append(f"  → {cause.command}")
    if cause.post and cause.post.status is PostStatus.DRAFT:
        lines += ["", *(f"  {line}".rstrip() for line in cause.post.composition.caption.splitlines())]
    return "\n".join(lines)


MOST = 10
"""Posts on one page: mail servers refuse what is larger than some megabytes."""


def make_attachments(app: App, posts: Sequence[Post]) -> tuple[Path, ...]:
    """The pictures of these posts; without a desk to look at them, one page with all of them before that.

    A page that cannot be made must not hold the message back.
    """
    shown = posts[:MOST]
    files = dict.fromkeys(Path(post.composition.image) for post in shown)
    pictures = tuple(file for file in files if file.is_file())
    return pictures if app.rules.desk_url else (*_make_page(app, shown), *pictures)


def _make_page(app: App, posts: Sequence[Post]) -> tuple[Path, ...]:
    if not posts:
        return ()
    try:
        return (app.make_page(posts),)
    except BotError as error:
        app.progress(Event.PAGE_FAILED, problem=str(error))
    except Exception as error:  # noqa: BLE001 - such as a mistake in a template that the instance edited
        app.progress(Event.PAGE_FAILED, problem=repr(error))
    return ()
