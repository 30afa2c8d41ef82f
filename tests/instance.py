"""The real command as a child process, in an instance of its own, against the sandbox."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox import Sandbox
from tests import wordpress as site

PROJECT = Path(__file__).parent.parent
AT_ONCE = {
    "BOT_HOLD": "0",
    "BOT_POSTING_WINDOWS": "00:00-24:00",
    "BOT_MIN_GAP": "0",
    "BOT_MAX_PER_DAY": "100",
    "BOT_APPROVAL": "auto",
    "BOT_HTTP_TIMEOUT": "5s",
    "BOT_RETRY_DELAY": "0",
    "BOT_CONFIRM_DELAY": "0",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a command said and its exit status."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on standard output."""
        return json.loads(self.out)


class Instance:
    """An instance directory and the settings its commands run with."""

    def __init__(self, home: Path, settings: dict[str, str]) -> None:
        self.home = home
        self.settings = settings

    def bot(self, *words: str, **settings: str) -> Run:
        """Run `bot` with these words; settings are added for this call."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
        finished = subprocess.run(
            [sys.executable, "-m", "bot", *words],
            env={**inherited, **self.settings, **settings, "BOT_HOME": str(self.home)},
            cwd=PROJECT,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        return Run(status=finished.returncode, out=finished.stdout, err=finished.stderr)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[Sandbox]:
    """Sample archive and stand-in platforms on loopback."""
    with Sandbox(tmp_path / "world") as sandbox:
        yield sandbox


@pytest.fixture
def instance(world: Sandbox, tmp_path: Path) -> Instance:
    """An instance that posts everything at once to the stand-ins."""
    home = tmp_path / "instance"
    home.mkdir(exist_ok=True)
    return Instance(home, {**world.environment(), **AT_ONCE})


@pytest.fixture(scope="session")
def wordpress(shared: Path) -> Iterator[site.WordPress]:
    """A real WordPress with a few posts."""
    yield from site.start(shared / "wordpress")
