"""Right before a post that waited goes out, its article is looked at again."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain import errors
from bot.domain.article import ArticleStatus
from bot.domain.post import PostStatus
from bot.domain.schedule import Approval
from bot.pipeline import actions
from bot.pipeline.actions import Changes, edit
from bot.pipeline.attention import list_causes
from bot.pipeline.refresh import find_proposal
from tests.known_channels import INSTAGRAM
from tests.pipeline.world import RULES, World

HOLD = timedelta(minutes=30)


@pytest.fixture
def url(world: World) -> str:
    """An article whose posts wait for the hold to end."""
    world.process.rules = replace(RULES, hold=HOLD)
    url = world.archive.publish(1)
    world.run_pass()
    assert {post.status for post in world.posts()} == {PostStatus.SCHEDULED}
    return url


def go_out(world: World) -> None:
    world.clock.forward(HOLD)
    world.tick()


def put_off_instagram(world: World, by: timedelta) -> None:
    post = world.post(INSTAGRAM)
    actions.reschedule(world.process, post.id, at=post.due_at + by, who="anna")


def test_an_unchanged_article_goes_out_as_it_was_composed(world: World, url: str) -> None:
    go_out(world)
    world.check_nothing_lost()


def test_a_corrected_article_goes_out_corrected_on_every_channel(world: World, url: str) -> None:
    world.archive.correct(url)
    go_out(world)
    captions = [platform.public[0].caption for platform in world.platforms.values()]
    assert captions == [f"Meldung 1 (korrigiert)\n{url}"] * 2


def test_a_channel_that_goes_out_later_is_corrected_too(world: World, url: str) -> None:
    """The first channel takes the new words in; the second must not think that nothing has changed."""
    instagram = world.post(INSTAGRAM)
    later = instagram.due_at + timedelta(hours=1)
    world.process.posts.change(instagram, allowed=[PostStatus.SCHEDULED], due_at=later)
    world.archive.correct(url)
    go_out(world)
    world.settle(between=timedelta(minutes=10))
    assert "korrigiert" in world.platforms[INSTAGRAM].public[0].caption


def test_a_failed_post_goes_out_corrected_when_it_is_tried_again(world: World) -> None:
    """The other channel took the new words in while this one could not be sent."""
    world.process.rules = replace(RULES, hold=HOLD)
    world.facebook.reject()
    url = world.archive.publish(1)
    world.run_pass()
    put_off_instagram(world, HOLD)
    go_out(world)
    assert world.post().status is PostStatus.FAILED
    world.archive.correct(url)
    go_out(world)
    actions.retry(world.process, world.post().id, who="anna")
    world.settle(between=timedelta(minutes=1), ticks=200)
    assert [post.caption for post in world.facebook.public] == [f"Meldung 1 (korrigiert)\n{url}"]


def test_what_got_lost_is_sent_anew_with_the_corrected_words(world: World) -> None:
    world.process.rules = replace(RULES, hold=HOLD)
    world.facebook.lose_request()
    url = world.archive.publish(1)
    world.run_pass()
    put_off_instagram(world, timedelta(minutes=1))
    go_out(world)
    assert world.post().status is PostStatus.UNCONFIRMED
    world.archive.correct(url)
    world.settle(between=timedelta(minutes=1))
    assert [post.caption for post in world.facebook.public] == [f"Meldung 1 (korrigiert)\n{url}"]
    assert find_proposal(world.process, world.post()) is None


def test_a_correction_that_tells_of_a_past_day_is_not_posted(world: World, url: str) -> None:
    world.archive.correct(url)
    world.composer.not_after = world.clock()
    go_out(world)
    world.settle(between=timedelta(minutes=1))
    assert {post.status for post in world.posts()} == {PostStatus.SKIPPED}
    assert world.facebook.sendings == 0


def test_an_image_of_ones_own_is_sent_although_the_file_is_gone_by_then(
    world: World, url: str, tmp_path: Path
) -> None:
    own = tmp_path / "foto.jpg"
    own.write_bytes(world.composer.image.read_bytes() + b"own")
    edit(world.process, world.post().id, Changes(image=own), who="anna")
    own.unlink()
    go_out(world)
    assert world.post().status is PostStatus.PUBLISHED
    assert Path(world.post().composition.image).read_bytes().endswith(b"own")


def test_words_of_a_person_are_not_composed_anew_but_asked_about(world: World, url: str) -> None:
    post = edit(world.process, world.post().id, Changes(caption=f"Kommt alle!\n{url}"), who="anna")
    world.archive.correct(url)
    go_out(world)
    changed = world.post()
    assert (changed.status, changed.composition.caption) == (PostStatus.DRAFT, post.composition.caption)


def test_an_article_that_is_missing_for_a_while_only_is_posted(world: World, url: str) -> None:
    """While a site is rebuilt all of its pages are "not found"; hours before, another page stood there."""
    world.archive.break_down(url, errors.PageUnavailable("The site is being worked on."))
    go_out(world)
    world.clock.forward(timedelta(hours=3))
    world.archive.withdraw(url)
    for _ in range(2):
        world.tick()
        world.clock.forward(timedelta(minutes=59))
    world.archive.come_back(url)
    world.tick()
    world.check_nothing_lost()


def test_a_withdrawn_article_is_not_posted(world: World, url: str) -> None:
    world.archive.withdraw(url)
    go_out(world)
    for _ in range(3):
        assert {(post.status, post.reason) for post in world.posts()} == {(PostStatus.SCHEDULED, "410")}
        world.clock.forward(timedelta(minutes=20))
        world.tick()
    assert {(post.status, post.reason) for post in world.posts()} == {(PostStatus.SKIPPED, "gone")}
    assert world.process.articles.list_known(limit=1)[0].status is ArticleStatus.GONE


@pytest.mark.parametrize("verb", ["reschedule", "retry"])
def test_a_person_brings_back_what_was_skipped_while_its_page_was_missing(
    world: World, url: str, verb: str
) -> None:
    """A site that moved was gone for longer than an hour."""
    world.archive.withdraw(url)
    go_out(world)
    world.clock.forward(timedelta(hours=1))
    world.tick()
    world.archive.come_back(url)
    for post in world.posts():
        assert post.status is PostStatus.SKIPPED
        if verb == "retry":
            actions.retry(world.process, post.id, who="anna")
        else:
            actions.reschedule(world.process, post.id, at=None, who="anna")
    world.tick()
    world.check_nothing_lost()
    assert world.process.articles.list_known(limit=1)[0].status is ArticleStatus.POSTED


def test_a_page_without_an_article_asks_a_person(world: World, url: str) -> None:
    world.archive.break_down(url, errors.NotAnArticle("no text on the page"))
    go_out(world)
    assert {(post.status, post.reason) for post in world.posts()} == {
        (PostStatus.DRAFT, "no text on the page")
    }


@pytest.mark.parametrize("error", [errors.NotReachable("down"), ZeroDivisionError()], ids=["down", "defect"])
def test_an_article_that_cannot_be_read_now_waits_and_is_not_asked_with_every_tick(
    world: World, url: str, error: Exception
) -> None:
    world.archive.break_down(url, error)
    go_out(world)
    reads = len(world.archive.reads)
    world.tick()
    assert len(world.archive.reads) == reads
    world.archive.come_back(url)
    world.settle()
    world.check_nothing_lost()


def test_an_article_that_stays_unreadable_is_told_and_then_left_to_a_person(world: World, url: str) -> None:
    """However often the post was put off."""
    world.archive.break_down(url, errors.NotReachable("down"))
    go_out(world)
    assert list_causes(world.process) == ()
    for _ in range(5):
        world.clock.forward(timedelta(minutes=10))
        world.tick()
    told = [cause.sentence for cause in list_causes(world.process)]
    assert len(told) == len(world.platforms)
    assert all("has not gone out. down" in sentence for sentence in told)
    world.settle(between=timedelta(minutes=30), ticks=60)
    assert {post.status for post in world.posts()} == {PostStatus.MISSED}
    assert all("down" in post.reason for post in world.posts())
    for post in world.posts():
        actions.retry(world.process, post.id, who="anna")
    world.archive.come_back(url)
    world.settle()
    world.check_nothing_lost()


def test_a_yes_that_knows_of_the_page_is_believed(world: World, url: str) -> None:
    world.archive.break_down(url, errors.NotAnArticle("no text on the page"))
    go_out(world)
    for post in world.posts():
        world.approve(post)
    world.settle()
    world.check_nothing_lost()


def test_a_yes_before_the_page_was_seen_is_not_enough(world: World) -> None:
    world.process.rules = replace(RULES, approval=Approval.MANUAL)
    url = world.archive.publish(1)
    world.run_pass()
    for post in world.posts():
        world.approve(post)
    world.archive.break_down(url, errors.NotAnArticle("no text on the page"))
    world.clock.forward(HOLD)
    world.tick()
    assert {(post.status, post.approved_by) for post in world.posts()} == {(PostStatus.DRAFT, "")}


def test_what_a_person_approved_is_not_changed_behind_their_back(world: World) -> None:
    world.process.rules = replace(RULES, approval=Approval.MANUAL)
    url = world.archive.publish(1)
    world.run_pass()
    for post in world.posts():
        actions.approve(world.process, post.id, who="anna")
    world.archive.correct(url)
    go_out(world)
    assert {post.status for post in world.posts()} == {PostStatus.DRAFT}
    assert world.facebook.public == []


def test_a_time_a_person_chose_meanwhile_is_not_overwritten(world: World, url: str) -> None:
    stale = world.post()
    tomorrow = world.clock() + timedelta(days=1)
    actions.reschedule(world.process, stale.id, at=tomorrow, who="anna")
    assert not world.process.posts.change(stale, allowed=[PostStatus.SCHEDULED], due_at=world.clock())
    assert world.post().due_at == tomorrow


def test_a_time_a_person_chose_while_a_corrected_article_was_read_is_kept(world: World, url: str) -> None:
    post, tomorrow = world.post(), world.clock() + timedelta(days=1)

    def choose() -> None:
        actions.reschedule(world.start(), post.id, at=tomorrow, who="anna")

    world.archive.correct(url)
    world.archive.while_reading = choose
    go_out(world)
    assert world.facebook.public == []
    assert (world.post().due_at, "korrigiert" in world.post().composition.caption) == (tomorrow, True)


def test_another_time_does_not_hide_why_a_draft_waits(world: World, url: str) -> None:
    """Found by the state machine."""
    world.archive.break_down(url, errors.NotAnArticle("no text on the page"))
    go_out(world)
    actions.reschedule(world.process, world.post().id, at=world.clock() + timedelta(hours=1), who="anna")
    assert (world.post().status, world.post().reason) == (PostStatus.DRAFT, "no text on the page")


def show_instead(world: World, url: str, title: str, text: str) -> None:
    article = world.archive.articles[url]
    world.archive.articles[url] = replace(article, title=title, text=text)


def test_a_held_post_is_never_renewed_to_a_text_of_something_else(world: World, url: str) -> None:
    """A maintenance notice right before sending is waited for; then the article goes out as it was."""
    before = world.archive.articles[url]
    notice = "Unsere Internetseiten werden heute überarbeitet und stehen morgen wieder zur Verfügung."
    show_instead(world, url, "Wartung", notice)
    go_out(world)
    assert {post.status for post in world.posts()} == {PostStatus.SCHEDULED}
    assert not any(platform.public for platform in world.platforms.values())
    world.archive.articles[url] = before
    world.settle(between=timedelta(minutes=10))
    captions = [platform.public[0].caption for platform in world.platforms.values()]
    assert captions == [f"Meldung 1\n{url}"] * 2


def test_a_page_that_stays_something_else_becomes_a_question(world: World, url: str) -> None:
    show_instead(world, url, "Konto gesperrt", "Dieses Konto wurde gesperrt. Bitte wenden Sie sich an uns.")
    go_out(world)
    world.clock.forward(timedelta(hours=7))
    world.settle(between=timedelta(minutes=10))
    assert {post.status for post in world.posts()} == {PostStatus.DRAFT}
    assert not any(platform.public for platform in world.platforms.values())


def test_what_is_public_is_not_corrected_to_something_else(world: World, url: str) -> None:
    go_out(world)
    show_instead(world, url, "Wartung", "Unsere Internetseiten werden heute überarbeitet, danke für Geduld.")
    world.clock.forward(timedelta(days=2))
    world.run_pass()
    known = world.process.articles.find(url)
    assert known is not None
    assert known.article.title == "Meldung 1"


@pytest.mark.parametrize(("approval", "asked"), [(Approval.SENSITIVE, True), (Approval.AUTO, False)])
def test_what_became_sober_while_it_waited_waits_for_a_person(
    world: World, url: str, approval: Approval, *, asked: bool
) -> None:
    """The festival was called off because somebody died: nobody has said yes to that."""
    world.process.rules = replace(world.process.rules, approval=approval)
    world.archive.correct(url)
    world.composer.sober = True
    go_out(world)
    statuses = {post.status for post in world.posts()}
    assert statuses == ({PostStatus.DRAFT} if asked else {PostStatus.PUBLISHED})
    assert all(bool(post.reason) == asked for post in world.posts())
