"""What a page says about itself for machines: meta elements, JSON-LD, canonical link, dates."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.archive import dates, links, page, repairs
from bot.archive.page import Element
from bot.domain.address import canonical_url

_LANGUAGE = re.compile("[a-z]{2,8}")
_ARTICLE_TYPES = frozenset(
    ("Article", "NewsArticle", "BlogPosting", "Event", "Report", "ReportageNewsArticle", "SocialMediaPosting")
)
_LONGEST_NAME = 40
_CATEGORY = re.compile(r"(?:^|\s)(?:category-name|news-list-category)(?:$|\s)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """Facts a page announces; empty strings and None where it says nothing."""

    titles: tuple[str, ...] = ()
    canonical: str = ""
    image: str = ""
    language: str = ""
    author: str = ""
    sections: tuple[str, ...] = ()
    published_at: datetime | None = None


def read_meta(root: Element, url: str, now: datetime) -> Meta:
    """Read a page's own account of itself; addresses are absolute."""
    named = _read_named(root)
    linked = next(_list_linked(root), {})
    titles = (named.get("og:title"), _text(linked.get("headline")), named.get("twitter:title"), _title(root))
    return Meta(
        titles=tuple(dict.fromkeys(repairs.squeeze(title) for title in titles if title)),
        canonical=_find_canonical(root, url),
        image=links.join(url, named.get("og:image")),
        language=_read_language(root.get("lang") or named.get("og:locale", "")),
        author=repairs.squeeze(named.get("author", "") or _text(linked.get("author"))),
        sections=_find_sections(
            root,
            repairs.squeeze(_text(linked.get("articleSection")) or named.get("article:section", "")),
        ),
        published_at=dates.find_published(root, named, _text(linked.get("datePublished")), url, now),
    )


def _read_language(tag: str) -> str:
    """The language of "de-DE" or "de_DE"; empty when it is none."""
    language = tag.replace("_", "-").lower().partition("-")[0]
    return language if _LANGUAGE.fullmatch(language) else ""


def _read_named(root: Element) -> dict[str, str]:
    named: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if name and meta.get("content"):
            named.setdefault(name.lower(), meta.get("content"))
    return named


def _list_linked(root: Element) -> Iterator[dict[str, Any]]:
    """The page's JSON-LD objects that describe an article."""
    for script in root.iter("script"):
        if (script.get("type") or "").lower() == "application/ld+json" and script.text:
            try:
                found = json.loads(script.text)
            except (ValueError, RecursionError):
                continue
            yield from (item for item in _flatten(found) if _ARTICLE_TYPES & set(_types(item)))


def _flatten(found: Any) -> Iterator[dict[str, Any]]:
    for item in found if isinstance(found, list) else [found]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            yield from (part for part in (graph if isinstance(graph, list) else ()) if isinstance(part, dict))


def _types(item: dict[str, Any]) -> list[str]:
    kind = item.get("@type")
    return (
        [kind]
        if isinstance(kind, str)
        else [k for k in kind if isinstance(k, str)]
        if isinstance(kind, list)
        else []
    )


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name", "")
    return value if isinstance(value, str) else ""


def _title(root: Element) -> str:
    title = root.find(".//title")
    return "" if title is None or not title.text else str(title.text)


def _list_links(root: Element, rel: str) -> Iterator[Element]:
    return (link for link in root.iter("link") if rel in (link.get("rel") or "").lower().split())


def _find_canonical(root: Element, url: str) -> str:
    """The page's canonical address if it is believable: on the same site, and no page above this one.

    Some sites name their list there on each article, as if all were one.
    """
    for link in _list_links(root, "canonical"):
        found = links.join(url, link.get("href"))
        is_above = canonical_url(url).startswith(canonical_url(found) + "/")
        if links.is_same_site(found, url) and not is_above:
            return found
    return ""


def _find_sections(root: Element, announced: str) -> tuple[str, ...]:
    """The categories that a page shows, else the one it announces."""
    linked = (link for link in root.iter("a") if "category" in (link.get("rel") or "").split())
    boxes = (box for box in root.iter("span", "dd", "div") if _CATEGORY.search(_css(box)))
    named = [*map(page.text_of, linked)] or [page.text_of(box).rpartition(":")[2].strip() for box in boxes]
    return tuple(dict.fromkeys(name for name in named or [announced] if 0 < len(name) <= _LONGEST_NAME))


def _css(element: Element) -> str:
    return element.get("class") or ""


def find_json(root: Element, url: str) -> str:
    """WordPress announces the article as JSON."""
    alternates = (link for link in _list_links(root, "alternate") if link.get("type") == "application/json")
    found = [links.join(url, link.get("href")) for link in alternates]
    return next((link for link in found if "wp/v2/posts/" in link), "")
