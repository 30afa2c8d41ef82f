"""Housekeeping in an instance's directory."""

import os
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot import factories
from bot.app import Instance
from bot.config import Settings
from bot.domain.post import PostStatus
from tests.databases import NOW
from tests.storage.samples import add_post, make_composition

DAY = timedelta(days=1)
KEEP = 365 * DAY


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """Where the bot keeps the images that it made."""
    folder = tmp_path / "media" / "made"
    folder.mkdir(parents=True)
    return folder


def draw(path: Path, *, days_ago: int) -> str:
    path.write_bytes(b"JPEG")
    at = (NOW - days_ago * DAY).timestamp()
    os.utime(path, (at, at))
    return str(path)


def test_images_older_than_bot_keep_go_but_those_of_posts_that_wait_stay(tmp_path: Path, made: Path) -> None:
    (tmp_path / "state").mkdir()
    images = {
        "waiting": draw(made / "waiting.jpg", days_ago=400),
        "done": draw(made / "done.jpg", days_ago=400),
        "young": draw(made / "young.jpg", days_ago=364),
        "nobody's": draw(made / "nobodys.jpg", days_ago=366),
    }
    logo = draw(tmp_path / "media" / "logo.png", days_ago=4000)
    with closing(Instance(Settings(home=tmp_path, keep=KEEP))) as app:
        statuses = {"waiting": PostStatus.DRAFT, "done": PostStatus.CANCELLED}
        for number, (name, status) in enumerate(statuses.items(), start=1):
            composition = make_composition(image=images[name])
            add_post(
                app.database, number, status=status, composition=composition, account=f"facebook:{number}"
            )
        with app.database.write() as connection:
            connection.exec_driver_sql("UPDATE posts SET created_at = '2020-01-01 00:00:00.000000'")
        assert factories.tidy(app, NOW) >= 2
    assert sorted(path.name for path in made.iterdir()) == ["waiting.jpg", "young.jpg"]
    assert Path(logo).exists()
