"""Where German sentences end, and where they only seem to."""

import pytest

from bot.compose import sentences

WHOLE = [
    pytest.param("Der Verein Brücke e.V. wurde gegründet.", id="an association's e.V. inside"),
    pytest.param("Es gibt Kurse, z. B. Nähen und Kochen.", id="z. B. with a blank"),
    pytest.param("Frau Dr. Müller und Prof. Yılmaz sprechen.", id="titles"),
    pytest.param("Die Reise dauerte vom 15.11. – 17.11.2018 an.", id="range of dates"),
    pytest.param("Der Rat hat am Dienstag (10.02.) Ja gesagt.", id="date in brackets"),
    pytest.param("Näheres steht auf www.essen.de und im Heft.", id="address"),
    pytest.param("Viele Besucher*innen und Helfer:innen kamen.", id="gender signs"),
    pytest.param("Am 15. Januar beginnt der 3. Durchgang.", id="ordinals"),
    pytest.param("Ort ist die Karl-Denkhaus-Str. 11-13 in Essen.", id="street"),
    pytest.param("„Wir sind da. Kommen Sie! Bitte.“, sagte sie.", id="quotation with inner ends"),
    pytest.param("Martin S. (SPD) und Sadik C. (CDU) sprechen.", id="initials"),
    pytest.param("Rund 46.000 Menschen und 4,4 Mio. Euro.", id="numbers"),
    pytest.param("Die Reihe „Was nun? Gespräche im Revier“ läuft.", id="title with a question mark"),
    pytest.param("Die Gruppe „Nie wieder!“ (NW) fordert mehr.", id="name with a mark before brackets"),
    pytest.param("Es sprach Friedrich II. König von Preußen.", id="Roman numeral"),
    pytest.param("Der Kurs (max. 12 Pers.) ist kostenfrei.", id="abbreviation in brackets"),
    pytest.param("Projekte in Kenia, der Dem. Rep. Kongo und Mali laufen.", id="abbreviated name"),
    pytest.param("Die Freiw. Feuerwehr im Städt. Museum der Dt. Bahn lädt ein.", id="adjectives cut short"),
    pytest.param("Es spielt DJ A.K.A. Sound aus Essen.", id="letters with full stops"),
    pytest.param("Das gilt nach § 27 Abs. 1 und Art. 3 weiter.", id="paragraphs of law"),
    pytest.param("Wir treffen uns (ab 18 Uhr. Oder später?) im Saal.", id="bracket with inner ends"),
]


@pytest.mark.parametrize("text", WHOLE)
def test_stays_one_sentence(text: str) -> None:
    assert sentences.split(text) == [text]


PAIRS = [
    pytest.param("Beginn ist um 18 Uhr.", "Der Eintritt ist frei.", id="hour"),
    pytest.param("Das war im Jahr 2018.", "Danach kam die Pause.", id="year"),
    pytest.param("Träger ist der Verein Brücke e.V.", "Er besteht seit 2002.", id="e.V. before a pronoun"),
    pytest.param("Anmeldung bis zum 28.10.", "Die Plätze sind knapp.", id="date before an article"),
    pytest.param("„Das ist gut.“", "Der Rat stimmte zu.", id="quotation that ends a sentence"),
    pytest.param("Haben Sie Fragen?", "Rufen Sie an!", id="question"),
    pytest.param("Das Motto ist „Alle in einem Boot“.", "Viele kamen.", id="quotation inside"),
    pytest.param("Der Sonntag gehört den Kindern.", "„Das freut uns.“", id="quotation behind"),
]


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_splits_between_sentences(first: str, second: str) -> None:
    assert sentences.split(f"{first} {second}") == [first, second]


GLUED = [
    pytest.param("Man kann jederzeit einsteigen.", "In allen Blöcken ist Platz.", id="full stop"),
    pytest.param("Das Motto ist „Ein Boot“.", "Zahlreiche Vereine kamen.", id="quotation"),
    pytest.param("Pressemitteilung vom 18.11.2019", "Warum wählen wir heute?", id="date"),
    pytest.param("Es war wunderbar!", "Alle tanzten bis Mitternacht.", id="exclamation mark"),
    pytest.param("Leitbranchen im Fokus", "Die Wirtschaft wächst in Essen weiter.", id="heading"),
    pytest.param("Das ist sehr gut möglich.", "als 46.000 Menschen arbeiten hier.", id="lost first word"),
]


@pytest.mark.parametrize(("first", "second"), GLUED)
def test_takes_glued_sentences_apart(first: str, second: str) -> None:
    glue = "" if first[-1] != "s" and second[0].isupper() else " "
    assert sentences.split(f"{first}{glue}{second}") == [first, second]


def test_a_lost_closing_quotation_mark_does_not_swallow_the_rest() -> None:
    text = '"Das ist gut. Der Rat stimmte zu. "So soll es sein", sagte sie.'
    assert len(sentences.split(text)) == 3


def test_a_party_with_an_article_in_its_name_is_no_heading() -> None:
    text = "Auf dem Podium saßen Ezgi G. für Die Linke und Kai G. für Die Grünen am Tisch."
    assert sentences.split(text) == [text]


OTHER_LANGUAGES = [
    pytest.param("en", "Mr. Smith came at 6 p.m. to St. Mary's.", "He spoke.", id="English"),
    pytest.param("pl", "Spotkanie z prof. Nowak odbędzie się przy ul. Długiej.", "Wstęp wolny.", id="Polish"),
    pytest.param("tr", "Dr. Yılmaz saat 18.00'de konuşacak.", "Giriş ücretsiz.", id="Turkish"),
    pytest.param("uk", "Зустріч відбудеться на вул. Шевченка.", "Вхід вільний.", id="Ukrainian"),
    pytest.param("ru", "Сегодня говорит А. Иванов.", "Вход свободный.", id="Russian"),
    pytest.param("ar", "هل أنتم مستعدون؟", "نلتقي يوم السبت.", id="Arabic"),
    pytest.param("hi", "कार्यक्रम शनिवार को है।", "प्रवेश निःशुल्क है।", id="Hindi"),
]


@pytest.mark.parametrize(("language", "first", "second"), OTHER_LANGUAGES)
def test_splits_other_languages_by_their_own_rules(language: str, first: str, second: str) -> None:
    assert sentences.split(f"{first} {second}", language) == [first, second]


def test_paragraphs_always_separate() -> None:
    assert sentences.split_paragraphs("Ein Titel\n\nEin Satz.\nNoch einer.") == [
        ["Ein Titel"],
        ["Ein Satz.", "Noch einer."],
    ]
