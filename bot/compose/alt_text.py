"""Alt text: what a share image shows, for people who do not see it."""

from bot.compose import phrases, picture
from bot.domain.article import Photo
from bot.domain.limits import utf16_length

_LONGEST = 1000


def describe(card: picture.Card, photo: Photo | None, event: str, language: str) -> str:
    """At most 1000 UTF-16 units: "Textkarte: „Titel“. Rubrik: Politik. 5. März 2021. Verbund.".

    event: when the announced event is, in words, or empty; a card with a date block shows no other date.
    """
    words = phrases.get_phrases(language)
    kind = words["photo_card"] if card.photo else words["text_card"]
    opening, closing = ("„", "“") if language == "de" else ("“", "”")
    title = card.title.replace("„", "‚").replace("“", "‘").replace('"', "'")
    pieces = [f"{kind}: {opening}{title}{closing}"]
    if card.photo and photo:
        pieces.append(photo.caption)
        pieces.append(f"{words['photo']}: {card.credit}" if card.credit else "")
    if card.layout == "event":
        pieces.append(f"{words['event']}: {event}")
    pieces.append(f"{words['category']}: {card.category}" if card.category else "")
    pieces.extend(("" if card.layout == "event" else card.date, card.brand.name))
    return _shorten(". ".join(piece.strip().rstrip(".") for piece in pieces if piece.strip()) + ".")


def _shorten(text: str) -> str:
    while utf16_length(text) > _LONGEST:
        text = text[: -(utf16_length(text) - _LONGEST) - 1].rsplit(" ", 1)[0] + "…"
    return text
