"""What a page says about itself for machines: meta elements, JSON-LD, canonical link, dates."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from bot.archive import boilerplate, html_tree, publication_date
from bot.archive.html_tree import HEADINGS, Block, Element
from bot.domain.urls import canonical_url

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
        titles=tuple(dict.fromkeys(html_tree.squeeze(title) for title in titles if title)),
        canonical=_find_canonical(root, url),
        image=html_tree.join(url, named.get("og:image")),
        language=_read_language(root.get("lang") or named.get("og:locale", "")),
        author=html_tree.squeeze(named.get("author", "") or _text(linked.get("author"))),
        sections=_find_sections(
            root,
            html_tree.squeeze(_text(linked.get("articleSection")) or named.get("article:section", "")),
        ),
        published_at=publication_date.find_published(
            root, named, _text(linked.get("datePublished")), url, now
        ),
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
        found = html_tree.join(url, link.get("href"))
        is_above = canonical_url(url).startswith(canonical_url(found) + "/")
        if html_tree.is_same_site(found, url) and not is_above:
            return found
    return ""


def _find_sections(root: Element, announced: str) -> tuple[str, ...]:
    """The categories that a page shows, else the one it announces."""
    linked = (link for link in root.iter("a") if "category" in (link.get("rel") or "").split())
    boxes = (box for box in root.iter("span", "dd", "div") if _CATEGORY.search(_css(box)))
    named = [*map(html_tree.text_of, linked)] or [
        html_tree.text_of(box).rpartition(":")[2].strip() for box in boxes
    ]
    return tuple(dict.fromkeys(name for name in named or [announced] if 0 < len(name) <= _LONGEST_NAME))


def _css(element: Element) -> str:
    return element.get("class") or ""


def find_json(root: Element, url: str) -> str:
    """WordPress announces the article as JSON."""
    alternates = (link for link in _list_links(root, "alternate") if link.get("type") == "application/json")
    found = [html_tree.join(url, link.get("href")) for link in alternates]
    return next((link for link in found if "wp/v2/posts/" in link), "")


_LEVEL_WEIGHT = {"h1": 2.0, "h2": 1.5, "h3": 1.0}
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_MOST_LINES = 12
_LONGEST = 180
"""Characters; the longest title seen on the association's site has 173."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """The title, and the index of its block; -1 when only the page's meta data name it."""

    text: str
    block: int


def decide_title(blocks: Sequence[Block], announced: Sequence[str], listed: str, url: str) -> Title | None:
    """Weigh headings by level, by what meta data and listing call the article, and by the address.

    announced: titles of the page's meta data, perhaps with the site's name; listed: the listing's, or "".
    """
    candidates = [i for i, block in enumerate(blocks) if _may_be_title(block)]
    if not any(blocks[i].tag in HEADINGS for i in candidates):
        candidates = candidates[:_MOST_LINES]
    else:
        candidates = [i for i in candidates if blocks[i].tag in HEADINGS]
    weights = {
        i: _weigh(blocks[i], announced, listed, url) - order / 100 for order, i in enumerate(candidates)
    }
    best = max(weights, key=lambda i: weights[i], default=None)
    if best is not None and weights[best] >= 1:
        return Title(text=blocks[best].text, block=best)
    if fallback := listed or _announced_title(announced):
        return Title(text=fallback, block=-1)
    return None if best is None else Title(text=blocks[best].text, block=best)


def _may_be_title(block: Block) -> bool:
    is_text = block.image is None and 3 <= len(block.text) <= 300
    is_frame = boilerplate.is_known_frame(block.text) or boilerplate.is_foot(block.text)
    return is_text and not is_frame and not boilerplate.find_date(block.text) and not _is_category_row(block)


def _is_category_row(block: Block) -> bool:
    return bool(boilerplate.find_categories(block.text, block.links))


def _weigh(block: Block, announced: Sequence[str], listed: str, url: str) -> float:
    weight = _LEVEL_WEIGHT.get(block.tag, 0.0) - (1 if len(block.text) > _LONGEST else 0)
    text = _fold(block.text)
    if listed and _fold(listed) == text:
        weight += 3
    if block.element is not None and _is_page_header(block.element):
        weight -= 2
    if any(_is_announced(text, _fold(title)) for title in announced):
        weight += 2
    css = (
        (block.element.get("class") or "") + (block.element.get("itemprop") or "")
        if block.element is not None
        else ""
    )
    if re.search(r"headline|entry-title|post-title|article-title", css.lower()):
        weight += 1
    return weight + 2 * _slug_likeness(text, url)


def _is_page_header(element: Element) -> bool:
    is_header = next(element.iterancestors("header"), None) is not None
    return is_header and next(element.iterancestors("article", "main"), None) is None


def _is_announced(text: str, announced: str) -> bool:
    return bool(text) and text in announced and len(text) >= 0.4 * len(announced)


def _slug_likeness(text: str, url: str) -> float:
    """Share of the title's words that stand in the address, which is not edited when a title is."""
    words = set(re.findall(r"[a-z0-9]{3,}", text.translate(_UMLAUTS)))
    slug = set(re.findall(r"[a-z0-9]{3,}", unquote(urlsplit(url).path).casefold().translate(_UMLAUTS)))
    return len(words & slug) / len(words) if words else 0.0


def _fold(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold()).strip()


def _announced_title(announced: Sequence[str]) -> str:
    """Of several forms the one without the site's name; of one alone what stands before the separator."""
    short = [a for a in announced if any(b != a and b.startswith(a) for b in announced)]
    return short[0] if short else next(map(_without_site, announced), "")


def _without_site(title: str) -> str:
    """A <title> without the site's name behind the last separator."""
    head, separator, _ = re.sub(r"\s+[|»–-]\s+", "\x00", title).rpartition("\x00")
    return title[: len(head)] if separator and head else title
