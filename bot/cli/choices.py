"""Options that several commands share."""

from typing import Annotated

import typer

from bot.domain.post import Channel, PostStatus

AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on stdout, nothing else there.")]
OfChannel = Annotated[Channel | None, typer.Option("--channel", help="Only this channel.")]
OfStatus = Annotated[PostStatus | None, typer.Option("--status", help="Only posts of this status.")]
Limit = Annotated[int, typer.Option("--limit", "-n", min=1, help="At most so many, the latest first.")]
ShowAll = Annotated[bool, typer.Option("--all", help="All of them, however many.")]

USUAL_LIMIT = 100
