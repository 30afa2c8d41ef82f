"""The same against a real WordPress, where one can be started."""

from bot.sandbox.sandbox import Sandbox
from tests.instance import Instance
from tests.wordpress import WordPress


def test_a_new_wordpress_post_appears_once_with_its_entities_decoded(
    wordpress: WordPress, world: Sandbox, instance: Instance
) -> None:
    """Baseline, one new post with awkward characters, two passes: one post on each platform."""
    instance.settings["BOT_ARCHIVE_URLS"] = wordpress.feed_url
    assert instance.bot("run", "--once").status == 0
    wordpress.add("Fest & Markt: „Wir feiern“ <2026> – für alle")
    assert instance.bot("run", "--once").status == 0
    assert instance.bot("run", "--once").status == 0
    assert (len(world.facebook.posts()), len(world.instagram.posts())) == (1, 1)
    [title] = {post["article_title"] for post in instance.bot("posts", "--json").json}
    assert title == "Fest & Markt: „Wir feiern“ <2026> – für alle"
    assert "&amp;" not in world.facebook.posts()[0].message
