"""Does work stay in proportion to what it is given? Told by growth, so that no machine is too slow for it."""

import time
from collections.abc import Callable


def measure_growth(work: Callable[[int], object], size: int) -> float:
    """How many times as much processor time eight times the size takes, the best of two measured at each:
    about 8 where time is in proportion, 64 where it grows with the square."""
    work(size)
    return _measure(work, 8 * size) / _measure(work, size)


def _measure(work: Callable[[int], object], size: int) -> float:
    """Seconds of this thread's processor time."""
    taken = []
    for _ in range(2):
        start = time.thread_time()
        work(size)
        taken.append(time.thread_time() - start)
    return max(min(taken), 1e-4)
