"""Stop a channel whose platform refuses us, and know which channels stand still."""

from datetime import timedelta

from bot.domain.errors import Blocked, ChannelError
from bot.domain.post import Channel
from bot.domain.stop import EVERYTHING, Stop, StopKind
from bot.pipeline.app import App

BLOCKED_FOR = timedelta(days=1)
"""How long a blocked account rests when the platform names no time."""


def is_stopped(app: App, channel: Channel) -> bool:
    """Whether a person or the platform holds this channel back now."""
    return any(stop.scope in {channel, EVERYTHING} for stop in app.stops.list_stops(app.clock()))


def stop_channel(app: App, channel: Channel, error: ChannelError) -> None:
    """Hold a channel back until a person resumes it, or a block has passed."""
    now = app.clock()
    blocked = isinstance(error, Blocked)
    stop = Stop(
        scope=channel,
        kind=StopKind.BLOCKED if blocked else StopKind.UNAUTHORIZED,
        reason=str(error),
        since=now,
        until=now + (error.retry_after or BLOCKED_FOR) if blocked else None,
    )
    if app.stops.stop(stop):
        app.progress("channel_stopped", channel=channel, problem=str(error), advice=error.advice)
