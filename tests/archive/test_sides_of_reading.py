"""Which of two the rules of reading take, and from which length on: played from both sides."""

from datetime import UTC, datetime
from pathlib import Path

import httpcore
import pytest

from bot.archive import date_finder, feeds, folder, html_tree, ssrf, wordpress
from bot.archive.articles import block_kinds, body, html_article, main_text, metadata, title
from bot.archive.html_tree import Block
from bot.archive.lists import html_list, paging
from bot.domain.article import Source
from bot.domain.errors import NotReachable
from tests.archive.test_limits_of_reading import (
    HOME,
    NOW,
    TEXT,
    begin,
    count_listed,
    fill,
    picture,
    say,
    sign,
)
from tests.archive.test_limits_of_reading import body as count_paragraphs

PICTURE = html_tree.parse_html("<img src=/a.jpg>").find(".//img")


def test_a_port_is_that_of_its_protocol_unless_it_is_said() -> None:
    ports = {"http://v.example/": 80, "https://v.example/": 443, "http://v.example:8080/": 8080}
    assert {url: (ssrf.find_origin(url) or ("", 0))[1] for url in ports} == ports
    assert [ssrf.find_origin(url) for url in ("ftp://v.example/", "gopher://v.example:70")] == [None, None]


def test_a_large_answer_is_taken_in_large_pieces() -> None:
    asked: list[int] = []

    class Stream(httpcore.NetworkStream):
        def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
            asked.append(max_bytes)
            return b""

    stream = ssrf._DeadlineStream(Stream(), ssrf.GuardedBackend(()))
    for most in (1, 65_536, 1_000_000):
        stream.read(most)
    assert asked == [262_144, 262_144, 1_000_000]


@pytest.mark.parametrize(
    ("pager", "url", "following"),
    [
        ("<a href=?page=4>4</a><a href=?page=6>6</a>", "?page=3", "?page=4"),
        ("<a href=?page=2>2</a><a href=?page=6>6</a>", "?page=3", ""),
        ("<a href=?page=6>6</a>", "?page=3", ""),
        ("<a href=?page=2>2</a><a href=?page=3>3</a>", "", "?page=2"),
        ("<b>2</b> <a href=?page=3>3</a> <a href=?page=4>4</a>", "", "?page=3"),
        ("<b>4</b> <a href=?page=5>5</a> <a href=?page=8>8</a>", "?page=4", "?page=5"),
        ("<a href=/n/1><b>1</b></a> <a href=/n/2>2</a>", "", ""),
        ("<a href=#><b>1</b></a> <a href=n2>2</a>", "", "n2"),
        ("<a><b>1</b></a> <a href=n2>2</a>", "", "n2"),
        ("<a href=/n/1 class=active>1</a> <a href=n2>2</a>", "", "n2"),
    ],
)
def test_the_next_page_is_one_more(pager: str, url: str, following: str) -> None:
    told = paging.find_next(html_tree.parse_html(f"<p>{pager}</p>"), HOME + url, HOME + url)
    assert told == (HOME + following if following else "")


def test_a_hint_that_comes_three_times_is_no_text() -> None:
    hints = {length: count_paragraphs(*[fill(length, end=".")] * 3, TEXT) for length in (38, 39, 40, 41)}
    assert hints == {38: 4, 39: 4, 40: 1, 41: 1}
    assert [count_paragraphs(*[fill(50, end=".")] * times, TEXT) for times in (1, 2, 3)] == [2, 3, 1]


def test_cells_of_a_row_are_one_line_unless_they_are_long() -> None:
    def read(*lengths: int) -> int:
        cells = "".join(f"<td>{say(length, end='11.')}</td>" for length in lengths)
        table = f"<h1>Titel</h1><table><tr>{cells}</tr><tr><td>Ort 1.</td><td>Saal 2.</td></tr></table>"
        return len(body.decide_body(html_tree.list_blocks(html_tree.parse_html(table)), 0).paragraphs) - 1

    assert [read(*cells) for cells in ((30, 30), (120, 120), (30, 120), (120, 30))] == [1, 1, 1, 1]
    assert [read(*cells) for cells in ((121, 30), (30, 121), (121, 121))] == [2, 2, 2]


@pytest.mark.parametrize(
    ("paragraphs", "left"),
    [
        ("Anna Test", "Anna Test"),
        ("Anna Test|Text.", "Anna Test|Text."),
        ("Text.|Anna Test", "Text."),
        ("Text.|Mehr.|Anna Test|Ende.", "Text.|Mehr.|Ende."),
        ("Anna Test|Text.|Ende.", "Text.|Ende."),
        ("Text.|Anna Test|Mehr.|Ende.|Schluss.", "Text.|Mehr.|Ende.|Schluss."),
        ("Text.|Anna Test ist Lehrerin in Essen.", "Text."),
        ("Text.|Mehr.|Anna Test ist Lehrerin in Essen.|Ende.", "Text.|Mehr."),
        ("Anna Test ist Lehrerin in Essen.", "Anna Test ist Lehrerin in Essen."),
        ("Anna Test ist Lehrerin in Essen.|Text.|Ende.", "Text.|Ende."),
    ],
)
def test_who_wrote_it_is_told_at_both_ends_of_a_text(paragraphs: str, left: str) -> None:
    told = html_article._without_portrait(tuple(paragraphs.split("|")), "Anna Test; Ben Rot")
    assert "|".join(told) == left


@pytest.mark.parametrize(
    ("paragraphs", "left"),
    [
        ("Das Fest", "Das Fest"),
        ("Das Fest|Das Fest", "Das Fest"),
        ("***|Das Fest|Text.|Das Fest", "Text.|Das Fest"),
        ("Text.|Das Fest", "Text.|Das Fest"),
        ("***|***|***", "***"),
    ],
)
def test_a_title_above_a_text_is_left_out_but_never_all(paragraphs: str, left: str) -> None:
    assert "|".join(html_article._without_title(tuple(paragraphs.split("|")), ["Das Fest"])) == left


def test_a_link_alone_is_text_where_it_is_long_and_no_point_of_a_list() -> None:
    counted = {tag: count_paragraphs(TEXT, fill(50, link=say(50), tag=tag)) for tag in ("div", "li", "p")}
    assert counted == {"div": 2, "li": 1, "p": 2}


@pytest.mark.parametrize(
    ("alt", "behind", "is_told"),
    [(19, 0, False), (20, 0, True), (20, 59, True), (20, 60, True), (20, 61, False), (90, 60, True)],
)
def test_a_line_says_what_its_picture_shows(alt: int, behind: int, *, is_told: bool) -> None:
    picture = Block(text=say(alt), image=PICTURE)
    assert block_kinds._tells_alt(Block(text=say(alt) + "y" * behind), [picture]) is is_told


@pytest.mark.parametrize("length", [2, 3, 4, 399, 400, 401])
def test_a_line_between_a_picture_and_its_credit_is_a_caption(length: int) -> None:
    root = html_tree.parse_html(f"<div><p>Foto: Anna Test</p></div><section><p>{TEXT.text}</p></section>")
    *_, credit, text = html_tree.list_blocks(root)
    marked = block_kinds.mark_captions([Block(text="", image=PICTURE), fill(length), credit, text, text])
    assert (marked[1].tag == "figcaption") is (2 < length <= 400)


def test_a_page_beyond_its_limit_loses_its_scripts_first() -> None:
    script, limit = "<script>x</script>", html_article._LONGEST_PAGE
    read = [html_article._shorten(script + "y" * (limit - left)).count("y") for left in (18, 17, -1)]
    assert [count - limit for count in read] == [-18, -17, 0]
    assert html_article._shorten(script + "y" * (limit - 18)).startswith(script)
    assert not html_article._shorten(script + "y" * (limit - 17)).startswith(script)


@pytest.mark.parametrize(
    ("beginning", "read"),
    [
        ("<span>E</span> in Fest", "Ein Fest"),
        ("<span>A</span> ber gern", "A ber ge"),
        ("<span class=dropcap>A</span> ber gern", "Aber ger"),
        ("<span class=initial>A</span> ber gern", "Aber ger"),
        ("<span>Ei</span> n Fest ist", "Ei n Fes"),
        ("<span>e</span> in Fest ist", "e in Fes"),
        ("<span>E</span> In Fest ist", "E In Fes"),
    ],
)
def test_a_drop_capital_belongs_to_its_word(beginning: str, read: str) -> None:
    assert begin(beginning)[:8] == read


def test_what_an_article_sums_up_is_neither_short_nor_long_and_about_it() -> None:
    name = "Das Sommerfest im Garten"
    told = {
        length: metadata.decide_summary([say(length, f"{name} ", ".")], name, "") != ""
        for length in (59, 60, 450, 451)
    }
    assert told == {59: False, 60: True, 450: True, 451: False}


def test_names_of_sections_and_people_have_their_lengths() -> None:
    def count(length: int) -> int:
        root = html_tree.parse_html(f"<p><a rel=category>{say(length)}</a></p>")
        return len(metadata._find_sections(root, ""))

    assert [count(length) for length in (0, 1, 40, 41)] == [0, 1, 1, 0]
    assert sign(f"{say(188)} , Anna Test") == "Anna Test"
    assert sign(f"{say(189)} , Anna Test") == "Anna Tes"
    assert [metadata._clean(name) for name in ("A", "Ab", "Anna Test.", "Anna T.")] == [
        "",
        "Ab",
        "Anna Test",
        "Anna T.",
    ]
    assert len(metadata._clean_all([f"Anna Test{letter}" for letter in "abcdefg"])) == 5


def test_a_folder_is_that_of_an_address_without_its_query() -> None:
    addresses = f"{HOME}a/b?c=/d", f"{HOME}a/b/", f"{HOME}a/b"
    assert [html_list._folder_of(url) for url in addresses] == [f"{HOME}a", f"{HOME}a/b", f"{HOME}a"]


@pytest.mark.parametrize(
    ("written", "repaired"),
    [
        ('Er sagt: "Ja gut."Dann ging er.', 'Er sagt: "Ja gut." Dann ging er.'),
        ('"Ja gut."Dann ging er.', '"Ja gut." Dann ging er.'),
        ('Das war gut."Dann" ging er.', 'Das war gut. "Dann" ging er.'),
        ('"Ja" war gut."Dann" ging er.', '"Ja" war gut. "Dann" ging er.'),
    ],
)
def test_a_blank_stands_outside_of_a_quotation(written: str, repaired: str) -> None:
    assert html_tree.repair(written) == repaired


def test_links_in_headings_make_a_list_whichever_their_number() -> None:
    counted = [
        count_listed(count, lambda at: f"<h2><a href='/n/{at}'>Ein langer Titel {at}</a></h2>")
        for count in (2, 3, 9)
    ]
    assert counted == [2, 3, 9]


def test_a_large_sitemap_loses_nothing_between_its_pieces() -> None:
    urls = [f"{HOME}2026/05/ein-fest-im-garten-{number}" for number in range(2000)]
    told = "".join(f"<url><loc>{url}</loc><lastmod>2026-05-01</lastmod></url>" for url in urls)
    body = f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{told}</urlset>".encode()
    assert [record["loc"] for record in feeds._list_records(body)] == urls


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Ort | Saal\n--- | ---\nA | B", "<tr><th>Ort</th><th>Saal</th></tr><tr><td>A</td><td>B</td></tr>"),
        ("Ort | Saal", "<p>Ort | Saal</p>"),
        ("Ort\n---", "<p>Ort\n---</p>"),
        ("Ort | Saal\nA | B", "<p>Ort | Saal\nA | B</p>"),
        ("## Ort", "<h2>Ort</h2>"),
    ],
)
def test_a_table_of_a_file_has_a_rule_below_its_heading(written: str, told: str) -> None:
    assert folder._render_block(written).removeprefix("<table>").removesuffix("</table>") == told


def test_a_file_lies_in_its_folder_and_in_no_other(tmp_path: Path) -> None:
    for name in ("a", "a/b", "c"):
        (tmp_path / name).mkdir()
    found = [
        folder.find_file((tmp_path / name / "x.md").as_uri(), [tmp_path / "a"]) is not None
        for name in ("a", "a/b", "c", ".")
    ]
    assert found == [True, False, False, False]


def test_categories_of_a_post_are_of_no_other_kind() -> None:
    kinds = [("category", "fest"), ("actor", "ada"), ("post_tag", "tee"), ("category", "allgemein")]
    terms = [{"taxonomy": kind, "slug": slug, "name": slug} for kind, slug in kinds]
    assert list(wordpress._list_categories({"_embedded": {"wp:term": [terms]}})) == ["fest"]


def test_a_long_line_with_its_full_stop_is_a_sentence_and_no_title() -> None:
    lines = {
        (length, end): title._is_sentence(fill(length, end=end)) for length in (59, 60) for end in ("", ".")
    }
    assert [line for line, is_sentence in lines.items() if is_sentence] == [(60, ".")]


def test_the_points_below_a_line_of_a_machine_are_its_own() -> None:
    sums = Block(text="Diese Zusammenfassung wurde mit KI erstellt.")
    point = Block(text="Ein Punkt", tag="li")
    told = [
        list(main_text._list_summed_up(blocks))
        for blocks in ([TEXT, sums, point, point, TEXT, point], [sums, TEXT, point], [point, TEXT])
    ]
    assert told == [[2, 3], [], []]


def test_what_is_judged_to_be_text_is_found_in_its_order_or_before() -> None:
    texts = [Block(text=text) for text in ("Eins zwei", "…", "Drei vier", "Eins zwei", "Fünf", "Drei")]
    kept = [
        list(main_text._list_kept(texts, range(6), judged)) for judged in ("EinszweiDreivier", "", "Fünf")
    ]
    assert kept == [[0, 2, 3, 5], [], [4]]


@pytest.mark.parametrize(
    ("item", "is_link"),
    [
        ("<a href=/x>Ein Fest</a>", True),
        ("<a>Ein Fest</a>", True),
        ("<a href=mailto:a@v.example>Ada</a>", False),
        ("<a href=tel:0201>Ada</a>", False),
        ("<a href=/x>Ein Fest</a> im schönen grünen Garten", False),
        ("Ein Fest", False),
    ],
)
def test_an_item_is_hardly_more_than_a_link_to_a_page(item: str, *, is_link: bool) -> None:
    element = next(html_tree.parse_html(f"<ul><li>{item}</li></ul>").iter("li"))
    assert block_kinds._is_link(element) is is_link


def test_a_list_for_machines_is_found_in_some_depth() -> None:
    def count(depth: int) -> int:
        told: object = [{"@type": "Article", "url": f"/{number}", "headline": "Fest"} for number in (1, 2)]
        for _ in range(depth):
            told = {"mainEntity": told}
        return len(list(paging._list_described(told, HOME, NOW, 6)))

    assert [count(depth) for depth in range(7)] == [2, 2, 2, 2, 2, 0, 0]


def test_what_ends_an_article_ends_none_that_has_not_begun() -> None:
    foot, line = Block(text="Weitere Artikel"), Block(text="Kurz")
    rows = [line, TEXT, foot, TEXT], [line, foot, TEXT, TEXT], [TEXT, line, TEXT, foot, line]
    assert [main_text._without_sections(row, range(len(row))) for row in rows] == [
        [0, 1],
        [0, 2, 3],
        [0, 1, 2],
    ]


def test_a_title_is_read_in_runs_of_its_parts() -> None:
    assert list(title._list_runs("A | B: C")) == ["A", "A B", "A B C", "B", "B C", "C"]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        *[(text, "2026-05-01") for text in ("1.5.2026", "1/5/2026", "1-5-2026", "1.5.26", "1/5/26")],
        *[("13/5/2026", "2026-05-13"), ("5/13/2026", "2026-05-13"), ("12/12/2026", "2026-12-12")],
        *[("12.13.2026 13.5.2026", "2026-05-13"), ("13-12-2026", "2026-12-13"), ("31.12.2026", "2026-12-31")],
        *[(text, "") for text in ("1-5-26", "0.5.2026", "1.0.2026", "32.5.2026", "12-13-2026", "12.13.2026")],
        *[("2026-05-01T10:00Z", "2026-05-01 10:00:00+00:00"), ("1.5.2026 18:30", "2026-05-01 18:30:00")],
        *[("2026-05-01T10:00:30+0200", "2026-05-01 10:00:30+02:00"), ("2026-05-01T25:00", "2026-05-01")],
        *[("2026-13-01 1.5.2026", "2026-05-01"), ("5.5.2026 und 1. Mai 2026", "2026-05-05")],
    ],
)
def test_a_day_is_told_by_its_figures(written: str, told: str) -> None:
    found = date_finder.find_told(written)
    assert (str(found.when) if found else "") == told


@pytest.mark.parametrize(
    ("above", "lines", "below", "are_headings"),
    [
        *[(59, 1, 118, False), (59, 1, 119, True), (60, 1, 240, False), (60, 1, 241, True)],
        *[(119, 1, 600, True), (120, 1, 600, False), (20, 2, 82, False), (20, 2, 83, True)],
        *[(59, 2, 300, True), (60, 2, 300, False), (20, 3, 300, True), (20, 4, 300, False)],
    ],
)
def test_short_lines_above_a_longer_one_are_headings(
    above: int, lines: int, below: int, *, are_headings: bool
) -> None:
    assert html_tree._are_headings([say(above)] * lines, say(below, "Y")) is are_headings


def test_a_line_of_the_day_of_publishing_and_no_other_is_left_out() -> None:
    published = datetime(2026, 5, 9, 12, tzinfo=UTC)
    left = [
        len(html_article._without_day((f"{day}.5.2026", "Text eins.", "Text zwei."), published, UTC))
        for day in (8, 9, 10)
    ]
    assert left == [3, 2, 3]


def test_no_blank_stands_before_a_sign() -> None:
    written = "Tee , Saft", "Tee ; Saft", "Tee .", "Tee , Saft ; Bier ."
    assert list(map(html_tree.repair, written)) == ["Tee, Saft", "Tee; Saft", "Tee.", "Tee, Saft; Bier."]


def test_a_folder_that_is_not_there_is_not_reachable(tmp_path: Path) -> None:
    with pytest.raises(NotReachable, match="cannot be read"):
        folder.look(Source(url="x"), tmp_path / "gone", conditional=False)


@pytest.mark.parametrize(
    ("outer", "inner", "counted"),
    [
        ("div class=a", "div class=a", 1),
        ("div class=a", "div class=b", 2),
        ("section class=a", "div class=a", 2),
        ("article class=a", "div class=a", 2),
        ("div", "div", 2),
    ],
)
def test_an_element_in_one_just_like_it_counts_once(outer: str, inner: str, counted: int) -> None:
    page = f"<{outer}><{inner}><a>x</a></{inner.split(maxsplit=1)[0]}></{outer.split(maxsplit=1)[0]}>"
    link = next(html_tree.parse_html(page).iter("a"))
    chain = list(link.iterancestors())[:2]
    assert len(list(html_list._list_kin(chain))) == counted


@pytest.mark.parametrize(
    ("attributes", "name"),
    [
        ("src=a.jpg srcset='b.jpg'", "a.jpg"),
        ("src=a.jpg srcset='data:image/png;base64,xx'", "a.jpg"),
        ("src=a.jpg srcset='b.jpg 2x, c.jpg 300w'", "c.jpg"),
        ("srcset='b.jpg 2x'", "b.jpg"),
        ("data-srcset='b.jpg 900w'", "b.jpg"),
        ("srcset='b.jpg 9000w, c.jpg'", "c.jpg"),
        ("srcset='b.jpg 9000w'", ""),
        ("srcset='data:image/png;base64,xx'", ""),
    ],
)
def test_a_picture_is_taken_in_the_widest_size_that_is_none_too_wide(attributes: str, name: str) -> None:
    assert picture(attributes) == (HOME + name if name else None)
