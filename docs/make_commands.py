"""Writes docs/commands.md from what the commands say about themselves: python docs/make_commands.py"""

import contextlib
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

PLACE = Path(__file__).with_name("commands.md")
HEAD = """# Commands

What `bot --help` and `bot COMMAND --help` print, made by `make commands`. On your own machine the help
speaks the language of `BOT_LANGUAGE`.
"""


def render() -> str:
    """The whole document. Only in a process that has not spoken another language yet."""
    os.environ["BOT_LANGUAGE"] = "en"
    from bot.cli import registry

    parts = [HEAD, *_render_block("--help")]
    for entry in registry.list_entries():
        parts += [f"\n## bot {entry.name}\n", *_render_block(entry.name, "--help")]
    return "\n".join(parts)


def _render_block(*words: str) -> Iterator[str]:
    from bot.cli import enter

    with contextlib.redirect_stdout(io.StringIO()) as said:
        enter(words)
    yield f"```text\n{said.getvalue().rstrip()}\n```"


if __name__ == "__main__":
    if sys.argv[1:] == ["--print"]:
        sys.stdout.write(render() + "\n")
    else:
        PLACE.write_text(render() + "\n", encoding="utf-8")
