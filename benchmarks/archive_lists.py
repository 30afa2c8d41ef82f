"""Real list pages and feeds beside what one would use instead: the longest list of links, and feedparser.

Run as `python -m benchmarks.archive_lists FOLDER [--half HALF]`. FOLDER holds checkouts of the
public repositories that `lists_truth.json` names, each in a folder OWNER+NAME; what is missing is left out
and counted. The truth names the links of a page that are its items by a selector. Half of the sites were
never looked at while the reader was made, and those called "later" were found when it was done. Feeds are
all XML files of the repositories named in FEEDS. Without FOLDER the environment's CORPORA names it.
"""

import argparse
import calendar
import csv
import json
import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser
from lxml.cssselect import CSSSelector

from bot.archive import detect, feeds, html_tree
from bot.archive.lists import html_list, paging
from bot.domain.urls import canonical_url

NOW = datetime(2026, 11, 29, tzinfo=UTC)
TRUTH = Path(__file__).with_name("lists_truth.json")
PAGES = "TeamHG-Memex+autopager/autopager/data"
FEEDS = (
    "kurtmckee+feedparser/tests",
    "mmcdole+gofeed/testdata",
    "rbren+rss-parser/test/input",
    "lemon24+reader/tests/data",
    "miniflux+v2",
)
BASE = "http://example.com/feed"
HALVES = (
    *("seen", "unseen", "later", "second seen", "second unseen", "third"),
    *("fourth seen", "fourth unseen", "fifth seen", "fifth unseen"),
)
"""Each made of whole sites; from the second ones on they were collected when all before were known."""


@dataclass(frozen=True, kw_only=True)
class ListedPage:
    """A page of the truth: its text, the addresses of its items, and those that may be listed besides.

    selector: of the links to the items.
    """

    text: str
    url: str
    selector: str
    items: set[str]
    may: set[str]


def read_truth(folder: Path, half: str) -> Iterator[ListedPage | None]:
    """The pages of one half, or of both; None for one that is not there."""
    for origin, pages in json.loads(TRUTH.read_text("utf-8")).items():
        for page in pages:
            if half in {"", page["half"]}:
                file = folder / origin.replace("/", "+") / page["path"]
                yield _read_page(file, page) if file.exists() else None


def _read_page(file: Path, page: dict[str, str]) -> ListedPage:
    text = html_tree.decode(file.read_bytes())
    root = html_tree.parse_html(text, page["url"])
    base = html_tree.find_base(root, page["url"])

    def find(selector: str) -> set[str]:
        links = CSSSelector(selector)(root) if selector else ()
        return {canonical_url(html_tree.join(base, link.get("href"))) for link in links if link.get("href")}

    return ListedPage(
        text=text,
        url=page["url"],
        selector=page["items"],
        items=find(page["items"]),
        may=find(page.get("may", "")),
    )


def list_ours(page: ListedPage) -> set[str]:
    """The addresses that the bot lists; an article without a page of its own is wrong on these pages."""
    return {canonical_url(entry.url) for entry in html_list.parse_list(page.text, page.url, NOW).entries}


def list_longest(page: ListedPage) -> set[str]:
    """The links of the element with most letters in the links that are its children's."""
    root = html_tree.parse_html(page.text, page.url)
    base = html_tree.find_base(root, page.url)
    groups: dict[Any, list[Any]] = defaultdict(list)
    for link in root.iter("a"):
        if link.get("href") and link.getparent() is not None:
            groups[link.getparent().getparent()].append(link)
    longest = max(
        groups.values(), key=lambda links: sum(len(link.text_content()) for link in links), default=[]
    )
    return {canonical_url(html_tree.join(base, link.get("href"))) for link in longest}


READERS: dict[str, Callable[[ListedPage], set[str]]] = {
    "ours": list_ours,
    "longest list of links": list_longest,
}


def compare_lists(folder: Path, half: str) -> None:
    """Precision and recall of items, and how many pages are fully right."""
    found = list(read_truth(folder, half))
    pages = [page for page in found if page]
    for name, read in READERS.items():
        right = extra = missed = whole = 0
        for page in pages:
            listed = read(page)
            wrong = listed - page.items - page.may
            right, extra = right + len(listed & page.items), extra + len(wrong)
            missed += len(page.items - listed)
            whole += not wrong and page.items <= listed
        precision, recall = right / max(1, right + extra), right / max(1, right + missed)
        sys.stdout.write(
            f"{half or 'all':7} {name:22} {len(pages)} pages ({len(found) - len(pages)} not there)   "
            f"precision {precision:.3f}   recall {recall:.3f}   fully right {whole} of {len(pages)}\n"
        )


def compare_next_pages(folder: Path) -> None:
    """The labelled next pages that are found; labels that lead to a newer page count as missed."""
    labels = folder / PAGES / "data.csv"
    if not labels.exists():
        return
    found = wanted = 0
    with labels.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            body = (folder / PAGES / "html" / f"{row['File Name']}.html").read_bytes()
            url = row["Page URL"]
            root = html_tree.parse_html(body.decode(row["Encoding"] or "utf-8", "replace"), url)
            base = html_tree.find_base(root, url)
            links = CSSSelector(row["NEXT"])(root) if row["NEXT"].strip() else ()
            targets = {html_tree.join(base, link.get("href")).partition("#")[0] for link in links}
            targets -= {"", base, url.partition("#")[0]}
            wanted += bool(targets)
            found += paging.find_next(root, base, url) in targets if targets else 0
    sys.stdout.write(f"next page   ours   {found} of {wanted} labelled\n")


def compare_feeds(folder: Path) -> None:
    """Addresses, titles and dates of all items, beside feedparser's."""
    files = [
        file
        for place in FEEDS
        for file in sorted((folder / place).rglob("*"))
        if file.suffix.lower() in {".xml", ".rss", ".atom", ".rdf"} and file.is_file()
    ]
    kinds: Counter[str] = Counter()
    items = 0
    for file in files:
        body = file.read_bytes()
        header = re.search(rb"Header:\s*Content-type:\s*(.*)", body, re.IGNORECASE)
        content_type = header[1].decode("latin-1").strip() if header else ""
        theirs = _read_theirs(body, content_type)
        markup = detect.read_markup(body, content_type)
        ours = [(e.url, e.title, e.published_at) for e in feeds.parse_feed(markup, BASE, NOW).entries]
        items += len(theirs)
        kinds["read as a page"] += bool(theirs) and detect.find_kind(markup) is not detect.Kind.FEED
        kinds["other items"] += ours != theirs
    differences = ", ".join(f"{count} {name}" for name, count in kinds.items())
    sys.stdout.write(
        f"feeds   {len(files)} files, {items} items   differences to feedparser: {differences}\n"
    )


def _read_theirs(body: bytes, content_type: str) -> list[tuple[str, str, datetime | None]]:
    headers = {"content-location": BASE} | ({"content-type": content_type} if content_type else {})
    found = []
    for item in feedparser.parse(body, sanitize_html=False, response_headers=headers).entries:
        links = [item.get("link"), *(link.get("href") for link in item.get("links", ())), item.get("id")]
        url = html_tree.join(BASE, next(filter(None, map(str, filter(None, links))), ""))
        if urlsplit(url).scheme in {"http", "https"} and (links[0] or len(links) > 2 or url == links[-1]):
            title = html_tree.strip_markup(str(item.get("title", "")))
            found.append((url, title, _read_time(item)))
    return found


def _read_time(item: Any) -> datetime | None:
    value = dict.get(item, "published_parsed") or dict.get(item, "updated_parsed")
    try:
        found = datetime.fromtimestamp(calendar.timegm(value), UTC) if value else None
    except (ValueError, OverflowError, TypeError):
        return None
    return found if found and found.year >= 1995 else None


def main() -> None:
    """Compare all that is there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=os.environ.get("CORPORA"))
    parser.add_argument("--half", choices=HALVES, default="")
    options = parser.parse_args()
    if options.folder is None:
        sys.stderr.write("Left out: CORPORA names no folder of checkouts.\n")
        return
    compare_lists(options.folder, options.half)
    compare_next_pages(options.folder)
    compare_feeds(options.folder)


if __name__ == "__main__":
    main()
