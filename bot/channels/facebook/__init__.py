"""The channel Facebook, a Page: what holds true without its client, and how its parts are made."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.channels.base import ChannelSpec, Clock, Dialogue, ErrorRule, SetUp
from bot.domain.channel import Limits
from bot.domain.ports import Publisher
from bot.domain.post import Channel
from bot.i18n import mark, say

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.sandbox.world import World

FACEBOOK = Channel("facebook")

LIMITS = Limits(caption=63_206, fold=400, hashtags=5, mentions=50, alt_text=1000, image_bytes=4_000_000)
"""Source: Meta, Graph API reference "Page Photos"; the fold is as it shows in a browser."""

TEASER_BUDGET = 450
"""UTF-16 units of the words above the facts."""


def name_account(settings: "Settings") -> str:
    """The Page's account; empty when none is set."""
    return name_page(settings.facebook_page_id) if settings.facebook_page_id else ""


def name_page(page_id: str) -> str:
    """The account of a Page."""
    return f"{FACEBOOK}:{page_id}"


def make_publisher(settings: "Settings", clock: Clock) -> Publisher:
    """The Page's publisher."""
    from bot.channels.facebook.publisher import FacebookPage

    return FacebookPage.from_settings(settings, clock, style=settings.facebook_style)


def ask(person: Dialogue) -> bool:
    """The question of the set-up."""
    from bot.channels.facebook import wizard

    return wizard.ask(person)


def describe(settings: "Settings") -> str:
    """The Page that was chosen."""
    return settings.facebook_page_id or say("not now")


def list_rules() -> Sequence[ErrorRule]:
    """All rows of Meta's error table."""
    from bot.channels.meta import error_table

    return error_table.list_rules()


def list_played(world: "World") -> list[str]:
    """What stands on the sandbox's Page."""
    return [post.id for post in world.facebook.posts()]


SPEC = ChannelSpec(
    channel=FACEBOOK,
    label="Facebook",
    limits=LIMITS,
    teaser_budget=TEASER_BUDGET,
    caption_template="facebook.jinja",
    sober_template="facebook-sober.jinja",
    name_account=name_account,
    make_publisher=make_publisher,
    list_rules=list_rules,
    set_up=SetUp(
        title=mark("Facebook Page"),
        settings=("BOT_FACEBOOK_PAGE_ID", "BOT_FACEBOOK_TOKEN"),
        ask=ask,
        describe=describe,
    ),
    list_played=list_played,
)
