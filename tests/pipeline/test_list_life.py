"""A list through its life, read over real sockets: exactly what is new is news, whatever becomes of it."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.utils import format_datetime
from html import escape

import pytest

from bot.archive.archive import HttpArchive
from bot.domain.article import ArticleStatus
from bot.pipeline.watch import watch
from tests.archive.sites import Site
from tests.pipeline.world import RULES, World

DAY = timedelta(days=1)
WORDS = (
    *("Garten", "Brunnen", "Treppe", "Fenster", "Wagen", "Laterne", "Koffer", "Mantel", "Leiter", "Kessel"),
    *("Hammer", "Wolle", "Zaun", "Kerze", "Ofen", "Keller", "Balkon", "Wiese", "Hügel", "Teich", "Mühle"),
    *("Schuppen", "Kiesweg", "Geländer", "Pflaster", "Dachboden", "Fahne", "Trommel", "Zelt", "Bühne"),
)


@dataclass(frozen=True, kw_only=True)
class Piece:
    """An article of the association; its words are its own."""

    number: int
    day: datetime
    path: str
    title: str
    more: str = ""

    @property
    def text(self) -> str:
        """Paragraphs that no other article has."""
        digest = hashlib.sha256(str(self.number).encode()).digest()
        picked = [WORDS[digest[place % 32] % len(WORDS)] + "e" * (place // 32) for place in range(60)]
        lines = [
            f"Wir sahen {a} und {b} am {c}, sagt die Gruppe {self.number}."
            for a, b, c in zip(picked[::3], picked[1::3], picked[2::3], strict=True)
        ]
        return "</p><p>".join([" ".join(lines[at : at + 5]) for at in range(0, 20, 5)] + [self.more])


@dataclass
class Paper:
    """A site with one list, which shows some of its articles in one of several shapes."""

    site: Site
    is_list_dated: bool
    is_article_dated: bool
    pieces: list[Piece] = field(default_factory=list)
    shape: str = "cards"

    def write(self, day: datetime, *, at: int = 0) -> str:
        """A new article; its title."""
        number = len({piece.number for piece in self.pieces}) + 100
        while any(piece.number == number for piece in self.pieces):
            number += 1
        words = hashlib.sha256(f"t{number}".encode()).digest()
        title = f"{WORDS[words[0] % 30]} und {WORDS[words[1] % 30]} laden zum {number}. Treffen ein"
        self.pieces.insert(at, Piece(number=number, day=day, path=f"/aktuelles/{number}.html", title=title))
        return title

    def print(self, shown: Sequence[Piece]) -> None:
        """Put the list and all articles on the site."""
        for piece in self.pieces:
            day = (
                f'<time class="published" datetime="{piece.day:%Y-%m-%d}"></time>'
                if self.is_article_dated
                else ""
            )
            self.site.show(
                piece.path,
                f"<html lang='de'><main><article><h1>{escape(piece.title)}</h1>"
                f"{day}<p>{piece.text}</p></article></main></html>",
            )
        shapes: dict[str, Callable[[Sequence[Piece]], str]] = {
            "cards": self._show_cards,
            "rows": self._show_rows,
            "months": self._show_months,
            "feed": self._show_feed,
        }
        kind = "application/rss+xml" if self.shape == "feed" else "text/html; charset=utf-8"
        self.site.show("/aktuelles", shapes[self.shape](shown), kind)

    def _day(self, piece: Piece) -> str:
        return f"<p class='datum'>{piece.day:%d.%m.%Y}</p>" if self.is_list_dated else ""

    def _show_card(self, piece: Piece) -> str:
        return f"<div class='karte'>{self._day(piece)}<h3><a href='{piece.path}'>{piece.title}</a></h3></div>"

    def _show_cards(self, shown: Sequence[Piece]) -> str:
        return f"<body class='sidebar-left'><div>{''.join(map(self._show_card, shown))}</div></body>"

    def _show_rows(self, shown: Sequence[Piece]) -> str:
        rows = ["".join(map(self._show_card, shown[at : at + 3])) for at in range(0, len(shown), 3)]
        return "".join(f"<div class='row'>{row}</div>" for row in rows)

    def _show_months(self, shown: Sequence[Piece]) -> str:
        parts = [shown[:1], shown[1:3], shown[3:]]
        lists = ["".join(f"<li>{self._show_card(piece)}</li>" for piece in part) for part in parts]
        return "".join(
            f"<details><summary>Monat {n}</summary><ul>{each}</ul></details>" for n, each in enumerate(lists)
        )

    def _show_feed(self, shown: Sequence[Piece]) -> str:
        items = [
            f"<item><title>{escape(piece.title)}</title><link>{self.site.url}{piece.path}</link>"
            + (f"<pubDate>{format_datetime(piece.day)}</pubDate>" if self.is_list_dated else "")
            + "</item>"
            for piece in shown
        ]
        return f"<rss version='2.0'><channel><title>Verein</title>{''.join(items)}</channel></rss>"


class Reader:
    """Looks at the paper's list with the real archive and tells which articles became news."""

    def __init__(self, world: World, paper: Paper, archive: HttpArchive) -> None:
        self.world, self.paper = world, paper
        world.process.archive = archive
        world.process.source_urls = (f"{paper.site.url}/aktuelles",)

    def look(self, shown: Sequence[Piece]) -> list[str]:
        """Titles of what is news since the last look."""
        before = self._list_news()
        self.paper.print(shown)
        self.world.clock.forward(RULES.poll_interval)
        watch(self.world.process, forced=True)
        return [title for title in self._list_news() if title not in before]

    def _list_news(self) -> list[str]:
        known = self.world.process.articles.list_known(status=ArticleStatus.NEW)
        return [article.article.title for article in known]


@pytest.fixture(params=[(True, True), (True, False), (False, True), (False, False)], ids=str)
def reader(request: pytest.FixtureRequest, world: World) -> Iterator[Reader]:
    with Site() as site:
        paper = Paper(site, *request.param)
        for number in range(30):
            paper.write(world.clock() - (30 - number) * DAY)
        source = f"{site.url}/aktuelles"
        with HttpArchive(
            sources=[source], timeout=timedelta(seconds=5), clock=world.clock, sleep=lambda seconds: None
        ) as archive:
            yield Reader(world, paper, archive)


def test_exactly_what_is_new_is_news_through_a_lists_life(reader: Reader) -> None:
    paper, world = reader.paper, reader.world
    pieces = paper.pieces

    def write() -> str:
        return paper.write(world.clock())

    assert reader.look(pieces[:10]) == [], "the first look"
    assert reader.look([*pieces[:4], *pieces[5:11]]) == [], "one is gone, an older one slides in"
    title = write()
    assert reader.look(pieces[:10]) == [title], "news"
    pieces[1] = replace(pieces[1], title=f"{pieces[1].title} (berichtigt)", more="Ein Satz ist nachgetragen.")
    assert reader.look(pieces[:10]) == [], "one is edited"
    pieces[2] = replace(pieces[2], path="/archiv/alt.html")
    assert reader.look(pieces[:10]) == [], "one is moved"
    tagged = [replace(piece, path=f"{piece.path}?utm_source=liste") for piece in pieces[:10]]
    assert reader.look(tagged) == [], "addresses are tagged"
    assert reader.look([pieces[7], *pieces[:7], *pieces[8:10]]) == [], "one is pinned"
    assert reader.look(pieces[9::-1]) == [], "the list is turned round"
    title = write()
    assert reader.look(pieces[9::-1]) == [title], "news stands below in a list that is turned round"
    assert reader.look(pieces[:10]) == [], "it is turned back"
    assert reader.look(pieces[:20]) == [], "it shows twice as many"
    for paper.shape in ("rows", "months"):
        title = write()
        assert reader.look(pieces[:13]) == [title], paper.shape
    for place, piece in enumerate(pieces):
        pieces[place] = replace(piece, path=f"/neu/{piece.number}")
    assert reader.look(pieces[:13]) == [], "a relaunch"
    title = write()
    assert reader.look(pieces[:13]) == [title], "news after it"
    paper.shape = "feed"
    assert reader.look(pieces[:18]) == [], "the page is a feed now, which shows more"
    title = write()
    assert reader.look(pieces[:18]) == [title], "news in it"
    paper.shape = "cards"
    assert reader.look(pieces[:24]) == [], "the feed's address leads to a page, which shows more"
    assert reader.look([]) == [], "an empty page"
    title = write()
    assert reader.look(pieces[:12]) == [title], "it is there again, with news"
