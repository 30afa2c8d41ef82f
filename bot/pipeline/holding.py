"""Pause and resume: nothing is sent meanwhile, and no burst comes afterwards."""

from datetime import datetime

from bot.domain.journal import Deed
from bot.domain.post import Channel
from bot.domain.stop import EVERYTHING, Stop, StopKind
from bot.pipeline.app import App


def pause(app: App, *, channel: Channel | None, until: datetime | None, reason: str, who: str) -> Stop:
    """Hold one channel or all of them back, until a time or until `bot resume`."""
    scope = channel or EVERYTHING
    stop = Stop(scope=scope, kind=StopKind.PAUSE, reason=reason, since=app.clock(), until=until)
    app.stops.stop(stop)
    detail = f"{scope}: {reason}" + (f" until {until.isoformat()}" if until else "")
    app.journal.record(Deed(at=app.clock(), who=who, verb="pause", post_id=None, detail=detail))
    return stop


def resume(app: App, *, channel: Channel | None, who: str) -> int:
    """Lift whatever holds a channel (None: everything) back, a platform's refusal too; how many.

    What fell due meanwhile goes out spaced by the gap, or asks a person when it is overdue for too long.
    """
    lifted = app.stops.resume(channel)
    if lifted:
        detail = channel or EVERYTHING
        app.journal.record(Deed(at=app.clock(), who=who, verb="resume", post_id=None, detail=detail))
    return lifted
