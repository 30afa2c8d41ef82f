"""The protocol's transactions: each happens once, or not at all."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain.post import BY_HAND, Ending, Post, PostError, PostStatus, Receipt, Step
from bot.domain.state import EVERYTHING, Stop, StopKind
from bot.storage.database import Database
from bot.storage.posts import Posts
from bot.storage.publishing import Publishing
from bot.storage.state import Stops
from tests.databases import NOW
from tests.known_channels import INSTAGRAM
from tests.storage.samples import add_post

LATER = NOW + timedelta(minutes=5)
RECEIPT = Receipt(remote_id="1_2", permalink="https://www.facebook.com/1_2")
ERROR = PostError(kind="outcome_unknown", code="drop", message="No answer.", advice="Nothing to do.")
UNKNOWN = Ending(status=PostStatus.UNCONFIRMED, due_at=NOW, error=ERROR, lands_until=LATER)
AGAIN = Ending(status=PostStatus.SCHEDULED, due_at=LATER, error=ERROR)


class Bench:
    """One post and two workers."""

    def __init__(self, database: Database, post: Post) -> None:
        self.database = database
        self.post = post
        self.one = Publishing(database, "one")
        self.two = Publishing(database, "two")

    @property
    def now(self) -> Post:
        """The post as it stands."""
        return Posts(self.database).get_post(self.post.id)

    def claim(self) -> Post:
        claimed = self.one.claim(self.post, now=NOW, until=LATER)
        assert claimed is not None
        return claimed

    def fence(self) -> Post:
        claimed = self.claim()
        assert self.one.fence(claimed, now=NOW, until=LATER)
        return self.now

    def leave_open(self) -> Post:
        fenced = self.fence()
        assert self.one.record_error(fenced, UNKNOWN, step=Step.UNKNOWN, now=NOW)
        return self.now


@pytest.fixture
def bench(database: Database) -> Bench:
    return Bench(database, add(database))


def add(database: Database, number: int = 1) -> Post:
    return Posts(database).get_post(add_post(database, number))


def test_a_post_is_claimed_by_one_worker_only(bench: Bench) -> None:
    assert bench.claim().lease_owner == "one"
    assert bench.two.claim(bench.post, now=NOW, until=LATER) is None


def test_a_post_whose_time_a_person_changed_meanwhile_is_not_claimed(bench: Bench) -> None:
    Posts(bench.database).change(bench.post, allowed=[PostStatus.SCHEDULED], due_at=LATER)
    assert bench.one.claim(bench.post, now=NOW, until=LATER) is None


def test_only_the_holder_of_the_lease_stores_handles_and_only_before_the_fence(bench: Bench) -> None:
    claimed = bench.claim()
    assert not bench.two.keep(claimed, "photo_id", "2")
    assert bench.one.keep(claimed, "photo_id", "1")
    assert bench.one.fence(claimed, now=NOW, until=LATER)
    assert not bench.one.keep(claimed, "photo_id", "3")
    assert bench.now.handles == {"photo_id": "1"}


def test_only_the_holder_of_the_lease_passes_the_fence_and_only_once(bench: Bench) -> None:
    claimed = bench.claim()
    assert not bench.two.fence(claimed, now=NOW, until=LATER)
    assert bench.one.fence(claimed, now=NOW, until=LATER)
    assert not bench.one.fence(claimed, now=NOW, until=LATER)


@pytest.mark.parametrize(
    ("scope", "until", "passes"),
    [
        (EVERYTHING, None, False),
        ("facebook", LATER, False),
        ("instagram", None, True),
        ("facebook", NOW, True),
    ],
    ids=["all", "this channel", "another channel", "over"],
)
def test_nothing_passes_the_fence_while_a_stop_is_in_force(
    bench: Bench, scope: str, until: datetime | None, passes: bool
) -> None:
    claimed = bench.claim()
    Stops(bench.database).stop(Stop(scope=scope, kind=StopKind.PAUSE, reason="", since=NOW, until=until))
    assert bench.one.fence(claimed, now=NOW, until=LATER) is passes


def test_giving_back_does_not_count_and_is_refused_after_the_fence(bench: Bench) -> None:
    claimed = bench.claim()
    assert bench.one.release(claimed, due_at=LATER, now=NOW)
    assert (bench.now.status, bench.now.due_at) == (PostStatus.SCHEDULED, LATER)
    assert bench.now.attempts - bench.now.forgiven == 0
    bench.post = bench.now
    assert not bench.one.release(bench.fence(), due_at=LATER, now=NOW)


def test_a_receipt_is_believed_whatever_others_made_of_the_post(bench: Bench) -> None:
    """The first worker was thought dead; its answer comes late, and it is true."""
    fenced = bench.fence()
    assert bench.two.recover(fenced, UNKNOWN, now=LATER)
    assert bench.one.record_receipt(fenced, RECEIPT, step=Step.PUBLISHED, now=LATER)
    assert (bench.now.status, bench.now.remote_id) == (PostStatus.PUBLISHED, "1_2")
    assert bench.now.lease_owner == ""


def test_the_first_of_two_different_receipts_stays(bench: Bench) -> None:
    fenced = bench.fence()
    assert bench.one.record_receipt(fenced, RECEIPT, step=Step.PUBLISHED, now=NOW)
    other = replace(RECEIPT, remote_id="1_3")
    assert not bench.two.record_receipt(fenced, other, step=Step.FOUND, now=NOW)
    assert bench.one.record_receipt(fenced, RECEIPT, step=Step.FOUND, now=NOW)
    assert bench.now.remote_id == "1_2"


def test_a_person_who_marks_a_post_comes_too_late_once_the_platform_gave_proof(bench: Bench) -> None:
    by_hand = Receipt(remote_id=BY_HAND, permalink="https://www.facebook.com/of-a-person")
    seen = bench.fence()
    assert bench.one.record_receipt(seen, RECEIPT, step=Step.PUBLISHED, now=NOW)
    assert not bench.two.record_receipt(seen, by_hand, step=Step.MARKED, now=NOW)
    assert (bench.now.remote_id, bench.now.permalink) == (RECEIPT.remote_id, RECEIPT.permalink)


def test_one_public_post_never_stands_for_two_of_ours(bench: Bench) -> None:
    assert bench.one.record_receipt(bench.fence(), RECEIPT, step=Step.PUBLISHED, now=NOW)
    assert not bench.one.record_receipt(add(bench.database, 2), RECEIPT, step=Step.FOUND, now=NOW)


def test_an_error_of_a_worker_that_lost_its_lease_changes_nothing(bench: Bench) -> None:
    claimed = bench.claim()
    assert bench.two.recover(claimed, replace(AGAIN, error=None, counts=False), now=LATER)
    assert not bench.one.record_error(claimed, AGAIN, step=Step.REFUSED, now=LATER)
    assert bench.now.error is None


def test_a_lease_that_was_renewed_meanwhile_is_not_taken_over(bench: Bench) -> None:
    claimed = bench.claim()
    bench.one.fence(claimed, now=NOW, until=LATER + timedelta(hours=1))
    assert not bench.two.recover(claimed, AGAIN, now=LATER)


def test_a_doubt_stays_until_the_post_is_published(bench: Bench) -> None:
    opened = bench.leave_open()
    assert opened.doubted_since == NOW
    assert bench.one.record_not_found(opened, due_at=LATER, now=NOW)
    assert bench.one.record_absent(bench.now, AGAIN, now=LATER)
    assert (bench.now.doubted_since, bench.now.sent_at) == (NOW, None)
    bench.post = bench.now
    assert bench.one.record_receipt(bench.claim(), RECEIPT, step=Step.FOUND, now=LATER)
    assert bench.now.doubted_since is None


def test_absence_needs_a_first_look(bench: Bench) -> None:
    assert not bench.one.record_absent(bench.leave_open(), AGAIN, now=LATER)


def test_looks_for_an_attempt_that_is_over_change_nothing(bench: Bench) -> None:
    opened = bench.leave_open()
    assert bench.two.record_receipt(opened, RECEIPT, step=Step.FOUND, now=NOW)
    assert not bench.one.record_not_found(opened, due_at=LATER, now=NOW)
    assert not bench.one.record_unreadable(opened, ERROR, due_at=LATER, now=NOW)
    assert not bench.one.postpone_look(opened, due_at=LATER)
    assert bench.now.status is PostStatus.PUBLISHED


def test_a_newer_claim_of_the_same_worker_is_not_ended_by_what_was_read_before(bench: Bench) -> None:
    stale = bench.claim()
    assert bench.one.release(stale, due_at=NOW, now=NOW)
    assert bench.one.claim(bench.now, now=NOW, until=LATER + timedelta(hours=1))
    assert not bench.two.recover(stale, AGAIN, now=LATER)


def test_a_second_unknown_attempt_does_not_hide_when_the_first_was_sent(bench: Bench) -> None:
    bench.one.record_not_found(bench.leave_open(), due_at=LATER, now=NOW)
    bench.one.record_absent(bench.now, AGAIN, now=LATER)
    claimed = bench.one.claim(bench.now, now=LATER, until=LATER + timedelta(hours=1))
    assert claimed
    assert bench.one.fence(claimed, now=LATER, until=LATER + timedelta(hours=1))
    assert bench.one.record_error(claimed, UNKNOWN, step=Step.UNKNOWN, now=LATER)
    assert (bench.now.sent_at, bench.now.doubted_since) == (LATER, NOW)


def test_tries_are_summed_up_since_a_person_last_decided(bench: Bench) -> None:
    """A sending that got lost counts as one; what was never sent only by its time."""
    assert bench.one.sum_up_tries(bench.now).first_at is None
    bench.leave_open()
    bench.one.record_not_found(bench.now, due_at=LATER, now=LATER)
    bench.one.record_absent(bench.now, AGAIN, now=LATER)
    tries = bench.one.sum_up_tries(bench.now)
    assert (tries.first_at, tries.sendings) == (NOW, 1)
    again = bench.one.claim(bench.now, now=LATER, until=LATER + timedelta(minutes=5))
    assert again is not None
    assert bench.one.sum_up_tries(again).sendings == 1
    decided = replace(again, forgiven=again.attempts)
    assert bench.one.sum_up_tries(decided).first_at is None


def test_what_stands_for_other_posts_of_the_channel_is_claimed(database: Database, bench: Bench) -> None:
    """Also what was published another way, under another name of the same account."""
    fenced = bench.fence()
    assert bench.one.record_receipt(fenced, RECEIPT, step=Step.PUBLISHED, now=NOW)
    other = add(database, 2)
    renamed = replace(other, account="facebook:another")
    posts, yesterday, tomorrow = Posts(database), NOW - timedelta(days=1), NOW + timedelta(days=1)
    names = {RECEIPT.remote_id, RECEIPT.permalink}
    assert posts.list_claims(other, since=yesterday) == names == posts.list_claims(renamed, since=yesterday)
    assert posts.list_claims(fenced, since=yesterday) == frozenset()
    assert posts.list_claims(other, since=tomorrow) == frozenset()
    elsewhere = replace(other, composition=replace(other.composition, channel=INSTAGRAM))
    assert posts.list_claims(elsewhere, since=yesterday) == frozenset()
    assert posts.list_claims(other, since=yesterday, until=tomorrow) == names
    assert posts.list_claims(renamed, since=yesterday, until=tomorrow) == frozenset()


def test_a_post_by_hand_is_claimed_by_its_address_only(database: Database, bench: Bench) -> None:
    by_hand = Receipt(remote_id=BY_HAND, permalink="https://www.facebook.com/77")
    assert bench.one.record_receipt(bench.post, by_hand, step=Step.MARKED, now=NOW)
    other = add(database, 2)
    claims = Posts(database).list_claims(other, since=NOW - timedelta(days=1))
    assert claims == {"https://www.facebook.com/77"}


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1)], ids=str)
def test_a_receipt_stands_for_one_post_of_its_account(database: Database, order: tuple[int, ...]) -> None:
    """Whichever was made first; on another account the same name is another post."""
    posts = {number: add(database, number) for number in (1, 2)}
    posts[3] = Posts(database).get_post(add_post(database, 3, channel=INSTAGRAM))
    one = Publishing(database, "one")
    told = {number: one.record_receipt(posts[number], RECEIPT, step=Step.FOUND, now=NOW) for number in order}
    assert sorted(told.items()) == [(1, order[0] == 1), (2, order[0] == 3), (3, True)]
