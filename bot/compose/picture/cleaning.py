"""Make a card drawable: texts without what no font has, a logo that is a picture, and say what was lost."""

from dataclasses import replace
from typing import Any

from bot.compose.picture import clusters, logos, text
from bot.compose.picture.card import Brand, Card
from bot.domain import errors
from bot.domain.words import say

LONGEST_TITLE = 180
TEXTS = ("title", "category", "date", "source", "credit", "event_day", "event_month", "event_time")


def clean(card: Card) -> tuple[Card, list[str]]:
    """The card as it can be drawn, and warnings for a person. Raises BotError without a title to draw."""
    drawable = {name: text.keep_drawable(getattr(card, name)) for name in TEXTS}
    drawable["name"] = text.keep_drawable(card.brand.name)
    missing = list(dict.fromkeys(part for _, parts in drawable.values() for part in parts))
    texts: dict[str, Any] = {key: value for key, (value, _) in drawable.items()}
    brand, warnings = _clean_logo(replace(card.brand, name=texts.pop("name")))
    if missing:
        characters = _list_characters(missing)
        warnings.append(
            say("No font can draw {characters}; the share image leaves it out.", characters=characters)
        )
    if not _is_visible(texts["title"]):
        raise errors.NeedsPerson(
            say(
                "No share image could be drawn: no title is left of “{title}” with the letters that the "
                "installed fonts have. Nothing was published.",
                title=card.title.strip(),
            )
        )
    texts["title"] = shorten(texts["title"])
    return replace(card, brand=brand, **texts), warnings


def shorten(title: str) -> str:
    """Cut a title of more than 180 characters at a word, with an ellipsis."""
    if len(title) <= LONGEST_TITLE:
        return title
    kept = title[: LONGEST_TITLE - 1]
    return (kept.rsplit(" ", 1)[0] if " " in kept[LONGEST_TITLE // 2 :] else kept).rstrip(" ,;:–-") + "…"


def _clean_logo(brand: Brand) -> tuple[Brand, list[str]]:
    if brand.logo is None or logos.open_logo(brand.logo, 64):
        return brand, []
    warning = say(
        "The logo {file} is missing or cannot be drawn; the share image has none. "
        "A PNG with a transparent background is best.",
        file=brand.logo.name,
    )
    return replace(brand, logo=None), [warning]


def _is_visible(title: str) -> bool:
    return any(not character.isspace() and character not in clusters.IGNORABLE for character in title)


def _list_characters(missing: list[str]) -> str:
    return ", ".join(f"“{part}” (U+{ord(part[0]):04X})" for part in missing)
