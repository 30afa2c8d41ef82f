"""A world of its own for each test."""

from pathlib import Path

import pytest

from tests.pipeline.world import World


@pytest.fixture
def world(tmp_path: Path) -> World:
    """An instance that has taken its baseline."""
    world = World(tmp_path)
    world.open_shop()
    return world
