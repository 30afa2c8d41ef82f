"""Read one article: its page, or WordPress's own account of it, without the site's frame."""

import dataclasses
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from bot.archive import boilerplate, folder, html_article, html_tree, metadata, wordpress
from bot.archive.detect import load_json
from bot.archive.html_article import Page
from bot.archive.http import Fetched
from bot.archive.politeness import PoliteFetcher
from bot.domain.article import Article, Entry
from bot.domain.errors import ArticleGone, BotError, NotAnArticle, NotReachable
from bot.domain.urls import canonical_url, without_login
from bot.i18n import say

_SIBLINGS = 2


class Reader:
    """Reads articles; learns each site's frame from the pages it reads."""

    def __init__(self, fetcher: PoliteFetcher, *, clock: Callable[[], datetime], folders: list[Path]) -> None:
        self._fetcher = fetcher
        self._clock = clock
        self._folders = folders
        self._learned = boilerplate.LearnedFrame()

    def read(self, entry: Entry) -> Article:
        """Read an article as the port says. Raises NotReachable, ArticleGone, NotAnArticle."""
        if entry.url.startswith("file://"):
            return self._read_local(entry)
        found = self._fetch(entry.url)
        if not urlsplit(found.url).path.strip("/") and urlsplit(entry.url).path.strip("/"):
            raise ArticleGone(say("{url} leads to the site's start page now.", url=without_login(entry.url)))
        shown = Page(url=found.url, text=found.text)
        self._learn(shown)
        if "#" in canonical_url(entry.url):
            return self._read_part(shown, entry)
        told = self._read_wordpress(shown)
        if told and told.html:
            told = dataclasses.replace(told, guid=entry.guid or told.guid)
            return html_article.parse_told_article(shown, told, self._clock())
        return html_article.parse_article(shown, entry, self._learned, self._clock())

    def _read_part(self, shown: Page, entry: Entry) -> Article:
        """An article that stands on a page with others; one with an anchor of its own may be the page."""
        try:
            return html_article.parse_inline_article(shown, entry, self._clock())
        except ArticleGone:
            if ":~:" in entry.url:
                raise
        read = html_article.parse_article(shown, entry, self._learned, self._clock())
        return dataclasses.replace(read, url=entry.url)

    def _read_local(self, entry: Entry) -> Article:
        file = folder.find_file(entry.url, self._folders)
        if file is None:
            raise NotReachable(say("{url} lies in no folder that is configured as a source.", url=entry.url))
        if not file.exists():
            raise ArticleGone(say("{file} is no longer there.", file=file))
        return folder.read_file(file, self._clock())

    def _fetch(self, url: str) -> Fetched:
        return self._fetcher.fetch(url.partition("#")[0])

    def _learn(self, shown: Page) -> None:
        """Learn this page, and on a site's first page two of its neighbours, to know the frame at once."""
        site = html_tree.site_of(shown.url)
        is_first = self._learned.pages(site) == 0
        self._learned.learn(site, shown.url, html_article.list_lines(shown))
        for url in html_article.list_neighbours(shown)[:_SIBLINGS] if is_first else ():
            try:
                found = self._fetch(url)
            except BotError:
                continue
            self._learned.learn(
                site, found.url, html_article.list_lines(Page(url=found.url, text=found.text))
            )

    def _read_wordpress(self, shown: Page) -> Entry | None:
        """The post as WordPress tells it, when the page says where; None when it does not answer."""
        url = metadata.find_json(html_tree.parse_html(shown.text, shown.url), shown.url)
        if not url:
            return None
        try:
            post = load_json(self._fetch(wordpress.embedded_url(url)).body)
        except (ArticleGone, NotReachable, NotAnArticle):
            return None
        if wordpress.is_protected(post):
            raise ArticleGone(say("{url} is protected by a password now.", url=without_login(shown.url)))
        return wordpress.parse_post(post)
