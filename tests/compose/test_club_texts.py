"""Kinds that the pages of clubs, parishes and schools showed, each in words of our own."""

from bot.domain.article import FactKind
from tests.compose.test_found_kinds import list_texts, write


def test_who_is_glad_to_welcome_somebody_by_name_tells_news() -> None:
    for news in (
        "Wir freuen uns, eine neue Partnerschaft mit dem Turnverein bekannt zu geben!",
        "Wir freuen uns mit Mira Sol eine neue Leiterin der Werkstatt zu begrüßen.",
    ):
        assert write("Neues aus dem Verein", news, "Die Werkstatt ist offen für alle.").teaser.startswith(
            news
        )
    greeting = "Wir freuen uns, Sie und viele andere Gäste bei uns begrüßen zu dürfen."
    assert greeting not in write("Neues", greeting, "Der Chor singt am Abend im Garten für alle.").teaser


def test_the_hour_and_place_of_every_week_are_not_those_of_one_day() -> None:
    told = write(
        "Neues vom Lauftreff",
        "Am Sonntag, 14. Juni 2026, ist in der Altstadt Tag der offenen Tür der Vereine.",
        "Ab Juli treffen wir uns an jedem ersten Montag im Monat um 17:00 Uhr. "
        "Treffpunkt ist die Schule am Wald.",
    )
    assert list_texts(told, FactKind.WHEN) == ["Sonntag, 14. Juni 2026"]
    assert list_texts(told, FactKind.WHERE) == []


def test_a_place_that_is_not_known_yet_is_none() -> None:
    told = write("Treffen", "Wir treffen uns am 14. Juni um 17 Uhr.", "Wo? Steht noch nicht fest.")
    assert list_texts(told, FactKind.WHEN) == ["Sonntag, 14. Juni 2026, 17 Uhr"]
    assert list_texts(told, FactKind.WHERE) == []


def test_a_letter_that_a_text_quotes_speaks_for_nobody_here() -> None:
    told = write(
        "Außerordentliche Versammlung",
        "Der Verein lädt zu einer außerordentlichen Versammlung ein.",
        "Vom Amt kam dieser Brief:",
        "Hallo Mira,",
        "In eurer Satzung fehlt ein Satz zum Ehrenamt, und den müsst ihr noch ergänzen.",
        "Viele Grüße Ben",
        "Wann? 14. Juni 2026, 19 Uhr",
    )
    assert "Satzung" not in told.teaser
    assert list_texts(told, FactKind.WHEN) == ["Sonntag, 14. Juni 2026, 19 Uhr"]


def test_a_salutation_with_a_title_in_it_opens_no_teaser() -> None:
    told = write(
        "Stellungnahme",
        "Sehr geehrter Herr Dr. Sol, sehr geehrte Damen und Herren, der Verein dankt für die Gelegenheit, "
        "zur Verordnung Stellung zu nehmen. Die Schulen im Viertel brauchen mehr Zeit.",
    )
    assert told.teaser.startswith("Der Verein dankt")


def test_signs_before_labels_are_no_part_of_them() -> None:
    tale = [f"Die Strecke Nummer {n} führt durch den Wald und am Bach entlang." for n in range(9)]
    told = write(
        "Lauf im Wald", *tale, "📅 Termin: Sonntag, 14. Juni", "📍 Wo: Treffpunkt vor der Schule am Wald"
    )
    assert list_texts(told, FactKind.WHEN) == ["Sonntag, 14. Juni 2026"]
    assert list_texts(told, FactKind.WHERE) == ["vor der Schule am Wald"]


def test_a_heading_that_names_day_and_house_announces() -> None:
    question = "Wie finden Eltern das Maß zwischen Freiheit und Grenzen?"
    told = write("Grenzen setzen", "Spannender Abend am 14.Juni in der Turnhalle Nord", question)
    assert list_texts(told, FactKind.WHEN) == ["Sonntag, 14. Juni 2026"]
    assert list_texts(told, FactKind.WHERE) == ["Turnhalle Nord"]
    told = write("Grenzen setzen", "Am 14. Juni im Rat gilt zum ersten Mal das neue Gesetz.", question)
    assert list_texts(told, FactKind.WHEN) == []
