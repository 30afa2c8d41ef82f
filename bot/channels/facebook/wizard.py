"""The set-up's question about Facebook: from the token that a person copied to one that lasts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.channels.base import Dialogue
from bot.channels.meta import token_check
from bot.channels.meta.graph import PageAccount
from bot.channels.meta.token_check import App, PageAccess
from bot.i18n import get_language, say

EXPLORER = "https://developers.facebook.com/tools/explorer"


def ask(person: Dialogue) -> bool:
    """Token, app, Page; checked before anything is kept. Whether the Page may be posted to, or "not now"."""
    guide = "docs/de/facebook.md" if get_language() == "de" else "docs/facebook.md"
    costs = say(
        "It costs nothing, and Meta does not check your own Page. How to get the token: {guide}", guide=guide
    )
    person.show(costs)
    if person.load().facebook_page_id:
        if not person.ask_yes(say("Renew the access to the Facebook Page?"), default=True):
            return True
    elif not person.ask_yes(say("Set up the Facebook Page now?"), default=False):
        person.keep(BOT_FACEBOOK_PAGE_ID="", BOT_FACEBOOK_TOKEN="")
        return True
    typed: list[App] = []
    person.repeat(lambda: _ask_token(person, typed))
    return True


def _ask_token(person: Dialogue, typed: list[App]) -> bool:
    """typed: the apps that were named in this conversation; the last one is offered after a slip."""
    token = person.ask_secret(say("The token from {place} (it is not shown)", place=EXPLORER))
    app = _ask_app_again(person, typed[-1]) if typed else _ask_app(person)
    if app and app.id:
        typed.append(app)
    return app is not None and person.try_out(lambda: _take_page(person, token, app))


def _ask_app(person: Dialogue) -> App | None:
    """The app, as given in the settings or typed now; without one the token soon ends, and that is said."""
    settings = person.load()
    if settings.facebook_app_id:
        return App(id=settings.facebook_app_id, secret=settings.facebook_app_secret.words)
    app_id = person.ask_line(say("The App ID, so that the token lasts (Enter: without)"))
    if app_id:
        return App(id=app_id, secret=person.ask_secret(say("The App secret (it is not shown)")))
    person.show(say("Without App ID and secret this token ends within hours. Then the bot stands still."))
    return App() if person.ask_yes(say("Take it all the same, to try things out?"), default=False) else None


def _ask_app_again(person: Dialogue, typed: App) -> App:
    """After a slip: what was typed before needs no second typing."""
    if person.load().facebook_app_id:
        return typed
    app_id = person.ask_line(say("The App ID"), default=typed.id)
    secret = person.ask_secret(
        say("The App secret (it is not shown; Enter: as before)"), default=typed.secret
    )
    return App(id=app_id, secret=secret)


def _take_page(person: Dialogue, token: str, app: App) -> bool:
    """Raises BotError."""
    settings = person.load()
    account = replace(
        PageAccount.from_settings(settings, _now), token=token, app_id=app.id, app_secret=app.secret
    )
    page = _choose(person, token_check.list_pages(account.graph, app))
    if page is None:
        return False
    chosen = replace(account, page_id=page.page_id, token=page.token)
    is_well = person.show_checks(token_check.check_page(chosen))
    if not page.may_post:
        person.show(say("You may not create posts on this Page; ask for full control of it."))
    person.keep(BOT_FACEBOOK_PAGE_ID=page.page_id, BOT_FACEBOOK_TOKEN=page.token)
    if app.id and not settings.facebook_app_id:
        _offer_watching(person, app)
    return is_well and page.may_post


def _offer_watching(person: Dialogue, app: App) -> None:
    """The app's secret is kept only when a person wants to be warned."""
    question = say("Keep App ID and secret in .env, so that the bot can warn before the access ends?")
    if person.ask_yes(question, default=True):
        person.keep(BOT_FACEBOOK_APP_ID=app.id, BOT_FACEBOOK_APP_SECRET=app.secret)


def _choose(person: Dialogue, pages: Sequence[PageAccess]) -> PageAccess | None:
    """The right Page, as a person says; None when it is not among them."""
    if not pages:
        person.show(say("This token opens no Page: choose the Page when you make it."))
        return None
    if len(pages) == 1:
        question = say("Is “{name}” ({id}) the right Page?", name=pages[0].name, id=pages[0].page_id)
        return pages[0] if person.ask_yes(question, default=True) else None
    for number, page in enumerate(pages, start=1):
        person.show(f"  {number}  {page.name} ({page.page_id})", indent=5)
    return pages[person.ask_choice(say("Which Page?"), most=len(pages), default=1) - 1]


def _now() -> datetime:
    return datetime.now(UTC)
