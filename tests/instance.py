"""The real command as a child process, in an instance of its own, against the sandbox."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.sandbox.sandbox import Sandbox
from tests import wordpress as site
from tests.warm import Run, list_environment, run_bot

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


class Instance:
    """An instance directory and the settings its commands run with."""

    def __init__(self, home: Path, settings: dict[str, str], *, run: Callable[..., Run] = run_bot) -> None:
        self.home = home
        self.settings = settings
        self._run = run

    def bot(self, *words: str, **settings: str) -> Run:
        """Run `bot` with these words; settings are added for this call."""
        environ = {**list_environment(), **self.settings, **settings, "BOT_HOME": str(self.home)}
        return self._run(*words, environ=environ)


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
