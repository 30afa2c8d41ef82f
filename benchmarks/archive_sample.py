"""Sample feeds and pages for the archive's benchmarks, and a server for them in a process of its own."""

import contextlib
import itertools
import random
import re
import subprocess
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cache
from hashlib import blake2b
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_WORDS = re.findall(
    r"\w+",
    """Verein Stadt Fest Kinder Garten Musik Bürgerhaus gemeinsam lädt ein Samstag Nachmittag Küche viele
    Gäste Vorstand Sprache Kurs neu Beratung offen für alle am im und mit der die das ein eine Straße""",
)
_START = datetime(2026, 11, 1, tzinfo=UTC)


def make_feed(count: int, *, added: int = 0) -> bytes:
    """RSS with `count` items of about 800 bytes, newest first, and `added` newer ones above them."""
    items = "".join(_make_item(number) for number in range(count + added - 1, -1, -1))
    head = '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Verein</title>'
    return f"{head}<link>https://verein.example/</link>{items}</channel></rss>".encode()


def make_page(number: int) -> str:
    """An article page of about 50 kB with menus, text and a long footer."""
    menu = "".join(f'<li><a href="/menue/{n}">{_say(number + n, 3)}</a></li>' for n in range(200))
    text = "".join(f"<p>{_say(number * 50 + n, 60)}.</p>" for n in range(12))
    foot = "".join(f'<div class="box"><a href="/x/{n}">{_say(n, 12)}</a></div>' for n in range(150))
    title = _say(number, 7)
    return (
        f'<html lang="de"><head><title>{title} - Verein</title></head><body><nav><ul>{menu}</ul></nav>'
        f"<main><h1>{title}</h1>{text}</main><footer>{foot}</footer></body></html>"
    )


def make_bombs() -> dict[str, tuple[dict[str, str], bytes]]:
    """Answers that want all memory: a page of 50 MB, a gzip bomb of 1 GB, a billion laughs, 11 MB of tags."""
    packer = zlib.compressobj(9, wbits=31)
    zeros = b"".join(packer.compress(b"\0" * 1_000_000) for _ in range(1000)) + packer.flush()
    names = "abcdefghij"
    entities = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in itertools.pairwise(names))
    laughs = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">{entities}]><rss version="2.0"><channel><item>'
        "<title>&j;</title><link>https://verein.example/1</link></item></channel></rss>"
    )
    return {
        "50 MB page": ({}, b"<p>" + b"x" * 50_000_000),
        "gzip bomb": ({"Content-Encoding": "gzip"}, zeros),
        "billion laughs": ({}, laughs.encode()),
        "11 MB of text": ({}, b"<p>" + b"wort " * 2_200_000),
    }


@cache
def _say(seed: int, words: int) -> str:
    return " ".join(random.Random(seed).choices(_WORDS, k=words))


def _make_item(number: int) -> str:
    date = format_datetime(_START + timedelta(minutes=number))
    return (
        f"<item><title>{_say(number % 997, 6)} {number}</title><link>https://verein.example/a/{number}</link>"
        f'<guid isPermaLink="false">news-{number}</guid><pubDate>{date}</pubDate><category>Essen</category>'
        f"<description>&lt;p&gt;{_say(number % 499, 80)}&lt;/p&gt;</description></item>"
    )


class _Handler(BaseHTTPRequestHandler):
    """`/feed/COUNT/ADDED` with validators, `/bomb/NAME`."""

    protocol_version = "HTTP/1.1"
    made: dict[str, tuple[dict[str, str], bytes]] = {}  # noqa: RUF012 - filled once, shared by all requests

    def do_GET(self) -> None:
        headers, body = self._find()
        tag = f'"{blake2b(body, digest_size=8).hexdigest()}"' if len(body) < 1000 else f'"{self.path}"'
        is_known = self.headers.get("If-None-Match") == tag
        self.send_response(304 if is_known else 200 if body else 404)
        for name, value in {
            **headers,
            "ETag": tag,
            "Content-Length": str(0 if is_known else len(body)),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        if not is_known:
            with contextlib.suppress(ConnectionError):
                self.wfile.write(body)

    def _find(self) -> tuple[dict[str, str], bytes]:
        if self.path.startswith("/feed/") and self.path not in self.made:
            _, _, count, added = self.path.split("/")
            self.made[self.path] = ({}, make_feed(int(count), added=int(added)))
        if self.path.startswith("/bomb/") and self.path not in self.made:
            self.made |= {f"/bomb/{name.replace(' ', '-')}": bomb for name, bomb in make_bombs().items()}
        return self.made.get(self.path, ({}, b""))

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serve() -> Iterator[str]:
    """Serve in a process of its own, so that only the client's CPU time and memory are measured."""
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.archive_sample"], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait()


def main() -> None:
    """Serve until ended; the first line of output is the address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    sys.stdout.write(f"http://127.0.0.1:{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main()
