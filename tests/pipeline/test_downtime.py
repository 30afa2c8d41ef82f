"""A machine that was off, a channel that was paused: three hours are made up for, three days asked about."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from bot.domain.post import PostStatus
from bot.domain.schedule import parse_windows
from bot.pipeline import actions
from bot.pipeline.attention import list_causes
from tests.known_channels import FACEBOOK
from tests.pipeline.world import MINUTE, RULES, World

HOUR = timedelta(hours=1)
GAP = timedelta(minutes=45)
TIMING = replace(RULES.timing, windows=parse_windows("Mo-So 08:00-20:00"), min_gap=GAP, max_per_day=6)
ARTICLES = 4


@pytest.fixture
def world(open_world: Callable[..., World]) -> World:
    """At half past four in the afternoon four posts wait, 45 minutes apart."""
    world = open_world(rules=replace(RULES, timing=TIMING, hold=MINUTE), channels=[FACEBOOK])
    world.clock.forward(6.5 * HOUR)
    for number in range(ARTICLES):
        world.archive.publish(number + 1)
        world.run_pass()
    return world


def be_off(world: World, time: timedelta) -> None:
    """Nothing runs."""
    world.clock.forward(time)


def be_paused(world: World, time: timedelta) -> None:
    """The daemon runs, and a person holds it back."""
    actions.pause(world.process, channel=None, until=None, reason="Trauerfall", who="anna")
    for _ in range(int(time / HOUR)):
        world.clock.forward(HOUR)
        world.tick()
    actions.resume(world.process, channel=None, who="anna")


Stillness = Callable[[World, timedelta], None]


@pytest.mark.parametrize("stand_still", [be_paused, pytest.param(be_off, marks=pytest.mark.patient)])
def test_after_three_hours_posts_go_out_in_order_spaced_and_inside_the_windows(
    world: World, stand_still: Stillness
) -> None:
    planned = [post.composition.caption for post in sorted(world.posts(), key=lambda post: post.due_at)]
    stand_still(world, 3 * HOUR)
    for _ in range(16 * 12):
        world.tick()
        world.clock.forward(5 * MINUTE)
    local = [live.at.astimezone(TIMING.timezone) for live in world.facebook.public]
    assert [live.caption for live in world.facebook.public] == planned
    assert [f"{at:%d %H:%M}" for at in local] == ["02 19:30", "03 08:00", "03 08:45", "03 09:30"]
    assert all(later - earlier >= GAP for earlier, later in pairwise(local))


@pytest.mark.parametrize("stand_still", [be_off, be_paused], ids=lambda each: each.__name__)
def test_after_three_days_a_person_is_asked_and_nothing_bursts_out(
    world: World, stand_still: Stillness
) -> None:
    stand_still(world, 72 * HOUR)
    for _ in range(24):
        world.tick()
        world.clock.forward(HOUR)
    assert world.facebook.public == []
    assert [post.status for post in world.posts()] == [PostStatus.MISSED] * ARTICLES
    assert [cause.command for cause in list_causes(world.process)] == [
        f"bot reschedule {post.id} --next" for post in world.posts()
    ]
