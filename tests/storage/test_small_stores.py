"""Sources, stops, deeds and notes, on SQLite and PostgreSQL."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.article import Source, Validators
from bot.domain.state import EVERYTHING, AuditEntry, Stop, StopKind
from bot.storage import articles, database, schema, snapshot, sqlite_file, state
from bot.storage.database import Database
from bot.storage.posts import Posts
from bot.storage.publishing import Sendings
from bot.storage.state import Journal, Sources, Stops
from tests.databases import NOW
from tests.storage.samples import SOURCE, add_post

HOUR = timedelta(hours=1)


def test_a_source_never_looked_at_is_a_fresh_one(database: Database) -> None:
    assert Sources(database).get(SOURCE) == Source(url=SOURCE)
    assert Sources(database).list_all() == ()


def test_a_source_comes_back_as_it_was_saved_last(database: Database) -> None:
    Sources(database).save(Source(url=SOURCE, kind="rss"))
    source = Source(
        url=SOURCE,
        kind="html",
        baseline_at=NOW,
        validators=Validators(etag='"ä"', last_modified="gestern", body_hash="00", seen=b"\x00\xff"),
        looked_at=NOW,
        full_look_at=NOW,
        next_look_at=NOW + HOUR,
        failures=3,
        alarm="leer",
        moved_to=f"{SOURCE}/neu",
        listing_url=f"{SOURCE}/feed",
        listed=12,
    )
    Sources(database).save(source)
    assert Sources(database).list_all() == (source,)


def test_a_forgotten_source_is_fresh_again(database: Database) -> None:
    Sources(database).save(Source(url=SOURCE, kind="rss"))
    Sources(database).forget(SOURCE)
    assert Sources(database).get(SOURCE) == Source(url=SOURCE)


def make_stop(scope: str = EVERYTHING, **changes: object) -> Stop:
    values: dict[str, object] = {"kind": StopKind.PAUSE, "reason": "Trauerfall", "since": NOW}
    return Stop(scope=scope, **{**values, **changes})  # type: ignore[arg-type]


def test_a_stop_that_is_put_in_force_again_is_the_same_occurrence(database: Database) -> None:
    """People are told once of each, by its beginning."""
    assert Stops(database).stop(make_stop(until=NOW + HOUR))
    assert not Stops(database).stop(make_stop(since=NOW + HOUR / 2, until=NOW + 2 * HOUR))
    assert Stops(database).list_stops(NOW) == (make_stop(until=NOW + 2 * HOUR),)
    assert Stops(database).stop(make_stop(since=NOW + 3 * HOUR))
    assert Stops(database).list_stops(NOW + 3 * HOUR) == (make_stop(since=NOW + 3 * HOUR),)


def test_a_stop_is_in_force_until_its_end(database: Database) -> None:
    stop = make_stop(until=NOW + HOUR)
    assert Stops(database).stop(stop)
    assert Stops(database).list_stops(NOW) == (stop,)
    assert Stops(database).list_stops(NOW + HOUR) == ()


def test_a_second_stop_of_the_same_kind_replaces_the_first(database: Database) -> None:
    Stops(database).stop(make_stop())
    assert not Stops(database).stop(make_stop(reason="länger"))
    assert [stop.reason for stop in Stops(database).list_stops(NOW)] == ["länger"]


def test_stops_are_lifted_by_scope_and_kind(database: Database) -> None:
    for stop in (make_stop(), make_stop("facebook"), make_stop("facebook", kind=StopKind.BLOCKED)):
        Stops(database).stop(stop)
    assert Stops(database).resume("facebook", kind=StopKind.PAUSE) == 1
    assert Stops(database).resume() == 2
    assert Stops(database).list_stops(NOW) == ()


def test_deeds_are_kept_in_order(database: Database) -> None:
    post_id = add_post(database)
    deeds = [
        AuditEntry(at=NOW, who="anna", verb="approve", post_id=post_id, detail=""),
        AuditEntry(at=NOW, who="ben", verb="pause", post_id=None, detail="Trauerfall"),
    ]
    for deed in deeds:
        Journal(database).record(deed)
    assert Journal(database).list_deeds() == tuple(deeds)
    assert Journal(database).list_deeds(post_id) == (deeds[0],)


def test_a_note_is_the_last_one_written(database: Database) -> None:
    assert Journal(database).find_note("heartbeat") is None
    Journal(database).note("heartbeat", "a", now=NOW)
    Journal(database).note("heartbeat", "b", now=NOW + HOUR)
    note = Journal(database).find_note("heartbeat")
    assert note is not None
    assert (note.value, note.at) == ("b", NOW + HOUR)


def test_a_note_is_claimed_once_until_it_is_forgotten(database: Database) -> None:
    first, second = Journal(database), Journal(database)
    assert (first.claim("told x", now=NOW), second.claim("told x", now=NOW)) == (True, False)
    first.forget("told x")
    first.forget("never written")
    assert second.claim("told x", now=NOW)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_was_about_to_be_sent_is_known_beside_the_database(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "fresh" / "sendings.log"
    first, second = (Posts(database).get_post(add_post(database, number)) for number in (1, 2))
    Sendings(file).note(first, NOW)
    Sendings(file).note(second, NOW + HOUR)
    Sendings(file).take_back(second)
    with file.open("a") as torn:
        torn.write(f"2026-06-01T09 {first.account} {first.article_url}")
    assert (file.stat().st_mode & 0o777, Sendings(file).find(second)) == (0o600, None)
    assert Sendings(file).find(replace(first, id=99, account="facebook:2")) is None
    with file.open("a") as long:
        long.write("\n" + f"{NOW.isoformat()} facebook:3 {SOURCE}\n" * 3000)
    Sendings(file).note(first, NOW + HOUR)
    assert Sendings(file).find(replace(first, id=99)) == NOW + HOUR
    assert file.stat().st_size < 100_000


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_file_that_says_nothing_or_cannot_be_written_leaves_it_to_the_database(
    database: Database, tmp_path: Path
) -> None:
    post = Posts(database).get_post(add_post(database, 1))
    file = tmp_path / "sendings.log"
    for words in ("", "\xff\x00", f"gestern {post.account} {post.article_url}", "2026-06-01T09:00:00 "):
        file.write_text(f"{words}{post.account} {post.article_url}\n")
        assert Sendings(file).find(post) is None
    file.unlink()
    file.mkdir()
    Sendings(file).note(post, NOW)
    assert Sendings(file).find(post) is None


def test_the_figures_that_people_were_promised() -> None:
    assert (database.BUSY_TIMEOUT, state.SEEN_EVERY, state.WASTE) == (HOUR / 120, HOUR / 6, 0.25)
    assert (snapshot.PATIENCE, articles.BATCH, schema.LARGEST_ID) == (2, 400, 2_147_483_647)
    assert (sqlite_file.MOST_WAITS * 0.25, database.CRAMPED) == (30, 262_144)
