"""The guided set-up: few questions, each answer checked at once, at the end the first preview."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.cli.instance import write_env
from bot.cli.output import make_harmless
from bot.cli.session import Session
from bot.domain.article import Entry
from bot.domain.errors import BotError
from bot.domain.ports import Check
from bot.domain.post import Channel
from bot.domain.source import Look, Source
from bot.domain.words import get_language, say, say_count

if TYPE_CHECKING:
    from bot.wiring import Instance

OFFICIAL, BY_PASSWORD, LATER = "1", "2", "3"


@dataclass(slots=True, kw_only=True)
class Guide:
    """Walks through the questions; what was answered so far always stands in `.env`."""

    home: Path
    session: Session
    settings: dict[str, str] = field(default_factory=lambda: {"BOT_LANGUAGE": get_language()})
    newest: Entry | None = None

    def walk(self) -> None:
        """All questions in order; Ctrl-C leaves what was answered."""
        self._repeat(self._ask_archive)
        self._set("BOT_BRAND_NAME", typer.prompt(say("The association's name, for the pictures")))
        if typer.confirm(say("Set up the Facebook Page now?"), default=False):
            self._repeat(self._ask_facebook)
        self._ask_instagram()
        self._save()
        self._show_newest()
        typer.echo(say("Done. `bot run --once` looks for the first time and posts nothing yet."))

    def _repeat(self, ask: Callable[[], bool]) -> None:
        """Ask until the answer passes its check, or the person wants to keep it all the same."""
        while not ask() and not typer.confirm(say("Keep it all the same?"), default=False):
            continue

    def _ask_archive(self) -> bool:
        url = typer.prompt(say("The address of the page that lists the news")).strip()
        self._set("BOT_ARCHIVE_URLS", url if "://" in url else f"https://{url}")
        try:
            with self._open() as bot:
                look = bot.archive.look(Source(url=self.settings["BOT_ARCHIVE_URLS"]), conditional=False)
        except BotError as error:
            typer.echo(make_harmless(str(error)))
            return False
        return self._note_look(look)

    def _note_look(self, look: Look) -> bool:
        count = say_count("{count} article found", "{count} articles found", len(look.entries))
        self.newest = look.entries[0] if look.entries else None
        typer.echo(f"{count} ({look.kind})")
        if self.newest:
            typer.echo(say("The newest: {title}", title=make_harmless(self.newest.title)))
        return bool(look.entries)

    def _ask_facebook(self) -> bool:
        self._set("BOT_FACEBOOK_PAGE_ID", typer.prompt(say("The Page's id (a number)")).strip())
        self._set("BOT_FACEBOOK_TOKEN", _ask_secret(say("The Page token (it is not shown)")))
        return self._check(Channel.FACEBOOK)

    def _ask_instagram(self) -> None:
        typer.echo(say("Instagram: 1 official, through the Page (professional accounts)"))
        typer.echo(say("           2 with user name and password (unofficial, at your own risk)"))
        typer.echo(say("           3 not now"))
        match typer.prompt(say("Which one?"), default=LATER):
            case option if option == OFFICIAL:
                self._set("BOT_INSTAGRAM_BACKEND", "graph")
                self._set(
                    "BOT_PUBLIC_MEDIA_URL", typer.prompt(say("Where media/ can be reached from outside"))
                )
                self._check(Channel.INSTAGRAM)
            case option if option == BY_PASSWORD:
                self._repeat(self._ask_password)

    def _ask_password(self) -> bool:
        self._set("BOT_INSTAGRAM_USERNAME", typer.prompt(say("The user name")).strip().removeprefix("@"))
        self._set("BOT_INSTAGRAM_PASSWORD", _ask_secret(say("The password (it is not shown)")))
        seed = typer.prompt(say("The two-factor seed (empty without)"), default="", show_default=False)
        self._set("BOT_INSTAGRAM_TOTP_SEED", seed.replace(" ", ""))
        return self._check(Channel.INSTAGRAM)

    def _check(self, channel: Channel) -> bool:
        try:
            with self._open() as bot:
                checks = bot.publishers[channel].check()
        except BotError as error:
            typer.echo(make_harmless(str(error)))
            return False
        return _tell_checks(checks)

    def _show_newest(self) -> None:
        from bot.cli.looking import list_previews
        from bot.cli.screen import print_preview

        if self.newest is None:
            return
        try:
            with self._open() as bot:
                for preview in list_previews(bot, [self.newest.url]):
                    print_preview(preview, bot.clock(), bot.rules.timing.timezone)
        except BotError as error:
            typer.echo(make_harmless(str(error)))

    def _open(self) -> "AbstractContextManager[Instance]":
        self._save()
        return self.session.open_app(self.session.load(self.home))

    def _set(self, name: str, value: str) -> None:
        self.settings[name] = value

    def _save(self) -> None:
        write_env(self.home, {name: value for name, value in self.settings.items() if value})


def _ask_secret(question: str) -> str:
    return str(typer.prompt(question, hide_input=True)).strip()


def _tell_checks(checks: Sequence[Check]) -> bool:
    for check in checks:
        typer.echo(f"{check.name}: {check.message}" + (f" → {check.advice}" if check.advice else ""))
    return all(check.mark != "problem" for check in checks)
