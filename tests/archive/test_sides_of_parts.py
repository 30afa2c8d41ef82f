"""Where an article on a page of several ends, and brackets and names that stand in pairs: from both sides."""

import re

import pytest

from bot.archive import boilerplate, credit_lines
from bot.archive.articles import block_kinds, html_article, main_text, metadata, page_kind
from bot.archive.articles.unavailable import Signs
from bot.archive.html_tree import Block, list_blocks, parse_html
from bot.archive.linked_data import read_linked
from bot.archive.lists import html_list
from bot.domain.article import Article, Entry
from tests.archive.test_limits_of_reading import HOME, NOW, URL, say

SENTENCE = "Ein Fest im Garten mit Musik und Tee für alle, die kommen, und für die Nachbarn."


@pytest.mark.parametrize("level", ["h2", "h3", "h4"])
@pytest.mark.parametrize(
    "between", ["p", "div", "blockquote", "ul", "table", "b", "h1", "h2", "h3", "h4", "h5"]
)
def test_an_article_goes_on_up_to_the_next_heading_that_is_no_smaller(level: str, between: str) -> None:
    inside = f"<p>{SENTENCE * 2}</p><{between}>Dabei <i>waren</i> alle Nachbarn</{between}><p>Ende.</p>"
    other = f"<{level}>Ein anderer Titel</{level}><p>{SENTENCE * 2}</p>"
    page = f"<html><body><{level}>Ein langer Titel</{level}>{inside}{other}</body></html>"
    first = html_list.parse_inline(page, HOME, NOW)[0]
    ends = between[0] == "h" and between <= level
    assert first.html.count("Ende.") == (not ends)
    assert first.html.count("alle Nachbarn") == (not ends)


@pytest.mark.parametrize(("title", "counted"), [(4, 0), (5, 2), (6, 2)])
@pytest.mark.parametrize(("text", "linked", "is_read"), [(79, 0, 0), (80, 0, 1), (90, 44, 1), (90, 45, 0)])
def test_an_article_among_others_says_something_itself(
    title: int, counted: int, text: int, linked: int, is_read: int
) -> None:
    part = f"<h2>{say(title)}</h2><p><a href=/x>{say(linked)}</a>{say(text - linked)}</p>"
    page = f"<html><body>{part * 2}</body></html>"
    assert len(html_list.parse_inline(page, HOME, NOW)) == counted * is_read


@pytest.mark.parametrize(
    ("name", "closed"),
    [
        ("Anna", "Anna"),
        ("Anna (Test", "Anna (Test)"),
        ("Anna (Test)", "Anna (Test)"),
        ("Anna)", "Anna"),
        ("Anna))", "Anna)"),
        ("((Anna", "((Anna"),
        ("((Anna)", "((Anna))"),
        ("(((Anna)", "(((Anna)"),
        ("Anna) (Test)", "Anna) (Test"),
    ],
)
def test_the_brackets_of_a_name_stand_in_pairs(name: str, closed: str) -> None:
    assert credit_lines._close(name) == closed


@pytest.mark.parametrize(
    ("body", "calls"),
    [
        ("<h1>Kolumne</h1>", True),
        ("<p>Kolumne</p>", False),
        ("<p>Vorab</p><h1>Kolumne</h1>", False),
        ("<h2>Kolumne</h2><p>Danach</p>", True),
        ("<h2><a href=/k>Kolumne</a></h2>", False),
    ],
)
def test_what_a_site_tells_without_a_frame_may_be_called_by_its_page(body: str, *, calls: bool) -> None:
    page = html_article.open_page(html_article.Page(url=URL, text=f"<html><body>{body}</body></html>"))
    told = Entry(url=URL, title="Ein Titel", html=f"<p>{SENTENCE}</p>")
    doubts = html_article.parse_told_article(page, told, NOW).doubts
    assert any("Kolumne" in doubt for doubt in doubts) is calls


@pytest.mark.parametrize(("length", "is_asked"), [(999, True), (1000, True), (1001, False)])
def test_a_second_opinion_is_asked_about_pages_up_to_a_length(
    monkeypatch: pytest.MonkeyPatch, length: int, *, is_asked: bool
) -> None:
    monkeypatch.setattr(main_text, "_LONGEST_PAGE", 1000)
    words = SENTENCE.replace(" ", "")
    text = " ".join([*[words] * (length // len(words)), "x" * (length % len(words))])
    root = parse_html(f"<html><body><article><p>{text}</p></article></body></html>")
    assert (main_text._judge(root) != "") is is_asked


@pytest.mark.parametrize(
    ("text", "links", "names"),
    [
        ("AlleFeste", (), ("Feste",)),
        ("Alle Feste", (), ()),
        ("Allefeste", (), ()),
        ("AlleFeste.", (), ()),
        ("Feste", ("Alle", "Feste", "Feste"), ("Feste",)),
        ("Feste", ("Feste", "Alle"), ()),
        ("Kategorie: Feste, Tee", (), ("Feste", "Tee")),
        ("Kategorien: Feste, TeeFesteTee", (), ("Feste", "Tee")),
        ("Kategorien: Feste, Tee FesteTee", (), ("Feste", "Tee")),
        ("Kategorien: Feste, TeeTeeFeste", (), ("Feste", "TeeTeeFeste")),
        ("Kategorie: TeeTee", (), ("Tee",)),
        ("Kategorie: T", (), ("T",)),
    ],
)
def test_categories_are_told_in_links_in_a_row_or_behind_their_word(
    text: str, links: tuple[str, ...], names: tuple[str, ...]
) -> None:
    assert boilerplate.find_categories(text, links) == names


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_a_line_that_greets_is_left_out_unless_it_is_all(count: int) -> None:
    text = "".join(["<p>Liebe Leser,</p>"] * count) + f"<p>{SENTENCE}</p>"
    blocks = list_blocks(parse_html(f"<h1>Titel</h1>{text}"))
    told = html_article.body.decide_body(blocks, 0).paragraphs
    assert told == (SENTENCE,)
    alone = html_article.body.decide_body(blocks[: count + 1], 0).paragraphs
    assert [re.sub(r"\W", "", line) for line in alone] == ["LiebeLeser"][: min(count, 1)]


@pytest.mark.parametrize(("linked", "is_beside"), [(49, False), (50, True), (51, True), (84, True)])
def test_a_point_that_is_half_a_link_is_beside_a_text_where_all_points_are(
    linked: int, *, is_beside: bool
) -> None:
    point = f"<li><a href=/x>{say(linked)}</a>{say(100 - linked)}</li>"
    for other, all_are in ((point, True), ("<li>Tee</li>", False), ("<li><a href=tel:1>Tee</a></li>", False)):
        first, *_ = list_blocks(parse_html(f"<ul>{point}{other}</ul>"))
        assert block_kinds.is_aside(first, {}) is (is_beside and all_are)


def call(text: str, *, at: int = -1, blocks: tuple[Block, ...] = (), title: str = "Ein Titel") -> str:
    """What a page calls its article, as far as that is an opinion."""
    article = Article(url=URL, title=title, text=text)
    facts = metadata.read_meta(parse_html(""), URL, read_linked(parse_html("")))
    return page_kind._find_opinion(Signs(), article, facts, blocks, at)


@pytest.mark.parametrize("length", [100, 1499, 1500, 1501, 1502])
def test_what_a_text_is_called_stands_at_the_end_of_its_lead(length: int) -> None:
    assert (call(say(length, end=". Ein Kommentar")) != "") is (length <= 1500)
    paragraphs = ["Es war gut.", "Ein Kommentar", "Ende."]
    for place in range(4):
        text = "\n\n".join([*["Mehr."] * place, *paragraphs])
        assert (call(text) != "") is (place < 1)


@pytest.mark.parametrize("before", [0, 3, 4, 5])
@pytest.mark.parametrize("length", [120, 121])
def test_a_kicker_stands_near_above_its_title(before: int, length: int) -> None:
    for word, is_line in (("Kommentar", True), ("Kommentar " + "X" * (length - 10), length == 120)):
        lines = [Block(text=word), *[Block(text="Kurz")] * before, Block(text="Ein Titel", tag="h1")]
        is_kicker = before < 4 and is_line
        assert (call("Es war gut.", at=before + 1, blocks=tuple(lines)) != "") is is_kicker


@pytest.mark.parametrize("behind", [0, 4, 5, 6])
def test_a_byline_stands_near_below_its_title(behind: int) -> None:
    lines = [
        Block(text="Ein Titel", tag="h1"),
        *[Block(text="Kurz")] * behind,
        Block(text="Kommentar von Anna"),
    ]
    assert (call("Es war gut.", at=0, blocks=tuple(lines)) != "") is (behind < 5)
