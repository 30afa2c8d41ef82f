"""Listings that show nothing, or what is gone: neither makes us post twice, or call public what is not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.domain.post import Composition, PostStatus
from bot.domain.schedule import Approval
from bot.domain.state import GAP
from bot.pipeline import actions
from tests.pipeline.newsroom import SOURCE
from tests.pipeline.stand_in import BACKENDS, Rows, StandIn
from tests.pipeline.test_misbehaving_platforms import HOUR
from tests.pipeline.world import MINUTE, World

DAY = 24 * HOUR


def show_nothing(_: Rows) -> Rows:
    """As to a token that may not read any more, or to a session that is held back in silence."""
    return []


@pytest.fixture
def world(request: pytest.FixtureRequest, open_world: Callable[..., World], tmp_path: Path) -> World:
    """One channel of the sandbox; the first article stands there."""
    backend = request.param
    platform = partial(StandIn, backend=backend, folder=tmp_path)
    world = open_world(channels=[BACKENDS[backend]], make_platform=platform)
    world.archive.publish(1)
    world.settle()
    assert len(world.platform.public) == 1
    return world


def check_last_is_asked_about(world: World) -> None:
    """Nothing is sent again while a person is asked about the last post; their yes sends it."""
    world.settle(ticks=150)
    assert len(world.platform.public) == 2
    last = world.posts()[-1]
    assert last.status is PostStatus.DRAFT
    world.approve(last)
    world.settle(ticks=150)
    assert world.posts()[-1].status is PostStatus.PUBLISHED


by_listing_alone = pytest.mark.parametrize("world", ["facebook-link", "instagram"], indirect=True)
on_all = pytest.mark.parametrize("world", BACKENDS, indirect=True)


@by_listing_alone
@pytest.mark.parametrize("since", [2 * HOUR, 6 * DAY, 20 * DAY], ids=str)
def test_a_listing_that_shows_nothing_is_not_believed_however_seldom_we_post(
    world: World, since: timedelta
) -> None:
    world.clock.forward(since)
    world.run_pass()
    world.process.journal.forget(GAP)
    world.archive.publish(2)
    world.platform.spoil_listing(show_nothing)
    world.platform.lose_answer()
    check_last_is_asked_about(world)


@on_all
@pytest.mark.parametrize("way", ["rolled back", "restored", "database put back"])
def test_what_was_forgotten_is_not_sent_again_where_the_listing_shows_nothing(world: World, way: str) -> None:
    world.clock.forward(2 * DAY)
    world.run_pass()
    copy = world.back_up()
    world.remember()
    world.clock.forward(HOUR)
    world.archive.publish(2)
    world.run_pass()
    assert len(world.platform.public) == 2
    world.clock.forward(4 * HOUR if way != "database put back" else MINUTE)
    if way == "restored":
        world.restore(copy)
    else:
        world.roll_back(database_only=way == "database put back")
    world.platform.spoil_listing(show_nothing)
    check_last_is_asked_about(world)


@on_all
def test_what_was_withdrawn_and_is_still_listed_is_not_taken_for_the_new_post(world: World) -> None:
    [post] = world.posts()
    stale: Rows = []
    world.platform.spoil_listing(lambda rows: stale.extend(rows) or rows)
    world.archive.publish(2)
    world.run_pass()
    actions.withdraw(world.process, post.id, who="anna")
    world.platform.spoil_listing(lambda rows: [*rows, *stale])
    actions.reschedule(world.process, post.id, at=world.clock(), who="anna")
    world.settle(ticks=150)
    world.check_promise()
    assert {each.status for each in world.posts()} == {PostStatus.PUBLISHED}
    assert len(world.platform.public) == 2


@pytest.mark.parametrize("world", ["facebook-link"], indirect=True)
def test_a_post_whose_address_stands_on_its_card_alone_is_known_by_its_text(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A template leaves the address to the card, which shows the page that the site calls the true one."""
    compose = world.composer.compose
    words = "Am Samstag feiern wir im Stadtgarten, mit Musik und Essen für alle."

    def leave_address_out(*args: object, **options: object) -> Composition:
        return replace(compose(*args, **options), caption=words)  # type: ignore[arg-type]

    def show_true_page(rows: Rows) -> Rows:
        card = {"data": [{"unshimmed_url": f"{SOURCE}/sommerfest", "target": {}}]}
        return [{**row, "attachments": card} for row in rows]

    monkeypatch.setattr(world.composer, "compose", leave_address_out)
    world.archive.publish(2)
    world.platform.spoil_listing(show_true_page)
    world.platform.lose_answer()
    world.settle(ticks=150)
    assert len(world.platform.public) == 2
    assert world.posts()[-1].status is PostStatus.DRAFT
    assert words[:20] in world.posts()[-1].reason


@by_listing_alone
def test_an_address_that_a_person_typed_is_not_missed_in_a_listing(world: World) -> None:
    """They copied it from their phone: it leads to the post, but no listing tells it so."""
    world.clock.forward(40 * DAY)
    world.run_pass()
    world.process.journal.forget(GAP)
    world.process.rules = replace(world.rules, approval=Approval.MANUAL)
    world.archive.publish(2)
    world.run_pass()
    by_hand = world.posts()[-1]
    actions.mark_posted(world.process, by_hand.id, "https://platform.example/share/p/1AbC", who="anna")
    world.process.rules = world.rules
    world.clock.forward(9 * HOUR)
    world.archive.publish(3)
    world.settle()
    assert {post.status for post in world.posts()} == {PostStatus.PUBLISHED}
    assert len(world.platform.public) == 2


@pytest.mark.parametrize("world", ["instagram-graph"], indirect=True)
def test_a_picture_without_words_that_a_person_posted_is_not_taken_for_ours(world: World) -> None:
    """Instagram says that ours was published, and does not list it yet."""
    world.archive.publish(2)
    shown: set[str] = set()
    world.platform.spoil_listing(lambda rows: [row for row in rows if row["id"] in shown])
    world.platform.lose_answer()
    world.run_pass()
    ours = world.platform.public[-1]
    world.platform.post_by_hand("")
    shown.add(world.platform.public[-1].remote_id)
    world.clock.forward(5 * MINUTE)
    world.tick()
    shown.add(ours.remote_id)
    world.settle(ticks=150)
    post = world.posts()[-1]
    assert (post.status, post.remote_id, post.error) == (PostStatus.PUBLISHED, ours.remote_id, None)
    assert len(world.platform.public) == 3
