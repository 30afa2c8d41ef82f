"""Housekeeping throws away what is old and finished, and nothing else."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import event, insert

from bot.domain.post import PostStatus, Receipt, Step
from bot.domain.state import AuditEntry
from bot.storage.database import Database
from bot.storage.posts import Posts
from bot.storage.publishing import Publishing
from bot.storage.schema import notes
from bot.storage.state import Journal, Tidy
from tests.databases import NOW
from tests.storage.samples import add_post, make_composition

LATER = NOW + timedelta(days=400)
BEFORE = LATER - timedelta(days=365)


def publish(database: Database, post_id: int) -> None:
    receipt = Receipt(remote_id=f"r{post_id}", permalink="https://platform.example/1")
    post = Posts(database).get_post(post_id)
    Publishing(database, "w").record_receipt(post, receipt, step=Step.PUBLISHED, now=NOW)


def test_images_of_open_posts_are_needed_however_old(database: Database) -> None:
    for number, status in enumerate((PostStatus.DRAFT, PostStatus.SCHEDULED, PostStatus.CANCELLED), start=1):
        composition = make_composition(image=f"/media/made/{status}.jpg")
        add_post(database, number, status=status, composition=composition)
    needed = Tidy(database).list_needed_images(BEFORE)
    assert needed == {"/media/made/draft.jpg", "/media/made/scheduled.jpg"}
    assert "/media/made/cancelled.jpg" in Tidy(database).list_needed_images(NOW)


def test_details_of_finished_posts_are_forgotten_and_the_posts_stay(database: Database) -> None:
    done, still_open = add_post(database, 1), add_post(database, 2, account="facebook:2")
    publish(database, done)
    waiting = Posts(database).get_post(still_open)
    Publishing(database, "w").claim(waiting, now=NOW, until=NOW)
    Journal(database).record(AuditEntry(at=NOW, who="anna", verb="approve", post_id=done, detail=""))
    Journal(database).note("told post 1", "", now=NOW)
    Journal(database).note("unseen https://verein.example/1", "challenge", now=NOW)
    Journal(database).note("revisit post 1", "withdrawn\n", now=NOW)
    Journal(database).note("restored", NOW.isoformat(), now=NOW)
    assert Tidy(database).forget_details(BEFORE) == 5
    assert Publishing(database, "w").list_attempts(done) == ()
    assert len(Publishing(database, "w").list_attempts(still_open)) == 1
    assert Posts(database).get_post(done).remote_id == "r1"
    assert Journal(database).find_note("restored") is not None


def test_what_is_young_stays(database: Database) -> None:
    publish(database, add_post(database))
    assert Tidy(database).forget_details(NOW - timedelta(days=1)) == 0


def test_passing_notes_and_deeds_are_forgotten_from_the_moment_before_on(database: Database) -> None:
    def tidy(age: timedelta) -> int:
        Journal(database).record(AuditEntry(at=NOW, who="anna", verb="approve", post_id=None, detail=""))
        Journal(database).note("told post 1", "", now=NOW)
        return Tidy(database).forget_details(NOW + age)

    assert [tidy(timedelta(seconds=seconds)) for seconds in (-1, 0, 1)] == [0, 0, 4]


def test_a_file_with_many_empty_pages_shrinks(database: Database, tmp_path: Path) -> None:
    asked: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    Tidy(database).shrink()
    if database.path is None:
        return
    assert "VACUUM" not in asked
    rows = [{"name": f"told {number}", "value": "x" * 1000, "at": NOW} for number in range(2000)]
    with database.write() as connection:
        connection.execute(insert(notes), rows)
    with database.maintain() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    large = database.path.stat().st_size
    Tidy(database).forget_details(LATER)
    Tidy(database).shrink()
    with database.maintain() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    assert database.path.stat().st_size < large / 2
