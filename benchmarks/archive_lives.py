"""The life of real lists: whatever becomes of one, exactly the new item is news.

Run as `python -m benchmarks.archive_lives FOLDER [--half HALF] [--only PART]`, with the FOLDER
and the truth of `benchmarks.archive_lists`. Each page stands on loopback at its own path and is looked at
after each change; the articles behind it are made. A list needs five items to be lived through.
"""

import argparse
import copy
import hashlib
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lxml import html
from lxml.cssselect import CSSSelector

from benchmarks.archive_lists import HALVES, NOW, ListedPage, list_ours, read_truth
from bot.archive import date_finder, html_tree
from bot.archive.archive import HttpArchive
from bot.archive.lists import html_list
from bot.domain.article import ArticleStatus
from bot.domain.urls import canonical_url
from bot.pipeline.watch import watch
from tests.archive.sites import Answer, Site
from tests.known_channels import FACEBOOK
from tests.pipeline.world import World

FEWEST = 5
EARLIER = timedelta(days=40)
LONG_AGO = NOW - timedelta(days=9000)
WORDS = ("Garten", "Brunnen", "Treppe", "Fenster", "Wagen", "Brücke", "Wolke", "Apfel", "Laterne", "Koffer")


@dataclass(eq=False)
class Item:
    """An item as it stands on the page: its path, the links to it, and the box that holds it alone."""

    path: str
    links: list[Any]
    box: Any
    title: str = ""


class Pages(dict[str, Any]):
    """What stands on the site: the list, and behind any other path an article with words of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.titles: dict[str, str] = {}
        self.moved: dict[str, str] = {}

    def get(self, path: str, default: Any = None) -> Any:
        """The page at a path; robots.txt and pictures are not there."""
        if path in self or path == "/robots.txt":
            return super().get(path, default)
        return self._write_article(path)

    def _write_article(self, path: str) -> Answer:
        bare = find_path(f"http://x.example{path}")
        first = self.moved.get(bare, bare)
        text = "".join(f"<p>{_write_paragraph(first, number)}</p>" for number in range(4))
        title = escape(self.titles.get(first, f"Seite {first}"))
        page = f"<html lang='de'><main><article><h1>{title}</h1>{text}</article></main></html>"
        return 200, {"Content-Type": "text/html; charset=utf-8"}, page.encode()


def find_path(url: str) -> str:
    """The path and query of an address, without what canonical addresses leave out."""
    there = urlsplit(canonical_url(url))
    return f"{there.path}?{there.query}" if there.query else there.path


def _write_paragraph(path: str, number: int) -> str:
    digest = hashlib.sha512(f"{path} {number}".encode()).digest()
    words = [
        WORDS[a % len(WORDS)] + "abcdefghij"[b % 10] for a, b in zip(digest[::2], digest[1::2], strict=True)
    ]
    return f"Es geht um {' und '.join(words)}."


@dataclass
class Life:
    """One list on a site that changes; news: titles that were written so far, the newest first.

    Items on other sites stand behind another name of the host.
    """

    site: Site
    page: ListedPage
    last: str = ""
    dropped: set[str] = field(default_factory=set)
    news: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        own = urlsplit(self.page.url)
        self.path = (f"{own.path}?{own.query}" if own.query else own.path) or "/"
        host = re.escape(own.netloc.removeprefix("www."))
        text = re.sub(rf"(?:https?:)?//(?:www\.)?{host}", self.site.url, self.page.text)
        self.elsewhere = self.site.url.replace("127.0.0.1", "localhost")
        others = {urlsplit(url).netloc for url in self.page.items} - {own.netloc.removeprefix("www.")}
        for other in map(re.escape, others):
            text = re.sub(rf"(?:https?:)?//(?:www\.)?{other}", self.elsewhere, text)
        self.hosts = (self.elsewhere,) if others else ()
        self.text = re.sub(r"<link[^>]*alternate[^>]*>|<base[^>]*>", "", text)
        self.select = CSSSelector(self.page.selector)
        self.pages = Pages()
        self.site.pages = self.pages
        shown = html_list.parse_list(self.text, self.site.url + self.path, NOW).entries
        self.pages.titles = {find_path(entry.url): entry.title for entry in shown}
        self.items = self.find_items(self.parse())
        told = {find_path(entry.url): entry.published_at for entry in shown}
        self.days = {item.path: day for item in self.items if (day := told.get(item.path))}
        self.is_rising = is_rising([self.days[item.path] for item in self.items if item.path in self.days])
        self.last = self.items[0 if self.is_rising else -1].path if self.items else ""
        before = html_list.parse_list(self.text, self.site.url + self.path, NOW - EARLIER).entries
        told = {find_path(entry.url): entry.published_at for entry in before}
        newest = max(self.days, key=lambda path: self.days[path], default="")
        is_counted = (then := told.get(newest)) is not None and self.days[newest] - then == EARLIER
        self.start = NOW if is_counted else max([*self.days.values(), LONG_AGO]) + timedelta(hours=3)

    def parse(self) -> Any:
        """The page's tree as it was first."""
        return html_tree.parse_html(self.text, self.site.url + self.path)

    def find_items(self, root: Any) -> list[Item]:
        """The truth's items in a tree, each with the largest element that holds no other."""
        items: dict[str, Item] = {}
        holders: dict[Any, set[str]] = {}
        for link in self.select(root):
            path = find_path(html_tree.join(self.site.url + self.path, link.get("href")))
            items.setdefault(path, Item(path, [], link))
            for element in (link, *link.iterancestors()):
                holders.setdefault(element, set()).add(path)
        for item in items.values():
            around = (item.box, *item.box.iterancestors())
            href = item.box.get("href")
            item.box = [element for element in around if holders[element] == {item.path}][-1]
            item.links = [link for link in item.box.iter("a") if link.get("href") == href]
            item.title = self.pages.titles.get(item.path, "")
        return list(items.values())

    def show(self, *changes: Callable[[Any, list[Item]], None]) -> None:
        """Put the list on its page: without what was dropped, with the news, then changed."""
        root = self.parse()
        items = self.find_items(root)
        for item in items:
            if item.path in self.dropped:
                remove(item)
        left = [item for item in items if item.path not in self.dropped]
        newest = max(left, key=lambda item: self.days.get(item.path, LONG_AGO))
        shown = list(left)
        for number, title in enumerate(reversed(self.news)):
            added = self._copy(newest, number, title)
            if self.is_rising:
                shown[-1].box.addnext(added.box)
                shown.append(added)
            else:
                shown[0].box.addprevious(added.box)
                shown.insert(0, added)
        for change in changes:
            change(root, shown)
        self.site.show(self.path, html.tostring(root, encoding="unicode"))

    def _copy(self, pattern: Item, number: int, title: str) -> Item:
        """A new item, made like another."""
        path = f"/neu-{number}-meldung.html"
        box = copy.deepcopy(pattern.box)
        box.tail = None
        hrefs = {link.get("href") for link in pattern.links}
        links = [link for link in box.iter("a") if link.get("href") in hrefs]
        is_elsewhere = pattern.links[0].get("href").startswith(self.elsewhere)
        for link in links:
            link.set("href", f"{self.elsewhere if is_elsewhere else ''}{path}")
            link.attrib.pop("title", None)
        _set_title(box, links, pattern.title, title)
        for each in box.iter():
            each.text, each.tail = map(_set_today, (each.text, each.tail))
        return Item(path, links, box, title)


def is_rising(days: list[datetime]) -> bool:
    """Whether the newest stand last, as in a calendar of what is to come; not where days tell no order."""
    steps = [a < b for a, b in pairwise(days) if a != b]
    return bool(steps) and 4 * sum(steps) >= 3 * len(steps)


def is_ago(text: str) -> bool:
    """Whether a text names a day by how long ago it was."""
    now, then = (date_finder.find_date(text, NOW - ago) for ago in (timedelta(0), EARLIER))
    return now is not None and then is not None and now - then == EARLIER


def _set_today(text: str | None) -> str | None:
    return "1 minute ago" if text and is_ago(text) else text


def _set_title(box: Any, links: list[Any], old: str, new: str) -> None:
    headings = [each for each in box.iter(*html_tree.HEADINGS) if old and old in html_tree.text_of(each)]
    named = [link for link in links if old and old in html_tree.text_of(link)]
    place = next(iter([*named, *headings, *links]))
    inner = [each for each in place.iter() if old and html_tree.squeeze(each.text or "") == old]
    place = inner[-1] if inner else place
    for child in list(place):
        place.remove(child)
    place.text = new
    for each in box.iter():
        if old and html_tree.squeeze(each.text or "") == old:
            each.text = new


def remove(item: Item) -> None:
    """Take an item off the page; what follows its box stays."""
    box, before = item.box, item.box.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + (box.tail or "")
    box.getparent().remove(box)


def reverse(_: Any, items: list[Item]) -> None:
    """Oldest first, where the items stand side by side."""
    boxes = [item.box for item in items]
    parents = {box.getparent() for box in boxes}
    if len(parents) == 1:
        parent = parents.pop()
        place = parent.index(boxes[0])
        for box in boxes:
            box.tail = None
            parent.remove(box)
        for box in boxes:
            parent.insert(place, box)


def pin(_: Any, items: list[Item]) -> None:
    """An item from the middle stands first."""
    box = items[len(items) // 2].box
    if box.getparent() is items[0].box.getparent():
        box.tail = None
        items[0].box.addprevious(box)


def split(_: Any, items: list[Item]) -> None:
    """The second half stands in another box of the same make, such as a row."""
    boxes = [item.box for item in items]
    parents = {box.getparent() for box in boxes}
    if len(parents) == 1 and (parent := parents.pop()).getparent() is not None:
        row = parent.makeelement(parent.tag, dict(parent.attrib))
        parent.addnext(row)
        for box in boxes[len(boxes) // 2 :]:
            box.tail = None
            row.append(box)


def tag(_: Any, items: list[Item]) -> None:
    """Every link has tracking parameters."""
    for link in (link for item in items for link in item.links):
        href = link.get("href").partition("#")[0]
        link.set("href", f"{href}{'&' if '?' in href else '?'}utm_source=x")


def edit(_: Any, items: list[Item]) -> None:
    """A title is corrected."""
    item = items[len(items) // 2]
    _set_title(item.box, item.links, item.title, f"{item.title} (aktualisiert)")


def relaunch(life: Life) -> Callable[[Any, list[Item]], None]:
    """Every article has another address, and so has whatever else an item leads to."""
    here = life.site.url + life.path

    def change(_: Any, items: list[Item]) -> None:
        for link in (link for item in items for link in item.box.iter("a") if link.get("href")):
            old = html_tree.join(here, link.get("href"))
            if old.startswith(life.site.url):
                path = f"/archiv/{hashlib.sha256(find_path(old).encode()).hexdigest()[:9]}.html"
                life.pages.moved[path] = find_path(old)
                link.set("href", path)

    return change


def move_host(life: Life) -> Callable[[Any, list[Item]], None]:
    """Every link of an item leads to another name of the host, as that to its comments or last page."""
    here, there = life.site.url + life.path, life.site.url.replace("127.0.0.1", "localhost")

    def change(_: Any, items: list[Item]) -> None:
        for link in (link for item in items for link in item.box.iter("a") if link.get("href")):
            link.set("href", html_tree.join(here, link.get("href")).replace(life.site.url, there))

    return change


def show_feed(life: Life) -> None:
    """The list's address leads to a feed of the same articles."""
    root = life.parse()
    left = [item for item in life.find_items(root) if item.path not in life.dropped]
    told = [(f"/neu-{number}-meldung.html", title) for number, title in enumerate(reversed(life.news))]
    shown = [*reversed(told), *((item.path, item.title) for item in left)]
    items = "".join(
        f"<item><title>{escape(title)}</title><link>{escape(life.site.url + path)}</link></item>"
        for path, title in shown
    )
    text = f"<?xml version='1.0'?><rss version='2.0'><channel><title>x</title>{items}</channel></rss>"
    life.site.show(life.path, text, "application/rss+xml")


def live(life: Life) -> Iterator[tuple[str, bool]]:
    """Change the page, step by step: the step's name, and whether something new came with it."""

    def write() -> None:
        number = len(life.news)
        life.news.insert(0, f"Ganz neue Meldung Nummer {number + 1} aus dem Verein für alle")
        life.pages.titles[f"/neu-{number}-meldung.html"] = life.news[0]

    life.dropped = {life.last}
    life.show()
    yield "first look", False
    life.dropped = {life.items[len(life.items) // 2].path}
    life.show()
    yield "drop, and slide in", False
    for name, change in (("", None), ("edit", edit), ("pin", pin), ("reverse", reverse), ("split", split)):
        if change:
            life.show(change)
            yield name, False
        write()
        life.show()
        yield f"new after {name}", True
    for name, change in (("tracking", tag), ("other host", move_host(life))):
        life.show(change)
        yield name, False
        life.show()
        yield f"back from {name}", False
    write()
    life.show()
    yield "new after other host", True
    show_feed(life)
    yield "feed", False
    write()
    show_feed(life)
    yield "new in feed", True
    life.show()
    yield "page again", False
    life.show(relaunch(life))
    yield "relaunch", False
    write()
    life.show(relaunch(life))
    yield "new after relaunch", True


@dataclass(frozen=True, kw_only=True)
class Slip:
    """A step at which something else than the new item was news; is_asked: a person is asked about it."""

    step: str
    came: list[str]
    problem: str
    is_asked: bool


def live_through(page: ListedPage, folder: Path) -> list[Slip] | None:
    """What went wrong in the life of a list; None for a list that is too short or not read rightly."""
    with Site() as site:
        life = Life(site, page)
        if len(life.items) < FEWEST or list_ours(page) - page.may != page.items:
            return None
        world = World(folder, channels=[FACEBOOK])
        process = world.process
        world.clock.true = life.start
        process.source_urls = (site.url + life.path,)
        with HttpArchive(
            sources=(*process.source_urls, *life.hosts),
            timeout=timedelta(seconds=5),
            clock=world.clock,
            sleep=lambda _: None,
            max_pages=1,
        ) as process.archive:
            slips = list(_follow(life, world))
        world.close()
    return slips


def _follow(life: Life, world: World) -> Iterator[Slip]:
    seen: set[int] = set()
    for step, is_new in live(life):
        world.clock.forward(timedelta(minutes=20))
        report = watch(world.process, forced=True)[0]
        news = world.process.articles.list_known(status=ArticleStatus.NEW)
        came = [known for known in news if known.id not in seen]
        seen.update(known.id for known in news)
        titles = [known.article.title for known in came]
        if titles != life.news[:is_new]:
            is_asked = bool(came) and all(known.doubt for known in came)
            yield Slip(step=step, came=titles, problem=report.problem, is_asked=is_asked)


def main() -> None:
    """Live through all lists that are there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=os.environ.get("CORPORA"))
    parser.add_argument("--half", choices=HALVES, default="")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    if options.folder is None:
        sys.stderr.write("Left out: CORPORA names no folder of checkouts.\n")
        return
    pages = [page for page in read_truth(options.folder, options.half) if page and options.only in page.url]
    lives = right = asked = 0
    for page in pages:
        with tempfile.TemporaryDirectory() as folder:
            slips = live_through(page, Path(folder))
        if slips is None:
            continue
        lives, right = lives + 1, right + (not slips)
        asked += bool(slips) and all(slip.is_asked for slip in slips)
        for slip in slips:
            mark = "asked" if slip.is_asked else "WRONG"
            sys.stdout.write(f"{mark} {page.url[:60]}   {slip.step}: {slip.came[:3]} {slip.problem[:90]}\n")
    sys.stdout.write(
        f"{options.half or 'all'}   {len(pages)} pages, {lives} lists lived through: {right} fully right, "
        f"{asked} with nothing but a question\n"
    )


if __name__ == "__main__":
    main()
