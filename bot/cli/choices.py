"""Options that several commands share."""

from typing import Annotated

import typer

from bot.domain.post import Channel, PostStatus
from bot.domain.words import say


def show_example(command: str) -> str:
    """How a command may look, below its help."""
    return say("Example:") + " " + command


def read_number(words: str) -> int:
    """A post's number; Typer shows the sentence of its BadParameter as wrong usage."""
    if not (words.isascii() and words.isdecimal()):
        raise typer.BadParameter(
            say('"{words}" is no number of a post; `bot posts` lists them.', words=words)
        )
    return int(words[:18])


AsJson = Annotated[bool, typer.Option("--json", help=say("One JSON document on stdout, nothing else there."))]
OfChannel = Annotated[Channel | None, typer.Option("--channel", help=say("Only this channel."))]
OfStatus = Annotated[PostStatus | None, typer.Option("--status", help=say("Only posts of this status."))]
Limit = Annotated[
    int | None, typer.Option("--limit", "-n", min=1, help=say("At most so many, the latest first."))
]
ShowAll = Annotated[bool, typer.Option("--all", help=say("All of them, however many."))]
Posts = Annotated[
    list[int] | None,
    typer.Argument(metavar="POST", parser=read_number, help=say("Numbers of posts, see `bot posts`.")),
]
PostNumber = typer.Argument(metavar="POST", parser=read_number, help=say("The post's number in `bot posts`."))
Watch = Annotated[bool, typer.Option("--watch", "-w", help=say("Again every two seconds, until Ctrl-C."))]
Yes = Annotated[bool, typer.Option("--yes", "-y", help=say("Do not ask."))]

USUAL_LIMIT = 100


def choose_limit(limit: int | None, *, everything: bool, as_json: bool) -> int | None:
    """How many rows at most: what was asked for, else all for scripts and the usual number for people."""
    if limit is not None and not everything:
        return limit
    return None if everything or as_json else USUAL_LIMIT
