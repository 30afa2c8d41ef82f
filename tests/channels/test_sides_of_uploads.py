"""What of an earlier try is known again, and what an account calls itself: played from both sides."""

from datetime import timedelta

import pytest
from channel_bench import AlwaysAnswers, Bench

from bot.channels.instagram.instagrapi import publisher as profile
from bot.channels.meta import graph
from bot.domain.errors import Unavailable
from bot.domain.post import Receipt

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
