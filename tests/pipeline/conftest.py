"""A world of its own for each test; how hard Hypothesis tries is chosen with HYPOTHESIS_PROFILE."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.pipeline.world import World

SLOW_MACHINE = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow], "print_blob": True}
settings.register_profile("quick", max_examples=15, stateful_step_count=25, **SLOW_MACHINE)
settings.register_profile("thorough", max_examples=1000, stateful_step_count=60, **SLOW_MACHINE)
settings.register_profile("fixed", max_examples=50, stateful_step_count=30, derandomize=True, **SLOW_MACHINE)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture
def world(tmp_path: Path) -> World:
    """An instance that has taken its baseline."""
    world = World(tmp_path)
    world.open_shop()
    return world
