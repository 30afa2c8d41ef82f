"""What people hear: each cause once, with the command to type and the page to look at."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.errors import StorageError
from bot.domain.ports import Check
from bot.domain.post import PostStatus
from bot.domain.state import DOCTOR
from bot.events import Event
from bot.pipeline.attention import list_causes
from bot.pipeline.doctor import OK, PROBLEM, WARNING, remember
from bot.pipeline.reports import tell
from bot.pipeline.run import forget_crash, note_crash
from bot.pipeline.watch import watch
from tests.known_channels import INSTAGRAM
from tests.pipeline.newsroom import SOURCE
from tests.pipeline.readers import Reader
from tests.pipeline.world import RULES, World

DAY = timedelta(days=1)


@pytest.fixture
def reader(world: World) -> Reader:
    """Somebody who is told by the world's process, and by those that are started later."""
    reader = world.notifier = world.process.notifier = Reader()
    return reader


def test_each_thing_the_daily_look_found_is_a_cause_of_its_own(world: World) -> None:
    found = "Facebook token: expires in 5 days. Renew it.\nClock: 1970-01-01"
    world.process.journal.note(DOCTOR, found, now=world.clock())
    told = {cause.sentence: cause.command for cause in list_causes(world.process)}
    assert told == dict.fromkeys(found.splitlines(), "bot doctor")


def test_an_article_that_cannot_be_composed_for_a_day_needs_a_person(world: World) -> None:
    url = world.archive.publish(1)
    world.composer.sick[url] = RuntimeError("a defect")
    world.run_pass()
    assert list_causes(world.process) == ()
    world.clock.forward(DAY)
    (cause,) = list_causes(world.process)
    assert (cause.sentence, cause.command) == ("“Meldung 1” cannot be made into a post.", "bot preview 2")
    world.composer.sick.clear()
    world.run_pass()
    assert list_causes(world.process) == ()


def test_a_post_that_nobody_can_look_for_needs_a_person_after_a_day(world: World) -> None:
    """Its account is not named any more while nobody knows whether it is public."""
    world.facebook.lose_request()
    world.archive.publish(1)
    world.run_pass()
    world.process.publishers = {INSTAGRAM: world.platforms[INSTAGRAM]}
    world.clock.forward(DAY)
    world.tick()
    sentences = [cause.sentence for cause in list_causes(world.process)]
    assert sentences == ["Nobody knows whether “Meldung 1” is public on Facebook: please look there."]


def test_a_news_that_is_skipped_as_over_is_told_once_for_both_channels_and_not_for_ever(world: World) -> None:
    world.composer.not_after = world.clock() - timedelta(days=1)
    world.archive.publish(1)
    world.run_pass()
    (cause,) = list_causes(world.process)
    assert cause.sentence.startswith("“Meldung 1” is not posted: the event is over since ")
    world.clock.forward(3 * DAY)
    assert list_causes(world.process) == ()


def test_a_scheduled_news_whose_event_passes_while_it_waits_is_told(world: World) -> None:
    world.process.rules = replace(RULES, hold=timedelta(hours=20))
    world.composer.not_after = world.clock() + timedelta(hours=2)
    world.archive.publish(1)
    world.run_pass()
    assert list_causes(world.process) == ()
    world.clock.forward(timedelta(hours=21))
    world.tick()
    assert {post.status for post in world.posts()} == {PostStatus.SKIPPED}
    assert len(list_causes(world.process)) == 1


@pytest.mark.parametrize(
    "check",
    [
        Check(name="Clock", mark=OK, message="12:00"),
        Check(name="Facebook expiry", mark=WARNING, message="cannot be seen"),
        Check(name=SOURCE, mark=PROBLEM, message="does not answer just now"),
    ],
    ids=["all well", "a hint", "a source that was away for a moment"],
)
def test_what_needs_nobody_is_not_told(world: World, check: Check) -> None:
    remember(world.process, [check])
    assert list_causes(world.process) == ()


def test_an_end_is_told_fourteen_seven_three_and_one_day_ahead_and_when_it_has_come(
    world: World, reader: Reader
) -> None:
    ends_at = world.clock() + 20 * DAY
    for mark in (OK, WARNING):
        remember(world.process, [Check(name="Token", mark=mark, message="ends", ends_at=ends_at)])
    told = {}
    for day in range(23):
        if tell(world.process):
            told[20 - day] = reader.read[-1][1]
        world.clock.forward(DAY)
    assert list(told) == [14, 7, 3, 1, 0]
    assert "Token: 7 days left" in told[7]
    assert "→ bot doctor" in told[7]
    assert "it has ended" in told[0]


def test_what_an_expiry_hides_is_told_as_before(world: World) -> None:
    wrong = Check(name="Token", mark=PROBLEM, message="is no Page token", ends_at=world.clock() + 90 * DAY)
    remember(world.process, [wrong])
    assert [cause.sentence for cause in list_causes(world.process)] == ["Token: is no Page token"]


@pytest.fixture
def failed(world: World, reader: Reader) -> int:
    """A post that needs a person, who could not be told yet."""
    reader.is_away = True
    world.facebook.reject()
    world.archive.publish(1)
    world.run_pass()
    reader.is_away = False
    [post] = [post for post in world.posts() if post.status is PostStatus.FAILED]
    return post.id


def test_what_reached_nobody_is_told_with_the_next_pass_and_then_never_again(
    world: World, reader: Reader, failed: int
) -> None:
    assert (tell(world.process), tell(world.process), tell(world.start())) == (1, 0, 0)
    [(title, body, _)] = reader.read
    assert "1" in title
    assert f"→ bot show {failed}" in body


def test_the_page_of_the_posts_goes_along(world: World, reader: Reader, failed: int) -> None:
    tell(world.process)
    assert reader.read[0][2] == (str(failed), "share.jpg")


def test_a_page_that_cannot_be_made_does_not_hold_the_message_back(
    world: World, reader: Reader, failed: int
) -> None:
    world.process.page = world.process.page.parent / "missing" / "page.html"
    assert tell(world.process) == 1
    assert [files for _, _, files in reader.read] == [("share.jpg",)]
    assert world.process.heard(Event.PAGE_FAILED) == 1


def test_a_template_with_a_mistake_does_not_swallow_the_message(
    world: World, reader: Reader, failed: int
) -> None:
    def make_page(posts: object) -> Path:
        raise TypeError

    world.process.make_page = make_page  # type: ignore[method-assign]
    assert tell(world.process) == 1
    assert f"bot show {failed}" in reader.read[0][1]


def test_of_two_daemons_that_look_at_once_one_tells(world: World, reader: Reader, failed: int) -> None:
    other = world.start()
    sent = reader.send

    def send(*message: object, **more: object) -> bool:
        assert tell(other) == 0
        return sent(*message, **more)  # type: ignore[arg-type]

    reader.send = send  # type: ignore[method-assign]
    assert (tell(world.process), len(reader.read)) == (1, 1)


def test_nobody_to_tell_is_no_problem(world: World) -> None:
    assert tell(world.process) == 0


def test_a_defect_is_told_at_once_and_without_its_message_which_may_hold_a_secret(world: World) -> None:
    note_crash(world.process, "watch", KeyError("EAAGsecret"))
    (cause,) = list_causes(world.process)
    assert "“watch”, failed: KeyError" in cause.sentence
    assert "secret" not in cause.sentence


def test_trouble_that_passes_by_itself_is_told_when_it_comes_twice_in_a_row(world: World) -> None:
    trouble = StorageError("The database is in use by another program.")
    note_crash(world.process, "publish", trouble)
    assert list_causes(world.process) == ()
    forget_crash(world.process, "publish")
    for _ in range(2):
        note_crash(world.process, "publish", trouble)
    assert [str(trouble) in cause.sentence for cause in list_causes(world.process)] == [True]
    forget_crash(world.process, "publish")
    assert list_causes(world.process) == ()


def find_and_tell(world: World, *found: Check) -> None:
    """A daily look, and people hear of it."""
    remember(world.process, found)
    tell(world.process)
    world.clock.forward(DAY)


def test_what_has_passed_is_told_again_when_it_comes_back(world: World, reader: Reader) -> None:
    wrong = Check(name="Token", mark=PROBLEM, message="expired")
    find_and_tell(world, wrong)
    find_and_tell(world, wrong)
    assert len(reader.read) == 1
    find_and_tell(world)
    find_and_tell(world, wrong)
    assert len(reader.read) == 2


def test_what_comes_and_goes_is_told_once_a_day_at_most(world: World, reader: Reader) -> None:
    listed, told = world.archive.articles, []
    for hour in range(48):
        world.archive.articles = {} if hour % 2 else listed
        watch(world.process, forced=True)
        told.append(tell(world.process))
        world.clock.forward(DAY / 24)
    assert sum(told) == 2


def test_a_crash_that_lasts_is_told_once_and_a_later_one_again(world: World, reader: Reader) -> None:
    for _ in range(3):
        note_crash(world.process, "watch", KeyError())
        tell(world.process)
        world.clock.forward(DAY)
    assert len(reader.read) == 1
    forget_crash(world.process, "watch")
    note_crash(world.process, "watch", KeyError())
    tell(world.process)
    assert len(reader.read) == 2
