"""Posts for articles that were no news to the bot: those of a first look, or wrongly taken for old."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.article import ArticleStatus, KnownArticle
from bot.domain.errors import NeedsPerson
from bot.domain.state import AuditEntry
from bot.i18n import say, say_count
from bot.pipeline.context import App
from bot.pipeline.intake import read_known
from bot.pipeline.plan import compose_new

_NO_NEWS = frozenset((ArticleStatus.BASELINE, ArticleStatus.SKIPPED))


def list_candidates(
    app: App, *, limit: int | None = None, since: datetime | None = None
) -> tuple[KnownArticle, ...]:
    """Baseline articles with a text, newest first: at most `limit`, dated since a time."""
    readable = [
        known for known in app.articles.list_known(status=ArticleStatus.BASELINE) if known.article.text
    ]
    recent = [known for known in readable if since is None or _date_of(known) >= since]
    return tuple(sorted(recent, key=_date_of, reverse=True)[:limit])


def count_unread(app: App) -> int:
    """Baseline articles of which only the listing is known; a few of the newest are read at each look."""
    return sum(not known.article.text for known in app.articles.list_known(status=ArticleStatus.BASELINE))


def choose(app: App, names: Sequence[str]) -> tuple[KnownArticle, ...]:
    """Articles by id or address, also skipped ones; one known by its listing alone is read now.

    Raises NeedsPerson when one of them is not known, cannot be read, or was taken for news already.
    """
    return tuple({known.id: known for known in (_choose_one(app, name) for name in names)}.values())


def _choose_one(app: App, name: str) -> KnownArticle:
    known = app.articles.find(name)
    if known is None:
        raise NeedsPerson(say("{name}: no article is known by this; `bot articles` lists them.", name=name))
    if known.status not in _NO_NEWS or app.posts.list_posts(article_id=known.id, limit=1):
        raise NeedsPerson(say("{name}: it is news already; `bot posts` shows its posts.", name=name))
    if not known.article.text and read_known(app, known.id, again=True):
        known = app.articles.find(str(known.id)) or known
    if not known.article.text:
        raise NeedsPerson(say("{name}: its page cannot be read ({reason}).", name=name, reason=known.reason))
    return known


def backfill(app: App, chosen: Sequence[KnownArticle], *, who: str) -> int:
    """Make posts for these articles, spaced like all others; how many posts were made."""
    for known in chosen:
        app.articles.set_status(
            known.id, ArticleStatus.NEW, say("an older article that {who} wants posted", who=who)
        )
    detail = say_count("{count} article", "{count} articles", len(chosen))
    app.journal.record(AuditEntry(at=app.clock(), who=who, verb="backfill", post_id=None, detail=detail))
    return compose_new(app)


def _date_of(known: KnownArticle) -> datetime:
    return known.article.published_at or known.first_seen_at
