"""Access tokens and what they may do."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.sandbox.answers import GraphError, Refused, graph_refusal, graph_refused

PERMISSIONS = (
    "pages_show_list",
    "pages_read_engagement",
    "pages_manage_posts",
    "instagram_basic",
    "instagram_content_publish",
    "public_profile",
)
EXPIRED = GraphError(code=190, subcode=463, message="Error validating access token: Session has expired.")
INVALID = GraphError(code=190, message="Invalid OAuth access token - Cannot parse access token")
MISSING = GraphError(code=2500, message="An active access token must be used to query information.")
SHORT = timedelta(hours=1)
LONG = timedelta(days=60)


class TokenKind(StrEnum):
    """Whose token it is, in debug_token's words."""

    PAGE = "PAGE"
    USER = "USER"
    APP = "APP"


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """`expires_at` None is never; `problem`: why it is invalid; `page_id`: of another Page than ours."""

    value: str
    kind: TokenKind
    scopes: frozenset[str]
    issued_at: datetime
    expires_at: datetime | None = None
    data_access_expires_at: datetime | None = None
    problem: GraphError | None = None
    page_id: str = ""


class TokenBook:
    """All tokens ever issued in this world."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._tokens: dict[str, Token] = {}

    def issue(self, value: str, kind: TokenKind, *, lasts: timedelta | None) -> Token:
        """Make a token; `lasts` None is one without an expiry date."""
        now = self._clock()
        token = Token(
            value=value,
            kind=kind,
            scopes=frozenset(PERMISSIONS),
            issued_at=now,
            expires_at=now + lasts if lasts else None,
            data_access_expires_at=now + timedelta(days=90),
        )
        self._tokens[value] = token
        return token

    def find(self, value: str) -> Token | None:
        """The token with this text."""
        return self._tokens.get(value)

    def change(self, value: str, **changes: object) -> None:
        """Replace some properties of a token."""
        self._tokens[value] = replace(self._tokens[value], **changes)  # type: ignore[arg-type]

    def problem(self, token: Token | None) -> GraphError | None:
        """Why this token cannot be used now; None when it can."""
        if token is None:
            return INVALID
        if token.expires_at is not None and token.expires_at <= self._clock():
            return EXPIRED
        return token.problem

    def check(self, value: str) -> Token:
        """The token, if it is good; raises Refused otherwise."""
        if not value:
            raise Refused(graph_refusal(MISSING))
        token = self.find(value)
        problem = self.problem(token)
        if problem is not None or token is None:
            raise Refused(graph_refusal(problem or INVALID))
        return token


def require(token: Token, scope: str) -> None:
    """Raises Refused when the token lacks a permission; publishing and reading have different codes."""
    if scope in token.scopes:
        return
    code = 200 if scope == "pages_manage_posts" else 10
    raise graph_refused(code, f"(#{code}) Requires {scope} permission to manage the object.", status=403)
