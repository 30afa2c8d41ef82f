"""The private API's reception: hosts, sessions, devices, and which rule answers."""

import base64
import json
import re
from collections.abc import Callable
from typing import NamedTuple

from bot.sandbox.answers import Refused, private_refusal, private_refused
from bot.sandbox.catalogue import KINDS
from bot.sandbox.exchange import Handler, Request, Response
from bot.sandbox.instagram.login import Login
from bot.sandbox.instagram.publishing import Publishing, parse_signed
from bot.sandbox.instagram.state import InstagramAccount, Trouble
from bot.sandbox.kinds import Family

BLOKS = r"/api/v1/bloks/(?:async_action|apps)"
SHOWN = ("caption", "caption_text", "upload_id", "media_id", "custom_accessibility_caption")
"""Parts of a signed body which the ledger may show."""


class Rule(NamedTuple):
    """Method and path of a call, its point, and who answers."""

    method: str
    path: str
    point: str
    answer: Handler


class PrivateRoutes:
    """Answers for i.instagram.com and b.i.instagram.com."""

    family = Family.PRIVATE

    def __init__(self, account: InstagramAccount) -> None:
        self._account = account
        self._open = _login_rules(Login(account))
        self._guarded = _posting_rules(Publishing(account))

    def parameters(self, request: Request) -> dict[str, str]:
        """What the ledger may see of a request."""
        shown = dict(request.query)
        if request.body.startswith(b"signed_body="):
            signed = parse_signed(request)
            shown |= {name: str(signed[name]) for name in SHOWN if name in signed}
        return shown | {"device": request.headers.get("x-ig-device-id", "")}

    def route(self, request: Request) -> tuple[str, Callable[[Request], Response]]:
        """The point of a request, and who answers it."""
        for rule in (*self._open, *self._guarded):
            if rule.method == request.method and re.fullmatch(rule.path, request.path):
                return rule.point, lambda request, rule=rule: self._admit(rule, request)
        return "instagram.unknown", _refuse_unknown

    def _admit(self, rule: Rule, request: Request) -> Response:
        try:
            if rule in self._guarded:
                self._check_session(request)
                self._check_trouble(rule)
            return rule.answer(request)
        except Refused as refused:
            return refused.answer

    def _check_session(self, request: Request) -> None:
        session = self._account.sessions.get(_session_id(request))
        if session is None:
            raise private_refused("login_required", status=403, error_title="Logged out", logout_reason=3)
        if session.device != request.headers.get("x-ig-device-id", ""):
            self._account.challenge()

    def _check_trouble(self, rule: Rule) -> None:
        trouble = self._account.trouble
        if trouble in {Trouble.CHALLENGE, Trouble.SUSPENDED}:
            raise Refused(KINDS[trouble.value].answers[Family.PRIVATE])
        if trouble is Trouble.FEEDBACK and rule.method == "POST" and rule.point != "instagram.warmup":
            raise Refused(KINDS["feedback_required"].answers[Family.PRIVATE])


def _refuse_unknown(request: Request) -> Response:
    return private_refusal(f"Endpoint {request.path} does not exist", status=404)


def _session_id(request: Request) -> str:
    bearer = request.headers.get("authorization", "").removeprefix("Bearer IGT:2:")
    try:
        return str(json.loads(base64.b64decode(bearer))["sessionid"])
    except (ValueError, KeyError, TypeError):
        return ""


def _login_rules(login: Login) -> tuple[Rule, ...]:
    caa = rf"{BLOKS}/com\.bloks\.www\.bloks\.caa\.login"
    two_step = rf"{BLOKS}/com\.bloks\.www\.two_step_verification"
    return (
        Rule("POST", "/graphql_www", "instagram.preflight", login.register_device),
        Rule("POST", rf"{caa}\.process_client_data_and_redirect/", "instagram.preflight", login.open_home),
        Rule("POST", "/api/v1/attestation/create_android_keystore/", "instagram.preflight", login.attest),
        Rule(
            "POST",
            rf"{BLOKS}/com\.bloks\.www\.caa\.login\.oauth\.token\.fetch\.async/",
            "instagram.preflight",
            login.accept,
        ),
        Rule("GET", "/api/v1/qe/sync/", "instagram.password_key", login.show_password_key),
        Rule("POST", rf"{caa}\.async\.send_login_request/", "instagram.login", login.send_password),
        Rule("POST", rf"{two_step}\.verify_code\.async/", "instagram.two_factor", login.verify_code),
        Rule("POST", rf"{two_step}\..+/", "instagram.preflight", login.accept),
    )


def _posting_rules(posting: Publishing) -> tuple[Rule, ...]:
    api = "/api/v1"
    return (
        Rule("GET", f"{api}/accounts/current_user/", "instagram.current_user", posting.show_account),
        Rule("POST", f"{api}/feed/(reels_tray|timeline)/", "instagram.warmup", posting.show_nothing),
        Rule("POST", "/rupload_igphoto/.+", "instagram.rupload", posting.upload),
        Rule("POST", f"{api}/media/configure/", "instagram.configure", posting.configure),
        Rule("GET", rf"{api}/feed/user/\d+/", "instagram.feed", posting.list_feed),
        Rule("GET", rf"{api}/media/[\d_]+/info/", "instagram.info", posting.show_medium),
        Rule("POST", rf"{api}/media/[\d_]+/edit_media/", "instagram.edit", posting.edit),
        Rule("POST", rf"{api}/media/[\d_]+/delete/", "instagram.delete", posting.delete),
    )
