"""People of the desk and their devices, on SQLite and PostgreSQL."""

import contextlib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.state import DEVICE_LASTS, LINK_LASTS, Person, Role
from bot.storage.backup import backup, restore
from bot.storage.database import Database
from bot.storage.state import SEEN_EVERY, People
from tests.databases import NOW

SECOND = timedelta(seconds=1)


@pytest.fixture
def people(database: Database) -> People:
    """Anna, who may decide, with a link."""
    people = People(database)
    assert people.add("Anna", Role.APPROVE, now=NOW)
    assert people.add_link("Anna", "link", now=NOW, until=NOW + LINK_LASTS)
    return people


def test_a_person_comes_back_with_their_devices(people: People) -> None:
    anna = Person(name="Anna", role=Role.APPROVE, created_at=NOW)
    assert people.find_by_link("link", now=NOW) == anna
    assert people.enter("link", "phone", now=NOW, until=NOW + DEVICE_LASTS) == anna
    assert people.find_by_device("phone", now=NOW) == anna
    (listed,) = people.list_people(NOW)
    assert listed == Person(name="Anna", role=Role.APPROVE, created_at=NOW, devices=1, seen_at=NOW)


def test_a_link_signs_one_device_in_and_no_other(people: People) -> None:
    assert people.enter("link", "phone", now=NOW, until=NOW + DEVICE_LASTS)
    assert people.find_by_link("link", now=NOW) is None
    assert people.enter("link", "tablet", now=NOW, until=NOW + DEVICE_LASTS) is None
    assert people.find_by_device("tablet", now=NOW) is None


def test_of_many_devices_at_once_one_gets_in(people: People, database: Database, tmp_path: Path) -> None:
    url = database.url.render_as_string(hide_password=False)
    with contextlib.closing(Database(url, home=tmp_path)) as patient, ThreadPoolExecutor(8) as pool:
        doors = People(patient)
        tries = [
            pool.submit(doors.enter, "link", f"device {number}", now=NOW, until=NOW + DEVICE_LASTS)
            for number in range(8)
        ]
    assert sum(done.result() is not None for done in tries) == 1
    assert people.list_people(NOW)[0].devices == 1


def test_links_and_devices_end(people: People) -> None:
    assert people.find_by_link("link", now=NOW + LINK_LASTS) is None
    assert people.enter("link", "phone", now=NOW + LINK_LASTS, until=NOW + DEVICE_LASTS) is None
    assert people.add_link("Anna", "other", now=NOW, until=NOW + LINK_LASTS)
    assert people.enter("other", "phone", now=NOW, until=NOW + DEVICE_LASTS)
    assert people.find_by_device("phone", now=NOW + DEVICE_LASTS - SECOND)
    assert people.find_by_device("phone", now=NOW + DEVICE_LASTS) is None
    assert people.list_people(NOW + DEVICE_LASTS)[0].devices == 0


def test_whoever_is_removed_is_out_on_every_device_and_their_links_with_them(people: People) -> None:
    people.enter("link", "phone", now=NOW, until=NOW + DEVICE_LASTS)
    people.add_link("Anna", "other", now=NOW, until=NOW + LINK_LASTS)
    assert people.remove("Anna")
    assert not people.remove("Anna")
    assert people.find_by_device("phone", now=NOW) is None
    assert people.enter("other", "tablet", now=NOW, until=NOW + DEVICE_LASTS) is None
    assert not people.add_link("Anna", "third", now=NOW, until=NOW + LINK_LASTS)
    assert people.add("Anna", Role.READ, now=NOW)  # somebody else of that name
    assert people.find_by_device("phone", now=NOW) is None


def test_another_role_holds_from_the_next_look_on(people: People) -> None:
    people.enter("link", "phone", now=NOW, until=NOW + DEVICE_LASTS)
    assert not people.add("Anna", Role.READ, now=NOW)
    found = people.find_by_device("phone", now=NOW)
    assert found
    assert not found.may_decide


def test_when_somebody_was_there_last_is_known_to_some_minutes(people: People) -> None:
    people.enter("link", "phone", now=NOW, until=NOW + DEVICE_LASTS)
    people.find_by_device("phone", now=NOW + SECOND)
    assert people.list_people(NOW)[0].seen_at == NOW
    people.find_by_device("phone", now=NOW + SEEN_EVERY)
    assert people.list_people(NOW)[0].seen_at == NOW + SEEN_EVERY


def test_after_a_restore_everybody_signs_in_anew(people: People, database: Database, tmp_path: Path) -> None:
    """Somebody may have been removed since the backup was made."""
    people.enter("link", "phone", now=NOW, until=NOW + DEVICE_LASTS)
    people.add_link("Anna", "other", now=NOW, until=NOW + LINK_LASTS)
    copy = backup(database, tmp_path / "copy.db", now=NOW)
    restore(database, copy, now=NOW + SECOND)
    assert people.find_by_device("phone", now=NOW + SECOND) is None
    assert people.find_by_link("other", now=NOW + SECOND) is None
    assert [person.name for person in people.list_people(NOW)] == ["Anna"]


def test_a_device_is_listed_until_its_time_is_over(people: People) -> None:
    assert people.enter("link", "phone", now=NOW, until=NOW + DEVICE_LASTS)
    moments = (NOW + DEVICE_LASTS - SECOND, NOW + DEVICE_LASTS, NOW + DEVICE_LASTS + SECOND)
    assert [people.list_people(moment)[0].devices for moment in moments] == [1, 0, 0]
