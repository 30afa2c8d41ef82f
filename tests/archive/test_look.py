"""Looking at a source over real HTTP: what is new, what is unchanged, what lies."""

import gzip
import json
from contextlib import nullcontext
from datetime import timedelta
from email.utils import format_datetime

import pytest

from bot.archive.archive import HttpArchive
from bot.domain.article import Entry, Source
from bot.domain.errors import NotReachable
from tests.archive.sites import NOW, Answer, Request, Site
from tests.growth import measure_growth

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Verein</title>
<link>{url}</link>{items}</channel></rss>"""
ITEM = """<item><title>Meldung {n} &amp;amp; mehr</title><link>{url}/a/{n}</link><guid>id-{n}</guid>
<pubDate>Sat, 21 Nov 2026 08:0{n}:00 +0100</pubDate><category>Essen</category></item>"""


def render_rss(site: Site, numbers: range) -> str:
    items = "".join(ITEM.format(n=n, url=site.url) for n in numbers)
    return RSS.format(url=site.url, items=items)


def render_list(numbers: range, extra: str = "") -> str:
    items = "".join(
        f'<li><a href="/a/{n}">Eine Meldung mit der Nummer {n}</a> 1{n}.11.2026</li>' for n in numbers
    )
    return f"<html><body><main><h1>Nachrichten</h1><ul>{items}</ul>{extra}</main></body></html>"


@pytest.mark.parametrize(("age", "ahead"), [({}, 3600), ({"Age": "600"}, 3000), ({"Age": "soon"}, 3600)])
def test_a_look_tells_how_far_the_clock_is_ahead_of_the_servers(
    archive: HttpArchive, site: Site, age: dict[str, str], ahead: int
) -> None:
    """Age: so long ago a cache between us asked the server."""
    sent_at = format_datetime(NOW - timedelta(hours=1), usegmt=True)
    body = render_list(range(1, 4)).encode()
    site.pages["/liste"] = (200, {"Content-Type": "text/html", "Date": sent_at, **age}, body)
    found = archive.look(Source(url=site.url + "/liste"))
    assert found.clock_ahead == timedelta(seconds=ahead)


def test_of_a_long_source_as_many_parts_are_read_as_allowed(site: Site) -> None:
    made = "<generator>https://wordpress.org/?v=6</generator><item>"
    for part in range(1, 6):
        numbers = range(10 * part, 10 * part + 2)
        more = f'<a rel="next" href="/liste?page={part + 1}">Weiter</a>'
        site.show(
            "/feed" if part == 1 else f"/feed?paged={part}",
            render_rss(site, numbers).replace("<item>", made, 1),
        )
        site.show("/liste" if part == 1 else f"/liste?page={part}", render_list(numbers, more))
        page = f"<url><loc>{site.url}/news/{part}/a</loc></url>"
        site.show(f"/news-{part}.xml", f"<urlset>{page}</urlset>")
    parts = "".join(f"<sitemap><loc>{site.url}/news-{part}.xml</loc></sitemap>" for part in range(1, 6))
    site.show("/sitemap.xml", f"<sitemapindex>{parts}</sitemapindex>")
    limits = {"timeout": timedelta(seconds=5), "clock": lambda: NOW, "max_pages": 3}
    with HttpArchive(sources=[site.url], sleep=lambda seconds: None, **limits) as archive:  # type: ignore[arg-type]
        counts = [
            len(archive.look(Source(url=site.url + path)).entries)
            for path in ("/feed", "/liste", "/sitemap.xml")
        ]
    assert counts == [6, 6, 3]
    asked = [
        [site.asked(path.format(part)) for part in (2, 3, 4)] for path in ("/feed?paged={}", "/liste?page={}")
    ]
    assert asked == [[1, 1, 0], [1, 1, 0]]
    assert [site.asked(f"/news-{part}.xml") for part in range(1, 6)] == [1, 1, 1, 0, 0]


def test_a_feed_is_recognised_and_read(site: Site, archive: HttpArchive) -> None:
    url = site.show("/feed", render_rss(site, range(1, 3)), "application/rss+xml")
    look = archive.look(Source(url=url))
    first = look.entries[0]
    assert (look.kind, len(look.entries)) == ("feed", 2)
    assert (first.url, first.guid, first.categories) == (f"{site.url}/a/1", "id-1", ("Essen",))
    assert first.title == "Meldung 1 & mehr"
    assert first.published_at is not None
    assert first.published_at.isoformat() == "2026-11-21T07:01:00+00:00"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({"version": "https://jsonfeed.org/version/1.1", "items": []}, "application/feed+json"),
        ("<urlset><url><loc>{url}/news/1</loc>{more}</url></urlset>", "application/xml"),
    ],
)
def test_only_a_page_leads_to_a_feed(site: Site, archive: HttpArchive, body: object, kind: str) -> None:
    more = "<link rel='alternate' type='application/rss+xml' href='/feed'/>"
    site.show("/feed", render_rss(site, range(3)), "application/rss+xml")
    told = (
        body.format(url=site.url, more=more) if isinstance(body, str) else json.dumps({**body, "title": more})
    )
    url = site.show("/liste", told, kind)
    assert archive.look(Source(url=url)).listing_url == url
    assert site.asked("/feed") == 0


def test_a_list_is_followed_over_its_pages(site: Site, archive: HttpArchive) -> None:
    site.show("/liste?page=2", render_list(range(3, 5)))
    url = site.show("/liste", render_list(range(3), '<p class="pages"><a href="?page=2">nächste</a></p>'))
    assert [entry.url.rpartition("/")[2] for entry in archive.look(Source(url=url)).entries] == list("01234")


def test_a_list_is_followed_until_a_page_holds_only_known_articles(site: Site, archive: HttpArchive) -> None:
    following = '<p class="pages"><a href="?page={}">nächste</a></p>'
    site.show("/liste?page=3", render_list(range(6, 8)))
    site.show("/liste?page=2", render_list(range(3, 6), following.format(3)))
    url = site.show("/liste", render_list(range(3), following.format(2)))
    first = archive.look(Source(url=url))
    site.show("/liste", render_list(range(9, 12), following.format(2)))
    archive.look(Source(url=url, validators=first.validators, baseline_at=NOW))
    assert (site.asked("/liste?page=2"), site.asked("/liste?page=3")) == (2, 1)


def test_a_list_whose_last_look_was_not_taken_in_is_followed_to_its_end(
    site: Site, archive: HttpArchive
) -> None:
    site.show("/liste?page=2", render_list(range(3, 6)))
    url = site.show("/liste", render_list(range(3), '<p class="pages"><a href="?page=2">nächste</a></p>'))
    archive.look(Source(url=url))
    assert len(archive.look(Source(url=url, baseline_at=NOW)).entries) == 6


def test_a_further_page_that_is_gone_ends_the_list(site: Site, archive: HttpArchive) -> None:
    url = site.show("/liste", render_list(range(3), '<p class="pages"><a href="?page=2">nächste</a></p>'))
    assert len(archive.look(Source(url=url)).entries) == 3
    site.answer("/liste?page=2", 500)
    with pytest.raises(NotReachable):
        archive.look(Source(url=url))
    with pytest.raises(NotReachable):
        archive.look(Source(url=url, failures=2))
    for failures in (3, 4):
        assert len(archive.look(Source(url=url, failures=failures)).entries) == 3
    assert len(archive.glance(url).entries) == 3, "at one page only that is asked for"


def test_pages_that_lead_in_a_circle_are_read_once(site: Site, archive: HttpArchive) -> None:
    site.show("/liste?page=2", render_list(range(3, 5), '<p class="pages"><a href="/liste">nächste</a></p>'))
    url = site.show("/liste", render_list(range(3), '<p class="pages"><a href="?page=2">nächste</a></p>'))
    archive.look(Source(url=url))
    assert site.asked("/liste") == 1


def test_an_answer_304_is_unchanged(site: Site, archive: HttpArchive) -> None:
    body = render_rss(site, range(2)).encode()

    def answer(request: Request) -> Answer:
        if request.headers.get("If-None-Match") == '"1"':
            return 304, {"ETag": '"1"'}, b""
        return 200, {"ETag": '"1"', "Content-Type": "application/rss+xml"}, body

    site.pages["/feed"] = answer
    first = archive.look(Source(url=f"{site.url}/feed"))
    second = archive.look(Source(url=f"{site.url}/feed", kind="feed", validators=first.validators))
    assert (second.unchanged, second.entries, second.validators) == (True, (), first.validators)


def test_an_unconditional_look_asks_no_server_whether_something_changed(
    site: Site, archive: HttpArchive
) -> None:
    url = site.show("/feed", render_rss(site, range(2)), "application/rss+xml", ETag='"1"')
    first = archive.look(Source(url=url))
    again = archive.look(Source(url=url, validators=first.validators), conditional=False)
    assert "If-None-Match" not in site.requests[-1].headers
    assert (again.unchanged, len(again.entries)) == (False, 2)


def test_the_same_bytes_are_unchanged_though_the_server_has_no_validators(
    site: Site, archive: HttpArchive
) -> None:
    url = site.show("/feed", render_rss(site, range(2)), "application/rss+xml")
    first = archive.look(Source(url=url))
    assert archive.look(Source(url=url, validators=first.validators)).unchanged


def test_a_page_of_maintenance_in_a_feeds_place_is_no_look(site: Site, archive: HttpArchive) -> None:
    url = site.show("/feed", "<h1>Wartung</h1><p><a href='/verein'>Mehr über unseren Verein erfahren</a></p>")
    with pytest.raises(NotReachable, match="was read as feed"):
        archive.look(Source(url=url, kind="feed", baseline_at=NOW))
    for count, source, listed in (
        (3, Source(url=url, kind="feed", baseline_at=NOW), None),
        (4, Source(url=url, kind="feed", baseline_at=NOW), 4),
        (5, Source(url=url, kind="feed", baseline_at=NOW), 5),
        (3, Source(url=url, kind="feed"), 3),
        (3, Source(url=url, kind="html", baseline_at=NOW), 3),
        (3, Source(url=url, baseline_at=NOW), 3),
    ):
        site.show("/feed", render_list(range(count)))
        with pytest.raises(NotReachable) if listed is None else nullcontext():
            assert len(archive.look(source).entries) == listed


def test_a_permanent_redirect_is_reported(site: Site, archive: HttpArchive) -> None:
    new = site.show("/neu", render_list(range(3)))
    site.answer("/alt", 301, Location="/neu")
    assert archive.look(Source(url=f"{site.url}/alt")).moved_to == new


def test_a_remembered_redirect_spares_the_old_address(site: Site, archive: HttpArchive) -> None:
    new = site.show("/neu", render_list(range(3)))
    site.answer("/alt", 500)
    look = archive.look(Source(url=f"{site.url}/alt", moved_to=new))
    assert (look.moved_to, len(look.entries)) == ("", 3)


def test_a_temporary_redirect_is_followed_but_not_remembered(site: Site, archive: HttpArchive) -> None:
    site.show("/neu", render_list(range(3)))
    site.answer("/zwischen", 302, Location="/neu")
    site.answer("/alt", 301, Location="/zwischen")
    look = archive.look(Source(url=f"{site.url}/alt"))
    assert (look.moved_to, len(look.entries)) == ("", 3)


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("120", timedelta(minutes=2)),
        ("Sun, 22 Nov 2026 12:05:00 GMT", timedelta(minutes=5)),
        ("99999999999", timedelta(days=1)),
        ("bald", None),
        ("²", None),
    ],
)
def test_a_server_that_asks_to_wait_is_heard(
    value: str, wait: timedelta | None, site: Site, archive: HttpArchive
) -> None:
    assert NOW.isoformat() == "2026-11-22T12:00:00+00:00"
    url = site.answer("/feed", 503, Retry_After=value)
    with pytest.raises(NotReachable) as refusal:
        archive.look(Source(url=url))
    assert refusal.value.retry_after == wait


@pytest.mark.parametrize("status", [400, 403, 404, 410, 429, 500, 502])
def test_a_source_that_answers_with_an_error_is_not_reachable(
    status: int, site: Site, archive: HttpArchive
) -> None:
    with pytest.raises(NotReachable, match=str(status)):
        archive.look(Source(url=site.answer("/feed", status)))


def test_a_passing_failure_is_tried_a_second_time(site: Site, archive: HttpArchive) -> None:
    answers = iter([(502, {}, b""), (200, {}, render_rss(site, range(2)).encode())])
    site.pages["/feed"] = lambda request: next(answers)
    assert len(archive.look(Source(url=f"{site.url}/feed")).entries) == 2


def test_an_answer_that_ends_too_early_is_no_look(site: Site, archive: HttpArchive) -> None:
    body = render_rss(site, range(9)).encode()
    site.pages["/feed"] = (200, {"Content-Length": str(len(body) + 500), "Connection": "close"}, body)
    with pytest.raises(NotReachable):
        archive.look(Source(url=f"{site.url}/feed"))


def test_a_packed_answer_is_unpacked(site: Site, archive: HttpArchive) -> None:
    packed = gzip.compress(render_rss(site, range(2)).encode())
    url = site.show("/feed", packed, "application/rss+xml", Content_Encoding="gzip")
    assert len(archive.look(Source(url=url)).entries) == 2


def test_a_server_that_is_not_there_is_one_sentence(site: Site, archive: HttpArchive) -> None:
    site.stop()
    with pytest.raises(NotReachable, match="cannot be reached"):
        archive.look(Source(url=f"{site.url}/feed"))


def test_the_bot_says_who_it_is(site: Site, archive: HttpArchive) -> None:
    archive.look(Source(url=site.show("/liste", render_list(range(3)))))
    assert site.requests[0].headers["User-Agent"].startswith("verbund-bot/")


@pytest.mark.parametrize(("name", "value"), [("ETag", '"größe"'), ("Last-Modified", "Mo, 02 Mär 2026")])
def test_a_validator_that_no_request_can_carry_is_not_sent(
    name: str, value: str, site: Site, archive: HttpArchive
) -> None:
    url = site.show("/feed", render_rss(site, range(2)), "application/rss+xml", **{name: value})
    first = archive.look(Source(url=url))
    site.show("/feed", render_rss(site, range(3)), "application/rss+xml", **{name: value})
    assert len(archive.look(Source(url=url, baseline_at=NOW, validators=first.validators)).entries) == 3


def test_an_answer_304_that_nobody_asked_for_is_no_answer(site: Site, archive: HttpArchive) -> None:
    url = site.answer("/a", 304)
    with pytest.raises(NotReachable, match="304"):
        archive.look(Source(url=url))
    with pytest.raises(NotReachable, match="304"):
        archive.read(Entry(url=url))


def test_a_list_ends_where_robots_txt_forbids_its_next_page(site: Site, archive: HttpArchive) -> None:
    site.show("/robots.txt", "User-agent: *\nDisallow: /*?", "text/plain")
    url = site.show("/liste", render_list(range(3), '<p class="pages"><a href="?page=2">nächste</a></p>'))
    assert len(archive.look(Source(url=url)).entries) == 3
    assert site.asked("/liste?page=2") == 0


def test_a_first_look_at_a_long_feed_takes_time_in_proportion(site: Site, archive: HttpArchive) -> None:
    def look(length: int) -> None:
        items = "".join(
            f"<item><title>M {n}</title><link>{site.url}/a/{n}</link></item>" for n in range(length)
        )
        url = site.show(f"/feed/{length}", RSS.format(url=site.url, items=items), "application/rss+xml")
        assert len(archive.look(Source(url=url)).entries) == length

    assert measure_growth(look, 100) < 24


def test_a_page_without_a_day_that_stood_there_for_long_is_doubted(site: Site, archive: HttpArchive) -> None:
    words = "<p>Wir treffen uns wieder im Garten und bringen allerlei Werkzeug mit.</p>" * 4
    page = f"<html><body><main><h1>Arbeit im Garten</h1>{words}</main></body></html>"
    url = site.show("/garten", page, Last_Modified="Thu, 01 Oct 2026 22:30:00 GMT")
    (doubt,) = [doubt for doubt in archive.read(Entry(url=url)).doubts if "changed last" in doubt]
    assert "changed last on 2 Oct 2026: is it news?" in doubt
