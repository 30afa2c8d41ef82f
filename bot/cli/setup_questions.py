"""The questions of the guided set-up that need no helper: where the news stand, who says yes, and when."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.cli.context import Session, change_env, read_env
from bot.cli.output import make_harmless
from bot.cli.prompts import ask_choice, ask_line, ask_secret, ask_yes, show_lines
from bot.domain.article import Entry, Look, Source, describe_look, list_doubts, list_newest
from bot.domain.errors import BotError
from bot.domain.ports import Check
from bot.domain.post import Channel
from bot.i18n import get_language, say
from bot.pipeline.doctor import find_missing_font

if TYPE_CHECKING:
    from bot.app import Instance
    from bot.config import Settings


WINDOWS = "Mo-So 08:00-20:00"


@dataclass(slots=True, kw_only=True)
class Answers:
    """An instance's directory, and how its settings and parts come about; newest: of its source, if seen.

    The channels' pages of the set-up ask through it: it is their Dialogue.
    """

    home: Path
    session: Session
    newest: Entry | None = field(default=None, init=False)
    _typed: dict[str, str] = field(default_factory=dict, init=False)

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

    def ask_again(self, question: str, *, default: str) -> str:
        """One line; Enter takes what was typed when this was asked before: one slip costs one line."""
        answer = ask_line(question, default=self._typed.get(question, default))
        self._typed[question] = answer
        return answer

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


def ask_source(answers: Answers) -> bool:
    """The address of the news, and a look at what the bot reads there."""
    before = answers.load().archive_urls if "BOT_ARCHIVE_URLS" in answers.written else ()
    url = ask_line(say("The address of the page that lists your news"), default=" ".join(before))
    address = " ".join(word if "://" in word else f"https://{word}" for word in url.split())
    given = answers.written.get("BOT_ARCHIVE_URLS", "")
    if not answers.try_keeping(BOT_LANGUAGE=get_language(), BOT_ARCHIVE_URLS=address):
        return False
    try:
        return try_out(lambda: _look(answers)) and ask_yes(say("Are these your newest news?"), default=True)
    except (KeyboardInterrupt, typer.Abort):  # nobody said yes to what is read there
        answers.keep(BOT_ARCHIVE_URLS=given)
        raise


def _look(answers: Answers) -> bool:
    """Raises BotError."""
    with answers.open() as bot:
        looks = [bot.archive.look(Source(url=url), conditional=False) for url in bot.source_urls]
        timezone = bot.rules.timing.timezone
        cures = [find_missing_font(bot, look) for look in looks]
    for look, cure in zip(looks, cures, strict=True):
        doubts = (*list_doubts(look), *([cure] if cure else []))
        show_lines(describe_look(look))
        for line in list_newest(look, timezone):
            show_lines(make_harmless(f"  {line}"), indent=14)
        for doubt in doubts:
            show_lines(make_harmless(doubt))
    answers.newest = next((look.entries[0] for look in looks if look.entries), None)
    return all(_is_list(look) for look in looks)


def _is_list(look: Look) -> bool:
    if not look.entries:
        show_lines(say("No articles are listed there. Is this the page that lists the news? Try its feed."))
    return bool(look.entries)


def list_approvals() -> dict[str, str]:
    return {
        "sensitive": say("delicate news waits for a person, the rest goes out by itself"),
        "manual": say("every post waits for a person"),
        "auto": say("everything goes out by itself"),
    }


def ask_approval(answers: Answers) -> bool:
    """What waits for a person, in plain words."""
    modes = list(list_approvals())
    show_lines(say("Between finding and posting lie 30 minutes in which you can look, change and cancel."))
    first = say("Death, violence and mourning wait for your yes, and whatever the bot is unsure about.")
    show_lines(f"  1  {first} " + say("All else goes out by itself. Most take this."), indent=5)
    show_lines("  2  " + say("Every single post waits for your yes."), indent=5)
    show_lines("  3  " + say("Everything goes out by itself."), indent=5)
    present = modes.index(answers.load().approval) + 1
    chosen = ask_choice(say("Which one?"), most=len(modes), default=present)
    answers.keep(BOT_APPROVAL=modes[(chosen or present) - 1])
    return True


def ask_windows(answers: Answers) -> bool:
    """Days and hours in which something may go out."""
    present = answers.written.get("BOT_POSTING_WINDOWS") or WINDOWS
    question = say("When may be posted? Several separated by “;”, such as Mo-Fr 09:00-18:00; Sa 10:00-14:00")
    return answers.try_keeping(BOT_POSTING_WINDOWS=ask_line(question, default=present))


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
