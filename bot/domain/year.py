"""A year in figures, for funders and the board: what went out, counted; nothing is asked of anybody here."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from types import MappingProxyType

from bot.domain.article import KnownArticle
from bot.domain.post import Channel, Post

MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a platform says people did with one post; None: it does not say."""

    reactions: int | None = None
    comments: int | None = None
    shares: int | None = None
    reach: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A platform's answer for one account.

    at: when it was asked, aware UTC; by_id: figures by the remote id of a post; fields: the name of a figure
    to the interface's own name for it, only for what was answered; gap: why something is missing, a sentence.
    """

    channel: Channel
    at: datetime
    by_id: Mapping[str, Figures] = field(default_factory=lambda: MappingProxyType({}))
    fields: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    gap: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One news item and the posts it became in the year, first published first; at least one.

    subjects: the sections of the website in which it stands, else its hashtags.
    """

    title: str
    url: str
    subjects: tuple[str, ...]
    posts: tuple[Post, ...]

    @property
    def published_at(self) -> datetime:
        """When the first of them went out, aware UTC."""
        return min(post.published_at for post in self.posts if post.published_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """What the report tells.

    seen: how many articles appeared in the archive in the year, posted or not; months: posts of each month
    (from 1) by channel; subjects: each with its news, the most frequent first; approved: posts that a person
    said yes to; measured: one for each account that was asked.
    """

    year: int
    seen: int
    news: tuple[News, ...]
    months: Mapping[int, Counter[Channel]]
    subjects: tuple[tuple[str, int], ...]
    channels: Mapping[Channel, int]
    approved: int
    measured: tuple[Measured, ...] = ()

    @property
    def posts(self) -> int:
        """How many posts went out."""
        return sum(self.channels.values())

    def find(self, post: Post) -> Figures:
        """What its platform says of a post; empty where it says nothing."""
        answers = (
            answer.by_id.get(post.remote_id) for answer in self.measured if answer.channel == post.channel
        )
        return next((figures for figures in answers if figures), Figures())

    def add_up(self, channel: Channel, name: str) -> int | None:
        """The sum of one figure over a channel's posts of the year; None when no post has it."""
        values = [
            getattr(self.find(post), name)
            for news in self.news
            for post in news.posts
            if post.channel == channel
        ]
        known = [value for value in values if value is not None]
        return sum(known) if known else None


def count_year(
    year: int, posts: Sequence[Post], articles: Iterable[KnownArticle], timezone: tzinfo, *, seen: int
) -> Year:
    """Count the public posts of a year; a year begins at midnight of `timezone`.

    posts: published ones, also of other years; articles: at least those of the posts.
    """
    ours = [post for post in posts if _is_of(post, year, timezone)]
    known = {article.id: article for article in articles}
    news = _group(ours, known)
    months = {month: Counter[Channel]() for month in MONTHS}
    for post in ours:
        months[_read_local(post, timezone).month][post.channel] += 1
    subjects = Counter(subject for item in news for subject in item.subjects)
    return Year(
        year=year,
        seen=seen,
        news=news,
        months=months,
        subjects=tuple(sorted(subjects.items(), key=lambda pair: (-pair[1], pair[0].casefold()))),
        channels=Counter(post.channel for post in ours),
        approved=sum(bool(post.approved_by) for post in ours),
    )


def _is_of(post: Post, year: int, timezone: tzinfo) -> bool:
    return post.published_at is not None and _read_local(post, timezone).year == year


def _read_local(post: Post, timezone: tzinfo) -> datetime:
    assert post.published_at is not None
    return post.published_at.astimezone(timezone)


def _group(posts: Sequence[Post], known: Mapping[int, KnownArticle]) -> tuple[News, ...]:
    """The news behind the posts, by the day on which the first of each went out."""
    by_article: dict[int, list[Post]] = {}
    for post in posts:
        by_article.setdefault(post.article_id, []).append(post)
    news = [_make_news(group, known.get(article_id)) for article_id, group in by_article.items()]
    return tuple(sorted(news, key=lambda item: item.published_at))


def _make_news(posts: list[Post], known: KnownArticle | None) -> News:
    ordered = sorted(posts, key=lambda post: (post.published_at, post.id))
    sections = known.article.categories if known else ()
    hashtags = tuple(tag.lstrip("#") for tag in ordered[0].composition.hashtags)
    return News(
        title=ordered[0].article_title,
        url=ordered[0].article_url,
        subjects=tuple(dict.fromkeys(sections or hashtags)),
        posts=tuple(ordered),
    )
