"""The figures for Prometheus, read from the database when they are asked for."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from prometheus_client import CollectorRegistry, Metric, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

from bot.domain.address import without_login
from bot.domain.article import ArticleStatus
from bot.domain.pulse import ENDS, GOOD_SHIFT, HEARTBEAT, Counts, Pulse
from bot.health.vitals import Vitals

Look = Callable[[], tuple[Counts, Pulse]]
"""One look at the database. Raises StorageError."""


class Figures:
    """A Prometheus collector over one look at the database."""

    def __init__(self, counts: Counts, pulse: Pulse, vitals: Vitals, now: datetime) -> None:
        self._counts, self._pulse, self._vitals, self._now = counts, pulse, vitals, now

    def collect(self) -> Iterable[Metric]:
        """All families."""
        yield from self._collect_sources()
        yield from self._collect_articles()
        yield from self._collect_posts()
        yield self._collect_tokens()
        shifts = {(result,): total for result, total in self._vitals.shifts.items()}
        yield _counter(
            "bot_shifts", "Shifts since the daemon started, by how they ended.", ("result",), shifts
        )
        for name, words in ((HEARTBEAT, "a daemon last said it lives"), (GOOD_SHIFT, "all last went well")):
            note = self._pulse.notes.get(name)
            at = {(): note.at.timestamp()} if note else {}
            yield _gauge(f"bot_{name.replace(' ', '_')}_timestamp_seconds", f"When {words}.", (), at)

    def _collect_sources(self) -> Iterable[Metric]:
        sources = {without_login(source.url): source for source in self._pulse.sources}
        looks = {(without_login(url), result): total for (url, result), total in self._vitals.looks.items()}
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
        due = {(channel,): at.timestamp() for channel, at in self._pulse.posts_due.items()}
        yield _gauge("bot_next_due_timestamp_seconds", "When the next post is due.", ("channel",), due)
        oldest = counts.oldest_unconfirmed
        age = max((self._now - oldest).total_seconds(), 0) if oldest else 0
        yield _gauge(
            "bot_unconfirmed_age_seconds", "Age of the oldest unknown outcome, 0: none.", (), {(): age}
        )

    def _collect_tokens(self) -> Metric:
        note = self._pulse.notes.get(ENDS)
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
