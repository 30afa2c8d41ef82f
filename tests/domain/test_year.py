"""A year in figures: what counts, in which month, under which subject."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.domain.article import Article, ArticleStatus, KnownArticle
from bot.domain.post import BY_HAND, Channel, Composition, Post, PostStatus
from bot.domain.year import Figures, Measured, count_year
from tests.known_channels import FACEBOOK, INSTAGRAM

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YEAR = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
"""Half past midnight of 2027 in Berlin."""


def make_post(number: int, channel: Channel, at: datetime | None, *, article: int, by: str = "") -> Post:
    composition = Composition(
        channel=channel,
        teaser="",
        caption="",
        link="",
        hashtags=("#Garten",),
        image="",
        image_sha256="",
        width=1,
        height=1,
        alt_text="",
    )
    return Post(
        id=number,
        article_id=article,
        article_url=f"https://verein.example/{article}",
        article_title=f"Nachricht {article}",
        account=f"{channel}:1",
        status=PostStatus.PUBLISHED,
        due_at=NEW_YEAR,
        composition=composition,
        remote_id=str(number),
        approved_by=by,
        created_at=NEW_YEAR,
        published_at=at,
    )


def make_article(number: int, *sections: str) -> KnownArticle:
    return KnownArticle(
        id=number,
        article=Article(url=f"https://verein.example/{number}", title="", text="", categories=sections),
        source="",
        status=ArticleStatus.POSTED,
        reason="",
        first_seen_at=NEW_YEAR,
    )


def test_a_year_ends_at_midnight_of_the_association_and_each_post_counts_once() -> None:
    march = datetime(2026, 3, 5, 9, tzinfo=UTC)
    posts = [
        make_post(1, FACEBOOK, march, article=1, by="Amina"),
        make_post(2, INSTAGRAM, march.replace(hour=8), article=1),
        make_post(3, FACEBOOK, datetime(2025, 12, 31, 23, 30, tzinfo=UTC), article=2),
        make_post(4, FACEBOOK, NEW_YEAR, article=3),
        make_post(5, FACEBOOK, None, article=4),
    ]
    year = count_year(2026, posts, [make_article(1, "Kultur", "Kultur", "Essen")], BERLIN, seen=7)
    assert (year.posts, dict(year.channels), year.approved, year.seen) == (
        3,
        {FACEBOOK: 2, INSTAGRAM: 1},
        1,
        7,
    )
    assert {month: dict(counts) for month, counts in year.months.items() if counts} == {
        1: {FACEBOOK: 1},
        3: {FACEBOOK: 1, INSTAGRAM: 1},
    }
    assert [item.title for item in year.news] == ["Nachricht 2", "Nachricht 1"]
    assert [post.id for post in year.news[1].posts] == [2, 1]
    assert year.subjects == (("Essen", 1), ("Garten", 1), ("Kultur", 1)), "without sections the hashtags tell"


def test_what_a_platform_does_not_say_is_not_nought() -> None:
    at = datetime(2026, 3, 5, tzinfo=UTC)
    posts = [make_post(1, FACEBOOK, at, article=1), make_post(2, FACEBOOK, at, article=2)]
    year = count_year(2026, posts, [], BERLIN, seen=2)
    assert year.add_up(FACEBOOK, "reach") is None
    told = Measured(channel=FACEBOOK, at=at, by_id={"1": Figures(reactions=3)})
    other = Measured(channel=INSTAGRAM, at=at, by_id={"2": Figures(reactions=9)})
    year = replace(year, measured=(other, told))
    assert (year.add_up(FACEBOOK, "reactions"), year.add_up(FACEBOOK, "reach")) == (3, None)
    assert year.find(posts[1]) == Figures()


def test_the_subjects_of_most_news_stand_first_and_equal_ones_by_name() -> None:
    at = datetime(2026, 3, 5, 9, tzinfo=UTC)
    sections = {1: ("essen", "Kultur"), 2: ("Kultur",), 3: ("Bildung", "Kultur", "essen"), 4: ("Ämter",)}
    posts = [make_post(number, FACEBOOK, at, article=number) for number in sections]
    articles = [make_article(number, *names) for number, names in sections.items()]
    year = count_year(2026, posts, articles, BERLIN, seen=4)
    assert year.subjects == (("Kultur", 3), ("essen", 2), ("Bildung", 1), ("Ämter", 1))


def test_only_what_a_person_made_is_by_hand() -> None:
    post = make_post(1, FACEBOOK, NEW_YEAR, article=1)
    names = (BY_HAND, "", "a", "z", f"{BY_HAND}!")
    assert [replace(post, remote_id=name).is_by_hand for name in names] == [True] + [False] * 4
