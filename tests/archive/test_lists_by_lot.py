"""Lists put together by lot of unusual parts: what is listed, and whether a page is mostly a list.

`python -m tests.archive.test_lists_by_lot` writes the record anew; read its differences like the code's.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

from bot.archive.lists import html_list
from bot.archive.lists.selectors import Selectors
from tests.archive.test_by_lot import NAMES, NOW, SITE, Pick, make_pick, say_day, tell_entry
from tests.lots import hold, keep

RECORD = Path(__file__).with_name("lists_by_lot.txt")
TEXT = "Der Verein Brücke lädt zu Tee, Musik und Gesprächen in den Saal, und viele Nachbarn kommen gern. "
ROWS = Selectors(item=".row", link="a", title="h3", date=".day")


def test_each_unusual_list_is_read_as_before() -> None:
    hold(RECORD, tell_all())


def tell_all() -> Iterator[str]:
    """What is read of each, line by line."""
    url = f"{SITE}/aktuelles/"
    for number in range(112):
        page = make_page(number)
        shown, is_mostly = html_list.parse_list(page, url, NOW), html_list.is_mostly_list(page, url, NOW)
        whole = html_list.parse_inline(page, url, NOW)
        yield f"## {number} {shown.is_inline} {is_mostly} {[entry.url[-30:] for entry in whole]}"
        yield from map(tell_entry, shown.entries)
        yield from (f"row: {tell_entry(entry)}" for entry in ROWS.list_entries(page, url, NOW)[:2])


def make_page(number: int) -> str:
    """One or two lists with what stands around them."""
    chance = Random(number)
    pick = make_pick(chance)
    first, second = make_rows(number, pick, chance, 0), make_rows(number + 5, pick, chance, 20)
    box = pick("main", "div", "aside", "div class=widget", "div class='col sidebar'", "section", "nav")
    whole = f"<{box}>{first}</{box.split()[0]}>"
    beside = pick(
        "", "", f"<div>{second}</div>", f"<aside>{second}</aside>", f"<div class=related>{second}</div>",
        f"<article><p>{TEXT * 3}</p><p>{TEXT * 2}</p></article>",
        f"<div class=top><h2><a href='/aktuelles/gross'>{NAMES[3].title}</a></h2><p>{TEXT}</p></div>",
    )  # fmt: skip
    menu = "".join(
        f"<li><a href='/{name.lower()}'>{name}</a></li>" for name in ("Start", "Verein", "Kontakt")
    )
    parts = [f"<ul>{menu}</ul>", *chance.choice(((whole, beside), (beside, whole)))]
    return f"<html><body>{''.join(parts)}<footer><a href='/impressum'>Impressum</a></footer></body></html>"


def make_rows(kind: int, pick: Pick, chance: Random, start: int) -> str:
    """Rows of one make."""
    host = pick("", "", "", "https://zeitung.example", "https://www.verein.example")
    link = host + pick(
        "/aktuelles/{0}", "/news/{0}", "/{0}", "/blog/2025/11/{0}", "?id={0}", "/{0}.pdf", "/x/{0}#top"
    )
    level, more, tone = pick("h2", "h3", "b", "h4"), pick("mehr", "Weiterlesen …", "3 Kommentare"), pick
    rows = []
    for place in range(chance.choice((1, 2, 3, 4, 6))):
        each = NAMES[(kind * 3 + start + place) % len(NAMES)]
        href = link.format(each.url.rpartition("/")[2] + str(place))
        day = say_day(NOW - timedelta(days=3 * place + start), tone)
        if chance.random() < 0.1:
            href, day = f"https://presse.example/artikel-{place}", ""
        title, said = each.title, TEXT * chance.choice((0, 1, 2))
        anchor = f"<a href='{href}'>"
        last = " last" * (place == 3)
        rows.append((
            f"<div class='row' onclick=\"location.href='{href}'\"><h3>{title}</h3><p>{said}</p></div>",
            f"<dt>{day if place % 2 == 0 else ''}</dt><dd>{anchor}{title}</a></dd>",
            f"<{level}>{title}</{level}><p>{said}</p>{anchor}{more}</a>",
            f"<li class='item-{place}{last}'>{anchor}{day} - {title}</a></li>",
            f"{anchor}<img src=/{place}.jpg alt='{title}'></a><{level}>{title}</{level}><p>{said}</p>",
            f"<li id=n{place}>{anchor}<p>{day}</p><div class=title>{title}</div><p>{said}</p></a></li>",
            f"<tr><td>{anchor}{title}</a></td><td><a href='/ort/{place}'>Haus</a></td><td>{day}</td></tr>",
            f"<div class=row><h3>{title}</h3><i class=day>{day}</i><p>{said}</p>{anchor}{more}</a></div>",
            f"<p>{title} {anchor}{more}</a></p>",
            f"<p><a href='{href}' title='Permanent link to {title}'>{place}</a></p><p>{said}</p>",
            f"<tr data-url='{href}'><td><time datetime=2026-11-0{place + 1}>{day}</time>{title}</td></tr>",
            f"<h4>{day}</h4><p>{anchor}{title}</a></p><p><a href='/x{place}'>{title[:9]} zwei</a></p>",
            f"<div class='box {'odd' if place % 2 else 'even'}'>{anchor}{title}</a><br>{day}</div>",
            f"<li>{anchor}<span>{day}</span> {title}</a><p><a href='/autor/{place}'>Mia M.</a></p></li>",
        )[kind % 14])  # fmt: skip
    whole = "".join(rows)
    around = {1: "dl", 3: "ul", 5: "ul", 6: "table", 10: "table", 13: "ul"}.get(kind % 14, "div")
    return f"<{around}>{whole}</{around}>"


if __name__ == "__main__":
    keep(RECORD, tell_all())
