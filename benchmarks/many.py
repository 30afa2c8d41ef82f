"""A day of many associations with the default settings: python -m benchmarks.many [--seed 1].

Measured first: what a pass that finds nothing new costs, what a post costs, and what a tick of an idle daemon
costs on a database with the history of 10,000 accounts. Then a day is played with our own rules for polls and
slots: two articles a week each, appearing at random and mostly in the daytime, on two channels.
"""

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select

from benchmarks.throughput import prepared, publish, read_cpu
from bot.domain.channel import list_channels
from bot.domain.schedule import TimingRules, find_slot, parse_windows
from bot.storage.database import Database
from bot.storage.migrations import migrate
from bot.storage.schema import articles, posts
from bot.storage.snapshot import SnapshotReader
from tests.storage.samples import add_post

SIZES = (1, 100, 1000, 10_000)
ACCOUNTS = 10_000
ARTICLES_A_WEEK = 2.0
POLL = timedelta(minutes=10)
JITTER = 0.1
HOLD = timedelta(minutes=30)
MIDNIGHT = datetime(2026, 6, 1, 22, tzinfo=UTC)  # of 2 June in Berlin, a Tuesday
RULES = TimingRules(
    windows=parse_windows("Mo-So 08:00-20:00"),
    timezone=ZoneInfo("Europe/Berlin"),
    min_gap=timedelta(minutes=45),
    max_per_day=6,
)
IDLE_MB, IDLE_CORES = 35, 0.0004
"""An idle daemon between its looks, by benchmarks.soak."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """Seconds of processor time."""

    look: float
    post: float
    tick: float


def measure(folder: Path) -> Costs:
    """With the real command and the real clients."""
    number, looks = 6, 6
    before = read_cpu()
    with prepared(folder, "", number) as (world, instance):
        composing = read_cpu() - before
        publishing = publish(world, instance, 1, 2 * number)[1]
        before = read_cpu()
        for _ in range(looks):
            instance.bot("run", "--once")
        look = (read_cpu() - before) / looks
    passes = 3
    post = max(composing + publishing - passes * look, 0) / (2 * number)
    return Costs(look=look, post=post, tick=measure_tick(folder))


def measure_tick(folder: Path) -> float:
    """One look at the queue of all accounts at once, as one daemon for all of them would take every 2 s."""
    database = Database("sqlite:///many.db", home=folder)
    migrate(database, now=MIDNIGHT)
    add_post(database, 1)
    with database.write() as connection:
        for table in (articles, posts):
            row = dict(connection.execute(select(table)).mappings().one())
            connection.execute(insert(table), [_vary(row, number) for number in range(2, ACCOUNTS + 1)])
    database.close()
    with closing(SnapshotReader("sqlite:///many.db", home=folder, channels=list_channels())) as reader:
        before = time.process_time()
        for _ in range(200):
            reader.look(MIDNIGHT)
        return (time.process_time() - before) / 200


def _vary(row: dict[str, object], number: int) -> dict[str, object]:
    changed = {"id": number, "url": f"https://verein{number}.example/1", "article_id": number}
    return row | {name: value for name, value in changed.items() if name in row} | _vary_account(row, number)


def _vary_account(row: dict[str, object], number: int) -> dict[str, object]:
    return {"account": f"facebook:{number}"} if "account" in row else {}


def play_day(size: int, chance: random.Random) -> Counter[int]:
    """How many posts go out in each minute of the day, by number of minutes since midnight."""
    minutes: Counter[int] = Counter()
    for _ in range(size):
        taken: list[datetime] = []
        for found in _list_discoveries(chance):
            slot = find_slot(found + HOLD, RULES, taken)
            assert slot is not None
            taken.append(slot)
            minutes[int((slot - MIDNIGHT) / timedelta(minutes=1))] += len(list_channels())
    return minutes


def _list_discoveries(chance: random.Random) -> list[datetime]:
    """When a day's articles of one association are found, in order."""
    published, at = [], chance.expovariate(ARTICLES_A_WEEK / 7)
    while at < 1:
        hours = chance.triangular(7, 23, 11)
        published.append(MIDNIGHT + timedelta(hours=hours) + chance.random() * POLL * (1 + JITTER))
        at += chance.expovariate(ARTICLES_A_WEEK / 7)
    return sorted(published)


def find_busiest_second(size: int, chance: random.Random) -> int:
    """The most looks that fall into one second of an hour."""
    seconds: Counter[int] = Counter()
    for _ in range(size):
        at = chance.random() * POLL.total_seconds()
        while at < 3600:
            seconds[int(at)] += 1
            at += POLL.total_seconds() * (1 + JITTER * chance.random())
    return max(seconds.values())


def list_rows(costs: Costs, chance: random.Random) -> Iterator[str]:
    """The table."""
    yield "associations  posts/day  busiest minute  looks/s  most  cores: looks  posts  ticks  daemons, GB"
    for size in SIZES:
        minutes = play_day(size, chance)
        looks = size / (POLL.total_seconds() * (1 + JITTER / 2))
        spent = (looks * costs.look, minutes.total() * costs.post / 86_400, size * IDLE_CORES)
        yield (
            f"{size:12} {minutes.total():10} {max(minutes.values(), default=0):15} {looks:8.3f} "
            f"{find_busiest_second(size, chance):5} {spent[0]:13.3f} {spent[1]:6.3f} {spent[2]:6.3f} "
            f"{size * IDLE_MB / 1024:14.1f}"
        )


def main() -> int:
    """Print costs and table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    chance = random.Random(parser.parse_args().seed)
    with tempfile.TemporaryDirectory() as name:
        costs = measure(Path(name))
    sys.stdout.write(f"a pass that finds nothing new: {costs.look:.2f} s of processor time\n")
    sys.stdout.write(f"a post, composed and published: {costs.post:.2f} s\n")
    sys.stdout.write(f"a tick over the posts of {ACCOUNTS} accounts: {costs.tick * 1000:.2f} ms\n\n")
    for row in list_rows(costs, chance):
        sys.stdout.write(f"{row}\n")
    waits = [_wait(chance) for _ in range(2000)]
    typical, longest = statistics.median(waits), max(waits)
    sys.stdout.write(
        f"\nan article waits {typical:.1f} h for its post at the median, {longest:.1f} h at most\n"
    )
    return 0


def _wait(chance: random.Random) -> float:
    """Hours from an article's appearance to its post."""
    published = MIDNIGHT + timedelta(hours=chance.triangular(7, 23, 11))
    slot = find_slot(published + chance.random() * POLL + HOLD, RULES, [])
    assert slot is not None
    return (slot - published) / timedelta(hours=1)


if __name__ == "__main__":
    sys.exit(main())
