"""What repeats on a page: an item, what names it, and how much it looks like news.

Some items are links; others, found by their headings, stand whole on the page.
"""

import itertools
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote, urlsplit

from lxml import html

from bot.archive import boilerplate, date_finder, html_tree
from bot.archive.html_tree import HEADINGS, Element
from bot.domain import urls

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
_LEAST_TEXT = 80


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
    weight += 1 if len(words_of(item.box)) - len(item.title) > _LEAST_TEXT else 0
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


_FEWEST_INLINE = 2


def find_inline(root: Element, base: str, url: str, now: datetime) -> Group | None:
    """Whole articles one after another, by their headings; an item's address leads to its heading.

    Source: https://wicg.github.io/scroll-to-text-fragment/.
    """
    own = urls.canonical_url(url)
    groups: dict[tuple[Element, str], list[Element]] = defaultdict(list)
    for heading in root.iter(*HEADINGS):
        if not _has_own_page(heading, base, own):
            groups[(_find_repeating(heading), heading.tag)].append(heading)
    found = [[item for h in group if (item := _read_inline(h, url, now))] for group in groups.values()]
    several = [
        Group(items=items, path=(), factor=find_frame(items[0].box))
        for items in found
        if len(items) >= _FEWEST_INLINE
    ]
    return max(several, key=lambda group: group.weight, default=None)


def add_unlinked(root: Element, items: list[Item], whole: Group | None) -> list[Item]:
    """Items of a list by hand, of which some have a page and others only stand there, in their order.

    whole: what stands whole on the page; it belongs to a list of dated items if it has a day and their make.
    """
    dated = [item for item in items if item.published_at]
    if whole is None or 2 * len(dated) < len(items):
        return items
    makes, told = set(map(_tell_make, dated)), {link for item in items for link in item.links}
    others = [item for item in whole.items if item.published_at and told.isdisjoint(item.links)]
    others = [item for item in others if _tell_make(item) in makes]
    if not others:
        return items
    order = {element: place for place, element in enumerate(root.iter())}
    return sorted((*items, *others), key=lambda item: order[item.box])


def _tell_make(item: Item) -> tuple[str | bytes, ...]:
    """The tags that lead to an item's box."""
    return (item.box.tag, *(box.tag for box in item.box.iterancestors()))


def _has_own_page(heading: Element, base: str, own: str) -> bool:
    """Whether a heading leads to another page, on whatever site."""
    targets = (target.partition("#")[0] for target in list_targets(heading, base))
    return any(target.startswith("http") and urls.canonical_url(target) != own for target in targets)


def list_targets(heading: Element, base: str) -> list[str]:
    """The addresses to which the links in a heading lead, and those that it stands in."""
    around = (*heading.iter("a"), *heading.iterancestors("a"))
    return list(filter(None, (html_tree.join(base, link.get("href")) for link in around)))


def _find_repeating(heading: Element) -> Element:
    """The element whose children repeat: the parent of headings side by side, or of their boxes."""
    box = _find_box(heading)
    return heading.getparent() if box is None else box.getparent()


def _find_box(heading: Element) -> Element | None:
    """The element that holds one article alone; None when headings and texts are side by side."""
    box = heading
    for ancestor in heading.iterancestors():
        if (
            ancestor.tag in {"body", "main", "html"}
            or len(list(itertools.islice(ancestor.iter(heading.tag), 2))) > 1
        ):
            break
        box = ancestor
    return None if box is heading else box


def _read_inline(heading: Element, url: str, now: datetime) -> Item | None:
    title = words_of(heading)
    parts = list(_list_parts(heading))
    lines = [line for part in parts for line in html_tree.lines_of(part)]
    linked = sum(len(html_tree.text_of(link)) for part in parts for link in part.iter("a"))
    said = sum(map(len, lines)) - len(title)
    has_text = said >= _LEAST_TEXT and 2 * linked < said
    if len(title) < 5 or not has_text or boilerplate.is_known_frame(title) or not is_title(title, now):
        return None
    day = next((found for line in lines[:6] if (found := date_finder.find_line_date(line, now))), None)
    item = Item(
        box=parts[0],
        url=f"{url.partition('#')[0]}#{_find_anchor(heading, parts)}:~:text={quote(title, safe='')}",
        title=title,
        is_heading=True,
        published_at=day,
        html="".join(html.tostring(part, encoding="unicode") for part in parts),
    )
    item.weight = weigh(item, url, now)
    item.links = [link for part in parts for link in part.iter("a")]
    return item


def _list_parts(heading: Element) -> Iterator[Element]:
    """The article's elements: its box, or the heading and what follows up to the next one."""
    box = _find_box(heading)
    if box is not None:
        yield box
        return
    yield heading
    for sibling in heading.itersiblings():
        if sibling.tag == heading.tag or (sibling.tag in HEADINGS and sibling.tag < heading.tag):
            return
        if isinstance(sibling.tag, str):
            yield sibling


def _find_anchor(heading: Element, parts: list[Element]) -> str:
    own = [heading.get("id"), parts[0].get("id"), *(a.get("name") or a.get("id") for a in heading.iter("a"))]
    return quote(next(filter(None, own), ""), safe="")
