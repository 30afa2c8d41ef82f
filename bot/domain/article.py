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
    html: the whole text when the listing carries it, else empty.
    """

    url: str
    title: str = ""
    guid: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    html: str = ""
    categories: tuple[str, ...] = ()
    photo: Photo | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One news item, cleaned.

    url: canonical address; text: paragraphs separated by an empty line, without frame, credits and
    source line; source_line: who wrote it, without "Quelle:"; language: BCP 47, lower case.
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
class Verdict:
    """What an article is when it is first stored; doubt: why a person should look before it is posted."""

    status: ArticleStatus
    reason: str = ""
    doubt: str = ""
