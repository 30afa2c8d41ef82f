"""What is fuzzed, as functions that return quietly; the suite and atheris share them."""

import contextlib
import json
import tempfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import files
from bot.archive import boilerplate, detect, feeds, folder, html_tree, wordpress
from bot.archive.articles import html_article
from bot.archive.articles.html_article import Page
from bot.archive.lists import html_list
from bot.compose import captions
from bot.compose.draft import Drafting
from bot.config import list_names, load_settings
from bot.domain.article import Article, Entry
from bot.domain.channel import get_traits, list_channels, utf16_length
from bot.domain.errors import ArticleGone, BotError, NotAnArticle, SettingsWrong, UsageWrong
from bot.domain.post import Channel
from bot.domain.times import Calendar, parse_since, parse_when
from bot.domain.urls import canonical_url, site_of

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
URL = "https://verein.example/aktuelles/nachrichten/fest"
SECRET = "planted-S3CRET-value"


def catch(kind: type[Exception], call: Callable[[], object]) -> str:
    """What an error of this kind says, never nothing; an empty text when there was none."""
    try:
        call()
    except kind as error:
        told = str(error)
    else:
        return ""
    assert told
    return told


def check_instant(at: datetime) -> None:
    """Aware UTC."""
    assert at.utcoffset() == timedelta(0)


def check_text(text: str) -> None:
    """A text that left the archive can be stored, and shows itself as it is."""
    text.encode()
    assert not any(ord(character) < 32 and character != "\n" for character in text), ascii(text)
    assert not set(text) & set(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)])), ascii(text)


def check_entry(entry: Entry) -> None:
    """An entry of a listing names a web address that can be stored and sent."""
    assert entry.url.startswith(("http://", "https://"))
    assert entry.url.isprintable()
    entry.url.encode()
    check_text(entry.title)
    canonical = canonical_url(entry.url)
    assert canonical_url(canonical) == canonical


def read_listing(body: bytes) -> None:
    """A listing of every kind, whatever kind it claims to be."""
    detect.find_kind(body)
    text = html_tree.decode(body)
    found = [
        *feeds.parse_feed(body, URL, NOW).entries,
        *feeds.parse_json_feed(body, URL, NOW),
        *wordpress.parse_posts(body),
        *feeds.parse_sitemap(body, NOW).entries,
        *html_list.parse_list(text, URL, NOW).entries,
        *html_list.parse_inline(text, URL, NOW),
    ]
    for entry in found:
        check_entry(entry)


def read_page(body: bytes) -> None:
    """An article's page."""
    found = Page(url=URL, text=html_tree.decode(body))
    with contextlib.suppress(NotAnArticle, ArticleGone):
        check_article(html_article.parse_article(found, Entry(url=URL), boilerplate.LearnedFrame(), NOW))


def read_note(text: str) -> None:
    """A local Markdown file; its address may be its own."""
    with tempfile.TemporaryDirectory() as place, contextlib.suppress(NotAnArticle, ArticleGone):
        file = Path(place) / "note.md"
        file.write_text(text, "utf-8", "replace")
        check_texts(folder.read_file(file, NOW))


def check_article(read: Article) -> None:
    """The article's address is one of the web."""
    check_texts(read)
    assert read.url.startswith(("http://", "https://"))


def check_texts(read: Article) -> None:
    """What was read can be stored."""
    for text in (read.title, read.text, read.author, read.source_line, read.url, *read.categories):
        check_text(text)
    assert read.title


def read_settings(lines: str) -> None:
    """An `.env`: accepted, or refused with a sentence that holds no secret."""
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        (home / ".env").write_text(f"BOT_FACEBOOK_TOKEN={SECRET}\n{lines}", "utf-8", "replace")
        told = catch(SettingsWrong, lambda: load_settings(home))
        assert SECRET not in told


def read_setting(name: int, value: str) -> None:
    """One setting."""
    names = list_names()
    read_settings(f"{names[name % len(names)]}={value}")


def read_time(words: str) -> None:
    """What a person may call a time."""
    calendar = Calendar(now=NOW, timezone=BERLIN)
    for parse in (parse_when, parse_since):
        catch(UsageWrong, lambda parse=parse: check_instant(parse(words, calendar)))


@cache
def open_desk() -> tuple[Drafting, captions.Captions]:
    """The composer without its pictures."""
    layers = files.list_layers(Path("/nowhere"), "templates")
    return Drafting(layers, BERLIN, "de"), captions.Captions(layers, "de")


def compose_text(title: str, text: str) -> None:
    """Teaser and caption of any article, for each channel."""
    paragraphs = (html_tree.squeeze(paragraph) for paragraph in text.split("\n\n"))
    found = Article(url=URL, title=html_tree.squeeze(title), text="\n\n".join(paragraphs), published_at=NOW)
    for channel in list_channels():
        catch(BotError, lambda channel=channel: check_caption(found, channel))


def check_caption(found: Article, channel: Channel) -> None:
    """Within the limits, and no sign of a stranger tags anybody."""
    desk, caption_writer = open_desk()
    draft = desk.draft(found, channel, NOW)
    parts = captions.Parts(
        headline=draft.headline,
        teaser=draft.teaser,
        event="",
        link=URL,
        short_address=site_of(URL),
        source=draft.source,
        credit="",
        hashtags=draft.tags,
    )
    made = caption_writer.render(channel, parts, is_sober=draft.is_sober)
    assert utf16_length(made) <= get_traits(channel).limits.caption
    assert not captions._MENTION.search(made)


BYTES: Mapping[str, Callable[[bytes], None]] = {"listing": read_listing, "page": read_page}
"""Targets of bytes; tests/fuzz/answers.py adds those of the platforms' answers."""

TEXTS: Mapping[str, Callable[[str], None]] = {
    "note": read_note,
    "settings": read_settings,
    "time": read_time,
    "caption": lambda text: compose_text(text.partition("\n")[0], text.partition("\n")[2]),
}
"""Targets of text."""


def load_seed(document: object) -> bytes:
    """A JSON document to begin with."""
    return json.dumps(document).encode()
