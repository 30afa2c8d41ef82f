"""What goes between a client and a stand-in: requests, answers, and how an answer fails to arrive.

No sockets here, so that a rule can be asked directly as well as through `bot.sandbox.wire`.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import parse_qsl, unquote, urlsplit

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request as it reached a stand-in. Header names are lower case; `target` is path and query."""

    method: str
    host: str
    target: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def path(self) -> str:
        return unquote(urlsplit(self.target).path)

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.target).query, keep_blank_values=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A whole answer; the wire adds `content-length`."""

    status: int = 200
    headers: Headers = ()
    body: bytes = b""

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def document(self) -> dict[str, object]:
        """The JSON object in the body."""
        document: dict[str, object] = json.loads(self.body)
        return document


class Break(StrEnum):
    """How a connection fails the client."""

    DROP = "drop"  # closed in an orderly way, without an answer
    RESET = "reset"  # TCP RST
    RST_STREAM = "rst_stream"  # HTTP/2: only this request is thrown away
    TRUNCATE = "truncate"  # half of the promised body, then closed
    DRIP = "drip"  # the answer comes, byte by byte
    HANG = "hang"  # no answer as long as the client waits


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """No whole answer.

    `response` is what TRUNCATE cuts and what DRIPs; `late` happens once the client of a HANG left.
    """

    how: Break
    response: Response | None = None
    late: Callable[[], object] | None = None


Outcome = Response | Broken
Handler = Callable[[Request], Response]
Answerer = Callable[[Request], Outcome]


def json_answer(document: object, *, status: int = 200, headers: Headers = ()) -> Response:
    """An answer with a JSON body."""
    body = json.dumps(document, separators=(",", ":")).encode()
    return Response(
        status=status, headers=(("content-type", "application/json; charset=UTF-8"), *headers), body=body
    )


def html_answer(text: str, *, status: int = 200, headers: Headers = ()) -> Response:
    """An answer with an HTML body."""
    return Response(
        status=status, headers=(("content-type", "text/html; charset=utf-8"), *headers), body=text.encode()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a form carried: plain fields, and files by field name."""

    fields: Mapping[str, str]
    files: Mapping[str, bytes]


def parse_form(request: Request) -> Form:
    """Read a urlencoded or multipart body; anything else is an empty form."""
    kind = request.headers.get("content-type", "")
    if kind.startswith("multipart/form-data"):
        return _parse_multipart(request.body, kind)
    pairs = parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True)
    return Form(fields=dict(pairs), files={})


def _parse_multipart(body: bytes, kind: str) -> Form:
    boundary = re.search(r'boundary="?([^";]+)', kind)
    fields: dict[str, str] = {}
    files: dict[str, bytes] = {}
    for part in body.split(b"--" + boundary[1].encode())[1:-1] if boundary else ():
        head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        content = content.removesuffix(b"\r\n")
        name = re.search(rb'name="([^"]*)"', head)
        if name is None:
            continue
        if b"filename" in head:
            files[name[1].decode()] = content
        else:
            fields[name[1].decode()] = content.decode("utf-8", "replace")
    return Form(fields=fields, files=files)
