"""The whole promise: an older database is put back, and nothing that is public is posted again."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.sandbox.sandbox import Sandbox
from bot.storage.backup import backup, restore
from bot.storage.database import Database
from bot.storage.state import Stops
from tests.instance import Instance

pytestmark = pytest.mark.slow


def count_public(world: Sandbox) -> tuple[int, int]:
    return len(world.facebook.posts()), len(world.instagram.posts())


def test_what_was_posted_since_the_backup_is_found_and_not_posted_again(
    world: Sandbox, instance: Instance, tmp_path: Path
) -> None:
    """One article waited at the time of the backup, another was not even known."""
    instance.bot("run", "--once")
    world.archive.publish_next(1)
    instance.bot("run", "--once", BOT_HOLD="1h")
    database = Database("sqlite:///state/bot.db", home=instance.home)
    target = backup(database, tmp_path / "copy.db", now=datetime.now(UTC))
    instance.bot("retry", *(str(post["id"]) for post in instance.bot("posts", "--json").json))
    world.archive.publish_next(1)
    instance.bot("run", "--once")
    assert count_public(world) == (2, 2)

    restore(database, target, now=datetime.now(UTC))
    instance.bot("run", "--once")
    assert count_public(world) == (2, 2)
    Stops(database).resume()
    database.close()
    instance.bot("run", "--once")
    instance.bot("run", "--once")
    list_waiting = ("posts", "--status", "scheduled", "--json")
    instance.bot("retry", *(str(post["id"]) for post in instance.bot(*list_waiting).json))
    instance.bot("run", "--once")
    assert count_public(world) == (2, 2)
    assert {post["status"] for post in instance.bot("posts", "--json").json} == {"published"}
