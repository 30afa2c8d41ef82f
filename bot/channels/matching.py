"""Recognising our own post among what stands on a platform, and remembering what a handle was made for."""

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, TypeGuard

from bot.domain.ports import KeepHandle
from bot.domain.post import Composition, Post

Row = dict[str, Any]

CLOCKS_APART = timedelta(days=1)
"""How far our clock may be ahead of the platform's without hiding our own post from us.

An older post with the same text does no harm: the database takes no receipt for two posts of ours.
"""


class Handles(Mapping[str, str]):
    """The handles of a post; `keep` stores one durably before it can be read here."""

    def __init__(self, stored: Mapping[str, str], store: KeepHandle) -> None:
        self._values = dict(stored)
        self._store = store

    def keep(self, name: str, value: str) -> None:
        self._store(name, value)
        self._values[name] = value

    def drop(self, name: str) -> None:
        """Forget a handle that no longer holds, such as a post that was withdrawn since."""
        if self._values.get(name):
            self.keep(name, "")

    def __getitem__(self, name: str) -> str:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def fingerprint(composition: Composition, *, with_caption: bool = False) -> str:
    """What an uploaded picture (and its caption, where it is part of the upload) was made from."""
    parts = [composition.image_sha256, composition.alt_text]
    if with_caption:
        parts.append(composition.caption)
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()[:16]


def normalise(text: object) -> str:
    """A caption as far as platforms leave it alone: they may change white space and letter forms."""
    return " ".join(unicodedata.normalize("NFC", str(text or "")).split())


def window_start(post: Post) -> datetime:
    """The earliest time at which the post can have appeared by the platform's clock; aware UTC."""
    return (post.sent_at or post.created_at) - CLOCKS_APART


def is_rows(rows: object) -> TypeGuard[list[Row]]:
    """Whether a listing has the shape of one: anything else was read in vain, and is not an empty list."""
    return isinstance(rows, list) and all(isinstance(row, dict) for row in rows)


def keep_since(rows: Iterable[Row], name: str, start: datetime) -> Iterator[Row]:
    """The rows whose time in the field `name` is not before the start; rows without a readable time stay."""
    for row in rows:
        at = parse_time(row.get(name))
        if at is None or at >= start:
            yield row


def are_older(rows: Sequence[Row], name: str, start: datetime) -> bool:
    """Whether a whole page of a listing lies before the start; single rows may, such as pinned ones."""
    times = [parse_time(row.get(name)) for row in rows]
    return bool(times) and all(at is not None and at < start for at in times)


def parse_time(text: object) -> datetime | None:
    """Graph's "2026-11-22T15:00:00+0000" or unix seconds as aware UTC; None when it is neither."""
    try:
        if isinstance(text, int | float):
            return datetime.fromtimestamp(text, UTC)
        return datetime.fromisoformat(str(text)).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None
