"""Where "it stands there" ends: the last word, second, letter and address that count."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import test_matching

from bot.channels.matching import (
    Handles,
    Row,
    are_older,
    find_match,
    fingerprint,
    fold_address,
    is_rows,
    keep_since,
    list_addresses,
    list_unclaimed,
    note_lost_text,
    parse_time,
)
from bot.domain.post import CLOCKS_APART, Post, Presence, Receipt, Search

NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
LINK = "https://verband.example/garten"
YES, NO, ASK = Presence.YES, Presence.NO, Presence.ASK


def make_post(caption: str = "", *, link: str = LINK, title: str = "", alt_text: str = "") -> Post:
    post = test_matching.make_post(caption, link=link, title=title)
    return replace(post, article_url=LINK, composition=replace(post.composition, alt_text=alt_text))


def row(text: str = "", *, name: str = "1_77", at: datetime | None = NOW, **more: object) -> Row:
    receipt = Receipt(remote_id=name, permalink=f"https://www.facebook.com/{name}")
    return Row(receipt=receipt, text=text, at=at, **more)  # type: ignore[arg-type]


def judge(shown: Row, post: Post, **search: object) -> Presence:
    wanted = Search(**{"since": NOW, **search})  # type: ignore[arg-type]
    return find_match([shown], post, wanted, uploads=frozenset()).presence


def words(count: int, letter: str = "w") -> str:
    return " ".join(f"{letter}{number}" for number in range(count))


@pytest.mark.parametrize(
    ("sent", "shown", "presence"),
    [
        (words(60), words(30), YES),
        (words(60), words(31), YES),
        (words(60), words(59), YES),
        (words(60), words(29), ASK),
        (words(60, "x"), words(30), NO),
        (words(60), words(30, "x"), NO),
        (words(100), words(29), NO),
        (words(60), words(30) + " x", ASK),
        (words(30), words(15) + " " + words(15, "x"), ASK),
        (words(30), words(14) + " " + words(16, "x"), NO),
        (words(410), words(400) + " " + words(9, "x"), YES),
        (words(410), words(399) + " " + words(9, "x"), ASK),
        ("", words(40), NO),
        (words(40), "", NO),
        ("#a #b", "#c #d", NO),
    ],
)
def test_a_text_is_ours_as_long_as_its_words_are(sent: str, shown: str, presence: Presence) -> None:
    assert judge(row(shown), make_post(sent)) is presence


@pytest.mark.parametrize(
    ("title", "shown", "presence"),
    [
        ("Einladung zum", "Einladung zum Fest im Hof", NO),
        ("Einladung zum Fest", "Unsere Einladung zum FEST im Hof", ASK),
        ("Einladung zum Fest", "Einladung zum Festival", NO),
        ("Einladung zum Fest", "Einladung zum großen Fest", NO),
    ],
)
def test_a_title_of_three_words_raises_a_question(title: str, shown: str, presence: Presence) -> None:
    assert judge(row(shown), make_post("Etwas anderes", title=title)) is presence
    assert judge(row("Bild", alt_text=shown), make_post("Etwas anderes", title=title)) is presence


@pytest.mark.parametrize("name", ["alt_text", "caption"])
def test_text_and_alternative_text_are_compared_each_with_its_own(name: str) -> None:
    post = make_post(**{name: words(10)})
    ours = words(5) + " " + words(5, "x")
    shown = row(ours) if name == "caption" else row(alt_text=ours)
    assert judge(shown, post) is ASK
    other = row(alt_text=ours) if name == "caption" else row(ours)
    assert judge(other, post) is NO


@pytest.mark.parametrize(
    ("shown", "presence"),
    [
        (f"Seht {LINK}", YES),
        (f"Seht {LINK} und {LINK}?b=1", ASK),
        (f"Seht {LINK} und https://anders.example/b", YES),
        (f"Seht {LINK} und https://verband.example/", YES),
        ("Seht https://verband.example/anderes", NO),
        ("Seht https://anders.example/b", NO),
        (f"Seht {LINK} und https://verband.example/beides", YES),
    ],
)
def test_addresses_decide_whatever_the_words_say(shown: str, presence: Presence) -> None:
    post = make_post(f"Ein Garten {LINK} https://verband.example/beides")
    assert judge(row(shown), post) is presence
    links = tuple(word for word in shown.split() if word.startswith("http") and not word.endswith("/"))
    assert judge(row("Seht", links=("", *links)), post) is presence


def test_a_post_whose_link_is_the_front_page_is_known_by_its_words() -> None:
    post = replace(make_post("Ein Garten", link="https://verband.example/"), article_url="")
    assert judge(row("Anderes https://verband.example/"), post) is NO
    assert judge(row("Ein Garten https://verband.example/"), post) is YES


def test_only_what_is_young_enough_and_known_as_nothing_else_counts() -> None:
    post = make_post("Ein Garten")
    assert judge(row("Ein Garten", at=NOW - CLOCKS_APART), post) is YES
    assert judge(row("Ein Garten", at=NOW - CLOCKS_APART - SECOND), post) is NO
    assert judge(row("Ein Garten", at=None), post) is YES
    assert judge(row("Ein Garten", name="8"), post, claimed=frozenset({"88"})) is YES
    rows = [row(name="1"), row(name="2"), row(name="3", at=NOW - 9 * CLOCKS_APART)]
    search = Search(since=NOW, claimed=frozenset({"2"}))
    assert [shown.receipt.remote_id for shown in list_unclaimed(rows, search)] == ["1"]


def test_a_listing_is_blind_when_it_shows_nothing_of_what_must_stand_there() -> None:
    post = make_post("Ein Garten")
    rows = [row("Anderes", name="1"), row("Altes", name="2", at=NOW - 9 * CLOCKS_APART)]

    def is_blind(*known: str) -> bool:
        search = Search(since=NOW, known=frozenset(known), claimed=frozenset({"1"}))
        return find_match(rows, post, search, uploads=frozenset()).is_blind

    told = [
        is_blind(*known) for known in ((), ("1",), ("2",), ("3",), ("https://facebook.com/1/",), ("2", "3"))
    ]
    assert told == [False, False, False, True, False, False]


@pytest.mark.parametrize("span", ["lost", "gap"])
def test_forgotten_time_reaches_to_the_rounded_second(span: str) -> None:
    post, times = make_post("Ein Garten"), (NOW - 2 * HOUR, NOW - HOUR)
    for at, presence in (
        (times[0] - 2 * SECOND, ASK),
        (times[0] - 3 * SECOND, NO),
        (times[1] + 2 * SECOND, ASK),
        (times[1] + 3 * SECOND, NO),
        (None, NO),
    ):
        assert judge(row("Anderes", at=at, is_marked=True), post, **{span: times}) is presence
    by_hand = row("Anderes", at=times[0], is_by_app=False)
    assert judge(by_hand, post, **{span: times}) is NO
    unmarked = row("Anderes", at=times[0])
    assert judge(unmarked, post, **{span: times}) is (ASK if span == "lost" else NO)


def test_a_text_of_ours_that_is_gone_was_lost_and_a_persons_never() -> None:
    post = make_post("Ein Garten")
    told = [
        note_lost_text(shown, wanted).is_altered
        for shown, wanted in (
            (row(""), post),
            (row("Garten"), post),
            (row("", is_by_app=False), post),
            (row(""), make_post("")),
        )
    ]
    assert told == [True, False, False, False]


def test_the_excerpt_is_cut_behind_eighty_letters() -> None:
    post = make_post("", title="Ein Garten für alle")
    for length, excerpt in ((80, 80), (81, 80)):
        text = ("Ein Garten für alle " + "x" * 99)[:length]
        found = find_match([row(text)], post, Search(since=NOW), uploads=frozenset())
        assert len(found.excerpt) == excerpt
        assert found.excerpt.endswith("…") is (length > 80)


def test_rows_of_a_listing_are_kept_and_ended_by_their_times() -> None:
    def at(*offsets: int | None) -> list[dict[str, object]]:
        return [{"t": None if o is None else (NOW + o * SECOND).isoformat()} for o in offsets]

    kept = list(keep_since(at(1, 0, -1, None), "t", NOW))
    assert len(kept) == 3
    pages = [at(), at(-1), at(0), at(-1, 0), at(-1, None), at(-1, -2), at(-2, -1)]
    assert [are_older(page, "t", NOW) for page in pages] == [False, True, False, False, False, True, False]
    assert [is_rows(rows) for rows in ([], [{}], [1], {}, None, [{}, 1])] == [True, True] + [False] * 4


def test_times_of_a_platform_are_read_in_both_forms() -> None:
    told = [
        "2026-05-04T11:00:00+0200",
        "2026-05-04T09:00:00",
        NOW.timestamp(),
        "neulich",
        10**20,
        None,
        float("nan"),
    ]
    assert [parse_time(time) for time in told] == [NOW] * 3 + [None] * 4


def test_addresses_are_folded_out_of_what_leads_to_them() -> None:
    inside = "https://l.instagram.com/?u=https%3A%2F%2Fverband.example%2Fgarten&e=1"
    for form in (inside, "verband.example/garten.", "https://verband.example/garten)»", f" {LINK} "):
        assert fold_address(form) == LINK
    assert fold_address("https://l.example/?u=x") == "https://l.example?u=x"
    assert fold_address("https://l.facebook.com/x") == "https://l.facebook.com/x"
    assert fold_address("https://[::1/") == "https://[::1/"
    assert list_addresses("https://a.example/?p=1 https://a.example/ https://a.example/?p=1") == [
        "https://a.example?p=1"
    ]


def test_a_handle_can_be_read_once_it_was_stored() -> None:
    stored: list[tuple[str, str]] = []
    handles = Handles({"a": "1"}, lambda name, value: stored.append((name, value)))
    handles.drop("b")
    handles.keep("c", "3")
    handles.drop("a")
    handles.drop("a")
    assert stored == [("c", "3"), ("a", "")]
    assert (dict(handles), len(handles)) == ({"a": "", "c": "3"}, 2)


def test_an_upload_is_another_when_picture_alternative_text_or_caption_are() -> None:
    one = make_post("a", alt_text="b").composition
    others = [one, replace(one, image_sha256="z"), replace(one, alt_text="z"), replace(one, caption="z")]
    assert len({fingerprint(other) for other in others}) == 3
    prints = {fingerprint(other, with_caption=True) for other in others}
    assert len(prints) == 4
    assert fingerprint(one) == "59b271ae1bbcb1d3", "another one would upload every picture again"
    assert fingerprint(one, with_caption=True) == "fd1526f3a072adfd"
