"""The set-up's question about Instagram: officially through the Page, or by user name and password."""

from bot.channels.base import Dialogue
from bot.channels.instagram.limits import INSTAGRAM, OFFICIAL
from bot.i18n import say

BY_PAGE, BY_PASSWORD, LATER = 1, 2, 3


def ask(person: Dialogue) -> bool:
    """The way, and what it needs; the official one, through the Page, stands first."""
    settings = person.load()
    has_page = bool(settings.facebook_page_id)
    hint = "" if has_page else " " + say("It needs the Facebook Page, which is not set up yet.")
    person.show(
        "  1  " + say("Official, through the Facebook Page. Free, and allowed by Instagram.") + hint, indent=5
    )
    person.show(
        "  2  " + say("With user name and password. Against Instagram's terms: the account may be lost."),
        indent=5,
    )
    is_set = bool(settings.instagram_username) or settings.instagram_backend == OFFICIAL
    person.show("  3  " + (say("Leave it as it is") if is_set else say("Not now")), indent=5)
    chosen = person.ask_choice(say("Which one?"), most=LATER, default=BY_PAGE if has_page else LATER)
    if chosen == BY_PAGE:
        return _use_page(person, has_page=has_page)
    if chosen == BY_PASSWORD:
        person.repeat(lambda: _ask_password(person))
    elif not is_set:
        person.keep(BOT_INSTAGRAM_BACKEND="instagrapi", BOT_INSTAGRAM_USERNAME="", BOT_INSTAGRAM_PASSWORD="")
    return True


def _use_page(person: Dialogue, *, has_page: bool) -> bool:
    if not has_page:
        person.show(say("First the Facebook Page: answer that question, then come back to this one."))
        return False
    person.keep(BOT_INSTAGRAM_BACKEND=OFFICIAL)
    return person.check(INSTAGRAM)


def _ask_password(person: Dialogue) -> bool:
    """Logs in once; the session is kept, so that Instagram sees no new phone every day."""
    name = person.ask_line(say("The user name")).removeprefix("@")
    password = person.ask_secret(say("The password (it is not shown)"))
    if not (name and password):
        return False
    seed = person.ask_secret(say("The two-factor seed (it is not shown; Enter: without)"), default="")
    person.keep(
        BOT_INSTAGRAM_BACKEND="instagrapi",
        BOT_INSTAGRAM_USERNAME=name,
        BOT_INSTAGRAM_PASSWORD=password,
        BOT_INSTAGRAM_TOTP_SEED=seed.replace(" ", ""),
    )
    return person.check(INSTAGRAM)
