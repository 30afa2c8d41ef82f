"""Pages put together by lot of unusual parts: what is read of them, and of what one doubts.

`python -m tests.archive.test_pages_by_lot` writes the record anew; read its differences like the code's.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

from bot.archive import boilerplate
from bot.archive.articles import html_article, page_kind, unavailable
from bot.domain.article import Entry
from bot.domain.errors import BotError
from tests.archive.test_by_lot import NAMES, NOW, SITE, Pick, make_pick, say_day
from tests.lots import hold, keep

RECORD = Path(__file__).with_name("pages_by_lot.txt")
TEXT = "Der Verein Brücke lädt zu Tee, Musik und Gesprächen in den Saal, und viele Nachbarn kommen gern. "


LINKED = (
    '{"@type":"Article","datePublished":"2026-11-2',
    '{"@type":["NewsArticle"],"isAccessibleForFree":false}',
)


def test_each_unusual_page_is_read_as_before() -> None:
    hold(RECORD, tell_all())


def tell_all() -> Iterator[str]:
    """What is read of each, line by line."""
    for number in range(90):
        yield f"## {number}"
        yield from tell_page(number)
    for number in range(120):
        yield tell_doubts(number)


def tell_page(number: int) -> Iterator[str]:
    """An article, or why it is none."""
    pick = make_pick(Random(number))
    title = NAMES[number].title
    slug = pick(
        NAMES[number].url.rpartition("/")[2], f"2026/11/{number}", "-".join(title.split()[:4]).lower(), "a-1"
    )
    url = f"{SITE}/aktuelles/{slug}"
    page = html_article.Page(url=url, text=make_page(number, pick))
    told = pick(
        Entry(url=url), Entry(url=url, title=title), Entry(url=url, published_at=NOW - timedelta(days=400))
    )
    try:
        read = html_article.parse_article(page, told, boilerplate.LearnedFrame(), NOW)
    except BotError as error:
        yield f"{type(error).__name__}: {error}"
        return
    for name in (
        "title",
        "language",
        "published_at",
        "source_line",
        "author",
        "photo",
        "categories",
        "doubts",
    ):
        if value := getattr(read, name):
            yield f"{name}: {value}"
    yield " ".join(f"{part[:9]}…{part[-9:]}{len(part)}" for part in read.text.split("\n\n"))


def make_page(number: int, pick: Pick) -> str:
    """An article among parts that others forget."""
    name, day = NAMES[number].title, say_day(NOW - timedelta(days=number), pick)
    level = pick("h1", "h2", "h1", "p", "h4")
    head = pick(
        name, f"<span>Kultur</span> {name}", f"<small>{day}</small> {name}", f"{day} | {name}",
        f"Kultur: {name}",
        f"{name} | Verein", f"<a href=/>{name}</a>", f"<span class=kicker>Rat</span><br><span>{name}</span>",
    )  # fmt: skip
    shown = f"<{level}{pick('', ' class=title', ' itemprop=headline')}>{head}</{level}>"
    told = [pick("", f"<p>{TEXT * pick('1', '2', '3', '4').count('3')}</p>") for _ in range(3)]
    parts = [
        pick("", "<nav class=breadcrumb><a href=/>Start</a> › <a href=/aktuelles>Aktuelles</a></nav>"),
        pick("", "<h1><a href=/>Verein</a></h1>", "<header><h2>Verein</h2></header>"),
        shown,
        pick("", f"<p>{day}</p>", f"<p>Von Mia Muster</p><p>{day}</p>", f"<div class=date>{day}</div>",
             f"<p><b>Essen, {day}.</b> {TEXT}</p>", f"<p>Erstellt am {day}, geändert am 29.11.2026</p>"),
        pick("", f"<p><strong>{TEXT}</strong></p>", f"<h2>{TEXT}</h2>", "<p>Kultur, Essen</p>"),
        f"<p>{TEXT * 2}</p>",
        pick(
            "", f"<p>{TEXT}<sup>3</sup></p>", f"<p>Ein Feld von 20 m<sup>2</sup>. {TEXT}</p>",
            "<table><tr><th>Tag</th><th>Was</th></tr><tr><td>Mo</td><td>Tee</td></tr><tr><td>Di</td></tr></table>",
            "<dl><dt>Ort</dt><dd>Saal</dd><dt>Zeit:</dt><dd>15 Uhr</dd></dl>",
            f"<button><h1>{name}</h1>{TEXT}</button>",
            f"<noscript><p>{TEXT * 5}</p></noscript>",
            f"<ul><li>{TEXT}</li><li>Kurz</li><li><a href=/x>Mehr</a></li></ul>",
            "<img src=/b.jpg alt=Menge><p>Im Saal</p><p>Foto: Mia M.</p>", f"<blockquote>{TEXT}</blockquote>",
            "<a href=/gross.jpg><img src=/klein.jpg width=90></a>",
            "<p>Lesen Sie auch: <a href=/y>Ein Fest</a></p>",
            "<img srcset='/s.jpg 300w, /l.jpg 900w' alt='Im Saal (Foto: Ole O.)'>",
            f"<p style='display:none'>{TEXT}</p>",
        ),
        *told,
        pick("", "<h3>Termine</h3><p>Jeden Montag um 18 Uhr ist offenes Singen im Haus.</p>",
             "<h3>Mehr zum Thema</h3><ul><li><a href=/z>Ein anderer Abend im Haus</a></li></ul>",
             "<p>Bildnachweis: Mia M.</p>", "<p>© Verein Brücke</p>",
             "<p>Kommentare (2)</p><p>Schön war es!</p>"),
        pick("", "<p>Autorin: Mia Muster</p>", "<p class=author>Mia Muster</p>",
        "<address>Mia Muster</address>",
             "<span itemprop=author>Mia Muster</span>", "<p class=author>X</p>", "<p class=author>Bo</p>",
             "<p>Jetzt abonnieren und weiterlesen mit Abo</p>"),
    ]  # fmt: skip
    box = pick(
        "main", "article", "div class=content", "div class=sidebar", "td", "section class='box footer'"
    )
    whole = f"<{box}>{''.join(parts)}</{box.split()[0]}>{pick('', f'<aside><p>{TEXT * 3}</p></aside>')}"
    meta = "".join([
        f"<title>{pick(name, f'{name} | Verein', f'Verein: {name}', 'Verein', f'Rat | {name} | X')}</title>",
        pick("", f"<meta property=og:title content='{name.replace(chr(39), '')}'>",
        "<meta property=og:type content=product>"),
        pick("", "<meta name=date content=2026-11-20>",
        "<meta property=article:modified_time content=2026-11-25>"),
        pick("", *(f"<script type=application/ld+json>{told}</script>" for told in LINKED)),
        pick("", "<meta name=robots content=noindex><meta http-equiv=refresh content='0'>"),
    ])  # fmt: skip
    return f"<html lang={pick('de', 'tr')}><head>{meta}</head><body>{whole}</body></html>"


def tell_doubts(number: int) -> str:
    """What a title, an address, signs and a text of some length make one doubt."""
    chance = Random(number)
    pick = make_pick(chance)
    words = (
        ["Cookie"] * chance.randrange(6) + ["für Sie"] * chance.randrange(14) + ["9 €"] * chance.randrange(9)
    )
    words += ["Tee"] * chance.randrange(10, 200)
    text = "Wir " + " ".join(words)
    url = pick(
        SITE,
        f"{SITE}/",
        f"{SITE}/shop/a",
        f"{SITE}/?id=3",
        f"{SITE}/news/a",
        "https://verein-bruecke.example/a",
    )
    name = pick(
        "Ein Abend für alle", "Kontakt", "Abend", "Vereinbruecke", "Verein-Bruecke Essen", "Anmelden", "Login"
    )
    signs = unavailable.Signs(
        is_for_subscribers=chance.random() < 0.2,
        types=frozenset({"Recipe"} if chance.random() < 0.1 else ()),
        has_challenge=chance.random() < 0.2, is_detour=chance.random() < 0.2,
        has_password=chance.random() < 0.2,
    )  # fmt: skip
    lines = [pick("Start", "Nur für Abonnenten"), text]
    first = [pick("Kurz.", "und dann kam alles anders", TEXT, "Ein Fest weiterlesen …") for _ in range(6)]
    told = (
        unavailable.is_certain(signs, text), unavailable.is_likely(signs, name, text),
        page_kind.tell_other_kind(
            signs, page_kind.Shown(url=url, name=name, text=text, has_day=chance.random() < 0.5)
        ),
        unavailable.names_site(name, url),
        unavailable.list_doubts(signs, lines, name, [*first, text[:60]], url),
    )  # fmt: skip
    return f"{name} {url} {len(text)} {len(words)}: {told}"


if __name__ == "__main__":
    keep(RECORD, tell_all())
