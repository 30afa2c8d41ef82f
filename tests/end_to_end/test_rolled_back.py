"""An older state comes back, by `bot restore` or without anybody's knowing: nothing is posted twice."""

import shutil
from pathlib import Path

import pytest

from bot.sandbox.sandbox import Sandbox
from tests.instance import Instance

pytestmark = pytest.mark.slow

WAYS = [("photo", "instagrapi"), ("link", "graph")]
SETTLED = {"published", "draft"}


@pytest.fixture(params=WAYS, ids=["-".join(way) for way in WAYS])
def ways(request: pytest.FixtureRequest, instance: Instance) -> Instance:
    """An instance that posts by one way on each channel, with its baseline taken."""
    style, backend = request.param
    instance.settings |= {"BOT_FACEBOOK_STYLE": style, "BOT_INSTAGRAM_BACKEND": backend}
    instance.bot("run", "--once")
    return instance


def count_public(world: Sandbox) -> tuple[int, int]:
    return len(world.facebook.posts()), len(world.instagram.posts())


def list_posts(instance: Instance) -> list[dict[str, object]]:
    posts: list[dict[str, object]] = instance.bot("posts", "--json").json
    return posts


def wait_with_one_article(world: Sandbox, instance: Instance) -> list[str]:
    """An article's posts wait for their time; their ids."""
    world.archive.publish_next(1)
    instance.bot("run", "--once", BOT_HOLD="1h")
    return [str(post["id"]) for post in list_posts(instance)]


def run_on(instance: Instance) -> None:
    """Passes until everything has been looked at twice, with what a person would do in between."""
    for _ in range(3):
        instance.bot("run", "--once")
    waiting = instance.bot("posts", "--status", "scheduled", "--json").json
    instance.bot("retry", *(str(post["id"]) for post in waiting))
    instance.bot("run", "--once")


def test_a_text_changed_after_the_backup_is_not_posted_again(
    world: Sandbox, ways: Instance, tmp_path: Path
) -> None:
    """Whether the new words share nothing with the old, or are a correction of theirs."""
    copy = str(tmp_path / "copy.db")
    ids = wait_with_one_article(world, ways)
    ways.bot("backup", copy)
    for post_id in ids:
        ways.bot("edit", post_id, "--caption", "Ganz andere Worte.")
    ways.bot("retry", *ids)
    ways.bot("run", "--once")
    assert count_public(world) == (1, 1)

    ways.bot("restore", copy, "--yes")
    ways.bot("resume")
    run_on(ways)
    assert count_public(world) == (1, 1)
    posts = list_posts(ways)
    assert {post["status"] for post in posts} <= SETTLED
    for draft in (post for post in posts if post["status"] == "draft"):
        told = ways.bot("show", str(draft["id"])).out
        assert "instagram.com/p/" in told or "facebook.com/" in told


def test_a_draft_that_was_asked_about_goes_out_when_a_person_says_that_it_is_another(
    world: Sandbox, ways: Instance, tmp_path: Path
) -> None:
    copy = str(tmp_path / "copy.db")
    ids = wait_with_one_article(world, ways)
    ways.bot("backup", copy)
    for post_id in ids:
        ways.bot("edit", post_id, "--caption", "Ganz andere Worte.")
    ways.bot("retry", *ids)
    ways.bot("run", "--once")
    ways.bot("restore", copy, "--yes")
    ways.bot("resume")
    run_on(ways)
    drafts = [str(post["id"]) for post in list_posts(ways) if post["status"] == "draft"]
    before = count_public(world)
    (ways.home / "state" / "sendings.log").unlink()  # a backup on a new machine; else an hour would pass
    ways.bot("approve", *drafts)
    ways.bot("run", "--once")
    assert sum(count_public(world)) == sum(before) + len(drafts)


def test_a_rolled_back_machine_adopts_what_it_posted_in_the_meantime(
    world: Sandbox, ways: Instance, tmp_path: Path
) -> None:
    """A snapshot of the machine, or a copied folder: nobody runs `bot restore`."""
    state, copy = ways.home / "state", tmp_path / "snapshot"
    wait_with_one_article(world, ways)
    shutil.copytree(state, copy)
    ways.bot("retry", *(str(post["id"]) for post in list_posts(ways)))
    ways.bot("run", "--once")
    world.archive.publish_next(1)
    ways.bot("run", "--once")
    assert count_public(world) == (2, 2)

    shutil.rmtree(state)
    shutil.copytree(copy, state)
    ways.bot("retry", *(str(post["id"]) for post in list_posts(ways)))
    ways.bot("run", "--once")
    ways.bot("run", "--once")
    assert count_public(world) == (2, 2)
    assert {post["status"] for post in list_posts(ways)} == {"published"}
