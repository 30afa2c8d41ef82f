"""`bot show`: the whole story of one post."""

from typing import Annotated

import typer

from bot.cli import json_records, output
from bot.cli.context import opened
from bot.cli.options import AsJson, PostNumber
from bot.cli.prompts import choose_post
from bot.cli.usage import BotCommand, show_examples
from bot.domain.post import PostStatus
from bot.domain.state import EVERYTHING
from bot.i18n import say
from bot.preview.view import preview_post

app = typer.Typer(add_completion=False)


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

        print_preview(preview_post(chosen, bot.rules), now, settings.timezone)
        after = explain_next(chosen, proposal, stops, settings.timezone)
        print_story(chosen, attempts, deeds, settings.timezone, after)
