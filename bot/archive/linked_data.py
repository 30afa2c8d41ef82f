"""What a page tells machines in JSON-LD, read once: for its facts, its signs, its owner and its list."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
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


_CALLED_OFF = ("EventCancelled", "EventPostponed", "EventRescheduled")
_STEM, _SHARED = 5, 0.5
_LONGEST_NAME, _LONGEST_PLACE = 300, 150
_YEARS = range(1990, 2100)


def tell_event(linked: LinkedData, title: str, zone: tzinfo) -> Iterator[str]:
    """When and where the one event takes place that a page describes, as lines of a German text.

    None where it describes several, another one than the title names, or one that does not take place as
    planned. The hour is the one at the zone's clocks.
    """
    events = [
        item for item in linked.list_objects() if any(kind.endswith("Event") for kind in types_of(item))
    ]
    event = events[0] if len(events) == 1 else {}
    if not _is_named(_text(event.get("name")), title) or _text(event.get("eventStatus")).endswith(
        _CALLED_OFF
    ):
        return
    starts, ends = (_read_moment(event.get(name), zone) for name in ("startDate", "endDate"))
    if starts:
        yield f"Wann: {_say_when(starts, ends if ends and ends > starts else None)}"
    if place := _name_place(event.get("location")):
        yield f"Ort: {place}"


def _is_named(name: str, title: str) -> bool:
    """Whether half of the words of an event's name stand in a title."""
    words = [word[:_STEM] for word in re.findall(r"\w{3,}", name[:_LONGEST_NAME].casefold())]
    return sum(word in title.casefold() for word in words) > _SHARED * len(words)


def _read_moment(value: Any, zone: tzinfo) -> datetime | None:
    try:
        moment = datetime.fromisoformat(_text(value))
        told = moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)
    except (ValueError, OverflowError):
        return None
    return told if told.year in _YEARS else None


def _say_when(starts: datetime, ends: datetime | None) -> str:
    """ "16.09.2026, 18:00–19:30 Uhr"; midnight is no hour."""
    day, last = f"{starts:%d.%m.%Y}", (ends - timedelta(seconds=1)).date() if ends else starts.date()
    if last > starts.date():
        return f"{day} bis {last:%d.%m.%Y}"
    if starts.time() == time(0):
        return day
    return f"{day}, {starts:%H:%M}{f'–{ends:%H:%M}' if ends and ends.time() != time(0) else ''} Uhr"


def _name_place(value: Any) -> str:
    """ "Haus am Kanal, Weg 3, 45127 Essen"."""
    value = value[0] if isinstance(value, list) and value else value
    if not isinstance(value, dict):
        return _text(value)[:_LONGEST_PLACE]
    if "VirtualLocation" in types_of(value):
        return "online"
    address = value.get("address")
    street, code, town = (
        _text(address.get(name)) if isinstance(address, dict) else ""
        for name in ("streetAddress", "postalCode", "addressLocality")
    )
    parts = [_text(value.get("name")), street or _text(address), f"{code} {town}".strip()]
    told = [part for at, part in enumerate(parts) if part and not any(part in said for said in parts[:at])]
    return ", ".join(told)[:_LONGEST_PLACE]


def _text(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
