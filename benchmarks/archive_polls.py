"""Poll feeds beside what one would use instead: feedparser, the reader library, bare reading and hashing.

Run as `python -m benchmarks.archive_polls [--rounds 5]`. CPU milliseconds of the client; all are asked in
turn, and ratios are medians of per-round ratios. The reader library, which asks
conditionally, stands beside the 304 and is left out where it is missing.
"""

import argparse
import dataclasses
import http.client
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from statistics import median
from urllib.parse import urlsplit

import feedparser

from benchmarks.archive_sample import serve
from bot.archive.archive import HttpArchive
from bot.domain.article import Look, Source

Poll = Callable[[], object]


def measure(poll: Poll) -> float:
    """CPU milliseconds of one poll."""
    start = time.process_time()
    poll()
    return (time.process_time() - start) * 1000


def hash_bare(url: str) -> Poll:
    """Reading the bytes and hashing them, with nothing but the standard library."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc)

    def poll() -> None:
        connection.request("GET", parts.path)
        blake2b(connection.getresponse().read(), digest_size=16).hexdigest()

    return poll


def find_reader(url: str) -> Poll | None:
    """The reader library with a database in memory; None where it is not installed."""
    try:
        from reader import make_reader  # type: ignore[import-not-found]
    except ImportError:
        return None
    library = make_reader(":memory:")
    library.add_feed(url)
    library.update_feeds()
    update: Poll = library.update_feeds
    return update


def time_unchanged(archive: HttpArchive, base: str, count: int, rounds: int) -> None:
    """A feed that did not change, told by 304 and told by its bytes."""
    url = f"{base}/feed/{count}/0"
    look = archive.look(Source(url=url))
    source = Source(url=url, baseline_at=datetime.now(UTC), validators=look.validators)
    blind = dataclasses.replace(
        source, validators=dataclasses.replace(look.validators, etag="", last_modified="")
    )
    tag = look.validators.etag
    polls: dict[str, Poll] = {
        "ours": lambda: archive.look(source),
        "feedparser": lambda: feedparser.parse(url, etag=tag),
    }
    if library := find_reader(url):
        polls["reader"] = library
    report(f"304, {count} items", polls, rounds)
    ours = {"ours": lambda: archive.look(blind)}
    report(f"200 unchanged, {count} items", ours | {"read + blake2b": hash_bare(url)}, 4 * rounds)
    others: dict[str, Poll] = {"feedparser": lambda: feedparser.parse(url)}
    report(f"200 unchanged, {count} items", ours | others, rounds)


def time_one_new(base: str, count: int, rounds: int) -> None:
    """One new item above known ones, seen by an archive that was just opened, as in a new process."""
    with open_archive(base) as archive:
        validators = archive.look(
            Source(url=f"{base}/feed/{count}/0", baseline_at=datetime.now(UTC))
        ).validators
    results: dict[str, list[float]] = {"ours": [], "feedparser": []}
    for added in range(1, rounds + 1):
        url = f"{base}/feed/{count}/{added}"
        source = Source(url=url, listing_url=url, baseline_at=datetime.now(UTC), validators=validators)
        hash_bare(url)()
        with open_archive(base) as archive:
            looks: list[Look] = []
            results["ours"].append(measure(lambda: looks.append(archive.look(source))))  # noqa: B023
        validators = looks[0].validators
        results["feedparser"].append(measure(lambda: feedparser.parse(url)))  # noqa: B023
    print_table(f"one new of {count} items", results)


def report(name: str, polls: dict[str, Poll], rounds: int) -> None:
    """Ask all in turn and print medians and ratios."""
    results: dict[str, list[float]] = {engine: [] for engine in polls}
    for _ in range(rounds):
        for engine, poll in polls.items():
            results[engine].append(measure(poll))
    print_table(name, results)


def print_table(name: str, results: dict[str, list[float]]) -> None:
    """One line per engine: median CPU milliseconds, and how often ours fits into it."""
    sys.stdout.write(f"{name}\n")
    for engine, values in results.items():
        ratio = median(value / ours for value, ours in zip(values, results["ours"], strict=True))
        sys.stdout.write(f"  {engine:16} {median(values):9.2f} ms CPU   {ratio:8.2f} x ours\n")


def main() -> None:
    """Run all polls."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with serve() as base, open_archive(base) as archive:
        for count in (20, 10_000):
            time_unchanged(archive, base, count, rounds)
            time_one_new(base, count, rounds)


def open_archive(base: str) -> HttpArchive:
    """The archive as the bot makes it."""
    return HttpArchive(sources=[base], timeout=timedelta(seconds=60), clock=lambda: datetime.now(UTC))


if __name__ == "__main__":
    main()
