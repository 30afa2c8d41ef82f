"""Stops and notes, what the database says about the work that waits, and the people of the desk."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple, Protocol

from bot.domain.article import Source
from bot.domain.channel import name_channel
from bot.domain.post import Channel, PostStatus
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

    @property
    def needs_person(self) -> bool:
        """Whether it lasts until somebody acts; a block ends by itself, but somebody must look."""
        return self.kind in REFUSALS or (self.kind is StopKind.PAUSE and self.until is None)


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


HEARTBEAT = "heartbeat"
"""The note a living daemon writes every minute; its value names the daemon."""
GOOD_SHIFT = "good shift"
"""The note of the last shift that ended without trouble."""
DOCTOR = "doctor"
"""The note of the daily look at everything; its value has one line for each thing that is not well."""
ENDS = "ends"
"""The note of what will stop working, as the daily look found it; a line is an instant and a name."""
REPORT = "report"
"""The note of the last weekly report, and before the first one of when the bot began to count."""
CRASHED = "crashed "
"""How notes of steps begin that crashed and did not go well since; the value says why."""
STUMBLED = "stumbled "
"""Likewise of steps that met trouble once, such as a database that was in use."""
SHIFT = "shift "
"""How the names of whole shifts begin among the steps."""
RESTORED = "restored"
"""The note of the last restore: its value is when the backup was made, its time when it was restored."""
GAP = "gap"
"""The note of times of which the database knows nothing, noted when the last of them ended: its value is when
the first began and when the last began, and words when before the last all was at rest, or nothing noted."""
AT_REST = "at rest"
"""The note of when the daemon, or a pass of `bot run --once`, ended as it should: nothing was done since."""
GAP_AFTER = timedelta(hours=1)
"""A time without any look at a source after which more may have happened than the database knows."""
REMEMBERED_FOR = timedelta(days=30)
"""How long after a restore or a gap looks still reach back to before it."""
AT_WORK = "at work "
"""How notes of shifts begin that take long; the time is when the shift was sent."""
LONG_SHIFT = timedelta(minutes=5)
"""After that a shift is told of: it does in seconds what there usually is to do."""
TIDY = "tidy"
"""The note of the daily housekeeping."""
PASSING = ("told ", "revisit ", "undo ", "asked ", "set aside ", "unseen ", "page asked about ")
"""How the notes begin of which there is one for each article or post: what people were told and decided, and
what became of it since. The daemon's looks leave them out, and in the end they are forgotten."""


SKEW = timedelta(minutes=1)
"""How far the clocks of two machines may be apart without one taking the other's times for wrong ones."""


def is_from_future(time: datetime | None, now: datetime) -> bool:
    """Whether something was noted by a clock that was wrong, and has been set back since."""
    return time is not None and time > now + SKEW


LONGEST_LEASE = timedelta(days=1)
"""What is held for longer from now on was taken by a clock that was wrong, and has been set back since."""


def is_lease_over(until: datetime, now: datetime) -> bool:
    """Whether it has run out, or cannot be true."""
    return until <= now or until > now + LONGEST_LEASE


class Gap(NamedTuple):
    """Times of which the database knows nothing: since when there were any, and the last of them.

    was_at_rest: before that one everything had ended as it should, as between two passes of `bot run --once`,
    or the daemon lived on and only had no source to look at, as when all fail for long; is_first: nothing
    was noted before it, as of an instance of release 1.0, which knew no such notes.
    """

    since: datetime
    start: datetime
    end: datetime
    was_at_rest: bool = False
    is_first: bool = False


def read_gap(note: Note | None, now: datetime) -> Gap | None:
    """What the note says; None when there was none lately."""
    if note is None or now > note.at + REMEMBERED_FOR:
        return None
    since, *words = note.value.split()
    start = words[0] if words else since
    return Gap(
        since=datetime.fromisoformat(since),
        start=datetime.fromisoformat(start),
        end=note.at,
        was_at_rest="rest" in words,
        is_first="first" in words,
    )


def find_gap(
    looks: Iterable[datetime | None],
    notes: Mapping[str, Note | None],
    poll_interval: timedelta,
    now: datetime,
) -> str | None:
    """The note's value when nobody looked at any source for long and that is not yet noted, else None.

    notes: those named GAP, AT_REST and HEARTBEAT.
    """
    note, rest, beat = notes.get(GAP), notes.get(AT_REST), notes.get(HEARTBEAT)
    last = max((look for look in looks if look), default=None)
    if last is None or now - last <= max(GAP_AFTER, 3 * poll_interval) or (note and note.at > last):
        return None
    known = read_gap(note, now)
    since = min(last, known.since) if known else last
    was_at_rest = bool(rest and rest.at >= last) or bool(beat and now - beat.at <= GAP_AFTER)
    is_first = rest is None and (beat is None or beat.at > last)
    return f"{since.isoformat()} {last.isoformat()}{' rest' * was_at_rest}{' first' * is_first}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A post under a lease."""

    owner: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """One look at the database; all times aware UTC.

    posts_due: per channel, when the next scheduled post is due, and looks_due likewise for unconfirmed
    ones; overdue: since when it should have gone out, however often it was put off; held back channels are
    left out. leases: name of what one daemon does -> who, until when.
    """

    posts_due: Mapping[Channel, datetime]
    looks_due: Mapping[Channel, datetime]
    overdue: Mapping[Channel, datetime]
    held: tuple[Held, ...]
    sources: tuple[Source, ...]
    notes: Mapping[str, Note]
    leases: Mapping[str, Held]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Figures for monitoring.

    attempts: per channel, step and kind of error ("" without one); oldest_unconfirmed: when it was sent.
    """

    posts: Mapping[tuple[Channel, PostStatus], int]
    attempts: Mapping[tuple[Channel, str, str], int]
    articles: Mapping[str, int]
    oldest_unconfirmed: datetime | None


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
