"""Feeds and sitemaps as servers send them: any encoding, any frame, stray bytes, packed, cut, doubled."""

import gzip
from datetime import UTC, datetime

import pytest

from bot.archive import detect, feeds
from bot.archive.archive import HttpArchive
from bot.archive.detect import Kind
from bot.domain.article import Source
from bot.domain.errors import NotReachable
from bot.domain.urls import canonical_url
from tests.archive.sites import NOW, Site

HEAD = "<?xml version='1.0' encoding='utf-8'?>"
RSS = "<rss version='2.0'><channel><title>Bund</title>{items}</channel></rss>"
TITLES = ("Grüße vom Fluß", "Äpfel für Çiğdem", "Öffnung im März")


def write(items: str = "", head: str = HEAD) -> str:
    listed = "".join(
        f"<item><title>{t}</title><link>https://bund.example/{n}</link></item>" for n, t in enumerate(TITLES)
    )
    return head + RSS.format(items=items or listed)


def read(body: bytes, content_type: str = "") -> list[str]:
    markup = detect.read_markup(body, content_type)
    assert detect.find_kind(markup) is Kind.FEED
    return [entry.title for entry in feeds.parse_feed(markup, "https://bund.example/feed", NOW).entries]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig", "utf-32-be"])
@pytest.mark.parametrize("head", [HEAD, HEAD.replace("utf-8", "utf-16")])
def test_wide_letters_are_read_with_and_without_a_mark(encoding: str, head: str) -> None:
    assert read(write(head=head).encode(encoding)) == list(TITLES)


def test_the_server_may_be_the_only_one_to_name_the_encoding() -> None:
    body = write(head="<?xml version='1.0'?>").encode("iso-8859-9")
    assert read(body, "application/rss+xml; charset=ISO-8859-9") == list(TITLES)


def test_a_server_that_names_the_wrong_encoding_spoils_no_utf8() -> None:
    assert read(write().encode(), "text/xml; charset=iso-8859-1") == list(TITLES)


def test_one_stray_byte_spoils_one_letter_at_most() -> None:
    body = write().encode().replace("Grüße".encode(), "Grüße".encode("cp1252"))
    assert read(body) == list(TITLES)


@pytest.mark.parametrize(
    "frame",
    [
        ("", "<!-- " + "lang " * 2000 + "-->"),
        ("", "<!-- vorher stand hier <html> -->"),
        ("\n\n", "<?xml-stylesheet href='a.xsl'?><!DOCTYPE rss [<!ENTITY a 'b'>]>"),
    ],
    ids=["a long comment", "a page in a comment", "instructions"],
)
def test_what_stands_before_the_root_hides_no_feed(frame: tuple[str, str]) -> None:
    assert read(write(head=f"{HEAD if not frame[0] else ''}{''.join(frame)}").encode()) == list(TITLES)


def test_a_notice_before_the_feed_does_not_hide_it() -> None:
    assert detect.find_kind(b"<b>Warning</b>: x in /y.php<br />" + write(head="").encode()) is Kind.FEED


def test_a_page_that_talks_about_feeds_is_none() -> None:
    assert detect.find_kind(b"<!doctype html><html><body>&lt;rss&gt; <rss></rss></body></html>") is Kind.HTML


def test_a_notice_behind_the_end_leaves_the_feed_whole() -> None:
    behind = b"\n<br /><b>Notice</b>: x <item><title>Falsch</title><link>/falsch</link></item>"
    found = feeds.parse_feed(write().encode() + behind, "https://bund.example/feed", NOW)
    assert (len(found.entries), found.is_whole) == (3, True)


def test_a_feed_that_ends_in_its_last_item_is_not_whole_and_leaves_it_out() -> None:
    body = write().encode()
    found = feeds.parse_feed(body[: body.rfind(b"</link>")], "https://bund.example/feed", NOW)
    assert (len(found.entries), found.is_whole) == (2, False)


@pytest.mark.parametrize("anchor", ["#m{n}", "#{word}", ""], ids=["numbered", "named", "none"])
def test_items_of_one_page_are_known_apart(anchor: str) -> None:
    items = "".join(
        f"<item><title>{t}</title><guid>{n}</guid>"
        f"<link>https://bund.example/alles{anchor.format(n=n, word=t.split()[1])}</link></item>"
        for n, t in enumerate(TITLES)
    )
    found = feeds.parse_feed(write(items).encode(), "https://bund.example/feed", NOW).entries
    assert len({canonical_url(entry.url) for entry in found}) == 3
    assert all(entry.url.startswith("https://bund.example/alles#") for entry in found)
    assert anchor != "#m{n}" or found[2].url == "https://bund.example/alles#m2"


def test_one_item_that_is_listed_twice_stays_one() -> None:
    items = "<item><title>Eins</title><link>https://bund.example/1</link></item>" * 2
    found = feeds.parse_feed(write(items).encode(), "https://bund.example/feed", NOW).entries
    assert {entry.url for entry in found} == {"https://bund.example/1"}


def test_days_of_a_german_system_are_read() -> None:
    items = "<item><title>Eins</title><link>/1</link><pubDate>Mi, 13 Mai 2026 10:00:00 +0200</pubDate></item>"
    (entry,) = feeds.parse_feed(write(items).encode(), "https://bund.example/feed", NOW).entries
    assert entry.published_at == datetime(2026, 5, 13, 8, tzinfo=UTC)


def test_relative_links_start_where_the_server_says_that_the_feed_stands(
    site: Site, archive: HttpArchive
) -> None:
    items = "<item><title>Eins</title><link>1.html</link></item>"
    url = site.show("/feed", write(items), "application/rss+xml", Content_Location="/neues/feed.xml")
    assert archive.look(Source(url=url)).entries[0].url == f"{site.url}/neues/1.html"


def urlset(*paths: str) -> bytes:
    listed = "".join(f"<url><loc>{path}</loc></url>" for path in paths)
    return f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{listed}</urlset>".encode()


def index(*paths: str) -> bytes:
    listed = "".join(f"<sitemap><loc>{path}</loc></sitemap>" for path in paths)
    return (
        f"<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{listed}</sitemapindex>".encode()
    )


def test_sitemaps_may_be_packed_and_lie_two_indexes_deep(site: Site, archive: HttpArchive) -> None:
    site.show("/news.xml.gz", gzip.compress(urlset(f"{site.url}/meldung-eins-und-zwei")), "application/gzip")
    site.show("/inner.xml", index(f"{site.url}/news.xml.gz", f"{site.url}/weg.xml"), "application/xml")
    url = site.show("/map.xml", index("/inner.xml"), "application/xml")
    assert [entry.url for entry in archive.look(Source(url=url)).entries] == [
        f"{site.url}/meldung-eins-und-zwei"
    ]


def test_an_index_that_does_not_say_what_changed_is_asked_for_its_parts(
    site: Site, archive: HttpArchive
) -> None:
    site.show("/news.xml", urlset(f"{site.url}/das-ist-eins"), "application/xml")
    url = site.show("/map.xml", index(f"{site.url}/news.xml"), "application/xml")
    first = archive.look(Source(url=url))
    site.show("/news.xml", urlset(f"{site.url}/das-ist-zwei", f"{site.url}/das-ist-eins"), "application/xml")
    second = archive.look(Source(url=url, baseline_at=NOW, validators=first.validators))
    assert len(second.entries) == 2


def test_a_part_that_fails_hides_no_other_but_no_first_look_is_made_without_it(
    site: Site, archive: HttpArchive
) -> None:
    site.show("/news-1.xml", urlset(f"{site.url}/das-ist-eins"), "application/xml")
    site.answer("/news-2.xml", 500)
    url = site.show("/map.xml", index(f"{site.url}/news-1.xml", f"{site.url}/news-2.xml"), "application/xml")
    assert len(archive.look(Source(url=url, baseline_at=NOW)).entries) == 1
    with pytest.raises(NotReachable):
        archive.look(Source(url=url))


def test_robots_txt_with_a_byte_order_mark_is_obeyed(site: Site, archive: HttpArchive) -> None:
    site.show("/robots.txt", b"\xef\xbb\xbfUser-agent: *\nDisallow: /", "text/plain")
    url = site.show("/liste", "<h2><a href='/a'>Ein schöner langer Titel</a></h2>")
    with pytest.raises(NotReachable):
        archive.look(Source(url=url))
    assert site.asked("/liste") == 0


def test_a_sitemap_of_fixed_pages_lists_no_article(site: Site, archive: HttpArchive) -> None:
    fixed = [f"{site.url}/{name}" for name in ("ueber-uns", "vorstand", "spenden.html", "mitglied_werden")]
    url = site.show("/map.xml", urlset(*fixed), "application/xml")
    assert archive.look(Source(url=url)).entries == ()
    site.show("/map.xml", urlset(*fixed, f"{site.url}/das-sommerfest-war-schoen"), "application/xml")
    assert len(archive.look(Source(url=url)).entries) == 5
