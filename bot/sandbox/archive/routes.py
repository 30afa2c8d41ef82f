"""The site's reception: lists, articles, feed and pictures, each with validators for conditional requests."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from bot.sandbox.archive import painting
from bot.sandbox.archive.pages import render_article, render_feed, render_list
from bot.sandbox.archive.state import ARCHIVE, NEWS, Failure, Published, SampleArchive
from bot.sandbox.exchange import Request, Response, html_answer
from bot.sandbox.kinds import Family

LOGO = "/bilder/logo.png"
NOT_FOUND = html_answer(
    "<html><head><title>Seite nicht gefunden</title></head><body></body></html>", status=404
)


class ArchiveRoutes:
    """Answers for the archive."""

    family = Family.WEB

    def __init__(self, archive: SampleArchive) -> None:
        self._archive = archive

    def parameters(self, request: Request) -> dict[str, str]:
        """What the ledger may see of a request."""
        return request.query

    def route(self, request: Request) -> tuple[str, Callable[[Request], Response]]:
        """The point of a request, and who answers it."""
        if request.path.rstrip("/") in {"", NEWS, ARCHIVE}:
            return "archive.list", self._or_fail(self._show_list)
        if request.path == "/feed.xml":
            return "archive.feed", self._or_fail(self._show_feed)
        if request.path == LOGO:
            return "archive.picture", _show_logo
        if request.path.startswith("/bilder/"):
            return "archive.picture", self._or_fail(self._show_picture)
        return "archive.article", self._or_fail(self._show_article)

    def _or_fail(self, answer: Callable[[Request], Response]) -> Callable[[Request], Response]:
        failure = self._archive.failure
        if failure.times == 0:
            return answer
        self._archive.failure = Failure(status=failure.status, times=failure.times - 1)
        return lambda _: html_answer("<h1>Fehler</h1>", status=failure.status)

    def _show_list(self, request: Request) -> Response:
        section = request.path.rstrip("/") or NEWS
        text = request.query.get("page", "1")
        page = int(text) if text.isdigit() else 1
        articles = () if self._archive.is_hidden else self._archive.shown(section)
        body = render_list(section, articles, page, self._archive.base)
        return _conditional(request, body, "text/html", _latest(articles))

    def _show_feed(self, request: Request) -> Response:
        articles = () if self._archive.is_hidden else self._archive.shown(NEWS)
        body = render_feed(articles, self._archive.base)
        return _conditional(request, body, "application/rss+xml", _latest(articles))

    def _show_article(self, request: Request) -> Response:
        target = self._archive.moved.get(request.path)
        if target is not None:
            return Response(status=301, headers=(("location", self._archive.base + target),))
        article = self._archive.find(request.path)
        if article is None:
            return NOT_FOUND
        body = render_article(article, self._archive.base)
        return _conditional(request, body, "text/html", article.changed_at)

    def _show_picture(self, request: Request) -> Response:
        slug = request.path.removeprefix("/bilder/").removesuffix(".jpg")
        article = next((each for each in self._archive.shown() if each.sample.slug == slug), None)
        if article is None or not article.sample.picture:
            return NOT_FOUND
        headers = (("content-type", "image/jpeg"), ("cache-control", "max-age=3600"))
        return Response(headers=headers, body=painting.paint(article.sample.picture))


def _show_logo(_: Request) -> Response:
    return Response(headers=(("content-type", "image/png"),), body=painting.paint_logo())


def _latest(articles: tuple[Published, ...]) -> datetime:
    return max((article.changed_at for article in articles), default=datetime(2000, 1, 1, tzinfo=UTC))


def _conditional(request: Request, body: str, kind: str, changed_at: datetime) -> Response:
    """Answer with validators, and with 304 when the client knows this state."""
    content = body.encode()
    tag = f'"{hashlib.sha256(content).hexdigest()[:20]}"'
    changed_at = changed_at.replace(microsecond=0)
    headers = (
        ("content-type", f"{kind}; charset=utf-8"),
        ("etag", tag),
        ("last-modified", format_datetime(changed_at, usegmt=True)),
    )
    if _is_known(request, tag, changed_at):
        return Response(status=304, headers=headers[1:])
    return Response(headers=headers, body=content)


def _is_known(request: Request, tag: str, changed_at: datetime) -> bool:
    tags = request.headers.get("if-none-match")
    if tags is not None:
        return tag in {each.strip().removeprefix("W/") for each in tags.split(",")}
    since = request.headers.get("if-modified-since")
    try:
        return since is not None and parsedate_to_datetime(since) >= changed_at
    except ValueError:
        return False
