"""What a page tells machines in JSON-LD, read once: for its facts, its signs, its owner and its list."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.archive.html_tree import Element

_DAY = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedData:
    """texts: as it is written; documents: what can be read of that."""

    texts: tuple[str, ...]
    documents: tuple[Any, ...]

    def list_objects(self) -> Iterator[dict[str, Any]]:
        """What is described at the top of a document or of its graph."""
        for document in self.documents:
            for item in document if isinstance(document, list) else [document]:
                if isinstance(item, dict):
                    yield item
                    graph = item.get("@graph")
                    parts = graph if isinstance(graph, list) else ()
                    yield from (part for part in parts if isinstance(part, dict))


def read_linked(root: Element) -> LinkedData:
    """The JSON-LD of a page."""
    scripts = (each for each in root.iter("script") if "ld+json" in each.get("type", "").lower())
    texts = tuple(script.text or "" for script in scripts)
    return LinkedData(texts=texts, documents=tuple(map(_load, texts)))


def _load(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        day = _DAY.search(text)  # what is broken elsewhere still tells its day
        return {"@type": "Article", "datePublished": day[1]} if day else None


def types_of(item: dict[str, Any]) -> list[str]:
    """Of what kind an object is, in the words of schema.org."""
    kind = item.get("@type")
    return [each for each in (kind if isinstance(kind, list) else [kind]) if isinstance(each, str)]
