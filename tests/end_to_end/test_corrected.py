"""An article is corrected or withdrawn after its posts went out: the bot proposes, a person decides."""

import pytest

from bot.sandbox.sandbox import Sandbox
from tests.instance import Instance


@pytest.fixture
def slug(world: Sandbox, instance: Instance) -> str:
    """An article that is public on both platforms."""
    instance.settings["BOT_LANGUAGE"] = "en"
    instance.bot("run", "--once")
    slug = world.archive.waiting[0]
    world.archive.publish(slug)
    assert instance.bot("run", "--once").status == 0
    return slug


def test_a_correction_reaches_both_platforms_only_by_a_persons_yes(
    world: Sandbox, instance: Instance, slug: str
) -> None:
    world.archive.edit(slug, text="Der Infotag findet am Freitag statt. Der Eintritt ist frei.")
    assert "--publish" in instance.bot("run", "--once").err
    told = instance.bot("show", "1")
    assert "The article was corrected since" in told.out
    assert "Der Infotag findet am Freitag statt." in told.out
    assert "Freitag" not in world.facebook.posts()[0].message + world.instagram.posts()[0].caption
    for post in instance.bot("posts", "--json").json:
        proposed = instance.bot("show", str(post["id"]), "--json").json["proposal"]["caption"]
        assert instance.bot("edit", str(post["id"]), "--publish").status == 2, "nobody can be asked here"
        assert instance.bot("edit", str(post["id"]), "--publish", "--yes").status == 0
        told = instance.bot("show", str(post["id"]), "--json").json
        assert (told["caption"], told["proposal"]) == (proposed, None)
        assert [deed["verb"] for deed in told["deeds"]] == ["edit-published"]
    assert "Freitag" in world.facebook.posts()[0].message
    assert "Freitag" in world.instagram.posts()[0].caption


def test_a_withdrawn_article_is_named_and_its_posts_stay_until_a_person_withdraws_them(
    world: Sandbox, instance: Instance, slug: str
) -> None:
    world.archive.withdraw(slug)
    assert instance.bot("run", "--once").status == 1
    assert "`bot withdraw 1`" in instance.bot("show", "1").out.replace("\n", " ")
    needs = [need["command"] for need in instance.bot("status", "--json").json["needs"]]
    assert needs == ["bot show 1", "bot show 2"]
    assert len(world.facebook.posts()) == len(world.instagram.posts()) == 1
    assert instance.bot("withdraw", "1", "2", "--yes").status == 0
    assert (world.facebook.posts(), world.instagram.posts()) == ((), ())
    assert instance.bot("status", "--json").json["needs"] == []
