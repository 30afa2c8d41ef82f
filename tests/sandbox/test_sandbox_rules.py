"""The rules asked directly, without sockets."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from bot.sandbox.exchange import Break, Broken, Request, Response, parse_form
from bot.sandbox.faults import Fault
from bot.sandbox.graph import parameters
from bot.sandbox.instagram.state import bearer_of
from bot.sandbox.kinds import Moment
from bot.sandbox.world import World

SPEC = Path(__file__).parents[3] / "shared" / "facts" / "graph-spec"
START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def world(clock: Clock) -> World:
    return World(clock=clock)


def _call(world: World, method: str, path: str, **values: str) -> Response:
    query = urlencode({"access_token": world.facebook.token, **values})
    form = {"content-type": "application/x-www-form-urlencoded"}
    if method == "POST":
        request = Request(
            method=method, host="graph.facebook.com", target=path, headers=form, body=query.encode()
        )
    else:
        request = Request(method=method, host="graph.facebook.com", target=f"{path}?{query}")
    answer = world.answer(request)
    assert isinstance(answer, Response)
    return answer


def _feed(world: World, **values: str) -> Response:
    return _call(world, "POST", f"/v25.0/{world.facebook.page_id}/feed", **values)


def _code(answer: Response) -> object:
    error = answer.document()["error"]
    assert isinstance(error, dict)
    return error["code"]


@pytest.mark.parametrize("version", ["v22.0", "v25.0", "v26.0"])
def test_living_versions_answer(world: World, version: str) -> None:
    assert _call(world, "GET", f"/{version}/me").document()["id"] == world.facebook.page_id


@pytest.mark.parametrize("version", ["v2.8", "v3.1", "v21.0", "v99.0"])
def test_dead_and_unborn_versions_are_refused(world: World, version: str) -> None:
    assert (_call(world, "GET", f"/{version}/me").status, _code(_call(world, "GET", f"/{version}/me"))) == (
        400,
        2635,
    )


WRONG = [
    ({"message": "x", "publihsed": "false"}, 100),
    ({"message": "x", "published": "False"}, 100),
    ({"message": " "}, 197),
    ({"message": "x", "attached_media": "42"}, 100),
    ({"message": "x", "attached_media": '[{"media_fbid": "42"}]'}, 100),
    ({"message": "x", "link": "kein Link"}, 1500),
    ({"message": "x", "link": "https://www.facebook.com/x"}, 1609008),
    ({"message": "x", "access_token": "falsch"}, 190),
    ({"message": "x", "access_token": ""}, 2500),
    ({"message": "x", "appsecret_proof": "00"}, 100),
    ({"message": "x", "published": "false", "scheduled_publish_time": "1"}, 100),
    ({"message": "x", "scheduled_publish_time": "1795350000"}, 100),
]


@pytest.mark.parametrize(("values", "code"), WRONG, ids=[str(index) for index in range(len(WRONG))])
def test_a_wrong_post_is_refused(world: World, values: dict[str, str], code: int) -> None:
    answer = _feed(world, **values)
    assert (answer.status, _code(answer)) == (400, code)
    assert world.facebook.posts() == ()


def test_a_scheduled_post_is_not_public(world: World) -> None:
    at = str(int((START + timedelta(hours=1)).timestamp()))
    assert _feed(world, message="Später", published="false", scheduled_publish_time=at).status == 200
    assert world.facebook.posts() == ()


def test_a_link_post_shows_its_link(world: World) -> None:
    post_id = str(_feed(world, message="Hier", link="https://example.org/a").document()["id"])
    row = _call(world, "GET", f"/v25.0/{post_id}", fields="attachments{unshimmed_url}").document()
    assert row["attachments"] == {"data": [{"unshimmed_url": "https://example.org/a"}]}


def test_an_unknown_field_is_refused(world: World) -> None:
    assert _code(_call(world, "GET", "/v25.0/me", fields="id,lieblingsfarbe")) == 100


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\xff\xd8\xff\xe0 broken"], ids=["empty", "gif", "cut"])
def test_what_is_no_picture_is_refused(world: World, content: bytes) -> None:
    answer = world.answer(_upload(world, content))
    assert isinstance(answer, Response)
    assert '"error_subcode":1366046' in answer.body.decode()


def _upload(world: World, content: bytes) -> Request:
    head = b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
    file = b'--x\r\nContent-Disposition: form-data; name="source"; filename="source"\r\n\r\n' + content
    fields = {b"access_token": world.facebook.token.encode(), b"published": b"false"}
    body = b"".join(head % pair for pair in fields.items()) + file + b"\r\n--x--\r\n"
    return Request(
        method="POST",
        host="graph.facebook.com",
        target=f"/v25.0/{world.facebook.page_id}/photos",
        headers={"content-type": "multipart/form-data; boundary=x"},
        body=body,
    )


def test_binary_files_survive_the_form(world: World, picture: Callable[..., bytes]) -> None:
    content = picture()
    assert parse_form(_upload(world, content)).files == {"source": content}


@pytest.mark.parametrize("missing", [0, 1], ids=["whole", "cut"])
def test_a_cut_upload_is_refused(world: World, picture: Callable[..., bytes], missing: int) -> None:
    content = picture()
    session = world.instagram.log_in("phone")
    headers = {
        "authorization": bearer_of(session, world.instagram.user_id),
        "x-ig-device-id": "phone",
        "x-instagram-rupload-params": '{"upload_id": "170"}',
        "x-entity-length": str(len(content) + missing),
    }
    target = "/rupload_igphoto/170_0_1"
    world.answer(Request(method="POST", host="i.instagram.com", target=target, headers=headers, body=content))
    assert len(world.instagram.uploads) == 1 - missing


def test_many_threads_may_ask_at_once(world: World) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda number: _feed(world, message=str(number)), range(200)))
    assert len({answer.document()["id"] for answer in answers}) == len(world.facebook.posts()) == 200


def test_a_lost_answer_costs_no_time_without_sockets(world: World) -> None:
    world.faults.add(Fault(point="facebook.feed", kind="drop", when=Moment.AFTER))
    query = urlencode({"access_token": world.facebook.token, "message": "Hallo"})
    target = f"/v25.0/{world.facebook.page_id}/feed?{query}"
    answer = world.answer(Request(method="POST", host="graph.facebook.com", target=target))
    assert isinstance(answer, Broken)
    assert (answer.how, len(world.facebook.posts())) == (Break.DROP, 1)


def test_a_container_expires_with_the_clock(
    world: World, clock: Clock, picture: Callable[..., bytes]
) -> None:
    world.answer(_upload(world, picture()))
    (photo,) = world.facebook.unpublished_photos()
    graph_id = world.instagram.graph_id
    container = _call(world, "POST", f"/v25.0/{graph_id}/media", image_url=photo.url).document()["id"]
    clock.now += timedelta(hours=25)
    assert (
        _call(world, "GET", f"/v25.0/{container}", fields="status_code").document()["status_code"]
        == "EXPIRED"
    )


def test_the_listing_waits_for_the_clock(world: World, clock: Clock) -> None:
    world.facebook.set_listing_lag(time=timedelta(minutes=2))
    _feed(world, message="Frisch")
    path = f"/v25.0/{world.facebook.page_id}/published_posts"
    assert _call(world, "GET", path).document()["data"] == []
    clock.now += timedelta(minutes=2)
    assert len(_call(world, "GET", path).document()["data"]) == 1  # type: ignore[arg-type]


def _spec(node_type: str) -> dict[str, Any]:
    if not SPEC.is_dir():
        pytest.skip("Meta's API specification is not beside the project")
    document: dict[str, Any] = json.loads((SPEC / f"{node_type}.json").read_text())
    return document


EDGES = [key for key in parameters.PARAMETERS if parameters.PARAMETERS[key]]


@pytest.mark.parametrize("key", EDGES, ids=["-".join(key) for key in EDGES])
def test_every_parameter_stands_in_the_official_specification(key: tuple[str, str, str]) -> None:
    method, node_type, edge = key
    rows = [
        row for row in _spec(node_type)["apis"] if (row["method"], row.get("endpoint", "")) == (method, edge)
    ]
    official = {param["name"] for row in rows for param in row["params"]}
    assert parameters.PARAMETERS[key] - official == frozenset()


@pytest.mark.parametrize("node_type", list(parameters.FIELDS))
def test_every_field_stands_in_the_official_specification(node_type: str) -> None:
    official = {field["name"] for field in _spec(node_type)["fields"]}
    assert parameters.FIELDS[node_type] - official == frozenset()
