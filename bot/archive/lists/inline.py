"""Articles that stand whole on a page, one after another, by their headings."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from urllib.parse import quote

from lxml import html

from bot.archive import boilerplate, date_finder, html_tree
from bot.archive.html_tree import HEADINGS, Element
from bot.archive.lists.items import LEAST_TEXT, Group, Item, find_frame, is_title, weigh, words_of
from bot.domain import urls

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


def _read_inline(heading: Element, url: str, now: datetime) -> Item | None:
    title = words_of(heading)
    parts = list(_list_parts(heading))
    lines = [line for part in parts for line in html_tree.lines_of(part)]
    linked = sum(len(html_tree.text_of(link)) for part in parts for link in part.iter("a"))
    said = sum(map(len, lines)) - len(title)
    has_text = said >= LEAST_TEXT and 2 * linked < said
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
