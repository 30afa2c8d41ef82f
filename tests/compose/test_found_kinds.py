"""Kinds that real posts of clubs, parishes, parties and papers showed, each in words of our own."""

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.compose import captions, teaser
from bot.compose.draft import Draft, Drafting
from bot.domain.article import Article, Fact, FactKind
from tests.known_channels import FACEBOOK

TEMPLATES = Path(__file__).parents[2] / "templates"
WRITER = Drafting([TEMPLATES], ZoneInfo("Europe/Berlin"), "de")
NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
"""A Monday."""


def write(title: str, *paragraphs: str) -> Draft:
    article = Article(url="https://v.example/a", title=title, text="\n\n".join(paragraphs), published_at=NOW)
    return WRITER.draft(article, FACEBOOK, NOW)


def list_texts(draft: Draft, kind: FactKind) -> list[str]:
    return [fact.text for fact in draft.facts if fact.kind is kind]


ACCOUNT = "DE12 3456 7890 1234 5678 90"


def test_an_account_is_no_phone_number_and_is_named_where_gifts_are_asked_for() -> None:
    asked = write("Neue Küche", "Die Küche ist alt. Wir bitten um Spenden.", f"Konto: {ACCOUNT}")
    assert list_texts(asked, FactKind.CONTACT) == [f"IBAN {ACCOUNT}"]
    moved = write("Neue Bank", "Der Verein hat die Bank gewechselt.", f"Das Konto: {ACCOUNT}")
    assert list_texts(moved, FactKind.CONTACT) == []


def test_of_two_accounts_only_the_one_for_gifts_is_named() -> None:
    other = ACCOUNT.replace("90", "91", 1)
    draft = write("Bank", f"Beiträge gehen an {other}.", f"Spenden gehen an {ACCOUNT}.")
    assert list_texts(draft, FactKind.CONTACT) == [f"IBAN {ACCOUNT}"]


def test_an_account_has_a_label_of_its_own() -> None:
    parts = captions.Parts(
        headline="", teaser="Not.", event="", link="", short_address="", source="", credit="", hashtags=(),
        facts=[Fact(kind=FactKind.CONTACT, text=f"IBAN {ACCOUNT}")],
    )  # fmt: skip
    sober = captions.Captions([TEMPLATES], "de").render(FACEBOOK, parts, is_sober=True)
    assert f"Spendenkonto: IBAN {ACCOUNT}" in sober


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Anmeldung unter tanz [at] verein.example.", ["tanz@verein.example"]),
        ("Anmeldung unter tanz(at)verein(punkt)example.", ["tanz@verein.example"]),
        ("Anrufen kann man unter 0170 - 7 62 63 62.", ["0170 - 7 62 63 62"]),
        ("Das Video steht unter https://www.youtube.com/watch?v=abc.", []),
        ("Info: Post an info@verein.example.", ["info@verein.example"]),
    ],
)
def test_how_to_reach_somebody(written: str, found: list[str]) -> None:
    assert list_texts(write("Tanz", "Die Gruppe sucht Leute.", written), FactKind.CONTACT) == found


def test_a_night_between_two_days_is_a_period_and_a_day_that_moves_is_none() -> None:
    tour = write("Radtour", "Die Radtour führt vom 16. auf den 17. Mai an den See.").event
    moved = write("Radtour", "Die Radtour wird vom 9. auf den 16. Mai verschoben.").event
    assert tour is not None
    assert (tour.first, tour.last) == (date(2026, 5, 16), date(2026, 5, 17))
    assert moved is None or moved.first == moved.last == date(2026, 5, 16)


@pytest.mark.parametrize(
    "text",
    [
        "Die Preise steigen zum 1. Juni um zehn Prozent.",
        "Das Gesetz tritt am 1. Juni 2026 in Kraft.",
        "Der Ausschuss berät am 12. Mai darüber.",
        "Stand: 4. Mai 2026, 13 Uhr. Die Ämter sind noch geschlossen.",
        "Den Grundstein vollzogen am Freitag, 1. Mai, die Stadt und der Verein.",
    ],
)
def test_what_is_no_event_and_not_over(text: str) -> None:
    draft = write("Nachricht", text, "Alles Weitere findet ihr im Heft.")
    assert draft.event is None
    assert draft.not_after is None


def test_a_new_day_in_a_sentence_of_its_own_is_announced() -> None:
    draft = write(
        "Gespräch verschoben", "Das Gespräch fällt aus.", "Neuer Termin ist Donnerstag, 21. Mai, 19 Uhr."
    )
    assert draft.event is not None
    assert draft.event.text == "Donnerstag, 21. Mai 2026, 19 Uhr"


def test_what_people_often_ask_is_told_with_its_answer() -> None:
    draft = write(
        "Fragen und Antworten",
        "Gilt das Recht schon?",
        "Nein. Es kommt im Juni.",
        "Wo stellt man ihn?",
        "Im Amt.",
    )
    assert draft.teaser == "Gilt das Recht schon? Nein. Es kommt im Juni."


def test_whose_it_is_may_be_said_before_the_name() -> None:
    told = "Für ihr langes Engagement erhält Ada Kaya einen Preis."
    assert write("Preis", told, "Gäste sind am 9. Mai um 11 Uhr willkommen.").teaser.startswith(told)


def test_a_list_that_begins_with_another_day_gives_way_to_the_title() -> None:
    draft = write(
        "Treff am 10. Mai", "9. Mai: Aufbau von 13 bis 17 Uhr", "10. Mai: Abbau ab 18 Uhr", "Kommt alle!"
    )
    assert draft.event is not None
    assert draft.event.first == date(2026, 5, 10)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("Am 9. Mai um 18 Uhr ist Gottesdienst im St.-Georgs-Heim.", ["St.-Georgs-Heim"]),
        ("Am 9. Mai um 18 Uhr spielen wir auf dem Platz.", []),
        ("Am 9. Mai um 18 Uhr ist Fest auf Schloss Borbeck.", ["Schloss Borbeck"]),
        ("Am 9. Mai um 18 Uhr ist Fest in den Räumen des Vereins.", ["in den Räumen des Vereins"]),
        ("Am 9. Mai um 18 Uhr ist Start im polnischen Hirschberg.", []),
        ("Am 9. Mai um 18 Uhr ist Fest (Marktstraße 5, 45141 Essen).", ["Marktstraße 5, 45141 Essen"]),
        ("Am 9. Mai um 18 Uhr zeigen wir den Film auf der Webseite der Neuen Schule.", []),
        ("Am 9. Mai um 18 Uhr ist Fest. Kommt am Samstag auf den Marktplatz!", ["Marktplatz"]),
        ("Am 9. Mai um 18 Uhr ist Fest. Austragungsort: Ballhaus Ost", ["Ballhaus Ost"]),
        ("Am 9. Mai um 18 Uhr spielen wir gegen Borbeck (Tabelle Platz 2).", []),
    ],
)
def test_a_place_that_can_be_found(text: str, where: list[str]) -> None:
    assert list_texts(write("Fest", text), FactKind.WHERE) == where


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("Preis: 14 Euro, Kinder unter 6 Jahren erhalten freien Eintritt.", "14 Euro"),
        ("Karten: 14 Euro bis zum 8. Mai im Haus. Ermäßigt. Mitglieder haben freien Eintritt.", "14 Euro"),
        ("Sie kosten 14 Euro, ermäßigt 7 Euro.", "14 Euro, ermäßigt 7 Euro"),
        ("Die Teilnahme am Werkstatttag ist kostenlos.", "kostenlos"),
    ],
)
def test_what_it_costs_also_without_a_day(text: str, price: str) -> None:
    draft = write("Werkstatt", "Die Gruppe druckt Plakate, die Teilnahme steht allen offen.", text)
    assert any(price in said for said in list_texts(draft, FactKind.PRICE))
    assert "frei" not in " ".join(list_texts(draft, FactKind.PRICE)).replace("freien Eintritt", "")


def test_the_venue_ends_before_what_is_shown_there() -> None:
    draft = write(
        "Bilder", "Am 9. Mai um 18 Uhr zeigt Ada Kaya in der Zentralbibliothek Porträts von Nachbarn."
    )
    assert list_texts(draft, FactKind.WHERE) == ["Zentralbibliothek"]


def test_a_prize_is_no_price() -> None:
    draft = write("Rätsel", "Am 9. Mai ist Ziehung. 1. Preis: eine Reise für 500 Euro.")
    assert list_texts(draft, FactKind.PRICE) == []


@pytest.mark.parametrize(
    "left_out",
    [
        "Hans Muster Stellv. Vors.",
        "IG Nordstern e.V.",
        "Es spielten: Ana Gil, Ben Ott, Cem Ak, Dana Roth, Emil Kurz, Fee Lang.",
        "Das Programm gibt es hier.",
        "Der Link zum Video.",
        "Dann lies hier weiter.",
        "Mit einem herzlichen Gott zum Gruß.",
        "Die Nummern für den Anruf bei der Konferenz sind:",
        "Heute wurde im Saal bis spät getanzt.",
    ],
)
def test_what_is_not_quoted(left_out: str) -> None:
    draft = write("Fest", "Der Verein hat ein Fest gefeiert.", left_out, "1. 0201 000-1", "2. 0201 000-2")
    assert draft.teaser == "Der Verein hat ein Fest gefeiert."


def test_a_day_before_a_dash_is_not_quoted() -> None:
    assert write("Wahl", "03.05.26 - Der Rat hat gewählt.").teaser == "Der Rat hat gewählt."


@pytest.mark.parametrize(
    ("text", "when", "others"),
    [
        (
            "Derneğimiz 16 Mayıs 2026 Cumartesi saat 14.00’te bir gezi için sizi bekler. Katılım ücretsiz.",
            "Cumartesi, 16.05.2026, 14:00",
            ["ücretsiz"],
        ),
        (
            "Запрошуємо мам на зустріч 16 травня 2026 року о 16:00 для родин. Реєстрація до 12 травня.",
            "субота, 16.05.2026, 16:00",
            ["Реєстрація до 12.05.2026"],
        ),
        (
            "Приглашаем детей на праздник 16 мая 2026 года в 14:00 в Доме культуры. Вход свободный.",
            "суббота, 16.05.2026, 14:00",
            ["вход свободный"],
        ),
        (
            "يدعوكم مركز اللقاء إلى يوم مفتوح السبت 16 مايو 2026 من الساعة 11 حتى الساعة 15. الدخول مجاني.",
            "السبت, 16.05.2026, 11:00 – 15:00",
            ["الدخول مجاني"],
        ),
        (
            "L’association vous invite à un atelier le samedi 16 mai 2026, de 15 h à 18 h. Prix : 5 euros.",
            "samedi, 16.05.2026, 15:00 – 18:00",
            ["5 euros"],
        ),
        (
            "La asociación invita a un taller el sábado 16 de mayo de 2026 a las 17 horas. Es gratis.",
            "sábado, 16.05.2026, 17:00",
            ["gratis"],
        ),
        (
            "Misja zaprasza na spotkanie w sobotę 16 maja 2026 o godzinie 16.00 dla rodzin. Wstęp wolny.",
            "sobota, 16.05.2026, 16:00",
            ["wstęp wolny"],
        ),
        (
            "Join us on Saturday, 16 May, at 10 am. It is free of charge, with no need to register.",
            "Saturday, 16 May 2026, 10 am",
            ["free of charge", "no registration needed"],
        ),
    ],
)
def test_facts_are_told_in_the_language_of_the_text(text: str, when: str, others: list[str]) -> None:
    draft = write("Neu", text)
    assert draft.event is not None
    assert draft.event.text == when
    assert [fact.text for fact in draft.facts if fact.kind is not FactKind.WHERE] == [when, *others]


@pytest.mark.parametrize(
    ("paragraph", "when"),
    [
        pytest.param(
            "Am 24. Mai wird der Rat gewählt. Am 12. Mai, 18 Uhr, stellen sich alle im Rathaus vor.",
            "Dienstag, 12. Mai 2026, 18 Uhr",
            id="a day to vote is nothing to go to where something else is",
        ),
        pytest.param(
            "Der Kurs startet am 7. Juni 2026; die Anmeldung dafür öffnet am 8. Mai 2026.",
            "Sonntag, 7. Juni 2026",
            id="from when one may register",
        ),
        pytest.param(
            "Vom 8. bis 28. Mai zeigt das Haus Bilder. Zur Eröffnung um 17 Uhr spricht der Maler.",
            "8. bis 28. Mai 2026",
            id="the opening's hour is not that of every day",
        ),
        pytest.param(
            "Wir feiern am Samstag (9.5.) ab 17 Uhr und Sonntag (10.5.) ab 12 Uhr im Hof.",
            "9. bis 10. Mai 2026",
            id="two days with an hour each",
        ),
        pytest.param(
            "Am 9. Mai spielt die Band im Hof. Einlass 18.30 Uhr, Beginn 19 Uhr.",
            "Samstag, 9. Mai 2026, 19 Uhr",
            id="doors open before it begins",
        ),
        pytest.param(
            "Das Konzert am 9. Mai kann nicht stattfinden. Neuer Termin ist der 16. Mai, 19 Uhr.",
            "Samstag, 16. Mai 2026, 19 Uhr",
            id="what cannot take place has a new day",
        ),
    ],
)
def test_the_line_of_the_date_says_what_one_goes_to(paragraph: str, when: str) -> None:
    draft = write("Neues aus dem Haus", paragraph)
    assert draft.event
    assert draft.event.text == when


def test_a_last_day_has_only_the_hour_that_stands_beside_it() -> None:
    text = (
        "Anmeldung online bis 14. Mai; wer spontan kommt, meldet sich am Tag selbst ab 9 Uhr an der Kasse an."
    )
    assert list_texts(write("Lauf", text), FactKind.DEADLINE) == ["Anmeldung bis 14. Mai 2026"]
    text = "Anmeldung bitte bis 14. Mai, 12 Uhr, im Büro."
    assert list_texts(write("Lauf", text), FactKind.DEADLINE) == ["Anmeldung bis 14. Mai 2026, 12 Uhr"]


def test_a_weekend_is_no_street_and_half_a_sentence_no_price() -> None:
    draft = write(
        "Werkstatt", "Am Wochenende 9./10. Mai (jeweils 10 Uhr) geht es im Jugendhaus Kray um Politik."
    )
    assert list_texts(draft, FactKind.WHERE) == ["Jugendhaus Kray"]
    text = "Das Buch kostet 19,90 Euro und ist im Buchhandel sowie bei Proust, Akazienallee 19, erhältlich."
    assert list_texts(write("Buch", text), FactKind.PRICE) == ["Das Buch kostet 19,90 Euro"]


@pytest.mark.parametrize(
    ("paragraphs", "place"),
    [
        (
            "Am Samstag, 16. Mai, ab 15 Uhr feiern wir in Duisburg.\n\nOrt: Bürgersaal, Marktweg 4",
            "Bürgersaal, Marktweg 4",
        ),
        ("Am 16. Mai um 15 Uhr feiern wir in der Landeshauptstadt Magdeburg.\n\nOrt: Café Ost", "Café Ost"),
        (
            "Am 16. Mai um 15 Uhr tanzen wir am Grünen Hag. Bei schlechtem Wetter sind wir im Bürgerhaus.",
            "",
        ),
        (
            "Am 16. Mai, 15 Uhr, laden wir zum Tee ein. Er findet statt in der Schauburg, Am Markt 5.",
            "Schauburg, Am Markt 5",
        ),
        (
            "Am 16. Mai, 15 Uhr, gibt es Musik in der Kulle an der Langen Straße 3.",
            "Kulle an der Langen Straße 3",
        ),
        ("Am 16. Mai um 15 Uhr singen wir im Saal „das Boot“ (Hafenweg 2).", "Saal „das Boot“, Hafenweg 2"),
    ],
)
def test_the_place_is_where_it_is(paragraphs: str, place: str) -> None:
    assert list_texts(write("Fest", paragraphs), FactKind.WHERE) == ([place] if place else [])


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Am 16. Mai laden wir ein. Der Abend beginnt um 17 und endet um 20 Uhr.", ", 17 bis 20 Uhr"),
        ("Am 16. Mai laden wir ein, von 17 bis ca. 20 Uhr.", ", 17 bis 20 Uhr"),
        ("Am 16. Mai ist ab 17 Uhr Einlass. Los geht es um 18 Uhr.", ", 18 Uhr"),
        ("Das ist das Ziel eines Abends, zu dem der Rat am Samstag, 16. Mai, 18 Uhr, einlädt.", ", 18 Uhr"),
        ("Veranstaltung Tanz und Tee\nOrt Haus am Ring\nBeginn 16.05.2026 18.00 Uhr", ", 18 Uhr"),
    ],
)
def test_when_it_begins(text: str, when: str) -> None:
    assert list_texts(write("Fest", text), FactKind.WHEN) == [f"Samstag, 16. Mai 2026{when}"]


def test_a_vigil_in_lines_is_told_though_the_post_is_sober() -> None:
    draft = write(
        "Mahnwache nach dem Anschlag", "Fünf Menschen wurden ermordet.", "Mahnwache 16. 5. 26", "17 Uhr"
    )
    assert draft.is_sober
    assert list_texts(draft, FactKind.WHEN) == ["Samstag, 16. Mai 2026, 17 Uhr"]


def test_what_only_a_part_needs_is_not_asked_of_all() -> None:
    bus = "Für die Anfahrt gibt es einen Bus. Hierfür ist eine Anmeldung erforderlich."
    draft = write("Fest", f"Am 16. Mai um 15 Uhr feiern wir. {bus}")
    assert list_texts(draft, FactKind.REGISTER) == []


def test_who_typed_it_and_bare_lines_of_when_and_where_are_no_text() -> None:
    price = "Der Eintritt kostet 10 Euro pro Person. (md/-oli)"
    draft = write(
        "Konzert",
        "Samstag, 16. Mai, um 17 Uhr auf dem Markt in Essen.",
        f"Der Chor singt alte Lieder. {price}",
    )
    assert draft.teaser.startswith("Der Chor singt alte Lieder.")
    assert "oli" not in draft.teaser
    assert list_texts(draft, FactKind.PRICE) == ["Der Eintritt kostet 10 Euro pro Person"]
    assert list_texts(
        write("Konzert", "Karten gibt es unter Tel. (06 81) 9 05 15 88."), FactKind.CONTACT
    ) == ["(06 81) 9 05 15 88"]


@pytest.mark.parametrize(
    ("where", "place"),
    [
        ("auf dem Arbeitsmarkt", ""),
        ("zum Selbstläufer", ""),
        ("im Zeitraum", ""),
        ("im ländlichen Raum", ""),
        ("zum Sprachcafé", ""),
        ("im Sprachcafé", "Sprachcafé"),
        ("zum Café Ost", "Café Ost"),
        ("zur Mahnwache", ""),
        ("am Rathaus", "Rathaus"),
    ],
)
def test_what_only_ends_as_a_house_does_is_no_place(where: str, place: str) -> None:
    draft = write("Treffen", f"Am 16. Mai um 15 Uhr kommen wir {where} mit vielen Gästen.")
    assert list_texts(draft, FactKind.WHERE) == ([place] if place else [])


def test_a_host_invites_into_another_house() -> None:
    draft = write(
        "Lesung", "Die Bücherei lädt am 16. Mai um 15 Uhr zu einer Lesung in die Black Box des RW9 ein."
    )
    assert list_texts(draft, FactKind.WHERE) == ["Black Box des RW9"]


def test_a_programme_ends_when_its_last_point_does() -> None:
    day = "Am 16. Mai öffnet die Moschee ihre Türen."
    draft = write("Offene Moschee", day, "14.00 – 15.00 Rundgang", "15.00 – 17.30 Buffet")
    assert list_texts(draft, FactKind.WHEN) == ["Samstag, 16. Mai 2026, 14 bis 17:30 Uhr"]


def test_days_below_a_title_about_them_are_told() -> None:
    hour = "Die Sitzungen finden ab 17 Uhr im Rathaus statt und sind in der Regel öffentlich."
    draft = write("Sitzungstermine 2026", hour, "- Mittwoch, 13. Mai 2026", "- Mittwoch, 17. Juni 2026")
    assert list_texts(draft, FactKind.WHEN) == ["13. Mai und 17. Juni 2026, 17 Uhr"]


def test_a_press_office_is_nobody_to_turn_to_and_the_last_term_is_a_deadline() -> None:
    issued = "Herausgegeben von:\n\nStadt Essen, Presseamt\n\nTelefon: 0201 88-0"
    draft = write(
        "Förderung", "Vereine können Mittel beantragen.", "Der Antragstermin ist der 31.05.2026.", issued
    )
    assert list_texts(draft, FactKind.CONTACT) == []
    assert list_texts(draft, FactKind.DEADLINE) == ["Antrag bis 31. Mai 2026"]


def test_he_without_a_name_hangs_on_the_sentence_before() -> None:
    told = "Gemeinsam mit den Freunden vom Bunten Tisch, der Stiftung und dem Chor stellte er die Pläne vor."
    assert teaser.points_back(told)
    assert not teaser.points_back(told.replace(" er ", " Ada Gül "))


@pytest.mark.parametrize(
    ("language", "text", "when"),
    [
        (
            "en",
            "The fair is being held on Saturday, 16 May between 10am-12pm at Town Hall.",
            ", 10 am to 12 pm",
        ),
        ("en", "The picnic on Saturday, 16 May, runs from 12 noon to 5 p.m.", ", 12 pm to 5 pm"),
    ],
)
def test_english_announcements(language: str, text: str, when: str) -> None:
    article = Article(url="https://v.example/a", title="Fair", text=text, published_at=NOW, language=language)
    draft = WRITER.draft(article, FACEBOOK, NOW)
    assert list_texts(draft, FactKind.WHEN) == [f"Saturday, 16 May 2026{when}"]


@pytest.mark.parametrize(
    ("text", "price", "register"),
    [
        (
            "This family-friendly event is free but donations are welcome.",
            ["free of charge, donations welcome"],
            [],
        ),
        ("The event is free and open to the public. Vendors can register online.", ["free of charge"], []),
    ],
)
def test_what_it_costs_in_english(text: str, price: list[str], register: list[str]) -> None:
    told = f"The picnic takes place on Saturday, 16 May at 5 pm. {text}"
    article = Article(url="https://v.example/a", title="Fair", text=told, published_at=NOW, language="en")
    draft = WRITER.draft(article, FACEBOOK, NOW)
    assert list_texts(draft, FactKind.PRICE) == price
    assert list_texts(draft, FactKind.REGISTER) == register


def test_a_mail_address_of_two_capitalised_names_stays_whole() -> None:
    draft = write(
        "Kurs", "Der Kurs ist neu.", "Anmeldung per E-Mail an Ada.Kaya@verein.example erforderlich."
    )
    assert list_texts(draft, FactKind.CONTACT) == ["Ada.Kaya@verein.example"]


def test_what_editors_are_told_is_for_nobody_else() -> None:
    editors = "Hinweis an die Redaktionen:\nWir laden Sie zur Berichterstattung ein.\nTelefon: 0201 88-0"
    draft = write("Fest", "Am 16. Mai um 15 Uhr feiern wir auf dem Markt.", editors)
    assert list_texts(draft, FactKind.CONTACT) == []


def test_the_end_of_what_is_paid_for_is_no_deadline() -> None:
    end = "Die Schulung muss bis zum 30. November 2026 abgeschlossen sein."
    draft = write("Förderung", "Vereine können sich bis zum 30. Mai bewerben.", end)
    assert list_texts(draft, FactKind.DEADLINE) == ["Bewerbung bis 30. Mai 2026"]


def test_days_that_end_at_different_hours_have_no_common_end() -> None:
    days = "Am Wochenende (16. Mai, 12-21 Uhr und 17. Mai, 12-18 Uhr) steigt das Fest."
    draft = write("Fest am 16. und 17. Mai", days)
    assert list_texts(draft, FactKind.WHEN) == ["16. bis 17. Mai 2026, ab 12 Uhr"]


@pytest.mark.parametrize(
    ("written", "when"),
    [
        ("vom 16.05.2026 bis 29.01.2027", "16. Mai 2026 bis 29. Januar 2027"),
        ("von Samstag, 16. Mai, bis Sonntag, 31. Mai", "16. bis 31. Mai 2026"),
        ("am Samstag, 16.05.2026 - Sonntag, 31.05.2026", "16. bis 31. Mai 2026"),
        ("Sa 16.5. - So 17.5.", "16. bis 17. Mai 2026"),
    ],
)
def test_a_period_is_told_from_its_first_to_its_last_day(written: str, when: str) -> None:
    draft = write("Ausstellung im Museum", f"Die Ausstellung ist {written} im Museum zu sehen.")
    assert list_texts(draft, FactKind.WHEN) == [when]


def test_an_hour_that_moved_calls_nothing_off() -> None:
    hour = "Die Öffnungszeit hat sich um eine Stunde nach hinten verschoben."
    draft = write("Café", "Das nächste Treffen ist am Samstag, 16. Mai, von 11 bis 13 Uhr im Rathaus.", hour)
    assert list_texts(draft, FactKind.WHEN) == ["Samstag, 16. Mai 2026, 11 bis 13 Uhr"]


def test_days_that_a_sentence_announces_are_told() -> None:
    days = ("· Freitag, 15. Mai 2026", "· Freitag, 29. Mai 2026", "Jeweils ab 10 Uhr bis ca. 12 Uhr.")
    text = (
        "Das Café ist umgezogen.",
        "Es hat zwei Räume.",
        "Beide sind hell.",
        "Treffen an folgenden Tagen:",
    )
    draft = write("Umzug", "\n\n".join(text).replace("Treffen an", "Wir treffen uns an"), "\n".join(days))
    assert list_texts(draft, FactKind.WHEN) == ["15. Mai und 29. Mai 2026, 10 bis 12 Uhr"]


def test_a_street_of_any_name_stands_behind_its_house() -> None:
    draft = write("Schau", "Am 16. Mai um 15 Uhr wird sie im Foyer des Amtes, Weberreihe 1-3, eröffnet.")
    assert list_texts(draft, FactKind.WHERE) == ["Foyer des Amtes, Weberreihe 1-3"]


def test_a_town_and_a_dash_before_the_first_word_open_no_teaser() -> None:
    assert write("Konvoi", "Holzdorf – Im Juni soll ein Konvoi fahren.").teaser.startswith("Im Juni")
    assert write("Schule", "Holzdorf Unter dem Motto „Lernen“ beginnt die Woche.").teaser.startswith(
        "Unter dem"
    )
    assert write("Haus", "Haus Am alten Markt lädt alle Nachbarn ein.").teaser.startswith("Haus Am alten")
    assert write("Tanz", "Musik – Tanz – Theater: Das Fest hat viel zu bieten.").teaser.startswith("Musik")


def test_what_is_given_on_that_day_is_given_at_its_hour() -> None:
    hour = "Im Depot können an diesem Tag von 9.30 bis 12.30 Uhr Spenden abgegeben werden."
    draft = write("Hilfe", "Am Samstag, 16. Mai, sammelt der Verein Kleidung.", hour)
    assert list_texts(draft, FactKind.WHEN) == ["Samstag, 16. Mai 2026, 9:30 bis 12:30 Uhr"]


def test_a_contribution_of_those_who_take_part_is_a_price() -> None:
    draft = write(
        "Fahrt", "Wir fahren am 16. Mai um 8 Uhr. Es wird ein Teilnehmerbeitrag von 15 Euro erhoben."
    )
    assert list_texts(draft, FactKind.PRICE) == ["15 Euro"]


def test_a_poster_in_lines_is_read_line_by_line() -> None:
    poster = "Zuckerfest\nMittwoch 20. Mai 16-20 Uhr\nKulturzentrum Ost\nSandstr. 41"
    draft = write("Zuckerfest", "Am kommenden Montag beginnt das Fest des Fastenbrechens.", poster)
    assert list_texts(draft, FactKind.WHEN) == ["Mittwoch, 20. Mai 2026, 16 bis 20 Uhr"]
    assert list_texts(draft, FactKind.WHERE) == ["Kulturzentrum Ost, Sandstr. 41"]


def test_what_is_called_off_says_so_and_costs_nothing() -> None:
    draft = write(
        "Abgesagt: Filmabend am 16. Mai", "Woher kommt der Hass? Der Film sucht Antworten.", "Eintritt: 7 €"
    )
    assert draft.teaser.startswith("Abgesagt: Filmabend am 16. Mai.")
    assert [fact.kind for fact in draft.facts] == []


def test_a_period_between_two_days_is_no_pair_of_days() -> None:
    draft = write("Ferien", "Zwischen dem 24. Mai und 4. Juni werden 21 Ausflüge angeboten.")
    assert list_texts(draft, FactKind.WHEN) == ["24. Mai bis 4. Juni 2026"]


def test_the_last_point_of_a_programme_is_not_its_end() -> None:
    points = ("14.30 - Beginn", "15.00 - Tanz", "16.00 - Jonglage")
    draft = write("Fest am 16. Mai", "Wir feiern am 16. Mai im Bürgerhaus.", *points)
    assert list_texts(draft, FactKind.WHEN) == ["Samstag, 16. Mai 2026, 14:30 Uhr"]
    draft = write("Fest am 16. Mai", "Wir feiern am 16. Mai im Bürgerhaus.", *points, "22.00 - Ausklang")
    assert list_texts(draft, FactKind.WHEN) == ["Samstag, 16. Mai 2026, 14:30 bis 22 Uhr"]


def test_an_invitation_without_its_full_stop_swallows_no_sentence() -> None:
    draft = write(
        "Fest", "Der Verein lädt am 16. Mai zum Kennenlernen ein", "Bayram, das Zuckerfest, beginnt bald."
    )
    assert "ein Bayram" not in draft.teaser


def test_one_word_twice_is_no_image_of_sport() -> None:
    told = "Nach einer Serie von Drohbriefen haben viele Angst. Die Serie reißt nicht ab."
    assert write("Drohbriefe an Moscheen", told).is_sober
    assert write("Hasserfüllte Post", "Moscheen erhielten hasserfüllte Briefe.").is_sober


def test_what_people_ask_about_is_no_event() -> None:
    asked = "Viele fragen, ob am kommenden Sonntag das Stadtteilfest stattfindet."
    draft = write("Flohmarkt", asked, "Am kommenden Samstag gibt es von 15 bis 18 Uhr einen Flohmarkt.")
    assert list_texts(draft, FactKind.WHEN) == ["Samstag, 9. Mai 2026, 15 bis 18 Uhr"]


def test_the_place_of_another_hour_is_not_the_events() -> None:
    told = "Das Fest findet am 16. Mai von 14 bis 18 Uhr statt."
    between = "Alle sind willkommen. Es gibt Kuchen. Auch Kinder kommen gern."
    draft = write("Fest", told, between, "Am 16. Mai um 16 Uhr beginnt die Schau im Klubhaus.")
    assert list_texts(draft, FactKind.WHERE) == []


def test_labels_that_ask_are_labels() -> None:
    labels = ("- Wo? Kulturzentrum Ost", "- Wann? Samstag, 16.05.2026 von 10:00 Uhr bis 16:00 Uhr")
    text = ("Vielen fällt es schwer.", "Sprache hindert oft.", "Es gibt Gruppen.", "Kinder spielen.", *labels)
    draft = write("Gesundheitstag", *text)
    assert list_texts(draft, FactKind.WHEN) == ["Samstag, 16. Mai 2026, 10 bis 16 Uhr"]
    assert list_texts(draft, FactKind.WHERE) == ["Kulturzentrum Ost"]


def test_what_is_asked_of_editors_is_quoted_nowhere() -> None:
    asked = "Bitte helfen Sie mit, die Veranstaltung in Ihrem Medium bekannt zu machen."
    assert "Medium" not in write("Tag", asked, "Am 16. Mai um 15 Uhr tanzen alle im Bürgerhaus.").teaser


def test_a_street_without_its_number_is_better_than_no_place() -> None:
    draft = write("Kundgebung", "Sie beginnt am 16. Mai um 16 Uhr auf der Ludwig-Erhard-Straße.")
    assert list_texts(draft, FactKind.WHERE) == ["Ludwig-Erhard-Straße"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Vom 15. bis 17. Mai findet die Aktion „Hamburg räumt auf“ statt.", ""),
        ("Wir treffen uns am 16. Mai um 15 Uhr vor der Halle am Treff 22 zum Putzen.", "Halle am Treff 22"),
        ("Wir kochen am 16. Mai um 11 Uhr im OST-Treff/Bürgercafé zusammen.", "OST-Treff/Bürgercafé"),
    ],
)
def test_a_name_keeps_its_number_and_a_title_names_no_house(text: str, place: str) -> None:
    assert list_texts(write("Aktion", text), FactKind.WHERE) == ([place] if place else [])


def test_small_letters_label_too_and_words_are_amounts() -> None:
    lines = "Ablauf:\n18:30 Einführung\nwann:\n- Sa., 16.05.2026, 18:30\nwo: TAK im Hof, Prinzenstraße 8"
    text = ("Es wird gespielt.", "Alle sehen zu.", "Danach wird geredet.", "Der Beitrag liegt bei drei Euro.")
    draft = write("Theater", *text, lines)
    assert list_texts(draft, FactKind.WHEN) == ["Samstag, 16. Mai 2026, 18:30 Uhr"]
    assert list_texts(draft, FactKind.WHERE) == ["TAK im Hof, Prinzenstraße 8"]
    assert list_texts(draft, FactKind.PRICE) == ["Der Beitrag liegt bei drei Euro"]


def test_what_hides_a_mail_address_hides_no_deadline() -> None:
    cloak = (
        "Diese E-Mail-Adresse ist vor Spambots geschützt! Zur Anzeige muss JavaScript eingeschaltet sein!."
    )
    asked = f"Wir bitten bis zum 12. Mai um eine Anmeldung unter {cloak}"
    draft = write("Training", "Am 16. Mai um 9 Uhr üben wir in der Ev. Akademie Nord.", asked)
    assert list_texts(draft, FactKind.DEADLINE) == ["Anmeldung bis 12. Mai 2026"]
    assert list_texts(draft, FactKind.WHERE) == ["Ev. Akademie Nord"]
    assert "Spambots" not in draft.teaser


def test_a_day_to_vote_on_is_not_the_evening_before_it() -> None:
    draft = write(
        "Vor der Wahl",
        "Viele sind bei der Bundestagswahl am 21. Juni 2026 stimmberechtigt.",
        "Die Veranstaltung findet am 16. Mai um 19 Uhr in der Bücherei an der Kolpingstraße 8 statt.",
        "Anmeldungen sind nicht nötig.",
    )
    assert list_texts(draft, FactKind.WHEN) == ["Samstag, 16. Mai 2026, 19 Uhr"]
    assert list_texts(draft, FactKind.WHERE) == ["Bücherei an der Kolpingstraße 8"]
    assert list_texts(draft, FactKind.REGISTER) == ["ohne Anmeldung"]


def test_what_is_used_as_a_dump_is_nothing_to_mourn() -> None:
    assert not write("Putztag", "Der Wald wird von einigen als Müllkippe missbraucht.").is_sober


def test_what_a_government_must_do_asks_nothing_of_readers() -> None:
    text = "Bis zum 16. Mai muss die britische Regierung zustimmen. Spätestens dann ist es klar."
    assert not list_texts(write("Parlament stimmt ab", text), FactKind.DEADLINE)


def test_a_time_limit_for_something_is_a_deadline() -> None:
    draft = write("Wohngeld", "Die Frist für den Antrag auf Wohngeld endet in diesem Jahr am 16. Mai.")
    assert list_texts(draft, FactKind.DEADLINE) == ["Antrag bis 16. Mai 2026"]
    assert not list_texts(draft, FactKind.WHEN)


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("Treffpunkt ist der Parkplatz am Stausee, Start ist um 9.30 Uhr.", "Parkplatz am Stausee"),
        ("Treffpunkt ist um 10 Uhr der S-Bahnhof Werden.", "S-Bahnhof Werden"),
        ("Treffpunkt ist vor dem Alten Rathaus, Markt 4.", "vor dem Alten Rathaus, Markt 4"),
    ],
)
def test_people_meet_at_any_spot(sentence: str, place: str) -> None:
    draft = write("Wanderung", f"Am Samstag, 16. Mai, um 9.30 Uhr wandern wir. {sentence}")
    assert list_texts(draft, FactKind.WHERE) == [place]


@pytest.mark.parametrize(
    "text",
    [
        "Die Arbeiten beginnen am 16. Mai und dauern bis zum Herbst.",
        "Der Umbau des alten Pfarrhauses startet am 16. Mai und soll bis zum 30. September dauern.",
    ],
)
def test_when_builders_come_is_nothing_to_go_to(text: str) -> None:
    draft = write("Haus wird saniert", text, "Der Kurs findet in der Grundschule am Park statt.")
    assert not list_texts(draft, FactKind.WHEN)


def test_what_announces_nothing_names_no_price_place_or_deadline_in_passing() -> None:
    news = write(
        "Neuer Grill im Versuch",
        "Den Grill gibt es allerdings nur zum höheren Preis von 249 Euro.",
        "Ort: Saarbrücken, vor einem Club.",
        "Bis Ende Mai müssen sich die Regierungen auf einen Aufschub einigen.",
        "Seine Teilnahme am Gipfel ließ der Minister offen.",
    )
    assert news.facts == ()
    own = write("Neuer Kalender", "Der Kalender ist da. Der Kalender kostet 5 Euro und liegt im Laden.")
    assert list_texts(own, FactKind.PRICE) == ["Der Kalender kostet 5 Euro und liegt im Laden"]


def test_addresses_that_an_essay_quotes_are_no_contacts() -> None:
    sources = (
        "Wie in https://daten.example/wald steht, wächst der Wald.",
        "Short-URL: https://kurz.example/1",
    )
    assert list_texts(write("Der Wald", "Der Wald wächst.", *sources), FactKind.CONTACT) == []
    asks = "Weitere Infos gibt es unter www.wald.example/karte."
    assert list_texts(write("Der Wald", "Der Wald wächst.", asks), FactKind.CONTACT) == [
        "www.wald.example/karte"
    ]
    essay = [f"Der Betrüger schrieb zum {number}. Mal von falsch@post.example aus." for number in range(45)]
    assert list_texts(write("Ein Betrug", *essay), FactKind.CONTACT) == []
    essay += ["Eintritt: 5 Euro.", f"Spenden gingen auf sein Konto {ACCOUNT}."]
    assert write("Ein Betrug", *essay).facts == ()


def test_what_is_free_to_load_is_no_offer() -> None:
    draft = write("Fest", "Am 9. Mai um 18 Uhr ist Fest.", "Das Plakat gibt es kostenlos zum Download.")
    assert list_texts(draft, FactKind.PRICE) == []


def test_a_network_is_nobodys_name() -> None:
    draft = write(
        "Camp", "Das Camp ist am 9. Mai um 18 Uhr.", "Fragen an info@camp.example oder bei Twitter."
    )
    assert list_texts(draft, FactKind.CONTACT) == ["info@camp.example"]


def test_a_first_day_that_lost_a_dot_still_has_its_month_and_year() -> None:
    told = write("Camp", "Das Camp läuft in den Ferien (06.0826 – 10.08.26) auf dem Platz.")
    assert list_texts(told, FactKind.WHEN) == ["6. bis 10. August 2026"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "Am 9. Mai um 18 Uhr lädt der Marie Club Neustadt zum Fest im Hirtendorf in Altdorf.",
            "Hirtendorf in Altdorf",
        ),
        ("Am 9. Mai um 18 Uhr lädt der Marie Club Neustadt alle zum Fest ein.", ""),
        ("Am 9. Mai um 18 Uhr gibt es mit der Neuen Fußballschule ein Training.", ""),
        ("Am 9. Mai um 18 Uhr feiert die Neue Fußballschule ihr Fest.", "Neue Fußballschule"),
    ],
)  # fmt: skip
def test_who_invites_or_helps_is_no_place(text: str, place: str) -> None:
    assert "".join(list_texts(write("Nachricht", text), FactKind.WHERE)) == place


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Bis zum 25. Mai bleibt noch Zeit, bevor es zurück in den Hafen geht.", []),
        ("Bis zum 25. Mai könnt ihr es noch unterstützen.", ["bis 25. Mai 2026"]),
        ("Bitte bringt die Bücher bis zum 25. Mai zurück.", ["Rückgabe bis 25. Mai 2026"]),
        ("Bitte die Bögen bis zum 25. Mai zurückgeben.", ["Rückgabe bis 25. Mai 2026"]),
    ],
)
def test_time_that_is_left_asks_for_nothing(text: str, last: list[str]) -> None:
    assert list_texts(write("Nachricht", text), FactKind.DEADLINE) == last


def test_of_pages_of_many_none_is_the_one_to_use() -> None:
    acts = [f"Es spielt {name} (https://{name.lower()}.example/musik)." for name in ("Ina", "Uwe", "Eva")]
    at = "Am 9. Mai um 18 Uhr ist Konzert."
    assert list_texts(write("Konzert", at, *acts), FactKind.CONTACT) == []
    assert list_texts(write("Konzert", at, acts[0]), FactKind.CONTACT) == ["https://ina.example/musik"]
    cards = "Karten gibt es unter https://karten.example/konzert."
    assert list_texts(write("Konzert", at, *acts, cards), FactKind.CONTACT) == [
        "https://karten.example/konzert"
    ]


def test_who_signs_is_not_quoted() -> None:
    told = write(
        "Nachruf auf Ina Kaya", "Ina Kaya hat den Verein über Jahrzehnte mit aufgebaut und geprägt.",
        "Viele haben bei ihr das Rudern gelernt. Das Boot der Jugend trägt schon lange ihren Namen.",
        "Wir werden sie nicht vergessen und denken an ihre Familie.",
        "Die Mitglieder und Freunde des Neuen Ruderclub Essen e.V.",
    )  # fmt: skip
    assert "Familie" in told.teaser
    assert "Mitglieder" not in told.teaser


@pytest.mark.parametrize(
    ("title", "text", "is_asked"),
    [
        ("Einladung zum Fest", "Es gibt Kuchen, Musik und ein Programm für die Kinder.", True),
        ("Fest", "Der Verein lädt wieder zum großen Turnier und freut sich auf viele Gäste.", True),
        ("Fest", "Zum Turnier sind alle herzlich eingeladen.", True),
        ("Einladung zum Fest", "Am 9. Mai gibt es Kuchen, Musik und ein Programm für die Kinder.", False),
        ("Einladung zum Fest", "Es gibt Kuchen. Beginn ist um 18 Uhr.", False),
        ("Treff", "Der Verein lädt jeden Freitag zum Spielen ein.", False),
        ("Fest", "Der Verein lud zum Turnier und freute sich über viele Gäste.", False),
    ],
)
def test_an_invitation_without_any_day_is_asked_about(title: str, text: str, is_asked: bool) -> None:
    asked = "It invites to something, and its text names no day: please say when."
    assert (asked in write(title, text).unsure) is is_asked


def test_a_short_name_is_shared_with_the_title() -> None:
    shown = write("Nachruf: Uwe Test", "Uwe war ein geschätztes Mitglied und hat den Verein geprägt.")
    assert not any("shares no word" in warning for warning in shown.warnings)
    shown = write("Nachruf: Uwe Test", "Ina war ein geschätztes Mitglied und hat den Verein geprägt.")
    assert any("shares no word" in warning for warning in shown.warnings)


def test_an_invitation_of_this_year_opens_the_words() -> None:
    invited = "Auch dieses Jahr seid ihr zum Essen am Kamin herzlich eingeladen."
    told = write("Essen am Kamin", "Am Samstag, 9. Mai 2026", invited, "Der Vorstand freut sich auf viele.")
    assert told.teaser.startswith(invited)
    bare = write(
        "Essen", "Der Chor sang im Saal und alle kamen.", "Am Samstag, 9. Mai", "Auch dieses sang er."
    )
    assert not bare.teaser.startswith("Auch dieses")


def test_a_smiley_ends_a_sentence() -> None:
    told = write("Werkstatt", "Am 9. Mai um 20 Uhr zeigt Uwe in der Werkstatt, wie Schlösser gehen :)")
    assert told.teaser == "Am 9. Mai um 20 Uhr zeigt Uwe in der Werkstatt, wie Schlösser gehen."
    assert write("Werkstatt", "Am 9. Mai zeigt Uwe, wie es geht! ;-)").teaser.endswith("geht!")


def test_numbered_points_are_not_quoted() -> None:
    invited = "Der Kreis trifft sich am 9. Mai um 18 Uhr im Saal und bespricht das neue Jahr."
    points = ("1 Vorbereitung für das Fest: Großes im neuen Jahr!", "2 Suche nach Räumen: Endlich ganz nah.")
    assert write("Treffen", invited, "Die Themen:", *points).teaser == invited
    assert "2 Boote" in write("Fahrt", "Der Kreis fährt auf dem Kanal.", "2 Boote legen um 9 Uhr ab.").teaser


def test_a_row_of_headings_is_no_sentence() -> None:
    row = "Bau bewahren · Räume schaffen · Wissen vermitteln statt."
    told = write("Auftakt", row, "Der Turm wird ein Haus für alle, und das Land gibt Geld dazu.").teaser
    assert "bewahren" not in told
    assert "Der Turm wird" in told


def test_what_was_named_above_is_not_named_here() -> None:
    told = write(
        "Brief", "Viele haben einen Brief an den Senat geschrieben und klagen über Gewalt.",
        "Zu ihnen gehören Leute aus Kunst und Wissenschaft.", "Der Brief liegt auf oben genannter Seite aus.",
    )  # fmt: skip
    assert "oben genannter" not in told.teaser


def test_a_report_that_something_took_place_again_is_quoted() -> None:
    told = write(
        "Anspielen", "Es fand wieder unser traditionelles Anspielen statt. Wir wünschen ein gutes Jahr!"
    )
    assert told.teaser.startswith("Es fand wieder")


def test_a_title_of_one_word_is_not_compared_with_the_text() -> None:
    for title, is_named in (("Feier", False), ("Große Neujahrsfeier", False), ("Große Wanderung", True)):
        shown = write(title, "Der Chor sang auf der Winterfeier, und alle kamen.").warnings
        assert any("shares no word" in warning for warning in shown) is is_named, title


def test_days_that_a_label_names_are_told_wherever_they_stand() -> None:
    tale = [
        f"Das Spiel Nummer {n} macht allen im Viertel seit vielen Jahren große Freude." for n in range(30)
    ]
    told = write("Die Meisterschaft geht weiter", *tale, "Wann? 1. + 2. Juni 2026", "Wo? Neustadt")
    assert list_texts(told, FactKind.WHEN) == ["1. bis 2. Juni 2026"]
    assert list_texts(told, FactKind.WHERE) == ["Neustadt"]
    told = write("Die Meisterschaft geht weiter", *tale, "Das Turnier war am 1. und 2. Juni 2026.")
    assert list_texts(told, FactKind.WHEN) == []


def test_a_day_of_a_title_counts_where_its_short_text_says_when_it_begins() -> None:
    about = "Ina und Uwe machen seit Jahren zusammen Musik. Ihre Lieder erzählen vom Meer und vom Wind."
    told = write("Die Wellen am 26.6.2026", about, "Beginn: ca. 20 Uhr")
    assert list_texts(told, FactKind.WHEN) == ["Freitag, 26. Juni 2026, 20 Uhr"]
    assert list_texts(write("Die Wellen am 26.6.2026", about), FactKind.WHEN) == []


@pytest.mark.parametrize(
    "said", ["Neuheiten auf dem Spielemarkt kommen auf den Tisch.", "Es geht zum Thema Mühle."]
)
def test_a_trade_and_a_subject_are_no_places(said: str) -> None:
    told = write("Spieleabend", "Am Freitag, 15. Mai, ab 19 Uhr spielen wir.", said)
    assert list_texts(told, FactKind.WHERE) == []


def test_who_is_glad_to_tell_news_tells_news() -> None:
    news = "Wir freuen uns, unsere neue Seite im Netz vorstellen zu können!"
    assert write("Seite im Netz", news, "Sie ist heller und schneller als die alte.").teaser.startswith(news)
    glad = "Wir freuen uns auf viele Gäste und einen schönen Abend mit Musik!"
    assert glad not in write("Fest", glad, "Der Chor singt am Abend im Garten, und alle kommen.").teaser
