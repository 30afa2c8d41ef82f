"""Daemons as real processes against the sandbox."""

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.sandbox.sandbox import Sandbox
from tests.instance import AT_ONCE
from tests.warm import PROJECT, list_environment

SOON = 60.0


class Running:
    """One `bot run`, its log, and what may be done to it; cwd: where the installed command is started."""

    def __init__(
        self, home: Path, settings: dict[str, str], log: Path, *, host: str = "", cwd: Path | None = None
    ) -> None:
        self._log = log
        python = [sys.executable, "-m", "bot"]
        start = [str(Path(sys.executable).with_name("bot"))] if cwd else python
        command = [*start, "--home", str(home), "run"]
        with log.open("ab") as file:
            self.process = subprocess.Popen(
                [*_be_host(host), *command] if host else command,
                env={**list_environment(), **settings},
                cwd=cwd or PROJECT,
                stdout=file,
                stderr=file,
            )

    @property
    def log(self) -> str:
        """Everything it and its shifts said."""
        return self._log.read_text()

    def wait_for(self, condition: Callable[[], object], seconds: float = SOON) -> float:
        """How long it took until something became true; fails with the log."""
        began = time.monotonic()
        while not condition():
            assert time.monotonic() - began < seconds, self.log
            assert self.process.poll() is None, self.log
            time.sleep(0.1)
        return time.monotonic() - began

    def find_shift(self) -> int:
        """The process id of the running shift, 0 when there is none."""
        for task in Path(f"/proc/{self.process.pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                return int(child)
        return 0

    def tell(self, number: signal.Signals) -> None:
        """Send a signal."""
        self.process.send_signal(number)

    def end(self, seconds: float = SOON) -> int:
        """Its exit status once it has left."""
        return self.process.wait(seconds)


def _be_host(name: str) -> list[str]:
    """What makes a command believe that it runs on another machine, whose processes it cannot see."""
    return ["unshare", "--uts", "sh", "-c", 'hostname "$0" && exec "$@"', name]


@pytest.fixture
def can_be_elsewhere() -> None:
    """Skips where a process may not be given another host name."""
    asked = [*_be_host("elsewhere"), "true"]
    if not shutil.which("unshare") or subprocess.run(asked, check=False, capture_output=True).returncode:
        pytest.skip("this user may not give a process another host name")


Start = Callable[..., Running]


@pytest.fixture
def start(world: Sandbox, tmp_path: Path) -> Iterator[Start]:
    """Starts daemons of one instance; settings are added, and all are ended after the test."""
    running: list[Running] = []
    home = tmp_path / "instance"
    home.mkdir(exist_ok=True)

    def start_one(host: str = "", *, cwd: Path | None = None, **settings: str) -> Running:
        quick = {**world.environment(), **AT_ONCE, "BOT_POLL_INTERVAL": "4s", "BOT_LANGUAGE": "en"}
        daemon = Running(
            home, {**quick, **settings}, tmp_path / f"daemon{len(running)}.log", host=host, cwd=cwd
        )
        running.append(daemon)
        return daemon

    yield start_one
    for daemon in running:
        if daemon.process.poll() is None:
            daemon.process.kill()
        daemon.process.wait(30)
