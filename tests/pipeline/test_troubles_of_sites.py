"""What sites do to their lists by accident: nothing old is news for it, and no news is lost."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.article import Article, ArticleStatus, Entry
from bot.domain.errors import ArticleGone, NotAnArticle
from bot.domain.post import PostStatus
from bot.pipeline import actions
from tests.known_channels import FACEBOOK, INSTAGRAM
from tests.pipeline.newsroom import SOURCE, FakeArchive
from tests.pipeline.newsstand import KNOWN, Kind, Line, Newsstand
from tests.pipeline.world import RULES, World, list_statuses, look

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
HOLD = timedelta(minutes=30)


@pytest.mark.parametrize("count", [1, KNOWN], ids=["one", "all"])
def test_what_was_not_found_at_the_first_look_is_no_news_later(
    world: World, stand: Newsstand, count: int
) -> None:
    """As while a site is being rebuilt: its list stands, its pages do not."""
    for line in stand.lines[SOURCE][-count:]:
        stand.break_down(line.piece, ArticleGone("404"))
    assert look(world).baseline == KNOWN
    stand.down.clear()
    assert (look(world).new, list_statuses(world)) == (0, [])
    stand.lines[SOURCE] = [
        stand.address(line.piece, f"{SOURCE}/neu/{place}") for place, line in enumerate(stand.lines[SOURCE])
    ]
    stand.write(SOURCE, Kind.NEWS, None)
    assert (look(world).new, list_statuses(world)) == (1, [PostStatus.SCHEDULED])


def test_an_article_whose_text_is_still_to_come_is_news_when_it_has_one(
    world: World, stand: Newsstand
) -> None:
    look(world)
    finished, gallery = (stand.write(SOURCE, Kind.NEWS, None).piece for _ in range(2))
    for name in (finished, gallery):
        stand.break_down(name, NotAnArticle("no text"))
    for _ in range(3):
        assert "2 articles could not be read now" in look(world).problem
        world.clock.forward(7 * HOUR)
    stand.come_back(finished)
    assert (look(world).new, list_statuses(world)) == (1, [PostStatus.SCHEDULED])
    world.clock.forward(3 * HOUR)
    assert (look(world).skipped, look(world).problem) == (1, "")


def test_a_first_look_with_a_clock_that_ran_ahead_keeps_no_news_back(world: World, stand: Newsstand) -> None:
    for name, piece in stand.pieces.items():
        stand.pieces[name] = replace(piece, published_at=world.clock() - 40 * DAY)
    world.clock.jump(20 * DAY)
    look(world)
    world.clock.jump(-19 * DAY)
    stand.write(SOURCE, Kind.NEWS, world.clock())
    assert (look(world).new, list_statuses(world)) == (1, [PostStatus.SCHEDULED])


def test_a_source_that_failed_while_the_clock_ran_ahead_is_not_left_alone_until_then(
    world: World, stand: Newsstand
) -> None:
    """Certificates seem to have expired then."""
    look(world)
    world.clock.jump(200 * DAY)
    stand.break_down(SOURCE)
    assert look(world).problem
    stand.come_back(SOURCE)
    world.clock.jump(-199 * DAY)
    stand.write(SOURCE, Kind.NEWS, world.clock())
    assert look(world).new == 1


def test_after_a_clock_that_ran_ahead_no_server_is_believed_that_nothing_changed(
    world: World, stand: Newsstand
) -> None:
    look(world)
    world.clock.jump(200 * DAY)
    look(world)
    world.clock.jump(-199 * DAY)
    stand.is_lying = True
    stand.write(SOURCE, Kind.NEWS, world.clock())
    assert look(world).new == 1


def test_what_appeared_undated_while_nobody_looked_for_long_is_asked_about(
    world: World, stand: Newsstand
) -> None:
    """As at a machine that was off, or at a source that was taken out of the settings and put back."""
    look(world)
    stand.write(SOURCE, Kind.NEWS, None)
    world.clock.forward(RULES.max_age)
    look(world)
    [post] = world.posts(FACEBOOK)
    assert (post.status, "read last on 2 Mar 2026" in post.reason) == (PostStatus.DRAFT, True)
    stand.write(SOURCE, Kind.NEWS, None)
    world.clock.forward(RULES.max_age - RULES.poll_interval)
    stand.write(SOURCE, Kind.NEWS, world.clock())
    look(world)
    assert sorted(list_statuses(world)) == [PostStatus.DRAFT, PostStatus.SCHEDULED, PostStatus.SCHEDULED]


def test_news_of_some_days_on_top_of_a_page_is_asked_about_when_its_feed_stood_still(
    world: World, stand: Newsstand
) -> None:
    stand.way = "feed verband.example"
    look(world)
    days = [world.clock() + day * DAY for day in (1, 3, 6)]
    for _ in range(7):
        world.clock.forward(DAY)
        look(world)
    stand.way = "html verband.example"
    for day in days:
        stand.write(SOURCE, Kind.NEWS, day)
    look(world)
    assert list_statuses(world) == [PostStatus.DRAFT] * 3


@pytest.mark.parametrize(
    "address", [SOURCE.replace("https", "http"), SOURCE.replace("//", "//www."), f"{SOURCE}/"]
)
def test_a_source_that_is_written_another_way_keeps_its_baseline(
    world: World, stand: Newsstand, address: str
) -> None:
    """As when a site has moved, its source failed for days, and somebody corrects it in the settings."""
    stand.way = "html verband.example"
    look(world)
    look(world)
    stand.break_down(SOURCE)
    look(world)
    stand.write(SOURCE, Kind.NEWS, world.clock())
    stand.write(SOURCE, Kind.OLD, None, place=KNOWN + 1)
    stand.lines[address] = stand.lines[SOURCE]
    world.process.source_urls = (address,)
    stand.break_down(address)
    look(world)
    assert world.process.sources.get(address).kind == "html"
    stand.come_back(address)
    world.clock.forward(HOUR)
    report = look(world)
    assert (report.new, report.skipped, look(world).new) == (1, 1, 0)
    assert list_statuses(world) == [PostStatus.SCHEDULED]
    assert world.process.sources.get(address).failures == 0


@pytest.mark.parametrize("way", ["html verband.example", "feed verband.example"])
def test_a_source_that_is_written_another_way_takes_nothing_old_for_news(
    world: World, stand: Newsstand, way: str
) -> None:
    """One slid in from below as another was removed, or stands among the known ones of another list."""
    stand.way = "html verband.example"
    look(world)
    del stand.lines[SOURCE][2]
    stand.write(SOURCE, Kind.OLD, None, place=KNOWN - 1 if way == stand.way else 2)
    stand.way = way
    stand.lines[f"{SOURCE}/"] = stand.lines[SOURCE]
    world.process.source_urls = (f"{SOURCE}/",)
    assert (look(world).skipped, list_statuses(world)) == (1, [])


def test_the_last_one_of_several_forms_of_an_address_counts(world: World, stand: Newsstand) -> None:
    bare, other = SOURCE.replace("https", "http"), f"{SOURCE}/"
    stand.lines[bare] = stand.lines[other] = stand.lines[SOURCE]
    look(world)
    world.clock.forward(RULES.max_age)
    for address in (bare, other):
        world.process.source_urls = (address,)
        world.clock.forward(DAY)
        stand.write(SOURCE, Kind.NEWS, None)
        assert (look(world).new, look(world).new) == (1, 0)
    assert list_statuses(world) == [PostStatus.DRAFT, PostStatus.SCHEDULED]
    world.process.source_urls = (f"{SOURCE}/archiv",)
    stand.lines[f"{SOURCE}/archiv"] = []
    assert "No article is listed there yet" in look(world).problem


def test_more_of_one_day_than_anybody_writes_are_asked_about(world: World, stand: Newsstand) -> None:
    look(world)
    for _ in range(12):
        stand.write(SOURCE, Kind.NEWS, world.clock())
    look(world)
    assert list_statuses(world) == [PostStatus.SCHEDULED] * 12
    world.clock.forward(2 * DAY)
    for _ in range(13):
        stand.write(SOURCE, Kind.OLD, world.clock())
    stand.write(SOURCE, Kind.NEWS, world.clock() - DAY)
    look(world)
    assert list_statuses(world)[12:] == [PostStatus.DRAFT] * 13 + [PostStatus.SCHEDULED]


def test_as_many_without_a_day_below_the_known_ones_make_no_question_of_one_on_top(
    world: World, stand: Newsstand
) -> None:
    for _ in range(2):
        stand.write(SOURCE, Kind.BASELINE, None)
    look(world)
    for _ in range(13):
        stand.write(SOURCE, Kind.OLD, None, place=len(stand.lines[SOURCE]))
    stand.write(SOURCE, Kind.NEWS, None)
    assert (look(world).skipped, list_statuses(world)) == (13, [PostStatus.SCHEDULED])


def test_an_article_that_is_listed_before_its_page_is_there_keeps_the_list_from_being_believed(
    world: World, stand: Newsstand
) -> None:
    """That nothing has changed since, as a cache or a server says."""
    look(world)
    line = stand.write(SOURCE, Kind.NEWS, None)
    stand.break_down(line.piece, ArticleGone("404"))
    for _ in range(2):
        assert "could not be read now" in look(world).problem
        assert not world.process.sources.get(SOURCE).validators.body_hash
    world.clock.forward(DAY)
    assert look(world).problem == ""
    stand.come_back(line.piece)
    assert (look(world).new, list_statuses(world)) == (1, [PostStatus.SCHEDULED])


@pytest.fixture
def withdrawn(world: World, stand: Newsstand) -> Line:
    """News that was withdrawn before its posts were due, and is gone for good as far as anybody knows."""
    world.process.rules = replace(RULES, hold=HOLD)
    look(world)
    line = stand.write(SOURCE, Kind.NEWS, None)
    look(world)
    stand.lines[SOURCE].remove(line)
    stand.break_down(line.piece, ArticleGone("404"))
    world.settle()
    assert list_statuses(world) == [PostStatus.SKIPPED]
    return line


def test_news_that_was_withdrawn_and_stands_in_its_list_again_goes_out_once(
    world: World, stand: Newsstand, withdrawn: Line
) -> None:
    stand.lines[SOURCE].insert(0, withdrawn)
    look(world)
    assert list_statuses(world) == [PostStatus.SKIPPED]
    stand.break_down(withdrawn.piece)
    look(world)
    assert list_statuses(world) == [PostStatus.SKIPPED]
    stand.come_back(withdrawn.piece)
    look(world)
    world.settle()
    world.check_promise()
    assert [post.status for post in world.posts()] == [PostStatus.PUBLISHED] * 2
    assert world.process.articles.list_known(limit=1)[0].status is ArticleStatus.POSTED


def test_only_what_was_skipped_as_it_was_gone_comes_back(
    world: World, stand: Newsstand, withdrawn: Line
) -> None:
    post = world.post(INSTAGRAM)
    assert world.process.posts.change(post, allowed=[PostStatus.SKIPPED], reason="its event is over")
    stand.lines[SOURCE].insert(0, withdrawn)
    stand.come_back(withdrawn.piece)
    look(world)
    assert (world.post(FACEBOOK).status, world.post(INSTAGRAM).status) == (
        PostStatus.SCHEDULED,
        PostStatus.SKIPPED,
    )


@pytest.mark.parametrize("told", ["list", "page", ""])
def test_news_that_comes_back_when_it_is_old_stays_away(
    world: World, stand: Newsstand, withdrawn: Line, monkeypatch: pytest.MonkeyPatch, told: str
) -> None:
    """Unless the list or its page says that it was published anew."""
    for _ in range(15):
        world.clock.forward(DAY)
        look(world)
    stand.lines[SOURCE].insert(0, withdrawn)
    stand.come_back(withdrawn.piece)
    look(world)
    assert list_statuses(world) == [PostStatus.SKIPPED]
    if told:
        piece = stand.pieces[withdrawn.piece]
        stand.pieces[withdrawn.piece] = replace(piece, published_at=world.clock())
        silent = "read" if told == "list" else "_show"
        tell = getattr(stand, silent)
        monkeypatch.setattr(stand, silent, lambda asked: replace(tell(asked), published_at=None))
        look(world)
        assert list_statuses(world) == [PostStatus.SCHEDULED]


def test_news_that_was_withdrawn_and_stands_at_another_address_is_asked_about(
    world: World, stand: Newsstand, withdrawn: Line
) -> None:
    stand.lines[SOURCE].insert(0, stand.address(withdrawn.piece, f"{SOURCE}/zweiter-versuch"))
    stand.come_back(withdrawn.piece)
    look(world)
    assert sorted(list_statuses(world)) == [PostStatus.DRAFT, PostStatus.SKIPPED]


def test_news_that_was_posted_in_part_before_it_was_gone_is_never_posted_twice(
    world: World, stand: Newsstand
) -> None:
    """One channel was late, so that it met the missing page."""
    world.process.rules = replace(RULES, hold=HOLD)
    look(world)
    line = stand.write(SOURCE, Kind.NEWS, None)
    look(world)
    late = world.post(INSTAGRAM)
    actions.reschedule(world.process, late.id, at=late.due_at + 2 * HOUR, who="anna")
    world.clock.forward(HOLD)
    world.tick()
    stand.lines[SOURCE].remove(line)
    stand.break_down(line.piece, ArticleGone("404"))
    world.settle()
    stand.lines[SOURCE].insert(0, stand.address(line.piece, f"{SOURCE}/zweiter-versuch"))
    stand.come_back(line.piece)
    look(world)
    world.settle()
    world.check_promise()
    assert [post.status for post in world.posts()] == [PostStatus.PUBLISHED] * 2


class Moving(FakeArchive):
    """An archive whose old addresses lead to new ones."""

    def __init__(self) -> None:
        super().__init__()
        self.moves: dict[str, str] = {}

    def rename(self, url: str, title: str) -> str:
        """An editor gives an article another title, and the system another address; its place is kept."""
        new = f"{SOURCE}/{title.lower().replace(' ', '-')}"
        renamed = {
            new if key == url else key: replace(article, url=new, title=title) if key == url else article
            for key, article in self.articles.items()
        }
        self.articles, self.moves[url] = renamed, new
        return new

    def read(self, entry: Entry) -> Article:
        return super().read(replace(entry, url=self.moves.get(entry.url, entry.url)))


def test_a_short_notice_that_is_renamed_is_asked_about_when_its_old_address_leads_there(world: World) -> None:
    archive = world.archive = world.process.archive = Moving()
    world.process.sources.forget(SOURCE)
    for number in range(KNOWN):
        archive.publish(number)
    look(world)
    url = archive.publish(KNOWN)
    look(world)
    archive.publish(KNOWN + 1)
    look(world)
    archive.rename(url, "Ganz andere Worte")
    look(world)
    assert list_statuses(world) == [PostStatus.SCHEDULED, PostStatus.SCHEDULED, PostStatus.DRAFT]


def test_what_falls_out_at_the_end_of_a_list_is_not_looked_for(world: World) -> None:
    world.process.sources.forget(SOURCE)
    for number in range(world.archive.listed):
        world.archive.publish(number)
    look(world)
    for number, listed in ((99, world.archive.listed), (100, 1)):
        world.archive.publish(number)
        world.archive.listed = listed
        world.archive.reads.clear()
        look(world)
        assert world.archive.reads == [f"{SOURCE}/{number}"]
