"""Kill the real process with SIGKILL, again and again, and count what the public sees afterwards.

python -m benchmarks.storm --kills 200 --seed 1 --instagram instagrapi

`bot run --once` runs against the sandbox with the real clients: every tenth time as the command itself, else
as a fork of a process that has its libraries loaded already, which takes a tenth of the time. Two kills of
three strike when the platforms have seen a random number of requests and effects, such as right after a
post became public and before its answer was read; the others at a random time. In the end every article
stands exactly once on each channel, and the database says so.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.idle import AT_ONCE
from bot.sandbox.sandbox import Sandbox
from tests.warm import PROJECT, list_environment, run_bot, start_bot

SETTINGS = {
    **AT_ONCE,
    "BOT_MAX_PER_DAY": "1000",
    "BOT_HTTP_TIMEOUT": "2s",
    "BOT_RETRY_DELAY": "0",
    "BOT_CONFIRM_DELAY": "0",
}
PATIENCE = 120.0
PASSES_TO_SETTLE = 12


class Cold:
    """The command as a person starts it."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run", "--once"],
            env=environment,
            cwd=PROJECT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def kill(self) -> None:
        self._process.kill()

    def wait(self) -> None:
        self._process.wait(PATIENCE)


class Warm:
    """The same main function in a forked process of its own."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._process = start_bot("run", "--once", environ=environment, streams=[os.devnull] * 3)

    def is_alive(self) -> bool:
        return self._process.is_alive()

    def kill(self) -> None:
        self._process.kill()

    def wait(self) -> None:
        self._process.join(PATIENCE)


@dataclass(kw_only=True)
class Round:
    """One instance and one sandbox, until the sample archive has no more articles."""

    world: Sandbox
    home: Path
    chance: random.Random
    backend: str
    kills: int = 0
    articles: int = 0
    entries: int = 0
    seconds: float = 0.0
    problems: list[str] = field(default_factory=list)

    def start(self) -> "Cold | Warm":
        """`bot run --once`."""
        return Cold(self._environment()) if self.chance.random() < 0.1 else Warm(self._environment())

    def run_to_the_end(self) -> None:
        """A pass nobody disturbs."""
        self.start().wait()

    def measure(self) -> None:
        """A pass nobody disturbs, which tells where strikes can hit."""
        began, seen = time.monotonic(), len(self.world.ledger.entries)
        self.run_to_the_end()
        self.seconds = time.monotonic() - began
        self.entries = len(self.world.ledger.entries) - seen

    def publish(self) -> None:
        """One more article in the archive."""
        self.world.archive.publish_next(1)
        self.articles += 1

    def strike(self) -> None:
        """Start a pass and kill it somewhere; a pass that was quicker than we is no kill."""
        seen = len(self.world.ledger.entries)
        by_time = self.chance.random() < 1 / 3
        target = seen + self.chance.randint(1, self.entries)
        deadline = time.monotonic() + (self.chance.uniform(0.1, self.seconds) if by_time else PATIENCE)
        process = self.start()
        while process.is_alive() and time.monotonic() < deadline:
            if not by_time and len(self.world.ledger.entries) >= target:
                time.sleep(self.chance.choice([0, 0, 0.002, 0.01, 0.03]))
                break
            time.sleep(0.001)
        if process.is_alive():
            process.kill()
            self.kills += 1
        process.wait()

    def settle(self) -> None:
        """Undisturbed passes until nothing is under way.

        After the obituary of the sample archive cheerful posts hold back for hours, those that a kill delayed
        among them: a person lets them go.
        """
        for _ in range(PASSES_TO_SETTLE):
            self.run_to_the_end()
            posts = self.list_posts()
            if len(posts) == 2 * self.articles and all(post["status"] == "published" for post in posts):
                break
            soon = datetime.now(UTC) + timedelta(hours=1)
            held = [str(post["id"]) for post in posts if datetime.fromisoformat(post["due_at"]) > soon]
            if held:
                run_bot("retry", *held, environ=self._environment())
            time.sleep(1.5)

    def judge(self) -> None:
        """Exactly once each, and the database agrees with the platforms."""
        posts = self.list_posts()
        public = {
            "facebook": [post.message for post in self.world.facebook.posts()],
            "instagram": [medium.caption for medium in self.world.instagram.posts()],
        }
        for channel, captions in public.items():
            recorded = [post["caption"] for post in posts if post["channel"] == channel]
            if len(captions) != len(set(captions)):
                self.problems.append(f"doubled on {channel}")
            if sorted(captions) != sorted(recorded) or len(captions) != self.articles:
                self.problems.append(f"{len(captions)} public on {channel}, {self.articles} articles")
        if unsettled := [post["status"] for post in posts if post["status"] != "published"]:
            self.problems.append(f"not published: {unsettled}")

    def list_posts(self) -> list[dict[str, Any]]:
        """`bot posts --json`."""
        posts: list[dict[str, Any]] = run_bot("posts", "--json", environ=self._environment()).json
        return posts

    def _environment(self) -> dict[str, str]:
        own = {"BOT_HOME": str(self.home), "BOT_INSTAGRAM_BACKEND": self.backend}
        return {**list_environment(), **self.world.environment(), **SETTINGS, **own}


def play_round(kills: int, chance: random.Random, backend: str) -> Round:
    """At most so many kills, fewer when the articles run out. backend: Instagram's."""
    with tempfile.TemporaryDirectory() as folder, Sandbox(Path(folder) / "world") as world:
        home = Path(folder) / "instance"
        home.mkdir()
        play = Round(world=world, home=home, chance=chance, backend=backend)
        play.run_to_the_end()
        play.publish()
        play.measure()
        while play.kills < kills and world.archive.waiting:
            play.publish()
            for _ in range(chance.randint(4, 9)):
                if play.kills < kills:
                    play.strike()
        play.settle()
        play.judge()
        return play


def main() -> int:
    """Play rounds until there were enough kills; 1 when a post was doubled or lost."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--instagram", choices=("graph", "instagrapi"), default="graph")
    chosen = parser.parse_args()
    chance = random.Random(chosen.seed)
    began, rounds = time.monotonic(), list[Round]()
    while (left := chosen.kills - sum(each.kills for each in rounds)) > 0:
        rounds.append(play_round(left, chance, chosen.instagram))
        _say(f"round {len(rounds)}: {rounds[-1].kills} kills, {rounds[-1].articles} articles")
        for problem in rounds[-1].problems:
            _say(f"  {problem}")
    problems = sum(len(each.problems) for each in rounds)
    kills, articles = sum(each.kills for each in rounds), sum(each.articles for each in rounds)
    seconds = time.monotonic() - began
    outcome = f"{problems} problems" if problems else "each posted exactly once"
    _say(
        f"{kills} kills, {articles} articles on 2 channels, Instagram by {chosen.instagram}, "
        f"seed {chosen.seed}: {outcome}; {seconds:.0f} s"
    )
    return 1 if problems else 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
