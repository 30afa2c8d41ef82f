"""What fuzzing found, one by one."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.archive import boilerplate, feeds, html_tree
from bot.archive.articles import html_article
from bot.archive.articles.html_article import Page
from bot.config import load_settings
from bot.domain.article import Entry
from bot.domain.channel import utf16_length
from bot.domain.errors import SettingsWrong
from tests.fuzz import answers
from tests.fuzz.seeds import GRAPH, INSTAGRAM, TOKEN_FACTS
from tests.fuzz.targets import NOW, URL, load_seed

BERLIN = ZoneInfo("Europe/Berlin")
TEXT = "Am Samstag feierte der Verein im Rathaus der Stadt Essen ein Fest für alle. " * 3


@pytest.mark.parametrize(
    "name", ["undefined", "punycode", "idna", "base64", "utf-7", "unicode_escape", "x" * 99]
)
def test_a_page_of_a_character_set_that_is_none_is_read(name: str) -> None:
    body = f'<meta charset="{name}"><h1>Fest</h1><p>{TEXT}</p>'.encode()
    assert "Rathaus" in html_tree.decode(body)
    assert "Rathaus" in html_tree.decode(body, f"text/html; charset={name}")


@pytest.mark.parametrize("day", ["31.02.2026", "00.01.2026", "32.13.2026", "01.01.0000", "29.02.2025"])
def test_a_day_that_does_not_exist_is_no_date(day: str) -> None:
    found = Page(url=URL, text=f"<article><h1>Das Fest</h1><p>{day}</p><p>{TEXT}</p></article>")
    assert (
        html_article.parse_article(found, Entry(url=URL), boilerplate.LearnedFrame(), NOW).published_at
        is None
    )


def test_a_day_that_exists_is_one() -> None:
    found = Page(url=URL, text=f"<article><h1>Das Fest</h1><p>28.02.2026</p><p>{TEXT}</p></article>")
    read = html_article.parse_article(found, Entry(url=URL), boilerplate.LearnedFrame(), NOW)
    assert read.published_at == datetime(2026, 2, 28, 12, tzinfo=BERLIN)


@pytest.mark.parametrize("tag", ["i1-22T10:00:00Z", "a:b:c", "x:"])
def test_a_sitemap_with_a_broken_tag_is_read_around_it(tag: str) -> None:
    address = "https://verein.example/aktuelles/fest-am-kanal"
    body = f"<urlset><{tag}>1</{tag}><url><{tag}>x</{tag}><loc>{address}</loc></url></urlset>"
    assert [entry.url for entry in feeds.parse_sitemap(body.encode(), NOW).entries] == [address]


def test_half_a_character_in_a_link_becomes_something_that_can_be_sent() -> None:
    assert html_tree.join("https://verein.example/", "/a\ud83d") == "https://verein.example/a%3F"


def test_half_a_character_is_counted() -> None:
    assert utf16_length("a\ud83d🎉") == 4


@pytest.mark.parametrize("shape", [None, [], "", 0, [[]], {"items": [[]]}, {"items": 1}], ids=str)
def test_an_answer_of_instagram_of_another_shape_stops_nothing(shape: object) -> None:
    answers.answer_instagram(shape)
    if isinstance(shape, dict):
        answers.answer_instagram({**INSTAGRAM, **shape, "user": [], "caption": 1})


@pytest.mark.parametrize(
    "facts", [[], None, {"scopes": None}, {"scopes": 1, "expires_at": 10**30}, "x"], ids=str
)
def test_a_strange_answer_about_the_token_does_not_stop_the_doctor(facts: object) -> None:
    answers.answer_graph([load_seed({**TOKEN_FACTS, "data": facts})], 200, {})


@pytest.mark.parametrize("part", ["attachments", "paging", "images", "instagram_business_account", "data"])
@pytest.mark.parametrize("shape", [None, [], [1], "x", 1, True, {"data": 1}], ids=str)
def test_an_answer_of_graph_of_another_shape_stops_nothing(part: str, shape: object) -> None:
    answers.answer_graph([load_seed({**GRAPH, part: shape})], 200, {})


@pytest.mark.parametrize("line", ["BOT_HOLD='", 'BOT_BRAND_NAME="Verein', "BOT_HOLD=\"1h' # x"])
def test_a_line_of_the_env_file_that_cannot_be_read_is_named(line: str, tmp_path: Path) -> None:
    """It was left out without a word, and its setting with it."""
    (tmp_path / ".env").write_text(f"BOT_LANGUAGE=en\n{line}\n")
    with pytest.raises(SettingsWrong, match=r"2"):
        load_settings(tmp_path)
