"""Every kind of source is found out from its address alone."""

import json
import os
from datetime import timedelta
from pathlib import Path

import pytest

from bot.archive.archive import HttpArchive
from bot.archive.detect import Kind
from bot.archive.lists.selectors import Selectors, load_selectors
from bot.domain.article import Entry, Source
from bot.domain.errors import ArticleGone, NotAnArticle, NotReachable, SettingsWrong
from tests.archive.sites import NOW, Site
from tests.archive.test_look import render_list, render_rss

ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:base="{url}/"><title>V</title>
<entry><id>urn:1</id><title type="html">Tee &amp;amp; Kaffee</title><link rel="alternate" href="a/1"/>
<published>2026-11-20T10:00:00+01:00</published><updated>2026-11-21T10:00:00+01:00</updated></entry></feed>"""
RSS_090 = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>V</title><link>{url}</link></channel>
<item><title>Tee &#38;amp; Kaffee</title><link>{url}/a/1</link></item></rdf:RDF>"""
RSS_091 = """<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
"http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>V</title><item>
<title>Tee &amp; Kaffee</title><link>{url}/a/1</link></item></channel></rss>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "items": [
        {"id": "1", "url": "/a/1", "title": "Tee & Kaffee", "date_published": "2026-11-20T10:00:00+01:00"}
    ],
}
SITEMAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>{url}/</loc></url><url><loc>{url}/a/1</loc>
<news:news><news:publication_date>2026-11-20</news:publication_date><news:title>Tee &amp; Kaffee</news:title>
</news:news></url></urlset>"""
POST = {
    "link": "{url}/a/1",
    "guid": {"rendered": "{url}/?p=1"},
    "title": {"rendered": "Tee &#038; Kaffee"},
    "date_gmt": "2026-11-20T09:00:00",
    "content": {"rendered": "<p>Text</p>", "protected": False},
    "_embedded": {"wp:term": [[{"taxonomy": "category", "name": "Essen &amp; Trinken", "slug": "essen"}]]},
}


def look(archive: HttpArchive, url: str) -> tuple[str, tuple[Entry, ...]]:
    found = archive.look(Source(url=url))
    return found.kind, found.entries


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        pytest.param(ATOM, Kind.FEED, id="Atom"),
        pytest.param(RSS_090, Kind.FEED, id="RSS 0.90"),
        pytest.param(RSS_091, Kind.FEED, id="RSS 0.91"),
        pytest.param(json.dumps(JSON_FEED), Kind.JSON_FEED, id="JSON Feed"),
        pytest.param(SITEMAP, Kind.SITEMAP, id="news sitemap"),
        pytest.param(json.dumps([POST]), Kind.WORDPRESS, id="WordPress posts"),
    ],
)
def test_a_listing_is_recognised_by_its_bytes(
    body: str, kind: Kind, site: Site, archive: HttpArchive
) -> None:
    url = site.show("/quelle", body.replace("{url}", site.url), "application/octet-stream")
    found, entries = look(archive, url)
    assert (found, [(entry.url, entry.title) for entry in entries]) == (
        kind,
        [(f"{site.url}/a/1", "Tee & Kaffee")],
    )
    with pytest.raises(NotAnArticle):
        archive.read(Entry(url=url))


def test_dates_are_aware_utc_whatever_the_kind(site: Site, archive: HttpArchive) -> None:
    bodies = (ATOM, json.dumps(JSON_FEED), json.dumps([POST]))
    urls = [site.show(f"/{n}", body.replace("{url}", site.url)) for n, body in enumerate(bodies)]
    dates = {look(archive, url)[1][0].published_at for url in urls}
    assert [date.isoformat() for date in dates if date] == ["2026-11-20T09:00:00+00:00"]


def test_a_sitemap_index_leads_to_the_posts(site: Site, archive: HttpArchive) -> None:
    maps = "".join(
        f"<sitemap><loc>{site.url}/{name}.xml</loc></sitemap>" for name in ("page-1", "posts-1", "tags")
    )
    site.show("/posts-1.xml", SITEMAP.replace("{url}", site.url))
    url = site.show("/sitemap.xml", f'<?xml version="1.0"?><sitemapindex>{maps}</sitemapindex>')
    assert [entry.url for entry in look(archive, url)[1]] == [f"{site.url}/a/1"]
    assert site.asked("/tags.xml") == 0


ALTERNATE = '<link rel="alternate" type="application/rss+xml" href="/feed">'


def test_a_page_is_read_through_its_own_feed(site: Site, archive: HttpArchive) -> None:
    site.show("/feed", render_rss(site, range(4)), "application/rss+xml")
    url = site.show("/liste", render_list(range(3), ALTERNATE))
    kind, entries = look(archive, url)
    assert (kind, len(entries), entries[0].guid) == (Kind.FEED, 4, "id-0")


@pytest.mark.parametrize(
    "feed",
    [
        pytest.param(lambda site: render_rss(site, range(50, 54)), id="of other articles"),
        pytest.param(lambda site: render_rss(site, range(0)), id="empty"),
        pytest.param(lambda site: "<html><body>Kein Feed</body></html>", id="no feed at all"),
    ],
)
def test_a_feed_that_is_not_the_pages_own_is_left_alone(
    feed: object, site: Site, archive: HttpArchive
) -> None:
    site.show("/feed", feed(site), "application/rss+xml")
    url = site.show("/liste", render_list(range(3), ALTERNATE))
    assert look(archive, url)[0] == Kind.HTML


def test_a_feed_once_found_is_asked_alone(site: Site, archive: HttpArchive) -> None:
    site.show("/feed", render_rss(site, range(4)), "application/rss+xml")
    url = site.show("/liste", render_list(range(3), ALTERNATE))
    found = archive.look(Source(url=url))
    site.requests.clear()
    site.show("/feed", render_rss(site, range(5)), "application/rss+xml")
    known = Source(url=url, baseline_at=NOW, listing_url=found.listing_url, validators=found.validators)
    assert len(archive.look(known).entries) == 5
    assert (site.asked("/feed"), site.asked("/liste")) == (1, 0)


def test_an_unconditional_look_finds_out_anew_where_a_list_is_read_best(
    site: Site, archive: HttpArchive
) -> None:
    url = site.show("/liste", render_list(range(3)))
    found = archive.look(Source(url=url))
    assert found.listing_url == url
    site.show("/feed", render_rss(site, range(4)), "application/rss+xml")
    site.show("/liste", render_list(range(3), ALTERNATE))
    known = Source(url=url, baseline_at=NOW, listing_url=found.listing_url)
    assert archive.look(known).kind == Kind.HTML
    assert archive.look(known, conditional=False).kind == Kind.FEED


def test_a_feed_that_vanishes_gives_way_to_the_page(site: Site, archive: HttpArchive) -> None:
    site.show("/feed", render_rss(site, range(4)), "application/rss+xml")
    url = site.show("/liste", render_list(range(3), ALTERNATE))
    listing_url = archive.look(Source(url=url)).listing_url
    assert listing_url == f"{site.url}/feed"
    site.answer("/feed", 404)
    assert archive.look(Source(url=url, listing_url=listing_url)).kind == Kind.HTML


def test_at_the_first_look_the_page_adds_what_its_feed_no_longer_shows(
    site: Site, archive: HttpArchive
) -> None:
    site.show("/feed", render_rss(site, range(3)), "application/rss+xml")
    url = site.show("/liste", render_list(range(5), ALTERNATE))
    assert len(look(archive, url)[1]) == 5
    assert len(archive.look(Source(url=url, baseline_at=NOW)).entries) == 3


@pytest.mark.parametrize("api", ["/wp-json/", "/?rest_route=/"])
def test_a_wordpress_start_page_is_read_through_its_interface(
    api: str, site: Site, archive: HttpArchive
) -> None:
    posts = json.dumps([POST]).replace("{url}", site.url)
    sign = "&" if "?" in api else "?"
    site.show(f"{api}wp/v2/posts{sign}per_page=20&_embed=1", posts, "application/json")
    site.show(f"{api}wp/v2/posts{sign}per_page=100&_embed=1", posts, "application/json")
    link = f'<link rel="https://api.w.org/" href="{site.url}{api}">'
    kind, entries = look(archive, site.show("/", render_list(range(1, 2), link)))
    assert (kind, entries[0].title, entries[0].categories) == (
        Kind.WORDPRESS,
        "Tee & Kaffee",
        ("Essen & Trinken",),
    )


INLINE = """<html><body><nav><h2>Seiten</h2><ul><li><a href="/verein">Verein</a></li></ul></nav><main>
<h1>Archiv</h1><h2 id="fest">Das Sommerfest</h2><p>12.11.2026</p><p>{text}</p>
<p>Viele <a href="/fotos">Fotos</a> gibt es auch.</p>
<h2>Die neue Küche</h2><p>{text}</p></main></body></html>"""


def test_whole_articles_on_one_page_are_articles_of_their_own(site: Site, archive: HttpArchive) -> None:
    url = site.show(
        "/archiv", INLINE.format(text="Das war ein langer und schöner Tag für alle Vereine. " * 3)
    )
    _, entries = look(archive, url)
    read = [archive.read(entry) for entry in entries]
    assert [article.title for article in read] == ["Das Sommerfest", "Die neue Küche"]
    assert read[0].url == f"{url}#fest:~:text=Das%20Sommerfest"
    assert "Küche" not in read[0].text


def test_an_article_taken_off_its_page_is_gone(site: Site, archive: HttpArchive) -> None:
    url = site.show("/archiv", INLINE.format(text="Ein langer und schöner Tag für alle Vereine. " * 3))
    entry = look(archive, url)[1][0]
    site.show("/archiv", INLINE.format(text="Kurz.").replace("Das Sommerfest", "Das Fest"))
    with pytest.raises(ArticleGone):
        archive.read(entry)


def open_archive(**settings: object) -> HttpArchive:
    return HttpArchive(timeout=timedelta(seconds=5), clock=lambda: NOW, **settings)


def test_a_folder_is_a_source(tmp_path: Path) -> None:
    (tmp_path / "fest.md").write_text("# Das Sommerfest\n\n" + "Ein *schöner* Tag für alle. " * 5)
    (tmp_path / "notiz.tmp").write_text("nichts")
    with open_archive(sources=[str(tmp_path)]) as archive:
        first = archive.look(Source(url=str(tmp_path)))
        article = archive.read(first.entries[0])
        assert (first.kind, article.title) == (Kind.FOLDER, "Das Sommerfest")
        assert article.text.startswith("Ein schöner Tag")
        assert archive.look(Source(url=str(tmp_path), validators=first.validators)).unchanged


def test_a_file_outside_the_configured_folders_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "geheim.txt").write_text("Ein Geheimnis, das niemand lesen darf. " * 5)
    (tmp_path / "quelle").mkdir()
    (tmp_path / "quelle" / "link.txt").symlink_to(tmp_path / "geheim.txt")
    with open_archive(sources=[str(tmp_path / "quelle")]) as archive:
        for path in (
            tmp_path / "geheim.txt",
            tmp_path / "quelle" / "link.txt",
            tmp_path / "quelle/../geheim.txt",
        ):
            with pytest.raises(NotReachable):
                archive.read(Entry(url=f"file://{path}"))


def test_a_stubborn_list_is_read_by_selectors(site: Site, tmp_path: Path) -> None:
    url = site.show(
        "/stur",
        '<div class="x"><b class="t">Titel eins</b> <i>1.11.2026</i> <a href="/a/1">→</a></div>'
        '<div class="x"><b class="t">Titel zwei</b> <i>2.11.2026</i> <a href="/a/2">→</a></div>',
    )
    file = tmp_path / "sources.toml"
    file.write_text(f'[[source]]\nurl = "{url}"\nitem = "div.x"\ntitle = ".t"\ndate = "i"\n')
    with open_archive(sources=[site.url], selectors=load_selectors(file)) as archive:
        entries = archive.look(Source(url=url)).entries
    assert [entry.title for entry in entries] == ["Titel eins", "Titel zwei"]
    assert [entry.published_at.day for entry in entries if entry.published_at] == [1, 2]


@pytest.mark.parametrize(
    "text",
    [
        "[[source]]\nurl = 'x'",
        "[[source]]\nurl='x'\nitem='['",
        "[[source]]\nurl='x'\nitem='foo|bar'",
        "kaputt",
        "[[source]]\nx=1",
        "source = 5",
        "source = [1]",
        "source = ['']",
        "[source]",
    ],
)
def test_a_wrong_selector_file_is_named(text: str, tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text(text)
    with pytest.raises(SettingsWrong, match=r"sources\.toml"):
        load_selectors(tmp_path / "sources.toml")


def test_no_selector_file_is_no_selectors(tmp_path: Path) -> None:
    assert dict(load_selectors(tmp_path / "sources.toml")) == {}
    assert Selectors(item="p").list_entries("", "https://verein.example/", NOW) == ()


def test_robots_txt_is_obeyed(site: Site, archive: HttpArchive) -> None:
    site.show("/robots.txt", "User-agent: *\nDisallow: /intern/", "text/plain")
    with pytest.raises(NotReachable, match=r"robots\.txt"):
        archive.look(Source(url=site.show("/intern/liste", render_list(range(3)))))
    assert site.asked("/intern/liste") == 0


@pytest.mark.parametrize(
    ("asked", "pauses"), [("3", [3, 3]), ("600", [10, 10]), ("1e999", []), ("-1", []), ("bald", [])]
)
def test_the_pause_that_robots_txt_asks_for_is_kept(asked: str, pauses: list[float], site: Site) -> None:
    site.show("/robots.txt", f"User-agent: *\nCrawl-delay: {asked}", "text/plain")
    site.show("/liste?page=2", render_list(range(3, 5)))
    site.show("/liste?page=3", render_list(range(5, 7)))
    url = site.show("/liste", render_list(range(3), '<p class="pages"><a href="?page=2">nächste</a></p>'))
    kept: list[float] = []
    with HttpArchive(
        sources=[url], timeout=timedelta(seconds=5), clock=lambda: NOW, sleep=kept.append
    ) as archive:
        archive.look(Source(url=url))
        archive.look(Source(url=url))
    assert kept[: len(pauses)] == pauses
    assert len(kept) == (3 if pauses else 0)


def test_robots_txt_is_asked_once_a_day(site: Site, archive: HttpArchive) -> None:
    for n in range(3):
        archive.look(Source(url=site.show(f"/liste{n}", render_list(range(3)))))
    assert site.asked("/robots.txt") == 1


def test_a_date_from_before_the_web_is_none(site: Site, archive: HttpArchive) -> None:
    feed = render_rss(site, range(1)).replace("21 Nov 2026", "01 Jan 1970")
    url = site.show("/feed", feed, "application/rss+xml")
    assert [entry.published_at for entry in look(archive, url)[1]] == [None]


def test_a_file_whose_name_is_in_an_old_encoding_is_read(tmp_path: Path) -> None:
    file = tmp_path / os.fsdecode(b"fr\xfchling.txt")
    file.write_text("Der Frühling\n\n" + "Ein schöner Tag für alle. " * 5)
    with open_archive(sources=[str(tmp_path)]) as archive:
        (entry,) = archive.look(Source(url=str(tmp_path))).entries
        assert archive.read(entry).title == "Der Frühling"


def test_categories_of_a_json_feed_have_names(site: Site, archive: HttpArchive) -> None:
    tagged = {**JSON_FEED, "items": [{"id": "1", "url": "/a/1", "tags": ["", " ", "Essen"]}]}
    url = site.show("/feed", json.dumps(tagged), "application/json")
    assert look(archive, url)[1][0].categories == ("Essen",)
