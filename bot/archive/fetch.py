"""Fetch bytes politely: one identity, limits on time, size and redirects, "changed since?" answered."""

import dataclasses
import re
import time
import zlib
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

import httpcore
import httpx

from bot.archive import guard, links
from bot.archive.answer import Fetched, parse_retry_after, read_body
from bot.archive.transport import GuardedTransport
from bot.domain.address import without_login
from bot.domain.errors import ArticleGone, NotReachable
from bot.domain.source import Validators
from bot.domain.words import say

PAGE_LIMIT = 12_000_000
"""Bytes of a page or feed after decompression; the largest seen in the wild has 8 MB."""

PHOTO_LIMIT = 15_000_000
NO_VALIDATORS = Validators()
Logins = Mapping[guard.Origin | None, tuple[str, str]]
NO_LOGINS: Logins = MappingProxyType({})
_MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
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
            hop = links.join(hop, answer.headers["location"]).partition("#")[0]
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
            login = self._logins.get(guard.find_origin(url))
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
        except guard.AddressRefused as failure:
            raise _refused(url) from failure
        except _UNREADABLE as failure:
            raise NotReachable(
                say("{url} cannot be read: {reason}.", url=without_login(url), reason=_reason(failure))
            ) from failure

    def _check_address(self, url: str) -> None:
        origin = guard.find_origin(url)
        if origin is None:
            raise NotReachable(
                say("{url} is no http or https address and is not fetched.", url=without_login(url))
            )
        if origin in self._guard.trusted or not self._transport.find_proxy(url):
            return
        if _is_local_name(origin[0]) or (_is_literal(origin[0]) and not guard.is_public(origin[0])):
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
        raise NotReachable(
            say(
                "{url} cannot be read now: the server answers {status}.",
                url=without_login(answer.url),
                status=answer.status,
            ),
            retry_after=wait,
        )


def find_logins(urls: Iterable[str]) -> Logins:
    """The names and passwords that addresses hold, by origin."""
    found = [(origin, httpx.URL(url)) for url in urls if (origin := guard.find_origin(url))]
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


def _refused(url: str) -> NotReachable:
    return NotReachable(say("{url} leads into a private network and is not fetched.", url=without_login(url)))


def _reason(failure: Exception) -> str:
    return str(failure) or type(failure).__name__
