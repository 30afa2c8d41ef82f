"""Read article pages beside what one would use instead: trafilatura alone, and a bare parse as the floor.

Run as `python -m benchmarks.archive_reading [--pages 30]`. CPU milliseconds per page of 50 kB, medians; how
much of the text was found, and how many characters stand there that do not belong to it.
"""

import argparse
import re
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from statistics import median

import trafilatura
from lxml import html

from benchmarks.archive_sample import make_page
from bot.archive import boilerplate
from bot.archive.articles import html_article
from bot.domain.article import Entry

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def read_ours(text: str) -> str:
    """The text as the bot posts it."""
    url = "https://verein.example/a/1"
    return html_article.parse_article(
        html_article.Page(url=url, text=text), Entry(url=url), boilerplate.LearnedFrame(), NOW
    ).text


ENGINES: dict[str, Callable[[str], str]] = {
    "lxml parse only": lambda text: str(html.document_fromstring(text).tag),
    "ours": read_ours,
    "trafilatura fast": lambda text: str(trafilatura.extract(text, fast=True)),
    "trafilatura": lambda text: str(trafilatura.extract(text)),
}


def main() -> None:
    """Read all pages with all engines in turn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=30)
    pages = [make_page(number) for number in range(parser.parse_args().pages)]
    times: dict[str, list[float]] = {name: [] for name in ENGINES}
    found: dict[str, list[tuple[float, int]]] = {name: [] for name in ENGINES}
    for text in pages:
        wanted = re.findall(r"<p>(.*?)</p>", text)
        for name, read in ENGINES.items():
            start = time.process_time()
            said = read(text)
            times[name].append((time.process_time() - start) * 1000)
            share = sum(part in said for part in wanted) / len(wanted)
            found[name].append((share, max(0, len(said) - sum(map(len, wanted)))))
    for name, values in times.items():
        shares, extra = zip(*found[name], strict=True)
        quality = f"{median(shares):5.2f} of the text   {median(extra):5.0f} extra characters"
        sys.stdout.write(f"{name:18} {median(values):7.2f} ms CPU   {quality}\n")


if __name__ == "__main__":
    main()
