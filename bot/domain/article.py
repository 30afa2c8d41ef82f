"""Articles: one news item of the archive, fetched and cleaned; its facts; how its source is read."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Any

from bot.i18n import say, say_count


class ArticleStatus(StrEnum):
    """What became of an article."""

    BASELINE = "baseline"
    """Stood there at the first look at its source; never posted by itself."""
    NEW = "new"
    """Appeared later; its posts are under way."""
    POSTED = "posted"
    """At least one of its posts is published and none is open."""
    SKIPPED = "skipped"
    """Never meant to be posted; the reason says why."""
    GONE = "gone"
    """Withdrawn from the archive."""


def name_article_status(status: ArticleStatus) -> str:
    """A status in the chosen language."""
    match status:
        case ArticleStatus.BASELINE:
            return say("was there before")
        case ArticleStatus.NEW:
            return say("new")
        case ArticleStatus.POSTED:
            return say("posted")
        case ArticleStatus.SKIPPED:
            return say("skipped")
        case ArticleStatus.GONE:
            return say("withdrawn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A picture of the article as the page announces it.

    url: absolute http(s) address of the best rendition; caption, credit: plain text, may be empty.
    """

    url: str
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a listing: what a source says of an article before it is read.

    url: absolute address as listed; guid: the feed's id or empty; published_at: aware UTC or None;
    html: the whole text when the listing carries it, else empty; summary: what it says besides, plain.
    """

    url: str
    title: str = ""
    guid: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    html: str = ""
    summary: str = ""
    categories: tuple[str, ...] = ()
    photo: Photo | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One news item, cleaned.

    url: canonical address; text: paragraphs separated by an empty line, without frame, credits and
    source line; summary: what the page itself says it is about, in whole sentences, or empty; source_line:
    who wrote it, without "Quelle:"; language: BCP 47, lower case; doubts: what is uncertain about its
    reading, for a person and not stored with it.
    """

    url: str
    title: str
    text: str
    categories: tuple[str, ...] = ()
    language: str = "de"
    published_at: datetime | None = None
    summary: str = ""
    source_line: str = ""
    author: str = ""
    photo: Photo | None = None
    guid: str = ""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownArticle:
    """An article with its place in the database."""

    id: int
    article: Article
    source: str
    status: ArticleStatus
    reason: str
    doubt: str = ""
    first_seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Triage:
    """What an article is when it is first stored; doubt: why a person should look before it is posted."""

    status: ArticleStatus
    reason: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What to ask "changed since?" with, and what a changed listing is compared with; empty: nothing.

    seen: marks of what the look showed (`bot.archive.feeds`), by which known parts are not read again.
    """

    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    seen: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A known article, by id, as it stood in a list; day: the earliest that the list gave it, or None."""

    known: int
    day: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One watched listing as the database remembers it.

    url: as configured; kind: how it is read, empty until found out; baseline_at: when the first look
    was completed, None before; next_look_at: no look before this time (back-off, Retry-After);
    way: how its list is read, such as "html inline verein.example"; uncertain: what makes that doubtful;
    moved_to: where a permanent redirect led, empty when none did; listing_url: where the list is read best,
    such as the feed that a page announces, empty until found out; listed: how many entries the last look
    that was taken in showed; standing: the known articles among its first ones, as they stood.
    """

    url: str
    kind: str = ""
    baseline_at: datetime | None = None
    validators: Validators = Validators()
    looked_at: datetime | None = None
    full_look_at: datetime | None = None
    next_look_at: datetime | None = None
    failures: int = 0
    alarm: str = ""
    moved_to: str = ""
    listing_url: str = ""
    listed: int = 0
    way: str = ""
    uncertain: str = ""
    standing: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What one look at a source showed.

    entries: newest first where the source has an order; empty and `unchanged` when the server (or the
    body's hash) says that nothing changed; is_mostly_list: most of what its page says is what it lists;
    clock_ahead: by how much this machine's clock is ahead of the server's, None where that is not told.
    """

    kind: str
    entries: tuple[Entry, ...]
    validators: Validators
    unchanged: bool = False
    moved_to: str = ""
    listing_url: str = ""
    way: str = ""
    is_mostly_list: bool = False
    clock_ahead: timedelta | None = field(default=None, compare=False)


class FactKind(StrEnum):
    """What a fact answers; the order is that of a caption's lines."""

    WHEN = "when"
    WHERE = "where"
    PRICE = "price"
    DEADLINE = "deadline"
    REGISTER = "register"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact in words: "Samstag, 12. Dezember 2026, 18 Uhr", "Eintritt frei", "0201 000-12"."""

    kind: FactKind
    text: str

    def to_record(self) -> Mapping[str, str]:
        """`{kind, text}` of the contract."""
        return {"kind": self.kind.value, "text": self.text}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What a text announces; all days and times are local to the instance.

    first, last: its days, the same for one day; days: each day of a series, else empty;
    starts_at, ends_at: aware, on the first and last day, None while no time is written;
    text: when it is, as the caption says it; place: where, or empty;
    is_main: what the text is about, so a picture may show it large; a report's "next time" is not.
    """

    first: date
    last: date
    days: tuple[date, ...] = ()
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    text: str
    place: str = ""
    is_main: bool = True

    @property
    def start(self) -> str:
        """ISO 8601: a day, or an instant with offset."""
        return self.starts_at.isoformat() if self.starts_at else self.first.isoformat()

    @property
    def end(self) -> str | None:
        """ISO 8601: a day, or an instant with offset; None for one day without a closing time."""
        if self.ends_at:
            return self.ends_at.isoformat()
        return self.last.isoformat() if self.last != self.first else None

    def to_record(self) -> Mapping[str, Any]:
        """`{start, end, text}` of the contract."""
        return {"start": self.start, "end": self.end, "text": self.text}


_SHORTEST_IN_TITLE = 4
_SHORTEST_IN_TEXT = 6
_FEWEST = 8
_MOST = 400
_LONGEST = 200_000
_OF_TITLE = 0.5
_OF_TEXT = 0.3


def is_unrelated(title: str, text: str, said: Iterable[str]) -> bool:
    """Whether neither the told title's nor the told text's words stand in what a page says of itself.

    Short words and those that every text has do not count. False when nothing was told.
    """
    titled, spoken = _list_words(title, _SHORTEST_IN_TITLE), _list_words(text, _SHORTEST_IN_TEXT)
    if not titled and len(spoken) < _FEWEST:
        return False
    shown = set(_iterate_words(said))
    has_title = bool(titled) and len(titled & shown) >= _OF_TITLE * len(titled)
    return not has_title and not shares_text(text, shown)


def shares_text(text: str, shown: set[str]) -> bool:
    """Whether a good part of a text's longer words are among those shown."""
    spoken = _list_words(text, _SHORTEST_IN_TEXT)
    return len(spoken) >= _FEWEST and len(spoken & shown) >= _OF_TEXT * len(spoken)


def _list_words(text: str, shortest: int) -> set[str]:
    found = [word for word in _iterate_words([text]) if len(word) >= shortest or word.isdigit()]
    return set(found[:_MOST])


def _iterate_words(texts: Iterable[str]) -> Iterator[str]:
    return (word for text in texts for word in re.findall(r"\w+", text[:_LONGEST].casefold()))


NEWEST = 5
"""So many items are shown: enough to see whether they are the right ones."""

_INLINE = "inline"
_UNKNOWN = "??.??.????"


ELSEWHERE = "elsewhere"
"""The site of a page's list in `Look.way` when none of its articles stand on the page's own."""


def describe_look(look: Look) -> str:
    """How many articles are listed, and what they are read from."""
    count = say_count("{count} article listed", "{count} articles listed", len(look.entries))
    return f"{count} ({_name_kind(look)})"


def list_newest(look: Look, timezone: tzinfo) -> tuple[str, ...]:
    """The first items as the reader sees them: day and title."""
    return tuple(_show(entry, timezone) for entry in look.entries[:NEWEST])


def list_doubts(look: Look) -> tuple[str, ...]:
    """What makes the reading of a list uncertain, in whole sentences."""
    doubts = []
    if len(look.entries) == 1:
        doubts.append(say("It lists one item only."))
    if look.entries and not any(entry.published_at or entry.updated_at for entry in look.entries):
        doubts.append(say("It shows no dates: what is new is told by where it stands."))
    if look.way.endswith(f" {ELSEWHERE}"):
        doubts.append(say("Its articles stand on other sites: they may be somebody else's news."))
    if _is_inline(look):
        doubts.append(say("Its articles have no pages of their own and are told apart by their headings."))
    return tuple(doubts)


def _is_inline(look: Look) -> bool:
    return _INLINE in look.way.split()


def _name_kind(look: Look) -> str:
    kinds = {
        "html": say("a page with links"),
        "feed": say("a feed"),
        "jsonfeed": say("a JSON feed"),
        "wordpress": say("WordPress's own list"),
        "sitemap": say("a sitemap"),
        "folder": say("a folder"),
    }
    return say("a page with whole articles") if _is_inline(look) else kinds.get(look.kind, look.kind)


def _show(entry: Entry, timezone: tzinfo) -> str:
    day = entry.published_at and entry.published_at.astimezone(timezone)
    return f"{day:%d.%m.%Y}  {entry.title}" if day else f"{_UNKNOWN}  {entry.title or entry.url}"
