"""The guided set-up: few questions, each answer checked at once, at the end the first preview."""

from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import typer

from bot.cli.answers import Answers, repeat, try_out
from bot.cli.asking import ask_yes
from bot.cli.guide_facebook import ask_facebook
from bot.cli.guide_instagram import ask_instagram
from bot.domain.article import Entry
from bot.domain.printable import make_harmless
from bot.domain.source import Look, Source
from bot.domain.words import get_language, say, say_count


@dataclass(slots=True, kw_only=True)
class Guide:
    """Walks through the questions; newest: of the archive's articles, to end with its preview."""

    answers: Answers
    newest: Entry | None = field(default=None, init=False)

    def walk(self) -> None:
        """All questions in order; Ctrl-C leaves what was answered."""
        repeat(self._ask_archive)
        self._ask_name()
        if ask_yes(say("Set up the Facebook Page now?"), default=False):
            repeat(lambda: ask_facebook(self.answers))
        ask_instagram(self.answers)
        try_out(self._show_newest)
        home = self.answers.home
        typer.echo(say("Done: {home}/.env holds your answers.", home=home))
        typer.echo(say("Next: `bot run --once --home {home}` looks for the first time.", home=home))
        typer.echo(say("What stands there already is not posted; what comes later is."))

    def renew(self) -> None:
        """The accounts of an instance that stands already, such as after a token has ended."""
        home = self.answers.home
        typer.echo(say("{home} is an instance already. Whatever you do not renew stays as it is.", home=home))
        if ask_yes(say("Renew the access to the Facebook Page?"), default=False):
            repeat(lambda: ask_facebook(self.answers))
        if ask_yes(say("Set up Instagram anew?"), default=False):
            ask_instagram(self.answers)
        typer.echo(say("Next: `bot doctor`. If the bot runs, `systemctl reload bot`, then `bot resume`."))

    def _ask_archive(self) -> bool:
        url = typer.prompt(say("The address of the page that lists the news")).strip()
        address = url if "://" in url else f"https://{url}"
        self.answers.keep(BOT_LANGUAGE=get_language(), BOT_ARCHIVE_URLS=address)
        return try_out(self._look)

    def _look(self) -> bool:
        """Raises BotError."""
        with self.answers.open() as bot:
            looks = [bot.archive.look(Source(url=url), conditional=False) for url in bot.source_urls]
        return all(self._show_look(look) for look in looks)

    def _show_look(self, look: Look) -> bool:
        count = say_count("{count} article found", "{count} articles found", len(look.entries))
        typer.echo(f"{count} ({look.kind})")
        if look.entries:
            self.newest = look.entries[0]
            typer.echo(say("The newest: {title}", title=make_harmless(self.newest.title)))
        return bool(look.entries)

    def _ask_name(self) -> None:
        question = say("The association's name, for the pictures")
        usual = _find_host(self.answers.load().archive_urls[0])
        self.answers.keep(BOT_BRAND_NAME=typer.prompt(question, default=usual))

    def _show_newest(self) -> bool:
        """Raises BotError."""
        from bot.cli.looking import list_previews
        from bot.cli.screen import print_preview

        with self.answers.open() as bot:
            for preview in list_previews(bot, [self.newest.url] if self.newest else []):
                print_preview(preview, bot.clock(), bot.rules.timing.timezone)
        return True


def _find_host(url: str) -> str:
    """The website's name; empty when the address is none."""
    with suppress(ValueError):
        return (urlsplit(url).hostname or "").removeprefix("www.")
    return ""
