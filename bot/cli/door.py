"""The way in: the overview and the version without any library, everything else through Typer."""

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from bot import environment
from bot.domain.words import speak


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
            from bot.cli.overview import render_overview

            sys.stdout.write(render_overview())
            return 0
        case ["--version"]:
            sys.stdout.write(f"bot {get_version()}\n")
            return 0
        case _ if "posts" in arguments and "--json" in arguments:
            from bot import quick

            status = quick.answer(arguments)
            return _run_command(arguments) if status is None else status
        case _:
            return _run_command(arguments)


def _let_pass_what_the_screen_lacks() -> None:
    """Where the screen has no such character, a question mark is better than no answer."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def get_version() -> str:
    """The installed version, or that of a clone that was never installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("verbund-bot")
    except PackageNotFoundError:
        return "0 (not installed)"


def _run_command(arguments: Sequence[str]) -> int:
    # Typer imports Rich for its own messages unless told not to; ours are plain.
    environment.prefer("TYPER_USE_RICH", "0")
    from bot.cli.main import app

    try:
        app(args=list(arguments), prog_name="bot")
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    return 0
