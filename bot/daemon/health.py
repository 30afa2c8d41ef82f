"""Answers /healthz, /readyz and /metrics over HTTP, in a thread of its own."""

import socket
import sys
import threading
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from prometheus_client import CollectorRegistry, Metric, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

from bot.domain.article import ArticleStatus, Source
from bot.domain.errors import BotError, SettingsWrong, explain_refusal
from bot.domain.post import Channel
from bot.domain.state import ENDS, GOOD_SHIFT, HEARTBEAT, LONG_SHIFT, Counts, Snapshot
from bot.domain.urls import without_login
from bot.i18n import say

TEXT = "text/plain; charset=utf-8"


class _Server(ThreadingHTTPServer):
    """Says nothing about those who leave before they have their answer."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """The connection broke, or a mistake of ours, which the log gets."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Server6(_Server):
    """For addresses such as [::1]:9090."""

    address_family = socket.AF_INET6


Look = Callable[[], tuple[Counts, Snapshot]]
"""One look at the database. Raises StorageError."""


@dataclass(slots=True, kw_only=True)
class DaemonHealth:
    """Written by the daemon's thread only; each field is replaced whole.

    problem: why the database cannot be read, empty when it can; troubled: what the last shift of each kind
    complained of, for those that did.
    steady: seconds by a clock that nobody sets, so that a wrong time of day makes nobody look dead.
    shifts, looks: counted since the start; looks by source and result. shift_ages: how long the running
    shifts have been at work; overdue: per channel that nothing holds back, for how long its next post is due.
    """

    started_at: datetime
    problem: str = ""
    troubled: dict[str, str] = field(default_factory=dict)
    shifts: dict[str, int] = field(default_factory=lambda: {"well": 0, "trouble": 0})
    looks: dict[tuple[str, str], int] = field(default_factory=dict)
    shift_ages: dict[str, timedelta] = field(default_factory=dict)
    overdue: dict[str, timedelta] = field(default_factory=dict)
    steady: Callable[[], float] = time.monotonic
    has_ticked: bool = False
    _seen: float = field(init=False)
    _looked: dict[str, datetime | None] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self._seen = self.steady()

    def tick(self) -> None:
        """The daemon works."""
        self._seen, self.has_ticked = self.steady(), True

    def notice_looks(self, sources: Collection[Source]) -> None:
        """Count the looks that shifts have made since the last time, ours and those of other daemons."""
        before, self._looked = self._looked, {source.url: source.looked_at for source in sources}
        if before is None:
            return
        looks = dict(self.looks)
        for source in sources:
            if source.looked_at != before.get(source.url):
                key = (source.url, "failed" if source.failures else "well")
                looks[key] = looks.get(key, 0) + 1
        self.looks = looks

    def notice_end(self, name: str, trouble: str) -> None:
        """A shift has ended; trouble: what it complained of. One that went well says nothing of others."""
        self.shifts["trouble" if trouble else "well"] += 1
        others = {other: words for other, words in self.troubled.items() if other != name}
        self.troubled = {**others, name: trouble} if trouble else others

    @property
    def trouble(self) -> str:
        """What the last shifts complained of; empty when all went well."""
        return next(iter(self.troubled.values()), "")

    def notice_overdue(self, overdue: Mapping[Channel, datetime], now: datetime) -> None:
        """Remember for how long posts should have gone out."""
        self.overdue = {channel: now - since for channel, since in overdue.items()}

    def explain_delay(self) -> str:
        """What takes too long now, in a sentence; empty when nothing does."""
        for name, age in self.shift_ages.items():
            if age > LONG_SHIFT:
                minutes = age // timedelta(minutes=1)
                return say(
                    "a shift has been at work for {minutes} minutes: {name}", minutes=minutes, name=name
                )
        late = [channel for channel, time in self.overdue.items() if time > OVERDUE]
        return say("posts are overdue on {channels}", channels=", ".join(sorted(late))) if late else ""

    def is_alive(self) -> bool:
        """Whether it ticked lately, or has only just begun."""
        return self.steady() - self._seen < STALE

    def is_ready(self) -> bool:
        """Whether it is alive and its last look and shift went well."""
        is_late = bool(self.explain_delay())
        return self.is_alive() and self.has_ticked and not (self.problem or self.trouble or is_late)


class HealthServer:
    """Listens on an address such as 127.0.0.1:9090; read-only, without secrets, one line each."""

    def __init__(self, address: str, health: DaemonHealth, look: Look, clock: Callable[[], datetime]) -> None:
        host, _, port = address.rpartition(":")
        try:
            make = _Server6 if host.startswith("[") else _Server
            self._server = make((host.strip("[]"), int(port)), partial(_Handler, health, look, clock))
        except (OSError, OverflowError) as error:
            reason = explain_refusal(error) if isinstance(error, OSError) else error
            sentence = say(
                "BOT_HEALTH_ADDR={address} cannot be used: {reason}.", address=address, reason=reason
            )
            raise SettingsWrong(sentence) from None
        self._thread = threading.Thread(target=self._server.serve_forever, name="health", daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        """Where it listens, also when it was given port 0."""
        return int(self._server.server_address[1])

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    server_version = "bot"
    sys_version = ""
    timeout = 10

    def __init__(
        self, health: DaemonHealth, look: Look, clock: Callable[[], datetime], *request: Any
    ) -> None:
        self._health, self._look, self._clock = health, look, clock
        super().__init__(*request)

    def do_GET(self) -> None:
        """One of three pages."""
        health = self._health
        match self.path.partition("?")[0]:
            case "/healthz":
                self._answer(health.is_alive(), "alive", say("the daemon hangs"))
            case "/readyz":
                why = health.problem or health.trouble or health.explain_delay() or say("not ready yet")
                self._answer(health.is_ready(), "ready", why)
            case "/metrics":
                self._answer_metrics()
            case _:
                self._send(404, TEXT, b"/healthz, /readyz, /metrics\n")

    def _answer(self, is_well: bool, good: str, bad: str) -> None:  # noqa: FBT001 - the page's only question
        self._send(200 if is_well else 503, TEXT, f"{good if is_well else bad}\n".encode())

    def _answer_metrics(self) -> None:
        try:
            counts, snapshot = self._look()
        except BotError as error:
            self._send(503, TEXT, f"{error}\n".encode())
            return
        figures = Figures(counts, snapshot, self._health, self._clock())
        self._send(200, "text/plain; version=0.0.4; charset=utf-8", render_metrics(figures))

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words: Any) -> None:
        """Requests are not worth a log line."""


class Figures:
    """A Prometheus collector over one look at the database."""

    def __init__(self, counts: Counts, snapshot: Snapshot, health: DaemonHealth, now: datetime) -> None:
        self._counts, self._snapshot, self._health, self._now = counts, snapshot, health, now

    def collect(self) -> Iterable[Metric]:
        """All families."""
        yield from self._collect_sources()
        yield from self._collect_articles()
        yield from self._collect_posts()
        yield self._collect_tokens()
        shifts = {(result,): total for result, total in self._health.shifts.items()}
        yield _counter(
            "bot_shifts", "Shifts since the daemon started, by how they ended.", ("result",), shifts
        )
        ages = {(name,): age.total_seconds() for name, age in self._health.shift_ages.items()}
        words = "How long the running shift is at work, 0: none."
        yield _gauge("bot_shift_age_seconds", words, ("shift",), ages)
        for name, words in ((HEARTBEAT, "a daemon last said it lives"), (GOOD_SHIFT, "all last went well")):
            note = self._snapshot.notes.get(name)
            at = {(): note.at.timestamp()} if note else {}
            yield _gauge(f"bot_{name.replace(' ', '_')}_timestamp_seconds", f"When {words}.", (), at)

    def _collect_sources(self) -> Iterable[Metric]:
        sources = {without_login(source.url): source for source in self._snapshot.sources}
        looks = {(without_login(url), result): total for (url, result), total in self._health.looks.items()}
        names = ("source", "result")
        yield _counter("bot_looks", "Looks at sources since the daemon started.", names, looks)
        looked = {(url,): each.looked_at.timestamp() for url, each in sources.items() if each.looked_at}
        yield _gauge("bot_source_looked_timestamp_seconds", "Last look at a source.", ("source",), looked)
        failures = {(url,): source.failures for url, source in sources.items()}
        yield _gauge("bot_source_failures", "Failed looks in a row.", ("source",), failures)

    def _collect_articles(self) -> Iterable[Metric]:
        articles = {(status,): total for status, total in self._counts.articles.items()}
        yield _gauge("bot_articles", "Known articles by what became of them.", ("status",), articles)
        new = sum(
            total for status, total in self._counts.articles.items() if status != ArticleStatus.BASELINE
        )
        yield _counter("bot_new_articles", "Articles that appeared after the first look.", (), {(): new})

    def _collect_posts(self) -> Iterable[Metric]:
        counts = self._counts
        yield _gauge("bot_posts", "Posts by channel and status.", ("channel", "status"), counts.posts)
        words = "Steps of attempts of the last BOT_KEEP; class: that of the error, empty without one."
        yield _gauge("bot_attempt_steps", words, ("channel", "step", "class"), counts.attempts)
        due = {(channel,): at.timestamp() for channel, at in self._snapshot.posts_due.items()}
        yield _gauge("bot_next_due_timestamp_seconds", "When the next post is due.", ("channel",), due)
        late = {(channel,): 0.0 for channel in self._snapshot.posts_due}
        late |= {
            (channel,): (self._now - at).total_seconds() for channel, at in self._snapshot.overdue.items()
        }
        words = "For how long a post should have gone out, 0: none."
        yield _gauge("bot_overdue_seconds", words, ("channel",), late)
        oldest = counts.oldest_unconfirmed
        age = max((self._now - oldest).total_seconds(), 0) if oldest else 0
        yield _gauge(
            "bot_unconfirmed_age_seconds", "Age of the oldest unknown outcome, 0: none.", (), {(): age}
        )

    def _collect_tokens(self) -> Metric:
        note = self._snapshot.notes.get(ENDS)
        ends = (line.split(" ", 1) for line in (note.value.splitlines() if note else ()))
        left = {(name,): (datetime.fromisoformat(at) - self._now) / timedelta(days=1) for at, name in ends}
        words = "Days until a token or a right ends by itself, below 0: it has ended; none: nothing ends."
        return _gauge("bot_token_days_left", words, ("name",), left)


def render_metrics(collector: Figures) -> bytes:
    """Prometheus' text format."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(collector)
    return generate_latest(registry)


def _gauge(name: str, words: str, labels: tuple[str, ...], values: Mapping[Any, float]) -> Metric:
    return _fill(GaugeMetricFamily(name, words, labels=labels), values)


def _counter(name: str, words: str, labels: tuple[str, ...], values: Mapping[Any, float]) -> Metric:
    return _fill(CounterMetricFamily(name, words, labels=labels), values)


def _fill(family: Any, values: Mapping[Any, float]) -> Metric:
    for key, value in values.items():
        family.add_metric([str(part) for part in key], value)
    filled: Metric = family
    return filled


STALE = 60.0
"""Seconds after which a daemon that has not ticked hangs."""

OVERDUE = timedelta(minutes=5)
"""For how long a post may be due: its shift is sent within seconds."""
