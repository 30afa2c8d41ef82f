"""`bot status`: health at a glance."""

import typer

from bot.cli import output
from bot.cli.context import opened
from bot.cli.options import AsJson, Watch
from bot.cli.progress import repeat
from bot.cli.status_view import print_health
from bot.cli.usage import BotCommand, show_examples
from bot.i18n import say
from bot.pipeline.health import read_health

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
            seen = read_health(bot)
            if as_json:
                output.print_json(seen.make_record())
            else:
                print_health(seen, settings.timezone)
            return seen.exit_status

        exit_status = repeat(show, watch=watch and not as_json)
    raise typer.Exit(exit_status)
