"""Whom the set-up asks for is reached as real services want it: mail over TLS with a login, and Telegram."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from bot.notify import AppriseNotifier
from bot.sandbox.exchange import Request, Response
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.wire.proxy import Proxy, authority_pem, server_context
from tests.cli.test_init import ALL_RIGHT, Dialogue
from tests.mailbox import Mailbox

LOGIN, PASSWORD = "bot@verein.example", "geheim, mit/Komma & 100%"
TELEGRAM_TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
ASKED = (
    "BOT_BRAND_NAME=V\nBOT_BRAND_COLOR=#00aa77\nBOT_FACEBOOK_PAGE_ID=\n"
    "BOT_INSTAGRAM_BACKEND=instagrapi\nBOT_APPROVAL=auto\nBOT_POSTING_WINDOWS=00:00-24:00\n"
)
"""Every answer but the last, which is whom to tell."""


class WrappedController(Controller):
    """A server that wants TLS from the first byte, as on port 465, and knows logins."""

    def factory(self) -> SMTP:
        """TLS lies around the server, which therefore does not know of it."""
        return SMTP(self.handler, **self.SMTP_kwargs, auth_require_tls=False)


@contextmanager
def serve_mail(box: Mailbox, *, wrapped: bool) -> Iterator[int]:
    """A mail server on loopback that takes nothing without TLS and the right password; its port."""
    tls = server_context(("localhost",))
    tls.set_alpn_protocols([])
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    here = {"hostname": "127.0.0.1", "port": port, "authenticator": _authenticate}
    if wrapped:
        server = WrappedController(box, **here, ssl_context=tls)
    else:
        server = Controller(box, **here, tls_context=tls, require_starttls=True, auth_required=True)
    server.start()
    yield port
    server.stop()


def _authenticate(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword
) -> AuthResult:
    del server, session, envelope, mechanism
    is_right = (data.login, data.password) == (LOGIN.encode(), PASSWORD.encode())
    return AuthResult(success=is_right, handled=False)


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The certificate of whoever vouches for the servers here; this process trusts it."""
    place = tmp_path / "authority.pem"
    place.write_bytes(authority_pem())
    monkeypatch.setenv("SSL_CERT_FILE", str(place))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(place))
    return place


@pytest.mark.slow
def test_a_mailbox_as_the_set_up_asks_for_it_sends_over_tls_and_only_with_the_right_password(
    tmp_path: Path, world: Sandbox
) -> None:
    box = Mailbox()
    (tmp_path / ".env").write_text(f"BOT_ARCHIVE_URLS={world.archive.url}\n{ASKED}")
    with serve_mail(box, wrapped=False) as port:
        dialogue = Dialogue(tmp_path, world, SSL_CERT_FILE=str(world.authority))
        dialogue.answer(
            ("Which one? [1]", "1"),
            ("sends from", LOGIN),
            ("password (it is not shown): ", "falsch"),
            ("[smtp.verein.example]", f"localhost:{port}"),
            (f"there [{LOGIN}]", ""),
            (f"commas [{LOGIN}]", "anna@verein.example, bo@verein.example"),
            ("Try once more? [Y/n]", ""),
            ("Which one? [1]", "1"),
            (f"sends from [{LOGIN}]", ""),
            ("password (it is not shown): ", PASSWORD),
            (f"[localhost:{port}]", ""),
            (f"there [{LOGIN}]", ""),
            ("bo@verein.example]", ""),
        )
        dialogue.answer(("Did it arrive? [Y/n]", ""), ALL_RIGHT)
        assert dialogue.end() == 0, dialogue.seen
    assert "Nobody took it" in dialogue.seen
    assert box.subjects[0] == "The bot can reach you"
    assert {str(mail["To"]) for mail in box.mails} == {"anna@verein.example", "bo@verein.example"}
    assert {str(mail["From"]).rpartition(" ")[2].strip("<>") for mail in box.mails} == {LOGIN}
    assert dialogue.find("Komma") == [".env"]


@pytest.mark.usefixtures("authority")
def test_a_server_that_wants_tls_from_the_first_byte_is_spoken_to_so() -> None:
    box = Mailbox()
    with serve_mail(box, wrapped=True) as port:
        secret = "geheim%2C%20mit%2FKomma%20%26%20100%25"
        address = f"mailtos://bot%40verein.example:{secret}@localhost:{port}/?smtp=localhost&mode=ssl"
        assert AppriseNotifier([f"{address}&from={LOGIN}&to=anna@verein.example"]).send("Probe", "Text")
        assert box.subjects == ["Probe"]
        assert not AppriseNotifier([address.replace("geheim", "falsch")]).send("Probe", "Text")


def test_a_mail_server_that_nobody_vouches_for_gets_neither_password_nor_mail() -> None:
    """Without this a stranger between bot and server would read the password."""
    box = Mailbox()
    with serve_mail(box, wrapped=False) as port:
        address = f"mailtos://u:p@localhost:{port}/?smtp=localhost&mode=starttls&from={LOGIN}&to=a@b.example"
        assert not AppriseNotifier([address]).send("Probe", "Text")
    assert box.mails == []


class Telegram:
    """Stands in for api.telegram.org: one bot, to which somebody wrote once."""

    def __init__(self) -> None:
        self.messages: list[dict[str, str]] = []
        self.files: list[bytes] = []

    def answer(self, request: Request) -> Response:
        """As the Bot API answers; an unknown token is none of its bots."""
        if not request.path.startswith(f"/bot{TELEGRAM_TOKEN}/"):
            return _render(404, ok=False, error_code=404, description="Not Found")
        match request.path.rpartition("/")[2]:
            case "getUpdates":
                chat = {"id": 77, "first_name": "Anna", "type": "private"}
                sender = {"id": 77, "is_bot": False, "first_name": "Anna", "language_code": "de"}
                said = {"message_id": 1, "from": sender, "chat": chat, "text": "hello"}
                return _render(200, ok=True, result=[{"update_id": 1, "message": said}])
            case "sendMessage":
                is_json = request.body.startswith(b"{")
                body = json.loads(request.body) if is_json else dict(parse_qsl(request.body.decode()))
                self.messages.append({name: str(value) for name, value in body.items()})
            case _:
                self.files.append(request.body)
        return _render(200, ok=True, result={"message_id": 2})


def _render(status: int, **answer: object) -> Response:
    head = (("content-type", "application/json"),)
    return Response(status=status, headers=head, body=json.dumps(answer).encode())


@pytest.fixture
def telegram(monkeypatch: pytest.MonkeyPatch) -> Iterator[Telegram]:
    """Reached through HTTPS_PROXY, as everything outside."""
    stand_in = Telegram()
    proxy = Proxy(("api.telegram.org",), stand_in.answer, lambda _: None)
    proxy.listener.start()
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy.listener.port}")
    monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{proxy.listener.port}")
    yield stand_in
    proxy.listener.stop()


@pytest.mark.usefixtures("authority")
@pytest.mark.parametrize("chat", ["", "-1001234567890"], ids=["whoever wrote to it", "a group"])
def test_telegram_hears_title_and_body_in_the_right_chat(telegram: Telegram, chat: str) -> None:
    notifier = AppriseNotifier([f"tgram://{TELEGRAM_TOKEN}/{chat}"])
    assert notifier.count_unknown() == 0
    assert notifier.send("Bitte schauen: 1 Sache", "• Fest <3 & _mehr_\n  → bot show 1")
    assert [message["chat_id"] for message in telegram.messages] == [chat or "77"]
    assert "Bitte schauen: 1 Sache" in telegram.messages[0]["text"]
    assert "bot show 1" in telegram.messages[0]["text"]


@pytest.mark.usefixtures("authority")
def test_a_telegram_token_that_is_none_is_told_not_raised(telegram: Telegram) -> None:
    assert not AppriseNotifier(["tgram://123456789:AAnoSuchBotAnywhereAtAllOnTelegramX/77"]).send("x", "y")
    assert telegram.messages == []
