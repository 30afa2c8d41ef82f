"""Wrong usage in the person's own language: Typer's own sentences exist in English only."""

import difflib
import re
import textwrap
from collections.abc import Iterator
from typing import Any

import typer
from typer.core import TyperCommand

from bot.cli.registry import WIDTH, name_placeholders
from bot.i18n import say

WrongUsage: type[Exception] = typer.BadParameter.__bases__[0]
"""What all of Typer's usage errors have in common; of the family only this child is exported."""

_EXTRA = re.compile(r"unexpected extra argument.*? \((.*)\)$")


def describe(error: Any, command: str) -> str:
    """What is wrong, and how to go on. error: a WrongUsage; command: its path, where it does not say."""
    path = error.ctx.command_path if error.ctx else command
    return f"{_explain(error)}\n" + say("More: `{command} --help`", command=path)


def _explain(error: Any) -> str:
    match type(error).__name__:
        case "MissingParameter":
            return say(
                "{name} is missing. {meaning}",
                name=name_placeholders(name_parameter(error.param)),
                meaning=error.param.help,
            )
        case "NoSuchOption":
            return _suggest_option(error)
        case "BadOptionUsage" if "does not take a value" in error.message:
            return say("{option} takes no value.", option=error.option_name)
        case "BadOptionUsage":
            return say("{option} needs a value behind it.", option=error.option_name)
        case "BadParameter" if error.param:
            return f"{name_placeholders(name_parameter(error.param))}: {error.message}"
        case _:
            return _explain_message(error.message)


def name_parameter(parameter: Any) -> str:
    """As a person types it: `--status`, or POST for a word that stands for itself."""
    if parameter.param_type_name == "option":
        return str(max(parameter.opts, key=len))
    return str(parameter.metavar or parameter.name.upper())


def _suggest_option(error: Any) -> str:
    sentence = say("There is no option {option}.", option=error.option_name)
    known = [name for parameter in error.ctx.command.params for name in parameter.opts if name[:1] == "-"]
    near = difflib.get_close_matches(error.option_name, [*known, "--home", "--help"], n=1)
    return sentence + (" " + say("Did you mean {option}?", option=near[0]) if near else "")


def _explain_message(message: str) -> str:
    if found := _EXTRA.search(message):
        return say("{words}: that is too much here.", words=found[1])
    if message.startswith("Missing command"):
        return say("Which command? `bot --help` lists them.")
    return message


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
    yield from textwrap.wrap(command.help, WIDTH)
    if command.epilog:
        yield from ("", say("Examples:"))
        for example in command.epilog.splitlines():
            words, _, meaning = example.partition("\t")
            yield f"  {words}"
            yield from textwrap.wrap(meaning, WIDTH, initial_indent=" " * 6, subsequent_indent=" " * 6)
    words = " ".join([path, *map(_show_argument, arguments), say("[OPTION]…")])
    yield from ("", say("Usage: {words}", words=name_placeholders(words)))
    if arguments:
        yield from ("", say("Arguments:"))
        for argument in arguments:
            yield from _list_row(name_parameter(argument), argument.help or "")
    yield from ("", say("Options:"))
    for option in options:
        yield from _list_row(_name_option(option), option.help or "")
    yield from _list_row("--home DIR", say("The instance's directory (or BOT_HOME), else this one"))
    yield from _list_row("-h, --help", say("This help."))


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
    name = name_placeholders(name)
    head = f"  {name:<{LEFT - 2}}" if len(name) < LEFT - 3 else ""
    if not head:
        yield f"  {name}"
    for line in textwrap.wrap(text, WIDTH - LEFT):
        yield (head or " " * LEFT) + line
        head = " " * LEFT
