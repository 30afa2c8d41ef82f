"""What became of an article follows from its posts, in the transaction that changes one of them."""

from sqlalchemy import Connection, and_, case, exists, select, update

from bot.domain.article import ArticleStatus
from bot.domain.post import OPEN_STATUSES, PostStatus
from bot.storage.schema import articles, posts


def settle_article(connection: Connection, article_id: int) -> None:
    """`posted` when at least one of its posts is published and none is open, else `new`.

    On PostgreSQL the article's row is waited for first: only what begins then sees the posts as another
    worker left them who settles the same article.
    """
    row = select(articles.c.id).where(articles.c.id == article_id)
    connection.execute(row.with_for_update(key_share=True))
    of_article = posts.c.article_id == article_id
    published = exists().where(of_article, posts.c.status == PostStatus.PUBLISHED)
    is_open = exists().where(of_article, posts.c.status.in_(sorted(OPEN_STATUSES)))
    status = case((and_(published, ~is_open), ArticleStatus.POSTED), else_=ArticleStatus.NEW)
    unsettled = (ArticleStatus.NEW, ArticleStatus.POSTED)
    query = update(articles).where(articles.c.id == article_id, articles.c.status.in_(unsettled))
    connection.execute(query.values(status=status))
