"""Old is never news: what a first look is, and what comes into a list otherwise than on top of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.article import Article, ArticleStatus, Entry, Look, Source
from bot.domain.errors import ArticleGone, NotReachable, ReadingRefused
from bot.domain.post import PostStatus
from bot.pipeline.backfill import backfill, choose
from bot.pipeline.intake import READ_AT_ONCE, READ_PER_LOOK
from tests.known_channels import FACEBOOK
from tests.pipeline.newsroom import SOURCE
from tests.pipeline.newsstand import KNOWN, Kind, Newsstand
from tests.pipeline.world import World, list_statuses, look

DAY = timedelta(days=1)


@pytest.mark.parametrize("is_down", [True, False], ids=["failed", "empty"])
def test_a_first_look_that_shows_nothing_is_none(world: World, stand: Newsstand, is_down: bool) -> None:
    listed, stand.lines[SOURCE] = stand.lines[SOURCE], []
    if is_down:
        stand.break_down(SOURCE)
    for _ in range(2):
        assert look(world).problem
        world.clock.forward(DAY)
    assert world.process.sources.get(SOURCE).baseline_at is None
    stand.down.clear()
    stand.lines[SOURCE] = listed
    assert (look(world).baseline, list_statuses(world)) == (KNOWN, [])
    assert world.process.sources.get(SOURCE).alarm == ""
    stand.write(SOURCE, Kind.NEWS, None)
    assert look(world).new == 1


def test_many_that_appear_at_once_in_a_small_list_are_a_question(world: World, stand: Newsstand) -> None:
    """As when a first look met a sitemap of fixed pages only."""
    stand.lines[SOURCE] = stand.lines[SOURCE][:2]
    look(world)
    for _ in range(8):
        stand.write(SOURCE, Kind.OLD, None)
    assert "Only 2 of 10" in look(world).problem
    assert list_statuses(world) == []


def test_a_few_others_in_the_place_of_a_longer_list_are_a_question(world: World, stand: Newsstand) -> None:
    """As when the list's links lead to another host since now, so that what is popular is read instead."""
    look(world)
    del stand.lines[SOURCE][1:]
    stand.write(SOURCE, Kind.OLD, None)
    stand.write(SOURCE, Kind.OLD, None, place=2)
    assert "Only 1 of 3" in look(world).problem
    assert list_statuses(world) == []


def test_many_at_once_are_news_when_they_say_so_themselves(world: World, stand: Newsstand) -> None:
    stand.lines[SOURCE] = stand.lines[SOURCE][:2]
    look(world)
    for _ in range(8):
        stand.write(SOURCE, Kind.NEWS, world.clock())
    assert look(world).new == 8


def test_an_undated_one_that_slides_in_from_below_is_old(world: World, stand: Newsstand) -> None:
    look(world)
    del stand.lines[SOURCE][3]
    stand.write(SOURCE, Kind.OLD, None, place=KNOWN)
    assert (look(world).skipped, list_statuses(world)) == (1, [])
    [slid] = world.process.articles.list_known(status=ArticleStatus.SKIPPED)
    assert "below all that was known" in slid.reason


def test_older_ones_below_a_list_that_shows_more_are_old(world: World, stand: Newsstand) -> None:
    look(world)
    for _ in range(KNOWN):
        stand.write(SOURCE, Kind.OLD, None, place=len(stand.lines[SOURCE]))
    stand.write(SOURCE, Kind.NEWS, None)
    assert (look(world).skipped, list_statuses(world)) == (KNOWN, [PostStatus.SCHEDULED])


def test_an_article_below_all_others_is_asked_about_when_nothing_else_changed(
    world: World, stand: Newsstand
) -> None:
    """It may be news in a list that begins with the oldest."""
    look(world)
    stand.write(SOURCE, Kind.NEWS, None, place=KNOWN)
    look(world)
    [post] = world.posts(FACEBOOK)
    assert (post.status, "below all" in post.reason) == (PostStatus.DRAFT, True)


def test_below_all_others_is_no_evidence_in_a_list_that_was_turned_round_once(
    world: World, stand: Newsstand
) -> None:
    """News still comes on top of it, and seems to stand on its old side; a relaunch came with it."""
    look(world)
    stand.lines[SOURCE].reverse()
    look(world)
    stand.write(SOURCE, Kind.NEWS, None)
    stand.lines[SOURCE] = [
        stand.address(line.piece, f"{SOURCE}/neu/{place}") for place, line in enumerate(stand.lines[SOURCE])
    ]
    del stand.lines[SOURCE][3]
    assert look(world).skipped == 0
    assert list_statuses(world) == [PostStatus.DRAFT]


def test_where_one_stands_is_no_evidence_in_a_list_that_was_shuffled_since_the_last_look(
    world: World, stand: Newsstand
) -> None:
    """News may be shuffled to the end, though most still stand as they came, and an old one to the top."""
    look(world)
    lines = stand.lines[SOURCE]
    stand.lines[SOURCE] = [*lines[:2], lines[3], lines[2], *lines[4:]]
    stand.write(SOURCE, Kind.NEWS, None, place=KNOWN)
    stand.write(SOURCE, Kind.NEWS, None)
    assert look(world).skipped == 0
    assert sorted(list_statuses(world)) == [PostStatus.DRAFT, PostStatus.SCHEDULED]
    lines = stand.lines[SOURCE]
    stand.lines[SOURCE] = [lines[place] for place in (4, 1, 6, 2, 5, 0, 7, 3)]
    stand.write(SOURCE, Kind.OLD, None)
    look(world)
    assert sorted(list_statuses(world)) == [PostStatus.DRAFT, PostStatus.DRAFT, PostStatus.SCHEDULED]


@pytest.mark.parametrize("is_relaunch", [True, False])
@pytest.mark.parametrize("is_told", [True, False], ids=["the list is dated", "the pages are"])
def test_dates_that_known_articles_were_given_anew_prove_nothing(
    world: World, stand: Newsstand, monkeypatch: pytest.MonkeyPatch, *, is_relaunch: bool, is_told: bool
) -> None:
    """As when an import dates all to its own day, and the list shows more or another was removed."""
    for place, name in enumerate(reversed(stand.pieces)):
        stand.pieces[name] = replace(stand.pieces[name], published_at=world.clock() - (place + 30) * DAY)
    if not is_told:
        show = stand._show
        monkeypatch.setattr(stand, "_show", lambda line: replace(show(line), published_at=None))
    look(world)
    for place in range(3):
        stand.write(SOURCE, Kind.OLD, world.clock() - (place + 40) * DAY, place=len(stand.lines[SOURCE]))
    imported_at = world.clock()
    for name, piece in stand.pieces.items():
        stand.pieces[name] = replace(piece, published_at=imported_at)
    if is_relaunch:
        stand.lines[SOURCE] = [
            stand.address(line.piece, f"{SOURCE}/neu/{place}")
            for place, line in enumerate(stand.lines[SOURCE])
        ]
    look(world)
    assert PostStatus.SCHEDULED not in list_statuses(world)
    world.clock.forward(DAY)
    stand.write(SOURCE, Kind.NEWS, world.clock())
    stand.write(SOURCE, Kind.OLD, imported_at, place=len(stand.lines[SOURCE]))
    look(world)
    assert list_statuses(world).count(PostStatus.SCHEDULED) == 1


def test_the_dates_of_the_articles_tell_what_is_old_where_the_list_has_none(
    world: World, stand: Newsstand, monkeypatch: pytest.MonkeyPatch
) -> None:
    show = stand._show
    monkeypatch.setattr(stand, "_show", lambda line: replace(show(line), published_at=None))
    for place in range(KNOWN):
        name = stand.lines[SOURCE][place].piece
        stand.pieces[name] = replace(stand.pieces[name], published_at=world.clock() - (place + 1) * DAY)
    look(world)
    stand.write(SOURCE, Kind.OLD, world.clock() - (KNOWN + 2) * DAY, place=2)
    stand.write(SOURCE, Kind.NEWS, world.clock() - 2 * DAY)
    stand.write(SOURCE, Kind.NEWS, world.clock())
    assert (look(world).skipped, list_statuses(world)) == (1, [PostStatus.SCHEDULED] * 2)


@pytest.mark.parametrize("pattern", ["/artikel/{}-ein-titel.html", "/?p={}", "/2026/{}"])
def test_one_that_is_pinned_on_top_with_a_lower_number_is_asked_about(world: World, pattern: str) -> None:
    stand = world.archive = world.process.archive = Newsstand()
    world.process.sources.forget(SOURCE)
    for number in (210, 217, 230, 229, 241):
        line = stand.write(SOURCE, Kind.BASELINE, None)
        stand.lines[SOURCE][0] = stand.address(line.piece, SOURCE + pattern.format(number))
    look(world)
    for number in (242, 97):
        line = stand.write(SOURCE, Kind.NEWS, None)
        stand.lines[SOURCE][0] = stand.address(line.piece, SOURCE + pattern.format(number))
    look(world)
    pinned, news = sorted(world.posts(FACEBOOK), key=lambda post: "242" in post.article_url)
    assert news.status is PostStatus.SCHEDULED
    assert (pinned.status, "lower number" in pinned.reason) == (PostStatus.DRAFT, True)


@pytest.mark.parametrize("days", [{0: 1, 2: 0}, dict.fromkeys(range(KNOWN), 3)], ids=["two", "one day"])
def test_dates_that_tell_no_order_do_not_hide_where_an_old_one_stands(
    world: World, stand: Newsstand, days: dict[int, int]
) -> None:
    """As in a list that calls two of its items yesterday's and today's, or that was imported in one go."""
    for place, ago in days.items():
        name = stand.lines[SOURCE][place].piece
        stand.pieces[name] = replace(stand.pieces[name], published_at=world.clock() - ago * DAY)
    look(world)
    del stand.lines[SOURCE][3]
    stand.write(SOURCE, Kind.OLD, None, place=KNOWN - 1)
    assert (look(world).skipped, list_statuses(world)) == (1, [])


@pytest.mark.parametrize(("later", "is_old"), [(3, True), (1, False)], ids=["several", "only one"])
def test_two_days_tell_an_order_when_several_stand_under_each(
    world: World, stand: Newsstand, later: int, is_old: bool
) -> None:
    for place in range(KNOWN):
        name = stand.lines[SOURCE][place].piece
        day = world.clock() - (1 if place < later else 2) * DAY
        stand.pieces[name] = replace(stand.pieces[name], published_at=day)
    look(world)
    del stand.lines[SOURCE][3]
    stand.write(SOURCE, Kind.OLD, None, place=KNOWN - 1)
    assert look(world).skipped == is_old
    assert list_statuses(world) == [PostStatus.DRAFT] * (not is_old)


def test_a_list_that_is_read_another_way_brings_no_old_ones(world: World, stand: Newsstand) -> None:
    stand.way = "html bund.example"
    look(world)
    stand.way = "feed bund.example"
    for place in (2, 4):
        stand.write(SOURCE, Kind.OLD, None, place=place)
    stand.write(SOURCE, Kind.NEWS, world.clock())
    assert "2 articles that nobody knew were taken for old" in look(world).problem
    assert world.process.sources.get(SOURCE).alarm
    [post] = world.posts(FACEBOOK)
    assert (post.status, "another way" in post.reason) == (PostStatus.DRAFT, True)
    stand.write(SOURCE, Kind.NEWS, None)
    assert (look(world).new, len(list_statuses(world))) == (1, 2)


SERIES = {
    "another place": ("Neuer Chor in Altendorf", "Neuer Chor in Katernberg"),
    "another job": ("Wir suchen eine Erzieherin", "Wir suchen einen Hausmeister"),
    "another person": ("Im Porträt: Aylin Demir", "Im Porträt: Rosa Klein"),
    "another hour": ("Sprechstunde für Mieter", "Sprechstunde für Eltern"),
}


@pytest.mark.parametrize("series", SERIES)
def test_two_of_a_series_in_one_list_are_two(world: World, series: str) -> None:
    for number, title in enumerate(SERIES[series], 1):
        words = (
            f"Es geht um „{title}“. "
            + "Kommen Sie vorbei, der Eintritt ist frei und alle sind willkommen. " * 2
        )
        url = world.archive.publish(number)
        world.archive.articles[url] = Article(url=url, title=title, text=words)
        look(world)
    assert list_statuses(world) == [PostStatus.SCHEDULED] * 2


def test_one_that_was_published_twice_by_mistake_is_one(world: World) -> None:
    for number in (1, 2):
        url = world.archive.publish(number)
        article = replace(world.archive.articles[f"{SOURCE}/1"], url=url)
        world.archive.articles[url] = article
        look(world)
    assert list_statuses(world) == [PostStatus.SCHEDULED]


def test_a_copy_of_one_that_was_edited_since_is_that_one(world: World) -> None:
    """As on a sister site, which takes over what the first one says now."""
    url = world.archive.publish(1)
    look(world)
    first = world.archive.articles[url]
    edited = replace(first, text=" ".join(f"Nun steht dort Satz {n} von Grund auf neu." for n in range(40)))
    world.archive.articles[url] = replace(edited, text=f"{first.text} {edited.text}")
    copy = world.archive.publish(2)
    world.archive.articles[copy] = replace(world.archive.articles[url], url=copy)
    look(world)
    assert list_statuses(world) == [PostStatus.SCHEDULED]


class Feed(Newsstand):
    """A stand whose lines say something themselves."""

    summary = "Der Rat hat die neue Satzung beschlossen; sie gilt ab dem neuen Jahr für alle Mitglieder."

    def look(self, source: Source, *, conditional: bool = True) -> Look:
        found = super().look(source, conditional=conditional)
        return replace(found, entries=tuple(replace(e, summary=self.summary) for e in found.entries))


def test_an_item_that_its_shared_page_does_not_show_becomes_a_draft(world: World) -> None:
    """As of a podcast's feed, whose items all lead to one page."""
    stand = world.archive = world.process.archive = Feed()
    world.process.sources.forget(SOURCE)
    stand.write(SOURCE, Kind.BASELINE, None)
    look(world)
    line = stand.write(SOURCE, Kind.NEWS, world.clock())
    stand.lines[SOURCE][0] = stand.address(line.piece, f"{SOURCE}#:~:text=Folge")
    stand.break_down(line.piece, ArticleGone("not on the page"))
    look(world)
    assert list_statuses(world) == [PostStatus.DRAFT]


@pytest.mark.parametrize(
    ("error", "statuses"),
    [(ReadingRefused("private network"), [PostStatus.DRAFT]), (NotReachable("a moment, please"), [])],
    ids=["refused", "down"],
)
def test_where_its_page_may_not_be_read_a_feeds_own_words_become_a_draft(
    world: World, error: NotReachable, statuses: list[PostStatus]
) -> None:
    stand = world.archive = world.process.archive = Feed()
    world.process.sources.forget(SOURCE)
    stand.write(SOURCE, Kind.BASELINE, None)
    look(world)
    stand.break_down(stand.write(SOURCE, Kind.NEWS, world.clock()).piece, error)
    look(world)
    assert list_statuses(world) == statuses
    assert all("private network" in post.reason for post in world.posts(FACEBOOK))


def test_of_a_large_first_look_the_listing_is_the_baseline_and_texts_are_read_later(
    world: World, stand: Newsstand
) -> None:
    for _ in range(50):
        stand.write(SOURCE, Kind.BASELINE, None)
    assert look(world).baseline == KNOWN + 50
    assert len(stand.reads) == READ_AT_ONCE
    look(world)
    look(world)
    assert len(stand.reads) == READ_AT_ONCE + 2 * READ_PER_LOOK
    newest = [Entry(url=line.url).url for line in stand.lines[SOURCE][: len(stand.reads)]]
    assert sorted(stand.reads) == sorted(newest)
    stand.write(SOURCE, Kind.NEWS, None)
    assert (look(world).new, list_statuses(world)) == (1, [PostStatus.SCHEDULED])


def test_one_known_by_its_listing_alone_is_read_when_a_person_makes_it_news(
    world: World, stand: Newsstand
) -> None:
    for _ in range(READ_AT_ONCE):
        stand.write(SOURCE, Kind.BASELINE, None)
    look(world)
    unread = next(known for known in world.process.articles.list_known() if not known.article.text)
    assert backfill(world.process, choose(world.process, [unread.article.url]), who="Anna") > 0
    assert [post.article_title for post in world.posts(FACEBOOK)] == [unread.article.title]


def test_an_old_one_known_by_its_listing_alone_is_read_when_it_may_have_moved(
    world: World, stand: Newsstand
) -> None:
    for _ in range(50):
        stand.write(SOURCE, Kind.BASELINE, None)
    look(world)
    line = stand.lines[SOURCE].pop()
    stand.lines[SOURCE].insert(0, stand.address(line.piece, f"{SOURCE}/umgezogen"))
    assert (look(world).new, list_statuses(world)) == (0, [])
    assert line.url in stand.reads


def test_an_undated_one_on_top_of_a_list_that_is_read_another_way_is_asked_about(
    world: World, stand: Newsstand
) -> None:
    stand.way = "feed bund.example"
    look(world)
    stand.way = "html bund.example"
    stand.write(SOURCE, Kind.NEWS, None)
    for _ in range(3):
        stand.write(SOURCE, Kind.OLD, None, place=len(stand.lines[SOURCE]))
    look(world)
    [post] = world.posts(FACEBOOK)
    assert (post.status, "another way" in post.reason) == (PostStatus.DRAFT, True)
