"""How cost grows with what is already there: long feeds, known articles, posts; as numbers and a plot.

Run as `python -m benchmarks.growth [--rounds 5]`; writes benchmarks/growth.svg where matplotlib is installed.
Milliseconds, medians: processor time of polls and commands, wall time of the database's work.
"""

import argparse
import dataclasses
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import feedparser

from benchmarks import archive_polls, archive_sample, commands, identity
from bot.domain.article import Source
from bot.storage.database import Database
from bot.storage.migrations import migrate

PLOT = Path(__file__).with_name("growth.svg")
ITEMS = (20, 200, 1_000, 5_000, 10_000)
KNOWN = (1_000, 10_000, 100_000)
"""A million are measured by benchmarks.identity; to store them takes minutes."""
POSTS = (100, 1_000, 10_000, 100_000)
Curves = dict[str, list[float]]


def repeat(rounds: int, measure: Callable[[], float]) -> float:
    """The median of several measurements."""
    return median(measure() for _ in range(rounds))


def follow_polls(rounds: int) -> Curves:
    """One poll of a feed that did not change and of one with a new item, by its length."""
    curves: Curves = {"200, unchanged": [], "one new": [], "feedparser": []}
    with archive_sample.serve() as base:
        for count in ITEMS:
            for name, value in time_poll(base, count, rounds):
                curves[name].append(value)
    return curves


def time_poll(base: str, count: int, rounds: int) -> Iterator[tuple[str, float]]:
    """The three ways to poll a feed of one length."""
    url, newer = f"{base}/feed/{count}/0", f"{base}/feed/{count}/1"
    with archive_polls.open_archive(base) as archive:
        source = Source(url=url, listing_url=url, baseline_at=datetime.now(UTC))
        validators = dataclasses.replace(archive.look(source).validators, etag="", last_modified="")
        known = dataclasses.replace(source, validators=validators)
        changed = dataclasses.replace(known, url=newer, listing_url=newer)
        yield (
            "200, unchanged",
            repeat(rounds, lambda: archive_polls.measure(lambda: archive.look(known))),
        )
        yield "one new", repeat(rounds, lambda: archive_polls.measure(lambda: archive.look(changed)))
    yield "feedparser", repeat(min(rounds, 2), lambda: archive_polls.measure(lambda: feedparser.parse(url)))


def follow_articles(rounds: int) -> Curves:
    """The database's part of a look, by the number of known articles."""
    curves: Curves = {"a listing of 20, all known": [], "one new article stored": []}
    for size in KNOWN:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "bot.db"
            database = Database(f"sqlite:///{path}", home=path.parent)
            migrate(database, now=identity.NOW)
            database.close()
            identity.fill(path, size)
            figures = identity.measure(path, size, 20 * rounds)
        curves["a listing of 20, all known"].append(figures["empty tick"] / 1000)
        curves["one new article stored"].append(figures["new: stored"] / 1000)
    return curves


def follow_posts(rounds: int) -> Curves:
    """Whole processes of commands, by the number of posts."""
    lists = ("posts", "posts --json --limit 20", "status")
    curves: Curves = {f"bot {words}": [] for words in lists}
    for size in POSTS:
        with tempfile.TemporaryDirectory() as folder:
            commands.fill(Path(folder), size)
            for words in lists:
                line = ([sys.executable, "-m", "bot", *words.split()], Path(folder))
                curves[f"bot {words}"].append(repeat(rounds, lambda: commands.measure(line)))  # noqa: B023
    return curves


def show(title: str, sizes: tuple[int, ...], curves: Curves) -> None:
    """Print one table."""
    sys.stdout.write(f"{title:28}" + "".join(f"{size:>12,}" for size in sizes) + "\n")
    for name, values in curves.items():
        sys.stdout.write(f"  {name:26}" + "".join(f"{value:12.2f}" for value in values) + "\n")


def plot(panels: dict[str, tuple[tuple[int, ...], Curves]]) -> None:
    """Draw all curves on double logarithmic scales."""
    try:
        from matplotlib import pyplot as plt
    except ImportError:
        sys.stdout.write("no plot: matplotlib is not installed\n")
        return
    figure, axes = plt.subplots(1, len(panels), figsize=(15, 4.5), layout="constrained")
    for axis, (title, (sizes, curves)) in zip(axes, panels.items(), strict=True):
        for name, values in curves.items():
            axis.loglog(sizes, values, marker="o", label=name)
        low, high = axis.get_ylim()
        axis.set(xlabel=title, ylabel="milliseconds", ylim=(low / 3, max(high, 30 * low)))
        axis.grid(visible=True, which="major", alpha=0.3)
        axis.legend()
    figure.savefig(PLOT, metadata={"Date": None})
    sys.stdout.write(f"drawn: {PLOT.name}\n")


def main() -> None:
    """Measure, print, draw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    panels = {
        "items of a feed": (ITEMS, follow_polls(rounds)),
        "known articles": (KNOWN, follow_articles(rounds)),
        "posts": (POSTS, follow_posts(rounds)),
    }
    for title, (sizes, curves) in panels.items():
        show(title, sizes, curves)
    plot(panels)


if __name__ == "__main__":
    main()
