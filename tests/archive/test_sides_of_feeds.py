"""How much of a feed, a sitemap, an answer counts, and for how long: played from both sides."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from bot.archive import feeds, html_tree, http
from bot.archive.articles import block_kinds, body, page_kind, unavailable
from bot.archive.html_tree import Block, list_blocks, parse_html
from bot.domain.errors import NotReachable
from tests.archive.test_limits_of_reading import HOME, NOW, say

FAR = 100_000


@pytest.mark.parametrize(
    ("before", "is_stripped"),
    [(b"", True), (b" ", True), (b"x" * (FAR - 9), True), (b"x" * (FAR - 8), False), (b"<rss>", False)],
)
def test_a_document_type_stands_at_the_beginning(before: bytes, *, is_stripped: bool) -> None:
    told = feeds.strip_doctype(before + b"<!DOCTYPE x [<!ENTITY a 'b'>]><rss ></rss>")
    assert (b"DOCTYPE" not in told) is (is_stripped or before == b"<rss>")
    assert told.startswith(before)


def test_a_large_sitemap_is_read_in_pieces_without_losing_any() -> None:
    pages = "".join(f"<url><loc>{HOME}news/{number}/abc</loc></url>" for number in range(4000))
    found = feeds.parse_sitemap(f"<urlset>{pages}</urlset>".encode(), NOW)
    assert [entry.url for entry in found.entries] == [f"{HOME}news/{number}/abc" for number in range(4000)]


@pytest.mark.parametrize("count", [19_999, 20_000, 20_001])
def test_so_many_marks_are_kept(count: int) -> None:
    marks = [number.to_bytes(8, "big") for number in range(count)]
    assert feeds.unpack(feeds.pack([*marks, *marks])) == tuple(marks[:20_000])


@pytest.mark.parametrize(
    ("path", "is_listed"),
    [
        ("ueber-uns", False),
        ("ueber-uns-allen", True),
        ("ueber_uns_allen", True),
        ("verein", False),
        ("verein.html", False),
        ("ueber-uns.html", False),
        ("ein.fest-im-garten", False),
        ("fest-2026", True),
        ("a/b", True),
        ("impressum", False),
        ("kategorie/fest", False),
    ],
)
def test_a_sitemap_of_fixed_pages_lists_no_article(path: str, *, is_listed: bool) -> None:
    told = f"<urlset><url><loc>{HOME}{path}</loc></url></urlset>".encode()
    assert (feeds.parse_sitemap(told, NOW).entries != ()) is is_listed


def test_of_a_sitemaps_pages_the_newest_comes_first_and_one_without_a_day_last() -> None:
    days = ["2026-11-02", "", "2026-11-09", "2026-10-30"]
    pages = "".join(
        f"<url><loc>{HOME}news/{number}</loc><lastmod>{day}</lastmod></url>"
        for number, day in enumerate(days)
    )
    found = feeds.parse_sitemap(f"<urlset>{pages}</urlset>".encode(), NOW)
    assert [entry.url[-1] for entry in found.entries] == ["2", "0", "3", "1"]


@pytest.mark.parametrize(("apart", "is_settled"), [(0, False), (1, False), (2, True), (3, True), (-1, False)])
def test_a_page_that_changed_just_now_may_change_in_the_same_second(apart: int, *, is_settled: bool) -> None:
    changed = datetime(2026, 11, 29, 12, tzinfo=UTC)
    told = [f"{at:%a, %d %b %Y %H:%M:%S GMT}" for at in (changed, changed + timedelta(seconds=apart))]
    headers = {"last-modified": told[0], "date": told[1], "etag": "x"}
    found = http.Fetched(url=HOME, status=200, headers=headers, body_hash="h").validators
    assert (found.etag, found.last_modified) == (("x", told[0]) if is_settled else ("", ""))
    assert found.body_hash == "h"
    for name in ("last-modified", "date"):
        left = {each: said for each, said in headers.items() if each != name}
        assert http.Fetched(url=HOME, status=200, headers=left).validators.etag == "x"


@pytest.mark.parametrize("pieces", [[10], [4, 6], [9, 1], [11], [10, 1], [5, 5, 5]])
def test_an_answer_is_read_up_to_its_limit(pieces: list[int]) -> None:
    response = httpx.Response(
        200, content=(b"x" * size for size in pieces), request=httpx.Request("GET", HOME)
    )
    if sum(pieces) > 10:
        with pytest.raises(NotReachable, match="larger than 0 MB"):
            http.read_body(response, 10)
    else:
        assert http.read_body(response, 10)[0] == tuple(b"x" * size for size in pieces)


@pytest.mark.parametrize(
    ("times", "lines"),
    [
        ("<time>3. Mai</time><time>4. Mai</time>", ["3. Mai 4. Mai"]),
        ("<time>3. Mai</time>, <time>4. Mai</time>", ["3. Mai, 4. Mai"]),
        ("<b>3. Mai</b><time>4. Mai</time>", ["3. Mai4. Mai"]),
        ("<time>3. Mai</time><b>4. Mai</b>", ["3. Mai4. Mai"]),
        ("<tt>3. Mai</tt><time>4. Mai</time>", ["3. Mai", "4. Mai"]),
        ("<time>3. Mai</time>und", ["3. Maiund"]),
        ("<u>3. Mai</u><time>4. Mai</time>", ["3. Mai4. Mai"]),
    ],
)
def test_a_time_stands_apart_from_the_one_right_before_it(times: str, lines: list[str]) -> None:
    assert html_tree.lines_of(parse_html(f"<p>{times}</p>").find(".//p")) == lines


@pytest.mark.parametrize(
    ("rows", "joined"),
    [
        ("<tr><td>Ort</td><td>Saal</td></tr><tr><td>Tee</td></tr>", ["Ort: Saal", "Tee"]),
        ("<tr><td>Ort</td><td>Saal</td></tr>", ["Ort", "Saal"]),
        ("<tr><td>Ort<p>Saal</p></td></tr><tr><td>Tee</td></tr>", ["Ort", "Saal", "Tee"]),
        ("<tr><td>A</td><td>B</td><td>C</td></tr><tr><td>Tee</td></tr>", ["A, B, C", "Tee"]),
        ("<tr><th>A</th><td>B</td></tr><tr><td>Tee</td></tr>", ["A: B", "Tee"]),
        ("<tr><th>A</th><th>B</th></tr><tr><td>Tee</td></tr>", ["Tee"]),
    ],
)
def test_cells_are_one_line_in_a_table_of_rows(rows: str, joined: list[str]) -> None:
    blocks = list_blocks(parse_html(f"<h1>Titel</h1><table>{rows}</table>"))
    assert list(body.decide_body(blocks, 0).paragraphs) == joined


@pytest.mark.parametrize("at", [-1, 0, 1, 3])
@pytest.mark.parametrize(
    "text", ["Advertorial", "Bezahlte Anzeige", "Anzeige", "Bezahlte Anzeige " + say(134)]
)
def test_a_mark_stands_above_or_near_below_a_title(at: int, text: str) -> None:
    told = {}
    for place in range(at + 12):
        blocks = [Block(text="Kurz")] * place + [Block(text=text)] + [Block(text="Kurz")] * 9
        told[place] = page_kind.find_marked(blocks, at) != ""
    is_near = {place: at < 0 or place <= at + 4 for place in told}
    assert told == {
        place: (text == "Bezahlte Anzeige") or (text == "Advertorial" and is_near[place]) for place in told
    }


def advise(words: int, count: int, **shown: object) -> bool:
    """Whether words of advice make a guide of a text."""
    text = "sollten " * count + "Tee " * (words - count)
    page = page_kind.Shown(url=HOME, name="Ein Titel", text=text, has_day=True)
    hints = page_kind._list_hints_of_words(page, text, **{"is_in_news": False, "is_timeless": False, **shown})  # type: ignore[arg-type]
    return next(iter(hints))[0]


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (50, {}),
        (40, {"is_in_news": True}),
        (30, {"is_timeless": True}),
        (40, {"is_in_news": True, "is_timeless": True}),
    ],
)
def test_advice_is_told_by_its_share_of_the_words(share: int, shown: dict[str, object]) -> None:
    assert [advise(4 * share + more, 4, **shown) for more in (-1, 0, 1)] == [True, False, False]
    assert [advise(4 * share + share // 2, count, **shown) for count in (4, 5)] == [False, True]


@pytest.mark.parametrize(("consent", "is_wall"), [(7, False), (8, True), (9, True)])
def test_a_wall_speaks_of_consent_in_more_than_seven_words_of_a_hundred(
    consent: int, *, is_wall: bool
) -> None:
    text = "Cookies " * consent + "Tee " * (100 - consent)
    assert unavailable.is_certain(unavailable.Signs(), text) is is_wall


@pytest.mark.parametrize("length", [59, 60, 61])
@pytest.mark.parametrize("end", [".", "!", "?", ":", ""])
def test_a_short_line_is_no_sentence(length: int, end: str) -> None:
    block = Block(text=say(length, end=end))
    assert block_kinds.is_short_line(block) is (length < 60 and end in {":", ""})
    assert block_kinds.is_short_line(Block(text=block.text, tag="h2")) is (length < 60)
