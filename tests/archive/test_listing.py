"""List pages are understood whatever built them, and menus, footers and side columns are not news."""

import pytest

from bot.archive.lists import html_list
from bot.domain.article import Entry
from tests.archive.sites import NOW

URL = "https://verein.example/aktuelles/nachrichten"
TITLES = (
    "Sommerfest im Bürgerhaus war gut besucht",
    "Neue Sprechzeiten der Geschäftsstelle",
    "Wir trauern um Ali",
)

FRAME = """<html lang="de"><head><title>Nachrichten</title></head><body>
<a href="#main">Zum Hauptinhalt springen</a>
<div class="menu"><ul><li><a href="/verein">Über den Verein und seine Ziele</a></li>
<li><a href="/vorstand">Vorstand</a></li><li><a href="/termine">Termine</a></li>
<li><a href="/mitglied-werden">Mitglied werden</a></li><li><a href="/spenden">Spenden</a></li></ul></div>
<header><nav><a href="/projekte/beschreibung">Unser Projekt Zusammen in der Stadt</a></nav></header>
<main id="main"><h1>Aktuelle Nachrichten und Beiträge</h1>{list}</main>
<div class="sidebar"><h3>Themen</h3>
<a href="/category/politik">Politik</a> <a href="/category/sport">Sport</a></div>
<footer><p><a href="/impressum">Impressum</a> <a href="/datenschutz">Datenschutz</a>
<a href="https://facebook.com/verein">zum Facebook-Profil</a></p></footer></body></html>"""

TYPO3 = """<div class="news-list-view">{items}</div>"""
TYPO3_ITEM = """<div class="article articletype-0"><div class="header"><h3><a title="{title}" href="{path}">
<span itemprop="headline">{title}</span></a></h3></div><div class="teaser-text"><span class="news-list-date">
<time itemprop="datePublished" datetime="2026-11-1{n}">1{n}.11.2026</time></span><p>Ein kurzer Anriss …</p>
<a class="more" href="{path}">Weiterlesen</a></div></div>"""
JOOMLA = """<div class="blog">{items}</div>"""
JOOMLA_ITEM = """<div class="items-row"><div class="item"><div class="page-header"><h2 itemprop="name">
<a href="{path}" itemprop="url">{title}</a></h2></div><dl class="article-info"><dd class="published"><time
datetime="2026-11-1{n}T08:00:00+01:00" itemprop="datePublished">1{n}. November 2026</time></dd></dl>
<p class="readmore"><a class="btn" href="{path}">Weiterlesen: {title}</a></p></div></div>"""
WORDPRESS = """<div id="content">{items}</div>"""
WORDPRESS_ITEM = """<article id="post-{n}" class="post"><header class="entry-header"><a href="{path}"><img
src="/b{n}.jpg" alt=""></a><h2 class="entry-title"><a href="{path}" rel="bookmark">{title}</a></h2></header>
<div class="entry-content"><p>Text mit <a href="/andere/seite">einem Verweis</a>.
<a class="more-link" href="{path}#more-{n}">Weiterlesen</a></p></div><footer class="entry-footer">
<time class="entry-date published" datetime="2026-11-1{n}T09:00:00+01:00">1{n}.</time>
<a href="/category/politik/" rel="category tag">Politik</a></footer></article>"""
TABLE = """<table><tr><th>Datum</th><th>Meldung</th></tr>{items}</table>"""
TABLE_ITEM = """<tr><td>1{n}.11.2026</td><td><a href="{path}">{title}</a></td></tr>"""
PLAIN = """<div>{items}</div>"""
PLAIN_ITEM = """<p>1{n}.11.2026: <a href="{path}">{title}</a></p>"""
BREAKS = """<p>{items}</p>"""
BREAKS_ITEM = """<a href="{path}">{title}</a> (1{n}.11.2026)<br>"""
MORE_ONLY = """<ul>{items}</ul>"""
MORE_ONLY_ITEM = """<li><h3>{title}</h3><p>1{n}.11.2026</p><p>Anriss.</p><a href="{path}">mehr</a></li>"""

KINDS = {
    "TYPO3 news": (TYPO3, TYPO3_ITEM),
    "Joomla blog": (JOOMLA, JOOMLA_ITEM),
    "WordPress theme": (WORDPRESS, WORDPRESS_ITEM),
    "table": (TABLE, TABLE_ITEM),
    "hand-made paragraphs": (PLAIN, PLAIN_ITEM),
    "links and line breaks": (BREAKS, BREAKS_ITEM),
    "only 'mehr' is a link": (MORE_ONLY, MORE_ONLY_ITEM),
}


def render(kind: str, titles: tuple[str, ...] = TITLES, base: str = "/aktuelles/nachrichten/artikel") -> str:
    outer, inner = KINDS[kind]
    items = "".join(inner.format(title=t, path=f"{base}-{n}", n=n) for n, t in enumerate(titles))
    return FRAME.format(list=outer.format(items=items))


def read(text: str) -> tuple[Entry, ...]:
    return html_list.parse_list(text, URL, NOW).entries


@pytest.mark.parametrize("base", ["/aktuelles/nachrichten/artikel", "/beitrag"], ids=["below", "elsewhere"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_list_is_understood(kind: str, base: str) -> None:
    entries = read(render(kind, base=base))
    assert [entry.title for entry in entries] == list(TITLES)
    assert [entry.url for entry in entries] == [f"https://verein.example{base}-{n}" for n in range(3)]


@pytest.mark.parametrize("kind", list(KINDS))
def test_dates_in_a_list_are_read(kind: str) -> None:
    assert [entry.published_at.day for entry in read(render(kind)) if entry.published_at] == [10, 11, 12]


@pytest.mark.parametrize("kind", ["TYPO3 news", "WordPress theme", "table", "hand-made paragraphs"])
def test_a_young_archive_with_one_article_is_understood(kind: str) -> None:
    assert [entry.title for entry in read(render(kind, TITLES[:1]))] == [TITLES[0]]


def test_a_first_item_that_is_set_larger_is_not_missed() -> None:
    large = '<div class="article top"><h2><a href="/aktuelles/gross">Ganz groß: Das Fest</a></h2></div>'
    text = render("TYPO3 news").replace(
        '<div class="news-list-view">', f'<div class="news-list-view">{large}'
    )
    assert [entry.title for entry in read(text)] == ["Ganz groß: Das Fest", *TITLES]


def test_a_page_without_a_list_shows_nothing() -> None:
    assert read("<html><body><p>Diese Seite wird gerade überarbeitet.</p></body></html>") == ()


@pytest.mark.parametrize(
    "paging",
    [
        pytest.param(
            '<ul class="f3-widget-paginator"><li class="next"><a href="?page=2">weiter</a></li></ul>', id="t3"
        ),
        pytest.param('<link rel="next" href="?page=2">', id="link rel"),
        pytest.param(
            '<div class="nav-links"><a class="next" href="?page=2">Weitere Beiträge</a></div>', id="theme"
        ),
        pytest.param(
            '<div class="pagination"><a href="?page=2" aria-label="Nächste Seite">»</a></div>', id="aria"
        ),
        pytest.param('<p class="seiten">1 <a href="?page=2">2</a> <a href="?page=3">3</a></p>', id="numbers"),
    ],
)
def test_the_next_page_of_a_list_is_found(paging: str) -> None:
    text = render("TYPO3 news").replace("</main>", f"{paging}</main>")
    assert html_list.parse_list(text, URL, NOW).next_url == f"{URL}?page=2"
    assert len(read(text)) == 3


def test_the_last_page_has_no_next() -> None:
    paging = '<p class="seiten"><a href="?page=1">1</a> <a href="?page=2">2</a> 3</p>'
    text = render("TYPO3 news").replace("</main>", f"{paging}</main>")
    assert html_list.parse_list(text, f"{URL}?page=3", NOW).next_url == ""
