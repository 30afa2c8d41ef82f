"""Kinds that the pages of clubs, parishes and schools showed, each in words of our own."""

from dataclasses import replace
from datetime import time

import pytest

from bot.compose import dates, quotable, sentences, teaser
from bot.compose.events import Findings
from bot.compose.notices import list_doubts, list_doubts_of_words
from bot.domain.article import Article, FactKind
from tests.compose.test_found_kinds import NOW, WRITER, list_texts, write
from tests.known_channels import FACEBOOK


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


def test_the_hour_of_the_way_back_is_not_when_it_begins() -> None:
    told = write(
        "Ausflug in den Tierpark",
        "Am Donnerstag, 11. Juni, gibt es einen Ausflug in den Tierpark.",
        "Los geht es um 9:30 morgens und zurück um ca. 17 Uhr.",
    )
    assert list_texts(told, FactKind.WHEN) == ["Donnerstag, 11. Juni 2026, 9:30 Uhr"]


def test_one_thing_on_one_day_is_not_when_all_of_it_begins() -> None:
    days = "Am Wochenende 4. und 5. Juli findet im Park das große Fest statt."
    told = write("Fest im Park", days, "Am Samstag, 4. Juli, um 20:00 Uhr erzählt Mira Sol vom Meer.")
    assert list_texts(told, FactKind.WHEN) == ["4. bis 5. Juli 2026"]
    told = write("Fest im Park", days, "Beginn ist am 4. Juli um 14 Uhr.")
    assert list_texts(told, FactKind.WHEN) == ["4. bis 5. Juli 2026, ab 14 Uhr"]


def test_what_comes_later_is_not_what_is_announced() -> None:
    told = write(
        "Kleiner Flohmarkt",
        "Damit die Zeit bis zum nächsten Treffen am 12. November nicht lang wird: Bald gibt es einen Markt.",
        "Ein paar Snacks stehen bereit.",
        "Freitag, 30. Oktober, 13.00 bis 15.00 Uhr",
    )
    assert list_texts(told, FactKind.WHEN) == ["Freitag, 30. Oktober 2026, 13 bis 15 Uhr"]


def test_several_things_in_one_sentence_are_not_the_first_of_them() -> None:
    days = (
        "Die Termine: Sonntag, 14. Juni, 12 Uhr basteln in der Halle mit allen, die Lust auf Leder und Stoff "
        "haben, dann Samstag, 4. Juli, 10 Uhr ein Lauf durch den Wald mit Start am alten Tor und Suppe am "
        "Ende und Sonntag, 2. August, 15 Uhr das große Spiel im Park."
    )
    assert list_texts(write("Ein neues Jahr voller Spiele", days), FactKind.WHEN) == []


def test_what_the_title_dates_and_the_text_reports_is_over() -> None:
    told = write("Basteln am 10.05.2026", "Am 10. Mai sind wir zusammengekommen, um zu basteln.")
    assert list_texts(told, FactKind.WHEN) == []
    told = write(
        "Fest", "Vom 5. bis 8. Juni haben wir mit Ihnen gefeiert - ein Fest, das in Erinnerung bleibt."
    )
    assert list_texts(told, FactKind.WHEN) == []


def test_a_labelled_day_counts_on_the_day_on_which_it_was_published() -> None:
    lines = ["🗓️ Datum: 04.05.2026", "⏰ Uhrzeit: 19:00 Uhr"]
    tale = [f"Die Musik Nummer {n} macht allen im Viertel seit Jahren Freude." for n in range(5)]
    assert list_texts(write("Musik", *tale, *lines), FactKind.WHEN) == ["Montag, 4. Mai 2026, 19 Uhr"]
    assert list_texts(write("Musik", *tale, lines[0]), FactKind.WHEN) == []


def test_a_day_that_moved_to_another_is_announced() -> None:
    told = write(
        "Wanderung im Wald",
        "Beginn: Samstag, 13. Juni 2026 10:00",
        "UPDATE: Die Wanderung wurde vom 6.6. auf den 13.6. verschoben!",
        "Wir gehen vom Tor hinauf zum Turm und wieder zurück.",
    )
    assert list_texts(told, FactKind.WHEN) == ["Samstag, 13. Juni 2026, 10 Uhr"]


def test_the_year_of_a_title_is_that_of_the_days_below() -> None:
    article = Article(
        url="https://v.example/a", title="Pokal 2025", text="Anmeldung bitte bis zum 21. März bei Mira Sol."
    )
    winter = NOW.replace(month=11)
    told = WRITER.draft(article, FACEBOOK, winter)
    assert list_texts(told, FactKind.DEADLINE) == []
    told = WRITER.draft(replace(article, title="Pokal"), FACEBOOK, winter)
    assert list_texts(told, FactKind.DEADLINE) == ["Anmeldung bis 21. März 2027"]


def test_what_may_be_registered_on_the_spot_or_need_not_asks_for_nothing() -> None:
    day = "Am Sonntag, 14. Juni, ab 11 Uhr laden wir zum Fest auf dem Marktplatz ein."
    for said in (
        "Eine Anmeldung der Kürbisse ist vor Ort möglich.",
        "Eine Anmeldung per Mail ist nicht verbindlich, hilft uns aber.",
        "Anmeldung & Fragen",
    ):
        assert list_texts(write("Fest", day, said), FactKind.REGISTER) == []


def test_the_street_of_somebody_to_call_is_not_where_it_is() -> None:
    told = write(
        "Streik im Lager",
        "Am Dienstag, 2. Juni, ab 10:30 Uhr wollen die Menschen im Lager streiken.",
        "Kontakt: Mira Sol, 0152 1234567",
        "Initiative für alle, Schulstraße 11, 07749 Musterstadt",
    )
    assert list_texts(told, FactKind.WHERE) == []


def test_frau_alone_is_nobodys_name() -> None:
    told = write("Kurse", "Der Kurs ist kostenlos. Auskunft gibt es bei Frau K. Sol unter 0201 123456.")
    assert [text for text in list_texts(told, FactKind.CONTACT) if "(" in text] == [
        "0201 123456 (Frau K. Sol)"
    ]


@pytest.mark.parametrize(
    "left_out",
    [
        ".... und die Stadt liegt euch zu Füßen!",
        "*Aus Anlass der Übergabe im Hof der Schule.",
        "Die Führung dauert zwei Stunden, anschl.",
        "7.2. Mira Sol erzählt von alten Dörfern am Meer.",
        "Das vorletzte Bild zeigt die neue Leiterin des Vereins.",
        "Bilder dazu seht ihr unten.",
        "Bitte folge dazu diesem Link und melde dich.",
    ],
)
def test_what_only_its_page_can_say(left_out: str) -> None:
    told = write("Neues", left_out, "Der Verein hat im Frühling ein altes Haus am Fluss gekauft.")
    assert told.teaser.startswith("Der Verein hat")
    assert left_out not in told.teaser


def test_everybody_whom_a_salutation_names_is_left_out_with_it() -> None:
    told = write(
        "Frohe Tage",
        "Liebe Mitglieder im Verein, liebe Förderer, Helfer und Handwerker, ein volles Jahr geht zu Ende.",
    )
    assert told.teaser == "Ein volles Jahr geht zu Ende."


def test_whom_a_salutation_names_by_their_house_is_left_out_with_it() -> None:
    told = write(
        "Danke",
        "Liebe Mitglieder, Freunde und Bekannte des Hauses am Kanal, am Sonntag haben wir gefeiert.",
    )
    assert told.teaser == "Am Sonntag haben wir gefeiert."


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("Bekannt ist die Band durch ihre jährlichen Auftritte am 14. Juni im Saal.", []),
        ("Der Chor singt jedes Jahr am 14. Juni im Park.", []),
        ("Unser jährliches Sommerfest findet am 14. Juni statt.", ["Sonntag, 14. Juni 2026"]),
        ("Jährliches Treffen am 14. Juni", ["Sonntag, 14. Juni 2026"]),
        ("Jährlich kommen viele; die Band spielt am 14. Juni.", ["Sonntag, 14. Juni 2026"]),
    ],
)
def test_what_somebody_does_every_year_is_no_day_of_this_text(sentence: str, days: list[str]) -> None:
    told = write("Das große Fest", "Am Freitagabend eröffnet eine Band aus dem Dorf das Fest.", sentence)
    assert list_texts(told, FactKind.WHEN) == days


@pytest.mark.parametrize(
    ("question", "may_begin"),
    [
        ("Warum nur ist das so?", False),
        ("Wer steckt dahinter?", False),
        ("Wie kam es dazu?", False),
        ("Was tun?", True),
        ("Warum ist das Ehrenamt so wichtig?", True),
    ],
)
def test_a_question_that_names_nothing_opens_no_text(question: str, *, may_begin: bool) -> None:
    assert teaser.may_begin(question) is may_begin


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Es gibt Musik: vom Blues bis (selbstverständlich!) Lindy Hop. Danach gibt es Tee.", 2),
        ("Das war schön (wirklich!) Danach gab es Tee.", 2),
        ("Es kamen viele. (Super!) Lena tanzte.", 3),
        ("Sie spielt die Sonate in d-Moll, op. 54 und die Fantasie op. 12 von Mira Sol.", 1),
    ],
)
def test_where_sentences_end_at_brackets_and_works(text: str, count: int) -> None:
    assert len(sentences.split(text)) == count


@pytest.mark.parametrize("hours", ["von 09. bis 13.00 Uhr", "9.-13 Uhr", "9 - 13 Uhr", "von 9 bis 13 Uhr"])
def test_hours_with_a_full_stop_behind_the_first(hours: str) -> None:
    clock = dates.list_mentions(f"nur am Samstag, den 04.04. in der Zeit {hours}")[0].clock
    assert clock == dates.Clock(start=time(9), end=time(13))


def test_a_but_that_is_left_out_is_asked_about() -> None:
    opening = "Am Samstag, 16. Mai 2026, stellen alle ihr Papier an die Straße."
    more = "Der Verein sammelt seit vielen Jahren Papier. Danke an alle, die mitmachen!"
    asked = "leave out parts"
    for turn, is_asked in (
        ("Wegen der Lage ist jedoch das bequeme Sammeln nicht möglich (S. 3).", True),
        ("Die Lage ist wie immer (S. 3).", False),
        ("„Meine Arme sind müde, aber ich bin froh“, rief Mira Sol (S. 3).", False),
    ):
        words = f"{opening} {more}"
        article = Article(url="https://v.example/a", title="Papier", text=f"{opening} {turn} {more}")
        doubts = list_doubts_of_words(article, Findings(), words)
        assert any(asked in doubt for doubt in doubts) is is_asked


def test_what_tells_how_to_use_a_page_is_asked_about() -> None:
    words = "Das Projekt ist beendet. Bitte wählen Sie eine Seite aus, um zu ihr zu springen."
    doubts = list_doubts_of_words(
        Article(url="https://v.example/a", title="Projekt", text=words), Findings(), words
    )
    assert any("may be the page's" in doubt for doubt in doubts)


def test_many_days_that_contradict_their_weekdays_are_told_in_a_few_lines() -> None:
    found = Findings(doubtful=tuple(f"Montag, {day}.6." for day in range(2, 9)))
    told = list_doubts(found, has_teaser=True, has_words=True)
    assert [line.partition(":")[0] for line in told] == [
        *["Weekday and date do not go together"] * 3,
        "So it is with 4 more dates.",
    ]


def test_a_day_with_a_full_stop_too_many_has_the_year_that_is_written() -> None:
    line = "25.02..2024 – von Vera Sol"
    told = write("Halbzeit", line, "Seit einem halben Jahr lebe ich in einem Dorf am Meer.")
    assert list_texts(told, FactKind.WHEN) == []


def test_words_before_a_dash_open_later_paragraphs_too() -> None:
    lead = "Die Initiative steht heute vor Gericht, und viele Menschen kommen mit ihr in den Saal."
    read = quotable.read(
        Article(
            url="https://v.example/a",
            title="Vor Gericht",
            text="\n\n".join([lead, lead, lead, "Mira Sol – Das war Unrecht!"]),
        ),
        today=NOW.date(),
    )
    assert "Mira Sol – Das war Unrecht!" in read.all


def test_we_may_speak_above_questions_that_nobody_answers_by_name() -> None:
    told = write(
        "Herbstfest",
        "Wir laden herzlich zu unserem Herbstfest im Garten ein.",
        "Kann jeder teilnehmen?",
        "Ja, alle aus dem Viertel sind eingeladen und willkommen.",
        "Warum?",
        "Weil ein Fest mit allen am schönsten ist.",
        "Gibt es etwas zu essen?",
        "Es gibt Suppe, Kuchen und Kaffee für alle.",
    )
    assert told.teaser.startswith("Wir laden herzlich")
    assert "Warum?" not in told.teaser


def test_labels_without_colons_in_paragraphs_of_their_own_are_labels() -> None:
    told = write(
        "Nacht der Musik",
        "Feiern Sie mit uns!",
        "Datum 3. Juni 2026",
        "Ort Platz am Kanal",
        "Einlass 20:00 Uhr",
    )
    assert list_texts(told, FactKind.WHEN) == ["Mittwoch, 3. Juni 2026, 20 Uhr"]
    assert list_texts(told, FactKind.WHERE) == ["Platz am Kanal"]


@pytest.mark.parametrize("beside", ["Ort: Platz am Kanal", "Uhrzeit: 19 Uhr"])
def test_a_day_with_its_place_or_hour_counts_on_the_day_itself(beside: str) -> None:
    told = write("Lichterfest", "Feiern Sie mit uns!", "Datum: 4. Mai 2026", beside)
    assert list_texts(told, FactKind.WHEN)[0].startswith("Montag, 4. Mai 2026")
    assert list_texts(write("Lichterfest", "Feiern Sie mit uns!", "Datum: 4. Mai 2026"), FactKind.WHEN) == []


def test_a_start_with_its_day_is_when_it_begins() -> None:
    told = write("Familienfest", "Start: 05.07.2026 11:00", "Ort: Schlossgarten", "Alle sind willkommen.")
    assert list_texts(told, FactKind.WHEN) == ["Sonntag, 5. Juli 2026, 11 Uhr"]


def test_what_we_have_to_call_off_is_not_announced() -> None:
    told = write(
        "Verschiebung", "Leider müssen wir unsere Versammlung am 05. Juni absagen.", "Wir holen sie nach."
    )
    assert list_texts(told, FactKind.WHEN) == []


def test_a_weekday_that_is_not_the_dates_is_asked_about_where_the_year_is_a_guess() -> None:
    told = write(
        "Abend der Lieder", "Am Samstag vor Pfingsten, am 12. Juni um 19 Uhr, singen wir im Saal am Markt."
    )
    assert list_texts(told, FactKind.WHEN) == []
    assert any("do not go together" in warning for warning in told.warnings)


def test_two_digits_behind_a_month_may_be_its_year() -> None:
    told = write("Plan", "Bis zum 30. Juni 24 können Ideen für den Plan eingebracht werden.")
    assert list_texts(told, FactKind.DEADLINE) == []
    for hour in ("20 Uhr", "20 uhr"):
        told = write("Fest", f"Am 30. Juni {hour} laden wir zum Fest ein.")
        assert list_texts(told, FactKind.WHEN) == ["Dienstag, 30. Juni 2026, 20 Uhr"]
    told = write("Fest", "Am 30. Juni 20 Gäste, am 1. Juli 25: so sieht der Plan für das Fest aus.")
    assert not any("2020" in text or "2025" in text for text in list_texts(told, FactKind.WHEN))


def test_a_period_is_told_instead_of_the_days_of_which_it_consists() -> None:
    told = write(
        "Seminar", "12. - 14. Juni 2026 Thema: Freiheit", "Freitag, 12. Juni", "15 Uhr: Ankunft",
        "Sonntag, 14. Juni", "10 Uhr: Lieder und Abschied", "Kommt vorbei und singt mit uns.",
    )  # fmt: skip
    assert list_texts(told, FactKind.WHEN)[0].startswith("12. bis 14. Juni 2026")


def test_a_weekday_in_the_words_that_is_not_the_days_is_pointed_out() -> None:
    for words, is_named in (
        ("Beim Kongress in der Stadt bieten wir am Samstag einen Workshop für alle an.", True),
        ("Beim Kongress in der Stadt bieten wir am Sonntag einen Workshop für alle an.", False),
        ("Das Team bestätigte am Samstag, dass es beim Kongress in der Stadt viel anbietet.", False),
    ):
        told = write("Workshop beim Kongress", words, "Zeit: Sonntag, 14.6.2026, 10 – 12 Uhr", "Ort: Halle")
        assert list_texts(told, FactKind.WHEN) == ["Sonntag, 14. Juni 2026, 10 bis 12 Uhr"]
        assert (
            any("am Samstag” " in warning or "am Samstag”," in warning for warning in told.warnings)
            is is_named
        )


def test_a_label_that_asks_in_a_line_of_its_own_is_a_label() -> None:
    told = write(
        "Sommerfest",
        "Wir laden alle ein.",
        "Wann?",
        "14. Juni 2026",
        "Beginn: 10:00 Uhr",
        "Wo?",
        "Schule am Wald",
    )
    assert list_texts(told, FactKind.WHEN) == ["Sonntag, 14. Juni 2026, 10 Uhr"]
    assert list_texts(told, FactKind.WHERE) == ["Schule am Wald"]


def test_another_day_that_is_announced_is_pointed_out() -> None:
    lead = "Am Freitag, 12. Juni 2026, um 18 Uhr laden wir zum Fest in den Garten ein."
    for more, is_named in (
        ("Am Samstag, 20. Juni 2026, um 15 Uhr findet der Lauf durch den Wald statt.", True),
        ("Am Freitag, 8. Mai 2026, um 18 Uhr findet der Lauf durch den Wald statt.", True),
        ("Am Freitag, 12. Juni 2026, um 19 Uhr singt der Chor aus der Nachbarschaft.", False),
        ("Anmeldung bitte bis zum 5. Juni 2026.", False),
        ("Am 20. April 2026 haben wir die Bäume gepflanzt.", False),
    ):
        told = write("Fest im Garten", lead, more)
        assert list_texts(told, FactKind.WHEN) == ["Freitag, 12. Juni 2026, 18 Uhr"]
        assert any("Another day is announced" in warning for warning in told.warnings) is is_named, more


def test_the_hour_of_what_was_is_not_when_the_next_one_begins() -> None:
    told = write(
        "Herbstprüfung",
        "Bereits um 06:45 Uhr öffnete das Prüfungsbüro für achtzehn Teams.",
        "Die nächste Herbstprüfung findet am Samstag, 10. Oktober 2026, statt.",
    )
    assert list_texts(told, FactKind.WHEN) == ["Samstag, 10. Oktober 2026"]
    assert list_texts(told, FactKind.WHERE) == []


def test_rooms_of_a_call_are_no_place() -> None:
    told = write(
        "Treffen",
        "Am 15. Juni um 19 Uhr treffen wir uns virtuell und reden dann in einzelnen Breakout-Räumen.",
    )
    assert list_texts(told, FactKind.WHERE) == []


def test_a_lead_without_a_full_stop_is_told() -> None:
    lead = "Wir trauern um Mira Sol, die langjährige Leiterin der Werkstatt am Kanal"
    more = "Sie hat den Verein vor zwanzig Jahren mit Freunden gegründet."
    assert write("Nachruf", lead, more).teaser.startswith(f"{lead}.")
    for heading in (
        "Die Werkstatt ist wieder offen",
        "Aus der Werkstatt am Kanal im Norden der Stadt",
        "Mira Sol sagt: Die Werkstatt ist wieder offen für alle Nachbarn",
        "Die Werkstatt am Kanal ist wieder offen und die",
    ):
        assert (
            heading not in write("Neues", heading, "Die Leiterin hat neue Bänke und Lampen gekauft.").teaser
        )


def test_a_line_about_a_mailing_list_asks_nobody_to_register() -> None:
    day = "Am Sonntag, 14. Juni, ab 11 Uhr laden wir zum Fest auf dem Marktplatz ein."
    told = write("Fest", day, "Mailingliste: Jetzt anmelden oder Nachricht schreiben")
    assert list_texts(told, FactKind.REGISTER) == []


def test_a_time_with_its_place_in_one_line_is_two_details() -> None:
    told = write(
        "Vortrag über Karten", "Zeit: 25.06.2026, 19:00. Ort: Haus am Kanal", "Karten zeigen die Welt."
    )
    assert list_texts(told, FactKind.WHEN) == ["Donnerstag, 25. Juni 2026, 19 Uhr"]
    assert list_texts(told, FactKind.WHERE) == ["Haus am Kanal"]
