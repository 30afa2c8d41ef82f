"""What the commands cost that people and scripts type most, beside Python doing nothing.

Run as `python -m benchmarks.commands [--rounds 7]`. CPU milliseconds of the whole process, medians of rounds
in which all are asked in turn; ratios are medians of per-round ratios. Lists are asked of 100 and of 100,000
posts.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import Table, insert, select, update

from bot.domain.article import Article, ArticleStatus, Entry, Triage
from bot.domain.post import Composition, NewPost, PostStatus
from bot.storage.articles import Articles
from bot.storage.database import Database
from bot.storage.migrations import migrate
from bot.storage.posts import Posts
from bot.storage.schema import articles, posts
from tests.known_channels import FACEBOOK
from tests.warm import list_environment

SIZES = (100, 100_000)
SITE = "https://verein.example/aktuelles"
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
NOTHING = "python -c pass"
BATCH = 5_000
PLAIN = ("--version", "--help", "posts --help", "preview japan")
LISTS = ("posts --json --limit 20", "posts", "articles", "show 1", "status")
Command = tuple[list[str], Path]


def fill(home: Path, size: int) -> None:
    """An instance with so many published posts, each of an article of its own."""
    database = Database("sqlite:///state/bot.db", home=home)
    migrate(database, now=NOW)
    article = Article(
        url=f"{SITE}/1", title="Bericht vom Sommerfest am Kanal", text="Der Verein feiert. " * 40
    )
    triage = Triage(status=ArticleStatus.NEW)
    added = Articles(database).add(
        article, source=SITE, listed=Entry(url=article.url), triage=triage, now=NOW
    )
    assert added is not None
    composition = Composition(
        channel=FACEBOOK,
        teaser="Der Verein feiert.",
        caption="Der Verein feiert.",
        link=article.url,
        hashtags=("#Essen",),
        image=str(home / "1.jpg"),
        image_sha256="ab" * 32,
        width=1080,
        height=1350,
        alt_text="Textkarte",
    )
    post = NewPost(composition=composition, account="facebook:1", status=PostStatus.SCHEDULED, due_at=NOW)
    Posts(database).add_all(added, [post], now=NOW)
    with database.write() as connection:
        published = {"status": PostStatus.PUBLISHED, "remote_id": "1_1", "published_at": NOW}
        connection.execute(update(posts).values(published))
    multiply(database, articles, lambda n: {"id": n, "url": f"{SITE}/{n}"}, size)
    multiply(database, posts, lambda n: {"id": n, "article_id": n, "remote_id": f"1_{n}"}, size)
    database.close()


def multiply(database: Database, table: Table, vary: Callable[[int], dict[str, Any]], size: int) -> None:
    """Copies of a table's only row, each a little different."""
    with database.write() as connection:
        row = dict(connection.execute(select(table)).mappings().one())
        for start in range(2, size + 1, BATCH):
            numbers = range(start, min(start + BATCH, size + 1))
            connection.execute(insert(table), [{**row, **vary(number)} for number in numbers])


def list_commands(homes: Mapping[int, Path]) -> Iterator[tuple[str, Command]]:
    """Name, command line and directory of each."""
    bot = [sys.executable, "-m", "bot"]
    yield NOTHING, ([sys.executable, "-c", "pass"], homes[SIZES[0]])
    for words in PLAIN:
        yield f"bot {words}", ([*bot, *words.split()], homes[SIZES[0]])
    for words in LISTS:
        for size, home in homes.items():
            yield f"bot {words}, {size:,} posts", ([*bot, *words.split()], home)


def measure(command: Command) -> float:
    """CPU milliseconds of one run."""
    line, home = command
    settings = {"BOT_ARCHIVE_URLS": SITE}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        line,
        cwd=home,
        env={**list_environment(), **settings},
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


def main() -> None:
    """Fill two instances, ask all commands in turn, print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        homes = {size: Path(folder) / str(size) for size in SIZES}
        for size, home in homes.items():
            home.mkdir()
            fill(home, size)
        commands = dict(list_commands(homes))
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(rounds):
            for name, command in commands.items():
                times[name].append(measure(command))
    for name, found in times.items():
        ratio = median(each / nothing for each, nothing in zip(found, times[NOTHING], strict=True))
        sys.stdout.write(f"{name:36} {median(found):8.1f} ms CPU {ratio:7.1f} x\n")


if __name__ == "__main__":
    main()
