"""Posts outside the publishing protocol, on SQLite and PostgreSQL."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.errors import UsageWrong
from bot.domain.post import PostStatus, Receipt, Step
from bot.storage.database import Database
from bot.storage.posts import Posts
from bot.storage.publishing import Publishing
from tests.databases import NOW
from tests.known_channels import FACEBOOK, INSTAGRAM
from tests.storage.samples import add_article, add_post, make_composition, make_new_post

HOUR = timedelta(hours=1)


def test_a_post_comes_back_as_it_was_stored(database: Database) -> None:
    composition = make_composition(not_after=NOW + HOUR, sober=True)
    post = Posts(database).get_post(add_post(database, composition=composition, reason="wartet"))
    assert post.composition == composition
    assert (post.account, post.status, post.due_at) == ("facebook:1", PostStatus.SCHEDULED, NOW)
    assert (post.reason, post.created_at, post.article_title) == ("wartet", NOW, "Sommerfest 1")
    assert (post.attempts, dict(post.handles), post.error, post.lease_until) == (0, {}, None, None)


@pytest.mark.parametrize("number", [0, 7, 2**40, 2**70, -1])
def test_a_post_that_is_not_there_is_named(database: Database, number: int) -> None:
    with pytest.raises(UsageWrong, match=f"no post {number}"):
        Posts(database).get_post(number)


def test_the_posts_of_an_article_are_added_once(database: Database) -> None:
    article_id = add_article(database)
    both = [make_new_post(FACEBOOK), make_new_post(INSTAGRAM)]
    assert len(Posts(database).add_all(article_id, both, now=NOW)) == 2
    assert Posts(database).add_all(article_id, both, now=NOW) == ()
    assert len(Posts(database).list_posts()) == 2


def test_when_one_post_of_an_article_stands_there_none_is_added(database: Database) -> None:
    article_id = add_article(database)
    Posts(database).add_all(article_id, [make_new_post(INSTAGRAM)], now=NOW)
    both = [make_new_post(FACEBOOK), make_new_post(INSTAGRAM)]
    assert Posts(database).add_all(article_id, both, now=NOW) == ()
    assert len(Posts(database).list_posts()) == 1


def test_due_posts_come_longest_due_first(database: Database) -> None:
    late, early, _, _ = (
        add_post(database, 1, due_at=NOW - HOUR),
        add_post(database, 2, due_at=NOW - 2 * HOUR),
        add_post(database, 3, due_at=NOW + HOUR),
        add_post(database, 4, due_at=NOW - HOUR, status=PostStatus.DRAFT),
    )
    assert [post.id for post in Posts(database).list_due("facebook:1", NOW)] == [early, late]
    assert Posts(database).list_due("facebook:2", NOW) == ()


def test_posts_are_listed_by_status_channel_and_article(database: Database) -> None:
    first = add_post(database, 1)
    draft = add_post(database, 2, status=PostStatus.DRAFT)
    other = add_post(database, 3, composition=make_composition(INSTAGRAM), account="instagram:1")
    store = Posts(database)
    assert [post.id for post in store.list_posts()] == [other, draft, first]
    assert [post.id for post in store.list_posts(status=PostStatus.DRAFT)] == [draft]
    assert [post.id for post in store.list_posts(channel=INSTAGRAM)] == [other]
    assert [post.id for post in store.list_posts(article_id=store.get_post(first).article_id)] == [first]
    assert [post.id for post in store.list_posts(limit=1)] == [other]


def test_what_is_put_off_stays_overdue_until_it_has_another_time_or_status(database: Database) -> None:
    store = Posts(database)
    old = add_post(database, 1, due_at=NOW - HOUR)
    add_post(database, 2, due_at=NOW)
    assert [post.id for post in store.list_overdue(since=NOW)] == [old]
    put_off = {"due_at": NOW + HOUR, "overdue_since": NOW - HOUR}
    assert store.change(store.get_post(old), allowed=[PostStatus.SCHEDULED], **put_off)
    assert [post.overdue_since for post in store.list_overdue(since=NOW)] == [NOW - HOUR]
    assert store.change(store.get_post(old), allowed=[PostStatus.SCHEDULED], due_at=NOW + 2 * HOUR)
    assert store.list_overdue(since=NOW) == ()


def test_scheduled_and_waiting_posts_take_their_instants(database: Database) -> None:
    add_post(database, 1, due_at=NOW + HOUR)
    add_post(database, 2, due_at=NOW, status=PostStatus.DRAFT)
    add_post(database, 3, due_at=NOW, status=PostStatus.SKIPPED)
    add_post(database, 4, due_at=NOW - HOUR)
    assert Posts(database).list_taken("facebook:1", NOW) == (NOW, NOW + HOUR)
    assert Posts(database).list_sent("facebook:1", NOW) == ()


def test_posts_are_counted_by_channel_and_status(database: Database) -> None:
    add_post(database, 1)
    add_post(database, 2)
    add_post(database, 3, status=PostStatus.DRAFT)
    assert Posts(database).count_by_status() == {
        (FACEBOOK, PostStatus.SCHEDULED): 2,
        (FACEBOOK, PostStatus.DRAFT): 1,
    }


def test_finds_what_is_due_next_on_each_channel(database: Database) -> None:
    add_post(database, 1, due_at=NOW + HOUR)
    add_post(database, 2, due_at=NOW + timedelta(minutes=20))
    add_post(database, 3, due_at=NOW, status=PostStatus.DRAFT)
    assert Posts(database).find_next_due() == {FACEBOOK: NOW + timedelta(minutes=20)}


def test_a_post_changes_only_while_it_is_what_was_read(database: Database) -> None:
    store = Posts(database)
    read = store.get_post(add_post(database))
    assert store.change(read, allowed=[PostStatus.SCHEDULED], status=PostStatus.CANCELLED)
    assert not store.change(read, allowed=[PostStatus.SCHEDULED], status=PostStatus.DRAFT)
    assert store.get_post(read.id).status is PostStatus.CANCELLED


@pytest.mark.parametrize("part", ["alt_text", "image_sha256"])
def test_what_was_edited_again_meanwhile_is_not_what_was_read(database: Database, part: str) -> None:
    """An approval holds for the picture and the text that somebody saw."""
    store = Posts(database)
    post_id = add_post(database, status=PostStatus.DRAFT)
    store.change(store.get_post(post_id), allowed=[PostStatus.DRAFT], edited=True)
    read = store.get_post(post_id)
    assert store.change(store.get_post(post_id), allowed=[PostStatus.DRAFT], **{part: "anders"})
    assert not store.change(read, allowed=[PostStatus.DRAFT], status=PostStatus.SCHEDULED)
    assert store.get_post(post_id).status is PostStatus.DRAFT


def test_a_post_of_a_status_that_is_not_allowed_stays(database: Database) -> None:
    read = Posts(database).get_post(add_post(database))
    assert not Posts(database).change(read, allowed=[PostStatus.DRAFT], reason="anders")
    assert Posts(database).get_post(read.id).reason == ""


def test_a_waiting_post_gets_another_composition(database: Database) -> None:
    read = Posts(database).get_post(add_post(database))
    fresh = make_composition(caption="Neu 🎉", hashtags=())
    assert Posts(database).recompose(read, fresh)
    assert Posts(database).get_post(read.id).composition == fresh


def test_sober_posts_of_every_account_are_listed_once_they_may_be_public(database: Database) -> None:
    sober = replace(make_composition(), sober=True)
    sent = [
        add_post(database, 1, composition=sober),
        add_post(database, 2),
        add_post(database, 3, composition=sober, account="instagram:1"),
    ]
    add_post(database, 4, composition=sober)
    for post_id, at in zip(sent, (NOW, NOW, NOW - HOUR), strict=True):
        receipt = Receipt(remote_id=f"r{post_id}", permalink="https://platform.example/1")
        post = Posts(database).get_post(post_id)
        Publishing(database, "w").record_receipt(post, receipt, step=Step.PUBLISHED, now=at)
    assert Posts(database).list_sober(NOW - HOUR) == (NOW - HOUR, NOW)
    assert Posts(database).list_sober(NOW) == (NOW,)
    listed = Posts(database).list_published(since=NOW - HOUR)
    assert [post.id for post in listed] == [sent[2], sent[0], sent[1]]
    assert Posts(database).list_published(since=NOW - HOUR, with_error=True) == ()
    error = {"kind": "altered", "code": "", "message": "anders", "advice": ""}
    Posts(database).change(listed[1], allowed=[PostStatus.PUBLISHED], error=error)
    altered = Posts(database).list_published(since=NOW - HOUR, with_error=True)
    assert [post.id for post in altered] == [sent[0]]
