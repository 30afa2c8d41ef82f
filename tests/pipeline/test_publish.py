"""What is due is claimed, prepared, fenced, sent once, and recorded."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, timedelta, tzinfo
from itertools import pairwise

import pytest

from bot.domain import errors
from bot.domain.article import ArticleStatus
from bot.domain.channel import list_channels
from bot.domain.post import PostStatus, Receipt, Step
from bot.domain.schedule import parse_windows
from bot.domain.state import EVERYTHING, Stop, StopKind
from bot.events import Event
from bot.pipeline import actions
from bot.pipeline.publish import publish_post
from tests.known_channels import FACEBOOK, INSTAGRAM
from tests.pipeline.boundaries import Killed
from tests.pipeline.clock import START
from tests.pipeline.world import MINUTE, RULES, World


def steps(world: World) -> list[Step]:
    return [attempt.step for attempt in world.process.publishing.list_attempts(world.post().id)]


def test_a_new_article_is_published_once_on_each_channel(world: World) -> None:
    url = world.archive.publish(1)
    world.run_pass()
    world.run_pass()
    assert [len(world.list_live(url, channel)) for channel in list_channels()] == [1, 1]
    assert {post.status for post in world.posts()} == {PostStatus.PUBLISHED}


def test_every_step_of_an_attempt_is_written_down(world: World) -> None:
    world.archive.publish(1)
    world.run_pass()
    assert steps(world) == [Step.CLAIMED, Step.PREPARED, Step.SENDING, Step.PUBLISHED]


def test_the_receipt_is_kept_with_the_platforms_own_time(world: World) -> None:
    world.archive.publish(1)
    world.run_pass()
    live = world.facebook.public[0]
    post = world.post()
    assert (post.remote_id, post.published_at) == (live.remote_id, live.at)
    assert post.permalink == f"https://platform.example/{live.remote_id}"
    assert (post.sent_at, post.doubted_since, post.error, post.lease_owner) == (None, None, None, "")


def test_an_article_counts_as_posted_only_when_none_of_its_posts_is_open(world: World) -> None:
    world.archive.publish(1)
    world.platforms[INSTAGRAM].lose_request()
    world.run_pass()
    assert world.process.articles.list_known(limit=1)[0].status is ArticleStatus.NEW
    world.settle()
    assert world.process.articles.list_known(limit=1)[0].status is ArticleStatus.POSTED


def test_an_article_is_posted_when_its_other_post_failed_for_good(world: World) -> None:
    world.archive.publish(1)
    world.platforms[INSTAGRAM].reject()
    world.run_pass()
    assert world.process.articles.list_known(limit=1)[0].status is ArticleStatus.POSTED


@pytest.mark.parametrize("order", ["lose_answer", "answer_with_nonsense"])
def test_a_lost_or_garbled_answer_is_found_again_in_the_same_pass(world: World, order: str) -> None:
    world.archive.publish(1)
    getattr(world.facebook, order)()
    world.run_pass()
    assert world.post().status is PostStatus.PUBLISHED
    assert steps(world)[-2:] == [Step.UNKNOWN, Step.FOUND]
    assert len(world.facebook.public) == 1


def test_a_refused_post_fails_and_says_why(world: World) -> None:
    world.archive.publish(1)
    world.facebook.reject()
    world.settle()
    post = world.post()
    assert post.status is PostStatus.FAILED
    assert post.error is not None
    assert (post.error.kind, post.error.code) == ("rejected", "100")
    assert world.facebook.sendings == 1


def test_what_was_certainly_not_sent_is_tried_again_after_the_back_off(world: World) -> None:
    world.archive.publish(1)
    world.facebook.refuse_preparing(errors.Unavailable("down"))
    world.run_pass()
    post = world.post()
    assert (post.status, post.due_at) == (PostStatus.SCHEDULED, world.clock() + RULES.retry.delay)
    world.clock.forward(RULES.retry.delay)
    world.tick()
    assert world.post().status is PostStatus.PUBLISHED
    assert world.post().error is None


def test_a_platform_that_is_down_is_waited_for_however_often_it_is_asked(world: World) -> None:
    world.archive.publish(1)
    for _ in range(3 * RULES.retry.max_attempts):
        world.facebook.refuse_preparing(errors.Unavailable("down"))
    world.settle(ticks=100, between=timedelta(minutes=10))
    assert world.post().status is PostStatus.PUBLISHED


def test_a_platform_that_is_down_for_longer_than_a_day_leaves_the_post_to_a_person(world: World) -> None:
    world.archive.publish(1)
    for _ in range(100):
        world.facebook.refuse_preparing(errors.Unavailable("down"))
    world.settle(ticks=200, between=timedelta(minutes=10))
    post = world.post()
    assert post.status is PostStatus.MISSED
    assert post.error is not None
    assert f"bot retry {post.id}" in post.error.advice
    tries = [each.at for each in world.process.publishing.list_attempts(post.id) if each.step is Step.CLAIMED]
    assert max(later - earlier for earlier, later in pairwise(tries)) <= timedelta(minutes=40)
    assert tries[-1] - tries[0] >= RULES.missed_after - timedelta(minutes=40)


def test_an_unknown_outcome_in_preparing_is_not_unknown_because_nothing_is_public(world: World) -> None:
    world.archive.publish(1)
    world.facebook.refuse_preparing(errors.OutcomeUnknown("no answer"))
    world.run_pass()
    assert world.post().status is PostStatus.SCHEDULED


def test_a_defect_in_preparing_ends_the_attempt_and_holds_nobody_back(world: World) -> None:
    world.archive.publish(1)
    world.archive.publish(2)
    world.facebook.refuse_preparing(ZeroDivisionError())
    world.run_pass()
    first, second = world.posts(FACEBOOK)
    assert (first.status, second.status) == (PostStatus.SCHEDULED, PostStatus.PUBLISHED)
    assert first.error is not None
    assert first.error.code == "ZeroDivisionError"


def test_a_changed_picture_is_never_sent(world: World) -> None:
    world.archive.publish(1)
    world.process.rules = replace(RULES, hold=timedelta(minutes=30))
    world.run_pass()
    world.composer.image.write_bytes(b"\xff\xd8\xff something else")
    world.clock.forward(timedelta(minutes=30))
    world.tick()
    post = world.post()
    assert post.status is PostStatus.DRAFT
    assert "share image" in post.reason
    assert world.facebook.public == []


@pytest.mark.parametrize("scope", [EVERYTHING, FACEBOOK])
def test_a_pause_that_comes_while_a_post_is_prepared_still_holds_it_back(world: World, scope: str) -> None:
    def pause() -> None:
        now = world.clock()
        world.process.stops.stop(Stop(scope=scope, kind=StopKind.PAUSE, reason="war", since=now))

    world.archive.publish(1)
    world.run_pass_with(pause, at="after upload")
    assert world.facebook.public == []
    assert world.post().status is PostStatus.SCHEDULED
    assert (world.post().attempts - world.post().forgiven, steps(world)[-1]) == (0, Step.RELEASED)
    world.process.stops.resume()
    world.run_pass()
    world.check_nothing_lost()


@pytest.mark.parametrize("ago", [timedelta(0), MINUTE], ids=str)
def test_a_stop_that_has_run_out_holds_nothing_back(world: World, ago: timedelta) -> None:
    until = world.clock() - ago
    stop = Stop(scope=EVERYTHING, kind=StopKind.PAUSE, reason="", since=until - MINUTE, until=until)
    world.process.stops.stop(stop)
    world.archive.publish(1)
    world.run_pass()
    world.check_nothing_lost()


def test_handles_of_a_lost_lease_do_not_overwrite_the_new_owners(world: World) -> None:
    """Two processes prepare the same post; the photo that was sent is the one that is remembered."""
    world.archive.publish(1)
    other = world.start()

    def overtake() -> None:
        world.clock.forward(RULES.lease + MINUTE)
        world.platforms[FACEBOOK].lose_answer()
        world.tick(other)

    world.run_pass_with(overtake, at="after upload")
    assert world.post().handles["photo_id"] == world.facebook.public[0].photo_id
    assert world.process.heard(Event.HANDED_BACK) == 0, "it went on preparing after its lease was lost"
    world.settle()
    world.check_nothing_lost()


def test_who_stood_still_says_nothing_about_what_another_settled(world: World) -> None:
    """Stopped in the visible call, for longer than its lease; it goes on when all is done."""
    world.archive.publish(1)
    other = world.start()

    def overtake() -> None:
        world.clock.forward(RULES.lease + MINUTE)
        for _ in range(40):
            world.tick(other)
            world.clock.forward(MINUTE)

    world.facebook.stand_still(overtake)
    world.run_pass()
    world.settle()
    world.check_nothing_lost()
    assert world.process.heard(Event.NOT_PUBLISHED) == 0


def test_a_machine_that_slept_between_fence_and_call_does_not_send(world: World) -> None:
    world.archive.publish(1)
    world.run_pass_with(lambda: world.clock.forward(timedelta(hours=8)), at="after fence")
    assert Step.SENDING in steps(world)
    assert world.facebook.sendings == 0
    assert world.post().status is PostStatus.SCHEDULED
    world.settle()
    world.check_nothing_lost()


def test_the_receipt_of_another_post_is_not_believed(world: World) -> None:
    world.archive.publish(1)
    world.run_pass()
    mistaken = Receipt(remote_id=world.post().remote_id, permalink="https://platform.example/1")
    url = world.archive.publish(2)
    world.facebook.answer_with(mistaken)
    world.run_pass()
    assert world.posts(FACEBOOK)[1].status is PostStatus.UNCONFIRMED
    world.settle()
    assert len(world.list_live(url, FACEBOOK)) == 1
    world.check_promise()


def test_a_receipt_without_an_id_proves_nothing(world: World) -> None:
    world.archive.publish(1)
    world.facebook.answer_with(Receipt(remote_id="", permalink=""))
    world.run_pass()
    assert world.post().status is PostStatus.UNCONFIRMED


@pytest.mark.parametrize("zone", [None, UTC])
def test_a_time_without_a_zone_is_not_believed(world: World, zone: tzinfo | None) -> None:
    """A platform's clock read in another zone would be hours off; then our own time of sending counts."""
    said = (world.clock() - timedelta(hours=1)).replace(tzinfo=zone)
    world.archive.publish(1)
    world.facebook.answer_with(
        Receipt(remote_id="1_1", permalink="https://platform.example/1", published_at=said)
    )
    world.run_pass()
    post = world.post()
    assert post.status is PostStatus.PUBLISHED
    assert post.published_at is not None
    assert (post.published_at == said.replace(tzinfo=UTC)) is (zone is UTC)


def test_only_one_post_of_an_account_is_under_way_at_a_time(world: World) -> None:
    world.archive.publish(1)
    world.archive.publish(2)
    other = world.start()
    running: list[int] = []

    def look_around() -> None:
        world.run_pass(other)
        running.append(len(world.process.posts.list_with(PostStatus.PUBLISHING)))

    world.run_pass_with(look_around, at="before sending")
    assert running == [1]
    world.settle()
    world.check_nothing_lost()


def test_the_gap_between_posts_is_kept_by_two_processes_together(open_world: Callable[..., World]) -> None:
    rules = replace(RULES, timing=replace(RULES.timing, min_gap=timedelta(minutes=45)))
    world = open_world(rules=rules, channels=[FACEBOOK])
    for number in (1, 2, 3):
        world.archive.publish(number)
    other = world.start()
    for _ in range(40):
        world.run_pass()
        world.tick(other)
        world.clock.forward(3 * MINUTE)
    times = [live.at for live in world.facebook.public]
    assert len(times) == 3
    assert all(later - earlier >= timedelta(minutes=45) for earlier, later in pairwise(times))


def test_a_post_that_another_process_sends_right_before_ours_is_claimed_keeps_the_gap_too(
    open_world: Callable[..., World],
) -> None:
    gap = timedelta(minutes=45)
    world = open_world(rules=replace(RULES, hold=MINUTE), channels=[FACEBOOK])
    for number in (1, 2):
        world.archive.publish(number)
    world.run_pass()
    other = world.start()
    world.process.rules = other.rules = replace(RULES, timing=replace(RULES.timing, min_gap=gap))
    world.clock.forward(MINUTE)
    second = world.posts()[1]
    world.archive.while_reading = lambda: publish_post(other, world.facebook, second, began_at=START)
    world.tick()
    assert [live.caption for live in world.facebook.public] == [second.composition.caption]
    assert world.posts()[0].due_at == world.clock() + gap


def test_outside_the_windows_a_post_waits_and_is_not_missed(open_world: Callable[..., World]) -> None:
    rules = replace(RULES, timing=replace(RULES.timing, windows=parse_windows("Mo 10:00-11:00")))
    world = open_world(rules=rules, channels=[FACEBOOK])
    world.clock.forward(timedelta(hours=3))
    world.archive.publish(1)
    world.settle(ticks=8 * 24, between=timedelta(hours=1))
    world.check_nothing_lost()
    assert world.facebook.public[0].at.weekday() == 0


def test_a_post_for_an_event_that_is_over_is_skipped(world: World) -> None:
    world.process.rules = replace(RULES, hold=timedelta(hours=2))
    world.composer.not_after = world.clock() + timedelta(hours=1)
    world.archive.publish(1)
    world.run_pass()
    world.clock.forward(timedelta(hours=2))
    world.tick()
    assert {post.status for post in world.posts()} == {PostStatus.SKIPPED}
    assert "over" in world.post().reason


@pytest.mark.parametrize("at", [None, timedelta(hours=3)])
def test_a_person_brings_back_what_was_skipped_as_over(world: World, at: timedelta | None) -> None:
    world.composer.not_after = world.clock() - timedelta(days=1)
    world.archive.publish(1)
    world.run_pass()
    assert {post.status for post in world.posts()} == {PostStatus.SKIPPED}
    actions.reschedule(world.process, world.post().id, at=at and world.clock() + at, who="anna")
    world.settle(ticks=8, between=timedelta(hours=1))
    assert [post.status for post in world.posts()].count(PostStatus.PUBLISHED) == 1
    assert len(world.facebook.public) == 1


def test_a_time_before_the_event_is_no_word_to_post_after_it(world: World) -> None:
    world.composer.not_after = world.clock() + timedelta(hours=5)
    world.process.rules = replace(RULES, hold=timedelta(hours=2))
    world.archive.publish(1)
    world.run_pass()
    actions.reschedule(world.process, world.post().id, at=world.clock() + timedelta(hours=4), who="anna")
    world.clock.forward(timedelta(hours=6))
    world.tick()
    assert world.post().status is PostStatus.SKIPPED


def test_overdue_posts_ask_a_person_instead_of_bursting_out(world: World) -> None:
    now = world.clock()
    world.process.stops.stop(Stop(scope=EVERYTHING, kind=StopKind.PAUSE, reason="", since=now))
    world.archive.publish(1)
    world.run_pass()
    world.clock.forward(RULES.missed_after + MINUTE)
    world.process.stops.resume()
    world.tick()
    assert {post.status for post in world.posts()} == {PostStatus.MISSED}
    assert world.facebook.public == []


def test_a_killed_process_leaves_the_fence_for_the_next(world: World) -> None:
    world.archive.publish(1)
    with pytest.raises(Killed):
        world.run_pass_with(_die, at="before sending")
    assert (world.post().status, world.post().sent_at is not None) == (PostStatus.PUBLISHING, True)
    world.restart()
    world.tick()
    assert world.post().status is PostStatus.UNCONFIRMED
    assert world.post().error is not None


def _die() -> None:
    raise Killed


def test_a_disk_that_is_full_after_the_visible_call_costs_one_tick_and_no_second_post(world: World) -> None:
    """The receipt cannot be written; the fence stands, and the same process looks at once."""
    world.archive.publish(1)
    with pytest.raises(errors.StorageError):
        world.run_pass_with(lambda: world.boundaries.plan(1, _run_out_of_space), at="after sending")
    assert world.post().status is PostStatus.PUBLISHING
    world.tick()
    assert world.post().status is PostStatus.PUBLISHED
    assert len(world.facebook.public) == 1


def _run_out_of_space() -> None:
    sentence = "The disk is full."
    raise errors.StorageError(sentence)
