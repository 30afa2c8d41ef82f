"""Held situations of real archives, by name: who is known again, what is news, which server lies."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.article import Article, ArticleStatus, KnownArticle
from bot.domain.errors import ArticleGone, NotReachable
from bot.domain.post import PostStatus
from bot.pipeline.backfill import list_candidates
from bot.pipeline.watch import FULL_LOOK_EVERY, watch
from tests.known_channels import FACEBOOK
from tests.pipeline.newsroom import SECOND_SOURCE, SOURCE
from tests.pipeline.newsstand import Kind, Newsstand
from tests.pipeline.world import MINUTE, RULES, World, look

DAY = timedelta(days=1)
NOTICE = "Die Beratung ist offen für alle, der Eintritt ist frei, Tee und Kaffee stehen bereit. " * 3


@pytest.fixture
def stand(world: World) -> Newsstand:
    """An archive of two sources, of which the first is looked at; its baseline is taken."""
    stand = world.archive = world.process.archive = Newsstand()
    world.process.sources.forget(SOURCE)
    for source in (SOURCE, SECOND_SOURCE):
        for number in range(6):
            stand.write(source, Kind.BASELINE, world.clock() - (6 - number) * DAY)
    look(world)
    return stand


def newest(world: World) -> KnownArticle:
    return world.process.articles.list_known(limit=1)[0]


def count_posted(world: World) -> int:
    """Articles with a post."""
    return len(world.posts(FACEBOOK))


@pytest.mark.parametrize("guid", ["7", "https://verband.example/?p=123"])
def test_news_with_a_guid_that_was_given_out_before_waits_for_a_person(
    world: World, stand: Newsstand, guid: str
) -> None:
    """A WordPress that was set up anew counts from 1 again; some systems give every article the same guid."""
    for _ in range(2):
        stand.lines[SOURCE][0] = replace(stand.write(SOURCE, Kind.NEWS, world.clock()), guid=guid)
        look(world)
    first, second = sorted(world.posts(FACEBOOK), key=lambda post: post.id)
    assert (first.status, second.status) == (PostStatus.SCHEDULED, PostStatus.DRAFT)
    look(world)
    assert count_posted(world) == 2


def test_news_whose_page_names_the_address_of_another_article_waits_for_a_person(
    world: World, stand: Newsstand, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some systems name one page as canonical on all pages."""
    read = stand.read
    monkeypatch.setattr(stand, "read", lambda entry: replace(read(entry), url="https://verband.example/news"))
    for _ in range(2):
        stand.write(SOURCE, Kind.NEWS, world.clock())
        look(world)
    first, second = sorted(world.posts(FACEBOOK), key=lambda post: post.id)
    assert (first.status, second.status) == (PostStatus.SCHEDULED, PostStatus.DRAFT)
    look(world)
    assert count_posted(world) == 2


@pytest.mark.parametrize(
    "variant",
    ["http://{0}", "https://www.{0}", "https://{0}/", "https://{0}?utm_source=rss&fbclid=1"],
    ids=["http", "www", "trailing slash", "tracking"],
)
def test_an_address_in_other_clothes_is_no_second_article(
    world: World, stand: Newsstand, variant: str
) -> None:
    line = stand.write(SOURCE, Kind.NEWS, world.clock())
    look(world)
    url = variant.format(line.url.removeprefix("https://"))
    stand.lines[SOURCE][0] = replace(line, url=url, guid="")
    assert (look(world).new, count_posted(world)) == (0, 1)
    assert url not in stand.reads


def test_an_edited_and_moved_article_is_known_again(world: World, stand: Newsstand) -> None:
    line = stand.write(SOURCE, Kind.NEWS, world.clock())
    look(world)
    stand.edit(line.piece, " mit einem Nachtrag")
    moved = stand.address(line.piece, f"https://verband.example/servicecenter/archiv/{line.piece}")
    stand.lines[SOURCE][0] = moved
    assert (look(world).new, count_posted(world)) == (0, 1)


def test_after_a_relaunch_all_are_known_again_and_news_goes_on(world: World, stand: Newsstand) -> None:
    stand.lines[SOURCE] = [
        stand.address(line.piece, f"https://verband.example/neu/{place}")
        for place, line in enumerate(stand.lines[SOURCE])
    ]
    assert (look(world).problem, count_posted(world)) == ("", 0)
    stand.write(SOURCE, Kind.NEWS, world.clock())
    assert (look(world).new, count_posted(world)) == (1, 1)


def test_news_in_a_list_that_was_relaunched_and_shuffled_is_no_old_one_that_slid_in(
    world: World, stand: Newsstand
) -> None:
    """A look that was cut off knows the first five again; the news stands below them, among the others."""
    for days in (7, 8):
        stand.write(SOURCE, Kind.OLD, world.clock() - days * DAY, place=len(stand.lines[SOURCE]))
    look(world)
    lines = stand.lines[SOURCE]
    stand.lines[SOURCE] = [
        stand.address(lines[place].piece, f"https://verband.example/neu/{place}")
        for place in (0, 1, 3, 4, 5, 2, 7, 6)
    ]
    stand.window = 5
    look(world)
    stand.window = None
    news = stand.write(SOURCE, Kind.NEWS, None)
    stand.lines[SOURCE] = [*stand.lines[SOURCE][1:7], news, *stand.lines[SOURCE][7:]]
    assert (look(world).new, count_posted(world)) == (1, 1)


@pytest.mark.parametrize("site", [SECOND_SOURCE, "https://schwester.example"], ids=["source", "site"])
def test_one_text_in_two_places_is_posted_once(world: World, stand: Newsstand, site: str) -> None:
    world.process.source_urls = (SOURCE, SECOND_SOURCE)
    look(world)
    line = stand.write(SOURCE, Kind.NEWS, world.clock())
    stand.lines[SECOND_SOURCE].insert(0, stand.address(line.piece, f"{site}/zwilling"))
    look(world)
    assert count_posted(world) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("Einbürgerungsfeier 2023", "Einbürgerungsfeier 2024", id="the year after"),
        pytest.param("Beratung im Mai", "Beratung im Juni", id="this month's regular notice"),
    ],
)
def test_the_next_occasion_is_an_article_of_its_own(world: World, first: str, second: str) -> None:
    for number, title in enumerate((first, second), 1):
        url = world.archive.publish(number)
        world.archive.articles[url] = Article(url=url, title=title, text=NOTICE)
        look(world)
    assert [post.article_title for post in world.posts(FACEBOOK)] == [first, second]
    assert {post.status for post in world.posts()} == {PostStatus.SCHEDULED}


def test_in_doubt_a_draft_asks_with_the_reason(world: World) -> None:
    for number, title in enumerate(("Workshop", "Workshop (2)"), 1):
        url = world.archive.publish(number)
        world.archive.articles[url] = Article(url=url, title=title, text=NOTICE)
        look(world)
    [_, doubtful] = world.posts(FACEBOOK)
    assert (doubtful.status, "resembles" in doubtful.reason) == (PostStatus.DRAFT, True)


def test_a_burst_of_seven_gives_seven_posts_spaced(world: World, stand: Newsstand) -> None:
    gap = timedelta(minutes=45)
    world.process.rules = replace(RULES, timing=replace(RULES.timing, min_gap=gap))
    for _ in range(7):
        stand.write(SOURCE, Kind.NEWS, world.clock())
    look(world)
    times = [post.due_at for post in world.posts(FACEBOOK)]
    assert times == [world.clock() + number * gap for number in range(7)]


def test_what_slid_in_once_lets_nothing_old_through_after_it(world: World, stand: Newsstand) -> None:
    for days, place in ((10, 6), (8, 3), (9, 0)):
        stand.write(SOURCE, Kind.OLD, world.clock() - days * DAY, place=place)
        assert (look(world).new, count_posted(world)) == (0, 0)
    stand.write(SOURCE, Kind.NEWS, world.clock())
    assert (look(world).new, count_posted(world)) == (1, 1)


@pytest.mark.parametrize("words", [" nachgetragen ist ein Satz", " berichtigt ist ein Name"])
def test_an_article_that_is_retitled_and_listed_twice_is_one(
    world: World, stand: Newsstand, words: str
) -> None:
    line = stand.write(SOURCE, Kind.NEWS, None)
    stand.edit(line.piece, " berichtigt ist ein Name")
    assert (look(world).new, count_posted(world)) == (1, 1)
    stand.edit(line.piece, words)
    stand.lines[SOURCE].insert(1, stand.address(line.piece, f"{SOURCE}/umgezogen"))
    assert (look(world).new, count_posted(world)) == (0, 1)


def test_one_that_is_retitled_and_listed_twice_is_one_though_its_first_address_is_gone(
    world: World, stand: Newsstand
) -> None:
    first = stand.write(SOURCE, Kind.NEWS, None)
    stand.edit(first.piece, " berichtigt ist ein Name")
    assert (look(world).new, count_posted(world)) == (1, 1)
    del stand.places[first.url]
    stand.lines[SOURCE][0] = replace(stand.address(first.piece, f"{SOURCE}/neu"), guid="neu")
    look(world)
    stand.edit(first.piece, " nachgetragen ist ein Satz")
    stand.lines[SOURCE].insert(1, stand.address(first.piece, f"{SOURCE}/umgezogen"))
    assert (look(world).new, count_posted(world)) == (0, 1)


def test_the_next_one_of_a_series_beside_the_first_is_news(world: World) -> None:
    for number, town in enumerate(("Kray", "Altendorf", "Steele"), 1):
        url = world.archive.publish(number)
        world.archive.articles[url] = Article(url=url, title=f"Sprechstunde in {town}", text=NOTICE)
        look(world)
    assert [post.status for post in world.posts(FACEBOOK)] == [PostStatus.SCHEDULED] * 3


def test_what_tells_the_next_one_of_a_series_apart_is_read_once(world: World) -> None:
    first, second = (world.archive.publish(number) for number in (1, 2))
    for url, town in ((first, "Kray"), (second, "Altendorf")):
        world.archive.articles[url] = Article(url=url, title=f"Sprechstunde in {town}", text=NOTICE)
    look(world)
    third = world.archive.publish(3)
    world.archive.articles[third] = Article(url=third, title="Sprechstunde in Steele", text=NOTICE)
    world.archive.reads.clear()
    assert look(world).new == 1
    assert world.archive.reads.count(third) == 1
    assert len(world.archive.reads) == 2


def test_old_ones_pinned_on_top_do_not_turn_a_list_round(world: World, stand: Newsstand) -> None:
    for days in (16, 300, 330):
        stand.write(SOURCE, Kind.OLD, world.clock() - days * DAY)
        assert (look(world).new, count_posted(world)) == (0, 0)
    stand.write(SOURCE, Kind.NEWS, None)
    stand.window = 6
    assert (look(world).new, count_posted(world)) == (1, 1)


def test_a_source_added_later_has_its_own_baseline(world: World, stand: Newsstand) -> None:
    world.process.source_urls = (SOURCE, SECOND_SOURCE)
    stand.write(SOURCE, Kind.NEWS, world.clock())
    assert (look(world).baseline, count_posted(world)) == (6, 1)
    stand.write(SECOND_SOURCE, Kind.NEWS, world.clock())
    assert (look(world).new, count_posted(world)) == (1, 2)


def test_backfill_takes_the_newest_of_all_sources(world: World, stand: Newsstand) -> None:
    world.process.source_urls = (SOURCE, SECOND_SOURCE)
    stand.lines[SECOND_SOURCE] = []
    for days in (300, 200):
        stand.write(SECOND_SOURCE, Kind.BASELINE, world.clock() - days * DAY)
    look(world)
    chosen = list_candidates(world.process, limit=6)
    assert {known.source for known in chosen} == {SOURCE}
    everything = list_candidates(world.process)
    days = [known.article.published_at or known.first_seen_at for known in everything]
    assert days == sorted(days, reverse=True)
    for since in (*days, days[-1] - MINUTE, days[0] + MINUTE):
        young = sum(day >= since for day in days)
        assert list_candidates(world.process, since=since) == everything[:young]


def test_a_baseline_that_failed_half_way_starts_again(world: World, stand: Newsstand) -> None:
    world.process.source_urls = (SECOND_SOURCE,)
    sick = stand.lines[SECOND_SOURCE][2].piece
    stand.break_down(sick)
    assert "1 " in look(world).problem
    stand.come_back(sick)
    stand.write(SECOND_SOURCE, Kind.BASELINE, world.clock())
    look(world)
    assert world.process.sources.get(SECOND_SOURCE).baseline_at is not None
    assert count_posted(world) == 0


def test_one_page_that_is_broken_for_ever_does_not_keep_the_baseline_open(
    world: World, stand: Newsstand
) -> None:
    world.process.source_urls = (SECOND_SOURCE,)
    stand.break_down(stand.lines[SECOND_SOURCE][2].piece)
    look(world)
    look(world)
    assert world.process.sources.get(SECOND_SOURCE).baseline_at is not None
    assert count_posted(world) == 0
    stand.write(SECOND_SOURCE, Kind.NEWS, world.clock())
    assert (look(world).new, count_posted(world)) == (1, 1)


def test_a_baseline_stays_open_while_most_pages_cannot_be_read(world: World, stand: Newsstand) -> None:
    world.process.source_urls = (SECOND_SOURCE,)
    for line in stand.lines[SECOND_SOURCE][1:]:
        stand.break_down(line.piece)
    look(world)
    look(world)
    assert world.process.sources.get(SECOND_SOURCE).baseline_at is None


@pytest.mark.parametrize(
    ("days", "reason"), [(7, "slid into the list"), (15, "too long ago")], ids=["from below", "too old"]
)
def test_an_old_one_that_slides_in_is_skipped_with_the_reason(
    world: World, stand: Newsstand, days: int, reason: str
) -> None:
    stand.write(SOURCE, Kind.OLD, world.clock() - days * DAY, place=6)
    assert look(world).skipped == 1
    assert (newest(world).status, reason in newest(world).reason) == (ArticleStatus.SKIPPED, True)


def test_a_pinned_old_article_opens_no_door_for_others(world: World, stand: Newsstand) -> None:
    stand.write(SOURCE, Kind.OLD, world.clock() - 200 * DAY)
    look(world)
    stand.write(SOURCE, Kind.OLD, world.clock() - 10 * DAY, place=7)
    assert (look(world).skipped, count_posted(world)) == (1, 0)


def test_an_old_one_slides_in_while_a_relaunch_changes_all_addresses(world: World, stand: Newsstand) -> None:
    """A pinned one below is known: the rest looks like a busy day, and no young one is known by address."""
    stand.write(SOURCE, Kind.OLD, world.clock() - 200 * DAY, place=6)
    look(world)
    for place, line in enumerate(stand.lines[SOURCE][:6]):
        stand.lines[SOURCE][place] = stand.address(line.piece, f"https://verband.example/neu/{place}")
    stand.write(SOURCE, Kind.OLD, world.clock() - 10 * DAY, place=6)
    assert (look(world).skipped, count_posted(world)) == (1, 0)
    assert "slid into the list" in newest(world).reason


def test_news_that_was_missed_is_news_though_all_listed_are_younger(world: World, stand: Newsstand) -> None:
    missed = stand.write(SOURCE, Kind.NEWS, world.clock())
    stand.break_down(missed.piece)
    for _ in range(2):
        world.clock.forward(MINUTE)
        stand.write(SOURCE, Kind.NEWS, world.clock())
    look(world)
    stand.come_back(missed.piece)
    stand.window = 3
    assert (look(world).new, count_posted(world)) == (1, 3)


def test_news_behind_a_304_is_found_within_a_day(world: World, stand: Newsstand) -> None:
    stand.is_lying = True
    stand.write(SOURCE, Kind.NEWS, world.clock())
    assert look(world).new == 0
    world.clock.forward(FULL_LOOK_EVERY)
    assert look(world).new == 1


def test_a_failing_source_waits_longer_each_time_and_the_other_goes_on(
    world: World, stand: Newsstand
) -> None:
    world.process.source_urls = (SECOND_SOURCE, SOURCE)
    stand.break_down(SECOND_SOURCE)
    waits = []
    for _ in range(4):
        watch(world.process, forced=True)
        waits.append(world.process.sources.get(SECOND_SOURCE).next_look_at - world.clock())
        world.clock.forward(waits[-1])
    assert waits == [RULES.retry.delay * factor for factor in (1, 2, 4, 8)]
    assert world.process.sources.get(SOURCE).next_look_at is None


def test_retry_after_counts_when_it_is_longer_than_our_own_wait(world: World, stand: Newsstand) -> None:
    stand.break_down(SOURCE, NotReachable("busy", retry_after=timedelta(hours=3)))
    look(world)
    assert world.process.sources.get(SOURCE).next_look_at == world.clock() + timedelta(hours=3)


@pytest.mark.parametrize("links", [1, 2, 3, 12])
def test_a_page_of_other_links_is_an_alarm_and_posts_nothing(
    world: World, stand: Newsstand, links: int
) -> None:
    listed, stand.lines[SOURCE] = stand.lines[SOURCE], []
    for _ in range(links):
        stand.write(SOURCE, Kind.OLD, None)
    assert "layout or addresses have changed" in look(world).problem
    assert (world.process.sources.get(SOURCE).alarm != "", count_posted(world)) == (True, 0)
    stand.lines[SOURCE] = listed
    look(world)
    assert world.process.sources.get(SOURCE).alarm == ""


def test_protected_posts_among_the_known_ones_make_no_busy_day_an_alarm(
    world: World, stand: Newsstand
) -> None:
    stand.lines[SOURCE] = stand.lines[SOURCE][:2]
    for place in (1, 3):
        stand.break_down(stand.write(SOURCE, Kind.OLD, None, place=place).piece, ArticleGone("a password"))
    for _ in range(5):
        stand.write(SOURCE, Kind.NEWS, world.clock())
    assert (look(world).problem, count_posted(world)) == ("", 5)


def test_a_source_whose_articles_all_came_by_another_has_alarms_of_its_own(
    world: World, stand: Newsstand
) -> None:
    stand.lines[SECOND_SOURCE] = list(stand.lines[SOURCE])
    world.process.source_urls = (SECOND_SOURCE,)
    look(world)
    assert world.process.articles.count(source=SECOND_SOURCE) == 0
    stand.lines[SECOND_SOURCE] = []
    for _ in range(6):
        stand.write(SECOND_SOURCE, Kind.OLD, None)
    assert "layout or addresses have changed" in look(world).problem
    assert count_posted(world) == 0


def test_an_alarm_that_lasts_reads_the_other_page_once_a_day_and_then_takes_it_as_the_list(
    world: World, stand: Newsstand
) -> None:
    stand.lines[SOURCE] = []
    for _ in range(12):
        stand.write(SOURCE, Kind.OLD, None)
    stand.reads.clear()
    for _ in range(3):
        look(world)
    assert len(stand.reads) == 12
    world.clock.forward(DAY)
    assert "12 articles count as known" in look(world).problem
    assert (len(stand.reads), count_posted(world)) == (24, 0)
    assert look(world).problem == ""
    stand.write(SOURCE, Kind.NEWS, None)
    assert (look(world).new, count_posted(world)) == (1, 1)


def test_a_listing_that_is_suddenly_empty_changes_nothing(world: World, stand: Newsstand) -> None:
    before = world.process.articles.list_known()
    stand.window = 0
    assert "no articles at all" in look(world).problem
    assert (world.process.articles.list_known(), count_posted(world)) == (before, 0)


def test_a_permanent_redirect_is_remembered_until_its_target_fails(world: World, stand: Newsstand) -> None:
    stand.moved_to = "https://verband.example/neues"
    for _ in range(2):
        look(world)
    stand.break_down(stand.moved_to)
    for _ in range(2):
        look(world)
    assert stand.asked[-4:] == [SOURCE, stand.moved_to, stand.moved_to, SOURCE]


def test_a_permanent_redirect_to_a_page_that_raises_an_alarm_is_not_remembered(
    world: World, stand: Newsstand
) -> None:
    stand.moved_to, stand.window = "https://verband.example/wartung", 0
    for _ in range(2):
        look(world)
    assert stand.asked[-2:] == [SOURCE, SOURCE]
