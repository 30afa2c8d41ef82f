"""Articles, compositions and posts to store."""

from datetime import timedelta

from bot.domain.article import Article, ArticleStatus, Entry, Event, Fact, FactKind, Photo, Triage
from bot.domain.post import Channel, Composition, NewPost, PostStatus, Styling
from bot.storage.articles import Articles
from bot.storage.database import Database
from bot.storage.posts import Posts
from tests.databases import NOW
from tests.known_channels import FACEBOOK

SOURCE = "https://verein.example/aktuelles"
EVENT = Event(
    first=NOW.date(),
    last=NOW.date() + timedelta(days=7),
    days=(NOW.date(), NOW.date() + timedelta(days=7)),
    starts_at=NOW,
    ends_at=NOW + timedelta(days=7, hours=2),
    text="zwei Tage",
    place="Bürgerhaus",
    is_main=False,
)


def make_article(number: int = 1, **changes: object) -> Article:
    values: dict[str, object] = {
        "url": f"{SOURCE}/{number}",
        "title": f"Sommerfest {number}",
        "text": f"Der Verein feiert sein {number}. Fest im Bürgerhaus – mit Musik, Tanz und 🎉 für alle.",
        "categories": ("Feste",),
        "published_at": NOW - timedelta(hours=number),
        "photo": Photo(url=f"{SOURCE}/{number}.jpg", credit="Verein"),
        "guid": f"tag:verein.example:{number}",
    }
    return Article(**{**values, **changes})  # type: ignore[arg-type]


def add_article(database: Database, number: int = 1, **changes: object) -> int:
    article = make_article(number, **changes)
    entry = Entry(url=article.url, guid=article.guid)
    triage = Triage(status=ArticleStatus.NEW)
    added = Articles(database).add(article, source=SOURCE, listed=entry, triage=triage, now=NOW)
    assert added is not None
    return added


def make_composition(channel: Channel = FACEBOOK, **changes: object) -> Composition:
    values: dict[str, object] = {
        "channel": channel,
        "teaser": "Der Verein feiert.",
        "caption": "Der Verein feiert.\n\nhttps://verein.example/aktuelles/1",
        "link": f"{SOURCE}/1",
        "hashtags": ("#Verein", "#Fest"),
        "image": "/instance/media/1.jpg",
        "image_sha256": "ab" * 32,
        "width": 1080,
        "height": 1350,
        "alt_text": "Titelbild",
        "warnings": ("lang",),
        "unsure": True,
        "layout": "event",
        "event": EVENT,
        "facts": (
            Fact(kind=FactKind.WHERE, text="Bürgerhaus"),
            Fact(kind=FactKind.CONTACT, text="0201 000-1"),
        ),
        "styling": Styling(layout="event", tone="deep", title="Feier", focus="50,20"),
        "cure": "No font can draw it.",
    }
    return Composition(**{**values, **changes})  # type: ignore[arg-type]


def make_new_post(channel: Channel = FACEBOOK, **changes: object) -> NewPost:
    values: dict[str, object] = {
        "composition": make_composition(channel),
        "account": f"{channel}:1",
        "status": PostStatus.SCHEDULED,
        "due_at": NOW,
    }
    return NewPost(**{**values, **changes})  # type: ignore[arg-type]


def add_post(database: Database, number: int = 1, **changes: object) -> int:
    article_id = add_article(database, number)
    (post_id,) = Posts(database).add_all(article_id, [make_new_post(**changes)], now=NOW)  # type: ignore[arg-type]
    return post_id
