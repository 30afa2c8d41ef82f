"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from datetime import datetime
from typing import Any

from bot.archive import dates, html_tree
from bot.archive.detect import load_json
from bot.domain.article import Entry, Photo


def parse_json_feed(body: bytes, url: str, now: datetime) -> tuple[Entry, ...]:
    """All items that have an address; anything of an unexpected shape is left out."""
    found = load_json(body)
    items = _list(found.get("items")) if isinstance(found, dict) else []
    entries = (_parse_item(item, url, now) for item in items)
    return tuple(entry for entry in entries if entry)


def _parse_item(item: Any, base: str, now: datetime) -> Entry | None:
    if not isinstance(item, dict):
        return None
    text = {name: value for name, value in item.items() if isinstance(value, str)}
    url = html_tree.join(base, text.get("url") or text.get("id", ""))
    if not url.startswith(("http://", "https://")):
        return None
    image = html_tree.join(base, text.get("image") or text.get("banner_image"))
    tags = item.get("tags")
    return Entry(
        url=url,
        title=html_tree.squeeze(text.get("title", "")),
        guid=html_tree.clean_guid(str(item.get("id", ""))),
        published_at=dates.find_date(text.get("date_published", ""), now),
        updated_at=dates.find_date(text.get("date_modified", ""), now),
        html=text.get("content_html", ""),
        categories=tuple(
            filter(None, (html_tree.squeeze(tag) for tag in _list(tags) if isinstance(tag, str)))
        ),
        photo=Photo(url=image) if image else None,
    )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
