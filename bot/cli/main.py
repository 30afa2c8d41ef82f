"""The Typer application: global options, and commands that are loaded when they are called."""

import contextlib
import difflib
import errno
import os
import sys
import traceback
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer
from typer.core import TyperGroup

from bot import environment
from bot.cli import options, output, registry
from bot.cli.context import Session
from bot.cli.registry import get_version, render_overview
from bot.domain.errors import BotError, StorageError, UsageWrong, explain_refusal
from bot.i18n import say, speak

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})


class BotGroup(TyperGroup):
    """All commands of the catalogue."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override] # Typer's private Context
        """Names in the order of the overview."""
        del ctx
        return [entry.name for entry in registry.list_entries()]

    def get_command(self, ctx: typer.Context, cmd_name: str) -> Any:  # type: ignore[override] # likewise
        """Load one command."""
        entry = registry.find_entry(cmd_name)
        if entry is None:
            ctx.fail(_suggest(cmd_name))
        module = import_module(f"bot.cli.commands.{entry.module}")
        command = typer.main.get_command(module.app)
        command = getattr(command, "commands", {}).get(entry.name, command)
        command.name = entry.name
        return command

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override] # likewise
        """The overview."""
        del ctx
        return render_overview().rstrip("\n")

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override] # likewise
        """Accept --home behind the command's name too, and speak that instance's language from here on."""
        with _in_words(ctx):
            rest = super().parse_args(ctx, lift_home(args))
        speak(environment.find_language(Path(ctx.params["home"] or ".")))
        return rest

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override] # likewise
        """Run the command; what is wrong with its words is said in the person's language."""
        with _in_words(ctx):
            return super().invoke(ctx)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run, and leave with the documented exit status whatever happens."""
        session = kwargs.get("obj") or Session()
        try:
            return super().main(*args, **{**kwargs, "obj": session})
        except BotError as error:
            output.print_aside(str(error))
            sys.exit(error.exit_status)
        except Exception as error:  # noqa: BLE001  # a bug: the user reads one sentence, the log has the rest
            if isinstance(error, OSError) and error.errno in _NO_ROOM:  # such as behind `bot export … > FILE`
                why = explain_refusal(error)
                output.print_aside(
                    say("Not all could be written: {why}. Make room, then try again.", why=why)
                )
                sys.exit(StorageError.exit_status)
            output.print_aside(describe(error, session.home))
            sys.exit(1)


app = typer.Typer(
    name="bot",
    cls=BotGroup,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def choose_instance(
    context: typer.Context,
    home: Annotated[
        Path,
        typer.Option(
            "--home", envvar="BOT_HOME", metavar="DIR", readable=False, help="The instance's directory."
        ),
    ] = Path(),
    *,
    version: Annotated[bool, typer.Option("--version", help="The bot's version.", is_eager=True)] = False,
) -> None:
    """Posts a website's new articles to social media, each one once."""
    if version:
        typer.echo(f"bot {get_version()}")
        raise typer.Exit
    session = context.ensure_object(Session)
    session.home = home


@contextlib.contextmanager
def _in_words(ctx: typer.Context) -> Iterator[None]:
    """Wrong usage, an abandoned question and Ctrl-C end with a sentence of ours. Raises typer.Exit."""
    try:
        yield
    except options.WrongUsage as error:
        command = " ".join(filter(None, (ctx.command_path, ctx.invoked_subcommand)))
        output.print_aside(options.describe(error, command))
        raise typer.Exit(UsageWrong.exit_status) from None
    except (typer.Abort, KeyboardInterrupt) as stop:
        output.print_aside("\n" + say("Stopped. Nothing more was done."))
        raise typer.Exit(130 if isinstance(stop, KeyboardInterrupt) else 1) from None


def lift_home(arguments: Iterable[str]) -> list[str]:
    """Move `--home DIR` to the front; what stands behind `--` is left alone."""
    rest = list(arguments)
    home: list[str] = []
    end = rest.index("--") if "--" in rest else len(rest)
    for place in reversed(range(end)):
        if rest[place] == "--home" and place + 1 < end:
            home = [*rest[place : place + 2], *home]
            del rest[place : place + 2]
        elif rest[place].startswith("--home="):
            home = [rest.pop(place), *home]
    return [*home, *rest]


def _suggest(name: str) -> str:
    near = difflib.get_close_matches(name, [entry.name for entry in registry.list_entries()], n=1)
    sentence = say('There is no command "{name}".', name=name)
    hint = say("Did you mean `bot {near}`?", near=near[0]) if near else say("`bot --help` lists them.")
    return f"{sentence} {hint}"


LOG = Path("state") / "errors.log"


def describe(error: Exception, home: Path) -> str:
    """One plain sentence; writes where it happened to the log, in an instance where that can be written."""
    log = home / LOG
    sentence = say(
        "Something unexpected went wrong ({kind}). It is a mistake in the bot, not yours; what was already "
        "done stays recorded, and `bot posts` shows it.",
        kind=type(error).__name__,
    )
    with suppress(OSError), _open_private(log) as file:
        file.write(_render(error, home))
        return sentence + " " + say("Where it happened stands in {log}.", log=log)
    return sentence


def _open_private(log: Path) -> TextIO:
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
    return os.fdopen(os.open(log, flags, 0o600), "a", encoding="utf-8")


def _render(error: Exception, home: Path) -> str:
    """Where it happened; values only when a person asked for them, and never a secret."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    if environment.wants_traces(home):
        return f"{at}\n{_hide_secrets(''.join(traceback.format_exception(error)), home)}\n"
    frames = traceback.extract_tb(error.__traceback__)
    places = "\n".join(f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
    return f"{at} {type(error).__name__}\n{places}\n"


def _hide_secrets(text: str, home: Path) -> str:
    from bot.config import list_secrets, load_settings
    from bot.logs import Redactor

    try:
        secrets = tuple(list_secrets(load_settings(home)))
    except BotError:
        secrets = ()
    return Redactor(secrets).clean(text)
