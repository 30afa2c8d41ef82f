"""The year for funders and the board: what the database knows, and what people did with it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.article import ArticleStatus
from bot.domain.errors import ChannelError
from bot.domain.year import Measured, Year, count_year
from bot.i18n import say
from bot.pipeline.context import App

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def compile_year(app: App, year: int) -> Year:
    """Count and ask; a platform that does not answer leaves its columns empty. Raises StorageError."""
    timezone = app.rules.timing.timezone
    since, until = (datetime(number, 1, 1, tzinfo=timezone) for number in (year, year + 1))
    posts = [
        post
        for post in app.posts.list_published(since=since)
        if post.published_at and post.published_at < until
    ]
    articles = app.articles.list_known()
    seen = sum(
        known.status is not ArticleStatus.BASELINE and since <= known.first_seen_at < until
        for known in articles
    )
    counted = count_year(year, posts, articles, timezone, seen=seen)
    return replace(counted, measured=tuple(_measure(app, counted, since, until))) if posts else counted


def _measure(app: App, year: Year, since: datetime, until: datetime) -> Iterator[Measured]:
    for channel in year.channels:
        publisher = app.publishers.get(channel)
        if publisher is None:
            gap = say("This channel is off: its account is not set.")
            yield Measured(channel=channel, at=app.clock(), gap=gap)
            continue
        try:
            yield publisher.measure(since=since, until=until)
        except ChannelError as error:
            yield Measured(channel=channel, at=app.clock(), gap=str(error))
