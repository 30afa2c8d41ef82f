"""Official Instagram publishing on the stand-in Graph API, driven by the shipped facebook-sdk."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import facebook
import pytest

from bot.sandbox.faults import Fault
from bot.sandbox.kinds import Moment
from bot.sandbox.sandbox import Sandbox

if TYPE_CHECKING:
    from tests.sandbox.conftest import Graph

FIELDS = "id,caption,alt_text,permalink,timestamp,media_type"


def _account(graph: "Graph") -> str:
    return str(
        graph.sdk.get_object(graph.page, fields="instagram_business_account")["instagram_business_account"][
            "id"
        ]
    )


def _hosted(graph: "Graph", content: bytes) -> str:
    photo = graph.sdk.get_object(graph.upload(content), fields="images")
    return str(photo["images"][0]["source"])


def _container(graph: "Graph", content: bytes, **values: str) -> str:
    url = _hosted(graph, content)
    return str(graph.sdk.put_object(_account(graph), "media", image_url=url, **values)["id"])


def _publish(graph: "Graph", container: str) -> str:
    return str(graph.sdk.put_object(_account(graph), "media_publish", creation_id=container)["id"])


def _status(graph: "Graph", container: str) -> str:
    return str(graph.sdk.get_object(container, fields="status_code,status")["status_code"])


def test_a_hosted_photo_becomes_a_post(world: Sandbox, graph: "Graph", picture: Callable[..., bytes]) -> None:
    content = picture()
    container = _container(graph, content, caption="Grüße #Verbund", alt_text="Blau")
    assert (_status(graph, container), world.instagram.posts()) == ("FINISHED", ())
    media_id = _publish(graph, container)
    (medium,) = world.instagram.posts()
    assert (medium.pk, medium.caption, medium.alt_text) == (media_id, "Grüße #Verbund", "Blau")
    assert (medium.picture, medium.container_id) == (content, container)
    assert _status(graph, container) == "PUBLISHED"


def test_a_post_is_read_back(graph: "Graph", picture: Callable[..., bytes]) -> None:
    media_id = _publish(graph, _container(graph, picture(), caption="Hallo"))
    (row,) = graph.sdk.get_connections(_account(graph), "media", fields=FIELDS)["data"]
    assert (row["id"], row["caption"], row["media_type"]) == (media_id, "Hallo", "IMAGE")
    assert row["permalink"].startswith("https://www.instagram.com/p/")


def test_a_picture_on_a_loopback_web_server_is_really_fetched(world: Sandbox, graph: "Graph") -> None:
    slug = world.archive.shown()[0].sample.slug
    url = f"{world.archive.base}/bilder/{slug}.jpg"
    assert graph.sdk.put_object(_account(graph), "media", image_url=url)["id"]
    assert world.ledger.requests("archive.picture") == 1


UNFIT = [
    ((1080, 1350, "PNG"), 36001, 2207005),
    ((900, 1600, "JPEG"), 36003, 2207009),
    ((1600, 600, "JPEG"), 36003, 2207009),
]


@pytest.mark.parametrize(("shape", "code", "subcode"), UNFIT, ids=["png", "too-tall", "too-wide"])
def test_an_unfit_picture_is_refused(
    graph: "Graph", picture: Callable[..., bytes], shape: tuple[int, int, str], code: int, subcode: int
) -> None:
    with pytest.raises(facebook.GraphAPIError) as refusal:
        _container(graph, picture(*shape))
    assert (refusal.value.code, refusal.value.result["error"]["error_subcode"]) == (code, subcode)


def test_a_picture_that_is_not_there_is_refused(world: Sandbox, graph: "Graph") -> None:
    with pytest.raises(facebook.GraphAPIError) as refusal:
        graph.sdk.put_object(_account(graph), "media", image_url=f"{world.archive.base}/bilder/fehlt.jpg")
    assert refusal.value.code == 9004


TEXTS = [
    ({"caption": "x" * 2201}, 36004),
    ({"caption": " ".join(f"#t{number}" for number in range(31))}, 100),
    ({"alt_text": "x" * 1001}, 100),
]


@pytest.mark.parametrize(("values", "code"), TEXTS, ids=["caption", "hashtags", "alt-text"])
def test_a_text_too_long_is_refused(
    graph: "Graph", picture: Callable[..., bytes], values: dict[str, str], code: int
) -> None:
    with pytest.raises(facebook.GraphAPIError) as refusal:
        _container(graph, picture(), **values)
    assert refusal.value.code == code


def test_a_container_takes_its_time(world: Sandbox, graph: "Graph", picture: Callable[..., bytes]) -> None:
    world.instagram.let_containers_take(2)
    container = _container(graph, picture())
    assert [_status(graph, container) for _ in range(3)] == ["IN_PROGRESS", "IN_PROGRESS", "FINISHED"]


def test_a_container_that_is_not_ready_cannot_be_published(
    world: Sandbox, graph: "Graph", picture: Callable[..., bytes]
) -> None:
    world.instagram.let_containers_take(5)
    container = _container(graph, picture())
    with pytest.raises(facebook.GraphAPIError) as refusal:
        _publish(graph, container)
    assert (refusal.value.code, world.instagram.posts()) == (9007, ())


@pytest.mark.parametrize("end", ["ERROR", "EXPIRED"])
def test_a_container_may_fail(
    world: Sandbox, graph: "Graph", picture: Callable[..., bytes], end: str
) -> None:
    world.instagram.let_containers_take(0, end=end)
    container = _container(graph, picture())
    assert _status(graph, container) == end
    with pytest.raises(facebook.GraphAPIError):
        _publish(graph, container)


def test_the_daily_quota_is_counted_and_kept(
    world: Sandbox, graph: "Graph", picture: Callable[..., bytes]
) -> None:
    world.instagram.set_quota(1)
    _publish(graph, _container(graph, picture()))
    (row,) = graph.sdk.get_connections(
        _account(graph), "content_publishing_limit", fields="config,quota_usage"
    )["data"]
    assert (row["config"]["quota_total"], row["quota_usage"]) == (1, 1)
    with pytest.raises(facebook.GraphAPIError) as refusal:
        _publish(graph, _container(graph, picture()))
    assert (refusal.value.code, len(world.instagram.posts())) == (9, 1)


def test_a_lost_answer_to_publishing_leaves_a_published_container(
    world: Sandbox, graph: "Graph", picture: Callable[..., bytes]
) -> None:
    container = _container(graph, picture())
    world.faults.add(Fault(point="graph_instagram.publish", kind="http_500", when=Moment.AFTER))
    with pytest.raises(facebook.GraphAPIError):
        _publish(graph, container)
    assert (_status(graph, container), len(world.instagram.posts())) == ("PUBLISHED", 1)


STATES = [("in_progress", "IN_PROGRESS"), ("container_error", "ERROR"), ("container_expired", "EXPIRED")]


@pytest.mark.parametrize(("kind", "code"), STATES, ids=[kind for kind, _ in STATES])
def test_a_status_may_lie(
    world: Sandbox, graph: "Graph", picture: Callable[..., bytes], kind: str, code: str
) -> None:
    container = _container(graph, picture())
    world.faults.add(Fault(point="graph_instagram.status", kind=kind))
    assert [_status(graph, container) for _ in range(2)] == [code, "FINISHED"]
