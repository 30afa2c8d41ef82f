"""What a person answered in the guided set-up so far; it always stands in `.env`."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.cli.asking import ask_yes
from bot.cli.instance import change_env
from bot.cli.session import Session
from bot.domain.errors import BotError
from bot.domain.ports import Check
from bot.domain.post import Channel
from bot.domain.printable import make_harmless
from bot.domain.words import say

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.wiring import Instance


@dataclass(slots=True, kw_only=True)
class Answers:
    """An instance's directory, and how its settings and parts come about."""

    home: Path
    session: Session

    def keep(self, **settings: str) -> None:
        """Write these down; what stands in `.env` besides stays. Raises StorageError."""
        change_env(self.home, settings)

    def load(self) -> "Settings":
        """The settings as the bot would read them now. Raises SettingsWrong."""
        return self.session.load(self.home)

    def open(self) -> "AbstractContextManager[Instance]":
        """The instance as it stands now. Raises BotError."""
        return self.session.open_app(self.load())

    def check(self, channel: Channel) -> bool:
        """Ask the platform about a channel, and show what it says."""
        return try_out(lambda: self._ask_publisher(channel))

    def _ask_publisher(self, channel: Channel) -> bool:
        with self.open() as bot:
            return show_checks(bot.publishers[channel].check())


def repeat(ask: Callable[[], bool]) -> None:
    """Ask until the answer passes its check, or the person gives up for now."""
    while not ask() and ask_yes(say("Try once more?"), default=True):
        continue


def try_out(attempt: Callable[[], bool]) -> bool:
    """Whether it went well; what went wrong is shown in a sentence."""
    try:
        return attempt()
    except BotError as error:
        typer.echo(make_harmless(str(error)))
        return False


def show_checks(checks: Sequence[Check]) -> bool:
    """One line each; whether none is a problem."""
    for check in checks:
        line = f"{check.name}: {check.message}" + (f" → {check.advice}" if check.advice else "")
        typer.echo(make_harmless(line))
    return all(check.mark != "problem" for check in checks)
