"""People who may use the desk: who they are, what they may do, and the devices they use."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

LINK_LASTS = timedelta(minutes=15)
"""How long a one-time link signs a device in."""

DEVICE_LASTS = timedelta(days=90)
"""How long a device stays signed in."""

LONGEST_NAME = 60
"""Characters of a person's name."""


class Role(StrEnum):
    """What a person may do at the desk."""

    APPROVE = "approve"
    """Look, decide and change."""
    READ = "read"
    """Look, and change nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody with a name of their own; devices: how many are signed in; seen_at: aware UTC, None: never."""

    name: str
    role: Role
    created_at: datetime
    devices: int = 0
    seen_at: datetime | None = None

    @property
    def may_decide(self) -> bool:
        """Whether the person may change anything."""
        return self.role is Role.APPROVE


class PeopleStore(Protocol):
    """People and their devices. Tokens come as hashes only, so that a copy of the database opens no door."""

    def add(self, name: str, role: Role, *, now: datetime) -> bool:
        """Add a person, or give the one of this name another role; whether they are new."""

    def remove(self, name: str) -> bool:
        """Remove a person with their devices and links at once; whether there was one."""

    def list_people(self, now: datetime) -> Sequence[Person]:
        """Everybody, by name."""

    def add_link(self, name: str, link: str, *, now: datetime, until: datetime) -> bool:
        """Keep a one-time link's hash; False when nobody has this name."""

    def enter(self, link: str, device: str, *, now: datetime, until: datetime) -> Person | None:
        """Use a link up and sign a device in, both or neither; None when it was used, is over or unknown."""

    def find_by_link(self, link: str, *, now: datetime) -> Person | None:
        """Whose link it is, while it may still sign a device in."""

    def find_by_device(self, device: str, *, now: datetime) -> Person | None:
        """Who uses this device; None when it is signed out, over, or its person was removed."""

    def leave(self, device: str) -> None:
        """Sign a device out."""
