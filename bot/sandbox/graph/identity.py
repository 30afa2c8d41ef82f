"""Graph's rules about who is asking: me, accounts, tokens, the app."""

from datetime import timedelta

from bot.sandbox.answers import graph_refused
from bot.sandbox.exchange import Response, json_answer
from bot.sandbox.graph.reading import PAGE_DEFAULTS, Reading
from bot.sandbox.graph.routes import Call
from bot.sandbox.graph.state import USER_ID, FacebookPage
from bot.sandbox.graph.tokens import LONG, Token, TokenKind


class Identity:
    """The rules around tokens."""

    def __init__(self, page: FacebookPage, reading: Reading) -> None:
        self._page = page
        self._reading = reading

    def show_user(self, call: Call) -> Response:  # noqa: ARG002 - every rule takes the call
        """GET /me with a user token"""
        return json_answer({"id": USER_ID, "name": "Verwaltung Verbund"})

    def list_accounts(self, call: Call) -> Response:
        """GET /me/accounts"""
        if call.token.kind is not TokenKind.USER:
            raise graph_refused(
                100, "(#100) Tried accessing nonexisting field (accounts) on node type (Page)"
            )
        row = self._reading.describe_page(call.fields or f"{PAGE_DEFAULTS},access_token,category,tasks")
        if "access_token" in row:
            row["access_token"] = self._page.open_with(call.token)
        others = [{**row, "id": page_id, "name": name} for page_id, name in self._page.neighbours.items()]
        return json_answer({"data": [row, *others], "paging": {"cursors": {"before": "QQ", "after": "QQ"}}})

    def debug_token(self, call: Call) -> Response:
        """GET /debug_token: an invalid token is a good answer too, with `is_valid` false."""
        if "input_token" not in call.values:
            raise graph_refused(100, "(#100) The parameter input_token is required.")
        token = self._page.tokens.find(call.values["input_token"])
        problem = self._page.tokens.problem(token)
        data: dict[str, object] = {"is_valid": problem is None, "scopes": []}
        if token is not None:
            data |= self._describe(token)
        if problem is not None:
            data["error"] = {
                "code": problem.code,
                "message": problem.message,
                "subcode": problem.subcode or 0,
            }
        return json_answer({"data": data})

    def _describe(self, token: Token) -> dict[str, object]:
        ends, data_ends = token.expires_at, token.data_access_expires_at
        scopes = sorted(token.scopes)
        return {
            "app_id": self._page.app_id,
            "application": "Verbund-Bot",
            "type": token.kind.value,
            "issued_at": int(token.issued_at.timestamp()),
            "expires_at": int(ends.timestamp()) if ends else 0,
            "data_access_expires_at": int(data_ends.timestamp()) if data_ends else 0,
            "scopes": scopes,
            "granular_scopes": [{"scope": scope, "target_ids": [self._page.page_id]} for scope in scopes],
            "user_id": USER_ID,
            **({"profile_id": self._page.page_id} if token.kind is TokenKind.PAGE else {}),
        }

    def exchange_token(self, call: Call) -> Response:
        """GET /oauth/access_token: the app's own token, or a long-lived one for a user token."""
        values = call.values
        if (values.get("client_id"), values.get("client_secret")) != (
            self._page.app_id,
            self._page.app_secret,
        ):
            raise graph_refused(1, "Error validating client secret.")
        if values.get("grant_type") == "client_credentials":
            return json_answer(
                {"access_token": f"{self._page.app_id}|{self._page.app_secret}", "token_type": "bearer"}
            )
        self._page.tokens.check(values.get("fb_exchange_token", ""))
        lasts = LONG - timedelta(seconds=56)
        token = self._page.tokens.issue(f"{self._page.user_token}Long", TokenKind.USER, lasts=lasts)
        return json_answer(
            {"access_token": token.value, "token_type": "bearer", "expires_in": int(lasts.total_seconds())}
        )

    def show_app(self, call: Call) -> Response:
        """GET /{app}: empty fields stay out, as everywhere"""
        shown = {"name": "Verbund-Bot", "link": "https://www.facebook.com/"}
        asked = call.fields.split(",") if call.fields else list(shown)
        known = {**shown, "privacy_policy_url": self._page.privacy_policy_url}
        return json_answer(
            {"id": self._page.app_id, **{name: known[name] for name in asked if known.get(name)}}
        )
