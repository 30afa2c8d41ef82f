"""List pages as they are found: split over boxes, beside other boxes, in any system's clothes."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bot.archive.articles import html_article
from bot.archive.lists import html_list
from bot.domain.article import Entry
from bot.domain.errors import ArticleGone

URL = "https://bund.example/neues/"
NOW = datetime(2026, 11, 29, 9, tzinfo=UTC)
TITLES = (
    "Chor der Nachbarschaft probt im Museum",
    "Zwei Werkstätten teilen sich ein Dach",
    "Der Bus zum Friedhof fährt wieder",
    "Sprechstunde für Mieter im Pavillon",
    "Hundert Laternen leuchten am Kanal",
    "Die Leihbude verleiht jetzt auch Zelte",
    "Kochbuch der Großmütter ist gedruckt",
)
TEASER = "Mehr als vierzig Leute waren dabei, als der Vorschlag im großen Saal vorgestellt und beraten wurde."
LINKS = [f"<a href='/m/{n}'>{title}</a>" for n, title in enumerate(TITLES)]
OTHERS = "".join(
    f"<div class='box'><h3>{title}</h3><p>{TEASER} {n}</p></div>"
    for n, title in enumerate(("Letzte Kommentare", "Wer wir sind", "Wann wir da sind", "Wie Sie helfen"))
)


def test_boxes_without_a_class_are_told_apart_by_their_ids() -> None:
    news = "".join(f"<li><a href='/n/{n}'>{title}</a> 1.5.2026</li>" for n, title in enumerate(TITLES))
    menu = "".join(f"<li><a href='/m/{n}'>Mitglieder im Verein {n}</a></li>" for n in range(9))
    for first, second, count in (("a", "b", 7), ("b", "a", 7), ("a-1", "a-2", 16)):
        page = f"<ul id={first}>{news}</ul><ul id={second}>{menu}</ul>"
        assert len(html_list.parse_list(page, URL, NOW).entries) == count


def group(sizes: tuple[int, ...], wrap: Callable[[str], str]) -> str:
    """The links in groups of these sizes, each wrapped."""
    found, start = [], 0
    for size in sizes:
        found.append(wrap("".join(f"<li>{link}</li>" for link in LINKS[start : start + size])))
        start += size
    return "".join(found)


def nest(text: str, names: str) -> str:
    for name in names.split():
        text = f"<div class='{name}'>{text}</div>"
    return text


SHAPES = {
    "a list for each year": group((1, 2, 4), lambda items: f"<h2>2026</h2><ul>{items}</ul>"),
    "one that is opened for each month": group(
        (1, 6), lambda items: f"<details id='m{len(items)}'><summary>Mai</summary><ul>{items}</ul></details>"
    ),
    "rows of three": "".join(
        f"<div class='row'>{''.join(f'<div class=c><h4>{a}</h4></div>' for a in LINKS[at : at + 3])}</div>"
        for at in (0, 3, 6)
    ),
    "two lists of the same kind": "".join(
        f"<section><h2>Teil</h2><ul class='{name}'>{items}</ul></section>"
        for name, items in (
            ("eigene", "".join(f"<li>{a}</li>" for a in LINKS[:3])),
            ("fremde", "".join(f"<li>{a}</li>" for a in LINKS[3:])),
        )
    ),
    "a page builder's many boxes": "".join(
        nest(f"<h2>{link}</h2>", "heading widget-container inner column wrap row section") for link in LINKS
    ),
    "boxes of a page builder that are all called widgets": "".join(
        f"<div class='elementor-widget'><div class='elementor-widget-container'><h3>{a}</h3></div></div>"
        for a in LINKS
    ),
    "a page builder's widget among its sections of text": nest(
        "".join(f"<article class='post'><h3>{a}</h3></article>" for a in LINKS[:7]), "w posts-widget widget-7"
    )
    + "".join(
        f"<section class='t'><h2>{name} von uns</h2><p>{TEASER}</p></section>"
        for name in ("Zahlen", "Ziele", "Hilfe")
    ),
    "a layout named after its sidebar": "</body><body class='two-sidebars sidebar-first'>"
    + "".join(f"<div class='views-row'><h3>{link}</h3></div>" for link in LINKS),
    "posts in a widget beside widgets": "<div class='widget Blog'>"
    + "".join(f"<div class='post'><h3>{a}</h3><p>{TEASER}</p></div>" for a in LINKS)
    + f"</div><div class='widget'><h2>Schlagworte</h2><p>{TEASER}</p></div>"
    + f"<div class='widget'><h2>Beliebt</h2><p>{TEASER}</p></div>",
    "items left open, so that each holds the next": "".join(
        f"<div class='wrap'><div class='post-{n} post'><h2>{a}</h2><p>{TEASER}</p>"
        f"<a href='/teilen?url=https%3A%2F%2Fbund.example%2Fm%2F{n}'>{TITLES[n]} teilen</a></div>"
        for n, a in enumerate(LINKS)
    ),
    "a header in each item": "".join(
        f"<div class='eintrag'><header><h2>{link}</h2></header><p>{TEASER}</p></div>" for link in LINKS
    ),
    "longer boxes without a page beside the list": nest(
        "".join(f"<div class='m'><h2>{link}</h2><p>Kurz.</p></div>" for link in LINKS), "inhalt"
    )
    + OTHERS,
    "a box of the same make without a link above": f"<div class='m'><h2>Willkommen</h2><p>{TEASER}</p></div>"
    + "".join(f"<div class='m'><h2>{a}</h2><p>{TEASER}</p></div>" for a in LINKS),
    "a first link that holds a script": "".join(
        f"<li><a href='/m/{n}'><script>zeige('ein langer Text, kein Titel', 7)</script></a> {a}</li>"
        for n, a in enumerate(LINKS)
    ),
    "a heading without a link above a link that says more": "".join(
        f"<div class='n'><h3>{title}</h3><p>{TEASER}</p><a href='/m/{n}'>weiterlesen</a></div>"
        for n, title in enumerate(TITLES)
    ),
    "a larger first one": f"<article class='top'><h2>{LINKS[0]}</h2></article>"
    + "".join(f"<article><h3>{link}</h3></article>" for link in LINKS[1:]),
    "a table whose cells are items": "<table>"
    + "".join(f"<tr>{''.join(f'<td>{a}</td>' for a in LINKS[at : at + 2])}</tr>" for at in (0, 2, 4, 6))
    + "</table>",
    "a table": f"<table>{''.join(f'<tr><td>.</td><td>{link}</td></tr>' for link in LINKS)}</table>",
    "cards that are links, without headings": "".join(
        f"<a class='card' href='/m/{n}'><span class='eyebrow'>Verein heute</span>"
        f"<span class='block font-bold'>{title}</span><span class='block'>{TEASER} {TEASER}</span></a>"
        for n, title in enumerate(TITLES)
    ),
    "small cards that are links": "".join(
        f"<a href='/m/{n}'><p>2{n}.11.2026</p><p class='card-title'>{title}</p><p>Mehr dazu</p></a>"
        for n, title in enumerate(TITLES)
    ),
    "a first one in a box of its own before the rows": nest(
        f"<h2>{LINKS[0]}</h2><p>{TEASER}</p>", "l leading"
    )
    + "".join(
        f"<div class='row'><div class='s'><div class='item'><h2>{link}</h2><p>{TEASER}</p></div></div></div>"
        for link in LINKS[1:]
    ),
    "a day that leads to the item, its title beside": "".join(
        f"<li><a href='/m/{n}'>1{n}.11.2026</a> {title}</li>" for n, title in enumerate(TITLES)
    ),
    "headings that hold a day, with a tooltip": "".join(
        f"<h2><a href='/m/{n}' title='Permanent Link to {title}'>1{n}. November 2026</a></h2><p>{TEASER}</p>"
        for n, title in enumerate(TITLES)
    ),
    "bold titles, and a link that says more": "".join(
        f"<p><strong>{title}</strong><br>{TEASER} <a href='/m/{n}'>mehr</a></p>"
        for n, title in enumerate(TITLES)
    ),
    "pictures that lead to the item": "".join(
        f"<figure><a href='/m/{n}'><img src='/{n}.jpg' alt='{title}'></a></figure>"
        for n, title in enumerate(TITLES)
    ),
    "classes that count the items": "".join(
        f"<article class='post-{n} tag-{'ab'[n % 2]} {'odd' if n % 2 else 'even'}'><h2>{a}</h2></article>"
        for n, a in enumerate(LINKS)
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_whole_list_is_read_and_nothing_else(shape: str) -> None:
    menu = "<ul id='top'><li><a href='/bund'>Über den Bund</a></li><li><a href='/rat'>Der Rat</a></li></ul>"
    found = html_list.parse_list(f"<body>{menu}<div id='a'>{SHAPES[shape]}</div></body>", URL, NOW)
    assert [entry.title for entry in found.entries] == list(TITLES)
    assert [entry.url for entry in found.entries] == [f"https://bund.example/m/{n}" for n in range(7)]
    assert not found.is_inline


def test_a_list_may_lead_to_a_subdomain_of_the_site_and_has_no_part_in_a_press_review() -> None:
    text = "".join(f"<h3><a href='https://blog.bund.example/{n}'>{t}</a></h3>" for n, t in enumerate(TITLES))
    press = "".join(
        f"<h3><a href='https://zeitung.example/{n}'>{t} bei uns</a></h3>" for n, t in enumerate(TITLES)
    )
    found = html_list.parse_list(f"<div>{text}</div><div>{press}</div>", URL, NOW)
    assert [entry.url for entry in found.entries] == [f"https://blog.bund.example/{n}" for n in range(7)]


def test_a_backslash_in_an_address_is_a_slash_as_in_a_browser() -> None:
    text = "".join(f"<h3><a href='..\\m\\{n}\\?q=a\\b'>{t}</a></h3>" for n, t in enumerate(TITLES))
    found = html_list.parse_list(text, URL, NOW)
    assert [entry.url for entry in found.entries] == [f"https://bund.example/m/{n}/?q=a\\b" for n in range(7)]


def test_articles_that_stand_whole_on_the_page_are_read_inline() -> None:
    text = "".join(
        f"<div class='e'><h2>{t}</h2><p>1{n}.11.2026</p><p>{TEASER}</p><p>{TEASER} {n}</p></div>"
        for n, t in enumerate(TITLES)
    )
    found = html_list.parse_list(f"<main>{text}</main><a href='/verein'>Verein</a>", URL, NOW)
    assert found.is_inline
    assert [(e.title, e.published_at and e.published_at.day) for e in found.entries] == [
        (t, 10 + n) for n, t in enumerate(TITLES)
    ]


def test_an_inline_article_is_found_by_its_title_when_its_anchor_changed() -> None:
    text = "".join(
        f"<div class='e'><h2 id='neu-{n}'>{t}</h2><p>1{n}.11.2026</p><p>{TEASER}</p><p>{TEASER} {n}</p></div>"
        for n, t in enumerate(TITLES)
    )
    shown = html_article.Page(url=URL, text=f"<main>{text}</main>")
    for number, title in enumerate(TITLES):
        read = html_article.parse_inline_article(shown, Entry(url=f"{URL}#alt-9", title=title), NOW)
        assert (read.title, read.text[-1]) == (title, str(number))
    with pytest.raises(ArticleGone):
        html_article.parse_inline_article(shown, Entry(url=f"{URL}#alt-9", title="Zuletzt"), NOW)


def test_days_are_no_titles_of_articles() -> None:
    text = "".join(
        f"<h2>Mittwoch, {n + 1}. Juli 2026</h2><p>{TEASER}</p><h3>{a}</h3><p>{TEASER}</p>"
        for n, a in enumerate(LINKS)
    )
    found = html_list.parse_list(text, URL, NOW)
    assert [entry.title for entry in found.entries] == list(TITLES)


@pytest.mark.parametrize(
    "text",
    ["<h1>Wartung</h1><p>Gleich geht es weiter.</p><a href='/'>Start</a>", "", "<p>403</p>"],
    ids=["maintenance", "nothing", "refusal"],
)
def test_what_lists_nothing_is_no_list(text: str) -> None:
    assert html_list.parse_list(text, URL, NOW).entries == ()


DAYS = {
    "in the box": lambda day, link: f"<div class='m'><h3>{link}</h3><span>{day}</span></div>",
    "above the heading": lambda day, link: f"<div class='m'><p>{day} | Aktuelles</p><h3>{link}</h3></div>",
    "before the link": lambda day, link: f"<li>{day} {link}</li>",
    "after the link": lambda day, link: f"<li>{link} ({day})</li>",
    "in a term above": lambda day, link: f"<dt>{day}</dt><dd>{link}</dd>",
    "in a cell": lambda day, link: f"<tr><td>{day}</td><td>{link}</td></tr>",
    "beside headings": lambda day, link: f"<h3>{link}</h3><p>{day}</p>",
}


@pytest.mark.parametrize("place", DAYS)
@pytest.mark.parametrize("spell", ["{:%d.%m.%Y}", "{:%Y-%m-%d}", "Do, {:%d.%m.%y}"])
def test_each_item_has_its_own_day(place: str, spell: str) -> None:
    days = [datetime(2026, 11, 20 - n, tzinfo=UTC) for n in range(7)]
    items = "".join(DAYS[place](spell.format(day), link) for day, link in zip(days, LINKS, strict=True))
    found = html_list.parse_list(f"<table>{items}</table>" if place == "in a cell" else items, URL, NOW)
    assert [entry.title for entry in found.entries] == list(TITLES)
    assert [entry.published_at and entry.published_at.date() for entry in found.entries] == [
        d.date() for d in days
    ]


def test_a_line_with_a_day_is_that_of_all_items_below_it() -> None:
    days = {0: "28. November 2026", 3: "27. November 2026", 5: "21. November 2026"}
    text = "".join(
        (f"<h2>{days[n]}</h2>" if n in days else "") + f"<div class='e'><h3>{link}</h3><p>{TEASER}</p></div>"
        for n, link in enumerate(LINKS)
    )
    found = html_list.parse_list(f"<main>{text}</main>", URL, NOW).entries
    assert [e.published_at and e.published_at.day for e in found] == [28, 28, 28, 27, 27, 21, 21]
    of_the_page = text.replace("<h2>27. November 2026</h2>", "").replace("<h2>21. November 2026</h2>", "")
    found = html_list.parse_list(f"<main>{of_the_page}</main>", URL, NOW).entries
    assert [e.published_at for e in found[1:]] == [None] * 6, "one line above all is no day of theirs"


DAYS_ELSEWHERE = {
    "before the title, in bold": lambda n, link, title: f"<p><b>1{n}.11.2026 - {title}</b><br>{link}</p>",
    "in the address": lambda n, link, title: f"<h3>{link.replace('/m/', f'/2026/11/1{n}/')}</h3>",
    "beside the day of the last change": lambda n, link, title: (
        f"<div><h3>{link}</h3><p>Veröffentlicht: 1{n}.11.2026 Zuletzt geändert: 2{n}.11.2026 09:00</p></div>"
    ),
}


@pytest.mark.parametrize("place", DAYS_ELSEWHERE)
def test_the_day_of_an_item_stands_in_other_places_too(place: str) -> None:
    links = (
        LINKS if place != "before the title, in bold" else [f"<a href='/m/{n}'>mehr</a>" for n in range(7)]
    )
    text = "".join(
        DAYS_ELSEWHERE[place](n, link, title)
        for n, (link, title) in enumerate(zip(links, TITLES, strict=True))
    )
    found = html_list.parse_list(f"<main>{text}</main>", URL, NOW).entries
    assert [(e.title, e.published_at and e.published_at.day) for e in found] == [
        (title, 10 + n) for n, title in enumerate(TITLES)
    ]


def test_a_page_is_mostly_a_list_when_it_says_more_in_its_items_than_beside_them() -> None:
    items = "".join(f"<article><h2>{link}</h2><p>{TEASER}</p></article>" for link in LINKS)
    beside = f"<main><h1>Ein Tag am Kanal</h1>{''.join(f'<p>{TEASER} {n}</p>' for n in range(20))}</main>"
    assert html_list.is_mostly_list(f"<p>{TEASER}</p>{items}", URL, NOW)
    assert not html_list.is_mostly_list(f"{beside}<div>{items}</div>", URL, NOW)
    assert not html_list.is_mostly_list(beside, URL, NOW)


def test_a_day_without_a_year_is_of_the_year_in_the_articles_address() -> None:
    text = "".join(
        f"<li><a href='/{year}/05/1{n}/m{n}'>{t}</a><p>1{n}. Mai</p></li>"
        for n, (t, year) in enumerate(zip(TITLES, (2026, 2026, 2025, 2019), strict=False))
    )
    days = [entry.published_at for entry in html_list.parse_list(f"<ul>{text}</ul>", URL, NOW).entries]
    assert [f"{day:%Y-%m-%d}" for day in days if day] == [
        "2026-05-10",
        "2026-05-11",
        "2025-05-12",
        "2019-05-13",
    ]


def test_a_day_in_the_running_text_is_none_of_the_item() -> None:
    text = "".join(
        f"<div><h3>{a}</h3><p>{TEASER} Das Fest war am 3. Oktober 2026 und dauerte lang.</p></div>"
        for a in LINKS
    )
    assert {entry.published_at for entry in html_list.parse_list(text, URL, NOW).entries} == {None}


def list_titles(text: str) -> list[str]:
    return [entry.title for entry in html_list.parse_list(text, URL, NOW).entries]


HEADED = [f"<h2>{link}</h2>" for link in LINKS]
BESIDE = {
    "links of the same shape to other things": (
        f"<div class='liste'><ul>{''.join(f'<li>{a}</li>' for a in LINKS)}</ul></div>"
        "<div class='orte'><ul><li><a href='/o/1'>Norden</a></li><li><a href='/o/2'>Ufer</a></li></ul></div>"
    ),
    "who wrote each of them": "<table>"
    + "".join(
        f"<tr><td>{link}</td><td><a href='/leute/{n}'>Aylin Demir-Schmidt {n}</a></td></tr>"
        for n, link in enumerate(LINKS)
    )
    + "</table>",
    "a long side column": f"<div class='main'>{''.join(HEADED)}</div><div class='sidebar'>"
    + "".join(
        f"<h3><a href='/alt/{n}'>{title}, wie es früher einmal war</a></h3>" for n, title in enumerate(TITLES)
    )
    + "</div>",
    "a menu that tells a lot": "<nav>"
    + "".join(f"<a href='/p/{n}'>Das Projekt {title} stellt sich vor</a>" for n, title in enumerate(TITLES))
    + f"</nav><div>{''.join(HEADED)}</div>",
    "days that are links, too": "".join(
        f"<h2><a href='/tag/{n}'>Mittwoch, {n + 1}. Juli 2026</a></h2><h3>{link}</h3><p>{TEASER}</p>"
        for n, link in enumerate(LINKS)
    ),
}


@pytest.mark.parametrize("beside", BESIDE)
def test_what_stands_beside_a_list_is_not_of_it(beside: str) -> None:
    assert list_titles(BESIDE[beside]) == list(TITLES)


def test_two_lists_of_headings_are_both_read() -> None:
    first = "".join(f"<article><h2>{link}</h2><p>{TEASER}</p></article>" for link in LINKS[:3])
    second = "".join(f"<div><div><h3>{link}</h3><p>{TEASER}</p></div></div>" for link in LINKS[3:])
    assert list_titles(f"<main><section>{first}</section><section>{second}</section></main>") == list(TITLES)


@pytest.mark.parametrize("is_interleaved", [False, True])
def test_a_press_review_is_the_list_of_a_page_that_has_no_other(is_interleaved: bool) -> None:
    menu = "<ul><li><a href='/bund'>Über unseren Bund</a></li><li><a href='/rat'>Der Rat</a></li></ul>"
    hosts = ["bund" if is_interleaved and n % 3 else f"zeitung{n}" for n in range(7)]
    text = "".join(
        f"<h2><a href='https://{host}.example/stadt/{n}'>{title}</a></h2><p>{TEASER}</p>"
        for n, (host, title) in enumerate(zip(hosts, TITLES, strict=True))
    )
    found = html_list.parse_list(menu + text, URL, NOW)
    told = [f"https://{host}.example/stadt/{n}" for n, host in enumerate(hosts)]
    assert ([entry.url for entry in found.entries], found.is_inline) == (told, False)


def test_headings_over_lists_of_links_elsewhere_are_no_articles() -> None:
    lists = [
        "".join(
            f"<li>Blatt: <a href='https://blatt{y}.example/a/{n}'>{t} im Hafen</a></li>"
            for n, t in enumerate(TITLES)
        )
        for y in range(3)
    ]
    text = "".join(f"<h2>Wochen im Hafen {n}</h2><ul>{items}</ul>" for n, items in enumerate(lists))
    found = html_list.parse_list(text, URL, NOW)
    assert (len(found.entries), found.is_inline) == (21, False)


def test_links_to_partners_and_their_profiles_are_no_list() -> None:
    names = ("Sparkasse am Markt", "Haus der Begegnung in der Nordstadt", "Freundeskreis der Bücherei")
    fronts = "".join(f"<li><a href='https://p{n}.example/'>{name}</a></li>" for n, name in enumerate(names))
    short = "".join(f"<li><a href='https://p{n}.example/de/start'>Partner {n}</a></li>" for n in range(9))
    few = "".join(
        f"<li><a href='https://zeitung.example/a/{n}'>{title}</a></li>" for n, title in enumerate(TITLES[:2])
    )
    found = [list_titles(f"<ul>{items}</ul>") for items in (fronts, short, few)]
    assert found == [[], [], []]


DAY = "<p>3.11.2026</p>"
FLAT = {
    "a heading, a text and a link": f"<h2>{{t}}</h2>{DAY}<p>{TEASER}</p><p><a href='{{u}}'>» mehr</a></p>",
    "bold words and breaks": f"<b>{{t}}</b> (3.11.2026)<br>{TEASER} <a href='{{u}}'>[mehr]</a><br><br>",
    "a box that a script leads on": f"<div onclick=\"location.href='{{u}}'\"><h3>{{t}}</h3>{DAY}</div>",
    "a box with an address for scripts": f"<article data-href='{{u}}'>{DAY}<h3>{{t}}</h3></article>",
    "a picture and then a heading": (
        f"<a href='{{u}}'><svg><title>Pfeil</title></svg></a><div><h3>{{t}}</h3>{DAY}</div>"
    ),
    "a day in the link": "<li><a href='{u}'><span>{t}</span> <small>3.11.2026</small></a></li>",
    "two days without a blank": (
        "<li><a href='{u}'>{t} <i><time>3.11.2026</time><time>5.11.2026</time></i></a></li>"
    ),
}


@pytest.mark.parametrize("shape", FLAT)
def test_title_day_and_address_of_an_item_stand_side_by_side(shape: str) -> None:
    text = "".join(FLAT[shape].format(t=t, u=f"/m/{n}") for n, t in enumerate(TITLES))
    found = html_list.parse_list(f"<main><h1>Neues</h1><div>{text}</div></main>", URL, NOW)
    assert [(entry.url, entry.title) for entry in found.entries] == [
        (f"https://bund.example/m/{n}", title) for n, title in enumerate(TITLES)
    ]
    assert {entry.published_at and entry.published_at.day for entry in found.entries} == {3}
    assert not found.is_inline


def test_a_list_that_a_script_would_write_is_read_from_what_machines_are_told() -> None:
    items = ",".join(
        f'{{"@type":"ListItem","item":{{"@type":"NewsArticle","headline":"{title}","url":"/m/{n}",'
        f'"datePublished":"2026-11-0{n + 1}"}}}}'
        for n, title in enumerate(TITLES)
    )
    crumbs = '{"@type":"BreadcrumbList","itemListElement":[{"@type":"ListItem","url":"/bund","name":"Bund"}]}'
    told = f'[{crumbs},{{"@type":"ItemList","itemListElement":[{items}]}}]'
    page = "<html><head><script type='application/ld+json'>{}</script></head><body><p>Lädt.</p></body></html>"
    found = html_list.parse_list(page.format(told), URL, NOW).entries
    assert [(each.url, each.title) for each in found] == [
        (f"https://bund.example/m/{n}", title) for n, title in enumerate(TITLES)
    ]
    assert [each.published_at and each.published_at.day for each in found] == list(range(1, 8))
    assert html_list.parse_list(page.format(crumbs), URL, NOW).entries == ()


def write_by_hand(*, days: bool = True, is_linked: Callable[[int], bool] = lambda n: n % 2 > 0) -> str:
    """Articles of which some have a page and the others only stand there, newest first."""
    return "".join(
        f"<article><h2>{LINKS[n] if is_linked(n) else title}</h2>"
        f"{f'<p>{20 - n}.11.2026</p>' if days else ''}<p>{TEASER} {TEASER}</p></article>"
        for n, title in enumerate(TITLES)
    )


def test_what_only_stands_on_a_list_of_linked_articles_is_listed_in_its_place() -> None:
    found = html_list.parse_list(write_by_hand(), URL, NOW).entries
    assert [entry.title for entry in found] == list(TITLES)
    assert [entry.url for entry in found[1::2]] == [f"https://bund.example/m/{n}" for n in (1, 3, 5)]
    for entry in found[::2]:
        page = html_article.Page(url=URL, text=write_by_hand())
        article = html_article.parse_inline_article(page, entry, NOW)
        assert (article.url, article.title, article.published_at) == (
            entry.url,
            entry.title,
            entry.published_at,
        )


def test_boxes_of_another_make_or_without_a_day_belong_to_no_list_of_linked_articles() -> None:
    box = f"<article><h2>Willkommen im Verein</h2><p>{TEASER}</p></article>"
    linked = write_by_hand(is_linked=lambda n: True)
    assert list_titles(linked + 2 * box) == list(TITLES)
    dated = box.replace("</h2>", "</h2><p>21.11.2026</p>")
    assert list_titles(linked + f"<div>{dated}{dated.replace('im', 'beim')}</div>") == list(TITLES)
    assert list_titles(write_by_hand(days=False)) == [TITLES[1], TITLES[3], TITLES[5]]


def test_the_next_page_of_a_list_is_none_of_its_articles() -> None:
    pages = "".join(
        f"<a title='Neues im Bund' href='/neues/?page_number_0={n}'>{n}</a> " for n in range(2, 6)
    )
    assert list_titles(f"<main><p>{TEASER}</p><div>{pages}</div></main>") == []
