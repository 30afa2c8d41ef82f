"""Feeds, sitemaps, posts, front pages and days put together by lot of what sites write: what is read of them.

`python -m tests.archive.test_feeds_by_lot` writes the record anew; read its differences like the code's.
"""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from random import Random

from bot.archive import date_finder, detect, feeds, html_tree, site_brand, wordpress
from bot.archive.lists import paging
from tests.archive.test_by_lot import MONTHS, NOW, SITE, Pick, make_pick, tell_entry
from tests.lots import hold, keep

RECORD = Path(__file__).with_name("feeds_by_lot.txt")
WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
TITLES = (
    "Ein Abend für alle", "Fest &amp;amp; Musik", "&lt;b&gt;Neu&lt;/b&gt; im Haus", "A &lt; B", "",
    "Rat  der\nElf",
)  # fmt: skip
ZONES = "Z UT UTC GMT WET CET MEZ CEST MESZ BST EET EEST MSK TRT EST EDT CST CDT MST MDT PST PDT X"
STORY = "Der Verein Brücke lädt zu Tee, Musik und Gesprächen in den Saal, und viele Nachbarn kommen. "


def test_each_feed_sitemap_and_day_is_read_as_before() -> None:
    hold(RECORD, tell_all())


def tell_all() -> Iterator[str]:
    """What is read of everything, line by line."""
    for number in range(30):
        body, at = make_feed(number), f"{SITE}/feed"
        feed = feeds.parse_feed(body, at, NOW)
        yield f"## feed {number} {detect.find_kind(body)} {feed.is_whole}"
        yield from map(tell_entry, feed.entries)
        cut = feeds.cut_feed(body)
        yield f"cut: {cut and (len(cut.head), [len(item) for item in cut.items], len(cut.tail))}"
        body = make_json(number)
        yield f"## json {number} {detect.find_kind(body)}"
        yield from map(tell_entry, feeds.parse_json_feed(body, at, NOW))
        body = make_sitemap(number)
        found = feeds.parse_sitemap(body, NOW, f"{SITE}/map.xml")
        yield f"## sitemap {number} {detect.find_kind(body)} {found.is_telling} {found.children}"
        yield from map(tell_entry, found.entries)
        body = make_posts(number)
        yield f"## posts {number} {detect.find_kind(body)}"
        yield from map(tell_entry, wordpress.parse_posts(body))
    for number in range(60):
        yield f"## site {number}"
        yield from tell_site(number)
    for zone in ZONES.split():
        yield f"{zone} {date_finder.find_date(f'3.11.2026 10:00 {zone}', NOW)}"
    for number in range(250):
        line = make_line(number)
        told = [f"{found.at:%Y-%m-%dT%H:%M:%S} {found.words}" for found in date_finder.list_dates(line, NOW)]
        first = date_finder.find_told(line)
        alone = date_finder.is_date_alone(line, NOW), date_finder.find_line_date(line, NOW) is not None
        yield f"{line}: {told} {first and (str(first.when), first.start, first.end)} {alone}"


def tell_site(number: int) -> Iterator[str]:
    """Whose a front page is, what it announces, and where its list goes on."""
    pick = make_pick(Random(500 + number))
    url = SITE + pick(
        "/", "/aktuelles/", "/aktuelles/page/2/", "/?page=2", "/blog/?start=10", "/?p=3", "/blog"
    )
    page = make_front(pick)
    root = html_tree.parse_html(page, url)
    base, brand = html_tree.find_base(root, url), site_brand.read_brand(page, url)
    yield f"{url} {brand.name} {brand.logos} {site_brand.find_front_page(url)}"
    yield f"{paging.find_next(root, base, url)} {paging.list_alternates(root, base)}"
    yield from map(tell_entry, paging.list_announced(root, base, NOW))
    posts = wordpress.find_posts_url(root, url)
    yield f"{posts} {wordpress.first_look_url(posts)} {wordpress.embedded_url(posts)}"
    yield wordpress.older_feed_url(f"<generator>https://{pick('wordpress.org', 'x')}".encode(), url, 2)


def make_front(pick: Pick) -> str:
    """The front page of a site, or a list on it."""
    owner = {"@type": pick("Organization", ["NGO"], "Person"), "name": pick("Brücke e.V.", "", 3),
    "logo": pick(
        "/ld.png", {"url": "/ld2.png"}, [{"contentUrl": "/ld3.png"}], None)}  # fmt: skip
    told = pick(owner, {"@graph": [owner]}, {"@type": "Article", "publisher": owner})
    items = [
        {"@type": pick("NewsArticle", "ListItem", "Thing"), "url": f"/l{place}", pick("headline",
        "name"): "Ein Abend",
         "datePublished": "2026-11-20"} for place in range(3)
    ]  # fmt: skip
    listed = {"@type": "ItemList", pick("itemListElement", "blogPost", "other"): items}
    where = pick("<header>{0}</header>", "<div class=top-header>{0}</div>", "<main>{0}</main>",
    "<div>{0}</div>",
                 "<div class=partner>{0}</div>", "<footer>{0}</footer>",
                 "<div role=banner>{0}</div>")  # fmt: skip
    image = pick("<img src=/x.png>", "<img src=/logo.svg>", "<img src=/x.png alt=Logo>",
    "<img data-src=/lazy.png>",
                 "<img src='data:,' data-original=/o.png class=site-logo>",
                 "<img src=/f.ico itemprop=logo>")  # fmt: skip
    link = pick(
        "<a href=/>{0}</a>", "<a href=/de/>{0}</a>", "<a href=/mehr>{0}</a>", "<p id=logo>{0}</p>", "{0}"
    )
    current = pick("<span class=current>2</span>", "<b>2</b>", "<a class=active href=?page=2>2</a>", "")
    pages = f"<a href='?page=1'>1</a> {current} <a href='?page=3'>3</a> <a href='?page=4'>4</a>"
    pager = pick(
        "", f"<div class=pagination>{pages}</div>", "<a href=/aktuelles/page/3/ class=next>›</a>",
        "<a href='?page=3' class=page-next>Weiter</a>", "<p class=calendar><a href='?page=3'>Weiter</a></p>",
        "<a rel=next href=/aktuelles/page/3/>x</a>",
        "<a href='?start=20' title='Nächste Seite' class=page>x</a>",
        f"<p>{'Lange Worte. ' * 40}{pages}</p>",
        "<a href='https://x.example/?page=3' class=paging>Weiter</a>",
    )  # fmt: skip
    return "".join([
        "<html><head><title>", pick("Verein Brücke – Startseite", "Start | Verein | Essen", "Aktuelles",
        ""), "</title>",
        pick("", "<meta property=og:site_name content='Die Brücke'>",
        "<meta name=application-name content=App>"),
        pick("", "<link rel=icon sizes=32x32 href=/i32.png>",
        "<link rel='shortcut icon' sizes=64x64 href=/i64.png>"),
        pick("",
        "<link rel=apple-touch-icon href=/a.png><link rel=icon sizes='16x16 192x192' href=/i192.png>"),
        pick("<link rel=https://api.w.org/ href=/wp-json/>",
        "<link rel='https://api.w.org/' href='/?rest_route=/'>", ""),
        pick("<link rel=alternate type=application/rss+xml href=/feed/>", ""),
        pick("<link rel=Alternate type=application/atom+xml title='Comments' href=/c/>", ""),
        pick("", "<link rel=alternate type=application/feed+json href=/f.json>",
        "<link rel=alternate hreflang=en href=/en>"),
        f"<script type=application/ld+json>{json.dumps(pick(told, listed))}</script></head><body>",
        where.format(link.format(image)), pager, "</body></html>",
    ])  # fmt: skip


def make_day(chance: Random) -> datetime:
    """A moment of the last weeks or years, or soon."""
    return NOW - timedelta(days=chance.choice((-100, -40, -2, 0, 1, 3, 9, 40, 300, 800)), minutes=137)


def make_feed(number: int) -> bytes:
    """RSS, RDF or Atom, whole or cut, of one system or another."""
    chance = Random(number)
    pick = make_pick(chance)
    is_atom = number % 3 == 0
    items = [(make_atom_item if is_atom else make_item)(place, pick, chance) for place in range(3)]
    head = pick('<?xml version="1.0"?>\n', "", "\n<!-- cache -->\n", "<!DOCTYPE x [<!ENTITY a 'b'>]>\n")
    tail = pick("", "\n<!-- 0.1 s -->", "<b>Warning</b>")
    spaces = "".join(
        f" xmlns:{name}='http://{at}'"
        for name, at in (
            ("dc", "purl.org/dc/elements/1.1/"), ("content", "purl.org/rss/1.0/modules/content/"),
            ("media", "search.yahoo.com/mrss/"),
        )
    )  # fmt: skip
    if is_atom:
        whole = f"<feed xmlns='http://www.w3.org/2005/Atom'{spaces}><title>V</title>{''.join(items)}</feed>"
    else:
        whole = f"<rss version='2.0'{spaces}><channel><title>V</title>{''.join(items)}</channel></rss>"
    cut = chance.choice((0, 0, 0, 0, 1, 20, 70))
    return (head + (whole[:-cut] if cut else whole + tail)).encode()


def make_item(place: int, pick: Pick, chance: Random) -> str:
    """One item of RSS."""
    day = make_day(chance)
    return "".join([
        "<item>", f"<title>{pick(*TITLES)}</title>",
        pick(
            f"<link>{SITE}/a{place}</link>", "<link>/news#top</link>", "<link>/news</link>", "",
            f"<link>?id={place}</link>", "<link>mailto:a@b.example</link>",
        ),
        pick(f"<guid>{SITE}/?p={place}</guid>", f"<guid isPermaLink='false'>x:{place}</guid>", ""),
        pick(
            f"<pubDate>{format_datetime(day)}</pubDate>", f"<dc:date>{day:%Y-%m-%dT%H:%M}Z</dc:date>", "",
            f"<pubDate>{day.day}. {MONTHS[day.month - 1]} {day.year}</pubDate>",
            f"<pubDate>{day:%d.%m.%Y %H:%M}</pubDate>", "<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>",
        ),
        pick("", f"<description>{STORY}</description>", f"<description>&lt;p&gt;{STORY}</description>"),
        pick("", f"<content:encoded>{STORY * pick('1', '2', '3').count('3')}</content:encoded>",
             f"<content:encoded><![CDATA[<p>{STORY * 3}</p>]]></content:encoded>"),
        pick("", "<category>Kultur</category><category>Kultur</category>", "<category> Rat </category>"),
        pick(
            "", "<enclosure url='/e.jpg' type='image/jpeg'/>", "<enclosure url='/e.mp3' type='audio/mpeg'/>",
            "<media:content url='/m.webp?w=9' medium='image'/><media:credit>Mia M.</media:credit>",
            "<media:content url='/m.PNG'/>", "<media:thumbnail url='/t.jpg'/>",
            "<media:content url='/v.mp4'/>",
        ),
        "</item>",
    ])  # fmt: skip


def make_atom_item(place: int, pick: Pick, chance: Random) -> str:
    """One entry of Atom."""
    day, later = make_day(chance), make_day(chance)
    return "".join([
        "<entry>", f"<title type='{pick('text', 'html')}'>{pick(*TITLES)}</title>",
        pick(f"<link href='{SITE}/b{place}'/>", f"<link rel='alternate' href='/b{place}'/>",
             "<link rel='enclosure' type='image/png' href='/e.png'/>", ""),
        pick(f"<id>{SITE}/id/{place}</id>", f"<id>tag:verein.example,2026:{place}</id>"),
        pick(f"<published>{day:%Y-%m-%dT%H:%M:%SZ}</published>", ""),
        pick(f"<updated>{later:%Y-%m-%dT%H:%M:%S+02:00}</updated>", ""),
        pick("", f"<summary>{STORY}</summary>"), pick("", f"<content type='html'>{STORY * 3}</content>"),
        pick("", "<category term='kultur' label='Kultur'/><category term='rat'/>"), "</entry>",
    ])  # fmt: skip


def make_json(number: int) -> bytes:
    """A JSON feed, of which not all is as it should be."""
    chance = Random(100 + number)
    items = []
    for place in range(3):
        day = make_day(chance)
        parts = {
            "id": chance.choice((f"{SITE}/j{place}", str(place), place)), "url": f"/j{place}",
            "title": "Ein  Abend",
            "date_published": f"{day:%Y-%m-%dT%H:%M:%S}+01:00", "date_modified": f"{day:%Y-%m-%d}",
            "content_html": f"<p>{STORY}</p>", "image": "/i.jpg", "banner_image": "/b.jpg",
            "tags": chance.choice((["Rat", " ", 3], "Rat", None)),
        }  # fmt: skip
        items.append({name: value for name, value in parts.items() if chance.random() < 0.75})
    whole = {"version": "https://jsonfeed.org/version/1.1", "items": [*items, "x"]}
    return json.dumps(chance.choice((whole, whole, whole, items, {"items": items}))).encode()


def make_sitemap(number: int) -> bytes:
    """A sitemap of pages or news, or an index of sitemaps."""
    chance = Random(200 + number)
    pick, places = make_pick(chance), []
    is_index, is_news = number % 4 == 0, number % 4 == 1
    for place in range(5):
        day = make_day(chance)
        name = pick(
            f"/news/n{place}", "/ueber-uns", f"/der-lange-weg-{place}", "/impressum", "/",
            f"/2026/{place}.html",
            "/wir-sind-da", "kontakt/", f"{SITE}/post-sitemap{place}.xml", "/category-sitemap.xml", "/a.xml",
        )  # fmt: skip
        loc = pick(f"<loc>{name if name.startswith('http') else SITE + name}</loc>", f"<loc>{name}</loc>", "")
        changed = pick(f"<lastmod>{day:%Y-%m-%d}</lastmod>", f"<lastmod>{day:%Y-%m-%dT%H:%M}Z</lastmod>", "")
        news = pick(
            f"<n:publication_date>{day:%Y-%m-%d}</n:publication_date><n:title>Ein Abend</n:title>",
            "",
        )
        picture = pick("", "<i:image><i:loc>/p.jpg</i:loc><i:title>Bild</i:title></i:image>")
        box = "sitemap" if is_index else "url"
        places.append(
            f"<{box}>{picture}{loc}{changed}{f'<n:news>{news}</n:news>' if is_news else ''}</{box}>"
        )
    spaces = " xmlns:n='http://google.example/news' xmlns:i='http://google.example/image'"
    root = "sitemapindex" if is_index else "urlset"
    return f"<?xml version='1.0'?><{root}{spaces}>{''.join(places)}</{root}>".encode()


def make_posts(number: int) -> bytes:
    """WordPress's posts, of which not all is as it should be."""
    chance = Random(300 + number)
    posts = []
    for place in range(2):
        day = make_day(chance)
        terms = [
            {"taxonomy": chance.choice(("category", "post_tag")), "slug": slug, "name": f"{slug} &amp; mehr"}
            for slug in chance.sample(("rat", "allgemein", "uncategorized", "fest"), 2)
        ]
        media = {
            "source_url": chance.choice((f"{SITE}/m.jpg", "/m.jpg")), "alt_text": chance.choice(("Im Saal",
            "")),
            "caption": {"rendered": chance.choice(("", "<p>Alle. Foto: Mia M.</p>", "<p>Alle</p>",
            "Foto: M."))},
        }  # fmt: skip
        parts = {
            "title": {"rendered": "Fest &amp; Musik"}, "guid": {"rendered": f"{SITE}/?p={place}"},
            "date_gmt": f"{day:%Y-%m-%dT%H:%M:%S}", "modified_gmt": chance.choice((None, "gestern",
            "2026-01-02")),
            "content": {"rendered": f"<p>{STORY}</p>", "protected": False},
            "_embedded": {"wp:term": [terms, None], "wp:featuredmedia": [media]},
        }  # fmt: skip
        link = chance.choice((f"{SITE}/w{place}", f"{SITE}/w{place}", "/w", None))
        posts.append({"link": link} | {name: each for name, each in parts.items() if chance.random() < 0.8})
    return json.dumps(posts).encode()


def make_line(number: int) -> str:
    """A line as it stands above or below an article."""
    chance = Random(400 + number)
    pick, day = make_pick(chance), make_day(chance)
    month, name = MONTHS[day.month - 1], WEEKDAYS[day.weekday()]
    said = pick(
        f"{day:%d.%m.%Y}", f"{day.day}. {month} {day.year}", f"{day.day}. {month}", f"{day:%d.%m.}",
        f"{day:%d.%m.%y}",
        f"{name}, {day:%d.%m.}", f"{WEEKDAYS[day.weekday() - 2]}, {day:%d.%m.}", f"{day:%Y-%m-%d}",
        f"{day:%Y-%m-%dT%H:%M:%S}+02:00", "gestern",
        f"{day:%m/%d/%Y}", f"{day:%d/%m/%Y}", f"{day:%B} {day.day}, {day.year}",
        f"{day.day} {day:%b} {day.year}",
        "vor 3 Tagen", "vor einer Woche", "2 hours ago", "12 novembre 2026", "3 Kasım 2026",
        f"{day:%d-%m-%y}",
        f"{day.day}.{day.month}.{day.year}", f"{day.day}th of {day:%B} {day.year}", "31.02.2026",
        "99.99.2026",
    )  # fmt: skip
    clock = pick(
        "", "", f" {day:%H:%M}", f", {day:%H.%M} Uhr", f" um {day:%H:%M} Uhr", f" {day:%H:%M:%S}Z",
        " 3:05 pm",
        f" {day:%H:%M:%S}+02:00", f" {day:%H:%M} MEZ", f" {day:%H:%M:%S} -0130", " 12:10 am", " 12:10 pm",
        " 24:10",
    )  # fmt: skip
    before = pick("", "", "Veröffentlicht am ", "Von Mia | ", "Stand: ", "Das große Fest im Garten war am ")
    behind = pick(
        "", "", " von Anna", " | Aktuelles", ", und alle kamen mit ihren Kindern gern", " – 24.12.2026"
    )
    return f"{before}{said}{clock}{behind}"


if __name__ == "__main__":
    keep(RECORD, tell_all())
