"""Right before a post that waited goes out: does its article still stand, and still say the same?"""

from datetime import datetime

from bot.domain.article import Article, ArticleStatus, Entry
from bot.domain.errors import ArticleGone, BotError, NotAnArticle, SettingsWrong, StorageError
from bot.domain.post import Post, PostStatus
from bot.domain.retry import back_off
from bot.domain.words import say
from bot.pipeline.app import App

GONE = "gone"
"""The reason, the same in every language, of posts whose article was withdrawn before they went out."""


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
        if (current.title, current.text) == (known.article.title, known.article.text):
            return post
        return _take_change(app, post, current)
    except ArticleGone:
        _skip(app, post)
    except NotAnArticle as error:
        _ask_person(app, post, str(error))
    except (StorageError, SettingsWrong):
        raise
    except BotError as error:
        _postpone(app, post, str(error))
    except Exception as error:  # noqa: BLE001 - one sick article must not hold the others back
        _postpone(app, post, repr(error))
    return None


def _skip(app: App, post: Post) -> None:
    reason = GONE
    app.posts.change(post, allowed=[PostStatus.SCHEDULED], status=PostStatus.SKIPPED, reason=reason)
    app.articles.set_status(post.article_id, ArticleStatus.GONE, reason)
    app.progress("gone", post=post.id, title=post.article_title)


def _ask_person(app: App, post: Post, reason: str) -> None:
    """A page that stands but holds no article may be a new layout as well as a withdrawn text."""
    app.posts.change(post, allowed=[PostStatus.SCHEDULED], status=PostStatus.DRAFT, reason=reason)
    app.progress("article_failed", article=post.article_url, problem=reason)


def _postpone(app: App, post: Post, problem: str) -> None:
    due_at = app.clock() + back_off(1, app.rules.retry, app.random)
    app.posts.change(post, allowed=[PostStatus.SCHEDULED], due_at=due_at, reason=problem)
    app.progress("article_failed", article=post.article_url, problem=problem)


def _take_change(app: App, post: Post, current: Article) -> Post | None:
    """Compose all of the article's waiting posts again, then keep its new words. Raises BotError.

    In this order a crash in between costs nothing: the change is seen again.
    """
    for waiting in app.posts.list_posts(article_id=post.article_id):
        if waiting.status in {PostStatus.SCHEDULED, PostStatus.DRAFT}:
            _renew(app, waiting, current)
    app.articles.replace(post.article_id, current)
    renewed = app.posts.get_post(post.id)
    return renewed if renewed.status is PostStatus.SCHEDULED else None


def _renew(app: App, post: Post, current: Article) -> None:
    """What a person approved or edited asks a person instead."""
    if post.approved_by or post.edited:
        reason = say("the article was changed after a person approved or edited this post")
        app.posts.change(post, allowed=[PostStatus.SCHEDULED], status=PostStatus.DRAFT, reason=reason)
        return
    composition = app.composer.compose(current, post.channel, now=app.clock())
    if app.posts.recompose(post, composition):
        app.progress("recomposed", post=post.id, title=current.title)
