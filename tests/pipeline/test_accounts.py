"""Posts whose account is not in the settings any more: nothing is sent by another one in silence."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.errors import NeedsPerson, Unavailable
from bot.domain.post import Channel, PostStatus
from bot.pipeline import actions
from bot.pipeline.publisher_calls import find_publisher
from tests.known_channels import INSTAGRAM
from tests.pipeline.world import MINUTE, RULES, World

PRESENT = "facebook:another page"


def change_account(world: World) -> None:
    """The admin names another page."""
    world.facebook.account = PRESENT


def test_a_post_belongs_to_the_publisher_of_its_own_account_alone(world: World) -> None:
    world.archive.publish(1)
    world.run_pass()
    post = world.post()
    for account, is_found in ((post.account, True), ("a:b", False), ("z:z", False)):
        world.facebook.account = account
        found = find_publisher(world.process, post)
        assert (found is not None) is is_found
    elsewhere = replace(post, composition=replace(post.composition, channel=Channel("other")))
    assert find_publisher(world.process, elsewhere) is None


@pytest.fixture
def missed(world: World) -> int:
    """A post that was prepared, but never sent, on a page that is not ours any more."""
    world.archive.publish(1)
    world.facebook.refuse_preparing(Unavailable("down"))
    world.run_pass()
    change_account(world)
    world.clock.forward(RULES.missed_after + timedelta(hours=1))
    world.tick()
    assert world.post().status is PostStatus.MISSED
    return world.post().id


def test_what_was_missed_for_that_says_so(world: World, missed: int) -> None:
    assert "facebook:association" in world.post().reason


@pytest.mark.parametrize("is_retry", [True, False], ids=["retry", "reschedule"])
def test_what_cannot_be_public_moves_to_the_present_account_by_a_persons_word(
    world: World, missed: int, *, is_retry: bool
) -> None:
    world.process.posts.change(world.post(), allowed=[PostStatus.MISSED], handles={"photo_id": "theirs"})
    if is_retry:
        actions.retry(world.process, missed, who="anna")
    else:
        actions.reschedule(world.process, missed, at=world.clock(), who="anna")
    assert (world.post().account, dict(world.post().handles)) == (PRESENT, {})
    world.settle()
    world.check_nothing_lost()


def test_a_draft_moves_when_it_is_approved(world: World, missed: int) -> None:
    world.process.posts.change(world.post(), allowed=[PostStatus.MISSED], status=PostStatus.DRAFT)
    actions.approve(world.process, missed, who="anna")
    assert world.post().account == PRESENT


def test_a_yes_counts_also_while_the_channel_is_off(world: World, missed: int) -> None:
    world.process.posts.change(world.post(), allowed=[PostStatus.MISSED], status=PostStatus.DRAFT)
    world.process.publishers = {INSTAGRAM: world.platforms[INSTAGRAM]}
    assert actions.approve(world.process, missed, who="anna").account == "facebook:association"


def test_what_may_be_public_on_the_old_account_is_refused(world: World) -> None:
    """Two looks found nothing, but only on the old account could a third be taken."""
    world.archive.publish(1)
    world.facebook.lose_request()
    world.run_pass()
    while world.post().status is PostStatus.UNCONFIRMED:
        world.clock.forward(MINUTE)
        world.tick()
    change_account(world)
    with pytest.raises(NeedsPerson, match="may be public on facebook:association"):
        actions.retry(world.process, world.post().id, who="anna")
    assert world.post().account == "facebook:association"


def test_while_the_channel_is_off_nothing_is_planned_on_it(world: World, missed: int) -> None:
    world.process.publishers = {INSTAGRAM: world.platforms[INSTAGRAM]}
    with pytest.raises(NeedsPerson, match="do not name any more"):
        actions.reschedule(world.process, missed, at=None, who="anna")
