"""New articles become posts: one per channel, all or none."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import errors
from bot.domain.article import ArticleStatus
from bot.domain.post import PostStatus
from bot.domain.schedule import Approval
from bot.pipeline import actions
from tests.known_channels import FACEBOOK
from tests.pipeline.world import RULES, World


def test_posts_wait_for_the_hold(world: World) -> None:
    world.process.rules = replace(RULES, hold=timedelta(minutes=30))
    world.archive.publish(1)
    world.run_pass()
    assert {post.due_at for post in world.posts()} == {world.clock() + timedelta(minutes=30)}


def test_a_burst_of_articles_is_spaced_by_the_gap(world: World) -> None:
    world.process.rules = replace(RULES, timing=replace(RULES.timing, min_gap=timedelta(minutes=45)))
    for number in (1, 2, 3):
        world.archive.publish(number)
    world.run_pass()
    times = [post.due_at for post in world.posts(FACEBOOK)]
    assert times == [world.clock() + number * timedelta(minutes=45) for number in range(3)]


@pytest.mark.parametrize("approval", [Approval.AUTO, Approval.MANUAL])
def test_the_slot_that_a_post_holds_does_not_stand_in_its_own_way(world: World, approval: Approval) -> None:
    timing = replace(RULES.timing, min_gap=timedelta(minutes=45))
    world.process.rules = replace(RULES, timing=timing, approval=approval, hold=timedelta(minutes=5))
    world.archive.publish(1)
    world.run_pass()
    if approval is Approval.AUTO:
        actions.reschedule(world.process, world.post().id, at=None, who="anna")
    else:
        world.clock.forward(timedelta(minutes=10))
        actions.approve(world.process, world.post().id, who="anna")
    assert world.post().due_at == world.clock()


@pytest.mark.parametrize(
    ("approval", "sober", "status"),
    [
        (Approval.AUTO, True, PostStatus.PUBLISHED),
        (Approval.SENSITIVE, False, PostStatus.PUBLISHED),
        (Approval.SENSITIVE, True, PostStatus.DRAFT),
        (Approval.MANUAL, False, PostStatus.DRAFT),
    ],
)
def test_whose_yes_is_needed_follows_the_rules(
    world: World, approval: Approval, sober: bool, status: PostStatus
) -> None:
    world.process.rules = replace(RULES, approval=approval)
    world.composer.sober = sober
    world.archive.publish(1)
    world.run_pass()
    assert {post.status for post in world.posts()} == {status}


def test_what_the_rules_are_unsure_of_waits_for_a_person(world: World) -> None:
    world.process.rules = replace(RULES, approval=Approval.SENSITIVE)
    world.composer.unsure = True
    world.archive.publish(1)
    world.run_pass()
    assert {post.status for post in world.posts()} == {PostStatus.DRAFT}
    assert all("not sure" in post.reason for post in world.posts())


@pytest.mark.parametrize("error", [errors.NotReachable("no photo"), ZeroDivisionError()], ids=repr)
def test_an_article_that_cannot_be_composed_now_is_tried_again_and_holds_nobody_back(
    world: World, error: Exception
) -> None:
    sick, well = world.archive.publish(1), world.archive.publish(2)
    world.composer.sick[sick] = error
    world.run_pass()
    assert {post.article_url for post in world.posts()} == {well}
    world.composer.sick.clear()
    world.run_pass()
    world.check_nothing_lost()


def test_an_event_that_is_over_is_skipped_with_its_article(world: World) -> None:
    world.composer.not_after = world.clock() - timedelta(days=1)
    world.archive.publish(1)
    world.run_pass()
    assert {post.status for post in world.posts()} == {PostStatus.SKIPPED}
    assert world.process.articles.list_known(limit=1)[0].status is ArticleStatus.SKIPPED


def test_without_any_channel_articles_wait(world: World) -> None:
    world.process.publishers = {}
    world.archive.publish(1)
    world.run_pass()
    assert world.posts() == ()
    assert len(world.process.articles.list_unposted()) == 1
