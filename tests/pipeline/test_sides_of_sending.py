"""When a post goes out, is tried again or left to a person, and what a look says: from both sides."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain import errors
from bot.domain.article import ArticleStatus, Look, Source, Validators
from bot.domain.post import Ending, Post, PostStatus
from bot.domain.schedule import parse_windows
from bot.pipeline import publish, reconcile, watch
from tests.known_channels import FACEBOOK
from tests.pipeline.clock import START
from tests.pipeline.world import RULES, World, put

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.mark.usefixtures("post")
def test_what_is_forgiven_does_not_make_the_next_try_wait(world: World) -> None:
    tried = {(0, 0): 2, (1, 0): 4, (1, 1): 2, (4, 3): 4, (5, 5): 2, (5, 3): 8}
    for (attempts, forgiven), minutes in tried.items():
        world.facebook.refuse_preparing(errors.Unavailable("down"))
        due = put(world, attempts=attempts, forgiven=forgiven, due_at=world.clock())
        publish.publish_post(world.process, world.facebook, due, began_at=START)
        again = world.post(FACEBOOK)
        assert (again.status, again.attempts) == (PostStatus.SCHEDULED, attempts + 1)
        assert again.due_at == world.clock() + minutes * MINUTE


@pytest.mark.usefixtures("post")
def test_a_post_goes_out_within_a_window(world: World) -> None:
    now = world.clock().astimezone(RULES.timing.timezone)
    world.clock.forward(-timedelta(minutes=now.minute, seconds=now.second))
    for begin, is_sent in ((-1, False), (1, False), (23, False), (0, True)):
        hour = (now + begin * HOUR).hour
        timing = replace(RULES.timing, windows=parse_windows(f"{hour:02}:00-{hour + 1:02}:00"))
        world.process.rules = replace(RULES, timing=timing)
        due = put(world, due_at=world.clock())
        publish.publish_post(world.process, world.facebook, due, began_at=START)
        assert (len(world.facebook.public) == 1) is is_sent
        assert (world.post(FACEBOOK).attempts == 1) is is_sent


def test_where_no_window_ever_opens_a_post_waits_until_it_is_missed(world: World, post: Post) -> None:
    timing = replace(RULES.timing, is_closed=lambda day: True)
    world.process.rules = replace(RULES, timing=timing)
    publish.publish_post(world.process, world.facebook, post, began_at=START)
    assert world.post(FACEBOOK).due_at == world.clock() + RULES.missed_after
    assert not world.facebook.public


def test_only_a_refusal_of_what_may_have_landed_is_doubted(post: Post) -> None:
    for error in (errors.Rejected("no"), errors.Unavailable("down"), errors.Blocked("no")):
        for since in (None, START):
            told = publish._doubt(replace(post, doubted_since=since), error)
            is_unknown = since is not None and isinstance(error, errors.Rejected)
            assert isinstance(told, errors.OutcomeUnknown) is is_unknown
            assert str(told) == str(error)


@pytest.mark.parametrize("begun", [None, START])
def test_a_look_counts_what_came_of_the_articles(begun: datetime | None) -> None:
    source = Source(url="x", baseline_at=begun)
    outcomes = [ArticleStatus.BASELINE, ArticleStatus.NEW, ArticleStatus.NEW, ArticleStatus.SKIPPED]
    for unread in (0, 1, 2):
        told = watch._summarise(
            source, Look(kind="html", entries=(), validators=Validators()), [*outcomes, *[None] * unread]
        )
        assert (told.baseline, told.new, told.skipped) == (0 if begun else 1, 2, 1)
        assert told.problem == (
            f"{unread} articles could not be read now and will be tried again" if unread else ""
        )


def test_a_persons_time_after_an_event_is_wanted(post: Post) -> None:
    for over_after, is_late in ((None, False), (-1, True), (0, False), (1, False)):
        over_at = None if over_after is None else post.due_at + over_after * MINUTE
        composition = replace(post.composition, not_after=over_at)
        for pinned in (False, True):
            is_wanted = publish._is_wanted_late(replace(post, pinned=pinned, composition=composition))
            assert is_wanted is (pinned and is_late)


def test_what_never_arrives_is_sent_as_often_as_allowed(
    world: World, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    endings: list[Ending] = []
    publishing = world.process.publishing
    tries = publishing.sum_up_tries(post)
    monkeypatch.setattr(publishing, "record_absent", lambda post, ending, now: endings.append(ending))
    for sendings, is_given_up in ((5, False), (6, True), (7, True)):
        counted = replace(tries, sendings=sendings)
        monkeypatch.setattr(publishing, "sum_up_tries", lambda post, counted=counted: counted)
        reconcile._send_again(world.process, post, world.clock())
        ending = endings.pop()
        assert ending.status is (PostStatus.FAILED if is_given_up else PostStatus.SCHEDULED)
        assert ending.due_at > world.clock()
        assert ending.error
        assert ("bot retry" in ending.error.advice) is is_given_up


@pytest.mark.usefixtures("post")
def test_each_error_says_when_and_whether_a_post_is_tried_again(world: World) -> None:
    app, second = world.process, timedelta(seconds=1)
    last, wait = RULES.retry.give_up_after, RULES.retry.delay
    nothing, landing = timedelta(), RULES.landing
    for error, waited, status, again, lands in (
        (errors.Unavailable("down"), second, PostStatus.SCHEDULED, wait, None),
        (errors.Unavailable("down"), last - second, PostStatus.SCHEDULED, wait, None),
        (errors.Unavailable("down"), last, PostStatus.MISSED, None, None),
        (errors.Blocked("no"), second, PostStatus.SCHEDULED, None, None),
        (errors.Blocked("no"), last, PostStatus.SCHEDULED, None, None),
        (errors.Rejected("no"), last, PostStatus.FAILED, nothing, None),
        (errors.OutcomeUnknown("?"), second, PostStatus.UNCONFIRMED, nothing, landing),
        (errors.OutcomeUnknown("?"), last, PostStatus.UNCONFIRMED, nothing, landing),
    ):
        due_at = world.clock()
        free = {"status": PostStatus.SCHEDULED, "doubted_since": None, "lands_until": None, "sent_at": None}
        due = put(world, **free, due_at=due_at, forgiven=world.post(FACEBOOK).attempts)
        claimed = app.publishing.claim(due, now=due_at, until=due_at + 2 * last)
        assert claimed is not None
        if lands:
            assert app.publishing.fence(claimed, now=due_at, until=due_at + 2 * last)
        world.clock.forward(waited)
        publish._record_error(app, world.facebook, claimed, error)
        told, now = world.post(FACEBOOK), world.clock()
        assert told.status is status
        assert told.due_at == (due_at if again is None else now + again)
        assert told.lands_until == (None if lands is None else now + lands)
