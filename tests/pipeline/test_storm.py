"""The real process, killed for real; the long storm is `python -m benchmarks.storm`."""

import random

import pytest

from benchmarks.storm import play_round


@pytest.mark.slow
def test_ten_kills_of_the_real_process_leave_each_article_posted_once() -> None:
    seed = random.randrange(1_000_000)
    round_ = play_round(10, random.Random(seed))
    assert round_.kills > 5, f"seed {seed}"
    assert round_.problems == [], f"seed {seed}"
