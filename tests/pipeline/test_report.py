"""The weekly report: at most once a week, also across restarts and between daemons."""

from datetime import timedelta

import pytest

from bot.domain.ports import Check
from bot.domain.post import PostStatus
from bot.domain.state import EVERYTHING, Stop, StopKind
from bot.pipeline.doctor import OK, remember
from bot.pipeline.reports import MOST, _count_rest, compile_week, render_body, render_title, report_weekly
from tests.pipeline.readers import Reader
from tests.pipeline.world import World

HOUR = timedelta(hours=1)
WEEK = timedelta(days=7)


@pytest.fixture
def reader(world: World) -> Reader:
    """Somebody who is told; the bot begins to count on a Monday at ten, after the report's hour."""
    reader = world.notifier = world.process.notifier = Reader()
    assert not report_weekly(world.process)
    return reader


def test_the_first_week_has_to_go_by(world: World, reader: Reader) -> None:
    world.clock.forward(WEEK - 3 * HOUR - timedelta(minutes=1))
    assert not report_weekly(world.process)
    world.clock.forward(timedelta(minutes=1) + HOUR)
    assert report_weekly(world.process)


def test_four_weeks_bring_four_reports_whatever_is_restarted(world: World, reader: Reader) -> None:
    sent = []
    for hour in range(4 * 7 * 24):
        process = world.start() if hour % 5 == 0 else world.process
        if report_weekly(process):
            sent.append(world.clock())
        world.clock.forward(HOUR)
    assert len(sent) == len(reader.read) == 4
    assert {(at.weekday(), at.hour) for at in sent} <= {(0, 7), (0, 6), (0, 8)}


def test_of_two_daemons_that_come_at_once_one_sends_it(world: World, reader: Reader) -> None:
    world.clock.forward(WEEK)
    other, sent = world.start(), reader.send

    def send(*message: object, **more: object) -> bool:
        assert not report_weekly(other)
        return sent(*message, **more)  # type: ignore[arg-type]

    reader.send = send  # type: ignore[method-assign]
    assert report_weekly(world.process)
    assert not report_weekly(other)
    assert len(reader.read) == 1


def test_what_reached_nobody_is_sent_later(world: World, reader: Reader) -> None:
    world.clock.forward(WEEK)
    reader.is_away = True
    assert not report_weekly(world.process)
    reader.is_away = False
    assert (report_weekly(world.process), report_weekly(world.process)) == (True, False)
    assert len(reader.read) == 1


def test_killed_while_it_is_sent_it_is_lost_but_never_doubled(world: World, reader: Reader) -> None:
    class Killed(BaseException):
        """The process is gone in the middle."""

    def send(*message: object, **more: object) -> bool:
        raise Killed

    sent, reader.send = reader.send, send  # type: ignore[assignment,method-assign]
    world.clock.forward(WEEK)
    with pytest.raises(Killed):
        report_weekly(world.process)
    reader.send = sent  # type: ignore[method-assign]
    world.restart()
    assert not report_weekly(world.process)
    world.clock.forward(WEEK)
    assert report_weekly(world.process)


def test_without_a_reader_nothing_is_noted(world: World) -> None:
    assert not report_weekly(world.process)
    world.clock.forward(2 * WEEK)
    world.process.notifier = Reader()
    assert not report_weekly(world.process)


def test_a_clock_that_was_years_ahead_does_not_silence_it(world: World, reader: Reader) -> None:
    world.clock.jump(520 * WEEK)
    assert report_weekly(world.process)
    world.clock.jump(-520 * WEEK)
    sent = []
    for _ in range(4):
        sent.append(report_weekly(world.process))
        world.clock.forward(WEEK)
    assert sent == [False, False, True, True], "the first week's report went out while the clock was wrong"


def test_it_says_what_went_out_what_waits_what_comes_and_what_ends(world: World, reader: Reader) -> None:
    world.archive.publish(1)
    world.run_pass()
    world.facebook.reject()
    world.archive.publish(2)
    world.run_pass()
    since = world.clock() - HOUR
    world.process.stops.stop(
        Stop(scope=EVERYTHING, kind=StopKind.PAUSE, reason="Ferien", since=world.clock())
    )
    world.archive.publish(3)
    world.run_pass()
    ends = world.clock() + timedelta(days=40)
    remember(world.process, [Check(name="Token", mark=OK, message="", ends_at=ends)])
    week = compile_week(world.process, since=since)
    assert render_title(week) == "Weekly report: 3 posts published, 2 matters wait for you"
    body = render_body(week)
    failed = next(post for post in world.posts() if post.status is PostStatus.FAILED)
    for words in (
        "“Meldung 1” on Facebook, Mon  2 Mar 10:00",
        f"→ bot show {failed.id}",
        "Nothing is sent on all channels: Ferien",
        "“Meldung 3” on Instagram, Mon  2 Mar 10:00",
        "Token: 40 days left",
    ):
        assert words in body, body


def test_a_quiet_week_is_told_in_a_few_lines(world: World, reader: Reader) -> None:
    week = compile_week(world.process, since=world.clock() - WEEK)
    assert render_title(week) == "Weekly report: 0 posts published"
    assert render_body(week).count("\n") < 12
    assert "Nobody is needed." in render_body(week)


def test_a_full_week_is_not_listed_whole(world: World, reader: Reader) -> None:
    for number in range(1, MOST // 2 + 2):
        world.archive.publish(number)
        if number % 4 == 0:  # a crowd at once would be a question
            world.run_pass()
    world.run_pass()
    week = compile_week(world.process, since=world.clock() - HOUR)
    assert len(week.published) == MOST + 2
    assert "• and 2 more" in render_body(week)


def test_what_is_not_listed_is_counted(world: World) -> None:
    world.archive.publish(1)
    world.run_pass()
    told = [list(_count_rest([world.post()] * count)) for count in (0, 1, MOST, MOST + 1, MOST + 9)]
    assert told == [["• Nothing."], [], [], ["• and 1 more"], ["• and 9 more"]]
