"""Of a long feed only what is new is parsed and listed, whatever the server does to its order."""

import dataclasses
import random

import pytest

from bot.archive import feeds
from bot.archive.archive import HttpArchive
from bot.archive.feeds import parse_long_feed
from bot.domain.article import Look, Source
from tests.archive.sites import NOW, Site
from tests.archive.test_look import RSS

COUNT = 300
ITEM = """<item><title>Meldung {n}{edit}</title><link>https://verein.example/a/{n}</link><guid>id-{n}</guid></item>"""


def render(numbers: list[int], edited: int = -1) -> bytes:
    items = (ITEM.format(n=n, edit=" (neu)" if n == edited else "") for n in numbers)
    return RSS.format(url="https://verein.example", items="".join(items)).encode()


class Feed:
    """A long feed on a site, and the pipeline that takes its looks in."""

    def __init__(self, site: Site, archive: HttpArchive) -> None:
        self._site, self._archive = site, archive
        self.source = Source(url=f"{site.url}/feed", baseline_at=NOW)

    def look(self, body: bytes, *, conditional: bool = True, is_taken_in: bool = True) -> Look:
        self._site.show("/feed", body, "application/rss+xml")
        look = self._archive.look(self.source, conditional=conditional)
        if is_taken_in:
            self.source = dataclasses.replace(self.source, validators=look.validators)
        return look


@pytest.fixture
def feed(site: Site, archive: HttpArchive) -> Feed:
    opened = Feed(site, archive)
    assert len(opened.look(render(list(range(COUNT)))).entries) == COUNT
    return opened


def titles(look: Look) -> set[str]:
    return {entry.title for entry in look.entries}


def test_a_new_item_is_listed_with_some_known_ones_below_it(feed: Feed) -> None:
    look = feed.look(render([COUNT, *range(COUNT)]))
    assert look.entries[0].guid == f"id-{COUNT}"
    assert [entry.guid for entry in look.entries[1:4]] == ["id-0", "id-1", "id-2"]
    assert len(look.entries) == 51


@pytest.mark.parametrize("place", [0, 150, COUNT], ids=["first", "middle", "last"])
def test_a_new_item_is_found_wherever_it_stands(place: int, feed: Feed) -> None:
    numbers = list(range(COUNT))
    random.Random(place).shuffle(numbers)
    numbers.insert(place, COUNT)
    assert f"Meldung {COUNT}" in titles(feed.look(render(numbers)))


def test_an_edited_item_is_listed_again(feed: Feed) -> None:
    assert "Meldung 250 (neu)" in titles(feed.look(render(list(range(COUNT)), edited=250)))


def test_a_look_that_was_not_taken_in_is_shown_again(feed: Feed) -> None:
    numbers = [COUNT, *range(COUNT)]
    feed.look(render(numbers), is_taken_in=False)
    again = feed.look(render([COUNT + 1, *numbers]))
    assert {f"Meldung {COUNT}", f"Meldung {COUNT + 1}"} <= titles(again)


def test_an_unconditional_look_lists_everything(feed: Feed) -> None:
    assert len(feed.look(render(list(range(COUNT))), conditional=False).entries) == COUNT


def test_an_item_that_comes_twice_is_one_entry_more_at_most(feed: Feed) -> None:
    look = feed.look(render([COUNT, COUNT, *range(COUNT)]))
    guids = [entry.guid for entry in look.entries]
    assert guids.count(f"id-{COUNT}") == 2
    assert len(guids) == 52


def test_a_feed_cut_off_in_the_middle_shows_its_whole_items_and_is_asked_again(feed: Feed) -> None:
    whole = render([COUNT, *range(COUNT)])
    look = feed.look(whole[: len(whole) // 2])
    assert f"Meldung {COUNT}" in titles(look)
    assert look.validators.body_hash == ""
    assert not feed.look(whole[: len(whole) // 2]).unchanged


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            render(list(range(COUNT))).replace(b"Meldung 7<", b"<![CDATA[a </item> b]]><"), id="CDATA"
        ),
        pytest.param(render(list(range(COUNT))).decode().encode("utf-16"), id="UTF-16"),
        pytest.param(render(list(range(COUNT))).replace(b"<item>", b"<ITEM>"), id="case"),
        pytest.param(b"<item>", id="nothing else"),
        pytest.param(b"", id="empty"),
    ],
)
def test_a_feed_that_cannot_be_cut_is_judged_whole(body: bytes) -> None:
    found, seen = parse_long_feed(body, "https://verein.example/feed", b"", NOW)
    assert found.entries == feeds.parse_feed(body, "https://verein.example/feed", NOW).entries
    assert not seen


def test_cut_items_mean_what_they_mean_in_the_whole_feed() -> None:
    body = render(list(range(COUNT)))
    found, seen = parse_long_feed(body, "https://verein.example/feed", b"", NOW)
    assert found == feeds.parse_feed(body, "https://verein.example/feed", NOW)
    assert len(seen) == 8 * COUNT
