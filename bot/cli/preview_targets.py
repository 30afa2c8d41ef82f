"""Which posts a person wants to look at: ids, addresses, files, or all that waits."""

import contextlib
from collections.abc import Sequence
from pathlib import Path

from bot.domain.article import Article, Entry, Source
from bot.domain.errors import BotError, NotAnArticle, SettingsWrong, StorageError, UsageWrong
from bot.domain.post import Channel, PostStatus
from bot.domain.reading import describe_look, list_doubts, list_newest
from bot.events import Event
from bot.i18n import say
from bot.pipeline.context import App
from bot.preview.view import Preview, preview_post

WAITING = (PostStatus.DRAFT, PostStatus.SCHEDULED)
FIRST_ITEMS = 3
"""How many articles of a source are shown."""
SUFFIXES = frozenset({".html", ".htm", ".txt", ".md"})


def list_previews(app: App, wanted: Sequence[str]) -> tuple[list[Preview], list[BotError]]:
    """Frozen posts where there are some; else the article composed for every channel, nothing stored.

    And what was wrong with those of several that cannot be shown. Of a single one it is raised: UsageWrong
    for an unknown id or file, NotReachable, NotAnArticle.
    """
    if not wanted:
        waiting = [post for status in WAITING for post in app.posts.list_with(status)]
        return [preview_post(post, app.rules) for post in waiting], []
    previews: list[Preview] = []
    problems: list[BotError] = []
    for words in wanted:
        try:
            previews += _find_previews(app, words)
        except (StorageError, SettingsWrong):
            raise
        except BotError as error:
            problems.append(error)
    if problems and len(wanted) == 1:
        raise problems[0]
    return previews, problems


def _find_previews(app: App, words: str) -> list[Preview]:
    if is_address(words):
        return [preview for article in _read_address(app, words) for preview in _compose(app, article)]
    if not words.isdecimal():
        return _compose(app, app.archive.read_file(find_file(words)))
    known = app.articles.find(words)
    if known is None:
        raise UsageWrong(_suggest_article(app, words))
    posts = app.posts.list_posts(article_id=known.id)
    return [preview_post(post, app.rules) for post in reversed(posts)] or _compose(app, known.article)


def _suggest_article(app: App, words: str) -> str:
    latest = app.articles.list_known(limit=1)
    hint = say("The latest is {near}.", near=latest[0].id) + " " if latest else ""
    return say("There is no article {id}.", id=words) + f" {hint}" + say("`bot articles` lists them.")


def _read_address(app: App, url: str) -> list[Article]:
    """The article at an address; of a source, its first ones, and what was recognised is said."""
    if url not in app.source_urls:
        with contextlib.suppress(NotAnArticle):
            return [app.archive.read(Entry(url=url))]
    look = app.archive.look(Source(url=url), conditional=False)
    if not look.entries:
        raise NotAnArticle(say("{url} shows neither an article nor a list of articles.", url=url))
    lines = (describe_look(look), *list_newest(look, app.rules.timing.timezone), *list_doubts(look))
    app.progress(Event.RECOGNISED, source=url, kind=look.kind, found="\n  ".join(lines))
    return [app.archive.read(entry) for entry in look.entries[:FIRST_ITEMS]]


def is_address(words: str) -> bool:
    """Whether a person named a page on the web."""
    return words.startswith(("http://", "https://"))


def find_file(words: str) -> Path:
    """The local file a person named. Raises UsageWrong."""
    with contextlib.suppress(OSError, RuntimeError):  # no name of a file: too long, or ~ and nobody's name
        path = Path(words).expanduser()
        if path.is_file() and path.suffix.lower() in SUFFIXES:
            return path.resolve()
        if path.exists():
            raise UsageWrong(say("{path} is no .html, .txt or .md file.", path=words))
    raise UsageWrong(
        say(
            "{words} is neither an article's id (`bot articles`), nor an address that begins with https://, "
            "nor a file.",
            words=words,
        )
    )


def _compose(app: App, article: Article) -> list[Preview]:
    now = app.clock()
    return [
        Preview(
            composition=app.composer.compose(article, channel, now=now),
            article_title=article.title,
            article_url=article.url,
        )
        for channel in Channel
    ]
