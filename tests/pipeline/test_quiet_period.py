"""After a sober post, cheerful ones of the same instance hold back, and are not missed for it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.post import PostStatus
from bot.domain.schedule import QUIET_PERIOD
from bot.pipeline import actions
from tests.known_channels import FACEBOOK, INSTAGRAM
from tests.pipeline.world import RULES, World

HOUR = timedelta(hours=1)


def post_sober(world: World) -> None:
    """A sober article goes out on every channel."""
    world.composer.sober = True
    world.archive.publish(90)
    world.run_pass()
    world.composer.sober = False


def wait_then_post_sober(world: World) -> str:
    """A cheerful article is scheduled for an hour from now, and a sober one goes out before that."""
    world.process.rules = replace(RULES, hold=HOUR)
    url = world.archive.publish(1)
    world.run_pass()
    world.process.rules = RULES
    post_sober(world)
    world.clock.forward(HOUR)
    world.tick()
    return url


def test_a_cheerful_post_that_is_composed_after_it_gets_a_slot_after_the_hush(world: World) -> None:
    post_sober(world)
    end = world.clock() + QUIET_PERIOD
    world.process.rules = replace(RULES, hold=HOUR)
    world.archive.publish(1)
    world.run_pass()
    assert [post.due_at for post in world.posts()[2:]] == [end, end]


def test_a_cheerful_post_that_was_planned_before_waits_and_says_why(world: World) -> None:
    end = world.clock() + QUIET_PERIOD
    wait_then_post_sober(world)
    cheerful = world.posts()[:2]
    assert [(post.status, post.due_at) for post in cheerful] == [(PostStatus.SCHEDULED, end)] * 2
    assert {post.reason for post in cheerful} == {"a sober post went out; the others hold back for 6 hours"}


def test_it_goes_out_when_the_hush_is_over_however_short_missing_is(open_world: Callable[..., World]) -> None:
    world = open_world()
    url = wait_then_post_sober(world)
    world.process.rules = replace(RULES, missed_after=2 * HOUR)
    for _ in range(5):
        assert not world.list_live(url, FACEBOOK)
        world.clock.forward(HOUR)
        world.tick()
    world.check_nothing_lost()
    assert {post.reason for post in world.posts()} == {""}


def test_a_sober_post_on_one_channel_holds_back_the_others_too(world: World) -> None:
    world.process.publishers = {FACEBOOK: world.facebook}
    post_sober(world)
    world.process.publishers = world.platforms
    url = world.archive.publish(1)
    world.run_pass()
    assert not world.list_live(url, INSTAGRAM)


def test_another_sober_post_is_not_held_back(world: World) -> None:
    post_sober(world)
    world.clock.forward(HOUR)
    world.composer.sober = True
    url = world.archive.publish(1)
    world.run_pass()
    assert world.list_live(url, FACEBOOK)


def test_a_time_that_a_person_chose_is_kept(world: World) -> None:
    wait_then_post_sober(world)
    post = world.posts(FACEBOOK)[0]
    actions.reschedule(world.process, post.id, at=world.clock(), who="anna")
    world.tick()
    assert world.process.posts.get_post(post.id).status is PostStatus.PUBLISHED


@pytest.mark.parametrize("lost", [True, False], ids=["answer lost", "withdrawn"])
def test_what_may_be_public_counts_and_what_was_withdrawn_does_not(
    open_world: Callable[..., World], *, lost: bool
) -> None:
    world = open_world(channels=[FACEBOOK])
    if lost:
        world.facebook.lose_answer()
        world.facebook.lag(HOUR)
    post_sober(world)
    if not lost:
        actions.withdraw(world.process, world.post().id, who="anna")
    url = world.archive.publish(1)
    world.run_pass()
    assert bool(world.list_live(url, FACEBOOK)) is not lost


def test_a_plain_post_is_not_held_back(world: World) -> None:
    """Only what would jar beside mourning waits; other news goes out."""
    post_sober(world)
    world.composer.cheerful = False
    url = world.archive.publish(7)
    world.run_pass()
    assert {post.status for post in world.posts() if post.article_url == url} == {PostStatus.PUBLISHED}
