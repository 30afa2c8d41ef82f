"""The pages of a list, and what a page announces to machines: its feeds, and its items in JSON-LD."""

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any
from urllib.parse import unquote, urlsplit

from bot.archive import date_finder, html_tree, linked_data
from bot.archive.html_tree import Element
from bot.domain.article import Entry

_NEXT = re.compile(
    r"\W*(?:nächste(?: seite)?|weiter|next(?: (?:page|entries|posts))?|vor|[»›>→]"
    r"|(?:ältere|weitere)(?: (?:beiträge|artikel|einträge|meldungen|posts|news|nachrichten))?"
    r"|older(?: (?:posts|entries|articles|news))?|(?:page )?suivante?|(?:articles )?plus anciens"
    r"|(?:página )?siguiente|(?:pagina )?successiv[ao]|volgende|następn[ay]|sonraki(?: sayfa)?"
    r"|следующая(?: страница)?|далее|вперёд|наступна|далі|التالي|الصفحة التالية|次へ|次のページ|下一页)\W*",
    re.IGNORECASE,
)
_NEXT_NAME = re.compile(
    r"^(?!date)(?:nav-previous|(?:.*[-_])?next|.*[a-z]Next)(?:[-_]?(?:page|link|posts?(?:link)?))?$"
)
_PAGE_PATH = re.compile(r"/(?:page|seite)[/-]\d+/?$")
_PAGE_QUERY = re.compile(
    r"(?:^|[&\[_])(?:(?:page|seite|pagina)(?:[_-]\w{1,12})?|start|offset|currentpage|paged)\]?=",
    re.IGNORECASE,
)
_FEED = re.compile(r"rss|atom|feed\+json")
_CURRENT = re.compile(r"current|active|selected")
_LONGEST_PAGER = 400
_CALENDAR = re.compile(
    r"(?:^|[\s_-])(?:calendar|kalender|datepicker|date[_-](?:nav|next))(?=$|[\s_-])", re.IGNORECASE
)
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
            or any(_NEXT_NAME.search(name) for name in css)
        )
        if is_next and link.get("href") and _is_paging(link):
            return _other_page(html_tree.join(base, link.get("href")), url)
    return _find_numbered(root, base, url)


def _find_numbered(root: Element, base: str, url: str) -> str:
    """The numbered link after the page that is open, which stands beside it without a link to elsewhere."""
    numbered = [
        (int(text), link)
        for link in root.iter("a")
        if _is_number(text := html_tree.text_of(link)) and link.get("href")
    ]
    for number, link in numbered:
        target = html_tree.join(base, link.get("href"))
        if number - 1 in _list_open_numbers(link, base, url) and _other_page(target, url):
            return _other_page(target, url)
    pages = {
        number: target
        for number, link in numbered
        if is_page_of(target := html_tree.join(base, link.get("href")), url)
    }
    own = re.search(r"(\d+)/?$", url) if is_page_of(url, url) else None
    return _other_page(pages.get(int(own[1]) + 1 if own else 2, url), url)


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) < 4


def _list_open_numbers(link: Element, base: str, url: str) -> set[int]:
    """Numbers around a link which lead nowhere else; none where there are many, as in a calendar."""
    found: set[int] = set()
    for around in islice(link.iterancestors(), 4):
        texts = [text for element in around.iter() for text in _list_own_texts(element, base, url)]
        found = {int(text) for text in texts if _is_number(text)}
        if found or sum(map(len, texts)) > _LONGEST_PAGER:
            break
    return found if len(found) <= 3 else set()


def _list_own_texts(element: Element, base: str, url: str) -> list[str]:
    """The words of an element itself and after it, unless they are those of a link to another page."""
    is_said = isinstance(element.tag, str) and element.tag not in {"script", "style", "option"}
    href = next(
        (each.get("href") for each in (element, *element.iterancestors("a")) if each.tag == "a"), None
    )
    css = (element.get("class") or "").lower()
    is_open = (
        not href or href.startswith("#") or html_tree.join(base, href) == url or bool(_CURRENT.search(css))
    )
    own = (element.text or "").split() if is_said and is_open else []
    return [*own, *(element.tail or "").split()]


def _is_paging(link: Element) -> bool:
    """Whether a link's address or surroundings speak of pages, and not of a calendar's months."""
    around = [link, *list(link.iterancestors())[:4]]
    css = " ".join(f"{element.get('class') or ''} {element.get('id') or ''}" for element in around)
    href = link.get("href") or ""
    if _CALENDAR.search(css):
        return False
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


_LISTS = ("itemListElement", "blogPost", "mainEntity", "hasPart", "item", "@graph")
"""What holds the items of a list, in the words of schema.org."""
_DEEPEST = 6
_FEWEST_ANNOUNCED = 2


def list_announced(root: Element, base: str, now: datetime) -> tuple[Entry, ...]:
    """The articles that a page lists for machines only, because a browser's script would write them."""
    told = list(linked_data.read_linked(root).documents)
    found = {entry.url: entry for entry in _list_described(told, base, now, _DEEPEST)}
    return tuple(found.values()) if len(found) >= _FEWEST_ANNOUNCED else ()


def _list_described(found: Any, base: str, now: datetime, depth: int) -> Iterator[Entry]:
    if isinstance(found, list) and depth:
        for each in found:
            yield from _list_described(each, base, now, depth - 1)
    kind = str(found.get("@type", "")) if isinstance(found, dict) else ""
    if not isinstance(found, dict) or not depth or kind == "BreadcrumbList":
        return
    url, title = found.get("url"), found.get("headline") or found.get("name")
    is_article = kind.endswith(("Article", "Posting", "ListItem"))
    if is_article and isinstance(url, str) and isinstance(title, str):
        day = date_finder.find_date(str(found.get("datePublished", "")), now)
        yield Entry(url=html_tree.join(base, url), title=html_tree.strip_markup(title), published_at=day)
        return
    for name in _LISTS:
        yield from _list_described(found.get(name), base, now, depth - 1)
