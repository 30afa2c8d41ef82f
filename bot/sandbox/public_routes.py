"""The stand-in for the platforms' public pages: what a permalink shows to a visitor without an account."""

from collections.abc import Callable
from html import escape

from bot.sandbox.exchange import Request, Response, html_answer
from bot.sandbox.graph.state import FacebookPage
from bot.sandbox.instagram.state import InstagramAccount
from bot.sandbox.kinds import Family

PUBLIC_HOSTS = ("www.facebook.com", "www.instagram.com")


class PublicRoutes:
    """Answers for www.facebook.com and www.instagram.com."""

    family = Family.WEB

    def __init__(self, page: FacebookPage, account: InstagramAccount) -> None:
        self._page = page
        self._account = account

    def parameters(self, request: Request) -> dict[str, str]:
        """What the ledger may see of a request."""
        return request.query

    def route(self, request: Request) -> tuple[str, Callable[[Request], Response]]:  # noqa: ARG002
        """The point of a request, and who answers it."""
        return "public", self._show

    def _show(self, request: Request) -> Response:
        text = self._find(f"https://{request.host}{request.path}")
        if text is None:
            return html_answer("<h1>This content isn't available</h1>", status=404)
        return html_answer(f"<html><body><p>{escape(text)}</p></body></html>")

    def _find(self, permalink: str) -> str | None:
        texts = {medium.permalink: medium.caption for medium in self._account.posts()}
        if self._page.is_live:
            texts |= {post.permalink: post.message for post in self._page.posts()}
        return texts.get(permalink)
