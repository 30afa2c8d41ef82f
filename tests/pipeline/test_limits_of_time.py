"""When a person is needed, told or waited for: every limit from both sides."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

import bot.pipeline
from bot.domain.errors import Blocked, ChannelError, Throttled, Unauthorized, Unavailable
from bot.domain.ports import Check
from bot.domain.post import Composition, Post, PostError, PostStatus
from bot.domain.schedule import LONGEST_ASKED, QUIET_PERIOD, Approval
from bot.domain.state import AT_WORK, EVERYTHING, HEARTBEAT, LONG_SHIFT, Stop, StopKind
from bot.events import Event
from bot.pipeline import actions, doctor, intake, publish, reconcile, refresh, reports, watch
from bot.pipeline.attention import (
    ALTERED_FOR,
    OVER_TOLD,
    OVERDUE_AFTER,
    REMIND_BEFORE,
    SILENT,
    SILENT_AFTER,
    STEPS,
    STUCK_AFTER,
    UNKNOWN_AFTER,
    Expiry,
    find_reminder,
    list_causes,
    list_expiries,
    note_expiries,
    read_health,
)
from bot.pipeline.plan import (
    ASIDE_FOR,
    GRID,
    SLOT_MEMORY,
    decide_status,
    explain_over,
    find_quiet_end,
    is_set_aside,
    plan_again,
    plan_slot,
    set_aside,
    take_back,
)
from bot.pipeline.publisher_calls import BLOCKED_FOR, is_refused, is_stopped, stop_channel
from bot.pipeline.seen import Changed, Part, Seen, require_seen
from tests.known_channels import FACEBOOK, INSTAGRAM
from tests.pipeline.clock import START
from tests.pipeline.newsroom import SOURCE
from tests.pipeline.world import World
from tests.records import list_loose, list_said

SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
EVERY = tuple(PostStatus)
NEEDED: Mapping[PostStatus, Mapping[str, object]] = {
    PostStatus.PUBLISHED: {"remote_id": "r", "permalink": "p", "published_at": START},
    PostStatus.UNCONFIRMED: {"sent_at": START, "lands_until": START, "doubted_since": START},
}
ERROR = PostError(kind="rejected", code="1", message="Nein.", advice="")


@pytest.fixture
def waiting(world: World) -> World:
    """A world with one article, whose posts wait for a yes."""
    world.rules = world.process.rules = replace(world.rules, approval=Approval.MANUAL)
    world.open_shop()
    world.archive.publish(1)
    world.run_pass()
    for post in world.posts():
        assert post.status is PostStatus.DRAFT
    return world


def put(world: World, status: PostStatus, **changes: object) -> Post:
    """The Facebook post as it stands in the middle of its life; the other one is cancelled."""
    store = world.process.posts
    assert store.change(world.post(INSTAGRAM), allowed=EVERY, status=PostStatus.CANCELLED)
    values = {"status": status, **NEEDED.get(status, {}), **changes}
    assert store.change(world.post(FACEBOOK), allowed=EVERY, **values)
    return world.post(FACEBOOK)


def needs(world: World, **changes: object) -> list[str]:
    """The first words of the keys of what waits for a person now; changes: of the process."""
    process = world.process
    for name, value in changes.items():
        setattr(process, name, value)
    return [cause.key.split()[0] for cause in list_causes(process)]


def test_each_status_that_needs_a_person_is_told_with_its_command(waiting: World) -> None:
    told = {}
    for status in EVERY:
        if status is not PostStatus.PUBLISHING:
            for post in waiting.posts():
                waiting.process.posts.change(post, allowed=EVERY, status=PostStatus.CANCELLED)
            post = put(waiting, status, due_at=START + DAY, reason="warum", sent_at=START - DAY)
            told[status] = [(cause.command, cause.sentence[:30]) for cause in list_causes(waiting.process)]
            assert all(cause.post == post for cause in list_causes(waiting.process))
    number = waiting.post().id
    assert {status: [command for command, _ in causes] for status, causes in told.items() if causes} == {
        PostStatus.DRAFT: [f"bot approve {number}"],
        PostStatus.FAILED: [f"bot show {number}"],
        PostStatus.MISSED: [f"bot reschedule {number} --next"],
        PostStatus.UNCONFIRMED: [f"bot show {number}"],
    }
    sentences = {causes[0][1] for causes in told.values() if causes}
    assert len(sentences) == 4


def test_a_person_looks_for_an_unknown_outcome_after_a_quarter_of_an_hour(waiting: World) -> None:
    put(waiting, PostStatus.UNCONFIRMED, sent_at=START)
    waiting.clock.forward(UNKNOWN_AFTER - SECOND)
    assert needs(waiting) == []
    waiting.clock.forward(SECOND)
    assert needs(waiting) == ["post"]


@pytest.mark.parametrize(("ahead", "before"), [(3 * HOUR, HOUR), (2 * HOUR, HOUR), (HOUR, 30 * MINUTE)])
def test_people_are_reminded_an_hour_before_the_slot_or_half_way_to_it(
    waiting: World, ahead: timedelta, before: timedelta
) -> None:
    post = put(waiting, PostStatus.DRAFT, due_at=waiting.clock() + ahead)
    waited = post.due_at - post.created_at
    assert find_reminder(post) == max(post.due_at - HOUR, post.created_at + waited / 2)
    assert abs(post.due_at - find_reminder(post) - before) < SECOND
    waiting.clock.forward(find_reminder(post) - waiting.clock() - SECOND)
    assert needs(waiting) == ["post"]
    waiting.clock.forward(SECOND)
    assert needs(waiting) == ["reminder"]
    waiting.clock.forward(before - SECOND)
    assert needs(waiting) == ["reminder"]
    waiting.clock.forward(SECOND)
    assert needs(waiting) == ["post"]


def test_what_is_due_and_does_not_go_out_is_told_once_for_each_channel(waiting: World) -> None:
    put(waiting, PostStatus.SCHEDULED, due_at=waiting.clock(), error=None, reason="Warum.")
    waiting.clock.forward(OVERDUE_AFTER)
    assert needs(waiting) == []
    waiting.clock.forward(SECOND)
    (cause,) = list_causes(waiting.process)
    assert cause.key.startswith("overdue facebook")
    assert cause.sentence.endswith("Warum.")
    waiting.process.posts.change(waiting.post(FACEBOOK), allowed=EVERY, error={**_row(ERROR)})
    (cause,) = list_causes(waiting.process)
    assert cause.sentence.endswith("Nein.")
    for kind in (StopKind.PAUSE, StopKind.THROTTLED):
        now = waiting.clock()
        waiting.process.stops.stop(Stop(scope=FACEBOOK, kind=kind, reason="", since=now, until=now + HOUR))
        assert needs(waiting) == []


def _row(error: PostError) -> dict[str, str]:
    return {"kind": error.kind, "code": error.code, "message": error.message, "advice": error.advice}


def test_an_altered_post_is_told_for_two_weeks(waiting: World) -> None:
    put(waiting, PostStatus.PUBLISHED, published_at=waiting.clock(), error=_row(ERROR))
    waiting.clock.forward(ALTERED_FOR)
    assert needs(waiting) == ["altered"]
    waiting.clock.forward(SECOND)
    assert needs(waiting) == []


def test_a_skipped_event_is_told_for_two_days_once_for_both_channels(waiting: World) -> None:
    store, now = waiting.process.posts, waiting.clock()
    over = {"status": PostStatus.SKIPPED, "due_at": now, "reason": "vorbei", "not_after": now}
    for post in waiting.posts():
        store.change(post, allowed=EVERY, **over)
    assert needs(waiting) == []
    waiting.clock.forward(SECOND)
    assert needs(waiting) == ["over"]
    waiting.clock.forward(OVER_TOLD - SECOND)
    assert needs(waiting) == ["over"]
    waiting.clock.forward(SECOND)
    assert needs(waiting) == []


def test_an_article_is_set_aside_for_an_hour_and_told_for_a_day(world: World) -> None:
    app = world.process
    set_aside(app, f"{SOURCE}/1", "zu lang")
    assert is_set_aside(app, f"{SOURCE}/1")
    assert not is_set_aside(app, f"{SOURCE}/2")
    world.clock.jump(-SECOND)
    assert not is_set_aside(app, f"{SOURCE}/1")
    world.clock.jump(SECOND)
    world.clock.forward(ASIDE_FOR - SECOND)
    assert is_set_aside(app, f"{SOURCE}/1")
    world.clock.forward(SECOND)
    assert not is_set_aside(app, f"{SOURCE}/1")
    world.clock.forward(STUCK_AFTER - ASIDE_FOR - SECOND)
    assert needs(world) == ["aside"]
    for _ in range(2):
        world.clock.forward(SECOND)
        assert needs(world) == []
    set_aside(app, f"{SOURCE}/1", "zu lang")
    take_back(app, f"{SOURCE}/1")
    take_back(app, f"{SOURCE}/2")
    assert needs(world) == []


def test_an_article_that_fails_anew_for_a_day_is_told(world: World) -> None:
    world.open_shop()
    url = world.archive.publish(1)
    publishers = world.process.publishers
    world.process.publishers = {}
    world.run_pass()
    world.process.publishers = publishers
    assert world.process.articles.find(url)
    world.clock.forward(STUCK_AFTER - SECOND)
    assert needs(world) == []
    for _ in range(2):
        world.clock.forward(SECOND)
        assert needs(world) == ["uncomposed"]
    assert needs(world, publishers={}) == ["no"]


def test_nothing_is_named_and_nothing_is_on(world: World) -> None:
    assert needs(world, source_urls=()) == ["no"]
    assert needs(world, publishers={}) == ["no", "no"]


def test_a_source_is_silent_after_some_failed_looks_and_its_alarm_comes_first(world: World) -> None:
    world.open_shop()
    sources = world.process.sources
    known = sources.get(SOURCE)
    for failures, alarm, told in (
        (SILENT_AFTER - 1, "", []),
        (SILENT_AFTER, "", ["silent"]),
        (SILENT_AFTER + 1, "", ["silent"]),
        (SILENT_AFTER, "anders", ["source"]),
        (0, "anders", ["source"]),
    ):
        sources.save(replace(known, failures=failures, alarm=alarm, uncertain=""))
        assert needs(world) == told
        health = read_health(world.process)
        (shown,) = health.make_record()["sources"]
        assert (shown["failures"], shown["alarm"], shown["uncertain"]) == (failures, alarm or None, None)
        assert health.exit_status == (1 if told else 4)
    assert needs(world, source_urls=("https://b.example/",)) == []


def test_a_long_shift_is_told_while_the_daemon_lives(world: World) -> None:
    world.process.journal.note(f"{AT_WORK}watch", "", now=world.clock())
    assert needs(world) == []
    world.process.journal.note(HEARTBEAT, "d", now=world.clock())
    world.clock.forward(LONG_SHIFT - SECOND)
    assert needs(world) == [AT_WORK.split()[0]]
    for _ in range(2):
        world.clock.forward(SECOND)
        assert needs(world) == []


def test_a_daemon_that_says_nothing_for_three_minutes_is_not_running(world: World) -> None:
    assert not read_health(world.process).is_running
    world.process.journal.note(HEARTBEAT, "d", now=world.clock())
    world.clock.forward(SILENT - SECOND)
    assert read_health(world.process).is_running
    for _ in range(2):
        world.clock.forward(SECOND)
        assert not read_health(world.process).is_running
    record = read_health(world.process).make_record()
    assert record["daemon"] == {"is_running": False, "seen_at": START.isoformat()}


def test_health_is_told_by_an_exit_status_of_its_own(waiting: World) -> None:
    def status() -> int:
        return replace(read_health(waiting.process), causes=()).exit_status

    put(waiting, PostStatus.CANCELLED)
    assert status() == 0
    for kind, found in ((StopKind.THROTTLED, 0), (StopKind.PAUSE, 1), (StopKind.UNAUTHORIZED, 1)):
        waiting.process.stops.stop(Stop(scope=FACEBOOK, kind=kind, reason="x", since=START))
        assert status() == found
        waiting.process.stops.resume()
    for broken in (PostStatus.FAILED, PostStatus.MISSED):
        waiting.process.posts.change(waiting.post(FACEBOOK), allowed=EVERY, status=broken)
        assert status() == 1
    record = read_health(waiting.process).make_record()
    assert record["exit_status"] == 1
    by_channel = {channel["channel"]: channel for channel in record["channels"]}
    assert (by_channel[FACEBOOK]["missed"], by_channel[INSTAGRAM]["cancelled"]) == (1, 1)
    assert by_channel[FACEBOOK]["is_on"]
    assert by_channel[FACEBOOK]["next_due_at"] is None
    assert [need["command"] for need in record["needs"]] == [f"bot reschedule {waiting.post().id} --next"]


@pytest.mark.parametrize(
    ("left", "days", "step"),
    [
        (-DAY, 0, 0),
        (timedelta(), 0, 0),
        (SECOND, 1, 1),
        (DAY, 1, 1),
        (DAY + SECOND, 2, 3),
        (3 * DAY, 3, 3),
        (7 * DAY, 7, 7),
        (7 * DAY + SECOND, 8, 14),
        (14 * DAY, 14, 14),
        (14 * DAY + SECOND, 15, None),
    ],
)
def test_an_end_is_told_by_steps(world: World, left: timedelta, days: int, step: int | None) -> None:
    expiry = Expiry(name="Token", at=START + left)
    assert (expiry.count_days(START), expiry.find_step(START)) == (days, step)
    later = Check(name="Recht auf Daten", mark="ok", message="", ends_at=START + 99 * DAY)
    ours = Check(name="Token", mark="ok", message="", ends_at=expiry.at)
    note_expiries(world.process, [later, Check(name="x", mark="ok", message=""), ours])
    assert [each.name for each in list_expiries(world.process)] == ["Token", "Recht auf Daten"]
    causes = list_causes(world.process)
    assert [cause.key.split()[-1] for cause in causes] == ([] if step is None else [str(step)])
    if step is not None:
        said = causes[0].sentence
        assert ("it has ended" in said) is (days == 0)
        assert (f"{days} day left" in said) is (days == 1)


@pytest.fixture
def composition(waiting: World) -> Composition:
    """The one that the waiting post has."""
    return waiting.post(FACEBOOK).composition


@pytest.mark.parametrize(
    ("changes", "approval", "doubt", "status", "words"),
    [
        ({}, Approval.AUTO, "", PostStatus.SCHEDULED, ""),
        ({}, Approval.MANUAL, "", PostStatus.DRAFT, "every post"),
        ({"sober": True}, Approval.AUTO, "", PostStatus.SCHEDULED, ""),
        ({"sober": True}, Approval.SENSITIVE, "", PostStatus.DRAFT, "a sober topic"),
        ({"unsure": True}, Approval.AUTO, "", PostStatus.SCHEDULED, ""),
        (
            {"unsure": True, "warnings": ()},
            Approval.SENSITIVE,
            "",
            PostStatus.DRAFT,
            "the rules are not sure",
        ),
        ({"unsure": True, "warnings": ("A", "B")}, Approval.SENSITIVE, "", PostStatus.DRAFT, "A"),
        ({}, Approval.SENSITIVE, "", PostStatus.SCHEDULED, ""),
        ({}, Approval.AUTO, "alt?", PostStatus.DRAFT, "alt?"),
        ({"cure": "Schrift"}, Approval.AUTO, "", PostStatus.DRAFT, "Schrift"),
        ({"cure": "Schrift"}, Approval.AUTO, "alt?", PostStatus.DRAFT, "alt?"),
        ({"not_after": START}, Approval.AUTO, "", PostStatus.SCHEDULED, ""),
        (
            {"not_after": START - SECOND},
            Approval.MANUAL,
            "alt?",
            PostStatus.SKIPPED,
            "is over since 2 Mar 2026",
        ),
    ],
)
def test_a_new_post_goes_out_waits_or_is_pointless(
    composition: Composition,
    changes: Mapping[str, object],
    approval: Approval,
    doubt: str,
    status: PostStatus,
    words: str,
) -> None:
    composed = replace(composition, **{"not_after": None, **changes})  # type: ignore[arg-type]
    decided, reason = decide_status(composed, approval, doubt, START)
    assert decided is status
    assert words in reason
    assert bool(words) is bool(reason)
    assert bool(explain_over(composed, START)) is (status is PostStatus.SKIPPED)


def test_the_own_slot_does_not_stand_in_the_way_and_others_do(waiting: World) -> None:
    app = waiting.process
    app.rules = replace(app.rules, timing=replace(app.rules.timing, min_gap=HOUR))
    for status in (PostStatus.DRAFT, PostStatus.SCHEDULED, PostStatus.CANCELLED):
        post = put(waiting, status, due_at=waiting.clock())
        assert plan_again(app, post, post.account) == waiting.clock()
    post = put(waiting, PostStatus.DRAFT, due_at=waiting.clock())
    assert plan_slot(app, post.composition, post.account, waiting.clock()) == waiting.clock() + HOUR
    assert plan_slot(app, post.composition, "facebook:9", waiting.clock()) == waiting.clock()
    assert SLOT_MEMORY >= DAY + HOUR


def test_a_cheerful_post_holds_back_for_a_sober_one_and_others_do_not(waiting: World) -> None:
    app, now = waiting.process, waiting.clock()
    post = put(waiting, PostStatus.PUBLISHED, sober=True, published_at=now)
    cheerful, plain = (replace(post.composition, sober=False, cheerful=feast) for feast in (True, False))
    assert find_quiet_end(app, plain, now) is None
    assert find_quiet_end(app, cheerful, now) == now + QUIET_PERIOD
    assert plan_slot(app, cheerful, "facebook:9", now) == now + QUIET_PERIOD
    assert find_quiet_end(app, cheerful, now + QUIET_PERIOD - SECOND) == now + QUIET_PERIOD
    assert find_quiet_end(app, cheerful, now + QUIET_PERIOD) is None


@pytest.mark.parametrize(
    ("error", "kind", "rest"),
    [
        (Blocked("x"), StopKind.BLOCKED, BLOCKED_FOR),
        (Blocked("x", retry_after=HOUR), StopKind.BLOCKED, HOUR),
        (Blocked("x", retry_after=9 * DAY), StopKind.BLOCKED, BLOCKED_FOR),
        (Throttled("x", retry_after=HOUR), StopKind.THROTTLED, HOUR),
        (Throttled("x", retry_after=9 * DAY), StopKind.THROTTLED, LONGEST_ASKED),
        (Unauthorized("x"), StopKind.UNAUTHORIZED, None),
        (Unavailable("x"), None, None),
    ],
)
def test_an_account_rests_as_long_as_its_error_says_and_is_told_of_once(
    world: World, error: ChannelError, kind: StopKind | None, rest: timedelta | None
) -> None:
    app = world.process
    for _ in range(2):
        stop_channel(app, FACEBOOK, error)
    stops = app.stops.list_stops(world.clock())
    assert [(stop.scope, stop.kind) for stop in stops] == ([(FACEBOOK, kind)] if kind else [])
    assert app.heard(Event.CHANNEL_STOPPED) == len(stops)
    assert (is_stopped(app, FACEBOOK), is_refused(app, FACEBOOK)) == (bool(kind), bool(kind))
    assert not is_stopped(app, INSTAGRAM)
    if kind:
        assert stops[0].until == (world.clock() + rest if rest else None)


def test_a_persons_pause_holds_and_refuses_nothing(world: World) -> None:
    app = world.process
    app.stops.stop(Stop(scope=EVERYTHING, kind=StopKind.PAUSE, reason="", since=START))
    assert [(is_stopped(app, channel), is_refused(app, channel)) for channel in (FACEBOOK, INSTAGRAM)] == [
        (True, False)
    ] * 2


def test_each_part_that_was_seen_counts_by_itself(waiting: World) -> None:
    post = waiting.post(FACEBOOK)
    seen = Seen.of(post)
    assert Seen.read(str(seen)) == seen
    shown = post.composition
    changes: Mapping[Part, Post] = {
        Part.TEXT: replace(post, composition=replace(shown, caption="anders")),
        Part.PICTURE: replace(post, composition=replace(shown, image_sha256="f" * 64)),
        Part.ALT_TEXT: replace(post, composition=replace(shown, alt_text="anders")),
        Part.TIME: replace(post, due_at=post.due_at + SECOND),
    }
    for part, other in changes.items():
        assert seen.list_changes(Seen.of(other)) == (part,)
        with pytest.raises(Changed) as refused:
            require_seen(other, seen)
        assert refused.value.parts == (part,)
        require_seen(other, seen, ignoring={part})
        require_seen(other, None)
    linked = replace(post, composition=replace(shown, link=f"{shown.link}?b"))
    assert seen.list_changes(Seen.of(linked)) == (Part.TEXT,)
    assert Seen.read("egal").list_changes(seen) == tuple(Part)
    berlin = replace(post, due_at=post.due_at.astimezone(waiting.rules.timing.timezone))
    assert Seen.of(berlin) == seen
    assert Seen.of(replace(post, id=post.id + 1)) != seen


def test_what_is_not_said_of_a_report_is_nothing() -> None:
    assert (list_said(bot.pipeline), list_loose(bot.pipeline)) == (set(), {"Seen*"})


def test_the_figures_that_people_were_promised() -> None:
    """Written twice on purpose, as in the room of the domain."""
    told = (
        *(REMIND_BEFORE, UNKNOWN_AFTER, OVERDUE_AFTER, STUCK_AFTER, OVER_TOLD, ALTERED_FOR, SILENT),
        *(SILENT_AFTER, STEPS, ASIDE_FOR, GRID, BLOCKED_FOR),
        *(intake.READ_AT_ONCE, intake.READ_IN_ALL, intake.READ_PER_LOOK, watch.ORDER_OF),
        *(watch.FULL_LOOK_EVERY, intake.WAIT_FOR_PAGE, refresh.WAIT_FOR_PAGE),
        *(refresh.REVISIT_EVERY, refresh.REVISIT_FOR),
        *(
            reconcile.ACCOUNT_RECHECK,
            reconcile.KNOWN_SINCE,
            reconcile.BY_HAND_WITHIN,
            reconcile.BETWEEN_LOOKS,
        ),
        *(publish.LOOK_HOLDS, doctor.SHORTEST_LOOKING, doctor.EARLIEST.year, actions.MOST_BYTES),
        *(reports.AGAIN_AFTER, reports.MOST, reports.MOST_POSTS),
    )
    quarter = 15 * MINUTE
    assert told == (
        *(HOUR, quarter, quarter, DAY, 2 * DAY, 14 * DAY, 3 * MINUTE),
        *(6, (0, 1, 3, 7, 14), HOUR, 6, 23 * HOUR + 30 * MINUTE),
        *(20, 100, 5, 200, DAY, DAY, 6 * HOUR, DAY, 7 * DAY),
        *(DAY, DAY, 7 * DAY, 5 * MINUTE, 10 * MINUTE, quarter, 2026, 40_000_000, DAY, 20, 10),
    )
