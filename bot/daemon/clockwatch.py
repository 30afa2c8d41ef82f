"""Notices when somebody sets the machine's clock, which then moves otherwise than time does."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.domain.words import say

SLIGHT = timedelta(seconds=5)
"""NTP moves a clock by less at once; nothing of ours minds that."""


def show_step(step: timedelta) -> str:
    """Such as "-2:00:00"."""
    return f"{'-' if step < timedelta(0) else '+'}{timedelta(seconds=round(abs(step).total_seconds()))}"


def explain_step() -> str:
    """What people read in the log."""
    return say(
        "The computer's clock was set. Everything is planned anew; what may be public already is looked for "
        "before anything is sent."
    )


class ClockWatch:
    """clock: the machine's, aware; steady: seconds by a clock that nobody sets."""

    def __init__(self, clock: Callable[[], datetime], steady: Callable[[], float]) -> None:
        self._clock, self._steady = clock, steady
        self._origin = self._find_origin()

    def find_step(self) -> timedelta | None:
        """By how much the clock was set since the last question, negative: back; None: as good as not.

        After the machine slept it is the length of the sleep, for the steady clock slept too.
        """
        origin = self._find_origin()
        step = origin - self._origin
        if abs(step) < SLIGHT:
            return None
        self._origin = origin
        return step

    def _find_origin(self) -> datetime:
        return self._clock() - timedelta(seconds=self._steady())
