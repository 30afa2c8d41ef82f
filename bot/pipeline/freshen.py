"""Does an article still stand, and still say the same? Asked right before a post that waited goes out."""

from datetime import datetime

from bot.domain.article import Article, ArticleStatus, Entry, KnownArticle
from bot.domain.errors import ArticleGone, BotError, NotAnArticle, SettingsWrong, StorageError
from bot.domain.post import UNSENT_STATUSES, Post, PostStatus
from bot.domain.retry import back_off
from bot.domain.words import say
from bot.pipeline.app import App
from bot.pipeline.proposals import is_outdated, propose_correction, settle

GONE = "gone"
"""The reason, the same in every language, of posts whose article was withdrawn before they went out."""


def freshen(app: App, post: Post, *, began_at: datetime) -> Post | None:
    """The post as it may go out now; None when it may not, with its new status stored."""
    if began_at <= post.created_at <= app.clock():
        return post
    known = app.articles.find(str(post.article_id))
    if known is None or not known.article.text:
        return post
    try:
        return _take_in(app, post, known.article, read_again(app, known))
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


def _take_in(app: App, post: Post, known: Article, current: Article) -> Post | None:
    if not (is_changed(known, current) or is_outdated(app, post)):
        return post
    take_change(app, post.article_id, current)
    renewed = app.posts.get_post(post.id)
    is_as_due = (renewed.status, renewed.due_at) == (post.status, post.due_at)
    return renewed if is_as_due else None


def read_again(app: App, known: KnownArticle) -> Article:
    """A known article as it stands now. Raises NotReachable, ArticleGone, NotAnArticle."""
    listed = Entry(url=known.article.url, guid=known.article.guid, title=known.article.title)
    return app.archive.read(listed)


def is_changed(known: Article, current: Article) -> bool:
    """Whether it says something else."""
    return (current.title, current.text) != (known.title, known.text)


def take_change(app: App, article_id: int, current: Article) -> None:
    """Compose again what is not public, propose it for what is or may be, then keep the article's new words.

    In this order a crash in between costs nothing: the change is seen again. Raises BotError.
    """
    for post in app.posts.list_posts(article_id=article_id):
        if post.status in UNSENT_STATUSES:
            _renew(app, post, current)
        elif post.status in {PostStatus.PUBLISHED, PostStatus.UNCONFIRMED}:
            propose_correction(app, post, app.composer.compose(current, post.channel, now=app.clock()))
    app.articles.replace(article_id, current)


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


def _renew(app: App, post: Post, current: Article) -> None:
    """What a person approved or edited asks a person instead."""
    if post.approved_by or post.edited:
        reason = say("the article was changed after a person approved or edited this post")
        asked = UNSENT_STATUSES - {PostStatus.CANCELLED}
        app.posts.change(post, allowed=asked, status=PostStatus.DRAFT, reason=reason)
        return
    composition = app.composer.compose(current, post.channel, now=app.clock())
    if app.posts.recompose(post, composition):
        settle(app, post)
        app.progress("recomposed", post=post.id, title=current.title)
