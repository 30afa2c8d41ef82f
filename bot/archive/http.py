"""Fetch bytes politely: one identity, limits on time, size and redirects, "changed since?" answered."""

import dataclasses
import email.utils
import re
import ssl
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.request import getproxies, proxy_bypass

import httpcore
import httpx

from bot.archive import detect, html_tree, ssrf
from bot.archive.date_finder import EARLIEST_YEAR
from bot.archive.ssrf import GuardedBackend, ProxyBackend
from bot.domain.article import Validators
from bot.domain.errors import ArticleGone, NotReachable, ReadingRefused, explain_refusal
from bot.domain.times import parse_retry_after
from bot.domain.urls import is_same_site, without_login
from bot.i18n import say

PAGE_LIMIT = 12_000_000
"""Bytes of a page or feed after decompression; the largest seen in the wild has 8 MB."""

PHOTO_LIMIT = 15_000_000
NO_VALIDATORS = Validators()
Logins = Mapping[ssrf.Origin | None, tuple[str, str]]
NO_LOGINS: Logins = MappingProxyType({})
_MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_REFUSED = frozenset({403, 451})
_TELLING_PARTS = 4
"""So many pieces of an answer hold the beginning of a listing."""
_GONE = frozenset({401, 404, 410})
_TRANSIENT = frozenset({502, 503, 504})
_UNREADABLE = (
    httpcore.ProxyError,
    httpcore.UnsupportedProtocol,
    httpx.HTTPError,
    httpx.InvalidURL,
    zlib.error,
    ValueError,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """One answer: url is the address after redirects, moved_to the same if all of them were permanent.

    parts: the body as it came in, so that one that did not change is never put together.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    parts: tuple[bytes, ...] = ()
    body_hash: str = ""
    moved_to: str = ""

    @property
    def body(self) -> bytes:
        """The whole body, put together anew each time."""
        return b"".join(self.parts)

    @property
    def text(self) -> str:
        """The body as text."""
        return html_tree.decode(self.body, self.headers.get("content-type", ""))

    @property
    def kind(self) -> detect.Kind:
        """What kind of listing it is, by its beginning where that tells."""
        content_type = self.headers.get("content-type", "")
        start = b"".join(islice(self.parts, _TELLING_PARTS))
        return detect.find_kind_by_start(start, content_type) or detect.find_kind(self.markup)

    @property
    def markup(self) -> bytes:
        """The body of a feed, a sitemap or JSON in UTF-8, put together anew each time."""
        return detect.read_markup(self.body, self.headers.get("content-type", ""))

    @property
    def base(self) -> str:
        """The address that relative links of a feed start from."""
        placed = html_tree.join(self.url, self.headers.get("content-location"))
        return placed if placed and is_same_site(placed, self.url) else self.url

    @property
    def changed_at(self) -> datetime | None:
        """When the server says that the page was changed last, aware; None when it says nothing of use."""
        changed = _parse_date(self.headers.get("last-modified", ""))
        return changed if changed and changed.year >= EARLIEST_YEAR else None

    @property
    def sent_at(self) -> datetime | None:
        """When it was sent by the server's own clock, aware; what a cache kept is that much later."""
        answered, age = _parse_date(self.headers.get("date", "")), self.headers.get("age", "").strip()
        kept = timedelta(seconds=int(age[:9])) if age.isascii() and age.isdecimal() else timedelta()
        return answered and answered + kept

    @property
    def validators(self) -> Validators:
        """What to ask "changed since?" with next time; nothing while the page may still change in its second.

        Source: RFC 9110, 8.8.2.2. WordPress answers 304 to a second change within one second.
        """
        modified = _parse_date(self.headers.get("last-modified", ""))
        answered = _parse_date(self.headers.get("date", ""))
        if modified and answered and answered - modified < _SETTLED:
            return Validators(body_hash=self.body_hash)
        return Validators(
            etag=self.headers.get("etag", ""),
            last_modified=self.headers.get("last-modified", ""),
            body_hash=self.body_hash,
        )


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


class Fetcher:
    """GETs within limits. Used from one thread at a time.

    logins: name and password by origin; they are sent there only, and no answer's address holds them.
    """

    def __init__(
        self,
        guarded: GuardedTransport,
        *,
        timeout: timedelta,
        user_agent: str,
        clock: Callable[[], datetime],
        logins: Logins = NO_LOGINS,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._transport = guarded
        self._guard = guarded.guard
        self._client = httpx.Client(
            transport=guarded,
            timeout=timeout.total_seconds(),
            headers={"User-Agent": user_agent, "Accept-Encoding": "gzip", "Accept": "*/*"},
        )
        self._timeout = timeout
        self._clock = clock
        self._logins = logins
        self._sleep = sleep

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def fetch(self, url: str, *, since: Validators = NO_VALIDATORS, limit: int = PAGE_LIMIT) -> Fetched:
        """GET an address, following redirects; 200 is an answer, and 304 to a condition; all else raises.

        Raises ArticleGone (401, 404, 410) and NotReachable (everything else, also for what is refused).
        """
        self._guard.deadline = time.monotonic() + 2 * self._timeout.total_seconds()
        hops: list[int] = []
        hop = url
        while len(hops) <= _MOST_REDIRECTS:
            answer = self._get(hop, since, limit)
            if answer.status not in _REDIRECTS or "location" not in answer.headers:
                self._check_status(answer, since)
                return dataclasses.replace(
                    answer, moved_to=answer.url if _PERMANENT.issuperset(hops) and hops else ""
                )
            hops.append(answer.status)
            hop = html_tree.join(hop, answer.headers["location"]).partition("#")[0]
        raise NotReachable(
            say("{url} redirects more than {most} times.", url=without_login(url), most=_MOST_REDIRECTS)
        )

    def _get(self, url: str, since: Validators, limit: int) -> Fetched:
        """One hop; a failure that may pass at once is tried a second time."""
        try:
            answer = self._get_once(url, since, limit)
        except (httpcore.NetworkError, httpcore.RemoteProtocolError):
            answer = None
        if answer is None or (answer.status in _TRANSIENT and "retry-after" not in answer.headers):
            self._sleep(1)
            answer = self._get_in_words(url, since, limit)
        return answer

    def _get_in_words(self, url: str, since: Validators, limit: int) -> Fetched:
        try:
            return self._get_once(url, since, limit)
        except (httpcore.NetworkError, httpcore.ProtocolError) as failure:
            raise NotReachable(
                say("{url} cannot be reached: {reason}.", url=without_login(url), reason=_reason(failure))
            ) from failure

    def _get_once(self, url: str, since: Validators, limit: int) -> Fetched:
        self._check_address(url)
        try:
            login = self._logins.get(ssrf.find_origin(url))
            with self._client.stream("GET", url, headers=_condition(since), auth=login) as response:
                is_wanted = response.status_code == 200
                parts, body_hash = read_body(response, limit) if is_wanted else ((), "")
                return Fetched(
                    url=without_login(str(response.url)),
                    status=response.status_code,
                    headers=httpx.Headers(response.headers),
                    parts=parts,
                    body_hash=body_hash,
                )
        except httpcore.TimeoutException as failure:
            seconds = self._timeout.total_seconds()
            raise NotReachable(
                say("{url} did not answer in time ({seconds:g} s).", url=without_login(url), seconds=seconds)
            ) from failure
        except ssrf.AddressRefused as failure:
            raise _refused(url) from failure
        except _UNREADABLE as failure:
            raise NotReachable(
                say("{url} cannot be read: {reason}.", url=without_login(url), reason=_reason(failure))
            ) from failure

    def _check_address(self, url: str) -> None:
        origin = ssrf.find_origin(url)
        if origin is None:
            raise NotReachable(
                say("{url} is no http or https address and is not fetched.", url=without_login(url))
            )
        if origin in self._guard.trusted or not self._transport.find_proxy(url):
            return
        if _is_local_name(origin[0]) or (_is_literal(origin[0]) and not ssrf.is_public(origin[0])):
            raise _refused(url)

    def _check_status(self, answer: Fetched, since: Validators) -> None:
        if answer.status == 200 or (answer.status == 304 and _condition(since)):
            return
        if answer.status in _GONE:
            raise ArticleGone(
                say(
                    "{url} is no longer there (the server answers {status}).",
                    url=without_login(answer.url),
                    status=answer.status,
                )
            )
        wait = parse_retry_after(answer.headers.get("retry-after", ""), self._clock())
        refusal = ReadingRefused if answer.status in _REFUSED and wait is None else NotReachable
        raise refusal(
            say(
                "{url} cannot be read now: the server answers {status}.",
                url=without_login(answer.url),
                status=answer.status,
            ),
            retry_after=wait,
        )


class OnceFetcher(Fetcher):
    """Gets each address once, for somebody who is shown one moment: the latest answers are kept."""

    _MOST_KEPT = 8

    def __init__(self, *parts: Any, **options: Any) -> None:
        super().__init__(*parts, **options)
        self._kept: dict[str, Fetched] = {}

    def fetch(self, url: str, *, since: Validators = NO_VALIDATORS, limit: int = PAGE_LIMIT) -> Fetched:
        """As a Fetcher does; "changed since?" is always asked."""
        if _condition(since):
            return super().fetch(url, since=since, limit=limit)
        page = url.partition("#")[0]
        if page not in self._kept:
            self._kept[page] = super().fetch(url, limit=limit)
            self._kept = dict(list(self._kept.items())[-self._MOST_KEPT :])
        return self._kept[page]


def find_logins(urls: Iterable[str]) -> Logins:
    """The names and passwords that addresses hold, by origin."""
    found = [(origin, httpx.URL(url)) for url in urls if (origin := ssrf.find_origin(url))]
    return {origin: (url.username, url.password) for origin, url in found if url.userinfo}


def _condition(since: Validators) -> dict[str, str]:
    asked = {"If-None-Match": since.etag, "If-Modified-Since": since.last_modified}
    return {name: value for name, value in asked.items() if value and value.isascii()}


def _is_local_name(host: str) -> bool:
    """RFC 6761: localhost and all names below it."""
    return host.rstrip(".").endswith(".localhost") or host.rstrip(".") == "localhost"


def _is_literal(host: str) -> bool:
    """Whether a resolver may read a host as numbers: also 127.1, 2130706433 and 0x7f.1."""
    return ":" in host or re.fullmatch(r"(?:0x[0-9a-f]*|\d+|\.)+", host.lower()) is not None


def _refused(url: str) -> ReadingRefused:
    return ReadingRefused(
        say("{url} leads into a private network and is not fetched.", url=without_login(url))
    )


def _reason(failure: BaseException) -> str:
    cause: BaseException | None = failure
    while cause and not isinstance(cause, OSError):
        cause = cause.__cause__ or cause.__context__
    if isinstance(cause, ssl.SSLError):
        return _explain_insecure(cause)
    if isinstance(cause, OSError) and cause.errno:
        return explain_refusal(cause)
    return str(failure) or type(failure).__name__


_TOO_EARLY, _EXPIRED, _OTHER_NAME, _OTHER_ADDRESS = 9, 10, 62, 64
"""OpenSSL's verdicts on a certificate: X509_V_ERR_CERT_NOT_YET_VALID, …_CERT_HAS_EXPIRED, and two of a
…_MISMATCH."""


def _explain_insecure(error: ssl.SSLError) -> str:
    """Its number is OpenSSL's and none of the system's."""
    if not isinstance(error, ssl.SSLCertVerificationError):
        return say("no secure connection comes about there; perhaps the address begins with http://")
    mismatch = say("its certificate belongs to another name")
    known = {
        _TOO_EARLY: say("its certificate is not valid yet; is this machine's clock right?"),
        _EXPIRED: say("its certificate has expired"),
        _OTHER_NAME: mismatch,
        _OTHER_ADDRESS: mismatch,
    }
    return known.get(error.verify_code) or say(
        "its certificate is vouched for by nobody whom this machine trusts"
    )


_SETTLED = timedelta(seconds=2)


def read_body(response: httpx.Response, limit: int) -> tuple[tuple[bytes, ...], str]:
    """The decompressed body and its hash; memory stays near `limit` whatever is sent. Raises NotReachable."""
    encoding = response.headers.get("content-encoding", "identity").lower()
    if encoding not in {"identity", "", "gzip", "x-gzip"}:
        raise NotReachable(
            say(
                "{url} is packed in a way nobody asked for ({encoding}).",
                url=without_login(str(response.url)),
                encoding=encoding,
            )
        )
    unpack = zlib.decompressobj(wbits=31) if "gzip" in encoding else None
    parts, size, body_hash = [], 0, blake2b(digest_size=16)
    for chunk in response.iter_raw():
        if unpack and unpack.eof:
            continue  # zlib would keep all that follows
        part = unpack.decompress(chunk, limit + 1 - size) if unpack else chunk
        parts.append(part)
        body_hash.update(part)
        size += len(part)
        if size > limit:
            raise NotReachable(
                say(
                    "{name} is larger than {most} MB.",
                    name=without_login(str(response.url)),
                    most=limit // 1_000_000,
                )
            )
    if unpack and not unpack.eof:
        raise httpcore.RemoteProtocolError("the answer ends too early")
    return tuple(parts), body_hash.hexdigest()


def _parse_date(value: str) -> datetime | None:
    try:
        found = email.utils.parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


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
