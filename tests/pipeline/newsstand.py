"""Listings as they really are: shuffled, cut, doubled, moved, edited; and what of them is news."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.article import Article, Entry, Look, Source, Validators
from bot.domain.errors import ArticleGone
from bot.domain.urls import canonical_url
from tests.pipeline.newsroom import FakeArchive

KNOWN = 6
"""Articles of an undated list at its first look."""
WORDS_OF_A_TEXT = 105
"""Enough that a text is known again by itself."""


class Kind(StrEnum):
    """What an article is in truth, whatever the listings make of it."""

    BASELINE = "baseline"
    NEWS = "news"
    OLD = "old"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """An article of the association, wherever it stands and however it was edited."""

    name: str
    kind: Kind
    published_at: datetime | None
    added: str = ""

    @property
    def title(self) -> str:
        """No digits: numbers would tell the articles apart too easily."""
        return f"Bericht {self.name} aus dem Verband{self.added[:20]}"

    @property
    def text(self) -> str:
        """Words that no other article has."""
        return " ".join(f"{self.name}{spell(place)}" for place in range(WORDS_OF_A_TEXT)) + self.added


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a listing."""

    piece: str
    url: str
    guid: str


@dataclass
class Newsstand(FakeArchive):
    """An Archive of several listings.

    window: how many lines the next look shows; is_lying: answers 304 to whoever asks what changed;
    moved_to: where it sends everybody for good; asked: the addresses of all looks; way: how it is read.
    """

    pieces: dict[str, Piece] = field(default_factory=dict)
    lines: dict[str, list[Line]] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    window: int | None = None
    is_lying: bool = False
    moved_to: str = ""
    way: str = ""
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        FakeArchive.__init__(self)

    def write(self, source: str, kind: Kind, published_at: datetime | None, *, place: int = 0) -> Line:
        """An article appears in a listing, at the top when nothing else is said."""
        name = f"q{spell(len(self.pieces))}q"
        self.pieces[name] = Piece(name=name, kind=kind, published_at=published_at)
        line = self.address(name, f"{source}/{name}")
        self.lines.setdefault(source, []).insert(place, line)
        return line

    def address(self, name: str, url: str) -> Line:
        """An article stands at an address; all its earlier addresses lead there, too."""
        self.places[canonical_url(url)] = name
        return Line(piece=name, url=url, guid=f"{len(self.places)}")

    def edit(self, name: str, words: str) -> None:
        """The editors add some words to title and text."""
        self.pieces[name] = replace(self.pieces[name], added=words)

    def look(self, source: Source, *, conditional: bool = True) -> Look:
        """What the listing shows now."""
        self.asked.append(source.moved_to or source.url)
        self._meet(self.asked[-1])
        if conditional and self.is_lying:
            return Look(kind="html", entries=(), validators=Validators(), unchanged=True)
        entries = tuple(self._show(line) for line in self.lines[source.url][: self.window])
        return Look(
            kind="html", entries=entries, validators=Validators(), moved_to=self.moved_to, way=self.way
        )

    def read(self, entry: Entry) -> Article:
        """The article at an address, as it reads now."""
        self.reads.append(entry.url)
        self.while_reading()
        name = self.places.get(canonical_url(entry.url))
        if name is None:
            raise ArticleGone("The page is gone.")
        piece = self.pieces[name]
        self._meet(piece.name)
        return Article(
            url=canonical_url(entry.url),
            title=piece.title,
            text=piece.text,
            guid=entry.guid,
            published_at=piece.published_at,
        )

    def _show(self, line: Line) -> Entry:
        piece = self.pieces[line.piece]
        return Entry(url=line.url, guid=line.guid, title=piece.title, published_at=piece.published_at)


def spell(number: int) -> str:
    """A number in letters."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))
