"""Stop a channel whose platform refuses us, and know which channels stand still."""

from datetime import datetime, timedelta

from bot.domain.errors import ChannelError
from bot.domain.post import Channel
from bot.domain.retry import decide_stop, decide_wait
from bot.domain.stop import EVERYTHING, Stop, StopKind
from bot.pipeline.app import App

BLOCKED_FOR = timedelta(hours=23, minutes=30)
"""How long a blocked account rests when the platform names no time: what waits is missed after a day."""


def is_stopped(app: App, channel: Channel) -> bool:
    """Whether a person or the platform holds this channel back now."""
    return bool(_list_stops(app, channel))


def is_refused(app: App, channel: Channel) -> bool:
    """Whether the platform refuses the account now, so that reading would not help or do harm either."""
    return any(stop.kind is not StopKind.PAUSE for stop in _list_stops(app, channel))


def stop_channel(app: App, channel: Channel, error: ChannelError) -> None:
    """Hold a channel back when the error speaks of its account; a person is told once."""
    kind = decide_stop(error)
    if kind is None:
        return
    now = app.clock()
    until = _until(app, kind, error, now)
    if app.stops.stop(Stop(scope=channel, kind=kind, reason=str(error), since=now, until=until)):
        app.progress("channel_stopped", channel=channel, problem=str(error), advice=error.advice)


def _list_stops(app: App, channel: Channel) -> list[Stop]:
    return [stop for stop in app.stops.list_stops(app.clock()) if stop.scope in {channel, EVERYTHING}]


def _until(app: App, kind: StopKind, error: ChannelError, now: datetime) -> datetime | None:
    """Without the right to post a person is needed; a block and too many calls pass by themselves."""
    match kind:
        case StopKind.BLOCKED:
            return now + (error.retry_after or BLOCKED_FOR)
        case StopKind.THROTTLED:
            return now + decide_wait(error, 1, app.rules.retry, app.random)
        case _:
            return None
