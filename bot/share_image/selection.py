"""Which layout an article gets and on which ground, so that a profile's grid has a rhythm."""

import re
from collections.abc import Sequence

from bot.domain.facts import FactKind
from bot.share_image.card import Card

NUMBER = re.compile(
    r"(\d{1,3}(?:[.\u202f\u00a0 ]\d{3})+|\d+(?:[.,]\d+)?)"
    r"[\u00a0\u202f ]?(%|€|Prozent|Euro|Jahre|percent|years)?(?=[\s!.:]|$)",
    re.IGNORECASE,
)
NO_COUNT = re.compile(
    r"^\.|^[\s\u00a0]*(?:\d|Uhr|Jan|Feb|März|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)", re.IGNORECASE
)
QUOTES = re.compile(r"[„“\"«»‹›]([^„“”\"«»‹›]{8,})[“”\"«»‹›]")
PARTICLES = frozenset({"von", "van", "de", "der", "den", "al", "el", "zu", "bin"})
LEAST_OF_TITLE = 0.5
"""A quotation is a title's matter from this share of its letters on."""
COST_BESIDE, COST_ABOVE, COST_NEAR = 8, 6, 2
"""What it costs to repeat the ground of the post beside, above and diagonally in a grid of three columns."""
NEIGHBOURS = ((0, COST_BESIDE), (2, COST_ABOVE), (1, COST_NEAR), (3, COST_NEAR))


def choose_layout(card: Card, *, is_sober: bool) -> str:
    """The layout for what a card has to say."""
    kinds = [fact.kind for fact in card.facts]
    fitting = {
        "sober": is_sober,
        "photo": card.photo is not None,
        "dates": kinds.count(FactKind.WHEN) > 1,
        "event": card.event_day != "",
        "call": FactKind.DEADLINE in kinds,
        "quote": split_quote(card.title) is not None,
        "number": split_number(card.title) is not None,
    }
    return next((layout for layout, fits in fitting.items() if fits), "card")


def choose_tone(tones: Sequence[str], recent: Sequence[str]) -> str:
    """The ground that repeats its neighbours least; recent: the grounds of earlier posts, newest first.

    Of equals, the one that was not used for longest, then the first of the layout.
    """

    def judge(tone: str) -> tuple[int, int, int]:
        cost = sum(price for place, price in NEIGHBOURS if place < len(recent) and recent[place] == tone)
        last = recent.index(tone) if tone in recent else len(recent)
        return cost, -last, tones.index(tone)

    return min(tones, key=judge)


def split_number(title: str) -> tuple[str, str] | None:
    """ "43 % der Befragten …" -> ("43 %", "der Befragten …"); None where no number opens the title."""
    found = NUMBER.match(title)
    if not found:
        return None
    number, unit, rest = found[1], found[2] or "", title[found.end() :]
    is_year = not unit and number.isdigit() and 1900 <= int(number) <= 2100
    is_small = not unit and number.isdigit() and int(number) < 10
    if is_year or is_small or number.startswith("0") or NO_COUNT.match(rest):
        return None
    return f"{number}\u00a0{unit}".strip("\u00a0"), rest.strip(" :–-")


def split_quote(title: str) -> tuple[str, str] | None:
    """ "Ayşe Demir: „Wir bleiben hier“" -> ("Wir bleiben hier", "Ayşe Demir"); None for other titles."""
    found = QUOTES.search(title)
    if not found:
        return None
    rest = " ".join(part.strip(" :–-,|") for part in (title[: found.start()], title[found.end() :])).strip()
    letters = sum(map(str.isalpha, title)) or 1
    is_matter = sum(map(str.isalpha, found[1])) >= letters * LEAST_OF_TITLE
    if not is_matter or (rest and not _is_speaker(rest)):
        return None
    return found[1].strip(), rest


def _is_speaker(words: str) -> bool:
    """Whether these are somebody's name and office; other words beside a quotation keep the title whole."""
    parts = words.split()
    is_name = all(part[0].isupper() or part in PARTICLES for part in parts)
    return len(parts) <= 5 and is_name and not any(map(str.isdigit, words))
