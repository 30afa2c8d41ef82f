"""Two clocks: the true time, which the platforms go by, and the machine's, which may be wrong."""

from datetime import UTC, datetime, timedelta

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NOTHING = timedelta(0)


class Clock:
    """Called, it is the machine's clock; `true` is the real time. Aware UTC."""

    def __init__(self) -> None:
        self.true = START
        self.error = NOTHING

    def __call__(self) -> datetime:
        return self.true + self.error

    def forward(self, time: timedelta) -> None:
        """Time passes."""
        self.true += time

    def jump(self, error: timedelta) -> None:
        """The machine's clock is set: forwards, or backwards when negative. No time passes."""
        self.error += error
