"""The world as a whole: its borders, its ledger, its orders for faults, its end."""

import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import instagrapi
import pytest
import requests

from bot.sandbox.catalogue import KINDS
from bot.sandbox.faults import Fault
from bot.sandbox.kinds import POINTS, Moment
from bot.sandbox.ledger import Act
from bot.sandbox.sandbox import Sandbox

if TYPE_CHECKING:
    from tests.sandbox.conftest import Graph


@pytest.mark.parametrize("url", ["https://example.org/", "https://graph.facebook.com.evil.test/"])
def test_a_host_outside_the_world_is_refused(world: Sandbox, url: str) -> None:
    with requests.Session() as session, pytest.raises(requests.exceptions.ProxyError):
        session.get(url, timeout=30)
    assert [entry.act for entry in world.ledger.entries] == [Act.REFUSED]


def test_plain_http_through_the_proxy_is_refused(world: Sandbox) -> None:
    with requests.Session() as session:
        answer = session.get("http://example.org/", timeout=30, proxies={"http": world.proxy_url})
    assert answer.status_code == 403


def test_a_client_that_does_not_trust_the_authority_does_not_talk(
    world: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REQUESTS_CA_BUNDLE")
    monkeypatch.delenv("CURL_CA_BUNDLE")
    with requests.Session() as session, pytest.raises(requests.exceptions.SSLError):
        session.get("https://graph.facebook.com/v25.0/me", timeout=30)


def test_the_environment_leads_nowhere_else(world: Sandbox) -> None:
    environment = world.environment()
    assert environment["HTTPS_PROXY"] == environment["https_proxy"] == world.proxy_url
    assert environment["BOT_ARCHIVE_URLS"].startswith("http://127.0.0.1:")
    assert Path(environment["REQUESTS_CA_BUNDLE"]).read_text().count("BEGIN CERTIFICATE") == 1
    secrets = [environment[name] for name in ("BOT_FACEBOOK_TOKEN", "BOT_INSTAGRAM_PASSWORD")]
    assert all("sandbox" in secret for secret in secrets)


def test_the_ledger_knows_no_secrets(
    world: Sandbox, graph: "Graph", phone: instagrapi.Client, photo: Path
) -> None:
    page = world.facebook
    graph.post_photo("Hallo")
    graph.sdk.debug_access_token(page.token, page.app_id, page.app_secret)
    phone.photo_upload(photo, "Hallo")
    session = next(iter(world.instagram.sessions))
    text = repr(world.ledger.entries)
    secrets = (page.token, page.app_secret, world.instagram.password, session)
    assert [secret for secret in secrets if secret in text] == []


def test_the_ledger_tells_requests_and_effects_in_order(world: Sandbox, graph: "Graph") -> None:
    post_id = graph.post("Hallo")["id"]
    graph.sdk.delete_object(post_id)
    told = [(entry.act, entry.point, entry.subject) for entry in world.ledger.entries]
    assert told == [
        (Act.REQUEST, "facebook.feed", ""),
        (Act.CREATED, "facebook.feed", post_id),
        (Act.REQUEST, "facebook.delete", ""),
        (Act.DELETED, "facebook.delete", post_id),
    ]
    assert world.ledger.entries[0].parameters["message"] == "Hallo"


def test_a_fault_strikes_as_often_as_ordered_and_may_wait(world: Sandbox, graph: "Graph") -> None:
    world.faults.add(Fault(point="facebook.page", kind="fail_without_error", times=2, skip=1))
    answers = ["id" in graph.sdk.get_object("me") for _ in range(4)]
    assert answers == [True, False, False, True]
    assert [entry.fault for entry in world.ledger.entries] == [
        "",
        "fail_without_error",
        "fail_without_error",
        "",
    ]
    assert world.faults.waiting == ()


NONSENSE = [
    {"point": "facebook.feed", "kind": "gibt_es_nicht"},
    {"point": "gibt.es.nicht", "kind": "drop"},
    {"point": "facebook.feed", "kind": "challenge"},
    {"point": "facebook.feed", "kind": "rst_stream"},
    {"point": "facebook.feed", "kind": "permission", "when": Moment.AFTER},
    {"point": "facebook.feed", "kind": "truncated", "when": Moment.BEFORE},
    {"point": "facebook.feed", "kind": "drop", "when": Moment.LATE},
    {"point": "instagram.configure", "kind": "empty_list"},
]


@pytest.mark.parametrize("order", NONSENSE, ids=[" ".join(order.values()) for order in NONSENSE])
def test_a_fault_that_makes_no_sense_is_refused(order: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"fault|meet|happen"):
        Fault(**order)  # type: ignore[arg-type]


@pytest.mark.parametrize("point", POINTS)
def test_every_point_can_lose_an_answer(point: str) -> None:
    assert Fault(point=point, kind="drop", when=Moment.AFTER).point == point


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_fits_some_point(kind: str) -> None:
    assert any(KINDS[kind].fits(point) for point in POINTS)


def test_a_world_leaves_no_thread(tmp_path: Path) -> None:
    with Sandbox(tmp_path):
        pass
    before = threading.active_count()
    with Sandbox(tmp_path):
        pass
    assert threading.active_count() == before


def test_a_world_ends_while_a_client_still_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Sandbox(tmp_path) as world, requests.Session() as session:
        world.faults.add(Fault(point="archive.list", kind="slow"))
        waiting = threading.Thread(target=_ask, args=(session, world.archive.url))
        waiting.start()
        while not world.ledger.requests("archive.list"):
            time.sleep(0.005)
    waiting.join(30)
    assert not waiting.is_alive()


def _ask(session: requests.Session, url: str) -> None:
    session.trust_env = False
    with pytest.raises(requests.ConnectionError):
        session.get(url, timeout=30)


def test_two_worlds_do_not_meet(tmp_path: Path) -> None:
    with Sandbox(tmp_path / "a") as one, Sandbox(tmp_path / "b") as other:
        one.archive.publish_next()
        assert (len(one.archive.shown()), len(other.archive.shown())) == (9, 8)
        assert one.environment()["HTTPS_PROXY"] != other.environment()["HTTPS_PROXY"]
