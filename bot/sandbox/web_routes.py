"""What the platforms show without an account: what a permalink leads to, and uploaded pictures."""

import re
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


class PictureRoutes:
    """Answers for Facebook's and Instagram's picture hosts."""

    family = Family.WEB

    def __init__(self, page: FacebookPage, account: InstagramAccount) -> None:
        self._page = page
        self._account = account

    def parameters(self, request: Request) -> dict[str, str]:  # noqa: ARG002 - signed addresses stay out of it
        """What the ledger may see of a request."""
        return {}

    def route(self, request: Request) -> tuple[str, Callable[[Request], Response]]:  # noqa: ARG002
        """The point of a request, and who answers it."""
        return "pictures", self._show

    def find(self, path: str) -> bytes | None:
        """The picture at this address."""
        number = re.search(r"/(\d+)_n\.jpg$", path)
        if number is None:
            return None
        photo, medium = self._page.photos.get(number[1]), self._account.media.get(number[1])
        return photo.picture.content if photo else medium.picture if medium else None

    def _show(self, request: Request) -> Response:
        content = self.find(request.path)
        if content is None:
            return html_answer("URL signature expired", status=403)
        kind = "image/png" if content.startswith(b"\x89PNG") else "image/jpeg"
        return Response(headers=(("content-type", kind),), body=content)
