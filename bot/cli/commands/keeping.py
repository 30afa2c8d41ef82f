"""`bot backup`, `bot restore`: a consistent copy, and the way back."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli import output
from bot.cli.context import opened
from bot.cli.options import BotCommand, Yes, require_place, show_examples
from bot.cli.prompts import confirm
from bot.domain.errors import UsageWrong
from bot.i18n import say

app = typer.Typer(add_completion=False)

File = Annotated[Path, typer.Argument(metavar="FILE", help=say("The copy of the database."))]


@app.command(
    "backup",
    cls=BotCommand,
    help=say("Write a consistent copy of the database, also while the daemon runs."),
    epilog=show_examples((say("bot backup copy.db"), say("also while the daemon runs"))),
)
def backup(
    context: typer.Context,
    file: File,
    *,
    with_pictures: Annotated[
        bool,
        typer.Option("--with-pictures", help=say("Also the share images of posts that may still go out.")),
    ] = False,
) -> None:
    """The database only: keep `.env`, `templates/` and `media/` yourself."""
    require_place(file)
    with opened(context) as (bot, _):
        made = bot.backup(file, with_pictures=with_pictures)
    output.print_sentence(say("The copy is {file}. Keep .env, templates/ and media/ beside it.", file=made))


@app.command(
    "restore",
    cls=BotCommand,
    help=say("Put a copy in the database's place; the instance starts paused."),
    epilog=show_examples(
        (say("bot restore copy.db"), say("then look through `bot posts`, then `bot resume`"))
    ),
)
def restore(context: typer.Context, file: File, *, yes: Yes = False) -> None:
    """What was posted since the copy was made is looked for before anything is sent."""
    if not file.is_file():
        raise UsageWrong(say("There is no file {path}.", path=file))
    with opened(context) as (bot, settings):
        question = say("Replace the database of {home} by {file}?", home=settings.home, file=file)
        if not confirm(question, yes=yes):
            return
        saved = bot.restore(file)
    if saved:
        output.print_aside(say("What was there before is kept as {file}.", file=saved))
    output.print_sentence(
        say("Restored. Nothing is sent until you have looked through `bot posts` and said `bot resume`.")
    )
