"""What `bot COMMAND --help` prints: usage, arguments, options and examples, in the chosen language."""

import textwrap
from collections.abc import Iterator
from typing import Any

import typer
from typer.core import TyperCommand

from bot.cli.overview import WIDTH
from bot.cli.usage import name_parameter
from bot.domain.words import say

LEFT = 26
"""Columns for names; longer ones get a line of their own."""


def show_examples(*examples: tuple[str, str]) -> str:
    """How a command may look, each with what it does; the form in which Typer keeps them, as epilog."""
    return "\n".join("\t".join(example) for example in examples)


class BotCommand(TyperCommand):
    """A command whose help speaks like the rest."""

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override] # Typer's private Context
        """The whole help."""
        return "\n".join(_render(self, ctx.command_path))


def _render(command: Any, path: str) -> Iterator[str]:
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    options = [each for each in command.params if each.param_type_name == "option"]
    words = [path, *map(_show_argument, arguments), say("[OPTION]…")]
    yield say("Usage: {words}", words=" ".join(words))
    yield ""
    yield from textwrap.wrap(command.help, WIDTH)
    if arguments:
        yield from ("", say("Arguments:"))
        for argument in arguments:
            yield from _list_row(name_parameter(argument), argument.help or "")
    yield from ("", say("Options:"))
    for option in options:
        yield from _list_row(_name_option(option), option.help or "")
    yield from _list_row("--home DIR", say("The instance's directory (or BOT_HOME), else this one"))
    yield from _list_row("-h, --help", say("This help."))
    if command.epilog:
        yield from ("", say("Examples:"))
        for example in command.epilog.splitlines():
            words, _, meaning = example.partition("\t")
            yield from (f"  {words}", f"      {meaning}")


def _show_argument(argument: Any) -> str:
    name = name_parameter(argument)
    shown = name if argument.required else f"[{name}]"
    return shown + ("…" if argument.nargs == -1 else "")


def _name_option(option: Any) -> str:
    names = ", ".join(sorted(option.opts, key=len))
    needed = say("(needed)") if option.required else ""
    return " ".join(part for part in (names, "" if option.is_flag else option.metavar, needed) if part)


def _list_row(name: str, text: str) -> Iterator[str]:
    """The name, and its text behind it; below it when the name is long."""
    head = f"  {name:<{LEFT - 2}}" if len(name) < LEFT - 3 else ""
    if not head:
        yield f"  {name}"
    for line in textwrap.wrap(text, WIDTH - LEFT):
        yield (head or " " * LEFT) + line
        head = " " * LEFT
