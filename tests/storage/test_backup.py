"""Backups are whole while others write; a restored instance posts nothing twice."""

import contextlib
import sqlite3
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.errors import StorageError
from bot.domain.post import Ending, PostStatus, Receipt, Step
from bot.storage.backup import backup, restore
from bot.storage.database import Database
from bot.storage.posts import Posts
from bot.storage.publishing import Publishing
from bot.storage.state import Journal, Leases, Stops
from tests.databases import NOW, OpenDatabase
from tests.known_channels import FACEBOOK, INSTAGRAM
from tests.storage.samples import add_article, add_post, make_composition, make_new_post

HOUR = timedelta(hours=1)
LATER = NOW + 5 * HOUR


def publish(database: Database, post_id: int) -> None:
    post = Posts(database).get_post(post_id)
    receipt = Receipt(remote_id=f"r{post_id}", permalink="https://platform.example/1", published_at=NOW)
    Publishing(database, "w").record_receipt(post, receipt, step=Step.PUBLISHED, now=NOW)


def test_a_backup_is_a_private_whole_file_that_opens(
    database: Database, tmp_path: Path, open_database: OpenDatabase
) -> None:
    post_id = add_post(database)
    target = backup(database, tmp_path / "copy.db", now=NOW)
    assert target.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir() if "copy" in path.name] == ["copy.db"]
    with contextlib.closing(sqlite3.connect(target)) as file:
        assert not file.execute("SELECT 1 FROM sqlite_master WHERE name = 'backup_pictures'").fetchall()
    copy = open_database(f"sqlite:///{target}")
    assert Posts(copy).get_post(post_id) == Posts(database).get_post(post_id)


def test_a_backup_while_another_writes_holds_one_moment(database: Database, tmp_path: Path) -> None:
    stop = threading.Event()

    def write_pairs() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            article_id = add_article(database, number)
            both = [make_new_post(FACEBOOK), make_new_post(INSTAGRAM)]
            Posts(database).add_all(article_id, both, now=NOW)

    writer = threading.Thread(target=write_pairs)
    writer.start()
    copies = [backup(database, tmp_path / f"{number}.db", now=NOW) for number in range(4)]
    stop.set()
    writer.join()
    for copy in copies:
        with contextlib.closing(sqlite3.connect(copy)) as connection:
            halves = "SELECT article_id FROM posts GROUP BY article_id HAVING count(*) <> 2"
            assert connection.execute(halves).fetchall() == []


def test_a_restored_instance_has_the_old_rows_and_is_paused(database: Database, tmp_path: Path) -> None:
    published = add_post(database, 1)
    publish(database, published)
    target = backup(database, tmp_path / "copy.db", now=NOW)
    add_post(database, 2)
    restore(database, target, now=LATER)
    (post,) = Posts(database).list_posts()
    assert (post.id, post.status, post.doubted_since) == (published, PostStatus.PUBLISHED, None)
    (stop,) = Stops(database).list_stops(LATER)
    assert "backup of 1 Jun 2026, 09:00 UTC;" in stop.reason
    assert add_post(database, 3) > published


def test_what_was_due_since_the_backup_is_looked_for_first(database: Database, tmp_path: Path) -> None:
    due = add_post(database, 1, due_at=NOW + HOUR)
    running = add_post(database, 2, account="facebook:2")
    read = Posts(database).get_post(running)
    assert Publishing(database, "w").claim(read, now=NOW, until=NOW + HOUR)
    target = backup(database, tmp_path / "copy.db", now=NOW)
    restore(database, target, now=LATER)
    for post_id in (due, running):
        post = Posts(database).get_post(post_id)
        assert (post.status, post.sent_at, post.doubted_since) == (PostStatus.UNCONFIRMED, NOW, NOW)
        assert (post.due_at, post.lands_until, post.lease_owner) == (LATER, LATER, "")


@pytest.mark.parametrize("status", [PostStatus.SCHEDULED, PostStatus.DRAFT, PostStatus.CANCELLED])
def test_what_may_still_be_sent_later_keeps_its_plan_but_is_doubted(
    database: Database, tmp_path: Path, status: PostStatus
) -> None:
    post_id = add_post(database, 1, due_at=LATER + HOUR, status=status)
    restore(database, backup(database, tmp_path / "copy.db", now=NOW), now=LATER)
    post = Posts(database).get_post(post_id)
    assert (post.status, post.due_at, post.doubted_since) == (status, LATER + HOUR, NOW)


def test_what_is_due_at_the_restore_itself_is_looked_for_first(database: Database, tmp_path: Path) -> None:
    due, later = (add_post(database, number, due_at=LATER + (number - 1) * HOUR) for number in (1, 2))
    restore(database, backup(database, tmp_path / "copy.db", now=NOW), now=LATER)
    read = Posts(database).get_post
    assert [read(due).status, read(later).status] == [PostStatus.UNCONFIRMED, PostStatus.SCHEDULED]


def test_an_older_doubt_is_kept(database: Database, tmp_path: Path) -> None:
    read = Posts(database).get_post(add_post(database))
    Posts(database).change(read, allowed=[PostStatus.SCHEDULED], doubted_since=NOW - HOUR)
    restore(database, backup(database, tmp_path / "copy.db", now=NOW), now=LATER)
    assert Posts(database).get_post(read.id).doubted_since == NOW - HOUR


def test_a_look_before_the_backup_is_not_the_first_of_two(database: Database, tmp_path: Path) -> None:
    """The second may have found nothing after the backup, and the post may be public since."""
    protocol, store = Publishing(database, "w"), Posts(database)
    claimed = protocol.claim(store.get_post(add_post(database)), now=NOW, until=NOW + HOUR)
    assert claimed is not None
    assert protocol.fence(claimed, now=NOW, until=NOW + HOUR)
    unknown = Ending(status=PostStatus.UNCONFIRMED, due_at=NOW, error=None, lands_until=NOW)
    protocol.record_error(claimed, unknown, step=Step.UNKNOWN, now=NOW)
    assert protocol.record_not_found(store.get_post(claimed.id), due_at=NOW, now=NOW)
    restore(database, backup(database, tmp_path / "copy.db", now=NOW), now=LATER)
    post = store.get_post(claimed.id)
    assert (post.status, post.sent_at, post.not_found_at) == (PostStatus.UNCONFIRMED, NOW, None)
    assert not protocol.record_absent(
        post, Ending(status=PostStatus.SCHEDULED, due_at=LATER, error=None), now=LATER
    )


def test_articles_that_turn_up_again_are_doubted_for_a_month(database: Database, tmp_path: Path) -> None:
    restore(database, backup(database, tmp_path / "copy.db", now=NOW), now=LATER)
    store = Posts(database)
    article_id, old_id = add_article(database, 1), add_article(database, 2)
    (soon,) = store.add_all(article_id, [make_new_post()], now=LATER + HOUR)
    (late,) = store.add_all(old_id, [make_new_post()], now=LATER + timedelta(days=31))
    assert store.get_post(soon).doubted_since == NOW
    assert store.get_post(late).doubted_since is None


def test_a_restored_instance_belongs_to_no_daemon(database: Database, tmp_path: Path) -> None:
    Leases(database).take("watch", "old", now=NOW, until=LATER + HOUR)
    restore(database, backup(database, tmp_path / "copy.db", now=NOW), now=LATER)
    assert Leases(database).find_holder("watch") == ""


def test_the_replaced_database_is_saved(
    database: Database, tmp_path: Path, open_database: OpenDatabase
) -> None:
    target = backup(database, tmp_path / "copy.db", now=NOW)
    post_id = add_post(database)
    saved = restore(database, target, now=LATER)
    assert saved is not None
    assert Posts(open_database(f"sqlite:///{saved}")).get_post(post_id).id == post_id


def test_a_backup_moves_to_the_other_kind_of_database(
    database: Database, postgres: object, tmp_path: Path, open_database: OpenDatabase
) -> None:
    composition = make_composition(not_after=NOW, sober=True)
    post_id = add_post(database, 1, composition=composition)
    publish(database, post_id)
    other_url = f"sqlite:///{tmp_path}/other/bot.db" if not database.is_sqlite else postgres.create()  # type: ignore[attr-defined]
    other = open_database(other_url)
    restore(other, backup(database, tmp_path / "copy.db", now=NOW), now=LATER)
    assert Posts(other).get_post(post_id) == Posts(database).get_post(post_id)
    assert add_post(other, 2) == post_id + 1


def test_a_file_copied_by_hand_dates_from_its_last_deed(database: Database, tmp_path: Path) -> None:
    add_post(database)
    target = backup(database, tmp_path / "copy.db", now=LATER)
    with contextlib.closing(sqlite3.connect(target)) as connection, connection:
        connection.execute("DELETE FROM notes")
    restore(database, target, now=LATER)
    note = Journal(database).find_note("restored")
    assert note is not None
    assert note.value == NOW.isoformat()


def write_words(path: Path) -> None:
    path.write_text("kein Backup")


def write_damaged(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[8192:12288] = b"\xff" * 4096
    path.write_bytes(content)


def write_other(path: Path) -> None:
    path.unlink()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE anderes (a)")


def write_newer(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


@pytest.mark.parametrize("spoil", [write_words, write_damaged, write_other, write_newer, Path.unlink])
def test_what_is_no_usable_backup_changes_nothing(database: Database, tmp_path: Path, spoil: object) -> None:
    post_id = add_post(database)
    target = backup(database, tmp_path / "copy.db", now=NOW)
    spoil(target)  # type: ignore[operator]
    with pytest.raises(StorageError, match="Nothing was changed"):
        restore(database, target, now=LATER)
    assert Posts(database).get_post(post_id).status is PostStatus.SCHEDULED
    assert Stops(database).list_stops(LATER) == ()
    assert not list(tmp_path.glob("**/*.partial*"))


@pytest.fixture
def sqlite_file(sqlite_template: Path, tmp_path: Path, open_database: OpenDatabase) -> Database:
    """An empty instance's SQLite database."""
    (tmp_path / "bot.db").write_bytes(sqlite_template.read_bytes())
    return open_database(f"sqlite:///{tmp_path}/bot.db")


def test_a_damaged_database_is_replaced_and_kept_aside(sqlite_file: Database, tmp_path: Path) -> None:
    post_id = add_post(sqlite_file)
    target = backup(sqlite_file, tmp_path / "copy.db", now=NOW)
    assert sqlite_file.path is not None
    write_damaged(sqlite_file.path)
    saved = restore(sqlite_file, target, now=LATER)
    assert saved is not None
    assert Posts(sqlite_file).get_post(post_id).status is PostStatus.UNCONFIRMED


def test_where_no_database_was_the_restored_one_is_the_owners_alone(
    sqlite_file: Database, tmp_path: Path, open_database: OpenDatabase
) -> None:
    post_id = add_post(sqlite_file)
    target = backup(sqlite_file, tmp_path / "copy.db", now=NOW)
    fresh = Database("sqlite:///fresh/bot.db", home=tmp_path)
    assert restore(fresh, target, now=LATER) is None
    assert fresh.path is not None
    assert fresh.path.stat().st_mode & 0o777 == 0o600
    assert Posts(open_database(f"sqlite:///{fresh.path}")).get_post(post_id).id == post_id


def test_a_backup_does_not_overwrite_the_database(sqlite_file: Database) -> None:
    assert sqlite_file.path is not None
    with pytest.raises(StorageError, match="is the database itself"):
        backup(sqlite_file, sqlite_file.path, now=NOW)


def test_a_backup_that_cannot_be_written_leaves_nothing(sqlite_file: Database, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="could not be written"):
        backup(sqlite_file, tmp_path / "missing" / "copy.db", now=NOW)


def test_pictures_travel_with_a_backup_and_spoil_none_that_is_there(
    sqlite_file: Database, tmp_path: Path
) -> None:
    made, here = tmp_path / "made", tmp_path / "another" / "here"
    made.mkdir()
    files = [made / f"{name}.jpg" for name in ("lost", "kept", "public")]
    for number, file in enumerate((*files, ""), start=1):
        add_post(sqlite_file, number, composition=make_composition(image=str(file)))
    for file in files:
        file.write_bytes(file.name.encode())
    publish(sqlite_file, 3)
    copy = backup(sqlite_file, tmp_path / "copy.db", now=NOW, with_pictures=True)
    files[0].unlink()
    for _ in range(2):  # the second time it lies there already, and may be another one by now
        restore(sqlite_file, copy, now=LATER, images=here)
        assert (here / "lost.jpg").read_bytes() == b"lost.jpg"
        assert sorted(file.name for file in here.iterdir()) == ["kept.jpg", "lost.jpg"]
        images = [Posts(sqlite_file).get_post(number).composition.image for number in (1, 2, 3, 4)]
        assert images == [str(here / "lost.jpg"), *map(str, files[1:]), ""]
        (here / "kept.jpg").write_bytes(b"another")
    assert ((here / "lost.jpg").stat().st_mode & 0o777, (here / "kept.jpg").read_bytes()) == (
        0o644,
        b"another",
    )
    files[2].unlink()
    restore(sqlite_file, copy, now=LATER, images=here)
    assert Posts(sqlite_file).get_post(3).composition.image == str(files[2])
    with sqlite_file.read() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars().all()
    assert "backup_pictures" not in tables
