"""An unknown outcome is looked for on the platform before anything is sent again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import errors
from bot.domain.post import PostStatus, Step
from bot.domain.state import EVERYTHING, Stop, StopKind
from bot.pipeline.actions import Changes, edit
from bot.pipeline.run import run_pass
from tests.known_channels import FACEBOOK
from tests.pipeline.boundaries import Killed
from tests.pipeline.world import MINUTE, RULES, World

SECOND = timedelta(seconds=1)


def leave_unconfirmed(world: World) -> None:
    """A post whose request got lost, looked for once already, before looks count."""
    world.archive.publish(1)
    world.facebook.lose_request()
    world.run_pass()
    assert world.post().status is PostStatus.UNCONFIRMED


def test_two_empty_looks_apart_release_the_post(world: World) -> None:
    leave_unconfirmed(world)
    world.clock.forward(RULES.landing)
    world.tick()
    assert (world.post().status, world.post().not_found_at) == (PostStatus.UNCONFIRMED, world.clock())
    world.clock.forward(RULES.listing_delay)
    world.tick()
    post = world.post()
    assert (post.status, post.sent_at) == (PostStatus.SCHEDULED, None)
    assert post.error is not None
    assert post.error.code == "not found"
    assert post.error.advice.startswith("Nothing to do")


def test_looks_before_the_request_could_no_longer_land_do_not_count(world: World) -> None:
    leave_unconfirmed(world)
    for _ in range(30):
        world.clock.forward(SECOND)
        world.run_pass()
    assert world.post().not_found_at is None


def test_empty_looks_too_close_to_each_other_count_once(world: World) -> None:
    leave_unconfirmed(world)
    world.clock.forward(RULES.landing)
    for _ in range(10):
        world.run_pass()
        world.clock.forward(RULES.confirm_delay / 11)
    assert world.post().status is PostStatus.UNCONFIRMED


def test_landing_is_counted_from_the_end_of_the_call_not_from_its_beginning(world: World) -> None:
    """A call may hang for minutes in name lookup and handshakes before its timeout strikes."""
    world.archive.publish(1)
    world.facebook.lose_request()
    world.run_pass_with(lambda: world.clock.forward(timedelta(minutes=4)), at="before sending")
    assert world.post().lands_until == world.clock() + RULES.landing


def test_the_daemon_asks_the_platform_only_when_a_look_is_due(world: World) -> None:
    """Every tick would be a read each five seconds, which Instagram takes for a machine."""
    leave_unconfirmed(world)
    for _ in range(36):
        world.clock.forward(timedelta(seconds=5))
        world.tick()
    assert world.facebook.looks == 4


def test_a_person_who_runs_a_pass_is_told_at_once(world: World) -> None:
    world.facebook.lag(timedelta(seconds=3))
    world.archive.publish(1)
    world.facebook.lose_answer()
    world.run_pass()
    world.clock.forward(timedelta(seconds=4))
    world.tick()
    assert world.post().status is PostStatus.UNCONFIRMED
    world.run_pass()
    assert world.post().status is PostStatus.PUBLISHED


@pytest.mark.parametrize("error", [None, errors.Rejected("?"), errors.OutcomeUnknown("?"), KeyError("items")])
def test_a_look_that_fails_is_never_not_found(world: World, error: Exception | None) -> None:
    leave_unconfirmed(world)
    for _ in range(10):
        world.facebook.refuse_reading(error)
    world.settle(ticks=8)
    post = world.post()
    assert post.status is PostStatus.UNCONFIRMED
    assert post.not_found_at is None
    assert post.error is not None


def test_an_unreadable_platform_is_noted_once_not_with_every_look(world: World) -> None:
    leave_unconfirmed(world)
    for _ in range(10):
        world.facebook.refuse_reading()
    world.settle(ticks=20)
    seen = [attempt.step for attempt in world.process.publishing.list_attempts(world.post().id)]
    assert seen.count(Step.UNREADABLE) == 1


def test_a_failing_look_between_two_empty_ones_takes_nothing_back(world: World) -> None:
    leave_unconfirmed(world)
    world.clock.forward(RULES.landing)
    world.tick()
    world.facebook.refuse_reading()
    world.clock.forward(RULES.confirm_delay)
    world.tick()
    assert world.post().status is PostStatus.UNCONFIRMED
    world.settle()
    world.check_nothing_lost()


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (errors.Unauthorized("expired"), StopKind.UNAUTHORIZED),
        (errors.Blocked("feedback_required"), StopKind.BLOCKED),
        (errors.Throttled("slow down"), StopKind.THROTTLED),
    ],
    ids=["unauthorized", "blocked", "throttled"],
)
def test_a_platform_that_refuses_the_account_is_not_asked_again(
    world: World, error: errors.ChannelError, kind: StopKind
) -> None:
    leave_unconfirmed(world)
    world.facebook.refuse_reading(error)
    world.run_pass()
    looks = world.facebook.looks
    world.run_pass()
    assert [stop.kind for stop in world.process.stops.list_stops(world.clock())] == [kind]
    assert world.facebook.looks == looks
    assert world.post().status is PostStatus.UNCONFIRMED


def test_a_paused_channel_is_still_asked_what_became_of_its_post(world: World) -> None:
    world.facebook.lag(timedelta(minutes=1))
    world.archive.publish(1)
    world.facebook.lose_answer()
    world.run_pass()
    pause(world)
    world.settle(ticks=5)
    assert world.post().status is PostStatus.PUBLISHED


def pause(world: World) -> None:
    world.process.stops.stop(Stop(scope=EVERYTHING, kind=StopKind.PAUSE, reason="", since=world.clock()))


def test_what_lands_after_both_looks_is_seen_right_before_it_would_be_sent_again(world: World) -> None:
    """Two looks found nothing, then the platform carried the old request out after all."""
    world.archive.publish(1)
    world.facebook.land_late(timedelta(minutes=62))
    world.settle()
    assert world.facebook.sendings == 1
    world.check_promise()
    assert world.post().status is PostStatus.PUBLISHED


def test_a_listing_that_lags_behind_both_looks_does_not_double(world: World) -> None:
    world.archive.publish(1)
    world.facebook.lag(timedelta(minutes=62))
    world.facebook.lose_answer()
    world.settle()
    world.check_promise()
    assert world.facebook.sendings == 1


def release(world: World) -> None:
    """So many empty looks that it is to be sent again."""
    for _ in range(100):
        if world.post().status is not PostStatus.UNCONFIRMED:
            return
        world.clock.forward(MINUTE)
        world.tick()


def test_when_the_look_before_sending_fails_nothing_is_sent(world: World) -> None:
    leave_unconfirmed(world)
    release(world)
    world.facebook.refuse_reading()
    world.clock.forward(timedelta(minutes=3))
    world.tick()
    assert world.post().status is PostStatus.SCHEDULED
    assert world.facebook.sendings == 1
    world.settle()
    world.check_nothing_lost()


def test_a_refusal_of_a_doubted_post_is_looked_into_before_giving_up(world: World) -> None:
    """ "Duplicate" may well mean that the first request landed after all."""
    world.archive.publish(1)
    world.facebook.lag(timedelta(minutes=10))
    world.facebook.lose_answer()
    world.facebook.reject()
    world.settle()
    assert world.post().status is PostStatus.PUBLISHED
    world.check_promise()


def test_a_request_that_never_arrives_is_given_up_after_the_last_try(world: World) -> None:
    world.archive.publish(1)
    for _ in range(RULES.retry.max_attempts):
        world.facebook.lose_request()
    world.settle(ticks=300, between=timedelta(minutes=3))
    post = world.post()
    assert (post.status, world.facebook.sendings) == (PostStatus.FAILED, RULES.retry.max_attempts)
    assert post.error is not None
    assert "bot retry" in post.error.advice
    assert post.error is not None
    assert "not public" in post.error.message


def test_crashes_of_ours_do_not_use_up_the_tries(world: World) -> None:
    world.archive.publish(1)
    for _ in range(RULES.retry.max_attempts + 2):
        with pytest.raises(Killed):
            world.run_pass_with(_die, at="before upload")
        world.restart()
    world.facebook.refuse_preparing(errors.Unavailable("down"))
    world.settle()
    world.check_nothing_lost()


def _die() -> None:
    raise Killed


def test_a_dead_process_of_this_host_is_taken_over_at_once(world: World) -> None:
    world.archive.publish(1)
    with pytest.raises(Killed):
        world.run_pass_with(_die, at="before upload")
    world.restart()
    world.run_pass()
    world.check_nothing_lost()


def test_a_living_process_keeps_its_lease_until_it_runs_out(world: World) -> None:
    world.archive.publish(1)
    with pytest.raises(Killed):
        world.run_pass_with(_die, at="before upload")
    far_away = world.start()
    world.clock.forward(RULES.lease - SECOND)
    world.tick(far_away)
    assert world.post().status is PostStatus.PUBLISHING
    world.clock.forward(2 * SECOND)
    world.tick(far_away)
    assert world.post().status is PostStatus.PUBLISHED


def test_a_clock_set_back_makes_us_wait_but_never_double(world: World) -> None:
    world.archive.publish(1)
    world.facebook.land_late(timedelta(seconds=30))
    world.run_pass()
    world.clock.jump(-timedelta(hours=5))
    world.settle(ticks=400)
    world.check_promise()
    assert world.post().status is PostStatus.PUBLISHED


def test_a_post_of_an_account_no_longer_named_says_so_and_stays_unconfirmed(world: World) -> None:
    leave_unconfirmed(world)
    world.facebook.account = "facebook:another page"
    world.clock.forward(MINUTE)
    world.tick()
    post = world.post()
    assert post.status is PostStatus.UNCONFIRMED
    assert post.error is not None
    assert post.error.code == "account"


def test_evidence_of_another_article_with_the_same_text_is_not_taken(world: World) -> None:
    """Two articles may have one caption; the public post of the first does not stand for the second."""
    world.process.rules = replace(RULES, hold=MINUTE)
    for number in (1, 2):
        world.archive.publish(number)
    world.run_pass()
    twins = world.posts(FACEBOOK)
    world.process.posts.recompose(twins[1], twins[0].composition)
    world.clock.forward(MINUTE)
    world.facebook.refuse(errors.OutcomeUnknown("?"))
    run_pass(world.process)
    world.settle()
    ids = {post.remote_id for post in world.posts(FACEBOOK)}
    assert len(ids) == len(world.facebook.public) == 2


def test_an_edit_in_between_does_not_hide_what_stands_already(world: World) -> None:
    """The platform's handles are evidence of what was sent, whatever the text is by now."""
    world.archive.publish(1)
    world.facebook.lag(timedelta(minutes=62))
    world.facebook.lose_answer()
    world.run_pass()
    release(world)
    post = world.post()
    assert post.status is PostStatus.SCHEDULED
    edit(world.process, post.id, Changes(caption="Neuer Text\n" + post.composition.link), who="anna")
    world.settle()
    assert world.facebook.sendings == 1
