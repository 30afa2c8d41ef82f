"""Articles whose posts are public are read again for some days: an error put right late, or taken back.

Nothing public is changed here; people are told what changed and which command would follow.
"""

from collections.abc import Iterator
from datetime import timedelta

from bot.domain.article import KnownArticle
from bot.domain.errors import ArticleGone, BotError, SettingsWrong, StorageError
from bot.domain.post import Post, PostStatus
from bot.pipeline.app import App
from bot.pipeline.freshen import is_changed, read_again, take_change
from bot.pipeline.proposals import propose_withdrawal, take_back_withdrawal

REVISIT_FOR = timedelta(days=7)
"""How long after a post was published its article is still read again."""

REVISIT_EVERY = timedelta(days=1)
"""How often at most, whether it could be read or not: the archive's server is not ours."""

READ = "revisit article "
"""Notes of this name and an article's id remember when it was last read again."""


def revisit(app: App) -> None:
    """Read what is due once more. What cannot be read changes nothing and has its turn again later."""
    for known in list(_list_due(app)):
        app.progress("reading", article=known.article.url)
        try:
            _revisit_article(app, known)
        except (StorageError, SettingsWrong):
            raise
        except BotError as error:
            app.progress("revisit_failed", article=known.article.url, problem=str(error))
        except Exception as error:  # noqa: BLE001 - one sick article must not hide the others
            app.progress("revisit_failed", article=known.article.url, problem=repr(error))
        app.journal.note(f"{READ}{known.id}", "", now=app.clock())


def list_revisited(app: App) -> tuple[Post, ...]:
    """Public posts whose articles are read again."""
    return tuple(app.posts.list_published(since=app.clock() - REVISIT_FOR))


def _list_due(app: App) -> Iterator[KnownArticle]:
    """A note from the future means that the clock was set back: it must not silence the article."""
    now, notes = app.clock(), app.journal.list_notes(READ)
    for article_id in dict.fromkeys(post.article_id for post in list_revisited(app)):
        note = notes.get(f"{READ}{article_id}")
        if note and note.at <= now < note.at + REVISIT_EVERY:
            continue
        known = app.articles.find(str(article_id))
        if known and known.article.text:
            yield known


def _revisit_article(app: App, known: KnownArticle) -> None:
    public = [
        post for post in app.posts.list_posts(article_id=known.id) if post.status is PostStatus.PUBLISHED
    ]
    try:
        current = read_again(app, known)
    except ArticleGone:
        for post in public:
            propose_withdrawal(app, post)
        return
    for post in public:
        take_back_withdrawal(app, post)
    if is_changed(known.article, current):
        take_change(app, known.id, current)
