"""Bytes to text, text to paragraphs, and which of them are the article: the limits, from both sides."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest

from bot.archive import boilerplate, credit_lines, html_tree
from bot.archive.articles import block_kinds, body, main_text, metadata
from bot.archive.articles.html_article import BERLIN, Page, list_neighbours, parse_article
from bot.archive.html_tree import (
    Block,
    clean_guid,
    decode,
    find_base,
    is_hidden,
    join,
    lines_of,
    list_blocks,
    parse_html,
    repair,
    show_addresses,
    squeeze,
    strip_markup,
)
from bot.archive.lists import paging
from bot.domain.article import Article, Entry
from bot.domain.errors import NotAnArticle
from bot.domain.urls import is_same_site
from tests.archive.sites import NOW

URL = "https://verein.example/aktuelles/fest"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("\ufeffGrüße".encode(), "text/html; charset=iso-8859-1"),
        ("Grüße".encode("utf-16"), ""),
        ("\ufeffGrüße".encode("utf-16-be"), ""),
        ("Grüße".encode(), "text/html; charset=iso-8859-1"),
        ("Grüße".encode("iso-8859-1"), "text/html; charset=ISO-8859-1"),
        ("Grüße".encode("cp1252"), "text/html; charset='ascii'"),
        ("Grüße".encode("cp1252"), "text/html; charset=unbekannt"),
        ("Grüße".encode("cp1252"), ""),
        ("Grüße".encode(), "text/html; charset=undefined"),
        ("Grüße".encode("utf-16-le"), "text/html; charset=utf-16le"),
    ],
)
def test_letters_are_read_whatever_names_their_encoding(body: bytes, content_type: str) -> None:
    assert decode(body, content_type) == "Grüße"


@pytest.mark.parametrize("name", ["UTF-16", "utf-16le", "utf16", "UTF-32"])
def test_a_head_that_is_read_byte_by_byte_is_not_in_two_bytes_each_whatever_it_says(name: str) -> None:
    assert decode(f'<meta charset="{name}">Grüße'.encode()).endswith("Grüße")
    assert decode(f'<meta http-equiv="Content-Type" content="text/html; charset={name}">Grüße!'.encode())[
        -6:
    ] == ("Grüße!")


def test_the_head_of_a_page_names_its_encoding_within_its_first_part() -> None:
    for blanks, is_read in ((4000, True), (4100, False)):
        body = b" " * blanks + '<meta charset="iso-8859-2">Ł'.encode("iso-8859-2")
        assert decode(body).endswith("Ł") is is_read
    header_first = '<meta charset="cp1250">Ğ'.encode("iso-8859-9")
    assert decode(header_first, "text/html; charset=iso-8859-9").endswith("Ğ")


def read_blocks(body: str) -> list[tuple[str, str]]:
    return [(block.tag, block.text) for block in list_blocks(parse_html(f"<body>{body}</body>"))]


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ("<p>Eins<br>zwei</p>", ["Eins zwei"]),
        ("<p>Eins.<br>Zwei</p>", ["Eins.", "Zwei"]),
        ("<p>Eins<br><br>zwei</p>", ["Eins", "zwei"]),
        ("<p>Eins<br> <br>zwei</p>", ["Eins", "zwei"]),
        ("<p>Titel<br>Elf Zeichen</p>", ["Titel", "Elf Zeichen"]),
        ("<p>Titel<br>Zehn Zeich</p>", ["Titel Zehn Zeich"]),
        (f"<p>{'x' * 59}<br>{'y' * 119}</p>", ["x" * 59, "y" * 119]),
        (f"<p>{'x' * 60}<br>{'y' * 121}</p>", [f"{'x' * 60} {'y' * 121}"]),
        (f"<p>Da<br>dort<br>{'y' * 50}</p>", [f"Da dort {'y' * 50}"]),
        ("<p>Am 5.3.2026<br>und so</p>", ["Am 5.3.2026", "und so"]),
        ("<p>5.3.2026<br>und so</p>", ["5.3.2026", "und so"]),
        ("<p>Foto: Ada Test<br>und so</p>", ["Foto: Ada Test", "und so"]),
        ("<p>a<b>b</b>c</p>d", ["abc", "d"]),
        ("<ul><li>a</li><li>b</li></ul>", ["a", "b"]),
        ("<nav>x</nav><p>a</p><footer>y</footer><div hidden>z</div>", ["a"]),
        ("<p>a<!-- x -->b<script>c</script>d</p>", ["abd"]),
        ("<p> </p><p>\xa0</p>a", ["a"]),
    ],
)
def test_breaks_and_boxes_part_paragraphs(body: str, texts: list[str]) -> None:
    assert [text for _, text in read_blocks(body)] == texts


def test_a_heading_is_one_line_unless_it_is_a_box() -> None:
    assert read_blocks("<h2>Ein<br>Titel <div>in Teilen</div></h2>") == [("h2", "Ein Titel in Teilen")]
    for length, count in ((300, 1), (301, 2)):
        body = f"<h2><div>{'x' * (length // 2)}</div><div>{'y' * (length - length // 2)}</div></h2>"
        assert len(read_blocks(body)) == count
    assert read_blocks("<h2>a</h2>b<h3>c</h3>") == [("h2", "a"), ("body", "b"), ("h3", "c")]


def test_a_long_paragraph_is_cut_at_a_blank() -> None:
    texts = [text for _, text in read_blocks(f"<p>{'wort ' * 2500}</p>")]
    assert [len(text) for text in texts] == [9999, 2499]
    assert [len(text) for _, text in read_blocks(f"<p>{'x' * 10_001}</p>")] == [10_000, 1]
    assert [len(text) for _, text in read_blocks(f"<p>{'x' * 10_000}</p>")] == [10_000]


def test_a_block_knows_its_links() -> None:
    (block, other) = list_blocks(parse_html("<p><a>Eins</a> | <a>Zwei</a></p><p>Drei <a>vier</a></p>"))
    assert (block.links, block.is_only_links) == (("Eins", "Zwei"), True)
    assert (other.links, other.is_only_links) == (("vier",), False)
    assert not replace(block, links=()).is_only_links


@pytest.mark.parametrize(
    ("body", "hidden"),
    [
        ("<p hidden>", True),
        ("<p aria-hidden='true'>", True),
        ("<p aria-hidden='false'>", False),
        ("<main hidden>", False),
        ("<p style='color: red; display : none'>", True),
        ("<p style='display:block'>", False),
    ],
)
def test_what_no_reader_sees_is_hidden(body: str, *, hidden: bool) -> None:
    element = next(parse_html(body).find("body").iter("p", "main"))
    assert is_hidden(element) is hidden


def test_lines_stand_as_a_reader_sees_them() -> None:
    body = "<div>a <b>b</b><br>c<script>x</script>d<p>e</p>f</div>g"
    assert lines_of(next(parse_html(body).iter("div"))) == ["a b", "c", "d", "e", "f"]


def test_an_address_hidden_from_robots_is_shown() -> None:
    key, words = 0x42, "post@verein.example"
    coded = bytes([key, *(key ^ letter for letter in words.encode())]).hex()
    root = parse_html(f"<p>an <a data-cfemail='{coded}'>x<b>y</b></a>!</p><i data-cfemail='zz'>bleibt</i>")
    show_addresses(root)
    assert [block.text for block in list_blocks(root)] == [f"an {words}!", "bleibt"]


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("b", "https://verein.example/aktuelles/b"),
        ("\\b\\c?d=\\e", "https://verein.example/b/c?d=\\e"),
        ("", ""),
        (None, ""),
        ("http://[", ""),
        ("/a\u200bb", "https://verein.example/a%E2%80%8Bb"),
        ("/" + "x" * 1977, "https://verein.example/" + "x" * 1977),
        ("/" + "x" * 1978, ""),
    ],
)
def test_a_link_leads_where_a_browser_goes(href: str | None, target: str) -> None:
    assert join(URL, href) == target


def test_sites_are_one_with_www_and_subdomains() -> None:
    pairs = {
        ("https://a.example/x", "http://www.a.example"): True,
        ("https://news.a.example", "https://a.example"): True,
        ("https://a.example", "https://news.a.example"): True,
        ("https://ba.example", "https://a.example"): False,
    }
    assert {pair: is_same_site(*pair) for pair in pairs} == pairs
    base = parse_html("<head><base><base href='/b/'><base href='/c/'></head>")
    assert find_base(base, URL) == "https://verein.example/b/"
    assert find_base(parse_html("<p>"), URL) == URL


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        ("Das war schön.Danach, gut", "Das war schön. Danach, gut"),
        ("Das war schön.Danach:", "Das war schön. Danach:"),
        ("Siehe www.schön.Danach, gut", "Siehe www.schön.Danach, gut"),
        ("am 5.3.2026Der", "am 5.3.2026 Der"),
        ("18 UhrDer Abend", "18 Uhr Der Abend"),
        ("Tanz,Musik", "Tanz,Musik"),
        ("tanz,musik", "tanz, musik"),
        ("Ja , gut .", "Ja, gut."),
        ("Bildungs-politik", "Bildungspolitik"),
        ("Ruhr-typisch", "Ruhr-typisch"),
        ("Das steht im Bericht(öffnet im neuen Fenster).", "Das steht im Bericht."),
        ("Das Haus (öffnet im Mai) ist neu.", "Das Haus (öffnet im Mai) ist neu."),
    ],
)
def test_what_was_glued_is_parted(text: str, repaired: str) -> None:
    assert repair(text) == repaired


def test_text_is_squeezed_onto_one_line_without_invisible_signs() -> None:
    assert squeeze(" a\u00ad\u200bb\n\u202ec\x00 d\x96e ") == "ab c d–e"
    assert squeeze("u\u0308") == "ü"
    assert squeeze("0201\u20111290 und\u2010so") == "0201-1290 und-so"
    assert strip_markup("a &lt;b&gt; <i>c</i>&amp;amp; 1<2") == "a <b> c &amp; 1<2"
    assert [len(clean_guid("x" * length)) for length in (1000, 1001)] == [1000, 0]


def block(text: str, tag: str = "p", **more: object) -> Block:
    return Block(text=text, tag=tag, **more)  # type: ignore[arg-type]


SENTENCE = "Das ist ein Satz von genau sechzig Zeichen, nicht mehr, gut."


@pytest.mark.parametrize(
    ("given", "is_running"),
    [
        (block(SENTENCE), True),
        (block(SENTENCE[1:]), False),
        (block(SENTENCE[:-1] + "x"), False),
        (block(SENTENCE, "h2"), False),
        (block(SENTENCE, "figcaption"), False),
        (block(SENTENCE, links=("x" * 23,)), True),
        (block(SENTENCE, links=("x" * 24,)), False),
        (block(SENTENCE, links=("x" * 12, "y" * 12)), False),
        (block(SENTENCE, image=object()), False),
    ],
)
def test_running_text_is_a_sentence_of_some_length_with_few_links(given: Block, *, is_running: bool) -> None:
    assert len(SENTENCE) == 60
    assert block_kinds.is_running(given) is is_running


def test_a_long_heading_may_be_running_text() -> None:
    for length, is_running in ((80, True), (79, False)):
        long = block((SENTENCE + " " + SENTENCE)[-length:], "h2")
        assert len(long.text) == length
        assert block_kinds.is_running(long, may_be_heading=True) is is_running
        assert not block_kinds.is_running(long)


def test_the_text_starts_with_the_first_long_paragraph() -> None:
    blocks = [block("Kurz."), block(SENTENCE, "h2"), block(SENTENCE[1:]), block(SENTENCE)]
    assert main_text.find_start(blocks, [0, 1, 2, 3]) == 3
    assert main_text.find_start(blocks, [0, 1, 2]) == -1


LINE = "Zum Hauptinhalt springen"


def test_frame_is_known_by_its_words_and_by_standing_everywhere() -> None:
    assert boilerplate.is_known_frame(f" {LINE} » ")
    assert not boilerplate.is_known_frame(LINE + " " * 40)
    learned, long = boilerplate.LearnedFrame(), "x" * 60
    lines = ["Kopf", long, "Neues", long, "Fuß"]
    for number in (1, 2):
        assert learned.cut("a", "u0", lines) == [True] * 5
        learned.learn("a", f"u{number}", ["Kopf", long, f"Anderes {number}", "Fuß"])
    assert learned.pages("a") == 2
    assert learned.cut("a", "u0", lines) == [False, True, True, False, False]
    assert learned.cut("a", "u1", lines) == [True] * 5
    assert learned.cut("a", "u0", ["Kopf", "Fuß"]) == [True, True]
    assert learned.cut("a", "u0", ["Kopf", "x" * 59, "Neues"]) == [False, True, True]
    for number in range(3, 300):
        learned.learn("a", f"u{number}", ["Kopf"])
        learned.learn(f"site {number}", "u", ["Kopf"])
    assert (learned.pages("a"), learned.pages("site 201"), learned.pages("site 299")) == (200, 1, 0)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Foto: Ada Test", ("", "Ada Test")),
        ("Foto:", ("", "")),
        ("Ada Test / pixelio", ("", "Ada Test / pixelio")),
        ("Der Garten © Ada Test (links)", ("Der Garten", "Ada Test (links)")),
        ("Foto: " + "x" * 60 + ".", ("", "x" * 60)),
        ("Foto: " + "x" * 61 + ".", ("x" * 61 + ".", "")),
        ("Ada (v.l.) und Eva", ("Ada (v.l.) und Eva", "")),
        ("Ada (v.l.) " + "x" * 389, None),
        ("Das ist ein Satz.", None),
        ("© Copyright", ("", "")),
    ],
)
def test_a_line_of_a_picture_tells_what_it_shows_and_whose_it_is(
    line: str, told: tuple[str, str] | None
) -> None:
    found = credit_lines.find_picture_line(line)
    assert (found and (found.caption, found.credit)) == told


def test_notices_and_lines_about_the_text_are_told_apart_by_their_length() -> None:
    assert credit_lines.is_credit("Foto: " + "x" * 143)
    assert not credit_lines.is_credit("Foto: " + "x" * 144)
    notice = "Diese Seite verwendet Cookies"
    assert [boilerplate.is_notice(notice.ljust(length, "x")) for length in (450, 451)] == [True, False]
    assert boilerplate.is_notice("Für 2,50 Euro können Sie diesen Text erwerben. Schon Kundin?")
    assert boilerplate.is_notice("Sie sind bereits Abonnentin? Zur Anmeldung")
    assert not boilerplate.is_notice("Für 2,50 Euro können Sie diesen Kuchen essen.")
    assert boilerplate.is_meta_line("Lesezeit 5 Minuten")
    assert not boilerplate.is_meta_line("Lesezeit 5 Minuten.")
    assert boilerplate.is_meta_line("Stand des Artikels: 26. Februar 2020, 12:30 Uhr.")
    assert boilerplate.is_meta_line("vor 5 Stunden in Aktuelles, ein Kommentar Druckansicht")
    assert not boilerplate.is_meta_line("vor 5 Stunden war der Platz noch leer")
    assert boilerplate.is_filler("lorem ipsum dolor a b c d e f g")
    assert not boilerplate.is_filler("lorem ipsum dolor a b c d e f g h")
    assert not boilerplate.is_filler("lorem ipsum dolor sit")
    assert credit_lines.split_source("Ein Satz. Quelle: Stadt (Essen)") == ("Ein Satz.", "Stadt (Essen)")
    assert (
        boilerplate.strip_update("Update vom 3. Mai, 16:05 Uhr: Der Saal ist voll.") == "Der Saal ist voll."
    )
    assert boilerplate.strip_update("Updates gibt es: Der Saal ist voll.").startswith("Updates")
    sold = "Das steht im Heft (jetzt am Kiosk oder hier zu haben)."
    assert boilerplate.strip_update(sold) == "Das steht im Heft."
    assert boilerplate.strip_update(told := "Karten gibt es im Hof (am Stand des Chors).") == told


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<link rel='next' href='?page=2'>", "?page=2"),
        ("<link rel='next'><a rel='NEXT nofollow' href='?page=2'>x</a>", "?page=2"),
        ("<a href='?page=2'>Nächste Seite »</a>", "?page=2"),
        ("<a href='/b'>Weiter</a>", ""),
        ("<div class='pagination'><a href='/b'>Weiter</a></div>", "/b"),
        ("<a href='?page=2' aria-label='Weiter'>x</a>", "?page=2"),
        ("<a href='?page=2' class='page-next'>x</a>", "?page=2"),
        ("<p>1 <a href='?seite=2'>2</a> <a href='?seite=3'>3</a></p>", "?seite=2"),
        ("<p><a href='?seite=1'>1</a> 2 <a href='?seite=3'>3</a></p>", "?seite=3"),
        ("<p>1 2 3 4 <a href='/5'>5</a></p>", ""),
        ("<p>2 3 4 <a href='/5'>5</a></p>", "/5"),
        ("<p><a href='?seite=3'>3</a> <a href='?seite=2'>2</a></p>", "?seite=2"),
        ("<p>999 <a href='/x'>1000</a></p>", ""),
        ("<a rel='next' href='https://anders.example/2'>x</a>", ""),
        ("", ""),
    ],
)
def test_the_next_page_of_a_list_is_found(body: str, found: str) -> None:
    url = "https://verein.example/news"
    root = parse_html(f"<html><body>{body}</body></html>")
    assert paging.find_next(root, url, url) == (join(url, found) if found else "")


def test_feeds_of_comments_are_none_of_the_list() -> None:
    links = (
        "<link rel='alternate' type='application/rss+xml' href='/feed'>"
        "<link rel='alternate' type='application/rss+xml' href='/comments/feed'>"
        "<link rel='alternate' type='application/atom+xml' href='/a' title='Kommentare'>"
        "<link rel='alternate' type='text/html' href='/en'>"
    )
    assert paging.list_alternates(parse_html(f"<head>{links}</head>"), URL) == ["https://verein.example/feed"]


def read(*paragraphs: str, title: str = "Das Fest", **entry: object) -> Article:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    page = Page(url=URL, text=f"<html><body><main><h1>{title}</h1>{text}</main></body></html>")
    listed = Entry(url=URL, published_at=NOW, **entry)  # type: ignore[arg-type]
    return parse_article(page, listed, boilerplate.LearnedFrame(), NOW)


LONG = "Der Verein hat am Samstag gefeiert, und viele Familien kamen in den Garten am Kanal."
DAY = f"{NOW.astimezone(BERLIN):%-d.%-m.%Y}"


@pytest.mark.parametrize(
    ("first", "stays"),
    [
        (DAY, False),
        (f"Essen, {DAY}", False),
        (f"Essen, {DAY}.", True),
        (f"{DAY} {'x' * 28}", False),
        (f"{DAY} {'x' * 31}", True),
        ("Das Fest", False),
    ],
)
def test_a_first_line_that_only_tells_the_day_or_the_title_goes(first: str, *, stays: bool) -> None:
    paragraphs = read(first, LONG, LONG.replace("Samstag", "Sonntag")).text.split("\n\n")
    assert (paragraphs[0] != LONG) is stays


OTHER = LONG.replace("Samstag", "Sonntag")


@pytest.mark.parametrize(
    ("paragraphs", "text"),
    [
        ((f"{DAY} – {LONG}", OTHER), (LONG, OTHER)),
        ((f"1.1.2026 – {LONG}", OTHER), (f"1.1.2026 – {LONG}", OTHER)),
        ((f"31.12.2026 – {LONG}", OTHER), (f"31.12.2026 – {LONG}", OTHER)),
        ((f"({DAY}) {LONG}", OTHER), (LONG, OTHER)),
        (("Liebe Gäste,", LONG[:1].lower() + LONG[1:], OTHER), (LONG, OTHER)),
        ((f"Essen (dpa) – {LONG}", OTHER), (LONG, OTHER)),
        ((LONG, f"Essen (dpa) – {OTHER}"), (LONG, OTHER)),
        ((LONG, OTHER, "Ihr Ada Test"), (LONG, OTHER)),
    ],
)
def test_a_text_begins_with_the_news_and_ends_with_it(paragraphs: Sequence[str], text: Sequence[str]) -> None:
    assert read(*paragraphs).text.split("\n\n") == list(text)


def test_most_of_the_text_below_the_title_or_it_is_none_of_it() -> None:
    for above, is_title_of_it in ((66, True), (67, False)):
        blocks = [block("x" * above), block("Titel", "h2"), block("y" * 100)]
        chosen = main_text.choose(blocks, [0, 2], 1)
        assert (0 not in chosen) is is_title_of_it


def test_a_page_needs_forty_letters_of_text() -> None:
    assert read("Ein kurzer Text ist auch ein Text, ja so.").text
    with pytest.raises(NotAnArticle, match="no readable text"):
        read("Ein kurzer Text ist auch ein Text, ja.")


def test_neighbours_stand_in_the_same_folder() -> None:
    body = (
        "<a href='b'>B</a><a href='b#x'>B</a><a href='/c'>C</a><a href='d?x'>D</a><a href='fest/'>selbst</a>"
    )
    found = list_neighbours(Page(url=URL, text=body))
    assert found == ["https://verein.example/aktuelles/b"]


@pytest.mark.parametrize(
    ("size", "linked", "tag", "is_aside"),
    [
        (100, 85, "p", True),
        (100, 84, "p", False),
        (100, 85, "li", False),
        (39, 35, "li", True),
        (40, 35, "li", False),
    ],
)
def test_what_mostly_leads_elsewhere_is_beside_the_text(
    size: int, linked: int, tag: str, *, is_aside: bool
) -> None:
    said = "Der Chor singt im Hof. " * 9
    block = Block(text=said[:size], tag=tag, links=(said[:linked],))
    assert block_kinds.is_aside(block, {}) is is_aside


@pytest.mark.parametrize(
    ("size", "linked", "is_aside"),
    [(100, 30, True), (100, 29, False), (39, 0, True), (40, 0, False), (200, 80, False)],
)
def test_a_pointer_to_another_article_is_short_or_linked(size: int, linked: int, *, is_aside: bool) -> None:
    said = "Lesen Sie auch: " + "Der Chor singt im Hof und alle hören zu, " * 9
    block = Block(text=said[:size], links=(said[:linked],) if linked else ())
    assert block_kinds.is_aside(block, {}) is is_aside


@pytest.mark.parametrize(
    ("name", "closed"),
    [
        ("Stadt Essen", "Stadt Essen"),
        ("Stadt (Amt 5", "Stadt (Amt 5)"),
        ("Stadt (Amt 5)", "Stadt (Amt 5)"),
        ("Stadt Essen)", "Stadt Essen"),
        ("((Amt", "((Amt"),
    ],
)
def test_the_brackets_of_a_source_stand_in_pairs(name: str, closed: str) -> None:
    assert credit_lines._close(name) == closed


def test_a_sentence_that_a_line_break_has_torn_is_whole_again() -> None:
    torn = ["Ein Satz, der ganz ist.", "Der Verein lädt alle Nachbarn zu sich ein, am"]
    more = "sonnigen Tag im Herbst kommen sie."
    assert body._join_broken([*torn, more]) == [torn[0], f"{torn[1]} {more}"]
    assert body._join_broken(torn[:1]) == torn[:1]
    whole = ["Der Verein lädt alle Nachbarn ein, und sie hören ihm zu", "Kinder singen am Abend im Hof."]
    assert body._join_broken(whole) == whole


@pytest.mark.parametrize(
    ("told", "summary"),
    [
        (("Der Chor lädt zum Singen im Hof ein, und alle Nachbarn dürfen mitmachen.",), 0),
        (("Der Chor lädt zum Singen im Hof ein, und alle Nachbarn dürfen mitma...",), None),
        (("Der Chor lädt zum Singen im Hof ein, und alle Nachbarn dürfen mitma…",), None),
        (("Der Chor lädt zum Singen ein, alle sind da.",), None),
        (("Alles über Essen: Nachrichten, Wetter und Verkehr, jeden Tag aus der Stadt.",), None),
        (("", "Der Chor lädt zum Singen im Hof ein, und alle Nachbarn dürfen mitmachen."), 1),
        (("Der Chor lädt zum Singen im Hof ein. " * 20,), None),
        (("Zwanzig Stimmen klingen besser als eine, sagt man hier seit Jahren.",), 0),
    ],
    ids=[
        *("whole", "cut", "cut by a sign", "hardly more than a title", "the site's", "the second"),
        *("the text", "a lead that shares no word with the title"),
    ],
)
def test_a_summary_is_whole_and_about_its_article(told: tuple[str, ...], summary: int | None) -> None:
    text = "Am Samstag lädt der Chor alle Nachbarn ein, im Hof mitzumachen. Singen kann jeder."
    lead = "Zwanzig Stimmen klingen besser als eine, sagt man hier seit Jahren."
    text = f"{lead}\n\n{text}" if told[0] == lead else text
    found = metadata.decide_summary(told, "Chor singt mit Nachbarn im Hof", text)
    assert found == ("" if summary is None else told[summary])


@pytest.mark.parametrize(
    "told",
    [
        '<meta property="og:description" content="{}">',
        '<meta name="description" content="&lt;p&gt;{}&lt;/p&gt;">',
        '<script type="application/ld+json">{{"@type": "NewsArticle", "description": "{}"}}</script>',
    ],
    ids=["for sharing", "for search", "linked data"],
)
def test_a_page_tells_what_it_is_about(told: str) -> None:
    summary = "Der Chor lädt zum Singen im Hof ein, und alle Nachbarn dürfen mitmachen."
    page = (
        f"<html><head>{told.format(summary)}</head><body><article><h1>Nachbarn singen im Hof</h1>"
        f"<p>Am Samstag lädt der Chor alle Nachbarn ein: Singen dürfen alle.</p></article></body></html>"
    )
    read = parse_article(Page(url=URL, text=page), Entry(url=URL), boilerplate.LearnedFrame(), NOW)
    assert read.summary == summary


@pytest.mark.parametrize(
    ("box", "said"),
    [
        ("<p>Wer singt, lebt länger.</p><cite>Ada Kaya</cite>", "“Wer singt, lebt länger.” (Ada Kaya)"),
        ("<p>„Wer singt, lebt länger.“</p><cite>Ada Kaya</cite>", "“Wer singt, lebt länger.” (Ada Kaya)"),
        ("<p>Wer singt, lebt länger.</p>", "Wer singt, lebt länger."),
        ("<p>Wer singt, lebt.</p><p>Und lacht.</p><cite>Ada Kaya</cite>", "Wer singt, lebt."),
    ],
    ids=["a name below", "in marks already", "nobody's", "of two paragraphs"],
)
def test_a_quotation_keeps_its_marks_and_its_name(box: str, said: str) -> None:
    told = "Am Samstag lädt der Chor alle Nachbarn ein: Singen dürfen alle, auch ohne Noten."
    page = (
        f"<article><h1>Singen im Hof</h1><p>{told}</p><blockquote>{box}</blockquote><p>{told}!</p></article>"
    )
    read = parse_article(Page(url=URL, text=page), Entry(url=URL), boilerplate.LearnedFrame(), NOW)
    assert read.text.split("\n\n")[1] == said
    assert "Ada Kaya" not in read.text.split("\n\n")[2:]


def test_cells_of_a_row_and_a_term_with_its_meaning_are_joined() -> None:
    def join(source: str) -> list[str]:
        blocks = html_tree.list_blocks(html_tree.parse_html(source))
        return [body.find_joint(before, block) for before, block in pairwise([None, *blocks])]

    def table(*rows: str) -> str:
        cells = (f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
        return f"<table>{''.join(cells)}</table>"

    assert join(table("ab", "cd")) == ["", ": ", "", ": "]
    assert join(table("abc", "de", "f")) == ["", ", ", ", ", "", ": ", ""]
    assert join(table("ab")) == ["", ""]
    assert join("<dl><dt>a</dt><dd>b</dd><dd>c</dd><dt>d</dt></dl>") == ["", ": ", "", ""]
    assert join("<dl><dt>a</dt><dt>b</dt></dl><p>c</p>") == ["", "", ""]
