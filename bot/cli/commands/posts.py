"""`bot posts`: the queue and the history."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

import typer

from bot.cli import json_records, output
from bot.cli.context import opened
from bot.cli.options import AsJson, Limit, OfChannel, OfStatus, ShowAll, Watch, choose_limit, list_channels
from bot.cli.progress import repeat
from bot.cli.usage import BotCommand, show_examples
from bot.domain.channel import name_channel
from bot.domain.post import Post, PostStatus
from bot.domain.times import format_distance, format_short
from bot.i18n import say
from bot.preview.view import TONES, name_status

app = typer.Typer(add_completion=False)


@app.command(
    "posts",
    cls=BotCommand,
    help=say("The queue and the history, what was made last on top."),
    epilog=show_examples(
        ("bot posts --status failed", say("what was not published")),
        (f"bot posts --channel {list_channels()[-1]} --all", say("the whole history of one channel")),
        ("bot posts --watch", say("the queue, always fresh")),
    ),
)
def list_posts(  # noqa: PLR0913  # one parameter per option
    context: typer.Context,
    *,
    status: OfStatus = None,
    channel: OfChannel = None,
    limit: Limit = None,
    everything: ShowAll = False,
    watch: Watch = False,
    as_json: AsJson = False,
) -> None:
    """The queue and the history, what was made last on top."""
    most = choose_limit(limit, everything=everything, as_json=as_json)
    with opened(context) as (bot, settings):

        def show() -> None:
            posts = bot.posts.list_posts(status=status, channel=channel, limit=most)
            if as_json:
                output.print_json([json_records.make_post_record(post) for post in posts])
            else:
                _print_table(posts, bot.clock(), settings.timezone)
            if most and len(posts) == most:
                output.print_aside(say("Only the latest {count} are shown; --all shows all.", count=most))

        repeat(show, watch=watch and not as_json)


def _print_table(posts: Sequence[Post], now: datetime, timezone: tzinfo) -> None:
    if not posts:
        output.print_aside(say("There are no such posts. New articles get theirs with `bot run --once`."))
        return
    columns = (
        output.Column(title=say("No.")),
        output.Column(title=say("Article"), grows=True),
        output.Column(title=say("Status")),
        output.Column(title=say("When")),
    )
    output.print_table(columns, [_make_row(post, now, timezone) for post in posts])


def _make_row(post: Post, now: datetime, timezone: tzinfo) -> tuple[output.Cell, ...]:
    sent_at = post.sent_at if post.status is PostStatus.UNCONFIRMED else None
    at = post.published_at or sent_at or post.due_at
    counts = post.status not in {PostStatus.CANCELLED, PostStatus.SKIPPED}
    return (
        output.Cell(text=str(post.id)),
        output.Cell(text=post.article_title, below=_say_more(post)),
        output.Cell(text=name_status(post.status), below=name_channel(post.channel), tone=TONES[post.status]),
        output.Cell(text=format_short(at, timezone), below=format_distance(at, now))
        if counts
        else output.Cell(text="–"),
    )


def _say_more(post: Post) -> str:
    if post.permalink:
        return post.permalink
    return post.error.message if post.error else post.reason
