"""Which rows each question takes: every status, and each limit of time from both sides."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from bot.domain.article import ArticleStatus, Entry, Source
from bot.domain.likeness import fingerprint
from bot.domain.post import BY_HAND, Ending, Post, PostError, PostStatus, Receipt, Step, Styling
from bot.domain.state import LONGEST_LEASE, REMEMBERED_FOR
from bot.storage.articles import BATCH, Articles
from bot.storage.database import Database
from bot.storage.posts import Posts
from bot.storage.publishing import Publishing
from bot.storage.schema import attempts
from bot.storage.state import Journal, Leases, Sources, Tidy
from tests.databases import NOW
from tests.known_channels import FACEBOOK, INSTAGRAM
from tests.storage.samples import SOURCE, add_article, add_post, make_article, make_composition, make_new_post

SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
EVERY = tuple(PostStatus)
RECEIPT: Mapping[str, object] = {"remote_id": "r", "permalink": "p", "published_at": NOW}
SENT: Mapping[str, object] = {"sent_at": NOW, "lands_until": NOW, "doubted_since": NOW}
NEEDED: Mapping[PostStatus, Mapping[str, object]] = {
    PostStatus.PUBLISHED: RECEIPT,
    PostStatus.UNCONFIRMED: SENT,
    PostStatus.PUBLISHING: {"lease_owner": "w", "lease_until": NOW + HOUR},
}
"""What a row of a status must say besides."""


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """SQLite only, to be quick: what PostgreSQL does otherwise, locks and types, other files hold."""
    return f"sqlite:///{tmp_path}/state/bot.db"


def add(database: Database, number: int, status: PostStatus, **changes: object) -> int:
    """A post as it stands in the middle of its life; sober: whether its composition is."""
    composition = make_composition(sober=bool(changes.pop("sober", False)))
    account = str(changes.pop("account", "facebook:1"))
    post_id = add_post(database, number, composition=composition, account=account)
    store = Posts(database)
    values = {"status": status, **NEEDED.get(status, {}), **changes}
    assert store.change(store.get_post(post_id), allowed=EVERY, **values)
    return post_id


def read_statuses(posts: tuple[Post, ...]) -> list[str]:
    return sorted(post.status for post in posts)


def test_each_question_takes_the_statuses_it_is_about(database: Database) -> None:
    for number, status in enumerate(EVERY, start=1):
        add(database, number, status, sober=True)
    store = Posts(database)
    assert read_statuses(store.list_due("facebook:1", NOW)) == ["scheduled"]
    assert read_statuses(store.list_overdue(since=NOW + SECOND)) == ["scheduled"]
    assert read_statuses(store.list_published(since=NOW)) == ["published"]
    assert [len(store.list_with(status)) for status in EVERY] == [1] * len(EVERY)
    assert [read_statuses(store.list_with(status)) for status in EVERY] == [[status] for status in EVERY]
    assert store.find_next_due() == {FACEBOOK: NOW}
    assert len(store.list_taken("facebook:1", NOW)) == 5
    assert len(store.list_sent("facebook:1", NOW)) == 2
    assert len(store.list_sober(NOW)) == 2, "one that is being sent has no time yet"
    assert len(store.list_tones(99)) == len(EVERY) - 2
    assert len(Tidy(database).list_needed_images(NOW)) == 1


def test_only_what_is_public_is_listed_as_published_whatever_else_has_a_time(database: Database) -> None:
    for number, status in enumerate(EVERY, start=1):
        add(database, number, status, published_at=NOW)
    assert read_statuses(Posts(database).list_published(since=NOW)) == ["published"]


@pytest.mark.parametrize("name", ["list_taken", "list_sent", "list_sober"])
def test_instants_count_from_the_one_that_is_asked_for(database: Database, name: str) -> None:
    for number, at in enumerate((NOW - SECOND, NOW, NOW + SECOND), start=1):
        add(database, number, PostStatus.PUBLISHED, sober=True, published_at=at, remote_id=f"r{number}")
    add(database, 4, PostStatus.UNCONFIRMED, sober=True, sent_at=NOW + HOUR)
    add(database, 5, PostStatus.PUBLISHED, account="facebook:2")
    asked: Callable[..., tuple[datetime, ...]] = getattr(Posts(database), name)
    found = asked(NOW) if name == "list_sober" else asked("facebook:1", NOW)
    assert sorted(set(found)) == [NOW, NOW + SECOND, NOW + HOUR]


def test_a_time_that_has_come_is_due_and_not_overdue(database: Database) -> None:
    times = (NOW - SECOND, NOW, NOW + SECOND)
    for number, at in enumerate(times, start=1):
        add(database, number, PostStatus.SCHEDULED, due_at=at)
    add(database, 4, PostStatus.SCHEDULED, due_at=NOW)
    store = Posts(database)
    assert [post.id for post in store.list_due("facebook:1", NOW)] == [1, 2, 4]
    assert [post.id for post in store.list_overdue(since=NOW)] == [1]
    assert [post.id for post in store.list_overdue(since=NOW + SECOND)] == [1, 2, 4]
    assert [post.id for post in store.list_with(PostStatus.SCHEDULED, due_since=NOW)] == [2, 4, 3]
    assert [post.id for post in store.list_with(PostStatus.SCHEDULED)] == [1, 2, 4, 3]


def test_what_is_claimed_is_bounded_on_both_sides(database: Database) -> None:
    for number, at in enumerate((NOW - SECOND, NOW, NOW + HOUR, NOW + HOUR + SECOND), start=1):
        add(database, number, PostStatus.PUBLISHED, published_at=at, remote_id=f"r{number}", permalink="")
    add(database, 5, PostStatus.CANCELLED, remote_id="r5", permalink="p5")
    add(database, 6, PostStatus.FAILED, remote_id="r6", published_at=NOW)
    add(database, 7, PostStatus.PUBLISHED, remote_id=BY_HAND, permalink="p7")
    add(database, 8, PostStatus.SCHEDULED, permalink="p8")
    add(database, 9, PostStatus.PUBLISHED, account="facebook:2", remote_id="r9", permalink="")
    store = Posts(database)
    two, eight = store.get_post(2), store.get_post(8)
    assert store.list_claims(two, since=NOW) == {"r3", "r4", "r6", "p7", "r9"}
    assert store.list_claims(eight, since=NOW, until=NOW + HOUR) == {"r2", "r3"}


def test_pictures_of_one_article_count_once_for_their_tone(database: Database) -> None:
    store = Posts(database)
    both = [
        make_new_post(channel, composition=make_composition(channel, styling=Styling(tone=tone)))
        for channel, tone in ((FACEBOOK, "deep"), (INSTAGRAM, "light"))
    ]
    store.add_all(add_article(database, 1), both, now=NOW)
    store.add_all(add_article(database, 2), both[:1], now=NOW)
    assert store.list_tones(9) == ("deep", "light")
    assert store.list_tones(1) == ("deep",)


def test_what_a_person_changed_is_overdue_only_if_it_says_so(database: Database) -> None:
    store = Posts(database)
    post_id = add(database, 1, PostStatus.SCHEDULED, overdue_since=NOW)
    store.change(store.get_post(post_id), allowed=EVERY, reason="anders")
    assert store.get_post(post_id).overdue_since == NOW
    store.change(store.get_post(post_id), allowed=EVERY, status=PostStatus.DRAFT)
    assert store.get_post(post_id).overdue_since is None


@pytest.mark.parametrize(
    ("column", "one", "other"),
    [
        ("status", PostStatus.DRAFT, PostStatus.SCHEDULED),
        ("due_at", NOW, NOW + HOUR),
        ("caption", "Anders", "Zusammen"),
        ("alt_text", "Anders", "Zusammen"),
        ("image_sha256", "aa", "bb"),
        ("edited", False, True),
        ("approved_by", "", "anna"),
    ],
)
def test_each_part_that_a_person_saw_must_still_stand(
    database: Database, column: str, one: object, other: object
) -> None:
    store = Posts(database)
    for number, (seen, meanwhile) in enumerate(((one, other), (other, one)), start=1):
        read = store.get_post(add(database, number, **{"status": PostStatus.DRAFT, column: seen}))
        assert store.change(read, allowed=EVERY, **{column: meanwhile})
        assert not store.change(read, allowed=EVERY, status=PostStatus.SCHEDULED)
        assert not store.change(read, allowed=EVERY, due_at=NOW)


def test_a_receipt_is_kept_whichever_post_of_the_account_got_its_own_first(database: Database) -> None:
    store, worker = Posts(database), Publishing(database, "w")
    ids = [add(database, number, PostStatus.UNCONFIRMED) for number in (1, 2, 3)]
    for post_id in (ids[1], ids[2], ids[0]):
        receipt = Receipt(remote_id=f"r{post_id}", permalink="p")
        assert worker.record_receipt(store.get_post(post_id), receipt, step=Step.FOUND, now=NOW)
    for post_id in ids:
        for remote_id, is_believed in ((f"r{post_id}", True), ("another", False), ("r0", False)):
            receipt = Receipt(remote_id=remote_id, permalink="p")
            post = store.get_post(post_id)
            assert worker.record_receipt(post, receipt, step=Step.FOUND, now=NOW) is is_believed


def test_another_composition_waits_for_a_person_where_one_is_asked(database: Database) -> None:
    store = Posts(database)
    for number, status, left in (
        (1, PostStatus.SCHEDULED, PostStatus.DRAFT),
        (2, PostStatus.FAILED, PostStatus.DRAFT),
        (3, PostStatus.CANCELLED, PostStatus.CANCELLED),
    ):
        post_id = add(database, number, status)
        assert store.recompose(store.get_post(post_id), make_composition(caption="Neu"), ask="neue Worte")
        post = store.get_post(post_id)
        assert (post.status, post.composition.caption) == (left, "Neu")
        assert post.reason == ("" if status is PostStatus.CANCELLED else "neue Worte")
    for number, status in enumerate((PostStatus.PUBLISHED, PostStatus.UNCONFIRMED, PostStatus.SKIPPED), 4):
        post = store.get_post(add(database, number, status))
        assert not store.recompose(post, make_composition(caption="Neu"))


@pytest.mark.parametrize(
    ("statuses", "settled"),
    [
        ((PostStatus.PUBLISHED, PostStatus.CANCELLED), ArticleStatus.POSTED),
        ((PostStatus.PUBLISHED, PostStatus.DRAFT), ArticleStatus.NEW),
        ((PostStatus.PUBLISHED, PostStatus.MISSED), ArticleStatus.NEW),
        ((PostStatus.PUBLISHED, PostStatus.FAILED), ArticleStatus.POSTED),
        ((PostStatus.SKIPPED, PostStatus.CANCELLED), ArticleStatus.NEW),
    ],
)
def test_an_article_is_posted_when_one_is_public_and_none_is_open(
    database: Database, statuses: tuple[PostStatus, ...], settled: ArticleStatus
) -> None:
    store = Posts(database)
    article_id, other = add_article(database, 1), add_article(database, 2)
    both = [make_new_post(FACEBOOK), make_new_post(INSTAGRAM)]
    ids = store.add_all(article_id, both, now=NOW)
    for post_id, status in zip(ids, statuses, strict=True):
        store.change(store.get_post(post_id), allowed=EVERY, status=status, **NEEDED.get(status, {}))
    found = {known.id: known.status for known in Articles(database).list_known()}
    assert found == {article_id: settled, other: ArticleStatus.NEW}
    Articles(database).set_status(article_id, ArticleStatus.GONE)
    store.change(store.get_post(ids[1]), allowed=EVERY, status=PostStatus.CANCELLED)
    assert Articles(database).list_known(status=ArticleStatus.GONE)[0].id == article_id


def test_an_id_that_does_not_exist_brings_the_nearest_one(database: Database) -> None:
    with pytest.raises(Exception, match=r"There is no post 7\. `bot posts` lists them"):
        Posts(database).get_post(7)
    for number in range(1, 6):
        add_post(database, number)
    with pytest.raises(Exception, match=r"no post 7\. Did you mean 5\? `bot posts` lists them"):
        Posts(database).get_post(7)
    with pytest.raises(Exception, match=r"no post 0\. Did you mean 1\? `bot posts`"):
        Posts(database).get_post(0)


def test_new_posts_are_doubted_for_a_month_after_a_restore(database: Database) -> None:
    made_at = NOW - DAY
    Journal(database).note("restored", made_at.isoformat(), now=NOW)
    store = Posts(database)
    for number, now, doubted_since in (
        (1, NOW + REMEMBERED_FOR, made_at),
        (2, NOW + REMEMBERED_FOR + SECOND, None),
    ):
        (post_id,) = store.add_all(add_article(database, number), [make_new_post()], now=now)
        assert store.get_post(post_id).doubted_since == doubted_since


ERROR = PostError(kind="unavailable", code="503", message="Nein.", advice="")


def end(database: Database, post_id: int, ending: Ending, *, sent: bool = False) -> Post:
    """A running post that ends so."""
    store, worker = Posts(database), Publishing(database, "w")
    if sent:
        assert worker.fence(store.get_post(post_id), now=NOW + SECOND, until=NOW + HOUR)
    assert worker.record_error(store.get_post(post_id), ending, step=Step.REFUSED, now=NOW)
    return store.get_post(post_id)


@pytest.mark.parametrize(
    ("status", "error", "overdue_before", "sent", "overdue_since"),
    [
        (PostStatus.SCHEDULED, ERROR, None, False, NOW),
        (PostStatus.SCHEDULED, ERROR, None, True, NOW + SECOND),
        (PostStatus.SCHEDULED, ERROR, NOW - HOUR, True, NOW - HOUR),
        (PostStatus.SCHEDULED, None, None, False, None),
        (PostStatus.SCHEDULED, None, NOW - HOUR, False, NOW - HOUR),
        (PostStatus.UNCONFIRMED, ERROR, NOW - HOUR, True, NOW - HOUR),
        (PostStatus.UNCONFIRMED, ERROR, None, True, None),
        (PostStatus.FAILED, ERROR, NOW - HOUR, False, None),
        (PostStatus.DRAFT, None, NOW - HOUR, False, None),
        (PostStatus.MISSED, ERROR, NOW - HOUR, False, None),
    ],
)
def test_what_is_tried_again_stays_overdue_since_it_should_have_gone_out(
    database: Database,
    status: PostStatus,
    error: PostError | None,
    overdue_before: datetime | None,
    *,
    sent: bool,
    overdue_since: datetime | None,
) -> None:
    post_id = add(database, 1, PostStatus.PUBLISHING, overdue_since=overdue_before)
    ending = Ending(status=status, due_at=NOW + DAY, error=error, lands_until=NOW + HOUR, reason="warum")
    post = end(database, post_id, ending, sent=sent)
    assert (post.status, post.overdue_since, post.error) == (status, overdue_since, error)
    assert (post.due_at, post.reason, post.lease_owner, post.lease_until) == (NOW + DAY, "warum", "", None)
    is_open = status is PostStatus.UNCONFIRMED
    assert (post.sent_at, post.lands_until) == ((NOW + SECOND, NOW + HOUR) if is_open else (None, None))
    assert post.doubted_since == (NOW + SECOND if is_open else None)


def test_an_ending_counts_unless_it_says_not_and_leaves_the_reason_that_was_there(database: Database) -> None:
    for number, counts in ((1, True), (2, False)):
        post_id = add(database, number, PostStatus.PUBLISHING, reason="von vorhin", forgiven=3)
        ending = Ending(status=PostStatus.FAILED, due_at=NOW, error=ERROR, counts=counts)
        post = end(database, post_id, ending)
        assert (post.forgiven, post.reason) == (3 if counts else 4, "von vorhin")
        (step,) = Publishing(database, "x").list_attempts(post_id)
        assert (step.number, step.kind, step.detail, step.worker) == (1, "unavailable", "503 Nein.", "w")


@pytest.mark.parametrize("due_at", [NOW - HOUR, NOW, NOW + HOUR])
def test_a_post_given_back_for_another_time_is_not_overdue(database: Database, due_at: datetime) -> None:
    store, worker = Posts(database), Publishing(database, "w")
    post_id = add(database, 1, PostStatus.PUBLISHING, overdue_since=NOW - DAY, forgiven=1)
    assert not Publishing(database, "v").release(store.get_post(post_id), due_at=due_at, now=NOW)
    assert worker.release(store.get_post(post_id), due_at=due_at, now=NOW)
    post = store.get_post(post_id)
    assert (post.due_at, post.forgiven, post.lease_until) == (due_at, 2, None)
    assert post.overdue_since == (NOW - DAY if due_at == NOW else None)


@pytest.mark.parametrize(
    "change",
    [
        {"lease_owner": "v"},
        {"lease_until": NOW + 2 * HOUR},
        {"sent_at": NOW},
        {"status": PostStatus.SCHEDULED, "lease_owner": "", "lease_until": None},
    ],
    ids=lambda change: next(iter(change)),
)
@pytest.mark.parametrize("sent_at", [None, NOW - HOUR])
def test_only_the_very_lease_that_was_read_is_ended_for_its_holder(
    database: Database, change: Mapping[str, object], sent_at: datetime | None
) -> None:
    store, other = Posts(database), Publishing(database, "other")
    read = store.get_post(add(database, 1, PostStatus.PUBLISHING, sent_at=sent_at))
    ending = Ending(status=PostStatus.SCHEDULED, due_at=NOW, error=None)
    assert store.change(read, allowed=EVERY, **change)
    assert not other.recover(read, ending, now=NOW)
    same = store.get_post(read.id)
    assert other.recover(same, ending, now=NOW) is (same.status is PostStatus.PUBLISHING)


def test_looks_concern_the_unknown_attempt_that_was_read_and_no_other(database: Database) -> None:
    store, worker = Posts(database), Publishing(database, "w")
    read = store.get_post(add(database, 1, PostStatus.UNCONFIRMED, doubted_since=NOW - HOUR))
    ending = Ending(status=PostStatus.SCHEDULED, due_at=NOW, error=None)
    assert store.change(read, allowed=EVERY, sent_at=NOW + SECOND)
    stale: tuple[bool, ...] = (
        worker.postpone_look(read, due_at=NOW + HOUR),
        worker.redate(read, lands_until=NOW + HOUR, now=NOW),
        worker.record_not_found(read, due_at=NOW + HOUR, now=NOW),
        worker.record_unreadable(read, ERROR, due_at=NOW + HOUR, now=NOW),
        worker.record_absent(read, ending, now=NOW),
    )
    assert not any(stale)
    assert worker.list_attempts(read.id) == ()
    assert worker.postpone_look(store.get_post(read.id), due_at=NOW + HOUR)
    assert store.get_post(read.id).due_at == NOW + HOUR


@pytest.mark.parametrize(("before", "after"), [(NOW - HOUR, NOW - HOUR), (NOW + HOUR, NOW), (NOW, NOW)])
def test_what_a_wrong_clock_dated_was_sent_by_now(
    database: Database, before: datetime, after: datetime
) -> None:
    store = Posts(database)
    post_id = add(
        database, 1, PostStatus.UNCONFIRMED, sent_at=NOW + DAY, doubted_since=before, not_found_at=NOW
    )
    assert Publishing(database, "w").redate(store.get_post(post_id), lands_until=NOW + SECOND, now=NOW)
    post = store.get_post(post_id)
    assert (post.sent_at, post.lands_until, post.due_at) == (NOW, NOW + SECOND, NOW + SECOND)
    assert (post.not_found_at, post.doubted_since) == (None, after)


def test_that_a_platform_cannot_be_read_is_noted_once_for_each_reason(database: Database) -> None:
    store, worker = Posts(database), Publishing(database, "w")
    post_id = add(database, 1, PostStatus.UNCONFIRMED)
    for error in (ERROR, ERROR, PostError(kind="throttled", code="4", message="Nein.", advice="")):
        assert worker.record_unreadable(store.get_post(post_id), error, due_at=NOW + HOUR, now=NOW)
    assert [step.kind for step in worker.list_attempts(post_id)] == ["unavailable", "throttled"]
    assert (store.get_post(post_id).status, store.get_post(post_id).due_at) == (
        PostStatus.UNCONFIRMED,
        NOW + HOUR,
    )


def test_a_receipt_is_another_posts_only_in_the_same_account(database: Database) -> None:
    store, worker = Posts(database), Publishing(database, "w")
    receipt = Receipt(remote_id="r", permalink="p", published_at=NOW - HOUR)
    ids = [add(database, number, PostStatus.UNCONFIRMED, account=f"facebook:{number}") for number in (1, 2)]
    for post_id in ids:
        assert worker.record_receipt(store.get_post(post_id), receipt, step=Step.FOUND, now=NOW)
        post = store.get_post(post_id)
        assert (post.published_at, post.doubted_since, post.sent_at) == (NOW - HOUR, None, None)
    third = store.get_post(add(database, 3, PostStatus.SCHEDULED, remote_id="old", overdue_since=NOW))
    assert worker.record_receipt(third, Receipt(remote_id="x", permalink=""), step=Step.FOUND, now=NOW)
    post = store.get_post(third.id)
    assert (post.remote_id, post.published_at, post.overdue_since) == ("x", NOW, None)
    marked = Receipt(remote_id=BY_HAND, permalink="q")
    for number in (4, 5):
        by_hand = store.get_post(add(database, number, PostStatus.MISSED))
        assert worker.record_receipt(by_hand, marked, step=Step.MARKED, now=NOW)


def test_tries_are_counted_by_their_own_steps_and_numbers(database: Database) -> None:
    post_id, other = add_post(database, 1), add_post(database, 2)
    rows = [
        {"post_id": post_id, "number": number, "step": step, "at": NOW + place * SECOND, "worker": "w"}
        for number in (1, 2, 3)
        for place, step in enumerate(Step, start=10 * number)
    ]
    early = {"post_id": other, "number": 9, "step": Step.CLAIMED, "at": NOW - DAY, "worker": "w"}
    before = [{**row, "at": NOW - HOUR} for row in rows if row["step"] is not Step.CLAIMED]
    with database.write() as connection:
        connection.execute(insert(attempts), [*rows, *before, early])
    post = Posts(database).get_post(post_id)
    sums = []
    for forgiven in (0, 1, 3):
        Posts(database).change(post, allowed=EVERY, forgiven=forgiven)
        tries = Publishing(database, "w").sum_up_tries(Posts(database).get_post(post_id))
        sums.append((tries.first_at and (tries.first_at - NOW) // SECOND, tries.sendings))
    assert sums == [(10, 6), (20, 4), (None, 0)]
    assert [step.number for step in Publishing(database, "w").list_attempts(other)] == [9]
    steps = Publishing(database, "w").list_attempts(post_id)
    assert {step.post_id for step in steps} == {post_id}
    assert [step.step for step in steps[: len(Step)]] == list(Step)


def test_a_lease_is_free_from_its_last_second_and_where_no_clock_can_have_set_it(database: Database) -> None:
    leases = Leases(database)
    assert leases.find_holder("watch") == ""
    assert leases.take("watch", "a", now=NOW, until=NOW + LONGEST_LEASE)
    assert not leases.take("watch", "b", now=NOW, until=NOW + HOUR)
    assert leases.take("watch", "b", now=NOW - SECOND, until=NOW + HOUR)
    assert not leases.take("watch", "a", now=NOW + HOUR - SECOND, until=NOW + DAY)
    assert leases.take("watch", "a", now=NOW + HOUR, until=NOW + DAY)
    assert leases.find_holder("watch") == "a"


def make_entries(count: int) -> list[Entry]:
    return [
        Entry(url=f"{SOURCE}/{n}", title=f"Meldung {n}", guid=f"tag:{n}", published_at=NOW - n * HOUR)
        for n in range(count)
    ]


def test_a_whole_list_is_kept_as_baseline_its_last_entry_first(database: Database) -> None:
    store = Articles(database)
    add_article(database, 1, url=f"{SOURCE}/1", guid="")
    entries = make_entries(BATCH + 3)
    twin = Entry(url=f"{SOURCE}/2?utm_source=x", title="Zwilling", guid="tag:other")
    taken_guid = Entry(url=f"{SOURCE}/neu", title="Neu", guid="tag:2")
    store.add_listed([*entries, twin, taken_guid], source=SOURCE, now=NOW)
    assert store.count(source=SOURCE) == BATCH + 3 + 1
    known = {article.article.url: article for article in store.list_known()}
    newest = known[f"{SOURCE}/0"]
    assert newest.id == max(article.id for article in known.values())
    assert known[f"{SOURCE}/2"].article.title == "Meldung 2"
    assert (newest.status, newest.article.text, newest.first_seen_at) == (ArticleStatus.BASELINE, "", NOW)
    assert (newest.article.published_at, newest.article.guid) == (NOW, "tag:0")
    assert set(store.find_known([*entries, twin, taken_guid])) >= {
        entry.url for entry in (*entries, taken_guid)
    }
    assert known[f"{SOURCE}/1"].status is ArticleStatus.NEW
    ids = [article.id for article in known.values()]
    dates = store.list_dates([*ids, *ids])
    assert len(dates) == len(ids) - 1
    assert dates[newest.id] == NOW
    assert store.find_oldest_date(SOURCE, since=NOW - 5 * HOUR) == NOW - 5 * HOUR
    assert store.find_oldest_date(SOURCE, since=NOW + 5 * HOUR) is None
    assert store.list_skipped([*ids, *ids]) == frozenset()
    oldest = known[f"{SOURCE}/5"].id
    store.set_status(oldest, ArticleStatus.SKIPPED, "alt")
    assert store.list_skipped([*ids, *ids]) == {oldest}
    assert store.list_skipped(each for each in ids if each != oldest) == frozenset()
    assert store.find_oldest_date(SOURCE, since=NOW - 5 * HOUR) == NOW - 4 * HOUR


def test_what_was_never_read_is_listed_from_the_newest_and_filled_once(database: Database) -> None:
    store = Articles(database)
    store.add_listed(make_entries(6), source=SOURCE, now=NOW)
    store.add_listed([Entry(url="https://b.example/1", title="B")], source="https://b.example/", now=NOW)
    newest = store.list_unread(SOURCE, newest=4, limit=9)
    assert newest == tuple(sorted(newest, reverse=True))
    assert len(newest) == 4
    assert store.list_unread(SOURCE, newest=9, limit=2) == newest[:2]
    article = make_article(9, title="Gelesen", text="Ein ganz neuer Text mit vielen Worten darin.")
    store.fill(newest[0], article)
    store.fill(newest[0], article)
    store.set_status(newest[1], ArticleStatus.BASELINE, "nicht lesbar")
    store.set_status(newest[2], ArticleStatus.SKIPPED)
    assert store.list_unread(SOURCE, newest=4, limit=9) == newest[3:]
    alike = store.list_alike(fingerprint(article.title, article.text))
    assert [known for known, _ in alike] == [newest[0]]


def test_sources_are_listed_by_address(database: Database) -> None:
    for name in ("b", "a", "c"):
        Sources(database).save(Source(url=f"https://{name}.example/", way="html x", uncertain="?"))
    listed = Sources(database).list_all()
    assert [source.url[8] for source in listed] == ["a", "b", "c"]
    assert (listed[0].way, listed[0].uncertain) == ("html x", "?")
