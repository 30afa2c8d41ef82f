"""Answers /healthz, /readyz and /metrics over HTTP, in a thread of its own."""

import socket
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from bot.domain.errors import BotError, SettingsWrong
from bot.domain.words import say
from bot.health.metrics import Figures, Look, render_metrics
from bot.health.vitals import Vitals

TEXT = "text/plain; charset=utf-8"


class _Server(ThreadingHTTPServer):
    """Says nothing about those who leave before they have their answer."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """The connection broke, or a mistake of ours, which the log gets."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Server6(_Server):
    """For addresses such as [::1]:9090."""

    address_family = socket.AF_INET6


class HealthServer:
    """Listens on an address such as 127.0.0.1:9090; read-only, without secrets, one line each."""

    def __init__(self, address: str, vitals: Vitals, look: Look, clock: Callable[[], datetime]) -> None:
        host, _, port = address.rpartition(":")
        try:
            make = _Server6 if host.startswith("[") else _Server
            self._server = make((host.strip("[]"), int(port)), _make_handler(vitals, look, clock))
        except (OSError, OverflowError) as error:
            sentence = say(
                "BOT_HEALTH_ADDR={address} cannot be used: {reason}.", address=address, reason=error
            )
            raise SettingsWrong(sentence) from None
        self._thread = threading.Thread(target=self._server.serve_forever, name="health", daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        """Where it listens, also when it was given port 0."""
        return int(self._server.server_address[1])

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()


def _make_handler(vitals: Vitals, look: Look, clock: Callable[[], datetime]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        server_version = "bot"
        sys_version = ""
        timeout = 10

        def do_GET(self) -> None:
            """One of three pages."""
            match self.path.partition("?")[0]:
                case "/healthz":
                    self._answer(vitals.is_alive(), "alive", say("the daemon hangs"))
                case "/readyz":
                    why = vitals.problem or vitals.trouble or say("not ready yet")
                    self._answer(vitals.is_ready(), "ready", why)
                case "/metrics":
                    self._answer_metrics(clock())
                case _:
                    self._send(404, TEXT, b"/healthz, /readyz, /metrics\n")

        def _answer(self, is_well: bool, good: str, bad: str) -> None:  # noqa: FBT001 - the page's only question
            self._send(200 if is_well else 503, TEXT, f"{good if is_well else bad}\n".encode())

        def _answer_metrics(self, now: datetime) -> None:
            try:
                counts, pulse = look()
            except BotError as error:
                self._send(503, TEXT, f"{error}\n".encode())
                return
            figures = Figures(counts, pulse, vitals, now)
            self._send(200, "text/plain; version=0.0.4; charset=utf-8", render_metrics(figures))

        def _send(self, status: int, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *words: Any) -> None:
            """Requests are not worth a log line."""

    return Handler
