"""`bot demo`: the whole job on the embedded sandbox."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli import output
from bot.cli.context import Session
from bot.cli.demo import (
    Commands,
    check_once,
    keep_running,
    make_home,
    wait_for_end,
    wait_for_people,
    write_settings,
)
from bot.cli.options import AsJson
from bot.cli.usage import BotCommand, show_examples
from bot.domain.channel import list_channels, name_channel
from bot.domain.errors import NeedsPerson
from bot.i18n import say

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
        page = _write_page(commands, posts)
        if as_json:
            output.print_json(posts)
        else:
            _print_table(posts)
        output.print_aside(say("Every new article is visible exactly once on each channel."))
        output.print_aside(say("How people see them: {page}", page=page.resolve()))
        if desk:
            _show_desk(world, commands, as_json=as_json)


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
    columns = (
        output.Column(title=say("Article"), grows=True),
        output.Column(title=say("Channel")),
    )
    output.print_table(columns, [_make_row(post) for post in reversed(posts)])


def _make_row(post: Mapping[str, Any]) -> tuple[output.Cell, ...]:
    from bot.domain.post import PostStatus
    from bot.preview.view import TONES, name_status

    status = PostStatus(post["status"])
    return (
        output.Cell(text=post["article_title"], below=post["permalink"] or "–"),
        output.Cell(text=name_channel(post["channel"]), below=name_status(status), tone=TONES[status]),
    )
