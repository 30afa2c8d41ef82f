"""Sentences for the person who looks at a preview: what the composer is not sure of."""

from bot.compose import events, reading
from bot.domain.article import Article
from bot.domain.errors import BotError
from bot.domain.words import say

_LONGEST_TITLE = 180


def list_notices(article: Article, read: reading.Reading, found: events.Findings) -> tuple[str, ...]:
    """Warnings about an article's words."""
    notices = [
        say("Weekday and date do not go together: “{date}”. Please check.", date=written)
        for written in found.doubtful
    ]
    if not read.quotable:
        notices.append(say("The article has no sentence that can be quoted; the teaser is its title."))
    if len(article.title) > _LONGEST_TITLE:
        count = len(article.title)
        notices.append(say("The title has {count} characters; the picture shortens it.", count=count))
    return tuple(notices)


def describe_missing_photo(error: BotError) -> str:
    """Why the share image has no photo although it may."""
    return say("The photo could not be loaded, so the text card is used: {reason}", reason=error)
