"""`bot export`: history and calendar for other programs."""

from enum import StrEnum
from typing import Annotated

import typer

from bot.cli import json_records, output
from bot.cli.context import opened
from bot.cli.options import read_one_of
from bot.cli.usage import BotCommand, show_examples
from bot.i18n import say

app = typer.Typer(add_completion=False)


class Format(StrEnum):
    """What other programs read."""

    CSV = "csv"
    JSON = "json"
    ICS = "ics"


@app.command(
    "export",
    cls=BotCommand,
    help=say("History and calendar on stdout: csv, json (with what people did) or ics."),
    epilog=show_examples(
        ("bot export --format csv > posts.csv", say("for a spreadsheet")),
        ("bot export --format ics > posts.ics", say("for a calendar")),
    ),
)
def export(
    context: typer.Context,
    *,
    form: Annotated[
        Format,
        typer.Option(
            "--format",
            metavar="FORMAT",
            parser=read_one_of(lambda: tuple(Format)),
            autocompletion=lambda: list(Format),
            help=say("csv for a spreadsheet, json for a script, ics for a calendar."),
        ),
    ],
) -> None:
    """All posts."""
    from bot.cli.export import render_calendar, render_csv

    with opened(context) as (bot, _):
        posts, deeds, now = bot.posts.list_posts(), bot.journal.list_deeds(), bot.clock()
    made = [json_records.make_post_record(post) for post in posts]
    match form:
        case Format.JSON:
            output.print_json(
                {"posts": made, "deeds": [json_records.make_deed_record(deed) for deed in deeds]}
            )
        case Format.CSV:
            typer.echo(render_csv(made), nl=False)
        case Format.ICS:
            typer.echo(render_calendar(posts, now), nl=False)
