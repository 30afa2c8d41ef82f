"""A week in plain words: what went out, what waits for whom, what comes next, what ends."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from bot.domain.moments import format_moment, format_short
from bot.domain.post import Post
from bot.domain.stop import Stop, name_scope
from bot.domain.words import say, say_count
from bot.pipeline.cause import Cause
from bot.pipeline.expiry import Expiry

MOST = 20
"""Posts that one part of the report lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What the report tells; since: the report before, aware UTC; coming: the next due first."""

    since: datetime
    now: datetime
    timezone: tzinfo
    published: Sequence[Post]
    coming: Sequence[Post]
    causes: Sequence[Cause]
    stops: Sequence[Stop]
    expiries: Sequence[Expiry]


def render_title(week: Week) -> str:
    """One line with the two figures that matter."""
    published = say_count("{count} post published", "{count} posts published", len(week.published))
    if not week.causes:
        return say("Weekly report: {published}", published=published)
    waits = say_count("{count} matter waits for you", "{count} matters wait for you", len(week.causes))
    return say("Weekly report: {published}, {waits}", published=published, waits=waits)


def render_body(week: Week) -> str:
    """Plain text, one part below the other."""
    return "\n\n".join("\n".join(part) for part in _list_parts(week))


def _list_parts(week: Week) -> Iterator[list[str]]:
    yield [say("Since {moment}.", moment=format_moment(week.since, week.timezone))]
    yield [say("Published:"), *_list_published(week)]
    yield [say("Waits for a person:"), *_list_waiting(week)]
    yield [say("Goes out next:"), *_list_coming(week)]
    if week.expiries:
        yield [
            say("Ends by itself:"),
            *(f"• {each.describe(week.now, week.timezone)}" for each in week.expiries),
        ]
    yield [say("More: `bot posts`, `bot status`.")]


def _list_published(week: Week) -> Iterator[str]:
    for post in week.published[:MOST]:
        assert post.published_at is not None
        yield f"• {_name(post)}, {format_short(post.published_at, week.timezone)}"
        if post.permalink:
            yield f"  {post.permalink}"
    yield from _count_rest(week.published)


def _list_waiting(week: Week) -> Iterator[str]:
    for stop in week.stops:
        scope = name_scope(stop.scope)
        yield "• " + say("Nothing is sent on {scope}: {reason}", scope=scope, reason=stop.reason)
        yield "  → bot resume"
    for cause in week.causes:
        yield f"• {cause.sentence}"
        yield f"  → {cause.command}"
    if not (week.stops or week.causes):
        yield "• " + say("Nobody is needed.")


def _list_coming(week: Week) -> Iterator[str]:
    for post in week.coming[:MOST]:
        yield f"• {_name(post)}, {format_short(post.due_at, week.timezone)}"
    yield from _count_rest(week.coming)


def _count_rest(posts: Sequence[Post]) -> Iterator[str]:
    rest = len(posts) - MOST
    if rest > 0:
        yield "• " + say_count("and {count} more", "and {count} more", rest)
    elif not posts:
        yield "• " + say("Nothing.")


def _name(post: Post) -> str:
    title, channel = post.article_title, post.channel.capitalize()
    return say("“{title}” on {channel}", title=title, channel=channel)
