"""Dates in the text: announced, reported, doubtful."""

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from bot.compose import dates, events, sentences
from bot.domain.article import Event

TODAY = date(2026, 5, 4)
"""A Monday."""
BERLIN = ZoneInfo("Europe/Berlin")


def find(
    text: str, title: str = "Nachricht", *, appeared: date = TODAY, today: date = TODAY
) -> events.Findings:
    return events.find_events(title, sentences.split(text), appeared, today, BERLIN)


def get_event(text: str, title: str = "Nachricht") -> Event:
    event = find(text, title).event
    assert event is not None
    return event


ANNOUNCED = [
    pytest.param(
        "Die Ausstellung wird am 9. Mai eröffnet und läuft bis zum 31. Juli.", date(2026, 7, 31), id="goes on"
    ),
    pytest.param(
        "Der Verein, der 1998 gegründet wurde, lädt am 9. Mai ein.", date(2026, 5, 9), id="history in passing"
    ),
    pytest.param("Das Fest ist für den 9. Mai geplant.", date(2026, 5, 9), id="planned is no report"),
    pytest.param(
        "Vereine können bis zum 30.9. Anträge stellen. Dazu gibt es am 25. August Sprechstunden.",
        date(2026, 9, 30),
        id="deadline over an earlier side event",
    ),
    pytest.param("Am Samstag, 09.05., ab 18 Uhr lädt der Verein ein.", date(2026, 5, 9), id="no year"),
    pytest.param("Das Fest findet am kommenden Freitag (8.5.) statt.", date(2026, 5, 8), id="coming Friday"),
    pytest.param("Der Kurs beginnt am nächsten Mittwoch.", date(2026, 5, 6), id="weekday only"),
    pytest.param("Die Woche läuft vom 11. bis 24. Mai.", date(2026, 5, 24), id="range ends"),
    pytest.param("Das Festival läuft vom 29.05. – 02.06.2026.", date(2026, 6, 2), id="range over a month"),
    pytest.param("Anträge nimmt das Land bis zum 28.10.2026 an.", date(2026, 10, 28), id="deadline"),
    pytest.param("Am Sonntag, 10. Januar, spricht Dr. Kaya im Rathaus.", date(2027, 1, 10), id="next year"),
    pytest.param(
        "Vor der Wahl am 26. Mai lädt der Verein am 10. Mai ein.", date(2026, 5, 10), id="earlier of two"
    ),
    pytest.param(
        "Morgen um 17 Uhr startet das Turnier. Komm morgen um 17 Uhr!", date(2026, 5, 5), id="tomorrow"
    ),
    pytest.param("Morgen um 17 Uhr startet das Turnier.", date(2026, 5, 5), id="tomorrow at the start"),
    pytest.param(
        "Um Anmeldung bis 8. Mai wird gebeten. Das Fest ist am 9. Mai.",
        date(2026, 5, 9),
        id="event over deadline",
    ),
    pytest.param("Die Termine sind am 7.5., 12.5. und 28.5., je um 18 Uhr.", date(2026, 5, 28), id="series"),
    pytest.param(
        "Um Anmeldung bis 6.5. wird gebeten; der Kurs ist am 7.5., 12.5. und 28.5. im Saal.",
        date(2026, 5, 28),
        id="series with a deadline",
    ),
    pytest.param(
        "Eingeladen sind alle, die am 9. Mai Zeit haben.", date(2026, 5, 9), id="invited is no report"
    ),
]


@pytest.mark.parametrize(("text", "last"), ANNOUNCED)
def test_finds_the_announced_day(text: str, last: date) -> None:
    assert find(text).not_after == last


REPORTED = [
    pytest.param("Der Verein wählte am 20. Mai einen Vorstand.", id="past tense right before the date"),
    pytest.param("Am 12. Dezember, so steht es im Protokoll.", id="too far ahead for a bare date"),
    pytest.param("Am Samstag (25.04.) feierte der Verein sein Fest.", id="past tense"),
    pytest.param("Am 9. Mai ist ein Brandanschlag verübt worden.", id="perfect, whatever the date"),
    pytest.param("Der Rat hat am 28.09. beschlossen, das Programm umzusetzen.", id="decision"),
    pytest.param("Gestern (3.5.) war der Oberbürgermeister zu Gast.", id="yesterday"),
    pytest.param(
        "Heute zählt die Gemeinschaft, und viele Vereine sind dabei.", id="today as a figure of speech"
    ),
    pytest.param("Am 20. Januar tanzten 200 Menschen im Saal.", id="past tense right behind the date"),
    pytest.param("Seit dem 9. Mai 1993 besteht der Verein.", id="history"),
    pytest.param("Ab dem 1. Juli gilt das neue Gesetz.", id="in force from then on"),
    pytest.param("Ab 1. Juli können sich alle in der Alten Post beraten lassen.", id="offered from then on"),
    pytest.param("Er übernimmt das Amt zum Neujahr.", id="no date"),
    pytest.param("Am Samstag morgen wird das Wetter schön.", id="Saturday morning is not tomorrow"),
]


@pytest.mark.parametrize("text", REPORTED)
def test_leaves_reports_alone(text: str) -> None:
    assert find(text).event is None


def test_an_invitation_that_came_too_late_is_over() -> None:
    found = find("Der Verein lädt am Freitag, dem 22.11.24, zum Gespräch ein.")
    assert (found.event, found.is_over, found.not_after) == (None, True, date(2024, 11, 22))


def test_a_weekday_that_does_not_fit_is_doubtful_and_silences_nothing() -> None:
    findings = find("Das Treffen findet am Freitag (7.5.) statt.")
    assert findings.event is None
    assert findings.doubtful == ("Freitag 7.5.",)


PROGRAMME = ("7.5. Lesung in der Bibliothek, 18 Uhr", "9.5. Konzert, 20 Uhr", "• 12.5. Film im Kino, 19 Uhr")


def test_a_programme_is_one_event_with_all_its_days() -> None:
    event = events.find_events("Woche der Vielfalt", PROGRAMME, TODAY, TODAY, BERLIN).event
    assert event is not None
    assert event.days == (date(2026, 5, 7), date(2026, 5, 9), date(2026, 5, 12))


def test_the_title_wins_over_the_text() -> None:
    assert get_event("Am 20. Mai folgt ein Kurs.", title="Fest am 9. Mai um 15 Uhr").last == date(2026, 5, 9)


def test_the_time_is_taken_from_any_sentence_about_the_day() -> None:
    event = get_event("Das Fest am 9. Mai beginnt um 15 Uhr.", title="Fest am 9. Mai")
    assert event.start == "2026-05-09T15:00:00+02:00"


def test_a_post_is_pointless_after_the_last_second_of_the_day_in_local_time() -> None:
    assert events.end_of_day(TODAY, BERLIN).isoformat() == "2026-05-04T21:59:59+00:00"


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("9. Mai, 18.00 bis 21.00 Uhr", dates.Clock(start=time(18), end=time(21))),
        ("9. Mai von 14-19 Uhr", dates.Clock(start=time(14), end=time(19))),
        ("9. Mai, ab 12:30 Uhr", dates.Clock(start=time(12, 30))),
        ("um 18 Uhr am 9. Mai", dates.Clock(start=time(18))),
        ("bis 17 Uhr Englisch: Ab dem 9. Mai", None),
        ("9. Mai, halb sieben abends", dates.Clock(start=time(18, 30))),
        ("9. Mai um 7 Uhr abends", dates.Clock(start=time(19))),
        ("9. Mai um elf Uhr mittags", dates.Clock(start=time(11))),
        ("9. Mai, Viertel nach drei nachmittags", dates.Clock(start=time(15, 15))),
        ("9. Mai", None),
    ],
)
def test_reads_times(text: str, clock: dates.Clock | None) -> None:
    assert dates.list_mentions(text)[0].clock == clock


def test_reads_english() -> None:
    mentions = dates.list_mentions("Join us on Saturday, May 9, 2026 at 6 pm.", "en")
    assert [(found.day, found.month, found.year) for found in mentions] == [(9, 5, 2026)]
    assert mentions[0].clock == dates.Clock(start=time(18))


@pytest.mark.parametrize("text", ["31.02.2026", "§ 27.13.", "Version 1.2.3 von 4.0", "99. Mai"])
def test_impossible_dates_are_none(text: str) -> None:
    spans = [dates.resolve(found, TODAY) for found in dates.list_mentions(text)]
    assert not any(spans)


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("Sa., 9.5., 18 Uhr", "Samstag, 9. Mai 2026, 18 Uhr"),
        ("Sa 09.05.26, 18:00 Uhr", "Samstag, 9. Mai 2026, 18 Uhr"),
        ("9. Sept. 2026 um 18.00h", "Mittwoch, 9. September 2026, 18 Uhr"),
        ("9.5.2026 von 18.00 bis 20.00", "Samstag, 9. Mai 2026, 18 bis 20 Uhr"),
        ("9. Mai ab 18:30", "Samstag, 9. Mai 2026, 18:30 Uhr"),
        ("9./10. Mai", "9. bis 10. Mai 2026"),
        ("9.–11. Mai 2026", "9. bis 11. Mai 2026"),
        ("am 9. und 16. Mai um 18 Uhr", "9. Mai und 16. Mai 2026, 18 Uhr"),
        ("am 5., 12. und 19. Mai, jeweils 18 Uhr", "5. Mai, 12. Mai und 19. Mai 2026, 18 Uhr"),
        ("am 12. Dezember und 16. Januar 2027", "12. Dezember und 16. Januar 2027"),
        ("ab dem 9. Mai um 18 Uhr", "ab Samstag, 9. Mai 2026, 18 Uhr"),
    ],
)
def test_says_when_however_it_is_written(when: str, said: str) -> None:
    assert get_event(f"Die Lesung findet {when} im Bürgerhaus statt.").text == said


def test_the_publication_day_announces_nothing_unless_it_invites() -> None:
    assert find("Essen, 4. Mai 2026. Der Verein hat eine Tischtennisplatte.").event is None
    assert find("Stand: 4. Mai 2026").not_after is None
    assert get_event("Der Verein lädt am 4. Mai 2026 um 18 Uhr ein.").last == TODAY


@pytest.mark.parametrize(
    ("text", "is_over"),
    [
        ("Herzliche Einladung zum Fest am 1. Mai um 15 Uhr im Saal.", True),
        ("Am 1. Mai um 15 Uhr singt der Chor. Der Eintritt ist frei.", True),
        ("Am 1. Mai wird Ina Kaya 100 Jahre alt. Sie ist bei uns immer willkommen.", False),
        ("Ina Kaya, 1.5.2026 14:30 Uhr. Die Stadt bietet kostenlose Beratung.", False),
        ("Das Programm, das am 1. Mai startet, ist kostenlos.", False),
        ("Der Bau steht. Am 1. Mai ist Einzug. Karten für Führungen gibt es im Büro.", False),
    ],
)
def test_news_that_names_a_day_gone_by_is_no_late_invitation(text: str, is_over: bool) -> None:
    assert find(text).is_over is is_over


def test_an_invitation_that_appeared_in_time_is_over_when_it_is_first_seen_later() -> None:
    text = "Der Verein lädt am 2. Mai zum Tag der offenen Tür ein. Für Kuchen ist gesorgt."
    assert find(text, appeared=date(2026, 4, 28)).is_over
    assert not find(text, appeared=date(2026, 4, 28), today=date(2026, 5, 1)).is_over


@pytest.mark.parametrize(
    "report",
    [
        "Am 2. Mai überreichte die Bank dem Verein 500 Euro. Die Einladung galt allen.",
        "Bei der Feier am 2. Mai hat die Stadt drei Vereine geehrt. Alle waren eingeladen.",
        "Der Kurs hat am 2. Mai begonnen, ein Einstieg ist noch möglich. Anmeldung bei Frau Kaya.",
        "Seit dem 2. Mai gilt das Gesetz. Eine Anmeldung ist nötig.",
    ],
)
def test_a_report_is_never_over(report: str) -> None:
    assert not find(report).is_over


@pytest.mark.parametrize(
    "text",
    [
        "Die Bücherei bleibt vom 20. bis 28. Mai zu.",
        "In den Ferien (20. bis 28. Mai) haben wir zu.",
        "Am 20. Mai entfällt das Training.",
        "Am 20. Mai gibt es keine Sprechstunde.",
        "The workshop will be closed on 20 and 28 May.",
    ],
)
def test_a_closed_door_is_no_event(text: str) -> None:
    assert find(text).event is None


@pytest.mark.parametrize("verb", ["treten", "starten", "bieten", "berichten"])
def test_a_present_that_looks_like_a_past_announces(verb: str) -> None:
    assert get_event(f"Acht Frauen {verb} am 10. Mai im Theater.").first == date(2026, 5, 10)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Am Samstag um 15 Uhr lädt der Verein zum Fest.", "Samstag, 9. Mai 2026, 15 Uhr"),
        ("Am Samstagabend um 19 Uhr findet das Fest statt.", "Samstag, 9. Mai 2026, 19 Uhr"),
        ("Am Samstag findet das Fest statt.", ""),
        ("Am Samstag um 15 Uhr wurde gefeiert.", ""),
        ("Am Samstag um 15 Uhr brach ein Feuer aus, der Schaden wird geschätzt.", ""),
        ("Am Montag um 15 Uhr lädt der Verein zum Fest.", ""),
    ],
)
def test_a_weekday_alone_is_the_coming_one_where_it_invites(text: str, said: str) -> None:
    event = find(text).event
    assert (event.text if event else "") == said


def test_what_is_settled_on_a_day_is_nothing_to_go_to() -> None:
    assert find("Die Nachfolge soll auf der Sitzung am 14. Mai geregelt werden.").event is None


def test_labels_inside_a_line_are_read_wherever_they_stand() -> None:
    lines = ["Kommt vorbei!", "Bringt etwas mit.", "Nehmt etwas mit.", "Wann: Freitag 8.5. ab 17.30 uhr"]
    event = events.find_events("Tauschfest", lines, TODAY, TODAY, BERLIN).event
    assert event is not None
    assert (event.text, event.is_main) == ("Freitag, 8. Mai 2026, 17:30 Uhr", True)


def test_the_usual_time_holds_for_the_next_date() -> None:
    text = "Beraten wird jeden zweiten Dienstag von 17 bis 19 Uhr. Nächster Termin: 12. Mai."
    assert get_event(text).text == "Dienstag, 12. Mai 2026, 17 bis 19 Uhr"


def test_a_list_with_short_weekdays_is_a_series() -> None:
    lines = [
        "Es geht um Steuern.",
        "Termine: - Di, 12. Mai, 18-20 Uhr: Spenden",
        "- Do, 21. Mai, 18-20 Uhr: Kasse",
    ]
    event = events.find_events("Nachricht", lines, TODAY, TODAY, BERLIN).event
    assert event
    assert event.text == "12. Mai und 21. Mai 2026, 18 bis 20 Uhr"


def test_a_series_of_periods_is_told_as_periods() -> None:
    lines = [
        "Ruhe im Kloster.",
        "Nächste Termine:",
        "8.-10. Mai 2026",
        "12.-14. Juni 2026",
        "4.-5. Juli 2026",
    ]
    event = events.find_events("Einkehrtage", lines, TODAY, TODAY, BERLIN).event
    assert event
    assert event.text == "8. bis 10. Mai, 12. bis 14. Juni, 4. Juli und 5. Juli 2026"
    assert [day.day for day in event.days] == [8, 9, 10, 12, 13, 14, 4, 5]
    daily = [lines[0], "05:00 Uhr - Morgengebet", "12:00 Uhr - Mittagsgebet", *lines[1:]]
    event = events.find_events("Einkehrtage", daily, TODAY, TODAY, BERLIN).event
    assert event is not None
    assert event.starts_at is None


def test_what_is_called_off_is_no_event_and_its_new_day_is() -> None:
    assert find("Das Fest am 9. Mai fällt aus.").event is None
    assert get_event("Der Vortrag ist nicht am 9. Mai, sondern am 16. Mai um 18 Uhr.").first == date(
        2026, 5, 16
    )


@pytest.mark.parametrize(
    ("title", "said", "text"),
    [
        ("Fest", ["Wir feiern am 12. Mai.", "- 14. Mai: Aufbau"], "Dienstag, 12. Mai 2026"),
        (
            "Fest",
            ["Wir feiern am 12. Mai.", "- 14. Mai: Aufbau", "- 15. Mai: Abbau"],
            "14. bis 15. Mai 2026",
        ),
        (
            "Fest",
            ["Wir feiern am 12. Mai um 18 Uhr.", "- 14. Mai: Aufbau", "- 15. Mai: Abbau"],
            "Dienstag, 12. Mai 2026, 18 Uhr",
        ),
        ("Fest", ["Nacht am 9. Mai von 22 bis 2 Uhr."], "Samstag, 9. Mai 2026, 22 bis 2 Uhr"),
        ("Fest am 9. Mai", ["Es beginnt am 9. Mai um 18 Uhr."], "Samstag, 9. Mai 2026, 18 Uhr"),
        ("Fest", ["Am 9. Mai, 10. Mai und 12. Mai wird getanzt."], "9. Mai, 10. Mai und 12. Mai 2026"),
        ("Fest", [*["Alles gut."] * 2, "Am 9. Mai kommt der Chor."], "Samstag, 9. Mai 2026"),
        ("Fest", [*["Alles gut."] * 3, "Am 9. Mai kommt der Chor."], ""),
        ("Fest", [*["Alles gut."] * 3, "Am Samstag, 9. Mai kommt der Chor."], "Samstag, 9. Mai 2026"),
    ],
)
def test_of_several_days_it_is_the_one_that_is_told_first_with_its_time(
    title: str, said: list[str], text: str
) -> None:
    event = events.find_events(title, said, TODAY, TODAY, BERLIN).event
    assert (event.text if event else "") == text


@pytest.mark.parametrize(("today", "is_over"), [(4, False), (5, True)])
def test_an_event_is_over_on_the_next_day(today: int, *, is_over: bool) -> None:
    found = find("Das Fest ist am 4. Mai um 18 Uhr.", today=date(2026, 5, today))
    assert (found.is_over, found.not_after) == (is_over, TODAY)


NOT_TO_COME_TO = (
    "Am 12. Mai wird die Zeitzeugin hundert Jahre alt.",
    "Das Land will die Union am 12. Mai verlassen, heißt es in London.",
    "Am 12. Mai erscheint die neue Fassung der Karte für alle Geräte.",
    "Noch bis 12. Mai läuft das Fenster, in dem die Vereine der Liga wechseln lassen.",
    "Die Preise für Bus und Bahn ändern sich zum Fahrplanwechsel am 12. Mai.",
    "Stand des Artikels: 12. Mai 2026, 12:30 Uhr.",
    "Zuletzt bearbeitet: 12. Mai 2026, 15:15 Uhr",
    "Die Kunstaktion zum Internationalen Tag der Pressefreiheit am 9. Mai steht fest.",
    "Rund um den 9. Mai kann man die Ausstellung im Netz finden.",
    "Er wird voraussichtlich am 9. Mai seine Premiere feiern.",
)
TO_COME_TO = (
    "Am 12. Mai zeigt der Verein einen Film.",
    "Am Dienstag, 12. Mai, kocht der Verein für alle.",
    "Am 12. Mai kocht der Verein für alle. Los geht es im Hof um 17 Uhr.",
    "Am 12. Mai kochen wir für alle.",
    "Wer am 12. Mai dabei sein will, braucht eine Anmeldung.",
    "Zum Internationalen Tag der Pressefreiheit am 9. Mai lädt der Verein ein.",
    "Das Kinderfest zum Weltspieltag am 9. Mai wird bunt.",
)


def test_a_day_is_an_event_only_where_people_come_to_something() -> None:
    assert [text for text in NOT_TO_COME_TO if find(text).event] == []
    assert [text for text in TO_COME_TO if not find(text).event] == []


def test_one_of_many_days_stands_for_none() -> None:
    lead = "Der Verband stellt sich neu auf. Vieles wird anders. Das ist beschlossen. Mehr folgt bald."
    courses = (
        "Am 11. und 12. Mai bietet der Verband eine Werkstatt an. Anmeldung bis 5. Mai."
        " Für die andere ist Anmeldeschluss am 8. Mai."
    )
    games = (
        "Die Mannschaft spielt am 7. Mai um 18 Uhr in Bochum. Am 9. Mai um 16 Uhr folgt das Spiel in Hagen."
    )
    days = "Unser Laden steht Ihnen offen.\n08.05.2026 18:00 Uhr Portugal\n15.05.2026 18:00 Uhr Spanien"
    for text in (courses, games, days):
        found = find(f"{lead}\n{text}", "Neues aus dem Verband")
        assert (found.event, found.deadlines) == (None, ())
        assert found.not_after is not None
    alone = find(f"{lead} Die Mannschaft spielt am 7. Mai um 18 Uhr in Bochum.", "Neues aus dem Verband")
    named = find(f"{lead} {games}", "Die Mannschaft im Mai")
    assert [each.event and each.event.first for each in (alone, named)] == [date(2026, 5, 7)] * 2


def test_an_overview_is_told_by_all_its_days() -> None:
    text = "Am 7. Mai um 18 Uhr ist das Fest im Rathaus. Am 9. Mai um 11 Uhr folgt die Andacht im Dom."
    assert get_event(text, "Kulturwochen: das Programm").text == "7. Mai und 9. Mai 2026"
    assert get_event(text, "Fest im Rathaus").text == "Donnerstag, 7. Mai 2026, 18 Uhr"


def test_what_is_only_mentioned_is_no_event() -> None:
    """Far below without the title's word, hearsay, a day kept every year, the hour of a broadcast."""
    told = "Der Verband zieht Bilanz. " + "Vieles wurde besser. " * 10
    meeting = "Die Tagung findet am 9. Mai in Essen statt."
    assert get_event(f"{told}{meeting}", "Tagung der Verbände").first == date(2026, 5, 9)
    far = find(f"{told}Heute um 11 Uhr läuft dazu ein Film.", today=date(2026, 5, 5))
    entry = "Anmeldung bis 8. Mai."
    assert find(f"{told}{entry}", "Helfer gesucht").deadlines
    assert (find(f"{told}{meeting}").event, far.is_over, find(f"{told}{entry}").deadlines) == (
        None,
        False,
        (),
    )
    for text in (
        "Die neue Halle öffnet am 9. Mai. So will es ein Gerücht.",
        "Am 9. Mai findet das Fest statt. Sollte das stimmen, ist es früher als sonst.",
        "Rund um den 9. Mai gibt es das Brot. Der Abend vor dem Gedenktag (9. Mai) gehört der Familie.",
    ):
        assert (text, find(text).event) == (text, None)
    aired = find("Sendung: Radio Ruhr, 04.05.2026, 13:15 Uhr\n\nAutorin: Ana Gil", today=date(2026, 5, 5))
    stamped = find("Neues 04.05.2026 13:30 von Ana Gil\n\nDas Fest war schön.", today=date(2026, 5, 5))
    assert (aired.is_over, stamped.is_over) == (False, False)
