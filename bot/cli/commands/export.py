"""`bot export`: history and calendar for other programs."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any

import typer

from bot.cli import json_records, output
from bot.cli.context import opened
from bot.cli.options import BotCommand, read_one_of, show_examples
from bot.cli.output import make_harmless
from bot.domain.channel import name_channel
from bot.domain.post import Post, PostStatus
from bot.i18n import say

app = typer.Typer(add_completion=False)


class Format(StrEnum):
    """What other programs read."""

    CSV = "csv"
    JSON = "json"
    ICS = "ics"


OfFormat = Annotated[
    Format,
    typer.Option(
        "--format",
        metavar="FORMAT",
        parser=read_one_of(lambda: tuple(Format)),
        autocompletion=lambda: list(Format),
        help=say("csv for a spreadsheet, json for a script, ics for a calendar."),
    ),
]


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
    form: OfFormat,
) -> None:
    """All posts."""
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


COLUMNS = (
    *("id", "article_id", "article_url", "article_title", "channel", "status", "due_at", "published_at"),
    *("caption", "link", "image", "image_sha256", "alt_text", "remote_id", "permalink", "attempts"),
    *("error", "approved_by", "created_at", "reason"),
)
IN_CALENDAR = frozenset({PostStatus.SCHEDULED, PostStatus.DRAFT, PostStatus.PUBLISHED})
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠", "|", "%")
"""First characters by which spreadsheets take a text for a formula or a command (OWASP, "CSV Injection")."""


def render_csv(records: Sequence[Mapping[str, Any]]) -> str:
    """One line per post, with a header; opens in a spreadsheet, where no text becomes a formula."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for record in records:
        writer.writerow([_make_cell(record[name]) for name in COLUMNS])
    return made.getvalue()


def _make_cell(value: Any) -> Any:
    if isinstance(value, Mapping):
        value = value["message"]
    if isinstance(value, str) and value.lstrip(" \u00a0").startswith(FORMULA):
        return "'" + value
    return "" if value is None else value


def render_calendar(posts: Sequence[Post], now: datetime) -> str:
    """What is planned and what went out, as iCalendar (RFC 5545)."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//verbund-bot//posts//DE", "CALSCALE:GREGORIAN"]
    for post in posts:
        if post.status in IN_CALENDAR:
            lines += _make_event(post, now)
    return "".join(f"{folded}\r\n" for line in [*lines, "END:VCALENDAR"] for folded in _fold(line))


def _make_event(post: Post, now: datetime) -> list[str]:
    begin = post.published_at or post.due_at
    confirmed = "TENTATIVE" if post.status is PostStatus.DRAFT else "CONFIRMED"
    return [
        "BEGIN:VEVENT",
        f"UID:post-{post.id}-{int(post.created_at.timestamp())}@verbund-bot",
        f"DTSTAMP:{now:%Y%m%dT%H%M%SZ}",
        f"DTSTART:{begin:%Y%m%dT%H%M%SZ}",
        f"DTEND:{begin + timedelta(minutes=15):%Y%m%dT%H%M%SZ}",
        f"STATUS:{confirmed}",
        f"SUMMARY:{_escape(f'{name_channel(post.channel)}: {post.article_title}')}",
        f"DESCRIPTION:{_escape(post.composition.caption)}",
        f"URL:{_clean_address(post.permalink or post.article_url)}",
        "END:VEVENT",
    ]


def _escape(text: str) -> str:
    for character in ("\\", ";", ","):
        text = text.replace(character, "\\" + character)
    return "\\n".join(make_harmless(line) for line in text.splitlines())


def _clean_address(url: str) -> str:
    return "".join(url.split())


def _fold(line: str) -> Iterator[str]:
    """Lines of at most 75 octets; a continuation begins with a blank. No character is cut."""
    part = ""
    for character in line:
        if len((part + character).encode()) > 74:
            yield part
            part = " "
        part += character
    yield part
