"""The look without SQLAlchemy sees what the stores wrote."""

import contextlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.article import Source
from bot.domain.channel import list_channels
from bot.domain.errors import StorageError
from bot.domain.post import Ending, PostError, PostStatus, Receipt, Step
from bot.domain.state import EVERYTHING, HEARTBEAT, SKEW, Stop, StopKind
from bot.storage.database import Database
from bot.storage.posts import Posts
from bot.storage.publishing import Publishing
from bot.storage.snapshot import SnapshotReader
from bot.storage.state import Journal, Leases, Sources, Stops
from tests.databases import NOW
from tests.known_channels import FACEBOOK, INSTAGRAM
from tests.storage.samples import SOURCE, add_post, make_composition

HOUR = timedelta(hours=1)


@pytest.fixture
def reader(database: Database, tmp_path: Path) -> Iterator[SnapshotReader]:
    url = database.url.render_as_string(hide_password=False)
    with contextlib.closing(SnapshotReader(url, home=tmp_path, channels=list_channels())) as opened:
        yield opened


def add_unconfirmed(database: Database, number: int = 1) -> None:
    protocol = Publishing(database, "w")
    claimed = protocol.claim(Posts(database).get_post(add_post(database, number)), now=NOW, until=NOW + HOUR)
    assert claimed is not None
    protocol.fence(claimed, now=NOW, until=NOW + HOUR)
    error = PostError(kind="outcome_unknown", code="", message="no answer", advice="")
    unknown = Ending(status=PostStatus.UNCONFIRMED, due_at=NOW + HOUR, error=error, lands_until=NOW)
    protocol.record_error(claimed, unknown, step=Step.UNKNOWN, now=NOW)


def test_the_next_due_time_of_each_channel_is_seen(database: Database, reader: SnapshotReader) -> None:
    add_post(database, 1, due_at=NOW + 2 * HOUR)
    add_post(database, 2, due_at=NOW + HOUR)
    insta = make_composition(INSTAGRAM)
    add_post(database, 3, due_at=NOW + 3 * HOUR, composition=insta, account="instagram:1")
    add_post(database, 4, due_at=NOW, status=PostStatus.DRAFT)
    assert reader.look(NOW).posts_due == {FACEBOOK: NOW + HOUR, INSTAGRAM: NOW + 3 * HOUR}


def test_what_should_have_gone_out_is_overdue_since_its_own_time(
    database: Database, reader: SnapshotReader
) -> None:
    add_post(database, 1, due_at=NOW)
    insta = make_composition(INSTAGRAM)
    put_off = add_post(database, 2, due_at=NOW + 2 * HOUR, composition=insta, account="instagram:1")
    add_post(database, 3, due_at=NOW - HOUR, status=PostStatus.DRAFT)
    assert reader.look(NOW - timedelta(seconds=1)).overdue == {}
    assert reader.look(NOW).overdue == {FACEBOOK: NOW}
    post = Posts(database).get_post(put_off)
    Posts(database).change(post, allowed=[PostStatus.SCHEDULED], overdue_since=NOW - HOUR)
    assert reader.look(NOW).overdue == {FACEBOOK: NOW, INSTAGRAM: NOW - HOUR}
    Stops(database).stop(Stop(scope="instagram", kind=StopKind.PAUSE, reason="x", since=NOW))
    assert reader.look(NOW).overdue == {FACEBOOK: NOW}
    Stops(database).stop(Stop(scope=EVERYTHING, kind=StopKind.PAUSE, reason="x", since=NOW))
    assert reader.look(NOW).overdue == {}


def test_a_channel_that_is_not_set_up_is_not_overdue(database: Database, tmp_path: Path) -> None:
    add_post(database, 1, due_at=NOW)
    url = database.url.render_as_string(hide_password=False)
    with contextlib.closing(SnapshotReader(url, home=tmp_path, channels=[INSTAGRAM])) as reader:
        assert (reader.look(NOW).overdue, reader.look(NOW).posts_due) == ({}, {})


def test_what_a_wrong_clock_sent_is_looked_for_now(database: Database, reader: SnapshotReader) -> None:
    add_unconfirmed(database)
    for before, due in ((timedelta(0), NOW + HOUR), (SKEW, NOW + HOUR), (SKEW + timedelta(seconds=1), None)):
        assert reader.look(NOW - before).looks_due == {FACEBOOK: due or NOW - before}


def test_an_unconfirmed_post_is_looked_for_when_it_is_due(database: Database, reader: SnapshotReader) -> None:
    add_unconfirmed(database)
    snapshot = reader.look(NOW)
    assert (snapshot.looks_due, snapshot.posts_due) == ({FACEBOOK: NOW + HOUR}, {})


@pytest.mark.parametrize("scope", [EVERYTHING, "facebook"])
def test_while_paused_nothing_is_due_but_looking(
    database: Database, reader: SnapshotReader, scope: str
) -> None:
    add_post(database, 2)
    add_unconfirmed(database)
    stop = Stop(scope=scope, kind=StopKind.PAUSE, reason="Trauerfall", since=NOW, until=NOW + HOUR)
    Stops(database).stop(stop)
    assert reader.look(NOW).posts_due == {}
    assert reader.look(NOW).looks_due == {FACEBOOK: NOW + HOUR}
    assert reader.look(NOW + HOUR).posts_due == {FACEBOOK: NOW}


def test_a_platform_that_refuses_us_is_not_asked(database: Database, reader: SnapshotReader) -> None:
    add_unconfirmed(database)
    stop = Stop(scope="facebook", kind=StopKind.UNAUTHORIZED, reason="Token", since=NOW)
    Stops(database).stop(stop)
    assert reader.look(NOW).looks_due == {}


def test_sources_leases_and_running_posts_are_seen(database: Database, reader: SnapshotReader) -> None:
    Sources(database).save(Source(url=SOURCE, looked_at=NOW, next_look_at=NOW + HOUR, failures=2))
    Leases(database).take("watch", "a", now=NOW, until=NOW + HOUR)
    Publishing(database, "w").claim(Posts(database).get_post(add_post(database)), now=NOW, until=NOW + HOUR)
    snapshot = reader.look(NOW)
    (source,) = snapshot.sources
    assert (source.looked_at, source.next_look_at, source.failures) == (NOW, NOW + HOUR, 2)
    assert [(held.owner, held.until) for held in snapshot.held] == [("w", NOW + HOUR)]
    assert [(name, held.owner) for name, held in snapshot.leases.items()] == [("watch", "a")]


def test_a_heartbeat_is_noted_and_keeps_our_leases(database: Database, reader: SnapshotReader) -> None:
    for name, holder in (("watch", "a"), ("publish", "b")):
        Leases(database).take(name, holder, now=NOW, until=NOW + HOUR)
    for hours in (1, 2):
        reader.beat(HEARTBEAT, "a", now=NOW + hours * HOUR, until=NOW + 9 * HOUR)
    note = Journal(database).find_note(HEARTBEAT)
    assert note is not None
    assert (note.value, note.at) == ("a", NOW + 2 * HOUR)
    leases = reader.look(NOW).leases
    assert (leases["watch"].until, leases["publish"].until) == (NOW + 9 * HOUR, NOW + HOUR)


def test_notes_that_grow_with_every_article_are_not_read_by_each_look(
    database: Database, reader: SnapshotReader
) -> None:
    growing = ("told post 1", "revisit article 1", "revisit post 1", "undo post 1", "asked 1", "unseen 1")
    for name in (*growing, "set aside 1", "page asked about 1", "kept"):
        Journal(database).note(name, "", now=NOW)
    assert set(reader.look(NOW).notes) == {"kept"}


def test_who_leaves_gives_back_only_its_own_leases(database: Database, reader: SnapshotReader) -> None:
    for name, holder in (("watch", "a"), ("publish", "b")):
        Leases(database).take(name, holder, now=NOW, until=NOW + HOUR)
    reader.release("a")
    assert set(reader.look(NOW).leases) == {"publish"}


def test_figures_are_counted(database: Database, reader: SnapshotReader) -> None:
    add_unconfirmed(database, 1)
    published = Posts(database).get_post(add_post(database, 2, account="facebook:2"))
    receipt = Receipt(remote_id="1", permalink="https://platform.example/1")
    Publishing(database, "w").record_receipt(published, receipt, step=Step.PUBLISHED, now=NOW)
    counts = reader.count()
    assert counts.posts == {
        (FACEBOOK, PostStatus.UNCONFIRMED): 1,
        (FACEBOOK, PostStatus.PUBLISHED): 1,
    }
    assert counts.attempts[FACEBOOK, "unknown", "outcome_unknown"] == 1
    assert counts.articles == {"new": 1, "posted": 1}
    assert counts.oldest_unconfirmed == NOW


def test_a_database_that_is_not_there_is_told(tmp_path: Path) -> None:
    reader = SnapshotReader("sqlite:///state/bot.db", home=tmp_path, channels=[])
    with pytest.raises(StorageError, match="cannot be read now: there is no such file or folder"):
        reader.look(NOW)
    assert not (tmp_path / "state").exists()


def test_a_file_that_was_replaced_is_read_anew(database: Database, reader: SnapshotReader) -> None:
    if database.path is None:
        pytest.skip("a server's database is no file")
    add_post(database)
    before = database.path.read_bytes()
    assert reader.look(NOW).posts_due == {FACEBOOK: NOW}
    other = database.path.with_name("other.db")
    other.write_bytes(before)
    database.close()
    other.rename(database.path)
    add_post(database, 2, due_at=NOW - HOUR)
    assert reader.look(NOW).posts_due == {FACEBOOK: NOW - HOUR}


def test_what_stood_in_the_file_before_it_was_replaced_is_not_seen_any_more(
    database: Database, reader: SnapshotReader
) -> None:
    if database.path is None:
        pytest.skip("a server's database is no file")
    add_post(database)
    database.close()
    other = database.path.with_name("other.db")
    other.write_bytes(database.path.read_bytes())
    add_post(database, 2, due_at=NOW - HOUR)
    assert reader.look(NOW).posts_due == {FACEBOOK: NOW - HOUR}
    database.close()
    for name in ("-wal", "-shm"):
        database.path.with_name(database.path.name + name).unlink(missing_ok=True)
    other.rename(database.path)
    assert reader.look(NOW).posts_due == {FACEBOOK: NOW}
