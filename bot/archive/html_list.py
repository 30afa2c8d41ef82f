"""HTML list pages: find the repeated links that are articles, whatever built the page."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from urllib.parse import quote, unquote, urlsplit

from lxml import html

from bot.archive import boilerplate, html_tree, publication_date
from bot.archive.html_tree import HEADINGS, Element
from bot.domain import urls
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
    root = html_tree.parse_html(text, url)
    base = html_tree.find_base(root, url)
    items = _choose_group(root, base, url)
    entries = (_to_entry(item, now) for item in items)
    return ListPage(
        entries=tuple(entry for entry in entries if entry.title), next_url=find_next(root, base, url)
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
    own = urls.canonical_url(url)
    for link in root.iter("a"):
        href = (link.get("href") or "").strip()
        if not href or href.startswith(("#", "mailto:", "tel:", "javascript:")):
            continue
        target = html_tree.join(base, href).partition("#")[0]
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
    canonical = urls.canonical_url(target)
    is_up = not there.query and own.startswith(canonical)
    return (
        html_tree.is_same_site(target, url) and canonical != own and not is_up and not is_page_of(target, url)
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
            return html_tree.text_of(inner if inner is not None else link), True
    texts = [html_tree.text_of(link) for link in item.links]
    named = [text for text in texts if text and not _MORE.fullmatch(text)]
    if named:
        return max(named, key=len), False
    headings = list(item.box.iter(*HEADINGS))
    if len(headings) == 1:
        return html_tree.text_of(headings[0]), True
    return next((html_tree.squeeze(link.get("title") or "") for link in item.links), ""), False


def _find_date_text(box: Element) -> str:
    for time in box.iter("time"):
        return str(time.get("datetime") or html_tree.text_of(time))
    return publication_date.find_day(html_tree.text_of(box) + " " + (box.tail or ""))


def _to_entry(item: _Item, now: datetime) -> Entry:
    date = _find_date_text(item.box)
    return Entry(
        url=item.url, title=_find_title(item)[0], published_at=publication_date.parse_date(date, now)
    )


_LEAST_TEXT = 80
_FEWEST = 2


def parse_inline(text: str, url: str, now: datetime) -> tuple[Entry, ...]:
    """Articles of a page by their headings, in its order; fewer than two are no archive.

    An entry's address leads to its heading by a text directive (https://wicg.github.io/scroll-to-text-fragment/).
    """
    root = html_tree.parse_html(text, url)
    groups: dict[tuple[Element, str], list[Element]] = defaultdict(list)
    for heading in root.iter(*HEADINGS):
        if not any(ancestor.tag in {"nav", "aside", "footer"} for ancestor in heading.iterancestors()):
            groups[(_parent_of_repeated(heading), heading.tag)].append(heading)
    found = ([entry for h in group if (entry := _to_inline_entry(h, url, now))] for group in groups.values())
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


def _to_inline_entry(heading: Element, url: str, now: datetime) -> Entry | None:
    title = html_tree.text_of(heading)
    parts = list(_list_parts(heading))
    text = " ".join(map(html_tree.text_of, parts))
    if len(title) < 5 or len(text) - len(title) < _LEAST_TEXT or boilerplate.is_known_frame(title):
        return None
    anchor = _find_anchor(heading, parts)
    return Entry(
        url=f"{url.partition('#')[0]}#{anchor}:~:text={quote(title, safe='')}",
        title=title,
        published_at=publication_date.parse_date(publication_date.find_day(text[:200]), now),
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


_NEXT = re.compile(
    r"\W*(?:nächste(?: seite)?|weiter|next(?: page)?|vor|[»›>→]"
    r"|(?:ältere|weitere)(?: (?:beiträge|artikel|einträge|meldungen))?|older(?: posts)?)\W*",
    re.IGNORECASE,
)
_PAGE_PATH = re.compile(r"/(?:page|seite)[/-]\d+/?$")
_PAGE_QUERY = re.compile(r"(?:^|[&\[_])(?:page|seite|start|offset|currentpage|paged)\]?=", re.IGNORECASE)
_FEED = re.compile(r"rss|atom|feed\+json")
_COMMENTS = re.compile(r"comment|kommentar", re.IGNORECASE)


def find_next(root: Element, base: str, url: str) -> str:
    """The address of the next page of the list; empty on the last one."""
    for link in (*root.iter("link"), *root.iter("a")):
        if "next" in (link.get("rel") or "").lower().split() and link.get("href"):
            return _other_page(html_tree.join(base, link.get("href")), url)
    for link in root.iter("a"):
        label = link.get("aria-label") or link.get("title") or ""
        css = f"{link.get('class') or ''} {link.getparent().get('class') or ''}".split()
        is_next = (
            _NEXT.fullmatch(html_tree.text_of(link))
            or _NEXT.fullmatch(label)
            or {"next", "nav-previous"} & set(css)
        )
        if is_next and link.get("href") and _is_paging(link):
            return _other_page(html_tree.join(base, link.get("href")), url)
    return _find_numbered(root, base, url)


def _find_numbered(root: Element, base: str, url: str) -> str:
    """Among numbered links to pages of this list, the one after the page that is open."""
    pages = {
        int(number): target
        for link in root.iter("a")
        if (number := html_tree.text_of(link)).isdecimal() and len(number) < 4
        if is_page_of(target := html_tree.join(base, link.get("href")), url)
    }
    own = re.search(r"(\d+)/?$", url) if is_page_of(url, url) else None
    return _other_page(pages.get(int(own[1]) + 1 if own else 2, url), url)


def _is_paging(link: Element) -> bool:
    """Whether a link's address or surroundings speak of pages."""
    around = [link, *list(link.iterancestors())[:4]]
    css = " ".join(f"{element.get('class') or ''} {element.get('id') or ''}" for element in around)
    href = link.get("href") or ""
    return bool(
        re.search(r"pag(?:e|ing|in)|browse|seite|nav-links|nav-previous", css + " " + href, re.IGNORECASE)
    )


def _other_page(found: str, url: str) -> str:
    found = found.partition("#")[0]
    here, there = urlsplit(url), urlsplit(found)
    is_other = there.scheme in {"http", "https"} and there.netloc == here.netloc and found != url
    return found if is_other else ""


def is_page_of(target: str, url: str) -> bool:
    """Whether an address is another page of the same list."""
    here, there = urlsplit(url), urlsplit(target)
    if _PAGE_PATH.search(there.path):
        return True
    return there.path.rstrip("/") == here.path.rstrip("/") and bool(_PAGE_QUERY.search(unquote(there.query)))


def list_alternates(root: Element, base: str) -> list[str]:
    """Feeds that a page announces, in its order, without those of comments."""
    feeds = (
        link for link in root.iter("link") if _is_alternate(link) and _FEED.search(link.get("type") or "")
    )
    own = (link for link in feeds if not _COMMENTS.search(f"{link.get('href')} {link.get('title')}"))
    return [url for link in own if (url := html_tree.join(base, link.get("href")))]


def _is_alternate(link: Element) -> bool:
    return "alternate" in (link.get("rel") or "").lower().split()
