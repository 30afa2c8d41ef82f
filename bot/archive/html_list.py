"""List pages: what repeats on a page is weighed, and the heaviest repetition is the list.

Links of the same make are one group, wherever the page's rows, years or months part them. Headings with text
and no page of their own are the other reading, weighed in the same coin.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice, pairwise
from urllib.parse import quote, urlsplit

from lxml import html

from bot.archive import boilerplate, date_finder, html_tree, paging
from bot.archive.html_tree import HEADINGS, Element
from bot.domain import urls
from bot.domain.article import Entry

_NO_ARTICLE = re.compile(
    r"\.(?:pdf|jpe?g|png|gif|webp|svg|zip|docx?|xlsx?|ics|mp[34]|css|js|xml|rss)$"
    r"|/(?:impressum|datenschutz\w*|kontakt|login|wp-admin|wp-login\.php|feed|tag|category|author|kategorie|"
    r"suche|search|sitemap|rss|anmelden|newsletter|impressum-datenschutz)(?:/|\.html?|$)",
    re.IGNORECASE,
)
_PASSES_ON = re.compile(r"=https?(?::|%3A)(?:/|%2F){2}", re.IGNORECASE)
"""A query that names an address: a link to share it by, or to go on to after a login."""
_MORE = re.compile(
    r"\W*(?>(?:weiter\s?lesen|weiter|mehr(?: lesen| erfahren| dazu| informationen| infos?)?|more|"
    r"read (?:the )?(?:more|rest|full)\b.*|continue reading.*|zu[rm] (?:artikel|beitrag|meldung|nachricht)|"
    r"details?|(?:artikel )?lesen|hier|(?:\d+|no|keine) (?:kommentare?|comments?)|leave a comment)\W*)+",
    re.IGNORECASE,
)
_FRAME = re.compile(
    r"(?:.*[-_])?(?:menue?|navi?|navigation|navbar|breadcrumbs?|sidebar|footer|related|recent|popular|"
    r"widgets?[-_]?area)(?:[-_].*)?",
    re.IGNORECASE,
)
_PERHAPS_FRAME = re.compile(r"(?:.*[-_])?widget(?:[-_].*)?", re.IGNORECASE)
"""What a theme puts beside the list, and what a page builder calls each of its boxes."""
_PLACE = re.compile(
    r"\d+|(?<![a-z])(?:odd|even|first|last|active|open|show|current|sticky|alt)(?![a-z])", re.IGNORECASE
)
_WIDE = "\u2e80"
"""From this letter on scripts say more in fewer letters."""
_LONGEST_TITLE = 220
_LEAST_WEIGHT = 1.2
_LEAST_SHARE = 0.4
"""Of the heaviest group's average weight, what another one of its make needs to be part of the list."""
_LEAST_SHARE_OF_COLUMNS = 0.75
_LEAST_SHARE_OF_PEERS = 0.6
_LEAST_TEXT = 80
_FEWEST_INLINE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """What a list page shows: entries in order, whether they stand whole on it, the next page or empty."""

    entries: tuple[Entry, ...] = ()
    is_inline: bool = False
    next_url: str = ""


@dataclass(frozen=True, slots=True)
class _Link:
    """A link that may lead to an article; chain: itself and what it stands in; kin: with no repetition."""

    element: Element
    target: str
    chain: tuple[Element, ...]
    kin: tuple[Element, ...]


@dataclass(slots=True, kw_only=True)
class _Item:
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
class _Group:
    """Items of the same make; path: the tags that lead to them."""

    items: list[_Item]
    path: tuple[str, ...]
    factor: float

    @property
    def average(self) -> float:
        return sum(item.weight for item in self.items) / len(self.items)

    @property
    def weight(self) -> float:
        """Good items count for more than many: a menu is long, news is told in titles."""
        is_lone = len(self.items) == 1
        worth = 0.5 if is_lone else 1.0
        return self.factor * worth * self.average * self.average * math.sqrt(min(len(self.items), 16))


def parse_list(text: str, url: str, now: datetime) -> ListPage:
    """Read a list page; no recognisable list gives no entries."""
    root = html_tree.parse_html(text, url)
    base = html_tree.find_base(root, url)
    found = list(_list_links(root, base, url))
    heads = _count_holders(link for link in found if _is_head(link))
    groups = [_read_group(links, heads, url, now) for links in _group_links(found)]
    listed = max(groups, key=lambda group: group.weight, default=None)
    whole = _find_inline(root, base, url, now)
    next_url = paging.find_next(root, base, url)
    if whole and _is_heavier(whole, listed):
        return ListPage(entries=_to_entries(whole.items), is_inline=True, next_url=next_url)
    if listed is None or listed.weight < _LEAST_WEIGHT:
        return ListPage(next_url=next_url)
    return ListPage(entries=_to_entries(_collect(root, listed, groups)), next_url=next_url)


def parse_inline(text: str, url: str, now: datetime) -> tuple[Entry, ...]:
    """The articles that stand whole on a page, whether or not it is read as a list."""
    root = html_tree.parse_html(text, url)
    whole = _find_inline(root, html_tree.find_base(root, url), url, now)
    return _to_entries(whole.items) if whole else ()


def _is_heavier(whole: _Group, listed: _Group | None) -> bool:
    """Whether a page is read inline; headings inside the items of a list are no list of their own."""
    if listed is None:
        return whole.weight >= _LEAST_WEIGHT
    boxes = {item.box for item in listed.items}
    is_part = any(not boxes.isdisjoint(item.box.iterancestors()) or item.box in boxes for item in whole.items)
    return whole.weight * (0.5 if is_part else 0.8) > max(listed.weight, _LEAST_WEIGHT)


def _list_links(root: Element, base: str, url: str) -> Iterator[_Link]:
    own = urls.canonical_url(url)
    for element in root.iter("a"):
        href = (element.get("href") or "").strip()
        if not href or href.startswith(("#", "mailto:", "tel:", "javascript:")):
            continue
        target = html_tree.join(base, href).partition("#")[0]
        if _may_be_article(target, url, own):
            chain = (element, *element.iterancestors())
            yield _Link(element, target, chain, tuple(_list_kin(chain)))


def _list_kin(chain: Sequence[Element]) -> Iterator[Element]:
    """A chain where an element that stands in one just like it counts once.

    A teaser that was cut with its tags left open holds the next item, and that one the next.
    """
    for element, outer in pairwise((*chain, None)):
        css = element.get("class")
        if outer is None or not css or element.tag != outer.tag or css != outer.get("class"):
            yield element


def _may_be_article(target: str, url: str, own: str) -> bool:
    there = urlsplit(target)
    is_page = there.scheme in {"http", "https"} and not _NO_ARTICLE.search(there.path)
    if not is_page or _PASSES_ON.search(there.query):
        return False
    canonical = urls.canonical_url(target)
    is_up = not there.query and f"{own}/".startswith(f"{canonical.rstrip('/')}/")
    is_elsewhere = canonical != own and not is_up and not paging.is_page_of(target, url)
    return is_elsewhere and html_tree.is_same_site(target, url)


def _group_links(found: Iterable[_Link]) -> list[list[_Link]]:
    """Links that sit alike: the same tags above them, and at each level one element or two of one make."""
    by_path: dict[tuple[str, ...], list[list[_Link]]] = defaultdict(list)
    for link in found:
        groups = by_path[tuple(element.tag for element in link.kin)]
        alike = (group for group in groups if all(map(_is_alike, link.kin, group[0].kin)))
        group = next(alike, None)
        if group is None:
            groups.append([link])
        else:
            group.append(link)
    return [group for groups in by_path.values() for group in groups]


def _is_alike(a: Element, b: Element) -> bool:
    """Whether two elements of one tag are of the same make: by a class, or without any by their ids."""
    if a is b:
        return True
    if a.tag == "td" and _count_before(a) != _count_before(b):
        return False
    one, other = _list_makes(a), _list_makes(b)
    return bool(one & other) if one or other else _strip_place(a.get("id")) == _strip_place(b.get("id"))


def _count_before(cell: Element) -> int:
    return sum(1 for _ in cell.itersiblings("td", preceding=True))


def _list_makes(element: Element) -> set[str]:
    return {make for name in (element.get("class") or "").split() if (make := _strip_place(name))}


def _strip_place(name: str | None) -> str:
    """A class or id without what says which one of many an element is: a number, "odd", "last"."""
    return _PLACE.sub("", name or "").strip("-_").lower()


def _is_head(link: _Link) -> bool:
    """Whether a link is a heading, or holds one."""
    is_inside = any(element.tag in HEADINGS for element in link.chain[1:6])
    return is_inside or next(link.element.iter(*HEADINGS), None) is not None


def _count_holders(found: Iterable[_Link]) -> dict[Element, set[str]]:
    """Which addresses the links in an element lead to."""
    holders: dict[Element, set[str]] = defaultdict(set)
    for link in found:
        for element in link.chain:
            holders[element].add(urls.canonical_url(link.target))
    return holders


def _read_group(found: Sequence[_Link], heads: Mapping[Element, set[str]], url: str, now: datetime) -> _Group:
    items = _list_items(found, heads)
    for item in items:
        _read_title(item)
    has_dates_above = bool(items) and _find_day_above(items[0].box, now) is not None
    boxes = {item.box for item in items}
    for item in items:
        day = _find_day(item, boxes, now, is_above=has_dates_above)
        item.published_at = day and date_finder.set_year(day, item.url)
        item.weight = _weigh(item, url, now)
    titled = [item for item in items if _is_title(item.title, now)]
    path = tuple(element.tag for element in found[0].kin)
    return _Group(items=titled or items, path=path, factor=_find_frame(items[0].box))


def _list_items(found: Sequence[_Link], heads: Mapping[Element, set[str]]) -> list[_Item]:
    """Links to one address are one item; its box is the largest element that holds no other item.

    heads: which linked headings an element holds; they bound the box of an item that is alone of its make.
    """
    items: dict[str, _Item] = {}
    for link in found:
        name = urls.canonical_url(link.target)
        items.setdefault(name, _Item(url=link.target, box=link.element)).links.append(link.element)
    holders = _count_holders(found) if len(items) > 1 else heads
    for name, item in items.items():
        for element in item.links[0].iterancestors():
            if holders.get(element, set()) - {name} or element.tag in {"main", "body"}:
                break
            item.box = element
    return list(items.values())


def _read_title(item: _Item) -> None:
    """A linked heading, else the longest text of its links, else the box's heading, else a tooltip."""
    hrefs = {link.get("href") for link in item.links}
    same = [*item.links, *(a for a in item.box.iter("a") if a.get("href") in hrefs and a not in item.links)]
    for link in same:
        inner = next((found for h in link.iter(*HEADINGS) if (found := _text_of(h))), "")
        is_in_heading = any(h in _within(link, item.box) for h in link.iterancestors(*HEADINGS))
        title = inner or (_text_of(link) if is_in_heading else "")
        if title and not _MORE.fullmatch(title):
            item.title, item.is_heading = title, True
            return
    texts = [text for link in same if (text := _text_of(link)) and not _MORE.fullmatch(text)]
    headings = [text for h in item.box.iter(*HEADINGS) if (text := _text_of(h))]
    tooltips = [html_tree.squeeze(link.get("title") or link.get("aria-label") or "") for link in same]
    item.is_heading = not texts and bool(headings)
    item.title = max(texts, key=len, default="") or next(iter(headings), "") or max(tooltips, key=len)


def _within(element: Element, box: Element) -> Iterator[Element]:
    """The elements above one, up to its box."""
    for ancestor in element.iterancestors():
        yield ancestor
        if ancestor is box:
            return


def _find_day(item: _Item, boxes: set[Element], now: datetime, *, is_above: bool) -> datetime | None:
    """The day under which an item stands: in its box, or on a line of its own beside the box."""
    for time in item.box.iter("time"):
        if found := date_finder.find_date(time.get("datetime") or _text_of(time), now):
            return found
    for line in html_tree.lines_of(item.box):
        rest = line.replace(item.title, " ", 1) if item.title else line
        if found := date_finder.find_line_date(rest, now):
            return found
    if is_above:
        return _find_day_above(item.box, now)
    beside = [item.box.tail or "", *_list_lines_below(item.box, boxes)]
    return next((found for line in beside if (found := date_finder.find_line_date(line, now))), None)


def _find_day_above(box: Element, now: datetime) -> datetime | None:
    """The day on the line right above a box, such as a <dt>, or in the text before it."""
    previous = box.getprevious()
    text = (box.getparent().text if previous is None else previous.tail) or ""
    if not text.strip() and previous is not None and isinstance(previous.tag, str):
        text = _text_of(previous)
    return date_finder.find_line_date(text, now)


def _list_lines_below(box: Element, boxes: set[Element]) -> Iterator[str]:
    """What stands beside a box up to the next one, where items and their days are on one level."""
    for sibling in islice(box.itersiblings(), 3):
        if sibling in boxes or not boxes.isdisjoint(sibling.iter()):
            return
        yield _text_of(sibling)


def _weigh(item: _Item, url: str, now: datetime) -> float:
    """Long titles, headings, dates, teasers and addresses below the list's own speak for news."""
    if not _is_title(item.title, now):
        return 0.0
    width = sum(2.5 if letter >= _WIDE else 1 for letter in item.title)
    width = width if width <= _LONGEST_TITLE else 0
    weight = (
        max(0, min(width, 90) - 12) / 10 + (3 if item.is_heading else 0) + (2 if item.published_at else 0)
    )
    weight += 1 if len(_text_of(item.box)) - len(item.title) > _LEAST_TEXT else 0
    own = urlsplit(url).path.rstrip("/")
    weight += 0.5 if any(next(link.iterancestors(*HEADINGS), None) is not None for link in item.links) else 0
    is_below = own and item.links and urlsplit(item.url).path.startswith(f"{own}/")
    return weight * (1.3 if is_below else 1)


def _is_title(text: str, now: datetime) -> bool:
    is_word = len(text) > 1 and not text.isdecimal() and not _MORE.fullmatch(text)
    return is_word and not date_finder.is_date_alone(text, now)


def _find_frame(box: Element) -> float:
    """How little an item's surroundings look like the page's frame, which may hold the only list."""
    factor = 1.0
    for element in (box, *box.iterancestors()):
        if element.tag in {"main", "body"}:
            break
        names = [element.get("id") or "", *(element.get("class") or "").split()]
        if element.tag == "nav" or element.get("role") == "navigation":
            factor = min(factor, 0.1)
        elif element.tag in {"footer", "aside", "header"} or any(map(_FRAME.fullmatch, names)):
            factor = min(factor, 0.15)
        elif any(map(_PERHAPS_FRAME.fullmatch, names)):
            factor = min(factor, 0.5)
    return factor


def _collect(root: Element, listed: _Group, groups: Sequence[_Group]) -> list[_Item]:
    """The heaviest group and the others that belong to the list, in the page's order."""
    items = {urls.canonical_url(item.url): item for item in listed.items}
    for belongs in (_is_of_its_make, _is_peer):
        boxes = {item.box for item in items.values()}
        for group in groups:
            if group.factor >= listed.factor and belongs(group, listed, boxes):
                for item in group.items:
                    items.setdefault(urls.canonical_url(item.url), item)
    for item in (item for group in groups for item in group.items):
        if item.weight >= _LEAST_SHARE * listed.average and _stands_between(item, listed):
            items.setdefault(urls.canonical_url(item.url), item)
    order = {link: place for place, link in enumerate(root.iter("a"))}
    return sorted(items.values(), key=lambda item: order[item.links[0]])


def _is_of_its_make(group: _Group, listed: _Group, boxes: set[Element]) -> bool:
    """Whether a group is part of the list; in its own rows only a column as long and nearly as good."""
    if group.path != listed.path:
        return False
    if not _stands_inside(group, boxes):
        return group.average >= _LEAST_SHARE * listed.average
    is_long = 2 * len(group.items) >= len(listed.items)
    return is_long and group.average >= _LEAST_SHARE_OF_COLUMNS * listed.average


def _is_peer(group: _Group, listed: _Group, boxes: set[Element]) -> bool:
    """Whether a group is another list of headings on the page, nearly as good as the heaviest one."""
    is_told = all(item.is_heading for each in (group, listed) for item in each.items)
    is_equal = group.weight >= _LEAST_SHARE_OF_PEERS * listed.weight
    is_list = is_told and is_equal and len(group.items) > 2 and listed.factor == 1
    return is_list and not _stands_inside(group, boxes)


def _stands_inside(group: _Group, boxes: set[Element]) -> bool:
    """Whether a group stands in the boxes of the list's items: who wrote them, what else may be read."""
    inside = sum(not boxes.isdisjoint(item.links[0].iterancestors()) for item in group.items)
    return 2 * inside > len(group.items)


def _stands_between(item: _Item, listed: _Group) -> bool:
    """Whether an item is set otherwise, such as a larger first one, but stands beside those of the list."""
    boxes = {each.box for each in listed.items}
    sides = {box.getparent() for box in boxes}
    outer = next((e for e in item.links[0].iterancestors() if e.getparent() in sides), None)
    if outer is None or not item.is_heading:
        return False
    return outer.tag in {box.tag for box in boxes} and boxes.isdisjoint(outer.iter())


def _to_entries(items: Iterable[_Item]) -> tuple[Entry, ...]:
    return tuple(
        Entry(url=item.url, title=item.title, published_at=item.published_at, html=item.html)
        for item in items
    )


def _find_inline(root: Element, base: str, url: str, now: datetime) -> _Group | None:
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
        _Group(items=items, path=(), factor=_find_frame(items[0].box))
        for items in found
        if len(items) >= _FEWEST_INLINE
    ]
    return max(several, key=lambda group: group.weight, default=None)


def _has_own_page(heading: Element, base: str, own: str) -> bool:
    """Whether a heading leads to another page, on whatever site."""
    around = [*heading.iter("a"), *heading.iterancestors("a")]
    targets = (
        html_tree.join(base, link.get("href")).partition("#")[0] for link in around if link.get("href")
    )
    return any(target.startswith("http") and urls.canonical_url(target) != own for target in targets)


def _find_repeating(heading: Element) -> Element:
    """The element whose children repeat: the parent of headings side by side, or of their boxes."""
    box = _find_box(heading)
    return heading.getparent() if box is None else box.getparent()


def _find_box(heading: Element) -> Element | None:
    """The element that holds one article alone; None when headings and texts are side by side."""
    box = heading
    for ancestor in heading.iterancestors():
        if ancestor.tag in {"body", "main", "html"} or len(list(islice(ancestor.iter(heading.tag), 2))) > 1:
            break
        box = ancestor
    return None if box is heading else box


def _read_inline(heading: Element, url: str, now: datetime) -> _Item | None:
    title = _text_of(heading)
    parts = list(_list_parts(heading))
    lines = [line for part in parts for line in html_tree.lines_of(part)]
    has_text = sum(map(len, lines)) - len(title) >= _LEAST_TEXT
    if len(title) < 5 or not has_text or boilerplate.is_known_frame(title) or not _is_title(title, now):
        return None
    day = next((found for line in lines[:6] if (found := date_finder.find_line_date(line, now))), None)
    item = _Item(
        box=parts[0],
        url=f"{url.partition('#')[0]}#{_find_anchor(heading, parts)}:~:text={quote(title, safe='')}",
        title=title,
        is_heading=True,
        published_at=day,
        html="".join(html.tostring(part, encoding="unicode") for part in parts),
    )
    item.weight = _weigh(item, url, now)
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


def _text_of(element: Element) -> str:
    return " ".join(html_tree.lines_of(element))
