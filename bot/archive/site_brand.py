"""Who a website belongs to, as its front page shows it: the name, and the logo in its header."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from bot.archive import html_tree, linked_data
from bot.archive.html_tree import Element

MOST_LOGOS = 4
_HEAD = re.compile(
    r"(?<![a-z])(?:site|page|main|top)?-?_?(?:header|head|branding|brand|masthead|banner|navbar)(?![a-z])"
)
_LOGO = re.compile(r"logo|wortmarke|bildmarke|signet")
_STRANGERS = re.compile(r"partner|sponsor|foerder|förder|member|mitglied|cookie|consent|social|payment")
_ELSEWHERE = frozenset(("main", "article", "footer", "aside"))
_EMPTY_NAMES = re.compile(
    r"(?:startseite|home(?:page)?|start|willkommen|welcome|index|untitled)\W*|.*(?:aktuell|nachricht|\bnews\b|beiträge).*",
    re.IGNORECASE,
)
_OWNERS = frozenset(
    ("Organization", "NGO", "WebSite", "Corporation", "LocalBusiness", "EducationalOrganization")
)
_SEPARATOR = re.compile(r"\s+[|–—·•»-]\s+|\s*[|»]\s*")
_SMALLEST_ICON = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteBrand:
    """name: empty where the page names nobody; logos: addresses that may be the logo, the likeliest first."""

    name: str
    logos: tuple[str, ...]


def find_front_page(url: str) -> str:
    """The front page of the site an address belongs to; empty for what is no web address."""
    with suppress(ValueError):
        parts = urlsplit(url)
        if parts.scheme in {"http", "https"} and parts.netloc:
            return f"{parts.scheme}://{parts.netloc}/"
    return ""


def read_brand(body: str, url: str) -> SiteBrand:
    """What a page in HTML says of its owner; url: its address. Never raises for strange markup."""
    root = html_tree.parse_html(body, url)
    base = html_tree.find_base(root, url)
    owners = list(_list_owners(root))
    found = (html_tree.join(base, href) for href in _list_logos(root, owners))
    drawable = (
        href for href in found if href.startswith(("http://", "https://")) and not _is_icon_file(href)
    )
    return SiteBrand(name=_find_name(root, owners), logos=tuple(dict.fromkeys(drawable))[:MOST_LOGOS])


def _is_icon_file(href: str) -> bool:
    """What browsers show beside a tab's title is too small, and in a form of its own."""
    return urlsplit(href).path.lower().endswith(".ico")


def _list_logos(root: Element, owners: list[dict[str, Any]]) -> Iterator[str]:
    """Announced for machines, then shown in the header, then the icons for phones."""
    for owner in owners:
        logo = owner.get("logo")
        yield from (str(part) for part in ([logo] if isinstance(logo, str) else _list_urls(logo)))
    images = list(root.iter("img"))
    yield from (_source(image) for image in images if _is_logo(image))
    yield from (_source(image) for image in images if _is_in_header(image) and _leads_home(image))
    yield from _list_icons(root)


def _list_urls(logo: object) -> list[str]:
    if isinstance(logo, dict):
        return [str(logo[name]) for name in ("url", "contentUrl") if isinstance(logo.get(name), str)]
    return [url for item in logo for url in _list_urls(item)] if isinstance(logo, list) else []


def _is_logo(image: Element) -> bool:
    """Called a logo by its own words or those right around it, and not one among strangers' logos."""
    near = [image, *islice(image.iterancestors(), 3)]
    words = " ".join(_describe(element) for element in near).lower()
    all_around = " ".join(_describe(element) for element in image.iterancestors()).lower()
    own = f"{words} {(image.get('alt') or '').lower()} {_source(image).rpartition('/')[2].lower()}"
    if _STRANGERS.search(own) or _STRANGERS.search(all_around) or _is_elsewhere(image):
        return False
    return image.get("itemprop") == "logo" or bool(_LOGO.search(own))


def _is_in_header(image: Element) -> bool:
    return not _is_elsewhere(image) and any(
        parent.tag == "header" or parent.get("role") == "banner" or _HEAD.search(_describe(parent).lower())
        for parent in image.iterancestors()
    )


def _is_elsewhere(image: Element) -> bool:
    return next(image.iterancestors(*_ELSEWHERE), None) is not None


def _leads_home(image: Element) -> bool:
    link = next(image.iterancestors("a"), None)
    return link is not None and urlsplit(link.get("href") or "").path.strip("/") in {
        "",
        "de",
        "index.php",
        "index.html",
    }


def _describe(element: Element) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _source(image: Element) -> str:
    """Its address; a lazy picture keeps it in an attribute of its own."""
    lazy = (image.get(name) for name in ("data-src", "data-lazy-src", "data-original"))
    plain = image.get("src") or ""
    return (
        next((value for value in lazy if value), plain) if not plain or plain.startswith("data:") else plain
    )


def _list_icons(root: Element) -> Iterator[str]:
    icons = []
    for link in root.iter("link"):
        rel, href = (link.get("rel") or "").lower(), link.get("href") or ""
        size = int((re.findall(r"(\d{1,4})x", link.get("sizes") or "") or ["0"])[-1])
        if href and "apple-touch-icon" in rel:
            icons.append((size or 180, href))
        elif href and "icon" in rel.split() and size >= _SMALLEST_ICON:
            icons.append((size, href))
    yield from (href for _, href in sorted(icons, key=lambda icon: -icon[0]))


def _list_owners(root: Element) -> Iterator[dict[str, Any]]:
    """The page's JSON-LD objects about the site and whoever keeps it."""
    for document in linked_data.read_linked(root).documents:
        yield from _list_objects(document)


def _list_objects(found: object) -> Iterator[dict[str, Any]]:
    if isinstance(found, list):
        for item in found:
            yield from _list_objects(item)
    elif isinstance(found, dict):
        if not _OWNERS.isdisjoint(linked_data.types_of(found)):
            yield found
        yield from _list_objects(found.get("@graph"))
        yield from _list_objects(found.get("publisher"))


def _find_name(root: Element, owners: list[dict[str, Any]]) -> str:
    named: dict[str, str] = {}
    for meta in root.iter("meta"):
        named.setdefault((meta.get("property") or meta.get("name") or "").lower(), meta.get("content") or "")
    candidates = (
        named.get("og:site_name"),
        *(owner.get("name") for owner in owners),
        named.get("application-name"),
        named.get("apple-mobile-web-app-title"),
        _read_title(root),
    )
    words = (html_tree.squeeze(name) for name in candidates if isinstance(name, str))
    return next((name for name in words if name and not _EMPTY_NAMES.fullmatch(name)), "")


def _read_title(root: Element) -> str:
    """The part of the front page's title that is a name; a slogan is usually the longer rest."""
    title = next((element.text_content() for element in root.iter("title")), "")
    parts = [
        part
        for part in _SEPARATOR.split(html_tree.squeeze(title))
        if part and not _EMPTY_NAMES.fullmatch(part)
    ]
    return parts[0] if parts else ""
