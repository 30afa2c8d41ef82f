"""A world of its own for each test; how hard Hypothesis tries is chosen with HYPOTHESIS_PROFILE."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from bot.domain.post import Post
from bot.domain.state import EVERYTHING, Stop, StopKind
from tests.databases import PostgresServer
from tests.known_channels import FACEBOOK
from tests.pipeline.clock import START
from tests.pipeline.newsroom import SOURCE
from tests.pipeline.newsstand import KNOWN, Kind, Newsstand
from tests.pipeline.world import World

SLOW_MACHINE = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow], "print_blob": True}
settings.register_profile("quick", max_examples=15, stateful_step_count=25, derandomize=True, **SLOW_MACHINE)
settings.register_profile("thorough", max_examples=1000, stateful_step_count=60, **SLOW_MACHINE)
settings.register_profile("fixed", max_examples=50, stateful_step_count=30, derandomize=True, **SLOW_MACHINE)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture
def open_world(tmp_path: Path) -> Iterator[Callable[..., World]]:
    """Opens worlds by the rules and channels asked for, and closes them in the end."""
    with ExitStack() as closing:

        def open_one(**wishes: Any) -> World:
            world = World(tmp_path, **wishes)
            closing.callback(world.close)
            world.open_shop()
            return world

        yield open_one


@pytest.fixture
def empty_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A database with this release's tables: in memory ("sqlite"), or on a real server ("postgresql")."""
    if request.param == "sqlite":
        yield "sqlite://"
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    with server.lend() as url:
        yield url


@pytest.fixture
def world(open_world: Callable[..., World]) -> World:
    """An instance that has taken its baseline."""
    return open_world()


@pytest.fixture
def stand(world: World) -> Newsstand:
    """An archive with an undated list, at which nobody has looked."""
    stand = world.archive = world.process.archive = Newsstand()
    world.process.sources.forget(SOURCE)
    for _ in range(KNOWN):
        stand.write(SOURCE, Kind.BASELINE, None)
    return stand


@pytest.fixture
def post(world: World) -> Post:
    """A scheduled post for Facebook, due now; nothing went out."""
    app = world.process
    app.stops.stop(Stop(scope=EVERYTHING, kind=StopKind.PAUSE, reason="", since=START))
    world.archive.publish(1)
    world.run_pass()
    app.stops.resume()
    return world.post(FACEBOOK)
