"""Articles: one news item of the archive, fetched and cleaned."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


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
    source line; source_line: who wrote it, without "Quelle:"; language: BCP 47, lower case; doubts: what
    is uncertain about its reading, for a person and not stored with it.
    """

    url: str
    title: str
    text: str
    categories: tuple[str, ...] = ()
    language: str = "de"
    published_at: datetime | None = None
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
class Source:
    """One watched listing as the database remembers it.

    url: as configured; kind: how it is read, empty until found out; baseline_at: when the first look
    was completed, None before; next_look_at: no look before this time (back-off, Retry-After);
    way: how its list is read, such as "html inline verein.example"; uncertain: what makes that doubtful;
    moved_to: where a permanent redirect led, empty when none did; listing_url: where the list is read best,
    such as the feed that a page announces, empty until found out; listed: how many entries the last look
    that was taken in showed.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What one look at a source showed.

    entries: newest first where the source has an order; empty and `unchanged` when the server (or the
    body's hash) says that nothing changed.
    """

    kind: str
    entries: tuple[Entry, ...]
    validators: Validators
    unchanged: bool = False
    moved_to: str = ""
    listing_url: str = ""
    way: str = ""
