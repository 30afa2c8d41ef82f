"""Messages that lead to the desk: the post's address, its text and picture; a reminder before its slot."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.post import Post, PostStatus
from bot.domain.schedule import Approval
from bot.pipeline import actions
from bot.pipeline.attention import list_causes
from bot.pipeline.reports import tell
from tests.pipeline.readers import Reader
from tests.pipeline.world import RULES, World

DESK = "https://desk.example.org"
HOLD = timedelta(hours=5)


@pytest.fixture
def reader(world: World) -> Reader:
    """Somebody who is told, in an instance with a desk where every post waits."""
    world.process.rules = replace(RULES, approval=Approval.MANUAL, hold=HOLD, desk_url=DESK)
    reader = world.notifier = world.process.notifier = Reader()
    world.archive.publish(1)
    world.run_pass()
    return reader


def find_draft(world: World) -> Post:
    return next(post for post in world.posts() if post.status is PostStatus.DRAFT)


def test_a_message_carries_the_way_to_the_post_its_text_and_its_picture(world: World, reader: Reader) -> None:
    draft = find_draft(world)
    _, body, files = reader.read[0]
    assert f"→ {DESK}/posts/{draft.id}" in body
    for line in draft.composition.caption.splitlines():
        assert line in body
    assert files == ("share.jpg",)  # no page: whoever wants to look has the desk


def test_without_a_desk_a_message_names_no_address(world: World, reader: Reader) -> None:
    world.process.rules = replace(world.process.rules, desk_url="")
    world.archive.publish(2)
    world.run_pass()
    _, body, files = reader.read[-1]
    assert "/posts/" not in body
    assert "bot approve" in body
    assert len(files) == 2


def test_people_are_reminded_once_an_hour_before_the_slot(world: World, reader: Reader) -> None:
    world.clock.forward(HOLD - timedelta(minutes=61))
    assert tell(world.process) == 0
    world.clock.forward(timedelta(minutes=2))
    assert tell(world.process) == len(world.posts())
    assert "still waits for a yes" in reader.read[-1][1]
    assert tell(world.process) == 0


def test_whoever_said_yes_or_no_is_not_reminded(world: World, reader: Reader) -> None:
    first, *others = [post.id for post in world.posts()]
    actions.approve(world.process, first, who="anna")
    for other in others:
        actions.cancel(world.process, other, who="anna")
    world.clock.forward(HOLD - timedelta(minutes=30))
    assert list_causes(world.process) == ()
    assert tell(world.process) == 0


def test_of_a_short_wait_people_are_reminded_half_way(world: World, reader: Reader) -> None:
    world.process.rules = replace(world.process.rules, hold=timedelta(minutes=30))
    world.archive.publish(2)
    world.run_pass()
    told = len(reader.read)
    world.clock.forward(timedelta(minutes=14))
    assert tell(world.process) == 0
    world.clock.forward(timedelta(minutes=2))
    assert tell(world.process) > 0
    assert len(reader.read) == told + 1
