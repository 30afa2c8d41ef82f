"""What is due goes out while the archive is being read, and what takes too long is known outside."""

import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.daemon.health import DaemonHealth
from bot.sandbox.faults import Fault
from bot.sandbox.sandbox import Sandbox
from tests.daemon.conftest import Start
from tests.known_channels import FACEBOOK

pytestmark = pytest.mark.slow

NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)


def test_a_due_post_does_not_wait_for_a_look_that_takes_long(world: Sandbox, start: Start) -> None:
    """The listing's server takes a request and never answers."""
    daemon = start(BOT_HTTP_TIMEOUT="10m", BOT_POLL_INTERVAL="3s", BOT_HOLD="8s")
    daemon.wait_for(lambda: "status=baseline" in daemon.log and not daemon.find_shift())
    world.archive.publish_next(1)
    daemon.wait_for(lambda: "composing" in daemon.log or "status=new" in daemon.log)
    world.faults.add(Fault(point="archive.list", kind="slow", times=50))
    daemon.wait_for(lambda: len(world.facebook.posts()) == 1)
    daemon.tell(signal.SIGTERM)
    assert daemon.end() == 0


def test_a_file_in_the_working_directory_is_never_run(world: Sandbox, start: Start, tmp_path: Path) -> None:
    home = tmp_path / "instance"
    home.mkdir(exist_ok=True)
    for name in ("ctypes.py", "typer.py", "bot.py", "pickle.py"):
        (home / name).write_text("import pathlib\npathlib.Path(__file__).with_suffix('.ran').touch()\n")
    daemon = start(cwd=home)
    daemon.wait_for(lambda: "status=baseline" in daemon.log)
    daemon.tell(signal.SIGTERM)
    daemon.end()
    assert list(home.glob("*.ran")) == []


def test_readiness_knows_long_shifts_and_overdue_posts() -> None:
    health = DaemonHealth(started_at=NOW)
    health.tick()
    assert health.is_ready()
    health.shift_ages = {"watch": timedelta(minutes=6)}
    assert not health.is_ready()
    assert "watch" in health.explain_delay()
    health.shift_ages = {}
    health.notice_overdue({FACEBOOK: NOW - timedelta(minutes=6)}, NOW)
    assert not health.is_ready()
    assert "facebook" in health.explain_delay()
    health.notice_overdue({}, NOW)
    assert health.is_ready()
