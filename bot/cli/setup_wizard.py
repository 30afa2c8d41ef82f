"""The guided set-up: few questions, each answer checked at once, at the end the first preview."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import typer

from bot.cli.context import Session
from bot.cli.instance_files import change_env
from bot.cli.output import make_harmless
from bot.cli.prompts import ask_number, ask_secret, ask_yes
from bot.domain.article import Entry, Look, Source
from bot.domain.channel import FacebookApp, PageAccess
from bot.domain.errors import BotError
from bot.domain.ports import Check
from bot.domain.post import Channel
from bot.domain.reading import describe_look, list_doubts, list_newest
from bot.i18n import get_language, say

if TYPE_CHECKING:
    from bot.app import Instance
    from bot.config import Settings


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
            timezone = bot.rules.timing.timezone
        return all(self._show_look(look, timezone) for look in looks)

    def _show_look(self, look: Look, timezone: tzinfo) -> bool:
        for line in (describe_look(look), *list_newest(look, timezone), *list_doubts(look)):
            typer.echo(make_harmless(line))
        self.newest = look.entries[0] if look.entries else None
        return bool(look.entries)

    def _ask_name(self) -> None:
        question = say("The association's name, for the pictures")
        usual = _find_host(self.answers.load().archive_urls[0])
        self.answers.keep(BOT_BRAND_NAME=typer.prompt(question, default=usual))

    def _show_newest(self) -> bool:
        """Raises BotError."""
        from bot.cli.post_view import print_preview
        from bot.cli.preview_targets import list_previews

        with self.answers.open() as bot:
            for preview in list_previews(bot, [self.newest.url] if self.newest else []):
                print_preview(preview, bot.clock(), bot.rules.timing.timezone)
        return True


def _find_host(url: str) -> str:
    """The website's name; empty when the address is none."""
    with suppress(ValueError):
        return (urlsplit(url).hostname or "").removeprefix("www.")
    return ""


EXPLORER = "https://developers.facebook.com/tools/explorer"


def ask_facebook(answers: Answers) -> bool:
    """Token, app, Page; checked before anything is kept. Whether the Page may be posted to."""
    token = ask_secret(say("The token from {place} (it is not shown)", place=EXPLORER))
    app = _ask_app(answers)
    return try_out(lambda: _take_page(answers, token, app))


def _ask_app(answers: Answers) -> FacebookApp:
    """The app, as given in the settings or typed now; without one the token ends as it is."""
    settings = answers.load()
    if settings.facebook_app_id:
        return FacebookApp(
            id=settings.facebook_app_id, secret=settings.facebook_app_secret.get_secret_value()
        )
    question = say("The App ID, so that the token lasts (Enter: without)")
    app_id = typer.prompt(question, default="", show_default=False).strip()
    if not app_id:
        return FacebookApp()
    return FacebookApp(id=app_id, secret=ask_secret(say("The App secret (it is not shown, and not kept)")))


def _take_page(answers: Answers, token: str, app: FacebookApp) -> bool:
    """Raises BotError."""
    from bot import factories

    settings = answers.load()
    page = _choose(factories.list_pages(settings, token, app, clock=_now))
    if page is None:
        return False
    well = show_checks(factories.check_page(settings, page, app, clock=_now))
    if not page.may_post:
        typer.echo(say("You may not create posts on this Page; ask for full control of it."))
    answers.keep(BOT_FACEBOOK_PAGE_ID=page.page_id, BOT_FACEBOOK_TOKEN=page.token)
    if app.id and not settings.facebook_app_id:
        typer.echo(say("The App secret was not kept. If it stands in .env, the bot can watch the token:"))
        typer.echo("  BOT_FACEBOOK_APP_ID, BOT_FACEBOOK_APP_SECRET")
    return well and page.may_post


def _choose(pages: Sequence[PageAccess]) -> PageAccess | None:
    """The right Page, as a person says; None when it is not among them."""
    if not pages:
        typer.echo(say("This token opens no Page: choose the Page when you make it."))
        return None
    if len(pages) == 1:
        question = say("Is “{name}” ({id}) the right Page?", name=pages[0].name, id=pages[0].page_id)
        return pages[0] if ask_yes(question, default=True) else None
    for number, page in enumerate(pages, start=1):
        typer.echo(make_harmless(f"  {number}  {page.name} ({page.page_id})"))
    return pages[ask_number(say("Which Page?"), most=len(pages)) - 1]


def _now() -> datetime:
    return datetime.now(UTC)


LATER, BY_PASSWORD, OFFICIAL = 1, 2, 3


def ask_instagram(answers: Answers) -> None:
    """The way, and what it needs. The official one goes through the Page."""
    has_page = bool(answers.load().facebook_page_id)
    typer.echo(say("Instagram: 1 not now"))
    typer.echo(say("           2 with user name and password (unofficial, at your own risk)"))
    if has_page:
        typer.echo(say("           3 official, through the Page (professional accounts)"))
    most = OFFICIAL if has_page else BY_PASSWORD
    match ask_number(say("Which one?"), most=most, default=LATER):
        case number if number == OFFICIAL:
            repeat(lambda: _use_page(answers))
        case number if number == BY_PASSWORD:
            repeat(lambda: _ask_password(answers))


def _use_page(answers: Answers) -> bool:
    answers.keep(BOT_INSTAGRAM_BACKEND="graph")
    return answers.check(Channel.INSTAGRAM)


def _ask_password(answers: Answers) -> bool:
    """Logs in once; the session is kept, so that Instagram sees no new phone every day."""
    name = typer.prompt(say("The user name")).strip().removeprefix("@")
    password = ask_secret(say("The password (it is not shown)"))
    if not (name and password):
        return False
    question = say("The two-factor seed (it is not shown; Enter: without)")
    seed = ask_secret(question, default="")
    answers.keep(
        BOT_INSTAGRAM_BACKEND="instagrapi",
        BOT_INSTAGRAM_USERNAME=name,
        BOT_INSTAGRAM_PASSWORD=password,
        BOT_INSTAGRAM_TOTP_SEED=seed.replace(" ", ""),
    )
    return answers.check(Channel.INSTAGRAM)


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
