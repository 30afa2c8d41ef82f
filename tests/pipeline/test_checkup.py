"""A channel that was refused goes on when a person lets the doctor find that it is accepted again."""

from dataclasses import replace
from datetime import timedelta
from typing import NoReturn

import pytest

from bot.domain.article import Source
from bot.domain.errors import NotReachable, StorageError
from bot.domain.ports import Check
from bot.domain.state import EVERYTHING, Stop, StopKind
from bot.domain.times import format_moment
from bot.pipeline.attention import list_causes
from bot.pipeline.doctor import examine, remember
from tests.known_channels import FACEBOOK
from tests.pipeline.world import SOURCE, World

SCOPE = FACEBOOK
PROBLEM = Check(name="Facebook token", mark="problem", message="expired")


def stop(world: World, kind: StopKind) -> None:
    world.process.stops.stop(Stop(scope=SCOPE, kind=kind, reason="190", since=world.clock()))


def kinds_after_doctor(world: World, *, who: str = "anna") -> list[StopKind]:
    list(examine(world.process, who=who))
    return [each.kind for each in world.process.stops.list_stops(world.clock())]


def test_each_source_is_looked_at_and_none_is_a_problem(world: World) -> None:
    def list_problems() -> list[str]:
        return [check.name for check in examine(world.process) if check.mark == "problem"]

    world.archive.publish(1)
    named = [check.name for check in examine(world.process)]
    assert named[1:2] == [SOURCE]
    assert list_problems() == []
    world.process.source_urls = (SOURCE, f"{SOURCE}zwei")
    assert [check.name for check in examine(world.process)][1:3] == [SOURCE, f"{SOURCE}zwei"]
    world.process.source_urls = ()
    assert list_problems() == ["Sources"]


def test_who_forgot_https_is_told_of_it(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address without it is a folder's name."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise NotReachable("?")

    monkeypatch.setattr(world.archive, "look", refuse)
    world.process.source_urls = ("www.verein.example/aktuelles", SOURCE)
    folder, site = (check.advice for check in list(examine(world.process))[1:3])
    assert "The address of a website begins with https://." in folder
    assert "https://" not in site


AHEAD = [
    (None, "ok", ""),
    (-300, "ok", ""),
    (301, "problem", "5 minutes fast"),
    (-7200, "problem", "2 hours slow"),
]


@pytest.mark.parametrize(("seconds", "mark", "told"), AHEAD)
def test_a_clock_that_is_off_from_the_websites_is_told_with_both_times(
    world: World, monkeypatch: pytest.MonkeyPatch, seconds: int | None, mark: str, told: str
) -> None:
    ahead = None if seconds is None else timedelta(seconds=seconds)
    look = replace(world.archive.look(Source(url=SOURCE)), clock_ahead=ahead)
    monkeypatch.setattr(world.archive, "look", lambda *_, **__: look)
    (clock,) = (check for check in examine(world.process) if check.name == "Clock")
    assert (clock.mark, told in clock.message) == (mark, True)
    if ahead and told:
        theirs = format_moment(world.clock() - ahead, world.process.rules.timing.timezone)
        assert f"by the clock of your website {theirs}" in clock.message
        assert "timedatectl" in clock.advice


def test_a_clock_that_stays_wrong_is_one_matter_from_day_to_day(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = replace(world.archive.look(Source(url=SOURCE)), clock_ahead=timedelta(hours=2))
    monkeypatch.setattr(world.archive, "look", lambda *_, **__: look)
    keys = []
    for _ in range(2):
        remember(world.process, tuple(examine(world.process)))
        keys.append([cause.key for cause in list_causes(world.process)])
        world.clock.forward(timedelta(days=1))
    assert len(keys[0]) == 1
    assert keys[0] == keys[1]


def test_one_server_with_the_same_time_is_enough(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page may come from a cache that says when it was kept."""
    look, hours = world.archive.look(Source(url=SOURCE)), iter((9, 0))
    monkeypatch.setattr(
        world.archive, "look", lambda *_, **__: replace(look, clock_ahead=timedelta(hours=next(hours)))
    )
    world.process.source_urls = (SOURCE, f"{SOURCE}zwei")
    assert ("Clock", "ok") in [(check.name, check.mark) for check in examine(world.process)]


def test_an_account_that_is_accepted_again_goes_on(world: World) -> None:
    stop(world, StopKind.UNAUTHORIZED)
    assert kinds_after_doctor(world) == []
    (deed,) = world.process.journal.list_deeds()
    assert (deed.who, deed.verb, deed.detail) == ("anna", "resume", "facebook: doctor")


def test_an_account_that_is_still_refused_stays_stopped(world: World) -> None:
    stop(world, StopKind.UNAUTHORIZED)
    world.facebook.findings = (PROBLEM,)
    assert kinds_after_doctor(world) == [StopKind.UNAUTHORIZED]


@pytest.mark.parametrize("kind", [StopKind.BLOCKED, StopKind.PAUSE])
def test_what_a_look_cannot_see_stays_stopped(world: World, kind: StopKind) -> None:
    """Reading works for a blocked account, and a pause is a person's."""
    stop(world, kind)
    assert kinds_after_doctor(world) == [kind]


def test_the_daily_look_changes_nothing(world: World) -> None:
    """Else a right that a look cannot see would stop the channel, and tell people, day after day."""
    stop(world, StopKind.UNAUTHORIZED)
    assert kinds_after_doctor(world, who="") == [StopKind.UNAUTHORIZED]


@pytest.mark.parametrize("is_stopped", [True, False])
def test_a_refused_account_is_told_once_not_again_by_the_look(world: World, *, is_stopped: bool) -> None:
    world.facebook.findings = (PROBLEM,)
    if is_stopped:
        stop(world, StopKind.UNAUTHORIZED)
    remember(world.process, tuple(examine(world.process)))
    assert len(list_causes(world.process)) == 1


def test_what_is_missing_or_paused_is_told_once_not_again_by_the_look(world: World) -> None:
    world.process.source_urls = ()
    since = world.clock() - timedelta(days=8)
    pause = Stop(scope=EVERYTHING, kind=StopKind.PAUSE, reason="Trauerfall", since=since)
    world.process.stops.stop(pause)
    checks = tuple(examine(world.process))
    assert sum(check.mark == "problem" for check in checks) == 2
    remember(world.process, checks)
    assert sorted(cause.key.split()[0] for cause in list_causes(world.process)) == ["no", "pause"]


def test_a_database_that_cannot_be_read_is_a_check_and_stops_no_other(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StorageError("The database is damaged.")

    monkeypatch.setattr(world.process.articles, "count", fail)
    monkeypatch.setattr(world.process.stops, "list_stops", fail)
    checks = tuple(examine(world.process))
    assert [check.message for check in checks if check.mark == "problem"] == ["The database is damaged."]


def test_what_two_channels_have_in_common_is_said_once(world: World) -> None:
    shared = Check(name="Facebook token", mark="ok", message="is valid")
    for platform in world.platforms.values():
        platform.findings = (shared, Check(name=platform.account, mark="ok", message="own"))
    names = [check.name for check in examine(world.process, who="")]
    assert names.count("Facebook token") == 1
    assert {platform.account for platform in world.platforms.values()} <= set(names)
