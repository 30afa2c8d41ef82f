"""The door of the desk: who a request comes from, what it may do, and signing in and out."""

import hmac
import secrets
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from http import HTTPStatus
from urllib.parse import urlsplit

from flask import Flask, Request, Response, g, make_response, redirect, request
from werkzeug.exceptions import BadRequest, Forbidden, Gone, TooManyRequests, Unauthorized
from werkzeug.wrappers import Response as AnyResponse

from bot.desk.pages import Pages
from bot.domain.state import DEVICE_LASTS, LINK_LASTS, PeopleStore, Person
from bot.i18n import say

DEVICE, ENTRY = "desk", "desk-entry"
"""Names of the cookies: of a device that is signed in, and of one that brings a link and shall be."""

FIELD = "csrf_token"
"""The form field that only our own pages can fill in."""

MOST_TRIES, TRIES_WITHIN = 10, timedelta(minutes=1)
"""Wrong sign-in links of one address after which it has to wait."""

MOST_WATCHED = 10_000
"""Addresses whose tries are remembered."""

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def make_token() -> str:
    """256 bits that nobody guesses, fit for an address or a cookie."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """What of a token is kept. Nobody guesses it, so that a fast hash without salt is enough."""
    return sha256(token.encode("utf-8", "replace")).hexdigest()


def make_form_token(device: str) -> str:
    """What forms of this device carry; whoever does not know the cookie cannot make it."""
    return hmac.new(device.encode("utf-8", "replace"), b"form", sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class Hosts:
    """The names under which the desk may be asked; url: as in BOT_DESK_URL, address: as in BOT_DESK_ADDR."""

    url: str
    address: str

    def knows(self, host: str) -> bool:
        """Whether a Host header names us: the desk's own address, or this machine itself."""
        try:
            parts = urlsplit(f"//{host}")
            port = parts.port
        except ValueError:
            return False
        if parts.username is not None or parts.path or parts.query or parts.fragment:
            return False
        public = urlsplit(self.url)
        if self.url and host.lower() == public.netloc.lower():
            return True
        listening = urlsplit(f"//{self.address}")
        local = {"127.0.0.1", "localhost", "::1", listening.hostname}
        return parts.hostname in local and port in {None, listening.port}

    def is_secure(self, request: Request) -> bool:
        """Whether the person's browser speaks https to us, as far as we are told."""
        public = urlsplit(self.url)
        return request.is_secure or (
            public.scheme == "https" and request.host.lower() == public.netloc.lower()
        )


@dataclass(slots=True)
class RateLimit:
    """Counts wrong sign-in links by the address they came from."""

    clock: Callable[[], datetime]
    _seen: dict[str, deque[datetime]] = field(default_factory=dict)

    def note(self, address: str) -> None:
        """One more wrong link. The addresses that were watched longest make room."""
        tries = self._seen.setdefault(address, deque(maxlen=MOST_TRIES))
        tries.append(self.clock())
        while len(self._seen) > MOST_WATCHED:
            del self._seen[next(iter(self._seen))]

    def are_too_many(self, address: str) -> bool:
        """Whether this address has to wait."""
        tries = self._seen.get(address) or deque()
        return len(tries) == MOST_TRIES and self.clock() - tries[0] < TRIES_WITHIN


@dataclass(frozen=True, slots=True)
class Devices:
    """Signs devices in and out. Whoever opens a link gets a cookie, and is signed in when it comes back.

    So a messenger that looks at an address to show what is behind it does not use the link up.
    """

    people: PeopleStore
    clock: Callable[[], datetime]
    hosts: Hosts

    def find_device(self, request: Request) -> str:
        """The device's token, or nothing."""
        return request.cookies.get(self._name(DEVICE, request), "")

    def find_person(self, device: str) -> Person | None:
        """Who uses a device."""
        return self.people.find_by_device(hash_token(device), now=self.clock()) if device else None

    def find_entry(self, request: Request) -> str:
        """The link that a device brings back as a cookie, or nothing."""
        return request.cookies.get(self._name(ENTRY, request), "")

    def find_owner(self, link: str) -> Person | None:
        """Whose link it is, while it may be used."""
        return self.people.find_by_link(hash_token(link), now=self.clock())

    def enter(self, link: str, *, instead_of: str) -> tuple[Person, str] | None:
        """Use a link up: the person, and the new device's token. instead_of: what the browser was before."""
        device, now = make_token(), self.clock()
        person = self.people.enter(hash_token(link), hash_token(device), now=now, until=now + DEVICE_LASTS)
        if person is None:
            return None
        if instead_of:
            self.people.leave(hash_token(instead_of))
        return person, device

    def leave(self, device: str) -> None:
        """Sign a device out."""
        self.people.leave(hash_token(device))

    def hand_out_entry(self, request: Request, response: Response, link: str) -> None:
        """Let the browser bring the link back."""
        self._set(request, response, ENTRY, link, LINK_LASTS)

    def hand_out_device(self, request: Request, response: Response, device: str) -> None:
        """Sign the browser in; the link goes."""
        self._set(request, response, DEVICE, device, DEVICE_LASTS)
        self.take_back(request, response, ENTRY)

    def take_back(self, request: Request, response: Response, name: str) -> None:
        """Have the browser forget a cookie."""
        self._set(request, response, name, "", timedelta())

    def _set(self, request: Request, response: Response, name: str, value: str, lasts: timedelta) -> None:
        response.set_cookie(
            self._name(name, request),
            value,
            max_age=int(lasts.total_seconds()),
            secure=self.hosts.is_secure(request),
            httponly=True,
            samesite="Lax",
        )

    def _name(self, name: str, request: Request) -> str:
        """Behind https the browser itself sees to it that no other host of the domain sets it."""
        return f"__Host-{name}" if self.hosts.is_secure(request) else name


def is_forged(request: Request, device: str) -> bool:
    """Whether a form was not filled in on a page of ours, on this device."""
    given = request.form.get(FIELD, "")
    if not hmac.compare_digest(given.encode("utf-8", "replace"), make_form_token(device).encode()):
        return True
    return _comes_from_elsewhere(request)


def _comes_from_elsewhere(request: Request) -> bool:
    """What a browser says about where a form came from; older ones say nothing."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return True
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc.lower() != request.host.lower()


def is_sent_here(request: Request) -> bool:
    """Whether another site's page led here, rather than a message or the person themselves."""
    return request.headers.get("Sec-Fetch-Site", "none") in {"cross-site", "same-site"}


def add_headers(response: Response, *, is_public: bool) -> None:
    """What every answer carries; pages of people who are signed in are kept nowhere."""
    for name, value in HEADERS.items():
        response.headers[name] = value
    if not is_public:
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers.setdefault("Cache-Control", "no-store")


PUBLIC = frozenset({"show_links", "send_link_picture", "send_file", "sign_in"})
"""What everybody may ask for: the links page, and what signing in needs."""

READING = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(slots=True, kw_only=True)
class Visitor:
    """Whom one request comes from. device: the token; is_new: signed in by this very request.

    is_refused: brought a link that opens nothing.
    """

    person: Person | None = None
    device: str = ""
    is_new: bool = False
    is_refused: bool = False


def get_visitor() -> Visitor:
    """Of the request that is answered now."""
    visitor: Visitor = g.setdefault("visitor", Visitor())
    return visitor


def get_person() -> Person:
    """Whoever asks for a page that is not public."""
    person = get_visitor().person
    assert person is not None
    return person


@dataclass(slots=True, kw_only=True)
class AccessControl:
    """Checks every request before it is answered, and seals every answer."""

    devices: Devices
    limit: RateLimit
    pages: Pages
    _asked: int = field(default=0, init=False)

    def open(self, site: Flask) -> None:
        """Stand before all pages of a site."""
        site.before_request(self.check)
        site.after_request(self.seal)
        site.add_url_rule("/sign-in/<link>", "sign_in", self.sign_in)
        site.add_url_rule("/sign-out", "sign_out", self.sign_out, methods=["POST"])

    def check(self) -> None:
        """Let pass who may. Raises HTTPException."""
        if not self.devices.hosts.knows(request.headers.get("Host", "")):
            raise BadRequest(say("This address is not the desk's. BOT_DESK_URL names the one it answers to."))
        if request.endpoint in PUBLIC:
            return
        visitor = get_visitor()
        device = self.devices.find_device(request)
        visitor.person = self.devices.find_person(device)
        visitor.device = device if visitor.person else ""
        if (link := self.devices.find_entry(request)) and request.method == "GET":
            self._enter(visitor, link, device)
        if visitor.person is None:
            raise Unauthorized
        if request.method not in READING:
            self._check_form(visitor.person, visitor.device)

    def seal(self, response: Response) -> Response:
        """Headers, and cookies that came or went."""
        visitor, is_public = get_visitor(), request.endpoint in PUBLIC
        if visitor.is_new:
            self.devices.hand_out_device(request, response, visitor.device)
        elif visitor.is_refused:
            self.devices.take_back(request, response, ENTRY)
        add_headers(response, is_public=is_public)
        return response

    def sign_in(self, link: str) -> AnyResponse:
        """Give the browser the link as a cookie; with the next page it brings it back and is signed in."""
        self._require_patience()
        owner = self.devices.find_owner(link)
        if owner is None:
            self.limit.note(request.remote_addr or "")
            raise Gone
        present = self.devices.find_person(self.devices.find_device(request))
        if present and present.name != owner.name and is_sent_here(request):
            raise Forbidden(say("This device is signed in as {person}. Sign out first.", person=present.name))
        response = make_response(redirect("/", HTTPStatus.SEE_OTHER))
        response.headers["Cache-Control"] = "no-store"
        self.devices.hand_out_entry(request, response, link)
        return response

    def sign_out(self) -> AnyResponse:
        """This device only."""
        self.devices.leave(get_visitor().device)
        response = make_response(self.pages.render("message", title=say("You are signed out"), sentences=[]))
        self.devices.take_back(request, response, DEVICE)
        return response

    def _enter(self, visitor: Visitor, link: str, device: str) -> None:
        self._require_patience()
        entered = self.devices.enter(link, instead_of=device)
        if entered:
            visitor.person, visitor.device = entered
            visitor.is_new = True
            return
        self.limit.note(request.remote_addr or "")
        visitor.is_refused = True
        if visitor.person is None:
            raise Gone

    def _require_patience(self) -> None:
        if self.limit.are_too_many(request.remote_addr or ""):
            raise TooManyRequests(retry_after=int(TRIES_WITHIN.total_seconds()))

    def _check_form(self, person: Person, device: str) -> None:
        if is_forged(request, device):
            raise Forbidden(
                say(
                    "This form comes from no page of the desk, or from one that is too old. Nothing was done."
                )
            )
        if not person.may_decide and request.endpoint != "sign_out":
            raise Forbidden(say("{person} may look, but not decide. Nothing was done.", person=person.name))
