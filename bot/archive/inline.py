"""Archive pages that carry whole articles one after another, without a page for each."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from urllib.parse import quote

from lxml import html

from bot.archive import dates, frame, page
from bot.archive.page import HEADINGS, Element
from bot.domain.article import Entry

_LEAST_TEXT = 80
_FEWEST = 2


def parse_inline(text: str, url: str, now: datetime) -> tuple[Entry, ...]:
    """Articles of a page by their headings, in its order; fewer than two are no archive.

    An entry's address leads to its heading by a text directive (https://wicg.github.io/scroll-to-text-fragment/).
    """
    root = page.parse_html(text, url)
    groups: dict[tuple[Element, str], list[Element]] = defaultdict(list)
    for heading in root.iter(*HEADINGS):
        if not any(ancestor.tag in {"nav", "aside", "footer"} for ancestor in heading.iterancestors()):
            groups[(_parent_of_repeated(heading), heading.tag)].append(heading)
    found = ([entry for h in group if (entry := _to_entry(h, url, now))] for group in groups.values())
    several = (entries for entries in found if len(entries) >= _FEWEST)
    return tuple(max(several, key=lambda entries: sum(len(entry.html) for entry in entries), default=[]))


def _parent_of_repeated(heading: Element) -> Element:
    """The element whose children repeat: the parent of headings side by side, or of their boxes."""
    parent = heading.getparent()
    box = _box(heading)
    return parent if box is None else box.getparent()


def _box(heading: Element) -> Element | None:
    """The element that holds one article alone; None when headings and texts are side by side."""
    box = heading
    for ancestor in heading.iterancestors():
        if ancestor.tag in {"body", "main", "html"} or len(list(islice(ancestor.iter(heading.tag), 2))) > 1:
            break
        box = ancestor
    return None if box is heading else box


def _to_entry(heading: Element, url: str, now: datetime) -> Entry | None:
    title = page.text_of(heading)
    parts = list(_list_parts(heading))
    text = " ".join(map(page.text_of, parts))
    if len(title) < 5 or len(text) - len(title) < _LEAST_TEXT or frame.is_known_frame(title):
        return None
    anchor = _find_anchor(heading, parts)
    return Entry(
        url=f"{url.partition('#')[0]}#{anchor}:~:text={quote(title, safe='')}",
        title=title,
        published_at=dates.parse_date(dates.find_day(text[:200]), now),
        html="".join(html.tostring(part, encoding="unicode") for part in parts),
    )


def _list_parts(heading: Element) -> Iterator[Element]:
    """The article's elements: its box, or the heading and what follows up to the next one."""
    box = _box(heading)
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
