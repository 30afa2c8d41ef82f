"""What of an earlier try is known again, and what an account calls itself: played from both sides."""

import time
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta

import pytest
from channel_bench import AlwaysAnswers, Bench

from bot.channels import matching
from bot.channels.instagram.instagrapi import publisher as profile
from bot.channels.meta import graph, token_check
from bot.domain.errors import ChannelError, Unavailable
from bot.domain.post import Receipt

START = datetime(2026, 11, 29, 12, tzinfo=UTC)
CODE = "https://www.instagram.com/p/Cabc/"


def show(bench: Bench, monkeypatch: pytest.MonkeyPatch, *items: dict[str, object]) -> list[object]:
    """A profile's feed; returns what is sent to it."""
    sent: list[object] = []
    monkeypatch.setattr(type(bench.publisher), "_items_since", lambda self, start: iter(items))
    monkeypatch.setattr(type(bench.publisher), "_upload", lambda self, image, handles: sent.append(image))
    monkeypatch.setattr(type(bench.publisher._session), "ask", lambda self, act, _: sent.append(act))
    return sent


def test_what_stands_under_our_upload_is_not_sent_again(
    instagram: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = [{"device_timestamp": 701, "id": "8"}, {"device_timestamp": 699, "id": "9"}]
    sent = show(instagram, monkeypatch, *others, {"device_timestamp": 700, "id": "7", "code": "Cabc"})
    instagram.kept = {"upload_id": "700"}
    receipt = instagram.publish()
    assert receipt == Receipt(remote_id="7", permalink=CODE)
    assert (sent, instagram.kept) == ([], {"upload_id": "700", "media_id": "7", "permalink": CODE})


@pytest.mark.parametrize(
    ("item", "kept"), [({"device_timestamp": 701, "id": "8"}, {"upload_id": "700"}), ({"id": "8"}, {})]
)
def test_what_stands_under_another_upload_is_none_of_ours(
    instagram: Bench, monkeypatch: pytest.MonkeyPatch, item: dict[str, object], kept: dict[str, str]
) -> None:
    sent = show(instagram, monkeypatch, item)
    instagram.kept = {**kept, "media_id": "5"}
    instagram.prepare()
    assert len(sent) == 1
    assert instagram.kept["media_id"] == ""


def test_what_stands_without_an_id_is_read_in_vain(instagram: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = show(instagram, monkeypatch, {"device_timestamp": 700})
    instagram.kept = {"upload_id": "700"}
    with pytest.raises(Unavailable):
        instagram.prepare()
    assert sent == []


@pytest.mark.parametrize(
    ("told", "mark"),
    [
        ({"user": {"username": "verband"}}, "ok"),
        ({"user": {"username": "Verband"}}, "ok"),
        ({"user": {"username": "0verband"}}, "warning"),
        ({"user": {"username": "averband"}}, "warning"),
        ({"user": {"username": "zverband"}}, "warning"),
        ({"user": {}}, "ok"),
        ({}, "ok"),
        (None, "ok"),
    ],
)
def test_a_profile_is_renamed_where_it_is_told_by_another_name(
    instagram: Bench, monkeypatch: pytest.MonkeyPatch, told: object, mark: str
) -> None:
    instagram.start(username="verband")
    monkeypatch.setattr(type(instagram.publisher._session), "ask", lambda self, act, _: told)
    assert [line.mark for line in instagram.publisher.check()] == [mark]


@pytest.mark.parametrize(("media", "name"), [({"id": "7_1", "pk": "7"}, "7_1"), ({"pk": "7"}, "7"), ({}, "")])
def test_a_medium_is_called_by_its_id_or_its_number(media: dict[str, str], name: str) -> None:
    assert profile._receipt(media).remote_id == name


@pytest.mark.parametrize("status", [200, 399, 400, 401, 500])
def test_an_answer_counts_below_the_status_of_a_refusal(facebook: Bench, status: int) -> None:
    page = facebook.publisher
    page.graph.session.mount("https://", AlwaysAnswers({"id": "17"}, status=status))
    try:
        assert page.graph.read("17") == {"id": "17"}
    except Unavailable:
        assert status >= 400
    else:
        assert status < 400


@pytest.mark.parametrize(("percent", "waits"), [(0, 0), (graph.BUSY_PERCENT, 0), (graph.BUSY_PERCENT + 1, 1)])
def test_a_quota_is_waited_for_once_it_is_nearly_used(facebook: Bench, percent: int, waits: int) -> None:
    now = facebook.clock()
    usage = graph.Usage(percent=percent, regain=timedelta(minutes=5), seen_at=now)
    assert usage.wait_at(now) == waits * timedelta(minutes=5)
    assert usage.wait_at(now + timedelta(minutes=6)) == timedelta()


def test_texts_that_share_one_word_only_are_not_alike() -> None:
    own, other = (" ".join(f"{letter}{number}" for number in range(30)) for letter in "ab")
    assert matching._compare("Tee " * 50 + own, "Tee " * 50 + other) == 0
    assert matching._compare("Tee " * 50, "Tee " * 50 + other) > 0.5
    assert [matching._compare(*texts) for texts in (("", "Tee"), ("Tee", ""), ("", ""))] == [0, 0, 0]


@pytest.mark.parametrize(("after", "mark"), [(-1, "warning"), (0, "ok"), (1, "ok")])
def test_an_end_is_warned_of_some_time_before(after: int, mark: str) -> None:
    now = START + timedelta(seconds=-after)
    ends = int((START + token_check.WARN_BEFORE).timestamp())
    for data in (
        {"expires_at": ends},
        {"data_access_expires_at": ends},
        {"expires_at": ends, "data_access_expires_at": ends + 9},
    ):
        check = token_check._check_expiry(data, now)
        assert (check.mark, check.ends_at) == (mark, START + token_check.WARN_BEFORE)
        assert bool(check.advice) is (mark == "warning")


@pytest.mark.parametrize(
    ("kind", "is_valid", "mark"),
    [
        ("PAGE", True, "ok"),
        ("SYSTEM_USER", True, "ok"),
        ("USER", True, "problem"),
        ("PAGE", False, "problem"),
        ("", True, "problem"),
    ],
)
def test_a_token_is_a_valid_one_of_a_page(kind: str, mark: str, *, is_valid: bool) -> None:
    assert token_check._check_kind({"type": kind, "is_valid": is_valid}).mark == mark


@pytest.mark.parametrize("code", [(10, None), (100, None), (100, 32), (100, 33), (100, 34), (200, None)])
@pytest.mark.parametrize("is_listed", [True, False])
def test_a_post_is_gone_where_that_is_said_and_the_list_agrees(
    facebook: Bench, monkeypatch: pytest.MonkeyPatch, code: tuple[int, int | None], *, is_listed: bool
) -> None:
    page, post = facebook.publisher, facebook.post(remote_id="17_1")
    told = {"code": code[0], "error_subcode": code[1], "message": "no"}
    page.graph.session.mount("https://", AlwaysAnswers({"error": told}, status=400))
    rows = [{"id": "17_2"}, *[{"id": "17_1"}] * is_listed]
    monkeypatch.setattr(type(page), "_rows_since", lambda self, start: iter(rows))
    is_gone = code == (100, 33) and not is_listed
    with nullcontext() if is_gone else pytest.raises(ChannelError):
        page.withdraw(post)


@pytest.mark.parametrize(("app_id", "secret"), [("7", ""), ("", "s"), ("", "")])
def test_an_end_is_seen_with_both_of_an_apps_names_only(facebook: Bench, app_id: str, secret: str) -> None:
    page = facebook.start(app_id=app_id, app_secret=secret)
    (check,) = token_check._check_details(page, token_check.RIGHTS)
    assert check.mark == "warning"
    assert "BOT_FACEBOOK_APP_SECRET" in check.advice


def test_the_pause_before_the_visible_call_is_made_while_all_is_prepared(
    instagram: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the decision and the call a laptop must find no time to fall asleep."""
    instagram.start(pause=timedelta(seconds=7))
    paused: list[str] = []
    doing = "login"

    def pause(seconds: float) -> None:
        uploads = instagram.world.ledger.requests(instagram.upload_point)
        paused.extend([f"{doing} {uploads}"] if seconds == 7 else [])

    monkeypatch.setattr(time, "sleep", pause)
    post = instagram.post()
    instagram.find(post)
    doing = "prepare"
    handles = instagram.prepare(post)
    doing = "publish"
    instagram.publisher.publish(post, handles)
    doing = "find"
    instagram.find(post)
    told = list(dict.fromkeys(paused))
    assert told == ["login 0", "prepare 1", "find 1"]
