"""Looking at sources: what is new is taken in once, and a sick source harms nobody."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import errors
from bot.domain.article import ArticleStatus, Entry
from bot.domain.post import PostStatus
from bot.pipeline.watch import watch
from tests.pipeline.clock import START
from tests.pipeline.newsroom import SECOND_SOURCE, SOURCE
from tests.pipeline.world import RULES, World, take_in


def test_the_first_look_is_the_baseline_and_posts_nothing(world: World) -> None:
    assert [known.status for known in world.process.articles.list_known()] == [ArticleStatus.BASELINE]
    assert world.posts() == ()


def test_all_that_appeared_since_is_new_and_not_only_the_newest(world: World) -> None:
    urls = [world.archive.publish(number) for number in (1, 2, 3)]
    [report] = watch(world.process, forced=True)
    assert report.new == 3
    assert [known.article.url for known in world.process.articles.list_unposted()] == urls


@pytest.mark.parametrize("error", [errors.NotReachable("down"), ZeroDivisionError()], ids=["down", "defect"])
def test_an_article_that_could_not_be_read_is_taken_in_later(world: World, error: Exception) -> None:
    url = world.archive.publish(1)
    world.archive.break_down(url, error)
    world.run_pass()
    assert world.posts() == ()
    world.archive.come_back(url)
    world.run_pass()
    world.check_nothing_lost()


@pytest.mark.parametrize(
    ("error", "problem"),
    [(errors.NotReachable("down"), "down"), (ZeroDivisionError(), "ZeroDivisionError()")],
    ids=["down", "defect"],
)
def test_a_sick_source_does_not_stop_the_others(world: World, error: Exception, problem: str) -> None:
    world.process.source_urls = (SECOND_SOURCE, SOURCE)
    world.archive.break_down(SECOND_SOURCE, error)
    world.archive.publish(1)
    sick, well = watch(world.process, forced=True)
    assert (sick.problem, sick.new) == (problem, 0)
    assert well.new == 1


def test_a_source_that_fails_is_left_alone_for_the_time_it_asks_for(world: World) -> None:
    error = errors.NotReachable("busy", retry_after=timedelta(hours=1))
    world.archive.break_down(SOURCE, error)
    world.run_pass()
    world.archive.come_back(SOURCE)
    url = world.archive.publish(1)
    world.run_pass()
    assert world.process.articles.find(url) is None
    world.clock.forward(timedelta(hours=1))
    world.run_pass()
    assert world.process.articles.find(url) is not None


def test_the_daemon_looks_again_only_after_the_poll_interval(world: World) -> None:
    url = world.archive.publish(1)
    watch(world.process, forced=False)
    assert world.process.articles.find(url) is None
    world.clock.forward(RULES.poll_interval)
    watch(world.process, forced=False)
    assert world.process.articles.find(url) is not None


def test_a_clock_that_was_set_back_does_not_silence_a_source(world: World) -> None:
    world.clock.jump(-timedelta(hours=2))
    world.archive.publish(1)
    [report] = watch(world.process, forced=False)
    assert report.new == 1


def test_a_source_that_is_suddenly_empty_raises_an_alarm(world: World) -> None:
    world.archive.articles.clear()
    [report] = watch(world.process, forced=True)
    assert "no articles at all" in report.problem
    assert world.process.sources.get(SOURCE).alarm == report.problem


@pytest.mark.parametrize("crossing", range(1, 5))
def test_two_processes_that_look_at_once_take_an_article_in_once(world: World, crossing: int) -> None:
    world.archive.publish(1)
    other = world.start()
    world.boundaries.plan(crossing, lambda: world.run_pass(other), never_at={"before commit"})
    world.run_pass()
    world.settle()
    world.check_nothing_lost()


def test_a_page_that_shows_something_else_is_waited_for_and_then_a_question(world: World) -> None:
    world.run_pass()
    url = world.archive.publish(1)
    world.archive.break_down(url, errors.PageUnavailable("It shows something else."))
    world.run_pass()
    assert world.posts() == ()
    world.clock.forward(timedelta(hours=25))
    world.run_pass()
    assert {post.status for post in world.posts()} == {PostStatus.DRAFT}


def test_a_page_that_shows_its_article_again_is_news_as_any_other(world: World) -> None:
    world.run_pass()
    url = world.archive.publish(1)
    world.archive.break_down(url, errors.PageUnavailable("It shows something else."))
    world.run_pass()
    world.archive.come_back(url)
    world.clock.forward(timedelta(minutes=20))
    world.settle(between=timedelta(minutes=10))
    world.check_nothing_lost()


@pytest.mark.parametrize(
    ("title", "summary", "status"),
    [
        ("Das Fest", "Der Verein feiert am Samstag.", ArticleStatus.NEW),
        ("Das Fest", "", None),
        ("", "Der Verein feiert am Samstag.", None),
        ("", "", None),
    ],
)
def test_a_list_speaks_for_a_page_that_nobody_may_read_when_it_says_title_and_text(
    world: World, title: str, summary: str, status: ArticleStatus | None
) -> None:
    app, entry = world.process, Entry(url=f"{SOURCE}/9", title=title, summary=summary)
    source = replace(app.sources.get(SOURCE), baseline_at=START)
    world.archive.break_down(entry.url, errors.ReadingRefused("Not for robots."))
    assert take_in(app, source, entry, START) is status
