"""When a post is planned, what a look is for, and what a doctor says of each source: from both sides."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from bot.domain import errors
from bot.domain.article import Entry, Look, Source, Validators
from bot.domain.post import Post, PostStatus
from bot.domain.schedule import Approval
from bot.domain.state import EVERYTHING, Stop, StopKind
from bot.pipeline import (
    actions,
    attention,
    doctor,
    plan,
    publish,
    reconcile,
    refresh,
    reports,
    run,
    seen,
    watch,
)
from bot.pipeline.actions import Changes
from bot.pipeline.refresh import Proposal, Since
from tests.known_channels import FACEBOOK
from tests.pipeline.clock import START
from tests.pipeline.test_every_status import NEEDED
from tests.pipeline.world import RULES, SOURCE, World, put

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.usefixtures("post")
def test_each_year_ends_where_the_next_begins(world: World) -> None:
    app, zone = world.process, RULES.timing.timezone
    app.publishers = {}
    public = {"status": PostStatus.PUBLISHED, "remote_id": "r", "permalink": "p"}
    for year, month in product((2023, 2024, 2025, 2026), (1, 6, 12)):
        put(world, **public, published_at=datetime(year, month, 1, 12, tzinfo=zone))
        told = {each: reports.compile_year(app, each).posts for each in (year - 1, year, year + 1)}
        assert told == {year - 1: 0, year: 1, year + 1: 0}
    world.clock.true = datetime(2027, 6, 1, tzinfo=zone)
    world.archive.publish(2)
    world.run_pass()
    assert [reports.compile_year(app, year).seen for year in (2026, 2027, 2028)] == [1, 1, 0]


def test_a_correction_is_proposed_with_the_words_that_would_change(post: Post) -> None:
    for shown, proposed, told in (("b", "b", "stay the same"), *product("b", "ac", ["--publish"])):
        post = replace(post, composition=replace(post.composition, caption=shown))
        corrected = Proposal(since=Since.CORRECTED, caption=proposed, noticed_at=START)
        assert told in refresh.explain(post, corrected)
        assert "deletes the public post" in refresh.explain(post, replace(corrected, since=Since.WITHDRAWN))


def test_a_focus_that_is_none_is_a_wrong_usage(world: World, post: Post) -> None:
    for focus in ("nowhere", "1", "101,1", "a,b"):
        with pytest.raises(errors.UsageWrong):
            actions.edit(world.process, post.id, Changes(focus=focus), who="anna")


def test_a_gap_of_two_days_is_kept(world: World, post: Post) -> None:
    app, now = world.process, world.clock()
    app.rules = replace(RULES, timing=replace(RULES.timing, min_gap=2 * DAY))
    for ago in (0, 10, 23, 25, 40, 47, 49):
        at = now - ago * HOUR
        public = {"status": PostStatus.PUBLISHED, "remote_id": "r", "permalink": "p"}
        put(world, **public, due_at=at, published_at=at, sent_at=at)
        assert plan.plan_slot(app, post.composition, post.account, now) == max(now, at + 2 * DAY)


def test_without_a_channel_nothing_is_composed(world: World) -> None:
    world.archive.publish(1)
    world.process.publishers = {}
    assert plan.compose_new(world.process) == 0


def test_only_the_time_of_what_is_to_be_sent_is_planned_anew(world: World, post: Post) -> None:
    for status, hours in product(PostStatus, (-1, 0, 1)):
        due_at = world.clock() + hours * HOUR
        before = {"due_at": due_at.isoformat(), "status": str(status), "approved_by": "", "pinned": True}
        undo = seen.Undo(who="anna", verb="cancel", at=START, before=before)
        values = seen.put_back(world.process, post, undo)
        is_late = status is PostStatus.SCHEDULED and hours <= 0
        assert values["pinned"] is not is_late
        assert (values["due_at"] == due_at) is (not is_late or hours == 0)
        assert (values["status"], values["approved_at"]) == (status, None)


def test_a_later_yes_comes_back_with_its_time(world: World, post: Post) -> None:
    before = {"due_at": post.due_at.isoformat(), "status": "draft", "approved_by": "anna"}
    undo = seen.Undo(who="bert", verb="edit", at=START, before=before)
    assert seen.put_back(world.process, post, undo)["approved_at"] == world.clock()


def test_a_version_is_compared_part_by_part(post: Post) -> None:
    version = seen.Seen.of(post)
    changes = {
        (): post,
        (seen.Part.TIME,): replace(post, due_at=post.due_at + HOUR),
        (seen.Part.TEXT,): replace(post, composition=replace(post.composition, caption="Neu")),
        (seen.Part.ALT_TEXT,): replace(post, composition=replace(post.composition, alt_text="Neu")),
        (seen.Part.PICTURE,): replace(post, composition=replace(post.composition, image_sha256="0")),
    }
    assert {parts: version.list_changes(seen.Seen.of(other)) for parts, other in changes.items()} == {
        parts: parts for parts in changes
    }
    for words in ("", "a", ".".join((*version.hashes, "a")), ".".join(version.hashes[:-1])):
        assert version.list_changes(seen.Seen.read(words)) == tuple(seen.Part)


def test_a_source_that_lists_what_cannot_be_drawn_is_warned_of(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = world.process
    entries = tuple(
        Entry(url=f"{SOURCE}/{number}", title=f"Meldung {number}", published_at=START) for number in range(6)
    )
    look = Look(kind="html", entries=entries, validators=Validators())
    monkeypatch.setattr(app.archive, "look", lambda source, conditional: look)
    for cure, mark in (("", "ok"), ("install a font", "warning")):
        monkeypatch.setattr(app.composer, "find_cure", lambda words, cure=cure: cure)
        (check,) = (check for check in doctor.examine(app) if check.name == SOURCE)
        assert (check.mark, check.advice) == (mark, cure)


def test_a_source_that_cannot_be_read_is_a_page_or_a_folder(world: World) -> None:
    app = world.process
    for url, advice in (
        ("https://v.example/", "a browser"),
        ("http://v.example/", "a browser"),
        ("/x", "folder"),
    ):
        app.source_urls = (url,)
        world.archive.break_down(url)
        (check,) = (check for check in doctor.examine(app) if check.name == url)
        assert check.mark == "problem"
        assert advice in check.advice


def test_a_channel_that_is_off_is_a_warning_where_all_are(world: World) -> None:
    app, told = world.process, {}
    for count in (len(app.publishers), 1, 0):
        app.publishers = dict(list(app.publishers.items())[:count])
        checks = [check for check in doctor.examine(app) if check.message.startswith("This channel is off")]
        told[count] = [check.mark for check in checks]
    assert told == {2: [], 1: ["ok"], 0: ["warning", "warning"]}


def test_a_persons_own_post_is_looked_for_as_far_back_as_a_week(world: World, post: Post) -> None:
    world.clock.true = START + 30 * DAY
    for days, since in ((0, 0), (6, 6), (7, 7), (8, 7), (-1, 7)):
        post = replace(post, created_at=world.clock() - days * DAY, sent_at=None, doubted_since=None)
        assert reconcile.make_search(world.process, post).since == world.clock() - since * DAY
        for name in ("sent_at", "doubted_since"):
            sent = replace(post, **{name: world.clock() - 9 * DAY})
            assert reconcile.make_search(world.process, sent).since == world.clock() - 9 * DAY


def test_what_was_claimed_shortly_before_is_known_as_another(
    world: World, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[dict[str, datetime]] = []
    claims = world.process.posts.list_claims
    monkeypatch.setattr(
        world.process.posts, "list_claims", lambda post, **times: asked.append(times) or claims(post, **times)
    )
    since = reconcile.make_search(world.process, replace(post, sent_at=START.astimezone(UTC))).since
    claimed, known = asked
    assert claimed == {"since": since - reconcile.CLOCKS_APART}
    assert known == {**claimed, "until": world.clock() - RULES.listing_delay}


def test_a_pause_is_lifted_where_it_is(world: World) -> None:
    app = world.process
    for scope, command in ((EVERYTHING, "bot resume"), (FACEBOOK, "bot resume --channel facebook")):
        for until, is_told in ((None, True), (world.clock() + DAY, False)):
            app.stops.stop(Stop(scope=scope, kind=StopKind.PAUSE, reason="Ferien", since=START, until=until))
            commands = [cause.command for cause in attention.list_causes(app)]
            assert (command in commands) is is_told
            for lifted, deeds in ((1, 1), (0, 1)):
                before = len(app.journal.list_deeds())
                channel = None if scope == EVERYTHING else scope
                assert actions.resume(app, channel=channel, who="anna") == lifted
                assert len(app.journal.list_deeds()) - before == deeds * lifted
    assert {deed.detail for deed in app.journal.list_deeds()} == {EVERYTHING, FACEBOOK}


def test_a_week_tells_the_address_of_what_has_one(world: World, post: Post) -> None:
    for permalink in ("https://f.example/1", ""):
        app = world.process
        week = reports.compile_week(app, since=world.clock() - DAY)
        told = replace(post, published_at=world.clock(), permalink=permalink)
        body = reports.render_body(replace(week, published=(told,), stops=()))
        assert ("  https://f.example/1" in body.splitlines()) is bool(permalink)
        assert "Meldung 1" in body
        assert [line for line in body.splitlines() if not line.strip()] == [""] * body.count("\n\n")


def test_a_picture_that_was_moved_is_sent_from_where_it_is(
    world: World, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = world.process
    assert publish._with_picture(app, post) is post
    moved = replace(post.composition, image="/elsewhere/share.jpg")
    monkeypatch.setattr(publish, "find_picture", lambda app, post: moved)
    sending = put(world, status=PostStatus.PUBLISHING, lease_owner="w", lease_until=world.clock() + HOUR)
    assert publish._with_picture(app, sending).composition == moved
    assert world.post(FACEBOOK).composition.image == moved.image
    changes: list[object] = []
    monkeypatch.setattr(app.posts, "change", lambda *what, **more: changes.append(more))
    assert publish._with_picture(app, replace(sending, composition=replace(moved))).composition == moved
    assert changes == []


def test_what_is_over_is_not_planned(world: World, post: Post) -> None:
    now = world.clock()
    for later, is_over in ((-DAY, True), (-timedelta(seconds=1), True), (timedelta(), False), (DAY, False)):
        composition = replace(post.composition, not_after=now + later)
        status, reason = plan.decide_status(composition, RULES.approval, "", now)
        assert (status, reason != "") == (
            (PostStatus.SKIPPED, True) if is_over else (PostStatus.SCHEDULED, False)
        )
        assert (plan.explain_over(composition, now) != "") is is_over
    assert plan.explain_over(replace(post.composition, not_after=None), now) == ""


@pytest.mark.parametrize(
    "error", [errors.TookTooLong("long"), errors.NeedsPerson("sick"), ValueError("defect"), None]
)
def test_what_cannot_be_composed_is_no_post(
    world: World, monkeypatch: pytest.MonkeyPatch, error: Exception | None
) -> None:
    app = world.process
    urls = [world.archive.publish(number) for number in (1, 2)]
    app.rules = replace(RULES, approval=Approval.MANUAL)
    if error:
        app.composer.sick[urls[0]] = error
    app.stops.stop(Stop(scope=EVERYTHING, kind=StopKind.PAUSE, reason="", since=START))
    composed: list[int] = []
    compose_new = plan.compose_new
    monkeypatch.setattr("bot.pipeline.run.compose_new", lambda app: composed.append(compose_new(app)))
    world.run_pass()
    channels = len(app.publishers)
    assert sum(composed) == (channels if error else 2 * channels)
    assert plan.is_set_aside(app, urls[0]) is isinstance(error, errors.TookTooLong)


def test_an_article_is_set_aside_for_an_hour(world: World) -> None:
    app, at = world.process, world.clock.true
    plan.set_aside(app, "x", "long")
    for later, is_aside in ((0, True), (3599, True), (3600, False), (-1, False)):
        world.clock.true = at + timedelta(seconds=later)
        assert plan.is_set_aside(app, "x") is is_aside
    world.clock.true = at
    plan.take_back(app, "x")
    assert not plan.is_set_aside(app, "x")


def test_a_pass_counts_what_became_public(world: World, post: Post) -> None:
    assert post.status is PostStatus.SCHEDULED
    for status in PostStatus:
        needed = NEEDED.get(status, {})
        put(
            world,
            **{"lease_owner": "", "lease_until": None, "remote_id": ""} | {"status": status} | dict(needed),
        )
        assert run._count_published(world.process) == (status is PostStatus.PUBLISHED)


def test_a_post_is_outdated_by_a_correction_alone(
    world: World, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not refresh.is_outdated(world.process, post)
    for since in Since:
        noted = Proposal(since=since, caption="Neu", noticed_at=START)
        monkeypatch.setattr(refresh, "_find_noted", lambda app, post, noted=noted: noted)
        assert refresh.is_outdated(world.process, post) is (since is Since.CORRECTED)


@pytest.mark.parametrize("reaches", [True, False])
def test_as_many_are_told_as_somebody_heard_of(world: World, *, reaches: bool) -> None:
    app, sent = world.process, []

    class Notifier:
        def send(self, title: str, body: str, files: object = ()) -> bool:
            sent.append(title)
            return reaches

    app.notifier = Notifier()
    assert reports.tell(app) == 0
    app.stops.stop(Stop(scope=FACEBOOK, kind=StopKind.UNAUTHORIZED, reason="190", since=START))
    assert [reports.tell(app), reports.tell(app)] == ([1, 0] if reaches else [0, 0])
    assert len(sent) == (1 if reaches else 2)


def test_a_stop_of_a_week_is_a_problem(world: World) -> None:
    app = world.process
    app.stops.stop(Stop(scope=EVERYTHING, kind=StopKind.PAUSE, reason="Ferien", since=START))
    for days, mark in ((0, "warning"), (6, "warning"), (7, "problem"), (8, "problem")):
        world.clock.true = START + days * DAY
        (check,) = (check for check in doctor.examine(app) if check.message.startswith("Nothing is sent"))
        assert check.mark == mark


@pytest.mark.parametrize(
    ("found", "known", "kept"), [("a", "b", "a"), ("", "b", "b"), ("a", "", "a"), ("", "", "")]
)
def test_where_a_listing_stands_is_kept_until_it_is_found_elsewhere(
    found: str, known: str, kept: str
) -> None:
    source = Source(url="x", listing_url=known, moved_to=known, failures=3, alarm="sick")
    look = Look(kind="html", entries=(), validators=Validators(), listing_url=found, moved_to=found)
    told = watch._after_any_look(source, look, START)
    assert (told.listing_url, told.moved_to, told.failures, told.alarm) == (kept, kept, 0, "")
