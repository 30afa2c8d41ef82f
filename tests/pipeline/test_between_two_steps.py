"""What happens between two steps of a post's way, and whom a defect there concerns."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.post import BY_HAND, PostStatus, Receipt, Step
from bot.domain.schedule import Approval
from bot.domain.state import EVERYTHING, Stop, StopKind
from bot.pipeline import actions
from bot.pipeline.plan import compose_new
from bot.pipeline.refresh import find_proposal, read_again, take_change
from bot.pipeline.watch import watch
from tests.known_channels import FACEBOOK, INSTAGRAM
from tests.pipeline.world import World

SECOND = timedelta(seconds=1)


def take_correction(world: World, url: str) -> None:
    """Another process reads the article again, and finds it corrected."""
    other = world.start()
    known = other.articles.find(url)
    assert known
    world.archive.correct(url)
    take_change(other, known.id, read_again(other, known))


@pytest.mark.parametrize("moment", ["before upload", "before sending", "after fence", "after sending"])
def test_a_correction_that_another_process_takes_in_while_a_post_is_sent_is_not_lost(
    world: World, moment: str
) -> None:
    """It is proposed for what is public, or goes out with what is not."""
    url = world.archive.publish(1)
    world.run_pass_with(lambda: take_correction(world, url), at=moment)
    world.settle()
    for post in world.posts():
        assert post.status is PostStatus.PUBLISHED
        is_corrected = "(korrigiert)" in post.composition.caption
        assert is_corrected or find_proposal(world.process, post), post.channel


def test_a_post_that_another_process_sends_while_its_new_words_are_composed_is_proposed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    pause = Stop(scope=EVERYTHING, kind=StopKind.PAUSE, reason="", since=world.clock())
    world.process.stops.stop(pause)
    url = world.archive.publish(1)
    world.run_pass()
    world.process.stops.resume()
    compose, is_first = world.composer.compose, iter([True])

    def send_meanwhile(*args: object, **options: object) -> object:
        if next(is_first, False):
            world.tick()
        return compose(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(world.composer, "compose", send_meanwhile)
    world.archive.while_reading = lambda: None
    take_correction(world, url)
    for post in world.posts():
        assert post.status is PostStatus.PUBLISHED
        assert find_proposal(world.process, post), post.channel


def test_a_post_that_was_marked_while_it_was_sent_is_the_one_that_the_platform_proves(world: World) -> None:
    """A person posted it by hand and said so a moment too late; what the bot made can be withdrawn."""
    world.archive.publish(1)

    def mark() -> None:
        post = next(each for each in world.posts() if each.sent_at)
        app = world.start()
        by_hand = Receipt(remote_id=BY_HAND, permalink="https://platform.example/by-hand")
        assert app.publishing.record_receipt(post, by_hand, step=Step.MARKED, now=world.clock())

    world.run_pass_with(mark, at="before sending")
    world.settle()
    world.check_promise()
    actions.withdraw(world.process, world.post(FACEBOOK).id, who="anna")
    assert world.facebook.public == []


def test_a_receipt_is_not_taken_for_the_post_that_got_its_number_since(world: World) -> None:
    """A server failed over while a post was sent, to a copy which had not heard of it; numbers begin anew."""
    world.remember()
    sent = world.archive.publish(1)

    def fail_over() -> None:
        world.roll_back(database_only=True)
        world.clock.forward(SECOND)
        world.archive.break_down(sent)
        world.archive.publish(2)
        watch(world.process, forced=True)
        compose_new(world.process)
        world.archive.come_back(sent)
        assert [post.id for post in world.posts()] == [1, 2]

    world.run_pass_with(fail_over, at="before sending")
    world.settle(ticks=150)
    world.check_promise()
    world.check_nothing_lost()


def test_a_defect_met_where_a_lost_picture_is_drawn_again_holds_no_other_post_back(world: World) -> None:
    stop = Stop(scope=EVERYTHING, kind=StopKind.PAUSE, reason="", since=world.clock())
    world.process.stops.stop(stop)
    url = world.archive.publish(1)
    world.run_pass()
    picture = world.composer.image
    world.composer.image = picture.with_name("other.jpg")
    world.composer.image.write_bytes(picture.read_bytes())
    world.archive.publish(2)
    world.run_pass()
    picture.unlink()
    world.composer.sick[url] = ValueError("a photo that cannot be decoded")
    world.process.stops.resume()
    world.settle()
    assert [post.status for post in world.posts(FACEBOOK)] == [PostStatus.DRAFT, PostStatus.PUBLISHED]
    assert [post.status for post in world.posts(INSTAGRAM)] == [PostStatus.DRAFT, PostStatus.PUBLISHED]


def test_a_defect_met_where_a_draft_is_cured_holds_no_news_back(world: World) -> None:
    world.composer.cure = "No font can draw it."
    url = world.archive.publish(1)
    world.run_pass()
    world.composer.cure = ""
    world.composer.sick[url] = ValueError("a photo that cannot be decoded")
    world.archive.publish(2)
    world.settle()
    assert [post.status for post in world.posts(FACEBOOK)] == [PostStatus.DRAFT, PostStatus.PUBLISHED]


def test_after_a_restore_nothing_is_looked_for_while_a_platform_refuses_the_account(world: World) -> None:
    """Then every post that waits is, drafts too, once a person has seen to it."""
    world.process.rules = replace(world.rules, approval=Approval.MANUAL)
    world.archive.publish(1)
    world.run_pass()
    world.restore(world.back_up())
    refusal = Stop(scope=INSTAGRAM, kind=StopKind.UNAUTHORIZED, reason="", since=world.clock())
    world.process.stops.stop(refusal)
    world.run_pass()
    assert [platform.looks for platform in world.platforms.values()] == [0, 0]
    world.process.stops.resume()
    world.run_pass()
    assert [platform.looks for platform in world.platforms.values()] == [1, 1]
