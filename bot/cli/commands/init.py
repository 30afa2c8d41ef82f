"""`bot init`: guided set-up of an instance."""

from pathlib import Path
from typing import Annotated

import typer

from bot import environment
from bot.cli import output
from bot.cli.context import Session, make_folders, write_env
from bot.cli.options import BotCommand, show_examples
from bot.cli.prompts import is_terminal
from bot.domain.errors import NeedsPerson
from bot.i18n import get_language, say, speak

app = typer.Typer(add_completion=False)


@app.command(
    "init",
    cls=BotCommand,
    help=say("Set up an instance: asks, checks what was entered, writes .env and folders."),
    epilog=show_examples(
        (say("bot init our-bot"), say("set up an instance; called again, go on or change any answer"))
    ),
)
def init(
    context: typer.Context,
    directory: Annotated[
        Path | None, typer.Argument(metavar="DIR", help=say("Where; default: the current directory."))
    ] = None,
) -> None:
    """In an instance that stands already the open questions are asked, and any answer can be changed.

    Where nobody can be asked, an instance to be filled in by hand is written.
    """
    session = context.ensure_object(Session)
    session.home = home = directory or session.home
    is_new = not (home / ".env").exists()
    speak(environment.find_language(home))
    if not is_terminal():
        _write_blank(home, is_new=is_new)
        return
    from bot.cli.setup_questions import Answers
    from bot.cli.setup_wizard import walk

    make_folders(home)
    walk(Answers(home=home, session=session))


def _write_blank(home: Path, *, is_new: bool) -> None:
    if not is_new:
        sentence = say("{home} is an instance already. Change {home}/.env, then `bot doctor`.", home=home)
        raise NeedsPerson(sentence)
    make_folders(home)
    place = write_env(home, {"BOT_ARCHIVE_URLS": "", "BOT_BRAND_NAME": "", "BOT_LANGUAGE": get_language()})
    output.print_aside(
        say("{place} is written. Fill in BOT_ARCHIVE_URLS and the accounts, then `bot doctor`.", place=place)
    )
