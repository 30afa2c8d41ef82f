"""What one look at a list proves: which side is new, whether it may be believed, what an unknown article is.

Lists are written as words: a number is a known article, counted as they came; a letter is an unknown one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain.article import (
    Article,
    ArticleStatus,
    Entry,
    KnownArticle,
    Look,
    Place,
    Source,
    Validators,
)
from bot.domain.novelty import Sight, decide_triage, find_alarm, may_judge, take_sight

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
MAX_AGE = 14 * DAY
BASELINE_AT = NOW - 7 * DAY
LOOKED_AT = NOW + SECOND
SOURCE = Source(url="https://verein.example/", baseline_at=BASELINE_AT)


def make_look(words: str, *, way: str = "") -> Look:
    entries = tuple(Entry(url=f"https://verein.example/{word}") for word in words.split())
    return Look(kind="html", entries=entries, validators=Validators(), way=way)


def see(words: str, *, listed: int = 0, days: Mapping[int, int] | None = None) -> tuple[str, str, bool]:
    """What stands above and below all that is known, and whether what is below is old; days: of November.

    The known ones stand as they did before.
    """
    look = make_look(" ".join(f"w{word}" for word in words.split()))
    known = {f"https://verein.example/w{word}": int(word) for word in words.split() if word.isdigit()}
    dated = {number: datetime(2026, 11, day, tzinfo=UTC) for number, day in (days or {}).items()}
    source = replace(SOURCE, listed=listed, standing=tuple(Place(known=each) for each in known.values()))
    sight = take_sight(source, look, known, dated, now=NOW, max_age=MAX_AGE)
    assert sight.standing == frozenset(known.values())
    above, below = ("".join(sorted(url[-1] for url in side)) for side in (sight.above, sight.below))
    return above, below, sight.is_below_old


@pytest.mark.parametrize(
    ("words", "listed", "seen"),
    [
        ("x y", 0, ("", "", False)),
        ("x 9 8 7 y", 3, ("x", "y", True)),
        ("9 8 7 y", 3, ("", "y", False)),
        ("9 8 7 y", 4, ("", "y", True)),
        ("9 8 7 p q r", 3, ("", "pqr", False)),
        ("9 8 7 p q r s", 3, ("", "pqrs", True)),
        ("9 8 7 p q r s t", 3, ("", "pqrst", True)),
        ("x 7 8 9 y", 3, ("y", "x", False)),
        ("x 9 8 y", 2, ("", "y", False)),
        ("x 9 8 7 3 5 y", 5, ("x", "y", True)),
        ("x 9 7 3 5 y", 4, ("", "y", False)),
        ("y 5 9 3 x", 3, ("", "x", False)),
        ("y 9 x 8 7", 3, ("y", "", True)),
    ],
)
def test_the_order_in_which_articles_came_tells_the_old_side(
    words: str, listed: int, seen: tuple[str, str, bool]
) -> None:
    assert see(words, listed=listed) == seen


@pytest.mark.parametrize(
    ("words", "days", "seen"),
    [
        ("x 6 5 4 3 2 1 y", {6: 7, 5: 8, 4: 9}, ("y", "x", True)),
        ("x 7 6 5 4 3 2 1 y", {7: 7, 6: 8, 5: 9}, ("x", "y", True)),
        ("x 3 2 1 y", {1: 9, 2: 9, 3: 9}, ("x", "y", True)),
        ("x 3 2 1 y", {1: 8, 2: 8, 3: 9}, ("", "y", False)),
        ("x 4 3 2 1 y", {1: 8, 2: 8, 3: 9, 4: 9}, ("x", "y", True)),
        ("x 6 5 4 3 2 1 y", {6: 9, 5: 9, 4: 8, 3: 8, 2: 9, 1: 9}, ("", "y", False)),
        ("x 1 2 3 4 y", {1: 6, 2: 7, 3: 8, 4: 9}, ("y", "x", False)),
        ("x 9 7 8 5 6 3 y", {9: 9, 7: 8, 8: 7, 5: 6, 6: 5, 3: 4}, ("x", "y", False)),
    ],
    ids=[
        *("half are dated", "fewer are", "one day says nothing", "two days say something"),
        *("several of each of two", "days that come back", "turned round since they came", "came otherwise"),
    ],
)
def test_days_tell_the_old_side_better_where_enough_are_known(
    words: str, days: Mapping[int, int], seen: tuple[str, str, bool]
) -> None:
    assert see(words, days=days) == seen


@pytest.mark.parametrize(
    ("days", "middle"),
    [
        ([9, 8, 7], 8),
        ([9, 8, 7, 6], 8),
        ([12, 9, 8, 7, 6], 8),
        ([15, 12, 11, 9, 8, 7, 6], 9),
        ([9, 8, 9], None),
    ],
)
def test_the_middle_day_of_what_is_known_in_order_stands_for_the_list(
    days: Sequence[int], middle: int | None
) -> None:
    """Days of November, of articles that came in the order in which they stand."""
    look = make_look(" ".join(str(20 - place) for place in range(len(days))))
    known = {entry.url: 20 - place for place, entry in enumerate(look.entries)}
    dated = {20 - place: datetime(2026, 11, day, tzinfo=UTC) for place, day in enumerate(days)}
    sight = take_sight(SOURCE, look, known, dated, now=NOW, max_age=MAX_AGE)
    assert sight.middle == (datetime(2026, 11, middle, tzinfo=UTC) if middle else None)


@pytest.mark.parametrize(
    ("before", "is_certain", "is_shuffled"),
    [
        ((9, 8, 7, 6, 5), True, False),
        ((4, 9, 8, 3, 7, 6, 5), True, False),
        ((9, 8, 7), True, False),
        ((9, 8), False, False),
        ((), False, False),
        ((8, 9, 7, 6, 5), False, False),
        ((5, 6, 7, 8, 9), False, False),
        ((8, 9, 6, 7), False, True),
        ((7, 9, 5, 6, 8), False, True),
        ((8, 9, 7), False, False),
    ],
)
def test_an_order_that_was_another_at_the_last_look_proves_nothing(
    before: tuple[int, ...], *, is_certain: bool, is_shuffled: bool
) -> None:
    source, look = (
        replace(SOURCE, listed=9, standing=tuple(Place(known=each) for each in before)),
        make_look("x 9 8 7 6 9 5 y"),
    )
    known = {entry.url: int(entry.url[-1]) for entry in look.entries if entry.url[-1].isdigit()}
    sight = take_sight(source, look, known, {}, now=NOW, max_age=MAX_AGE)
    assert (sight.is_below_old, sight.is_shuffled) == (is_certain, is_shuffled)


@pytest.mark.parametrize(
    ("then", "now", "way", "redated"),
    [
        ((9, 10, 3), (11, 12, 3), "", 12),
        ((9, 10, 3), (10, 12, 3), "", None),
        ((9, 10, 3, 4), (11, 12, 3, 4), "", 12),
        ((9, 10, 3, 4, 5), (11, 12, 3, 4, 5), "", None),
        ((9, 10), (11, 12), "html", None),
        ((9, 10), (8, 7), "", None),
    ],
    ids=["most", "one by a day", "half", "fewer", "read another way", "earlier days"],
)
def test_most_of_the_known_dated_anew_tell_until_when_days_prove_nothing(
    then: tuple[int, ...], now: tuple[int, ...], way: str, redated: int | None
) -> None:
    """Days of November; one more had no day before, and one no day now."""
    days = [NOW.replace(day=day) for day in now]
    entries = make_look(" ".join(map(str, range(len(now) + 2)))).entries
    shown = tuple(
        replace(entry, published_at=day) for entry, day in zip(entries, [*days, NOW, None], strict=True)
    )
    was = [Place(known=each, day=NOW.replace(day=day)) for each, day in enumerate(then)]
    standing = (*was, Place(known=len(now)), Place(known=len(now) + 1, day=NOW))
    look = replace(make_look("", way=way), entries=shown)
    known = {entry.url: each for each, entry in enumerate(shown)}
    sight = take_sight(
        replace(SOURCE, way="feed", standing=standing), look, known, {}, now=NOW, max_age=MAX_AGE
    )
    assert sight.redated == (NOW.replace(day=redated) if redated else None)


def test_the_bottom_is_the_oldest_of_what_is_young_enough_by_the_list_or_by_itself() -> None:
    listed = replace(make_look("a b c d"), entries=())
    urls = {name: f"https://verein.example/{name}" for name in "abcd"}
    entries = (
        Entry(url=urls["a"], published_at=NOW - DAY),
        Entry(url=urls["b"]),
        Entry(url=urls["c"], published_at=NOW - MAX_AGE - SECOND),
        Entry(url=urls["d"], published_at=NOW - 13 * DAY),
    )
    known, days = {urls["a"]: 1, urls["b"]: 2, urls["c"]: 3}, {1: NOW - 5 * DAY, 2: NOW - MAX_AGE}
    look = replace(listed, entries=entries)
    assert take_sight(SOURCE, look, known, days, now=NOW, max_age=MAX_AGE).bottom == NOW - MAX_AGE
    assert take_sight(SOURCE, look, known, {}, now=NOW, max_age=MAX_AGE).bottom == NOW - DAY
    assert take_sight(SOURCE, look, {}, {}, now=NOW, max_age=MAX_AGE).bottom is None
    for skipped, bottom in (({1}, NOW - MAX_AGE), ({2}, NOW - DAY), ({1, 2}, None)):
        sight = take_sight(SOURCE, look, known, days, now=NOW, max_age=MAX_AGE, skipped=skipped)
        assert sight.bottom == bottom


@pytest.mark.parametrize(
    ("before", "now", "is_other"),
    [
        ("html x", "html y", True),
        ("html x", "feed x", True),
        ("html x", "html x", False),
        ("", "html x", False),
        ("html x", "", False),
    ],
)
def test_a_list_is_read_another_way_only_when_both_ways_are_known(
    before: str, now: str, *, is_other: bool
) -> None:
    sight = take_sight(replace(SOURCE, way=before), make_look("a", way=now), {}, {}, now=NOW, max_age=MAX_AGE)
    assert sight.is_other_way is is_other


@pytest.mark.parametrize(
    ("known", "unknown", "early"),
    [
        ((26, 25, 24, 23), (22, 23, 30), {22}),
        ((29, 28, 27, 26, 25, 24, 23), (22, 23, 30), {22}),
        ((23, 24, 25, 26), (22,), {22}),
        ((25, 24, 23), (22,), set()),
        ((26, 25, 24, 23, 24), (22,), {22}),
        ((26, 25, 23, 24), (22,), set()),
        ((26, 25, 25, 23), (22,), set()),
        ((29, 28, 27, 28, 27, 26, 27, 26, 25), (22,), {22}),
        ((29, 28, 27, 28, 27, 26, 27, 26), (22,), set()),
    ],
    ids=[
        "falling",
        "for long",
        "rising",
        "too few",
        "mostly",
        "hardly",
        "twice the same",
        "six to two",
        "five to two",
    ],
)
def test_a_lower_number_than_all_known_ones_is_an_earlier_article(
    known: tuple[int, ...], unknown: tuple[int, ...], early: set[int]
) -> None:
    addresses = {f"https://verein.example/{n}-k{place}": place for place, n in enumerate(known)}
    others = {f"https://verein.example/{n}": n for n in unknown}
    look = replace(make_look(""), entries=tuple(Entry(url=url) for url in (*others, *addresses)))
    sight = take_sight(SOURCE, look, addresses, {}, now=NOW, max_age=MAX_AGE)
    assert {others[url] for url in sight.early} == early


@pytest.mark.parametrize(
    ("words", "known_here", "listed_before", "is_alarm"),
    [
        ("a b c d e f 1", 20, 7, False),
        ("a b c d e f g 1", 20, 7, True),
        ("a b c d e f g h 1 2 3 4", 20, 9, False),
        ("a b c d e f g h i 1 2 3 4", 20, 9, True),
        ("a b c d e f g", 1, 7, True),
        ("1 a 2 b", 20, 4, False),
        ("1 a b c", 20, 4, True),
        ("1 a b c", 2, 4, False),
        ("1 a b c", 3, 4, True),
        ("1 a b", 3, 9, False),
        ("1 a b", 4, 5, False),
        ("1 a b", 4, 6, True),
        ("a b c", 3, 9, False),
        ("a b c", 4, 3, True),
        ("a b c", 0, 3, False),
        ("a b c d e f g h", 0, 3, False),
    ],
)
def test_a_list_of_which_too_little_is_known_is_not_believed(
    words: str, known_here: int, listed_before: int, *, is_alarm: bool
) -> None:
    look = make_look(words)
    known = {entry.url for entry in look.entries if entry.url[-1].isdigit()}
    source = replace(SOURCE, listed=listed_before)
    alarm = find_alarm(source, look, known, known_here=known_here)
    assert bool(alarm) is is_alarm
    if is_alarm:
        assert f"Only {len(known)} of {len(look.entries)} listed articles are known" in alarm
    assert not find_alarm(replace(source, baseline_at=None), look, known, known_here=known_here)


def test_what_proves_its_own_day_counts_as_recognised_where_something_is_known_as_well() -> None:
    look = make_look("1 a b c d")
    proven = {"https://verein.example/a", "https://verein.example/b"}
    known = {"https://verein.example/1"}
    assert find_alarm(SOURCE, look, known, known_here=9)
    assert not find_alarm(SOURCE, look, known, known_here=9, proven=proven)
    assert "Only 0 of 5" in find_alarm(SOURCE, look, set(), known_here=9, proven=proven)


def test_an_empty_list_is_told_of_before_the_first_look_and_after() -> None:
    empty = make_look("")
    assert "suddenly shows no articles" in find_alarm(SOURCE, empty, set(), known_here=3)
    first = find_alarm(replace(SOURCE, baseline_at=None), empty, set(), known_here=0)
    assert "nothing counts as known" in first


URL = "https://verein.example/neu"
SIGHT = Sight(now=NOW, max_age=MAX_AGE)
BELOW = replace(SIGHT, below=frozenset({URL}))
SURELY_BELOW = replace(BELOW, is_below_old=True)
EARLY = replace(SIGHT, early=frozenset({URL}))
ELSEWHERE = replace(SIGHT, elsewhere=frozenset({URL}))
ELSEWHERE_ABOVE = replace(ELSEWHERE, above=frozenset({URL}))
ANEW = replace(SIGHT, is_other_way=True)
ANEW_ABOVE = replace(ANEW, above=frozenset({URL}))
OLD = BASELINE_AT - DAY


@pytest.mark.parametrize(
    ("published", "sight", "told"),
    [
        pytest.param(None, SIGHT, "new", id="without a day"),
        pytest.param(NOW, SIGHT, "new", id="today"),
        pytest.param(OLD, SIGHT, "new", id="a day before the first look"),
        pytest.param(OLD - SECOND, SIGHT, "skipped: older than all that was listed", id="longer before"),
        pytest.param(OLD - 2 * DAY, replace(SIGHT, bottom=OLD - 2 * DAY), "new", id="as old as the oldest"),
        pytest.param(
            OLD - 2 * DAY - SECOND,
            replace(SIGHT, bottom=OLD - 2 * DAY),
            "skipped: older than all",
            id="older",
        ),
        pytest.param(
            BASELINE_AT - SECOND, replace(SIGHT, bottom=NOW), "skipped: older than all", id="all are later"
        ),
        pytest.param(BASELINE_AT, replace(SIGHT, bottom=NOW), "new", id="since the first look"),
        pytest.param(NOW - MAX_AGE, replace(SIGHT, bottom=NOW - MAX_AGE), "new", id="just young enough"),
        pytest.param(
            NOW - MAX_AGE - SECOND,
            replace(SIGHT, bottom=NOW - 99 * DAY),
            "skipped: published on 15 Nov 2026, which is too long",
            id="too old",
        ),
        pytest.param(None, BELOW, "new? It stands below all", id="below"),
        pytest.param(None, SURELY_BELOW, "skipped: stands below all", id="surely below"),
        pytest.param(BASELINE_AT, SURELY_BELOW, "new", id="below, but published since"),
        pytest.param(BASELINE_AT - SECOND, SURELY_BELOW, "skipped: stands below all", id="published before"),
        pytest.param(OLD, replace(BELOW, bottom=OLD - DAY), "new? It stands below all", id="below, young"),
        pytest.param(
            OLD - SECOND, replace(BELOW, bottom=OLD - DAY), "skipped: stands below all", id="below, not young"
        ),
        pytest.param(None, EARLY, "new? Its address has a lower number", id="a lower number"),
        pytest.param(BASELINE_AT, EARLY, "new", id="a lower number, but published since"),
        pytest.param(BASELINE_AT - SECOND, EARLY, "new? Its address has a lower number", id="and before"),
        pytest.param(None, replace(SIGHT, is_shuffled=True), "new? It has no date", id="shuffled"),
        pytest.param(BASELINE_AT - SECOND, replace(SIGHT, is_shuffled=True), "new", id="shuffled, dated"),
        pytest.param(NOW, replace(BELOW, middle=NOW - DAY), "new", id="below, of today as others"),
        pytest.param(
            NOW, replace(SURELY_BELOW, middle=NOW - DAY - SECOND), "new? It stands below all", id="too young"
        ),
        pytest.param(NOW, replace(SIGHT, middle=OLD, redated=NOW - SECOND), "new", id="after an import"),
        pytest.param(NOW, replace(SIGHT, redated=NOW), "new? The list gave this day", id="of an import"),
        pytest.param(NOW - DAY, replace(SIGHT, redated=NOW), "new? The list gave this day", id="before it"),
        pytest.param(NOW, replace(SURELY_BELOW, redated=NOW), "skipped: stands below", id="and below"),
        pytest.param(
            NOW, replace(SURELY_BELOW, middle=NOW - 3 * DAY), "new? It stands below all", id="much too young"
        ),
        pytest.param(None, replace(BELOW, early=frozenset({URL})), "new? It stands below", id="both"),
        pytest.param(None, ELSEWHERE, "skipped: stands on another site, among", id="elsewhere, in the list"),
        pytest.param(BASELINE_AT, ELSEWHERE, "new? It stands on another site", id="elsewhere, since"),
        pytest.param(None, ELSEWHERE_ABOVE, "new? It stands on another site", id="elsewhere, above"),
        pytest.param(None, ANEW, "skipped: stands in a list that is read another way", id="read anew"),
        pytest.param(None, ANEW_ABOVE, "new? The list is read another way", id="read anew, above"),
        pytest.param(OLD, ANEW, "new? The list is read another way", id="read anew, young"),
        pytest.param(
            OLD - SECOND, replace(ANEW, bottom=OLD - DAY), "skipped: stands in a list", id="not young"
        ),
        pytest.param(
            OLD - SECOND,
            replace(ANEW_ABOVE, bottom=OLD - DAY),
            "skipped: stands in a list",
            id="above, not young",
        ),
    ],
)
def test_an_unknown_article_is_news_or_old_by_its_day_and_place(
    published: datetime | None, sight: Sight, told: str
) -> None:
    article = Article(url=URL, title="Neues", text="Etwas.", published_at=published)
    triage = decide_triage(article, URL, SOURCE, sight, "")
    reason = f": {triage.reason}" if triage.reason else ""
    doubt = f"? {triage.doubt}" if triage.doubt else ""
    assert f"{triage.status}{reason}{doubt}".startswith(told)
    assert bool(reason or doubt) is (told != "new")


def test_nothing_is_news_at_the_first_look() -> None:
    article = Article(url=URL, title="Neues", text="Etwas.", published_at=NOW)
    first = replace(SOURCE, baseline_at=None)
    assert decide_triage(article, URL, first, ANEW_ABOVE, "?").status is ArticleStatus.BASELINE


def test_a_doubt_that_was_there_stays_and_keeps_a_list_read_anew_from_news() -> None:
    article = Article(url=URL, title="Neues", text="Etwas.")
    for sight in (SIGHT, BELOW, EARLY):
        assert decide_triage(article, URL, SOURCE, sight, "Is it real?").doubt == "Is it real?"
    assert decide_triage(article, URL, SOURCE, ANEW_ABOVE, "Is it real?").status is ArticleStatus.SKIPPED


def test_a_list_read_anew_counts_from_its_last_look() -> None:
    article = Article(url=URL, title="Neues", text="Etwas.", published_at=NOW - 2 * DAY)
    for looked_at, status in (
        (NOW - DAY, ArticleStatus.NEW),
        (NOW - DAY + SECOND, ArticleStatus.SKIPPED),
        (None, ArticleStatus.NEW),
    ):
        source = replace(SOURCE, looked_at=looked_at)
        assert decide_triage(article, URL, source, ANEW, "").status is status


@pytest.mark.parametrize(
    ("way", "elsewhere"),
    [
        ("html verein.example", {"https://blatt.example/b"}),
        ("html neu.example", {"https://blatt.example/b"}),
        ("html elsewhere", set()),
        ("wordpress bund.example", set()),
        ("sitemap bund.example", set()),
        ("feed verein.example", set()),
    ],
)
def test_what_stands_on_another_site_than_a_pages_own_list_is_told(way: str, elsewhere: set[str]) -> None:
    own = (
        "https://www.verein.example/a",
        "https://chor.verein.example/c",
        *(["https://neu.example/d"] * ("neu" in way)),
    )
    entries = tuple(Entry(url=url, title="Neues") for url in (*own, "https://blatt.example/b"))
    look = Look(kind="html", entries=entries, validators=Validators(), way=way)
    assert take_sight(SOURCE, look, {}, {}, now=NOW, max_age=MAX_AGE).elsewhere == elsewhere


@pytest.mark.parametrize(
    ("status", "seen_at", "source", "change", "may"),
    [
        (ArticleStatus.SKIPPED, BASELINE_AT - DAY, "other", {}, True),
        (ArticleStatus.SKIPPED, NOW, "own", {}, False),
        (ArticleStatus.SKIPPED, NOW, "other", {"standing": ()}, False),
        (ArticleStatus.SKIPPED, NOW, "other", {"baseline_at": None}, False),
        (ArticleStatus.BASELINE, BASELINE_AT, "other", {}, False),
        (ArticleStatus.BASELINE, BASELINE_AT + SECOND, "other", {}, True),
        (ArticleStatus.BASELINE, NOW - DAY, "other", {"full_look_at": NOW - DAY}, False),
        (ArticleStatus.BASELINE, NOW, "other", {"full_look_at": NOW - DAY}, True),
        (ArticleStatus.BASELINE, NOW, "own", {}, False),
        (ArticleStatus.SKIPPED, LOOKED_AT, "own", {}, True),
        (ArticleStatus.SKIPPED, LOOKED_AT - SECOND, "own", {}, False),
        (ArticleStatus.BASELINE, LOOKED_AT, "own", {}, False),
        (ArticleStatus.SKIPPED, LOOKED_AT, "own", {"standing": ()}, False),
        *[
            (status, NOW, "other", {}, False)
            for status in ArticleStatus
            if status not in {ArticleStatus.SKIPPED, ArticleStatus.BASELINE}
        ],
    ],
)
def test_which_articles_of_other_lists_a_list_may_judge_anew(
    status: ArticleStatus, seen_at: datetime, source: str, change: Mapping[str, Any], may: bool
) -> None:
    watched = replace(replace(SOURCE, standing=(Place(known=1),)), **change)
    known = KnownArticle(
        id=2,
        article=Article(url="https://verein.example/2", title="Titel", text="Text."),
        source=SOURCE.url if source == "own" else "https://verein.example/presse",
        status=status,
        reason="",
        first_seen_at=seen_at,
    )
    assert may_judge(watched, known, LOOKED_AT) is may
