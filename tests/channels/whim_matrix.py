"""What platforms do without being asked, on each way to publish, and what our clients make of it.

The second table of docs/faults.md; `test_fault_matrix.py` holds that nothing of it doubles a post.
"""

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from channel_bench import BACKENDS, Bench

from bot.domain.errors import ChannelError
from bot.domain.post import Presence, Search
from bot.sandbox.kinds import Moment
from bot.sandbox.platforms import Whims, rewrite_as_platforms_do
from bot.sandbox.sandbox import Sandbox

HOUR = timedelta(hours=1)
REWRITTEN = "„Garten“ – für\u00a0alle\n\nhttps://verband.example/garten"


@dataclass(frozen=True, slots=True, kw_only=True)
class WhimRow:
    """One whim on one way: what our client says, and how many posts stand there in the end."""

    backend: str
    whim: str
    said: str
    live: int


def play_whims() -> Iterator[WhimRow]:
    """Every whim on every way, each in a world of its own. Sets the environment of this process."""
    for whim, play in WHIMS.items():
        for backend in BACKENDS:
            with tempfile.TemporaryDirectory() as folder, Sandbox(Path(folder) / "sandbox") as world:
                os.environ.update(world.environment())
                bench = Bench(backend, world, Path(folder))
                said = _try(play, bench)
                yield WhimRow(backend=backend, whim=whim, said=said, live=len(bench.captions()))


def _try(play: Callable[[Bench], str], bench: Bench) -> str:
    try:
        return play(bench)
    except ChannelError as error:
        return f"{error.kind} {error.code}"


def _whims(bench: Bench) -> Whims:
    is_page = bench.backend.startswith("facebook")
    return bench.world.facebook.whims if is_page else bench.world.instagram.whims


def _lose_answer(bench: Bench) -> None:
    post = bench.post(caption=REWRITTEN)
    bench.prepare(post)
    bench.break_next(bench.visible_point, "drop", Moment.AFTER)
    _try(lambda _: str(bench.publish(post)), bench)


def _look(bench: Bench) -> str:
    post = bench.post(caption=REWRITTEN)
    found = bench.publisher.find(post, Search(since=bench.clock() - HOUR))
    if found.presence is Presence.NO:
        return "no, asked for 16 minutes" if found.is_firm else "no, asked for an hour"
    return f"{found.presence}, text lost" if found.receipt and found.receipt.is_altered else found.presence


def _rewrite(bench: Bench) -> str:
    _whims(bench).rewrite = rewrite_as_platforms_do
    _lose_answer(bench)
    bench.kept.clear()
    return _look(bench)


def _drop_text(bench: Bench) -> str:
    _whims(bench).texts_to_drop = 1
    receipt = bench.publish()
    if not receipt.is_altered:
        return "not noticed"
    try:
        bench.publisher.edit(bench.post(remote_id=receipt.remote_id), bench.post().composition.caption)
    except ChannelError:
        return "told"
    return "written once more"


def _drop_text_and_answer(bench: Bench) -> str:
    _whims(bench).texts_to_drop = 1
    _lose_answer(bench)
    return _look(bench)


def _show_late(bench: Bench) -> str:
    _hide_what_is_new(bench)
    _lose_answer(bench)
    return _look(bench)


def _hide_what_is_new(bench: Bench) -> None:
    _whims(bench).node_lag = HOUR
    for listing in (bench.world.facebook, bench.world.instagram):
        listing.set_listing_lag(time=HOUR)


def _roll_back(bench: Bench) -> str:
    """Neither the database nor the platform tells that it was sent."""
    _hide_what_is_new(bench)
    bench.publish()
    bench.kept.clear()
    if _look(bench).startswith("no"):
        bench.publish()
    return f"sent {len(bench.captions())} times"


def _post_by_hand(bench: Bench) -> str:
    is_page = bench.backend.startswith("facebook")
    side = bench.world.facebook if is_page else bench.world.instagram
    side.post_by_hand(f"Schaut mal: {bench.post().composition.link}?utm_source=hand")
    return _look(bench)


def _share_without_a_word(bench: Bench) -> str:
    if not bench.backend.startswith("facebook"):
        return "–"
    bench.world.facebook.post_by_hand("", link=bench.post().composition.link)
    return _look(bench)


def _drip(bench: Bench) -> str:
    """Five times as slowly as the call may last."""
    bench.start(timeout=timedelta(seconds=0.3))
    bench.prepare()
    bench.break_next(bench.visible_point, "drip", Moment.AFTER)
    return _try(lambda _: str(bench.publish() and "published"), bench)


def _lose_page(bench: Bench) -> str:
    bench.world.facebook.vanish()
    return bench.publish().remote_id and "published"


def _demand_proof(bench: Bench) -> str:
    bench.world.facebook.demand_proof()
    return bench.publish().remote_id and "published"


def _refuse_container(bench: Bench) -> str:
    bench.world.instagram.let_containers_take(1, end="ERROR", because=2207005)
    return bench.publish().remote_id and "published"


BOUND = "machine rolled back at once, shown an hour late"
"""What nobody can know of, and so the one way to a second post."""

WHIMS: Mapping[str, Callable[[Bench], str]] = {
    "other quotes, blanks, link form; answer and handles lost": _rewrite,
    "text dropped": _drop_text,
    "text and answer lost": _drop_text_and_answer,
    "answer lost, shown an hour late": _show_late,
    BOUND: _roll_back,
    "posted by hand with the link": _post_by_hand,
    "link shared by hand without a word": _share_without_a_word,
    "the answer comes byte by byte": _drip,
    "the Page is gone": _lose_page,
    "the app demands appsecret_proof, no secret set": _demand_proof,
    "the picture's format is refused while it is processed": _refuse_container,
}


def render_whims(rows: Iterator[WhimRow]) -> str:
    """A second table in Markdown."""
    lines = [
        "",
        "## What platforms do without being asked",
        "",
        "What our client says, and how many posts stand there in the end. After a lost answer a post is",
        "looked for during 16 minutes (8 times `BOT_CONFIRM_DELAY`) where the upload itself tells, for an",
        "hour (30 times) where only a listing does, and once more right before anything is sent. **The",
        "known bound**: a request that lands, or is first shown, later than that is sent twice. A",
        "database that forgot a sending (a server failed over to a copy that lagged, an older file was",
        "put back) is helped by `state/sendings.log`, which this machine writes before each sending: what",
        "only that file knows waits as after a lost answer. A machine that was put back whole takes the",
        "file along. Where it was at work when the snapshot was made and that is more than an hour ago,",
        "what was due within the last hour waits for an hour; **so twice is sent** only what the machine",
        "sent while the platform's listing did not show it yet, within an hour of a snapshot, or after a",
        "snapshot of a machine at rest, or later than it was due. The row below shows the clients alone,",
        "with a platform that shows new posts an hour late. Two installations with a database each know",
        "of each other by the listing only, and may send one article within the same seconds.",
        "",
        "| what | way | our client says | posts |",
        "| --- | --- | --- | --- |",
    ]
    return "\n".join([*lines, *(f"| {r.whim} | {r.backend} | {r.said} | {r.live} |" for r in rows), ""])
