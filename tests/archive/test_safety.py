"""Fetching is safe whatever a server does: no private networks, no bombs, no endless answers."""

import base64
import contextlib
import gzip
import socket
import threading
import tracemalloc
import zlib
from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.archive import feeds, http, ssrf
from bot.archive.archive import HttpArchive
from bot.domain.article import Entry, Source
from bot.domain.errors import ArticleGone, BotError, NotAnArticle, NotReachable, ReadingRefused
from tests.archive.sites import NOW, Site

PAGE = (
    "<html><body><h1>Das Sommerfest</h1><p>" + "Ein schöner Tag für alle Vereine. " * 9 + "</p></body></html>"
)


def open_archive(*sources: str, timeout: float = 5) -> HttpArchive:
    return HttpArchive(
        sources=sources,
        timeout=timedelta(seconds=timeout),
        clock=lambda: NOW,
        sleep=lambda seconds: None,
    )


@pytest.mark.parametrize(
    ("address", "is_public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.216.34", True),
        ("64:ff9b::10.0.0.1", False),
        ("64:ff9b:1::a00:1", False),
        ("::127.0.0.1", False),
        ("::ffff:0:127.0.0.1", False),
        ("fec0::1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_only_addresses_of_the_open_internet_are_public(address: str, *, is_public: bool) -> None:
    assert ssrf.is_public(address) is is_public


def test_a_site_is_its_host_and_port() -> None:
    assert ssrf.find_origin("https://verein.example/a") == ("verein.example", 443)
    assert ssrf.find_origin("http://verein.example:8080") == ("verein.example", 8080)
    no_sites = (
        "http://[",
        "http://a:99999/",
        "http://xn--a.example/",
        "ftp://verein.example",
        "file:///a",
        "http://",
    )
    assert not any(map(ssrf.find_origin, no_sites))


@pytest.mark.parametrize(
    "addresses", [["10.0.0.1"], ["93.184.216.34", "127.0.0.1"]], ids=["private", "one of two"]
)
def test_a_name_that_leads_inside_is_refused_after_its_resolution(addresses: list[str]) -> None:
    backend = ssrf.GuardedBackend([("verein.example", 443)], lambda host, port: addresses)
    with pytest.raises(ssrf.AddressRefused):
        backend.connect_tcp("evil.example", 443, timeout=1)
    with pytest.raises(ssrf.AddressRefused):
        backend.connect_tcp("verein.example", 8080, timeout=1)


def test_a_source_is_trusted_for_its_own_host_and_port_only(site: Site, other_site: Site) -> None:
    inside = other_site.show("/geheim", PAGE)
    with open_archive(site.url) as archive, pytest.raises(NotReachable, match="private network"):
        archive.read(Entry(url=inside))
    assert other_site.requests == []


@pytest.mark.parametrize("status", [301, 302, 307])
def test_a_redirect_into_a_private_network_is_refused(status: int, site: Site, other_site: Site) -> None:
    site.answer("/a", status, Location=other_site.show("/geheim", PAGE))
    with open_archive(site.url) as archive, pytest.raises(NotReachable, match="private network"):
        archive.read(Entry(url=f"{site.url}/a"))
    assert other_site.requests == []


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "ftp://verein.example/", "gopher://x", "//[::1", "http://"]
)
def test_a_redirect_to_something_else_than_the_web_is_refused(
    location: str, site: Site, archive: HttpArchive
) -> None:
    site.answer("/a", 302, Location=location)
    with pytest.raises(NotReachable):
        archive.read(Entry(url=f"{site.url}/a"))


def test_a_circle_of_redirects_ends(site: Site, archive: HttpArchive) -> None:
    site.answer("/a", 301, Location="/b")
    site.answer("/b", 301, Location="/a")
    with pytest.raises(NotReachable, match="redirects more than"):
        archive.read(Entry(url=f"{site.url}/a"))


def test_a_page_that_is_too_large_is_refused(site: Site, archive: HttpArchive) -> None:
    url = site.show("/riese", b"<p>" + b"x" * 13_000_000)
    with pytest.raises(NotReachable, match="larger than 12 MB"):
        archive.look(Source(url=url))


def test_a_page_that_unpacks_to_too_much_is_refused(site: Site, archive: HttpArchive) -> None:
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(b"\0" * 1_000_000) for _ in range(100)) + packer.flush()
    url = site.show("/bombe", bomb, Content_Encoding="gzip")
    with pytest.raises(NotReachable, match="larger than 12 MB"):
        archive.look(Source(url=url))


@pytest.mark.parametrize(
    "body", [b"kein gzip", gzip.compress(b"<p>Text</p>" * 99)[:25]], ids=["false", "cut"]
)
def test_a_broken_packing_is_one_sentence(body: bytes, site: Site, archive: HttpArchive) -> None:
    url = site.show("/kaputt", body, Content_Encoding="gzip")
    with pytest.raises(NotReachable):
        archive.look(Source(url=url))


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + ']><rss version="2.0"><channel><item><title>&i;</title><link>https://verein.example/1</link></item></channel></rss>'
)
BLOWUP = (
    f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "{"x" * 50_000}">]><rss version="2.0"><channel>'
    "<item><title>" + "&a;" * 5_000 + "</title><link>https://verein.example/1</link></item></channel></rss>"
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    '<rss version="2.0"><channel>'
    "<item><title>x&a;</title><link>https://verein.example/1</link></item></channel></rss>"
)


def test_even_a_harmless_entity_of_a_feed_is_left_alone() -> None:
    feed = OUTSIDE.replace('SYSTEM "file:///etc/passwd"', '"Verstecktes"')
    (entry,) = feeds.parse_feed(feed.encode(), "https://verein.example/", NOW).entries
    assert "Verstecktes" not in entry.title


@pytest.mark.parametrize("bomb", [LAUGHS, BLOWUP, OUTSIDE], ids=["laughs", "blowup", "external"])
def test_entities_that_a_feed_declares_are_never_expanded(bomb: str) -> None:
    entries = feeds.parse_feed(bomb.encode(), "https://verein.example/", NOW).entries
    assert all(len(entry.title) < 20_000 and "root:" not in entry.title for entry in entries)


@pytest.mark.parametrize("bomb", [LAUGHS, BLOWUP, OUTSIDE], ids=["laughs", "blowup", "external"])
def test_entities_that_a_sitemap_declares_are_never_expanded(bomb: str) -> None:
    text = bomb.replace("<title>", "<url><loc>https://verein.example/a").replace("</title>", "</loc></url>")
    entries = feeds.parse_sitemap(text.replace("rss", "urlset").encode(), NOW).entries
    assert all(len(entry.url) < 20_000 and "root:" not in entry.url for entry in entries)


@pytest.fixture
def dripping() -> Iterator[str]:
    """A server that sends one byte of an endless header every now and then."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.1)
    is_over = threading.Event()

    def drip() -> None:
        kept = []
        while not is_over.is_set():
            with contextlib.suppress(TimeoutError):
                kept.append(listener.accept()[0])
            for connection in kept:
                with contextlib.suppress(OSError):
                    connection.sendall(b"H")
        for connection in kept:
            connection.close()

    thread = threading.Thread(target=drip)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    is_over.set()
    thread.join()
    listener.close()


def test_an_answer_that_drips_for_ever_ends_with_the_time_limit(dripping: str) -> None:
    with open_archive(dripping, timeout=0.4) as archive, pytest.raises(NotReachable, match="in time"):
        archive.look(Source(url=f"{dripping}/feed"))


def test_an_answer_that_drips_through_a_proxy_ends_with_the_time_limit_too(
    dripping: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", dripping)
    monkeypatch.setenv("NO_PROXY", "")
    with open_archive(timeout=0.4) as archive, pytest.raises(NotReachable, match="in time"):
        archive.fetch_photo("http://verein.example/bild.jpg")


def test_each_status_says_whether_an_article_is_gone_refused_or_only_away(
    site: Site, archive: HttpArchive
) -> None:
    gone, refused, twice = {401, 404, 410}, {403, 451}, {502, 503, 504}
    others = {*range(201, 206), 300, 304, 305, 306, 309, *range(400, 412), 429, 450, *range(500, 506)}
    for status in sorted(gone | refused | twice | others):
        url = site.answer(f"/{status}", status)
        with pytest.raises((ArticleGone, NotReachable)) as caught:
            archive.read(Entry(url=url))
        wanted = ArticleGone if status in gone else ReadingRefused if status in refused else NotReachable
        assert (status, caught.type, site.asked(f"/{status}")) == (status, wanted, 1 + (status in twice))


def test_an_article_is_followed_over_five_redirects_of_any_kind(site: Site, archive: HttpArchive) -> None:
    hops = (301, 302, 303, 307, 308)
    for at, status in enumerate(hops):
        site.answer(f"/{at}", status, Location=f"/{at + 1}" if at < 4 else "/da")
    site.answer("/davor", 301, Location="/0")
    site.show("/da", PAGE)
    assert archive.read(Entry(url=f"{site.url}/0")).url == f"{site.url}/da"
    with pytest.raises(NotReachable, match="more than 5 times"):
        archive.read(Entry(url=f"{site.url}/davor"))


def test_an_article_behind_a_password_form_is_gone(site: Site, archive: HttpArchive) -> None:
    form = '<form action="/wp-login.php?action=postpass" class="x"><input name="post_password"></form>'
    with pytest.raises(ArticleGone, match="password"):
        archive.read(Entry(url=site.show("/a", PAGE.replace("</h1>", f"</h1>{form}"))))


def test_an_article_that_leads_to_the_start_page_is_gone(site: Site, archive: HttpArchive) -> None:
    site.show("/", PAGE)
    with pytest.raises(ArticleGone, match="start page"):
        archive.read(Entry(url=site.answer("/a", 302, Location="/")))


@pytest.mark.parametrize(
    "body",
    ["", "<p></p>", "<h1>Nur ein Titel</h1>", "\x00\x01\x02"],
    ids=["empty", "hollow", "title", "bytes"],
)
def test_a_page_without_an_article_is_none(body: str, site: Site, archive: HttpArchive) -> None:
    with pytest.raises(NotAnArticle):
        archive.read(Entry(url=site.show("/a", body)))


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<html>", "image/jpeg"),
        (b"", "image/png"),
        (b"<svg xmlns=''/>", "image/svg+xml"),
        (b"RIFFxxxxAVI ", "image/webp"),
    ],
)
def test_what_is_no_picture_is_refused_whatever_it_is_called(
    body: bytes, kind: str, site: Site, archive: HttpArchive
) -> None:
    with pytest.raises(NotAnArticle, match="no picture"):
        archive.fetch_photo(site.show("/bild.jpg", body, kind))


def test_a_picture_is_fetched_up_to_its_limit(site: Site, archive: HttpArchive) -> None:
    start = b"\xff\xd8\xff\xe0"
    assert archive.fetch_photo(site.show("/klein.jpg", start + b"x" * 1000, "text/plain")).startswith(start)
    with pytest.raises(NotReachable, match="larger than 15 MB"):
        archive.fetch_photo(site.show("/gross.jpg", start + b"x" * 15_000_000))


def test_errors_name_no_password(site: Site, archive: HttpArchive) -> None:
    url = site.answer("/a", 500).replace("http://", "http://redaktion:geheim@")
    with pytest.raises(BotError) as failure:
        archive.read(Entry(url=url))
    assert "geheim" not in str(failure.value)


def test_the_systems_proxy_is_used_except_where_it_is_not_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", "verein.example")
    assert http.find_proxy("https://anderswo.example/") == "http://proxy.example:3128"
    assert http.find_proxy("https://verein.example/") == ""


def test_a_private_address_is_not_reached_through_a_proxy_either(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", site.url)
    monkeypatch.setenv("NO_PROXY", "")
    with open_archive() as archive:
        for host in ("169.254.169.254", "localhost", "[::1]", "10.0.0.1"):
            with pytest.raises(NotReachable, match="private network"):
                archive.read(Entry(url=f"http://{host}/latest/meta-data"))
    assert site.requests == []


@pytest.mark.parametrize("host", ["169。254。169。254", "localhost。", "127．0．0．1"])
def test_a_private_address_is_known_whatever_dots_it_is_written_with(
    host: str, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", site.url)
    monkeypatch.setenv("NO_PROXY", "")
    with open_archive() as archive, pytest.raises(NotReachable, match="private network"):
        archive.read(Entry(url=f"http://{host}/latest/meta-data"))
    assert site.requests == []


def test_what_follows_a_packed_page_takes_no_memory(site: Site, archive: HttpArchive) -> None:
    url = site.show("/liste", gzip.compress(b"<p>Text</p>") + b"\0" * 30_000_000, Content_Encoding="gzip")
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    archive.look(Source(url=url, baseline_at=NOW))
    peak = tracemalloc.get_traced_memory()[1] - before
    tracemalloc.stop()
    assert peak < 50_000_000


def test_the_password_of_a_source_opens_its_articles_and_stands_in_no_address(site: Site) -> None:
    site.show("/liste", "<main>" + '<p><a href="/a">Das Sommerfest war sehr schön</a></p>' + "</main>")
    site.show("/a", PAGE)
    source = f"{site.url}/liste".replace("http://", "http://redaktion:geh%40im@")
    with open_archive(source) as archive:
        (entry,) = archive.look(Source(url=source)).entries
        assert archive.read(Entry(url=entry.url)).url == entry.url == f"{site.url}/a"
    asked = {request.headers.get("Authorization") for request in site.requests}
    assert asked == {"Basic " + base64.b64encode(b"redaktion:geh@im").decode()}


def test_a_password_is_told_to_no_other_site(site: Site, other_site: Site) -> None:
    site.answer("/a", 302, Location=other_site.show("/a", PAGE))
    source = f"{site.url}/liste".replace("http://", "http://redaktion:geheim@")
    with open_archive(source, f"{other_site.url}/liste") as archive:
        archive.read(Entry(url=f"{site.url}/a"))
    assert all("Authorization" not in request.headers for request in other_site.requests)
