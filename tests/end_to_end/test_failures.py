"""What goes wrong for users: one clear sentence, the documented exit status, no traceback."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.sandbox.sandbox import Sandbox
from tests.instance import Instance
from tests.warm import Run


def _is_plain(run: Run) -> bool:
    return "Traceback" not in run.out + run.err and bool(run.err.strip())


def test_a_wrong_setting_is_named_with_what_is_allowed(instance: Instance) -> None:
    """Exit 3, the name, the value, and an example."""
    run = instance.bot("run", "--once", BOT_HOLD="bald")
    assert (run.status, _is_plain(run)) == (3, True)
    assert "BOT_HOLD='bald'" in run.err
    assert "30m" in run.err


def test_an_unknown_setting_suggests_the_nearest(instance: Instance) -> None:
    """A mistyped name must not be ignored."""
    run = instance.bot("run", "--once", BOT_FACEBOOK_TOKN="geheim")
    assert (run.status, _is_plain(run)) == (3, True)
    assert "BOT_FACEBOOK_TOKEN" in run.err
    assert "geheim" not in run.err


@pytest.mark.parametrize("digits", [20, 5000])
def test_a_number_that_no_database_takes_is_no_traceback(instance: Instance, digits: int) -> None:
    """Two readers know `posts --json`; neither may stumble over it."""
    assert instance.bot("posts", "--json").json == []
    run = instance.bot("posts", "--json", "--limit", "9" * digits)
    assert "Traceback" not in run.out + run.err
    assert run.status in {0, 2}


def test_an_unreachable_archive_is_worth_another_try(instance: Instance) -> None:
    """Exit 4, and the source's address."""
    run = instance.bot("run", "--once", BOT_ARCHIVE_URLS="http://127.0.0.1:9/nachrichten")
    assert (run.status, _is_plain(run)) == (4, True)
    assert "127.0.0.1:9" in run.err


def test_a_refused_token_asks_a_person(world: Sandbox, instance: Instance) -> None:
    """Exit 1; nothing is public, nothing is lost: the post waits until the doctor finds a good token."""
    instance.bot("run", "--once")
    world.archive.publish_next(1)
    world.facebook.expire_token()
    run = instance.bot("run", "--once")
    assert (run.status, _is_plain(run)) == (1, True)
    posts = {post["channel"]: post["status"] for post in instance.bot("posts", "--json").json}
    assert posts == {"facebook": "scheduled", "instagram": "published"}
    assert world.facebook.posts() == ()
    assert instance.bot("doctor").status == 1
    assert instance.bot("run", "--once").status == 1
    world.facebook.renew_token()
    assert "geht weiter" in instance.bot("doctor").out
    assert instance.bot("run", "--once").status == 0
    assert len(world.facebook.posts()) == 1


def test_the_doctor_finds_nothing_wrong_but_a_logo_that_is_gone(instance: Instance) -> None:
    """Exit 0 for a good instance; the setting is named where its file cannot be drawn."""
    run = instance.bot("doctor")
    assert (run.status, "✘" in run.out) == (0, False), run.out
    run = instance.bot("doctor", BOT_BRAND_LOGO="weg.png")
    assert (run.status, "BOT_BRAND_LOGO" in run.out) == (1, True), run.out


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte, where it may be mounted."""
    place = tmp_path / "small"
    place.mkdir()
    mounted = os.getuid() == 0 and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", place], capture_output=True, check=False
    )
    if not mounted or mounted.returncode:
        pytest.skip("a small file system cannot be mounted here")
    yield place
    subprocess.run(["umount", place], check=True)


def test_a_full_disk_is_said_in_one_sentence(world: Sandbox, instance: Instance, small_disk: Path) -> None:
    """Exit 4; nothing was sent, and with space again everything goes out once."""
    instance.home = small_disk
    instance.bot("run", "--once")
    world.archive.publish_next(1)
    ballast = small_disk / "ballast"
    with ballast.open("wb") as file:
        _fill(file.fileno())
    run = instance.bot("run", "--once")
    assert (run.status, _is_plain(run)) == (4, True)
    ballast.unlink()
    assert instance.bot("run", "--once").status == 0
    assert (len(world.facebook.posts()), len(world.instagram.posts())) == (1, 1)


def _fill(descriptor: int) -> None:
    for size in (65_536, 4_096, 512, 1):
        try:
            while True:
                os.write(descriptor, b"\0" * size)
        except OSError:
            continue
