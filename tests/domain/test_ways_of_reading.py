"""What people are told of how a source is read."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.article import NEWEST, Entry, Look, Validators, describe_look, list_doubts, list_newest
from bot.domain.novelty import is_recognised

BERLIN = ZoneInfo("Europe/Berlin")
DAY = datetime(2026, 11, 26, 23, 30, tzinfo=UTC)


def make_look(count: int, *, is_dated: bool = True, way: str = "html bund.example") -> Look:
    entries = tuple(
        Entry(url=f"https://bund.example/{n}", title=f"Meldung {n}", published_at=DAY if is_dated else None)
        for n in range(count)
    )
    return Look(kind=way.partition(" ")[0], entries=entries, validators=Validators(), way=way)


def test_the_kind_and_the_count_are_told() -> None:
    assert describe_look(make_look(7)) == "7 articles listed (a page with links)"
    assert describe_look(make_look(1, way="html inline bund.example")).endswith(
        "(a page with whole articles)"
    )


def test_the_newest_are_shown_with_their_days_in_the_instances_time_zone() -> None:
    assert list_newest(make_look(9), BERLIN) == tuple(f"27.11.2026  Meldung {n}" for n in range(NEWEST))
    assert list_newest(make_look(1, is_dated=False), BERLIN) == ("??.??.????  Meldung 0",)


@pytest.mark.parametrize(
    ("look", "words"),
    [
        (make_look(3), []),
        (make_look(3, is_dated=False), ["no dates"]),
        (make_look(1), ["one item only"]),
        (make_look(3, way="html inline bund.example"), ["no pages of their own"]),
        (make_look(3, way="html elsewhere"), ["on other sites"]),
        (make_look(1, is_dated=False, way="html inline x"), ["one item only", "no dates", "no pages"]),
    ],
)
def test_what_is_uncertain_is_said(look: Look, words: list[str]) -> None:
    doubts = list_doubts(look)
    assert [word for word, doubt in zip(words, doubts, strict=True) if word not in doubt] == []


@pytest.mark.parametrize(
    ("listed", "known", "is_known_list"), [(7, 4, True), (8, 4, True), (9, 4, False), (0, 0, False)]
)
def test_a_list_is_recognised_when_half_of_it_is_known(
    listed: int, known: int, *, is_known_list: bool
) -> None:
    assert (
        is_recognised(make_look(listed), {f"https://bund.example/{n}" for n in range(known)}) is is_known_list
    )
