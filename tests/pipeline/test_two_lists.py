"""What stands among old articles in one place may be news in another: a person is asked."""

from collections.abc import Callable

import pytest

from bot.domain.article import ArticleStatus
from bot.domain.post import PostStatus
from bot.pipeline.intake import READ_AT_ONCE
from bot.pipeline.plan import compose_new
from bot.pipeline.watch import watch
from tests.known_channels import FACEBOOK
from tests.pipeline.newsroom import SECOND_SOURCE, SOURCE
from tests.pipeline.newsstand import Kind, Line, Newsstand
from tests.pipeline.test_watch_situations import DAY
from tests.pipeline.world import MINUTE, RULES, World

BOTH = (SECOND_SOURCE, SOURCE)
"""The other list is looked at first."""


@pytest.fixture
def stand(world: World) -> Newsstand:
    """An archive of two own lists, both looked at and known."""
    stand = world.archive = world.process.archive = Newsstand()
    world.process.sources.forget(SOURCE)
    for source in BOTH:
        for number in range(6):
            stand.write(source, Kind.BASELINE, world.clock() - (6 - number) * DAY)
    look(world, *BOTH)
    return stand


def look(world: World, *sources: str) -> int:
    """One look at these lists, a minute between them; posts are made of what is new, so many."""
    world.clock.forward(RULES.poll_interval)
    new = 0
    for source in sources:
        world.process.source_urls = (source,)
        new += sum(report.new for report in watch(world.process, forced=False))
        compose_new(world.process)
        world.clock.forward(MINUTE)
    return new


def slide_in(world: World, stand: Newsstand, line: Line) -> None:
    """The other list loses a line, and this one stands at its end."""
    del stand.lines[SECOND_SOURCE][2]
    stand.lines[SECOND_SOURCE].append(line)


def list_asked(world: World) -> list[tuple[PostStatus, bool]]:
    """Each post's status, and whether it asks about the two places."""
    return [(post.status, "in one place" in post.reason) for post in world.posts(FACEBOOK)]


ASKED = [(PostStatus.DRAFT, True)]


def test_news_that_slid_into_another_list_while_its_own_was_down_is_asked_about(
    world: World, stand: Newsstand
) -> None:
    slide_in(world, stand, stand.write(SOURCE, Kind.NEWS, None))
    stand.break_down(SOURCE)
    look(world, *BOTH)
    assert list_asked(world) == []
    assert [known.status for known in world.process.articles.list_known(limit=1)] == [ArticleStatus.SKIPPED]
    stand.come_back(SOURCE)
    world.clock.forward(DAY)
    for _ in range(3):
        look(world, *BOTH)
        assert list_asked(world) == ASKED


def test_news_that_another_list_shows_at_its_end_is_asked_about_whichever_is_looked_at_first(
    world: World, stand: Newsstand
) -> None:
    slide_in(world, stand, stand.write(SOURCE, Kind.NEWS, None))
    look(world, *BOTH)
    assert list_asked(world) == ASKED


def test_a_copy_at_a_sisters_address_hides_no_news(world: World, stand: Newsstand) -> None:
    line = stand.write(SOURCE, Kind.NEWS, None)
    slide_in(world, stand, stand.address(line.piece, "https://schwester.example/7"))
    look(world, *BOTH)
    assert list_asked(world) == ASKED


@pytest.mark.parametrize("address", ["https://schwester.example/7", ""], ids=["a copy", "itself"])
def test_news_that_stands_on_top_and_at_the_end_of_one_list_is_asked_about(
    world: World, stand: Newsstand, address: str
) -> None:
    line = stand.write(SOURCE, Kind.NEWS, None)
    del stand.lines[SOURCE][3]
    stand.lines[SOURCE].append(stand.address(line.piece, address) if address else line)
    for _ in range(3):
        look(world, *BOTH)
        assert [status for status, _ in list_asked(world)] == [PostStatus.DRAFT]


def test_the_first_look_at_a_list_added_later_hides_no_news_of_another(
    world: World, stand: Newsstand
) -> None:
    world.process.sources.forget(SECOND_SOURCE)
    line = stand.write(SOURCE, Kind.NEWS, None)
    stand.lines[SECOND_SOURCE].insert(3, line)
    look(world, *BOTH)
    assert list_asked(world) == ASKED


def test_what_was_hardly_read_at_such_a_look_is_read_then(world: World, stand: Newsstand) -> None:
    world.process.sources.forget(SECOND_SOURCE)
    for _ in range(READ_AT_ONCE):
        stand.write(SECOND_SOURCE, Kind.BASELINE, None)
    stand.lines[SECOND_SOURCE].append(stand.write(SOURCE, Kind.NEWS, None))
    look(world, *BOTH)
    assert list_asked(world) == ASKED


def put_at_the_end(stand: Newsstand, line: Line) -> None:
    """It slides into this list from below, too."""
    del stand.lines[SOURCE][2]
    stand.lines[SOURCE].append(line)


def pin(stand: Newsstand, line: Line) -> None:
    """It stood at this list's end, and stands on top now."""
    stand.lines[SOURCE].remove(line)
    stand.lines[SOURCE].insert(0, line)


def pin_a_copy(stand: Newsstand, line: Line) -> None:
    """It stands at this list's end, and on top at another address."""
    stand.lines[SOURCE].insert(0, stand.address(line.piece, f"{SOURCE}/kopie"))


@pytest.mark.parametrize("later", [pin, pin_a_copy])
def test_what_slid_into_both_stays_old(
    world: World, stand: Newsstand, later: Callable[[Newsstand, Line], None]
) -> None:
    line = stand.write(SECOND_SOURCE, Kind.OLD, None, place=6)
    del stand.lines[SECOND_SOURCE][2]
    look(world, *BOTH)
    [skipped] = world.process.articles.list_known(limit=1)
    for put in (put_at_the_end, later):
        put(stand, line)
        assert (look(world, *BOTH), list_asked(world)) == (0, [])
    assert world.process.articles.list_known(limit=1) == (skipped,)


def test_what_is_old_by_its_own_account_stays_old_on_top_of_another_list(
    world: World, stand: Newsstand
) -> None:
    line = stand.write(SECOND_SOURCE, Kind.OLD, world.clock() - 365 * DAY, place=6)
    look(world, *BOTH)
    stand.lines[SOURCE].insert(0, line)
    assert (look(world, *BOTH), list_asked(world)) == (0, [])


def test_what_is_over_is_no_news_of_another_list(world: World, stand: Newsstand) -> None:
    world.composer.not_after = world.clock() - DAY
    line = stand.write(SECOND_SOURCE, Kind.NEWS, None)
    look(world, *BOTH)
    [over] = world.process.articles.list_known(limit=1)
    stand.lines[SOURCE].insert(0, line)
    assert (look(world, *BOTH), over.status) == (0, ArticleStatus.SKIPPED)
    assert world.process.articles.list_known(limit=1) == (over,)


def test_what_stood_at_the_first_look_at_both_lists_stays_known(world: World, stand: Newsstand) -> None:
    stand.lines[SOURCE].insert(0, stand.lines[SECOND_SOURCE][3])
    world.clock.forward(DAY)
    assert (look(world, *BOTH), list_asked(world)) == (0, [])
