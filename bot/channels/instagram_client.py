"""instagrapi's client with everything closed that would send a request a second time or wait for ever.

Found in instagrapi 3.2.2 and libcurl 8: `private_request` sends again after HTTP 408, after an incomplete
read, after a solved challenge and after `handle_exception`; the "requests" transport mounts a Retry that
repeats POSTs; libcurl repeats a POST when a reused connection dies before the answer; nothing has a time
limit; saved settings bring all of this back; two flows ask a person through `input()`.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import instagrapi
import requests
from curl_cffi import CurlOpt
from instagrapi.exceptions import ChallengeRequired

from bot.channels import redaction

UNREPEATABLE = ("/media/configure", "send_login_request", "/accounts/login/")
"""Calls which must not go out on a connection that may die under them: libcurl would send them again."""
PASSWORD_CALLS = ("send_login_request", "accounts/login/")

_MUTE = logging.getLogger(f"{__name__}.muted")
_MUTE.setLevel(logging.CRITICAL + 1)
"""instagrapi logs whole answers, session secrets included; what matters comes back as an error anyway."""


class OneShot(instagrapi.Client):  # type: ignore[misc]  # instagrapi has no usable types
    """One device that sends each request once.

    timeout: for a whole call, upload included; pause: before each call, as a person would; totp: makes a code
    at the moment of use, None without a second factor; before_password: called when the password is about to
    go out.
    """

    def __init__(
        self,
        *,
        timeout: timedelta,
        pause: timedelta,
        totp: Callable[[], str] | None,
        before_password: Callable[[], None],
    ) -> None:
        redaction.guard_logs()
        self._limit = timeout.total_seconds()
        self._pause = pause.total_seconds()
        self._totp = totp
        self._before_password = before_password
        super().__init__(
            logger=_MUTE, with_challenge_flow=False, private_transport="curl", session_retry_total=0
        )
        self.guard()

    def set_settings(self, settings: dict[str, Any]) -> bool:
        """Take saved settings over, but not what they say about transport, retries and pauses."""
        super().set_settings(settings)
        self.guard()
        return True

    def guard(self) -> None:
        """Close what resends and what waits for ever; needed again whenever settings were restored."""
        self.challenge_code_handler = self.change_password_handler = _ask_nobody
        self.set_tls_verify(True)
        self.set_retry_config(
            request_timeout=self._pause,
            session_retry_total=0,
            public_request_retries_count=1,
            public_transport="requests",
            private_transport="curl",
        )
        for session in (self.private, self.public):
            _limit_time(session, self._limit)
            session.max_redirects = 0
        _connect_afresh(self.private.get_adapter("https://i.instagram.com"))

    def private_request(self, endpoint: str, *args: Any, **options: Any) -> dict[str, Any]:
        """Send once; instagrapi's own version sends again after some failures."""
        if any(call in endpoint for call in PASSWORD_CALLS):
            self._before_password()
        if self.authorization:
            options["headers"] = {"Authorization": self.authorization, **(options.get("headers") or {})}
        self._send_private_request(endpoint, *args, **options)
        answer: dict[str, Any] = self.last_json
        return answer

    def bloks_two_step_verification_verify_code(self, context: str, code: str, **options: Any) -> Any:
        """Answer with a code of this very moment: `code` was made several calls ago."""
        fresh = self._totp() if self._totp else code
        return super().bloks_two_step_verification_verify_code(context, fresh, **options)

    def bloks_caa_resolve_two_step_verification(self, *_: Any, **__: Any) -> dict[str, Any]:
        """Instagram wants a code it sent by mail or SMS: only a person has it."""
        raise ChallengeRequired(message="Instagram wants a person to confirm this login.")


def _ask_nobody(*_: object) -> str:
    raise ChallengeRequired(message="Instagram wants a person.")


def _limit_time(session: requests.Session, seconds: float) -> None:
    send = type(session).request

    def request(method: str, url: str, *, timeout: float | None = None, **options: Any) -> requests.Response:
        return send(session, method, url, timeout=timeout or seconds, **options)

    session.request = request  # type: ignore[assignment,method-assign]


def _connect_afresh(adapter: Any) -> None:
    send = type(adapter).send
    options = adapter.client.curl_options

    def send_once(request: requests.PreparedRequest, **settings: Any) -> requests.Response:
        options.pop(CurlOpt.FRESH_CONNECT, None)
        if any(call in str(request.url) for call in UNREPEATABLE):
            options[CurlOpt.FRESH_CONNECT] = 1
        answer: requests.Response = send(adapter, request, **settings)
        return answer

    adapter.send = send_once
