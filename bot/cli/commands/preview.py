"""`bot preview`: what would be posted, exactly."""

import webbrowser
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import json_records, output
from bot.cli.context import opened
from bot.cli.instance_files import PRIVATE
from bot.cli.options import AsJson
from bot.cli.preview_targets import find_previews, is_address
from bot.cli.progress import Telling
from bot.cli.usage import BotCommand, show_examples
from bot.i18n import say
from bot.preview.view import Preview

if TYPE_CHECKING:
    from datetime import datetime

    from bot.config import Settings

app = typer.Typer(add_completion=False)


@app.command(
    "preview",
    cls=BotCommand,
    help=say("What would be posted, exactly. A web address or a file needs no account."),
    epilog=show_examples(
        (
            say("bot preview https://example.org/news/party"),
            say("how this article would look; needs no account"),
        ),
        (
            say("bot preview party.html --html page.html --open"),
            say("a file of yours, as a page in the browser"),
        ),
        (say("bot preview --html board.html"), say("all that waits, as one page to mail to the board")),
    ),
)
def preview(
    context: typer.Context,
    articles: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ARTICLE",
            help=say("Ids, addresses, or local .html/.txt/.md files; none: all that waits."),
        ),
    ] = None,
    *,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help=say("Write one self-contained page."))
    ] = None,
    open_it: Annotated[bool, typer.Option("--open", help=say("Show the page in the browser."))] = False,
    as_json: AsJson = False,
) -> None:
    """What would be posted, exactly: text and picture. A web address or a file needs no account."""
    named = [words for words in articles or () if is_address(words)]
    with opened(context, named=named, progress=Telling()) as (bot, settings):
        found = find_previews(bot, articles or ())
        now = bot.clock()
    previews = found.previews
    if (html or open_it) and (previews or not found.failures):
        _write_page(previews, html or _choose_place(settings), settings, now, show=open_it)
    if as_json:
        output.print_json([json_records.make_preview_record(item) for item in previews])
    elif not (html or open_it or (found.failures and not previews)):
        _print_previews(previews, settings, now)
    for failure in found.failures:
        output.print_aside(str(failure))
    if found.failures:
        raise typer.Exit(found.exit_status)


def _print_previews(previews: Sequence[Preview], settings: "Settings", now: "datetime") -> None:
    from bot.cli.post_view import print_preview

    if not previews:
        output.print_aside(say("Nothing waits: there is nothing to preview."))
    for item in previews:
        print_preview(item, now, settings.timezone)


def _choose_place(settings: "Settings") -> Path:
    """Where only the bot's user looks."""
    folder = settings.home / PRIVATE
    with suppress(OSError):  # told when the page is written
        folder.mkdir(mode=0o700, exist_ok=True)
    return folder / "preview.html"


def _write_page(
    previews: Sequence[Preview], place: Path, settings: "Settings", now: "datetime", *, show: bool
) -> None:
    from bot.factories import write_page

    write_page(previews, place, settings, now)
    output.print_aside(say("The page is {place}.", place=place.resolve()))
    if show and not webbrowser.open(place.resolve().as_uri()):
        output.print_aside(say("No browser could be opened here; open the file by hand."))
