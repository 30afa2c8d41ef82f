"""What the protocol might take for granted: clocks, listings and connections that stay what they were."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.domain.errors import StorageError
from bot.domain.post import PostStatus
from bot.domain.state import GAP
from bot.pipeline.attention import list_causes
from tests.known_channels import FACEBOOK
from tests.pipeline.boundaries import Killed
from tests.pipeline.newsroom import SOURCE
from tests.pipeline.world import MINUTE, RULES, World

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def world(open_world: Callable[..., World]) -> World:
    """One channel."""
    return open_world(channels=[FACEBOOK])


@pytest.mark.parametrize("ahead", [25 * HOUR, 365 * DAY], ids=str)
@pytest.mark.parametrize("lost", ["answer", "request"])
def test_what_a_wrong_clock_dated_into_the_future_is_settled_once_it_is_set_right(
    world: World, ahead: timedelta, lost: str
) -> None:
    world.clock.jump(ahead)
    world.run_pass()
    world.archive.publish(1)
    world.facebook.lag(2 * MINUTE)
    world.facebook.lose_answer() if lost == "answer" else world.facebook.lose_request()
    world.run_pass()
    assert world.post().status is PostStatus.UNCONFIRMED
    world.clock.jump(-ahead)
    world.settle(ticks=150)
    world.check_nothing_lost()


def test_a_look_before_a_long_sleep_does_not_count(world: World) -> None:
    """The lid was closed right after the look; a person posted meanwhile."""
    url = world.archive.publish(1)

    def sleep() -> None:
        world.clock.forward(3 * HOUR)
        world.facebook.post_by_hand(f"Schaut mal!\n{url}")

    world.run_pass_with(sleep, at="after look")
    world.settle()
    world.check_nothing_lost()
    assert world.facebook.sendings == 0


def test_a_listing_that_shows_none_of_our_posts_is_no_evidence(world: World) -> None:
    """A token that has lost the right to read is shown an empty list, and no error."""
    for number in (1, 2):
        world.archive.publish(number)
        world.run_pass()
        world.clock.forward(2 * HOUR)
    world.run_pass()
    world.process.journal.forget(GAP)
    world.archive.publish(3)
    world.facebook.lag(100 * DAY)
    for live in world.facebook.posts:
        live.listed_at += 100 * DAY
    world.facebook.lose_answer()
    world.settle(ticks=200)
    waiting = world.posts()[-1]
    assert (waiting.status, len(world.facebook.public)) == (PostStatus.DRAFT, 3)
    assert f"bot mark-posted {waiting.id}" in waiting.reason
    assert f"bot approve {waiting.id}" in waiting.reason


def test_a_restore_beside_an_archive_that_is_down_does_not_wait_in_silence(world: World) -> None:
    world.process.rules = replace(RULES, hold=HOUR)
    world.archive.publish(1)
    world.run_pass()
    copy = world.back_up()
    world.archive.break_down(SOURCE)
    world.restore(copy)
    for _ in range(20):
        world.clock.forward(10 * MINUTE)
        world.run_pass()
    assert world.post().status is PostStatus.PUBLISHED or list_causes(world.process)


def test_a_snapshot_that_is_put_back_again_and_again(world: World) -> None:
    world.archive.publish(1)
    world.remember()
    for _ in range(3):
        world.run_pass()
        world.clock.forward(3 * HOUR)
        world.roll_back()
    world.settle()
    world.check_nothing_lost()


@pytest.mark.parametrize("at", ["before look", "after look", "before upload", "after fence", "after sending"])
@pytest.mark.parametrize("empty_url", ["postgresql"], indirect=True)
def test_a_server_that_cuts_every_connection_costs_no_post(
    open_world: Callable[..., World], empty_url: str, at: str
) -> None:
    """It is started anew, or fails over, in the middle of a pass."""
    world = open_world(channels=[FACEBOOK], url=empty_url)
    world.archive.publish(1)
    with suppress(StorageError):
        world.run_pass_with(lambda: cut_connections(world), at=at)
    world.restart()
    world.settle(ticks=150)
    world.check_nothing_lost()


def cut_connections(world: World) -> None:
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
    with suppress(StorageError), world.database.maintain() as connection:
        connection.execute(text(f"{others} AND datname = current_database()"))
        connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))


@pytest.mark.parametrize("empty_url", ["postgresql"], indirect=True)
def test_a_server_that_comes_back_as_one_that_is_only_read_costs_no_post(
    open_world: Callable[..., World], empty_url: str
) -> None:
    """The one that we speak to after a failover is still a copy; later it is made the first."""
    world = open_world(channels=[FACEBOOK], url=empty_url)
    world.archive.publish(1)

    def fail_over() -> None:
        only_read(world, "on")
        cut_connections(world)

    with suppress(StorageError):
        world.run_pass_with(fail_over, at="after sending")
    with pytest.raises(StorageError) as caught:
        world.run_pass()
    assert "Traceback" not in str(caught.value)
    only_read(world, "off")
    cut_connections(world)
    world.restart()
    world.settle(ticks=150)
    world.check_nothing_lost()


def only_read(world: World, how: str) -> None:
    with world.database.maintain() as connection:
        name = connection.execute(text("SELECT current_database()")).scalar()
        connection.execute(text("SET default_transaction_read_only = off"))
        connection.commit()
        connection.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = {how}"))
        connection.commit()


def test_a_lease_for_a_year_of_a_machine_that_is_gone_does_not_hold_the_account(world: World) -> None:
    """Its clock was wrong when it took the lease, and nobody here can see whether it still runs."""
    world.clock.jump(365 * DAY)
    world.run_pass()
    world.archive.publish(1)
    world.boundaries.plan_when("before upload".__eq__, die)
    with suppress(Killed):
        world.run_pass()
    world.clock.jump(-365 * DAY)
    assert world.post().status is PostStatus.PUBLISHING
    world.process = world.start()
    world.tick()
    assert world.post().status is not PostStatus.PUBLISHING


def die() -> None:
    raise Killed


def test_a_platform_that_asks_to_wait_for_years_is_asked_again_after_a_day(world: World) -> None:
    world.archive.publish(1)
    world.facebook.throttle(3650 * DAY)
    world.run_pass()
    [stop] = world.process.stops.list_stops(world.clock())
    assert stop.until is not None
    assert stop.until <= world.clock() + DAY
