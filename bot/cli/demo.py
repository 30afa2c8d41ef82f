"""The demo: a made-up world, a fresh instance in it, and the real commands run as a person would."""

import contextlib
import json
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot import environment
from bot.channels import registry
from bot.cli.instance_files import change_env, write_env
from bot.domain.errors import NeedsPerson
from bot.i18n import get_language, say

if TYPE_CHECKING:
    from bot.sandbox.sandbox import Sandbox


MARK = "made-by-bot-demo"
IMPATIENCE = {
    "BOT_HOLD": "0",
    "BOT_MIN_GAP": "0",
    "BOT_MAX_PER_DAY": "100",
    "BOT_POSTING_WINDOWS": "00:00-24:00",
    "BOT_APPROVAL": "auto",
    "BOT_CONFIRM_DELAY": "1s",
}
"""A demo shows in seconds what an instance spreads over days."""
LONGEST = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Commands:
    """Runs `bot` in an instance, as a process of its own; messages go where ours go."""

    home: Path
    environ: Mapping[str, str]
    is_quiet: bool = False

    def read(self, *arguments: str, is_quiet: bool = False) -> Any:
        """Run a command with --json and read its document. Raises NeedsPerson when it fails."""
        command = [sys.executable, "-P", "-m", "bot", *arguments, "--json", "--home", str(self.home)]
        done = self._run(command, is_quiet=is_quiet or self.is_quiet)
        if done.returncode:
            words = " ".join(("bot", *arguments))
            raise NeedsPerson(
                say("`{command}` ended with status {status}.", command=words, status=done.returncode)
            )
        return json.loads(done.stdout)

    def _run(self, command: list[str], *, is_quiet: bool) -> subprocess.CompletedProcess[bytes]:
        errors = subprocess.DEVNULL if is_quiet else None
        try:
            return subprocess.run(  # noqa: S603  # our own command line
                command,
                env=dict(self.environ),
                stdout=subprocess.PIPE,
                stderr=errors,
                timeout=LONGEST,
                check=False,
            )
        except subprocess.TimeoutExpired:
            sentence = say(
                "This step took longer than {seconds} seconds; the demo was ended.", seconds=LONGEST
            )
            raise NeedsPerson(sentence) from None


def make_home(parent: Path) -> Path:
    """A fresh directory: `demo`, where an earlier demo is cleared away, else a temporary one."""
    home = parent / "demo"
    try:
        if (home / MARK).exists():
            shutil.rmtree(home)
        home.mkdir()
    except OSError:
        home = Path(tempfile.mkdtemp(prefix="bot-demo-"))
    (home / MARK).touch()
    return home


def write_settings(home: Path, world: "Sandbox") -> dict[str, str]:
    """Write the demo's `.env`; the environment in which its commands run."""
    settings = {**world.environment(), **IMPATIENCE, "BOT_LANGUAGE": get_language()}
    settings.setdefault("BOT_BRAND_NAME", say("Sample Association"))
    write_env(home, {name: value for name, value in settings.items() if name.startswith("BOT_")})
    reach = {name: value for name, value in settings.items() if not name.startswith("BOT_")}
    return {**environment.list_foreign(), **reach}


def wait_for_people(home: Path) -> str:
    """From here on every post of the demo waits for a yes; where its desk will be."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{probe.getsockname()[1]}"
    change_env(home, {"BOT_APPROVAL": "manual", "BOT_DESK_ADDR": place, "BOT_DESK_URL": f"http://{place}"})
    return f"http://{place}"


@contextlib.contextmanager
def keep_running(commands: Commands, address: str) -> Iterator[str]:
    """Daemon and desk, as processes of their own, until the block ends."""
    with contextlib.ExitStack() as ending:
        for name in ("desk", "run"):
            command = [sys.executable, "-m", "bot", name, "--home", str(commands.home)]
            process = subprocess.Popen(command, env=dict(commands.environ), stderr=subprocess.DEVNULL)  # noqa: S603
            ending.callback(process.wait)
            ending.callback(process.terminate)
        yield address


def wait_for_end() -> None:
    """Until Ctrl-C or SIGTERM."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with contextlib.suppress(KeyboardInterrupt):
        threading.Event().wait()


def check_once(world: "Sandbox", posts: Sequence[Mapping[str, Any]], addresses: Sequence[str]) -> None:
    """Ask the stand-ins themselves: is every new article there exactly once? Raises NeedsPerson."""
    for spec in registry.list_specs():
        if spec.list_played is None:
            continue
        ids = spec.list_played(world)
        promised = [str(post["remote_id"]) for post in posts if post["channel"] == spec.channel]
        if sorted(ids) != sorted(promised) or len(ids) != len(addresses):
            raise NeedsPerson(
                say(
                    "{channel} shows {visible} posts for {articles} new articles; that is a mistake.",
                    channel=spec.label,
                    visible=len(ids),
                    articles=len(addresses),
                )
            )
