"""Lets a daemon work for long: an article a minute, faults, and being killed twice.

    python -m benchmarks.soak [--minutes 30]

Prints how many articles came, how often each stands on both platforms, and the memory at both ends.
"""

import argparse
import contextlib
import itertools
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from benchmarks.idle import AT_ONCE, daemon, list_tree, read_cpu, read_pss
from bot.sandbox import Fault, Moment, Sample, Sandbox

QUICK = {
    "BOT_POLL_INTERVAL": "20s",
    "BOT_RETRY_DELAY": "10s",
    "BOT_CONFIRM_DELAY": "10s",
    "BOT_HTTP_TIMEOUT": "5s",
    "BOT_LEASE": "1m",
}
WORDS = (
    *("Verein", "Fest", "Garten", "Schule", "Chor", "Bühne", "Nachbarschaft"),
    *("Küche", "Werkstatt", "Sprache", "Turnier", "Museum", "Brücke", "Hafen"),
    *("Bibliothek", "Theater", "Jugend", "Familie", "Ehrenamt", "Beratung", "Ausstellung"),
    *("Lesung", "Konzert", "Projekt", "Förderung", "Stadtteil"),
)
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


def make_sample(number: int) -> Sample:
    """An article unlike all others."""
    chance = random.Random(number)
    sentences = (" ".join(chance.choices(WORDS, k=9)) + "." for _ in range(12))
    paragraphs = tuple(" ".join(itertools.islice(sentences, 3)) for _ in range(4))
    title = f"{' '.join(chance.sample(WORDS, 3))} {number}"
    return Sample(slug=f"probe-{number}", title=title, paragraphs=paragraphs)


class Soak:
    """The world, the daemon in it, and what is done to both."""

    def __init__(self, folder: Path, world: Sandbox) -> None:
        self._world, self._running = world, ExitStack()
        self._home = folder / "home"
        self._home.mkdir()
        self.pid = 0
        self.start()

    def start(self) -> None:
        """A fresh daemon."""
        settings = {**self._world.environment(), **AT_ONCE, **QUICK}
        self.pid = self._running.enter_context(daemon(self._home, settings)).pid

    def kill(self) -> None:
        """As a power cut would: the daemon and its shift."""
        for member in reversed(list_tree(self.pid)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(member, signal.SIGKILL)
        self.start()

    def close(self) -> None:
        """End the daemon."""
        self._running.close()

    def count_copies(self) -> Iterator[Counter[str]]:
        """How often each article stands on each platform; every article has a caption of its own."""
        yield Counter(post.message for post in self._world.facebook.posts())
        yield Counter(post.caption for post in self._world.instagram.posts())


def run(minutes: int) -> int:
    """The exit status: 0 when every article stands exactly once on both platforms."""
    with tempfile.TemporaryDirectory() as name, Sandbox(Path(name) / "world") as world:
        soak = Soak(Path(name), world)
        time.sleep(20)
        kills = {minutes // 3, 2 * minutes // 3}
        early = 0.0
        for minute in range(1, minutes + 1):
            world.archive.add(make_sample(minute))
            if minute % 2 == 0:
                world.faults.add(FAULTS[minute // 2 % len(FAULTS)])
            time.sleep(30)
            if minute in kills:
                soak.kill()
            time.sleep(30)
            if minute == 3:
                early = read_pss(soak.pid)
        _wait(soak, minutes)
        late, cpu = read_pss(soak.pid), read_cpu(soak.pid)
        copies = tuple(soak.count_copies())
        soak.close()
    for platform, counter in zip(("facebook", "instagram"), copies, strict=True):
        most = max(counter.values(), default=0)
        sys.stdout.write(f"{platform}: {len(counter)} of {minutes} articles, most copies {most}\n")
    sys.stdout.write(f"PSS after 3 min {early:.1f} MB, at the end {late:.1f} MB\n")
    sys.stdout.write(f"CPU {cpu:.0f} s since the last kill\n")
    return int(any(len(counter) != minutes or set(counter.values()) != {1} for counter in copies))


def _wait(soak: Soak, expected: int) -> None:
    for _ in range(120):
        if all(len(counter) >= expected for counter in soak.count_copies()):
            return
        time.sleep(2)


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=int, default=30)
    sys.exit(run(parser.parse_args().minutes))


if __name__ == "__main__":
    main()
