"""`bot posts` and `bot show`: the queue and the history, and the whole story of one post."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Annotated

import typer

from bot.cli import json_records, output
from bot.cli.context import opened
from bot.cli.options import (
    AsJson,
    BotCommand,
    Limit,
    OfChannel,
    OfStatus,
    PostNumber,
    ShowAll,
    Watch,
    choose_limit,
    list_channels,
    show_examples,
)
from bot.cli.progress import repeat
from bot.cli.prompts import choose_post
from bot.domain.channel import name_channel
from bot.domain.post import TONES, Post, PostStatus, name_status
from bot.domain.state import EVERYTHING
from bot.domain.times import format_distance, format_short
from bot.i18n import say, say_count

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
                _print_table(posts, bot.clock(), settings.timezone, is_filtered=bool(status or channel))
            if most and len(posts) == most:
                _tell_limit(most)

        repeat(show, watch=watch and not as_json)


def _tell_limit(most: int) -> None:
    output.print_aside(
        say_count(
            "Only the latest is shown; --all shows all.",
            "Only the latest {count} are shown; --all shows all.",
            most,
        )
    )


def _print_table(posts: Sequence[Post], now: datetime, timezone: tzinfo, *, is_filtered: bool) -> None:
    if not posts:
        none = say("There are no such posts.") if is_filtered else say("There are no posts yet.")
        output.print_aside(none + " " + say("New articles get theirs with `bot run --once`."))
        return
    columns = (say("No."), say("Status"), say("Channel"), say("When"), "")
    output.print_table(columns, say("Article"), [_make_row(post, now, timezone) for post in posts])


def _make_row(post: Post, now: datetime, timezone: tzinfo) -> output.Row:
    sent_at = post.sent_at if post.status is PostStatus.UNCONFIRMED else None
    at = post.published_at or sent_at or post.due_at
    counts = post.status not in {PostStatus.CANCELLED, PostStatus.SKIPPED}
    return output.Row(
        cells=(
            output.Cell(text=str(post.id)),
            output.Cell(text=name_status(post.status), tone=TONES[post.status]),
            output.Cell(text=name_channel(post.channel)),
            output.Cell(text=format_short(at, timezone) if counts else "–"),
            output.Cell(text=format_distance(at, now) if counts else "", tone="quiet"),
        ),
        title=post.article_title,
        below=_say_more(post),
    )


def _say_more(post: Post) -> str:
    if post.permalink:
        return post.permalink
    return post.error.message if post.error else post.reason


@app.command(
    "show",
    cls=BotCommand,
    help=say("One post whole: every attempt, what went wrong and what to do."),
    epilog=show_examples(("bot show 12", say("what happened to post 12, and what to do"))),
)
def show(
    context: typer.Context,
    post: Annotated[int | None, PostNumber] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """One post whole: caption, picture, every attempt, what went wrong and what to do."""
    from bot.pipeline.refresh import find_proposal

    with opened(context) as (bot, settings):
        chosen = bot.posts.get_post(choose_post(bot, post, PostStatus))
        attempts, deeds = bot.publishing.list_attempts(chosen.id), bot.journal.list_deeds(chosen.id)
        proposal, now = find_proposal(bot, chosen), bot.clock()
        stops = [stop for stop in bot.stops.list_stops(now) if stop.scope in {chosen.channel, EVERYTHING}]
    if as_json:
        output.print_json(json_records.make_story_record(chosen, attempts, deeds, proposal))
    else:
        from bot.cli.post_view import explain_next, print_preview, print_story
        from bot.preview.view import preview_post

        print_preview(preview_post(chosen, bot.rules), now, settings.timezone)
        after = explain_next(chosen, proposal, stops, settings.timezone)
        print_story(chosen, attempts, deeds, settings.timezone, after)
