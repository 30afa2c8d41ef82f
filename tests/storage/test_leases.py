"""What only one daemon at a time may do."""

from datetime import timedelta

from bot.storage.database import Database
from bot.storage.state import Leases
from tests.databases import HERE, NOW, OpenDatabase, PostgresServer

MINUTES = timedelta(minutes=1)
DAY = timedelta(days=1)
UNTIL = NOW + 5 * MINUTES
HOLDERS = f"FROM pg_stat_activity JOIN pg_locks USING (pid) WHERE locktype = 'advisory' AND {HERE}"


def test_only_one_of_two_holds_a_lease(database: Database) -> None:
    leases = Leases(database)
    assert leases.take("watch", "a", now=NOW, until=UNTIL)
    assert not leases.take("watch", "b", now=NOW + MINUTES, until=UNTIL)
    assert leases.take("publish", "b", now=NOW, until=UNTIL)
    assert leases.find_holder("watch") == "a"


def test_its_holder_renews_a_lease(database: Database) -> None:
    leases = Leases(database)
    leases.take("watch", "a", now=NOW, until=UNTIL)
    assert leases.take("watch", "a", now=NOW, until=UNTIL + MINUTES)
    assert not leases.take("watch", "b", now=UNTIL, until=UNTIL + 9 * MINUTES)


def test_the_other_takes_over_when_a_lease_has_run_out(database: Database) -> None:
    leases = Leases(database)
    leases.take("watch", "a", now=NOW, until=UNTIL)
    assert leases.take("watch", "b", now=UNTIL, until=UNTIL + 5 * MINUTES)
    assert not leases.take("watch", "a", now=UNTIL, until=UNTIL + 9 * MINUTES)


def test_a_lease_that_a_wrong_clock_took_for_a_year_is_not_waited_for(database: Database) -> None:
    leases = Leases(database)
    leases.take("watch", "a", now=NOW, until=NOW + 365 * DAY)
    assert leases.take("watch", "b", now=NOW, until=UNTIL)


def test_the_lease_of_the_dead_is_not_waited_for(database: Database) -> None:
    leases = Leases(database)
    leases.take("watch", "a", now=NOW, until=UNTIL)
    assert not leases.take("watch", "b", now=NOW, until=UNTIL, instead_of="c")
    assert leases.take("watch", "b", now=NOW, until=UNTIL, instead_of="a")


def test_only_one_leads_whatever_the_clocks_say(
    postgres: PostgresServer, open_database: OpenDatabase
) -> None:
    url = postgres.create()
    ours, theirs = Leases(open_database(url)), Leases(open_database(url))
    with ours.lead("publish") as first, theirs.lead("publish") as second, theirs.lead("watch") as other:
        assert (first, second, other) == (True, False, True)
    with theirs.lead("publish") as now:
        assert now


def test_who_loses_the_connection_leads_no_more(
    postgres: PostgresServer, open_database: OpenDatabase
) -> None:
    url = postgres.create()
    ours, theirs = open_database(url), open_database(url)
    with Leases(ours).lead("publish"):
        with theirs.write() as connection:
            cut = f"SELECT pg_terminate_backend(pid, 20000) {HOLDERS}"
            assert connection.exec_driver_sql(cut).scalar_one()
        with Leases(theirs).lead("publish") as is_leader:
            assert is_leader


def test_a_lock_held_for_long_is_in_no_transaction(
    postgres: PostgresServer, open_database: OpenDatabase
) -> None:
    """The server ends transactions that idle for a minute."""
    database = open_database(postgres.create())
    with Leases(database).lead("publish"), database.read() as connection:
        assert connection.exec_driver_sql(f"SELECT state {HOLDERS}").scalar_one() == "idle"


def test_on_one_machine_the_lease_is_enough(database: Database) -> None:
    with Leases(database).lead("publish") as is_leader:
        assert is_leader
