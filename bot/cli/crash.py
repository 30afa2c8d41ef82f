"""What a person reads when the bot itself has a mistake: one sentence; the log has where it happened."""

import os
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from bot import environment
from bot.domain.errors import BotError
from bot.domain.words import say

LOG = Path("state") / "errors.log"


def describe(error: Exception, home: Path) -> str:
    """One plain sentence; writes where it happened to the log, in an instance where that can be written."""
    log = home / LOG
    sentence = say(
        "Something unexpected went wrong ({kind}). It is a mistake in the bot, not yours; what was already "
        "done stays recorded, and `bot posts` shows it.",
        kind=type(error).__name__,
    )
    with suppress(OSError), _open_private(log) as file:
        file.write(_render(error, home))
        return sentence + " " + say("Where it happened stands in {log}.", log=log)
    return sentence


def _open_private(log: Path) -> TextIO:
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
    return os.fdopen(os.open(log, flags, 0o600), "a", encoding="utf-8")


def _render(error: Exception, home: Path) -> str:
    """Where it happened; values only when a person asked for them, and never a secret."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    if environment.wants_traces(home):
        return f"{at}\n{_hide_secrets(''.join(traceback.format_exception(error)), home)}\n"
    frames = traceback.extract_tb(error.__traceback__)
    places = "\n".join(f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
    return f"{at} {type(error).__name__}\n{places}\n"


def _hide_secrets(text: str, home: Path) -> str:
    from bot.logs import Redactor
    from bot.settings import list_secrets, load_settings

    try:
        secrets = tuple(list_secrets(load_settings(home)))
    except BotError:
        secrets = ()
    return Redactor(secrets).clean(text)
