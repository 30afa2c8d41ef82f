"""An instance of release 1.0 (database, settings, session, templates) goes on: nothing doubled, none lost.

Kept in `release_1_0/`: one article published on both channels, one scheduled, one waiting for a yes, eight
that stood there at the first look.
"""

import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bot.channels.instagram.instagrapi import session
from bot.sandbox.sandbox import Sandbox
from tests.instance import Instance
from tests.warm import run_bot

KEPT = Path(__file__).parent / "release_1_0"
PICTURE = "3fa49931fe169e04201766c0decff0436bbecd01b1f2e5b741b4ff91ed302811.jpg"


@pytest.fixture
def old(world: Sandbox, tmp_path: Path) -> Instance:
    """The instance as 1.0 left it; its scheduled posts are due now."""
    home = tmp_path / "instance"
    (home / "state").mkdir(parents=True)
    (home / "media" / "made").mkdir(parents=True)
    shutil.copy(KEPT / "env", home / ".env")
    shutil.copytree(KEPT / "templates", home / "templates")
    shutil.copy(KEPT / "picture.jpg", home / "media" / "made" / PICTURE)
    site = urlsplit(world.environment()["BOT_ARCHIVE_URLS"]).netloc
    written = (
        (KEPT / "bot.sql").read_text(encoding="utf-8").replace("ARCHIVE", site).replace("HOME", str(home))
    )
    database = sqlite3.connect(home / "state" / "bot.db")
    database.executescript(written.replace("ARCHIVE", site).replace("HOME", str(home)))
    now = datetime.now(UTC).replace(tzinfo=None).isoformat(sep=" ")
    database.execute("UPDATE posts SET due_at = ? WHERE status = 'scheduled'", (now,))
    database.commit()
    database.close()
    world.archive.publish_next(3)
    return Instance(home, dict(world.environment()), run=run_bot)


def test_an_instance_of_1_0_goes_on_without_a_doubled_or_lost_post(world: Sandbox, old: Instance) -> None:
    before = {post["id"]: post for post in old.bot("posts", "--json").json}
    assert {post["status"] for post in before.values()} == {"published", "scheduled", "draft"}
    for _ in range(3):
        assert "Traceback" not in old.bot("run", "--once").err
    after = {post["id"]: post for post in old.bot("posts", "--json").json}
    assert after.keys() == before.keys()
    went_out = [post_id for post_id in before if before[post_id]["status"] != after[post_id]["status"]]
    assert [before[post_id]["status"] for post_id in went_out] == ["scheduled", "scheduled"]
    assert [after[post_id]["status"] for post_id in went_out] == ["published", "published"]
    sent = {after[post_id]["channel"]: after[post_id]["caption"] for post_id in went_out}
    assert [post.message for post in world.facebook.posts()] == [sent["facebook"]]
    assert [post.caption for post in world.instagram.posts()] == [sent["instagram"]]


def test_what_waited_for_a_yes_in_1_0_still_does_and_can_be_looked_at(old: Instance) -> None:
    drafts = [str(post["id"]) for post in old.bot("posts", "--json", "--status", "draft").json]
    assert len(drafts) == 2
    assert len(old.bot("preview", "--json").json) == 4, "two drafts, and two that are scheduled"
    assert old.bot("show", drafts[0]).status == 0


def test_templates_of_1_0_still_make_captions(world: Sandbox, old: Instance) -> None:
    address = old.bot("articles", "--json").json[0]["url"]
    made = old.bot("preview", address, "--json")
    assert made.status == 0, made.err
    assert [bool(preview["caption"]) for preview in made.json] == [True, True]


def test_a_session_of_1_0_is_still_a_session() -> None:
    kept = session.load(KEPT / "instagram-session.json")
    assert kept.username == "verbund.auenstadt"
    assert kept.settings["uuids"]
    assert not kept.refused
