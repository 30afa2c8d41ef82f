"""The world's rules without sockets: archive, Facebook Page, Instagram account, faults, ledger."""

from collections.abc import Callable
from datetime import UTC, datetime
from threading import RLock
from typing import Protocol
from urllib.parse import urlsplit

from bot.sandbox import faults
from bot.sandbox.archive.routes import ArchiveRoutes
from bot.sandbox.archive.state import SampleArchive
from bot.sandbox.exchange import Outcome, Request, Response, html_answer
from bot.sandbox.graph.rules import graph_desk
from bot.sandbox.graph.state import PHOTO_HOST, FacebookPage
from bot.sandbox.instagram.routes import PrivateRoutes
from bot.sandbox.instagram.state import PICTURE_HOST, InstagramAccount
from bot.sandbox.kinds import Family
from bot.sandbox.ledger import Act, Ledger
from bot.sandbox.web_routes import PUBLIC_HOSTS, PictureRoutes, PublicRoutes

GRAPH_HOST = "graph.facebook.com"
PRIVATE_HOSTS = ("i.instagram.com", "b.i.instagram.com")
ARCHIVE_HOST = "archive"
Fetch = Callable[[str], bytes | None]


class Desk(Protocol):
    """Who answers for a host: `route` names the point of a request and who carries it out."""

    family: Family

    def parameters(self, request: Request) -> dict[str, str]:
        """What the ledger may see."""

    def route(self, request: Request) -> tuple[str, Callable[[Request], Response]]:
        """Point and handler."""


def now() -> datetime:
    """The real time."""
    return datetime.now(UTC)


class World:
    """Hand `answer` a Request, get what a client would get over the wire. Safe from several threads."""

    def __init__(self, *, clock: Callable[[], datetime] = now, fetch: Fetch | None = None) -> None:
        self.ledger = Ledger(clock)
        self.faults = faults.FaultBook()
        self.archive = SampleArchive(clock)
        self.facebook = FacebookPage(self.ledger, clock)
        self.instagram = InstagramAccount(self.ledger, clock)
        self._fetch = fetch
        self._pictures = PictureRoutes(self.facebook, self.instagram)
        private = PrivateRoutes(self.instagram)
        self._desks: dict[str, Desk] = {
            GRAPH_HOST: graph_desk(self.facebook, self.instagram, self._fetch_picture),
            **dict.fromkeys(PRIVATE_HOSTS, private),
            **dict.fromkeys(PUBLIC_HOSTS, PublicRoutes(self.facebook, self.instagram)),
            PHOTO_HOST: self._pictures,
            PICTURE_HOST: self._pictures,
            ARCHIVE_HOST: ArchiveRoutes(self.archive),
        }
        self._locks = {desk: RLock() for desk in self._desks.values()}
        self._clock = clock
        self._down_until: datetime | None = None

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names of the outside world which this one stands in for."""
        return tuple(host for host in self._desks if host != ARCHIVE_HOST)

    def stay_down(self, until: datetime) -> None:
        """Both platforms answer 503 to everything until then; the archive is well."""
        self._down_until = until

    def answer(self, request: Request) -> Outcome:
        """Carry a request out, or fail it as ordered. Raises KeyError for a host outside this world."""
        if self._down_until and request.host != ARCHIVE_HOST and self._clock() < self._down_until:
            return html_answer("<h1>503 Service Unavailable</h1>", status=503)
        desk = self._desks[request.host]
        with self._locks[desk]:
            point, handle = desk.route(request)
            fault = self.faults.take(point)
            self.ledger.note_request(
                point,
                method=request.method,
                path=request.path,
                parameters=desk.parameters(request),
                fault=fault.kind if fault else "",
            )
            return faults.play(fault, desk.family, lambda: self._carry_out(desk, handle, request))

    def refuse_host(self, target: str) -> None:
        """Write down that somebody asked for a host outside this world."""
        self.ledger.note_effect(Act.REFUSED, "proxy", target)

    def _carry_out(self, desk: Desk, handle: Callable[[Request], Response], request: Request) -> Response:
        with self._locks[desk]:
            return handle(request)

    def _fetch_picture(self, url: str) -> bytes | None:
        host = urlsplit(url).hostname or ""
        if host in {PHOTO_HOST, PICTURE_HOST}:
            return self._pictures.find(urlsplit(url).path)
        return self._fetch(url) if self._fetch else None
