"""Facts by rule: where, what it costs, until when, whom to ask; and nothing that is not certain."""

import re
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from bot.compose import events, facts, sentences
from bot.domain.article import FactKind

TODAY = date(2026, 5, 4)
"""A Monday."""


def find(text: str, title: str = "Nachricht", language: str = "de") -> dict[str, list[str]]:
    """Texts of each kind."""
    lines = sentences.split(text, language)
    found = events.find_events(title, lines, TODAY, TODAY, ZoneInfo("Europe/Berlin"), language)
    texts: dict[str, list[str]] = {kind.value: [] for kind in FactKind}
    for fact in facts.list_facts(title, lines, found, language):
        texts[fact.kind.value].append(fact.text)
    return texts


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("Am 9. Mai um 18 Uhr singt der Chor in der Aula des Gymnasiums.", "Aula des Gymnasiums"),
        (
            "Am 9. Mai um 18 Uhr trifft man sich im Saal der Awo, Pferdemarkt 5.",
            "Saal der Awo, Pferdemarkt 5",
        ),
        ("Am 9. Mai um 18 Uhr geht es vor der Alten Synagoge los.", "vor der Alten Synagoge"),
        ("Am 9. Mai um 18 Uhr ist Fest. Ort: Bürgerhaus Ost, Schulweg 12", "Bürgerhaus Ost, Schulweg 12"),
        (
            "Am 9. Mai um 18 Uhr ist Fest. Der Ort ist die Lehrküche. Die Adresse ist: Burgplatz 1.",
            "Lehrküche, Burgplatz 1",
        ),
        ("Am 9. Mai um 18 Uhr zeigt das Theater „Tod im Rathaus“. Gespielt wird im Stadtpark.", "Stadtpark"),
        ("Am 9. Mai um 18 Uhr verwandelt sich die Zeche Carl in eine Bühne.", "Zeche Carl"),
        ("Am 9. Mai um 18 Uhr trifft man sich nicht im Bürgerladen, sondern im Pfarrsaal.", "Pfarrsaal"),
        (
            "Am 9. Mai um 18 Uhr ist Tanz im Café am Alten Weg. Das Café ist am Alten Weg 4 zu finden.",
            "Café am Alten Weg",
        ),
        ("Am 9. Mai um 18 Uhr we meet at Anna-Frank-Haus, Schulweg 1.", "Anna-Frank-Haus, Schulweg 1"),
        ("Am 9. Mai um 18 Uhr ist das Team im Gemeindesaal für Sie da.", "Gemeindesaal"),
        ("Am 9. Mai um 18 Uhr wird gelesen.\n\nALTE KIRCHE WEST", "Alte Kirche West"),
        ("Am 9. Mai um 18 Uhr spricht Ina Kaya per Zoom über das Netz.", "online (Zoom)"),
        ("Schwimmen im Hauptbad.\n\nEs beginnt am 9. Mai. Sich anmelden kann man im Büro.", "Hauptbad"),
        ("Rat auf Deutsch.\n\nWo: Café West, Schulweg 4\n\nWann: jeden Montag", "Café West, Schulweg 4"),
        ("Am 9. Mai, 14 - 17 Uhr, Awo-Begegnungsstätte, Weger Str. 8.", "Awo-Begegnungsstätte, Weger Str. 8"),
        ("Am 9. Mai um 18 Uhr im Pfarrhaus an der Weger Str. 12.", "Pfarrhaus an der Weger Str. 12"),
        ("9.5., 20 Uhr bis open end, Saalbau West.", "Saalbau West"),
        ("Am 9. Mai um 18 Uhr gibt es Spiele und einen Ausflug ins Museum.", None),
        ("Das Fest ist am 9. Mai um 18 Uhr.\n\nAnmeldeformulare gibt es in der Weger Straße 7.", None),
        ("Am 9. Mai ist Fest.\n\nTreffpunkt: Samstag, 9. Mai, 17 Uhr, Parkplatz am See", "Parkplatz am See"),
        ("Am 9. Mai um 18 Uhr wird im Stadtteilladen Nord gelesen.", "Stadtteilladen Nord"),
        ("Zum Tag der Sprache am 9. Mai vergibt das Bildungszentrum Preise.", None),
        ("Am 9. Mai um 18 Uhr ist in diesem Rahmen ein Fest.", None),
        ("Nach dem Brand im Nachbarhaus lädt der Verein am 9. Mai um 18 Uhr ein.", None),
        ("Das Forum findet am 9. Mai in Hagen und online statt.", None),
        ("Der Rat der EKD lädt am 9. Mai um 18 Uhr ein.", None),
        ("Karten für das Schauspielhaus gibt es.\n\nAm 9. Mai um 18 Uhr ist das Spiel in Hagen.", None),
        (
            "Termin: 9. Mai, 18 Uhr\n\nOrt: Saal Nord\n\nTermin: 20. Mai, 18 Uhr\n\nOrt: Saal Süd",
            None,
        ),
        ("Der Vortrag war im Rathaus.", None),
    ],
)
def test_the_place_of_what_takes_place(text: str, where: str | None) -> None:
    assert find(text)["where"] == ([where] if where else [])


DINNER = "Am 9. Mai um 18 Uhr laden wir alle zum Essen in den Garten ein"
ENTRY = "der Eintritt kostet 5 Euro"


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("Am 9. Mai ist Fest. Der Eintritt ist frei.", "Eintritt frei"),
        ("Am 9. Mai ist Fest. Die Teilnahme ist kostenlos.", "kostenlos"),
        ("Am 9. Mai ist Fest. Die Gebühr von 10 Euro trägt das Amt.", "kostenlos"),
        (
            "Am 9. Mai ist Fest. Karten kosten 9 Euro, ermäßigt 5 Euro.",
            "Karten kosten 9 Euro, ermäßigt 5 Euro",
        ),
        ("Am 9. Mai ist Fest. Die Teilnahme ist nicht kostenlos.", None),
        (
            "Am 9. Mai ist Fest.\nTeilnahmegebühr: 4 Euro, für Mitglieder frei",
            "4 Euro, für Mitglieder frei",
        ),
        ("Am 9. Mai ist Fest.\nKosten: 8 € je Abend, beide 15 €", "8 € je Abend, beide 15 €"),
        ("Am 9. Mai kochen wir. 12 € inkl. Zutaten, höchstens 14 Personen.", "12 €"),
        ("Am 9. Mai ist Fest. Keine Kosten.", "kostenlos"),
        ("Am 9. Mai ist Fest.\n\nEINTRITT: VVK 12 € / AK 15 €", "VVK 12 € / AK 15 €"),
        ("Am 9. Mai ist Fest. Die Gebühr von 20 Euro wird erstattet.", None),
        ("Am 9. Mai ist Fest. Verlost werden Karten im Wert von 20 Euro.", None),
        (
            "Am 9. Mai ist Fest.\n\nKosten inkl. Essen: 35 Euro, Geschwister 25 Euro",
            "Kosten inkl. Essen: 35 Euro, Geschwister 25 Euro",
        ),
        (
            "Am 9. Mai ist Fest.\n\nKarten: 29 €, Kinder (6-14 J.) 15 €, bei Ina Kaya, Tel. 0172-98 76 543",
            "29 €, Kinder (6-14 J.) 15 €",
        ),
        ("Am 9. Mai ist Fest.\n\nTeilnahmegebühr: keine (zahlt die Stadt)", "kostenlos"),
        (
            "Am 9. Mai ist Fest. Karten zu 7 Euro gibt es an der Kasse, Gäste haben Vortritt.",
            "Karten zu 7 Euro gibt es an der Kasse, Gäste haben Vortritt",
        ),
        (f"{DINNER}, {ENTRY} (mit Kaffee), Tee und Kuchen.", "Der Eintritt kostet 5 Euro (mit Kaffee)"),
        (f"{DINNER}, {ENTRY} (mit Kaffee, Tee und Kuchen).", "5 Euro"),
        (f"{DINNER} (der groß ist, {ENTRY}) und bleiben lange.", "5 Euro"),
        ("Der Verein sammelte 500 Euro.", None),
        ("Der Umbau der Halle kostet 900 Euro.", None),
        ("Gefördert werden Vorhaben mit 300 Euro.", None),
    ],
)
def test_what_it_costs(text: str, price: str | None) -> None:
    assert find(text)["price"] == ([price] if price else [])


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("Bewerbungen bitte bis 20. Mai 2026 an uns.", "Bewerbung bis 20. Mai 2026"),
        ("Bewerbungsschluss ist der 20. Mai 2026.", "Bewerbung bis 20. Mai 2026"),
        ("Um Anmeldung bis 8. Mai wird gebeten. Das Fest ist am 9. Mai.", "Anmeldung bis 8. Mai 2026"),
        ("Antragsschluss: 20.05.2026, 12 Uhr.", "Antrag bis 20. Mai 2026, 12 Uhr"),
        ("Die Umfrage steht bis zum 20. Mai unter v.example/umfrage.", "bis 20. Mai 2026"),
        ("Die Anmeldung ist vom 11. bis 20. Mai möglich.", "Anmeldung bis 20. Mai 2026"),
        ("Wer mitmachen möchte, meldet sich bis Ende Juni bei uns.", "Anmeldung bis Ende Juni"),
        ("Gefördert werden Vorhaben, die bis Ende Juni fertig sind.", None),
        ("Mitmachen dauert zehn Minuten und ist bis zum 20. Mai möglich.", "bis 20. Mai 2026"),
        ("Eine Anmeldung (bis 20. Mai) ist nur für Schulklassen nötig.", None),
        ("Das Büro bleibt bis zum 20. Mai geschlossen.", None),
        ("Die Ausstellung ist bis zum 20. Mai zu sehen.", None),
        ("Der Verein wuchs bis zum 20. Mai 1999 stark.", None),
    ],
)
def test_the_last_day_to_act(text: str, deadline: str | None) -> None:
    assert find(text)["deadline"] == ([deadline] if deadline else [])


def test_a_jobs_deadline_counts_and_neither_its_first_day_nor_the_interviews() -> None:
    text = (
        "Wir suchen zum 1. Juli 2026 eine Leitung. Bewerbungsschluss ist der 20. Mai 2026. "
        "Die Gespräche finden am 28. Mai statt."
    )
    found = find(text)
    assert (found["when"], found["deadline"]) == ([], ["Bewerbung bis 20. Mai 2026"])


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("ar", "يوم الجمعة 8 مايو 2026 الساعة 19:00. التسجيل غير مطلوب.", "دون تسجيل"),
        ("uk", "У суботу, 9 травня 2026, о 18:00 концерт. Реєстрація не потрібна.", "без реєстрації"),
        ("fr", "Le 9 mai 2026 à 18 h, fête. L'inscription n'est pas obligatoire.", "sans inscription"),
        ("es", "El 9 de mayo de 2026 a las 18:00. No es necesario inscribirse.", "sin inscripción"),
        ("pl", "9 maja 2026 o 18:00 festyn. Rejestracja nie jest wymagana.", "bez zapisów"),
    ],
)
def test_no_registration_is_told_in_the_languages_words(language: str, text: str, told: str) -> None:
    assert find(text, language=language)["register"] == [told]


@pytest.mark.parametrize(
    ("language", "text", "kind", "told"),
    [
        (
            "fr",
            "Fête le 9 mai 2026 à 18 h. Inscription avant le 7 mai.",
            "deadline",
            "Inscription jusqu’au 07.05.2026",
        ),
        ("fr", "Fête le 9 mai 2026 à 18 h. L'entrée est libre.", "price", "entrée gratuite"),
        ("uk", "9 травня 2026 о 18:00 починаються безкоштовні курси мови.", "price", "безкоштовно"),
        (
            "es",
            "El 9 de mayo de 2026 a las 20:00.\n\nEntrada: 10 euros, socios 7 euros.",
            "price",
            "10 euros, socios 7 euros",
        ),
        ("tr", "9 Mayıs 2026 saat 10:00. 7 Mayıs'a kadar yer ayırtın.", "deadline", "son gün: 07.05.2026"),
        ("en", "Vigil on 9 May at 6 pm on Kennedyplatz.", "where", "Kennedyplatz"),
    ],
)
def test_facts_of_other_languages(language: str, text: str, kind: str, told: str) -> None:
    assert find(text, language=language)[kind] == [told]


def test_a_price_may_stand_in_the_title() -> None:
    found = find("Am 9. Mai um 18 Uhr berät Ina Kaya.", title="Kostenlose Rechtsberatung")
    assert found["price"] == ["kostenlos"]


def test_registration_is_named_with_an_event_only() -> None:
    assert find("Am 9. Mai ist Fest. Eine Anmeldung ist nicht nötig.")["register"] == ["ohne Anmeldung"]
    assert find("Am 9. Mai ist Fest. Ohne Anmeldung, einfach kommen!")["register"] == ["ohne Anmeldung"]
    assert find("Am 9. Mai ist Fest. Eine Anmeldung braucht man nicht.")["register"] == ["ohne Anmeldung"]
    assert find("Am 9. Mai ist Fest. Anmeldung bei Frau Kaya.")["register"] == ["mit Anmeldung"]
    assert find("Am 9. Mai ist Fest. Die Anmeldung bitte nicht vergessen.")["register"] == ["mit Anmeldung"]
    assert find("Am 9. Mai ist Fest. Nur für Klassen ist eine Anmeldung nötig.")["register"] == []
    assert find("Das Forum verlangt eine Anmeldung.")["register"] == []


@pytest.mark.parametrize(
    ("text", "contacts"),
    [
        ("Auskunft: Ina Kaya, Tel. 0201 000-1290, ina@v.example", ["0201 000-1290", "ina@v.example"]),
        ("Anmeldung bei Ina Kaya, Telefon (0201) 55 66-1", ["(0201) 55 66-1 (Ina Kaya)"]),
        ("Mitmachen unter www.v.example/umfrage.", ["www.v.example/umfrage"]),
        ("Hinweise nimmt die Polizei unter 0201 000-0 entgegen.", ["0201 000-0 (Polizei)"]),
        ("Anmelden unter ina@v.example.Keine Kosten.", ["ina@v.example"]),
        ("In Lebensgefahr wählt man 112.", []),
        ("Pressekontakt: Agentur, Tel. 0201 000-1551", []),
        ("Pressekontakt: Agentur Wort. Sie ist da unter 0201 000-1551.", []),
        ("Fax: 0201 000-1551", []),
        ("Die Saison 02/2026 endete 00:16 Uhr mit 01-02 Toren.", []),
        ("Kontonummer IBAN DE12 0201 0001 2345", []),
    ],
)
def test_whom_to_ask(text: str, contacts: list[str]) -> None:
    assert find(text)["contact"] == contacts


def test_other_languages_have_their_own_words() -> None:
    text = "Join us on 9 May 2026 from 11 am to 4 pm. Entry is free. Please register by 7 May 2026."
    found = find(text, language="en")
    assert found["when"] == ["Saturday, 9 May 2026, 11 am to 4 pm"]
    assert found["price"] == ["Entry is free"]
    assert found["deadline"] == ["register until 7 May 2026"]


def test_amounts_are_told_together_where_they_belong_together() -> None:
    told = {
        "Wir nehmen 3 Euro dafür": "3 Euro",
        "Am Montag 5 Euro, am Dienstag 5 Euro": "5 Euro",
        "8 Euro, ermäßigt 5 Euro": "8 Euro, ermäßigt 5 Euro",
        "Je 8 Euro, 5 Euro oder 3 Euro (Kinder) an der Kasse": "8 Euro, 5 Euro oder 3 Euro (Kinder)",
        "8 Euro (Paare) und 5 Euro im Haus": "8 Euro (Paare) und 5 Euro",
        f"8 Euro {'x' * 30} 5 Euro": f"8 Euro {'x' * 30} 5 Euro",
        f"8 Euro {'x' * 31} 5 Euro": f"8 Euro {'x' * 31} 5 Euro",
        f"8 Euro {'x' * 32} 5 Euro": "",
        "8 Euro (Paare 5 Euro": "",
        "nichts": "",
    }
    assert {text: facts._name_amounts(text) for text in told} == told


def test_a_sellers_address_is_nobody_to_turn_to() -> None:
    assert (
        find("Das Buch ist da. Bestellen kann man es für 28 Euro + Porto unter buch@firma.example.")[
            "contact"
        ]
        == []
    )


def test_what_it_cost_is_no_price_and_an_overview_has_no_one_place() -> None:
    told = find("Das Fest ist am 9. Mai um 18 Uhr im Saal Nord. Letztes Jahr war der Eintritt frei.")
    assert (told["where"], told["price"]) == (["Saal Nord"], [])
    told = find("Am 7. Mai um 18 Uhr ist Tanz im Saal Nord. Am 9. Mai um 11 Uhr ist Chor.", "Termine im Mai")
    assert (told["when"], told["where"]) == (["7. Mai und 9. Mai 2026"], [])


def test_a_help_line_is_called_by_its_name() -> None:
    found = facts.list_contacts(
        ["Die Essener Helpline steht unter 0800 133 133 bereit."], re.compile("unter")
    )
    assert [(each.address, each.name) for each in found] == [("0800 133 133", "Essener Helpline")]


def test_each_of_two_contacts_keeps_its_name() -> None:
    def names(*told: str) -> list[str]:
        return [contact.name for contact in facts.list_contacts(told, re.compile("unter"))]

    first, second = "Infos gibt es bei Bo Test, Tel. 0201 1234567.", "Infos bei Anna Test, Tel. 0201 7654321."
    assert names(first, second) == ["Bo Test", "Anna Test"]
    assert names(second, first) == ["Anna Test", "Bo Test"]
    assert names(first, "Mehr bei Bo Test, Tel. 0201 7654321.") == ["Bo Test", ""]
