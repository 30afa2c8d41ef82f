"""Steps that crashed: kept until they go well again, so that people hear of each once."""

import traceback
from contextlib import suppress

from bot.domain.errors import BotError
from bot.domain.pulse import CRASHED, STUMBLED
from bot.pipeline.app import App


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
