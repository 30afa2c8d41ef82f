"""What was posted in a time that the database has forgotten is not posted again, whatever it says."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.domain import errors
from bot.domain.post import PostStatus
from bot.domain.schedule import Approval
from bot.domain.state import AT_REST
from bot.pipeline import actions
from bot.pipeline.actions import Changes, edit
from bot.pipeline.attention import list_causes
from bot.pipeline.seen import Seen
from bot.storage.backup import restore
from tests.known_channels import FACEBOOK
from tests.pipeline.stand_in import BACKENDS, ONE_OF_EACH_CHANNEL, StandIn
from tests.pipeline.test_misbehaving_platforms import HOUR
from tests.pipeline.world import MINUTE, RULES, World

OTHER_WORDS = "Kommt alle vorbei, wir freuen uns auf euch!"
SETTLED = {PostStatus.PUBLISHED, PostStatus.DRAFT}


@pytest.fixture
def world(
    request: pytest.FixtureRequest, empty_url: str, open_world: Callable[..., World], tmp_path: Path
) -> World:
    """One channel of the sandbox; an article's post waits for its time."""
    backend = request.param
    platform = partial(StandIn, backend=backend, folder=tmp_path)
    world = open_world(channels=[BACKENDS[backend]], make_platform=platform, url=empty_url)
    world.process.rules = replace(RULES, hold=HOUR)
    world.composer.words = "Sommerfest im Stadtgarten: Musik, Essen und Spiele für alle am Samstag ab 14 Uhr"
    world.archive.publish(1)
    world.run_pass()
    assert [post.status for post in world.posts()] == [PostStatus.SCHEDULED]
    return world


ON_SQLITE = [pytest.param(backend, "sqlite", id=f"{backend}-sqlite") for backend in BACKENDS]
ON_A_SERVER = [
    pytest.param(*case.values, "postgresql", id=f"{case.values[0]}-postgresql", marks=case.marks)
    for case in ONE_OF_EACH_CHANNEL
]
on_sqlite = pytest.mark.parametrize(("world", "empty_url"), ON_SQLITE, indirect=True)
on_a_server = pytest.mark.parametrize(("world", "empty_url"), ON_A_SERVER, indirect=True)
on_both = pytest.mark.parametrize(("world", "empty_url"), ON_SQLITE + ON_A_SERVER, indirect=True)


def go_on(world: World) -> None:
    """Two hours later; passes until all is looked at, and a person who is in a hurry."""
    world.clock.forward(2 * HOUR)
    for _ in range(3):
        world.run_pass()
        world.clock.forward(5 * MINUTE)
    for post in world.posts():
        if post.status is PostStatus.SCHEDULED:
            actions.retry(world.process, post.id, who="anna")
    world.run_pass()


@on_both
def test_a_rolled_back_machine_finds_what_it_posted_in_the_meantime(world: World) -> None:
    """One post waited at the time of the snapshot, another was not even known."""
    world.remember()
    world.clock.forward(HOUR)
    world.tick()
    world.archive.publish(2)
    world.run_pass()
    world.clock.forward(HOUR)
    world.tick()
    assert len(world.platform.public) == 2
    world.roll_back()
    go_on(world)
    assert len(world.platform.public) == 2
    assert {post.status for post in world.posts()} == {PostStatus.PUBLISHED}


@on_sqlite
def test_what_waits_for_a_yes_since_the_machine_was_put_back_is_found_when_it_comes(world: World) -> None:
    """The platform is asked when a post is to be sent; until then nobody knows that it is public."""
    world.remember()
    world.archive.publish(2)
    world.run_pass()
    world.clock.forward(HOUR)
    world.tick()
    assert len(world.platform.public) == 2
    world.roll_back()
    world.process.rules = replace(RULES, approval=Approval.MANUAL)
    world.run_pass()
    [waiting] = [post for post in world.posts() if post.status is PostStatus.DRAFT]
    actions.approve(world.process, waiting.id, who="anna", seen=Seen.of(waiting))
    go_on(world)
    assert len(world.platform.public) == 2
    assert {post.status for post in world.posts()} == {PostStatus.PUBLISHED}


@on_both
@pytest.mark.parametrize("way", ["rolled back", "restored"])
def test_what_was_posted_with_wholly_other_words_is_found_or_asked_about(world: World, way: str) -> None:
    copy = world.back_up()
    world.remember()
    [post] = world.posts()
    edit(world.process, post.id, Changes(caption=OTHER_WORDS, alt_text="Ein buntes Bild."), who="anna")
    actions.retry(world.process, post.id, who="anna")
    world.run_pass()
    assert len(world.platform.public) == 1
    world.clock.forward(HOUR)
    world.roll_back() if way == "rolled back" else world.restore(copy)
    go_on(world)
    [post] = world.posts()
    assert len(world.platform.public) == 1, post
    assert post.status in SETTLED
    if post.status is PostStatus.DRAFT:
        assert OTHER_WORDS in post.reason


@on_sqlite
def test_what_a_person_posted_while_the_machine_slept_is_no_question(world: World) -> None:
    """Nothing of it resembles the post that waits, whatever app they posted with."""
    world.platform.post_by_hand("Danke an alle, die gestern da waren!")
    is_page = world.platform.channel == FACEBOOK
    if is_page:
        world.platform.sandbox.facebook.post_by_hand("Wir sind umgezogen.", made_with="Meta Business Suite")
    go_on(world)
    assert [post.status for post in world.posts()] == [PostStatus.PUBLISHED]
    assert len(world.platform.public) == (3 if is_page else 2)


@on_a_server
def test_a_bad_day_on_a_server_posts_each_article_once(world: World) -> None:
    """An outage; then an answer gets lost, the listing lags, texts are rewritten, and a server falls back."""
    world.platform.stay_down(2 * HOUR)
    world.settle(ticks=60, between=5 * MINUTE)
    world.remember()
    world.platform.rewrite()
    world.platform.lag(14 * MINUTE)
    world.platform.lose_answer()
    world.archive.publish(2)
    world.settle(ticks=150)
    assert {post.status for post in world.posts()} == {PostStatus.PUBLISHED}
    world.clock.forward(HOUR)
    world.roll_back()
    go_on(world)
    assert len(world.platform.public) == 2
    assert {post.status for post in world.posts()} == {PostStatus.PUBLISHED}


@on_a_server
def test_what_needs_a_person_is_named_once_on_a_server_too(world: World) -> None:
    """A text dropped for good; an account that is refused; a restore. Each with what to type."""
    world.platform.whims.texts_to_drop = 9
    world.clock.forward(2 * HOUR)
    world.run_pass()
    [post] = world.posts()
    assert list_needs(world) == [f"bot show {post.id}"]
    world.platform.whims.texts_to_drop = 0

    world.process.rules = RULES
    world.platform.refuse(errors.Unauthorized("190"))
    world.archive.publish(2)
    for _ in range(3):
        world.clock.forward(2 * HOUR)
        world.run_pass()
    assert list_needs(world) == ["bot doctor", f"bot show {post.id}"]
    actions.resume(world.process, channel=None, who="anna")
    world.settle()
    assert [each.status for each in world.posts()] == [PostStatus.PUBLISHED] * 2

    copy = world.back_up()
    restore(world.database, copy, now=world.clock())
    assert list_needs(world) == ["bot resume", f"bot show {post.id}"]


def list_needs(world: World) -> list[str]:
    return [cause.command for cause in list_causes(world.process)]


@on_both
def test_a_database_that_forgot_the_last_minutes_sends_nothing_again(world: World) -> None:
    """A server failed over to a copy that lagged behind, or a file was put back; the listing lags as well."""
    world.platform.lag(59 * MINUTE)
    world.platform.whims.node_lag = 59 * MINUTE
    world.clock.forward(HOUR)
    world.remember()
    world.tick()
    assert len(world.platform.public) == 1
    world.roll_back(database_only=True)
    world.settle(ticks=150)
    assert ([post.status for post in world.posts()], len(world.platform.public)) == (
        [PostStatus.PUBLISHED],
        1,
    )


@on_sqlite
def test_what_a_forgotten_pass_could_not_send_goes_out_after_an_hour(world: World) -> None:
    world.clock.forward(HOUR)
    world.remember()
    world.platform.lose_request()
    world.tick()
    world.roll_back(database_only=True)
    world.tick()
    [post] = world.posts()
    assert (post.status, world.platform.public) == (PostStatus.SCHEDULED, [])
    assert timedelta(minutes=55) < post.due_at - world.clock() <= timedelta(minutes=61)
    assert "may not be listed yet" in post.reason
    world.settle(ticks=70)
    assert [post.status for post in world.posts()] == [PostStatus.PUBLISHED]


@on_sqlite
def test_a_machine_that_was_put_back_waits_until_the_listing_has_caught_up(world: World) -> None:
    """A snapshot of two hours ago; the last post went out a minute before it was put back."""
    world.process.rules = replace(RULES, hold=2 * HOUR - 2 * MINUTE)
    world.archive.publish(2)
    world.run_pass()
    world.process.journal.forget(AT_REST)
    world.remember()
    world.platform.lag(50 * MINUTE)
    world.platform.whims.node_lag = 50 * MINUTE
    world.clock.forward(HOUR)
    world.tick()
    world.clock.forward(HOUR - MINUTE)
    world.tick()
    assert len(world.platform.public) == 2
    world.clock.forward(MINUTE)
    world.roll_back()
    world.settle(ticks=150)
    assert len(world.platform.public) == 2
    assert {post.status for post in world.posts()} == {PostStatus.PUBLISHED}


@on_sqlite
@pytest.mark.parametrize("why", ["due long ago", "was at rest"])
def test_after_an_ordinary_sleep_nothing_is_kept_waiting(world: World, why: str) -> None:
    """What was due hours ago would be listed; and between two of `bot run --once` nothing is at work."""
    if why == "due long ago":
        world.process.journal.forget(AT_REST)
    world.clock.forward(9 * HOUR if why == "due long ago" else 90 * MINUTE)
    world.run_pass()
    assert [post.status for post in world.posts()] == [PostStatus.PUBLISHED]
