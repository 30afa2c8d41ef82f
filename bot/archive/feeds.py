"""RSS 0.9x to 2.0 and Atom: feedparser judges what a feed means."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import feedparser

from bot.archive import dates, links, repairs
from bot.domain.article import Entry, Photo

_FULL_TEXT = 200
_ROOT = re.compile(rb"<(?:\w+:)?(?:rss|RDF|feed|channel)[\s>]")


_END = re.compile(
    rb"</(?:\w+:)?(?:rss|rdf|feed|channel)\s*>\s*(?:<!--(?:(?!-->).)*-->\s*)*$", re.IGNORECASE | re.DOTALL
)
_SURROGATE = re.compile(rb"&#(?:x[dD][89a-fA-F][0-9a-fA-F]{2}|5[5-7][0-9]{3});")
_ROOT_TAG = re.compile(rb"<(?:\w+:)?(?:rss|rdf|feed|channel|urlset|sitemapindex)[\s>]", re.IGNORECASE)


def is_feed(body: bytes) -> bool:
    """Whether bytes begin like RSS or Atom."""
    start = body[:4096].lstrip()
    return bool(_ROOT.search(start)) and b"<html" not in start[:1000].lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """The items of a feed in its order; is_whole says whether the document had an end."""

    entries: tuple[Entry, ...]
    is_whole: bool = True


def parse_feed(body: bytes, url: str) -> Feed:
    """All items that have an address; broken XML gives what can be read, a cut last item is left out."""
    body = _SURROGATE.sub(b"", strip_doctype(body))
    try:
        # without a base of its own feedparser leaves guids as they are; links are joined below
        parsed = feedparser.parse(body, sanitize_html=False)
    except Exception:  # noqa: BLE001 - feedparser lets whatever broken markup causes escape
        return Feed(entries=(), is_whole=False)
    is_whole = bool(_END.search(body[-2000:]))
    items = parsed.entries if is_whole else parsed.entries[:-1]
    return Feed(
        entries=tuple(entry for item in items if (entry := _parse_item(item, url))), is_whole=is_whole
    )


def strip_doctype(body: bytes) -> bytes:
    """XML without its document type: entities that a document declares itself are never expanded."""
    start = body.find(b"<!DOCTYPE", 0, 100_000)
    root = _ROOT_TAG.search(body, max(start, 0))
    return body[:start] + body[root.start() :] if start >= 0 and root else body


def _parse_item(item: Any, base: str) -> Entry | None:
    link = _find_link(item)
    url = links.join(base, link)
    if not link or not url.startswith(("http://", "https://")):
        return None
    # dict.get, because feedparser's own falls back to other dates and warns about it
    updated_at = _time(dict.get(item, "updated_parsed"))
    return Entry(
        url=url,
        title=_plain(item.get("title_detail"), item.get("title", "")),
        guid=repairs.clean_guid(item.get("id", "") or ""),
        published_at=_time(dict.get(item, "published_parsed")) or updated_at,
        updated_at=updated_at,
        html=_find_html(item),
        categories=tuple(dict.fromkeys(_list_categories(item))),
        photo=_find_photo(item, base),
    )


def _find_link(item: Any) -> str:
    """The article's own address; a guid that is one will do."""
    if item.get("link"):
        return str(item["link"])
    links = [link["href"] for link in item.get("links", ()) if link.get("href")]
    guid = str(item.get("id", ""))
    return str(links[0]) if links else guid if guid.startswith(("http://", "https://")) else ""


def _plain(detail: Any, title: str) -> str:
    """A title without markup. feedparser has decoded the XML layer; HTML titles hold one more."""
    kind = (detail or {}).get("type", "text/plain")
    return (
        repairs.strip_markup(title)
        if "html" in kind or "&" in title or "<" in title
        else repairs.squeeze(title)
    )


def _time(value: Any) -> datetime | None:
    try:
        found = datetime.fromtimestamp(calendar.timegm(value), UTC) if value else None
    except (ValueError, OverflowError, OSError, TypeError):
        return None
    return found if found and found.year >= dates.EARLIEST_YEAR else None


def _find_html(item: Any) -> str:
    """The whole text, when the feed carries one."""
    texts = [str(part.get("value", "")) for part in item.get("content", ())]
    longest = max(texts, key=len, default="")
    return longest if len(longest) >= _FULL_TEXT else ""


def _list_categories(item: Any) -> Iterator[str]:
    for tag in item.get("tags", ()):
        if name := repairs.strip_markup(str(tag.get("label") or tag.get("term") or "")):
            yield name


def _find_photo(item: Any, base: str) -> Photo | None:
    pictures = [*item.get("media_content", ()), *item.get("enclosures", ()), *item.get("media_thumbnail", ())]
    for picture in pictures:
        address = picture.get("url") or picture.get("href") or ""
        is_picture = str(picture.get("type", "")).startswith("image/") or picture.get("medium") == "image"
        if address and (is_picture or re.search(r"\.(?:jpe?g|png|webp)(?:\?|$)", address, re.IGNORECASE)):
            credit = (item.get("media_credit") or [{}])[0].get("content", "")
            return Photo(url=links.join(base, address), credit=repairs.squeeze(credit))
    return None
