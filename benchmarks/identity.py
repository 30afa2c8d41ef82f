"""What recognising articles costs the database, beside 1,000, 100,000 and 1,000,000 known articles.

Run as `python -m benchmarks.identity [--rounds 200] [--sizes 1000 100000 1000000]`. Wall microseconds,
medians: an empty tick (a listing of 20 known entries is looked up) and one new article (those alike, and its
insert), through the store as the bot uses it, and beside it the same questions through sqlite3 alone.
Ratios are to the smallest size: flat means that the work grows with what is new, not with what is known.
"""

import argparse
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from statistics import median

from bot.domain.article import Article, ArticleStatus, Entry, Triage
from bot.domain.likeness import Fingerprint, fingerprint
from bot.storage.articles import Articles
from bot.storage.database import Database
from bot.storage.migrations import migrate

SITE = "https://verein.example/aktuelles"
LISTED = 20
KEYS = 17
"""Of one title and sixteen bands."""
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
ARTICLE = """INSERT INTO articles
(id, source, url, title, text, categories, language, fingerprint, status, first_seen_at)
VALUES (?, ?, ?, ?, ?, '[]', 'de', ?, 'baseline', '2026-01-01 00:00:00.000000')"""
KEY = "INSERT INTO article_keys (kind, value, article_id) VALUES (?, ?, ?)"
OWNERS = f"""SELECT kind, value, article_id FROM article_keys
WHERE kind IN ('url', 'guid') AND value IN ({", ".join("?" * LISTED)})"""
ALIKE = f"""SELECT id, fingerprint FROM articles WHERE id IN (SELECT article_id FROM article_keys
WHERE kind = 'print' AND value IN ({", ".join("?" * KEYS)}))"""


def make_article(number: int) -> Article:
    """An article with words of its own."""
    words = " ".join(f"wort{number}x{place}" for place in range(150))
    return Article(url=f"{SITE}/{number}", title=f"Bericht {number} vom Fest", text=words)


def list_rows(size: int) -> Iterator[tuple[object, ...]]:
    """Rows of articles: content as long as a real fingerprint, at little cost."""
    content = str(fingerprint("Bericht vom Fest", make_article(0).text))
    for number in range(1, size + 1):
        yield number, SITE, f"{SITE}/{number}", f"Bericht {number}", "Text " * 20, content


def list_keys(size: int) -> Iterator[tuple[str, str, int]]:
    """Address and content keys of as many articles; the latter are hashes, thus random."""
    chance = random.Random(1)
    for number in range(1, size + 1):
        yield "url", f"{SITE}/{number}", number
        for _ in range(KEYS):
            yield "print", str(chance.getrandbits(64) - 2**63), number


def fill(path: Path, size: int) -> None:
    """Put known articles into a fresh database."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=OFF")
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("PRAGMA cache_size=-400000")
    with connection:
        connection.executemany(ARTICLE, list_rows(size))
        connection.executemany(KEY, list_keys(size))
    connection.close()


def time_rounds(work: Callable[[], object], rounds: int) -> float:
    """Median wall microseconds of one call; the first fills the caches and is not counted."""
    work()
    times = []
    for _ in range(rounds):
        start = time.perf_counter_ns()
        work()
        times.append((time.perf_counter_ns() - start) / 1000)
    return median(times)


def measure(path: Path, size: int, rounds: int) -> dict[str, float]:
    """All figures of one size."""
    database = Database(f"sqlite:///{path}", home=path.parent)
    try:
        return {**time_store(Articles(database), size, rounds), **time_bare(path, size, rounds)}
    finally:
        database.close()


def time_store(store: Articles, size: int, rounds: int) -> dict[str, float]:
    """Through SQLAlchemy, as the bot does it."""
    entries = [Entry(url=f"{SITE}/{size - place}") for place in range(LISTED)]
    numbers = count(size + 1)
    prints = iter([fingerprint(f"Neues {n}", make_article(n).text) for n in range(size, size + rounds + 1)])
    articles = iter([make_article(next(numbers)) for _ in range(rounds + 1)])

    def add() -> None:
        article = next(articles)
        triage = Triage(status=ArticleStatus.NEW)
        assert store.add(article, source=SITE, listed=Entry(url=article.url), triage=triage, now=NOW)

    assert len(store.find_known(entries)) == LISTED
    return {
        "empty tick": time_rounds(lambda: store.find_known(entries), rounds),
        "new: those alike": time_rounds(lambda: store.list_alike(next(prints)), rounds),
        "new: stored": time_rounds(add, rounds),
    }


def time_bare(path: Path, size: int, rounds: int) -> dict[str, float]:
    """The same questions through sqlite3 alone: what the database itself needs."""
    connection = sqlite3.connect(path)
    addresses = [f"{SITE}/{size - place}" for place in range(LISTED)]
    prints: Iterator[Fingerprint] = iter(
        [fingerprint(f"Neues {n}", make_article(n).text) for n in range(rounds + 1)]
    )
    figures = {
        "empty tick, bare": time_rounds(lambda: connection.execute(OWNERS, addresses).fetchall(), rounds),
        "those alike, bare": time_rounds(
            lambda: connection.execute(ALIKE, [str(key) for key in next(prints).keys]).fetchall(), rounds
        ),
    }
    connection.close()
    return figures


def main() -> None:
    """Build, measure and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 100_000, 1_000_000])
    wishes = parser.parse_args()
    smallest: dict[str, float] = {}
    for size in wishes.sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "bot.db"
            database = Database(f"sqlite:///{path}", home=path.parent)
            migrate(database, now=NOW)
            database.close()
            fill(path, size)
            figures = measure(path, size, wishes.rounds)
            smallest = smallest or figures
            sys.stdout.write(f"{size:,} known articles, {path.stat().st_size / 1e6:,.0f} MB\n")
        for name, value in figures.items():
            sys.stdout.write(f"  {name:18} {value:9.1f} us   {value / smallest[name]:6.2f} x the smallest\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
