"""What kind of listing bytes are, found out from the bytes themselves."""

import codecs
import json
import re
import zlib
from enum import StrEnum
from typing import Any

from bot.archive import html_tree


class Kind(StrEnum):
    """How a source is read."""

    HTML = "html"
    FEED = "feed"
    JSON_FEED = "jsonfeed"
    WORDPRESS = "wordpress"
    SITEMAP = "sitemap"
    FOLDER = "folder"


_PROLOG = re.compile(
    rb"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)", re.IGNORECASE | re.DOTALL
)
_ROOT = re.compile(rb"\s*<(?:[\w.-]+:)?(\w+)[\s/>]")
_LATE_FEED = re.compile(rb"<(?:\w+:)?(?:rss|rdf|feed)[\s>]", re.IGNORECASE)
_PAGE = re.compile(rb"<(?:html|head|body)[\s>]", re.IGNORECASE)
_ROOTS = {
    **dict.fromkeys((b"rss", b"rdf", b"feed", b"channel"), Kind.FEED),
    **dict.fromkeys((b"urlset", b"sitemapindex"), Kind.SITEMAP),
}
_DECLARED = re.compile(rb"^(\s*<\?xml[^>]*?encoding\s*=\s*[\"'])([\w.:-]+)")
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_UTF8 = frozenset((b"", b"utf-8", b"utf8"))
_LARGEST = 50_000_000


def find_kind(markup: bytes) -> Kind:
    """Recognise a listing by its root element; whatever is nothing else is read as HTML.

    markup: as `read_markup` gives it. Notices of a server before the root do not hide a feed.
    """
    if markup[:4096].lstrip()[:1] in {b"{", b"["}:
        return _find_json_kind(load_json(markup))
    start = 0
    while prolog := _PROLOG.match(markup, start):
        start = prolog.end()
    root = _ROOT.match(markup, start)
    if root and root[1].lower() in _ROOTS:
        return _ROOTS[root[1].lower()]
    late = _LATE_FEED.search(markup, start, start + 4096)
    return Kind.FEED if late and not _PAGE.search(markup, start, late.start()) else Kind.HTML


_FILE = re.compile(
    rb"%PDF-|\xff\xd8\xff|\x89PNG|GIF8[79]a|RIFF....(?:WEBP|WAVE|AVI )|....ftyp|PK\x03\x04|"
    rb"\xd0\xcf\x11\xe0|\{\\rtf1|ID3[\x02-\x04]|OggS\0",
    re.DOTALL,
)
"""How documents, pictures, archives, films and sounds begin."""


def is_file(body: bytes) -> bool:
    """Whether bytes are a file to look at or to keep, in which no reader of pages finds words."""
    return _FILE.match(body[:64].lstrip()) is not None


def find_kind_by_start(start: bytes, content_type: str) -> Kind | None:
    """What the beginning of a body tells: a feed, a sitemap or a page; None where only the whole does."""
    markup = read_markup(start, content_type)
    kind = Kind.HTML if markup[:4096].lstrip()[:1] in {b"{", b"["} else find_kind(markup)
    return None if kind is Kind.HTML and not _PAGE.search(markup) else kind


def read_markup(body: bytes, content_type: str) -> bytes:
    """The body of a listing in UTF-8: unpacked, without a byte order mark, single stray bytes repaired."""
    if body.startswith(b"\x1f\x8b"):
        body = _unpack(body)
    for mark, name in _MARKS:
        if body.startswith(mark):
            return _declare_utf8(body.decode(name, "replace").lstrip("\ufeff").encode())
    declared = _DECLARED.match(body)
    named = declared[2].lower() if declared else b""
    header = re.search(r"charset=[\"']?([\w.:-]+)", content_type, re.IGNORECASE)
    if named in _UTF8 and _is_utf8(body):
        return body
    if named in _UTF8 and (not header or header[1].lower().encode() in _UTF8):
        return body.decode("utf-8", _STRAY).encode()
    names = [header[1]] if header else []
    return _declare_utf8(html_tree.decode_as(body, [*names, named.decode()]).encode())


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def _declare_utf8(markup: bytes) -> bytes:
    return _DECLARED.sub(rb"\1utf-8", markup, count=1)


def _unpack(body: bytes) -> bytes:
    """What a gzip file holds, such as a sitemap's; as much as is whole and not too large."""
    try:
        return zlib.decompressobj(wbits=31).decompress(body, _LARGEST)
    except zlib.error:
        return b""


def _read_stray(error: UnicodeError) -> tuple[str, int]:
    """Single bytes of Windows-1252 in a text that is UTF-8 otherwise."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.start + 1].decode("cp1252", "replace"), error.start + 1


_STRAY = "bot.stray"
codecs.register_error(_STRAY, _read_stray)


def load_json(body: bytes) -> Any:
    """Parse JSON; None when it is none. Half of a surrogate pair, which nobody can store, becomes "?"."""
    try:
        text = body.decode(json.detect_encoding(body), "replace")
        found = json.loads(text)
        if "\\ud" in text.lower():
            found = json.loads(json.dumps(found, ensure_ascii=False).encode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None
    return found


def _find_json_kind(found: Any) -> Kind:
    if isinstance(found, dict) and "jsonfeed.org" in str(found.get("version", "")):
        return Kind.JSON_FEED
    is_posts = isinstance(found, list) and all(isinstance(post, dict) and "link" in post for post in found)
    return Kind.WORDPRESS if is_posts else Kind.HTML
