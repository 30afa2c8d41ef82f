"""When a platform locks us out, a person finds in one folder what is needed to post by hand."""

from pathlib import Path

import pytest

from bot.domain import errors
from tests.pipeline.world import World


def find_folder(world: World) -> Path:
    """The one hand-over folder."""
    [folder] = (world.composer.image.parent.parent / "handover").iterdir()
    return folder


@pytest.mark.parametrize(
    "refusal", [errors.Unauthorized("challenge"), errors.Blocked("feedback")], ids=["unauthorized", "blocked"]
)
def test_picture_caption_and_steps_lie_in_one_folder(world: World, refusal: errors.ChannelError) -> None:
    world.facebook.refuse(refusal)
    url = world.archive.publish(1)
    world.run_pass()
    folder = find_folder(world)
    assert (folder / "picture.jpg").read_bytes() == world.composer.image.read_bytes()
    assert url in (folder / "caption.txt").read_text()
    assert "bot mark-posted" in (folder / "steps.txt").read_text()


def test_too_many_calls_hand_nothing_over(world: World) -> None:
    world.facebook.refuse(errors.Throttled("32"))
    world.archive.publish(1)
    world.run_pass()
    assert not (world.composer.image.parent.parent / "handover").exists()


def test_a_folder_that_cannot_be_written_stops_nothing(world: World) -> None:
    (world.composer.image.parent.parent / "handover").write_text("a file is in the way")
    world.facebook.refuse(errors.Unauthorized("challenge"))
    world.archive.publish(1)
    world.run_pass()
    assert {post.attempts for post in world.posts()} == {1}
