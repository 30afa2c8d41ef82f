"""The Typer application: global options, and commands that are loaded when they are called."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.door import get_version
from bot.cli.group import BotGroup
from bot.cli.session import Session

app = typer.Typer(
    name="bot",
    cls=BotGroup,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def choose_instance(
    context: typer.Context,
    home: Annotated[
        Path,
        typer.Option(
            "--home", envvar="BOT_HOME", metavar="DIR", readable=False, help="The instance's directory."
        ),
    ] = Path(),
    *,
    version: Annotated[bool, typer.Option("--version", help="The bot's version.", is_eager=True)] = False,
) -> None:
    """Posts a website's new articles to Facebook and Instagram, each one once."""
    if version:
        typer.echo(f"bot {get_version()}")
        raise typer.Exit
    session = context.ensure_object(Session)
    session.home = home
