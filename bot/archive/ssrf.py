"""Connections that go only where they may: checked addresses, one deadline for everything.

The check is made on the address that is then connected to, so a name cannot change its mind in between.
"""

import ipaddress
import socket
import time
from collections.abc import Iterable
from typing import Any, Protocol
from urllib.parse import urlsplit

import httpcore
import httpx

from bot.i18n import say

Origin = tuple[str, int]
"""Host, as it is looked up, and port."""

_PORTS = {"http": 80, "https": 443}
_LARGE_READ = 1 << 18
"""Bytes; httpcore asks for 64 kB at a time, which costs more than the reading."""

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_INWARD = tuple(map(ipaddress.ip_network, ("::/96", "::ffff:0:0:0/96", "64:ff9b:1::/48", "fec0::/10")))
"""Ways of writing or reaching an inner IPv4 address, and site-local ones, that `is_global` does not know."""


class AddressRefused(Exception):
    """A host name leads to a private, loopback or link-local address."""


class Resolve(Protocol):
    """Turns a host name into its IP addresses. Raises OSError."""

    def __call__(self, host: str, port: int) -> list[str]:
        """List the addresses, the system's favourite first."""


def resolve(host: str, port: int) -> list[str]:
    """Ask the system's resolver."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[4][0]) for address in found))


def find_origin(url: str) -> Origin | None:
    """Host and port of an http(s) address that a request can be made of, else None."""
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS.get(parts.scheme)
        address = httpx.URL(url)
        address.host  # noqa: B018  names that cannot be looked up fail here
        host = address.raw_host.decode("ascii")
    except (ValueError, httpx.InvalidURL):
        return None
    return (host, port) if host and port and parts.scheme in _PORTS else None


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the open internet; what is none, such as "127.1", does not."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        translated = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else None
        if inner := ip.ipv4_mapped or ip.sixtofour or translated:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast and not any(ip in network for network in _INWARD)


class GuardedBackend(httpcore.NetworkBackend):
    """Opens connections to public addresses, and to `trusted` (host, port) pairs wherever they are."""

    def __init__(self, trusted: Iterable[Origin], resolver: Resolve = resolve) -> None:
        self.trusted = frozenset(trusted)
        self._resolve = resolver
        self._backend = httpcore.SyncBackend()
        self.deadline = float("inf")

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first reachable address, after all of them were checked."""
        error: Exception = OSError("no address")
        for address in self._list_addresses(host, port):
            try:
                stream = self._backend.connect_tcp(
                    address, port, self.remaining(timeout), local_address, socket_options
                )
                return _DeadlineStream(stream, self)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failure:
                error = failure
        raise error

    def remaining(self, timeout: float | None) -> float:
        """Seconds left until the deadline, at most `timeout`. Raises httpcore.ReadTimeout."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time is up")
        return left if timeout is None else min(left, timeout)

    def _list_addresses(self, host: str, port: int) -> list[str]:
        try:
            addresses = self._resolve(host, port)
        except (OSError, UnicodeError) as failure:
            raise httpcore.ConnectError(say("the name {host} is not known", host=host)) from failure
        if (host.lower(), port) not in self.trusted and not all(map(is_public, addresses)):
            raise AddressRefused(host)
        return addresses


class ProxyBackend(httpcore.NetworkBackend):
    """Opens connections to a proxy, wherever it is, within the deadline of a guard."""

    def __init__(self, guard: GuardedBackend) -> None:
        self._guard = guard
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the proxy."""
        stream = self._backend.connect_tcp(
            host, port, self._guard.remaining(timeout), local_address, socket_options
        )
        return _DeadlineStream(stream, self._guard)


class _DeadlineStream(httpcore.NetworkStream):
    """A connection whose every wait ends at the deadline of the request that uses it."""

    def __init__(self, stream: httpcore.NetworkStream, backend: GuardedBackend) -> None:
        self._stream = stream
        self._backend = backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max(max_bytes, _LARGE_READ), self._backend.remaining(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._backend.remaining(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._backend.remaining(timeout))
        return _DeadlineStream(stream, self._backend)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
