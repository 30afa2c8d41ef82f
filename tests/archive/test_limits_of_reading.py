"""Where a length, a count or a year decides: what holds up to a limit, and no longer with one more."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.archive import boilerplate, credit_lines, date_finder, detect, feeds, html_tree, site_brand
from bot.archive.articles import (
    block_kinds,
    html_article,
    main_text,
    metadata,
    page_kind,
    photo,
    picture_credit,
    publication_date,
    title,
    unavailable,
)
from bot.archive.articles.body import decide_body
from bot.archive.articles.unavailable import Signs
from bot.archive.detect import Kind
from bot.archive.html_tree import Block
from bot.archive.http import Fetched
from bot.archive.linked_data import read_linked
from bot.archive.lists import html_list, paging
from bot.archive.lists.items import Item, is_title, weigh
from bot.domain.article import Article, Entry
from bot.domain.errors import NotAnArticle

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
MAY = datetime(2026, 5, 1, 10, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Berlin")
HOME = "https://verein.example/"
URL = f"{HOME}a"
SAID = "Der Verein feiert am Samstag ein Fest."
TEXT = Block(text="Der Verein feiert am Samstag ein grosses Fest im Garten mit allen Nachbarn.")

Tell = Callable[[int], object]


def fill(count: int, start: str = "", end: str = "", *, link: str = "", tag: str = "p") -> Block:
    """A block of so many characters in all."""
    text = start + "x" * (count - len(start) - len(end)) + end
    return Block(text=text, tag=tag, links=(link,) if link else ())


def say(count: int, start: str = "", end: str = "") -> str:
    return fill(count, start, end).text


def choose(*blocks: Block, kept: list[int] | None = None, title_at: int = -1) -> list[int]:
    return main_text.choose(blocks, kept or list(range(len(blocks))), title_at)


def stands_alone(inside: int, elsewhere: int) -> bool:
    """Whether so many characters in a box, beside so many in another, need no second look at the page."""
    told = f"<div><p>{say(inside, end='.')}</p></div><section><p>{say(elsewhere, end='.')}</p></section>"
    blocks = html_tree.list_blocks(html_tree.parse_html(told, URL))
    try:
        main_text.judge(None, blocks)
    except TypeError:
        return False
    return True


def cut(line: str, pages: int = 3) -> list[bool]:
    learned = boilerplate.LearnedFrame()
    for number in range(pages):
        learned.learn("site", f"{number}", [line])
    return learned.cut("site", "own", [line, "own"])


def credit(line: str) -> bool:
    found = credit_lines.find_picture_line(line)
    return found is not None and bool(found.credit)


def learn(pages: int, sites: int = 1) -> int:
    learned = boilerplate.LearnedFrame()
    for site in range(sites):
        for page in range(pages):
            learned.learn(f"{site}", f"{page}", ["line"])
    return pages - learned.pages(f"{sites - 1}")


def part(above: str, below: str) -> int:
    return len(html_tree.list_blocks(html_tree.parse_html(f"<p>{above}<br>{below}</p>")))


def doubt(*paragraphs: str, is_for_subscribers: bool = False) -> int:
    return len(unavailable.list_doubts(Signs(is_for_subscribers=is_for_subscribers), [], "Titel", paragraphs))


def name(*blocks: Block, announced: str = "", text_at: int = -1) -> object:
    found = title.decide_title(blocks, [announced] if announced else [], "", URL, text_at)
    return found and found.block


def call(block: Block | str, announced: str = "") -> str:
    """The title's words; block: or the heading as HTML."""
    if isinstance(block, str):
        (block,) = html_tree.list_blocks(html_tree.parse_html(f"<h1>{block}</h1>"))
    found = title.decide_title([block], [announced], "", URL, 0)
    return found.text if found else ""


def head(text: str, level: int) -> Block:
    return Block(text=text, tag=f"h{level}")


def bold(text: str) -> Block:
    return Block(text=text, element=html_tree.parse_html(f"<p><b>{text}</b></p>").find(".//p"))


def show(body: str) -> tuple[date, int] | None:
    root = html_tree.parse_html(f"<html><body>{body}</body></html>")
    days = publication_date.ShownDays(root, list(root.iter()))
    shown = days.choose(next(root.iter("h1"), None), NOW)
    return (shown.day, shown.weight) if shown else None


def decide(announced: str, day: int = 9, weight: int | None = None, url: str = URL) -> object:
    shown = publication_date.Shown(
        when=date(2026, 5, day), weight=weight or 0, place=0, element=None, boxes=()
    )
    return publication_date.decide_published(
        [announced], None if weight is None else shown, url, now=NOW, zone=ZONE
    )


def body(*blocks: Block) -> int:
    return len(decide_body([head("Titel", 1), *blocks], 0).paragraphs)


def read(text: str, published_at: datetime | None = None, *, announced: datetime = MAY) -> Article:
    page = html_article.Page(
        url=URL,
        text="<html><head><title>Ein Titel</title><meta property='article:published_time' content="
        f"'{announced.isoformat()}'></head><body><h1>Ein Titel</h1><p>{text}</p><p>{SAID}</p></body></html>",
    )
    entry = Entry(url=URL, title="Ein Titel", published_at=published_at)
    return html_article.parse_article(page, entry, boilerplate.LearnedFrame(), NOW)


def is_read(text: str) -> bool:
    page = html_article.Page(url=URL, text=f"<html><body><h1>Ein Titel</h1><p>{text}</p></body></html>")
    try:
        html_article.parse_article(page, Entry(url=URL), boilerplate.LearnedFrame(), NOW)
    except NotAnArticle:
        return False
    return True


def is_told(text: str) -> bool:
    page = html_article.open_page(html_article.Page(url=URL, text=""))
    try:
        html_article.parse_told_article(page, Entry(url=URL, title="Titel", html=f"<p>{text}</p>"), NOW)
    except NotAnArticle:
        return False
    return True


def sign(words: str) -> str:
    root = html_tree.parse_html(f"<html><head><meta name=author content='{words}'></head></html>")
    return metadata.read_meta(root, URL, read_linked(root)).author


def card(words: str) -> str:
    page = list_page(3, lambda at: f"<a href='/n/{at}'>{words}</a>")
    return html_list.parse_list(page, HOME, NOW).entries[0].title


def begin(text: str) -> str:
    return read(text, MAY).text[:9]


def picture(attributes: str) -> object:
    root = html_tree.parse_html(f"<p><img {attributes}></p><p>{SAID}</p>")
    found = photo.find_photo(html_tree.list_blocks(root), HOME)
    return found and found.url


def turn(pager: str) -> str:
    return paging.find_next(html_tree.parse_html(pager), HOME, HOME)


def list_page(count: int, make: Callable[[int], str], more: str = "") -> str:
    return (
        f"<html><body><ul>{''.join(f'<li>{make(at)}</li>' for at in range(count))}</ul>{more}</body></html>"
    )


def count_listed(count: int, make: Callable[[int], str]) -> int:
    return len(html_list.parse_list(list_page(count, make), HOME, NOW).entries)


def link(at: int, text: str = "Das ist ein langer Titel einer Nachricht", host: str = "") -> str:
    return f"<a href='{host}/n/{at}'>{text} {at}</a>"


def is_list(more: str) -> bool:
    return html_list.is_mostly_list(list_page(4, link, more), HOME, NOW)


def count_whole(number: int, heading: str, text: str) -> int:
    parts = "".join(f"<h2>{heading}{at}</h2><p>{text}</p>" for at in range(number))
    return len(html_list.parse_inline(f"<html><body>{parts}</body></html>", HOME, NOW))


def feed(*items: str) -> bytes:
    told = "".join(f"<item><link>{URL}</link>{item}</item>" for item in items)
    return f"<?xml version='1.0'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>V</title>{told}</channel></rss>".encode()


def take(item: str) -> Entry:
    return feeds.parse_feed(feed(item), HOME, NOW).entries[0]


def item(count: int) -> Item:
    box = next(html_tree.parse_html("<div>x</div>").iter("div"))
    return Item(box=box, url=URL, title="x" * count)


def is_repeated(title: str, line: str) -> bool:
    """Whether a line below a title is left out of the text."""
    head = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>"
    page = html_article.Page(
        url=URL, text=f"{head}<p>{line}</p><p>{SAID}</p><p>{SAID} {SAID}</p></body></html>"
    )
    entry = Entry(url=URL, title=title, published_at=MAY)
    return html_article.parse_article(page, entry, boilerplate.LearnedFrame(), NOW).text.startswith(SAID)


def said_below(caption: str) -> tuple[str, str]:
    root = html_tree.parse_html(f"<figure><img src=/a.jpg><figcaption>{caption}</figcaption></figure>")
    found = photo.find_photo(html_tree.list_blocks(root), HOME)
    assert found is not None
    return found.caption, found.credit


def stays(text: str, *, has_day: bool = True, is_german: bool = False) -> bool:
    """Whether a page is one that stays, and no news."""
    page = page_kind.Shown(url=URL, name="Ein Titel", text=text, has_day=has_day, is_foreign=not is_german)
    return page_kind.tell_other_kind(Signs(), page) != ""


def talk(words: str, times: int, count: int) -> str:
    """So many words, of which two times so many tell something."""
    return f"{words} " * times + "erzählt " * (count - 2 * times)


LIMITS: dict[str, tuple[Tell, int]] = {
    "a running text": (lambda n: block_kinds.is_running(fill(n, end=".")), 59),
    "its links": (lambda n: block_kinds.is_running(fill(100, end=".", link="y" * n)), 39),
    "a heading that runs": (
        lambda n: block_kinds.is_running(fill(n, end=".", tag="h2"), may_be_heading=True),
        79,
    ),
    "a box too small to be an article": (lambda n: stands_alone(n, 1), 399),
    "paragraphs beside an article's box": (lambda n: stands_alone(900, n), 100),
    "where a text starts": (lambda n: main_text.find_start([fill(n)], [0]), 59),
    "between title and text": (
        lambda n: len(choose(head("T", 1), *[TEXT] * n, kept=[n], title_at=0)) == n,
        15,
    ),
    "a paragraph of links": (lambda n: choose(TEXT, fill(100, end=".", link="y" * n)), 84),
    "a point of links": (lambda n: choose(TEXT, fill(n, end=".", link="y" * n, tag="li")), 39),
    "a pointer with links": (lambda n: choose(TEXT, fill(n, "Lesen Sie auch: ", link="y" * (n // 2))), 199),
    "a pointer's links": (lambda n: choose(TEXT, fill(100, "Lesen Sie auch: ", link="y" * n)), 29),
    "a short pointer": (lambda n: choose(TEXT, fill(n, "Lesen Sie auch: ")), 39),
    "an arrow": (lambda n: choose(TEXT, fill(n, end="→")), 149),
    "a name below a credit": (lambda n: len(block_kinds.mark_captions([Block(text="Foto:"), fill(n)])), 40),
    "a line of the foot": (lambda n: choose(*[TEXT] * 12, fill(n, "Folge uns ", ".")), 499),
    "half of a text": (lambda n: choose(fill(200, end="."), fill(n, "Folge uns ", ".")), 200),
    "most below the title": (
        lambda n: choose(fill(100 - n, end="."), head("T", 1), fill(n, end="."), kept=[0, 2], title_at=1),
        59,
    ),
    "more than all that is kept": (lambda n: choose(fill(100, end="."), fill(n, end="."), kept=[0]), 100),
    "a known line": (lambda n: boilerplate.is_known_frame("Drucken" + "|" * (n - 7)), 60),
    "a repeated line": (lambda n: cut(say(n)), 59),
    "pages that tell a frame": (lambda n: cut("line", n), 1),
    "pages of a site": (lambda n: learn(n) > 0, 200),
    "sites": (lambda n: learn(1, n), 200),
    "a credit behind a caption": (
        lambda n: credit_lines.find_picture_line(say(n, end=" © Anna Test")) is None,
        599,
    ),
    "people from left": (
        lambda n: credit_lines.find_picture_line(say(n, "Von links nach rechts: ")) is None,
        399,
    ),
    "a name": (lambda n: credit("Foto: " + say(n) + "."), 60),
    "words of a credit": (lambda n: credit("Foto:" + " wort" * n), 2),
    "a credit": (lambda n: credit_lines.is_credit(say(n, "Foto: Anna ")), 149),
    "a notice": (lambda n: boilerplate.is_notice(say(n, "Diese Seite verwendet Cookies ")), 450),
    "words of printers": (lambda n: boilerplate.is_filler("quis " * n), 4),
    "their share": (lambda n: boilerplate.is_filler("quis " * n + "wort " * (10 - n)), 2),
    "categories": (lambda n: boilerplate.find_categories(say(n, "AlleNeues"), ()) != (), 199),
    "a line before a longer one": (lambda n: part("x" * n, "y" * 500), 59),
    "a line before one much longer": (lambda n: part("x" * n, "Y" + "y" * 599), 119),
    "twice a line": (lambda n: part("x" * 20, "y" * n), 40),
    "four times a line": (lambda n: part("x" * 100, "Y" + "y" * (n - 1)), 400),
    "a paragraph that is cut": (lambda n: part("", "x" * n), 10_000),
    "an address": (lambda n: html_tree.join(HOME, "x" * n) == "", 2000 - len(HOME)),
    "words of a wall": (lambda n: unavailable.is_certain(Signs(), "Cookies " * n), 20),
    "share of consent": (lambda n: unavailable.is_certain(Signs(), "Cookies " * n + "wort " * (100 - n)), 7),
    "a challenge": (lambda n: unavailable.is_certain(Signs(has_challenge=True), say(n)), 699),
    "a password": (lambda n: unavailable.is_likely(Signs(has_password=True), "", say(n)), 699),
    "a short host": (lambda n: unavailable.names_site(say(n), f"https://{say(n)}.example/"), 6),
    "what follows a host": (
        lambda n: unavailable.names_site(say(n + 11, "vereinsheim"), HOME.replace("verein", "vereinsheim")),
        7,
    ),
    "lines before the text": (lambda n: doubt(*["Kurz"] * n, *[say(300, "A", ".")] * 4), 3),
    "a line that runs": (lambda n: doubt(*[say(n, "A")] * 4, *[say(300, "A", ".")] * 4), 59),
    "half in lines": (lambda n: doubt(say(100, "A"), say(n, "A"), say(50, "A")), 50),
    "teasers": (lambda n: doubt(*[say(300, "A", ". ... mehr")] * n, say(300, "A"), say(300, "A")), 2),
    "what subscribers see": (lambda n: doubt(say(n, "A"), is_for_subscribers=True), 899),
    "a sentence for a title": (lambda n: name(fill(n, end=".")), 59),
    "a long heading": (lambda n: name(fill(n, tag="h2"), head("Ein Titel", 3)), 180),
    "a bold title": (lambda n: name(bold("x" * n), head("Ein Titel", 6), TEXT, text_at=2), 180),
    "a part of a title": (
        lambda n: call(fill(150, say(n) + " steht hier", "."), f"Verein | {say(n)} | Seite") == say(n),
        11,
    ),
    "where it is shown": (
        lambda n: call(fill(n, f"{say(20)} ", "."), f"Verein | {say(20)} | Seite") == say(20),
        180,
    ),
    "a named part": (
        lambda n: call(f"<span>Aus Essen</span> <span class=title>{say(n)}</span>") == say(n),
        11,
    ),
    "a last part": (
        lambda n: call(f"<b>Aus Essen</b> <i>{say(n)}</i>", f"{say(n)} | Verein") == say(n),
        11,
    ),
    "a first part": (
        lambda n: call(f"<i>{say(n)}</i> <b>Aus Essen</b>", f"{say(n)} | Verein") == say(n),
        11,
    ),
    "without what is small": (lambda n: call(f"{say(n)} <small>Aus Essen</small>") == say(n), 7),
    "a part at the beginning": (
        lambda n: name(
            head("Ein anderer", 2), head(say(n), 3), announced=f"Verein | {say(n)} | {say(40, 'y')}"
        ),
        14,
    ),
    "words of a name": (lambda n: sign("Anna " * (n - 1) + "Test") == "", 7),
    "a long name": (lambda n: sign(say(n, end=" Test")) == "", 80),
    "a told article": (lambda n: is_told(say(n, end=".")), 39),
    "a footnote": (lambda n: "1" in begin(f"Fest<sup>{'1' * n}</sup> im Garten"), 3),
    "what says the day": (
        lambda n: show(f"<p>{say(n, end=' veröffentlicht am')} 1.5.2026 in der Stadt Essen und so</p>"),
        59,
    ),
    "a card": (
        lambda n: card(f"<span>Ein Titel der Liste</span> {say(n - 20)}") == "Ein Titel der Liste",
        160,
    ),
    "boxes of a card": (
        lambda n: card("<div>Ein langer Titel einer Nachricht</div>" * max(n, 1) + "und mehr")[-4:],
        1,
    ),
    "a short year": (lambda n: show(f"<p>1.5.26{' ' * (n - 6)}</p>"), 19),
    "a line named a day": (
        lambda n: show(f"<p class=date>Am 1.5.2026 {say(n - 30)} in der Stadt hier</p>"),
        119,
    ),
    "behind a day": (lambda n: show(f"<p>1.5.2026 | {say(n - 1)}</p>"), 29),
    "a sentence behind a day": (lambda n: show(f"<p>1.5.2026 - {say(n - 3)}.</p>"), 20),
    "words before a day": (lambda n: show(f"<p>{'wort ' * n}1.5.2026</p>"), 2),
    "words behind a day": (lambda n: show(f"<p>1.5.2026{' wort' * n}</p>"), 2),
    "near below the title": (lambda n: show(f"<h1>Titel</h1>{'<p>x</p>' * (n - 1)}<p>1.5.2026</p>"), 15),
    "below the title": (lambda n: show(f"<h1>Titel</h1>{'<p>x</p>' * (n - 1)}<p>1.5.2026</p>"), 40),
    "near above the title": (lambda n: show(f"<p>1.5.2026</p>{'<p>x</p>' * (n - 1)}<h1>Titel</h1>"), 8),
    "above the title": (lambda n: show(f"<p>1.5.2026</p>{'<p>x</p>' * (n - 1)}<h1>Titel</h1>"), 20),
    "days on a page": (lambda n: show(f"{'<p>1.5.2026</p>' * n}<p class=date>2.5.2026</p>"), 399),
    "a day beside": (lambda n: decide("2026-05-01", 2, n), 2),
    "a sure day": (lambda n: decide("2026-05-01", 9, n), 4),
    "a sure day and an address": (lambda n: decide("", 9, n, f"{HOME}2026/05/01/a"), 4),
    "a likely day": (lambda n: decide("", 9, n), -1),
    "the earliest year": (lambda n: decide(f"{n}-05-05") is None, 1994),
    "the earliest year of an address": (lambda n: decide("", url=f"{HOME}{n}/05/05/a") is None, 1994),
    "the earliest year in a text": (lambda n: len(list(date_finder.list_dates(f"1.5.{n}", NOW))), 1994),
    "a torn sentence": (lambda n: body(fill(n), Block(text="klein geht es weiter.")), 39),
    "below a signature": (lambda n: body(TEXT, TEXT, Block(text="Ihre Anna Test"), fill(n)), 90),
    "a link alone": (lambda n: body(TEXT, fill(n, link=say(n))), 39),
    "an article": (lambda n: is_read(say(n, end=".")), 39),
    "a line with the day": (lambda n: begin(f"1.5.2026 {say(n - 1)}"), 30),
    "what is stamped": (lambda n: begin(f"1.5.2026 - {say(n, 'A', '.')}"), 60),
    "long before the list": (lambda n: len(read(SAID, MAY + timedelta(n)).doubts), 60),
    "a small picture": (lambda n: picture(f"src=a.jpg width={n} height=400"), 199),
    "a wide picture": (lambda n: picture(f"src=a.jpg srcset='b.jpg {n}w, c.jpg 300w'"), 2500),
    "a page's number": (lambda n: turn(f"<p><b>{'1' * n}</b> <a href='/x'>{'1' * (n - 1)}2</a></p>"), 3),
    "a pager": (lambda n: turn(f"<div><b>1</b><p>{say(n - 2)}<a href='/x'>2</a></p></div>"), 402),
    "open numbers": (
        lambda n: turn(f"<p>{''.join(f'<b>{at + 1}</b> ' for at in range(n))}<a href='/x'>{n + 1}</a></p>"),
        3,
    ),
    "titles that weigh": (lambda n: count_listed(3, lambda at: link(at, say(n))), 18),
    "reviewed sites": (
        lambda n: count_listed(n, lambda at: f"<h2>{link(at, host=f'https://a{at}.example')}</h2>") > 0,
        2,
    ),
    "a review's titles": (
        lambda n: count_listed(9, lambda at: link(at, say(n), f"https://a{at}.example")),
        34,
    ),
    "articles on one page": (lambda n: count_whole(n, "Ein Titel ", say(200)) > 0, 1),
    "a whole article": (lambda n: count_whole(3, "Ein Titel ", say(n)), 79),
    "its title": (lambda n: count_whole(3, say(n - 1), say(200)), 4),
    "links of a whole article": (
        lambda n: count_whole(3, "Ein Titel ", f"<a href='/b'>{say(n)}</a>{say(200 - n)}"),
        99,
    ),
    "beside a list": (lambda n: is_list(f"<p>{say(n)}</p>"), 167),
    "running text beside a list": (lambda n: is_list(f"<p>{say(n)}</p>" * 9), 59),
    "a title of a list": (lambda n: weigh(item(n), HOME, NOW), 220),
    "a feed behind other words": (lambda n: detect.find_kind(b"x" * n + b"<rss>") is Kind.FEED, 4091),
    "a feed's whole text": (lambda n: take(f"<content:encoded>{say(n)}</content:encoded>").html != "", 199),
    "a feed's earliest year": (
        lambda n: take(f"<pubDate>Fri, 01 May {n} 10:00:00 GMT</pubDate>").published_at is None,
        1994,
    ),
    "a title that comes again": (lambda n: is_repeated(say(n), f"Neu{say(n)}"), 20),
    "a kicker before it": (lambda n: is_repeated(say(30), say(n)), 50),
    "links in a row": (
        lambda n: body(TEXT, Block(text=" ".join([say(40)] * max(n, 1)), links=(say(40),) * max(n, 1))),
        1,
    ),
    "a greeting alone": (
        lambda n: body(Block(text="Liebe Mitglieder,"), *[TEXT] * (n - 1)) == max(n, 1),
        1,
    ),
    "a place without a dash": (lambda n: begin(f"<i class=dateline>Essen</i> {say(n - 6, 'D')}")[:5], 99),
    "what shows without scripts": (
        lambda n: is_read(f"</p><noscript><p>{say(n, end='.')}</p></noscript><p>"),
        400,
    ),
    "ingredients": (lambda n: stays("200 g Mehl, " * n + say(800)), 3),
    "words of shops": (lambda n: stays("kaufen " * n + say(800), has_day=False), 1),
    "words of products": (lambda n: stays("Preise " * n + "war " * 200, is_german=True), 1),
    "words of oneself": (lambda n: stays("ich " * n + "war " * 200, has_day=False), 7),
    "readers among words": (lambda n: stays(talk("da Sie", 8, n), has_day=False), 319),
    "readers among few words": (lambda n: stays(talk("da Sie", 8, n)), 159),
    "readers among many words": (lambda n: stays(talk("da Sie", 4, n), is_german=True), 399),
    "oneself among words": (lambda n: stays(talk("und ich", 8, n), has_day=False), 399),
    "prices among words": (lambda n: stays(talk("5 €", 5, n), has_day=False), 499),
    "a short page": (lambda n: stays(say(n, "kaufen kaufen "), has_day=False), 699),
    "a short page without a time": (
        lambda n: stays(say(n, "Preise Preise "), has_day=False, is_german=True),
        399,
    ),
    "a line of a picture": (lambda n: picture_credit.is_of_picture(say(n)), 200),
    "a line of the title's picture": (
        lambda n: picture_credit.read_lead("Titelbild: Mia M" + " " * (n - 16)),
        200,
    ),
    "a credit in a caption": (lambda n: said_below(f"<i>© {say(n - 2, 'M')}</i> Am See")[0], 80),
    "an agency behind a caption": (lambda n: said_below(f"{say(n - 6, 'Am See ')} (dpa)")[1], 600),
    "a word for a title": (lambda n: is_title(say(n), NOW), 1),
    "the earliest year of a page": (
        lambda n: (
            Fetched(
                url=URL, status=200, headers={"last-modified": f"Mon, 01 May {n} 10:00:00 GMT"}
            ).changed_at
            is None
        ),
        1994,
    ),
    "an icon": (
        lambda n: site_brand.read_brand(f"<link rel=icon href=/i.png sizes={n}x{n}>", HOME).logos,
        63,
    ),
    "whole articles without a link": (
        lambda n: (
            html_list.parse_list(
                "".join(f"<h2>Ein Titel {at}</h2><p>{say(200)}</p>" for at in range(n)), HOME, NOW
            ).entries
            != ()
        ),
        1,
    ),
    "a feed worth cutting": (
        lambda n: len(feeds.parse_long_feed(feed(*["<title>A</title>"] * n), HOME, b"", NOW)[1]) > 0,
        199,
    ),
}


def test_one_more_changes_what_is_read() -> None:
    """And nothing else nearby: the two below a limit are alike, and the two above it."""
    told = {name: [tell(limit + more) for more in (-1, 0, 1, 2)] for name, (tell, limit) in LIMITS.items()}
    assert [name for name, (a, b, c, d) in told.items() if not a == b != c == d] == []
