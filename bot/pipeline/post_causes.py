"""Articles and posts that wait for a person, each with the command to type."""

from collections.abc import Iterator
from datetime import timedelta

from bot.domain.post import Post, PostStatus
from bot.domain.words import say
from bot.pipeline.app import App
from bot.pipeline.cause import Cause
from bot.pipeline.proposals import explain, find_proposal
from bot.pipeline.revisit import list_revisited

STUCK_AFTER = timedelta(days=1)
"""What the bot should have settled by itself long before."""
_COMMANDS = {
    PostStatus.FAILED: "bot show {id}",
    PostStatus.MISSED: "bot reschedule {id} --next",
    PostStatus.DRAFT: "bot approve {id}",
    PostStatus.UNCONFIRMED: "bot show {id}",
}


def list_post_causes(app: App) -> Iterator[Cause]:
    """What became of articles and posts that only a person can settle."""
    yield from _list_uncomposed(app)
    yield from _list_posts(app)
    yield from _list_proposals(app)


def _list_uncomposed(app: App) -> Iterator[Cause]:
    """Articles that fail anew with each pass."""
    for known in app.articles.list_unposted() if app.publishers else ():
        if app.clock() - known.first_seen_at >= STUCK_AFTER:
            yield Cause(
                key=f"uncomposed {known.id}",
                sentence=say("“{title}” cannot be made into a post.", title=known.article.title),
                command=f"bot preview {known.id}",
            )


def _list_posts(app: App) -> Iterator[Cause]:
    for status, command in _COMMANDS.items():
        for post in app.posts.list_with(status):
            if status is PostStatus.UNCONFIRMED and not _is_stuck(app, post):
                continue
            yield Cause(
                key=f"post {post.id} {status} {post.attempts}",
                sentence=_describe(post),
                command=command.format(id=post.id),
                post=post,
            )


def _is_stuck(app: App, post: Post) -> bool:
    """Nobody could look for it, such as on an account that the settings no longer name."""
    return post.sent_at is not None and app.clock() - post.sent_at >= STUCK_AFTER


def _list_proposals(app: App) -> Iterator[Cause]:
    for post in list_revisited(app):
        if proposal := find_proposal(app, post):
            yield Cause(
                key=f"proposal {post.id} {proposal.since} {proposal.noticed_at.isoformat()}",
                sentence=f"{post.channel.capitalize()}, “{post.article_title}”: {explain(post, proposal)}",
                command=f"bot show {post.id}",
                post=post,
            )


def _describe(post: Post) -> str:
    facts = {
        "title": post.article_title,
        "channel": post.channel.capitalize(),
        "why": post.error.message if post.error else post.reason,
    }
    match post.status:
        case PostStatus.FAILED:
            return say("“{title}” was not published on {channel}: {why}", **facts)
        case PostStatus.MISSED:
            return say("“{title}” missed its time on {channel}: {why}", **facts)
        case PostStatus.UNCONFIRMED:
            return say("Nobody knows whether “{title}” is public on {channel}: please look there.", **facts)
        case _:
            return say("“{title}” waits for a yes on {channel}: {why}", **facts)
