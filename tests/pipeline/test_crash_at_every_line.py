"""Crash at every line: something happens at each commit and each network call in turn, then work goes on."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from bot.domain.errors import StorageError
from bot.domain.post import PostStatus
from bot.pipeline import actions
from bot.pipeline.doctor import examine
from tests.known_channels import FACEBOOK, INSTAGRAM
from tests.pipeline.boundaries import Killed
from tests.pipeline.stand_in import BACKENDS, StandIn
from tests.pipeline.world import World

Story = Callable[[World], None]
A_DAY = timedelta(hours=25)
LOGIN = range(26, 48, 2)
"""After each request from the first upload on, which finds that the session has ended."""
PATIENCE = timedelta(minutes=5)
"""Between ticks once nothing can happen any more: in the end longer than any platform asks us to wait."""


def smooth(world: World) -> None:
    """All goes well."""


def lost_answer(world: World) -> None:
    world.platform.lose_answer()


def lost_request(world: World) -> None:
    world.platform.lose_request()


def landing_late(world: World) -> None:
    world.platform.land_late(timedelta(seconds=25))


def throttled(world: World) -> None:
    world.platform.throttle(timedelta(minutes=3))


def die(world: World) -> None:
    """The process is gone, and the others of this host know."""
    world.restart()
    raise Killed


def die_far_away(world: World) -> None:
    """The process is gone, but only its lease tells."""
    world.process = world.start()
    raise Killed


def let_another_work(world: World) -> None:
    """Another process does a whole pass while this one stands still for a moment."""
    world.run_pass(world.start())


def stand_still(world: World) -> None:
    """This process, or its machine, stands still for so long that others take over and finish the work."""
    other = world.start()
    for _ in range(12):
        world.clock.forward(timedelta(minutes=1))
        world.tick(other)


def fail_to_write(world: World) -> None:
    """The disk is full; the process lives and goes on with the next tick."""
    sentence = "The disk is full."
    raise StorageError(sentence)


IN_A_TRANSACTION = {"before commit"}
NETWORK = {f"{when} {what}" for when in ("before", "after") for what in ("upload", "sending", "look")}
ON_THE_WIRE = {"before sending"}
"""Between our last look at the clock and the platform nobody can help; it is a matter of microseconds."""

NEVER_AT = {
    die: (),
    die_far_away: (),
    let_another_work: IN_A_TRANSACTION,
    stand_still: IN_A_TRANSACTION | ON_THE_WIRE,
    fail_to_write: NETWORK,
}
CASES = [
    *[(story, die) for story in (smooth, lost_answer, lost_request, landing_late, throttled)],
    *[(story, die_far_away) for story in (smooth, lost_answer)],
    *[(story, let_another_work) for story in (smooth, lost_answer)],
    *[(story, fail_to_write) for story in (smooth, lost_answer)],
    *[(story, stand_still) for story in (smooth, landing_late)],
]
QUICK = {"sqlite": [(smooth, die), (lost_answer, die), (lost_answer, let_another_work)], "postgresql": []}
"""All of them take four minutes, on a server above all, and what waits has many lines: make promise."""


def list_database_cases() -> list[Any]:
    """Every case on both kinds of database."""
    cases = []
    for story, happening in CASES:
        for kind, quick in QUICK.items():
            name = f"{story.__name__}-{happening.__name__}-{kind}"
            marks = () if (story, happening) in quick else pytest.mark.patient
            cases.append(pytest.param(kind, story, happening, id=name, marks=marks))
    return cases


IS_THOROUGH = settings.get_current_profile_name() == "thorough"
REAL_CASES = CASES if IS_THOROUGH else [(lost_answer, die)]
REAL_BACKENDS = [
    pytest.param(backend, marks=() if backend == "facebook-link" else pytest.mark.patient)
    for backend in BACKENDS
]
"""All of them with our real clients take four minutes."""


@pytest.mark.parametrize(("empty_url", "story", "happening"), list_database_cases(), indirect=["empty_url"])
def test_whatever_happens_at_any_boundary_ends_in_exactly_one_post(
    open_world: Callable[..., World], empty_url: str, story: Story, happening: Story
) -> None:
    """One channel is enough: each publishes by itself."""
    sweep(open_world(channels=[FACEBOOK], url=empty_url), story, happening)


@pytest.mark.parametrize("backend", REAL_BACKENDS)
@pytest.mark.parametrize(("story", "happening"), REAL_CASES, ids=lambda each: each.__name__)
def test_whatever_happens_to_our_real_clients_ends_in_exactly_one_post(
    open_world: Callable[..., World], tmp_path: Path, backend: str, story: Story, happening: Story
) -> None:
    """The ledger of the stand-ins is what the public sees."""
    platform = partial(StandIn, backend=backend, folder=tmp_path)
    sweep(open_world(channels=[BACKENDS[backend]], make_platform=platform), story, happening)


@pytest.mark.patient
def test_a_process_that_dies_while_it_logs_in_goes_on_the_next_day_by_a_persons_word(
    open_world: Callable[..., World], tmp_path: Path
) -> None:
    """Its password is out, the session it got is lost, and a second password on one day is not sent."""
    platform = partial(StandIn, backend="instagram", folder=tmp_path)
    world = open_world(channels=[INSTAGRAM], make_platform=platform)
    stopped = 0
    for number in LOGIN:
        world.clock.forward(A_DAY)
        world.platform.sandbox.instagram.expire_session()
        world.boundaries.plan(number, lambda: die(world))
        play(world, smooth)
        if world.process.stops.list_stops(world.clock()):
            stopped += 1
            world.clock.forward(A_DAY)
            list(examine(world.process, who="anna"))
            world.tick()
            for post in world.process.posts.list_with(PostStatus.MISSED):
                actions.retry(world.process, post.id, who="anna")
            world.settle()
    world.check_promise()
    world.check_nothing_lost()
    entries = world.platform.sandbox.ledger.entries
    sent = sorted({entry.at for entry in entries if entry.point == "instagram.login"})
    assert stopped > 1
    assert all(later - earlier >= timedelta(days=1) for earlier, later in pairwise(sent))


def sweep(world: World, story: Story, happening: Story) -> None:
    """One article after the other; with each, it happens one boundary later."""
    total = play(world, story)
    assert total > 15
    for number in range(1, total + 1):
        world.boundaries.plan(number, lambda: happening(world), never_at=NEVER_AT[happening])
        play(world, story)
    world.check_promise()
    world.check_nothing_lost()


def play(world: World, story: Story) -> int:
    """Publish one more article, whatever happens. How many boundaries were crossed."""
    crossed = len(world.boundaries.names)
    world.archive.publish(len(world.archive.articles))
    story(world)
    with suppress(Killed, StorageError):
        world.settle()
    world.boundaries.forget()
    world.settle(between=PATIENCE)
    world.platform.behave()
    return len(world.boundaries.names) - crossed
