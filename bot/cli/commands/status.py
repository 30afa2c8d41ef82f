"""`bot status`: health at a glance."""

import typer

from bot.cli import health, output
from bot.cli.choices import AsJson, Watch
from bot.cli.healthtable import print_health
from bot.cli.helping import BotCommand, show_examples
from bot.cli.session import opened
from bot.cli.watching import repeat
from bot.domain.words import say

app = typer.Typer(add_completion=False)


@app.command(
    "status",
    cls=BotCommand,
    help=say("Health at a glance; the exit status says it too."),
    epilog=show_examples(("bot status --watch", say("on a screen in the office"))),
)
def status(context: typer.Context, *, watch: Watch = False, as_json: AsJson = False) -> None:
    """Channels, sources, and what needs a person."""
    with opened(context) as (bot, settings):

        def show() -> int:
            seen = health.read_health(bot)
            if as_json:
                output.print_json(seen.make_record())
            else:
                print_health(seen, settings.timezone)
            return seen.exit_status

        exit_status = repeat(show, watch=watch and not as_json)
    raise typer.Exit(exit_status)
