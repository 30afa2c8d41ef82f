"""Platforms that rewrite, lose, lag and stay away, met by our real clients on every way to publish."""

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bot.domain.post import Post, PostStatus, Step
from bot.domain.state import GAP, StopKind
from bot.events import Event
from bot.pipeline import actions
from bot.pipeline.attention import list_causes
from bot.sandbox.faults import Fault
from tests.channels.channel_bench import VISIBLE_POINTS
from tests.known_channels import FACEBOOK, INSTAGRAM
from tests.pipeline.stand_in import BACKENDS, ONE_OF_EACH_CHANNEL, Rows, StandIn
from tests.pipeline.world import MINUTE, RULES, World

HOUR = timedelta(hours=1)


@pytest.fixture(params=BACKENDS)
def world(request: pytest.FixtureRequest, open_world: Callable[..., World], tmp_path: Path) -> World:
    """One channel of the sandbox."""
    backend = request.param
    platform = partial(StandIn, backend=backend, folder=tmp_path)
    return open_world(channels=[BACKENDS[backend]], make_platform=platform)


def the_post(world: World) -> Post:
    [post] = world.posts()
    return post


@pytest.mark.parametrize("lag", [6 * MINUTE, 14 * MINUTE, 59 * MINUTE], ids=str)
def test_a_lost_answer_and_a_slow_listing_do_not_double(world: World, lag: timedelta) -> None:
    world.archive.publish(1)
    world.platform.lag(lag)
    world.platform.lose_answer()
    world.settle(ticks=150)
    assert (the_post(world).status, len(world.platform.public)) == (PostStatus.PUBLISHED, 1)


def test_single_objects_that_are_shown_late_as_well_do_not_double(world: World) -> None:
    world.archive.publish(1)
    world.platform.lag(6 * MINUTE)
    world.platform.whims.node_lag = 6 * MINUTE
    world.platform.lose_answer()
    world.settle(ticks=150)
    assert (the_post(world).status, len(world.platform.public)) == (PostStatus.PUBLISHED, 1)


def test_a_clock_that_is_days_ahead_and_stays_so_does_not_double(world: World) -> None:
    """It was so from the beginning: no gap tells. What we sent seems older to us than our post."""
    world.clock.jump(3 * 24 * HOUR)
    world.run_pass()
    world.process.journal.forget(GAP)
    world.archive.publish(1)
    world.platform.lose_answer()
    world.settle(ticks=150)
    assert (the_post(world).status, len(world.platform.public)) == (PostStatus.PUBLISHED, 1)


def test_a_lost_request_is_sent_again_in_the_end(world: World) -> None:
    world.archive.publish(1)
    world.platform.lose_request()
    world.settle(ticks=100)
    assert (the_post(world).status, len(world.platform.public)) == (PostStatus.PUBLISHED, 1)


@pytest.mark.parametrize("keeps_nodes", [True, False], ids=["nodes", "no nodes"])
def test_what_the_platform_rewrites_is_found_again(world: World, *, keeps_nodes: bool) -> None:
    """Other quotes and dashes, no invisible characters, other blanks, another form of the link."""
    world.composer.words = "„Gemeinsam“ – ein\u2060 Fest\u00ad der @\u2060Vereine\u00a0!  Mehr:"
    world.platform.rewrite()
    if not keeps_nodes:
        world.platform.whims.node_lag = 24 * HOUR
    world.archive.publish(1)
    world.platform.lose_answer()
    world.settle(ticks=100)
    assert (the_post(world).status, len(world.platform.public)) == (PostStatus.PUBLISHED, 1)
    assert world.platform.public[0].caption != the_post(world).composition.caption


def test_a_text_that_the_platform_dropped_is_written_once_more_or_told(world: World) -> None:
    world.archive.publish(1)
    world.platform.whims.texts_to_drop = 1
    world.run_pass()
    post, [live] = the_post(world), world.platform.public
    assert post.status is PostStatus.PUBLISHED
    if world.platform.backend == "instagram-graph":
        assert post.error is not None
        assert (post.error.kind, live.caption) == ("altered", "")
    else:
        assert (post.error, live.caption) == (None, post.composition.caption)


def test_a_text_that_is_dropped_again_is_told(world: World) -> None:
    world.archive.publish(1)
    world.platform.whims.texts_to_drop = 2
    world.run_pass()
    post = the_post(world)
    assert post.status is PostStatus.PUBLISHED
    assert post.error is not None
    assert f"bot show {post.id}" in post.error.advice


def test_a_text_that_was_dropped_while_the_answer_got_lost_is_written_once_more_or_told(world: World) -> None:
    world.archive.publish(1)
    world.platform.whims.texts_to_drop = 1
    world.platform.lose_answer()
    world.settle(ticks=100)
    post, [live] = the_post(world), world.platform.public
    assert post.status is PostStatus.PUBLISHED
    assert bool(live.caption) is not bool(post.error)


@pytest.mark.parametrize("world", ONE_OF_EACH_CHANNEL, indirect=True)
def test_an_outage_of_the_platform_is_waited_for(world: World) -> None:
    world.platform.stay_down(20 * HOUR)
    world.archive.publish(1)
    world.settle(ticks=150, between=10 * MINUTE)
    assert (the_post(world).status, len(world.platform.public)) == (PostStatus.PUBLISHED, 1)


@pytest.mark.parametrize("world", ONE_OF_EACH_CHANNEL, indirect=True)
def test_an_outage_of_more_than_a_day_is_left_to_a_person(world: World) -> None:
    world.platform.stay_down(30 * HOUR)
    world.archive.publish(1)
    world.settle(ticks=160, between=10 * MINUTE)
    post = the_post(world)
    assert (post.status, world.platform.public) == (PostStatus.MISSED, [])
    assert post.error is not None
    assert f"bot retry {post.id}" in post.error.advice
    claims = [
        each.at for each in world.process.publishing.list_attempts(post.id) if each.step is Step.CLAIMED
    ]
    assert claims[-1] - claims[0] > RULES.missed_after - HOUR
    assert max(b - a for a, b in pairwise(claims)) <= 40 * MINUTE


def test_an_article_that_a_person_posted_by_hand_minutes_before_is_not_posted_again(world: World) -> None:
    url = world.archive.publish(1)
    world.platform.post_by_hand(f"Schaut mal, was bei uns los ist! {url}?utm_source=fb")
    world.clock.forward(5 * MINUTE)
    world.run_pass()
    assert (the_post(world).status, len(world.platform.public)) == (PostStatus.PUBLISHED, 1)
    assert world.platform.sendings == 0


def test_a_post_by_hand_that_reads_alike_asks_a_person_once(world: World) -> None:
    world.composer.words = "Sommerfest im Stadtgarten: Musik, Essen und Spiele für alle am Samstag ab 14 Uhr"
    world.archive.publish(1)
    world.platform.post_by_hand("Sommerfest im Stadtgarten: Musik, Essen, Spiele für alle! Samstag ab 14 Uhr")
    world.clock.forward(5 * MINUTE)
    world.run_pass()
    post, [by_hand] = the_post(world), world.platform.public
    assert (post.status, world.platform.sendings) == (PostStatus.DRAFT, 0)
    assert "Sommerfest im Stadtgarten" in post.reason
    assert "bot mark-posted" in post.reason
    world.approve(post)
    world.run_pass()
    assert the_post(world).status is PostStatus.PUBLISHED
    assert len(world.platform.public) == 2
    assert by_hand in world.platform.public


def test_what_was_sent_is_found_behind_pages_of_what_people_posted_since(world: World) -> None:
    world.archive.publish(1)
    world.platform.lose_answer()
    world.run_pass()
    for number in range(60):
        world.platform.post_by_hand(f"Bild {number} von unserem Ausflug an den Kanal")
    world.settle(ticks=100)
    assert (the_post(world).status, len(world.platform.public)) == (PostStatus.PUBLISHED, 61)


def make_strange(rows: Rows) -> Rows:
    """The three oldest: without an id, with nothing but ids, with parts of other shapes."""
    *others, odd, empty, nameless = rows
    ids = {"id", "pk", "code"}
    return [
        *others,
        {name: [None] if isinstance(value, dict | list) else value for name, value in odd.items()},
        {name: value if name in ids else None for name, value in empty.items()},
        {name: value for name, value in nameless.items() if name not in ids},
    ]


def test_strange_rows_of_a_listing_hold_nothing_up(world: World) -> None:
    for words in ("Guten Morgen", "Guten Tag", "Guten Abend"):
        world.platform.post_by_hand(words)
    if world.platform.backend.startswith("facebook"):
        world.platform.sandbox.facebook.post_by_hand("Ein Ausflug", link="https://anderswo.example/ausflug")
    world.platform.spoil_listing(make_strange)
    world.archive.publish(1)
    before = len(world.platform.public)
    world.platform.lose_answer()
    world.settle(ticks=100)
    assert (the_post(world).status, len(world.platform.public) - before) == (PostStatus.PUBLISHED, 1)


REFUSALS: Sequence[Mapping[str, object]] = (
    {"error": {"message": "(#100) Invalid parameter", "code": 100, "type": "OAuthException"}},
    {"error": {"message": "(#200) Permissions error", "code": 200, "type": "OAuthException"}},
    {"status": "fail", "message": "Invalid parameter"},
    {"error": "something", "error_description": "went wrong"},
)


def test_an_answer_that_gives_a_post_and_refuses_it_leaves_the_outcome_open(world: World) -> None:
    """With status 200, as gateways between us and the platform write such."""
    for number, refusal in enumerate(REFUSALS, start=1):
        world.archive.publish(number)
        world.platform.add_to_answer(refusal)
        world.run_pass()
        assert world.posts()[-1].status in {PostStatus.PUBLISHED, PostStatus.UNCONFIRMED}, refusal
        world.settle(ticks=100)
        assert world.process.stops.list_stops(world.clock()) == ()
    assert {post.status for post in world.posts()} == {PostStatus.PUBLISHED}
    assert [post.remote_id for post in world.posts()] == [live.remote_id for live in world.platform.public]


def test_what_the_platform_deletes_at_once_is_not_sent_again(world: World) -> None:
    """Its answer still gave an id; to send it again would only make the account suspicious."""
    world.archive.publish(1)
    page, account = world.platform.sandbox.facebook, world.platform.sandbox.instagram
    is_page = world.platform.channel == FACEBOOK

    def delete(document: dict[str, object]) -> dict[str, object]:
        page.delete_post(page.posts()[-1].id) if is_page else account.delete_post(account.posts()[-1].pk)
        return document

    world.platform.sandbox.spoil_answer = delete
    world.settle(ticks=100)
    for _ in range(5):
        world.clock.forward(HOUR)
        world.run_pass()
    assert the_post(world).status is PostStatus.PUBLISHED
    assert (world.platform.public, world.platform.sendings) == ([], 1)


def test_two_installations_with_one_state_that_are_both_on_find_each_others_posts(
    world: World, tmp_path: Path
) -> None:
    """A copied folder on another machine, a minute behind."""
    twin = World(tmp_path / "twin", channels=list(world.platforms), make_platform=lambda **_: world.platform)
    twin.clock = twin.process.clock = world.clock
    twin.open_shop()
    for number in (1, 2, 3):
        first, second = (world, twin) if number % 2 else (twin, world)
        for each in (first, second):
            each.archive.publish(number)
            each.run_pass()
            world.clock.forward(MINUTE)
    assert len(world.platform.public) == world.platform.sendings == 3
    for each in (world, twin):
        assert [post.status for post in each.posts()] == [PostStatus.PUBLISHED] * 3
    twin.database.close()


def test_an_address_without_its_host_is_completed(world: World) -> None:
    """As Graph gives some posts' addresses."""
    world.archive.publish(1)
    world.platform.spoil_listing(
        lambda rows: [
            {**row, "permalink_url": urlsplit(row["permalink_url"]).path} if "permalink_url" in row else row
            for row in rows
        ]
    )
    world.platform.whims.node_lag = HOUR
    world.platform.lose_answer()
    world.settle(ticks=100)
    assert the_post(world).status is PostStatus.PUBLISHED
    assert the_post(world).permalink.startswith("https://www.")


def cut_zones(rows: Rows) -> Rows:
    """Graph's times without their zone; the private interface tells seconds, which have none."""
    names = ("created_time", "timestamp")
    return [{**row, **{name: row[name][:19] for name in names if row.get(name)}} for row in rows]


def test_times_without_a_zone_are_not_those_of_the_machine(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On one that is fourteen hours ahead of the platform's time."""
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    try:
        world.archive.publish(1)
        world.platform.spoil_listing(cut_zones)
        world.platform.whims.node_lag = HOUR
        world.platform.lose_answer()
        world.settle(ticks=100)
    finally:
        monkeypatch.undo()
        time.tzset()
    [live] = world.platform.public
    assert the_post(world).published_at is not None
    assert abs(the_post(world).published_at - live.at) < 2 * MINUTE


def test_the_same_picture_and_link_under_other_words_is_told_from_ours(world: World) -> None:
    """A person posted the article with words of their own while our answer was lost."""
    url = world.archive.publish(1)
    world.platform.lag(20 * MINUTE)
    world.platform.lose_answer()
    world.run_pass()
    world.platform.lag(0 * MINUTE)
    [ours] = world.platform.public
    world.clock.forward(MINUTE)
    world.platform.post_by_hand(f"Kommt alle! {url}")
    world.settle(ticks=100)
    assert (the_post(world).status, len(world.platform.public)) == (PostStatus.PUBLISHED, 2)
    assert the_post(world).remote_id == ours.remote_id


STRANGERS: Mapping[str, Sequence[Mapping[str, object]]] = {
    "facebook": [{"is_published": False}],
    "facebook-link": [{"is_published": False}],
    "instagram": [
        {"media_type": 8},
        {"media_type": 2, "product_type": "clips"},
        {"product_type": "story"},
        {"user": {"pk": 77, "username": "nachbarn"}},
    ],
    "instagram-graph": [
        {"media_type": "CAROUSEL_ALBUM"},
        {"media_type": "VIDEO", "media_product_type": "REELS"},
        {"media_product_type": "STORY"},
        {"owner": {"id": "77"}},
    ],
}
"""What marks a row that the bot cannot have made: an album, a film, a story, a draft, somebody else's."""


def test_what_the_bot_cannot_have_made_is_asked_about_and_never_taken_for_its_own(world: World) -> None:
    """It shows the very link, so it may well be the same news; a person says."""
    marks = STRANGERS[world.platform.backend]
    for number, mark in enumerate(marks, start=1):
        url = world.archive.publish(number)
        world.platform.post_by_hand(f"Mit den Nachbarn: {url}")
        world.platform.spoil_listing(lambda rows, mark=mark: [{**row, **mark} for row in rows])
        world.run_pass()
    world.platform.spoil_listing(list)
    assert [post.status for post in world.posts()] == [PostStatus.DRAFT] * len(marks)
    assert world.platform.sendings == 0
    for post in world.posts():
        world.approve(post)
    world.settle()
    assert {post.status for post in world.posts()} == {PostStatus.PUBLISHED}
    assert len(world.platform.public) == 2 * len(marks)


@pytest.mark.parametrize("backend", ["facebook", "facebook-link"])
def test_what_a_visitor_wrote_on_the_page_stands_for_nothing(
    open_world: Callable[..., World], tmp_path: Path, backend: str
) -> None:
    world = open_world(channels=[FACEBOOK], make_platform=partial(StandIn, backend=backend, folder=tmp_path))
    url = world.archive.publish(1)
    world.platform.post_by_hand(f"Wann genau? {url}")
    world.platform.spoil_listing(lambda rows: [{**row, "from": {"id": "77", "name": "Kim"}} for row in rows])
    world.run_pass()
    assert (the_post(world).status, len(world.platform.public)) == (PostStatus.PUBLISHED, 2)


def test_an_answer_that_names_no_post_is_no_receipt(world: World) -> None:
    world.archive.publish(1)
    world.platform.answer_with({"id": True, "media": {"pk": {"a": 1}, "code": 7}, "status": "ok"})
    world.run_pass()
    assert the_post(world).status is PostStatus.UNCONFIRMED
    world.settle(ticks=100)
    [live] = world.platform.public
    assert (the_post(world).status, the_post(world).remote_id) == (PostStatus.PUBLISHED, live.remote_id)


@pytest.mark.parametrize("backend", ["instagram"])
def test_a_medium_of_another_account_is_no_receipt(
    open_world: Callable[..., World], tmp_path: Path, backend: str
) -> None:
    world = open_world(channels=[INSTAGRAM], make_platform=partial(StandIn, backend=backend, folder=tmp_path))
    world.archive.publish(1)
    user = {"pk": 77, "username": "nachbarn"}
    world.platform.answer_with({"media": {"pk": 9, "id": "9_77", "code": "AB", "user": user}, "status": "ok"})
    world.run_pass()
    assert the_post(world).status is PostStatus.UNCONFIRMED
    world.settle(ticks=100)
    [live] = world.platform.public
    assert (the_post(world).status, the_post(world).remote_id) == (PostStatus.PUBLISHED, live.remote_id)


UNSTORABLE = "Nein\ud83d\x00!"
"""Half of a surrogate pair and NUL, which JSON may hold and no database takes."""


@pytest.mark.parametrize("empty_url", ["sqlite", "postgresql"], indirect=True)
@pytest.mark.parametrize("backend", ["facebook", "instagram", "instagram-graph"])
def test_words_that_no_database_takes_hold_nothing_up(
    open_world: Callable[..., World], tmp_path: Path, empty_url: str, backend: str
) -> None:
    """In a refusal, and in what stands there already."""
    platform = partial(StandIn, backend=backend, folder=tmp_path)
    world = open_world(channels=[BACKENDS[backend]], make_platform=platform, url=empty_url)
    world.composer.words = "Sommerfest im Stadtgarten: Musik, Essen und Spiele für alle am Samstag ab 14 Uhr"
    world.platform.refuse_with_words(UNSTORABLE)
    world.archive.publish(1)
    world.run_pass()
    refused = the_post(world)
    assert refused.status is PostStatus.FAILED
    assert refused.error
    assert "Nein" in refused.error.message
    world.platform.post_by_hand(f"{UNSTORABLE} {world.composer.words}")
    world.archive.publish(2)
    world.run_pass()
    assert [post.status for post in world.posts()] == [PostStatus.FAILED, PostStatus.DRAFT]


@pytest.mark.parametrize("world", ONE_OF_EACH_CHANNEL, indirect=True)
@pytest.mark.parametrize("how", ["throttled", "blocked"])
def test_an_account_that_is_held_back_for_a_day_loses_no_post(world: World, how: str) -> None:
    """Asked again before the day is over, after which everything that waited would be missed."""
    point = VISIBLE_POINTS[world.platform.backend]
    kinds = {"blocked": "blocked", "instagram-graph": "daily_quota", "instagram": "throttled"}
    kind = kinds.get(how) or kinds.get(world.platform.backend, "rate_limit")
    world.platform.sandbox.faults.add(Fault(point=point, kind=kind))
    if kind == "rate_limit":
        world.platform.sandbox.facebook.use_up(100, minutes=24 * 60)
    world.archive.publish(1)
    world.run_pass()
    world.platform.sandbox.facebook.use_up(3)
    world.settle(ticks=100, between=17 * MINUTE)
    assert (the_post(world).status, len(world.platform.public)) == (PostStatus.PUBLISHED, 1)


@pytest.mark.parametrize("backend", ["facebook", "facebook-link"])
def test_a_link_that_a_person_shared_without_a_word_is_left_as_it_is(
    open_world: Callable[..., World], tmp_path: Path, backend: str
) -> None:
    world = open_world(channels=[FACEBOOK], make_platform=partial(StandIn, backend=backend, folder=tmp_path))
    url = world.archive.publish(1)
    world.platform.sandbox.facebook.post_by_hand("", link=url)
    world.run_pass()
    post, [shared] = the_post(world), world.platform.public
    assert (post.status, post.error, shared.caption) == (PostStatus.PUBLISHED, None, "")
    assert world.platform.sandbox.ledger.requests("facebook.edit") == 0


@pytest.mark.parametrize("backend", ["facebook", "facebook-link", "instagram-graph"])
def test_the_channel_stops_once_is_named_once_and_its_posts_wait(
    open_world: Callable[..., World], tmp_path: Path, backend: str
) -> None:
    platform = partial(StandIn, backend=backend, folder=tmp_path)
    world = open_world(channels=[BACKENDS[backend]], make_platform=platform)
    world.platform.sandbox.facebook.vanish()
    for number in (1, 2):
        world.archive.publish(number)
    for _ in range(4):
        world.run_pass()
        world.clock.forward(MINUTE)
    assert {post.status for post in world.posts()} == {PostStatus.SCHEDULED}
    assert [stop.kind for stop in world.process.stops.list_stops(world.clock())] == [StopKind.UNAUTHORIZED]
    assert world.process.heard(Event.CHANNEL_STOPPED) == 1
    assert len(list_causes(world.process)) == 1
    world.platform.sandbox.facebook.is_gone = False
    actions.resume(world.process, channel=None, who="anna")
    world.settle()
    assert {post.status for post in world.posts()} == {PostStatus.PUBLISHED}
