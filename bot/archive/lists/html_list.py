"""List pages: what repeats on a page is weighed, and the heaviest repetition is the list.

Links of the same make are one group, wherever the page's rows, years or months part them. Headings with text
and no page of their own are the other reading, weighed in the same coin.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import compress, islice, pairwise
from urllib.parse import urlsplit

from lxml import etree

from bot.archive import date_finder, html_tree
from bot.archive.html_tree import HEADINGS, Element
from bot.archive.lists import paging
from bot.archive.lists.items import (
    BOLD,
    MORE,
    Group,
    Item,
    add_unlinked,
    find_frame,
    find_inline,
    is_title,
    read_title,
    weigh,
    words_of,
)
from bot.domain import urls
from bot.domain.article import Entry

_NO_ARTICLE = re.compile(
    r"\.(?:pdf|jpe?g|png|gif|webp|svg|zip|docx?|xlsx?|ics|mp[34]|css|js|xml|rss)$"
    r"|/(?:impressum|datenschutz\w*|kontakt|login|wp-admin|wp-login\.php|feed|tag|category|author|kategorie|"
    r"suche|search|sitemap|rss|anmelden|newsletter|impressum-datenschutz)(?:/|\.html?|$)",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(r"/[^/]+/[^/]|[^/]-|\d")
"""In the address of an article on another site, which is more than that site's front page or a profile."""
_PASSES_ON = re.compile(r"=https?(?::|%3A)(?:/|%2F){2}", re.IGNORECASE)
"""A query that names an address: a link to share it by, or to go on to after a login."""
_PLACE = re.compile(
    r"\d+|(?<![a-z])(?:odd|even|first|last|active|open|show|current|sticky|alt)(?![a-z])", re.IGNORECASE
)
_DAY_FIRST = re.compile(r"(\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4})\s*[-–—:|/]\s*(.{5,})")
_BOXES_THAT_LEAD = frozenset(("article", "div", "h2", "h3", "li", "section", "span", "tr"))
_LEADING = etree.XPath("//*[@onclick or @data-href or @data-url]")
_LEADS_BY_SCRIPT = re.compile(r"location(?:\.href)?\s*=\s*['\"]([^'\"]+)|window\.open\(\s*['\"]([^'\"]+)")
_LONGEST_SCRIPT = 500
_FEWEST_FLAT = 2
_MOST_LEADING = 4
_LEVELS = 3
"""So many items may stand before the list, in boxes that are beside one of so many around its first item."""
_LEAST_WEIGHT = 1.2
_RUNNING_TEXT = 60
"""Characters: shorter lines are labels, buttons and days."""
_FEWEST_ELSEWHERE = 3
_LEAST_AVERAGE_ELSEWHERE = 2.5
"""So many links to other sites that weigh so much are a list of articles, and not of partners or sponsors."""
_WORTH_ELSEWHERE = 0.1
"""Of their weight beside the site's own list: a press review is the list only of a page that has no other."""
_LEAST_SHARE = 0.4
"""Of the heaviest group's average weight, what another one of its make needs to be part of the list."""
_LEAST_SHARE_OF_COLUMNS = 0.75
_LEAST_SHARE_OF_PEERS = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """What a list page shows: entries in order, whether they stand whole on it, the next page or empty."""

    entries: tuple[Entry, ...] = ()
    is_inline: bool = False
    next_url: str = ""


@dataclass(frozen=True, slots=True)
class _Link:
    """A link that may lead to an article; chain: itself and what it stands in; kin: with no repetition.

    is_own: whether it leads to the page's own site.
    """

    element: Element
    target: str
    is_own: bool
    chain: tuple[Element, ...]
    kin: tuple[Element, ...]


def parse_list(text: str, url: str, now: datetime) -> ListPage:
    """Read a list page; no recognisable list gives no entries."""
    root = html_tree.parse_html(text, url)
    base = html_tree.find_base(root, url)
    items, is_inline = _find_items(root, base, url, now)
    return ListPage(
        entries=_to_entries(items) or paging.list_announced(root, base, now),
        is_inline=is_inline,
        next_url=paging.find_next(root, base, url),
    )


def _find_items(root: Element, base: str, url: str, now: datetime) -> tuple[list[Item], bool]:
    """What a page lists, and whether it stands whole there."""
    _show_links(root)
    found = list(_list_links(root, base, url))
    heads = _count_holders(link for link in found if _is_head(link))
    grouped = [part for links in _group_links(found) for part in _part_sites(links)]
    groups = [_read_group(links, heads, url, now) for links in grouped]
    groups = [group for group in groups if not group.is_elsewhere or _is_press_review(group)]
    listed = max(groups, key=_rank, default=None)
    whole = find_inline(root, base, url, now)
    if whole and _is_heavier(whole, listed):
        return whole.items, True
    if listed is None or listed.weight < _LEAST_WEIGHT:
        return [], False
    return add_unlinked(root, _collect(root, listed, groups), whole), False


def _is_press_review(group: Group) -> bool:
    return len(group.items) >= _FEWEST_ELSEWHERE and group.average >= _LEAST_AVERAGE_ELSEWHERE


def _rank(group: Group) -> float:
    return group.weight * (_WORTH_ELSEWHERE if group.is_elsewhere else 1)


def is_mostly_list(text: str, url: str, now: datetime) -> bool:
    """Whether more of what a page says stands in the items that it lists than beside them."""
    root = html_tree.parse_html(text, url)
    items, _ = _find_items(root, html_tree.find_base(root, url), url, now)
    boxes = {item.box for item in items} | {item.box.getparent() for item in items if item.box.tag == "a"}
    inside = outside = 0
    for block in html_tree.list_blocks(root):
        element = block.element
        if element is not None and any(each in boxes for each in (element, *element.iterancestors())):
            inside += len(block.text)
        elif not block.is_only_links and len(block.text) >= _RUNNING_TEXT:
            outside += len(block.text)
    return inside > outside


def parse_inline(text: str, url: str, now: datetime) -> tuple[Entry, ...]:
    """The articles that stand whole on a page, whether or not it is read as a list."""
    root = html_tree.parse_html(text, url)
    whole = find_inline(root, html_tree.find_base(root, url), url, now)
    return _to_entries(whole.items) if whole else ()


def _is_heavier(whole: Group, listed: Group | None) -> bool:
    """Whether a page is read inline; headings inside the items of a list are no list of their own."""
    if listed is None:
        return whole.weight >= _LEAST_WEIGHT
    boxes = {item.box for item in listed.items}
    is_part = any(not boxes.isdisjoint(item.box.iterancestors()) or item.box in boxes for item in whole.items)
    return whole.weight * (0.5 if is_part else 0.8) > max(listed.weight, _LEAST_WEIGHT)


def _show_links(root: Element) -> None:
    """Make a link of a box that leads to a page only by a script, unless it holds a link."""
    for element in filter(lambda each: each.tag in _BOXES_THAT_LEAD, _LEADING(root)):
        script = _LEADS_BY_SCRIPT.search((element.get("onclick") or "")[:_LONGEST_SCRIPT])
        target = script[1] if script else element.get("data-href") or element.get("data-url")
        if target and next(element.iter("a"), None) is None:
            element.tag = "a"
            element.set("href", target)


def _list_links(root: Element, base: str, url: str) -> Iterator[_Link]:
    own = urls.canonical_url(url)
    for element in root.iter("a"):
        href = (element.get("href") or "").strip()
        if not href or href.startswith(("#", "mailto:", "tel:", "javascript:")):
            continue
        target = html_tree.join(base, href).partition("#")[0]
        is_own = urls.is_same_site(target, url)
        if _may_be_article(target, url, own, is_own=is_own):
            chain = (element, *element.iterancestors())
            yield _Link(element, target, is_own, chain, tuple(_list_kin(chain)))


def _list_kin(chain: Sequence[Element]) -> Iterator[Element]:
    """A chain where an element that stands in one just like it counts once.

    A teaser that was cut with its tags left open holds the next item, and that one the next.
    """
    for element, outer in pairwise((*chain, None)):
        css = element.get("class")
        if outer is None or not css or element.tag != outer.tag or css != outer.get("class"):
            yield element


def _may_be_article(target: str, url: str, own: str, *, is_own: bool) -> bool:
    there = urlsplit(target)
    is_page = there.scheme in {"http", "https"} and not _NO_ARTICLE.search(there.path)
    is_page = is_page and (is_own or bool(_ELSEWHERE.search(f"{there.path}?{there.query}")))
    if not is_page or _PASSES_ON.search(there.query):
        return False
    canonical = urls.canonical_url(target)
    is_up = not there.query and f"{own}/".startswith(f"{canonical.rstrip('/')}/")
    return canonical != own and not is_up and not paging.is_page_of(target, url)


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


def _part_sites(found: list[_Link]) -> list[list[_Link]]:
    """Links to the own site and those to others, when no box holds both: the news, and a press review."""
    own = [link.is_own for link in found]
    if not any(own):
        return [found] if len({link.target for link in found}) >= _FEWEST_ELSEWHERE else []
    if all(own):
        return [found]
    holders = _count_holders(found)
    sides: dict[Element, set[bool]] = defaultdict(set)
    for link in found:
        sides[next((each for each in link.chain if len(holders[each]) > 1), None)].add(link.is_own)
    if any(len(side) > 1 for side in sides.values()):
        return [found]
    return [list(compress(found, own)), list(compress(found, (not each for each in own)))]


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
        name = urls.canonical_url(link.target)
        for element in link.chain:
            holders[element].add(name)
    return holders


def _read_group(found: Sequence[_Link], heads: Mapping[Element, set[str]], url: str, now: datetime) -> Group:
    items = _list_items(found, heads)
    for item in items:
        read_title(item, now)
    boxes = {item.box for item in items}
    _part_days(items, now)
    is_above = bool(items) and _find_day_above(items[0].box, now) is not None
    for item in (item for item in items if item.published_at is None):
        day = _find_day(item, boxes, now, is_above=is_above)
        item.published_at = (
            date_finder.set_year(day, item.url) if day else date_finder.find_day(item.url, now)
        )
    if is_above:
        _share_days(items, now)
    for item in items:
        item.weight = weigh(item, url, now)
    own = {link.target for link in found if link.is_own}
    kept = [item for item in items if is_title(item.title, now)] or items
    return Group(
        items=kept,
        path=tuple(element.tag for element in found[0].kin),
        factor=find_frame(items[0].box),
        is_elsewhere=own.isdisjoint(item.url for item in kept),
    )


def _list_items(found: Sequence[_Link], heads: Mapping[Element, set[str]]) -> list[Item]:
    """Links to one address are one item; its box is the largest element that holds no other item.

    heads: which linked headings an element holds; they bound the box of an item that is alone of its make.
    """
    items: dict[str, Item] = {}
    for link in found:
        name = urls.canonical_url(link.target)
        items.setdefault(name, Item(url=link.target, box=link.element)).links.append(link.element)
    holders = _count_holders(found) if len(items) > 1 else heads
    for name, item in items.items():
        for element in item.links[0].iterancestors():
            if holders.get(element, set()) - {name} or element.tag in {"main", "body"}:
                break
            item.box = element
    found_items = list(items.values())
    _box_what_is_flat(found_items)
    return found_items


def _box_what_is_flat(items: Sequence[Item]) -> None:
    """Where titles and links stand side by side, a box is made for each item.

    A title stands before its "read more", or behind a link that holds a picture.
    """
    boxes = [item.box for item in items]
    if len(items) < _FEWEST_FLAT or len({box.getparent() for box in boxes}) > 1:
        return
    is_silent = not any(words_of(box) for box in boxes)
    spans = [list(_list_beside(box, boxes, is_before=not is_silent)) for box in boxes]
    if not (is_silent or all(map(_ends_with_more, items))) or not all(map(_has_title, spans)):
        return
    for item, span in zip(items, spans, strict=True):
        box = item.box.makeelement("div")
        parts = [item.box, *span] if is_silent else [*reversed(span), item.box]
        parts[0].addprevious(box)
        box.extend(parts)
        item.box = box


def _list_beside(box: Element, boxes: Sequence[Element], *, is_before: bool) -> Iterator[Element]:
    """What stands on one side of a box up to the next one, or to a heading before it, the nearest first."""
    for element in box.itersiblings(preceding=is_before):
        if element in boxes:
            return
        yield element
        if is_before and next(element.iter(*HEADINGS), None) is not None:
            return


def _ends_with_more(item: Item) -> bool:
    said = words_of(item.links[-1])
    return bool(MORE.fullmatch(said)) and words_of(item.box).endswith(said)


def _has_title(span: Sequence[Element]) -> bool:
    return any(next(element.iter(*HEADINGS, *BOLD), None) is not None for element in span)


def _find_day(item: Item, boxes: set[Element], now: datetime, *, is_above: bool) -> datetime | None:
    """The day under which an item stands: in its box, or on a line of its own beside the box."""
    for time in item.box.iter("time"):
        if found := date_finder.find_date(time.get("datetime") or words_of(time), now):
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
        text = words_of(previous)
    return date_finder.find_line_date(text, now)


def _part_days(items: Sequence[Item], now: datetime) -> None:
    """Days that stand before most titles on one line are the list's column of days, and of no title."""
    parted = [_DAY_FIRST.match(item.title) for item in items]
    if 3 * sum(map(bool, parted)) < 2 * len(items):
        return
    for item, match in zip(items, parted, strict=True):
        if match:
            item.title, item.published_at = match[2], date_finder.find_date(match[1], now)


def _share_days(items: Sequence[Item], now: datetime) -> None:
    """Where lines with a day part the list, each is that of all items up to the next one."""
    days = [_find_day_above(item.box, now) for item in items]
    if sum(map(bool, days)) < 2:
        return
    for (before, item), day in zip(pairwise(items), days[1:], strict=True):
        if day is None and item.published_at is None and item.box.getprevious() is before.box:
            item.published_at = before.published_at


def _list_lines_below(box: Element, boxes: set[Element]) -> Iterator[str]:
    """What stands beside a box up to the next one, where items and their days are on one level."""
    for sibling in islice(box.itersiblings(), 3):
        if sibling in boxes or not boxes.isdisjoint(sibling.iter()):
            return
        yield words_of(sibling)


def _collect(root: Element, listed: Group, groups: Sequence[Group]) -> list[Item]:
    """The heaviest group and the others that belong to the list, in the page's order."""
    items = {urls.canonical_url(item.url): item for item in listed.items}
    groups = [group for group in groups if group.is_elsewhere == listed.is_elsewhere]
    for belongs in (_is_of_its_make, _is_peer):
        boxes = {item.box for item in items.values()}
        for group in groups:
            if group.factor >= listed.factor and belongs(group, listed, boxes):
                for item in group.items:
                    items.setdefault(urls.canonical_url(item.url), item)
    boxes = {item.box for item in listed.items}
    places = {(box.getparent(), box.tag) for box in boxes}
    least = _LEAST_SHARE * listed.average
    for group in groups:
        for item in group.items:
            is_good = item.weight >= least and _stands_between(item, boxes, places)
            if is_good or (len(group.items) <= _MOST_LEADING and _leads(item, listed)):
                items.setdefault(urls.canonical_url(item.url), item)
    order = {link: place for place, link in enumerate(root.iter("a"))}
    return sorted(items.values(), key=lambda item: order[item.links[0]])


def _is_of_its_make(group: Group, listed: Group, boxes: set[Element]) -> bool:
    """Whether a group is part of the list; in its own rows only a column as long and nearly as good."""
    if group.path != listed.path:
        return False
    if not _stands_inside(group, boxes):
        return group.average >= _LEAST_SHARE * listed.average
    is_long = 2 * len(group.items) >= len(listed.items)
    return is_long and group.average >= _LEAST_SHARE_OF_COLUMNS * listed.average


def _is_peer(group: Group, listed: Group, boxes: set[Element]) -> bool:
    """Whether a group is another list of headings on the page, nearly as good as the heaviest one."""
    is_told = all(item.is_heading for each in (group, listed) for item in each.items)
    is_equal = group.weight >= _LEAST_SHARE_OF_PEERS * listed.weight
    is_list = is_told and is_equal and len(group.items) > 1 and listed.factor == 1
    return is_list and not _stands_inside(group, boxes)


def _stands_inside(group: Group, boxes: set[Element]) -> bool:
    """Whether a group stands in the boxes of the list's items: who wrote them, what else may be read."""
    inside = sum(not boxes.isdisjoint(item.links[0].iterancestors()) for item in group.items)
    return 2 * inside > len(group.items)


def _stands_between(item: Item, boxes: set[Element], places: set[tuple[Element | None, str | bytes]]) -> bool:
    """Whether an item is set otherwise, such as a larger first one, but stands beside those of the list;
    places: what the list's boxes stand in, and their tags."""
    lineage = item.links[0].iterancestors()
    outer = next((each for each in lineage if (each.getparent(), each.tag) in places), None)
    return outer is not None and item.is_heading and boxes.isdisjoint(outer.iter())


def _leads(item: Item, listed: Group) -> bool:
    """Whether an item stands in a box of its own right before the list's, and is told like those in it."""
    first = listed.items[0]
    is_linked = any(next(link.iterancestors(*HEADINGS), None) is not None for link in item.links)
    is_told = is_linked and item.weight >= _LEAST_SHARE_OF_COLUMNS * listed.average
    is_dated = item.published_at is not None and first.published_at is not None
    if not is_told or listed.factor < 1 or not urlsplit(item.url).path.strip("/"):
        return False
    if not (is_dated or _folder_of(item.url) == _folder_of(first.url)):
        return False
    above = list(islice(first.box.iterancestors(), _LEVELS))
    before = {
        e for each in (first.box, *above) for e in islice(each.itersiblings(preceding=True), _MOST_LEADING)
    }
    return not before.isdisjoint((item.box, *item.box.iterancestors()))


def _folder_of(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[0]


def _to_entries(items: Iterable[Item]) -> tuple[Entry, ...]:
    return tuple(
        Entry(url=item.url, title=item.title, published_at=item.published_at, html=item.html)
        for item in items
    )
