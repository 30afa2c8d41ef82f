"""The figures for Prometheus, read from the database when they are asked for."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from prometheus_client import CollectorRegistry, Metric, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

from bot.domain.pulse import GOOD_SHIFT, HEARTBEAT, Counts, Pulse
from bot.health.vitals import Vitals


class Figures:
    """A Prometheus collector over one look at the database."""

    def __init__(self, counts: Counts, pulse: Pulse, vitals: Vitals, now: datetime) -> None:
        self._counts, self._pulse, self._vitals, self._now = counts, pulse, vitals, now

    def collect(self) -> Iterable[Metric]:
        """All families."""
        yield from self._collect_posts()
        yield from self._collect_sources()
        articles = {(status,): total for status, total in self._counts.articles.items()}
        yield _gauge("bot_articles", "Known articles by status.", ("status",), articles)
        shifts = CounterMetricFamily("bot_shifts", "Shifts by how they ended.", labels=("result",))
        for result, total in self._vitals.shifts.items():
            shifts.add_metric((result,), total)
        yield shifts
        for name in (HEARTBEAT, GOOD_SHIFT):
            note = self._pulse.notes.get(name)
            at = {(): note.at.timestamp()} if note else {}
            yield _gauge(f"bot_{name.replace(' ', '_')}_timestamp_seconds", "When it was last.", (), at)

    def _collect_posts(self) -> Iterable[Metric]:
        counts = self._counts
        yield _gauge("bot_posts", "Posts by channel and status.", ("channel", "status"), counts.posts)
        words = "Steps of attempts that are kept, by kind."
        yield _gauge("bot_attempt_steps", words, ("channel", "step"), counts.attempts)
        due = {(channel,): at.timestamp() for channel, at in self._pulse.posts_due.items()}
        yield _gauge("bot_next_due_timestamp_seconds", "When the next post is due.", ("channel",), due)
        oldest = counts.oldest_unconfirmed
        age = max((self._now - oldest).total_seconds(), 0) if oldest else 0
        yield _gauge("bot_unconfirmed_age_seconds", "Age of the oldest unknown outcome.", (), {(): age})

    def _collect_sources(self) -> Iterable[Metric]:
        sources = self._pulse.sources
        looked = {(source.url,): source.looked_at.timestamp() for source in sources if source.looked_at}
        yield _gauge("bot_source_looked_timestamp_seconds", "Last look at a source.", ("source",), looked)
        failures = {(source.url,): source.failures for source in sources}
        yield _gauge("bot_source_failures", "Failed looks in a row.", ("source",), failures)


def render_metrics(collector: Figures) -> bytes:
    """Prometheus' text format."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(collector)
    return generate_latest(registry)


def _gauge(name: str, words: str, labels: tuple[str, ...], values: Mapping[Any, float]) -> Metric:
    family = GaugeMetricFamily(name, words, labels=labels)
    for key, value in values.items():
        family.add_metric([str(part) for part in key], value)
    return family


Look = Callable[[], tuple[Counts, Pulse]]
