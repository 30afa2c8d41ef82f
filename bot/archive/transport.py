"""httpx on top of guarded connections, through the system's proxy where there is one."""

import ssl
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.request import getproxies, proxy_bypass

import httpcore
import httpx

from bot.archive.guard import GuardedBackend, ProxyBackend


class GuardedTransport(httpx.BaseTransport):
    """Sends each request directly over checked addresses, or through the proxy that the system names.

    A proxy resolves names itself, so there only literal addresses are checked (by the fetcher).
    """

    def __init__(self, guard: GuardedBackend, ca_bundle: Path | None = None) -> None:
        self.guard = guard
        self._tls = ssl.create_default_context()
        if ca_bundle is not None:
            self._tls.load_verify_locations(ca_bundle)
        self._pools: dict[str, httpcore.ConnectionPool] = {}
        self._proxies: dict[str, str] = {}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; the body is streamed. Raises httpcore's errors."""
        url = request.url
        response = self._pool(self.find_proxy(str(url))).handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=request.headers.raw,
                content=request.read(),
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            status_code=response.status,
            headers=response.headers,
            stream=_Body(response),
            extensions=response.extensions,
        )

    def find_proxy(self, url: str) -> str:
        """The proxy for an address, asked of the system once for each site."""
        site = url.partition("://")[2].partition("/")[0]
        if site not in self._proxies:
            self._proxies[site] = find_proxy(url)
        return self._proxies[site]

    def close(self) -> None:
        """Close all connections."""
        for pool in self._pools.values():
            pool.close()

    def _pool(self, proxy: str) -> httpcore.ConnectionPool:
        if proxy not in self._pools:
            self._pools[proxy] = httpcore.ConnectionPool(
                ssl_context=self._tls,
                proxy=_parse_proxy(proxy) if proxy else None,
                max_connections=4,
                keepalive_expiry=30,
                network_backend=ProxyBackend(self.guard) if proxy else self.guard,
            )
        return self._pools[proxy]


def find_proxy(url: str) -> str:
    """The proxy for an address by the system's settings (HTTPS_PROXY, NO_PROXY ...), or an empty string."""
    parsed = httpx.URL(url)
    if proxy_bypass(parsed.host) or proxy_bypass(parsed.netloc.decode()):
        return ""
    proxies = getproxies()
    proxy = proxies.get(parsed.scheme) or proxies.get("all") or ""
    return proxy if not proxy or "://" in proxy else f"http://{proxy}"


def _parse_proxy(proxy: str) -> httpcore.Proxy:
    url = httpx.URL(proxy)
    auth = (url.username, url.password) if url.username else None
    return httpcore.Proxy(
        httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=b"/"), auth=auth
    )


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        stream = self._response.stream
        assert isinstance(stream, Iterable)
        yield from stream

    def close(self) -> None:
        self._response.close()
