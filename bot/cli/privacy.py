"""Whether other people of the same machine could read the instance's secrets."""

import os
import shlex
from collections.abc import Iterator
from pathlib import Path

from bot.domain.ports import Check
from bot.domain.words import say

OTHERS = 0o077
"""The rights of everybody but the owner."""


def examine_files(home: Path) -> Check:
    """One line for `bot doctor`: `.env`, `state/` and what lies in it belong to their owner alone."""
    name = say("Private files")
    exposed = list_exposed(home) if os.name == "posix" else []
    if not exposed:
        return Check(name=name, mark="ok", message=say("Only the bot's user can read .env and state/."))
    shown = ", ".join(str(path.relative_to(home)) for path in exposed[:5])
    return Check(
        name=name,
        mark="warning",
        message=say("Other people of this computer can read {files}.", files=shown),
        advice=say("`chmod -R go-rwx {files}`", files=shlex.join(map(str, exposed[:5]))),
    )


def list_exposed(home: Path) -> list[Path]:
    """Private files and folders that are open to others; a closed folder protects what lies in it."""
    return [path for path in _list_private(home) if path.stat().st_mode & OTHERS]


def _list_private(home: Path) -> Iterator[Path]:
    env_file, state = home / ".env", home / "state"
    if env_file.is_file():
        yield env_file
    if not state.is_dir() or not state.stat().st_mode & OTHERS:
        return
    yield state
    yield from sorted(path for path in state.iterdir() if path.is_file() and path.name != "README.md")
