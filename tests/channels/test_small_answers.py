"""What decides in the small: an upload's id, whose a listed post is, which of several media is ours."""

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import fields, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from channel_bench import AlwaysAnswers, Bench

import bot.channels
from bot.channels import base
from bot.channels.base import Act
from bot.channels.facebook import publisher as facebook_page
from bot.channels.instagram import official
from bot.channels.instagram.instagrapi import error_table as instagram_table
from bot.channels.instagram.instagrapi import publisher as profile
from bot.channels.instagram.instagrapi import session
from bot.channels.matching import Row
from bot.channels.meta import error_table as graph_table
from bot.channels.meta import graph, token_check
from bot.domain.channel import get_traits
from bot.domain.errors import Throttled, Unavailable
from bot.domain.post import ABSENT, Finding, Presence, Receipt, Search
from tests.known_channels import FACEBOOK, INSTAGRAM
from tests.records import list_loose, list_said

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


def group(rows: Mapping[object, object]) -> dict[str, str]:
    """The codes by class of error and minutes of waiting."""
    told: dict[str, list[str]] = {}
    for code, row in rows.items():
        minutes = row.wait // timedelta(minutes=1) if row.wait else 0
        parts = code if isinstance(code, tuple) else (code,)
        told.setdefault(f"{row.error.__name__} {minutes}", []).append(
            "/".join(str(part) for part in parts if part is not None)
        )
    return {name: " ".join(sorted(codes)) for name, codes in told.items()}


def test_each_code_stands_in_the_class_that_the_platform_means() -> None:
    """Written twice on purpose: a digit that slips changes what is sent again and what is not."""
    assert group(graph_table.GRAPH) == {
        "Blocked 1440": "1404112 368 368/1390008 368/1404112 368/4854002 4/2207051",
        "OutcomeUnknown 0": "-1 1 100/1366051 1366051 1404082 2 368/1404082 506",
        "Rejected 0": "1/99 100 100/1366046 100/33 105 120 1346003 1366046 1404102 1500 1609008 197 321 324 "
        "36000 36001 36003 36004 368/1346003 368/1404102 5101",
        "Throttled 60": "17 32 341 4 613 80001 80002",
        "Throttled 1440": "9",
        "Unauthorized 0": "10 102 190 190/458 190/459 190/460 190/463 190/464 190/467 190/492 220 25 2500 "
        "2635 3",
        "Unavailable 1": "9007",
        "Unavailable 2": "-2 24",
        "Unavailable 10": "9004",
        "Unavailable 60": "1609005",
    }
    assert group(official.CONTAINER) == {
        "Blocked 1440": "2207051",
        "Rejected 0": "2207004 2207005 2207009 2207010 2207023 2207026",
        "Throttled 1440": "2207042",
        "Unauthorized 0": "2207050",
        "Unavailable 2": "2207001 2207003 2207020 2207032 2207053",
        "Unavailable 10": "2207052",
    }
    of_instagrapi = group(instagram_table.RULES)
    assert {name: len(codes.split()) for name, codes in of_instagrapi.items()} == {
        "Blocked 1440": 4,
        "OutcomeUnknown 0": 9,
        "Rejected 0": 8,
        "Throttled 180": 1,
        "Throttled 360": 2,
        "Unauthorized 0": 10,
        "Unavailable 0": 2,
    }
    assert [graph_table.find_row(code, None).error.__name__ for code in (199, 200, 299, 300)] == [
        *("OutcomeUnknown", "Unauthorized", "Unauthorized", "OutcomeUnknown")
    ]


def test_an_upload_is_called_by_its_second_and_by_its_post(instagram: Bench) -> None:
    instagram.clock = instagram.publisher.clock = lambda: START
    publisher, post = instagram.publisher, instagram.post(id=5042)
    second = int(START.timestamp())
    assert publisher._choose_upload_id(post) == f"{second}042"
    assert publisher._choose_upload_id(post) == f"{second + 1}042"
    later = replace(post, id=7, handles={"upload_id": f"{second + 90}999"})
    assert publisher._choose_upload_id(later) == f"{second + 91}007"


START = datetime.fromisoformat("2026-11-29T12:00:00+00:00")


@pytest.mark.parametrize("backend", ["facebook", "instagram", "instagram-graph"])
def test_a_publisher_in_a_log_shows_no_secret(make_bench, backend: str) -> None:
    secrets = {"token": "EAAgeheim", "app_secret": "abcgeheim"}
    if backend == "instagram":
        secrets = {"password": "passgeheim", "totp_seed": "seedgeheim"}
    assert "geheim" not in repr(make_bench(backend).start(**secrets))


@pytest.mark.parametrize(
    ("ours", "app", "is_ours"),
    [
        ("7", {"id": "7", "name": "Mobile"}, True),
        ("7", {"id": "8", "name": "Verbund"}, False),
        ("7", {"id": "6", "name": "Verbund"}, False),
        ("7", {"name": "Verbund"}, True),
        ("7", {"name": "Meta Business Suite"}, False),
        ("", {"id": "8", "name": "Verbund"}, True),
        ("", {"id": "8", "name": "Mobile"}, False),
        ("", None, False),
        ("7", "Verbund", True),
    ],
)
def test_a_listed_post_is_ours_by_its_app(facebook: Bench, ours: str, app: object, *, is_ours: bool) -> None:
    page = facebook.start(app_id=ours)
    row = page._make_row({"id": "1", "application": app})
    assert (row.is_by_app, row.is_marked) == (is_ours, is_ours)


def make_medium(number: int, text: str, at: datetime | None, alt_text: str = "") -> Row:
    receipt = Receipt(remote_id=str(number), permalink=f"https://i.example/p/{number}/")
    return Row(receipt=receipt, text=text, at=at, alt_text=alt_text)


@pytest.mark.parametrize(
    ("texts", "is_alike", "found"),
    [
        ((), False, "waits"),
        (("",), False, "yes 0"),
        (("anderes",), False, "ask 0"),
        (("anderes",), True, "yes 0"),
        (("", ""), True, "ask 0"),
        (("before",), False, "ask 0"),
        (("before", ""), False, "yes 1"),
        (("undated",), True, "yes 0"),
        (("undated", ""), True, "ask 0"),
    ],
)
def test_a_published_container_is_what_nothing_else_claims(
    graph_instagram: Bench, texts: tuple[str, ...], found: str, *, is_alike: bool
) -> None:
    sent_at = graph_instagram.clock()
    times = {"before": sent_at - DAY, "undated": None}
    post, search = graph_instagram.post(sent_at=sent_at), Search(since=sent_at - 9 * DAY)
    ours = post.composition.alt_text
    rows = [make_medium(place, text, times.get(text, sent_at), ours) for place, text in enumerate(texts)]
    if found == "waits":
        with pytest.raises(Unavailable):
            graph_instagram.publisher._find_published(rows, post, search, is_alike=is_alike)
        return
    told = graph_instagram.publisher._find_published(rows, post, search, is_alike=is_alike)
    assert told.receipt is not None
    assert f"{told.presence} {told.receipt.remote_id}" == found


@pytest.mark.parametrize("alt_text", ["", "Ein Bild von etwas anderem"])
def test_a_medium_without_words_is_asked_about_unless_it_bears_our_alternative_text(
    graph_instagram: Bench, alt_text: str
) -> None:
    rows = [make_medium(1, "", graph_instagram.clock(), alt_text)]
    search = Search(since=graph_instagram.clock() - DAY)
    told = graph_instagram.publisher._find_published(rows, graph_instagram.post(), search, is_alike=False)
    assert told.presence is Presence.ASK


def test_of_a_medium_in_question_a_person_sees_the_first_words(graph_instagram: Bench) -> None:
    rows = [make_medium(1, "a" * 99, graph_instagram.clock())]
    search = Search(since=graph_instagram.clock() - DAY)
    told = graph_instagram.publisher._find_published(rows, graph_instagram.post(), search, is_alike=False)
    assert (told.presence, told.excerpt) == (Presence.ASK, "a" * 80)


def test_a_container_is_made_anew_only_when_it_no_longer_serves(graph_instagram: Bench) -> None:
    def prepare() -> str:
        graph_instagram.prepare()
        return graph_instagram.kept["container_id"]

    first = prepare()
    assert prepare() == first
    graph_instagram.pass_time(timedelta(hours=25))
    second = prepare()
    assert second != first
    graph_instagram.kept["container_of"] = "something else"
    assert prepare() not in {first, second}


def test_a_call_may_last_three_timeouts(facebook: Bench) -> None:
    page = facebook.start(timeout=timedelta(seconds=7))
    assert page.graph._longest == 21


def test_figures_are_read_until_a_page_lies_before(facebook: Bench) -> None:
    now = facebook.clock()
    old = {"id": "2", "created_time": (now - 9 * DAY).isoformat()}
    endless = {"data": [old], "paging": {"next": "x", "cursors": {"after": "x"}}}
    facebook.publisher.graph.session.mount("https://", AlwaysAnswers(endless))
    assert facebook.publisher.measure(since=now - DAY, until=now).by_id == {}


def test_what_is_not_said_of_a_channel_is_nothing() -> None:
    publishers = {"FacebookPage.channel", "InstagramGraph.channel", "InstagramProfile.channel"}
    pauses = {"FacebookPage.style", "InstagramGraph.pause", "InstagramProfile.pause"}
    answers = {"ChannelSpec.has_live_links", "PageAccess.may_post", "Row.is_by_app", "Row.may_be_ours"}
    assert list_said(bot.channels) == publishers | pauses | answers
    clients = {"FacebookPage", "InstagramGraph", "InstagramProfile", "InstagramSession", "PageAccount"}
    assert list_loose(bot.channels) == clients | {f"{client}+" for client in clients}
    of_class = (facebook_page.FacebookPage, official.InstagramGraph, profile.InstagramProfile)
    for client in of_class:
        given = {field.name for field in fields(client) if field.init}
        assert not given & {"channel", "account", "_user_id", "_has_own_token"}


def test_what_a_channel_takes_is_what_the_platform_takes() -> None:
    """Written twice on purpose, like the codes."""
    page, gram = get_traits(FACEBOOK).limits, get_traits(INSTAGRAM).limits
    assert (page.caption, page.hashtags, page.mentions, page.alt_text) == (63_206, 5, 50, 1000)
    assert (gram.caption, gram.hashtags, gram.mentions, gram.alt_text) == (2200, 5, 20, 1000)
    assert (page.fold, gram.fold) == (400, 220)
    assert (page.image_bytes, gram.image_bytes) == (4_000_000, 8_000_000)


def test_a_post_stands_at_the_earliest_a_day_before_it_was_made_or_sent(instagram: Bench) -> None:
    post = instagram.post(created_at=START - 9 * DAY, sent_at=None, handles={})
    for module in (facebook_page, official):
        assert module._earliest(post) == START - 10 * DAY
        assert module._earliest(replace(post, published_at=START)) == START - DAY
    assert profile._earliest(post) == START - 10 * DAY
    sent = replace(post, sent_at=START)
    assert profile._earliest(sent) == START - DAY
    for chosen, earliest in ((START + SECOND, START + SECOND), (START - SECOND, START)):
        handles = {"upload_id": str(int(chosen.timestamp()) * 1000)}
        assert profile._earliest(replace(sent, handles=handles)) == earliest - DAY


def test_a_session_is_kept_in_folders_of_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "session.json"
    kept = session.Session(
        settings={"uuids": {"uuid": "x"}}, password_sent_at=START, password_mark="m", refused="r"
    )
    session.save(path, kept)
    assert session.load(path) == kept
    assert [each.stat().st_mode & 0o777 for each in (path, path.parent)] == [0o600, 0o700]
    assert kept.mark_of("geheim") == "0c4315fc", "another mark would send the password once more"


@pytest.mark.parametrize(("shown", "hours"), [(1, [2]), (2, [2]), (3, [2, 3])])
def test_a_look_is_repeated_when_our_clock_turns_out_to_be_further_ahead(
    facebook: Bench, shown: int, hours: list[int]
) -> None:
    page, asked = facebook.publisher, list[int]()
    page.graph.ahead = timedelta(hours=2)

    def find(search: Search) -> Finding:
        asked.append((START - search.since) // timedelta(hours=1))
        page.graph.ahead = timedelta(hours=shown)
        return ABSENT

    assert page.look(find, Search(since=START)) is ABSENT
    assert asked == hours


@pytest.mark.parametrize(
    ("row", "is_ours"),
    [
        ({}, True),
        ({"media_type": "IMAGE", "media_product_type": "FEED", "owner": {"id": "7"}}, True),
        ({"media_type": "CAROUSEL_ALBUM"}, False),
        ({"media_type": "VIDEO"}, False),
        ({"media_product_type": "AD"}, False),
        ({"media_product_type": "STORY"}, False),
        ({"owner": {"id": "6"}}, False),
        ({"owner": {"id": "8"}}, False),
        ({"owner": 8}, True),
    ],
)
def test_a_medium_may_be_ours_when_it_is_one_photo_of_our_account(
    row: Mapping[str, object], *, is_ours: bool
) -> None:
    assert official._row(row, "7").may_be_ours is is_ours


@pytest.mark.parametrize(
    ("item", "is_ours"),
    [
        ({}, True),
        ({"media_type": 1, "product_type": "feed", "user": {"pk": 500}}, True),
        ({"media_type": 2}, False),
        ({"media_type": 8}, False),
        ({"media_type": -1}, False),
        ({"product_type": "story"}, False),
        ({"product_type": "zine"}, True),
        ({"user": {"pk": 499}}, False),
        ({"user": {"pk": 501}}, False),
        ({"user": 501}, True),
    ],
)
def test_an_item_of_a_feed_may_be_ours_when_it_is_one_photo_of_our_profile(
    instagram: Bench, item: Mapping[str, object], monkeypatch: pytest.MonkeyPatch, *, is_ours: bool
) -> None:
    monkeypatch.setattr(session.InstagramSession, "user_id", "500")
    assert (instagram.publisher._is_of_profile(item) and profile._is_photo(item)) is is_ours


@pytest.mark.parametrize(
    ("row", "is_of_page"),
    [
        ({}, True),
        ({"from": {}}, True),
        ({"from": {"id": "500"}}, True),
        ({"from": {"id": "499"}}, False),
        ({"from": {"id": "501"}}, False),
        ({"from": "501"}, True),
    ],
)
def test_a_listed_post_is_the_pages_unless_it_names_another_author(
    facebook: Bench, row: Mapping[str, object], *, is_of_page: bool
) -> None:
    assert facebook.start(page_id="500")._is_of_page(row) is is_of_page


def test_only_our_own_upload_is_taken_for_the_post(instagram: Bench) -> None:
    items = [{"id": f"{number}_5", "code": "x", "device_timestamp": number} for number in (4, 5, 6)]
    post = instagram.post(handles={"upload_id": "5"})
    found = profile._find_uploaded(items, post)
    assert found is not None
    assert found.remote_id == "5_5"
    assert profile._find_uploaded(items, replace(post, handles={"upload_id": "7"})) is None
    assert profile._find_uploaded([{"id": "1", "device_timestamp": None}], replace(post, handles={})) is None


def test_a_platforms_words_are_cut_behind_three_hundred_letters() -> None:
    assert [len(base.shorten("x" * length)) for length in (299, 300, 301)] == [299, 300, 300]
    assert base.shorten("x" * 301).endswith("x…")
    assert base.shorten(None) == ""


@pytest.mark.parametrize(
    ("used", "total", "is_left"),
    [(24, 25, True), (25, 25, False), (26, 25, False), ("25", 25, True), (25, None, True), (0, 0, False)],
)
def test_nothing_is_sent_once_the_days_quota_is_used(
    graph_instagram: Bench, used: object, total: object, *, is_left: bool
) -> None:
    answer = {"id": "1", "data": [{"quota_usage": used, "config": {"quota_total": total}}]}
    answer["instagram_business_account"] = {"id": "2"}
    graph_instagram.publisher.graph.session.mount("https://", AlwaysAnswers(answer))
    with nullcontext() if is_left else pytest.raises(Throttled):
        graph_instagram.publisher._require_quota(Act.PREPARE)


def test_the_figures_that_people_were_promised() -> None:
    minute = timedelta(minutes=1)
    told = (
        *(session.BETWEEN_PASSWORDS, token_check.WARN_BEFORE, graph.CONNECT_SECONDS, graph.MOST_TIMEOUTS),
        *(graph.PAUSE_WHEN_BUSY, graph.ROWS_PER_PAGE, graph.MOST_PAGES, profile.ITEMS_PER_PAGE),
        *(profile.MOST_PAGES, official.SLIGHTLY, official.LOOKS_AT_CONTAINER),
    )
    assert told == (DAY, 14 * DAY, 10, 3, 15 * minute, 25, 40, 12, 40, 10 * minute, 5)
