"""The fault matrix: every fault of the sandbox at every sending step, and what becomes of the post.

`python tests/channels/fault_matrix.py > docs/faults.md` writes the table; `test_fault_matrix.py` checks it.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from channel_bench import Bench
from whim_matrix import play_whims, render_whims

from bot.domain.errors import ChannelError, OutcomeUnknown
from bot.domain.post import PostStatus
from bot.domain.schedule import RetryRules, decide_after
from bot.sandbox.catalogue import KINDS
from bot.sandbox.kinds import Moment
from bot.sandbox.sandbox import Sandbox

POINT_BACKENDS = {
    "facebook.photos": "facebook",
    "facebook.feed": "facebook",
    "instagram.rupload": "instagram",
    "instagram.configure": "instagram",
    "graph_instagram.container": "instagram-graph",
    "graph_instagram.publish": "instagram-graph",
}
VISIBLE = frozenset({"facebook.feed", "instagram.configure", "graph_instagram.publish"})
NOT_FOR_WRITES = frozenset({"empty_list", "in_progress", "container_error", "container_expired"})
UNANSWERED = frozenset({"slow", "drip"})
PATIENCE = timedelta(seconds=0.4)
"""For an answer that never comes."""
LATE_COMMIT = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One fault at one point, before or after the platform carried the request out."""

    point: str
    kind: str
    when: Moment

    @property
    def is_visible(self) -> bool:
        return self.point in VISIBLE

    def __str__(self) -> str:
        return f"{self.point}-{self.kind}-{self.when}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What became of it. `error`: the class's kind, or ""; `found`: by reconcile; `live`: in the end."""

    case: Case
    error: str
    code: str
    requests: int
    found: str
    live: int
    status: str
    message: str
    advice: str


def list_cases() -> Iterator[Case]:
    """All faults that make sense where something is sent."""
    for point in POINT_BACKENDS:
        for kind, fault in KINDS.items():
            if fault.fits(point) and kind not in NOT_FOR_WRITES:
                yield from (Case(point=point, kind=kind, when=when) for when in sorted(fault.moments))


def play(case: Case, bench: Bench) -> Row:
    """Publish once with the fault in the way, then reconcile as the pipeline would."""
    handles = bench.prepare() if case.is_visible else None
    if case.kind in UNANSWERED:
        _lose_patience(case, bench)
    bench.break_next(case.point, case.kind, case.when)
    error = _try(bench, handles)
    if case.kind in UNANSWERED:
        bench.start()
    if case.when is Moment.LATE and case.is_visible:
        _wait_for_late_commit(bench)
    requests = bench.requests(case.point)
    found = _reconcile(bench) if isinstance(error, OutcomeUnknown) else ""
    return Row(
        case=case,
        error=error.kind if error else "",
        code=error.code if error else "",
        requests=requests,
        found=found,
        live=len(bench.captions()),
        status=_status(error, found),
        message=str(error or ""),
        advice=error.advice if error else "",
    )


def _lose_patience(case: Case, bench: Bench) -> None:
    """From now on it does not wait long for an answer; what comes before has all the time it needs."""
    if not case.is_visible:
        bench.find()  # which logs in
    bench.start(timeout=PATIENCE)


def _try(bench: Bench, handles: Mapping[str, str] | None) -> ChannelError | None:
    post = bench.post()
    try:
        bench.publisher.publish(post, bench.prepare(post) if handles is None else handles)
    except ChannelError as error:
        return error
    return None


def _wait_for_late_commit(bench: Bench) -> None:
    end = time.monotonic() + LATE_COMMIT
    while not bench.captions() and time.monotonic() < end:
        time.sleep(0.02)


def _reconcile(bench: Bench) -> str:
    try:
        return "found" if bench.find() else "not found"
    except ChannelError:
        return "unreadable"


def _status(error: ChannelError | None, found: str) -> str:
    if error is None or found == "found":
        return PostStatus.PUBLISHED
    if found == "not found":
        return PostStatus.SCHEDULED
    decision = decide_after(error, 1, RetryRules(delay=timedelta(minutes=2), max_attempts=6), lambda: 0.0)
    return f"{decision.status}, stopped" if decision.stops else decision.status


def make_bench(case: Case, world: Sandbox, folder: Path) -> Bench:
    """The bench for a case."""
    return Bench(POINT_BACKENDS[case.point], world, folder)


def play_all() -> Iterator[Row]:
    """Every case in a world of its own. Sets the environment of this process."""
    for case in list_cases():
        with tempfile.TemporaryDirectory() as folder, Sandbox(Path(folder) / "sandbox") as world:
            os.environ.update(world.environment())
            yield play(case, make_bench(case, world, Path(folder)))


def render_table(rows: Iterable[Row]) -> str:
    """The rows as a Markdown page."""
    lines = [
        "# What becomes of a post when something fails",
        "",
        "Each row: the real client, one fault of the sandbox at one step, before or after the platform",
        "carried the request out. *Requests* and *posts* are what the platform saw and shows in the end.",
        "",
        "| step | fault | when | class | code | requests | reconcile | posts | status | advice |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    return "\n".join([*lines, *(_line(row) for row in rows), ""])


def _line(row: Row) -> str:
    case = row.case
    cells = (case.point, case.kind, case.when, row.error, row.code, row.requests, row.found, row.live)
    return "| " + " | ".join(str(cell) or "–" for cell in (*cells, row.status, row.advice)) + " |"


if __name__ == "__main__":
    sys.stdout.write(render_table(play_all()))
    sys.stdout.write(render_whims(play_whims()))
