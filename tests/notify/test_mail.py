"""What people are told, read in the mailbox of a real SMTP server."""

import socket
from collections.abc import Iterator
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Mailbox

from bot.notify import AppriseNotifier
from bot.sandbox import Sandbox
from tests.instance import Instance


class _Mailbox(Mailbox):
    """Keeps what it is given."""

    def __init__(self) -> None:
        super().__init__()
        self.mails: list[Message] = []

    def handle_message(self, message: Message) -> None:
        """Keep one mail."""
        self.mails.append(message_from_bytes(message.as_bytes()))

    @property
    def subjects(self) -> list[str]:
        """Decoded subjects, in order of arrival."""
        return [str(make_header(decode_header(mail["Subject"]))) for mail in self.mails]

    @property
    def text(self) -> str:
        """All plain texts."""
        parts = [
            part for mail in self.mails for part in mail.walk() if part.get_content_type() == "text/plain"
        ]
        return "\n".join(bytes(part.get_payload(decode=True)).decode() for part in parts)


@pytest.fixture
def mailbox() -> _Mailbox:
    """An empty mailbox."""
    return _Mailbox()


@pytest.fixture
def mail_url(mailbox: _Mailbox) -> Iterator[str]:
    """Apprise's address of a server that puts every mail into the mailbox."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    yield f"mailto://127.0.0.1:{port}?from=bot@example.org&to=team@example.org&mode=insecure"
    controller.stop()


def test_a_mail_arrives_with_title_and_body(mail_url: str, mailbox: _Mailbox) -> None:
    """The plain case, umlauts included."""
    assert AppriseNotifier([mail_url]).send("Bitte schauen: 1 Sache", "• Müßig\n  → bot show 1")
    assert mailbox.subjects == ["Bitte schauen: 1 Sache"]
    assert "Müßig" in mailbox.text


def test_an_unreachable_server_is_told_not_raised() -> None:
    """The pass goes on; the cause is told with the next one."""
    assert not AppriseNotifier(["mailto://127.0.0.1:9?from=a@example.org&to=b@example.org"]).send("x", "y")


def test_an_address_nobody_understands_is_counted() -> None:
    """For `bot doctor`."""
    assert AppriseNotifier(["nonsense://x", "json://127.0.0.1"]).count_unknown() == 1


def test_a_stopped_channel_is_told_once(
    world: Sandbox, instance: Instance, mail_url: str, mailbox: _Mailbox
) -> None:
    """Several passes with the same refused token: one mail, with the next step."""
    instance.settings["BOT_NOTIFY_URLS"] = mail_url
    instance.bot("run", "--once")
    world.archive.publish_next(1)
    world.facebook.expire_token()
    for _ in range(3):
        instance.bot("run", "--once")
    assert len(mailbox.mails) == 1
    assert "Facebook" in mailbox.text
    assert "bot doctor" in mailbox.text
    assert instance.settings["BOT_FACEBOOK_TOKEN"] not in mailbox.text
