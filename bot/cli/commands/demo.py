"""`bot demo`: the whole job on the embedded sandbox."""

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
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot import environment
from bot.channels import list_specs
from bot.cli import output
from bot.cli.context import Session, change_env, write_env
from bot.cli.options import AsJson, BotCommand, show_examples
from bot.domain.channel import list_channels, name_channel
from bot.domain.errors import NeedsPerson
from bot.i18n import get_language, say

if TYPE_CHECKING:
    from bot.sandbox.sandbox import Sandbox


app = typer.Typer(add_completion=False)

NEW_ARTICLES = 3


@app.command(
    "demo",
    cls=BotCommand,
    help=say("The whole job on a made-up website and its channels. Needs no account."),
    epilog=show_examples(
        ("bot demo", say("all of it in half a minute; the result lies in demo/")),
        ("bot demo --desk", say("and then the web desk, with articles that wait for your yes")),
    ),
)
def demo(
    context: typer.Context,
    *,
    desk: Annotated[
        bool, typer.Option("--desk", help=say("Open the web desk at the end, until Ctrl-C."))
    ] = False,
    as_json: AsJson = False,
) -> None:
    """The whole job on a made-up website and its channels, on this machine. Needs no account."""
    from bot.sandbox.sandbox import Sandbox

    home = make_home(context.ensure_object(Session).home)
    names = ", ".join(name_channel(channel) for channel in list_channels())
    output.print_aside(
        say("This computer plays website and channels ({names}): links lead nowhere.", names=names)
    )
    output.print_aside(say("The demo's instance is {home}.", home=home.resolve()))
    with Sandbox(home / "sandbox") as world:
        commands = Commands(home=home, environ=write_settings(home, world), is_quiet=as_json)
        addresses = _play(world, commands)
        posts = commands.read("posts")
        check_once(world, posts, addresses)
        _show_posts(commands, posts, as_json=as_json)
        if desk:
            _show_desk(world, commands, as_json=as_json)


def _show_posts(commands: "Commands", posts: Any, *, as_json: bool) -> None:
    page = _write_page(commands, posts)
    if as_json:
        output.print_json(posts)
    else:
        _print_table(posts)
    output.print_aside(say("Every new article is visible exactly once on each channel."))
    output.print_aside(say("How people see them: {page}", page=page.resolve()))


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


def _show_desk(world: Any, commands: Commands, *, as_json: bool) -> None:
    """Articles that wait for a yes, and the desk to say it; the daemon sends what is approved."""
    with keep_running(commands, wait_for_people(commands.home)) as address:
        world.archive.publish_next(NEW_ARTICLES)
        commands.read("run", "--once", is_quiet=True)
        commands.read("people", "add", say("You"), is_quiet=True)
        link = commands.read("people", "link", say("You"), is_quiet=True)["url"]
        show = output.print_aside if as_json else output.print_sentence
        show(say("The desk: {address}", address=address))
        show(say("Signed in, once: {link}", link=link))
        output.print_aside(say("Say yes, change, undo; what you approve goes out at once. Ctrl-C ends it."))
        wait_for_end()


def _play(world: Any, commands: Commands) -> tuple[str, ...]:
    """First look, new articles, and a second pass that finds nothing to do; the new articles' addresses."""
    output.print_aside(say("First look: what stands in the archive already is not posted."))
    _expect(commands.read("run", "--once"), published=0)
    addresses: tuple[str, ...] = world.archive.publish_next(NEW_ARTICLES)
    output.print_aside(
        say("The editors publish {count} articles; the bot looks again.", count=len(addresses))
    )
    _expect(commands.read("run", "--once"), published=len(list_channels()) * len(addresses))
    output.print_aside(say("And once more: nothing may be posted twice."))
    _expect(commands.read("run", "--once"), published=0)
    return addresses


def _expect(report: Mapping[str, Any], *, published: int) -> None:
    if report["published"] != published:
        raise NeedsPerson(
            say(
                "This pass published {count} posts instead of {expected}.",
                count=report["published"],
                expected=published,
            )
        )


def _write_page(commands: Commands, posts: Sequence[Mapping[str, Any]]) -> Path:
    page = commands.home / "preview.html"
    ids = sorted({str(post["article_id"]) for post in posts}, key=int)
    commands.read("preview", *ids, "--html", str(page), is_quiet=True)
    return page


def _print_table(posts: Sequence[Mapping[str, Any]]) -> None:
    columns = (say("Channel"), say("Status"))
    output.print_table(columns, say("Article"), [_make_row(post) for post in reversed(posts)])


def _make_row(post: Mapping[str, Any]) -> output.Row:
    from bot.domain.post import TONES, PostStatus, name_status

    status = PostStatus(post["status"])
    return output.Row(
        cells=(
            output.Cell(text=name_channel(post["channel"])),
            output.Cell(text=name_status(status), tone=TONES[status]),
        ),
        title=post["article_title"],
        below=post["permalink"] or "–",
    )


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
    for spec in list_specs():
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
