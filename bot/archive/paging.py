"""The pages of a list, and the feeds that a page announces."""

import re
from urllib.parse import unquote, urlsplit

from bot.archive import links, page
from bot.archive.page import Element

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
            return _other_page(links.join(base, link.get("href")), url)
    for link in root.iter("a"):
        label = link.get("aria-label") or link.get("title") or ""
        css = f"{link.get('class') or ''} {link.getparent().get('class') or ''}".split()
        is_next = (
            _NEXT.fullmatch(page.text_of(link))
            or _NEXT.fullmatch(label)
            or {"next", "nav-previous"} & set(css)
        )
        if is_next and link.get("href") and _is_paging(link):
            return _other_page(links.join(base, link.get("href")), url)
    return _find_numbered(root, base, url)


def _find_numbered(root: Element, base: str, url: str) -> str:
    """Among numbered links to pages of this list, the one after the page that is open."""
    pages = {
        int(number): target
        for link in root.iter("a")
        if (number := page.text_of(link)).isdecimal() and len(number) < 4
        if is_page_of(target := links.join(base, link.get("href")), url)
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
    return [url for link in own if (url := links.join(base, link.get("href")))]


def _is_alternate(link: Element) -> bool:
    return "alternate" in (link.get("rel") or "").lower().split()
