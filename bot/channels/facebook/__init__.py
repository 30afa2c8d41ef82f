"""A Facebook Page: here its name and its limits, which hold true without its client."""

from bot.domain.channel import Limits
from bot.domain.post import Channel

FACEBOOK = Channel("facebook")

LIMITS = Limits(caption=63_206, fold=400, hashtags=5, mentions=50, alt_text=1000, image_bytes=4_000_000)
"""Source: Meta, Graph API reference "Page Photos"; the fold is as it shows in a browser."""

TEASER_BUDGET = 450
"""UTF-16 units of the words above the facts."""


def name_page(page_id: str) -> str:
    """The account of a Page."""
    return f"{FACEBOOK}:{page_id}"
