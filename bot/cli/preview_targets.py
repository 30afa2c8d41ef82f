"""Which posts a person wants to look at: ids, addresses, files, or all that waits."""

import contextlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.domain.article import Article, Entry, Look, Source
from bot.domain.channel import list_channels
from bot.domain.errors import BotError, NotAnArticle, NotReachable, SettingsWrong, StorageError, UsageWrong
from bot.domain.post import PostStatus
from bot.domain.reading import describe_look, list_doubts, list_newest
from bot.events import Event
from bot.i18n import say
from bot.pipeline.context import App
from bot.preview.view import Preview, preview_post

WAITING = (PostStatus.DRAFT, PostStatus.SCHEDULED)
FEWEST = 3
"""Items that make a list; a page with fewer may be an article with a hint at others."""
SHORT = 1000
"""Characters of a text in which one listed title is one of its few sentences."""
FIRST_ITEMS = 3
"""How many articles of a source are shown."""
SUFFIXES = frozenset({".html", ".htm", ".txt", ".md"})


@dataclass(slots=True, kw_only=True)
class Found:
    """What a person wanted to see: the posts, and why something else could not be shown."""

    previews: list[Preview] = field(default_factory=list)
    failures: list[BotError] = field(default_factory=list)

    @property
    def exit_status(self) -> int:
        """0 when all was found; 4 when something may be there later."""
        if any(isinstance(failure, NotReachable) for failure in self.failures):
            return NotReachable.exit_status
        return NotAnArticle.exit_status if self.failures else 0


def find_previews(app: App, wanted: Sequence[str]) -> Found:
    """Frozen posts where there are some; else the article composed for every channel, nothing stored.

    Of several, those that fail don't hold up the others. Raises UsageWrong for an unknown id or file,
    NotReachable, NotAnArticle when it was all that was wanted.
    """
    found = Found()
    if not wanted:
        waiting = [post for status in WAITING for post in app.posts.list_with(status)]
        found.previews = [preview_post(post, app.rules) for post in waiting]
    for words in wanted:
        try:
            _add_previews(app, words, found)
        except (StorageError, SettingsWrong):
            raise
        except BotError as error:
            found.failures.append(error)
    if found.failures and not found.previews and len(wanted) == 1:
        raise found.failures[0]
    return found


def _add_previews(app: App, words: str, found: Found) -> None:
    """Raises BotError."""
    if is_address(words):
        _add_address(app, words, found)
    elif not words.isdecimal():
        found.previews += _compose(app, app.archive.read_file(find_file(words)))
    else:
        known = app.articles.find(words)
        if known is None:
            raise UsageWrong(_suggest_article(app, words))
        posts = app.posts.list_posts(article_id=known.id)
        stored = [preview_post(post, app.rules) for post in reversed(posts)]
        found.previews += stored or _compose(app, known.article)


def _suggest_article(app: App, words: str) -> str:
    latest = app.articles.list_known(limit=1)
    hint = say("The latest is {near}.", near=latest[0].id) + " " if latest else ""
    return say("There is no article {id}.", id=words) + f" {hint}" + say("`bot articles` lists them.")


def _add_address(app: App, url: str, found: Found) -> None:
    """The article at an address; of a source, its first ones, and what was recognised is said."""
    if url not in app.source_urls:
        with contextlib.suppress(NotAnArticle):
            article = app.archive.read(Entry(url=url))
            if not _is_list(article, app.archive.glance(url)):
                found.previews += _compose(app, article)
                return
    look = app.archive.look(Source(url=url), conditional=False)
    if not look.entries:
        raise NotAnArticle(say("{url} shows neither an article nor a list of articles.", url=url))
    lines = (describe_look(look), *list_newest(look, app.rules.timing.timezone), *list_doubts(look))
    app.progress(Event.RECOGNISED, source=url, kind=look.kind, found="\n  ".join(lines))
    for entry in look.entries[:FIRST_ITEMS]:
        try:
            found.previews += _compose(app, app.archive.read(entry))
        except BotError as error:
            found.failures.append(error)


def _is_list(article: Article, look: Look) -> bool:
    """Whether what was read as an article is the running text of a list of others.

    A page with related items beside its text lists some, too; but it does not consist of them, and the list
    of its site may hold the page itself.
    """
    pages = {entry.url.partition("#")[0] for entry in look.entries}
    if len(pages) < FEWEST or article.url in pages:
        return False
    text = _squeeze(f"{article.title} {article.text}")
    told = sum(bool(title) and title in text for title in (_squeeze(entry.title) for entry in look.entries))
    return 2 * told >= len(look.entries) or (told > 0 and len(article.text) < SHORT)


def _squeeze(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()


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
        for channel in list_channels()
    ]
