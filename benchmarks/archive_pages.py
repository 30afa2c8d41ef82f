"""Read pages that others wrote and judged, beside what one would use instead.

Run as `python -m benchmarks.archive_pages --pages DIR [--dates DIR] [--half seen|unseen]`. DIR is the folder
`tests` of adbar/trafilatura (990 pages with segments that must and must not stand in the text) and of
adbar/htmldate (1,000 pages with their day). Neither is part of the project. Beside the bot stand trafilatura
at its default, fast and for precision, readability-lxml and newspaper4k where they are installed; dates
beside htmldate fast and extensive. Scores are trafilatura's own; CPU milliseconds per page, parse included;
garbage is collected for all of them as the bot's daemon does.
"""

import argparse
import hashlib
import json
import logging
import re
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import htmldate
import trafilatura

from bot.archive import boilerplate, html_tree
from bot.archive.articles import html_article
from bot.domain.article import Article, Entry
from bot.domain.errors import BotError
from bot.environment import collect_as_one_that_stays

NOW = datetime(2026, 11, 22, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Berlin")
FOLDERS = ("cache", "eval", "test_set")
GERMAN = frozenset(
    re.findall(
        r"\w+", "der die das und ist nicht ein eine mit auf für von dem den sich auch als wird bei im zum zur"
    )
)
ENGLISH = frozenset(
    re.findall(r"\w+", "the of and to in is that for with on as are this be it by from or have not you we")
)
Reader = Callable[[bytes, str], str | None]


def read_ours(body: bytes, url: str) -> Article:
    """The article as the bot reads it. Raises BotError."""
    found = html_article.Page(url=url, text=html_tree.decode(body))
    return html_article.parse_article(found, Entry(url=url), boilerplate.LearnedFrame(), NOW)


def read_with_trafilatura(**options: bool) -> Reader:
    """Trafilatura as its own evaluation calls it."""
    return lambda body, _: trafilatura.extract(body, include_comments=False, include_tables=True, **options)


def list_engines() -> dict[str, Reader]:
    """The readers that are installed."""
    engines: dict[str, Reader] = {
        "ours": lambda body, url: read_ours(body, url).text,
        "trafilatura": read_with_trafilatura(fast=False),
        "trafilatura fast": read_with_trafilatura(fast=True),
        "trafilatura precision": read_with_trafilatura(fast=False, favor_precision=True),
    }
    try:
        from readability import Document  # not the bot's

        engines["readability-lxml"] = lambda body, _: Document(html_tree.decode(body)).summary()
    except ImportError:
        pass
    try:
        import newspaper  # not the bot's

        engines["newspaper4k"] = lambda body, _: newspaper.fulltext(html_tree.decode(body))
    except ImportError:
        pass
    return engines


@dataclass(slots=True, kw_only=True)
class Score:
    """Segments rightly and wrongly in a text, and missing; pages without any text; seconds of CPU."""

    right: int = 0
    wrong: int = 0
    missing: int = 0
    empty: int = 0
    pages: int = 0
    seconds: float = 0.0

    def add(self, page: Mapping[str, Any], text: str | None, seconds: float) -> None:
        """Count one page."""
        said = squeeze(text or "")
        wanted = [squeeze(segment) in said for segment in page["with"]]
        self.right += sum(wanted)
        self.missing += len(wanted) - sum(wanted)
        self.wrong += sum(squeeze(segment) in said for segment in page["without"])
        self.empty += not said
        self.pages += 1
        self.seconds += seconds

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missing)

    def __str__(self) -> str:
        precision = self.right / max(1, self.right + self.wrong)
        recall = self.right / max(1, self.right + self.missing)
        return f"{precision:9.3f} {recall:7.3f} {self.f1:7.4f}"


@dataclass(slots=True)
class Exact:
    """How often a told title or author is exactly the one that was marked."""

    right: int = 0
    of: int = 0

    def add(self, wanted: str, got: str | None) -> None:
        """Count one page, if something is marked on it."""
        if wanted.strip():
            self.of += 1
            self.right += fold(wanted) == fold(got or "")

    def __str__(self) -> str:
        return f"{self.right / max(1, self.of):.3f} of {self.of}"


@dataclass(slots=True)
class Told:
    """Titles and authors of one reader."""

    titles: Exact = field(default_factory=Exact)
    authors: Exact = field(default_factory=Exact)


def squeeze(text: str) -> str:
    """Blanks do not count."""
    return re.sub(r"\s+", " ", text).strip()


def fold(text: str) -> str:
    """Neither do case, the form of quotation marks and dashes, and hyphens that nobody sees."""
    text = text.replace("\u00ad", "")
    return re.sub(r"[–—]", "-", re.sub("[\"“”„‟«»‚‘’'`´]", "'", squeeze(text).casefold()))


def is_german(page: Mapping[str, Any]) -> bool:
    """Whether the marked segments have more German small words than English ones, and at least four."""
    words = re.findall(r"[a-zäöüß]+", " ".join((*page["with"], *page["without"])).lower())
    german, english = (sum(word in small for word in words) for small in (GERMAN, ENGLISH))
    return german > english and german >= 4


def is_in(half: str, name: str) -> bool:
    """The pages are halved by a hash of their names: one half was looked at while the reader was made."""
    is_seen = hashlib.blake2b(name.encode(), digest_size=4).digest()[0] % 2 == 0
    return not half or is_seen == (half == "seen")


def load(folder: Path, name: str) -> bytes:
    """A page's bytes."""
    return next(path for part in FOLDERS if (path := folder / part / name).is_file()).read_bytes()


def main() -> None:
    """Read all pages with all readers and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path)
    parser.add_argument("--dates", type=Path)
    parser.add_argument("--half", default="", choices=("", "seen", "unseen"))
    parser.add_argument(
        "--engines", default="", help="names separated by commas; else all that are installed"
    )
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    collect_as_one_that_stays()
    if options.pages:
        measure_pages(options.pages, options.half, options.engines)
    if options.dates:
        measure_dates(options.dates, options.half)


def measure_pages(folder: Path, half: str, only: str = "") -> None:
    """Texts, titles and authors."""
    marked: dict[str, dict[str, Any]] = json.loads((folder / "evaldata.json").read_text("utf-8"))
    engines = {name: read for name, read in list_engines().items() if name in (only or name).split(",")}
    scores = {name: (Score(), Score()) for name in engines}
    told = {name: Told() for name in ("ours", "trafilatura")}
    for url, page in marked.items():
        if not is_in(half, page["file"]):
            continue
        body = load(folder, page["file"])
        for name, read in engines.items():
            text, seconds = measure(read, body, url)
            scores[name][0].add(page, text, seconds)
            if is_german(page):
                scores[name][1].add(page, text, seconds)
        count_told(told, page, body, url)
    print_scores(scores, told)


def measure(read: Reader, body: bytes, url: str) -> tuple[str | None, float]:
    """A text and the seconds of CPU it took; none when the reader refuses or fails."""
    start = time.process_time()
    try:
        text = read(body, url)
    except Exception:  # noqa: BLE001  a reader that fails has no text
        text = None
    return text, time.process_time() - start


def count_told(told: Mapping[str, Told], page: Mapping[str, Any], body: bytes, url: str) -> None:
    """Titles and authors, as the two readers that know both tell them."""
    wanted = page.get("author") or ""
    wanted = "; ".join(wanted) if isinstance(wanted, list) else wanted
    try:
        read = read_ours(body, url)
        ours = (read.title, read.author)
    except BotError:
        ours = ("", "")
    theirs = trafilatura.bare_extraction(body, with_metadata=True)
    for name, (title, author) in (
        ("ours", ours),
        ("trafilatura", (getattr(theirs, "title", ""), getattr(theirs, "author", ""))),
    ):
        told[name].titles.add(page.get("title") or "", title)
        told[name].authors.add(wanted, author)


def print_scores(scores: Mapping[str, tuple[Score, Score]], told: Mapping[str, Told]) -> None:
    """The table."""
    pages, german = (score.pages for score in scores["ours"])
    print(f"{pages} pages, {german} of them German")
    print(f"{'':22} precision  recall      F1   German                 F1  no text  ms CPU")
    for name, (whole, part) in scores.items():
        spent = 1000 * whole.seconds / max(1, whole.pages)
        print(f"{name:22} {whole} {part} {whole.empty:8} {spent:7.1f}")
    for name, found in told.items():
        print(f"{name:22} titles exact {found.titles}, authors exact {found.authors}")


def measure_dates(folder: Path, half: str) -> None:
    """Days of publishing."""
    marked: dict[str, dict[str, str]] = {}
    for file in ("eval_mediacloud_2020.json", "eval_default.json"):
        marked |= json.loads((folder / file).read_text("utf-8"))
    finders: dict[str, Callable[[bytes, str], str | None]] = {
        "ours": _find_day,
        "htmldate fast": lambda body, _: htmldate.find_date(
            html_tree.decode(body), original_date=True, extensive_search=False
        ),
        "htmldate extensive": lambda body, _: htmldate.find_date(
            html_tree.decode(body), original_date=True, extensive_search=True
        ),
    }
    found: dict[str, list[tuple[str | None, str]]] = {name: [] for name in finders}
    for url, page in marked.items():
        if is_in(half, page["file"]):
            body = load(folder, page["file"])
            for name, find in finders.items():
                found[name].append((measure(find, body, url)[0], page["date"]))
    for name, days in found.items():
        print(f"{name:22} {describe_days(days)}")


def _find_day(body: bytes, url: str) -> str | None:
    published_at = read_ours(body, url).published_at
    return f"{published_at.astimezone(ZONE):%Y-%m-%d}" if published_at else None


def describe_days(days: Iterable[tuple[str | None, str]]) -> str:
    """Precision, recall and F1 of found days."""
    pairs = list(days)
    right = sum(got == wanted for got, wanted in pairs)
    none = sum(got is None for got, _ in pairs)
    wrong = len(pairs) - right - none
    precision, recall = right / max(1, right + wrong), right / max(1, right + none)
    f1 = 2 * right / max(1, 2 * right + wrong + none)
    return f"precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.4f}  ({len(pairs)} pages)"


if __name__ == "__main__":
    sys.exit(main())
