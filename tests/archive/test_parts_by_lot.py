"""Boxes, headings, lines, pictures, days and names by lot, each as pages have them: what is made of each.

`python -m tests.archive.test_parts_by_lot` writes the record anew; read its differences like the code's.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from bot.archive import html_tree
from bot.archive.articles import (
    block_kinds,
    main_text,
    metadata,
    page_kind,
    photo,
    picture_credit,
    publication_date,
    title,
    unavailable,
)
from bot.archive.html_tree import list_blocks, parse_html
from bot.archive.linked_data import read_linked
from bot.archive.lists import html_list
from tests.lots import hold, keep

RECORD = Path(__file__).with_name("parts_by_lot.txt")
HOME = "https://www.verein.example"
NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Berlin")
SAID = "Ein Fest im Garten mit Musik und Tee für alle, die kommen. "
BOXES = (
    *("div", "div", "section", "div class=entry-content", "div class=sidebar", "div class=widget", "nav"),
    *("div class=related", "footer", "aside", "div class='box print'", "span class=share", "article", "main"),
    *("p class=byline", "div class=newsletter", "blockquote class=twitter-tweet", "div class=cardFooter"),
)
TYPES = ("NewsArticle", "Recipe", "Product", "Website", "Article")
NAMES = (
    *("Anna Test", "Von Anna Test", "Anna Test, Ben Rot", "A", "Ab", "admin", "Text: Anna Test.", "Anna T."),
    *("a@v.example", "Anna " * 7, "Anna " * 8, "B" * 80, "B" * 81, "Anna Test | 3. Mai", "Verlag, Essen"),
)
TAGS = (
    *("span class=author", "p class=author", "a rel=author href=/a", "div itemprop=author"),
    *("a rel=author href=mailto:a@v.example", "p class='author comment'", "div class=byline"),
)


def test_each_part_of_a_page_is_read_as_before() -> None:
    hold(RECORD, tell_all())


def tell_all() -> Iterator[str]:
    """What is read of each, line by line."""
    for tell, times in TELLERS.items():
        yield from (f"{tell.__name__[5:]} {number}: {tell(Random(number))}" for number in range(times))


def write(chance: Random, depth: int = 0) -> str:
    """A box of boxes and texts, numbered by their lengths."""
    box = chance.choice(BOXES)
    inside = "".join(
        write(chance, depth + 1) if depth < 3 and chance.random() < 0.4 else write_text(chance)
        for _ in range(chance.choice((1, 2, 3)))
    )
    return f"<{box}>{inside}</{box.split()[0]}>"


def write_text(chance: Random) -> str:
    text = SAID * chance.choice((0, 1, 1, 2, 7)) + "Tee" * chance.choice((1, 2, 13, 14))
    return chance.choice((
        f"<p>{text}</p>", f"<p>{text}</p>", f"<p>{text}</p>", f"<p><a href=/x>{text}</a></p>",
        f"<h2>{text}</h2>",
        f"<p><span class=dateline>Essen</span> {text}</p>", f"<p><b>E</b> {text}</p>",
        f"<p><b>A</b> in {text}</p>", f"<p><i class=initial>A</i>b {text}</p>", f"<p>{text}<sup>1</sup></p>",
        f"<p>{text} m<sup>2</sup></p>", f"<p>{text}<sup>1234</sup></p>", f"<button><h1>{text}</h1></button>",
        f"<button><p>{text}</p></button>", f"<noscript><p>{text}</p></noscript>",
        "<h3 class=sr-only>Menü</h3>",
        f"<div><img alt='Anna Test' src=/a.jpg>Anna Test {text}</div>", "<h1>Titel</h1>",
        f"<div><div><img class=avatar src=/a.jpg></div>Anna Test {text[-40:]}</div>", f"<ul><li>{text}</ul>",
        f"<svg>{text}</svg>", f"<dialog>{text}</dialog>",
    ))  # fmt: skip


def tell_frame(chance: Random) -> object:
    """What is left of a page without its frame, as lengths."""
    root = parse_html("<html><body>" + "".join(write(chance) for _ in range(3)) + "</body></html>")
    main_text.prune(root, chance.choice(("", "Anna Test", "Anna Test; Ben Rot")))
    blocks = list_blocks(root)
    return [len(block.text) for block in blocks], main_text.judge(root, blocks, is_huge=True)


def tell_title(chance: Random) -> object:
    name = chance.choice(("Das Fest im Garten war gut", "Fest", "Tee für alle", "Sie kommt heim", "Termine"))
    site, kicker = chance.choice(("Verein", "Mein Verein", "")), chance.choice(("Kultur", "Fest", "3.5.2026"))
    shown = [
        name, f"{kicker}: {name}", f"{kicker} | {name}", f"{name} | {site}", f"{site} | {kicker} | {name}",
        f"<span class=kicker>{kicker}</span> {name}", f"{name} <small>{kicker}</small>", "Kultur im Garten",
        f"<span>{kicker}</span> <span>{name}</span>", f"<div>{kicker}</div><div>{name}</div>", f"{name}.",
        f"<a href=/>{name}</a>", f"<span class=headline>{name}</span> {kicker}", f"<i>{kicker}:</i> {name}",
        "x" * chance.choice((180, 181, 300, 301)), f"{name} mit Anna Test und den anderen Leuten", "Mehr",
    ]  # fmt: skip
    parts = []
    for _ in range(chance.choice((2, 4, 6, 9))):
        tag = chance.choice(("h1", "h2", "h2", "h3", "h4", "p", "p", "p class=title", "header><h1"))
        bold = ("<b>{}</b>" if chance.random() < 0.2 else "{}").format(chance.choice(shown))
        parts.append(f"<{tag}>{bold}</{tag.split('>')[-1].split()[0]}>")
        parts += [f"<p>{SAID * 2}</p>"] * (chance.random() < 0.3)
    blocks = list_blocks(parse_html(f"<html><body>{''.join(parts)}</body></html>"))
    plain = [html_tree.strip_markup(each) for each in shown]
    announced = chance.sample(plain, chance.choice((0, 1, 1, 2, 3)))
    url = f"{HOME}/{chance.choice(('a', 'das-fest-im-garten', 'tee-fuer-alle', ''))}"
    listed, at = chance.choice(("", "", name, plain[5])), chance.randrange(-1, len(blocks))
    found = title.decide_title(blocks, announced, listed, url, at, site)
    told = title._Told(announced, listed, site)
    weights = sum(title._weigh(block, told, url) * place for place, block in enumerate(blocks, 1))
    return found and (found.text[:60], found.block), round(weights, 2)


def tell_lines(chance: Random) -> object:
    """Where breaks part a text, as lengths; what is repaired in it."""
    pieces = []
    for _ in range(chance.choice((2, 3, 5, 7))):
        length = chance.choice((9, 20, 59, 60, 61, 119, 120, 121, 240, 481))
        words = chance.choice((SAID * 9, SAID.lower() * 9))[: length - 1] + chance.choice(
            ("x", "x", ".", "»")
        )
        words = chance.choice((words, words, words, "03.05.2026", "Foto: Anna", "45127 Essen", '"Ja!"Gut so'))
        pieces += [words, chance.choice(("<br>", "<br>", "<br>", "<br><br>", "<b>", "</b>", " "))]
    root = parse_html(f"<div>{''.join(pieces)}</div>")
    told = html_tree.repair(chance.choice(('Er sagt: "Ja!"Gut, sagt "Sie."Na', "Ja.Aber gut,so")))
    return [len(block.text) for block in list_blocks(root)], len(html_tree.lines_of(root)), told


def tell_picture(chance: Random) -> object:
    names = (
        "fest-im-garten.jpg",
        "fest-im-garten-300x200.jpg",
        "logo.png",
        "header.jpg",
        "a.gif",
        "abcde.jpg",
    )
    said = (
        *("", "", "Foto: Anna Test", "Im Garten. Foto: Anna Test", "Anna / dpa", "© Anna Test", "IMG_1.jpg"),
        *("Im Garten (dpa)", "Das Fest am Abend, Foto: A", "Anna Test, Ben", "x" * 81, "Im Garten | Foto: B"),
    )

    def show() -> str:
        image = f"<img src=/{chance.choice(names)} alt='{chance.choice(said)}'"
        image += chance.choice((" data-copyright='Ben Rot'>", " width=199>", " width=200>", ">", ">", ">"))
        image = chance.choice((image, image, f"<a href=/{chance.choice(('', 'b', 'g.jpg'))}>{image}</a>"))
        credit = f"<{chance.choice(('span', 'small'))} class=credit>{chance.choice(said)}</span>"
        caption = f"<figcaption>{chance.choice(said)}<i>{chance.choice(said)}</i></figcaption>"
        return chance.choice((
            image, f"<figure>{image}{caption}</figure>", f"<div>{image}{credit}</div>", f"<p>{image}</p>",
            f"<figure>{image}{chance.choice(said)}</figure>", f"<div class=teaser>{image}</div>",
            f"<figure class=player>{image}{caption}</figure>", f"<div class=logo>{image}</div>",
        ))  # fmt: skip

    parts = [
        show() if chance.random() < 0.5 else f"<p>{chance.choice((*said, SAID, SAID))}</p>" for _ in range(7)
    ]
    blocks = list_blocks(parse_html(f"<html><body>{''.join(parts)}</body></html>", HOME))
    announced = chance.choice(("", "", f"{HOME}/{chance.choice(names)}"))
    told = [chance.choice(said)]
    found = photo.find_photo(blocks[1:], HOME, announced, title="Fest im Garten", elsewhere=blocks, told=told)
    words = picture_credit.SaidOfPictures()
    for block in block_kinds.mark_captions(blocks):
        if line := picture_credit.credit_lines.find_picture_line(block.text):
            words.add(block.text, line, is_at_top=chance.random() < 0.3)
    last = picture_credit.complete(found, words, announced, title="Anna Test")
    return [each and (each.url[-12:], each.caption[:20], each.credit[:20]) for each in (found, last)]


def tell_day(chance: Random) -> object:
    def write_day() -> str:
        day = chance.randrange(1, 13)
        return chance.choice(
            (f"{day}.{day % 4 + 1}.2026", f"{day}. Mai 2026", f"2026-05-{day:02}", f"{day}.5.26")
        )

    parts = []
    for _ in range(chance.choice((2, 4, 9))):
        said = chance.choice(
            ("", "", "Stand: ", "Veröffentlicht am ", "Beginn: ", "Zuletzt geändert: ", "Wir waren am ")
        )
        after = chance.choice(
            ("", "", " in Essen", " | Essen und andere Orte", ", 18:00–19:30", " war ein Fest.")
        )
        named = chance.choice(
            ("", " class=date", " class=meta", " class=posted-on", " class=event", " id=info")
        )
        tag = chance.choice(("p", "p", "time", "span", "li", "footer", "a", "div"))
        day = f"<{tag}{named}>{said}{write_day()}{after}</{tag}>"
        day = chance.choice(
            (day, day, f"<aside>{day}</aside>", f"<div class=related>{day}</div>", f"<b>Am</b> {day}")
        )
        parts += [day, *[f"<p>{SAID}</p>"] * chance.choice((0, 1, 3, 9, 20))]
    parts.insert(chance.randrange(len(parts)), "<h1>Titel</h1>")
    root = parse_html(f"<html><body><div>{''.join(parts)}</div></body></html>")
    days = publication_date.ShownDays(root, list(root.iter()))
    shown = days.choose(next(root.iter("h1"), None), NOW)
    meta = chance.choice(
        ([], [write_day()], ["2026-05-03T23:30:00+02:00"], ["5/3/2026"], ["2026-05-03T00:00"])
    )
    url = HOME + chance.choice(("/a", "/2026/05/03/a", "/20260503", "/2026/03/05/a"))
    told = publication_date.decide_published(meta, shown, url, now=NOW, zone=ZONE)
    return shown and (f"{shown.day:%d.%m}", shown.weight, shown.place), told and f"{told:%d.%m. %H:%M}"


def tell_kind(chance: Random) -> object:
    """Of what kind texts are that have so many words of one, as often as is just enough, or is not."""
    words = chance.choice((150, 200, 320, 400))
    told = []
    for word in ("Sie", "ich", "9 €", "sollten", "war", "heute"):
        times = chance.choice((0, 0, 0, 1, 3, 4, 5, 8, 9, words // 90, words // 50, words // 40, words // 20))
        told += [word] * times
    text = " ".join([*told, *["Tee"] * (words - len(told))])[: chance.choice((9999, 9999, 400, 699, 700))]
    name = chance.choice(
        ("Ein Fest für alle", "Fest", "Tipps für den Garten", "Interview mit Anna", "So geht es")
    )
    url = HOME + chance.choice(
        ("/", "/aktuelles/fest", "/ratgeber/fest", "/shop/fest", "/fest", "/rezepte/fest")
    )
    signs = unavailable.Signs(
        types=frozenset(chance.sample(TYPES, chance.choice((0, 0, 1, 2)))),
        sorts=frozenset(chance.sample(("page", "post", "product"), chance.choice((0, 0, 0, 1)))),
    )  # fmt: skip
    shown = page_kind.Shown(
        url=url, name=name, text=text, has_day=chance.random() < 0.6, is_foreign=chance.random() < 0.2,
        filed=chance.choice(((), (), ("ratgeber",))), is_earning=chance.random() < 0.2,
    )  # fmt: skip
    is_in_news, is_timeless = chance.random() < 0.3, chance.random() < 0.5
    hints = page_kind._list_hints_of_words(shown, text, is_in_news=is_in_news, is_timeless=is_timeless)
    return page_kind.tell_other_kind(signs, shown), "".join("ny"[is_so] for is_so, _ in hints)


def tell_names(chance: Random) -> object:
    """Who wrote a page, and of what it is; whether a summary is its own."""
    shown = "".join(
        f"<{tag}>{chance.choice(NAMES)}</{tag.split()[0]}>"
        for tag in chance.sample(TAGS, chance.choice((0, 1, 2)))
    )
    filed = chance.choice(("<span class=category>Fest, Tee</span>", "<a rel='category tag'>Fest</a>", "", ""))
    meta = [
        f"<meta name={name} content='{chance.choice(NAMES)}'>"
        for name in ("author", "dc.creator", "article:section", "og:image:alt")
        if chance.random() < 0.3
    ]
    root = parse_html(f"<html><head>{''.join(meta)}</head><body>{shown}{filed}</body></html>")
    facts = metadata.read_meta(root, HOME, read_linked(root))
    length = chance.choice((59, 60, 61, 449, 450, 451))
    summary = (chance.choice((SAID, "Garten Musik anders ganze Verwaltung ")) * 20)[: length - 1] + "."
    own = metadata.decide_summary([summary], chance.choice(("Musik im Garten", "Kommen", "Tee")), SAID) != ""
    return facts.author, facts.sections, own


def tell_list(chance: Random) -> object:
    """What is listed of groups of links, each with titles as long as a limit or a little longer."""
    parts = [write_group(chance, number) for number in range(chance.choice((1, 2, 3)))]
    parts += chance.choice(([], [f"<p>{SAID * 3}</p>"], [f"<h1>Titel</h1><p>{SAID}</p>"]))
    parts.append(write_pager(chance))
    page, url = f"<html><body>{''.join(parts)}</body></html>", f"{HOME}/aktuelles/"
    shown, is_mostly = html_list.parse_list(page, url, NOW), html_list.is_mostly_list(page, url, NOW)
    told = [
        f"{each.url[-7:]} {len(each.title)}{each.published_at:%d.%m.}" if each.published_at else each.url[-7:]
        for each in shown.entries
    ]
    return "ny"[shown.is_inline] + "ny"[is_mostly], shown.next_url[-7:], " ".join(told)


def write_group(chance: Random, number: int) -> str:
    """Some items of one make, one of which is otherwise."""
    length = chance.choice((5, 11, 12, 13, 30, 60, 90, 160, 220))
    where = chance.choice(("/aktuelles/", "/aktuelles/", "/", "/b/", "https://b.example/c-d/", "/verein/"))
    level, said = chance.choice(("h2", "h3", "b", "span")), chance.choice((0, 79, 80, 81, 200))
    day, row = chance.choice(("", "", "{}.5.2026", "{}. Mai", "2026-05-{}")), chance.randrange(7)
    rows = []
    for place in range(chance.choice((1, 2, 3, 4, 5))):
        name = f"{(SAID * 9)[: length - 3 + chance.choice((0, 0, 1, 2))]}{number}{place}."
        link, when = f"<a href='{where}{number}{place}'>", day.format(place + 1)
        rows.append((
            f"<li>{link}{name}</a></li>",
            f"<div class=row><{level}>{link}{name}</a></{level}>{'x' * said}</div>",
            f"<div class='a{place}'>{link}<{level}>{name}</{level}><p>{when}</p></a>{'x ' * said}</div>",
            f"<tr><td>{when}</td><td>{link}{name}</a></td><td>{link}mehr</a></td></tr>",
            f"<p>{when}</p><p>{link}{name}</a></p>",
            f"<{level}>{name}</{level}><p>{'x' * said} {link}mehr</a></p>",
            f"<h3>{name}</h3><p>{when}</p><p>{'x ' * said}</p>",
        )[chance.choice((row, row, row, row, row, row, row, row, row, (row + 1) % 7))])  # fmt: skip
    box = chance.choice(
        ("div", "div", "ul", "main", "nav", "aside", "div class=sidebar", "div class=widget", "table")
    )
    return f"<{box}>{''.join(rows)}</{box.split()[0]}>"


def write_pager(chance: Random) -> str:
    numbers = chance.sample(range(1, 9), chance.choice((0, 2, 3)))
    links = [
        f"<a href='{chance.choice(('?page=', '/p/', '?a='))}{number}'>{number}</a>" for number in numbers
    ]
    links += chance.choice(([], ["<b>2</b>"], ["<a href=/aktuelles/>1</a>"], ["<span>1</span>"]))
    words = chance.choice(("", "", "weiter", "Nächste Seite", "vor", "Ältere Beiträge"))
    last = f"<a href=/n/9 class='{chance.choice(('', 'next', 'page-next', 'calendar'))}'>{words}</a>"
    whole = " ".join([*sorted(links), chance.choice(("", last))])
    return f"<div class={chance.choice(('pages', 'x'))}>{whole}</div>"


TELLERS = {
    tell_frame: 150, tell_title: 220, tell_lines: 150, tell_picture: 200, tell_day: 200, tell_kind: 250,
    tell_names: 150, tell_list: 30,
}  # fmt: skip


if __name__ == "__main__":
    keep(RECORD, tell_all())
