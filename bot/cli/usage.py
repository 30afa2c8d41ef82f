"""Wrong usage in the person's own language: Typer's own sentences exist in English only."""

import difflib
import re
from typing import Any

import typer

from bot.domain.words import say

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
                "{name} is missing. {meaning}", name=name_parameter(error.param), meaning=error.param.help
            )
        case "NoSuchOption":
            return _suggest_option(error)
        case "BadOptionUsage" if "does not take a value" in error.message:
            return say("{option} takes no value.", option=error.option_name)
        case "BadOptionUsage":
            return say("{option} needs a value behind it.", option=error.option_name)
        case "BadParameter" if error.param:
            return f"{name_parameter(error.param)}: {error.message}"
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
