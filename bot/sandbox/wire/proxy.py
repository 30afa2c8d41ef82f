"""The HTTPS proxy: CONNECT to a host of the sandbox ends here; any other is refused."""

import ssl
from collections.abc import Callable

from bot.sandbox.exchange import Answerer
from bot.sandbox.wire import certificates, http1, http2
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
        self._context = certificates.server_context(hosts)
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
