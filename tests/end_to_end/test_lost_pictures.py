"""Share images that are gone, such as after media/ was cleaned or on another machine."""

import shutil
from pathlib import Path

import pytest
from PIL import Image

from bot.sandbox.sandbox import Sandbox
from tests.databases import TEMPLATE, PostgresServer
from tests.instance import Instance

pytestmark = pytest.mark.slow


@pytest.fixture(params=["sqlite photo instagrapi", "postgresql link graph"])
def ways(request: pytest.FixtureRequest, instance: Instance) -> Instance:
    """An instance on one of the databases, with one way to publish on each channel."""
    kind, style, backend = request.param.split()
    if kind == "postgresql":
        server: PostgresServer = request.getfixturevalue("postgres")
        instance.settings["BOT_DATABASE_URL"] = server.create(TEMPLATE)
    instance.settings |= {"BOT_FACEBOOK_STYLE": style, "BOT_INSTAGRAM_BACKEND": backend}
    return instance


def wait_with_one_article(world: Sandbox, instance: Instance) -> list[str]:
    instance.bot("run", "--once")
    world.archive.publish_next(1)
    instance.bot("run", "--once", BOT_HOLD="1h")
    return [str(post["id"]) for post in instance.bot("posts", "--json").json]


def test_a_lost_picture_is_drawn_again_and_sent(world: Sandbox, ways: Instance) -> None:
    ids = wait_with_one_article(world, ways)
    before = {post["image_sha256"] for post in ways.bot("posts", "--json").json}
    shutil.rmtree(ways.home / "media")
    ways.bot("retry", *ids)
    ways.bot("run", "--once")
    posts = ways.bot("posts", "--json").json
    assert {post["status"] for post in posts} == {"published"}
    assert {post["image_sha256"] for post in posts} == before
    is_photo = ways.settings["BOT_FACEBOOK_STYLE"] == "photo"
    assert len(world.facebook.posts()[0].pictures) == is_photo
    assert len(world.instagram.posts()) == 1


def test_a_persons_own_picture_that_is_lost_asks_a_person(
    world: Sandbox, ways: Instance, tmp_path: Path
) -> None:
    ids = wait_with_one_article(world, ways)
    own = tmp_path / "own.jpg"
    Image.new("RGB", (1080, 1350), "#aa3300").save(own)
    for post_id in ids:
        ways.bot("edit", post_id, "--image", str(own))
    shutil.rmtree(ways.home / "media")
    ways.bot("retry", *ids)
    ways.bot("run", "--once")
    posts = ways.bot("posts", "--json").json
    assert {post["status"] for post in posts} == {"draft"}
    assert (world.facebook.posts(), world.instagram.posts()) == ((), ())


def test_a_backup_may_carry_the_pictures_to_another_machine(
    world: Sandbox, ways: Instance, tmp_path: Path
) -> None:
    ids = wait_with_one_article(world, ways)
    own = tmp_path / "own.jpg"
    Image.new("RGB", (1080, 1350), "#aa3300").save(own)
    for post_id in ids:
        ways.bot("edit", post_id, "--image", str(own))
    copy = str(tmp_path / "copy.db")
    ways.bot("backup", copy, "--with-pictures")
    shutil.rmtree(ways.home)
    other = Instance(tmp_path / "other", ways.settings)
    other.home.mkdir()
    assert other.bot("restore", copy, "--yes").status == 0
    other.bot("resume")
    other.bot("retry", *ids)
    for _ in range(3):
        other.bot("run", "--once")
    posts = other.bot("posts", "--json").json
    assert {post["status"] for post in posts} == {"published"}
    assert all(str(other.home) in post["image"] for post in posts)


@pytest.mark.parametrize("size", [(1500, 2667), (2400, 600)], ids=["tall as a phone", "a banner"])
def test_a_persons_own_picture_of_any_shape_goes_out_on_every_channel(
    world: Sandbox, instance: Instance, tmp_path: Path, size: tuple[int, int]
) -> None:
    instance.settings["BOT_INSTAGRAM_BACKEND"] = "graph"
    ids = wait_with_one_article(world, instance)
    own = tmp_path / "own.jpg"
    Image.new("RGB", size, "#aa3300").save(own)
    for post_id in ids:
        assert instance.bot("edit", post_id, "--image", str(own)).status == 0
    instance.bot("approve", *ids)
    instance.bot("retry", *ids)
    assert instance.bot("run", "--once").status == 0
    assert {post["status"] for post in instance.bot("posts", "--json").json} == {"published"}
