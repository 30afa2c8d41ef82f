"""What names an item of a list: a heading, its links, or the words beside them."""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from bot.archive import date_finder, html_tree
from bot.archive.html_tree import HEADINGS, Element
from bot.archive.lists.weighing import MORE, Item, is_title, words_of

BOLD = frozenset(("strong", "b"))
_LEADS_TO = re.compile(
    r"^(?:permanent\s?link|permalink|link|read (?:more|the rest)|continue reading|weiter\s?lesen|mehr)"
    r"(?:\s+(?:to|zu|about|über|of))?\s*:?\s+",
    re.IGNORECASE,
)
_TITLE_NAME = re.compile(r"title|titel|head(?!er)|headline|bold|display", re.IGNORECASE)
_BOXES = ("div", "p", "li")
_FEWEST_BOXES = 2
_LONG_LINK = 160
_SHORT_LINK = 12
"""Characters: a link that says more than the former is a card; its title has more than the latter."""


def read_title(item: Item, now: datetime) -> None:
    """What names an item: a linked heading, the links' texts, the box's heading, tooltips, the box's words.

    Of these the first that is a title: a link may hold a day alone, or nothing but "read more".
    """
    hrefs = {link.get("href") for link in item.links}
    same = [*item.links, *(a for a in item.box.iter("a") if a.get("href") in hrefs and a not in item.links)]
    first = None
    for title, is_heading in _list_names(same, item.box, now):
        first = first or title
        item.is_heading = item.is_heading or is_heading
        if is_title(title, now):
            item.title = title
            return
    item.title = first or ""


def _list_names(links: Sequence[Element], box: Element, now: datetime) -> Iterator[tuple[str, bool]]:
    """What may be an item's title, the likeliest first, and whether it is a heading."""
    yield from ((text, True) for link in links if (text := _read_heading(link, box)))
    yield from itertools.chain.from_iterable(_read_card(link) for link in links if len(link))
    texts = sorted(filter(None, map(words_of, links)), key=len, reverse=True)
    yield from ((text, False) for link in links if (text := _read_beside_day(link, now)))
    yield from ((text, False) for text in texts)
    yield from ((text, True) for name in box.iter(*HEADINGS, *BOLD) if (text := words_of(name)))
    if not any(text.isdecimal() for text in texts):
        yield from ((text, False) for text in _list_tooltips(links))
        yield from ((text, False) for text in _list_lines_beside(box, texts))


def _read_heading(link: Element, box: Element) -> str:
    """The text of a heading in a link, or of a link in a heading; empty for "read more"."""
    inner = next((found for h in link.iter(*HEADINGS) if (found := words_of(h))), "")
    is_in_heading = any(h in _within(link, box) for h in link.iterancestors(*HEADINGS))
    text = inner or (words_of(link) if is_in_heading else "")
    return "" if MORE.fullmatch(text) else text


def _read_beside_day(link: Element, now: datetime) -> str:
    """The text of a link without the day that stands in it in an element of its own; empty if none does."""
    rest = words_of(link)
    if not len(link) or not any(map(str.isdecimal, rest)):
        return ""
    inner = [text for each in link if isinstance(each.tag, str) and (text := words_of(each))]
    days = [text for text in inner if date_finder.is_date_alone(text, now)]
    for day in days:
        rest = rest.replace(day, " ", 1)
    return html_tree.squeeze(rest).strip(" :|–-") if days else ""


def _read_card(link: Element) -> Iterator[tuple[str, bool]]:
    """What a theme calls the title in a link; of a whole card that leads somewhere also its other parts."""
    inner = [each for each in link.iter() if each is not link and isinstance(each.tag, str)]
    parts = [(each, text) for each in inner if _SHORT_LINK <= len(text := words_of(each)) <= _LONG_LINK]
    yield from ((text, True) for each, text in parts if _TITLE_NAME.search(html_tree.name_of(each)))
    said = [box for box in link.iter(*_BOXES) if next(box.iter(*_BOXES[:2]), box) is box and words_of(box)]
    if len(said) >= _FEWEST_BOXES or len(words_of(link)) > _LONG_LINK:
        yield from ((text, each.tag in BOLD) for each, text in parts)


def _list_tooltips(links: Iterable[Element]) -> Iterator[str]:
    """What links and the pictures in them are called, without "Permanent link to"."""
    for link in links:
        names = (link.get("title"), link.get("aria-label"), *(img.get("alt") for img in link.iter("img")))
        yield from filter(None, (_LEADS_TO.sub("", html_tree.squeeze(name or "")) for name in names))


def _list_lines_beside(box: Element, texts: Sequence[str]) -> Iterator[str]:
    """The lines of a box without the texts of its links: of a link "more" the title may stand before it."""
    for line in html_tree.lines_of(box):
        rest = line
        for text in texts:
            rest = rest.replace(text, " ", 1)
        if rest := html_tree.squeeze(rest).strip(" :|–-"):
            yield rest


def _within(element: Element, box: Element) -> Iterator[Element]:
    """The elements above one, up to its box."""
    for ancestor in element.iterancestors():
        yield ancestor
        if ancestor is box:
            return
