"""Random stories of faults, each with its own seed: is anything ever posted twice, or lost?

python -m benchmarks.fault_runs --runs 10000 --seed 1

Every run is one article on a platform made by hand, over the real pipeline and the real storage. Lost
answers and requests, late landings, lagging and unreadable listings, refusals, rewritten texts, outages,
processes killed anywhere, a second process, a machine or a database that is put back unknown to all. A run
that breaks the promise is printed with the number that plays it again.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from datetime import timedelta
from itertools import repeat
from pathlib import Path

from bot.domain import errors
from bot.domain.post import PostStatus
from tests.known_channels import FACEBOOK
from tests.pipeline.boundaries import Killed
from tests.pipeline.world import OPEN, World

RUNS_PER_WORLD = 40
MOST_BOUNDARIES = 45
LATEST = 29 * 60
"""Seconds for landing late and for lagging: together less than the hour for which a listing is looked at
before anything is sent again. What shows up later than that nobody can know of."""
LONGEST_OUTAGE = 20
"""Hours; a post that is due for more than a day is left to a person."""


def main() -> int:
    """Play all runs; 1 when one broke the promise."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="play this run again")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    chosen = parser.parse_args()
    runs = range(chosen.runs) if chosen.only is None else [chosen.only]
    began = time.monotonic()
    ends: Counter[str] = Counter()
    worlds = [list(runs[first : first + RUNS_PER_WORLD]) for first in range(0, len(runs), RUNS_PER_WORLD)]
    with ProcessPoolExecutor(chosen.processes) as pool:
        for results in pool.map(play_world, repeat(chosen.seed), worlds):
            ends.update(end for _, end in results)
            for run, end in results:
                if end != "once":
                    sys.stdout.write(f"run {run}: {end} (again with --seed {chosen.seed} --only {run})\n")
    seconds = time.monotonic() - began
    counts = ", ".join(f"{ends[end]} {end}" for end in ("once", "doubled", "lost"))
    sys.stdout.write(f"{sum(ends.values())} runs, seed {chosen.seed}: {counts}; {seconds:.0f} s\n")
    return 0 if ends["once"] == sum(ends.values()) else 1


def play_world(seed: int, runs: list[int]) -> list[tuple[int, str]]:
    """Some runs one after the other in one world, which is faster than a world for each."""
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder), channels=[FACEBOOK])
        try:
            world.open_shop()
            return [(run, play(world, make_chance(seed, run))) for run in runs]
        finally:
            world.database.close()


def make_chance(seed: int, run: int) -> random.Random:
    """A story that can be told again."""
    return random.Random(f"{seed}/{run}")


def play(world: World, chance: random.Random) -> str:
    """One article's story: "once", "doubled" or "lost"."""
    url = world.archive.publish(len(world.archive.articles))
    order_faults(world, chance)
    world.remember()
    for _ in range(chance.randint(0, 4)):
        meet_something(world, chance)
        if chance.random() < 0.1:  # a whole machine, or the database alone, which may be put back any time
            world.roll_back(database_only=not world.facebook.is_settled)
        world.clock.forward(timedelta(seconds=chance.choice([0, 1, 20, 60, 130, 400])))
    world.facebook.behave()
    for _ in range(3):
        world.process.stops.resume()
        world.settle(ticks=200, between=timedelta(minutes=chance.choice([1, 3])))
        if not any(post.status in OPEN for post in world.posts()):
            break
    live = world.list_live(url, FACEBOOK)
    if len(live) > 1:
        return "doubled"
    proven = {post.remote_id for post in world.posts() if post.status is PostStatus.PUBLISHED}
    return "once" if live and live[0].remote_id in proven else "lost"


def order_faults(world: World, chance: random.Random) -> None:
    """Up to four faults, the sort no person has to mend."""
    facebook = world.facebook
    orders: list[Callable[[], None]] = [
        facebook.lose_answer,
        facebook.lose_request,
        facebook.answer_with_nonsense,
        facebook.throttle,
        facebook.refuse_reading,
        lambda: facebook.land_late(timedelta(seconds=chance.randint(1, LATEST))),
        lambda: facebook.lag(timedelta(seconds=chance.randint(1, LATEST))),
        facebook.rewrite,
        lambda: facebook.stay_down(timedelta(hours=chance.randint(1, LONGEST_OUTAGE))),
        lambda: facebook.refuse(errors.Blocked("368")),
        lambda: facebook.refuse(errors.Unauthorized("190")),
        lambda: facebook.refuse_preparing(errors.Unavailable("503")),
        lambda: facebook.refuse_preparing(KeyError("id")),
        lambda: facebook.refuse_reading(errors.Throttled("32")),
    ]
    for order in chance.choices(orders, k=chance.randint(0, 4)):
        order()


def meet_something(world: World, chance: random.Random) -> None:
    """One pass or tick, in which the process may be killed or another may work meanwhile."""
    number = chance.randint(1, MOST_BOUNDARIES)
    match chance.choice(["nothing", "death", "far death", "company"]):
        case "death":
            world.boundaries.plan(number, lambda: die(world))
        case "far death":
            world.boundaries.plan(number, lambda: die_far_away(world))
        case "company":
            other = world.start()
            world.boundaries.plan(number, lambda: world.run_pass(other), never_at={"before commit"})
    with suppress(Killed):
        world.run_pass() if chance.random() < 0.5 else world.tick()
    world.boundaries.forget()


def die(world: World) -> None:
    """The process is gone, and the next one knows."""
    world.restart()
    raise Killed


def die_far_away(world: World) -> None:
    """The process is gone, and only its lease tells."""
    world.process = world.start()
    raise Killed


if __name__ == "__main__":
    sys.exit(main())
