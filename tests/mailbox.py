"""A real SMTP server on loopback that keeps what it is given."""

import socket
from collections.abc import Iterator
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Handler


class Mailbox(Handler):
    """All mails in order of arrival. address: what BOT_NOTIFY_URLS says to write to it."""

    def __init__(self) -> None:
        super().__init__()
        self.mails: list[Message] = []
        self.address = ""

    def handle_message(self, message: Message) -> None:
        """Keep one mail."""
        self.mails.append(message_from_bytes(message.as_bytes()))

    @property
    def subjects(self) -> list[str]:
        """Decoded subjects."""
        return [str(make_header(decode_header(mail["Subject"]))) for mail in self.mails]

    @property
    def text(self) -> str:
        """All plain texts."""
        return "\n".join(self._list_parts("text/plain"))

    @property
    def pages(self) -> list[str]:
        """All HTML files that came along."""
        return self._list_parts("text/html")

    def _list_parts(self, kind: str) -> list[str]:
        parts = [part for mail in self.mails for part in mail.walk() if part.get_content_type() == kind]
        return [bytes(part.get_payload(decode=True)).decode() for part in parts]


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """An empty mailbox behind a server."""
    mailbox = Mailbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    mailbox.address = f"mailto://127.0.0.1:{port}?from=bot@example.org&to=team@example.org&mode=insecure"
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    yield mailbox
    controller.stop()
