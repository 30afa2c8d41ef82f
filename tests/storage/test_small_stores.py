"""Sources, stops, deeds and notes, on SQLite and PostgreSQL."""

from datetime import timedelta

from bot.domain.article import Source, Validators
from bot.domain.state import EVERYTHING, AuditEntry, Stop, StopKind
from bot.storage.database import Database
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
