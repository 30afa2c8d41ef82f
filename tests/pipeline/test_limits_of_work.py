"""How long and how much the bot works, waits and looks: every limit from both sides."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.article import ArticleStatus, Entry, Source
from bot.domain.errors import PageUnavailable, UsageWrong
from bot.domain.novelty import Sight
from bot.domain.post import Finding, Post, PostStatus, Presence, Receipt
from bot.domain.state import EVERYTHING, GAP, REMEMBERED_FOR, RESTORED, Stop, StopKind
from bot.pipeline import actions
from bot.pipeline.actions import MOST_BYTES, Changes, Spread
from bot.pipeline.doctor import EARLIEST, SHORTEST_LOOKING, examine
from bot.pipeline.intake import UNSEEN, WAIT_FOR_PAGE
from bot.pipeline.publish import LOOK_HOLDS, publish_due
from bot.pipeline.reconcile import (
    ACCOUNT_RECHECK,
    ADOPTED,
    ASKED,
    BETWEEN_LOOKS,
    BY_HAND_WITHIN,
    KNOWN_SINCE,
    _count_empty_look,
    find_certainty,
    find_lost,
    make_search,
    must_watch_first,
    reconcile,
    recover,
)
from bot.pipeline.refresh import UNSEEN as UNSEEN_ARTICLE
from bot.pipeline.refresh import WAIT_FOR_PAGE as PAGE_RESTS
from bot.pipeline.refresh import freshen
from bot.pipeline.reports import AGAIN_AFTER, MOST_POSTS, compile_year, make_attachments, tell
from bot.pipeline.watch import (
    FULL_LOOK_EVERY,
    _doubt_clock,
    _is_due,
    _tell_taken_for_old,
    _wants_full_look,
)
from tests.known_channels import FACEBOOK, INSTAGRAM
from tests.pipeline.clock import START
from tests.pipeline.newsroom import SOURCE
from tests.pipeline.readers import Reader
from tests.pipeline.world import World, put, take_in

SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
EVERY = tuple(PostStatus)


@pytest.fixture
def post(world: World) -> Post:
    """A scheduled post for Facebook, due now; Instagram's is cancelled."""
    world.archive.publish(1)
    app = world.process
    app.stops.stop(Stop(scope=EVERYTHING, kind=StopKind.PAUSE, reason="", since=START))
    world.run_pass()
    app.stops.resume()
    actions.cancel(app, world.post(INSTAGRAM).id, who="anna")
    return world.post(FACEBOOK)


def test_a_source_is_due_after_its_interval_unless_it_asked_to_be_left_alone() -> None:
    source = Source(url=SOURCE)
    for looked_at, next_look_at, failures, due in (
        (None, None, 0, (True, True)),
        (START, None, 0, (False, True)),
        (START - 10 * MINUTE + SECOND, None, 0, (False, True)),
        (START - 10 * MINUTE, None, 0, (True, True)),
        (START + SECOND, None, 0, (True, True)),
        (START - HOUR, START + SECOND, 0, (False, True)),
        (START - HOUR, START + SECOND, 1, (False, False)),
        (START - HOUR, START, 1, (True, True)),
        (START + SECOND, START + HOUR, 1, (True, True)),
    ):
        seen = replace(source, looked_at=looked_at, next_look_at=next_look_at, failures=failures)
        seen = _doubt_clock(seen, START)
        told = tuple(_is_due(seen, START, 10 * MINUTE, forced=forced) for forced in (False, True))
        assert told == due, (looked_at, next_look_at, failures)


def test_a_listing_is_read_whole_once_a_day_and_until_it_has_a_baseline() -> None:
    known = Source(url=SOURCE, baseline_at=START - DAY, full_look_at=START)
    later = START + FULL_LOOK_EVERY
    assert [_wants_full_look(known, now) for now in (START, later - SECOND, later)] == [False, False, True]
    for bare in (replace(known, baseline_at=None), replace(known, full_look_at=None)):
        assert _wants_full_look(bare, START)


@pytest.mark.parametrize(("is_other_way", "least"), [(True, 1), (False, 4)])
def test_a_person_looks_when_much_was_taken_for_old(least: int, *, is_other_way: bool) -> None:
    sight = Sight(now=START, max_age=DAY, is_other_way=is_other_way)
    others = [ArticleStatus.NEW, None, ArticleStatus.BASELINE]
    few = [*others, *[ArticleStatus.SKIPPED] * (least - 1)]
    assert _tell_taken_for_old(sight, few) == ""
    assert f"{least} article" in _tell_taken_for_old(sight, [*few, ArticleStatus.SKIPPED])


def test_a_page_that_shows_something_else_is_a_question_after_a_day(world: World) -> None:
    app, entry = world.process, Entry(url=f"{SOURCE}/9", title="Meldung 9")
    source = replace(app.sources.get(SOURCE), baseline_at=START)
    world.archive.break_down(entry.url, PageUnavailable("Kurz weg."))

    def take(at: datetime, *, title: str = "Meldung 9") -> ArticleStatus | None:
        return take_in(app, source, replace(entry, title=title), at)

    assert take(START) is None
    assert take(START - HOUR) is None, "the clock was set back: it is waited for from now on"
    since = START - HOUR + WAIT_FOR_PAGE
    assert take(since - SECOND) is None
    assert take(since, title="") is None
    assert app.journal.find_note(f"{UNSEEN}{entry.url}") is not None
    assert take(since) is ArticleStatus.NEW


def test_a_post_whose_page_shows_something_else_waits_for_some_hours(world: World, post: Post) -> None:
    app = world.process
    world.archive.break_down(post.article_url, PageUnavailable("Kurz weg."))
    world.clock.forward(DAY)
    since = world.clock()
    for after, status in (
        (timedelta(), PostStatus.SCHEDULED),
        (PAGE_RESTS - SECOND, PostStatus.SCHEDULED),
        (SECOND, PostStatus.DRAFT),
    ):
        world.clock.forward(after)
        assert freshen(app, world.post(FACEBOOK), began_at=world.clock()) is None
        assert world.post(FACEBOOK).status is status
    note = app.journal.find_note(f"{UNSEEN_ARTICLE}{post.article_id}")
    assert note is not None
    assert note.at == since


def test_only_what_is_older_than_the_pass_is_read_again(world: World, post: Post) -> None:
    app = world.process
    for began_at, is_read in (
        (post.created_at, False),
        (post.created_at + SECOND, True),
        (post.created_at - SECOND, False),
    ):
        reads = len(world.archive.reads)
        assert freshen(app, post, began_at=began_at) == post
        assert (len(world.archive.reads) > reads) is is_read
    world.clock.jump(-HOUR)
    reads = len(world.archive.reads)
    assert freshen(app, post, began_at=post.created_at - DAY) == post
    assert len(world.archive.reads) > reads, "it was made in the future"


Left = tuple[PostStatus, timedelta, timedelta | None]
EMPTY_LOOKS: tuple[tuple[Mapping[str, object], timedelta, Mapping[str, object], Left], ...] = (
    ({}, -SECOND, {}, (PostStatus.UNCONFIRMED, timedelta(), None)),
    ({}, timedelta(), {}, (PostStatus.UNCONFIRMED, 2 * MINUTE, timedelta())),
    (
        {"not_found_at": START},
        50 * MINUTE,
        {},
        (PostStatus.UNCONFIRMED, 50 * MINUTE + BETWEEN_LOOKS, timedelta()),
    ),
    ({"not_found_at": START}, 58 * MINUTE, {}, (PostStatus.UNCONFIRMED, HOUR, timedelta())),
    ({"not_found_at": START}, HOUR - SECOND, {}, (PostStatus.UNCONFIRMED, HOUR, timedelta())),
    ({"not_found_at": START}, HOUR, {}, (PostStatus.SCHEDULED, HOUR + 2 * MINUTE, None)),
    (
        {"not_found_at": START + HOUR},
        HOUR + MINUTE,
        {},
        (PostStatus.UNCONFIRMED, HOUR + 2 * MINUTE, HOUR),
    ),
    (
        {"not_found_at": START},
        16 * MINUTE - SECOND,
        {"is_firm": True},
        (PostStatus.UNCONFIRMED, 16 * MINUTE, timedelta()),
    ),
    (
        {"not_found_at": START},
        16 * MINUTE,
        {"is_firm": True},
        (PostStatus.SCHEDULED, 18 * MINUTE, None),
    ),
    ({"not_found_at": START}, HOUR, {"is_blind": True}, (PostStatus.DRAFT, timedelta(), None)),
    (
        {"not_found_at": START},
        HOUR,
        {"is_blind": True, "is_firm": True},
        (PostStatus.SCHEDULED, HOUR + 2 * MINUTE, None),
    ),
    (
        {"not_found_at": START},
        HOUR,
        {"presence": Presence.ASK, "receipt": Receipt(remote_id="7", permalink="p")},
        (PostStatus.DRAFT, timedelta(), None),
    ),
    (
        {"sent_at": START + DAY},
        timedelta(),
        {},
        (PostStatus.UNCONFIRMED, timedelta(seconds=31), None),
    ),
)
"""What a post says, when it is looked for, what is found; then its status, next time and first empty look."""


def test_an_empty_look_counts_by_when_it_was_and_by_what_says_so(world: World, post: Post) -> None:
    fresh = {
        "status": PostStatus.UNCONFIRMED,
        "sent_at": START,
        "lands_until": START,
        "doubted_since": START,
        "due_at": START,
        "not_found_at": None,
    }
    for changes, after, found, left in EMPTY_LOOKS:
        unknown = put(world, **{**fresh, **changes})
        world.clock.true = START + after
        finding = Finding(**{"presence": Presence.NO, **found})  # type: ignore[arg-type]
        _count_empty_look(world.process, unknown, world.clock(), finding)
        now = world.post(FACEBOOK)
        looked = now.not_found_at and now.not_found_at - START
        assert (now.status, now.due_at - START, looked) == left, (changes, after, found)
        assert now.forgiven - unknown.forgiven == (now.status is PostStatus.DRAFT)
    assert world.post(FACEBOOK).id == post.id


def test_a_look_counts_from_its_beginning_in_the_end_and_from_its_end_at_first(
    world: World, post: Post
) -> None:
    sent = {"status": PostStatus.UNCONFIRMED, "sent_at": START, "lands_until": START, "doubted_since": START}
    unknown = put(world, **sent)
    world.clock.forward(HOUR)
    _count_empty_look(world.process, unknown, START, Finding(presence=Presence.NO))
    assert world.post(FACEBOOK).not_found_at == START + HOUR
    unknown = put(world, not_found_at=START)
    _count_empty_look(world.process, unknown, START + HOUR - SECOND, Finding(presence=Presence.NO))
    assert world.post(FACEBOOK).status is PostStatus.UNCONFIRMED
    assert unknown.id == post.id


def test_what_the_database_has_forgotten_is_known_until_the_listing_has_caught_up(
    world: World, post: Post
) -> None:
    app, nothing, firm = (
        world.process,
        Finding(presence=Presence.NO),
        Finding(presence=Presence.NO, is_firm=True),
    )
    hour, quarter = app.rules.listing_delay, app.rules.firm_delay

    def certain(shown: Finding = nothing) -> datetime | None:
        return find_certainty(app, world.post(FACEBOOK), shown)

    assert certain() is None
    app.sendings.note(post, START)
    landed = START + app.rules.landing
    assert (certain(), certain(firm)) == (landed + hour, landed + quarter)
    app.sendings.take_back(post)
    assert certain() is None
    app.journal.note(RESTORED, (START - DAY).isoformat(), now=START + MINUTE)
    assert certain() is None
    put(world, doubted_since=START)
    assert (certain(), certain(firm)) == (START + MINUTE + hour, None)
    app.journal.forget(RESTORED)
    for created, due, word, is_known in (
        (START + 10 * MINUTE, START, "", True),
        (START + 10 * MINUTE + SECOND, START, "", False),
        (START, START - hour, "", False),
        (START, START - hour + SECOND, "", True),
        (START, START, " rest", False),
    ):
        put(world, created_at=created, due_at=due)
        gap = f"{START.isoformat()} {START.isoformat()}{word}"
        app.journal.note(GAP, gap, now=START)
        assert (certain(), certain(firm)) == (START + hour if is_known else None, None), (created, due, word)


def test_a_search_reaches_back_as_far_as_the_post_may_stand_there(world: World, post: Post) -> None:
    app = world.process

    def since(**changes: object) -> timedelta:
        return make_search(app, put(world, reason="", **changes)).since - START

    assert since(created_at=START - DAY) == -DAY
    assert since(created_at=START - BY_HAND_WITHIN - HOUR) == -BY_HAND_WITHIN
    assert since(created_at=START + HOUR) == -BY_HAND_WITHIN, "the clock was wrong when it was made"
    assert since(created_at=START, sent_at=START - HOUR) == -HOUR
    assert since(doubted_since=START - 2 * HOUR) == -2 * HOUR
    app.journal.note(RESTORED, (START - 3 * HOUR).isoformat(), now=START)
    assert since() == -3 * HOUR
    gap = f"{(START - 5 * HOUR).isoformat()} {(START - 4 * HOUR).isoformat()}"
    app.journal.note(GAP, gap, now=START)
    assert since() == -5 * HOUR
    spans = ((START - 3 * HOUR, START), (START - 4 * HOUR, START))
    for created_at, told in ((START + KNOWN_SINCE, spans), (START + KNOWN_SINCE + SECOND, (None, None))):
        search = make_search(app, put(world, created_at=created_at))
        assert (search.lost, search.gap) == told
    app.journal.note(f"{ASKED}{post.id}", "7 8", now=START)
    search = make_search(app, put(world, created_at=START))
    assert (search.lost, search.gap, search.claimed) == (None, None, {"7", "8"})


def test_a_restore_is_remembered_and_seen_to_once(world: World) -> None:
    app = world.process
    assert (find_lost(app), must_watch_first(app)) == (None, False)
    app.journal.note(RESTORED, (START - DAY).isoformat(), now=START)
    source = app.sources.get(SOURCE)
    for looked_at, is_first in ((START - SECOND, True), (START, False), (None, True)):
        app.sources.save(replace(source, looked_at=looked_at))
        assert must_watch_first(app) is is_first
    app.journal.note(ADOPTED, (START - DAY).isoformat(), now=START)
    assert must_watch_first(app), "of an earlier restore"
    app.journal.note(ADOPTED, START.isoformat(), now=START)
    assert not must_watch_first(app)
    world.clock.forward(REMEMBERED_FOR)
    assert find_lost(app) == (START - DAY, START)
    world.clock.forward(SECOND)
    assert find_lost(app) is None


def test_a_lease_ends_when_it_ran_out_or_nobody_holds_it(world: World, post: Post) -> None:
    app = world.process
    world.dead.add("dead")
    for owner, until, is_over in (
        ("another", SECOND, False),
        ("another", timedelta(), True),
        ("another", 9 * DAY, True),
        ("dead", SECOND, True),
        (app.publishing.worker, SECOND, True),
    ):
        put(world, status=PostStatus.PUBLISHING, lease_owner=owner, lease_until=START + until)
        recover(app)
        left = world.post(FACEBOOK)
        assert (left.status is PostStatus.SCHEDULED, left.due_at) == (is_over, post.due_at), owner


def test_an_account_that_is_gone_is_named_once_a_day(world: World, post: Post) -> None:
    app = world.process
    app.publishers = {}
    sent = {"status": PostStatus.UNCONFIRMED, "sent_at": START, "lands_until": START, "doubted_since": START}
    for due_at, next_at in ((START + SECOND, START + SECOND), (START, START + ACCOUNT_RECHECK)):
        put(world, **{**sent, "due_at": due_at})
        reconcile(app)
        assert world.post(FACEBOOK).due_at == next_at
    assert post.id == world.post(FACEBOOK).id


@pytest.mark.parametrize(
    ("pause", "is_sent"), [(LOOK_HOLDS, True), (LOOK_HOLDS + SECOND, False)], ids=["lately", "too long ago"]
)
def test_a_look_right_before_sending_holds_for_ten_minutes(
    world: World, post: Post, pause: timedelta, *, is_sent: bool
) -> None:
    world.boundaries.plan_when("before upload".__eq__, lambda: world.clock.forward(pause))
    publish_due(world.process, began_at=START)
    assert (world.post(FACEBOOK).status is PostStatus.PUBLISHED) is is_sent
    assert world.facebook.sendings == is_sent
    assert world.post(FACEBOOK).due_at == post.due_at


def test_after_its_event_a_post_goes_out_only_when_a_person_named_a_later_time(
    world: World, post: Post
) -> None:
    app, over = world.process, START - HOUR
    for pinned, due_at, status in (
        (False, over + SECOND, PostStatus.SKIPPED),
        (True, over, PostStatus.SKIPPED),
        (True, over + SECOND, PostStatus.PUBLISHED),
    ):
        put(world, status=PostStatus.SCHEDULED, pinned=pinned, due_at=due_at, not_after=over)
        publish_due(app, began_at=START)
        assert world.post(FACEBOOK).status is status
    assert post.id == world.post(FACEBOOK).id


def test_words_and_pictures_may_be_as_long_as_the_platform_takes_them(
    world: World, post: Post, tmp_path: Path
) -> None:
    app, picture = world.process, tmp_path / "own.jpg"
    for name, most in (("caption", 63_206), ("alt_text", 1000)):
        actions.edit(app, post.id, Changes(**{name: "x" * most}), who="anna")  # type: ignore[arg-type]
        assert len(getattr(world.post(FACEBOOK).composition, name)) == most
        for words in ("x" * (most + 1), " \n"):
            with pytest.raises(UsageWrong):
                actions.edit(app, post.id, Changes(**{name: words}), who="anna")  # type: ignore[arg-type]
    with picture.open("wb") as file:
        file.truncate(MOST_BYTES)
    actions.edit(app, post.id, Changes(image=picture), who="anna")
    assert Path(world.post(FACEBOOK).composition.image).stat().st_size == MOST_BYTES
    with picture.open("ab") as file:
        file.write(b"x")
    with pytest.raises(UsageWrong, match="at most 40 MB"):
        actions.edit(app, post.id, Changes(image=picture), who="anna")


def test_several_posts_move_apart_by_the_gap_on_each_channel(world: World) -> None:
    app = world.process
    app.rules = replace(app.rules, timing=replace(app.rules.timing, min_gap=HOUR))
    app.stops.stop(Stop(scope=EVERYTHING, kind=StopKind.PAUSE, reason="", since=START))
    for number in (1, 2, 3):
        world.archive.publish(number)
    world.run_pass()
    spread = Spread(app, at=START + DAY, who="anna")
    moved = [spread.reschedule(one.id) for one in world.posts()]
    for channel in (FACEBOOK, INSTAGRAM):
        times = [one.due_at - START - DAY for one in moved if one.channel == channel]
        assert times == [timedelta(), HOUR, 2 * HOUR]
    slots = Spread(app, at=None, who="anna")
    assert [slots.reschedule(one.id).pinned for one in world.posts(FACEBOOK)] == [False] * 3


def test_a_refused_account_is_readmitted_with_its_own_channel(world: World) -> None:
    app, asked = world.process, list[str]()
    for channel, platform in world.platforms.items():
        platform.readmit = lambda name=channel: asked.append(name)  # type: ignore[method-assign]
    for channel, kinds, told in (
        (FACEBOOK, {FACEBOOK: StopKind.BLOCKED, INSTAGRAM: StopKind.BLOCKED}, [FACEBOOK]),
        (None, {FACEBOOK: StopKind.UNAUTHORIZED, INSTAGRAM: StopKind.PAUSE}, [FACEBOOK]),
        (None, {FACEBOOK: StopKind.BLOCKED, INSTAGRAM: StopKind.BLOCKED}, [FACEBOOK, INSTAGRAM]),
        (INSTAGRAM, {FACEBOOK: StopKind.BLOCKED}, []),
    ):
        app.stops.resume()
        asked.clear()
        for scope, kind in kinds.items():
            app.stops.stop(Stop(scope=scope, kind=kind, reason="", since=START))
        lifted = actions.resume(app, channel=channel, who="anna")
        assert lifted == sum(channel in {None, scope} for scope in kinds)
        assert asked == told


def test_the_doctor_warns_of_haste_of_a_wrong_clock_and_of_what_lasts(world: World) -> None:
    app = world.process

    def marks() -> dict[str, str]:
        return {check.name: check.mark for check in examine(app)}

    for delay, is_hasty in ((SHORTEST_LOOKING / 30, False), (SHORTEST_LOOKING / 30 - SECOND, True)):
        app.rules = replace(app.rules, confirm_delay=delay)
        assert ("BOT_CONFIRM_DELAY" in marks()) is is_hasty
    app.stops.stop(Stop(scope=EVERYTHING, kind=StopKind.PAUSE, reason="Ferien", since=START))
    for later, mark in ((7 * DAY - SECOND, "warning"), (7 * DAY, "problem")):
        world.clock.true = START + later
        assert marks()["All channels"] == mark
    for now, mark in ((EARLIEST, "ok"), (EARLIEST - SECOND, "problem")):
        world.clock.true = now
        assert marks()["Clock"] == mark


def test_what_comes_back_is_told_again_after_a_day(world: World) -> None:
    app, reader = world.process, Reader()
    app.notifier = reader
    for after, is_told in ((timedelta(), True), (AGAIN_AFTER - SECOND, False), (SECOND, True)):
        world.clock.forward(after)
        app.source_urls = (SOURCE,)
        tell(app)
        app.source_urls = ()
        assert tell(app) == is_told
    assert len(reader.read) == 2


def test_a_message_carries_some_pictures_and_one_page(world: World, post: Post) -> None:
    app, pictures = world.process, []
    folder = Path(post.composition.image).parent
    for number in range(MOST_POSTS + 1):
        pictures.append(folder / f"{number}.jpg")
        pictures[-1].write_bytes(b"x")
    posts = [
        replace(post, id=number, composition=replace(post.composition, image=str(picture)))
        for number, picture in enumerate(pictures)
    ]
    assert make_attachments(app, []) == ()
    page, *shown = make_attachments(app, posts)
    assert shown == pictures[:MOST_POSTS]
    assert page.read_text().split() == [str(number) for number in range(MOST_POSTS)]
    app.rules = replace(app.rules, desk_url="https://desk.example")
    pictures[1].unlink()
    assert make_attachments(app, [*posts[:3], posts[0]]) == (pictures[0], pictures[2])


def test_a_year_begins_and_ends_at_local_midnight(world: World, post: Post) -> None:
    app, zone = world.process, world.rules.timing.timezone
    app.publishers = {}
    public = {"status": PostStatus.PUBLISHED, "remote_id": "r", "permalink": "p"}
    first, last = (datetime(year, 1, 1, tzinfo=zone) for year in (2026, 2027))
    for at, counted in ((first - SECOND, 0), (first, 1), (last - SECOND, 1), (last, 0)):
        put(world, **public, published_at=at)
        assert compile_year(app, 2026).posts == counted
    assert compile_year(app, 2026).seen == 1
    assert (compile_year(app, 2025).seen, compile_year(app, 2027).seen) == (0, 0)
    assert post.article_id == 2
