"""Options that several commands share."""

from typing import Annotated

import typer

from bot.domain.post import Channel, PostStatus
from bot.domain.words import say

AsJson = Annotated[bool, typer.Option("--json", help=say("One JSON document on stdout, nothing else there."))]
OfChannel = Annotated[Channel | None, typer.Option("--channel", help=say("Only this channel."))]
OfStatus = Annotated[PostStatus | None, typer.Option("--status", help=say("Only posts of this status."))]
Limit = Annotated[int, typer.Option("--limit", "-n", min=1, help=say("At most so many, the latest first."))]
ShowAll = Annotated[bool, typer.Option("--all", help=say("All of them, however many."))]
Posts = Annotated[
    list[int] | None, typer.Argument(metavar="[POST]…", help=say("Numbers of posts, see `bot posts`."))
]
Watch = Annotated[bool, typer.Option("--watch", "-w", help=say("Again every two seconds, until Ctrl-C."))]
Yes = Annotated[bool, typer.Option("--yes", "-y", help=say("Do not ask."))]

USUAL_LIMIT = 100
