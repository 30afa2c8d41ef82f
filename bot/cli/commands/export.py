"""`bot export`: history and calendar for other programs."""

from enum import StrEnum
from typing import Annotated

import typer

from bot.cli import output, records
from bot.cli.choices import show_example
from bot.cli.session import opened
from bot.domain.words import say

app = typer.Typer(add_completion=False)


class Format(StrEnum):
    """What other programs read."""

    CSV = "csv"
    JSON = "json"
    ICS = "ics"


@app.command(
    "export",
    help=say("History and calendar on stdout: csv, json (with what people did) or ics."),
    epilog=show_example("bot export --format csv > posts.csv"),
)
def export(
    context: typer.Context,
    *,
    form: Annotated[Format, typer.Option("--format", help=say("For a spreadsheet, a script or a calendar."))],
) -> None:
    """All posts."""
    from bot.cli.exporting import render_calendar, render_csv

    with opened(context) as (bot, _):
        posts, deeds, now = bot.posts.list_posts(), bot.journal.list_deeds(), bot.clock()
    made = [records.make_post_record(post) for post in posts]
    match form:
        case Format.JSON:
            output.print_json({"posts": made, "deeds": [records.make_deed_record(deed) for deed in deeds]})
        case Format.CSV:
            typer.echo(render_csv(made), nl=False)
        case Format.ICS:
            typer.echo(render_calendar(posts, now), nl=False)
