"""The heartbeat's address and systemd hear how the daemon is."""

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from bot.daemon import jobs
from bot.daemon.jobs import Systemd


class Watcher(HTTPServer):
    """Counts pings; answers with a status."""

    status = 200
    pings = 0


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Watcher)
        self.server.pings += 1
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *words: object) -> None:
        """Silent."""


@pytest.fixture
def watcher() -> Iterator[Watcher]:
    server = Watcher(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_ping_arrives(watcher: Watcher) -> None:
    assert jobs.ping(f"http://127.0.0.1:{watcher.server_port}/ping/1", timeout=5)
    assert watcher.pings == 1


def test_a_ping_that_is_refused_is_told(watcher: Watcher) -> None:
    watcher.status = 500
    assert not jobs.ping(f"http://127.0.0.1:{watcher.server_port}/ping/1", timeout=5)


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "nonsense", "http://[", "http://x:y/", "gopher://x"])
def test_a_ping_that_cannot_be_sent_is_no_traceback(url: str) -> None:
    assert not jobs.ping(url, timeout=1)


def test_an_answer_that_is_none_is_no_traceback() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=babble, args=(listener,))
        thread.start()
        assert not jobs.ping(f"http://127.0.0.1:{listener.getsockname()[1]}/", timeout=5)
        thread.join()


def babble(listener: socket.socket) -> None:
    """Answer one request, but not in HTTP."""
    asking, _ = listener.accept()
    with asking:
        asking.recv(1000)
        asking.sendall(b"220 mail.example ESMTP\r\n\r\n")


@pytest.mark.parametrize("kind", ["path", "abstract"])
def test_systemd_hears_our_state(tmp_path: Path, kind: str) -> None:
    address = str(tmp_path / "notify") if kind == "path" else f"@bot-test-{tmp_path.name}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(address.replace("@", "\0", 1) if kind == "abstract" else address)
        Systemd(address).tell(READY="1", STATUS="wartet – nächster Beitrag 9:30")
        assert listener.recv(1000).decode() == "READY=1\nSTATUS=wartet – nächster Beitrag 9:30"


@pytest.mark.parametrize("address", ["", "/nowhere/notify"])
def test_without_systemd_nothing_happens(address: str) -> None:
    Systemd(address).tell(READY="1")
