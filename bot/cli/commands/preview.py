"""`bot preview`: what would be posted, exactly."""

import contextlib
import re
import webbrowser
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import json_records, output
from bot.cli.context import PRIVATE, opened
from bot.cli.options import AsJson, BotCommand, require_place, show_examples
from bot.cli.progress import ConsoleProgress
from bot.domain.article import Article, Entry, Look, Source, describe_look, list_doubts, list_newest
from bot.domain.channel import list_channels
from bot.domain.errors import BotError, NotAnArticle, NotReachable, SettingsWrong, StorageError, UsageWrong
from bot.domain.post import PostStatus
from bot.events import Event
from bot.i18n import say
from bot.pipeline.context import App
from bot.preview.view import Preview, preview_post

if TYPE_CHECKING:
    from datetime import datetime

    from bot.config import Settings


app = typer.Typer(add_completion=False)


Articles = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="ARTICLE", help=say("Ids, addresses, or local .html/.txt/.md files; none: all that waits.")
    ),
]
Html = Annotated[
    Path | None, typer.Option("--html", metavar="FILE", help=say("Write one self-contained page."))
]
InBrowser = Annotated[bool, typer.Option("--open", help=say("Show the page in the browser."))]


@app.command(
    "preview",
    cls=BotCommand,
    help=say("What would be posted, exactly. A web address or a file needs no account."),
    epilog=show_examples(
        (
            say("bot preview https://example.org/news/party"),
            say("how this article would look; needs no account"),
        ),
        (
            say("bot preview party.html --html page.html --open"),
            say("a file of yours, as a page in the browser"),
        ),
        (say("bot preview --html board.html"), say("all that waits, as one page to mail to the board")),
    ),
)
def preview(
    context: typer.Context,
    articles: Articles = None,
    *,
    html: Html = None,
    open_it: InBrowser = False,
    as_json: AsJson = False,
) -> None:
    """What would be posted, exactly: text and picture. A web address or a file needs no account."""
    if html:
        require_place(html)
    named = [words for words in articles or () if is_address(words)]
    with opened(context, named=named, is_one_moment=True, progress=ConsoleProgress()) as (bot, settings):
        found = find_previews(bot, articles or (), grounds=bot.list_grounds() if articles else ())
        now = bot.clock()
    previews = found.previews
    if (html or open_it) and (previews or not found.failures):
        _write_page(previews, html or _choose_place(settings), settings, now, show=open_it)
    if as_json:
        output.print_json([json_records.make_preview_record(item) for item in previews])
    elif not (html or open_it or (found.failures and not previews)):
        _print_previews(previews, settings, now)
    for failure in found.failures:
        output.print_aside(str(failure))
    if found.failures:
        raise typer.Exit(found.exit_status)


def _print_previews(previews: Sequence[Preview], settings: "Settings", now: "datetime") -> None:
    from bot.cli.post_view import print_preview

    if not previews:
        output.print_aside(say("Nothing waits: there is nothing to preview."))
    for item in previews:
        print_preview(item, now, settings.timezone)


def _choose_place(settings: "Settings") -> Path:
    """Where only the bot's user looks."""
    folder = settings.home / PRIVATE
    with suppress(OSError):  # told when the page is written
        folder.mkdir(mode=0o700, exist_ok=True)
    return folder / "preview.html"


def _write_page(
    previews: Sequence[Preview], place: Path, settings: "Settings", now: "datetime", *, show: bool
) -> None:
    from bot.factories import write_page

    write_page(previews, place, settings, now)
    output.print_aside(say("The page is {place}.", place=place.resolve()))
    if show and not webbrowser.open(place.resolve().as_uri()):
        output.print_aside(say("No browser could be opened here; open the file by hand."))


WAITING = (PostStatus.DRAFT, PostStatus.SCHEDULED)
FEWEST = 3
"""Items that make a list; a page with fewer may be an article with a hint at others."""
OPENING = 60
"""Letters and digits with which an item's own text begins; so many stand in no other by chance."""
NAMES_OF_LISTS = re.compile(
    r"""(?: unsere? \s+ | our \s+ | das \s+ )?
    (?: aktuell (?: es | e \s+ (?: nachrichten | meldungen | beiträge | berichte | termine | themen ) )
      | nachrichten | neuigkeiten | neues | meldungen | mitteilungen | beiträge | berichte
      | presse (?: mitteilungen | meldungen )? | archiv | blog | startseite | übersicht
      | news (?: room | feed )? | latest (?: \s+ \w+ )? | posts | articles | home (?: page )?
      | termine | veranstaltungen | kalender | events
      | (?: kategorie | category | schlagwort | tag | archiv ) \s* : .* | .* \s archives?
      | .* [-–—|] \s* (?: seite | page ) \s \d+ .*
      | (?: herzlich \s+ )? willkommen (?: \s+ (?: bei | auf ) .* )? | welcome (?: \s+ to .* )?
    ) \W*""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
"""What pages that list news are headed with, where no item of news is: the whole title."""
SHORT = 1000
"""Characters of a text in which one listed title is one of its few sentences."""
FIRST_ITEMS = 3
"""How many articles of a source are shown."""
SUFFIXES = frozenset({".html", ".htm", ".txt", ".md"})


@dataclass(slots=True, kw_only=True)
class Found:
    """What a person wanted to see: the posts, and why something else could not be shown.

    grounds: those of the pictures made last, newest first.
    """

    previews: list[Preview] = field(default_factory=list)
    failures: list[BotError] = field(default_factory=list)
    grounds: Sequence[str] = ()

    @property
    def exit_status(self) -> int:
        """0 when all was found; 4 when something may be there later."""
        if any(isinstance(failure, NotReachable) for failure in self.failures):
            return NotReachable.exit_status
        return NotAnArticle.exit_status if self.failures else 0


def find_previews(app: App, wanted: Sequence[str], *, grounds: Sequence[str] = ()) -> Found:
    """Frozen posts where there are some; else the article composed for every channel, nothing stored.

    Of several, those that fail don't hold up the others. Raises UsageWrong for an unknown id or file,
    NotReachable, NotAnArticle when it was all that was wanted.
    """
    found = Found(grounds=grounds)
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
        found.previews += _compose(app, app.archive.read_file(find_file(words)), found)
    else:
        known = app.articles.find(words)
        if known is None:
            raise UsageWrong(_suggest_article(app, words))
        posts = app.posts.list_posts(article_id=known.id)
        stored = [preview_post(post, app.rules) for post in reversed(posts)]
        found.previews += stored or _compose(app, known.article, found)


def _suggest_article(app: App, words: str) -> str:
    latest = app.articles.list_known(limit=1)
    hint = say("The latest is {near}.", near=latest[0].id) + " " if latest else ""
    return say("There is no article {id}.", id=words) + f" {hint}" + say("`bot articles` lists them.")


def _add_address(app: App, url: str, found: Found) -> None:
    """The article at an address; of a source, its first ones, and what was recognised is said."""
    app.progress(Event.LOOKING, source=url)
    if url not in app.source_urls:
        with contextlib.suppress(NotAnArticle):
            article = app.archive.read(Entry(url=url))
            if not _is_list(article, app.archive.glance(url)):
                found.previews += _compose(app, article, found)
                return
    look = app.archive.look(Source(url=url), conditional=False)
    if not look.entries:
        raise NotAnArticle(say("{url} shows neither an article nor a list of articles.", url=url))
    lines = (describe_look(look), *list_newest(look, app.rules.timing.timezone), *list_doubts(look))
    app.progress(Event.RECOGNISED, source=url, kind=look.kind, found="\n  ".join(lines))
    for entry in look.entries[:FIRST_ITEMS]:
        app.progress(Event.COMPOSING, article=entry.title or entry.url)
        try:
            found.previews += _compose(app, app.archive.read(entry), found)
        except BotError as error:
            found.failures.append(error)


def _is_list(article: Article, look: Look) -> bool:
    """Whether what was read as an article is the running text of a list of others.

    A page with related items beside its text lists some, too; but it does not consist of them, and the list
    of its site may hold the page itself.
    """
    pages = {entry.url.partition("#")[0] for entry in look.entries}
    if pages == {article.url.partition("#")[0]}:
        dated = sum(bool(entry.published_at) for entry in look.entries)
        return look.is_mostly_list and dated >= max(2, len(look.entries) / 2)
    if len(pages) < FEWEST or article.url in pages:
        return False
    if look.is_mostly_list or NAMES_OF_LISTS.fullmatch(article.title.strip()):
        return True
    text = _squeeze(f"{article.title} {article.text}")
    told = sum(_tells(text, entry) for entry in look.entries)
    return 2 * told >= len(look.entries) or (told > 0 and len(article.text) < SHORT)


def _tells(text: str, entry: Entry) -> bool:
    """Whether a squeezed text has an item's title, or the beginning of what it says."""
    title = _squeeze(entry.title)
    opening = _squeeze(re.sub(r"<[^>]*>", " ", entry.summary or entry.html))[:OPENING]
    return (bool(title) and title in text) or (len(opening) == OPENING and opening in text)


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


def _compose(app: App, article: Article, found: Found) -> list[Preview]:
    """As it would be posted next: on the ground that the pictures made last, and those shown above, leave."""
    now = app.clock()
    above = {shown.article_url: shown.composition.styling.tone for shown in found.previews}
    recent = (*reversed(above.values()), *found.grounds)
    return [
        Preview(
            composition=app.composer.compose(article, channel, now=now, recent=recent),
            article_title=article.title,
            article_url=article.url,
        )
        for channel in list_channels()
    ]
