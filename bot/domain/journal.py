"""What people did, and what the bot remembers between runs."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One thing a person did; post_id is None when it was not about one post."""

    at: datetime
    who: str
    verb: str
    post_id: int | None
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A remembered value and when it was written."""

    value: str
    at: datetime
