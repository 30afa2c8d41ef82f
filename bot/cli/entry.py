"""The way in: the overview and the version without any library, everything else through Typer."""

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from bot import environment
from bot.cli.registry import get_version, list_sections, name_placeholders
from bot.i18n import say, speak


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
    # Pydantic reads every installed package's metadata in search of plugins; we have none.
    environment.prefer("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from bot.cli.main import app

    try:
        app(args=list(arguments), prog_name="bot")
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    return 0


WIDTH = 80


def render_overview() -> str:
    """All commands by section, with how to go on; fits 80 columns."""
    lines = [
        say("Usage: bot [--home DIR] COMMAND …"),
        "",
        say("Posts a website's new articles to social media, each one once."),
    ]
    for title, entries in list_sections():
        lines += ["", f"{title}:"]
        lines += [_fit(f"{entry.name} {entry.words}".strip(), entry.summary) for entry in entries]
    lines += [
        "",
        say("Everywhere:"),
        _fit("--home DIR", say("The instance's directory (or BOT_HOME), else this one")),
        _fit("--help", say("More about a command: bot COMMAND --help")),
        _fit("--install-completion", say("Let the shell complete commands and options")),
        _fit("--version", say("The bot's version")),
        "",
        say("Exit status: 0 all well, 1 something needs a person, 2 wrong usage, 3 settings"),
        say("wrong, 4 not reachable now, try again."),
    ]
    return "\n".join(lines) + "\n"


def _fit(words: str, summary: str) -> str:
    return f"  {name_placeholders(words):<20}  {summary}"
