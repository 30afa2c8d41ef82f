"""WordPress's own interface: posts with text, pictures and categories.

Source: WordPress REST API Handbook, "Posts" and "Linking and Embedding". `date_gmt` is UTC; titles and
texts come HTML-escaped; `per_page` above 100 and pages that do not exist are answered with 400.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

from bot.archive import credit_lines, html_tree
from bot.archive.detect import load_json
from bot.archive.html_tree import Element
from bot.domain.article import Entry, Photo

_REL = "https://api.w.org/"
_PER_PAGE = 20
_MOST = 100


def find_posts_url(root: Element, base: str) -> str:
    """The address of a WordPress site's posts, when the page is its start page; else empty."""
    for link in root.iter("link"):
        if _REL in (link.get("rel") or "").split():
            api = html_tree.join(base, link.get("href"))
            home = api.partition("?")[0].removesuffix("wp-json/").rstrip("/")
            is_home = _place(base) == _place(home) and not urlsplit(base).query
            return _posts_url(api) if is_home else ""
    return ""


def first_look_url(url: str) -> str:
    """The same posts, as many as one answer can hold: what slides into view later is known then."""
    return re.sub(r"(?<=[?&]per_page=)\d+", str(_MOST), url)


def _posts_url(api: str) -> str:
    """The posts below an interface's root, with or without pretty addresses."""
    query = urlencode({"per_page": _PER_PAGE, "_embed": 1})
    separator = "&" if "?" in api else "?"
    return f"{api}wp/v2/posts{separator}{query}"


def older_feed_url(body: bytes, url: str, number: int) -> str:
    """The address of an older part of a WordPress feed, counted from 2; empty for other feeds."""
    if b"<generator" not in body or b"wordpress.org" not in body[:20_000]:
        return ""
    return f"{url}{'&' if '?' in url else '?'}paged={number}"


def embedded_url(json_url: str) -> str:
    """One post with its picture and terms."""
    return f"{json_url}{'&' if '?' in json_url else '?'}_embed=1"


def parse_posts(body: bytes) -> tuple[Entry, ...]:
    """Posts of a list; anything of an unexpected shape is left out."""
    found = load_json(body)
    posts = found if isinstance(found, list) else []
    return tuple(entry for post in posts if (entry := parse_post(post)))


def parse_post(post: Any) -> Entry | None:
    """One post as an entry with its whole text; None for another shape."""
    url = html_tree.join("", _text(_dig(post, "link")))
    if not url.startswith(("http://", "https://")):
        return None
    content = _dig(post, "content")
    return Entry(
        url=url,
        title=html_tree.strip_markup(_text(_dig(post, "title", "rendered"))),
        guid=html_tree.clean_guid(html_tree.strip_markup(_text(_dig(post, "guid", "rendered")))),
        published_at=_parse_gmt(post.get("date_gmt")),
        updated_at=_parse_gmt(post.get("modified_gmt")),
        html=_text(_dig(content, "rendered")),
        categories=tuple(_list_categories(post)),
        photo=_find_photo(post),
    )


def is_protected(post: Any) -> bool:
    """Whether a post shows its text only with a password."""
    return bool(_dig(post, "content", "protected"))


def _list_categories(post: dict[str, Any]) -> Iterator[str]:
    """Category names; the default category of a fresh installation is none."""
    for group in _list(_dig(post, "_embedded", "wp:term")):
        for term in _list(group):
            is_category = _dig(term, "taxonomy") == "category" and _dig(term, "slug") not in {
                "uncategorized",
                "allgemein",
            }
            if is_category:
                yield html_tree.strip_markup(_text(_dig(term, "name")))


def _find_photo(post: dict[str, Any]) -> Photo | None:
    media = next(iter(_list(_dig(post, "_embedded", "wp:featuredmedia"))), None)
    url = _text(_dig(media, "source_url"))
    if not url.startswith(("http://", "https://")):
        return None
    caption = _plain(_text(_dig(media, "caption", "rendered")))
    described = html_tree.squeeze(_text(_dig(media, "alt_text")))
    if line := credit_lines.find_picture_line(caption):
        return Photo(url=url, caption=line.caption or described, credit=line.credit)
    return Photo(url=url, caption=caption or described)


def _plain(html: str) -> str:
    return html_tree.text_of(html_tree.parse_html(html)) if html else ""


def _parse_gmt(value: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(value).replace(tzinfo=UTC) if isinstance(value, str) else None
    except ValueError:
        return None


def _dig(value: Any, *names: str) -> Any:
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _place(url: str) -> str:
    return url.partition("://")[2].rstrip("/").removeprefix("www.")
