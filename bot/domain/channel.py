"""What holds true of a channel without its client: its name for people, its limits, its budgets.

Each channel's folder says it of itself, and `bot/channels/__init__.py` has a line for each. Everything else
asks here, so that no other file knows which channels there are.
"""

from dataclasses import dataclass

from bot.domain.errors import SettingsWrong
from bot.domain.post import Channel
from bot.i18n import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a channel takes, counted the way that is never too small.

    caption, alt_text: UTF-16 units; fold: where "see more" hides the rest; hashtags, mentions: count;
    image_bytes: largest file.
    """

    caption: int
    fold: int
    hashtags: int
    mentions: int
    alt_text: int
    image_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """One channel.

    label: how people write its name; teaser_budget: UTF-16 units; caption_template, sober_template: names of
    files in `templates/captions`; is_picture_first: people see the picture, and so the title on it, above the
    words; has_live_links: an address in the words can be followed, else it stands on the links page.
    """

    channel: Channel
    label: str
    limits: Limits
    teaser_budget: int
    caption_template: str
    sober_template: str
    is_picture_first: bool = False
    has_live_links: bool = True


_known: dict[Channel, Traits] = {}


def register(traits: Traits) -> None:
    """Make a channel known from here on, behind those that are known already."""
    _known[traits.channel] = traits


def forget(channel: Channel) -> None:
    """Know this channel no longer."""
    _known.pop(channel, None)


def list_channels() -> tuple[Channel, ...]:
    """All channels that this release can publish on, in the order of their registration."""
    return tuple(_known)


def get_traits(channel: Channel) -> Traits:
    """What holds true of a channel. Raises SettingsWrong for one that this release does not know."""
    if channel not in _known:
        raise SettingsWrong(say("This release does not know the channel {name}.", name=channel))
    return _known[channel]


def name_channel(channel: str) -> str:
    """A channel's name as people write it; of one that this release does not know, as it is stored."""
    known = _known.get(Channel(channel)) if channel in _known else None
    return known.label if known else channel


def utf16_length(text: str) -> int:
    """Length in UTF-16 units, the largest of the counts the platforms may use."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
