"""What an idle daemon costs, after real work: memory (PSS of the process tree) and processor time.

    python -m benchmarks.idle [--seconds 120] [--rounds 3]

Each round publishes two articles of the sandbox's archive on both channels; then the daemon is left alone.
"""

import argparse
import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from benchmarks.made_articles import make_sample
from bot.sandbox.sandbox import Sandbox
from tests.warm import list_environment

AT_ONCE = {
    "BOT_HOLD": "0",
    "BOT_POSTING_WINDOWS": "00:00-24:00",
    "BOT_MIN_GAP": "0",
    "BOT_MAX_PER_DAY": "100",
    "BOT_APPROVAL": "auto",
    "BOT_LOG_LEVEL": "error",
}
ROUND_ENDS_AFTER = 90


@contextlib.contextmanager
def daemon(
    home: Path, environment: dict[str, str], log: IO[bytes] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """A running `bot run`; log: where it writes, here without one."""
    command = [sys.executable, "-m", "bot", "--home", str(home), "run"]
    process = subprocess.Popen(command, env={**list_environment(), **environment}, stderr=log)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


def list_tree(pid: int) -> list[int]:
    """The process and everything below it; what ends meanwhile is left out."""
    children: set[str] = set()
    with contextlib.suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            children |= set((thread / "children").read_text().split())
    return [pid, *(below for child in children for below in list_tree(int(child)))]


def read_pss(pid: int) -> float:
    """Megabytes, with shared pages divided among those who share them."""
    total = 0
    for member in list_tree(pid):
        with contextlib.suppress(OSError):
            rollup = Path(f"/proc/{member}/smaps_rollup").read_text()
            total += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return total / 1024


def read_cpu(pid: int) -> float:
    """Seconds of processor time of the process and of its children that ended."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(int(field) for field in fields[11:15]) / os.sysconf("SC_CLK_TCK")


def wait_for_posts(world: Sandbox, expected: int) -> None:
    """Until everything is public, or the round took too long."""
    end = time.monotonic() + ROUND_ENDS_AFTER
    while time.monotonic() < end:
        if len(world.facebook.posts()) >= expected and len(world.instagram.posts()) >= expected:
            return
        time.sleep(0.5)
    sentence = f"only {len(world.facebook.posts())} of {expected} posts came"
    raise TimeoutError(sentence)


def set_interval(home: Path, interval: str, process: subprocess.Popen[bytes] | None = None) -> None:
    """Write the poll interval and let the daemon read it again."""
    (home / ".env").write_text(f"BOT_POLL_INTERVAL={interval}\n")
    if process:
        process.send_signal(signal.SIGHUP)


def measure(rounds: int, seconds: float) -> dict[str, float]:
    """Figures after the work and a quiet time, and of the looks that find nothing new."""
    with tempfile.TemporaryDirectory() as name, Sandbox(Path(name) / "world") as world:
        home = Path(name) / "home"
        home.mkdir()
        set_interval(home, "5s")
        with daemon(home, {**world.environment(), **AT_ONCE}) as process:
            time.sleep(15)
            young = read_pss(process.pid)
            for number in range(1, rounds + 1):
                for sample in (2 * number - 1, 2 * number):
                    world.archive.add(make_sample(sample))
                wait_for_posts(world, 2 * number)
            time.sleep(10)
            began, looks = read_cpu(process.pid), count_looks(world)
            time.sleep(30)
            per_look = (read_cpu(process.pid) - began) / max(count_looks(world) - looks, 1)
            set_interval(home, "1d", process)
            time.sleep(20)
            began, start = read_cpu(process.pid), time.monotonic()
            time.sleep(seconds)
            ticking = (read_cpu(process.pid) - began) / (time.monotonic() - start)
            idle = read_pss(process.pid)
    return {
        "PSS after start, MB": young,
        "PSS after work, MB": idle,
        "CPU of ticks, %": 100 * ticking,
        "CPU of a look, s": per_look,
        "CPU with a look every 10 min, %": 100 * (ticking + per_look / 600),
    }


def count_looks(world: Sandbox) -> int:
    """How often the source was asked for news: its page, or the feed that the page announces."""
    return sum(world.ledger.requests(point) for point in ("archive.list", "archive.feed"))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    for name, value in measure(chosen.rounds, chosen.seconds).items():
        sys.stdout.write(f"{name:32} {value:8.2f}\n")


if __name__ == "__main__":
    main()
