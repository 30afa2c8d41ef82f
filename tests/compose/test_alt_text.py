"""What people who do not see the picture are told."""

from bot.compose import alt_text, picture
from bot.domain.limits import utf16_length

BRAND = picture.Brand(name="Verband der Vereine e. V.", color="#0a5fa5", logo=None)


def test_a_card_is_read_out_in_the_order_of_its_weight() -> None:
    card = picture.Card(
        layout="card", title='Fest im "Wunderland"', category="Kultur", date="4. Mai 2026", brand=BRAND
    )
    assert alt_text.describe(card, None, "", "de") == (
        "Textkarte: „Fest im 'Wunderland'“. Rubrik: Kultur. 4. Mai 2026. Verband der Vereine e. V."
    )


def test_an_event_card_tells_when_and_not_when_it_was_written() -> None:
    card = picture.Card(layout="event", title="Fest", date="4. Mai 2026", event_day="9", brand=BRAND)
    text = alt_text.describe(card, None, "Samstag, 9. Mai 2026", "de")
    assert text == "Textkarte: „Fest“. Termin: Samstag, 9. Mai 2026. Verband der Vereine e. V."


def test_english_instances_are_told_in_english() -> None:
    card = picture.Card(layout="card", title="Fest", category="Culture", brand=BRAND)
    assert alt_text.describe(card, None, "", "en").startswith("Text card: “Fest”. Section: Culture.")


def test_it_is_never_longer_than_the_platforms_take() -> None:
    card = picture.Card(layout="card", title="Überschrift 🎉 " * 200, brand=BRAND)
    text = alt_text.describe(card, None, "", "de")
    assert utf16_length(text) <= 1000
    assert text.endswith("…")
