"""Facts: what a follower needs to know of an article, found by rule, each only when it is certain."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class FactKind(StrEnum):
    """What a fact answers; the order is that of a caption's lines."""

    WHEN = "when"
    WHERE = "where"
    PRICE = "price"
    DEADLINE = "deadline"
    REGISTER = "register"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact in words: "Samstag, 12. Dezember 2026, 18 Uhr", "Eintritt frei", "0201 000-12"."""

    kind: FactKind
    text: str

    def to_record(self) -> Mapping[str, str]:
        """`{kind, text}` of the contract."""
        return {"kind": self.kind.value, "text": self.text}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What a text announces; all days and times are local to the instance.

    first, last: its days, the same for one day; days: each day of a series, else empty;
    starts_at, ends_at: aware, on the first and last day, None while no time is written;
    text: when it is, as the caption says it; place: where, or empty;
    is_main: what the text is about, so a picture may show it large; a report's "next time" is not.
    """

    first: date
    last: date
    days: tuple[date, ...] = ()
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    text: str
    place: str = ""
    is_main: bool = True

    @property
    def start(self) -> str:
        """ISO 8601: a day, or an instant with offset."""
        return self.starts_at.isoformat() if self.starts_at else self.first.isoformat()

    @property
    def end(self) -> str | None:
        """ISO 8601: a day, or an instant with offset; None for one day without a closing time."""
        if self.ends_at:
            return self.ends_at.isoformat()
        return self.last.isoformat() if self.last != self.first else None

    def to_record(self) -> Mapping[str, Any]:
        """`{start, end, text}` of the contract."""
        return {"start": self.start, "end": self.end, "text": self.text}
