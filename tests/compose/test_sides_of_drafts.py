"""What a draft shows of an event, of names, pages and days: played from both sides."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.compose import composer, draft, facts, paragraphs
from bot.domain.article import Article, Event, Fact, FactKind
from bot.share_image.card import Brand

TODAY = date(2026, 5, 4)
EVENT = Event(first=date(2026, 5, 9), last=date(2026, 5, 11), text="9. bis 11. Mai")


@pytest.mark.parametrize(
    ("text", "is_said"),
    [
        ("Am 9. Mai ist das Fest.", True),
        ("Am 11. Mai ist das Fest.", True),
        ("Am 10. Mai ist das Fest.", False),
        ("Am 9. Juni ist das Fest.", False),
        ("Am Samstag ist das Fest.", True),
        ("Am Montag ist das Fest.", False),
        ("Es ist ein Fest.", False),
        ("Zum Gedenken.", False),
    ],
)
def test_an_event_is_shown_where_words_name_its_day_or_are_about_it(text: str, *, is_said: bool) -> None:
    for is_main in (False, True):
        for is_sober in (False, True):
            event = Event(first=EVENT.first, last=EVENT.last, text="", is_main=is_main)
            is_about = is_main and (not is_sober or "Gedenken" in text)
            assert draft._is_shown(event, text, "de", is_sober=is_sober) is (is_said or is_about)


def test_a_fact_hangs_on_its_event_unless_it_says_what_is_free() -> None:
    prices = {"Eintritt frei": (False, True), "5 Euro": (True, True)}
    for text, hangs in prices.items():
        fact = Fact(kind=FactKind.PRICE, text=text)
        assert tuple(draft._hangs_on_event(fact, is_called_off=off) for off in (False, True)) == hangs
    others = [kind for kind in FactKind if kind is not FactKind.PRICE]
    told = {kind for kind in others if draft._hangs_on_event(Fact(kind=kind, text="5"), is_called_off=True)}
    assert told == {FactKind.WHEN, FactKind.WHERE, FactKind.REGISTER}


@pytest.mark.parametrize(
    ("title", "text", "told"),
    [
        ("Das Fest fällt aus", "Schade.", "Das Fest fällt aus. Schade."),
        ("Das Fest fällt aus!", "Schade.", "Das Fest fällt aus! Schade."),
        ("Das Fest fällt aus", "Das Fest fällt aus.", "Das Fest fällt aus."),
        ("Das Fest", "Schade.", "Schade."),
        ("Das Fest fällt aus", "x" * 430, f"Das Fest fällt aus. {'x' * 430}"),
        ("Das Fest fällt aus", "x" * 431, "Das Fest fällt aus"),
    ],
)
def test_words_begin_with_a_title_that_calls_off(title: str, text: str, told: str) -> None:
    assert draft._say_called_off(title, text) == told


@pytest.mark.parametrize(
    ("title", "text", "year"),
    [
        ("Fest 2025", "", 2025),
        ("Fest 2026", "", 2026),
        ("Fest 2027", "", 0),
        ("Fest 2025/2026", "", 0),
        ("Fest 2024 und 2025", "", 0),
        ("Fest", "Fest 2025" + "x" * 31, 2025),
        ("Fest", "Fest 2025 " + "x" * 30, 2025),
        ("Fest", "Fest 2025 " + "x" * 31, 0),
        ("Fest", "Fest\nFest 2025", 0),
    ],
)
def test_a_heading_names_the_year_of_its_days(title: str, text: str, year: int) -> None:
    assert draft._find_year(Article(url="x", title=title, text=text), TODAY) == year


@pytest.mark.parametrize(
    ("title", "tags"),
    [
        ("Das „Winterlicht“ beginnt", ("Winterlicht",)),
        ("Das „Winterlicht Essen Nord“ beginnt", ("WinterlichtEssenNord",)),
        ("Das „Winterlicht Essen Nord West“ beginnt", ()),
        ("Das „Winterlicht im Park“ beginnt", ()),
        ("Der „Kleine“ Vorverkauf beginnt", ()),
        ("Der „Kleine“ beginnt", ("Kleine",)),
        ("Der „Kleine Abend“ Vorverkauf beginnt", ("KleineAbend",)),
        ("Der „Wert“ eines Films", ()),
        ("Der „Wert“ im Film", ("Wert",)),
        ("„Kleiner“ Vorverkauf", ()),
    ],
)
def test_a_name_in_quotation_marks_is_a_tag(title: str, tags: tuple[str, ...]) -> None:
    subject = draft.Subject(categories=(), title=title, teaser="")
    assert draft.list_hashtags(subject, draft.Vocabulary()) == tags


@pytest.mark.parametrize(
    ("category", "is_tag"),
    [
        ("Haus", False),
        ("Hausfest", False),
        ("Haufen", True),
        ("Ein Haus", False),
        ("Schauhaus", True),
        ("Alle", False),
    ],
)
def test_a_category_is_left_out_by_its_beginning(category: str, *, is_tag: bool) -> None:
    vocabulary = draft.Vocabulary(stop=["haus*", "Alle"])
    subject = draft.Subject(categories=(category,), title="Neu", teaser="")
    assert (draft.list_hashtags(subject, vocabulary) != ()) is is_tag


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("Mehr unter v.example/a.", ["v.example/a"]),
        ("Mehr unter www.v.example.", ["www.v.example"]),
        ("Mehr unter v.example.", []),
        ("Mehr unter https://v.example.", ["https://v.example"]),
        (f"Mehr unter www.v.example/{'a' * 46}", [f"www.v.example/{'a' * 46}"]),
        (f"Mehr unter www.v.example/{'a' * 47}", []),
        (f"Mehr unter {'x' * 28} www.v.example", ["www.v.example"]),
        (f"Mehr unter {'x' * 35} www.v.example", []),
        ("Mail: ada@v.example/a", ["ada@v.example"]),
        ("Tel. 0201 12", []),
        ("Tel. 0201 123", ["0201 123"]),
        ("Fax 0201 123456", []),
    ],
)
def test_a_page_is_told_by_its_address_and_the_words_before_it(text: str, pages: list[str]) -> None:
    found = facts._list_contacts(text, "", facts._WEB_CUE, is_led=False)
    assert [contact.address for contact in found] == pages


@pytest.mark.parametrize(("days", "is_told"), [(-1, False), (0, True), (1, True), (21, True), (22, False)])
def test_a_card_shows_the_first_day_that_a_report_tells_of(days: int, *, is_told: bool) -> None:
    maker = composer.CardMaker(
        brand=Brand(name="V", color="#0a5fa5", logo=None), template_dirs=(),
        timezone=ZoneInfo("Europe/Berlin"),
        language="de",
    )  # fmt: skip
    published = datetime(2026, 5, 4, 22, 30, tzinfo=UTC)  # it is the fifth in Berlin
    told, other = date(2026, 5, 5) - timedelta(days), date(2026, 5, 2)
    words = "Am {}.{}.{} und am {}.{}.{} war es gut."
    text = words.format(told.day, told.month, told.year, other.day, other.month, other.year)
    article = Article(url="x", title="T", text=text, published_at=published)
    shown = told if is_told else other
    assert maker._render_day(article, "de") == composer.phrases.render_date(shown, "de")
    assert maker._render_day(Article(url="x", title="T", text="", published_at=None), "de") == ""


@pytest.mark.parametrize("before", [0, 1, 2])
@pytest.mark.parametrize(("lines", "is_dropped"), [(1, True), (27, True), (28, True), (29, False)])
def test_a_letter_that_is_quoted_is_dropped_where_it_ends(
    before: int, lines: int, *, is_dropped: bool
) -> None:
    above, letter = ["Es war gut."] * before, ["Liebe Gäste,", *["Wir danken."] * (lines - 1), "Ihr Verein"]
    told = list(paragraphs.drop_letters([*above, "Er schreibt:", *letter, "Ende."]))
    assert ("Wir danken." in told or "Liebe Gäste," in told) is not is_dropped
    assert told[-1] == "Ende."
    assert told[:before] == above
    plain = [*above, "Er schreibt.", *letter, "Ende."]
    assert list(paragraphs.drop_letters(plain)) == plain
