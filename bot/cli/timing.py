"""Times that people type, in the instance's time zone."""

from datetime import datetime, time
from typing import TYPE_CHECKING

from bot.domain.durations import parse_duration
from bot.domain.errors import UsageWrong
from bot.domain.when import MORNING, Calendar, parse_when

if TYPE_CHECKING:
    from bot.pipeline.app import App


def make_calendar(app: "App") -> Calendar:
    """Now and here."""
    rules = app.rules.timing
    return Calendar(now=app.clock(), timezone=rules.timezone, is_closed=rules.is_closed)


def read_time(
    app: "App", *, at: str | None = None, later: str | None = None, usual: time = MORNING
) -> datetime | None:
    """What `--at` or `--in` mean; None without either. Raises UsageWrong."""
    if at is not None:
        return parse_when(at, make_calendar(app), usual=usual)
    if later is None:
        return None
    try:
        return app.clock() + parse_duration(later)
    except ValueError as error:
        sentence = f"--in {later}: {error}"
        raise UsageWrong(sentence) from None
