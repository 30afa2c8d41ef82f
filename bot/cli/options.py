"""Options that several commands share."""

import difflib
from collections.abc import Callable, Sequence
from datetime import datetime, time
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from bot.channels import registry
from bot.domain.channel import name_channel
from bot.domain.errors import UsageWrong
from bot.domain.post import Channel, PostStatus
from bot.domain.times import MORNING, Calendar, parse_duration, parse_when
from bot.i18n import say
from bot.preview.view import name_status

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
    """All channels by name; the registry is what makes them known."""
    return tuple(spec.channel for spec in registry.list_specs())


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
