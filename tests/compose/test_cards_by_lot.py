"""Cards, captions and addresses put together by lot: what stands on each, and what is told of it.

`python -m tests.compose.test_cards_by_lot` writes the record anew; read its differences like code.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest

from bot.compose import captions, composer
from bot.compose.draft import Draft
from bot.domain.article import Article, Event, Fact, FactKind, Photo
from bot.domain.channel import utf16_length
from bot.domain.errors import NeedsPerson
from bot.domain.post import Styling
from bot.share_image.card import Brand, Card
from tests.known_channels import FACEBOOK, INSTAGRAM
from tests.lots import hold, keep

RECORD = Path(__file__).with_name("cards_by_lot.txt")
TEMPLATES = Path(__file__).parents[2] / "templates"
ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
BRAND = Brand(name="Verband e. V.", color="#0a5fa5", logo=None)
TEXTS = {
    FactKind.WHEN: ("Samstag, 9. Mai 2026", "am 1. März 2027", "samstags"),
    FactKind.WHERE: ("im Alten Depot", "Bürgerhaus 2026"),
    FactKind.PRICE: ("Eintritt frei", "Preis: 5 Euro", "5 Euro"),
    FactKind.DEADLINE: ("bis 15. Januar", "Anmeldung bis 7. Mai 2026", "bis 9. Juni 2026"),
    FactKind.REGISTER: ("Anmeldung nötig", "ohne Anmeldung"),
    FactKind.CONTACT: (
        "0201 000-12",
        "ada@v.example",
        "www.v.example/1",
        "+49 1",
        "(0201) 1",
        "IBAN DE12",
        "v1.de/a",
    ),
}
REPORTS = (
    "Am {}. {} kamen alle.",
    "Vom {0}. {1} bis 2. Mai war es schön.",
    "Am 2. Mai und am {}. {} war es gut.",
)


def test_each_card_shows_the_same_as_before() -> None:
    hold(RECORD, tell_all())


def tell_all() -> Iterator[str]:
    """What is told of each, line by line."""
    renderer = captions.Captions([TEMPLATES], "de")
    for word in ("a", "ab", "abc", "abcd", "🎉", "🎉a"):
        long = [(f"{word} " * 1500)[:size] for size in (1000, 1001, 1002, 1003, 1004, 1005, 1040, 1499)]
        yield f"{word} {[len(composer._shorten(text)) for text in long]}"
    for number in range(160):
        chance = Random(number)
        draft, article = make_draft(chance), make_article(chance)
        language = chance.choice(("de", "de", "en"))
        maker = composer.CardMaker(brand=BRAND, template_dirs=(TEMPLATES,), timezone=ZONE, language=language)
        styling = Styling(title=chance.choice(("", "", "Anders")), tone=chance.choice(("", "x")))
        photo = chance.choice((None, b"x"))
        card = maker.make_card(article, draft, photo, styling, chance.choice(((), ("ink", "paper"))))
        event = draft.event.text if draft.event else ""
        said = composer.describe(card, chance.choice((None, article.photo)), event, language)
        day = f"{card.event_weekday} {card.event_day} {card.event_month} {card.event_time}".strip()
        facts = " + ".join(fact.text for fact in card.facts)
        shown = f"{card.layout} {card.tone} {card.category} [{card.date}] [{day}]"
        yield f"{number} {shown} [{facts}] {card.credit} {card.title[:5]}"
        yield f"{number} {said}"
        parts = captions.Parts(
            headline=draft.headline, teaser=draft.teaser, event=event, facts=draft.facts, link=article.url,
            short_address="v.example", source=draft.source, credit=card.credit, hashtags=draft.tags,
            language=draft.language,
        )  # fmt: skip
        channel = chance.choice((FACEBOOK, INSTAGRAM))
        yield f"{number} {renderer.render(channel, parts, is_sober=draft.is_sober)}".replace("\n", "¶")
        tags = chance.choice(("a=1&b={channel}", "?a=&c=", "&a=2", " ", "?", "b"))
        address = chance.choice(
            ("https://v.example/a", "https://v.example/?a=&x=y#top", "file:///a", "http://v.example?b")
        )
        yield f"{number} {composer.add_tags(address, tags, channel)}"


def make_draft(chance: Random) -> Draft:
    first = date(2026, 5, 9) + timedelta(chance.choice((0, 22, 200, 291, 292, 293, 300)))
    last = first + timedelta(chance.choice((0, 0, 1, 9, 23)))
    starts = chance.choice((None, datetime(first.year, first.month, first.day, 15, tzinfo=ZONE)))
    ends = starts and chance.choice((None, datetime(last.year, last.month, last.day, 18, 30, tzinfo=ZONE)))
    event = Event(
        first=first, last=last, days=chance.choice(((), (), (first, first + timedelta(7),
        first + timedelta(14)))),
        starts_at=starts, ends_at=ends, text=f"am {first.day}.{first.month}.", is_main=chance.random() < 0.8,
    )  # fmt: skip
    kinds = chance.sample(list(TEXTS), chance.choice((0, 1, 2, 3, 6)))
    facts = tuple(Fact(kind=kind, text=chance.choice(TEXTS[kind])) for kind in kinds)
    return Draft(
        title="Das „Fest“ im Garten", headline=chance.choice(("", "Das Fest")),
        teaser="Der @Verein lädt ein.",
        source=chance.choice(("", "Stadt Essen")), tags=chance.choice(((), ("Essen",))),
        is_sober=chance.random() < 0.2,
        is_cheerful=False, event=chance.choice((None, event, event)), facts=facts, shown=facts,
        language=chance.choice(("de", "de", "en")), not_after=None, unsure=(), warnings=(),
    )  # fmt: skip


def make_article(chance: Random) -> Article:
    """One that may report of a day, near or far."""
    published = NOW - timedelta(hours=chance.choice((0, 10, 11, 24)))
    day = published.astimezone(ZONE).date() - timedelta(chance.choice((-1, 0, 1, 20, 21, 22)))
    month = ("Januar", "Februar", "März", "April", "Mai")[day.month - 1]
    text = chance.choice((*REPORTS, "Es war schön.")).format(day.day, month)
    photo = Photo(
        url="https://v.example/a.jpg",
        caption=chance.choice(("", "Im Saal.")),
        credit=chance.choice(("", "Foto: Ada")),
    )
    return Article(
        url="https://v.example/a", title="Das Fest",
        text=text, published_at=chance.choice((None, published, published)),
        categories=chance.choice(((), ("Aktuelles",), ("Allgemein", "Kultur"), ("Home",))),
        photo=chance.choice((None, photo)),
    )  # fmt: skip


@pytest.mark.parametrize("word", ["a", "ab", "abc", "abcdefghij", "🎉"])
@pytest.mark.parametrize("count", [998, 999, 1000, 1001, 1002, 1003, 1010, 1500])
def test_what_is_too_long_is_cut_behind_a_word(word: str, count: int) -> None:
    text = (f"{word} " * count)[:count]
    told = composer._shorten(text)
    size = utf16_length(told)
    assert size <= 1000
    assert (told == text) is (utf16_length(text) <= 1000)
    if told != text:
        assert told.endswith("…")
        assert set(told[:-1].split()) == {word}


def test_a_template_that_does_not_work_is_named_with_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "captions"
    folder.mkdir()
    (folder / "other.jinja").write_text("a\n{% if %}\n")
    for text, told in (
        ("{% include 'other.jinja' %}", "captions/other.jinja does not work in line 2"),
        ("a\n\n{{ nothing }}", "captions/facebook.jinja does not work in line 3: there is no “nothing”"),
        ("Über uns", "captions/facebook.jinja is not in UTF-8"),
        ("{{ 'x' * 9 }}{{ 1 / 0 }}", "captions/facebook.jinja does not work in line 1"),
        ("{% include 'gone.jinja' %}", "captions/gone.jinja is missing"),
    ):
        (folder / "facebook.jinja").write_text(text, encoding="cp1252")
        parts = captions.Parts(
            headline="", teaser="", event="", link="", short_address="", source="", credit="", hashtags=()
        )
        with pytest.raises(NeedsPerson, match=told):
            captions.Captions([tmp_path], "en").render(FACEBOOK, parts, is_sober=False)
    assert captions._find_line("facebook.jinja", ValueError("x")) == 0


def test_a_photo_is_told_with_its_words_and_who_took_it() -> None:
    card = Card(layout="photo", title="Fest", photo=b"x", credit="Ada", brand=BRAND)
    photo = Photo(url="https://v.example/a.jpg", caption="Im Saal.")
    told = {
        (is_shown, credit): composer.describe(
            Card(layout="photo", title="Fest", photo=b"x" * is_shown, credit=credit, brand=BRAND),
            photo,
            "",
            "de",
        )
        for is_shown in (0, 1)
        for credit in ("", "Ada")
    }
    assert told == {
        (0, ""): "Textkarte: „Fest“. Verband e. V.",
        (0, "Ada"): "Textkarte: „Fest“. Verband e. V.",
        (1, ""): "Foto mit Überschrift: „Fest“. Im Saal. Verband e. V.",
        (1, "Ada"): "Foto mit Überschrift: „Fest“. Im Saal. Foto: Ada. Verband e. V.",
    }
    assert composer.describe(card, None, "", "de") == "Foto mit Überschrift: „Fest“. Verband e. V."


if __name__ == "__main__":
    keep(RECORD, tell_all())
