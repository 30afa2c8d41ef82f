"""Trouble of the database or the settings is everybody's and ends a pass; that of one article does not."""

from collections.abc import Callable

import pytest

from bot.domain import times
from bot.domain.errors import (
    BotError,
    NeedsPerson,
    NotAnArticle,
    NotReachable,
    SettingsWrong,
    StorageError,
    TookTooLong,
    Unavailable,
)
from bot.domain.post import PostStatus
from bot.domain.state import EVERYTHING, Stop, StopKind
from bot.pipeline import actions
from bot.pipeline.plan import compose_new, cure_drafts
from bot.pipeline.publisher_calls import prepare
from bot.pipeline.reconcile import find_picture
from bot.pipeline.refresh import REVISIT_EVERY, freshen, revisit
from bot.pipeline.run import describe
from tests.known_channels import FACEBOOK
from tests.pipeline.world import World

KINDS = (StorageError, SettingsWrong, NotReachable)


def stops(do: Callable[[], object], kind: type[BotError]) -> bool:
    """Whether it ends with this error; with another one it fails."""
    try:
        do()
    except kind:
        return True
    return False


def wait(world: World) -> None:
    stop = Stop(scope=EVERYTHING, kind=StopKind.PAUSE, reason="", since=world.clock())
    world.process.stops.stop(stop)
    world.run_pass()
    world.process.stops.resume()


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_everybodys_stops_wherever_it_is_met(world: World, kind: type[BotError]) -> None:
    app, error, told = world.process, kind("Geht nicht."), list[bool]()
    url = world.archive.publish(1)
    world.composer.cure = "Schrift"
    wait(world)
    world.composer.sick[url] = error
    told.append(stops(lambda: cure_drafts(app), kind))
    world.composer.sick.clear()
    world.composer.cure = ""
    world.run_pass()
    assert {post.status for post in world.posts()} == {PostStatus.PUBLISHED}
    world.clock.forward(REVISIT_EVERY)
    world.archive.correct(url)
    world.composer.sick[url] = error
    told.append(stops(lambda: revisit(app), kind))
    new = world.archive.publish(2)
    world.composer.sick = {new: error}
    told.append(stops(lambda: (wait(world), compose_new(app)), kind))
    world.composer.sick.clear()
    wait(world)
    post = world.posts(FACEBOOK)[-1]
    world.archive.break_down(new, error)
    world.clock.forward(REVISIT_EVERY)
    told.append(stops(lambda: freshen(app, post, began_at=world.clock()), kind))
    world.composer.image.unlink()
    world.composer.sick[new] = error
    wanted = kind if kind in {StorageError, SettingsWrong} else NeedsPerson
    assert stops(lambda: find_picture(app, post), wanted)
    assert told == [kind in {StorageError, SettingsWrong}] * 4


@pytest.mark.parametrize("kind", [*KINDS, ValueError])
def test_preparing_fails_as_everybodys_trouble_or_as_the_posts(world: World, kind: type[Exception]) -> None:
    world.archive.publish(1)
    wait(world)
    world.facebook.refuse_preparing(kind("Geht nicht."))
    wanted = kind if kind in {StorageError, SettingsWrong} else Unavailable
    with pytest.raises(wanted):
        prepare(world.facebook, world.post(FACEBOOK), lambda name, value: None)


@pytest.mark.parametrize("kind", [NotAnArticle, TookTooLong])
def test_a_page_that_holds_no_article_any_more_asks_and_believes_a_yes(
    world: World, kind: type[BotError]
) -> None:
    app, url = world.process, world.archive.publish(1)
    wait(world)
    world.clock.forward(REVISIT_EVERY)
    world.archive.break_down(url, kind("Kein Text."))
    assert freshen(app, world.post(FACEBOOK), began_at=world.clock()) is None
    asked = world.post(FACEBOOK)
    assert (asked.status, asked.reason) == (PostStatus.DRAFT, "Kein Text.")
    approved = actions.approve(app, asked.id, who="anna")
    assert freshen(app, approved, began_at=world.clock()) == approved


def test_a_mistake_of_ours_is_told_by_its_kind_and_by_the_line_that_made_it() -> None:
    """Without its words, which may hold a secret; the sentence of an error of ours is told whole."""
    with pytest.raises(ValueError, match="duration") as raised:
        times.parse_duration("secret")
    line = raised.traceback[-1].lineno + 1
    assert describe(raised.value) == f"ValueError, {times.__file__}:{line}"
    assert describe(Unavailable("Not now.")) == "Not now."
    assert describe(ValueError("secret")) == "ValueError, ?"
