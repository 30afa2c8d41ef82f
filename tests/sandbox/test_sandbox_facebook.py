"""The shipped facebook-sdk posts, reads, edits and deletes with only its environment changed."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import facebook
import pytest
import requests

from bot.sandbox.sandbox import Sandbox

if TYPE_CHECKING:
    from tests.sandbox.conftest import Graph


def test_a_photo_post_stands_publicly_with_text_picture_and_alt_text(
    world: Sandbox, graph: "Graph", picture: Callable[..., bytes]
) -> None:
    content = picture()
    photo_id = graph.upload(content, alt="Drei Menschen vor einer Tür")
    answer = graph.post("Grüße & mehr", attached_media=json.dumps([{"media_fbid": photo_id}]))
    (post,) = world.facebook.posts()
    assert (post.id, post.message, post.photo_ids) == (answer["id"], "Grüße & mehr", (photo_id,))
    assert (post.pictures, post.alt_texts) == ((content,), ("Drei Menschen vor einer Tür",))


def test_a_post_is_found_again_by_its_photo_and_by_the_listing(graph: "Graph") -> None:
    answer = graph.post_photo("Hallo")
    (row,) = graph.listing(fields="id,message,attachments{target{id}}")["data"]
    photo_id = row["attachments"]["data"][0]["target"]["id"]
    assert row["id"] == answer["id"]
    assert graph.sdk.get_object(photo_id, fields="page_story_id")["page_story_id"] == answer["id"]


def test_an_unpublished_photo_is_invisible(world: Sandbox, graph: "Graph") -> None:
    photo_id = graph.upload()
    assert world.facebook.posts() == ()
    assert [photo.id for photo in world.facebook.unpublished_photos()] == [photo_id]
    assert "page_story_id" not in graph.sdk.get_object(photo_id, fields="page_story_id")


def test_a_published_photo_is_a_post(world: Sandbox, graph: "Graph", picture: Callable[..., bytes]) -> None:
    answer = graph.sdk.put_photo(picture(), f"{graph.page}/photos", caption="Direkt")
    assert [(post.id, post.message) for post in world.facebook.posts()] == [(answer["post_id"], "Direkt")]


def test_a_post_is_edited_and_deleted(world: Sandbox, graph: "Graph") -> None:
    post_id = graph.post("Tippfeler")["id"]
    assert graph.sdk.request(f"v25.0/{post_id}", post_args={"message": "Tippfehler"}) == {"success": True}
    assert world.facebook.posts()[0].message == "Tippfehler"
    assert graph.sdk.delete_object(post_id) == {"success": True}
    assert world.facebook.posts() == ()


def test_the_listing_has_pages_newest_first(graph: "Graph") -> None:
    ids = [graph.post(f"Nummer {number}")["id"] for number in range(5)]
    first = graph.listing(limit="3")
    second = graph.listing(limit="3", after=first["paging"]["cursors"]["after"])
    assert [row["id"] for row in first["data"] + second["data"]] == ids[::-1]
    assert ("next" in first["paging"], "next" in second["paging"]) == (True, False)


def test_the_picture_of_a_photo_can_be_fetched(graph: "Graph", picture: Callable[..., bytes]) -> None:
    content = picture()
    photo_id = graph.upload(content)
    url = graph.sdk.get_object(photo_id, fields="images")["images"][0]["source"]
    with requests.Session() as session:
        assert session.get(url, timeout=30).content == content


def test_the_token_tells_who_it_is(world: Sandbox, graph: "Graph") -> None:
    page = world.facebook
    data = graph.sdk.debug_access_token(page.token, page.app_id, page.app_secret)["data"]
    assert graph.sdk.get_object("me")["id"] == page.page_id
    assert (data["is_valid"], data["type"], data["expires_at"]) == (True, "PAGE", 0)
    assert "pages_manage_posts" in data["scopes"]


def test_a_user_token_is_exchanged_and_leads_to_the_page_token(world: Sandbox) -> None:
    page = world.facebook
    sdk = facebook.GraphAPI(page.user_token, timeout=30)
    sdk.version = "v25.0"
    long = sdk.extend_access_token(page.app_id, page.app_secret)
    sdk.access_token = long["access_token"]
    accounts = sdk.get_object("me/accounts", fields="id,name,access_token,tasks,instagram_business_account")
    sdk.session.close()
    assert long["expires_in"] > 5_000_000
    assert [(row["id"], row["access_token"]) for row in accounts["data"]] == [(page.page_id, page.token)]


def test_an_expired_token_is_refused_and_shown_as_invalid(world: Sandbox, graph: "Graph") -> None:
    world.facebook.expire_token()
    with pytest.raises(facebook.GraphAPIError) as refusal:
        graph.post()
    page = world.facebook
    data = graph.sdk.debug_access_token(page.token, page.app_id, page.app_secret)["data"]
    assert (refusal.value.code, refusal.value.result["error"]["error_subcode"]) == (190, 463)
    assert (data["is_valid"], data["error"]["subcode"]) == (False, 463)


def test_a_renewed_token_works_again(world: Sandbox, graph: "Graph") -> None:
    world.facebook.expire_token()
    world.facebook.renew_token()
    assert graph.post()["id"]


def test_the_end_of_a_token_is_announced(world: Sandbox, graph: "Graph") -> None:
    page = world.facebook
    end = page.clock().replace(microsecond=0) + timedelta(days=9)
    page.let_token_end(end, data_access_at=end - timedelta(days=1))
    data = graph.sdk.debug_access_token(page.token, page.app_id, page.app_secret)["data"]
    assert (data["expires_at"], data["data_access_expires_at"]) == (end.timestamp(), end.timestamp() - 86400)


def test_a_permalink_shows_the_post_to_visitors_once_the_app_is_live(world: Sandbox, graph: "Graph") -> None:
    link = graph.sdk.get_object(graph.post("Grüße & mehr")["id"], fields="permalink_url")["permalink_url"]
    with requests.Session() as visitor:
        assert "Grüße &amp; mehr" in visitor.get(link, timeout=30).text
        world.facebook.set_development_mode()
        assert visitor.get(link, timeout=30).status_code == 404


@pytest.mark.parametrize(
    ("permission", "code"),
    [("pages_manage_posts", 200), ("pages_read_engagement", 10)],
    ids=["write", "read"],
)
def test_a_revoked_permission_is_missed(world: Sandbox, graph: "Graph", permission: str, code: int) -> None:
    world.facebook.revoke(permission)
    with pytest.raises(facebook.GraphAPIError) as refusal:
        graph.post() if code == 200 else graph.listing()
    assert refusal.value.code == code


def test_usage_and_version_come_in_the_headers(graph: "Graph") -> None:
    seen: list[requests.Response] = []
    graph.sdk.session.hooks["response"].append(lambda response, **_: seen.append(response))
    graph.sdk.get_object("me")
    assert seen[0].headers["facebook-api-version"] == "v25.0"
    assert "estimated_time_to_regain_access" in seen[0].headers["x-business-use-case-usage"]
    assert set(json.loads(seen[0].headers["x-app-usage"])) == {"call_count", "total_cputime", "total_time"}
