"""What people who do not see the picture are told."""

from bot.compose import composer
from bot.domain.article import Fact, FactKind
from bot.domain.channel import utf16_length
from bot.share_image.card import Brand, Card

BRAND = Brand(name="Verband der Vereine e. V.", color="#0a5fa5", logo=None)


def test_a_card_is_read_out_in_the_order_of_its_weight() -> None:
    drawn = Card(
        layout="card", title='Fest im "Wunderland"', category="Kultur", date="4. Mai 2026", brand=BRAND
    )
    assert composer.describe(drawn, None, "", "de") == (
        "Textkarte: „Fest im 'Wunderland'“. Rubrik: Kultur. 4. Mai 2026. Verband der Vereine e. V."
    )


def test_an_event_card_tells_when_and_not_when_it_was_written() -> None:
    drawn = Card(layout="event", title="Fest", date="4. Mai 2026", event_day="9", brand=BRAND)
    text = composer.describe(drawn, None, "Samstag, 9. Mai 2026", "de")
    assert text == "Textkarte: „Fest“. Termin: Samstag, 9. Mai 2026. Verband der Vereine e. V."


def test_a_fact_of_the_picture_is_a_sentence_of_its_own() -> None:
    facts = (
        Fact(kind=FactKind.WHERE, text="im Alten Depot"),
        Fact(kind=FactKind.DEADLINE, text="bis 15. Januar"),
    )
    text = composer.describe(Card(layout="card", title="Fest", facts=facts, brand=BRAND), None, "", "de")
    assert text.startswith("Textkarte: „Fest“. Im Alten Depot. Bis 15. Januar.")


def test_english_instances_are_told_in_english() -> None:
    drawn = Card(layout="card", title="Fest", category="Culture", brand=BRAND)
    assert composer.describe(drawn, None, "", "en").startswith("Text card: “Fest”. Section: Culture.")


def test_it_is_never_longer_than_the_platforms_take() -> None:
    drawn = Card(layout="card", title="Überschrift 🎉 " * 200, brand=BRAND)
    text = composer.describe(drawn, None, "", "de")
    assert 800 < utf16_length(text) <= 1000
    assert text.endswith("…")
