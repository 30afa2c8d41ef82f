"""What only one daemon at a time may do."""

from datetime import timedelta

from bot.storage.database import Database
from bot.storage.leases import Leases
from tests.databases import NOW

MINUTES = timedelta(minutes=1)
UNTIL = NOW + 5 * MINUTES


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


def test_the_lease_of_the_dead_is_not_waited_for(database: Database) -> None:
    leases = Leases(database)
    leases.take("watch", "a", now=NOW, until=UNTIL)
    assert not leases.take("watch", "b", now=NOW, until=UNTIL, instead_of="c")
    assert leases.take("watch", "b", now=NOW, until=UNTIL, instead_of="a")


def test_who_leaves_gives_everything_back(database: Database) -> None:
    leases = Leases(database)
    for name, holder in (("watch", "a"), ("publish", "a"), ("other", "b")):
        leases.take(name, holder, now=NOW, until=UNTIL)
    leases.release_all("a")
    assert [leases.find_holder(name) for name in ("watch", "publish", "other")] == ["", "", "b"]
