"""Reads an article's page, and judges whether it shows the article or a challenge, a notice, a soft 404."""

import dataclasses
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from urllib.parse import urlsplit

from bot.archive import folder, html_tree, wordpress
from bot.archive.articles import boilerplate, html_article
from bot.archive.articles.html_article import BERLIN, OpenPage, Page
from bot.archive.detect import load_json
from bot.archive.html_tree import Element
from bot.archive.http import Fetched
from bot.archive.politeness import PoliteFetcher
from bot.domain.article import Article, Entry, is_unrelated, shares_text
from bot.domain.errors import ArticleGone, BotError, NotAnArticle, NotReachable, PageUnavailable
from bot.domain.urls import canonical_url, without_login
from bot.i18n import say

_SIBLINGS = 2
_WHOLE_TEXT = 300
_MOST_TEXTS = 500


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
        shown = Page(url=found.url, text=found.text)
        page = html_article.open_page(shown)
        self._learn(shown, page)
        try:
            return self._judge(page, entry, self._parse(shown, page, entry))
        except NotAnArticle:
            if is_unrelated(entry.title, entry.summary, page.said):
                raise self._say_unavailable(entry) from None
            raise
        except PageUnavailable:
            if len(entry.html) < _WHOLE_TEXT:
                raise
            alone = html_article.open_page(Page(url=entry.url, text=""))
            return html_article.parse_told_article(alone, entry, self._clock(), self._zone)

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
        is_sure = is_certain(page.signs, article.text) and not is_known_text
        if is_unrelated(entry.title, entry.summary, [*page.said, article.title, article.text]) or (
            is_told and is_sure
        ):
            raise self._say_unavailable(entry)
        is_twice = self._texts.setdefault(hash(article.text), article.url) != article.url
        while len(self._texts) > _MOST_TEXTS:
            del self._texts[next(iter(self._texts))]
        is_probable = is_likely(page.signs, " ".join((article.title, *page.facts.titles)), article.text)
        if is_told or not (is_sure or is_probable or is_twice):
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
        site = html_tree.site_of(shown.url)
        is_first = self._learned.pages(site) == 0
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
            post = load_json(self._fetch(wordpress.embedded_url(page.json_url)).body)
        except (ArticleGone, NotReachable, NotAnArticle):
            return None
        if wordpress.is_protected(post):
            raise ArticleGone(say("{url} is protected by a password now.", url=without_login(page.url)))
        return wordpress.parse_post(post)


_CHALLENGE = re.compile(
    r"challenge-platform|__cf_chl|cf-chl|cf_captcha|_Incapsula_Resource|ddos-guard|captcha-delivery|datadome|"
    r"hcaptcha\.com/1/api|recaptcha/(?:api|enterprise)\.js|px-captcha|/\.well-known/(?:sgcaptcha|vercel)|"
    r"aws-waf-token"
)
_SAYS_SO = re.compile(
    r"wartung(?:sarbeiten|smodus|sseite)?\b|im umbau|maintenance|under construction|coming soon|"
    r"account (?:has been )?suspended|"
    r"konto gesperrt|site (?:is )?(?:temporarily )?unavailable|vorübergehend nicht (?:verfügbar|erreichbar)|"
    r"(?:seite|page|inhalt|dokument)\b.{0,20}\bnicht (?:gefunden|verfügbar|vorhanden)|not found|\b404\b|"
    r"\b403\b|\b50[0234]\b|"
    r"(?:zugriff|zugang) (?:verweigert|gesperrt)|access denied|forbidden|just a moment|checking your browser|"
    r"attention required|(?:are you|sind sie ein) (?:human|mensch|roboter|robot)|sicherheitsüberprüfung|"
    r"^(?:anmelde\w*|login|log in|sign in|einloggen)$|bitte (?:melden sie sich an|loggen sie sich ein)|"
    r"domain (?:is )?(?:parked|for sale)|diese domain|website (?:is )?(?:expired|offline)",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"cookie|einwillig|consent|datenschutz|zustimm|tracking|akzeptier|werbefrei|partner\b|personalisiert",
    re.IGNORECASE,
)
_SHORT = 700
"""Characters of running text below which such signs count: an article about maintenance is longer."""
_MOST_WORDS = 400


_CONSENT_SHARE = 0.07
_HIDDEN_TEXT = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What a page's elements say: the script of a challenge, a detour away from it, a password's field."""

    has_challenge: bool = False
    is_detour: bool = False
    has_password: bool = False


def read_signs(root: Element) -> Signs:
    """Read a page before anything of it is dropped."""
    named = {_name(meta): (meta.get("content") or "").lower() for meta in root.iter("meta")}
    scripts = (
        (script.get("src") or "") + (script.text or "")[:_HIDDEN_TEXT] for script in root.iter("script")
    )
    return Signs(
        has_challenge=any(map(_CHALLENGE.search, scripts)),
        is_detour="noindex" in named.get("robots", "") and "refresh" in named,
        has_password=any((field.get("type") or "").lower() == "password" for field in root.iter("input")),
    )


def _name(meta: Element) -> str:
    return (meta.get("name") or meta.get("http-equiv") or "").lower()


def is_certain(signs: Signs, text: str) -> bool:
    """Whether a text is no article whatever was told of it: a challenge, a detour, or a wall of consent."""
    words = text.split()[:_MOST_WORDS]
    consent = sum(1 for word in words if _CONSENT.search(word))
    is_wall = len(words) > 20 and consent >= _CONSENT_SHARE * len(words)
    return is_wall or (len(text) < _SHORT and (signs.has_challenge or signs.is_detour))


def is_likely(signs: Signs, title: str, text: str) -> bool:
    """Whether a short text looks like a notice or a sign-in, as long as nothing else is known of it."""
    return len(text) < _SHORT and (signs.has_password or bool(_SAYS_SO.search(title[:_SHORT])))
