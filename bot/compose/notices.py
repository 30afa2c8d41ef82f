"""Sentences for the person who looks at a preview: what the composer is not sure of."""

from bot.compose import events, reading
from bot.domain.article import Article
from bot.domain.errors import BotError

_SENTENCES = {
    "de": {
        "no_text": "Der Artikel hat keinen Satz, der sich zitieren lässt; der Teaser ist die Überschrift.",
        "long_title": "Die Überschrift hat {count} Zeichen; auf dem Bild wird sie gekürzt.",
        "doubtful": "Wochentag und Datum passen nicht zusammen: „{date}“. Bitte prüfen.",
        "photo": "Das Foto konnte nicht geladen werden, deshalb steht die Textkarte da: {reason}",
    },
    "en": {
        "no_text": "The article has no sentence that can be quoted; the teaser is its title.",
        "long_title": "The title has {count} characters; the picture shortens it.",
        "doubtful": "Weekday and date do not go together: “{date}”. Please check.",
        "photo": "The photo could not be loaded, so the text card is used: {reason}",
    },
}
_LONGEST_TITLE = 180


def list_notices(
    article: Article, read: reading.Reading, found: events.Findings, language: str
) -> tuple[str, ...]:
    """Warnings about an article's words, in the instance's language."""
    sentences = _SENTENCES.get(language, _SENTENCES["de"])
    notices = [sentences["doubtful"].format(date=written) for written in found.doubtful]
    if not read.quotable:
        notices.append(sentences["no_text"])
    if len(article.title) > _LONGEST_TITLE:
        notices.append(sentences["long_title"].format(count=len(article.title)))
    return tuple(notices)


def describe_missing_photo(error: BotError, language: str) -> str:
    """Why the share image has no photo although it may."""
    return _SENTENCES.get(language, _SENTENCES["de"])["photo"].format(reason=error)
