"""`bot report`: a year as one printable page, with what the platforms tell of it."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.sandbox.sandbox import Sandbox
from tests.instance import Instance

OFFICIAL = {"BOT_INSTAGRAM_BACKEND": "graph", "BOT_INSTAGRAM_USERNAME": "", "BOT_INSTAGRAM_PASSWORD": ""}
ENGLISH = {"BOT_LANGUAGE": "en", "BOT_BRAND_NAME": "Verbund"}
YEAR = datetime.now(UTC).year


@pytest.fixture
def busy(world: Sandbox, instance: Instance) -> Instance:
    """An instance that has posted two news items on both channels."""
    instance.settings.update(OFFICIAL)
    assert instance.bot("run", "--once").status == 0
    world.archive.publish_next(2)
    assert instance.bot("run", "--once").status == 0
    return instance


def write_page(instance: Instance, page: Path) -> tuple[str, str]:
    """The page, and its words only."""
    done = instance.bot("report", "--year", str(YEAR), "--html", str(page), **ENGLISH)
    assert done.status == 0, done.err
    assert "4 posts for 2 news items" in done.out
    html = page.read_text(encoding="utf-8")
    return html, re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_the_year_is_counted_and_reach_is_told_only_with_the_right_to_it(
    world: Sandbox, busy: Instance, tmp_path: Path
) -> None:
    for number, post in enumerate(world.facebook.posts(), start=1):
        world.facebook.react(post.id, reactions=10 * number, comments=number, shares=3, reach=500)
    for medium in world.instagram.posts():
        world.instagram.react(medium.pk, likes=7, reach=40)
    html, words = write_page(busy, tmp_path / "report.html")
    assert f"Verbund: annual report {YEAR}" in words
    assert "Reactions, Facebook 30" in words
    assert "Reactions, Instagram 14" in words
    assert "Reach, Facebook" not in words
    assert "Reach is not told: the token lacks the right read_insights." in words
    assert html.count("data:image/jpeg") == 2
    assert not re.search(r'src="(?!data:)', html)
    world.facebook.grant("read_insights")
    world.facebook.grant("instagram_manage_insights")
    _, words = write_page(busy, tmp_path / "report.html")
    assert "Reach, Facebook 1,000" in words
    assert "Reach, Instagram 80" in words
    assert "Reach = post_total_media_view_unique" in words


def test_a_platform_that_does_not_answer_leaves_its_figures_out_and_an_empty_year_is_a_page_too(
    world: Sandbox, busy: Instance, tmp_path: Path
) -> None:
    world.facebook.expire_token()
    _, words = write_page(busy, tmp_path / "report.html")
    assert "has expired" in words
    assert "Reactions, Facebook" not in words
    empty = tmp_path / "empty.html"
    assert busy.bot("report", "--year", str(YEAR - 1), "--html", str(empty), **ENGLISH).status == 0
    assert "Nothing was published in this year." in empty.read_text()
    assert busy.bot("report", "--year", "26", "--html", "x.html").status == 2
    assert busy.bot("report", "--year", str(YEAR), "--html", str(tmp_path)).status == 2
