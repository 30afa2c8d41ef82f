"""The way in: the overview and the version without any library, everything else through Typer."""

import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.domain.words import LANGUAGES, speak


def enter(arguments: Sequence[str]) -> int:
    """Run a command line; its exit status."""
    speak(find_language())
    if "_BOT_COMPLETE" in os.environ:
        return _run_command(arguments)
    match arguments:
        case [] | ["--help"] | ["-h"] | ["help"]:
            from bot.cli.overview import render_overview

            sys.stdout.write(render_overview())
            return 0
        case ["--version"]:
            sys.stdout.write(f"bot {get_version()}\n")
            return 0
        case _:
            return _run_command(arguments)


def get_version() -> str:
    """The installed version, or that of a clone that was never installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("verbund-bot")
    except PackageNotFoundError:
        return "0 (not installed)"


def find_language() -> str:
    """The language before the settings are read: BOT_LANGUAGE of environment or `.env`, else German."""
    chosen = os.environ.get("BOT_LANGUAGE") or _read_language(Path(os.environ.get("BOT_HOME") or "."))
    return chosen if chosen in LANGUAGES else "de"


def _read_language(home: Path) -> str:
    try:
        written = (home / ".env").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
    found = re.search(r"""^\s*(?:export\s+)?BOT_LANGUAGE\s*=\s*["']?(\w+)""", written, re.MULTILINE)
    return found[1] if found else ""


def _run_command(arguments: Sequence[str]) -> int:
    # Typer imports Rich for its own messages unless told not to; ours are plain.
    os.environ.setdefault("TYPER_USE_RICH", "0")
    from bot.cli.main import app

    try:
        app(args=list(arguments), prog_name="bot")
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    return 0
