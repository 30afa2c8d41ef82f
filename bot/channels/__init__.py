"""Which channels there are: one line each. Importing this makes them known to everyone.

A folder says all about its channel, and no client is imported before it is asked for, so that a channel that
is off costs nothing. `facebook/`: FacebookPage. `instagram/`: InstagramProfile (instagrapi) and
InstagramGraph (official). `meta/`: the Graph API, which two of the three share.
"""

from bot.channels.base import ChannelSpec
from bot.channels.facebook import SPEC as FACEBOOK
from bot.channels.instagram import SPEC as INSTAGRAM
from bot.domain import channel
from bot.domain.post import Channel

channel.register(FACEBOOK)
channel.register(INSTAGRAM)


def get_spec(name: Channel) -> ChannelSpec:
    """Everything about a channel. Raises SettingsWrong for one that this release does not know."""
    traits = channel.get_traits(name)
    assert isinstance(traits, ChannelSpec), "only channels' folders register"
    return traits


def list_specs() -> tuple[ChannelSpec, ...]:
    """Every channel, in the order of the lines above."""
    return tuple(get_spec(name) for name in channel.list_channels())
