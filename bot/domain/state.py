"""Stops: a channel, or everything, held back by a person or by the platform."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.channel import name_channel
from bot.i18n import say

EVERYTHING = "*"
"""The scope of a stop that holds all channels."""


class StopKind(StrEnum):
    """Who holds back."""

    PAUSE = "pause"
    """A person, by `bot pause`."""
    UNAUTHORIZED = "unauthorized"
    """The platform refuses token or session; a person must act."""
    BLOCKED = "blocked"
    """The platform holds the account back; a person must look."""
    THROTTLED = "throttled"
    """Too many calls; ends by itself."""


REFUSALS = frozenset({StopKind.UNAUTHORIZED, StopKind.BLOCKED})
"""The platform refuses the account, and people hear of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """scope: a channel's name or EVERYTHING; until: aware UTC, None until a person lifts it."""

    scope: str
    kind: StopKind
    reason: str
    since: datetime
    until: datetime | None = None


def name_scope(scope: str) -> str:
    """Where nothing is sent, as it stands behind "on"."""
    return say("all channels") if scope == EVERYTHING else name_channel(scope)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
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
