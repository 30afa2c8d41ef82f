"""Right before a post that waited goes out: does its article still stand, and still say the same?"""

from datetime import datetime

from bot.domain.article import Article, ArticleStatus, Entry
from bot.domain.errors import ArticleGone, BotError, NotAnArticle, NotReachable
from bot.domain.post import Post, PostStatus
from bot.domain.retry import back_off
from bot.pipeline.app import App


def freshen(app: App, post: Post, *, began_at: datetime) -> Post | None:
    """The post as it may go out now; None when it may not, with its new status stored."""
    if post.created_at >= began_at:
        return post
    known = app.articles.find(str(post.article_id))
    if known is None or not known.article.text:
        return post
    listed = Entry(url=known.article.url, guid=known.article.guid, title=known.article.title)
    try:
        current = app.archive.read(listed)
    except (ArticleGone, NotAnArticle):
        _skip(app, post)
        return None
    except NotReachable as error:
        _postpone(app, post, error)
        return None
    if (current.title, current.text) == (known.article.title, known.article.text):
        return post
    return _take_change(app, post, current)


def _skip(app: App, post: Post) -> None:
    app.posts.change(post, allowed=[PostStatus.SCHEDULED], status=PostStatus.SKIPPED, reason="gone")
    app.articles.set_status(post.article_id, ArticleStatus.GONE, "withdrawn before it was posted")
    app.progress("gone", post=post.id, title=post.article_title)


def _postpone(app: App, post: Post, error: NotReachable) -> None:
    due_at = app.clock() + back_off(1, app.rules.retry, app.random)
    app.posts.change(post, allowed=[PostStatus.SCHEDULED], due_at=due_at, reason=str(error))
    app.progress("article_failed", article=post.article_url, problem=str(error))


def _take_change(app: App, post: Post, current: Article) -> Post | None:
    """Compose again; what a person approved or edited asks a person instead."""
    app.articles.replace(post.article_id, current)
    if post.approved_by or post.edited:
        reason = "the article was changed after a person approved or edited this post"
        app.posts.change(post, allowed=[PostStatus.SCHEDULED], status=PostStatus.DRAFT, reason=reason)
        return None
    try:
        composition = app.composer.compose(current, post.channel, now=app.clock())
    except BotError as error:
        app.progress("compose_failed", article=post.article_url, problem=str(error))
        return None
    app.progress("recomposed", post=post.id, title=current.title)
    return app.posts.get_post(post.id) if app.posts.recompose(post, composition) else None
