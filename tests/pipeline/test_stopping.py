"""A platform that refuses the account stops that channel only, and a person is told once."""

from datetime import timedelta

import pytest

from bot.domain import errors
from bot.domain.post import PostStatus
from bot.domain.state import StopKind
from bot.events import Event
from tests.known_channels import FACEBOOK, INSTAGRAM
from tests.pipeline.world import RULES, World

HOUR = timedelta(hours=1)
REFUSALS = [errors.Unauthorized("190"), errors.Blocked("368"), errors.Throttled("32")]


@pytest.mark.parametrize("error", REFUSALS, ids=lambda error: error.kind)
def test_a_refused_account_stops_its_channel_and_not_the_other(
    world: World, error: errors.ChannelError
) -> None:
    for number in (1, 2, 3):
        world.archive.publish(number)
    world.facebook.refuse(error)
    world.run_pass()
    assert world.facebook.sendings == 1
    assert len(world.platforms[INSTAGRAM].public) == 3
    assert {post.status for post in world.posts(FACEBOOK)} == {PostStatus.SCHEDULED}
    assert world.process.heard(Event.CHANNEL_STOPPED) == 1


def test_an_unauthorized_channel_waits_for_a_person_and_loses_no_try(world: World) -> None:
    world.archive.publish(1)
    world.facebook.refuse(errors.Unauthorized("190"))
    world.settle(ticks=20)
    assert world.facebook.sendings == 1
    assert world.post().attempts == world.post().forgiven == 1
    world.process.stops.resume()
    world.settle()
    world.check_nothing_lost()


def test_a_block_rests_for_a_day_and_then_ends_by_itself(world: World) -> None:
    world.archive.publish(1)
    world.facebook.refuse(errors.Blocked("368"))
    world.run_pass()
    world.clock.forward(23 * HOUR)
    world.tick()
    assert world.facebook.sendings == 1
    world.clock.forward(timedelta(minutes=59))
    world.tick()
    assert world.facebook.sendings == 2
    assert world.post().status is PostStatus.PUBLISHED


def test_a_second_block_after_the_first_has_ended_is_told_again(world: World) -> None:
    world.archive.publish(1)
    for _ in range(2):
        world.facebook.refuse(errors.Blocked("368", retry_after=HOUR))
        world.tick() if world.posts() else world.run_pass()
        world.clock.forward(HOUR)
    assert world.process.heard(Event.CHANNEL_STOPPED) == 2


def test_too_many_calls_rest_for_as_long_as_the_platform_says(world: World) -> None:
    world.archive.publish(1)
    world.archive.publish(2)
    world.facebook.throttle(3 * HOUR)
    world.run_pass()
    [stop] = world.process.stops.list_stops(world.clock())
    assert (stop.kind, stop.until) == (StopKind.THROTTLED, world.clock() + 3 * HOUR)
    world.clock.forward(3 * HOUR - timedelta(seconds=1))
    world.tick()
    assert world.facebook.sendings == 1
    world.settle()
    world.check_nothing_lost()


def test_too_many_calls_without_a_time_rest_for_the_back_off(world: World) -> None:
    world.archive.publish(1)
    world.facebook.throttle()
    world.run_pass()
    [stop] = world.process.stops.list_stops(world.clock())
    assert stop.until == world.clock() + RULES.retry.delay
