"""Pictures in their order: a rhythm of grounds, kept when drawn again; none goes out without its title."""

import pytest

from bot.domain.errors import UsageWrong
from bot.domain.post import PostStatus
from bot.pipeline import actions
from tests.pipeline.world import World

CURE = "No font can draw it. Install one: pip install a-font"


def test_each_article_is_told_what_stands_beside_it_in_the_grid(world: World) -> None:
    for number in (1, 2, 3):
        world.archive.publish(number)
    world.run_pass()
    assert {post.composition.styling.tone for post in world.posts()} == {"tone 0", "tone 1", "tone 2"}


def test_a_picture_drawn_again_keeps_its_ground(world: World) -> None:
    world.composer.sober = True
    for number in (1, 2):
        world.archive.publish(number)
    world.run_pass()
    before = {post.id: post.composition.styling for post in world.posts()}
    for number in (1, 2):
        world.archive.correct(world.archive.publish(number))
    world.run_pass()
    assert {post.id: post.composition.styling for post in world.posts()} == before


def test_a_picture_that_does_not_say_its_title_waits_with_the_cure_named(world: World) -> None:
    world.composer.cure = CURE
    world.archive.publish(1)
    world.run_pass()
    post = world.post()
    assert (post.status, post.reason) == (PostStatus.DRAFT, CURE)
    with pytest.raises(UsageWrong, match="pip install a-font"):
        actions.approve(world.process, post.id, who="Ada")


def test_it_goes_on_by_itself_when_the_font_is_there(world: World) -> None:
    world.composer.cure = CURE
    world.archive.publish(1)
    world.run_pass()
    world.composer.cure = ""
    world.run_pass()
    assert world.post().status is PostStatus.PUBLISHED
    assert world.post().composition.cure == ""
