"""Keeps one Instagram session alive, politely: one device, and a password at most once a day.

Calls with a session are harmless; logins are what gets accounts challenged.
"""

import contextlib
import hashlib
import json
import logging
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import instagrapi
import requests
from curl_cffi import CurlOpt
from instagrapi.exceptions import ChallengeRequired

from bot.channels import base
from bot.channels.base import Act, Answer, Clock, ErrorRule
from bot.channels.instagram.instagrapi import error_table
from bot.domain.errors import Blocked, ChannelError, Unauthorized
from bot.domain.times import parse_retry_after
from bot.files import write_whole

BETWEEN_PASSWORDS = timedelta(days=1)


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
        base.guard_logs()
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

    @contextlib.contextmanager
    def without_pause(self) -> Iterator[None]:
        """For the visible call, before which `rest` made it."""
        self.request_timeout = 0.0
        try:
            yield
        finally:
            self.request_timeout = self._pause

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


@dataclass(kw_only=True, eq=False)
class InstagramSession:
    """Runs calls with a logged-in client and keeps the session file up to date."""

    username: str
    password: str = field(repr=False)
    totp_seed: str = field(repr=False)
    path: Path
    timeout: timedelta
    pause: timedelta
    clock: Clock

    def __post_init__(self) -> None:
        self._client: OneShot | None = None
        self._session = Session()
        self._act = Act.PREPARE  # for what a session is opened: nothing visible has been sent yet

    @property
    def user_id(self) -> str:
        """Whose session it is, by Instagram's number; empty before the first call."""
        return str(self._client.user_id or "") if self._client else ""

    def ask(self, act: Act, call: Callable[[Any], Any]) -> Any:
        """Run one call and return its answer.

        A session that ended is renewed once and the call repeated, unless it is the visible one.
        Raises ChannelError.
        """
        rule, said, answer = self._try(act, call, self._open(act))
        if rule is error_table.SESSION_ENDED:
            self._remember(refused=said.code)
            if act is Act.PUBLISH:
                rule = error_table.SESSION_ENDED_BEFORE_POSTING
            else:
                rule, said, answer = self._try(act, call, self._open(act))
        if rule is not None:
            raise self._error(rule, act, said)
        return answer

    def rest(self) -> None:
        """The pause of the visible call, made beforehand: after the fence there is no time for any."""
        time.sleep(self.pause.total_seconds())

    def allow_login(self) -> None:
        """Forget that the password was sent lately: a person has looked at the account."""
        with contextlib.suppress(Damaged, OSError):  # told at the next call
            stored = load(self.path)
            if stored.password_sent_at is not None:
                save(self.path, stored.evolve(password_sent_at=None))

    def error(self, rule: ErrorRule, act: Act, code: str) -> ChannelError:
        """An error of this account for an answer that came but does not say enough."""
        return self._error(rule, act, Answer(code=code))

    def _try(
        self, act: Act, call: Callable[[Any], Any], client: OneShot
    ) -> tuple[ErrorRule | None, Answer, Any]:
        try:
            with client.without_pause() if act is Act.PUBLISH else contextlib.nullcontext():
                answer = call(client)
        except Exception as error:  # noqa: BLE001 - once the body is out, any failure means "unknown"
            rule, said = error_table.judge(error, act)
            return rule, replace(said, retry_after=self._find_wait(error)), None
        is_done = act in {Act.PUBLISH, Act.CHANGE}  # whatever fails from here on would deny it
        if not is_done and client.get_settings() != self._session.settings:
            self._remember()
        return None, Answer(), answer

    def _find_wait(self, error: Exception) -> timedelta | None:
        """What Instagram's servers ask for in a header, if they do."""
        headers = getattr(getattr(error, "response", None), "headers", None) or {}
        return parse_retry_after(str(headers.get("retry-after") or ""), self.clock())

    def _open(self, act: Act) -> OneShot:
        """A client with a session, logging in where that is due and allowed: never right before posting."""
        self._act = Act.PREPARE if act is Act.PUBLISH else act
        try:
            stored = load(self.path)
        except Damaged as error:
            raise self.error(error_table.SESSION_DAMAGED, self._act, str(error)) from None
        if self._client is None:
            self._client = self._make_client()
        if stored.settings and stored.settings != self._session.settings:
            self._client.set_settings(dict(stored.settings))
        self._session = stored
        if not stored.settings:
            self._remember()  # the device, before Instagram sees it for the first time
        if not self._session.is_logged_in(self.username):
            if act is Act.PUBLISH:
                raise self.error(error_table.SESSION_ENDED_BEFORE_POSTING, act, stored.refused)
            self._log_in(self._client)
        return self._client

    def _make_client(self) -> OneShot:
        totp = (lambda: str(OneShot.totp_generate_code(self.totp_seed))) if self.totp_seed else None
        return OneShot(timeout=self.timeout, pause=self.pause, totp=totp, before_password=self._note_password)

    def _log_in(self, client: OneShot) -> None:
        self._require_allowance()
        code = OneShot.totp_generate_code(self.totp_seed) if self.totp_seed else ""
        is_renewal = bool(client.authorization_data)
        try:
            client.login(self.username, self.password, relogin=is_renewal, verification_code=code)
        except Exception as error:  # noqa: BLE001 - instagrapi raises nearly anything while it logs in
            rule, said = error_table.judge(error, self._act)
            if not client.authorization_data or issubclass(rule.error, Unauthorized | Blocked):
                self._remember(refused=said.code)
                raise self._error(_of_login(rule), self._act, said) from None
        self._remember(username=self.username, refused="")

    def _require_allowance(self) -> None:
        sent_at, mark = self._session.password_sent_at, self._session.mark_of(self._secret)
        if sent_at is None or mark != self._session.password_mark:
            return
        now = self.clock()
        if sent_at > now:  # the clock was set back: a day from now, not from then
            self._remember(password_sent_at=now)
        left = min(sent_at, now) + BETWEEN_PASSWORDS - now
        if left > timedelta():
            said = Answer(code=self._session.refused, retry_after=left)
            raise self._error(error_table.LOGIN_SPENT, self._act, said)

    @property
    def _secret(self) -> str:
        return f"{self.username}\x00{self.password}\x00{self.totp_seed}"

    def _note_password(self) -> None:
        mark = self._session.mark_of(self._secret)
        self._remember(password_sent_at=self.clock(), password_mark=mark)

    def _remember(self, **changes: object) -> None:
        assert self._client is not None
        self._session = self._session.evolve(settings=self._client.get_settings(), **changes)
        try:
            save(self.path, self._session)
        except OSError as error:
            said = Answer(code=type(error).__name__)
            raise self._error(error_table.SESSION_NOT_SAVED, self._act, said) from None

    def _error(self, rule: ErrorRule, act: Act, said: Answer) -> ChannelError:
        words = base.shorten(said.words, self.password, self.totp_seed)
        whole = Answer(code=said.code, words=words, trace=said.trace, retry_after=said.retry_after)
        return base.build_error(rule, act, whole)


def _of_login(rule: ErrorRule) -> ErrorRule:
    """A session refused while logging in is a refused login."""
    return error_table.RULES["BadPassword"] if rule is error_table.SESSION_ENDED else rule


UNREPEATABLE = ("/media/configure", "send_login_request", "/accounts/login/")
"""Calls which must not go out on a connection that may die under them: libcurl would send them again."""
PASSWORD_CALLS = ("send_login_request", "accounts/login/")

_MUTE = logging.getLogger(f"{__name__}.muted")
_MUTE.disabled = True
"""instagrapi logs whole answers, session secrets included; what matters comes back as an error anyway."""


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


class Damaged(Exception):
    """The file is there but cannot be read; says where and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What the file holds.

    settings: instagrapi's, secrets included; username: whose session that is; password_sent_at: aware UTC,
    None when never; password_mark: which password that was, as a short salted digest; refused: why the
    session or login is no good, else empty.
    """

    settings: Mapping[str, Any] = field(default_factory=dict, repr=False)
    username: str = ""
    password_sent_at: datetime | None = None
    password_mark: str = ""
    refused: str = ""

    def is_logged_in(self, username: str) -> bool:
        """Whether there is a session of this user that Instagram has not refused."""
        is_theirs = self.username.lower() == username.lower()
        return is_theirs and bool(self.settings.get("authorization_data")) and not self.refused

    def mark_of(self, password: str) -> str:
        """Tells passwords apart without keeping them: a changed one may be tried at once."""
        salt = str(self.settings.get("uuids", {}).get("uuid", "")).encode()
        return hashlib.scrypt(password.encode(), salt=salt, n=2**12, r=8, p=1, dklen=4).hex()

    def evolve(self, **changes: Any) -> "Session":
        """A changed copy."""
        return replace(self, **changes)


def load(path: Path) -> Session:
    """Read the file; a missing one is an empty session.

    Raises Damaged otherwise: a new device by itself would be a second phone to Instagram.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        sent_at = data["password_sent_at"]
        return Session(
            settings=dict(data["settings"]),
            username=data.get("username", ""),
            password_sent_at=datetime.fromisoformat(sent_at) if sent_at else None,
            password_mark=data["password_mark"],
            refused=data["refused"],
        )
    except FileNotFoundError:
        return Session()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Damaged(f"{path.name}: {type(error).__name__}") from None


def save(path: Path, session: Session) -> None:
    """Write the file whole or not at all, readable for its owner only."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    sent_at = session.password_sent_at
    data = {
        "settings": session.settings,
        "username": session.username,
        "password_sent_at": sent_at.isoformat() if sent_at else None,
        "password_mark": session.password_mark,
        "refused": session.refused,
    }
    write_whole(path, json.dumps(data, indent=1).encode())
