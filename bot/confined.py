"""What strangers wrote is read and composed in a child process with a time limit.

A page that sends a parser astray, or a template that loops, would otherwise hold up every other article, and
what is due as well. The child is a fork: it starts in milliseconds and sees what was loaded already. It
serves one piece of work after another; when one takes too long the child is killed and the next piece gets a
new one.
"""

import contextlib
import os
import pickle
import select
import signal
import struct
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NoReturn

from bot.domain.article import Article, Entry, Look, Source
from bot.domain.errors import BotError, TookTooLong
from bot.domain.post import UNSTYLED, Channel, Composition, Image, Styling
from bot.i18n import say

COMPOSING = timedelta(seconds=30)
"""For one post: a teaser and a picture take less than a second."""
READING = timedelta(minutes=2)
"""For one article: a slow server may use up the time limit of several requests."""
LOOKING = timedelta(minutes=15)
"""For one listing, with all its pages and the pauses that its site asks for."""

_LENGTH = struct.Struct(">Q")
_MARGIN = 5
"""Seconds after the limit at which a child ends by itself, should its parent be gone."""


class ConfinedArchive:
    """An Archive whose reading ends in time. Every method may raise TookTooLong."""

    def __init__(self, child: "Confined") -> None:
        self._child = child

    def look(self, source: Source, *, conditional: bool = True) -> Look:
        """Read the listing of a source."""
        look: Look = self._child.ask(LOOKING, "archive", "look", source, conditional=conditional)
        return look

    def glance(self, url: str) -> Look:
        """Read what one page lists."""
        look: Look = self._child.ask(LOOKING, "archive", "glance", url)
        return look

    def read(self, entry: Entry) -> Article:
        """Fetch and clean one article."""
        article: Article = self._child.ask(READING, "archive", "read", entry)
        return article

    def read_file(self, path: Path) -> Article:
        """Read and clean a local file."""
        article: Article = self._child.ask(READING, "archive", "read_file", path)
        return article


class ConfinedComposer:
    """A Composer that ends in time. Every method may raise TookTooLong."""

    def __init__(self, child: "Confined") -> None:
        self._child = child

    def compose(
        self,
        article: Article,
        channel: Channel,
        *,
        now: datetime,
        styling: Styling = UNSTYLED,
        recent: Sequence[str] = (),
    ) -> Composition:
        """Compose caption and share image."""
        asked = {"now": now, "styling": styling, "recent": tuple(recent)}
        made: Composition = self._child.ask(COMPOSING, "composer", "compose", article, channel, **asked)
        return made

    def find_cure(self, words: str) -> str:
        """Advice on a font that is missing."""
        cure: str = self._child.ask(COMPOSING, "composer", "find_cure", words)
        return cure

    def take_image(self, data: bytes) -> Image:
        """Keep a person's own picture."""
        image: Image = self._child.ask(COMPOSING, "composer", "take_image", data)
        return image


Serve = Callable[..., object]
"""Carries out one piece of work in the child, by name and arguments that pickle."""


class Confined:
    """Work in a child. make_server: called once in each child, returns what carries the work out.

    Where processes cannot be forked the work is done here, without a limit.
    """

    def __init__(self, make_server: Callable[[], Serve]) -> None:
        self._make_server = make_server
        self._child: _Child | None = None
        self._server: Serve | None = None

    def ask(self, limit: timedelta, *work: object, **options: object) -> Any:
        """The answer of the server. Raises what it raises, TookTooLong, and BotError when the child dies."""
        if not hasattr(os, "fork"):
            self._server = self._server or self._make_server()
            return self._server(*work, **options)
        if self._child is None:
            self._child = _Child(self._make_server)
        try:
            is_well, answer = self._child.ask((work, options), limit)
        except (TookTooLong, EOFError, OSError) as error:
            self.close()
            if isinstance(error, TookTooLong):
                raise
            raise BotError(say("The process that composes has died.")) from None
        if not is_well:
            raise answer
        return answer

    def close(self) -> None:
        """End the child."""
        if self._child is not None:
            self._child.kill()
            self._child = None


class _Child:
    def __init__(self, make_server: Callable[[], Serve]) -> None:
        to_child, self._orders = os.pipe()
        self._answers, from_child = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            os.close(self._orders)
            os.close(self._answers)
            _serve(make_server, to_child, from_child)
        os.close(to_child)
        os.close(from_child)

    def ask(self, work: object, limit: timedelta) -> tuple[bool, Any]:
        seconds = limit.total_seconds()
        deadline = time.monotonic() + seconds
        _write(self._orders, pickle.dumps((work, seconds)))
        return pickle.loads(_read(self._answers, deadline))  # type: ignore[no-any-return]  # noqa: S301 - our own child

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self._pid, 0)
        os.close(self._orders)
        os.close(self._answers)


def _serve(make_server: Callable[[], Serve], orders: int, answers: int) -> NoReturn:
    """The child's whole life. Nothing of the parent's is cleaned up here: its connections stay its own."""
    try:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        server: Serve | None = None
        while True:
            (work, options), seconds = pickle.loads(_read(orders, None))  # noqa: S301 - our own parent
            signal.alarm(int(seconds) + _MARGIN)
            try:
                server = server or make_server()
                answer = pickle.dumps((True, server(*work, **options)))
            except Exception as error:  # noqa: BLE001 - handed over whole, the parent decides
                answer = _pack(error)
            signal.alarm(0)
            _write(answers, answer)
    except BaseException:  # noqa: BLE001 - the parent is gone, or wants us gone
        os._exit(0)


def _pack(error: Exception) -> bytes:
    """The error itself, or its words when it does not survive the way."""
    try:
        packed = pickle.dumps((False, error))
        pickle.loads(packed)  # noqa: S301 - what we wrote
    except Exception:  # noqa: BLE001 - whatever a stranger's error class does
        packed = pickle.dumps((False, RuntimeError(repr(error))))
    return packed


def _write(number: int, data: bytes) -> None:
    rest = memoryview(_LENGTH.pack(len(data)) + data)
    while rest:
        rest = rest[os.write(number, rest) :]


def _read(number: int, deadline: float | None) -> bytes:
    size = _LENGTH.unpack(_read_exactly(number, _LENGTH.size, deadline))[0]
    return _read_exactly(number, size, deadline)


def _read_exactly(number: int, size: int, deadline: float | None) -> bytes:
    data = bytearray()
    while len(data) < size:
        left = None if deadline is None else max(deadline - time.monotonic(), 0)
        if not select.select([number], [], [], left)[0]:
            raise TookTooLong(say("It took too long."))
        piece = os.read(number, size - len(data))
        if not piece:
            raise EOFError
        data += piece
    return bytes(data)
