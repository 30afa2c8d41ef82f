"""The shipped instagrapi logs in, posts and reads in the sandbox with only its environment changed."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import instagrapi
import pytest
import requests
from instagrapi.exceptions import (
    AccountSuspended,
    BadPassword,
    ChallengeRequired,
    FeedbackRequired,
    LoginRequired,
    TwoFactorRequired,
    UnknownError,
)
from PIL import Image

from bot.sandbox.ledger import Act
from bot.sandbox.platforms import parse_picture
from bot.sandbox.sandbox import Sandbox


def _items(phone: instagrapi.Client) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = phone.private_request(f"feed/user/{phone.user_id}/", params={"count": 12})[
        "items"
    ]
    return items


def test_a_login_takes_the_steps_of_the_app(world: Sandbox, phone: instagrapi.Client) -> None:
    points = [entry.point for entry in world.ledger.entries if entry.act is Act.REQUEST]
    assert points == [
        *["instagram.preflight"] * 4,
        "instagram.password_key",
        "instagram.login",
        *["instagram.warmup"] * 2,
    ]
    assert str(phone.user_id) == world.instagram.user_id


def test_a_photo_post_stands_on_the_profile(world: Sandbox, phone: instagrapi.Client, photo: Path) -> None:
    alt = {"custom_accessibility_caption": "Ein blaues Bild"}
    media = phone.photo_upload(photo, "Grüße #Verbund", upload_id="1700000000123", extra_data=alt)
    (medium,) = world.instagram.posts()
    assert (medium.pk, medium.code, medium.caption) == (str(media.pk), media.code, "Grüße #Verbund")
    assert (medium.alt_text, medium.device_timestamp) == ("Ein blaues Bild", "1700000000123")
    assert Image.open(io.BytesIO(medium.picture)).size == (1080, 1350)


def test_a_permalink_shows_the_post_to_visitors(phone: instagrapi.Client, photo: Path) -> None:
    media = phone.photo_upload(photo, "Grüße")
    with requests.Session() as visitor:
        assert "Grüße" in visitor.get(f"https://www.instagram.com/p/{media.code}/", timeout=30).text
        assert visitor.get("https://www.instagram.com/p/fehlt/", timeout=30).status_code == 404


def test_a_post_is_found_again_by_its_upload_id(phone: instagrapi.Client, photo: Path) -> None:
    phone.photo_upload(photo, "Eins", upload_id="1700000000001")
    phone.photo_upload(photo, "Zwei", upload_id="1700000000002")
    assert [item["device_timestamp"] for item in _items(phone)] == [1700000000002, 1700000000001]


def test_a_post_is_edited_and_deleted(world: Sandbox, phone: instagrapi.Client, photo: Path) -> None:
    media = phone.photo_upload(photo, "Alt")
    phone.media_edit(media.id, "Neu")
    assert world.instagram.posts()[0].caption == "Neu"
    assert phone.media_delete(media.id)
    assert world.instagram.posts() == ()


def test_the_feed_has_pages(phone: instagrapi.Client, photo: Path) -> None:
    for number in range(3):
        phone.photo_upload(photo, f"Nummer {number}")
    medias, after = phone.user_medias_paginated_v1(phone.user_id, 2)
    rest, end = phone.user_medias_paginated_v1(phone.user_id, 2, end_cursor=after)
    assert [media.caption_text for media in medias + rest] == ["Nummer 2", "Nummer 1", "Nummer 0"]
    assert not end


def test_a_saved_session_needs_no_second_login(
    world: Sandbox, phone: instagrapi.Client, hurried: None
) -> None:
    again = instagrapi.Client(phone.get_settings(), request_timeout=0)
    assert again.login(world.instagram.username, world.instagram.password)
    again.private.close()
    assert world.ledger.requests("instagram.login") == 1


def test_a_second_device_is_visible_in_the_ledger(world: Sandbox, phone: instagrapi.Client) -> None:
    other = instagrapi.Client(request_timeout=0)
    other.login(world.instagram.username, world.instagram.password)
    other.private.close()
    other.public.close()
    numbers = [effect.parameters["device_number"] for effect in world.ledger.effects("instagram.login")]
    assert (numbers, len(world.instagram.devices)) == (["1", "2"], 2)


def test_a_session_on_another_phone_is_challenged(world: Sandbox, phone: instagrapi.Client) -> None:
    world.instagram.move_session()
    with pytest.raises(ChallengeRequired):
        _items(phone)


def test_a_wrong_password_is_refused(world: Sandbox, stranger: instagrapi.Client) -> None:
    with pytest.raises(BadPassword):
        stranger.login(world.instagram.username, "falsch")
    assert world.instagram.devices == []


def test_a_changed_password_ends_the_session(world: Sandbox, phone: instagrapi.Client) -> None:
    world.instagram.change_password("sandbox-neu")
    with pytest.raises(LoginRequired):
        _items(phone)
    assert phone.login(world.instagram.username, "sandbox-neu", relogin=True)


def test_a_one_time_code_is_asked_for_and_checked(world: Sandbox, stranger: instagrapi.Client) -> None:
    seed = world.instagram.require_two_factor()
    with pytest.raises(TwoFactorRequired):
        stranger.login(world.instagram.username, world.instagram.password)
    code = stranger.totp_generate_code(seed)
    assert stranger.login(world.instagram.username, world.instagram.password, verification_code=code)


def test_a_wrong_one_time_code_opens_no_session(world: Sandbox, stranger: instagrapi.Client) -> None:
    world.instagram.require_two_factor()
    with pytest.raises(UnknownError):
        stranger.login(world.instagram.username, world.instagram.password, verification_code="000000")
    assert world.instagram.sessions == {}


def test_an_expired_session_is_refused(world: Sandbox, phone: instagrapi.Client) -> None:
    world.instagram.expire_session()
    with pytest.raises(LoginRequired):
        _items(phone)


TROUBLES = [("challenge", ChallengeRequired), ("suspend", AccountSuspended), ("hold_back", FeedbackRequired)]


@pytest.mark.parametrize(("verb", "error"), TROUBLES, ids=[verb for verb, _ in TROUBLES])
def test_a_troubled_account_cannot_post_until_a_person_settles_it(
    world: Sandbox, phone: instagrapi.Client, photo: Path, verb: str, error: type[Exception]
) -> None:
    upload = phone.photo_rupload(photo)
    getattr(world.instagram, verb)()
    with pytest.raises(error):
        phone.photo_configure(*upload, "Nein")
    world.instagram.settle()
    phone.photo_configure(*upload, "Ja")
    assert [medium.caption for medium in world.instagram.posts()] == ["Ja"]


def test_what_cannot_be_posted_is_refused(world: Sandbox, phone: instagrapi.Client, photo: Path) -> None:
    upload = phone.photo_rupload(photo)
    with pytest.raises(UnknownError, match="media_needs_reupload"):
        phone.photo_configure("1699999999999", 1080, 1350, "Nie hochgeladen")
    with pytest.raises(UnknownError, match="too long"):
        phone.photo_configure(*upload, "x" * 2201)
    assert world.instagram.posts() == ()


def test_a_picture_too_tall_is_refused(
    world: Sandbox, phone: instagrapi.Client, picture: Callable[..., bytes]
) -> None:
    tall = parse_picture(picture(900, 1600))
    assert tall is not None
    world.instagram.uploads["1700000000009"] = tall
    with pytest.raises(UnknownError, match="aspect ratio"):
        phone.photo_configure("1700000000009", 900, 1600, "Hoch")
