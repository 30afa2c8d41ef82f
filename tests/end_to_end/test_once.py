"""The main job on real input with the real clients: archive to Facebook and Instagram, once."""

from bot.sandbox.sandbox import Sandbox
from tests.instance import Instance


def test_what_stands_there_at_the_first_look_is_not_posted(world: Sandbox, instance: Instance) -> None:
    """The first look at a source is its baseline."""
    assert instance.bot("run", "--once").status == 0
    assert {article["status"] for article in instance.bot("articles", "--json").json} == {"baseline"}
    assert (world.facebook.posts(), world.instagram.posts()) == ((), ())


def test_new_articles_appear_exactly_once_on_both_platforms(world: Sandbox, instance: Instance) -> None:
    """Three new articles, two platforms, and a further pass that changes nothing."""
    instance.bot("run", "--once")
    world.archive.publish_next(3)
    assert instance.bot("run", "--once").status == 0
    assert instance.bot("run", "--once").status == 0
    assert len(world.facebook.posts()) == len(world.instagram.posts()) == 3
    assert len({post.message for post in world.facebook.posts()}) == 3
    assert len({post.caption for post in world.instagram.posts()}) == 3


def test_what_is_recorded_is_what_stands_on_the_platforms(world: Sandbox, instance: Instance) -> None:
    """Receipts, captions and pictures of the database are those of the public posts."""
    instance.bot("run", "--once")
    world.archive.publish_next(1)
    instance.bot("run", "--once")
    posts = {post["channel"]: post for post in instance.bot("posts", "--json").json}
    assert {post["status"] for post in posts.values()} == {"published"}
    assert world.facebook.posts()[0].message == posts["facebook"]["caption"]
    assert world.instagram.posts()[0].caption == posts["instagram"]["caption"]
    assert world.facebook.posts()[0].alt_texts == (posts["facebook"]["alt_text"],)
