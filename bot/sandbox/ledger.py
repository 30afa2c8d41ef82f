"""The ledger: every request that arrived and every effect it had, in order and without secrets."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from threading import Lock

SECRET_WORDS = (
    "token",
    "secret",
    "password",
    "proof",
    "sessionid",
    "authorization",
    "code_verifier",
    "signed_body",
)
LONGEST_VALUE = 300


class Act(StrEnum):
    """What an entry tells: a request came, or something in the world changed."""

    REQUEST = "request"
    CREATED = "created"
    EDITED = "edited"
    DELETED = "deleted"
    LOGGED_IN = "logged_in"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the ledger. `at` is UTC; `subject` the id of what changed; `fault` the kind that struck."""

    at: datetime
    act: Act
    point: str
    method: str = ""
    path: str = ""
    parameters: Mapping[str, str]
    subject: str = ""
    fault: str = ""


class Ledger:
    """Append-only and safe to read from any thread."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._entries: list[Entry] = []
        self._lock = Lock()

    @property
    def entries(self) -> tuple[Entry, ...]:
        with self._lock:
            return tuple(self._entries)

    def requests(self, point: str) -> int:
        """How many requests came to a point, such as "facebook.feed"."""
        return sum(entry.act is Act.REQUEST and entry.point == point for entry in self.entries)

    def effects(self, point: str | None = None) -> tuple[Entry, ...]:
        """What changed in the world, at one point or at all of them."""
        changes = (entry for entry in self.entries if entry.act not in {Act.REQUEST, Act.REFUSED})
        return tuple(entry for entry in changes if point in {None, entry.point})

    def note_request(
        self, point: str, *, method: str, path: str, parameters: Mapping[str, str], fault: str = ""
    ) -> None:
        """Write down that a request came."""
        self._append(
            Entry(
                at=self._clock(),
                act=Act.REQUEST,
                point=point,
                method=method,
                path=path,
                parameters=_without_secrets(parameters),
                fault=fault,
            )
        )

    def note_effect(self, act: Act, point: str, subject: str, **facts: str) -> None:
        """Write down that something changed."""
        self._append(
            Entry(at=self._clock(), act=act, point=point, subject=subject, parameters=_without_secrets(facts))
        )

    def _append(self, entry: Entry) -> None:
        with self._lock:
            self._entries.append(entry)


def _without_secrets(parameters: Mapping[str, str]) -> dict[str, str]:
    return {
        name: value[:LONGEST_VALUE]
        for name, value in parameters.items()
        if not any(word in name.lower() for word in SECRET_WORDS)
    }
