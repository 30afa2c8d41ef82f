"""What stands near enough, or often enough, on a page or a list to count: played from both sides."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest

from bot.archive.archive import HttpArchive
from bot.archive.articles import (
    block_kinds,
    html_article,
    main_text,
    metadata,
    page_kind,
    photo,
    title,
)
from bot.archive.articles.unavailable import Signs
from bot.archive.boilerplate import LearnedFrame
from bot.archive.html_tree import Block, list_blocks, parse_html
from bot.archive.linked_data import read_linked
from bot.archive.lists import html_list, items
from bot.domain.article import Entry, Source
from tests.archive.sites import NOW, Site
from tests.archive.test_limits_of_reading import HOME, TEXT, URL, fill, head, list_page, say

SENTENCE = TEXT.text
Show = Callable[[Sequence[int]], str]


def blocks_of(body: str) -> list[Block]:
    return list_blocks(parse_html(f"<html><body>{body}</body></html>", URL))


def credited(body: str) -> tuple[str, str]:
    found = photo.find_photo(blocks_of(f"{body}<p>{SENTENCE}</p>"), HOME)
    assert found is not None
    return found.caption, found.credit


@pytest.mark.parametrize("outer", ["div", "figure", "section"])
def test_a_credit_stands_within_some_boxes_of_its_picture_or_in_its_figure(outer: str) -> None:
    told = {}
    for level in range(9):
        inner = f"{'<div>' * level}<img src=/a.jpg>{'</div>' * level}"
        told[level] = credited(f"<{outer}>{inner}<small class=credit>Anna Test</small></{outer}>")[1] != ""
    most = 8 if outer == "figure" else 4
    assert told == {level: level < most for level in range(9)}


def test_a_credit_is_one_of_the_first_parts_of_a_caption() -> None:
    told = {}
    for before in range(4, 8):
        parts = f"{'<i>Das Fest</i> ' * before}<b>Foto: Anna Test</b> <i>am Abend im Garten</i>"
        told[before] = credited(f"<figure><img src=/a.jpg><figcaption>{parts}</figcaption></figure>")
    assert {before for before, (_, credit) in told.items() if credit == "Anna Test"} == {4, 5}


@pytest.mark.parametrize(
    ("address", "is_told"),
    [("fest-4711.jpg", True), ("abcdef.jpg", True), ("abcde.jpg", False), ("andere-4711.jpg", False)],
)
def test_an_announced_picture_takes_its_words_from_a_file_of_its_name(address: str, *, is_told: bool) -> None:
    beside = "".join(
        f"<figure><img src=/{name}><figcaption>Im Garten</figcaption></figure>"
        for name in ("x.jpg", "fest-4711.jpg", "abcdef.jpg", "abcde.jpg")
    )
    found = photo.find_photo([TEXT], HOME, f"{HOME}{address}", elsewhere=blocks_of(beside))
    assert found == photo.Photo(url=f"{HOME}{address}", caption="Im Garten" if is_told else "")


def test_a_picture_between_others_and_its_credit_is_near_within_two_places() -> None:
    root = parse_html(f"<div><p>Foto: Anna Test</p></div><section><p>{SENTENCE}</p></section>")
    *_, credit, text = list_blocks(root)
    image = Block(text="", image=parse_html("<img src=/a.jpg>").find(".//img"))
    told = {
        (before, between): block_kinds.mark_captions(
            [*[TEXT] * before, image, *[TEXT] * between, fill(30), credit, text, text]
        )[before + between + 1].tag
        == "figcaption"
        for before in (0, 1, 5)
        for between in range(4)
    }
    assert told == {(before, between): between < 2 for before in (0, 1, 5) for between in range(4)}
    for behind in range(3):
        row = [TEXT, TEXT, TEXT, fill(30), credit, *[text] * behind, image, text, text]
        assert (block_kinds.mark_captions(row)[3].tag == "figcaption") is (behind == 0)


@pytest.mark.parametrize(("above", "is_taken"), [(0, True), (1, True), (2, False), (3, False)])
def test_a_picture_right_above_the_title_is_the_articles(above: int, *, is_taken: bool) -> None:
    lines = "".join(f"<p>Kurz {number}</p>" for number in range(above))
    page = html_article.Page(
        url=URL,
        text=f"<html><head><title>Das Fest im Garten</title></head><body>"
        f"<div><img src=/a.jpg></div>{lines}<h1>Das Fest im Garten</h1><p>{SENTENCE}</p></body></html>",
    )
    article = html_article.parse_article(page, Entry(url=URL), LearnedFrame(), NOW)
    assert (article.photo is not None) is is_taken


def test_what_runs_right_below_a_title_goes_before_what_is_far_and_less() -> None:
    near, other, far = (f"<{tag}>{{}}</{tag}>" for tag in ("section", "article", "main"))

    def keep(above: int, between: int, below: int) -> list[int]:
        """So many paragraphs above the title, short lines and paragraphs right below it, and two far away."""
        body = other.format(f"<p>{SENTENCE}</p>" * above) + "<h1>Titel</h1>"
        body += near.format("<p>Kurz</p>" * between + f"<p>{SENTENCE}</p>" * below)
        body += far.format("<p>Kurz</p>" * 30 + f"<p>{SENTENCE}</p>" * 2)
        blocks = blocks_of(body)
        return [place - above for place in main_text._near(blocks, [len(blocks) - 2, len(blocks) - 1], above)]

    assert keep(0, 0, 3) == keep(4, 0, 3) == keep(9, 0, 3) == [1, 2, 3]
    assert keep(0, 14, 3) == keep(2, 14, 3) == keep(4, 14, 3) == [15, 16, 17]
    assert keep(0, 15, 3) == keep(2, 15, 3) == keep(4, 15, 3) == [49, 50]
    assert keep(0, 0, 2) == keep(4, 0, 2) == [33, 34]


def test_a_heading_of_another_box_ends_a_text_and_its_own_does_not() -> None:
    text = list_blocks(parse_html(f"<section>{f'<p>{SENTENCE}</p>' * 4}</section>"))
    foreign = Block(text="Ein anderer", tag="h2")
    rows = [[*text[:3], foreign, text[3]], [*text[:2], foreign, *text[2:]]]
    assert [main_text.choose(row, [0, 1, 2], -1) for row in rows] == [[0, 1, 2], [0, 1, 2, 3, 4]]


def test_a_foot_in_a_text_that_has_not_begun_is_a_line_of_its_own() -> None:
    foot, line = Block(text="Weitere Artikel"), Block(text="Kurz")
    for before in range(1, 5):
        row = [*[line] * before, foot, TEXT, TEXT, TEXT, TEXT, TEXT]
        left = [place for place in range(len(row)) if place != before]
        assert main_text._without_sections(row, range(len(row))) == left


def test_a_label_stays_with_the_line_that_it_names() -> None:
    for before in range(4):
        blocks = [head("Titel", 1), *[TEXT] * before, head("Datum", 3), TEXT]
        chosen, at = html_article._choose(blocks, [len(blocks) - 1], title.Title(text="Titel", block=0))
        assert at == 0
        assert chosen[-2:] == blocks[-2:]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Preise Preise ", "an offer"),
        ("Preise Preise kaufen kaufen ", "an offer"),
        ("ich " * 20, "a personal blog"),
        ("Sie und Sie, " * 20, "a guide"),
    ],
)
def test_a_page_that_stays_is_called_by_what_else_it_is(text: str, kind: str) -> None:
    page = page_kind.Shown(url=HOME, name="Titel", text=text + "war " * 200, has_day=False, is_foreign=False)
    assert page_kind.tell_other_kind(Signs(sorts=frozenset({"page"})), page) == kind


@pytest.mark.parametrize(
    ("summary", "is_told"),
    [
        ("Sommerfest Garten Musik Kuchen", True),
        ("Sommerfest Garten Verwaltung Haushalt", True),
        ("Sommerfest Verwaltung Haushalt", False),
        ("Sommerfest Verwaltung Haushalt Sitzung", False),
        ("Musik Kuchen", False),
    ],
)
def test_half_of_a_summary_is_about_its_article(summary: str, *, is_told: bool) -> None:
    line = f"{summary}, es war so am See im Mai und auch am Tag da vor dem."
    told = metadata.decide_summary([line], "Das Sommerfest", "Im Garten gab es Musik und Kuchen.")
    assert (told == line) is is_told


@pytest.mark.parametrize(
    ("links", "author"),
    [
        ("<a rel=author href=mailto:a@v.example>Anna Test</a><a rel=author href=/b>Ben Rot</a>", "Ben Rot"),
        ("<a rel=author href=/a>Anna Test</a><a rel=author href=/b>Ben Rot</a>", "Anna Test"),
        ("<div class=author>Anna Test</div><span class=author>Ben Rot</span>", "Ben Rot"),
        ("<div class=author>Anna Test</div><a class=author href=/b>Ben Rot</a>", "Ben Rot"),
        ("<div class=author>Anna Test</div><p class=author>Ben Rot</p>", "Anna Test"),
        ("<p class=author>Anna Test</p><div itemprop=author>Ben Rot</div>", "Ben Rot"),
        ("<p class=author>Anna Test</p><p rel=author>Ben Rot</p>", "Ben Rot"),
        ("<a rel=author href=mailto:a@v.example>Anna Test</a>", ""),
    ],
)
def test_an_author_is_the_most_exact_one_who_is_no_address(links: str, author: str) -> None:
    root = parse_html(f"<html><body>{links}</body></html>")
    assert metadata.read_meta(root, URL, read_linked(root)).author == author


@pytest.mark.parametrize(("between", "is_near"), [(0, True), (3, True), (4, False)])
def test_a_kicker_stands_near_its_title(between: int, *, is_near: bool) -> None:
    lines = [Block(text="Kurz", element=parse_html("<p>Kurz</p>").find(".//p"))] * between
    (kicker,) = blocks_of("<p>Sommerfest</p>")
    (heading,) = blocks_of("<h1>Es war gut</h1>")
    told = title.decide_title([kicker, *lines, heading], ["Sommerfest: Es war gut"], "", URL, between + 2)
    assert told is not None
    assert told.text == ("Sommerfest: Es war gut" if is_near else "Es war gut")


def listed(numbers: Sequence[int]) -> str:
    return list_page(
        len(numbers), lambda at: f"<a href='/n/{numbers[at]}'>Eine Meldung mit der Nummer {numbers[at]}</a>"
    ).removesuffix("</body></html>")


def whole(numbers: Sequence[int]) -> str:
    parts = "".join(f"<h2>Ein langer Titel {number}</h2><p>{say(200)}</p>" for number in numbers)
    return f"<html><body>{parts}"


@pytest.mark.parametrize("first", [listed, whole])
@pytest.mark.parametrize("second", [listed, whole])
def test_a_list_goes_on_with_pages_of_its_own_kind(
    site: Site, archive: HttpArchive, first: Show, second: Show
) -> None:
    more = "<a rel=next href='/liste?page=2'>Weiter</a></body></html>"
    pages = {"/liste": first([1, 2, 3]) + more, "/liste?page=2": second([4, 5, 6]) + more}
    for path, text in pages.items():
        site.show(path, text)
    entries = archive.look(Source(url=f"{site.url}/liste")).entries
    assert len(entries) == (6 if first is second else 3)
    assert ["#" in entry.url for entry in entries] == [first is whole] * len(entries)


def test_a_page_that_is_told_to_be_an_article_is_one_unless_it_mostly_lists(
    site: Site, archive: HttpArchive
) -> None:
    told = "<head><meta property='og:type' content='article'></head>"
    glances = {}
    for is_told in (False, True):
        for running in (0, 9):
            text = listed(range(4)) + f"<p>{SENTENCE}</p>" * running
            url = site.show(f"/x{is_told}{running}", text.replace("<html>", f"<html>{told * is_told}"))
            look = archive.glance(url)
            glances[is_told, running] = len(look.entries), look.is_mostly_list
    assert glances == {
        (False, 0): (4, True),
        (False, 9): (4, False),
        (True, 0): (4, False),
        (True, 9): (0, False),
    }


def groups(*, inside: bool, whole: float, listed: float) -> bool:
    """Whether headings, in a list's items or beside them, weigh more than the list."""
    page = parse_html("<ul><li><div><h2>x</h2></div></li></ul><section>y</section>")
    boxes = [next(page.iter("div" if inside else "section")), next(page.iter("li"))]
    heavy, light = (
        items.Group(items=[items.Item(box=box, url=URL, title="x", weight=weight)] * 4, path=(), factor=1.0)
        for box, weight in zip(boxes, (whole, listed), strict=True)
    )
    return html_list._is_heavier(heavy, light)


@pytest.mark.parametrize(("inside", "share"), [(True, 0.5), (False, 0.8)])
def test_headings_within_a_list_have_to_weigh_more(share: float, *, inside: bool) -> None:
    least = (1 / share) ** 0.5
    assert [groups(inside=inside, whole=least * 3 + more, listed=3) for more in (-0.1, 0.1)] == [False, True]


def test_headings_within_a_list_that_weigh_just_twice_as_much_are_part_of_it() -> None:
    boxes = [next(parse_html("<ul><li>x</li></ul>").iter("li"))] * 2
    within, listed = (
        items.Group(items=[items.Item(box=box, url=URL, title="x", weight=2)] * count, path=(), factor=1.0)
        for box, count in zip(boxes, (16, 4), strict=True)
    )
    assert [within.weight, listed.weight] == [16, 8]
    assert not html_list._is_heavier(within, listed)


def test_what_leads_a_list_stands_before_it() -> None:
    lead = "<div class=top><h2><a href='/n/0'>Eine sehr lange Meldung zu Beginn von allem</a></h2></div>"
    rows = "".join(
        f"<li><h2><a href='/n/{at}'>Eine lange Meldung Nummer {at}</a></h2></li>" for at in (1, 2, 3)
    )
    for body, count in ((lead + f"<ul>{rows}</ul>", 4), (f"<ul>{rows}</ul>" + lead, 3)):
        page = f"<html><body><main>{body}</main></body></html>"
        assert len(html_list.parse_list(page, HOME, NOW).entries) == count


@pytest.mark.parametrize(
    ("box", "is_left"),
    [
        ("<div><img alt='Anna Test'><p>Anna Test {}</p></div>", False),
        ("<div><img alt=' ANNA TEST '><p>Anna Test {}</p></div>", False),
        ("<div><img class='my-Avatar'><p>Anna Test {}</p></div>", False),
        ("<div><img class=avatar><p>Ben Rot und Anna Test {}</p></div>", False),
        ("<div><img alt='Ben Rot'><p>Anna Test {}</p></div>", True),
        ("<div><img alt='Anna Test'><p>Ben Rot {}</p></div>", True),
        ("<div><img class=avatar><p>Ben Rot {}</p></div>", True),
        ("<div><img alt='Anna Test'><p>Anna Test</p></div>", True),
        ("<div><img alt='Anna Test'><div class=article-body><p>Anna Test {}</p></div></div>", True),
        ("<div><img alt='Anna Test'><img class=avatar><p>Anna Test {}</p></div>", False),
        ("<span><img alt='Anna Test'> Anna Test {}</span>", False),
    ],
)
def test_a_box_with_an_authors_face_and_life_is_no_text(box: str, *, is_left: bool) -> None:
    life = "lehrt seit vielen Jahren in Essen und schreibt gern am See."
    root = parse_html(
        f"<html><body><section>{box.format(life)}</section><p>{SENTENCE * 20}</p></body></html>"
    )
    main_text.prune(root, "Anna Test; Carl Blau")
    assert (next(root.iter("img"), None) is not None) is is_left
    assert SENTENCE in root.text_content()


@pytest.mark.parametrize(("level", "is_left"), [(0, False), (4, False), (5, True)])
@pytest.mark.parametrize(("length", "is_short"), [(39, True), (40, False), (591, False), (592, True)])
def test_a_life_is_of_some_length_and_near_the_face(
    level: int, length: int, *, is_left: bool, is_short: bool
) -> None:
    face = f"{'<div>' * level}<img alt='Anna Test'>{'</div>' * level}"
    root = parse_html(
        f"<html><body><div>{face}Anna Test{'x' * length}</div><p>{SENTENCE * 20}</p></body></html>"
    )
    main_text.prune(root, "Anna Test")
    assert (next(root.iter("img"), None) is not None) is (is_left or is_short)


@pytest.mark.parametrize(("length", "is_author"), [(120, True), (121, False)])
def test_who_wrote_it_is_told_in_a_line(length: int, *, is_author: bool) -> None:
    root = parse_html(f"<body><p class=author>Anna Test | {'x' * (length - 12)}</p></body>")
    assert metadata.read_meta(root, URL, read_linked(root)).author == ("Anna Test" if is_author else "")


@pytest.mark.parametrize("tag", ["article", "section"])
def test_who_commented_is_named_within_some_boxes(tag: str) -> None:
    told = {}
    for level in range(4):
        inner = f"{'<div>' * level}<p class=author>Anna Test</p>{'</div>' * level}"
        root = parse_html(f"<body><{tag} class=comment>{inner}</{tag}></body>")
        told[level] = metadata.read_meta(root, URL, read_linked(root)).author
    assert told == {0: "", 1: "", 2: "Anna Test", 3: "Anna Test"}
    root = parse_html("<body class=comments><p class=author>Anna Test</p></body>")
    assert metadata.read_meta(root, URL, read_linked(root)).author == "Anna Test"


@pytest.mark.parametrize(
    ("heading", "text_at", "is_title"),
    [
        *[("h1", -1, True), ("h2", -1, True), ("h3", -1, True), ("h4", -1, False), ("h5", -1, False)],
        *[("h4", 6, True), ("h4", 7, False), ("h5", 1, True), ("h6", 6, True), ("h6", 7, False)],
        *[("h3 class=headline", -1, True), ("h5 class=headline", -1, True), ("h3 class=kicker", -1, False)],
        *[("h1 class=sr-only", -1, False), ("h1 class=kicker", -1, False), ("h3 class=date", -1, False)],
    ],
)
def test_a_heading_is_the_title_from_a_weight_on(heading: str, text_at: int, *, is_title: bool) -> None:
    (first,) = blocks_of(f"<{heading}>Ein ganz anderer</{heading[:2]}>")
    told = title.decide_title([first, *[fill(9)] * 7, TEXT], ["Das Fest"], "", f"{HOME}x", text_at)
    assert told is not None
    assert (told.block == 0) is is_title
    assert told.text == ("Ein ganz anderer" if is_title else "Das Fest")


@pytest.mark.parametrize(
    ("body", "more", "weight"),
    [
        ("<h1>Das Fest</h1>", {}, 2.0),
        ("<h2 class=headline>Das Fest</h2>", {}, 2.5),
        ("<h2 class=kicker>Das Fest</h2>", {}, 0.0),
        ("<h2 class='kicker headline'>Das Fest</h2>", {}, 2.5),
        ("<h2 class=sr-only>Das Fest</h2>", {}, -1.5),
        ("<h2 class=breadcrumb>Das Fest</h2>", {}, 0.0),
        ("<header><h2>Das Fest</h2></header>", {}, -0.5),
        ("<main><header><h2>Das Fest</h2></header></main>", {}, 1.5),
        (f"<h2>{'x' * 180}</h2>", {}, 1.5),
        (f"<h2>{'x' * 181}</h2>", {}, 0.5),
        ("<h2>Das Fest</h2>", {"listed": "Das Fest!"}, 4.5),
        ("<h2>Das Fest</h2>", {"listed": "Das"}, 1.5),
        ("<h2>Das Fest</h2>", {"site": "Das Fest"}, -1.5),
        ("<h2><a href=/>Das Fest</a></h2>", {}, -1.5),
        ("<h2><a href=/b>Das Fest</a></h2>", {}, 1.5),
        ("<h2>Das Fest</h2>", {"url": f"{HOME}fest"}, 1.5 + 2 / 3),
        ("<h2>Ein Fest</h2>", {"url": f"{HOME}das-fest"}, 1.5 + 2 / 3),
        ("<h2>Das alte Fest</h2>", {"url": f"{HOME}das-alte-fest"}, 3.5),
        ("<h2>Das alte Fest im Mai</h2>", {"url": f"{HOME}das-alte-fest"}, 1.5 + 2 * 3 / 4),
        ("<h2>Das Fest</h2>", {"announced": "Das Fest"}, 4.0),
        ("<h2>Fest</h2>", {"announced": "Fest 45678"}, 3.5),
        ("<h2>Fest</h2>", {"announced": "Fest 456789"}, 1.5),
        ("<h2>Heute ein Fest im Hof</h2>", {"announced": "ein Fest im"}, 1.5),
        ("<h2>Heute ein Fest im Hof</h2>", {"announced": "ein Fest imH"}, 3.5),
        ("<h2>eins zwei drei vier</h2>", {"announced": "drei vier fuenf sechs eins"}, 3.0),
        ("<h2>eins zwei drei</h2>", {"announced": "drei vier fuenf sechs eins"}, 1.5),
    ],
)
def test_a_heading_weighs_by_its_level_its_name_and_what_the_page_is_called(
    body: str, more: dict[str, str], weight: float
) -> None:
    (block,) = blocks_of(body)
    told = title._Told(
        [more.get("announced", "Der Titel von etwas")], more.get("listed", ""), more.get("site", "x")
    )
    assert title._weigh(block, told, more.get("url", f"{HOME}y/z")) == pytest.approx(weight)


@pytest.mark.parametrize(
    ("shared", "of", "is_alike"), [(3, 4, True), (2, 4, False), (3, 3, False), (7, 10, True), (6, 10, False)]
)
def test_a_heading_of_some_words_is_like_a_title_of_most_of_them(
    shared: int, of: int, *, is_alike: bool
) -> None:
    words = [f"wort{number}" for number in range(of)]
    whole = " ".join(["anders", *reversed(words[:shared]), "hier"])
    told = title._Told([whole], "", "x")
    assert (title._agreement(" ".join(words), told) > 0) is is_alike


@pytest.mark.parametrize(("length", "agreement"), [(14, 0.0), (15, 2.0)])
def test_a_part_of_a_title_is_one_from_a_length_on(length: int, agreement: float) -> None:
    told = title._Told([f"{'y' * 40} | {'x' * length}"], "", "z")
    assert title._agreement("x" * length, told) == agreement


@pytest.mark.parametrize(
    ("line", "is_left"),
    [
        ("9.5.2026", False),
        ("Essen, 9.5.2026", False),
        (f"9.5.2026 {'Wort ' * 8}10.5.2026", True),
        (f"{'Wort ' * 5}9.5.2026{' Wort' * 4}", True),
        ("9.5.2026 / 9.5.2026", False),
    ],
)
def test_a_line_of_a_day_says_little_beside_it(line: str, *, is_left: bool) -> None:
    text = (line, "Text eins.", "Text zwei.")
    left = html_article._without_day(text, datetime(2026, 5, 9, 12, tzinfo=UTC), UTC)
    assert (left[0] != "Text eins.") is is_left


@pytest.mark.parametrize(
    ("body", "credit"),
    [
        *[(f"<small class=credit>{'x' * length}</small>", "x" * length) for length in (3, 80)],
        *[(f"<small class=credit>{'x' * length}</small>", "") for length in (2, 81)],
        ("<small class=credit>Foto: Anna <b>Test</b></small>", "Anna Test"),
        ("<small class=credit>Foto: Anna Test<span>Das Fest im Garten</span></small>", "Anna Test"),
        (f"{'x' * 39}/{'y' * 40}", f"{'x' * 39}/{'y' * 40}"),
        (f"{'x' * 40}/{'y' * 40}", ""),
    ],
)
def test_a_credit_in_a_figure_has_its_length(body: str, credit: str) -> None:
    assert credited(f"<figure><img src=/a.jpg>{body}</figure>")[1] == credit


def test_who_a_picture_is_by_is_told_at_it_or_two_boxes_around() -> None:
    told = {}
    for level in range(4):
        inner = f"{'<div>' * level}<img src=/a.jpg>{'</div>' * level}"
        told[level] = credited(f"<section data-credit='Anna Test'>{inner}</section>")[1]
    assert told == {0: "Anna Test", 1: "Anna Test", 2: "", 3: ""}
    assert credited("<img src=/a.jpg data-credit='Anna Test'>")[1] == "Anna Test"


@pytest.mark.parametrize(
    ("others", "lines", "is_told"),
    [
        *[(others, 0, others < 3) for others in range(5)],
        (0, 1, True),
        (0, 2, False),
        (1, 1, True),
        (2, 1, False),
    ],
)
def test_a_credit_is_near_below_a_row_of_pictures(others: int, lines: int, *, is_told: bool) -> None:
    row = "".join(f"<img src=/{number}.jpg>" for number in range(others))
    line = "<p>Kurz</p>" * lines
    assert (credited(f"<img src=/a.jpg>{row}{line}<p>Foto: Anna Test</p>")[1] != "") is is_told


def test_a_credit_is_near_above_where_two_lines_part_it_from_another_picture() -> None:
    told = [
        credited(f"<img src=/0.svg>{'<p>So.</p>' * lines}<p>Foto: Bo</p><img src=/a.jpg>")[1]
        for lines in range(3)
    ]
    assert told == ["", "Bo", "Bo"]


def test_a_post_is_read_from_its_page_where_its_system_tells_nothing(
    site: Site, archive: HttpArchive
) -> None:
    link = f"<link rel=alternate type=application/json href={site.url}/wp-json/wp/v2/posts/7>"
    named = f"<html><head><title>Das Fest</title>{link}</head>"
    url = site.show("/fest", f"{named}<body><h1>Das Fest</h1><p>{SENTENCE}</p></body></html>")
    for tell in (
        lambda path: site.show(path, "<html>kein JSON", "application/json"),
        lambda path: site.answer(path, 404),
        lambda path: site.answer(path, 403),
    ):
        tell("/wp-json/wp/v2/posts/7?_embed=1")
        tell("/wp-json/wp/v2/posts/7?_embed")
        assert archive.read(Entry(url=url)).text == SENTENCE
