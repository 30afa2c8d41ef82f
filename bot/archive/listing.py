"""HTML list pages: find the repeated links that are articles, whatever built the page."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from bot.archive import dates, links, page, paging, repairs
from bot.archive.page import HEADINGS, Element
from bot.domain import address
from bot.domain.article import Entry

_NO_ARTICLE = re.compile(
    r"\.(?:pdf|jpe?g|png|gif|webp|svg|zip|docx?|xlsx?|ics|mp[34]|css|js|xml|rss)$"
    r"|/(?:impressum|datenschutz\w*|kontakt|login|wp-admin|wp-login\.php|feed|tag|category|author|kategorie|"
    r"suche|search|sitemap|rss|anmelden|newsletter|impressum-datenschutz)(?:/|\.html?|$)",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\W*(?>(?:weiter\s?lesen|weiter|mehr(?: lesen| erfahren| dazu| informationen| infos?)?|read more|"
    r"continue reading.*|zum (?:artikel|beitrag)|details?|(?:artikel )?lesen|hier|\d+ kommentare?)\W*)+",
    re.IGNORECASE,
)
_SILENT = ("nav", "footer", "header", "aside")
_MENU = re.compile(
    r"(?:^|[\s_-])(?:menu|nav|navigation|navbar|breadcrumbs?|sidebar|footer|widget)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LEVELS = 6


@dataclass(slots=True, kw_only=True)
class _Item:
    """One linked address inside a group: its links, and the box around them."""

    url: str
    box: Element
    links: list[Element] = field(default_factory=list)


_Key = tuple[Element, tuple[str, ...]]
_Groups = dict[_Key, dict[str, _Item]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """What a list page shows: entries in its order and the address of the next page, or empty."""

    entries: tuple[Entry, ...]
    next_url: str = ""


def parse_list(text: str, url: str, now: datetime) -> ListPage:
    """Read a list page; no recognisable list gives no entries."""
    root = page.parse_html(text, url)
    base = page.find_base(root, url)
    items = _choose_group(root, base, url)
    entries = (_to_entry(item, now) for item in items)
    return ListPage(
        entries=tuple(entry for entry in entries if entry.title), next_url=paging.find_next(root, base, url)
    )


def _choose_group(root: Element, base: str, url: str) -> list[_Item]:
    """Of all groups of links that sit alike under one ancestor, the one that looks most like news."""
    groups: _Groups = defaultdict(dict)
    for link, target in _list_links(root, base, url):
        path: list[str] = [link.tag]
        box = link
        for ancestor, _ in zip(link.iterancestors(), range(_LEVELS), strict=False):
            item = groups[(ancestor, tuple(path))].setdefault(target, _Item(url=target, box=box))
            item.links.append(link)
            path.append(ancestor.tag)
            box = ancestor
    for group in groups.values():
        _drop_shared(group)
    key = max(groups, key=lambda key: _weigh(groups[key], url), default=None)
    if key is None or _weigh(groups[key], url) <= 0:
        return []
    return _complete(groups, key)


def _drop_shared(group: dict[str, _Item]) -> None:
    """Links that share a box are no items of a list at this level."""
    boxes = Counter(id(item.box) for item in group.values())
    for target in [target for target, item in group.items() if boxes[id(item.box)] > 1]:
        del group[target]


def _complete(groups: _Groups, key: _Key) -> list[_Item]:
    """The chosen group and its odd ones, such as a first item that is set larger, in the page's order."""
    items = dict(groups[key])
    boxes = {id(item.box) for item in items.values()}
    tags = {item.box.tag for item in items.values()}
    for (ancestor, _), group in groups.items():
        for url, item in group.items() if ancestor is key[0] else ():
            is_alike = item.box.tag in tags and id(item.box) not in boxes and _find_title(item)[1]
            if url not in items and is_alike:
                items[url] = item
                boxes.add(id(item.box))
    order = {child: i for i, child in enumerate(key[0])}
    return sorted(items.values(), key=lambda item: order[item.box])


def _list_links(root: Element, base: str, url: str) -> Iterator[tuple[Element, str]]:
    own = address.canonical_url(url)
    for link in root.iter("a"):
        href = (link.get("href") or "").strip()
        if not href or href.startswith(("#", "mailto:", "tel:", "javascript:")):
            continue
        target = links.join(base, href).partition("#")[0]
        if _may_be_article(target, url, own) and not _is_in_menu(link):
            yield link, target


def _is_in_menu(link: Element) -> bool:
    """Whether a link stands in the page's frame; the header inside an article is none."""
    for ancestor in link.iterancestors():
        if ancestor.tag in {"article", "main"}:
            return next(ancestor.iterancestors("nav", "footer", "aside"), None) is not None
        named = f"{ancestor.get('class') or ''} {ancestor.get('id') or ''}"
        is_article_header = (
            ancestor.tag == "header" and next(ancestor.iterancestors("article"), None) is not None
        )
        if not is_article_header and (
            ancestor.tag in _SILENT or ancestor.get("role") == "navigation" or _MENU.search(named)
        ):
            return True
    return False


def _may_be_article(target: str, url: str, own: str) -> bool:
    there = urlsplit(target)
    if there.scheme not in {"http", "https"} or _NO_ARTICLE.search(there.path):
        return False
    canonical = address.canonical_url(target)
    is_up = not there.query and own.startswith(canonical)
    return (
        links.is_same_site(target, url)
        and canonical != own
        and not is_up
        and not paging.is_page_of(target, url)
    )


def _weigh(group: dict[str, _Item], url: str) -> float:
    """Long titles, headings, dates and addresses below the list's own speak for news; menus have none."""
    own = urlsplit(url).path.rstrip("/")
    total = 0.0
    for item in group.values():
        title, is_heading = _find_title(item)
        if not title or (len(group) == 1 and len(title) < 15 and not is_heading):
            continue
        weight = max(0, min(len(title), 90) - 12) / 10 + (2 if is_heading else 0)
        weight += 2 if _find_date_text(item.box) else 0
        path = urlsplit(item.url).path
        weight *= 1.5 if own and path.startswith(own + "/") else 1
        total += weight
    return total


def _find_title(item: _Item) -> tuple[str, bool]:
    """The item's title, and whether it is a heading."""
    for link in item.links:
        heading = next(link.iterancestors(*HEADINGS), None)
        inner = next((child for child in link.iter(*HEADINGS)), None)
        if heading is not None or inner is not None:
            return page.text_of(inner if inner is not None else link), True
    texts = [page.text_of(link) for link in item.links]
    named = [text for text in texts if text and not _MORE.fullmatch(text)]
    if named:
        return max(named, key=len), False
    headings = list(item.box.iter(*HEADINGS))
    if len(headings) == 1:
        return page.text_of(headings[0]), True
    return next((repairs.squeeze(link.get("title") or "") for link in item.links), ""), False


def _find_date_text(box: Element) -> str:
    for time in box.iter("time"):
        return str(time.get("datetime") or page.text_of(time))
    return dates.find_day(page.text_of(box) + " " + (box.tail or ""))


def _to_entry(item: _Item, now: datetime) -> Entry:
    date = _find_date_text(item.box)
    return Entry(url=item.url, title=_find_title(item)[0], published_at=dates.parse_date(date, now))
