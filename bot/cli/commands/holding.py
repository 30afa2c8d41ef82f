"""`bot pause`, `bot resume`: nothing is sent meanwhile."""

from datetime import time
from typing import Annotated

import typer

from bot.cli import output
from bot.cli.context import opened
from bot.cli.options import As, BotCommand, OfChannel, list_channels, read_time, show_examples
from bot.cli.prompts import ask_text, get_person
from bot.domain.state import EVERYTHING, name_scope
from bot.domain.times import format_moment
from bot.i18n import say, say_count
from bot.pipeline import actions

app = typer.Typer(add_completion=False)


Reason = Annotated[
    str | None, typer.Option("--reason", metavar="TEXT", help=say("Why, for the others (needed)."))
]
Until = Annotated[
    str | None,
    typer.Option("--until", metavar="WHEN", help=say("Until when; without it, until `bot resume`.")),
]


@app.command(
    "pause",
    cls=BotCommand,
    help=say("Send nothing for a while, on one channel or on all."),
    epilog=show_examples(
        (say('bot pause --reason "mourning"'), say("nothing goes out until `bot resume`")),
        (
            say('bot pause --channel {name} --until "1.9." --reason holidays', name=list_channels()[0]),
            say("one channel, until a day"),
        ),
    ),
)
def pause(
    context: typer.Context,
    *,
    reason: Reason = None,
    channel: OfChannel = None,
    until: Until = None,
    who: As = "",
) -> None:
    """Nothing is sent meanwhile."""
    with opened(context) as (bot, settings):
        end = read_time(bot, at=until, usual=time())
        why = reason or ask_text(say("Why? The others will read it"), say("Why? Use --reason TEXT."))
        actions.pause(bot, channel=channel, until=end, reason=why, who=get_person(who))
    scope = name_scope(channel or EVERYTHING)
    if end:
        moment = format_moment(end, settings.timezone)
        output.print_sentence(say("Nothing is sent on {scope} until {moment}.", scope=scope, moment=moment))
    else:
        output.print_sentence(say("Nothing is sent on {scope} until `bot resume`.", scope=scope))


@app.command(
    "resume",
    cls=BotCommand,
    help=say("Send again. What waited goes out one by one, not in a burst."),
    epilog=show_examples(("bot resume", say("send again"))),
)
def resume(context: typer.Context, *, channel: OfChannel = None, who: As = "") -> None:
    """Lift what holds a channel back."""
    with opened(context) as (bot, _):
        lifted = actions.resume(bot, channel=channel, who=get_person(who))
    if lifted:
        output.print_sentence(say_count("{count} stop lifted.", "{count} stops lifted.", lifted))
    else:
        output.print_sentence(say("Nothing was held back."))
