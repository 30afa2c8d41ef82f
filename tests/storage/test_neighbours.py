"""What is asked or changed concerns the rows it names: those beside them stay, on both sides.

Everything stands there three times, in the order of numbers and names; what is done is done to the middle.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from bot.domain.article import ArticleStatus, Entry, Source
from bot.domain.likeness import fingerprint
from bot.domain.post import Ending, PostError, PostStatus, Receipt, Step
from bot.domain.state import AuditEntry, Role, Stop, StopKind
from bot.storage.articles import Articles
from bot.storage.database import Database
from bot.storage.posts import Posts
from bot.storage.publishing import Publishing
from bot.storage.schema import attempts, metadata
from bot.storage.state import Journal, Leases, People, Sources, Stops
from tests.databases import NOW
from tests.known_channels import FACEBOOK
from tests.storage.samples import SOURCE, add_article, add_post, make_article, make_composition

HOUR = timedelta(hours=1)
NAMES = ("a", "m", "z")
MIDDLE = 2
EVERY = tuple(PostStatus)
ERROR = PostError(kind="unavailable", code="503", message="Nein.", advice="")
AGAIN = Ending(status=PostStatus.SCHEDULED, due_at=NOW + HOUR, error=ERROR)


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """SQLite only, to be quick: the questions are the same on PostgreSQL."""
    return f"sqlite:///{tmp_path}/state/bot.db"


@pytest.fixture
def database(database: Database) -> Database:
    """Three of everything; kinds of stops and links are many for the middle one."""
    for number, name in enumerate(NAMES, start=1):
        add_post(database, number, account=f"facebook:{name}")
        Sources(database).save(Source(url=name))
        for kind in StopKind:
            Stops(database).stop(Stop(scope=name, kind=kind, reason=name, since=NOW))
        Journal(database).note(name, name, now=NOW)
        Journal(database).record(AuditEntry(at=NOW, who=name, verb="v", post_id=number, detail=""))
        Leases(database).take(name, name, now=NOW, until=NOW + HOUR)
        people = People(database)
        people.add(name, Role.APPROVE, now=NOW)
        for device in (f"{name}1", f"{name}2"):
            people.add_link(name, device, now=NOW, until=NOW + HOUR)
            people.enter(device, device, now=NOW, until=NOW + HOUR)
        people.add_link(name, name, now=NOW, until=NOW + HOUR)
    return database


def read_rows(database: Database) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Every row of every table, with the values of its primary key."""
    with database.read() as connection:
        for table in metadata.sorted_tables:
            keys = [column.name for column in table.primary_key]
            for row in connection.execute(select(table)).mappings():
                yield f"{table.name} {' '.join(str(row[key]) for key in keys)}", tuple(row.values())


def change_post(database: Database) -> None:
    store = Posts(database)
    assert store.change(store.get_post(MIDDLE), allowed=EVERY, reason="anders")


def put_in_force(database: Database) -> None:
    Stops(database).stop(Stop(scope="m", kind=StopKind.PAUSE, reason="anders", since=NOW))


def publish(database: Database) -> None:
    """The whole way of a post, with an answer that got lost and looks that find nothing."""
    store, worker = Posts(database), Publishing(database, "w")
    claimed = worker.claim(store.get_post(MIDDLE), now=NOW, until=NOW + HOUR)
    assert claimed
    assert worker.keep(claimed, "photo_id", "1")
    assert worker.release(claimed, due_at=NOW, now=NOW)
    assert worker.claim(store.get_post(MIDDLE), now=NOW, until=NOW + HOUR)
    Stops(database).resume(FACEBOOK)
    assert worker.fence(claimed, now=NOW, until=NOW + HOUR)
    unknown = Ending(status=PostStatus.UNCONFIRMED, due_at=NOW, error=ERROR, lands_until=NOW)
    assert worker.record_error(claimed, unknown, step=Step.UNKNOWN, now=NOW)
    assert worker.record_not_found(store.get_post(MIDDLE), due_at=NOW, now=NOW)
    assert worker.record_absent(store.get_post(MIDDLE), AGAIN, now=NOW)
    receipt = Receipt(remote_id="r", permalink="p")
    assert worker.record_receipt(store.get_post(MIDDLE), receipt, step=Step.FOUND, now=NOW)


def fill(database: Database) -> None:
    Articles(database).replace(MIDDLE, make_article(9))
    Articles(database).set_status(MIDDLE, ArticleStatus.GONE)


def enter(database: Database) -> None:
    assert People(database).enter("m", "m3", now=NOW, until=NOW + HOUR)


def be_seen(database: Database) -> None:
    assert People(database).find_by_device("m1", now=NOW + HOUR / 2)


STEPS = {f"attempts {number}" for number in range(1, 10)}


OTHERS = {StopKind.PAUSE, StopKind.UNAUTHORIZED, StopKind.BLOCKED}
DEEDS: tuple[tuple[Callable[[Database], object], set[str]], ...] = (
    (publish, {"posts 2", "articles 2", *STEPS}),
    (change_post, {"posts 2"}),
    (fill, {"articles 2"}),
    (lambda database: Sources(database).save(Source(url="m", kind="rss")), {"sources m"}),
    (lambda database: Sources(database).forget("m"), {"sources m"}),
    (put_in_force, {"stops m pause"}),
    (
        lambda database: Stops(database).resume(kind=StopKind.THROTTLED),
        {f"stops {n} throttled" for n in NAMES},
    ),
    (lambda database: Stops(database).resume("m"), {f"stops m {kind}" for kind in OTHERS}),
    (lambda database: Journal(database).note("m", "anders", now=NOW), {"notes m"}),
    (lambda database: Journal(database).forget("m"), {"notes m"}),
    (
        lambda database: Leases(database).take("m", "m", now=NOW + HOUR, until=NOW + 2 * HOUR),
        {"notes lease:m"},
    ),
    (lambda database: People(database).add("m", Role.READ, now=NOW), {"people m"}),
    (enter, {"sign_in_links m", "devices m3"}),
    (be_seen, {"devices m1"}),
    (lambda database: People(database).leave("m1"), {"devices m1"}),
    (lambda database: People(database).remove("m"), {"people m", "devices m2", "devices m3"}),
)


def test_what_is_done_to_one_leaves_those_beside_it(database: Database) -> None:
    before = dict(read_rows(database))
    for number, (do, touched) in enumerate(DEEDS):
        do(database)
        after = dict(read_rows(database))
        changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
        assert changed == touched, f"deed {number}"
        before = after


def test_what_is_asked_of_one_is_not_told_of_those_beside_it(database: Database) -> None:
    store, worker, articles = Posts(database), Publishing(database, "w"), Articles(database)
    for number in (4, 5, 6):
        composition = make_composition(sober=True)
        add_post(database, number, account=f"facebook:{NAMES[number - 4]}", composition=composition)
    rows = [
        {"post_id": number, "number": 1, "step": step, "at": NOW + number * HOUR, "worker": "w"}
        for number in (1, 2, 3)
        for step in (Step.CLAIMED, Step.SENDING)
    ]
    with database.write() as connection:
        connection.execute(insert(attempts), rows)
    account, post = "facebook:m", store.get_post(MIDDLE)
    assert (post.id, post.article_title) == (2, "Sommerfest 2")
    assert [found.id for found in store.list_posts(article_id=2)] == [2]
    assert [found.id for found in store.list_due(account, NOW)] == [2, 5]
    assert len(store.list_taken(account, NOW)) == 2
    tries = worker.sum_up_tries(post)
    assert (tries.first_at, tries.sendings) == (NOW + 2 * HOUR, 1)
    assert [step.post_id for step in worker.list_attempts(MIDDLE)] == [2, 2]
    assert [deed.who for deed in Journal(database).list_deeds(MIDDLE)] == ["m"]
    note = Journal(database).find_note("m")
    assert note is not None
    assert (note.value, Leases(database).find_holder("m")) == ("m", "m")
    assert Sources(database).get("m").url == "m"
    known = articles.find("2")
    assert known is not None
    assert known.id == 2
    person = People(database).find_by_link("m", now=NOW)
    device = People(database).find_by_device("m1", now=NOW)
    assert person
    assert device
    assert (person.name, device.name) == ("m", "m")


def test_a_source_is_told_of_its_own_articles_only(database: Database) -> None:
    articles = Articles(database)
    for number, name in enumerate(NAMES, start=1):
        listed = [
            Entry(
                url=f"https://{name}.example/{place}", title=f"{name} {place}", published_at=NOW - at * HOUR
            )
            for place, at in enumerate((number, 9 - number))
        ]
        articles.add_listed(listed, source=name, now=NOW)
    own = [known.id for known in articles.list_known() if known.source == "m"]
    assert articles.count(source="m") == len(own) == 2
    assert articles.list_unread("m", newest=9, limit=9) == tuple(own)
    assert articles.find_oldest_date("m", since=NOW - 7 * HOUR) == NOW - 7 * HOUR
    assert articles.find_oldest_date("m", since=NOW - 6 * HOUR) == NOW - 2 * HOUR


@pytest.mark.parametrize("holder", ["v", "x"])
def test_a_worker_ends_its_own_attempts_only(database: Database, holder: str) -> None:
    store, other = Posts(database), Publishing(database, holder)
    claimed = Publishing(database, "w").claim(store.get_post(MIDDLE), now=NOW, until=NOW + HOUR)
    assert claimed
    assert not other.keep(claimed, "photo_id", "1")
    assert not other.fence(claimed, now=NOW, until=NOW + HOUR)
    assert not other.release(claimed, due_at=NOW, now=NOW)
    assert not other.record_error(claimed, AGAIN, step=Step.REFUSED, now=NOW)
    assert store.get_post(MIDDLE) == claimed


def test_what_was_read_must_stand_as_it_was_whichever_way_it_was_changed(database: Database) -> None:
    """A column moves up in the order of its values, then down; what was read in between is old both times."""
    store = Posts(database)
    for column, low, middle, high in (
        ("status", PostStatus.CANCELLED, PostStatus.DRAFT, PostStatus.SCHEDULED),
        ("due_at", NOW - HOUR, NOW, NOW + HOUR),
        ("caption", "a", "m", "z"),
        ("alt_text", "a", "m", "z"),
        ("image_sha256", "a", "m", "z"),
        ("approved_by", "a", "m", "z"),
    ):
        for other in (low, high):
            store.change(store.get_post(MIDDLE), allowed=EVERY, **{column: middle})
            read = store.get_post(MIDDLE)
            assert store.change(read, allowed=EVERY, **{column: other})
            assert not store.change(read, allowed=EVERY, reason="anders"), (column, other)
            worker = Publishing(database, "w")
            assert column != "due_at" or worker.claim(read, now=NOW, until=NOW + HOUR) is None


def test_articles_are_alike_by_what_they_say_and_not_by_their_names(database: Database) -> None:
    """Keys of other kinds may bear the same value as a print."""
    articles = Articles(database)
    number = add_article(database, 7, text="Ganz anders klingt der siebte Text mit seinen vielen Worten.")
    wanted = fingerprint("Nie gelesen", "Worte, die nirgends stehen, und noch einige dazu.")
    article = make_article(8, guid=f"{wanted.keys[0]}:x")
    articles.add_names(number, Entry(url=f"{SOURCE}/7", guid=article.guid))
    with database.write() as connection:
        table = metadata.tables["article_keys"]
        rows = [
            {"kind": kind, "value": str(wanted.keys[0]), "article_id": number} for kind in ("guid", "url")
        ]
        connection.execute(insert(table), rows)
    assert articles.list_alike(wanted) == ()
