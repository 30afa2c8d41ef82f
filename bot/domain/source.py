"""Sources: watched listings, and what one look at them shows."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.article import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What the server gave us to ask "changed since?" with; empty strings when it gave nothing."""

    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One watched listing as the database remembers it.

    url: as configured; kind: how it is read, empty until found out; baseline_at: when the first look
    was completed, None before; next_look_at: no look before this time (back-off, Retry-After);
    moved_to: where a permanent redirect led, empty when none did.
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
