"""What holds true of a Page without its client: its name here and its limits."""

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
