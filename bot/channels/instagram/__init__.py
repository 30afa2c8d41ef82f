"""The channel Instagram: a profile, by its user name and password or officially through a Page.

Here stands what holds true without its clients, and how its parts are made.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.channels.base import ChannelSpec, Clock, Dialogue, ErrorRule, SetUp
from bot.domain.channel import Limits
from bot.domain.ports import Publisher
from bot.domain.post import Channel
from bot.i18n import mark, say

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.sandbox.world import World

INSTAGRAM = Channel("instagram")

LIMITS = Limits(caption=2_200, fold=220, hashtags=5, mentions=20, alt_text=1000, image_bytes=8_000_000)
"""Source: Meta, Instagram Platform "IG User Media"; the product limit of 5 hashtags was announced by
@creators in December 2025."""

TEASER_BUDGET = 350
"""UTF-16 units of the words above the facts."""

OFFICIAL = "graph"
"""The value of BOT_INSTAGRAM_BACKEND for Meta's official publishing."""

PAUSE = timedelta(milliseconds=500)
"""Before each call of the private API; a post needs two or three."""
BY_PAGE, BY_PASSWORD, LATER = 1, 2, 3
"""The answers to the question of the set-up."""


def name_account(settings: "Settings") -> str:
    """The profile's account; empty when none is set."""
    if settings.instagram_backend == OFFICIAL:
        return name_linked(settings.facebook_page_id)
    return name_profile(settings.instagram_username) if settings.instagram_username else ""


def name_profile(username: str) -> str:
    """The account of a profile, by its user name."""
    return f"{INSTAGRAM}:{username.lower()}"


def name_linked(page_id: str) -> str:
    """The account of the profile that is linked to a Page."""
    return f"{INSTAGRAM}:page-{page_id}"


def make_publisher(settings: "Settings", clock: Clock) -> Publisher:
    """The publisher of the backend that is set."""
    if settings.instagram_backend == OFFICIAL:
        from bot.channels.instagram.official import InstagramGraph

        return InstagramGraph.from_settings(
            settings,
            clock,
            public_media_url=settings.public_media_url,
            account_file=settings.home / "state" / "instagram-account",
        )
    from bot.channels.instagram.instagrapi.publisher import InstagramProfile

    return InstagramProfile(
        username=settings.instagram_username,
        password=settings.instagram_password.words,
        totp_seed=settings.instagram_totp_seed.words,
        session_file=settings.home / "state" / "instagram-session.json",
        pause=PAUSE,
        timeout=settings.http_timeout,
        clock=clock,
    )


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


def describe(settings: "Settings") -> str:
    """The way that was chosen."""
    if settings.instagram_backend == OFFICIAL:
        return say("official, through the Page")
    return f"@{settings.instagram_username}" if settings.instagram_username else say("not now")


def list_rules() -> Sequence[ErrorRule]:
    """All rows of both backends' error tables."""
    from bot.channels.instagram import official
    from bot.channels.instagram.instagrapi import error_table as private
    from bot.channels.meta import error_table as meta

    return (*meta.list_rules(), *official.list_rules(), *private.list_rules())


def list_played(world: "World") -> list[str]:
    """What stands on the sandbox's profile; a receipt's id ends in the account's."""
    return [f"{medium.pk}_{world.instagram.user_id}" for medium in world.instagram.posts()]


SPEC = ChannelSpec(
    channel=INSTAGRAM,
    label="Instagram",
    limits=LIMITS,
    teaser_budget=TEASER_BUDGET,
    caption_template="instagram.jinja",
    sober_template="instagram-sober.jinja",
    is_picture_first=True,
    has_live_links=False,
    name_account=name_account,
    make_publisher=make_publisher,
    list_rules=list_rules,
    set_up=SetUp(title=mark("Instagram"), settings=("BOT_INSTAGRAM_BACKEND",), ask=ask, describe=describe),
    list_played=list_played,
)
