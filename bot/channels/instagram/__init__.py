"""An Instagram profile: here its name and its limits, which hold true without its clients."""

from bot.domain.channel import Limits
from bot.domain.post import Channel

INSTAGRAM = Channel("instagram")

LIMITS = Limits(caption=2_200, fold=220, hashtags=5, mentions=20, alt_text=1000, image_bytes=8_000_000)
"""Source: Meta, Instagram Platform "IG User Media"; the product limit of 5 hashtags was announced by
@creators in December 2025."""

TEASER_BUDGET = 350
"""UTF-16 units of the words above the facts."""

OFFICIAL = "graph"
"""The value of BOT_INSTAGRAM_BACKEND for Meta's official publishing."""


def name_profile(username: str) -> str:
    """The account of a profile, by its user name."""
    return f"{INSTAGRAM}:{username.lower()}"


def name_linked(page_id: str) -> str:
    """The account of the profile that is linked to a Page."""
    return f"{INSTAGRAM}:page-{page_id}"
