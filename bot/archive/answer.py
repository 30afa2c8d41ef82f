"""What a server answered: body, validators, how long it asks us to wait."""

import email.utils
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

import httpcore
import httpx

from bot.archive import page
from bot.domain.address import without_login
from bot.domain.errors import NotReachable
from bot.domain.source import Validators
from bot.domain.words import say

_LONGEST_WAIT = timedelta(days=1)
_SETTLED = timedelta(seconds=2)


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
        return page.decode(self.body, self.headers.get("content-type", ""))

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


def parse_retry_after(value: str, now: datetime) -> timedelta | None:
    """The wait a server asks for, in seconds or as a date; None without one, at most a day."""
    if value.strip().isdecimal():
        return min(timedelta(seconds=int(value.strip()[:9])), _LONGEST_WAIT)
    until = _parse_date(value)
    return min(max(until - now, timedelta()), _LONGEST_WAIT) if until else None


def _parse_date(value: str) -> datetime | None:
    try:
        found = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
