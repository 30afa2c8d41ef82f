"""Pages as others build them: the kinds of markup that hide, glue, misname or surround an article."""

import contextlib
from datetime import UTC, datetime

import pytest

from bot.archive import boilerplate, html_tree
from bot.archive.articles import block_kinds, html_article, main_text
from bot.domain import languages
from bot.domain.article import Article, Entry
from bot.domain.errors import ArticleGone, BotError, NotAnArticle
from tests.archive.sites import NOW

URL = "https://verein.example/aktuelles/laternenweg"
TITLE = "Laternenweg durch den Stadtgarten"
LEAD = "Am Martinstag ziehen Kinder aus sechs Gruppen mit selbst gebauten Laternen durch den Stadtgarten."
MORE = "Gebastelt wurde seit Oktober in der Werkstatt am Wasserturm, immer mittwochs und mit viel Papier."
TEXT = f"{LEAD}\n\n{MORE}"
OG = f'<meta property="og:title" content="{TITLE}">'
LINKED = (
    '<script type="application/ld+json">{"@type":"NewsArticle","author":'
    '[{"@type":"Person","name":"Rosa Beispiel"},{"name":"Cem Muster"}]}</script>'
)
SOFT = TITLE.replace("weg", "&shy;weg")
PAIR = f"<p>{LEAD}</p><p>{MORE}</p>"


def read(body: str, head: str = f"<title>{TITLE} – Verein</title>", *, lang: str = "de") -> Article:
    page = html_article.Page(
        url=URL, text=f'<!DOCTYPE html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>'
    )
    return html_article.parse_article(page, Entry(url=URL), boilerplate.LearnedFrame(), NOW)


def day(article: Article) -> str:
    return f"{article.published_at:%Y-%m-%d}" if article.published_at else ""


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            f'<main><h1>{TITLE}</h1><div class="builder-widget"><div '
            f'class="builder-widget-box">{PAIR}</div></div>'
            "</main>",
            id="a page builder's widgets",
        ),
        pytest.param(
            f'<div class="page"><h1>{TITLE}</h1><div class="col with-sidebar sidebar">{PAIR}</div></div>',
            id="a layout with a sidebar",
        ),
        pytest.param(
            f'<main><h1>{TITLE}</h1><div class="print icons">{PAIR}</div></main>', id="what is printed"
        ),
        pytest.param(f"<nav><main><h1>{TITLE}</h1>{PAIR}</main></nav>", id="an unclosed menu"),
        pytest.param(
            f"<aside><article><h1>{TITLE}</h1>{PAIR}</article></aside>", id="an article in an aside"
        ),
        pytest.param(
            f"<main><h1>{TITLE}</h1>{PAIR}</main><div class='sidebar'><h3>Neues</h3><p>Der Chor probt "
            f"jetzt montags "
            "im großen Saal.</p><p>Die Bücherei sucht Vorleserinnen.</p></div>",
            id="a real sidebar",
        ),
        pytest.param(
            f"<main><h1>{TITLE}</h1>{PAIR}<h3>Mehr zum Thema</h3><p>Im Vorjahr kamen trotz Regens "
            f"dreihundert Kinder "
            "in den Stadtgarten und sangen.</p><h3>Schlagworte</h3><p>Kinder, Licht</p><p>Sie müssen "
            "sich einloggen, "
            "um einen Kommentar zu schreiben.</p><p>Unterstützen Sie unsere Arbeit mit einer "
            "Spende.</p></main>",
            id="a tail",
        ),
        pytest.param(
            f"<main><h1>{TITLE}</h1><p>Mit dem Laden des Videos akzeptieren Sie die Bedingungen des "
            f"Anbieters.</p>{PAIR}"
            "<p>Aus Gründen der besseren Lesbarkeit verwenden wir nur eine Form.</p><p>Lesen Sie auch: "
            '<a href="/x">Der Weg ist neu gepflastert</a></p></main>',
            id="notices",
        ),
        pytest.param(
            f"<main><h1>{TITLE}</h1><div>© Rosa Beispiel, Stadt Essen<br>{LEAD}<br>{MORE}</div></main>",
            id="breaks after a credit",
        ),
        pytest.param(
            f"<main><h1>{TITLE}</h1><p>{LEAD[:-13]}</p><p>{LEAD[-12:]}</p><p>{MORE}</p></main>",
            id="a torn sentence",
        ),
        pytest.param(
            f"<main><h1>{TITLE}</h1><p>Linz (abc/xy) – {LEAD}</p><p>{MORE}</p></main>", id="a dateline"
        ),
        pytest.param(
            f"<main><p>Warning: Undefined array key 3 in /srv/x.php on line 12</p><h1>{TITLE}</h1>"
            f"<p>Von Rosa Beispiel</p>{PAIR}</main>",
            id="an error and a byline",
        ),
        pytest.param(
            f'<main><h1>{TITLE}</h1><p>{LEAD[:-1]}<sup>1</sup>.</p><blockquote class="twitter-tweet">'
            f"<p>Das wird schön! pic.example/8w</p>— Verein (@verein)</blockquote><p>{MORE}<sup>[2]</sup></p>"
            "<p>Dieser Beitrag wurde am Samstag, den 14. November 2026 um 08:15 Uhr veröffentlicht und unter "
            "Kinder abgelegt.</p></main>",
            id="footnotes, a quoted post and a theme's note",
        ),
        pytest.param(
            f'<main><h1>{TITLE}</h1><p><span class="date">14.11.2026, 08:15 Uhr</span><span>{LEAD}</span></p>'
            f'<p>{MORE}</p><div class="rss-widget">Heute: Der Markt öffnet um acht.</div></main>',
            id="a glued stamp",
        ),
        pytest.param(
            f"<main><h1>{TITLE}</h1><p>Pressemitteilung vom 14. November 2026 | Ulm – {LEAD}</p><p>{MORE}</p>"
            "</main>",
            id="a press release's line",
        ),
        pytest.param(
            f"<main><h1>{TITLE}</h1><p>von Rosa Beispiel, 14.11.2026</p><p>(14.11.2026) {LEAD}</p>"
            f"<p>{MORE}</p><p>Werbung</p><p>Sed qui voluptatem et est. Quod nihil ut ipsum ea.</p></main>",
            id="a byline with its day, advertising and printers' Latin",
        ),
        pytest.param(
            f'<main><h1>{TITLE}</h1><div><img src="/teich.jpg"><p>Zwei Kinder halten am Teich ihre Laternen '
            f"in den Wind, ganz vorn steht die kleinste.</p><p>Foto:</p></div><div><p>{LEAD}</p><p>{MORE}</p>"
            '<p class="figure__caption-text">Cem Muster</p><p>Rosa Muster / pixelio.de</p></div>'
            "<p>Titelbild: Rosa Muster</p></main>",
            id="captions without a figure",
        ),
        pytest.param(
            f"<main><h1>{TITLE}</h1><p>Auf dem Bild zu sehen: Zwei Kinder mit ihren Laternen.</p>{PAIR}"
            "<h4>Rückfragen an:</h4><p>Haus am Park, Teichweg 3, Essen, Telefon 0201 0000000.</p></main>"
            '<div class="reveal-modal"><h3>Suche</h3><p>Mehrere Wörter werden zusammen gesucht.</p></div>',
            id="a caption in words, a contact and a hidden window",
        ),
        pytest.param(
            f'<div id="top"><button class="menu"><main><h1>{TITLE}</h1>{PAIR}</main></button></div>',
            id="an unclosed button",
        ),
        pytest.param(
            f"<main><h1>{TITLE}</h1><p>Dieser Beitrag enthält Affiliate-Links, sie sind mit * markiert.</p>"
            "<p>Hinweis: Sie verwenden einen Browser, der diese Seite nicht mehr zeigen kann.</p>"
            f"<p>{TITLE}</p><p>Essen -</p>{PAIR}<p>Dieses Thema im Programm: Lokalfunk | 14.11.2026</p>"
            "<p>Geschrieben von Cem am 14.11.2026 22:30 (9 x gelesen)</p><p>Noch keine Kommentare</p></main>",
            id="advertising, an old browser, a title said twice, a place alone and a broadcast",
        ),
    ],
)
def test_the_text_is_the_article_and_nothing_else(body: str) -> None:
    found = read(body)
    assert (found.title, found.text) == (TITLE, TEXT)


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (f"<h1><span>Aus den Gruppen</span><span>{TITLE}</span></h1>{PAIR}", OG),
        (f"<h1>{TITLE} <small>14.11.2026 • Kinder, Feste</small></h1>{PAIR}", f"<title>{TITLE}</title>"),
        (f"<h1>14.11.2026 - {TITLE}</h1>{PAIR}", "<title>Verein</title>"),
        (
            f'<p class="titel"><b>{TITLE}</b></p>{PAIR}<h2>Eine Laterne</h2><p>Das Bild zeigt sie.</p>',
            "<title>Verein</title>",
        ),
        (
            f"<div>Mitteilungen<br><div><p>2026-11-14 | Verein</p><h4>{TITLE}</h4>{PAIR}</div></div>",
            "<title>Verein – Haus am Park</title>",
        ),
        (f"<h1>{TITLE} | Verein im Netz</h1>{PAIR}", OG),
        (
            f'<h1><span class="roofline">Feste</span> {SOFT}</h1>{PAIR}',
            "<title>Verein</title>",
        ),
        (
            f"<h1><span>Mitteilung des Vorstands:</span><span>{TITLE}</span></h1>{PAIR}",
            f"{OG}<title>Mitteilungen</title>",
        ),
        (f"<h1>{TITLE} <span>Ein Abend mit Musik</span><span>von Cem</span></h1>{PAIR}", OG),
        (f"<h1>Feste / {TITLE}</h1>{PAIR}", OG),
        (f"<h1>[> {TITLE}</h1>{PAIR}", "<title>Verein</title>"),
        (
            f'<h1><a href="/">Haus am Park</a></h1><h2>{TITLE}</h2>{PAIR}',
            "<title>Aktuelles | Haus am Park</title>",
        ),
        (
            f"<div>Kinder : {TITLE}</div>{PAIR}",
            f"<title>Haus am Park e. V. - {TITLE} - Kinder - News</title>",
        ),
        (f"<div>{PAIR}</div>", f"<title>{TITLE} - Verein - Zusammen im Park - seit 1998</title>"),
        (
            f"<h1>Kinder im Park</h1><h1>{TITLE}</h1>{PAIR}<h1>Kinder im Park</h1>",
            "<title>Wie leuchtet der Park? | Haus am Park</title>",
        ),
    ],
    ids=[
        "kicker",
        "day and categories",
        "day before it",
        "bold line",
        "h4",
        "site's name",
        "hyphens and roofline",
        "label",
        "subtitle and author",
        "slash",
        "arrow",
        "site's name as first heading",
        "between the names of site and section",
        "before the host's name and a motto",
        "a section's name that stands twice",
    ],
)
def test_the_title_is_told_without_what_is_glued_to_it(body: str, head: str) -> None:
    found = read(f"<main>{body}</main>", head)
    assert found.title == TITLE
    assert found.text.startswith(TEXT)


@pytest.mark.parametrize(
    "line",
    [
        '<div class="post-meta">Veröffentlicht: 14. November 2026</div>',
        '<p class="date">14. Nov. 2026, 08:15 Uhr</p>',
        "<p>2026-11-14 | Mitteilung</p>",
        '<span class="entry-date"><time datetime="2026-11-14T00:30:00+01:00">14.11.2026</time></span>',
        '<div class="news"><span>Datum:</span> <span>14.11.2026</span></div>',
        '<div class="post-created">14.11.26</div>',
    ],
)
def test_the_day_is_the_one_that_stands_at_the_title(line: str) -> None:
    beside = '<div class="box"><time class="published" datetime="2020-12-03">3. Dezember 2020</time></div>'
    found = read(f"<main><h1>{TITLE}</h1>{line}{PAIR}</main>{beside}")
    assert day(found) == "2026-11-14"
    assert "2026" not in found.text


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<meta property="article:published_time" content="2026-11-14T23:40:00-08:00">', "2026-11-14"),
        ('<meta property="article:published_time" content="2026-11-14T00:10:00+02:00">', "2026-11-14"),
        ('<meta property="article:published_time" content="2026-11-14T23:30:00">', "2026-11-14"),
        ('<meta name="date" content="2026-11-30">', ""),
        (
            '<script type="application/ld+json">{"@type":"Article","datePublished":"2026-11-14",}</script>',
            "2026-11-14",
        ),
        (
            '<script type="application/ld+json">{"@type":"WebPage","datePublished":"2026-11-14"}</script>',
            "2026-11-14",
        ),
    ],
    ids=["west of here", "east of here", "without a zone", "in the future", "broken JSON", "of the page"],
)
def test_a_day_is_the_day_the_page_tells_wherever_it_is(head: str, expected: str) -> None:
    assert day(read(f"<main><h1>{TITLE}</h1>{PAIR}</main>", head)) == expected


def test_nothing_was_published_in_the_future() -> None:
    head = '<meta name="date" content="2026-11-22T18:00:00+01:00">'
    found = read(f"<main><h1>{TITLE}</h1>{PAIR}</main>", head).published_at
    assert found == datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("body", "head", "author"),
    [
        ("", '<meta name="author" content="Rosa Beispiel">', "Rosa Beispiel"),
        ("", LINKED, "Rosa Beispiel; Cem Muster"),
        ('<p class="byline">Von Rosa Beispiel am 14. November 2026</p>', "", "Rosa Beispiel"),
        ('<a rel="author" href="/rosa">Rosa Beispiel</a>', "", "Rosa Beispiel"),
        ('<div class="comment-author">Troll</div>', '<meta name="author" content="https://v.example">', ""),
        ('<a class="author">Follow</a>', "", ""),
        ('<p class="author">Beitrag von Rosa Beispiel »</p>', "", "Rosa Beispiel"),
    ],
    ids=["meta", "JSON-LD", "byline", "link", "none", "a button", "a forum"],
)  # fmt: skip
def test_the_author_is_who_wrote_the_article(body: str, head: str, author: str) -> None:
    assert read(f"<main><h1>{TITLE}</h1>{body}{PAIR}</main>", head).author == author


@pytest.mark.parametrize(
    "image",
    [
        '<img src="/img/leer.gif" class="lazy" alt="Laternen">',
        '<img src="/theme/logos/wappen.png">',
        '<img src="/banner.jpg">',
        '<img src="/zaehler/1x1.png">',
        '<img src="/theme/header.jpg"><img src="/uploads/laternen-150x150.jpg">',
        '<img src="/rosa-autorenfoto.jpg"><img src="/siegel?$icon_png$">',
        '<img src="/bilder/freunde.gif" alt="An Freunde schicken"><img src="/theme/arrow-down.png">',
    ],
)
def test_the_announced_picture_wins_over_one_that_is_none(image: str) -> None:
    head = '<meta property="og:image" content="https://verein.example/bilder/laternen.jpg">'
    photo = read(f"<main><h1>{TITLE}</h1>{image}{PAIR}</main>", head).photo
    assert photo is not None
    assert photo.url == "https://verein.example/bilder/laternen.jpg"


def test_a_header_is_the_photo_where_nothing_else_is_and_a_files_name_is_no_caption() -> None:
    photo = read(f'<main><img src="/title.png" alt="IMG_0450 (1)"><h1>{TITLE}</h1>{PAIR}</main>').photo
    assert photo is not None
    assert photo.url == "https://verein.example/title.png"
    photo = read(f'<main><h1>{TITLE}</h1><img src="/a.jpg" alt="laternen_14_11">{PAIR}</main>').photo
    assert photo is not None
    assert photo.caption == ""


def test_a_text_that_is_only_there_without_scripts_is_read_and_a_notice_is_not() -> None:
    many = PAIR.replace("Am Martinstag", "Am Tag des Heiligen Martin") * 3
    shown = f"<main><h1>{TITLE}</h1><noscript>{many}</noscript></main>"
    assert read(shown).text.startswith("Am Tag des Heiligen Martin ziehen Kinder")
    notice = "<noscript><p>Diese Seite braucht eingeschaltete Scripts, um alles zu zeigen.</p></noscript>"
    assert read(f"<main><h1>{TITLE}</h1>{notice}{PAIR}</main>").text == TEXT


def test_what_a_credit_says_in_a_sentence_is_the_caption_and_a_source_has_no_open_bracket() -> None:
    line = "<p>Bild: Eine Gruppe von Kindern geht mit ihren Laternen langsam um den Teich im Park.</p>"
    found = read(f'<main><h1>{TITLE}</h1><img src="/a.jpg">{line}{PAIR}<p>Quelle: (Haus am Park)</p></main>')
    assert found.photo is not None
    assert (found.photo.caption[:11], found.photo.credit) == ("Eine Gruppe", "")
    assert (found.text, found.source_line) == (TEXT, "Haus am Park")


def test_an_address_tells_which_of_two_figures_is_the_month() -> None:
    html = f'<title>{TITLE}</title><main><h1>{TITLE}</h1><p class="date">10/11/2026 07:00</p>{PAIR}</main>'
    page = html_article.Page(url="https://verein.example/2026/10/11/laternenweg", text=html)
    found = html_article.parse_article(page, Entry(url=page.url), boilerplate.LearnedFrame(), NOW)
    assert day(found) == "2026-10-11"


def test_a_text_of_which_the_second_opinion_keeps_half_is_read_to_its_end() -> None:
    more = "".join(f"<p>Runde {n}: {MORE} Danach blieben {n} Familien am Feuer.</p>" for n in range(20))
    page = html_article.open_page(
        html_article.Page(url=URL, text=f"<main><h1>{TITLE}</h1>{PAIR}<p>Kurz war es nie.</p>{more}</main>")
    )
    first = [n for n, block in enumerate(page.blocks) if block.text in {LEAD, MORE}]
    chosen = main_text.choose(page.blocks, first, 0)
    assert page.blocks[chosen[-1]].text.startswith("Runde 19")
    assert len(chosen) == 23


def test_the_rest_of_an_article_that_a_page_first_hides_is_read() -> None:
    more = "".join(f"<p>Runde {n}: {MORE}</p>" for n in range(6))
    body = f'<h1>{TITLE}</h1><div><p>{f"{LEAD} " * 3}</p><div id="text-hidden">{more}</div></div>'
    body += f"<div><p>{MORE}</p></div>"
    assert [f"Runde {n}" in read(f"<main>{body}</main>").text for n in range(6)] == [True] * 6


def test_a_table_above_an_articles_paragraphs_and_a_far_hint_are_none_of_it() -> None:
    points = "".join(f"<tr><td>{n}</td><td>24{n}.5</td></tr>" for n in range(3))
    hint = "<div><p>Bitte melden Sie sich an, damit alle Bereiche dieser Seite verfügbar sind.</p></div>"
    menu = "".join(f"<div><a href='/{n}'>Abteilung {n}</a></div>" for n in range(16))
    story = PAIR + "".join(f"<p>Runde {n}: {MORE}</p>" for n in range(12))
    found = read(f"{hint}{menu}<main><p>{TITLE}</p><div><table>{points}</table>{story}</div></main>")
    assert found.text.startswith(LEAD)
    assert found.text.endswith(f"Runde 11: {MORE}")


def test_paragraphs_that_each_stand_in_wrappers_of_their_own_stand_together() -> None:
    wrapped = f"<div><div><p>{LEAD}</p></div></div><div><p>{MORE}</p></div><p>{LEAD}</p>"
    blocks = html_tree.list_blocks(html_tree.parse_html(f"<section>{wrapped}</section>", URL))
    assert [box.tag for box in map(block_kinds.box_of, blocks) if box is not None] == ["section"] * 3


def test_lines_with_keywords_or_two_stamps_are_no_text() -> None:
    stamp = "<p>Verein 14. November 2026, 08:15 (aktualisiert: 14. November 2026, 09:30)</p>"
    head = '<meta property="article:published_time" content="2026-11-14T08:15:00+01:00">'
    found = read(f"<main><h1>{TITLE}</h1>{stamp}<p>Themen: Kinder, Licht, Park</p>{PAIR}</main>", head)
    assert found.text == TEXT


def test_a_box_whose_name_only_contains_the_word_event_has_the_day() -> None:
    body = f'<div class="prevent-break"><span class="date">14.11.2026</span></div>{PAIR}'
    assert day(read(f"<main><h1>{TITLE}</h1>{body}</main>")) == "2026-11-14"


def test_a_copyright_of_years_is_no_photographer() -> None:
    figure = '<img src="/a.jpg" alt="Eine Laterne">'
    foot = "<footer-bar>Copyright (c) 2018-2026, Rosa Beispiel; all rights reserved.</footer-bar>"
    photo = read(f"<main><h1>{TITLE}</h1>{PAIR}{figure}<p>{foot}</p></main>").photo
    assert photo is not None
    assert photo.credit == ""


def test_a_theme_that_styles_password_forms_asks_for_no_password() -> None:
    style = "<style>.post-password-form label{color:#333}</style>"
    assert read(f"<main><h1>{TITLE}</h1>{PAIR}</main>", style).title == TITLE
    form = '<form action="/wp-login.php?action=postpass"><input name="post_password" type="password"></form>'
    with pytest.raises(ArticleGone):
        read(f"<main><h1>{TITLE}</h1><p>Dieser Inhalt ist geschützt.</p>{form}</main>")


def test_the_language_is_the_texts_and_not_the_templates() -> None:
    assert read(f"<main><h1>{TITLE}</h1>{PAIR}</main>", lang="en").language == "de"
    english = "<p>The children of six groups walk through the garden with lanterns that they made for it.</p>"
    assert read(f"<main><h1>Lanterns</h1>{english * 2}</main>", "", lang="en-GB").language == "en"


def test_an_address_hidden_from_robots_is_written_out_as_a_browser_does() -> None:
    key = 0x2A
    coded = bytes([key, *(byte ^ key for byte in b"licht@verein.example")]).hex()
    link = f'<a class="__cf_email__" data-cfemail="{coded}">[email&#160;protected]</a>'
    text = read(f"<main><h1>{TITLE}</h1>{PAIR}<p>Wer helfen mag, schreibt an {link}.</p></main>").text
    assert text.endswith("Wer helfen mag, schreibt an licht@verein.example.")


@pytest.mark.parametrize(
    "filler",
    [
        *("»" * 400_000, "1." * 10_000, "„" * 20_000, "ist " * 5_000, "Datei " * 4_000),
        f"<p>{LEAD}</p>" * 110_000,
    ],
    ids=["quotes", "ordinals", "low quotes", "is", "file", "twelve megabytes"],
)
def test_a_hostile_page_is_read_or_refused_in_one_sentence(filler: str) -> None:
    body = f"<main><h1>{TITLE}</h1><p>{LEAD}</p><p>{filler}</p></main>"
    found: Article | None = None
    with contextlib.suppress(BotError):
        found = read(body, f"<title>{filler[:9999]}</title>")
    assert found is None or found.title


def test_a_text_that_begins_with_many_lines_is_doubted() -> None:
    lines = "".join(f"<p>{word}</p>" for word in ("Gäste: 3", "Menü", "Archiv", "Umfrage", "Radio"))
    assert read(f"<main><h1>{TITLE}</h1>{lines}{PAIR}</main>").doubts
    assert not read(f"<main><h1>{TITLE}</h1>{PAIR}</main>").doubts


@pytest.mark.parametrize(
    ("title", "body", "doubt"),
    [
        (TITLE, "<p>und immer mittwochs wird im Saal gebastelt, mit Papier, Draht und Geduld.</p>", "middle"),
        (
            TITLE,
            "<p>Wobei der Weg länger ist als im Vorjahr, als viele Kinder froren und müde waren.</p>",
            "middle",
        ),
        (TITLE, f"<p>{LEAD}</p>" + "".join(f"<p>Gruppe {n}: Haus {n}</p>" for n in range(9)), "lines"),
        ("Über uns", PAIR, "itself"),
        (TITLE, f"{PAIR}<div>Diesen Artikel jetzt mit Plus-Abo lesen</div>", "subscribers"),
    ],
    ids=["small letter", "connective", "lines", "about the site", "stub"],
)
def test_what_may_be_no_whole_article_is_doubted(title: str, body: str, doubt: str) -> None:
    (said,) = read(f"<main><h1>{title}</h1>{body}</main>", f"<title>{title}</title>").doubts
    assert doubt in said


def test_what_machines_may_not_read_whole_is_doubted_and_a_long_text_is_not() -> None:
    head = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>'
    assert "subscribers" in read(f"<main><h1>{TITLE}</h1>{PAIR}</main>", head).doubts[0]
    assert not read(f"<main><h1>{TITLE}</h1>{PAIR * 8}</main>", head).doubts


def test_a_page_much_older_than_the_list_says_is_doubted() -> None:
    html = (
        f'<head><meta property="article:published_time" content="2026-02-14"><title>{TITLE}</title></head>'
        f"<body><main><h1>{TITLE}</h1>{PAIR}</main></body>"
    )
    page, learned = html_article.Page(url=URL, text=html), boilerplate.LearnedFrame()
    for listed, is_doubted in ((NOW, True), (datetime(2026, 2, 16, tzinfo=UTC), False)):
        entry = Entry(url=URL, title=TITLE, published_at=listed)
        found = html_article.parse_article(page, entry, learned, NOW)
        assert found.published_at == listed
        assert any("14 Feb 2026" in doubt for doubt in found.doubts) is is_doubted


def test_a_text_that_leads_to_several_others_is_doubted() -> None:
    teasers = "".join(
        f"<p>{LEAD[:60]} in der {word} Stra... weiter...</p>" for word in ("hohen", "langen", "alten")
    )
    assert read(f"<main><h1>{TITLE}</h1>{teasers}</main>").doubts
    assert not read(f"<main><h1>{TITLE}</h1>{PAIR}<p>{MORE} So geht es weiter.</p></main>").doubts


def test_a_page_that_only_asks_for_another_browser_is_no_article() -> None:
    notice = "<p>Dein Browser ist leider veraltet.</p><p>Lade einen neueren Browser kostenfrei herunter.</p>"
    with pytest.raises(NotAnArticle):
        read(f"<main><h1>{TITLE}</h1>{notice}</main>")


def test_a_dateline_below_a_subtitle_is_cut_and_an_age_is_kept() -> None:
    assert read(
        f"<main><h1>{TITLE}</h1><p>Kinder leuchten</p><p>Essen (Ruhr) - {LEAD}</p></main>"
    ).text.endswith(f"leuchten\n\n{LEAD}")
    assert "Rosa (9) – " in read(f"<main><h1>{TITLE}</h1><p>Rosa (9) – {LEAD}</p><p>{MORE}</p></main>").text


def test_a_heading_that_ends_in_a_verbs_particle_is_not_joined_to_the_text() -> None:
    heading = "Laternen im Park: So sieht das Fest in diesem Jahr aus"
    found = read(f"<main><h1>{TITLE}</h1>{PAIR}<h2>{heading}</h2><p>Doch {LEAD}</p></main>", OG)
    assert heading in found.text.split("\n\n")


def test_an_appeals_picture_is_no_photo() -> None:
    pictures = '<img src="/bild1.jpg" alt="Jetzt spenden!"><img src="/bild2.jpg" alt="Kinder mit Laternen">'
    found = read(f"<main><h1>{TITLE}</h1>{pictures}{PAIR}</main>", OG)
    assert found.photo is not None
    assert found.photo.url.endswith("/bild2.jpg")


def test_categories_are_single_names_and_never_the_title() -> None:
    head = f'<meta property="article:section" content="Kinder &amp;amp; Jugend, {TITLE}, Feste,">'
    assert read(f"<main><h1>{TITLE}</h1>{PAIR}</main>", head).categories == ("Kinder & Jugend", "Feste")
    shown = '<span class="news-list-category">Soziales <a href="/">Startseite</a> Feste</span>'
    assert read(f"<main><h1>{TITLE}</h1>{shown}{PAIR}</main>").categories == ("Soziales", "Feste")


def test_brackets_of_credits_and_sources_stand_in_pairs() -> None:
    figure = (
        '<figure><img src="/laterne.jpg"><figcaption>Eine Laterne (Foto: Cem (Verein))</figcaption></figure>'
    )
    found = read(f"<main><h1>{TITLE}</h1>{figure}{PAIR}<p>Quelle: Haus am Park (Essen)</p></main>")
    assert found.photo is not None
    assert (found.photo.caption, found.photo.credit) == ("Eine Laterne", "Cem (Verein)")
    assert found.source_line == "Haus am Park (Essen)"


def test_a_day_with_slashes_is_read_as_the_page_shows_it() -> None:
    line = '<p class="date">Erstellt am: 01.10.2026</p>'
    assert (
        day(read(f"<main><h1>{TITLE}</h1>{line}{PAIR}</main>", '<meta name="date" content="10/01/2026">'))
        == "2026-10-01"
    )
    assert day(
        read(f"<main><h1>{TITLE}</h1>{line}{PAIR}</main>", '<meta name="date" content="01/10/2026 9:00">')
    ) == ("2026-10-01")


def test_a_heading_that_holds_boxes_and_breaks_is_one_title_above_a_pictures_heading() -> None:
    heading = f"<h1><div>{TITLE[:11]}<br>{TITLE[12:]}</div></h1>"
    figure = "<figure><img src='/a.jpg'><h2>Ein Junge mit seiner Laterne. Bild: Cem Muster</h2></figure>"
    found = read(f"<main>{heading}{figure}{PAIR}</main>", "<title>Verein</title>")
    assert (found.title, found.text) == (TITLE, TEXT)


def test_a_portrait_of_the_author_is_no_text_and_a_title_ends_without_a_colon() -> None:
    portrait = "<p>Rosa Beispiel ist Redakteurin im Haus am Park und schreibt seit Jahren über Feste.</p>"
    head = f'<meta name="author" content="Rosa Beispiel"><meta property="og:title" content="{TITLE} :">'
    found = read(f"<main><h1>{TITLE} :</h1>{portrait}{PAIR}</main>", head)
    assert (found.title, found.text, found.author) == (TITLE, TEXT, "Rosa Beispiel")


def test_what_somebody_encoded_twice_is_read_once() -> None:
    told = "für alle – „Übung“, ab 20 € in São Paulo"
    twice = told.encode().decode("cp1252", "replace").replace("\ufffd", "\x9d")
    assert html_tree.decode(f"<p>{twice}</p>".encode()) == f"<p>{told}</p>"
    assert html_tree.decode(f"{twice} und für Süd".encode()) == f"{told} und für Süd"
    assert html_tree.decode("São Paulo, Ã ist ein Zeichen".encode()) == "São Paulo, Ã ist ein Zeichen"


def test_lines_of_windows_in_a_page_of_utf_8_leave_the_others_whole() -> None:
    body = "für alle – ".encode() + "für Süd".encode("cp1252")
    assert html_tree.decode(body) == "für alle – für Süd"
    assert html_tree.decode("für Süd – „so“".encode("cp1252")) == "für Süd – „so“"
    declared = '<meta charset="windows-1252">für „Süd“'
    assert html_tree.decode(declared.encode()) == html_tree.decode(declared.encode("cp1252")) == declared


def test_a_language_is_changed_only_where_the_text_speaks_clearly_for_another() -> None:
    results = "Anna Beispiel A 12,4 | Cem Muster A 12,6 | Rosa Beispiel A 12,9 | " * 9
    assert languages.decide_language("de", results) == "de"
    assert languages.decide_language("sv", TEXT) == "sv"
    assert languages.decide_language("en", TEXT) == languages.decide_language("", "Anna 12") == "de"
    assert languages.decide_language("de", "На мосту гуляют дети с фонариками.") == "ru"


def test_a_page_whose_menus_hold_more_words_than_its_text_is_read() -> None:
    items = "".join(f"<li>Zuständige Stelle {n}</li>" for n in range(60))
    found = read(f"<article><ul>{items}</ul></article><div><h1>{TITLE}</h1>{PAIR}</div>")
    assert (found.title, found.text) == (TITLE, TEXT)


def test_a_menus_word_far_above_the_title_is_no_text_though_the_text_has_it_too() -> None:
    menu = "<div>Kinder</div>" + "".join(f"<div>Teil {n}</div>" for n in range(12))
    more = "".join(
        f"<p>Runde {n}: {MORE} Danach blieben {n} Familien noch lange am Feuer.</p>" for n in range(6)
    )
    found = read(f"<div>{menu}</div><div><h1>{TITLE}</h1>{PAIR}{more}</div>")
    assert found.text.startswith(LEAD)
