"""The channel Instagram: a profile, by its user name and password or officially through a Page."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.channels.base import ChannelSpec, Clock, Dialogue, ErrorRule, SetUp
from bot.channels.instagram.limits import (
    INSTAGRAM,
    LIMITS,
    OFFICIAL,
    TEASER_BUDGET,
    name_linked,
    name_profile,
)
from bot.domain.ports import Publisher
from bot.i18n import mark, say

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.sandbox.world import World

PAUSE = timedelta(milliseconds=500)
"""Before each call of the private API; a post needs two or three."""


def name_account(settings: "Settings") -> str:
    """The profile's account; empty when none is set."""
    if settings.instagram_backend == OFFICIAL:
        return name_linked(settings.facebook_page_id)
    return name_profile(settings.instagram_username) if settings.instagram_username else ""


def make_publisher(settings: "Settings", clock: Clock) -> Publisher:
    """The publisher of the backend that is set."""
    if settings.instagram_backend == OFFICIAL:
        from bot.channels.instagram.graph.publisher import InstagramGraph

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
    """The question of the set-up."""
    from bot.channels.instagram import wizard

    return wizard.ask(person)


def describe(settings: "Settings") -> str:
    """The way that was chosen."""
    if settings.instagram_backend == OFFICIAL:
        return say("official, through the Page")
    return f"@{settings.instagram_username}" if settings.instagram_username else say("not now")


def list_rules() -> Sequence[ErrorRule]:
    """All rows of both backends' error tables."""
    from bot.channels.instagram.graph import error_table as containers
    from bot.channels.instagram.instagrapi import error_table as private
    from bot.channels.meta import error_table as official

    return (*official.list_rules(), *containers.list_rules(), *private.list_rules())


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
