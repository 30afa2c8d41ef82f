"""Graph's reception: version, token, parameters, and which rule answers."""

import hashlib
import hmac
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from email.utils import format_datetime
from typing import NamedTuple

from bot.sandbox.answers import Refused, graph_refused, object_missing, usage_headers
from bot.sandbox.exchange import Request, Response, parse_form
from bot.sandbox.graph import parameters
from bot.sandbox.graph.state import FacebookPage
from bot.sandbox.graph.tokens import Token, TokenKind
from bot.sandbox.kinds import Family

VERSIONS = frozenset({"v22.0", "v23.0", "v24.0", "v25.0", "v26.0"})
"""Usable in November 2026 (Meta's changelog)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A request that passed the reception. `node` is the id in the path, `me` already resolved."""

    node: str
    fields: str
    values: Mapping[str, str]
    files: Mapping[str, bytes]
    token: Token


class Rule(NamedTuple):
    """How one kind of call is named and answered."""

    point: str
    answer: Callable[[Call], Response]
    needs_token: bool = True


Key = tuple[str, str, str]
"""Method, node type, edge."""
Rules = Mapping[Key, Rule]


class Address(NamedTuple):
    """Version and node of a path."""

    version: str
    node: str


class GraphRoutes:
    """Answers for graph.facebook.com."""

    family = Family.GRAPH

    def __init__(self, page: FacebookPage, rules: Rules, type_of: Callable[[str], str]) -> None:
        self._page = page
        self._rules = rules
        self._type_of = type_of

    def parameters(self, request: Request) -> dict[str, str]:
        """What the ledger may see of a request."""
        return {**request.query, **parse_form(request).fields}

    def route(self, request: Request) -> tuple[str, Callable[[Request], Response]]:
        """The point of a request, and who answers it."""
        version, node, edge = _split_path(request.path)
        key = (request.method, self._node_type(node, self.parameters(request)), edge)
        rule = self._rules.get(key)
        if rule is None:
            return "facebook.unknown", _refuse_unknown
        return rule.point, lambda request: self._admit(rule, key, request, Address(version, node))

    def _node_type(self, node: str, values: Mapping[str, str]) -> str:
        if node != "me":
            return self._type_of(node)
        token = self._page.tokens.find(values.get("access_token", ""))
        return "User" if token is not None and token.kind is TokenKind.USER else "Page"

    def _admit(self, rule: Rule, key: Key, request: Request, address: Address) -> Response:
        try:
            response = rule.answer(self._open(rule, key, request, address))
        except Refused as refused:
            response = refused.answer
        headers = usage_headers(
            self._page.page_id, percent=self._page.usage, minutes=self._page.minutes_to_wait
        )
        date = ("date", format_datetime(self._page.clock(), usegmt=True))
        extra = (("facebook-api-version", address.version), ("x-fb-request-id", "sandbox"), date, *headers)
        return replace(response, headers=(*response.headers, *extra))

    def _open(self, rule: Rule, key: Key, request: Request, address: Address) -> Call:
        if address.version not in VERSIONS:
            raise graph_refused(2635, f"The version {address.version} does not exist or has ended.")
        form = parse_form(request)
        values = {**request.query, **form.fields}
        token = self._check_token(rule, request, values)
        if self._page.is_gone and key[1] == "Page" and address.node != "me":
            raise object_missing(address.node, request.method.lower())
        _check_names(key, {*values, *form.files})
        own = token.page_id or self._page.page_id
        node = own if (address.node, key[1]) == ("me", "Page") else address.node
        if key[1] == "Page" and node != own:
            raise graph_refused(200, "(#200) The user hasn't authorized the application", status=403)
        return Call(node=node, fields=values.get("fields", ""), values=values, files=form.files, token=token)

    def _check_token(self, rule: Rule, request: Request, values: Mapping[str, str]) -> Token:
        bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
        text = values.get("access_token") or bearer
        if not rule.needs_token:
            text = f"{self._page.app_id}|{self._page.app_secret}"
        token = self._page.tokens.check(text)
        proof = values.get("appsecret_proof")
        if proof is None and self._page.proof_is_demanded:
            raise graph_refused(100, "API calls from the server require an appsecret_proof argument")
        expected = hmac.new(self._page.app_secret.encode(), text.encode(), hashlib.sha256).hexdigest()
        if proof is not None and not hmac.compare_digest(proof, expected):
            raise graph_refused(100, "Invalid appsecret_proof provided in the API argument")
        return token


def _split_path(path: str) -> tuple[str, str, str]:
    match = re.fullmatch(r"/(v\d+\.\d+)/(oauth/access_token|[^/]+)(?:/([^/]+))?/?", path)
    if match is None:
        return "", path, ""
    return match[1], match[2], match[3] or ""


def _check_names(key: Key, names: set[str]) -> None:
    allowed = parameters.PARAMETERS.get(key)
    if allowed is None:
        return
    allowed |= parameters.DOCUMENTED.get(key, frozenset()) | parameters.EVERYWHERE
    allowed |= parameters.PAGING if key[0] == "GET" else frozenset()
    for name in sorted(names):
        if name.partition("[")[0] not in allowed:
            raise graph_refused(100, f"(#100) Param {name} is not allowed here")


def _refuse_unknown(request: Request) -> Response:
    return graph_refused(2500, f"Unknown path components: {request.path}").answer
