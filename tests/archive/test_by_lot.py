"""Pages, lists and feeds put together by lot of what others build: what is read of them, word for word.

`python -m tests.archive.test_by_lot` writes the record anew; read its differences like those of the code.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from random import Random

from benchmarks import texts
from bot.archive import boilerplate, feeds
from bot.archive.articles import html_article
from bot.archive.lists import html_list
from bot.domain.article import Article, Entry
from bot.domain.errors import BotError
from tests.lots import hold, keep

RECORD = Path(__file__).with_name("by_lot.txt")
NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
SITE = "https://verein.example"
NAMES = tuple(sample.article for sample in texts.load(texts.OWN))
MONTHS = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September")
MONTHS = (*MONTHS, "Oktober", "November", "Dezember")
MENU = "".join(f'<li><a href="/{name.lower()}">{name}</a></li>' for name in ("Start", "Verein", "Kontakt"))
Pick = Callable[..., str]


def test_each_page_list_and_feed_is_read_as_before() -> None:
    hold(RECORD, tell_all())


def tell_all() -> Iterator[str]:
    """What is read of everything, line by line."""
    for number in range(len(NAMES)):
        yield f"## page {number}"
        yield from tell_page(number)
    for number in range(40):
        url = f"{SITE}/aktuelles/"
        shown = html_list.parse_list(make_list(number), url, NOW)
        yield f"## list {number} {shown.is_inline} {shown.next_url}"
        yield from map(tell_entry, shown.entries)
    for number in range(8):
        feed = feeds.parse_feed(make_feed(number).encode(), f"{SITE}/feed", NOW)
        yield f"## feed {number}"
        yield from map(tell_entry, feed.entries)


def tell_page(number: int) -> Iterator[str]:
    """An article, or why it is none."""
    url = f"{SITE}/aktuelles/{NAMES[number].url.rpartition('/')[2]}"
    page = html_article.Page(url=url, text=make_page(number))
    try:
        read = html_article.parse_article(page, Entry(url=url), boilerplate.LearnedFrame(), NOW)
    except BotError as error:
        yield f"{type(error).__name__}: {error}"
        return
    for name in ("url", "title", "language", "published_at", "source_line", "author", "photo"):
        if value := getattr(read, name):
            yield f"{name}: {value}"
    yield from (f"text: {len(part)} {part[:24]}…{part[-16:]}" for part in read.text.split("\n\n"))
    yield from (f"category: {name}" for name in read.categories)
    yield from (f"doubt: {name}" for name in read.doubts)


def tell_entry(entry: Entry) -> str:
    """One line of a list."""
    picture = entry.photo and entry.photo.url
    said = (entry.title, entry.published_at, entry.updated_at, picture, entry.summary, len(entry.html))
    return " | ".join([entry.url.removeprefix(SITE), entry.guid, *map(str, said), *entry.categories])


def make_pick(chance: Random) -> Pick:
    """Draws one of some pieces; the first one twice as often."""
    return lambda first, *others: chance.choice((first, first, *others))


def say_day(day: datetime, pick: Pick) -> str:
    """A day as sites write it."""
    return pick(
        f"{day:%d.%m.%Y}", f"{day.day}. {MONTHS[day.month - 1]} {day.year}", f"{day:%d.%m.%Y, %H:%M} Uhr",
        f"{day:%Y-%m-%d}", f"{day:%d.%m.%y}", f"{day.day}. {MONTHS[day.month - 1][:3]}. {day.year}",
    )  # fmt: skip


def mark_day(day: datetime, pick: Pick) -> str:
    """A day in the markup of one system or another, or none."""
    said = say_day(day, pick)
    return pick(
        f'<p class="date">{said}</p>', f'<time datetime="{day:%Y-%m-%dT%H:%M:%S+01:00}">{said}</time>', "",
        f'<span class="posted-on">Veröffentlicht am {said} von <a rel=author href=/a>Mia M.</a></span>',
        f"<p>{said}</p>", f'<div class="meta">Von Mia Muster | {said}</div>', f"<small>Stand: {said}</small>",
        f'<p class="info"><span>Erstellt: {said}</span> <span>Zuletzt aktualisiert: 29.11.2026</span></p>',
    )  # fmt: skip


def make_page(number: int) -> str:
    """An article in the frame of one site or another."""
    article, pick = NAMES[number], make_pick(Random(number))
    day = (article.published_at or NOW) - timedelta(days=1 + number % 9)
    heading, level = article.title, pick("h1", "h2", "h3")
    shown = f"<{level}{pick('', ' class=entry-title', ' class=kicker')}>{heading}</{level}>"
    body = pick("<p>", "<div>", "<p class=lead>").join(["", *article.text.split("\n\n")])
    body = pick(body, body, article.text.replace("\n\n", "<br><br>"), f"<div class=text>{body}</div>")
    parts = [
        pick(shown, f"<header>{shown}</header>", f"<p class=dachzeile>Aktuelles</p>{shown}"),
        mark_day(day, pick),
        pick(
            "", '<img src="/logo.png" alt="Logo">',
            f'<figure><img src="/{number}.jpg" alt="Menge"><figcaption>Foto: Mia M.</figcaption></figure>',
            f'<p><img src="/b/{number}.jpg" width=800 height=600><br><em>Im Saal. Bild: M. Muster</em></p>',
        ),
        body,
        pick("", "<p>Quelle: Stadt Essen, www.essen.example</p>", "<p>Text: Mia Muster</p>", "<p>(mm)</p>"),
        pick(
            "", '<div class="share">Teilen <a href="/f">Facebook</a> <a href="/x">X</a></div>',
            '<p><a href="/aktuelles/">Zurück zur Übersicht</a></p>',
            "<p>Schlagwörter: <a rel=tag href=/tag/essen>Essen</a>, <a rel=tag href=/tag/fest>Fest</a></p>",
        ),
    ]  # fmt: skip
    near = "".join(f"<li><a href='/aktuelles/{each.url[-9:]}'>{each.title}</a></li>" for each in NAMES[:5])
    beside = pick(
        "", f"<aside><h3>Weitere Meldungen</h3><ul>{near}</ul></aside>",
        f"<div class='related'><h3>Das könnte Sie auch interessieren</h3><ul>{near}</ul></div>",
        "<section><h2>Kontakt</h2><p>Verein, Musterweg 1, 45127 Essen, Telefon 0201 000</p></section>",
        "<div id='comments'><h3>2 Kommentare</h3><p>Schöner Abend, danke an alle Helfer!</p></div>",
    )  # fmt: skip
    box = pick("main", "article", "div id=content", "div class='post-content sidebar-right'", "td")
    inside = f"<{box}>{''.join(parts)}{pick('', beside)}</{box.split()[0]}>{beside}"
    menu = pick(f"<nav><ul>{MENU}</ul></nav>", f"<div class=menu><ul>{MENU}</ul></div>", f"<ul>{MENU}</ul>")
    foot = pick("<footer>© 2026 Verein – Impressum</footer>", "<p>© Verein. Alle Rechte vorbehalten.</p>", "")
    note = pick("", "<div class='cookie-banner'><p>Wir verwenden Cookies, damit alles geht.</p></div>")
    return (
        f"<!DOCTYPE html><html lang={pick('de', 'de-DE', 'en')}>"
        f"<head>{make_head(article, day, number, pick)}</head><body>{note}{menu}{inside}{foot}</body></html>"
    )


def make_head(article: Article, day: datetime, number: int, pick: Pick) -> str:
    """What a page says of itself."""
    name = article.title
    return "".join([
        f"<title>{pick(f'{name} – Verein', name, 'Verein', f'Verein | {name}')}</title>",
        pick("", f'<meta property="og:title" content="{article.title}">'),
        pick("", f'<meta property="og:image" content="{SITE}/og/{number}.jpg">'),
        pick("", f'<meta property="article:published_time" content="{day:%Y-%m-%dT%H:%M:%SZ}">'),
        pick("", '<meta name=author content="Mia Muster">', '<meta property="og:site_name" content=Verein>'),
        pick("", f'<link rel="canonical" href="{SITE}/news/{number}">'),
        pick(
            "", '<script type="application/ld+json">{"@type":"NewsArticle","headline":"' + article.title
            + f'","datePublished":"{day:%Y-%m-%dT%H:%M:%S+01:00}","articleSection":["Kultur","Essen"]'
            + ',"image":{"url":"/ld.jpg"},"author":{"name":"Cem Muster"}}</script>',
        ),
    ])  # fmt: skip


def make_list(number: int) -> str:
    """A list in the layout of one site or another."""
    chance = Random(1000 + number)
    pick, count = make_pick(chance), chance.choice((2, 3, 5, 8, 12))
    kind, link = number % 8, pick("/aktuelles/{slug}", "/news/{n}-{slug}", "?id={n}", "/2026/11/{slug}.html")
    dated, has_text, has_picture = chance.random() < 0.7, chance.random() < 0.6, chance.random() < 0.5
    heading, more = pick("h2", "h3", "h4", "strong"), pick("weiterlesen", "Mehr …", "")
    tone = make_pick(Random(number))
    items = []
    for place in range(count):
        article = NAMES[(number * 7 + place) % len(NAMES)]
        href = link.format(slug=article.url.rpartition("/")[2], n=900 - place)
        day = say_day(NOW - timedelta(days=3 * place + 1, hours=place), tone)
        date = f"<span class=date>{day}</span>" if dated else ""
        text = f"<p>{article.text.splitlines()[0]}</p>" if has_text else ""
        picture = f'<a href="{href}"><img src="/t/{place}.jpg" alt=""></a>' if has_picture else ""
        name = f'<a href="{href}">{article.title}</a>'
        further = f'<a href="{href}">{more}</a>' if more else ""
        titled = f"<{heading}>{name}</{heading}>"
        items.append((
            f"<li>{date} {name}</li>",
            f"<article>{picture}{titled}{date}{text}{further}</article>",
            f"<div class=teaser>{date}{titled}{text}{further}</div>",
            f"<tr><td>{day if dated else place}</td><td>{name}</td></tr>",
            f'<a class=card href="{href}">{date}<{heading}>{article.title}</{heading}>{text}</a>',
            f"<div class=row>{picture}<div><p>{date}</p>{titled}{text}</div></div>",
            f"<{heading}>{article.title}</{heading}>{date}{text}<p>{article.text.splitlines()[-1]}</p>",
            f"<p>{date} <b>{article.title}</b>: {article.text[:80]} <a href={href}>{more or 'mehr'}</a></p>",
        )[kind])  # fmt: skip
    whole = "".join(items)
    whole = {0: f"<ul>{whole}</ul>", 3: f"<table>{whole}</table>"}.get(kind, f"<div>{whole}</div>")
    pager = pick(
        "", "<a rel=next href='?page=2'>Nächste</a>", "<div class=pager>1 <a href='?page=2'>2</a></div>",
        "<a href='/aktuelles/page/2/'>Ältere Beiträge</a>",
    )  # fmt: skip
    tags = pick(
        "", "<aside><a href='/tag/a'>Fest</a> <a href='/tag/b'>Kultur</a> <a href='/tag/c'>Rat</a></aside>"
    )
    top = pick("<h1>Aktuelles</h1>", "<h1>Neues aus dem Verein</h1><p>Hier steht, was geschieht.</p>", "")
    return f"<html><body><nav><ul>{MENU}</ul></nav><main>{top}{whole}{pager}</main>{tags}</body></html>"


def make_feed(number: int) -> str:
    """A feed of one system or another."""
    pick, items = make_pick(Random(2000 + number)), []
    for place in range(4):
        article, day = NAMES[(number * 5 + place) % len(NAMES)], NOW - timedelta(days=2 * place + 1)
        slug = article.url.rpartition("/")[2]
        text = article.text.splitlines()[0].replace("&", "&amp;")
        title = article.title.replace("&", "&amp;")
        items.append("".join([
            f"<item><title>{title}</title>", pick(f"<link>{SITE}/{slug}</link>", f"<link>/{slug}</link>"),
            pick(f'<guid isPermaLink="false">{place}</guid>', f"<guid>{SITE}/?p={place}</guid>", ""),
            pick(f"<pubDate>{format_datetime(day)}</pubDate>", f"<dc:date>{day:%Y-%m-%d}</dc:date>", ""),
            f"<description>{pick(text, f'&lt;p&gt;{text}&lt;/p&gt;', '')}</description>",
            pick("", f"<content:encoded><![CDATA[<p>{article.text}</p><img src=/i>]]></content:encoded>"),
            pick("", "<category>Kultur</category><category>Essen</category>"),
            pick("", f'<enclosure url="{SITE}/e.jpg" type="image/jpeg" length="5"/>'), "</item>",
        ]))  # fmt: skip
    spaces = (
        "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:content='http://purl.org/rss/1.0/modules/content/'"
    )
    return f"<rss version='2.0' {spaces}><channel><title>Verein</title>{''.join(items)}</channel></rss>"


if __name__ == "__main__":
    keep(RECORD, tell_all())
