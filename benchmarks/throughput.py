"""Posts a minute with one, two and four workers on one queue: python -m benchmarks.throughput.

Each worker repeats `bot run --once` with the real clients until the queue is empty; the platforms are the
sandbox's stand-ins, which answer at once. All workers share one database, SQLite or PostgreSQL, and one
account of each platform, which publishes one post at a time. In the end every article stands once on both
platforms, or the status is 1.
"""

import argparse
import contextlib
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from benchmarks.idle import AT_ONCE
from benchmarks.made_articles import make_sample
from bot.sandbox.sandbox import Sandbox
from tests.databases import BINARIES, PostgresServer
from tests.instance import Instance
from tests.warm import run_anew

WORKERS = (1, 2, 4)
PASSES = 20
SETTINGS = {**AT_ONCE, "BOT_MAX_PER_DAY": "1000", "BOT_LANGUAGE": "en"}


def fill(world: Sandbox, instance: Instance, articles: int) -> None:
    """Everything is composed and due, nothing is sent."""
    instance.bot("run", "--once")
    for number in range(articles):
        world.archive.add(make_sample(number))
    for _ in range(articles // 10 + 1):
        instance.bot("run", "--once", BOT_HOLD="1h")
    posts = instance.bot("posts", "--all", "--json").json
    assert len(posts) == 2 * articles, f"{len(posts)} posts of {articles} articles"
    instance.bot("retry", *(str(post["id"]) for post in posts))


def publish(world: Sandbox, instance: Instance, workers: int, expected: int) -> tuple[float, float]:
    """Seconds until everything was public, and seconds of processor time of all workers."""

    def work() -> None:
        for _ in range(PASSES):
            if len(world.facebook.posts()) + len(world.instagram.posts()) >= expected:
                return
            instance.bot("run", "--once")

    before, began = read_cpu(), time.monotonic()
    with ThreadPoolExecutor(workers) as pool:
        for running in [pool.submit(work) for _ in range(workers)]:
            running.result()
    return time.monotonic() - began, read_cpu() - before


def play(url: str, workers: int, articles: int) -> tuple[str, bool]:
    """One row of the first table, and whether each article stands once on both platforms."""
    with tempfile.TemporaryDirectory() as name, prepared(Path(name), url, articles) as (world, instance):
        seconds, cpu = publish(world, instance, workers, 2 * articles)
        return _render(workers, 2 * articles, seconds, cpu), is_once(world, articles)


def play_beside(instances: int, articles: int) -> tuple[str, bool]:
    """Likewise for instances with a world, a SQLite file and one worker each."""
    with ExitStack() as stack, ThreadPoolExecutor(instances) as pool:
        folders = [Path(stack.enter_context(tempfile.TemporaryDirectory())) for _ in range(instances)]
        pairs = [stack.enter_context(prepared(folder, "", articles)) for folder in folders]
        before, began = read_cpu(), time.monotonic()
        for running in [pool.submit(publish, *pair, 1, 2 * articles) for pair in pairs]:
            running.result()
        seconds, posts = time.monotonic() - began, 2 * articles * instances
        is_right = all(is_once(world, articles) for world, _ in pairs)
        return _render(instances, posts, seconds, read_cpu() - before), is_right


@contextlib.contextmanager
def prepared(folder: Path, url: str, articles: int) -> Iterator[tuple[Sandbox, Instance]]:
    """A world and an instance whose posts are all due."""
    home = folder / "home"
    home.mkdir()
    with Sandbox(folder / "world") as world:
        address = {"BOT_DATABASE_URL": url} if url else {}
        instance = Instance(home, {**world.environment(), **SETTINGS, **address}, run=run_anew)
        fill(world, instance, articles)
        yield world, instance


def is_once(world: Sandbox, articles: int) -> bool:
    """Whether each article stands once on both platforms; every article has a caption of its own."""
    on_facebook = [post.message for post in world.facebook.posts()]
    on_instagram = [post.caption for post in world.instagram.posts()]
    return all(len(said) == len(set(said)) == articles for said in (on_facebook, on_instagram))


def _render(workers: int, posts: int, seconds: float, cpu: float) -> str:
    return f"{workers:9} {posts / seconds * 60:14.0f} {seconds:9.1f} {cpu / posts:17.2f}"


@contextlib.contextmanager
def server() -> Iterator[PostgresServer | None]:
    """A PostgreSQL server, where one is installed."""
    if not BINARIES:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="pg") as name:
        Path(name).chmod(0o755)
        started = PostgresServer(Path(name))
        yield started
        started.stop()


def read_cpu() -> float:
    """Seconds of processor time of all children that ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> int:
    """Print the tables; 1 when a post was doubled or lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20)
    articles = parser.parse_args().articles
    outcomes = []
    with server() as postgres:
        for kind in ("SQLite", "PostgreSQL") if postgres else ("SQLite",):
            _head(f"one instance on {kind}, {2 * articles} posts", "workers")
            for workers in WORKERS:
                url = postgres.create() if postgres and kind == "PostgreSQL" else ""
                outcomes.append(_tell(*play(url, workers, articles)))
    _head(f"instances side by side, each with SQLite, one worker and {2 * articles} posts", "instances")
    outcomes += [_tell(*play_beside(instances, articles)) for instances in WORKERS]
    return int(not all(outcomes))


def _head(title: str, first: str) -> None:
    sys.stdout.write(f"{title}\n{first:>9} posts a minute   seconds  CPU s for a post\n")


def _tell(row: str, is_right: bool) -> bool:  # noqa: FBT001 - what a row comes with
    sys.stdout.write(f"{row}{'' if is_right else '  DOUBLED OR LOST'}\n")
    sys.stdout.flush()
    return is_right


if __name__ == "__main__":
    sys.exit(main())
