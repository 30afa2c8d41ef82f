"""Which jobs are due, from what the database says; and shifts, which carry them out one at a time."""

import contextlib
import os
import pickle
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from http.client import HTTPException
from typing import IO
from zoneinfo import ZoneInfo

from bot.config import Settings
from bot.domain.article import Source
from bot.domain.schedule import find_next_report
from bot.domain.state import DOCTOR, REPORT, TIDY, Note, Snapshot, is_from_future, is_lease_over
from bot.i18n import say

JITTER = 0.1
"""Part of the poll interval by which looks are spread, so that many bots do not ask at the same second."""

DAILY = timedelta(days=1)
LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Job(StrEnum):
    """What a shift may be sent for."""

    WATCH = "watch"
    """Look at sources, compose what is new."""
    PUBLISH = "publish"
    """Publish what is due, look for what is unconfirmed, end dead workers' leases."""
    DOCTOR = "doctor"
    """Ask the platforms whether tokens, rights and sessions still hold."""
    TIDY = "tidy"
    """Throw away what is not needed any more."""
    REPORT = "report"
    """Tell people how the week went."""

    @property
    def doing(self) -> str:
        """What people read while it is done, in the instance's language."""
        names = {
            Job.WATCH: say("looking at the news"),
            Job.PUBLISH: say("posting"),
            Job.DOCTOR: say("checking the accounts"),
            Job.TIDY: say("tidying up"),
            Job.REPORT: say("reporting the week"),
        }
        return names[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class JobTimes:
    """An instance's rules; worker: the daemon itself; is_dead: whether another worker no longer runs.

    has_readers: whether anybody wants to be told; timezone: where they live.
    """

    source_urls: tuple[str, ...]
    poll_interval: timedelta
    has_channels: bool
    has_readers: bool
    timezone: ZoneInfo
    worker: str
    is_dead: Callable[[str], bool]

    def find_due(self, snapshot: Snapshot, now: datetime) -> Mapping[Job, datetime]:
        """Jobs that are due now and ours to run, each with since when."""
        since = {job: time for job, time in self._list_times(snapshot, now) if time <= now}
        return {job: time for job, time in since.items() if self._is_ours(job, snapshot, now)}

    def _list_times(self, snapshot: Snapshot, now: datetime) -> Iterator[tuple[Job, datetime]]:
        sources = {source.url: source for source in snapshot.sources}
        looks = [self._next_look(sources.get(url), now) for url in self.source_urls]
        if looks:
            yield Job.WATCH, min(looks)
        dead = [
            LONG_AGO for held in snapshot.held if is_lease_over(held.until, now) or self.is_dead(held.owner)
        ]
        publishing = [*snapshot.posts_due.values(), *snapshot.looks_due.values(), *dead]
        if publishing:
            yield Job.PUBLISH, min(publishing)
        for job, name in ((Job.DOCTOR, DOCTOR), (Job.TIDY, TIDY)):
            note = _find_note(snapshot, name, now)
            if job is Job.TIDY or self.has_channels:
                yield job, note.at + DAILY if note else LONG_AGO
        if self.has_readers:
            note = _find_note(snapshot, REPORT, now)
            yield Job.REPORT, find_next_report(note.at, self.timezone) if note else LONG_AGO

    def _next_look(self, source: Source | None, now: datetime) -> datetime:
        """Not before the interval, nor before what the server asked for.

        A look in the future means that the clock was set back: it must not silence the source for so long.
        """
        asked = source.next_look_at if source and source.next_look_at else LONG_AGO
        if source is None or source.looked_at is None or is_from_future(source.looked_at, now):
            return asked
        seed = f"{source.url} {source.looked_at}".encode()
        spread = self.poll_interval * JITTER * zlib.crc32(seed) / 2**32
        return max(source.looked_at + self.poll_interval + spread, asked)

    def _is_ours(self, job: Job, snapshot: Snapshot, now: datetime) -> bool:
        """Whether no other living daemon holds the lease of this job."""
        lease = snapshot.leases.get(find_lease(job))
        if lease is None or lease.owner == self.worker or is_lease_over(lease.until, now):
            return True
        return self.is_dead(lease.owner)


def _find_note(snapshot: Snapshot, name: str, now: datetime) -> Note | None:
    """One from the future means that the clock was set back: it must not silence its job for so long."""
    note = snapshot.notes.get(name)
    return None if note is None or is_from_future(note.at, now) else note


def find_lease(job: Job) -> str:
    """Whoever publishes also asks the platforms, for a session is used by one daemon at a time."""
    match job:
        case Job.DOCTOR:
            return Job.PUBLISH
        case Job.TIDY | Job.REPORT:
            return Job.WATCH
        case _:
            return job


MISERLY = (timedelta(seconds=15), timedelta(minutes=10))
"""First and longest wait after a shift that changed nothing about what is due."""


class Backoff:
    """Keeps a shift from being sent again and again for what it cannot settle now."""

    def __init__(self) -> None:
        self._due: Mapping[Job, datetime] = {}
        self._wait = MISERLY[0]
        self._until = LONG_AGO

    def may_send(self, due: Mapping[Job, datetime], now: datetime) -> bool:
        """At once for anything new; for the same again after a wait that doubles."""
        if dict(due) != dict(self._due):
            return True
        return now >= self._until or now < self._until - MISERLY[1]

    def note(self, due: Mapping[Job, datetime], now: datetime) -> None:
        """A shift was sent for this."""
        is_same = dict(due) == dict(self._due)
        self._wait = min(self._wait * 2, MISERLY[1]) if is_same else MISERLY[0]
        self._due, self._until = due, now + self._wait


LAST_WORDS = timedelta(seconds=9)
"""How long the running post may take when the daemon stops; a kill after that the protocol survives."""


class Runner:
    """At most one of its shifts runs; in a session of its own, so that Ctrl-C reaches the daemon only.

    name: what it is sent for; jobs: those it may be given; holder: the daemon, in leases.
    """

    def __init__(self, name: str, jobs: Iterable[Job], holder: str) -> None:
        self.name = name
        self.jobs = frozenset(jobs)
        self.backoff = Backoff()
        self._holder = holder
        self._shift: subprocess.Popen[bytes] | None = None
        self._sent = 0.0

    @property
    def is_working(self) -> bool:
        """Whether a shift runs, or has ended without being collected."""
        return self._shift is not None

    @property
    def age(self) -> timedelta:
        """How long the running shift has been at work; zero when none is."""
        return timedelta(seconds=time.monotonic() - self._sent) if self._shift else timedelta(0)

    def send(self, jobs: Iterable[Job], settings: Settings) -> None:
        """Start a shift. Raises OSError when the machine has no room for one.

        -P: what lies in the working directory, such as an article's file named ctypes.py, is never imported.
        """
        given = Assignment(
            name=self.name,
            settings=settings,
            jobs=tuple(jobs),
            holder=self._holder,
            parent=os.getpid(),
        )
        self._shift = subprocess.Popen(
            [sys.executable, "-P", "-m", "bot.daemon.child"], stdin=subprocess.PIPE, start_new_session=True
        )
        self._sent = time.monotonic()
        assert self._shift.stdin is not None
        write(given, self._shift.stdin)

    def collect(self) -> int | None:
        """The exit status of a shift that has ended since, else None."""
        status = None if self._shift is None else self._shift.poll()
        if status is not None:
            self._shift = None
        return status

    def ask_to_end(self) -> None:
        """Let the running post finish; `end` waits for that."""
        if self._shift is not None:
            self._shift.terminate()

    def end(self, patience: timedelta = LAST_WORDS) -> None:
        """Let the running post finish, but not for ever; ticks may collect the shift meanwhile."""
        shift = self._shift
        if shift is None:
            return
        shift.terminate()
        try:
            shift.wait(patience.total_seconds())
        except subprocess.TimeoutExpired:
            self.kill()

    def abandon(self) -> None:
        """Kill the shift and do not wait: a signal may find us holding the lock that waiting needs."""
        shift = self._shift
        if shift is not None and shift.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(shift.pid, signal.SIGKILL)

    def kill(self) -> None:
        """End the shift at once: before the fence nothing was sent, after it reconcile will look."""
        shift = self._shift
        if shift is not None:
            shift.kill()
            shift.wait()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """name: what the shift is sent for; holder: the daemon's name in leases; parent: its process id, which
    the shift does not outlive."""

    name: str
    settings: Settings
    jobs: tuple[Job, ...]
    holder: str
    parent: int


def write(assignment: Assignment, pipe: IO[bytes]) -> None:
    """Hand over, and close the pipe."""
    with pipe:
        pickle.dump(assignment, pipe)


def read(pipe: IO[bytes]) -> Assignment:
    """What our own parent wrote."""
    assignment = pickle.load(pipe)  # noqa: S301 - from our own parent, over a pipe
    assert isinstance(assignment, Assignment)
    return assignment


class Systemd:
    """Silent when there is no socket, that is outside of systemd."""

    def __init__(self, address: str) -> None:
        self._address = f"\0{address[1:]}" if address.startswith("@") else address

    def tell(self, **values: str) -> None:
        """Send states such as READY="1", WATCHDOG="1", STATUS="…"."""
        if not self._address:
            return
        words = "\n".join(f"{name}={value}" for name, value in values.items())
        with (
            contextlib.suppress(OSError),
            socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel,
        ):
            channel.sendto(words.encode(), self._address)


def ping(url: str, *, timeout: float) -> bool:
    """GET the address; False when that failed. Through the standard proxies. timeout: seconds."""
    if not url.startswith(("https://", "http://")):
        return False
    try:
        request = urllib.request.Request(url, headers={"User-Agent": "bot heartbeat"})  # noqa: S310 - http(s) only
        with urllib.request.urlopen(request, timeout=timeout) as answer:  # noqa: S310 - http(s) only
            return bool(answer.status < 400)
    except (OSError, ValueError, HTTPException):
        return False
