"""A clock that was set is noticed, a clock that runs is not."""

from datetime import datetime, timedelta

import pytest

from bot.daemon.main import ClockWatch, show_step
from tests.databases import NOW

HOUR = timedelta(hours=1)


class Clocks:
    """The machine's clock and the one nobody sets."""

    def __init__(self) -> None:
        self.true, self.error = 5000.0, timedelta(0)

    def wall(self) -> datetime:
        return NOW + timedelta(seconds=self.true) + self.error

    def steady(self) -> float:
        return self.true


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def watch(clocks: Clocks) -> ClockWatch:
    return ClockWatch(clocks.wall, clocks.steady)


@pytest.mark.parametrize("step", [-2 * HOUR, 3 * HOUR, timedelta(seconds=-6)], ids=str)
def test_a_step_is_noticed_once(clocks: Clocks, watch: ClockWatch, step: timedelta) -> None:
    clocks.true += 2
    clocks.error += step
    assert watch.find_step() == step
    clocks.true += 2
    assert watch.find_step() is None


@pytest.mark.parametrize("seconds", [-4, 0, 4])
def test_time_that_passes_and_what_ntp_mends_is_no_step(
    clocks: Clocks, watch: ClockWatch, seconds: int
) -> None:
    clocks.true += 86_400
    clocks.error += timedelta(seconds=seconds)
    assert watch.find_step() is None


def test_many_small_steps_are_noticed_in_the_end(clocks: Clocks, watch: ClockWatch) -> None:
    steps = []
    for _ in range(10):
        clocks.error -= timedelta(seconds=1)
        steps.append(watch.find_step())
    assert [step for step in steps if step] == [timedelta(seconds=-5)] * 2


def test_a_step_is_shown_with_its_sign() -> None:
    assert [show_step(-2 * HOUR), show_step(3 * HOUR)] == ["-2:00:00", "+3:00:00"]
