"""The real process, killed for real; the long storm is `python -m benchmarks.storm`."""

import random

import pytest

from benchmarks.storm import play_round


@pytest.mark.slow
@pytest.mark.parametrize("backend", ["graph", pytest.param("instagrapi", marks=pytest.mark.patient)])
def test_kills_of_the_real_process_leave_each_article_posted_once(backend: str) -> None:
    """Where a strike falls is chance, and so is whether it kills: rounds go on until two did."""
    seed = random.randrange(1_000_000)
    chance, kills = random.Random(seed), 0
    while kills < 2:
        round_ = play_round(2 - kills, chance, backend)
        kills += round_.kills
        assert round_.problems == [], f"seed {seed}"
