"""The command line: parse, call one function of the pipeline, print. One file per noun.

Here is the way in: the overview and the version without any library, everything else through Typer.
"""

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from bot import environment
from bot.cli.registry import get_version, render_overview
from bot.i18n import speak


def enter(arguments: Sequence[str]) -> int:
    """Run a command line; its exit status: 1 when whoever reads it has seen enough, as `head` has."""
    _let_pass_what_the_screen_lacks()
    try:
        status = _answer(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return status


def _answer(arguments: Sequence[str]) -> int:
    speak(environment.find_language(environment.get_home()))
    if environment.asks_for_completion():
        return _run_command(arguments)
    match arguments:
        case [] | ["--help"] | ["-h"] | ["help"]:
            sys.stdout.write(render_overview())
            return 0
        case ["--version"]:
            sys.stdout.write(f"bot {get_version()}\n")
            return 0
        case _:
            return _run_command(arguments)


def _let_pass_what_the_screen_lacks() -> None:
    """Where the screen has no such character, a question mark is better than no answer."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _run_command(arguments: Sequence[str]) -> int:
    # Typer imports Rich for its own messages unless told not to; ours are plain.
    environment.prefer("TYPER_USE_RICH", "0")
    # Pydantic, below instagrapi, reads every installed package's metadata in search of plugins; we have none.
    environment.prefer("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from bot.cli.main import app

    try:
        app(args=list(arguments), prog_name="bot")
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    return 0
