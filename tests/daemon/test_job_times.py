"""What is due, from the tables alone."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.daemon.jobs import Backoff, Job, JobTimes
from bot.domain.article import Source
from bot.domain.schedule import find_next_report
from bot.domain.state import DOCTOR, REPORT, TIDY, Held, Note, Snapshot
from tests.databases import NOW
from tests.known_channels import FACEBOOK, INSTAGRAM

MINUTE = timedelta(minutes=1)
URL = "https://verein.example/aktuelles"
BERLIN = ZoneInfo("Europe/Berlin")
TODAY = {name: Note(value="", at=NOW) for name in (DOCTOR, TIDY, REPORT)}
LOOKED = (Source(url=URL, looked_at=NOW),)
TABLE = JobTimes(
    source_urls=(URL,),
    poll_interval=10 * MINUTE,
    has_channels=True,
    has_readers=True,
    timezone=BERLIN,
    worker="me",
    is_dead=lambda worker: worker == "dead",
)


def make_snapshot_reader(**changes: Any) -> Snapshot:
    values: Mapping[str, Any] = {
        "posts_due": {},
        "looks_due": {},
        "overdue": {},
        "held": (),
        "sources": LOOKED,
        "notes": TODAY,
        "leases": {},
    }
    return Snapshot(**{**values, **changes})


def find_due(after: timedelta = MINUTE, **changes: Any) -> set[Job]:
    return set(TABLE.find_due(make_snapshot_reader(**changes), NOW + after))


def test_nothing_is_due_between_looks() -> None:
    assert find_due() == set()


def test_a_source_is_looked_at_after_the_interval_and_at_most_a_tenth_later() -> None:
    assert find_due(10 * MINUTE - timedelta(seconds=1)) == set()
    assert find_due(11 * MINUTE) == {Job.WATCH}


def test_sources_are_not_all_looked_at_in_the_same_second() -> None:
    urls = [f"https://verein{number}.example" for number in range(50)]
    sources = [Source(url=url, looked_at=NOW) for url in urls]
    times = {TABLE._next_look(source, NOW + MINUTE) for source in sources}
    assert len(times) == 50


@pytest.mark.parametrize(
    "sources", [(), (Source(url=URL),), (Source(url="https://alt.example", looked_at=NOW),)]
)
def test_a_source_never_looked_at_is_due_at_once(sources: tuple[Source, ...]) -> None:
    assert find_due(sources=sources) == {Job.WATCH}


def test_a_server_that_asked_to_wait_is_left_alone() -> None:
    waiting = (Source(url=URL, looked_at=NOW, next_look_at=NOW + 60 * MINUTE),)
    assert find_due(59 * MINUTE, sources=waiting) == set()
    assert find_due(60 * MINUTE, sources=waiting) == {Job.WATCH}


@pytest.mark.parametrize("hours", [1, 2, 24])
def test_a_clock_set_back_does_not_silence_a_source(hours: int) -> None:
    future = (Source(url=URL, looked_at=NOW + hours * 60 * MINUTE),)
    assert find_due(sources=future) == {Job.WATCH}


def test_another_machine_whose_clock_is_a_little_ahead_is_no_wrong_time() -> None:
    ahead = (Source(url=URL, looked_at=NOW + timedelta(seconds=50)),)
    assert find_due(timedelta(0), sources=ahead) == set()


def test_a_server_that_asked_to_wait_is_left_alone_whatever_the_clock_says() -> None:
    waiting = (Source(url=URL, looked_at=NOW + 60 * MINUTE, next_look_at=NOW + 70 * MINUTE),)
    assert find_due(sources=waiting) == set()


@pytest.mark.parametrize("kind", ["posts_due", "looks_due"])
def test_posts_are_published_and_looked_for_when_they_are_due(kind: str) -> None:
    waits = {kind: {FACEBOOK: NOW + 2 * MINUTE, INSTAGRAM: NOW + 3 * MINUTE}}
    assert find_due(MINUTE, **waits) == set()
    assert find_due(2 * MINUTE, **waits) == {Job.PUBLISH}


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        pytest.param(Held(owner="other", until=NOW + 5 * MINUTE), set(), id="a living worker is left alone"),
        pytest.param(Held(owner="other", until=NOW), {Job.PUBLISH}, id="the lease has run out"),
        pytest.param(Held(owner="dead", until=NOW + 5 * MINUTE), {Job.PUBLISH}, id="its worker died here"),
    ],
)
def test_a_post_of_a_dead_worker_is_taken_over(held: Held, expected: set[Job]) -> None:
    assert find_due(held=(held,)) == expected


def test_doctor_and_housekeeping_come_once_a_day() -> None:
    assert find_due(notes={}) == {Job.DOCTOR, Job.TIDY, Job.REPORT}
    assert find_due(timedelta(hours=24), sources=(Source(url=URL, looked_at=NOW + timedelta(hours=24)),)) == {
        Job.DOCTOR,
        Job.TIDY,
    }


def test_a_clock_that_was_years_ahead_silences_nothing_that_comes_by_the_day_or_week() -> None:
    ahead = {name: Note(value="", at=NOW + timedelta(days=3650)) for name in TODAY}
    assert find_due(notes=ahead) == {Job.DOCTOR, Job.TIDY, Job.REPORT}


def test_the_weekly_report_is_due_only_where_somebody_reads_it() -> None:
    snapshot, later = make_snapshot_reader(), find_next_report(NOW, BERLIN)
    assert Job.REPORT not in TABLE.find_due(snapshot, later - MINUTE)
    assert Job.REPORT in TABLE.find_due(snapshot, later)
    assert Job.REPORT not in replace(TABLE, has_readers=False).find_due(snapshot, later)


@pytest.mark.parametrize(
    ("owner", "until", "is_ours"),
    [
        ("other", NOW + 5 * MINUTE, False),
        ("other", NOW + MINUTE, True),
        ("dead", NOW + 5 * MINUTE, True),
        ("me", NOW + 5 * MINUTE, True),
        ("other", NOW + timedelta(days=365), True),
    ],
    ids=["of another daemon", "run out", "of a dead one", "our own", "by a wrong clock"],
)
def test_only_one_daemon_speaks_to_the_platforms(owner: str, until: Any, *, is_ours: bool) -> None:
    due = {FACEBOOK: NOW}
    found = find_due(posts_due=due, leases={"publish": Held(owner=owner, until=until)})
    assert (Job.PUBLISH in found) is is_ours


def test_what_a_shift_could_not_settle_is_tried_ever_more_seldom() -> None:
    backoff, due, now, sent = Backoff(), {Job.PUBLISH: NOW}, NOW, []
    while now < NOW + 60 * MINUTE:
        if backoff.may_send(due, now):
            backoff.note(due, now)
            sent.append(now - NOW)
        now += timedelta(seconds=2)
    assert 7 <= len(sent) <= 12
    assert sent[1] <= timedelta(seconds=16)


def test_a_dead_worker_whose_post_cannot_be_taken_over_does_not_send_a_shift_with_every_tick() -> None:
    """Such as on a full disk."""
    snapshot, backoff = make_snapshot_reader(held=(Held(owner="dead", until=NOW + 5 * MINUTE),)), Backoff()
    backoff.note(TABLE.find_due(snapshot, NOW), NOW)
    later = NOW + timedelta(seconds=2)
    assert not backoff.may_send(TABLE.find_due(snapshot, later), later)


def test_anything_new_is_not_kept_waiting() -> None:
    backoff = Backoff()
    backoff.note({Job.PUBLISH: NOW}, NOW)
    assert not backoff.may_send({Job.PUBLISH: NOW}, NOW)
    assert backoff.may_send({Job.PUBLISH: NOW - MINUTE}, NOW)
    assert backoff.may_send({Job.PUBLISH: NOW, Job.WATCH: NOW}, NOW)


def test_a_clock_set_back_does_not_make_it_wait_for_hours() -> None:
    backoff = Backoff()
    backoff.note({Job.PUBLISH: NOW}, NOW)
    assert backoff.may_send({Job.PUBLISH: NOW}, NOW - 120 * MINUTE)
