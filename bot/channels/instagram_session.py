"""Keeps one Instagram session alive, politely: one device, and a password at most once a day.

Calls with a session are harmless; logins are what gets accounts challenged.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.channels import instagram_errors, instagram_table, redaction, session_file, verdicts
from bot.channels.instagram_client import OneShot
from bot.channels.session_file import Session
from bot.channels.verdicts import Act, Answer, Clock, Verdict
from bot.domain.errors import Blocked, ChannelError, Unauthorized

BETWEEN_PASSWORDS = timedelta(days=1)


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
    language: str

    def __post_init__(self) -> None:
        self._client: OneShot | None = None
        self._session = Session()
        self._act = Act.PREPARE  # for what a session is opened: nothing visible has been sent yet

    def ask(self, act: Act, call: Callable[[Any], Any]) -> Any:
        """Run one call and return its answer.

        A session that ended is renewed once and the call repeated, unless it is the visible one.
        Raises ChannelError.
        """
        verdict, said, answer = self._try(act, call, self._open(act))
        if verdict is instagram_table.SESSION_ENDED:
            self._remember(refused=said.code)
            if act is Act.PUBLISH:
                verdict = instagram_table.SESSION_ENDED_BEFORE_POSTING
            else:
                verdict, said, answer = self._try(act, call, self._open(act))
        if verdict is not None:
            raise self._error(verdict, act, said)
        return answer

    def error(self, verdict: Verdict, act: Act, code: str) -> ChannelError:
        """An error of this account for an answer that came but does not say enough."""
        return self._error(verdict, act, Answer(code=code))

    def _try(
        self, act: Act, call: Callable[[Any], Any], client: OneShot
    ) -> tuple[Verdict | None, Answer, Any]:
        try:
            answer = call(client)
        except Exception as error:  # noqa: BLE001 - once the body is out, any failure means "unknown"
            return *instagram_errors.judge(error, act), None
        is_done = act in {Act.PUBLISH, Act.CHANGE}  # whatever fails from here on would deny it
        if not is_done and client.get_settings() != self._session.settings:
            self._remember()
        return None, Answer(), answer

    def _open(self, act: Act) -> OneShot:
        """A client with a session, logging in where that is due and allowed: never right before posting."""
        self._act = Act.PREPARE if act is Act.PUBLISH else act
        try:
            stored = session_file.load(self.path)
        except session_file.Damaged as error:
            raise self.error(instagram_table.SESSION_DAMAGED, self._act, str(error)) from None
        if self._client is None:
            self._client = self._make_client()
        if stored.settings and stored.settings != self._session.settings:
            self._client.set_settings(dict(stored.settings))
        self._session = stored
        if not stored.settings:
            self._remember()  # the device, before Instagram sees it for the first time
        if not self._session.is_logged_in(self.username):
            if act is Act.PUBLISH:
                raise self.error(instagram_table.SESSION_ENDED_BEFORE_POSTING, act, stored.refused)
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
            verdict, said = instagram_errors.judge(error, self._act)
            if not client.authorization_data or issubclass(verdict.error, Unauthorized | Blocked):
                self._remember(refused=said.code)
                raise self._error(_of_login(verdict), self._act, said) from None
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
            raise self._error(instagram_table.LOGIN_SPENT, self._act, said)

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
            session_file.save(self.path, self._session)
        except OSError as error:
            said = Answer(code=type(error).__name__)
            raise self._error(instagram_table.SESSION_NOT_SAVED, self._act, said) from None

    def _error(self, verdict: Verdict, act: Act, said: Answer) -> ChannelError:
        words = redaction.shorten(said.words, self.password, self.totp_seed)
        whole = Answer(code=said.code, words=words, trace=said.trace, retry_after=said.retry_after)
        return verdicts.build_error(verdict, act, self.language, whole)


def _of_login(verdict: Verdict) -> Verdict:
    """A session refused while logging in is a refused login."""
    return instagram_table.VERDICTS["BadPassword"] if verdict is instagram_table.SESSION_ENDED else verdict
