"""`bot report`: the year for funders and the board."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli import output
from bot.cli.context import opened
from bot.cli.options import BotCommand, require_place, show_examples
from bot.cli.progress import ConsoleProgress
from bot.i18n import say, say_count

app = typer.Typer(add_completion=False)
EARLIEST, LATEST = 2000, 2100


def read_year(words: str) -> int:
    """A year in four figures."""
    if words.isascii() and words.isdecimal() and EARLIEST <= int(words[:5]) <= LATEST:
        return int(words)
    raise typer.BadParameter(say('"{words}" is no year, such as 2026.', words=words))


@app.command(
    "report",
    cls=BotCommand,
    help=say("The year for funders and the board, as one printable page."),
    epilog=show_examples(
        (
            say("bot report --year 2026 --html report.html"),
            say("how many news items and posts, by channel, month and subject, with pictures"),
        ),
    ),
)
def report(
    context: typer.Context,
    *,
    year: Annotated[int, typer.Option("--year", metavar="YEAR", parser=read_year, help=say("Which year."))],
    html: Annotated[Path, typer.Option("--html", metavar="FILE", help=say("Where the page is written."))],
) -> None:
    """Reach and reactions stand there where the platform tells them through its official interface."""
    from bot.factories import write_report
    from bot.pipeline.reports import compile_year

    require_place(html)
    with opened(context, progress=ConsoleProgress()) as (bot, settings):
        counted = compile_year(bot, year)
        write_report(counted, html, settings, bot.clock())
    output.print_sentence(
        say(
            "{posts} for {news}; the page is {place}.",
            posts=say_count("{count} post", "{count} posts", counted.posts),
            news=say_count("{count} news item", "{count} news items", len(counted.news)),
            place=html.resolve(),
        )
    )
