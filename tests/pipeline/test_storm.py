"""The real process, killed for real; the long storm is `python -m benchmarks.storm`."""

import random

import pytest

from benchmarks.storm import play_round


@pytest.mark.slow
@pytest.mark.parametrize("backend", ["graph", "instagrapi"])
def test_kills_of_the_real_process_leave_each_article_posted_once(backend: str) -> None:
    seed = random.randrange(1_000_000)
    round_ = play_round(4, random.Random(seed), backend)
    assert round_.kills > 1, f"seed {seed}"
    assert round_.problems == [], f"seed {seed}"
