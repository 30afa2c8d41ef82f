"""A loopback port: one thread accepts, one thread per connection serves, and all of them end on demand."""

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Callable

PATIENCE = 0.8
"""Seconds that `stop` waits for connection threads in all."""
BETWEEN_DRIPS = 0.1
"""Seconds."""
QUICK_ACK: int | None = getattr(socket, "TCP_QUICKACK", None)
Serve = Callable[["Line"], None]


class Line:
    """One accepted connection; `swap` follows it into TLS, so that ending it reaches the right socket."""

    def __init__(self, plain: socket.socket) -> None:
        self.plain = plain
        self._latest = plain

    def swap(self, wrapped: socket.socket) -> None:
        """The same connection goes on inside another socket object."""
        self._latest = wrapped

    def receive(self, size: int) -> bytes:
        """The next bytes; empty at the end. Acknowledged at once: clients send head and body one after
        the other, and would wait 40 ms for the acknowledgement of the head."""
        if QUICK_ACK is not None:
            self._latest.setsockopt(socket.IPPROTO_TCP, QUICK_ACK, 1)
        return self._latest.recv(size)

    def send(self, data: bytes) -> None:
        """Send all of it."""
        self._latest.sendall(data)

    def drip(self, data: bytes) -> None:
        """Send it byte by byte, for as long as anybody is there."""
        for byte in data:
            self.send(bytes([byte]))
            time.sleep(BETWEEN_DRIPS)

    def reset(self) -> None:
        """End with a TCP RST."""
        with contextlib.suppress(OSError):
            self._latest.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._latest.close()

    def close(self) -> None:
        """End in an orderly way, without TLS's goodbye; closing alone over unread bytes would be a reset."""
        with contextlib.suppress(OSError):
            socket.socket.shutdown(self._latest, socket.SHUT_WR)
        self._latest.close()

    def interrupt(self) -> None:
        """Wake whoever reads from it, from another thread."""
        with contextlib.suppress(OSError):
            socket.socket.shutdown(self._latest, socket.SHUT_RDWR)


class Listener:
    """Serves connections on a free port of 127.0.0.1."""

    def __init__(self, serve: Serve, name: str) -> None:
        self._serve = serve
        self._name = name
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=64)
        self._lines: dict[threading.Thread, Line] = {}
        self._lock = threading.Lock()
        self._ending = False
        self._accepting = threading.Thread(target=self._accept, name=f"{name}-accept", daemon=True)

    @property
    def port(self) -> int:
        port: int = self._socket.getsockname()[1]
        return port

    def start(self) -> None:
        """Begin to accept."""
        self._accepting.start()

    def stop(self) -> None:
        """Stop accepting, end every connection and join the threads."""
        self._ending = True
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE).close()
        self._accepting.join(PATIENCE)
        self._socket.close()
        with self._lock:
            lines = dict(self._lines)
        for line in lines.values():
            line.interrupt()
        end = time.monotonic() + PATIENCE
        for thread in lines:
            thread.join(max(0.0, end - time.monotonic()))

    def _accept(self) -> None:
        while True:
            connection, _ = self._socket.accept()
            if self._ending:
                connection.close()
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            line = Line(connection)
            thread = threading.Thread(target=self._run, args=(line,), name=f"{self._name}-line", daemon=True)
            with self._lock:
                self._lines[thread] = line
            thread.start()

    def _run(self, line: Line) -> None:
        try:
            with contextlib.suppress(OSError):
                self._serve(line)
        finally:
            line.close()
            with self._lock:
                self._lines.pop(threading.current_thread(), None)
