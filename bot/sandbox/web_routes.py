"""The stand-in for the platforms' picture hosts: what was uploaded can be fetched again."""

import re
from collections.abc import Callable

from bot.sandbox.exchange import Request, Response, html_answer
from bot.sandbox.graph.state import FacebookPage
from bot.sandbox.instagram.state import InstagramAccount
from bot.sandbox.kinds import Family


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
