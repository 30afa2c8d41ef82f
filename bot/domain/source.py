"""Sources: watched listings, and what one look at them shows."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.article import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What to ask "changed since?" with, and what a changed listing is compared with; empty: nothing.

    seen: marks of what the look showed (`bot.archive.seen`), by which known parts are not read again.
    """

    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    seen: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One watched listing as the database remembers it.

    url: as configured; kind: how it is read, empty until found out; baseline_at: when the first look
    was completed, None before; next_look_at: no look before this time (back-off, Retry-After);
    moved_to: where a permanent redirect led, empty when none did; listing_url: where the list is read best,
    such as the feed that a page announces, empty until found out; listed: how many entries the last look
    that was taken in showed.
    """

    url: str
    kind: str = ""
    baseline_at: datetime | None = None
    validators: Validators = Validators()
    looked_at: datetime | None = None
    full_look_at: datetime | None = None
    next_look_at: datetime | None = None
    failures: int = 0
    alarm: str = ""
    moved_to: str = ""
    listing_url: str = ""
    listed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What one look at a source showed.

    entries: newest first where the source has an order; empty and `unchanged` when the server (or the
    body's hash) says that nothing changed.
    """

    kind: str
    entries: tuple[Entry, ...]
    validators: Validators
    unchanged: bool = False
    moved_to: str = ""
    listing_url: str = ""
