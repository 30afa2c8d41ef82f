"""Options that several commands share; and wrong usage in the person's own language."""

import difflib
import re
import textwrap
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer
from typer.core import TyperCommand

from bot.channels import list_specs
from bot.cli.registry import WIDTH, name_placeholders
from bot.domain.channel import name_channel
from bot.domain.errors import UsageWrong
from bot.domain.post import Channel, PostStatus, name_status
from bot.domain.times import MORNING, Calendar, parse_duration, parse_when
from bot.i18n import say

if TYPE_CHECKING:
    from bot.pipeline.context import App


def read_number(words: str) -> int:
    """A post's number; Typer shows the sentence of its BadParameter as wrong usage."""
    if not (words.isascii() and words.isdecimal()):
        raise typer.BadParameter(
            say('"{words}" is no number of a post; `bot posts` lists them.', words=words)
        )
    return int(words[:18])


def read_count(words: str) -> int:
    """How many, from 1 on."""
    if not (words.isascii() and words.isdecimal() and int(words[:9])):
        raise typer.BadParameter(say('"{words}" is no number from 1 on.', words=words))
    return int(words[:9])


Word = TypeVar("Word", bound=str)


def read_one_of(
    list_words: Callable[[], Sequence[Word]], name: Callable[[Word], str] = str
) -> Callable[[str], Word]:
    """Reads one of a few words, as the bot writes it or as it shows it. name: how it is shown."""

    def read(words: str) -> Word:
        kind = list_words()
        for word in kind:
            if words.casefold() in {str(word), name(word).casefold()}:
                return word
        known = ", ".join(kind)
        near = difflib.get_close_matches(words.casefold(), kind, n=1)
        sentence = say('"{words}" is none of: {known}.', words=words, known=known)
        raise typer.BadParameter(
            sentence + (" " + say("Did you mean {option}?", option=near[0]) if near else "")
        )

    return read


def list_channels() -> tuple[Channel, ...]:
    """All channels by name; importing `bot.channels` makes them known."""
    return tuple(spec.channel for spec in list_specs())


AsJson = Annotated[bool, typer.Option("--json", help=say("One JSON document on stdout, nothing else there."))]
OfChannel = Annotated[
    Channel | None,
    typer.Option(
        "--channel",
        metavar="CHANNEL",
        parser=read_one_of(list_channels, name_channel),
        autocompletion=lambda: list(list_channels()),
        help=say("Only this channel: {known}.", known=", ".join(list_channels())),
    ),
]
OfStatus = Annotated[
    PostStatus | None,
    typer.Option(
        "--status",
        metavar="STATUS",
        parser=read_one_of(lambda: tuple(PostStatus), name_status),
        autocompletion=lambda: list(PostStatus),
        help=say("Only posts of this status: {known}.", known=", ".join(PostStatus)),
    ),
]
Limit = Annotated[
    int | None,
    typer.Option(
        "--limit", "-n", metavar="N", parser=read_count, help=say("At most so many, the latest first.")
    ),
]
ShowAll = Annotated[bool, typer.Option("--all", help=say("All of them, however many."))]
Posts = Annotated[
    list[int] | None,
    typer.Argument(metavar="POST", parser=read_number, help=say("Numbers of posts, see `bot posts`.")),
]
PostNumber = typer.Argument(metavar="POST", parser=read_number, help=say("The post's number in `bot posts`."))
As = Annotated[
    str, typer.Option("--as", metavar="NAME", help=say("Who decides, for the audit trail; else your login."))
]
Watch = Annotated[bool, typer.Option("--watch", "-w", help=say("Again every two seconds, until Ctrl-C."))]
Yes = Annotated[bool, typer.Option("--yes", "-y", help=say("Do not ask."))]

USUAL_LIMIT = 100


def choose_limit(limit: int | None, *, everything: bool, as_json: bool) -> int | None:
    """How many rows at most: what was asked for, else all for scripts and the usual number for people."""
    if limit is not None and not everything:
        return limit
    return None if everything or as_json else USUAL_LIMIT


def make_calendar(app: "App") -> Calendar:
    """Now and here."""
    rules = app.rules.timing
    return Calendar(now=app.clock(), timezone=rules.timezone, is_closed=rules.is_closed)


def read_time(
    app: "App", *, at: str | None = None, later: str | None = None, usual: time = MORNING
) -> datetime | None:
    """What `--at` or `--in` mean; None without either. Raises UsageWrong."""
    if at is not None:
        return parse_when(at, make_calendar(app), usual=usual)
    if later is None:
        return None
    try:
        return app.clock() + parse_duration(later)
    except ValueError as error:
        sentence = f"--in {later}: {error}"
        raise UsageWrong(sentence) from None


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


def require_place(path: Path) -> None:
    """Raises UsageWrong, before any work is done, for a folder where a file is to be written."""
    if path.is_dir():
        raise UsageWrong(say("{path} is a directory; name a file.", path=path))
