"""What the shipped facebook-sdk sees of each family of faults, and what the Page shows afterwards."""

import json
import time
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import facebook
import httpx
import pytest
import requests

from bot.sandbox.faults import Fault
from bot.sandbox.kinds import Moment
from bot.sandbox.sandbox import Sandbox

if TYPE_CHECKING:
    from tests.sandbox.conftest import Graph

SDK_ERROR = facebook.GraphAPIError
UNCLEAR = [
    ("drop", requests.exceptions.ProxyError),
    ("reset", requests.exceptions.ProxyError),
    ("slow", requests.exceptions.ReadTimeout),
    ("http_500", SDK_ERROR),
    ("http_503", SDK_ERROR),
    ("html_502", SDK_ERROR),
    ("empty", SDK_ERROR),
    ("throttled", SDK_ERROR),
    ("garbage_json", requests.exceptions.JSONDecodeError),
    ("no_content_type", KeyError),
]


@pytest.mark.parametrize(("when", "posts"), [(Moment.BEFORE, 0), (Moment.AFTER, 1)], ids=["before", "after"])
@pytest.mark.parametrize(("kind", "error"), UNCLEAR, ids=[kind for kind, _ in UNCLEAR])
def test_an_unclear_answer_says_nothing_of_the_post(
    world: Sandbox, graph: "Graph", kind: str, error: type[Exception], when: Moment, posts: int
) -> None:
    world.faults.add(Fault(point="facebook.feed", kind=kind, when=when))
    with pytest.raises(error):
        graph.post()
    assert (world.ledger.requests("facebook.feed"), len(world.facebook.posts())) == (1, posts)


@pytest.mark.parametrize(
    ("kind", "error"),
    [("drop", httpx.RemoteProtocolError), ("reset", httpx.ReadError)],
    ids=["drop", "reset"],
)
def test_a_drop_is_an_orderly_end_and_a_reset_is_not(
    world: Sandbox, kind: str, error: type[Exception]
) -> None:
    world.faults.add(Fault(point="archive.list", kind=kind))
    with httpx.Client(trust_env=False) as browser, pytest.raises(error):
        browser.get(world.archive.url)


def test_a_truncated_answer_hides_a_post_that_stands(world: Sandbox, graph: "Graph") -> None:
    world.faults.add(Fault(point="facebook.feed", kind="truncated", when=Moment.AFTER))
    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        graph.post()
    assert len(world.facebook.posts()) == 1


def test_a_slow_platform_may_post_after_the_client_has_given_up(world: Sandbox, graph: "Graph") -> None:
    world.faults.add(Fault(point="facebook.feed", kind="slow", when=Moment.LATE))
    with pytest.raises(requests.exceptions.ReadTimeout):
        graph.post()
    assert _soon(lambda: len(world.facebook.posts()) == 1)


def _soon(holds: Callable[[], bool]) -> bool:
    end = time.monotonic() + 30
    while not holds() and time.monotonic() < end:
        time.sleep(0.01)
    return holds()


def test_an_error_without_the_word_error_passes_as_success(world: Sandbox, graph: "Graph") -> None:
    world.faults.add(Fault(point="facebook.feed", kind="fail_without_error"))
    assert graph.post() == {"status": "fail"}


REFUSALS = [
    ("rate_limit", 80001, None),
    ("rate_limit_4", 4, None),
    ("rate_limit_17", 17, 2446079),
    ("rate_limit_32", 32, None),
    ("rate_limit_613", 613, 1996),
    ("token_expired", 190, 463),
    ("password_changed", 190, 460),
    ("role_lost", 190, 492),
    ("permission", 200, None),
    ("blocked", 368, 1390008),
    ("duplicate", 506, None),
    ("invalid", 100, None),
    ("bad_url", 1500, None),
]


@pytest.mark.parametrize(("kind", "code", "subcode"), REFUSALS, ids=[kind for kind, *_ in REFUSALS])
def test_a_refusal_names_itself_and_posts_nothing(
    world: Sandbox, graph: "Graph", kind: str, code: int, subcode: int | None
) -> None:
    world.faults.add(Fault(point="facebook.feed", kind=kind))
    with pytest.raises(SDK_ERROR) as refusal:
        graph.post()
    error = refusal.value.result["error"]
    assert (refusal.value.code, error.get("error_subcode"), bool(error["fbtrace_id"])) == (
        code,
        subcode,
        True,
    )
    assert world.facebook.posts() == ()


def test_a_rate_limit_says_in_its_header_how_long(world: Sandbox, graph: "Graph") -> None:
    seen: list[requests.Response] = []
    graph.sdk.session.hooks["response"].append(lambda response, **_: seen.append(response))
    world.faults.add(Fault(point="facebook.published_posts", kind="rate_limit"))
    with pytest.raises(SDK_ERROR):
        graph.listing()
    assert '"estimated_time_to_regain_access":7' in seen[0].headers["x-business-use-case-usage"]


def test_a_fresh_post_may_be_missing_from_the_listing_for_some_readings(
    world: Sandbox, graph: "Graph"
) -> None:
    world.facebook.set_listing_lag(reads=2)
    graph.post()
    assert [len(graph.listing()["data"]) for _ in range(3)] == [0, 0, 1]


def test_a_fresh_post_may_be_missing_from_the_listing_for_some_time(world: Sandbox, graph: "Graph") -> None:
    world.facebook.set_listing_lag(time=timedelta(hours=1))
    graph.post()
    assert graph.listing()["data"] == []
    world.facebook.set_listing_lag()
    assert len(graph.listing()["data"]) == 1


def test_since_is_honoured_until_the_platform_ignores_it(world: Sandbox, graph: "Graph") -> None:
    graph.post()
    future = str(int(time.time()) + 3600)
    assert graph.listing(since=future)["data"] == []
    world.facebook.ignore_since()
    assert len(graph.listing(since=future)["data"]) == 1


def test_a_listing_may_lie_that_nothing_is_there(world: Sandbox, graph: "Graph") -> None:
    graph.post()
    world.faults.add(Fault(point="facebook.published_posts", kind="empty_list"))
    assert [len(graph.listing()["data"]) for _ in range(2)] == [0, 1]


def test_equal_posts_are_two_unless_duplicates_are_refused(world: Sandbox, graph: "Graph") -> None:
    graph.post("Gleich")
    graph.post("Gleich")
    world.facebook.refuse_duplicates()
    with pytest.raises(SDK_ERROR) as refusal:
        graph.post("Gleich")
    assert (refusal.value.code, len(world.facebook.posts())) == (506, 2)


def test_a_photo_hangs_twice_unless_duplicates_are_refused(world: Sandbox, graph: "Graph") -> None:
    media = json.dumps([{"media_fbid": graph.upload()}])
    graph.post("Eins", attached_media=media)
    graph.post("Zwei", attached_media=media)
    world.facebook.refuse_duplicates()
    with pytest.raises(SDK_ERROR) as refusal:
        graph.post("Drei", attached_media=media)
    assert refusal.value.result["error"]["error_subcode"] == 1366051
    assert [post.message for post in world.facebook.posts()] == ["Eins", "Zwei"]


def test_a_post_deleted_by_hand_is_gone_for_reading_too(world: Sandbox, graph: "Graph") -> None:
    post_id = graph.post()["id"]
    world.facebook.delete_post(post_id)
    with pytest.raises(SDK_ERROR) as refusal:
        graph.sdk.get_object(post_id)
    assert (refusal.value.code, refusal.value.result["error"]["error_subcode"]) == (100, 33)
