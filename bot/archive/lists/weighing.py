"""What repeats on a page, and how much it looks like news."""

import math
import re
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from bot.archive import date_finder, html_tree
from bot.archive.html_tree import HEADINGS, Element

MORE = re.compile(
    r"\W*(?>(?:weiter\s?lesen|weiter|mehr(?: lesen| erfahren| dazu| informationen| infos?)?|more|"
    r"read (?:the )?(?:more|rest|full)\b.*|continue reading.*|zu[rm] (?:artikel|beitrag|meldung|nachricht)|"
    r"details?|(?:artikel )?lesen|hier|(?:\d+|no|keine) (?:kommentare?|comments?)|leave a comment)\W*)+",
    re.IGNORECASE,
)
_FRAME = re.compile(
    r"(?:.*[-_])?(?:menue?|navi?|navigation|navbar|breadcrumbs?|sidebar|footer|related|recent|popular|"
    r"widgets?[-_]?area|cookies?|consent)(?:[-_].*)?",
    re.IGNORECASE,
)
_PERHAPS_FRAME = re.compile(r"(?:.*[-_])?widget(?:[-_].*)?", re.IGNORECASE)
"""What a theme puts beside the list, and what a page builder calls each of its boxes."""
_BESIDE = frozenset(("aside", "dialog", "footer", "header"))
_WIDE = "\u2e80"
"""From this letter on scripts say more in fewer letters."""
_LONGEST_TITLE = 220
LEAST_TEXT = 80


@dataclass(slots=True, kw_only=True)
class Item:
    """One thing that repeats: its box alone holds it; weight says how much it looks like news."""

    box: Element
    url: str
    links: list[Element] = field(default_factory=list)
    title: str = ""
    is_heading: bool = False
    published_at: datetime | None = None
    html: str = ""
    weight: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Items of the same make; path: the tags that lead to them; is_elsewhere: all on other sites."""

    items: list[Item]
    path: tuple[str, ...]
    factor: float
    is_elsewhere: bool = False

    @property
    def average(self) -> float:
        return sum(item.weight for item in self.items) / len(self.items)

    @property
    def weight(self) -> float:
        """Good items count for more than many: a menu is long, news is told in titles."""
        is_lone = len(self.items) == 1
        worth = 0.5 if is_lone else 1.0
        return self.factor * worth * self.average * self.average * math.sqrt(min(len(self.items), 16))


def weigh(item: Item, url: str, now: datetime) -> float:
    """Long titles, headings, dates, teasers and addresses below the list's own speak for news."""
    if not is_title(item.title, now):
        return 0.0
    width = sum(2.5 if letter >= _WIDE else 1 for letter in item.title)
    width = width if width <= _LONGEST_TITLE else 0
    weight = (
        max(0, min(width, 90) - 12) / 10 + (3 if item.is_heading else 0) + (2 if item.published_at else 0)
    )
    weight += 1 if len(words_of(item.box)) - len(item.title) > LEAST_TEXT else 0
    own = urlsplit(url).path.rstrip("/")
    weight += 0.5 if any(next(link.iterancestors(*HEADINGS), None) is not None for link in item.links) else 0
    is_below = own and item.links and urlsplit(item.url).path.startswith(f"{own}/")
    return weight * (1.3 if is_below else 1)


def is_title(text: str, now: datetime) -> bool:
    is_word = len(text) > 1 and not text.isdecimal() and not MORE.fullmatch(text)
    return is_word and not date_finder.is_date_alone(text, now)


def find_frame(box: Element) -> float:
    """How little an item's surroundings look like the page's frame, which may hold the only list."""
    factor = 1.0
    for element in (box, *box.iterancestors()):
        if element.tag in {"main", "body"}:
            break
        names = [element.get("id") or "", *(element.get("class") or "").split()]
        role = element.get("role")
        if element.tag == "nav" or role == "navigation":
            factor = min(factor, 0.1)
        elif element.tag in _BESIDE or role == "dialog" or any(map(_FRAME.fullmatch, names)):
            factor = min(factor, 0.15)
        elif any(map(_PERHAPS_FRAME.fullmatch, names)):
            factor = min(factor, 0.5)
    return factor


def words_of(element: Element) -> str:
    return " ".join(html_tree.lines_of(element))
