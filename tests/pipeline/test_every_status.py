"""What each decision of a person makes of a post, in whichever status it is."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.errors import BotError, NotAnArticle, UsageWrong
from bot.domain.post import Post, PostStatus
from bot.domain.schedule import Approval
from bot.pipeline import actions
from bot.pipeline.actions import Changes
from bot.pipeline.context import App
from tests.known_channels import FACEBOOK
from tests.pipeline.clock import START
from tests.pipeline.world import World

HOUR = timedelta(hours=1)
NEEDED: Mapping[PostStatus, Mapping[str, object]] = {
    PostStatus.PUBLISHED: {"remote_id": "r", "permalink": "https://v.example/1", "published_at": START},
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


@pytest.mark.parametrize(("hours", "is_kept"), [(-1, False), (0, False), (1, True)])
def test_a_time_that_is_ahead_is_kept_by_a_yes(world: World, hours: int, *, is_kept: bool) -> None:
    """Another is planned in a window, of which today has none."""
    today = world.clock().astimezone(world.rules.timing.timezone).date()
    timing = replace(world.rules.timing, is_closed=lambda day: day == today)
    world.process.rules = replace(world.rules, timing=timing)
    due_at = world.clock() + hours * HOUR
    tell(world, PostStatus.DRAFT, DECISIONS["approve"], due_at=due_at, pinned=False)
    post = world.post(FACEBOOK)
    assert post.status is PostStatus.SCHEDULED
    assert (post.due_at == due_at) is is_kept
    assert post.due_at > world.clock()


def test_what_was_withdrawn_is_withdrawn_already(world: World) -> None:
    assert tell(world, PostStatus.CANCELLED, DECISIONS["withdraw"], remote_id="r") == "cancelled"
    assert tell(world, PostStatus.MISSED, DECISIONS["withdraw"], remote_id="r") == "NeedsPerson"


def test_a_yes_is_said_once(world: World) -> None:
    said = {
        str(status): tell(world, status, DECISIONS["approve"], approved_by="bert") for status in PostStatus
    }
    assert said.pop("draft") == "scheduled kept"
    assert said == {status: status for status in said}


@pytest.mark.parametrize(("verb", "is_over"), [("retry", True), ("next slot", True), ("next slot", False)])
def test_what_was_skipped_comes_back_only_when_its_event_is_over(
    world: World, verb: str, *, is_over: bool
) -> None:
    def decide(app: App, number: int) -> Post:
        if verb == "retry":
            return actions.retry(app, number, who="anna")
        return actions.reschedule(app, number, at=None, who="anna")

    over_at = world.clock() - HOUR if is_over else None
    told = {}
    for status in PostStatus:
        result = tell(world, status, decide, not_after=over_at, pinned=False)
        told[str(status)] = (result.removesuffix(" kept"), world.post(FACEBOOK).pinned)
    unsent = {"draft": "draft"} | dict.fromkeys(("scheduled", "failed", "missed", "cancelled"), "scheduled")
    taken = {name: (result, verb == "retry") for name, result in unsent.items()}
    taken |= {"skipped": ("scheduled", True)} if is_over else {}
    taken |= {"draft": ("NeedsPerson", False)} if verb == "retry" else {}
    assert told == {str(status): ("NeedsPerson", False) for status in PostStatus} | taken


@pytest.mark.parametrize("approved_by", ["", "bert"])
def test_words_that_change_after_a_yes_wait_for_another(world: World, approved_by: str) -> None:
    told = {
        str(status): tell(
            world,
            status,
            lambda app, number: actions.edit(
                app, number, Changes(caption=f"{app.posts.get_post(number).status} neu"), who="anna"
            ),
            approved_by=approved_by,
        ).removesuffix(" kept")
        for status in PostStatus
    }
    unsent = ("draft", "scheduled", "failed", "missed", "cancelled")
    left = {str(status): "NeedsPerson" for status in PostStatus} | {name: name for name in unsent}
    assert told == left | ({"scheduled": "draft"} if approved_by else {})


def test_a_layout_that_cannot_be_drawn_is_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    app, post = world.process, world.post(FACEBOOK)
    compose = app.composer.compose

    def edit(wish: str, made: str) -> str:
        monkeypatch.setattr(app.composer, "compose", lambda *a, **b: replace(compose(*a, **b), layout=made))
        changes = Changes(layout=wish or None, picture_title=f"{wish} {made}")
        return actions.edit(app, post.id, changes, who="anna").composition.layout

    assert [edit(wish, "card") for wish in ("card", "")] == ["card", "card"]
    for wish, made in (("card", "photo"), ("photo", "card")):
        with pytest.raises(UsageWrong, match=f"The layout “{wish}” needs"):
            edit(wish, made)


def test_a_yes_moves_a_post_to_the_account_that_the_settings_name(world: World) -> None:
    own = world.process.publishers[FACEBOOK].account
    for account in (own, "0", "zzz"):
        assert tell(world, PostStatus.DRAFT, DECISIONS["approve"], account=account) == "scheduled kept"
        assert world.post(FACEBOOK).account == own


def test_a_picture_that_cannot_be_used_is_named_where_it_is_a_file(
    world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refuse(data: bytes) -> None:
        raise NotAnArticle("kein Bild")

    app, post, picture = world.process, world.post(FACEBOOK), tmp_path / "own.jpg"
    picture.write_bytes(b"x")
    monkeypatch.setattr(app.composer, "take_image", refuse)
    for image, said in ((picture, f"The image {picture} cannot"), (b"x", "This picture cannot")):
        with pytest.raises(UsageWrong, match=f"{re.escape(said)} be used: kein Bild"):
            actions.edit(app, post.id, Changes(image=image), who="anna")


def test_a_picture_is_drawn_anew_of_words_that_are_kept(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, post = world.process, world.post(FACEBOOK)
    known = app.articles.find(str(post.article_id))
    assert known is not None
    for found in (None, replace(known, article=replace(known.article, text=""))):
        monkeypatch.setattr(app.articles, "find", lambda words, found=found: found)
        with pytest.raises(UsageWrong, match="words are not kept any more"):
            actions.edit(app, post.id, Changes(picture_title="Kürzer"), who="anna")


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
