"""Carrying out a verb on posts: one after the other, each with its result."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import typer

from bot.cli import output
from bot.domain.channel import name_channel
from bot.domain.errors import BotError
from bot.domain.post import Post, PostStatus
from bot.domain.times import format_short
from bot.i18n import say
from bot.preview.view import describe_standing, preview_post

if TYPE_CHECKING:
    from bot.pipeline.context import App


def carry_out(
    app: "App",
    post_ids: Sequence[int],
    verb: Callable[[int], Post],
    *,
    list_notes: Callable[[Post], Sequence[str]] = lambda _: (),
) -> None:
    """Do it to each post; one refusal does not stop the others. Leaves with the first refusal's status."""
    status = 0
    for post_id in dict.fromkeys(post_ids):
        try:
            post = verb(post_id)
            tell(app, post)
            for note in list_notes(post):
                output.print_aside(say("  Note: {conflict}.", conflict=note))
        except BotError as error:
            output.print_aside(str(error))
            status = status or error.exit_status
    if status:
        raise typer.Exit(status)


def tell(app: "App", post: Post) -> None:
    """One line about where a post stands now."""
    timezone = app.rules.timing.timezone
    standing = describe_standing(preview_post(post, app.rules), app.clock(), timezone)
    channel, title = name_channel(post.channel), post.article_title
    line = say("Post {id} on {channel}, {title}:", id=post.id, channel=channel, title=title)
    words = (
        standing.sentence
        if standing.sentence.startswith(standing.word)
        else f"{standing.word}. {standing.sentence}"
    )
    output.print_sentence(f"{line} {words}")


def list_conflicts(app: "App", post: Post) -> list[str]:
    """What a person should know about the time they chose: it counts all the same."""
    rules, found = app.rules.timing, []
    local = post.due_at.astimezone(rules.timezone)
    if rules.is_closed(local.date()):
        found.append(say("that is a public holiday"))
    if not any(window.holds(local) for window in rules.windows):
        found.append(say("that is outside the posting windows"))
    waiting = [
        other
        for status in (PostStatus.SCHEDULED, PostStatus.DRAFT)
        for other in app.posts.list_posts(channel=post.channel, status=status)
        if other.id != post.id and abs(other.due_at - post.due_at) < rules.min_gap
    ]
    found += [
        say("post {id} goes out at {moment}", id=other.id, moment=format_short(other.due_at, rules.timezone))
        for other in waiting
    ]
    return found
