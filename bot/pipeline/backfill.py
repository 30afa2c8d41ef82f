"""Posts for articles that stood there before the bot came."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.article import ArticleStatus, KnownArticle
from bot.domain.journal import Deed
from bot.pipeline.app import App
from bot.pipeline.compose import compose_new


def list_candidates(
    app: App, *, limit: int | None = None, since: datetime | None = None
) -> tuple[KnownArticle, ...]:
    """Baseline articles with a text, newest first: at most `limit`, dated since a time."""
    readable = [
        known for known in app.articles.list_known(status=ArticleStatus.BASELINE) if known.article.text
    ]
    recent = [known for known in readable if since is None or _date_of(known) >= since]
    return tuple(sorted(recent, key=_date_of, reverse=True)[:limit])


def backfill(app: App, chosen: Sequence[KnownArticle], *, who: str) -> int:
    """Make posts for these articles, spaced like all others; how many posts were made."""
    for known in chosen:
        app.articles.set_status(known.id, ArticleStatus.NEW, "backfill")
    detail = f"{len(chosen)} articles"
    app.journal.record(Deed(at=app.clock(), who=who, verb="backfill", post_id=None, detail=detail))
    return compose_new(app)


def _date_of(known: KnownArticle) -> datetime:
    return known.article.published_at or known.first_seen_at
