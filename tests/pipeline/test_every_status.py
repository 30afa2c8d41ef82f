"""What each decision of a person makes of a post, in whichever status it is."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.errors import BotError
from bot.domain.post import Post, PostStatus
from bot.domain.schedule import Approval
from bot.pipeline import actions
from bot.pipeline.context import App
from tests.known_channels import FACEBOOK
from tests.pipeline.clock import START
from tests.pipeline.world import World

HOUR = timedelta(hours=1)
NEEDED: Mapping[PostStatus, Mapping[str, object]] = {
    PostStatus.PUBLISHED: {"remote_id": "r", "permalink": "p", "published_at": START},
    PostStatus.PUBLISHING: {"lease_owner": "w", "lease_until": START + HOUR},
    PostStatus.UNCONFIRMED: {"sent_at": START, "lands_until": START, "doubted_since": START},
}
"""What a row of a status must say besides."""
Decide = Callable[[App, int], Post]
DECISIONS: Mapping[str, Decide] = {
    "approve": lambda app, number: actions.approve(app, number, who="anna"),
    "cancel": lambda app, number: actions.cancel(app, number, who="anna"),
    "reschedule": lambda app, number: actions.reschedule(app, number, at=app.clock() + HOUR, who="anna"),
    "retry": lambda app, number: actions.retry(app, number, who="anna"),
    "mark posted": lambda app, number: actions.mark_posted(app, number, "https://v.example/1", who="anna"),
    "withdraw": lambda app, number: actions.withdraw(app, number, who="anna"),
}


@pytest.fixture
def world(world: World) -> World:
    """One article, whose posts wait for a yes."""
    world.rules = world.process.rules = replace(world.rules, approval=Approval.MANUAL)
    world.open_shop()
    world.archive.publish(1)
    world.run_pass()
    return world


def test_a_decision_is_taken_or_refused_by_status(world: World) -> None:
    unsent = {"draft", "scheduled", "failed", "missed", "cancelled"}
    taken = {
        "approve": {"draft": "scheduled kept"},
        "cancel": {**dict.fromkeys(unsent, "cancelled kept"), "cancelled": "cancelled"},
        "reschedule": {**dict.fromkeys(unsent, "scheduled kept"), "draft": "draft kept"},
        "retry": dict.fromkeys(unsent - {"draft"}, "scheduled kept"),
        "mark posted": {
            **dict.fromkeys(unsent | {"unconfirmed"}, "published kept"),
            "published": "published",
        },
        "withdraw": {"published": "cancelled kept"},
    }
    refused = dict.fromkeys(map(str, PostStatus), "NeedsPerson")
    for name, decide in DECISIONS.items():
        told = {str(status): tell(world, status, decide) for status in PostStatus}
        assert told == refused | taken[name], name


def test_another_time_is_no_answer_to_why_a_draft_waits(world: World) -> None:
    for status, reason in ((PostStatus.DRAFT, "warum"), (PostStatus.FAILED, ""), (PostStatus.SCHEDULED, "")):
        tell(world, status, DECISIONS["reschedule"], reason="warum")
        assert world.post(FACEBOOK).reason == reason


@pytest.mark.parametrize(("hours", "is_kept"), [(-1, False), (1, True)])
def test_a_time_that_is_ahead_is_kept_by_a_yes(world: World, hours: int, *, is_kept: bool) -> None:
    due_at = world.clock() + hours * HOUR
    tell(world, PostStatus.DRAFT, DECISIONS["approve"], due_at=due_at, pinned=False)
    post = world.post(FACEBOOK)
    assert post.status is PostStatus.SCHEDULED
    assert (post.due_at == due_at) is is_kept
    assert post.due_at >= world.clock()


def test_what_was_withdrawn_is_withdrawn_already(world: World) -> None:
    assert tell(world, PostStatus.CANCELLED, DECISIONS["withdraw"], remote_id="r") == "cancelled"
    assert tell(world, PostStatus.MISSED, DECISIONS["withdraw"], remote_id="r") == "NeedsPerson"


def test_a_yes_is_said_once(world: World) -> None:
    said = {
        str(status): tell(world, status, DECISIONS["approve"], approved_by="bert") for status in PostStatus
    }
    assert said.pop("draft") == "scheduled kept"
    assert said == {status: status for status in said}


def tell(world: World, status: PostStatus, decide: Decide, **more: object) -> str:
    """The status that comes of it, and whether a deed is kept; or why not."""
    app, post = world.process, world.post(FACEBOOK)
    empty = {"remote_id": "", "permalink": "", "published_at": None, "sent_at": None, "lands_until": None}
    free = {**empty, "doubted_since": None, "lease_owner": "", "lease_until": None, "approved_by": ""}
    values = {**free, "status": status, **NEEDED.get(status, {}), **more}
    assert app.posts.change(post, allowed=tuple(PostStatus), **values)
    before = len(app.journal.list_deeds(post.id))
    try:
        decided = decide(app, post.id)
    except BotError as error:
        return type(error).__name__
    return f"{decided.status}{' kept' * (len(app.journal.list_deeds(post.id)) > before)}"
