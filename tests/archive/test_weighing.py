"""How much what repeats looks like news, which heading is the title, which picture a photo: the weights."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

import bot.archive
from bot.archive import feeds
from bot.archive.articles.metadata import is_announced_article
from bot.archive.articles.photo import check_picture, find_best_url, find_photo, may_be_photo
from bot.archive.articles.title import Title, decide_title
from bot.archive.html_tree import list_blocks, parse_html
from bot.archive.lists.items import Group, Item, find_frame, is_title, weigh
from bot.domain.errors import NotAnArticle
from tests.archive.sites import NOW
from tests.records import list_loose, list_said

URL = "https://verein.example/aktuelles/das-sommerfest-war-schoen"


def item(title: str, *, box: str = "", url: str = "https://verein.example/a", **more: object) -> Item:
    root = parse_html(f"<body><div>{box or title}</div></body>")
    return Item(box=next(root.iter("div")), url=url, title=title, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "weight"),
    [
        (item("x" * 12), 0),
        (item("x" * 13), 0.1),
        (item("x" * 90), 7.8),
        (item("x" * 91), 7.8),
        (item("x" * 220), 7.8),
        (item("x" * 221), 0),
        (item("会" * 20), 3.8),
        (item("会" * 36), 7.8),
        (item("x" * 32, is_heading=True), 5.0),
        (item("x" * 32, published_at=NOW), 4.0),
        (item("x" * 32, box="y" * 113), 3.0),
        (item("x" * 32, box="y" * 112), 2.0),
        (item("x" * 32, url="https://verein.example/news/a"), 2.0),
        (item("weiterlesen"), 0),
        (item("29.11.2026"), 0),
        (item("2026"), 0),
        (item("x"), 0),
    ],
)
def test_titles_headings_days_and_teasers_speak_for_news(given: Item, weight: float) -> None:
    assert weigh(given, "https://verein.example/", NOW) == pytest.approx(weight)


def test_an_address_below_the_lists_own_speaks_for_news() -> None:
    link = next(parse_html("<h2><a href='a'>Ein Titel</a></h2>").iter("a"))
    below = item("x" * 32, url="https://verein.example/news/a", links=[link])
    assert weigh(below, "https://verein.example/news/", NOW) == pytest.approx(2.5 * 1.3)
    assert weigh(below, "https://verein.example/new", NOW) == pytest.approx(2.5)
    assert weigh(below, "https://verein.example/", NOW) == pytest.approx(2.5)
    assert is_title("Neu", NOW)


def make_group(count: int, weight: float, *, factor: float = 1.0) -> Group:
    items = [item("x", weight=weight) for _ in range(count)]
    return Group(items=items, path=(), factor=factor)


def test_good_items_count_for_more_than_many() -> None:
    weights = [make_group(count, 2).weight for count in (1, 4, 16, 25)]
    assert weights == pytest.approx([2, 8, 16, 16])
    assert make_group(4, 4).weight == pytest.approx(32)
    assert make_group(4, 2, factor=0.5).weight == pytest.approx(4)
    assert Group(items=[item("x", weight=1), item("x", weight=3)], path=(), factor=1).average == 2


@pytest.mark.parametrize(
    ("frame", "factor"),
    [
        ("<div>{}</div>", 1.0),
        ("<nav>{}</nav>", 0.1),
        ("<div role='navigation'>{}</div>", 0.1),
        ("<aside>{}</aside>", 0.15),
        ("<div class='a sidebar-left'>{}</div>", 0.15),
        ("<div id='footer'>{}</div>", 0.15),
        ("<div class='widget'>{}</div>", 0.5),
        ("<aside><div class='widget'>{}</div></aside>", 0.15),
        ("<nav><aside>{}</aside></nav>", 0.1),
        ("<nav><main>{}</main></nav>", 1.0),
        ("<div class='sidebars'>{}</div>", 1.0),
    ],
)
def test_what_stands_in_the_frame_is_hardly_the_list(frame: str, factor: float) -> None:
    root = parse_html(f"<body>{frame.format('<p>x</p>')}</body>")
    assert find_frame(next(root.iter("p"))) == factor


def title(body: str, announced: Sequence[str] = (), listed: str = "", text_at: int = -1) -> Title | None:
    blocks = list_blocks(parse_html(f"<html><body>{body}</body></html>"))
    return decide_title(blocks, announced, listed, URL, text_at)


WANTED = "Das Sommerfest war schön"


@pytest.mark.parametrize(
    ("body", "announced", "listed", "place"),
    [
        (f"<h1>{WANTED}</h1><h2>Anderes hier</h2>", (), "", 0),
        (f"<h1>Anderes hier</h1><h3>{WANTED}</h3>", (), "", 1),
        ("<h1>Eins zwei</h1><h2>Drei vier</h2>", (), "Drei vier", 1),
        ("<h1>Eins zwei</h1><h2>Drei vier</h2>", ("Drei vier",), "", 1),
        ("<h1>Eins zwei</h1><h2>Drei vier</h2>", ("Drei vier - Verein",), "", 1),
        ("<h1>Eins zwei</h1><h1>Drei vier</h1>", (), "", 0),
        ("<h2>Eins zwei</h2><h1>Drei vier</h1>", (), "", 1),
        ("<header><h1>Eins zwei</h1></header><h2>Drei vier</h2>", (), "", 1),
        ("<article><header><h1>Eins zwei</h1></header><h2>Drei vier</h2></article>", (), "", 0),
        ("<h1><a href='/'>Eins zwei</a></h1><h2>Drei vier</h2>", (), "", 1),
        ("<h1><a href='/x'>Eins zwei</a></h1><h2>Drei vier</h2>", (), "", 0),
        ("<h2>Eins zwei</h2><h2 class='entry-title'>Drei vier</h2>", (), "", 1),
        ("<h2>Eins zwei</h2><h2 class='title'>Drei vier</h2>", (), "", 1),
        ("<h1 class='strapline'>Eins zwei</h1><h2>Drei vier</h2>", (), "", 1),
        ("<h1>Eins zwei</h1><h2>Drei vier fünf sechs</h2>", ("V - N » Drei vier fünf sechs",), "", 1),
        (f"<h1>{'x' * 181}</h1><h2>Drei vier</h2>", (), "", 1),
        (f"<h1>{'x' * 180}</h1><h2>Drei vier</h2>", (), "", 0),
        (f"<h1>{'x' * 301}</h1><h3>Drei vier</h3>", (), "", 1),
        ("<h1>ab</h1><h3>Drei vier</h3>", (), "", 1),
        ("<h2>Eins zwei:</h2><h4>Drei vier</h4>", (), "", 1),
        ("<h2>Eins zwei</h2><h3>Drei vier</h3><h2>Eins zwei</h2>", (), "", 1),
    ],
)
def test_the_title_is_the_heading_for_which_most_speaks(
    body: str, announced: Sequence[str], listed: str, place: int
) -> None:
    found = title(body, announced, listed)
    assert found is not None
    assert found.block == place


def test_without_a_heading_meta_data_or_the_list_name_the_article() -> None:
    assert title("<p>Text.</p>", ("Etwas Neues | Verein",)) == Title(text="Etwas Neues", block=-1)
    front = title("<p>Text.</p>", ("Verein | Etwas Neues hier",))
    assert front == Title(text="Etwas Neues hier", block=-1)
    assert title("<p>Text.</p>", (), "Aus der Liste") == Title(text="Aus der Liste", block=-1)
    assert title("") is None


def test_a_heading_far_below_the_text_is_one_within_it() -> None:
    long = "<p>" + "Der Verein hat gefeiert. " * 10 + "</p>"
    body = f"<h3>Eins zwei</h3>{long}<h2>Drei vier</h2>"
    near, far = title(body), title(body, text_at=1)
    assert near is not None
    assert far is not None
    assert (near.block, far.block) == (2, 0)


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("<h1><span class='kicker'>Kultur</span> Das Sommerfest war schön</h1>", WANTED),
        ("<h1><small>29.11.2026</small> Das Sommerfest war schön</h1>", WANTED),
        ("<h1><i class='h1small'>Kultur</i> Im Saal war es voll</h1>", "Im Saal war es voll"),
        ("<h1><i>Kultur</i><i class='headline'>Im Saal war es voll</i></h1>", "Im Saal war es voll"),
        ("<h1>29.11.2026 – Das Sommerfest war schön</h1>", WANTED),
        ("<h1>Das Sommerfest war schön | Verein</h1>", WANTED),
        ("<h1>Das <em>Sommerfest</em> war schön</h1>", WANTED),
        ("<h1>29.11.2026 – Lesefest</h1>", "29.11.2026 – Lesefest"),
        ("<h1>29.11.2026 – Lesefeste</h1>", "Lesefeste"),
        ("<h1>Lesefest 29.11.2026 | Essen</h1>", "Lesefest"),
        ("<h1>Lesung 29.11.2026 | Essen</h1>", "Lesung 29.11.2026 | Essen"),
    ],
)
def test_a_title_stands_without_kicker_day_and_site(heading: str, text: str) -> None:
    found = title(heading, (WANTED,))
    assert found is not None
    assert found.text == text


@pytest.mark.parametrize(
    ("image", "found"),
    [
        ("<img src='a.jpg'>", "a.jpg"),
        ("<img src='a.jpg' srcset='b.jpg 400w, c.jpg 800w'>", "c.jpg"),
        ("<img src='a.jpg' srcset='b.jpg 400w, c.jpg 99999w'>", "b.jpg"),
        ("<img src='data:x' data-src='a.jpg'>", "a.jpg"),
        ("<a href='gross.jpg'><img src='a.jpg'></a>", "gross.jpg"),
        ("<a href='seite'><img src='a.jpg'></a>", "a.jpg"),
        ("<img src='a.jpg' width='1' height='1'>", ""),
        ("<img src='a.svg'>", ""),
        ("<img>", ""),
        ("<div class='site-logo'><img src='a.jpg'></div>", ""),
        (
            "<picture><source srcset='a.jpg' media='x'><source srcset='b.jpg'><img src='leer.png'></picture>",
            "b.jpg",
        ),
        ("<img src='blank.png' data-src='a.jpg'>", "a.jpg"),
    ],
)
def test_the_largest_useful_rendition_is_taken(image: str, found: str) -> None:
    base = "https://verein.example/"
    url = find_best_url(next(parse_html(image).iter("img")), base)
    assert url == (base + found if found else "")


def test_a_logo_is_no_photo() -> None:
    addresses = (
        "https://a.example/fest.jpg",
        "https://a.example/logo.png",
        "data:x",
        "https://a.example/a.svg",
        "https://a.example/statusicon/anna.png",
        "https://a.example/unterstuetzen_sie_uns.png",
        "https://a.example/?proxy=img/backToTop.png",
        "https://a.example/spende-fuer-den-hof.jpg",
    )
    assert [may_be_photo(address) for address in addresses] == [True, *[False] * 6, True]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<figure><img src='/fest.jpg'></figure>", "/fest.jpg"),
        ("<div class='teaser'><img src='/b.jpg'></div>", "/og.jpg"),
        ("<a href='/anderes'><img src='/b.jpg'></a>", "/og.jpg"),
        ("<a href='/b-gross.jpg?1'><img src='/b.jpg'></a>", "/b.jpg"),
        ("<img src='/b.jpg'><img src='/og-800x600.jpg'>", "/og-800x600.jpg"),
        (f"<div class='has-sidebar'><img src='/b.jpg'>{'<p>Text.</p>' * 4}</div>", "/b.jpg"),
    ],
)
def test_the_announced_photo_stands_in_for_one_of_another_text(body: str, found: str) -> None:
    blocks = list_blocks(parse_html(f"<html><body>{body}</body></html>"))
    photo = find_photo(blocks, "https://verein.example/fest", "https://verein.example/og.jpg")
    assert photo is not None
    assert photo.url == f"https://verein.example{found}"


@pytest.mark.parametrize(
    ("beside", "told"),
    [
        (
            "<figcaption>Am See <span class='copyright'>Ada K./dpa</span></figcaption>",
            ("Am See", "Ada K./dpa"),
        ),
        ("<figcaption><div class='credit'>Agentur</div></figcaption>", ("Ein Fest", "Agentur")),
        ("<small class='image-credits'>Bild: © Ada K</small>", ("Ein Fest", "Ada K")),
        ("<figcaption>Am See (Quelle: Ada K./dpa)</figcaption>", ("Am See", "Ada K./dpa")),
        ("<figcaption>Am See. Foto: Ada K</figcaption><p class='credit'>dpa</p>", ("Am See.", "Ada K")),
        (f"<p class='copyright'>{'Alle Rechte liegen bei uns. ' * 3}</p>", ("Ein Fest", "")),
        ("</figure><figure><img src='/b.jpg'><p class='credit'>Agentur</p>", ("Ein Fest", "")),
    ],
    ids=["in the caption", "alone", "named", "source", "said in words", "no name", "of another"],
)
def test_a_credit_is_found_by_what_marks_it(beside: str, told: tuple[str, str]) -> None:
    body = f"<main><figure><img src='/a.jpg' alt='Ein Fest'>{beside}</figure><p>Der Text.</p></main>"
    photo = find_photo(list_blocks(parse_html(f"<html><body>{body}</body></html>")), URL)
    assert photo is not None
    assert (photo.caption, photo.credit) == told


def write_feed(count: int, *, end: str = "</channel></rss>") -> bytes:
    listed = "".join(
        f"<item><title>Meldung {n}</title><link>https://a.example/{n}</link></item>" for n in range(count)
    )
    return f"<rss version='2.0'><channel><title>A</title>{listed}{end}".encode()


def test_of_a_long_feed_only_what_is_new_and_some_known_items_are_read() -> None:
    url = "https://a.example/feed"
    short, no_marks = feeds.parse_long_feed(write_feed(199), url, b"", NOW)
    assert (len(short.entries), no_marks) == (199, b"")
    whole, marks = feeds.parse_long_feed(write_feed(200), url, b"", NOW)
    assert (len(whole.entries), len(marks)) == (200, 200 * 8)
    again, _ = feeds.parse_long_feed(write_feed(203), url, marks, NOW)
    assert len(again.entries) == 50 + 3
    assert [entry.title for entry in again.entries[-3:]] == ["Meldung 200", "Meldung 201", "Meldung 202"]
    assert feeds.unpack(feeds.pack([b"12345678", b"abcdefgh", b"12345678"])) == (b"12345678", b"abcdefgh")
    assert feeds.cut_feed(b"<rss><items>x</items></rss>") is None
    assert feeds.cut_feed(write_feed(2)[:-40]) is None
    many, kept = feeds.parse_long_feed(write_feed(1001), url, b"", NOW)
    assert (len(many.entries), len(kept)) == (1001, 1001 * 8)


def test_a_feed_without_an_end_leaves_out_what_was_cut() -> None:
    url = "https://a.example/feed"
    assert len(feeds.parse_feed(write_feed(3, end=""), url, NOW).entries) == 3
    assert len(feeds.parse_feed(write_feed(3, end="")[:-8], url, NOW).entries) == 2
    assert not feeds.parse_feed(write_feed(3, end=""), url, NOW).is_whole


def test_a_sitemap_lists_articles_newest_first() -> None:
    rows = (
        ("a-b-c", "2026-11-01"),
        ("d-e-f", "2026-11-20"),
        ("ueber-uns", ""),
        ("impressum", "2026-11-28"),
        ("", "2026-11-28"),
    )
    listed = "".join(
        f"<url><loc>https://a.example/{path}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>"
        for path, day in rows
    )
    found = feeds.parse_sitemap(f"<urlset>{listed}</urlset>".encode(), NOW)
    assert [entry.url.rpartition("/")[2] for entry in found.entries] == ["d-e-f", "a-b-c", "ueber-uns"]
    assert found.entries[0].updated_at == datetime(2026, 11, 20, 12, tzinfo=UTC)
    parts = ("post-1", "2026-01-01"), ("post-2", "2026-02-01"), ("tag-1", "2026-03-01"), ("seite", "")
    index = "".join(
        f"<sitemap><loc>https://a.example/{path}</loc><lastmod>{day}</lastmod></sitemap>"
        for path, day in parts
    )
    told = feeds.parse_sitemap(f"<sitemapindex>{index}</sitemapindex>".encode(), NOW)
    assert [child[-6:] for child in told.children] == ["post-2", "post-1"]
    assert not told.is_telling
    broken = f"<urlset>{listed}<url><loc>https://a.example/g-h-i</loc></url><url><loc>&x;</b><<".encode()
    assert len(feeds.parse_sitemap(broken, NOW).entries) == 4
    fixed = "<urlset><url><loc>https://a.example/vorstand</loc></url></urlset>"
    assert feeds.parse_sitemap(fixed.encode(), NOW).entries == ()


def test_a_json_feed_gives_what_has_an_address_and_the_right_shape() -> None:
    items = [
        {"id": 7, "url": "/a", "title": " A ", "tags": ["x", 3, " "], "image": "b.jpg"},
        {"id": "https://a.example/c", "date_published": "2026-11-20T10:00:00Z", "content_html": "<p>c</p>"},
        {"id": "ohne"},
        "kein Eintrag",
    ]
    body = json.dumps({"items": items}).encode()
    first, second = feeds.parse_json_feed(body, "https://a.example/feed", NOW)[:2]
    assert (first.url, first.title, first.guid, first.categories) == ("https://a.example/a", "A", "7", ("x",))
    assert first.photo is not None
    assert first.photo.url == "https://a.example/b.jpg"
    assert (second.published_at, second.html) == (datetime(2026, 11, 20, 10, tzinfo=UTC), "<p>c</p>")
    assert feeds.parse_json_feed(b'{"items": {}}', "https://a.example/", NOW) == ()


@pytest.mark.parametrize(
    ("part", "photo"),
    [
        ("<enclosure url='/a.jpg' type='image/jpeg'/>", ("https://a.example/a.jpg", "")),
        ("<enclosure url='/a' type='image/jpeg'/>", ("https://a.example/a", "")),
        ("<enclosure url='/a.webp?x=1' type=''/>", ("https://a.example/a.webp?x=1", "")),
        ("<enclosure url='/a.mp3' type='audio/mpeg'/>", None),
        (
            "<enclosure url='/a.mp3' type='audio/mpeg'/><m:thumbnail url='/b.png'/>",
            ("https://a.example/b.png", ""),
        ),
        ("<m:content url='/a' medium='image'/><m:credit>Ada</m:credit>", ("https://a.example/a", "Ada")),
        ("<m:content medium='image'/>", None),
        ("", None),
    ],
)
def test_a_feed_gives_the_first_picture_that_is_one(part: str, photo: tuple[str, str] | None) -> None:
    body = (
        "<rss version='2.0' xmlns:m='http://search.yahoo.com/mrss/'><channel><title>A</title>"
        f"<item><title>Eins</title><link>/1</link>{part}</item></channel></rss>"
    )
    (entry,) = feeds.parse_feed(body.encode(), "https://a.example/feed", NOW).entries
    assert (entry.photo and (entry.photo.url, entry.photo.credit)) == photo


@pytest.mark.parametrize(
    ("item_words", "published", "updated"),
    [
        ("<pubDate>Tue, 03 Nov 2026 10:00:00 GMT</pubDate>", (11, 3), None),
        ("<pubDate>Di, 03 Nov 2026 10:00:00 GMT</pubDate>", (11, 3), None),
        ("<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>", None, None),
        ("<atom:updated>2026-11-04T10:00:00Z</atom:updated>", (11, 4), (11, 4)),
    ],
)
def test_a_feed_tells_days_that_can_be_true(
    item_words: str, published: tuple[int, int] | None, updated: tuple[int, int] | None
) -> None:
    body = (
        "<rss version='2.0' xmlns:atom='http://www.w3.org/2005/Atom'><channel><title>A</title>"
        f"<item><title>Eins</title><link>/1</link>{item_words}</item></channel></rss>"
    )
    (entry,) = feeds.parse_feed(body.encode(), "https://a.example/feed", NOW).entries
    days = [at and (at.month, at.day) for at in (entry.published_at, entry.updated_at)]
    assert days == [published, updated]


def test_a_picture_is_known_by_its_first_bytes() -> None:
    good = [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"RIFF\n\0\n\0WEBP"]
    good += [b"\0\n\0\x1cftyp" + brand for brand in (b"avif", b"avis", b"mif1")]
    for start in good:
        assert check_picture(start + b"x", "a") == start + b"x"
        with pytest.raises(NotAnArticle):
            check_picture(start[:-1], "a")
        with pytest.raises(NotAnArticle):
            check_picture(b"x" + start, "a")


@pytest.mark.parametrize(
    ("head", "is_article"),
    [
        ('<meta property="og:type" content="Article">', True),
        ('<meta property="og:type" content="website">', False),
        ('<script type="application/ld+json">{"@type":"NewsArticle"}</script>', True),
        ('<script type="application/ld+json">{"@type":"Organization"}</script>', False),
    ],
)
def test_a_page_says_to_machines_whether_it_is_an_article(head: str, *, is_article: bool) -> None:
    assert is_announced_article(f"<html><head>{head}</head><body>x</body></html>") is is_article


@pytest.mark.parametrize(
    ("called", "level", "index"),
    [
        ("der neue garten wird am sonntag eröffnet", "h2", 1),
        ("der neue garten wird am montag gegossen", "h2", 1),
        ("ein alter hof wird am sonntag verkauft", "h2", 0),
    ],
)
def test_a_heading_that_says_most_of_what_the_page_is_called_is_its_title(
    called: str, level: str, index: int
) -> None:
    text = f"<h1>Gärten und Höfe</h1><p>Los.</p><{level}>Der neue Garten wird am Sonntag voll</{level}>"
    blocks = [block for block in list_blocks(parse_html(f"<body>{text}</body>")) if block.tag[0] == "h"]
    chosen = decide_title(blocks, [called], "", URL)
    assert chosen is not None
    assert chosen.block == index


def test_what_is_not_said_of_what_was_read_is_nothing() -> None:
    expected = {"Block.tag", "Feed.is_whole", "Listed.is_whole", "Selectors.link", "Sitemap.is_telling"}
    assert list_said(bot.archive) == expected
    assert list_loose(bot.archive) == {"BetterListing*", "Item", "SaidOfPictures", "_Draft", "_Link*"}


@pytest.mark.parametrize(("text_at", "is_found"), [(-1, False), (0, True), (4, True), (5, False)])
def test_a_part_of_what_the_page_is_called_counts_when_it_stands_near_the_text(
    text_at: int, *, is_found: bool
) -> None:
    said = "<p>Hier gibt es der neue Garten im Hof zu sehen, und alle kommen gern vorbei, auch am Abend.</p>"
    rest = "".join(f"<p>Zeile {number} sagt etwas.</p>" for number in range(6))
    blocks = list_blocks(parse_html(f"<body>{said}{rest}</body>"))
    chosen = decide_title(blocks, ["Verein Nord | Der neue Garten im Hof | Aktuelles"], "", URL, text_at)
    assert chosen is not None
    assert (chosen.text == "Der neue Garten im Hof") is is_found


@pytest.mark.parametrize(
    ("called", "own"),
    [
        ("Der Garten im Hof", "Der Garten im Hof"),
        ("Der Garten im Hof | Verein", "Der Garten im Hof"),
        ("Der Garten im Hof | Kultur | Verein", "Der Garten im Hof | Kultur"),
        ("| Der Garten im Hof", "| Der Garten im Hof"),
    ],
)
def test_the_name_behind_the_last_separator_is_the_sites(called: str, own: str) -> None:
    chosen = decide_title([], [called], "", URL)
    assert (chosen and chosen.text) == own


@pytest.mark.parametrize(("size", "is_whole"), [(199, False), (200, True)])
def test_what_a_feed_carries_is_a_whole_text_from_two_hundred_letters_on(
    size: int, *, is_whole: bool
) -> None:
    said = "x" * size
    spaces = "xmlns:content='http://purl.org/rss/1.0/modules/content/'"
    item = f"<item><title>T</title><link>{URL}</link><content:encoded>{said}</content:encoded></item>"
    feed = f"<rss version='2.0' {spaces}><channel><title>V</title>{item}</channel></rss>"
    assert [entry.html for entry in feeds.parse_feed(feed.encode(), URL, NOW).entries] == [said * is_whole]
