"""What is special about official Instagram publishing: containers, quota, where the picture is fetched."""

import functools
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from channel_bench import CAPTION, LINK, AlwaysAnswers, Bench

from bot.channels.instagram.official import SLIGHTLY
from bot.channels.matching import Row
from bot.domain.errors import OutcomeUnknown, Throttled, Unavailable
from bot.domain.post import Presence, Receipt, Search
from bot.sandbox.kinds import Moment

CONTAINER = "graph_instagram.container"
PUBLISH = "graph_instagram.publish"


def test_the_page_holds_the_picture_unpublished(graph_instagram: Bench) -> None:
    graph_instagram.publish()
    assert len(graph_instagram.world.facebook.unpublished_photos()) == 1
    assert graph_instagram.world.facebook.posts() == ()


def test_a_public_address_takes_the_place_of_the_page(graph_instagram: Bench) -> None:
    with folder_on_loopback(graph_instagram.folder) as address:
        graph_instagram.start(public_media_url=address)
        graph_instagram.publish()
    assert graph_instagram.captions() == [CAPTION]
    assert graph_instagram.requests("facebook.photos") == 0


def test_a_container_in_work_is_waited_for(graph_instagram: Bench) -> None:
    graph_instagram.world.instagram.let_containers_take(3)
    graph_instagram.publish()
    assert graph_instagram.captions() == [CAPTION]


def test_a_slow_container_is_kept_for_the_next_try(graph_instagram: Bench) -> None:
    graph_instagram.world.instagram.let_containers_take(7)
    with pytest.raises(Unavailable, match="verarbeitet") as caught:
        graph_instagram.prepare()
    assert caught.value.retry_after == timedelta(minutes=1)
    graph_instagram.start()
    graph_instagram.publish()
    assert graph_instagram.requests(CONTAINER) == 1


def test_between_two_looks_at_a_container_there_is_a_pause(graph_instagram: Bench) -> None:
    """Meta asks for no more than a look a minute; five in a row would be too many calls at once."""
    pause = timedelta(milliseconds=60)
    graph_instagram.world.instagram.let_containers_take(3)
    graph_instagram.start(pause=pause)
    begun = time.monotonic()
    graph_instagram.publish()
    assert time.monotonic() - begun >= 3 * pause.total_seconds()


@pytest.mark.parametrize("kind", ["container_error", "container_expired"])
def test_a_dead_container_is_replaced_at_the_next_try(graph_instagram: Bench, kind: str) -> None:
    graph_instagram.break_next("graph_instagram.status", kind, times=2)
    with pytest.raises(Unavailable, match="nicht verarbeitet"):
        graph_instagram.prepare()
    graph_instagram.publish()
    assert graph_instagram.captions() == [CAPTION]
    assert graph_instagram.requests(CONTAINER) == 2


def test_a_container_that_outlived_its_day_is_replaced(graph_instagram: Bench) -> None:
    graph_instagram.prepare()
    graph_instagram.break_next("graph_instagram.status", "container_expired")
    graph_instagram.publish()
    assert graph_instagram.requests(CONTAINER) == 2


def test_a_changed_caption_makes_a_new_container(graph_instagram: Bench) -> None:
    graph_instagram.prepare()
    graph_instagram.publish(graph_instagram.post(caption="Berichtigt"))
    assert graph_instagram.captions() == ["Berichtigt"]


@pytest.mark.parametrize(("made_of", "requests"), [(None, 1), ("", 2), ("zzz", 2)])
def test_a_container_of_anything_else_is_made_anew(
    graph_instagram: Bench, made_of: str | None, requests: int
) -> None:
    handles = graph_instagram.prepare()
    known = handles if made_of is None else {**handles, "container_of": made_of}
    graph_instagram.publisher.prepare(graph_instagram.post(handles=known), lambda name, value: True)
    assert graph_instagram.requests(CONTAINER) == requests


def test_a_published_container_is_never_published_again(graph_instagram: Bench) -> None:
    """The stand-in would make a second post of it."""
    graph_instagram.prepare()
    graph_instagram.break_next(PUBLISH, "drop", Moment.AFTER)
    with pytest.raises(OutcomeUnknown):
        graph_instagram.publish()
    graph_instagram.start()
    with pytest.raises(Unavailable):
        graph_instagram.publish()
    assert graph_instagram.find() is not None
    assert graph_instagram.requests(PUBLISH) == 1
    assert graph_instagram.captions() == [CAPTION]


def test_a_published_container_counts_even_before_it_is_listed(graph_instagram: Bench) -> None:
    graph_instagram.prepare()
    graph_instagram.world.instagram.set_listing_lag(reads=1)
    graph_instagram.break_next(PUBLISH, "drop", Moment.AFTER)
    with pytest.raises(OutcomeUnknown):
        graph_instagram.publish()
    with pytest.raises(Unavailable, match="noch nicht in der Liste"):
        graph_instagram.find()
    assert graph_instagram.find() is not None


def test_what_a_person_posted_before_ours_is_listed_is_not_taken_for_ours(graph_instagram: Bench) -> None:
    """In the end a person is asked about it."""
    instagram = graph_instagram.world.instagram
    graph_instagram.break_next(PUBLISH, "drop", Moment.AFTER)
    with pytest.raises(OutcomeUnknown):
        graph_instagram.publish()
    [ours] = instagram.posts()
    del instagram.media[ours.pk]
    instagram.post_by_hand("Heute bleibt das Büro zu")
    post = graph_instagram.post()
    asked = graph_instagram.publisher.find(post, Search(since=post.created_at - timedelta(minutes=1)))
    assert (asked.presence, asked.excerpt) == (Presence.ASK, "Heute bleibt das Büro zu")
    instagram.media[ours.pk] = ours
    found = graph_instagram.find()
    assert found is not None
    assert found.remote_id == ours.pk


def test_a_container_in_work_is_not_called_absent(graph_instagram: Bench) -> None:
    graph_instagram.prepare()
    graph_instagram.break_next("graph_instagram.status", "in_progress")
    with pytest.raises(Unavailable):
        graph_instagram.find()


def test_what_resembles_a_post_is_asked_about_while_its_container_is_in_work(graph_instagram: Bench) -> None:
    graph_instagram.prepare()
    graph_instagram.world.instagram.post_by_hand(f"{LINK} und https://verband.example/fest")
    graph_instagram.break_next("graph_instagram.status", "in_progress")
    post = graph_instagram.post()
    found = graph_instagram.publisher.find(post, Search(since=post.created_at - timedelta(minutes=1)))
    assert (found.presence, found.is_firm) == (Presence.ASK, False)


def test_what_is_nowhere_is_surely_absent_when_its_container_says_so(graph_instagram: Bench) -> None:
    graph_instagram.prepare()
    post = graph_instagram.post()
    told = {}
    for kind in ("", "container_error", "container_expired"):
        if kind:
            graph_instagram.break_next("graph_instagram.status", kind)
        found = graph_instagram.publisher.find(post, Search(since=post.created_at))
        told[kind] = found.presence, found.is_firm
    no = Presence.NO
    assert told == {"": (no, True), "container_error": (no, True), "container_expired": (no, False)}


@pytest.mark.parametrize(
    ("rows", "is_alike", "told"),
    [
        ([(0, "")], False, "yes 0"),
        ([(0, "")], True, "yes 0"),
        ([(0, "Frohe Ostern")], False, "ask 0"),
        ([(0, "Frohe Ostern")], True, "yes 0"),
        ([(0, ""), (1, "")], True, "ask 0"),
        ([(-1, ""), (0, "")], False, "yes 1"),
        ([(-1, ""), (1, "")], False, "yes 1"),
        ([(-1, "")], False, "yes 0"),
        ([(-1, ""), (-2, "")], False, "ask 0"),
        ([(-1, ""), (None, "")], False, "yes 1"),
        ([(0, "x" * 81)], False, "ask 0"),
    ],
)
def test_what_stands_there_since_the_sending_is_the_published_medium(
    graph_instagram: Bench, rows: Sequence[tuple[int | None, str]], told: str, *, is_alike: bool
) -> None:
    publisher, post = graph_instagram.publisher, graph_instagram.post()
    search = Search(since=post.created_at)
    since = (post.sent_at - publisher.graph.ahead if post.sent_at else search.since) - SLIGHTLY
    shown = [
        Row(
            receipt=Receipt(remote_id=f"{number}", permalink=""),
            at=None if seconds is None else since + timedelta(seconds=seconds),
            text=text,
            alt_text=post.composition.alt_text,
        )
        for number, (seconds, text) in enumerate(rows)
    ]
    found = publisher._find_published(shown, post, search, is_alike=is_alike)
    assert found.receipt
    assert f"{found.presence} {found.receipt.remote_id}" == told
    assert found.excerpt == shown[int(told[-1])].text[:80]


def test_a_container_that_says_nothing_is_not_called_absent(graph_instagram: Bench) -> None:
    container = graph_instagram.prepare()["container_id"]
    silent = AlwaysAnswers({"id": container})
    graph_instagram.publisher.graph.session.mount(f"https://graph.facebook.com/v25.0/{container}", silent)
    with pytest.raises(Unavailable, match="nicht zu lesen"):
        graph_instagram.find()


def test_a_published_medium_that_reads_strangely_is_published_all_the_same(graph_instagram: Bench) -> None:
    session = graph_instagram.publisher.graph.session
    handles = graph_instagram.prepare()
    session.mount("https://graph.facebook.com/v25.0/1", AlwaysAnswers({"status": "ok"}))
    session.mount(
        f"https://graph.facebook.com/v25.0/{graph_instagram.world.instagram.graph_id}",
        session.get_adapter("https://elsewhere.example"),
    )
    receipt = graph_instagram.publisher.publish(graph_instagram.post(), handles)
    assert receipt.remote_id == graph_instagram.world.instagram.posts()[0].pk


def test_a_published_medium_that_cannot_be_read_is_not_called_altered(graph_instagram: Bench) -> None:
    handles = graph_instagram.prepare()
    graph_instagram.break_next("graph_instagram.media", "drop", Moment.BEFORE)
    receipt = graph_instagram.publisher.publish(graph_instagram.post(), handles)
    assert receipt.remote_id == graph_instagram.world.instagram.posts()[0].pk
    assert not receipt.is_altered


def test_a_used_up_quota_is_seen_before_anything_is_made(graph_instagram: Bench) -> None:
    graph_instagram.world.instagram.set_quota(1)
    graph_instagram.publish()
    graph_instagram.kept.clear()
    with pytest.raises(Throttled, match="Tageskontingent"):
        graph_instagram.prepare(graph_instagram.post(caption="Noch einer"))
    assert graph_instagram.requests(CONTAINER) == 1


def test_a_quota_used_up_in_between_waits_a_day(graph_instagram: Bench) -> None:
    graph_instagram.prepare()
    graph_instagram.world.instagram.set_quota(0)
    with pytest.raises(Throttled) as caught:
        graph_instagram.publisher.publish(graph_instagram.post(), graph_instagram.kept)
    assert caught.value.retry_after == timedelta(days=1)


def test_the_doctor_names_the_instagram_account_and_its_rights(graph_instagram: Bench) -> None:
    page = graph_instagram.world.facebook
    page.revoke("instagram_content_publish")
    publisher = graph_instagram.start(app_id=page.app_id, app_secret=page.app_secret)
    lines = {line.name: line for line in publisher.check()}
    assert lines["Facebook-Rechte für Instagram"].message == "es fehlt: instagram_content_publish"
    assert lines["Instagram-Konto"].mark == "problem"


@contextmanager
def folder_on_loopback(folder: Path) -> Iterator[str]:
    """The folder as a web server shows it; yields its address."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Be quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
