"""What only our real clients can get wrong, on the whole way through the pipeline."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from bot.domain.post import PostStatus
from tests.pipeline.stand_in import BACKENDS, StandIn
from tests.pipeline.world import MINUTE, RULES, World


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_post_with_the_text_of_another_is_sent_again_when_its_request_got_lost(
    open_world: Callable[..., World], tmp_path: Path, backend: str
) -> None:
    """Two notices may read alike; what stands for the first is no evidence for the second."""
    make_platform = partial(StandIn, backend=backend, folder=tmp_path)
    world = open_world(channels=[BACKENDS[backend]], make_platform=make_platform)
    world.archive.publish(1)
    world.run_pass()
    world.process.rules = replace(RULES, hold=MINUTE)
    world.archive.publish(2)
    world.run_pass()
    first, second = world.posts()
    alike = replace(second.composition, caption=first.composition.caption)
    world.process.posts.recompose(second, alike)
    world.platform.lose_request()
    world.settle()
    assert {post.status for post in world.posts()} == {PostStatus.PUBLISHED}
    assert {post.remote_id for post in world.posts()} == {live.remote_id for live in world.platform.public}
    assert len(world.platform.public) == 2
