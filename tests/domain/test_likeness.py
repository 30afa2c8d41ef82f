"""Where two articles stop being the same: every share that decides, from both sides.

Fingerprints are made by hand, so that as much agrees as a line says.
"""

from dataclasses import replace

import pytest

from bot.domain.article import Article
from bot.domain.likeness import Fingerprint, Likeness, compare, find_same, fingerprint

PLACES = 128
SAME, UNSURE, DIFFERENT = Likeness.SAME, Likeness.UNSURE, Likeness.DIFFERENT
NOTHING: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())


def make(
    title: str, alike: int, *, size: int = 200, in_title: str = "", in_text: str = "", days: str = ""
) -> Fingerprint:
    """A fingerprint that agrees in so many places with one of which all places agree.

    in_title, in_text: its numbers; days: what its text says of the calendar.
    """
    return Fingerprint(
        title=tuple(title.split()),
        calendar=(frozenset(), frozenset(days.split())),
        numbers=(frozenset(in_title.split()), frozenset(in_text.split())),
        size=size,
        sketch=tuple(place if place < alike else PLACES + place for place in range(PLACES)),
    )


@pytest.mark.parametrize(
    ("titles", "alike", "size", "likeness"),
    [
        (("fest a", "fest"), 90, 99, SAME),
        (("fest a", "fest"), 90, 100, SAME),
        (("fest a b", "fest"), 90, 99, UNSURE),
        (("fest a b", "fest"), 90, 100, SAME),
        (("fest a b", "fest"), 89, 100, UNSURE),
        (("fest a", "fest"), 89, 100, SAME),
        (("fest", "feier"), 90, 100, SAME),
        (("fest", "feier"), 89, 100, UNSURE),
        (("fest", "feier"), 58, 100, UNSURE),
        (("fest", "feier"), 57, 100, DIFFERENT),
        (("fest", "feier"), 128, 99, DIFFERENT),
        (("fest a b c d", "fest"), 58, 99, UNSURE),
        (("fest a b c d e", "fest"), 128, 99, DIFFERENT),
        (("fest a", "fest"), 64, 100, SAME),
        (("fest a", "fest"), 50, 100, UNSURE),
        (("fest a", "fest"), 26, 100, UNSURE),
        (("fest a", "fest"), 25, 100, DIFFERENT),
        (("fest a b", "fest"), 57, 100, DIFFERENT),
    ],
)
def test_likeness_of_text_and_title_decide_together(
    titles: tuple[str, str], alike: int, size: int, likeness: Likeness
) -> None:
    a, b = (make(title, count, size=size) for title, count in zip(titles, (alike, PLACES), strict=True))
    assert (compare(a, b), compare(b, a)) == (likeness, likeness)


@pytest.mark.parametrize(("longer", "likeness"), [(100, UNSURE), (140, UNSURE), (160, SAME), (900, SAME)])
def test_an_excerpt_is_the_same_when_most_of_it_stands_in_the_whole(longer: int, likeness: Likeness) -> None:
    a, b = make("fest", 51, size=100), make("fest", PLACES, size=longer)
    assert (compare(a, b), compare(b, a)) == (likeness, likeness)


@pytest.mark.parametrize(
    ("a", "b", "likeness"),
    [
        (make("fest", 128, in_text="5"), make("fest", 128, in_text="6"), SAME),
        (make("fest a b", 128, in_text="5"), make("fest", 128, in_text="6"), DIFFERENT),
        (make("fest a", 128, in_text="5"), make("fest", 128, in_text="6"), SAME),
        (make("fest", 128, days="3.5."), make("fest", 128, days="3.5. 4.5."), SAME),
        (make("fest", 128, days="3.5."), make("fest", 128, days="4.5."), DIFFERENT),
        (make("fest", 128, in_title="2"), make("fest", 128), UNSURE),
        (make("fest a", 128, in_title="2"), make("fest", 128), UNSURE),
        (make("fest a b", 128, in_title="2"), make("fest", 128), SAME),
        (make("fest", 122, in_title="2", in_text="7"), make("fest", 128, in_title="3", in_text="7"), UNSURE),
        (
            make("fest", 121, in_title="2", in_text="7"),
            make("fest", 128, in_title="3", in_text="7"),
            DIFFERENT,
        ),
        (make("fest", 128, in_title="2"), make("fest", 128, in_title="3"), DIFFERENT),
        (make("fest", 128, in_title="2", days="a b"), make("fest", 128, in_title="3", days="a"), DIFFERENT),
        (
            make("fest", 128, in_title="2", in_text="7 8", days="a"),
            make("fest", 128, in_title="3", in_text="7", days="a"),
            DIFFERENT,
        ),
        (make("fest", 128, days="a b c d e f 1"), make("fest", 128, days="a b c d e f 2"), UNSURE),
        (make("fest", 128, days="a b c d e 1"), make("fest", 128, days="a b c d e 2"), DIFFERENT),
        (make("fest", 103, days="a b c d e f 1"), make("fest", 128, days="a b c d e f 2"), UNSURE),
        (make("fest", 102, days="a b c d e f 1"), make("fest", 128, days="a b c d e f 2"), DIFFERENT),
        (make("fest a", 128, days="a b c d e f 1"), make("fest", 128, days="a b c d e f 2"), UNSURE),
        (make("fest a b", 128, days="a b c d e f 1"), make("fest", 128, days="a b c d e f 2"), DIFFERENT),
        (
            make("fest", 128, in_title="2", in_text="7", days="a b c"),
            make("fest", 128, in_title="3", in_text="8", days="a b c"),
            UNSURE,
        ),
        (
            make("fest", 128, in_title="2", in_text="7", days="a b"),
            make("fest", 128, in_title="3", in_text="8", days="a b"),
            DIFFERENT,
        ),
    ],
)
def test_contradicting_numbers_and_days_are_another_occasion_or_a_correction(
    a: Fingerprint, b: Fingerprint, likeness: Likeness
) -> None:
    assert (compare(a, b), compare(b, a)) == (likeness, likeness)


def test_days_that_contradict_in_the_titles_are_never_a_correction() -> None:
    said = "a b c month5 month6"
    a, b = make("fest", PLACES, days=said), make("fest", PLACES, days=said)
    may = replace(a, calendar=(frozenset({"month5"}), a.calendar[1]))
    june = replace(b, calendar=(frozenset({"month6"}), b.calendar[1]))
    assert compare(may, june) is DIFFERENT


def test_without_a_text_only_the_very_same_title_raises_a_doubt() -> None:
    empty, whole = replace(make("fest", 0), sketch=()), make("fest", PLACES)
    assert [compare(empty, whole), compare(whole, empty), compare(empty, empty)] == [UNSURE] * 3
    assert compare(replace(empty, title=()), replace(whole, title=())) is DIFFERENT
    assert compare(empty, replace(whole, title=("feier",))) is DIFFERENT


def test_titles_of_numbers_only_are_alike_when_they_are_the_same() -> None:
    a, b = make("2026", 60, in_title="2026"), make("2026", PLACES, in_title="2026")
    assert compare(a, b) is UNSURE
    assert compare(replace(a, title=("2026", "27")), b) is UNSURE
    short = [replace(one, size=99) for one in (a, b)]
    assert compare(replace(short[0], title=("2026", "27")), short[1]) is DIFFERENT
    assert compare(*short) is UNSURE


@pytest.mark.parametrize("band", range(16))
def test_two_places_that_agree_in_a_band_share_one_key(band: int) -> None:
    a = make("fest", PLACES)
    other = [place + PLACES for place in range(PLACES)]
    other[2 * band : 2 * band + 2] = a.sketch[2 * band : 2 * band + 2]
    b = replace(make("feier", 0), sketch=tuple(other))
    assert len(set(a.keys) & set(b.keys)) == 1
    other[2 * band] = PLACES
    assert not set(a.keys) & set(replace(b, sketch=tuple(other)).keys)
    assert len(a.keys) == 17
    assert len(replace(a, title=()).keys) == 16
    assert len(replace(a, sketch=()).keys) == 1


TEXT = " ".join(f"wort{number}x" for number in range(240))


@pytest.mark.parametrize(
    ("known", "alone", "beside"),
    [
        (("Lesung mit Ada", TEXT), SAME, SAME),
        (("Lesung mit Ada heute", TEXT), SAME, UNSURE),
        (("Lesung mit Eva", TEXT), SAME, DIFFERENT),
        (("Lesung mit Ada", " ".join(TEXT.split()[:200])), SAME, UNSURE),
        (("Konzert", "Ganz anders."), DIFFERENT, DIFFERENT),
        (("Lesung mit Ada", ""), UNSURE, UNSURE),
    ],
)
def test_two_that_stand_in_a_list_at_once_are_two_unless_they_say_the_very_same(
    known: tuple[str, str], alone: Likeness, beside: Likeness
) -> None:
    article = Article(url="https://verein.example/a", title="Lesung mit Ada", text=TEXT)
    alike = [(7, fingerprint(*known))]
    assert find_same(article, alike) == (alone, 7)
    assert find_same(article, alike, standing={7}) == (beside, 7)
    assert find_same(article, alike, standing={8}) == (alone, 7)


def test_the_most_alike_is_found_among_many() -> None:
    article = Article(url="https://verein.example/a", title="Lesung mit Ada", text=TEXT)
    other, unsure = fingerprint("Konzert", "Ganz anders."), fingerprint("Lesung mit Ada", "")
    same = fingerprint("Lesung mit Ada", TEXT)
    assert find_same(article, [(1, other), (2, unsure), (3, same)]) == (SAME, 3)
    assert find_same(article, [(1, other), (2, unsure)]) == (UNSURE, 2)
    assert find_same(article, []) == (DIFFERENT, None)


@pytest.mark.parametrize(
    ("text", "calendar", "numbers"),
    [
        ("am 3. Mai", {"month 5", "3.5."}, set()),
        ("am 03.05.2026 und 4.6.", {"month 5", "3.5.", "2026", "month 6", "4.6."}, set()),
        ("am 3.5.26", {"month 5", "3.5.", "2026"}, set()),
        ("im März, im Jahr 1999", {"month 3", "1999"}, set()),
        ("1.234,50 Euro, 12 Uhr", set(), {"123450", "12"}),
        ("MAERZ; in May", {"month 3", "month 5"}, set()),
    ],
)
def test_days_and_other_numbers_are_told_apart(text: str, calendar: set[str], numbers: set[str]) -> None:
    of_title, of_text = fingerprint(text, ""), fingerprint("", text)
    assert (of_title.calendar, of_title.numbers) == ((calendar, set()), (numbers, set()))
    assert (of_text.calendar, of_text.numbers) == ((set(), calendar), (set(), numbers))


def test_a_text_is_boiled_down_by_three_words_at_once() -> None:
    assert [fingerprint("", " ".join("abcdef"[:count])).size for count in range(6)] == [0, 1, 1, 1, 2, 3]
    assert len(fingerprint("", "a").sketch) == PLACES
    many = " ".join(str(number) for number in range(100, 300))
    assert len(fingerprint("", many).numbers[1]) == 80
