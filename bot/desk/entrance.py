"""The door of the desk: who a request comes from, whether it may pass, and signing in and out."""

from dataclasses import dataclass, field
from http import HTTPStatus

from flask import Flask, Response, g, make_response, redirect, request
from werkzeug.exceptions import BadRequest, Forbidden, Gone, TooManyRequests, Unauthorized
from werkzeug.wrappers import Response as AnyResponse

from bot.desk import guard
from bot.desk.pages import Pages
from bot.domain.people import Person
from bot.i18n import say

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
class Entrance:
    """Checks every request before it is answered, and seals every answer."""

    doors: guard.Doors
    tries: guard.Tries
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
        if not self.doors.hosts.knows(request.headers.get("Host", "")):
            raise BadRequest(say("This address is not the desk's. BOT_DESK_URL names the one it answers to."))
        if request.endpoint in PUBLIC:
            return
        visitor = get_visitor()
        device = self.doors.find_device(request)
        visitor.person = self.doors.find_person(device)
        visitor.device = device if visitor.person else ""
        if (link := self.doors.find_entry(request)) and request.method == "GET":
            self._enter(visitor, link, device)
        if visitor.person is None:
            raise Unauthorized
        if request.method not in READING:
            self._check_form(visitor.person, visitor.device)

    def seal(self, response: Response) -> Response:
        """Headers, and cookies that came or went."""
        visitor, is_public = get_visitor(), request.endpoint in PUBLIC
        if visitor.is_new:
            self.doors.hand_out_device(request, response, visitor.device)
        elif visitor.is_refused:
            self.doors.take_back(request, response, guard.ENTRY)
        guard.add_headers(response, is_public=is_public)
        return response

    def sign_in(self, link: str) -> AnyResponse:
        """Give the browser the link as a cookie; with the next page it brings it back and is signed in."""
        self._require_patience()
        owner = self.doors.find_owner(link)
        if owner is None:
            self.tries.note(request.remote_addr or "")
            raise Gone
        present = self.doors.find_person(self.doors.find_device(request))
        if present and present.name != owner.name and guard.is_sent_here(request):
            raise Forbidden(say("This device is signed in as {person}. Sign out first.", person=present.name))
        response = make_response(redirect("/", HTTPStatus.SEE_OTHER))
        response.headers["Cache-Control"] = "no-store"
        self.doors.hand_out_entry(request, response, link)
        return response

    def sign_out(self) -> AnyResponse:
        """This device only."""
        self.doors.leave(get_visitor().device)
        response = make_response(self.pages.render("message", title=say("You are signed out"), sentences=[]))
        self.doors.take_back(request, response, guard.DEVICE)
        return response

    def _enter(self, visitor: Visitor, link: str, device: str) -> None:
        self._require_patience()
        entered = self.doors.enter(link, instead_of=device)
        if entered:
            visitor.person, visitor.device = entered
            visitor.is_new = True
            return
        self.tries.note(request.remote_addr or "")
        visitor.is_refused = True
        if visitor.person is None:
            raise Gone

    def _require_patience(self) -> None:
        if self.tries.are_too_many(request.remote_addr or ""):
            raise TooManyRequests(retry_after=int(guard.TRIES_WITHIN.total_seconds()))

    def _check_form(self, person: Person, device: str) -> None:
        if guard.is_forged(request, device):
            raise Forbidden(
                say(
                    "This form comes from no page of the desk, or from one that is too old. Nothing was done."
                )
            )
        if not person.may_decide and request.endpoint != "sign_out":
            raise Forbidden(say("{person} may look, but not decide. Nothing was done.", person=person.name))
