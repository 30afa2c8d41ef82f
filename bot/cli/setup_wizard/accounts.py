"""The guided set-up of the accounts: from the token that a person copied to one that lasts, and Instagram."""

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.cli.output import make_harmless
from bot.cli.prompts import ask_choice, ask_line, ask_secret, ask_yes, show_lines
from bot.cli.setup_wizard.answers import Answers, repeat, show_checks, try_out
from bot.domain.channel import FacebookApp, PageAccess
from bot.domain.post import Channel
from bot.i18n import get_language, say

EXPLORER = "https://developers.facebook.com/tools/explorer"
OFFICIAL, BY_PASSWORD, LATER = 1, 2, 3


def ask_facebook(answers: Answers) -> bool:
    """Token, app, Page; checked before anything is kept. Whether the Page may be posted to, or "not now"."""
    guide = "docs/de/facebook.md" if get_language() == "de" else "docs/facebook.md"
    costs = say(
        "It costs nothing, and Meta does not check your own Page. How to get the token: {guide}", guide=guide
    )
    show_lines(costs)
    if answers.load().facebook_page_id:
        if not ask_yes(say("Renew the access to the Facebook Page?"), default=True):
            return True
    elif not ask_yes(say("Set up the Facebook Page now?"), default=False):
        answers.keep(BOT_FACEBOOK_PAGE_ID="", BOT_FACEBOOK_TOKEN="")
        return True
    repeat(lambda: _ask_token(answers))
    return True


def _ask_token(answers: Answers) -> bool:
    token = ask_secret(say("The token from {place} (it is not shown)", place=EXPLORER))
    app = _ask_app(answers)
    return app is not None and try_out(lambda: _take_page(answers, token, app))


def _ask_app(answers: Answers) -> FacebookApp | None:
    """The app, as given in the settings or typed now; without one the token soon ends, and that is said."""
    settings = answers.load()
    if settings.facebook_app_id:
        return FacebookApp(
            id=settings.facebook_app_id, secret=settings.facebook_app_secret.get_secret_value()
        )
    app_id = ask_line(say("The App ID, so that the token lasts (Enter: without)"), default="")
    if app_id:
        return FacebookApp(id=app_id, secret=ask_secret(say("The App secret (it is not shown)")))
    show_lines(say("Without App ID and secret this token ends within hours. Then the bot stands still."))
    return FacebookApp() if ask_yes(say("Take it all the same, to try things out?"), default=False) else None


def _take_page(answers: Answers, token: str, app: FacebookApp) -> bool:
    """Raises BotError."""
    from bot import factories

    settings = answers.load()
    page = _choose(factories.list_pages(settings, token, app, clock=_now))
    if page is None:
        return False
    is_well = show_checks(factories.check_page(settings, page, app, clock=_now))
    if not page.may_post:
        show_lines(say("You may not create posts on this Page; ask for full control of it."))
    answers.keep(BOT_FACEBOOK_PAGE_ID=page.page_id, BOT_FACEBOOK_TOKEN=page.token)
    if app.id and not settings.facebook_app_id:
        _offer_watching(answers, app)
    return is_well and page.may_post


def _offer_watching(answers: Answers, app: FacebookApp) -> None:
    """The app's secret is kept only when a person wants to be warned."""
    question = say("Keep App ID and secret in .env, so that the bot can warn before the access ends?")
    if ask_yes(question, default=True):
        answers.keep(BOT_FACEBOOK_APP_ID=app.id, BOT_FACEBOOK_APP_SECRET=app.secret)


def _choose(pages: Sequence[PageAccess]) -> PageAccess | None:
    """The right Page, as a person says; None when it is not among them."""
    if not pages:
        show_lines(say("This token opens no Page: choose the Page when you make it."))
        return None
    if len(pages) == 1:
        question = say("Is “{name}” ({id}) the right Page?", name=pages[0].name, id=pages[0].page_id)
        return pages[0] if ask_yes(question, default=True) else None
    for number, page in enumerate(pages, start=1):
        show_lines(make_harmless(f"  {number}  {page.name} ({page.page_id})"), indent=5)
    return pages[(ask_choice(say("Which Page?"), most=len(pages), default=1) or 1) - 1]


def _now() -> datetime:
    return datetime.now(UTC)


def ask_instagram(answers: Answers) -> bool:
    """The way, and what it needs; the official one, through the Page, stands first."""
    settings = answers.load()
    has_page = bool(settings.facebook_page_id)
    hint = "" if has_page else " " + say("It needs the Facebook Page, which is not set up yet.")
    show_lines(
        "  1  " + say("Official, through the Facebook Page. Free, and allowed by Instagram.") + hint, indent=5
    )
    show_lines(
        "  2  " + say("With user name and password. Against Instagram's terms: the account may be lost."),
        indent=5,
    )
    is_set = bool(settings.instagram_username) or settings.instagram_backend == "graph"
    show_lines("  3  " + (say("Leave it as it is") if is_set else say("Not now")))
    chosen = ask_choice(say("Which one?"), most=LATER, default=OFFICIAL if has_page else LATER)
    if chosen == OFFICIAL:
        return _use_page(answers, has_page=has_page)
    if chosen == BY_PASSWORD:
        repeat(lambda: _ask_password(answers))
    elif not is_set:
        answers.keep(BOT_INSTAGRAM_BACKEND="instagrapi", BOT_INSTAGRAM_USERNAME="", BOT_INSTAGRAM_PASSWORD="")
    return True


def describe_instagram(answers: Answers) -> str:
    """The way that was chosen."""
    settings = answers.load()
    if settings.instagram_backend == "graph":
        return say("official, through the Page")
    return f"@{settings.instagram_username}" if settings.instagram_username else say("not now")


def _use_page(answers: Answers, *, has_page: bool) -> bool:
    if not has_page:
        show_lines(say("First the Facebook Page: answer that question, then come back to this one."))
        return False
    answers.keep(BOT_INSTAGRAM_BACKEND="graph")
    return answers.check(Channel.INSTAGRAM)


def _ask_password(answers: Answers) -> bool:
    """Logs in once; the session is kept, so that Instagram sees no new phone every day."""
    name = ask_line(say("The user name"), default="").removeprefix("@")
    password = ask_secret(say("The password (it is not shown)"))
    if not (name and password):
        return False
    seed = ask_secret(say("The two-factor seed (it is not shown; Enter: without)"), default="")
    answers.keep(
        BOT_INSTAGRAM_BACKEND="instagrapi",
        BOT_INSTAGRAM_USERNAME=name,
        BOT_INSTAGRAM_PASSWORD=password,
        BOT_INSTAGRAM_TOTP_SEED=seed.replace(" ", ""),
    )
    return answers.check(Channel.INSTAGRAM)
