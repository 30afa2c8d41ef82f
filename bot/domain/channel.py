"""What each channel takes, counted the way that is never too small."""

from dataclasses import dataclass, field

from bot.domain.post import Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """A channel's limits.

    caption, alt_text: UTF-16 units; fold: where "see more" hides the rest; hashtags, mentions: count;
    image_bytes: largest file. Sources: Meta, Instagram Platform "IG User Media" and "Photo" reference pages;
    the product limit of 5 hashtags was announced by @creators in December 2025.
    """

    caption: int
    fold: int
    hashtags: int
    mentions: int
    alt_text: int
    image_bytes: int


LIMITS = {
    Channel.FACEBOOK: Limits(
        caption=63_206, fold=400, hashtags=5, mentions=50, alt_text=1000, image_bytes=4_000_000
    ),
    Channel.INSTAGRAM: Limits(
        caption=2_200, fold=220, hashtags=5, mentions=20, alt_text=1000, image_bytes=8_000_000
    ),
}


def utf16_length(text: str) -> int:
    """Length in UTF-16 units, the largest of the counts the platforms may use."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass(frozen=True, slots=True, kw_only=True)
class FacebookApp:
    """The association's app at Meta; without an id there is none. The secret is never shown."""

    id: str = ""
    secret: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageAccess:
    """A Page and the token that speaks for it; may_post: whether its person may create posts there."""

    page_id: str
    name: str
    token: str = field(repr=False)
    may_post: bool = True
