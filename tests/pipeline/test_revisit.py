"""Articles whose posts are public are read again; what changed is proposed, and a person decides."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from bot.domain import errors
from bot.domain.post import Post, PostStatus
from bot.pipeline import actions, refresh
from bot.pipeline.refresh import READ, REVISIT_EVERY, REVISIT_FOR, Since, explain, find_proposal
from tests.known_channels import INSTAGRAM
from tests.pipeline.readers import Reader
from tests.pipeline.world import RULES, World

HOUR = timedelta(hours=1)


@pytest.fixture
def url(world: World) -> str:
    """An article whose posts are public."""
    url = world.archive.publish(1)
    world.run_pass()
    assert {post.status for post in world.posts()} == {PostStatus.PUBLISHED}
    return url


def look_again(world: World, after: timedelta = HOUR) -> None:
    world.clock.forward(after)
    world.run_pass()


def list_proposals(world: World) -> list[tuple[Since, str]]:
    found = [find_proposal(world.process, post) for post in world.posts()]
    return [(proposal.since, proposal.caption) for proposal in found if proposal]


def test_a_correction_is_proposed_for_every_channel_and_nothing_public_changes(
    world: World, url: str
) -> None:
    world.archive.correct(url)
    look_again(world)
    assert list_proposals(world) == [(Since.CORRECTED, f"Meldung 1 (korrigiert)\n{url}")] * 2
    assert [p.public[0].caption for p in world.platforms.values()] == [f"Meldung 1\n{url}"] * 2


def test_a_withdrawal_is_proposed_and_nothing_public_changes(world: World, url: str) -> None:
    world.archive.withdraw(url)
    look_again(world)
    assert list_proposals(world) == [(Since.WITHDRAWN, "")] * 2
    world.check_nothing_lost()


def test_an_article_that_came_back_is_not_proposed_for_withdrawal_any_more(world: World, url: str) -> None:
    world.archive.withdraw(url)
    look_again(world)
    world.archive.come_back(url)
    look_again(world, after=REVISIT_EVERY)
    assert list_proposals(world) == []


def test_a_correction_that_was_taken_back_is_not_proposed_any_more(world: World, url: str) -> None:
    before = world.archive.articles[url]
    world.archive.correct(url)
    look_again(world)
    world.archive.articles[url] = before
    look_again(world, after=REVISIT_EVERY)
    assert list_proposals(world) == []


def test_an_unchanged_article_is_read_once_a_day_for_a_week(world: World, url: str) -> None:
    reads = world.archive.reads.count(url)
    for _ in range(REVISIT_FOR // (3 * HOUR) + 16):
        look_again(world, after=3 * HOUR)
    assert world.archive.reads.count(url) - reads == REVISIT_FOR // REVISIT_EVERY
    assert list_proposals(world) == []


@pytest.mark.parametrize(
    "error",
    [errors.NotReachable("down"), errors.NotAnArticle("no text"), ZeroDivisionError()],
    ids=["down", "no article", "defect"],
)
def test_what_cannot_be_read_changes_nothing_and_is_read_the_next_time(
    world: World, url: str, error: Exception
) -> None:
    other = world.archive.publish(2)
    world.run_pass()
    world.archive.break_down(url, error)
    world.archive.correct(other)
    look_again(world, after=REVISIT_EVERY)
    assert list_proposals(world) == [(Since.CORRECTED, f"Meldung 2 (korrigiert)\n{other}")] * 2
    world.archive.come_back(url)
    world.archive.correct(url)
    look_again(world, after=REVISIT_EVERY)
    assert len(list_proposals(world)) == 4


def test_an_article_that_cannot_be_composed_now_is_proposed_the_next_time(world: World, url: str) -> None:
    world.archive.correct(url)
    world.composer.sick[url] = ZeroDivisionError()
    look_again(world)
    world.composer.sick.clear()
    look_again(world, after=REVISIT_EVERY)
    assert len(list_proposals(world)) == 2


def test_a_channel_that_still_waits_does_not_swallow_the_proposal_for_the_other(world: World) -> None:
    """Freshening the waiting post takes the new words in; the public one must hear of them too."""
    world.process.rules = replace(RULES, hold=HOUR)
    url = world.archive.publish(1)
    world.run_pass()
    later = world.post(INSTAGRAM)
    actions.reschedule(world.process, later.id, at=later.due_at + HOUR, who="anna")
    world.clock.forward(HOUR)
    world.tick()
    world.archive.correct(url)
    world.clock.forward(HOUR)
    world.tick()
    assert "(korrigiert)" in world.platforms[INSTAGRAM].public[0].caption
    assert list_proposals(world) == [(Since.CORRECTED, f"Meldung 1 (korrigiert)\n{url}")]


def test_people_are_told_once_per_occurrence(world: World, url: str) -> None:
    world.process.notifier = reader = Reader()
    world.archive.correct(url)
    look_again(world)
    look_again(world, after=REVISIT_EVERY)
    assert len(reader.read) == 1
    assert "bot edit 1 --publish" in reader.read[0][1]
    world.archive.withdraw(url)
    look_again(world, after=REVISIT_EVERY)
    assert len(reader.read) == 2
    assert "bot withdraw 1" in reader.read[1][1]


def test_a_person_who_takes_the_proposal_settles_it(world: World, url: str) -> None:
    world.archive.correct(url)
    look_again(world)
    post = world.post()
    proposal = find_proposal(world.process, post)
    assert proposal
    actions.edit_published(world.process, post.id, proposal.caption, who="anna")
    look_again(world, after=REVISIT_EVERY)
    assert world.facebook.public[0].caption == proposal.caption
    assert find_proposal(world.process, world.post()) is None
    assert [deed.verb for deed in world.process.journal.list_deeds(post.id)] == ["edit-published"]


def test_a_person_who_withdraws_the_post_settles_it(world: World, url: str) -> None:
    world.archive.withdraw(url)
    look_again(world)
    actions.withdraw(world.process, world.post().id, who="anna")
    assert world.facebook.public == []
    assert len(list_proposals(world)) == 1


def test_what_was_done_on_the_platform_is_told_although_the_row_was_changed_meanwhile(
    world: World, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    withdraw = world.facebook.withdraw

    def withdraw_while_another_person_edits(post: Post) -> None:
        world.process.posts.change(post, allowed=[post.status], edited=True)
        withdraw(post)

    monkeypatch.setattr(world.facebook, "withdraw", withdraw_while_another_person_edits)
    post_id = world.post().id
    with pytest.raises(errors.NeedsPerson, match=f"was changed on Facebook.*bot show {post_id}"):
        actions.withdraw(world.process, post_id, who="anna")
    assert world.facebook.public == []
    assert [deed.verb for deed in world.process.journal.list_deeds(post_id)] == ["withdraw"]


def keep(world: World) -> None:
    """A person leaves what stands on Facebook as it is."""
    actions.keep_published(world.process, world.post().id, who="anna")


def is_proposed(world: World) -> bool:
    return find_proposal(world.process, world.post()) is not None


@pytest.mark.parametrize("what", ["correct", "withdraw"])
def test_a_person_who_leaves_the_post_as_it_is_is_not_asked_again(world: World, url: str, what: str) -> None:
    getattr(world.archive, what)(url)
    look_again(world)
    keep(world)
    keep(world)
    look_again(world, after=REVISIT_EVERY)
    assert not is_proposed(world)
    assert world.facebook.public[0].caption == f"Meldung 1\n{url}"
    (deed,) = world.process.journal.list_deeds(world.post().id)
    assert (deed.who, deed.verb, deed.detail[:7]) == ("anna", "keep", what[:7])


def test_a_second_correction_is_proposed_although_the_first_was_left(world: World, url: str) -> None:
    for _ in range(2):
        world.archive.correct(url)
        look_again(world, after=REVISIT_EVERY)
        assert is_proposed(world)
        keep(world)


def test_a_second_withdrawal_is_proposed_although_the_first_was_left(world: World, url: str) -> None:
    world.archive.withdraw(url)
    look_again(world)
    keep(world)
    world.archive.come_back(url)
    look_again(world, after=REVISIT_EVERY)
    world.archive.withdraw(url)
    look_again(world, after=REVISIT_EVERY)
    assert is_proposed(world)


def test_for_a_post_made_by_hand_no_command_is_proposed_that_would_be_refused(world: World) -> None:
    world.process.rules = replace(RULES, hold=HOUR)
    url = world.archive.publish(1)
    world.run_pass()
    actions.mark_posted(world.process, world.post().id, "https://platform.example/7", who="anna")
    world.archive.correct(url)
    look_again(world)
    post = world.post()
    proposal = find_proposal(world.process, post)
    assert proposal
    assert "--publish" not in explain(post, proposal)
    for change in (actions.withdraw, partial(actions.edit_published, caption="Neu.")):
        with pytest.raises(errors.NeedsPerson, match=r"by hand.*platform\.example/7"):
            change(world.process, post.id, who="anna")


def test_an_article_rests_between_two_readings_unless_the_clock_was_wrong(world: World, url: str) -> None:
    app, second = world.process, timedelta(seconds=1)
    known = app.articles.list_known(limit=1)[0]
    assert known.article.url == url
    rests = {}
    for since in (-second, 0 * second, second, REVISIT_EVERY - second, REVISIT_EVERY, REVISIT_EVERY + second):
        app.journal.note(f"{READ}{known.id}", "", now=app.clock() - since)
        rests[since] = list(refresh._list_due(app)) == []
    assert list(rests.values()) == [False, True, True, True, False, False]
