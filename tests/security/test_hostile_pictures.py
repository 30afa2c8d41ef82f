"""Pictures of strangers: only pixels pass. Bombs, animated, CMYK: tests/share_image/test_photos.py."""

import functools
import io
import struct
import tracemalloc
import zlib
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from bot.domain.article import Article, Photo
from bot.share_image import photos
from tests.security.conftest import Compose

SIZE = (1600, 1200)
GPS = 0x8825
ARTICLE = Article(
    url="https://verein.example/a",
    title="Ein Fest der Vereine",
    text="Am Samstag feierte der Verein im Rathaus der Stadt Essen ein Fest. " * 4,
    photo=Photo(url="https://verein.example/a.jpg", credit="Verein"),
    published_at=datetime(2026, 5, 4, tzinfo=UTC),
)


def make_photo(**options: object) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", SIZE, (30, 120, 60)).save(made, "JPEG", **options)  # type: ignore[arg-type]
    return made.getvalue()


def test_where_a_photo_was_taken_and_by_whom_is_not_passed_on(compose: Compose) -> None:
    exif = Image.Exif()
    exif[0x010E], exif[0x013B] = "GEHEIME-NOTIZ", "FOTOGRAF-PRIVAT"
    exif.get_ifd(GPS).update({1: "N", 2: (51.0, 27.0, 0.0), 3: "E", 4: (7.0, 0.0, 0.0)})
    photo = make_photo(exif=exif, comment=b"GEHEIME-NOTIZ", xmp=b"<x:xmpmeta>GEHEIME-NOTIZ</x:xmpmeta>")
    assert Image.open(io.BytesIO(photo)).getexif().get_ifd(GPS)
    made = Path(compose(ARTICLE, photo=photo).image).read_bytes()
    assert not [mark for mark in (b"GEHEIM", b"FOTOGRAF", b"Exif", b"xmpmeta") if mark in made]
    assert dict(Image.open(io.BytesIO(made)).getexif()) == {}


@pytest.mark.parametrize(
    "rider",
    [
        b"PK\x03\x04evil.zip",
        b"<script>alert(1)</script>",
        b"%PDF-1.7 /JS (app.alert(1))",
        b"#!/bin/sh\nid\n",
        b"\x7fELF",
    ],
    ids=["zip", "html", "pdf", "shell", "program"],
)
def test_what_rides_behind_a_picture_is_left_behind(rider: bytes, compose: Compose) -> None:
    """A polyglot file: a picture and something else at once."""
    made = compose(ARTICLE, photo=make_photo() + rider)
    assert rider not in Path(made.image).read_bytes()
    assert made.warnings == ()


def make_chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def make_png(*extra: bytes) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", SIZE).save(made, "PNG")
    data = made.getvalue()
    return data[:33] + b"".join(extra) + data[33:]


@functools.cache
def make_bomb() -> bytes:
    return zlib.compress(bytes(200_000_000), 9)


@pytest.mark.parametrize(
    ("name", "head"),
    [(b"zTXt", b"Comment\0\0"), (b"iTXt", b"Comment\0\1\0\0\0"), (b"iCCP", b"profile\0\0")],
    ids=["text", "international", "profile"],
)
def test_a_packed_text_in_a_picture_is_not_unpacked_for_ever(name: bytes, head: bytes) -> None:
    """200 MB in 200 kB; the picture is drawn without it or refused, and memory stays small."""
    chunk = make_chunk(name, head + make_bomb())
    tracemalloc.start()
    with suppress(photos.PhotoUnusable):
        photos.open_photo(make_png(chunk), (1080, 1350))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 60_000_000


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("eps", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n"),
        ("svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("tiff", b"II*\0\x08\0\0\0"),
        ("psd", b"8BPS\0\1"),
        ("ico", b"\0\0\1\0\1\0"),
        ("wmf", b"\xd7\xcd\xc6\x9a"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_no_decoder_is_tried_on_other_kinds_of_files(name: str, head: bytes) -> None:
    """EPS would start another program; the rest have had their share of holes."""
    del name
    with pytest.raises(photos.PhotoUnusable, match="no picture"):
        photos.open_photo(head + bytes(2000), (1080, 1350))
