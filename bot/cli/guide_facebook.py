"""The guided set-up of the Facebook Page: from the token that a person copied to one that lasts."""

from collections.abc import Sequence
from datetime import UTC, datetime

import typer

from bot.cli.answers import Answers, show_checks, try_out
from bot.cli.asking import ask_number, ask_secret, ask_yes
from bot.domain.access import FacebookApp, PageAccess
from bot.domain.printable import make_harmless
from bot.domain.words import say

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
    from bot.wiring import setup

    settings = answers.load()
    page = _choose(setup.list_pages(settings, token, app, clock=_now))
    if page is None:
        return False
    well = show_checks(setup.check_page(settings, page, app, clock=_now))
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
