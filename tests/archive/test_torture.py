"""Whatever bytes a server sends: no exception but our own, no endless work, no nonsense in the entries."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.archive import boilerplate, credit_lines, feeds, html_tree
from bot.archive import wordpress as wp
from bot.archive.articles import html_article, photo
from bot.archive.boilerplate import LearnedFrame
from bot.archive.detect import find_kind, load_json
from bot.archive.lists import html_list
from bot.compose import paragraphs
from bot.domain.article import Article, Entry
from bot.domain.errors import BotError
from tests.archive.sites import NOW
from tests.archive.test_kinds import ATOM, JSON_FEED, POST, RSS_090, RSS_091, SITEMAP
from tests.archive.test_listing import KINDS, render
from tests.growth import measure_growth

URL = "https://verein.example/feed"
SEEDS = [
    text.replace("{url}", "https://verein.example").encode()
    for text in (
        ATOM,
        RSS_090,
        RSS_091,
        SITEMAP,
        repr(JSON_FEED).replace("'", '"'),
        f"[{POST}]".replace("'", '"'),
    )
] + [render(kind).encode() for kind in KINDS]
SPICES = [
    *(b"<", b">", b"&", b"]]>", b"<![CDATA[", b"<!--", b"<item>", b"</item>", b"<h1>", b"<div>" * 300),
    *(b"&#0;", b"&#xD800;", b"&#99999999;", b"&lt;script&gt;", b"<b>fett</b>"),
    *(b"\x00", b"\xff\xfe", b"\xc3", b"\xe2\x80\xae", b"99999", b"-0001-01-01T00:00:00Z"),
    *(b"<a href='http://[::1'>Ein kaputter Verweis</a>", b"<base href='http://[x'>", b"srcset=',,,'"),
    *(b"<time datetime='9999-99-99'>x</time>", b"Mon, 99 Foo 99999 99:99:99 +9999"),
]

QUICK = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A real listing with pieces cut out, doubled and put in."""
    body = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(body)))
        end = min(len(body), start + draw(st.integers(0, 200)))
        middle = draw(
            st.one_of(st.sampled_from(SPICES), st.binary(max_size=20), st.just(body[start:end] * 2))
        )
        body = body[:start] + middle + body[end:]
    return body


LISTINGS: dict[str, Callable[[bytes], tuple[Entry, ...]]] = {
    "feed": lambda body: feeds.parse_feed(body, URL, NOW).entries,
    "json feed": lambda body: feeds.parse_json_feed(body, URL, NOW),
    "wordpress": wp.parse_posts,
    "sitemap": lambda body: feeds.parse_sitemap(body, NOW).entries,
    "list": lambda body: html_list.parse_list(html_tree.decode(body), URL, NOW).entries,
    "inline": lambda body: html_list.parse_inline(html_tree.decode(body), URL, NOW),
}


def check(entry: Entry) -> None:
    assert entry.url.startswith(("http://", "https://"))
    assert "\n" not in entry.title
    assert "<b>" not in entry.title
    for date in (entry.published_at, entry.updated_at):
        assert date is None or date.utcoffset() == timedelta(0)


@pytest.mark.parametrize("kind", LISTINGS)
@QUICK
@given(body=st.one_of(damaged(), st.binary(max_size=400)))
@example(body=b"")
@example(body=b"<" * 5_000)
@example(body=b"[" * 100_000)
@example(body=b"<div>" * 20_000)
@example(body=b"<rss><channel>" + b"<item>" * 3_000)
def test_a_listing_of_any_bytes_gives_sound_entries(kind: str, body: bytes) -> None:
    for entry in LISTINGS[kind](body):
        check(entry)
    assert LISTINGS[kind](body) == LISTINGS[kind](body)


@QUICK
@given(body=st.one_of(damaged(), st.binary(max_size=400)))
@example(body=b"<div>" * 20_000 + b"Text " * 100)
@example(body=b"<p>" + b"a" * 200_000)
@example(body=b"Foto: " * 20_000)
@example(body=b"(" * 20_000)
@example(body=b"Quelle: " * 20_000)
def test_a_page_of_any_bytes_is_an_article_or_a_plain_sentence(body: bytes) -> None:
    found = html_article.Page(url=URL, text=html_tree.decode(body))
    try:
        read = html_article.parse_article(found, Entry(url=URL), LearnedFrame(), NOW)
    except BotError:
        return
    assert read.title
    assert read.text


@QUICK
@given(body=st.one_of(damaged(), st.binary(max_size=200)), kind=st.text(max_size=30))
def test_any_bytes_become_text_and_some_kind(body: bytes, kind: str) -> None:
    assert isinstance(html_tree.decode(body, kind), str)
    assert find_kind(body)
    feeds.cut_feed(body)


@QUICK
@given(text=st.text(max_size=200))
def test_lines_and_repairs_take_any_text(text: str) -> None:
    once = html_tree.repair(text)
    credit_lines.find_picture_line(once)
    credit_lines.split_source(once)
    boilerplate.find_categories(once, (once,))
    assert html_tree.repair(once) == once


@pytest.mark.parametrize("kind", ["WordPress theme", "table", "links and line breaks"])
def test_a_long_list_is_read_whole(kind: str) -> None:
    titles = tuple(f"Eine Meldung mit der Nummer {n}" for n in range(400))
    found = html_list.parse_list(render(kind, titles), "https://verein.example/aktuelles/nachrichten", NOW)
    assert len(found.entries) == 400


STORY = "Der Verein lädt am Samstag alle Nachbarn zu einem großen Fest in den Garten am See ein. " * 2


def read_article(shown: str) -> Article:
    """What is read below a title, of a page that names its author."""
    text = f"<head><meta name=author content='Mia Muster'></head><main><h1>Fest am See</h1>{shown}</main>"
    page = html_article.Page(url=URL, text=text)
    return html_article.parse_article(page, Entry(url=URL), boilerplate.LearnedFrame(), NOW)


@pytest.mark.parametrize(
    ("work", "size"),
    [
        pytest.param(
            lambda n: feeds.parse_feed(b"<rss></rss>" + b"<!-- -->" * n + b"x", URL, NOW),
            24,
            id="comments at the end",
        ),
        pytest.param(
            lambda n: html_list.parse_list(f"<p><a href='/a'>{'hier------------' * n}x</a></p>", URL, NOW),
            6,
            id="dashes",
        ),
        pytest.param(
            lambda n: html_list.parse_list(f"<p><a href='/a'>{'weiterlesen ' * n}x</a></p>", URL, NOW),
            11,
            id="more",
        ),
        pytest.param(
            lambda n: boilerplate.find_categories("Kategorie: " + "ab " * n, ()), 300, id="categories"
        ),
        pytest.param(
            lambda n: read_article(
                f"<div><p>{STORY * 2}</p><ul>{'<li><a href=/a>Bericht vom Fest</a> am See</li>' * n}</ul>"
                f"<p>{STORY}</p></div>"
            ),
            100,
            id="a list of links",
        ),
        pytest.param(
            lambda n: read_article(f"<div>{f'<img class=avatar src=/a.jpg><p>{STORY}</p>' * n}</div>"),
            100,
            id="faces",
        ),
        pytest.param(
            lambda n: html_tree.list_blocks(html_tree.parse_html(f"<p>{'Am See<br>' * n}</p>")),
            1_500,
            id="short lines",
        ),
        pytest.param(
            lambda n: html_tree.parse_html(f"<p>{'<s>acht</s> neun ' * n}</p>"), 1_000, id="crossed out"
        ),
        pytest.param(lambda n: paragraphs.split(f"Am See{' ' * n}x"), 2_000, id="blanks"),
    ],
)
def test_a_line_takes_time_in_proportion(work: Callable[[int], object], size: int) -> None:
    assert measure_growth(work, size) < 24


@pytest.mark.parametrize("size", ["²", "1" * 5_000], ids=["no number", "endless"])
def test_a_size_that_is_no_number_is_no_size(size: str) -> None:
    image = f'<img src="/a.jpg" width="{size}" srcset="/b.jpg {size}w">'
    found = html_tree.parse_html(f'{image}<a href="?page=2">{size}</a>', URL).find(".//img")
    assert photo.find_best_url(found, URL) == "https://verein.example/a.jpg"
    assert html_list.parse_list(f'<a href="?page=2">{size}</a>', URL, NOW).next_url == ""


def test_a_feed_that_ends_within_a_tag_is_not_cut() -> None:
    assert feeds.cut_feed(b"<rss><channel><item></item><item") is not None
    assert feeds.cut_feed(b"<rss><channel><item") is None


@pytest.mark.parametrize(
    "body",
    [
        b"<rss><channel><item><link>https://verein.example/1</link><guid>a&#0;b</guid></item></channel></rss>",
        b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "a\\u0000b", "url": "/1"}]}',
    ],
    ids=["feed", "json feed"],
)
def test_a_guid_holds_nothing_that_no_database_stores(body: bytes) -> None:
    entries = (*feeds.parse_feed(body, URL, NOW).entries, *feeds.parse_json_feed(body, URL, NOW))
    assert [entry.guid for entry in entries] == ["ab"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_half_a_surrogate_pair_is_replaced_in_every_encoding(encoding: str) -> None:
    assert load_json('{"title": "\\ud800"}'.encode(encoding)) == {"title": "?"}
