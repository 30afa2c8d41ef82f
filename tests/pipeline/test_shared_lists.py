"""The lists that stand in ../shared, where there are some: what they list, and what of them is news later."""

import gzip
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

import pytest

from bot.archive.archive import HttpArchive
from bot.domain.article import ArticleStatus, Entry, Source
from bot.pipeline.watch import watch
from tests.archive.sites import Site
from tests.pipeline.world import RULES, World

CASES = Path(__file__).parents[3] / "shared" / "cases"
TRUTH = json.loads((CASES / "truth.json").read_text("utf-8")) if CASES.exists() else {"lists": []}
LISTS = {case["file"]: case for case in TRUTH["lists"] if case.get("served") is not False}
ZONE = ZoneInfo("Europe/Berlin")
NAMED = "https://verein.example"

pytestmark = pytest.mark.skipif(not LISTS, reason="there is no ../shared/cases")


class Stand:
    """A site that shows one case, now or later."""

    def __init__(self, site: Site, case: dict[str, Any]) -> None:
        self.site, self.case = site, case
        self.url = site.url + case["at"]
        parts: dict[str, str] = {}
        for address, title, _ in self.list_all():
            place = urlsplit(urljoin(self.url, address or ""))
            if address:
                parts[place.path] = parts.get(place.path, "") + write_article(title, place.fragment)
        for path, text in parts.items():
            self.site.show(path, f"<html lang='de'><main>{text}</main></html>")

    def list_all(self) -> Iterator[tuple[str | None, str, str | None]]:
        """All items that the case knows."""
        singles = [self.case[name] for name in ("new", "slides_in") if self.case.get(name)]
        for item in (
            *self.case["listed"],
            *self.case.get("listed_after", ()),
            *singles,
            *self.case.get("may", ()),
        ):
            yield (item[0], item[1], item[2] if len(item) > 2 else None)

    def show(self, when: str) -> None:
        """Put the list's file and those that belong to it; when: "file" or "after"."""
        self._put(self.case["at"], self.case[when], self.case.get("type", "text/html; charset=utf-8"))
        for path, (first, later, packing) in self.case.get("also", {}).items():
            self._put(
                path, first if when == "file" else later, "application/gzip" if packing else "text/plain"
            )

    def _put(self, path: str, name: str, kind: str) -> None:
        body = (CASES / name).read_bytes()
        wide = "utf-16" if body[:2] in {b"\xff\xfe", b"\xfe\xff"} else "latin-1"
        body = body.decode(wide).replace(NAMED, self.site.url).encode(wide)
        self.site.show(path, gzip.compress(body) if kind == "application/gzip" else body, kind)


def write_article(title: str, anchor: str) -> str:
    words = "</p><p>".join(
        f"Zu „{title}“ gibt es {n} Seiten, auf denen {title} erklärt wird." for n in "abcdef"
    )
    return f"<section id='{anchor}'><h1>{escape(title)}</h1><p>{words}</p></section>"


def show(entry: Entry, base: str) -> tuple[str | None, str, str | None]:
    """An entry as the truth writes it."""
    day = entry.published_at and f"{entry.published_at.astimezone(ZONE):%Y-%m-%d}"
    return (None if ":~:" in entry.url else entry.url.replace(base, NAMED), entry.title, day)


@pytest.fixture(params=LISTS)
def stand(request: pytest.FixtureRequest) -> Iterator[Stand]:
    with Site() as site:
        yield Stand(site, LISTS[request.param])


def open_archive(stand: Stand, world: World) -> HttpArchive:
    world.clock.true = datetime.fromisoformat(TRUTH["seen_at"])
    return HttpArchive(
        sources=[stand.url], timeout=timedelta(seconds=5), clock=world.clock, sleep=lambda seconds: None
    )


def test_it_is_read_whole_and_in_order(stand: Stand, world: World) -> None:
    stand.show("file")
    if stand.case.get("forbidden") or "sitemap" in stand.case["file"]:
        pytest.skip("nothing may be read, or its titles stand on the pages")
    may = {urljoin(NAMED, item[0]) for item in stand.case.get("may", ())}
    with open_archive(stand, world) as archive:
        entries = archive.look(Source(url=stand.url), conditional=False).entries
    read = [show(entry, stand.site.url) for entry in entries]
    listed = [(a and urljoin(NAMED, a), t, day) for a, t, day in stand.case["listed"]]
    is_dated = any(day for _, _, day in listed)
    found = [(a, t, day if is_dated else None) for a, t, day in read if a not in may]
    assert found == listed


def test_exactly_the_new_one_is_news(stand: Stand, world: World) -> None:
    world.process.source_urls = (stand.url,)
    with open_archive(stand, world) as archive:
        world.process.archive = archive  # type: ignore[assignment]
        for when in ("file", "after", "after"):
            stand.show(when)
            watch(world.process, forced=True)
            world.clock.forward(RULES.poll_interval)
    news = world.process.articles.list_known(status=ArticleStatus.NEW)
    assert [known.article.title for known in news] == ([stand.case["new"][1]] if stand.case["new"] else [])
    if stand.case.get("forbidden"):
        assert {request.path for request in stand.site.requests} == {"/robots.txt"}
