"""The next page of a list."""

import pytest

from bot.archive import html_tree
from bot.archive.lists import paging

URL = "https://bund.example/neues/"


def find(text: str, url: str = URL) -> str:
    root = html_tree.parse_html(f"<body>{text}</body>", url)
    return paging.find_next(root, url, url)


@pytest.mark.parametrize(
    "text",
    [
        "<link rel='next' href='seite-2.html'>",
        "<a rel='next' href='seite-2.html'>und so weiter</a>",
        "<div class='nav-links'><a href='seite-2.html'>Ältere Beiträge</a></div>",
        "<div class='pager'><a href='seite-2.html'>Sonraki sayfa »</a></div>",
        "<p class='pages'><a href='seite-2.html'>التالي</a></p>",
        "<li class='page_next'><a href='seite-2.html?page=2'>&gt;</a></li>",
        "<a class='pagination_next' href='seite-2.html'>ouder »</a>",
        "<ul><li>1</li><li><a href='seite-2.html'>2</a></li><li><a href='seite-3.html'>3</a></li></ul>",
        "<p>1 | <a href='seite-2.html'>2</a></p>",
        "<div><a class='active' href='seite-1.html'>1</a><a href='seite-2.html'>2</a></div>",
        "<ul><li class='a'><a>1</a></li><li><a href='seite-2.html'>2</a></li></ul><p>Seite 1 von 7</p>",
    ],
)
def test_it_is_found_however_it_is_linked(text: str) -> None:
    assert find(text).startswith(f"{URL}seite-2.html")


def test_of_numbers_it_is_the_one_after_the_open_page() -> None:
    numbers = "".join(
        f"<a href='?start={n}'>{n // 2}</a> " if n != 6 else "<b>3</b> " for n in range(2, 12, 2)
    )
    assert find(f"<p>{numbers}</p>", f"{URL}?start=6") == f"{URL}?start=8"


@pytest.mark.parametrize(
    "text",
    [
        "<table><tr>"
        + "".join(f"<td>{n}</td><td><a href='/tag/{n + 1}'>{n + 1}</a></td>" for n in range(1, 28, 2))
        + "</tr></table>",
        "<a href='https://anderswo.example/2'>2</a> 1",
        "<p>Der <a href='/haus'>Neubau</a> und 1 Haus</p>",
        "<div><a href='?page=1'>1</a> <b>2</b></div>",
        "<div class='date-nav'><ul class='pager'><li><a href='/node?mini=2026-12'>»</a></li></ul></div>",
    ],
    ids=["a calendar", "another site", "no number", "the last page", "a calendar's next month"],
)
def test_where_there_is_none_none_is_found(text: str) -> None:
    assert find(text, f"{URL}?page=2" if "page=1" in text else URL) == ""
