"""The HTTPS proxy: CONNECT to a host of the sandbox ends here; any other is refused.

Its certificates come from a private authority, which is made once per process.
"""

import functools
import ssl
from collections.abc import Callable

import trustme

from bot.sandbox.exchange import Answerer
from bot.sandbox.wire import http1, http2
from bot.sandbox.wire.listener import Line, Listener

LONGEST_HEAD = 16384
REFUSED = b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
OPENED = b"HTTP/1.1 200 Connection established\r\n\r\n"


class Proxy:
    """Tunnels to the stand-ins, and nowhere else. `note_refusal` hears of every host that was refused."""

    def __init__(self, hosts: tuple[str, ...], answer: Answerer, note_refusal: Callable[[str], None]) -> None:
        self._hosts = hosts
        self._answer = answer
        self._note_refusal = note_refusal
        self._context = server_context(hosts)
        self.listener = Listener(self._serve, "sandbox-proxy")

    def _serve(self, line: Line) -> None:
        target = _read_target(line)
        host = target.partition(":")[0].lower()
        if not target:
            return
        if host not in self._hosts:
            self._note_refusal(target)
            line.send(REFUSED)
            return
        line.send(OPENED)
        secure = self._context.wrap_socket(line.plain, server_side=True)
        line.swap(secure)
        self._speak(secure, line, host)

    def _speak(self, secure: ssl.SSLSocket, line: Line, host: str) -> None:
        protocol = http2 if secure.selected_alpn_protocol() == "h2" else http1
        protocol.serve(line, self._answer, host=host)


def _read_target(line: Line) -> str:
    """`host:port` of a CONNECT; of any other request something that is no host of ours."""
    head = b""
    while b"\r\n\r\n" not in head and len(head) < LONGEST_HEAD:
        data = line.receive(LONGEST_HEAD)
        if not data:
            return ""
        head += data
    return head.split(b"\r\n", 1)[0].decode("latin-1").partition(" ")[2].partition(" ")[0]


@functools.cache
def _authority() -> trustme.CA:
    return trustme.CA(organization_name="Verbund-Bot sandbox")


def authority_pem() -> bytes:
    """The certificate which clients have to trust."""
    return _authority().cert_pem.bytes()


@functools.cache
def server_context(hosts: tuple[str, ...]) -> ssl.SSLContext:
    """A TLS context which proves to be any of these hosts and speaks HTTP/2 or HTTP/1.1."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_alpn_protocols(["h2", "http/1.1"])
    _authority().issue_cert(*hosts).configure_cert(context)
    return context
