"""Read one article: its page, or WordPress's own account of it, without the site's frame."""

import dataclasses
from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from urllib.parse import urlsplit

from bot.archive import boilerplate, detect, folder, wordpress
from bot.archive.articles import html_article, unavailable
from bot.archive.articles.html_article import BERLIN, OpenPage, Page
from bot.archive.http import Fetched
from bot.archive.politeness import PoliteFetcher
from bot.domain.article import Article, Entry, is_unrelated, shares_text
from bot.domain.errors import ArticleGone, BotError, NotAnArticle, NotReachable, PageUnavailable
from bot.domain.times import format_day
from bot.domain.urls import canonical_url, site_of, without_login
from bot.i18n import say

_SIBLINGS = 2
_WHOLE_TEXT = 300
_MOST_TEXTS = 500
_LONG_UNCHANGED = timedelta(days=30)


class Reader:
    """Reads articles; learns each site's frame from the pages it reads."""

    def __init__(
        self,
        fetcher: PoliteFetcher,
        *,
        clock: Callable[[], datetime],
        folders: list[Path],
        zone: tzinfo = BERLIN,
    ) -> None:
        self._fetcher = fetcher
        self._clock = clock
        self._folders = folders
        self._zone = zone
        self._learned = boilerplate.LearnedFrame()
        self._texts: dict[int, str] = {}

    def read(self, entry: Entry) -> Article:
        """Read an article as the port says, with all that it raises."""
        if entry.url.startswith("file://"):
            return self._read_local(entry)
        found = self._fetch(entry.url)
        if not urlsplit(found.url).path.strip("/") and urlsplit(entry.url).path.strip("/"):
            raise ArticleGone(say("{url} leads to the site's start page now.", url=without_login(entry.url)))
        _require_page(found)
        shown = Page(url=found.url, text=found.text)
        page = html_article.open_page(shown)
        self._learn(shown, page)
        try:
            article = self._judge(page, entry, self._parse(shown, page, entry))
            return article if entry.published_at else self._doubt_age(found, article)
        except NotAnArticle:
            if is_unrelated(entry.title, entry.summary, page.said):
                raise self._say_unavailable(entry) from None
            raise
        except PageUnavailable:
            if len(entry.html) < _WHOLE_TEXT:
                raise
            alone = html_article.open_page(Page(url=entry.url, text=""))
            return html_article.parse_told_article(alone, entry, self._clock(), self._zone)

    def _doubt_age(self, found: Fetched, article: Article) -> Article:
        """The article, with a doubt where nothing tells its day but the page has stood there for long."""
        changed = found.changed_at
        if article.published_at or changed is None or self._clock() - changed < _LONG_UNCHANGED:
            return article
        doubt = say(
            "The article names no day, and its page was changed last on {day}: is it news?",
            day=format_day(changed, self._zone),
        )
        return dataclasses.replace(article, doubts=(*article.doubts, doubt))

    def _parse(self, shown: Page, page: OpenPage, entry: Entry) -> Article:
        if "#" in canonical_url(entry.url):
            return self._read_part(shown, page, entry)
        told = self._read_wordpress(page)
        if told and told.html:
            told = dataclasses.replace(told, guid=entry.guid or told.guid)
            return html_article.parse_told_article(page, told, self._clock(), self._zone)
        return html_article.parse_article(page, entry, self._learned, self._clock(), self._zone)

    def _judge(self, page: OpenPage, entry: Entry, article: Article) -> Article:
        """The article, with a doubt where the page looks like a notice. Raises PageUnavailable."""
        is_told = bool(entry.title or entry.summary)
        is_known_text = is_told and shares_text(entry.summary, set(article.text.casefold().split()))
        is_certain = unavailable.is_certain(page.signs, article.text) and not is_known_text
        if is_unrelated(entry.title, entry.summary, [*page.said, article.title, article.text]) or (
            is_told and is_certain
        ):
            raise self._say_unavailable(entry)
        is_twice = self._texts.setdefault(hash(article.text), article.url) != article.url
        while len(self._texts) > _MOST_TEXTS:
            del self._texts[next(iter(self._texts))]
        is_likely = unavailable.is_likely(
            page.signs, " ".join((article.title, *page.facts.titles)), article.text
        )
        if is_told or not (is_certain or is_likely or is_twice):
            return article
        doubt = say("This page may show a notice, a sign-in or a challenge instead of its article.")
        return dataclasses.replace(article, doubts=(*article.doubts, doubt))

    def _say_unavailable(self, entry: Entry) -> PageUnavailable:
        return PageUnavailable(
            say(
                "{url} shows something else than the article now; it is read again later.",
                url=without_login(entry.url),
            )
        )

    def _read_part(self, shown: Page, page: OpenPage, entry: Entry) -> Article:
        """An article that stands on a page with others; one with an anchor of its own may be the page."""
        try:
            return html_article.parse_inline_article(shown, entry, self._clock())
        except ArticleGone:
            if ":~:" in entry.url:
                raise
        read = html_article.parse_article(page, entry, self._learned, self._clock(), self._zone)
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

    def _learn(self, shown: Page, page: OpenPage) -> None:
        """Learn this page, and on a site's first page two of its neighbours, to know the frame at once."""
        site = site_of(shown.url)
        is_first = not self._learned.pages(site)
        self._learned.learn(site, shown.url, page.lines)
        for url in html_article.list_neighbours(shown)[:_SIBLINGS] if is_first else ():
            try:
                found = self._fetch(url)
            except BotError:
                continue
            other = html_article.open_page(Page(url=found.url, text=found.text))
            self._learned.learn(site, found.url, other.lines)

    def _read_wordpress(self, page: OpenPage) -> Entry | None:
        """The post as WordPress tells it, when the page says where; None when it does not answer."""
        if not page.json_url:
            return None
        try:
            post = detect.load_json(self._fetch(wordpress.embedded_url(page.json_url)).body)
        except (ArticleGone, NotReachable):
            return None
        if wordpress.is_protected(post):
            raise ArticleGone(say("{url} is protected by a password now.", url=without_login(page.url)))
        return wordpress.parse_post(post)


def _require_page(found: Fetched) -> None:
    """Raises NotAnArticle for a file, a feed or a sitemap: as a page it would be a text of all its items."""
    if detect.is_file(found.body):
        raise NotAnArticle(
            say("{url} is a file, such as a PDF or a picture, and no page.", url=without_login(found.url))
        )
    if found.kind is not detect.Kind.HTML:
        raise NotAnArticle(say("{url} lists articles and is none.", url=without_login(found.url)))
