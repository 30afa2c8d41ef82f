"""A yes is to what was seen, and the last decision can be taken back until the post is sent."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.errors import NeedsPerson
from bot.domain.post import Post, PostError, PostStatus
from bot.domain.schedule import Approval
from bot.pipeline import actions
from bot.pipeline.actions import Changes, edit
from bot.pipeline.seen import Changed, Part, Seen, find_undo
from tests.pipeline.world import RULES, World

HOUR = timedelta(hours=1)


@pytest.fixture
def draft(world: World) -> Post:
    """A post that waits for a yes, five hours before its slot."""
    world.process.rules = replace(RULES, approval=Approval.MANUAL, hold=5 * HOUR)
    world.archive.publish(1)
    world.run_pass()
    return world.posts()[-1]


@pytest.mark.parametrize(
    ("changes", "parts"),
    [
        ({"caption": "Anders"}, (Part.TEXT,)),
        ({"alt_text": "Anders"}, (Part.ALT_TEXT,)),
        ({"image_sha256": "0" * 64}, (Part.PICTURE,)),
        ({"link": "https://verband.example/anders"}, (Part.TEXT,)),
        ({"caption": "Anders", "alt_text": "Anders"}, (Part.TEXT, Part.ALT_TEXT)),
    ],
    ids=["text", "alt text", "picture", "link", "two"],
)
def test_a_yes_to_what_was_exchanged_meanwhile_is_refused_and_names_it(
    world: World, draft: Post, changes: dict[str, str], parts: tuple[Part, ...]
) -> None:
    assert world.process.posts.change(draft, allowed=[PostStatus.DRAFT], **changes)
    with pytest.raises(Changed) as refused:
        actions.approve(world.process, draft.id, who="anna", seen=Seen.of(draft))
    assert refused.value.parts == parts
    assert world.process.posts.get_post(draft.id).status is PostStatus.DRAFT
    assert world.process.journal.list_deeds(draft.id) == ()


def test_a_yes_to_another_time_is_refused(world: World, draft: Post) -> None:
    actions.reschedule(world.process, draft.id, at=draft.due_at + HOUR, who="bert")
    with pytest.raises(Changed) as refused:
        actions.approve(world.process, draft.id, who="anna", seen=Seen.of(draft))
    assert refused.value.parts == (Part.TIME,)


@pytest.mark.parametrize("words", ["", "x", "a.b.c.d", "a.b.c.d.e", "." * 50, "ä\ud800"])
def test_what_is_no_version_of_ours_is_never_what_was_seen(world: World, draft: Post, words: str) -> None:
    with pytest.raises(Changed):
        actions.approve(world.process, draft.id, who="anna", seen=Seen.read(words))


def test_a_form_carries_the_version_and_brings_it_back(draft: Post) -> None:
    assert Seen.read(str(Seen.of(draft))) == Seen.of(draft)
    assert Seen.of(replace(draft, id=draft.id + 1)) != Seen.of(draft)


def test_a_second_yes_to_the_same_is_as_good_as_one(world: World, draft: Post) -> None:
    for who in ("anna", "bert"):
        approved = actions.approve(world.process, draft.id, who=who, seen=Seen.of(draft))
    assert approved.approved_by == "anna"
    assert len(world.process.journal.list_deeds(draft.id)) == 1


def test_a_late_yes_to_an_earlier_version_of_what_was_approved_is_refused(world: World, draft: Post) -> None:
    edit(world.process, draft.id, Changes(caption="Anders"), who="bert")
    actions.approve(world.process, draft.id, who="bert")
    with pytest.raises(Changed):
        actions.approve(world.process, draft.id, who="anna", seen=Seen.of(draft))


def test_each_decision_can_be_taken_back(world: World, draft: Post) -> None:
    app = world.process
    for decide in (
        lambda: actions.approve(app, draft.id, who="anna"),
        lambda: actions.cancel(app, draft.id, who="anna"),
        lambda: actions.reschedule(app, draft.id, at=draft.due_at + HOUR, who="anna"),
        lambda: edit(app, draft.id, Changes(caption="Anders", alt_text="Anders"), who="anna"),
        lambda: edit(app, draft.id, Changes(picture_title="Kurz", focus="top"), who="anna"),
        lambda: edit(app, draft.id, Changes(image=b"\xff\xd8\xff a photo"), who="anna"),
    ):
        decided = decide()
        assert decided != draft
        found = find_undo(app, decided)
        assert found
        assert found.who == "anna"
        assert actions.undo(app, draft.id, who="bert", seen=Seen.of(decided)) == draft
        assert find_undo(app, draft) is None
    assert [deed.verb for deed in app.journal.list_deeds(draft.id)][1::2] == ["undo"] * 6


def test_the_yes_to_a_text_comes_back_with_it(world: World, draft: Post) -> None:
    approved = actions.approve(world.process, draft.id, who="anna")
    edited = edit(world.process, draft.id, Changes(caption="Anders"), who="bert")
    assert (edited.status, edited.approved_by) == (PostStatus.DRAFT, "")
    assert actions.undo(world.process, draft.id, who="bert") == approved


def test_what_failed_is_failed_again_when_its_no_is_taken_back(world: World, draft: Post) -> None:
    error = {"kind": "rejected", "code": "1", "message": "no", "advice": "change it"}
    changed = world.process.posts.change(draft, allowed=[draft.status], status=PostStatus.FAILED, error=error)
    assert changed
    actions.cancel(world.process, draft.id, who="anna")
    undone = actions.undo(world.process, draft.id, who="anna")
    assert (undone.status, undone.error) == (PostStatus.FAILED, PostError(**error))


def test_a_time_that_has_passed_is_not_put_back(world: World, draft: Post) -> None:
    actions.approve(world.process, draft.id, who="anna")
    actions.cancel(world.process, draft.id, who="bert")
    world.clock.forward(8 * HOUR)
    undone = actions.undo(world.process, draft.id, who="bert")
    assert undone.status is PostStatus.SCHEDULED
    assert undone.due_at >= world.clock()


def test_what_is_sent_or_changed_since_cannot_be_taken_back(world: World, draft: Post) -> None:
    app = world.process
    with pytest.raises(NeedsPerson, match="nothing to undo"):
        actions.undo(app, draft.id, who="anna")
    approved = actions.approve(app, draft.id, who="anna")
    assert app.posts.change(approved, allowed=[approved.status], caption="Neu gestaltet")
    with pytest.raises(NeedsPerson, match="nothing to undo"):
        actions.undo(app, draft.id, who="anna")
    world.clock.forward(6 * HOUR)
    world.run_pass()
    assert app.posts.get_post(draft.id).status is PostStatus.PUBLISHED
    with pytest.raises(NeedsPerson, match="it is public"):
        actions.undo(app, draft.id, who="anna")
