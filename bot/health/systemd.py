"""Tells systemd how the service is: sd_notify(3), a datagram of NAME=value lines on a Unix socket."""

import contextlib
import socket


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
