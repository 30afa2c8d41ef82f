"""`bot show`: the whole story of one post."""

from datetime import datetime, tzinfo
from typing import Annotated

import typer

from bot.cli import output, records
from bot.cli.choices import AsJson, PostNumber
from bot.cli.helping import BotCommand, show_examples
from bot.cli.session import opened
from bot.domain.post import Post
from bot.domain.stop import EVERYTHING
from bot.domain.words import say
from bot.preview.item import preview_post

app = typer.Typer(add_completion=False)


@app.command(
    "show",
    cls=BotCommand,
    help=say("One post whole: every attempt, what went wrong and what to do."),
    epilog=show_examples(("bot show 12", say("what happened to post 12, and what to do"))),
)
def show(
    context: typer.Context,
    post_id: Annotated[int, PostNumber],
    *,
    as_json: AsJson = False,
) -> None:
    """One post whole: caption, picture, every attempt, what went wrong and what to do."""
    from bot.pipeline.proposals import find_proposal

    with opened(context) as (bot, settings):
        post = bot.posts.get_post(post_id)
        attempts, deeds = bot.publishing.list_attempts(post.id), bot.journal.list_deeds(post.id)
        proposal, now = find_proposal(bot, post), bot.clock()
        stops = [stop for stop in bot.stops.list_stops(now) if stop.scope in {post.channel, EVERYTHING}]
    if as_json:
        output.print_json(records.make_story_record(post, attempts, deeds, proposal))
    else:
        from bot.cli.story import explain_next, print_story

        print_preview_of(post, now, settings.timezone)
        after = explain_next(post, proposal, stops, settings.timezone)
        print_story(post, attempts, deeds, settings.timezone, after)


def print_preview_of(post: Post, now: datetime, timezone: tzinfo) -> None:
    """The post as it is or will be seen."""
    from bot.cli.screen import print_preview

    print_preview(preview_post(post), now, timezone)
