"""Every place at which a process can die with a difference: before and after each commit and network call."""

import contextlib
from collections.abc import Callable, Container, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from sqlalchemy import Connection

from bot.storage.database import Database


class Killed(BaseException):
    """The process is gone: nothing of it may run on, not even an `except Exception`."""


class Boundaries:
    """Counts what is crossed; something happens at one chosen crossing."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._at = 0
        self._happening: Callable[[], None] | None = None
        self._never_at: Container[str] = ()

    def plan(self, number: int, happening: Callable[[], None], *, never_at: Container[str] = ()) -> None:
        """Let it happen once, at the `number`-th crossing from now (from 1), but never at those."""
        self._at = len(self.names) + number
        self._happening = happening
        self._never_at = never_at

    def plan_when(self, condition: Callable[[str], bool], happening: Callable[[], None]) -> None:
        """Let it happen once, at the first boundary from now whose name meets the condition."""

        def watch() -> None:
            if condition(self.names[-1]):
                happening()
            else:
                self.plan(1, watch)

        self.plan(1, watch)

    def forget(self) -> None:
        """Nothing happens any more."""
        self._happening = None

    @property
    def is_waiting(self) -> bool:
        """Whether the plan has not come true yet."""
        return self._happening is not None

    def cross(self, name: str) -> None:
        """We are at this place."""
        self.names.append(name)
        if self._happening and len(self.names) >= self._at and name not in self._never_at:
            happening, self._happening = self._happening, None
            happening()

    @contextlib.contextmanager
    def watch_wire(self, *, is_visible: Callable[[str], bool]) -> Iterator[None]:
        """Cross one before each request of our clients, and one when the platform acted but we know nothing.

        is_visible: whether a POST to a path is the one that the public sees.
        """
        send = requests.Session.send

        def watched(session: requests.Session, request: requests.PreparedRequest, **options: Any) -> Any:
            path = urlsplit(request.url).path
            writes = "sending" if is_visible(path) else "upload"
            what = writes if request.method == "POST" else "look"
            self.cross(f"before {what}")
            answer = send(session, request, **options)
            self.cross(f"after {what}")
            return answer

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(requests.Session, "send", watched)
            yield


class WatchedDatabase(Database):
    """The real database; each commit is two boundaries, and a write can be made to fail."""

    boundaries: Boundaries

    @contextlib.contextmanager
    def write(self) -> Iterator[Connection]:
        """The real transaction, with a boundary before and after its commit."""
        with super().write() as connection:
            yield connection
            self.boundaries.cross("before commit")
        self.boundaries.cross("after commit")
