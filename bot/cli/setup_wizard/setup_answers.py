"""What a person answered in the guided set-up so far; it always stands in `.env`."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.context import Session
from bot.cli.instance_files import change_env, read_env
from bot.cli.output import make_harmless
from bot.cli.prompts import ask_choice, ask_line, ask_secret, ask_yes, show_lines
from bot.domain.article import Entry
from bot.domain.errors import BotError
from bot.domain.ports import Check
from bot.domain.post import Channel
from bot.i18n import say

if TYPE_CHECKING:
    from bot.app import Instance
    from bot.config import Settings


@dataclass(slots=True, kw_only=True)
class Answers:
    """An instance's directory, and how its settings and parts come about; newest: of its source, if seen.

    The channels' pages of the set-up ask through it: it is their Dialogue.
    """

    home: Path
    session: Session
    newest: Entry | None = field(default=None, init=False)

    @property
    def written(self) -> Mapping[str, str]:
        """What stands in `.env`, also what is empty there. Raises StorageError."""
        return read_env(self.home)

    def keep(self, **settings: str) -> None:
        """Write these down; what stands in `.env` besides stays. Raises StorageError."""
        change_env(self.home, settings)

    def try_keeping(self, **settings: str) -> bool:
        """Write these down unless the bot could not read them; then what is wrong is shown."""
        before = {name: self.written.get(name, "") for name in settings}
        self.keep(**settings)
        if try_out(lambda: bool(self.load())):
            return True
        self.keep(**before)
        return False

    def load(self) -> "Settings":
        """The settings as the bot would read them now. Raises SettingsWrong."""
        return self.session.load(self.home)

    def open(self) -> "AbstractContextManager[Instance]":
        """The instance as it stands now. Raises BotError."""
        return self.session.open_app(self.load())

    def show(self, words: str, *, indent: int = 0) -> None:
        """Show lines."""
        show_lines(make_harmless(words), indent=indent)

    def ask_yes(self, question: str, *, default: bool) -> bool:
        """Yes or no."""
        return ask_yes(question, default=default)

    def ask_line(self, question: str, *, default: str = "") -> str:
        """One line; Enter takes the default."""
        return ask_line(question, default=default)

    def ask_secret(self, question: str, *, default: str | None = None) -> str:
        """A line that is not shown."""
        return ask_secret(question, default=default)

    def ask_choice(self, question: str, *, most: int, default: int) -> int:
        """A number from 1 to `most`."""
        return ask_choice(question, most=most, default=default) or default

    def repeat(self, ask: Callable[[], bool]) -> None:
        """Ask until the answer passes its check, or the person gives up for now."""
        repeat(ask)

    def try_out(self, attempt: Callable[[], bool]) -> bool:
        """Whether it went well; what went wrong is shown in a sentence."""
        return try_out(attempt)

    def show_checks(self, checks: Sequence[Check]) -> bool:
        """One line each; whether none is a problem."""
        return show_checks(checks)

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
        show_lines(make_harmless(str(error)))
        return False


def show_checks(checks: Sequence[Check]) -> bool:
    """One line each; whether none is a problem."""
    for check in checks:
        show_lines(make_harmless(f"{check.name}: {check.message}"))
        if check.advice:
            show_lines(make_harmless(f"  → {check.advice}"), indent=4)
    return all(check.mark != "problem" for check in checks)
