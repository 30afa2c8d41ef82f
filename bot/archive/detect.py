"""What kind of listing bytes are, found out from the bytes themselves."""

import json
import re
from enum import StrEnum
from typing import Any

from bot.archive import feeds


class Kind(StrEnum):
    """How a source is read."""

    HTML = "html"
    FEED = "feed"
    JSON_FEED = "jsonfeed"
    WORDPRESS = "wordpress"
    SITEMAP = "sitemap"
    FOLDER = "folder"


_SITEMAP = re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex)[\s>]")


def find_kind(body: bytes) -> Kind:
    """Recognise a listing; whatever is nothing else is read as HTML."""
    start = body[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:1] in {b"{", b"["}:
        return _find_json_kind(load_json(body))
    if _SITEMAP.search(start):
        return Kind.SITEMAP
    return Kind.FEED if feeds.is_feed(start) else Kind.HTML


def load_json(body: bytes) -> Any:
    """Parse JSON; None when it is none. Half of a surrogate pair, which nobody can store, becomes "?"."""
    try:
        text = body.decode(json.detect_encoding(body), "replace")
        found = json.loads(text)
        if "\\ud" in text.lower():
            found = json.loads(json.dumps(found, ensure_ascii=False).encode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None
    return found


def _find_json_kind(found: Any) -> Kind:
    if isinstance(found, dict) and "jsonfeed.org" in str(found.get("version", "")):
        return Kind.JSON_FEED
    is_posts = isinstance(found, list) and all(isinstance(post, dict) and "link" in post for post in found)
    return Kind.WORDPRESS if is_posts else Kind.HTML
