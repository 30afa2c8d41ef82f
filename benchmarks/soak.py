"""Lets a daemon work for long: an article a minute, faults, and being killed twice in a visible call.

    python -m benchmarks.soak [--minutes 30] [--quiet 12] [--log FILE]

minutes: how long it works after the second kill; quiet: minutes it is then left alone with the default poll
interval. Prints how often each article stands on both platforms, memory at both ends, and what idling costs.
Ends with status 1 when an article is missing or doubled, or memory or processor time is more than promised.
"""

import argparse
import contextlib
import os
import signal
import socket
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from benchmarks.idle import AT_ONCE, count_looks, daemon, list_tree, read_cpu, read_pss, set_interval
from benchmarks.made_articles import make_sample
from bot.sandbox.faults import Fault
from bot.sandbox.kinds import Moment
from bot.sandbox.sandbox import Sandbox

QUICK = {
    "BOT_RETRY_DELAY": "10s",
    "BOT_CONFIRM_DELAY": "10s",
    "BOT_HTTP_TIMEOUT": "5s",
    "BOT_LEASE": "1m",
    "BOT_LOG_LEVEL": "info",
}
POLLS = "12s"
"""Five looks a minute: a day's 144 looks fit into half an hour."""

KILLS = {1: "facebook.feed", 2: "instagram.configure"}
"""In which minute the daemon is killed, while the platform carries out which visible call."""

GROWTH, IDLE_CPU, IDLE_PSS = 1.1, 0.5, 50.0
"""What is promised: memory after half an hour against after three minutes, percent, megabytes."""
FAULTS = (
    Fault(point="facebook.feed", kind="drop", when=Moment.AFTER),
    Fault(point="instagram.configure", kind="http_500", when=Moment.AFTER),
    Fault(point="archive.list", kind="http_503"),
    Fault(point="facebook.photos", kind="reset"),
    Fault(point="instagram.configure", kind="slow", when=Moment.AFTER),
    Fault(point="facebook.feed", kind="garbage_json", when=Moment.AFTER),
    Fault(point="instagram.rupload", kind="http_500"),
    Fault(point="facebook.published_posts", kind="http_500"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """Megabytes of a daemon at rest."""

    rss: float
    pss: float


class Soak:
    """The world, the daemon in it, and what is done to both."""

    def __init__(self, folder: Path, world: Sandbox, log: Path) -> None:
        self._world, self._log, self._running = world, log, ExitStack()
        self._home = folder / "home"
        self._home.mkdir()
        set_interval(self._home, POLLS)
        self.pid, self.peak = 0, 0.0
        self._health = f"127.0.0.1:{_find_port()}"
        self.start()

    def start(self) -> None:
        """A fresh daemon."""
        health = {"BOT_HEALTH_ADDR": self._health}
        settings = {**self._world.environment(), **AT_ONCE, **QUICK, **health}
        log = self._running.enter_context(self._log.open("ab"))
        self._process = self._running.enter_context(daemon(self._home, settings, log))
        self.pid = self._process.pid

    def kill_during(self, point: str) -> None:
        """As a power cut would, the daemon and its shift, while the platform carries out a call."""
        self._world.faults.add(Fault(point=point, kind="slow", when=Moment.AFTER))
        before = self._world.ledger.requests(point)
        _wait_until(lambda: self._world.ledger.requests(point) > before, 60)
        for member in reversed(list_tree(self.pid)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(member, signal.SIGKILL)
        self._process.wait()
        self.start()
        _wait_until(self._answers, 60)

    def _answers(self) -> bool:
        """Whether it is there again; a machine at work takes its time to start it."""
        try:
            urllib.request.urlopen(f"http://{self._health}/healthz", timeout=10).close()
        except OSError:
            return False
        return True

    def work(self, until: float) -> None:
        """Let it work, and note the most memory that daemon and shift took together."""
        while time.monotonic() < until:
            self.peak = max(self.peak, read_pss(self.pid))
            time.sleep(1)
        urllib.request.urlopen(f"http://{self._health}/metrics", timeout=10).close()

    def weigh(self) -> Memory:
        """The daemon's memory, when no shift runs."""
        _wait_until(lambda: list_tree(self.pid) == [self.pid], 60)
        lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        rss = next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))
        return Memory(rss=rss / 1024, pss=read_pss(self.pid))

    def idle(self, minutes: float) -> float:
        """Percent of a core, with the default poll interval and nothing new."""
        set_interval(self._home, "10m", self._process)
        _wait_until(lambda: list_tree(self.pid) == [self.pid], 60)
        before, began = read_cpu(self.pid), time.monotonic()
        time.sleep(minutes * 60)
        _wait_until(lambda: list_tree(self.pid) == [self.pid], 60)
        return 100 * (read_cpu(self.pid) - before) / (time.monotonic() - began)

    def close(self) -> None:
        """End the daemon."""
        self._running.close()

    def count_copies(self) -> Iterator[Counter[str]]:
        """How often each article stands on each platform; every article has a caption of its own."""
        yield Counter(post.message for post in self._world.facebook.posts())
        yield Counter(post.caption for post in self._world.instagram.posts())


def run(minutes: int, quiet: float, log: Path | None) -> int:
    """The exit status: 0 when every article stands exactly once on both platforms, at the promised cost."""
    with (
        tempfile.TemporaryDirectory() as name,
        Sandbox(Path(name) / "world") as world,
        contextlib.closing(Soak(Path(name), world, log or Path(name) / "log")) as soak,
    ):
        time.sleep(20)
        articles = minutes + len(KILLS)
        early = _keep_busy(soak, world, articles)
        _wait_until(lambda: all(len(counter) >= articles for counter in soak.count_copies()), 240)
        late, looks = soak.weigh(), count_looks(world)
        cpu = soak.idle(quiet)
        rests = count_looks(world) - looks
        rested, copies = soak.weigh(), dict(zip(("facebook", "instagram"), soak.count_copies(), strict=True))
        faults = sum(bool(entry.fault) for entry in world.ledger.entries)
    for platform, counter in copies.items():
        _tell(f"{platform}: {len(counter)} of {articles} articles, most copies {max(counter.values())}")
    _tell(f"killed {len(KILLS)} times in a visible call, {faults} requests met a fault, {looks} looks")
    _tell(f"the daemon 3 min after the last kill: RSS {early.rss:.1f} MB, PSS {early.pss:.1f} MB")
    _tell(f"the daemon {minutes} min after it: RSS {late.rss:.1f} MB, PSS {late.pss:.1f} MB")
    _tell(f"most with a shift at work: PSS {soak.peak:.0f} MB")
    _tell(f"idle for {quiet:g} min: PSS {rested.pss:.1f} MB, {cpu:.2f} % of a core, looks included: {rests}")
    is_once = all(len(counter) == articles and set(counter.values()) == {1} for counter in copies.values())
    is_cheap = late.rss <= GROWTH * early.rss and cpu <= IDLE_CPU and rested.pss <= IDLE_PSS
    return int(not (is_once and is_cheap))


def _keep_busy(soak: Soak, world: Sandbox, articles: int) -> Memory:
    """An article a minute, a fault every other one; the memory three minutes after the last kill."""
    early, began = Memory(rss=0, pss=0), time.monotonic()
    for minute in range(1, articles + 1):
        world.archive.add(make_sample(minute))
        if minute in KILLS:
            soak.kill_during(KILLS[minute])
        elif minute % 2 == 0:
            world.faults.add(FAULTS[minute // 2 % len(FAULTS)])
        soak.work(until=began + 60 * minute)
        if minute == max(KILLS) + 3:
            early = soak.weigh()
    return early


def _find_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def _wait_until(condition: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.2)


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=int, default=30)
    parser.add_argument("--quiet", type=float, default=12)
    parser.add_argument("--log", type=Path)
    chosen = parser.parse_args()
    sys.exit(run(chosen.minutes, chosen.quiet, chosen.log))


if __name__ == "__main__":
    main()
