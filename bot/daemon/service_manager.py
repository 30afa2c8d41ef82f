"""Tells systemd how the service is: sd_notify(3), a datagram of NAME=value lines on a Unix socket."""

import contextlib
import socket
import urllib.request
from http.client import HTTPException


class Systemd:
    """Silent when there is no socket, that is outside of systemd."""

    def __init__(self, address: str) -> None:
        self._address = f"\0{address[1:]}" if address.startswith("@") else address

    def tell(self, **values: str) -> None:
        """Send states such as READY="1", WATCHDOG="1", STATUS="…"."""
        if not self._address:
            return
        words = "\n".join(f"{name}={value}" for name, value in values.items())
        with (
            contextlib.suppress(OSError),
            socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel,
        ):
            channel.sendto(words.encode(), self._address)


def ping(url: str, *, timeout: float) -> bool:
    """GET the address; False when that failed. Through the standard proxies. timeout: seconds."""
    if not url.startswith(("https://", "http://")):
        return False
    try:
        request = urllib.request.Request(url, headers={"User-Agent": "bot heartbeat"})  # noqa: S310 - http(s) only
        with urllib.request.urlopen(request, timeout=timeout) as answer:  # noqa: S310 - http(s) only
            return bool(answer.status < 400)
    except (OSError, ValueError, HTTPException):
        return False
