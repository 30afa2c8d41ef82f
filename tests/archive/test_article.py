"""An article page gives its news: title, text, picture, source, author, date, language, categories."""

import json

import pytest

from bot.archive import boilerplate
from bot.archive.archive import HttpArchive
from bot.archive.articles import html_article
from bot.archive.articles.metadata import Meta, read_meta
from bot.archive.html_tree import parse_html
from bot.archive.linked_data import read_linked
from bot.domain.article import Article, Entry
from tests.archive.sites import NOW, Site

URL = "https://verein.example/aktuelles/nachrichten/das-sommerfest-war-schoen"
LEAD = "Der Verein hat am Samstag sein Sommerfest gefeiert, und viele Familien kamen in den Garten am Kanal."
MORE = "Am Nachmittag spielte die Band des Jugendzentrums, und in der Küche wurde für alle gekocht."
HEAD = "<title>Das Sommerfest war schön - Verein</title>"


def read(body: str, *, head: str = HEAD, entry: Entry | None = None, url: str = URL) -> Article:
    text = f'<html lang="de-DE"><head>{head}</head><body>{body}</body></html>'
    found = html_article.Page(url=url, text=text)
    return html_article.parse_article(found, entry or Entry(url=url), boilerplate.LearnedFrame(), NOW)


def page(*paragraphs: str, before: str = "", title: str = "Das Sommerfest war schön") -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<main>{before}<h1>{title}</h1>{text}</main>"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f"<h1>Das Sommerfest war schön</h1><p>{LEAD}</p>", id="h1"),
        pytest.param(
            f"<h1>Aktuelle Nachrichten</h1><h2>Das Sommerfest war schön</h2><p>{LEAD}</p>", id="h2 below"
        ),
        pytest.param(
            f"<header><h1>Verein</h1></header><h2>Das Sommerfest war schön</h2><p>{LEAD}</p>", id="name"
        ),
        pytest.param(f"<p>Nachrichten</p><p>Das Sommerfest war schön</p><p>{LEAD}</p>", id="no headings"),
        pytest.param(f"<h3>Das Sommerfest war schön</h3><p>{LEAD}</p><h2>Verwandtes</h2><p>x</p>", id="h3"),
    ],
)
def test_the_title_is_the_articles_and_not_the_sections(body: str) -> None:
    assert read(body).title == "Das Sommerfest war schön"
    assert read(body, head="<title>Verein</title>").title == "Das Sommerfest war schön"


def test_a_title_edited_later_is_taken_from_the_page() -> None:
    entry = Entry(url=URL, title="Sommerfest: alter Titel")
    assert read(page(LEAD, MORE), entry=entry).title == "Das Sommerfest war schön"


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("Quelle: Stadt Essen, www.essen.de", "Stadt Essen, www.essen.de"),
        ("Quelle: Stadt Essen", "Stadt Essen"),
        ("(Quelle: Stadtteilbüro)", "Stadtteilbüro"),
    ],
)
def test_the_source_line_is_found_alone_or_glued_to_the_last_sentence(line: str, source: str) -> None:
    for body in (page(LEAD, MORE, line), page(LEAD, f"{MORE} {line}"), page(LEAD, f"{MORE}{line}")):
        found = read(body)
        assert (found.source_line, found.text) == (source, f"{LEAD}\n\n{MORE}")


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        (
            "Der Garten am Abend © Moritz Leick, Stadt Essen",
            "Der Garten am Abend",
            "Moritz Leick, Stadt Essen",
        ),
        ("© Ralf Schultheiß", "", "Ralf Schultheiß"),
        ("Foto: Burak Yildirim", "", "Burak Yildirim"),
        ("Der Garten. Bild: J. Brandt, Stadt Essen.", "Der Garten.", "J. Brandt, Stadt Essen"),
        ("Der Garten (Foto: Dr. Lara Mathis)", "Der Garten", "Dr. Lara Mathis"),
        ("Gäste (v.l.n.r.): Rima H., Tomasz W.", "Gäste (v.l.n.r.): Rima H., Tomasz W.", ""),
        ("Der Garten (Foto: K. Ott/stock.adobe.com)", "Der Garten", "K. Ott/stock.adobe.com"),
        ("© Foto: Nele Ott | Essen", "", "Nele Ott | Essen"),
        ("Der Garten (Foto: privat)", "Der Garten", "privat"),
        ("Symbolbild: Der Garten am Abend, ©Nele Ott", "Der Garten am Abend", "Nele Ott (Symbolbild)"),
    ],
)
@pytest.mark.parametrize("place", [0, 1, 2], ids=["before", "between", "after"])
def test_captions_leave_the_text_and_go_to_the_picture(
    line: str, caption: str, credit: str, place: int
) -> None:
    parts = [LEAD, MORE]
    parts.insert(place, line)
    picture = '<figure><img src="/garten.jpg"></figure>'
    found = read(page(*parts, before=picture))
    assert found.text == f"{LEAD}\n\n{MORE}"
    assert found.photo is not None
    assert (found.photo.caption, found.photo.credit) == (caption, credit)


@pytest.mark.parametrize(
    "sentence", ["Auf dem Foto: viele Gäste.", "Sie sagte: Das Bild gefällt mir.", "Das Bild hängt hier."]
)
def test_a_sentence_about_a_picture_is_no_caption(sentence: str) -> None:
    assert sentence in read(page(LEAD, sentence)).text


def test_an_editorial_begins_with_its_news_and_ends_before_its_signature() -> None:
    found = read(
        page(
            "Liebe Leserinnen und Leser,",
            f"d{LEAD[1:]}",
            MORE,
            "Ihr Mehmet Baylan",
            "Vorsitzender des Verbundes",
        )
    )
    assert (found.text, found.author) == (f"{LEAD}\n\n{MORE}", "Mehmet Baylan")


@pytest.mark.parametrize(
    "opening", ["Pressemitteilung vom 18.11.2019", "Pressemitteilung vom 12. Oktober 2017: "]
)
def test_a_press_release_begins_with_its_news(opening: str) -> None:
    assert read(page(opening + LEAD, MORE)).text.startswith(LEAD)


@pytest.mark.parametrize(
    ("row", "categories"),
    [
        (
            '<div><a href="/x">Alle</a><a href="/y">Essen</a><a href="/z">Bildung/Soziales</a></div>',
            ("Essen", "Bildung/Soziales"),
        ),
        ("<p>AlleEssenTogether in EssenVerbund-News</p>", ("Essen", "Together in Essen", "Verbund-News")),
        (
            "<p>Kategorie: Verbund-News, Together in Essen Verbund-NewsTogether in Essen</p>",
            ("Verbund-News", "Together in Essen"),
        ),
    ],
    ids=["links", "glued", "old site"],
)
def test_categories_come_from_their_row(row: str, categories: tuple[str, ...]) -> None:
    found = read(f"<main><h1>Das Sommerfest war schön</h1>{row}<p>{LEAD}</p><p>{MORE}</p></main>")
    assert (found.categories, found.text) == (categories, f"{LEAD}\n\n{MORE}")


@pytest.mark.parametrize(
    "head",
    [
        pytest.param('<meta name="dc.date" content="2026-11-20T10:00:00+01:00">', id="meta"),
        pytest.param('<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle",'
                     '"datePublished":"2026-11-20T09:00:00Z"}]}</script>', id="JSON-LD"),
        pytest.param('<meta itemprop="datePublished" content="2026-11-20T10:00:00+01:00">', id="microdata"),
    ],
)  # fmt: skip
def test_the_date_is_what_the_page_announces(head: str) -> None:
    found = read(page(LEAD, MORE), head=head).published_at
    assert found is not None
    assert found.isoformat() == "2026-11-20T09:00:00+00:00"


def test_the_date_stands_in_a_time_element_the_address_or_a_line() -> None:
    time = '<time class="published" datetime="2026-11-20">Freitag</time>'
    found = [
        read(page(LEAD, MORE, before=time)),
        read(page(LEAD, MORE), url="https://verein.example/2026/11/20/fest"),
        read(page(LEAD, MORE, before="<p>20.11.2026</p>")),
    ]
    assert {article.published_at.date().isoformat() for article in found if article.published_at} == {
        "2026-11-20"
    }


@pytest.mark.parametrize(
    "line",
    [
        '<p class="info">Veröffentlicht am 20. November 2026</p>',
        '<div class="meta">20.11.2026</div>',
        '<b id="datum">20.11.2026</b>',
    ],
)
def test_the_date_stands_in_an_element_that_only_its_name_gives_away(line: str) -> None:
    found = read(page(LEAD, MORE, before=line)).published_at
    assert found is not None
    assert f"{found:%Y-%m-%d}" == "2026-11-20"


@pytest.mark.parametrize(
    "line",
    [
        '<div class="event-date">18.04.2026</div>',
        '<div id="termin"><span class="date">18.04.2026</span></div>',
        "<footer><p class='date'>Stand: 12.03.2021</p></footer>",
        '<aside class="meta">12.03.2021</aside>',
    ],
)
def test_a_date_of_something_else_is_not_the_articles(line: str) -> None:
    assert read(page(LEAD, MORE, before=line)).published_at is None


@pytest.mark.parametrize("text", ["Das Fest war am 10.02.2015.", "Es beginnt am 3. Mai 2031 um 18 Uhr."])
def test_a_date_in_the_text_is_not_the_articles(text: str) -> None:
    assert read(page(LEAD, text)).published_at is None


@pytest.mark.parametrize("value", ["2031-01-01", "0001-01-01", "gestern", ""])
def test_a_date_that_cannot_be_is_none(value: str) -> None:
    assert read(page(LEAD, MORE), head=f'<meta name="date" content="{value}">').published_at is None


@pytest.mark.parametrize(
    ("image", "url"),
    [
        ('<img src="/a.jpg">', "https://verein.example/a.jpg"),
        ('<img src="/a.jpg" srcset="/a-600.jpg 600w, /a-1200.jpg 1200w, /a-9000.jpg 9000w">', "https://verein.example/a-1200.jpg"),
        ('<img src="data:image/gif;base64,x" data-src="/a.jpg">', "https://verein.example/a.jpg"),
        ('<a href="/gross.jpg"><img src="/klein.jpg"></a>', "https://verein.example/gross.jpg"),
        ('<img src="/logo.png"><img src="/icon.svg"><img src="/x.png" width="1"><img src="/a.jpg">',
         "https://verein.example/a.jpg"),
    ],
    ids=["src", "srcset", "lazy", "linked", "decoration"],
)  # fmt: skip
def test_the_photo_is_the_articles_own_in_its_best_rendition(image: str, url: str) -> None:
    found = read(page(image, LEAD, MORE)).photo
    assert found is not None
    assert found.url == url


def test_the_announced_picture_is_used_where_the_text_has_none_but_a_logo_never_is() -> None:
    head = '<meta property="og:image" content="/{}">'
    shown = read(page(LEAD, MORE), head=head.format("fest.jpg")).photo
    assert shown is not None
    assert shown.url == "https://verein.example/fest.jpg"
    assert read(page(LEAD, MORE), head=head.format("verein-logo.png")).photo is None


def test_language_author_and_address_are_the_pages_own() -> None:
    head = (
        '<meta name="author" content="Rima Haddad">'
        '<link rel="canonical" href="/servicecenter/archiv/nachrichten/das-sommerfest-war-schoen">'
    )
    found = read(page(LEAD, MORE), head=head)
    assert (found.language, found.author) == ("de", "Rima Haddad")
    assert found.url == "https://verein.example/servicecenter/archiv/nachrichten/das-sommerfest-war-schoen"


@pytest.mark.parametrize(
    "canonical",
    [
        "https://verein.example/",
        "https://verein.example/aktuelles/nachrichten/",
        "https://anderswo.example/x",
        "javascript:x",
        "http://[x",
    ],
)
def test_a_canonical_address_that_lies_is_not_believed(canonical: str) -> None:
    found = read(
        page(LEAD, MORE), head=f'<link rel="canonical" href="{canonical}">', url=f"{URL}?utm_source=x#top"
    )
    assert found.url == URL


@pytest.mark.parametrize(
    ("raw", "repaired"),
    [
        ("Sie will einsteigen.In der Stadt wird gebaut.", "Sie will einsteigen. In der Stadt wird gebaut."),
        ("Am 18.11.2019Warum das so ist.", "Am 18.11.2019 Warum das so ist."),
        ("Die Wirtschaftsförderungs-gesellschaft hilft.", "Die Wirtschaftsförderungsgesellschaft hilft."),
        ("Die türkisch-syrische Grenze, CO2-neutral.", "Die türkisch-syrische Grenze, CO2-neutral."),
        ("Kinder- und Jugend\u00adhilfe,auch heute .", "Kinder- und Jugendhilfe, auch heute."),
        ("Mu\u0308ller &amp; So\u0308hne &amp;amp; Co", "Müller & Söhne &amp; Co"),
        ("Der\u00a0Verein \u200b lädt &#150; wie immer &#150; ein", "Der Verein lädt – wie immer – ein"),
        (
            "Mehr auf www.Verein.De und in Node.Js von a@b.De",
            "Mehr auf www.Verein.De und in Node.Js von a@b.De",
        ),
    ],
)
def test_repairs_are_safe(raw: str, repaired: str) -> None:
    assert read(page(LEAD, raw)).text == f"{LEAD}\n\n{repaired}"


def test_navigation_sharing_and_comments_are_no_text() -> None:
    body = (
        '<nav><p>Start und noch ein langer Satz im Menü, der nicht dazu gehört.</p></nav><div class="news">'
        '<h1>Das Sommerfest war schön</h1><div class="share-buttons"><a href="#">Teilen</a></div>'
        f'<p>{LEAD}</p><p>{MORE}</p><script>var x = "Skript";</script><div class="related"><h3>Verwandt</h3>'
        "<p>Ein anderer Artikel mit einem langen Anriss, der nicht hierher gehört.</p></div>"
        '<div id="comments"><p>Ein Kommentar mit vielen Worten, der nicht zum Artikel gehört.</p></div></div>'
        "<footer><p>Ein Fuß der Seite mit vielen Worten, der nicht zum Artikel gehört.</p></footer>"
    )
    assert read(body).text == f"{LEAD}\n\n{MORE}"


BOX = "Unsere Zeitschrift erscheint jeden Monat neu und liegt in allen Vereinsheimen der Stadt aus."


def test_text_that_repeats_across_a_sites_pages_is_learned_as_frame(site: Site, archive: HttpArchive) -> None:
    others = [
        ("eins", "Ein Brand im Viertel wurde schnell gelöscht."),
        ("zwei", "Die Bücherei öffnet nun auch sonntags."),
    ]
    links = "".join(f'<a href="/nachrichten/{slug}">Nachbar {slug}</a> ' for slug, _ in others)

    def render(title: str, text: str) -> str:
        parts = f"<h1>{title}</h1><p>{text * 2}</p><p>{MORE}</p><div>{BOX}</div><p>{links}</p>"
        return f"<html><body>{parts}</body></html>"

    for slug, text in others:
        site.show(f"/nachrichten/{slug}", render(slug, text).replace(MORE, text))
    found = archive.read(Entry(url=site.show("/nachrichten/fest", render("Das Sommerfest war schön", LEAD))))
    assert BOX not in found.text
    assert MORE in found.text


def test_a_sentence_that_only_one_other_page_has_is_no_frame() -> None:
    learned = boilerplate.LearnedFrame()
    learned.learn("verein.example", "a", [BOX])
    learned.learn("verein.example", "b", ["Etwas anderes"])
    assert learned.cut("verein.example", "c", [LEAD, BOX]) == [True, True]


def test_what_regular_notices_share_at_their_start_is_no_frame() -> None:
    learned = boilerplate.LearnedFrame()
    for url in ("a", "b"):
        learned.learn("verein.example", url, ["Drucken", BOX, "Teilen"])
    assert learned.cut("verein.example", "c", ["Drucken", BOX, LEAD, "Teilen"]) == [False, True, True, False]
    assert learned.cut("verein.example", "c", [BOX, "Teilen"]) == [True, True]


@pytest.mark.parametrize("day", ["20.11.2031", "12.05.1985"])
def test_a_line_with_a_date_that_cannot_be_is_not_the_articles(day: str) -> None:
    assert read(page(LEAD, MORE, before=f"<p>{day}</p>")).published_at is None


def test_an_announced_category_is_one_clean_line() -> None:
    announced = '{"@type":"NewsArticle","articleSection":"Essen \\ud800\\u0000\\n  Nord"}'
    head = f'<script type="application/ld+json">{announced}</script>'
    assert read(page(LEAD, MORE), head=HEAD + head).categories == ("Essen Nord",)


def test_a_base_address_that_is_none_does_not_count() -> None:
    image = '<img src="/a.jpg">'
    found = read(page(image, LEAD, MORE), head='<base href="http://[x">').photo
    assert found is not None
    assert found.url == "https://verein.example/a.jpg"


def test_a_frame_is_learned_from_the_last_pages_and_from_some_sites_only() -> None:
    learned = boilerplate.LearnedFrame()
    for n in range(1000):
        learned.learn("verein.example", f"alt-{n}", [LEAD])
    for n in range(200):
        learned.learn("verein.example", f"neu-{n}", [BOX])
    assert learned.pages("verein.example") == 200
    assert learned.cut("verein.example", "c", [LEAD, BOX]) == [True, False]
    for n in range(300):
        learned.pages(f"{n}.example")
        learned.learn(f"{n}.example", "a", [BOX])
    assert learned.pages("299.example") == 0


LONG = f"{LEAD} {MORE} {LEAD} {MORE}"
END = "Der Verein dankt allen, die gekommen sind und geholfen haben, auch im Namen der Kinder vom Kanal."


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (("Vereinsleben: Das Sommerfest war schön", LEAD, MORE), (LEAD, MORE)),
        (("t", "(3)", LEAD, MORE), (LEAD, MORE)),
        ((LEAD, f"ESSEN – {MORE}"), (LEAD, MORE)),
        ((LEAD, f"Essen (verein.example/ab) {MORE}"), (LEAD, MORE)),
        ((LEAD, MORE, END, "Geboren 1983, ist seit 2015 Redakteurin beim Verein."), (LEAD, MORE, END)),
        ((LEAD, MORE, "Nele Ott, Fotografin in Essen.", "Sie mag Menschen und den Kanal."), (LEAD, MORE)),
        ((f'<span class="x-location-mark">Altenessen</span> {LEAD}', MORE), (LEAD, MORE)),
        (
            (LEAD, f'<span class="location">Haus am Kanal</span> lädt ein. {MORE}'),
            (LEAD, f"Haus am Kanal lädt ein. {MORE}"),
        ),
        (
            (LEAD, MORE, '<span class="location">Haus am Kanal</span> Karnaper Straße 5'),
            (LEAD, MORE, "Haus am Kanal Karnaper Straße 5"),
        ),
        ((f'<span class="x-mark">Im Hof:</span> {LEAD}', MORE), (f"Im Hof: {LEAD}", MORE)),
        (
            (f'<span id="PageOutdated">Ihr Programm ist alt und zeigt nicht alles.</span> {LEAD}', MORE),
            (LEAD, MORE),
        ),
        ((LEAD, "Nele Ott lehrt Musik in Essen.", MORE, END), (LEAD, MORE, END)),
        (
            ("Alle Bilder und Texte unterliegen dem Copyright und dürfen nicht kopiert werden.", LEAD, MORE),
            (LEAD, MORE),
        ),
        ((f"Im Garten am Kanal waren alle willkommen<br>{LONG}", END), None),
        ((LEAD[:-1] + " (siehe Abb. 3).", MORE[:-1] + " [4]."), (LEAD, MORE)),
        (
            ('„Schön“, sagte sie. "Das war es."Alle lachten.', LEAD),
            ('„Schön“, sagte sie. "Das war es." Alle lachten.', LEAD),
        ),
        (
            ('Das sagte der CEO."Alle kamen und lachten."', LEAD),
            ('Das sagte der CEO. "Alle kamen und lachten."', LEAD),
        ),
        (
            ("Die UN- Klimakonferenz ging zu Ende, und viele kamen.", LEAD),
            ("Die UN-Klimakonferenz ging zu Ende, und viele kamen.", LEAD),
        ),
    ],
)
def test_the_text_is_what_a_reader_would_quote(given: tuple[str, ...], text: tuple[str, ...] | None) -> None:
    found = read(page(*given), head=f"{HEAD}<meta name='author' content='Nele Ott'>")
    wanted = text or ("Im Garten am Kanal waren alle willkommen", LONG, END)
    assert found.text.split("\n\n") == list(wanted)


def test_a_source_in_the_middle_is_that_of_a_figure() -> None:
    long = [LEAD, MORE, f"{MORE} Quelle: Amt für Statistik", *[END] * 4]
    assert read(page(*long)).source_line == ""
    assert read(page(LEAD, f"{MORE} Quelle: https://verein.example/a", END)).source_line == ""
    assert read(page(LEAD, MORE, END, f"{MORE} Quelle: Stadt Essen", END)).source_line == "Stadt Essen"


def test_a_firm_is_one_author_and_what_stands_beside_a_name_is_none() -> None:
    told = {
        "Amt und Verlag GmbH, Essen, Germany": "Amt und Verlag GmbH",
        "Mia Muster, Bo Muster": "Mia Muster; Bo Muster",
        "Mia Muster Foto: Bo Muster": "Mia Muster",
        "und Interview: Mia Muster": "Mia Muster",
        "Publiziert am": "",
        "publisher": "",
        "63": "",
    }
    heads = {name: f"{HEAD}<meta name='author' content='{name}'>" for name in told}
    assert {name: read(page(LEAD, MORE), head=head).author for name, head in heads.items()} == told


def tell_linked(head: str, *objects: object) -> Meta:
    told = f"{head}<script type='application/ld+json'>{json.dumps(objects)}</script>"
    root = parse_html(f"<html><head>{told}</head></html>")
    return read_meta(root, URL, read_linked(root))


def test_authors_are_people_whom_the_page_names_to_machines() -> None:
    many = [{"name": f"Anna T{letter}e"} for letter in "abcdef"]
    for author, told in (
        ("Anna Test.", "Anna Test"),
        ("Anna T.", "Anna T."),
        ("Anna e. V.", "Anna e. V."),
        ("Ab", "Ab"),
        ("A", ""),
        (["Anna Test", 5, {"name": "Bo Test"}, {"name": 5}], "Anna Test; Bo Test"),
        ({"@type": "Organization", "name": "Verein Essen"}, ""),
        (many, "; ".join(each["name"] for each in many[:5])),
        (None, ""),
    ):
        assert tell_linked("", {"@type": "NewsArticle", "author": author}).author == told


def test_a_page_says_of_its_own_picture_whose_it_is() -> None:
    image = "<meta property='og:image' content='https://m.example/a'>"
    head = f"{image}<meta property='og:image:alt' content='Saal'>"
    news, image = {"@type": "NewsArticle"}, {"@type": "ImageObject", "author": {"name": "Mia M"}}
    for objects, told in (
        ([news], []),
        ([news | {"image": []}], []),
        ([news | {"image": "x.jpg"}], []),
        ([news | {"image": [{"creditText": "Mia M"}, {"creditText": "Bo"}]}], ["© Mia M", ""]),
        ([news | {"image": {"caption": "Fest", "copyrightNotice": "© Bo"}}], ["© Bo", "Fest"]),
        ([news | {"image": {"creator": "(c) Bo"}}], ["(c) Bo", ""]),
        ([news, image | {"url": "https://m.example/a"}], ["© Mia M", ""]),
        ([news, image | {"url": "https://m.example/b"}], []),
        ([news, image | {"url": "https://m.example/"}], []),
    ):
        assert list(tell_linked(head, *objects).picture) == ["Saal", *told]


def test_a_letter_is_signed_by_the_name_below_its_greeting() -> None:
    for lines, text, author in (
        (("Ihre Anna Test",), 2, "Anna Test"),
        (("Mit freundlichen Grüßen", "Anna Test", "Vorstand"), 2, "Anna Test"),
        (("Mit freundlichen Grüßen", "Anna Test!"), 4, ""),
    ):
        found = read(page(LEAD, MORE, *lines))
        assert (len(found.text.split("\n\n")), found.author) == (text, author), lines
