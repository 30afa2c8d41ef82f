"""Which of two the rules take: the first or the last, the line above or below, before or behind a place."""

import re
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from bot.compose import (
    dates,
    draft,
    events,
    facts,
    paragraphs,
    places,
    quotable,
    sentences,
    tense,
    tone,
)
from bot.compose.composer import describe
from bot.domain.article import Fact, FactKind
from bot.share_image.card import Brand, Card

TODAY = date(2026, 5, 4)
GARDEN = "Der Garten ist schön."
PLAIN = [GARDEN] * 3
INVITES, TELLS = "Wir laden herzlich ein.", "Am 9. Mai um 18 Uhr gibt es Lieder."
LINES = "10. Mai, 19 Uhr: Tanz", "11. Mai, 20 Uhr: Lied"


def find(*texts: str, title: str = "Titel", appeared: date = TODAY) -> events.Findings:
    return events.find_events(title, texts, appeared, appeared, ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize(
    ("block", "parts"),
    [
        ("Tag | Ort\n---|---\n5. Mai | Saal\n6. Mai | Hof", ["5. Mai: Saal", "6. Mai: Hof"]),
        ("Mo | A\nTag | Ort\n---|---\n5. Mai | Saal", ["Mo: A", "5. Mai: Saal"]),
        ("Mo | A\n---|---\nDi | B\n5. Mai: | Saal", ["Di: B", "5. Mai:, Saal"]),
        ("---|---\nTag | Ort\n5. Mai | Saal | Essen", ["Tag: Ort", "5. Mai, Saal, Essen"]),
        ("Plan\n---|---\n5. Mai | | Essen\nEintritt frei", ["Plan", "5. Mai, Essen", "Eintritt frei"]),
        ("---\nTag\nOrt", ["--- Tag Ort"]),
        ("19 UHR | SA 5.12. | 20 UHR | SAAL", ["19 UHR", "SA 5.12., 20 UHR", "SAAL"]),
        ("SAAL | FEST | SA 5.12. | 20 UHR", ["SAAL", "FEST", "SA 5.12., 20 UHR"]),
        ("SA 5.12. | FEST | SAAL", ["SA 5.12.", "FEST", "SAAL"]),
        ("Ort Saal\nBeginn 18 Uhr\nTee", ["Ort: Saal", "Beginn: 18 Uhr", "Tee"]),
        ("Ort Saal\nTee\nBeginn 18 Uhr", ["Ort: Saal", "Tee", "Beginn: 18 Uhr"]),
        ("Ort Saal\nBeginn 18 Uhr\nKosten 5 Euro", ["Ort: Saal", "Beginn: 18 Uhr", "Kosten: 5 Euro"]),
    ],
)
def test_a_block_of_lines_is_read_by_what_parts_it(block: str, parts: list[str]) -> None:
    split = paragraphs.split(f"Das ist alles.\n\n{block}")
    assert split[0] == "Das ist alles."
    assert split[1:] == parts


def test_days_in_lines_of_their_own_take_what_follows_them() -> None:
    assert paragraphs.split("Plan.\n\n5. Mai\n\nFest\n\n6. Mai\n\nTanz") == [
        "Plan.",
        "5. Mai: Fest",
        "6. Mai: Tanz",
    ]
    assert paragraphs.split("5. Mai\n\n6. Mai\n\nTanz") == ["5. Mai", "6. Mai: Tanz"]


@pytest.mark.parametrize(
    ("texts", "spoken"),
    [
        (["„Ja.", "Gut.", "Ende.“", "Tee."], {0, 1, 2}),
        (["Tee.", "„Ja.", "Ende.“", "Ja.“"], {1, 2}),
        (["„Ja.“", "„A.", "B.“", "Tee.", "„C.", "D.“"], {1, 2, 4, 5}),
        (["„A.", "„B.", "C.“", "Tee."], {0, 1, 2}),
        (["Tee.", "A.“", "„B.“"], set()),
    ],
)
def test_a_quotation_goes_on_until_it_is_closed(texts: list[str], spoken: set[int]) -> None:
    assert paragraphs.list_spoken(texts) == spoken


@pytest.mark.parametrize(
    ("texts", "speaker"),
    [
        (["Anna Test und Ben Rot kommen.", "Wer kommt?", "Wir."], "Anna Test"),
        (["Heute kommt Anna Test zu uns in den Garten.", "Wer?", "Ich."], ""),
        (["Anna Test lacht. Ben Rot auch.", "Herr Rot, wer kommt?", "Wir."], "Ben Rot"),
        (["Ben Rot lacht.", "Frau Test, wer kommt?", "Wir."], "Test"),
        (["Wer?", "Test: Ja.", "Was?", "Test: Nein."], "Test"),
        (["Wer?", "Test: Ja.", "Was?", "Rot: Nein."], ""),
        (["Frage: Wer?", "Antwort: Ja.", "Frage: Was?", "Antwort: Nein."], ""),
        (["Der Sensor lacht. Ben Rot auch.", "Wer?", "Ich."], ""),
    ],
)
def test_who_answers_is_named_first_again_or_in_a_question(texts: list[str], speaker: str) -> None:
    assert tense.find_speaker(texts) == speaker


def test_questions_are_told_with_what_answers_them() -> None:
    told = [
        "Wer kommt?",
        "Alle.",
        "Und dann?",
        "Ich komme.",
        "Warum?",
        "Darum",
        "Wie?",
        "Wo steht es?",
        "Da!",
    ]
    assert list(quotable._list_answers(told)) == [(0, "Wer kommt? Alle."), (7, "Wo steht es? Da!")]
    places_of_pairs = [quotable._make_pair((number, "Wer? Alle.")).position for number in range(3)]
    assert places_of_pairs == [quotable.TALK, quotable.TALK + 2, quotable.TALK + 4]


@pytest.mark.parametrize(
    ("line", "is_sentence"),
    [
        ("Es gibt heute für alle im Garten:", True),
        ("Das Programm zeigt heute Lieder:", False),
        ("Heute Lieder Tänze Tee Spiele Spass:", False),
    ],
)
def test_a_line_before_a_list_is_a_sentence_with_two_small_words(line: str, *, is_sentence: bool) -> None:
    assert quotable._close(line).endswith(".") is is_sentence


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("Am 5. und 6. Mai", [(6, 5)]),
        ("Am 5. und 7. Mai", [(5, 5), (7, 5)]),
        ("Am 31. Mai und 1. Juni", [(31, 5), (1, 6)]),
        ("Am 30. April und 5. Mai", [(30, 4), (5, 5)]),
        ("Am 30. April und 1. Mai", [(30, 4), (1, 5)]),
        ("zwischen dem 5. und 9. Mai", [(9, 5)]),
        ("Vom 5. auf den 3. Mai", [(3, 5)]),
    ],
)
def test_two_days_are_a_pair_unless_one_follows_the_other(written: str, days: list[tuple[int, int]]) -> None:
    assert [(mention.day, mention.month) for mention in dates.list_mentions(written)] == days


@pytest.mark.parametrize("language", ["de", "fr"])
def test_a_day_is_one_of_a_month_and_a_month_one_of_a_year(language: str) -> None:
    sign = "." if language == "de" else "/"
    written = [(1, 1), (31, 12), (0, 5), (32, 5), (5, 0), (5, 13)]
    read = [dates.list_mentions(f"{day}{sign}{month}{sign}2026", language) for day, month in written]
    assert list(map(len, read)) == [1, 1, 0, 0, 0, 0]


def test_a_year_of_two_figures_is_one_of_this_century() -> None:
    assert [dates.list_mentions(f"5.5.{year}")[0].year for year in ("01", "99", "2000")] == [2001, 2099, 2000]


@pytest.mark.parametrize(
    ("written", "hour"),
    [
        *[("um zehn Uhr mittags", 10), ("um elf Uhr mittags", 11), ("um zwölf Uhr mittags", 12)],
        *[("um 1 Uhr mittags", 13), ("um zwei Uhr mittags", 14), ("um zehn Uhr morgens", 10)],
        *[("um zehn Uhr abends", 22), ("um neun Uhr vormittags", 9), ("um drei Uhr nachmittags", 15)],
    ],
)
def test_a_spoken_hour_is_one_of_its_half_of_the_day(written: str, hour: int) -> None:
    clock = dates.find_clock(written)
    assert clock
    assert clock.start.hour == hour


@pytest.mark.parametrize(
    ("texts", "text", "positions"),
    [
        (("Am 9. Mai um 18 Uhr ist das Fest.", *LINES), "Samstag, 9. Mai 2026, 18 Uhr", (1,)),
        (("Am 9. Mai ist das Fest.", *LINES), "10. bis 11. Mai 2026", (2, 3)),
        ((INVITES, *LINES, "Am 12. Mai ist das Fest."), "10. bis 11. Mai 2026", (2, 3)),
        (
            ("Wir laden ein am 5. Mai, 9. Mai, 12. Mai und 16. Mai um 18 Uhr.",),
            "5. Mai, 9. Mai, 12. Mai und 16. Mai 2026, 18 Uhr",
            (1,),
        ),
        (("Am 5. Mai laden wir ein, am 9. Mai um 18 Uhr.",), "Dienstag, 5. Mai 2026, 18 Uhr", (1,)),
        (("Ab dem 9. Mai laden wir um 18 Uhr ein.",), "ab Samstag, 9. Mai 2026, 18 Uhr", (1,)),
        (("Ab 9. Mai bis 12. Mai laden wir um 18 Uhr ein.",), "9. bis 12. Mai 2026, ab 18 Uhr", (1,)),
    ],
)
def test_of_many_days_it_is_these(texts: tuple[str, ...], text: str, positions: tuple[int, ...]) -> None:
    found = find(*texts)
    assert found.event
    assert (found.event.text, found.positions) == (text, positions)


@pytest.mark.parametrize(
    ("texts", "is_main"),
    [
        (("An folgenden Tagen:", *LINES), True),
        (("Wir treffen uns hier:", *LINES), None),
        (("An folgenden Tagen:", GARDEN, *LINES), None),
        (("An folgenden Tagen:", *LINES[:1]), False),
    ],
)
def test_days_below_a_line_about_them_are_what_it_is_about(
    texts: tuple[str, ...], *, is_main: bool | None
) -> None:
    event = find(*PLAIN, *texts).event
    assert (event and event.is_main) is is_main


@pytest.mark.parametrize(("begins", "hour"), [((19,), 19), ((17, 20), 20), ((18,), 18), ((17,), 18)])
def test_it_begins_after_its_doors_open(begins: tuple[int, ...], hour: int) -> None:
    event = find(
        "Am 9. Mai ist das Fest im Saal, Einlass 18 Uhr.", *[f"Beginn {begin} Uhr." for begin in begins]
    ).event
    assert event
    assert event.starts_at
    assert event.starts_at.hour == hour


@pytest.mark.parametrize(
    ("texts", "is_over"),
    [
        ((INVITES, TELLS), True),
        ((TELLS, INVITES), True),
        ((GARDEN, TELLS, INVITES), True),
        ((INVITES, GARDEN, TELLS), False),
        ((TELLS, GARDEN, INVITES), False),
        ((TELLS,), False),
    ],
)
def test_an_invitation_stands_beside_what_it_invites_to(texts: tuple[str, ...], *, is_over: bool) -> None:
    assert find(*texts, appeared=date(2026, 5, 20)).is_over is is_over


INVITED, RUMOUR = "Am 9. Mai um 18 Uhr laden wir zum Fest ein.", "Angeblich kommen viele."


@pytest.mark.parametrize(
    ("texts", "is_told"),
    [
        ((INVITED, RUMOUR), False),
        ((RUMOUR, INVITED), False),
        ((GARDEN, GARDEN, RUMOUR, INVITED), False),
        ((INVITED, GARDEN, RUMOUR), True),
        ((RUMOUR, GARDEN, INVITED), True),
        ((RUMOUR, GARDEN, GARDEN, INVITED), True),
        ((GARDEN, RUMOUR, GARDEN, INVITED), True),
    ],
)
def test_a_rumour_stands_beside_what_it_is_about(texts: tuple[str, ...], *, is_told: bool) -> None:
    assert (find(*texts).event is not None) is is_told


@pytest.mark.parametrize(
    ("language", "days"),
    [
        ("en", {"yesterday": -1, "today": 0, "tomorrow": 1}),
        ("de", {"gestern": -1, "heute": 0, "morgen": 1, "übermorgen": 2}),
    ],
)
def test_a_day_is_named_as_seen_from_today(language: str, days: dict[str, int]) -> None:
    read = {name: dates.list_mentions(f"Anna {name} Ben", language)[0].offset for name in days}
    assert read == days


def test_a_question_begins_with_a_word_of_any_length() -> None:
    asked = {"Wer kommt?": 1, "O wie?": 1, "W-er?": 1, "„Wer kommt?": 0, "… und dann?": 0, "?": 0}
    told = {text: len(list(tense.list_pairs([text, "Wir alle sind da."], "Anna"))) for text in asked}
    assert told == asked


FEAST = "Am 20. Mai um 18 Uhr ist das Fest."


@pytest.mark.parametrize(
    ("texts", "is_told", "deadlines"),
    [
        ((FEAST, "Am 19. Mai um 18 Uhr ist das Spiel."), False, 0),
        ((FEAST, "Am 22. Mai um 18 Uhr ist das Spiel."), False, 0),
        ((FEAST, "Am 20. Mai um 19 Uhr ist das Spiel."), True, 0),
        ((FEAST, "Am 22. Mai ist das Spiel."), True, 0),
        ((FEAST, "Am 2. Mai um 18 Uhr ist das Spiel."), True, 0),
        ((FEAST, "Anmeldung bis 10. Mai 2026.", "Bewerbung bis 11. Mai 2026."), True, 2),
        ((FEAST, "Anmeldung bis 10. Mai 2026.", "Anmeldung bis 11. Mai 2026."), False, 0),
        ((FEAST, "Am 22. Mai um 18 Uhr ist das Spiel.", "Anmeldung bis 10. Mai 2026."), False, 1),
    ],
)
def test_what_has_no_rival_is_told(texts: tuple[str, ...], deadlines: int, *, is_told: bool) -> None:
    found = find(*[GARDEN] * 5, *texts)
    assert (found.event is not None, len(found.deadlines)) == (is_told, deadlines)


def test_an_overview_tells_each_other_day_with_its_hour() -> None:
    with_rival = FEAST, "Am 22. Mai um 18 Uhr ist das Spiel.", "Am 24. Mai ist der Tanz im Saal."
    assert find(*with_rival, title="Unsere Termine").positions == (1, 2)
    assert find(FEAST, "Am 20. Mai um 19 Uhr ist das Spiel.", title="Unsere Termine").positions == (1,)


def test_the_day_may_be_said_beside_the_word_for_it() -> None:
    told = {
        "Heute, 5. Dezember, beginnt das.": False,
        "Morgen am Montag, 5. Dezember, beginnt das.": False,
        "Morgen beginnt das, am 5. Dezember das andere.": True,
        "Heute um 18 Uhr, morgen, 5. Mai, beginnt das.": True,
        "Morgen, übermorgen und am 5. Mai beginnt das.": True,
    }
    assert {text: tense.is_bound_to_day(text, "de") for text in told} == told


@pytest.mark.parametrize(
    ("texts", "place"),
    [
        ((GARDEN, "Wir treffen uns im Bürgerhaus Süd.", TELLS, GARDEN, GARDEN), "Bürgerhaus Süd"),
        (("Wir treffen uns im Bürgerhaus Süd.", GARDEN, TELLS, GARDEN, GARDEN), ""),
        ((GARDEN, GARDEN, TELLS, GARDEN, "Wir treffen uns im Bürgerhaus Süd."), "Bürgerhaus Süd"),
        ((GARDEN, GARDEN, TELLS, "Wir treffen uns im Bürgerhaus Süd.", GARDEN), "Bürgerhaus Süd"),
    ],
)
def test_a_place_stands_two_sentences_behind_or_one_before_the_day(
    texts: tuple[str, ...], place: str
) -> None:
    assert places.find_place(["Titel", *texts], [3]) == place


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("5 Euro, 7 Euro", "5 Euro, 7 Euro"),
        ("5 Euro oder 7 Euro (spät) und so", "5 Euro oder 7 Euro (spät)"),
        ("5 Euro oder 7 Euro, ermäßigt", "5 Euro, ermäßigt 7 Euro"),
        ("5 Euro, 3 Euro und 2 Euro, ermäßigt", "5 Euro, 3 Euro und 2 Euro"),
        ("5 Euro und 5 Euro", "5 Euro"),
        ("frei", ""),
    ],
)
def test_amounts_are_told_from_the_first_to_the_last(said: str, told: str) -> None:
    assert facts._name_amounts(said) == told


LONG_TIME = "der Verein seit vielen Jahren im Garten macht"


@pytest.mark.parametrize(
    ("text", "is_offer"),
    [
        ("Alles ist kostenlos.", True),
        (f"Der Zugang zu allem, was {LONG_TIME}, ist auch kostenlos.", False),
        (f"Der Kurs, den {LONG_TIME}, ist natürlich für alle kostenlos.", True),
        ("Im Verein gibt es schon seit vielen Jahren im schönen Garten kostenlose Lieder.", True),
    ],
)
def test_what_is_free_is_an_offer(text: str, *, is_offer: bool) -> None:
    assert bool(facts.find_price([text], "de")) is is_offer


@pytest.mark.parametrize(
    ("text", "price"),
    [
        (
            "Alle kommen, der Eintritt kostet am 5. Mai 5 Euro, und es gibt Tee",
            "Der Eintritt kostet am 5. Mai 5 Euro",
        ),
        ("Der Eintritt kostet um 18 Uhr 5 Euro, und es gibt Tee", "Der Eintritt kostet um 18 Uhr 5 Euro"),
        ("Der Eintritt kostet 5 Euro, Fragen an a@v.example.", "Der Eintritt kostet 5 Euro"),
        ("Der Eintritt kostet 5 Euro, und es gibt Tee", "Der Eintritt kostet 5 Euro, und es gibt Tee"),
        ("Alle kommen am 5. Mai, weil es 5 Euro kostet", "5 Euro"),
        ("Alle kommen am 5. Mai, sie kostet 5 Euro", "5 Euro"),
    ],
)
def test_a_price_is_told_without_day_hour_and_address(text: str, price: str) -> None:
    assert facts._say_price(text) == price


def test_costs_are_those_around_what_is_announced() -> None:
    told = facts._take_around([chr(ord("a") + at) for at in range(26)], [2, 20])
    assert "".join(told) == "abcdefghijkmnopqrstuvwxyz"


def test_what_leads_to_an_address_stands_near_it() -> None:
    cue = re.compile("unter")
    led = [bool(facts.list_contacts([f"unter{'x' * count} www.v.example/a"], cue)) for count in (34, 35)]
    assert led == [True, False]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ('Er sagt "Ja. Nein" und geht. Dann kam sie.', [28]),
        ('Das ist 5" breit. Und 6" hoch. Dann kam sie.', [17, 30]),
        ('Er sagt ("Ja. Nein") und geht. Dann kam sie.', [30]),
        ('A"Ja. Nein" b. Dann kam sie.', [5]),
        ('Er „sagt "Ja" und. Geht“ weg. Dann kam sie.', [18, 29]),
        ("Wir sind in der Nordstraße 5. Kommt alle.", [29]),
        (f"{'x' * 50} Nordstraße 5. Kommt alle.", [64]),
        ("Er wurde 5. Kommt alle.", []),
    ],
)
def test_a_sentence_ends_by_the_sign_beside_its_stop(text: str, ends: list[int]) -> None:
    assert sentences.list_ends(text) == ends


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Das „Kleine“ Fest", []),
        ("Das „Bunte Haus“ Fest", ["BunteHaus"]),
        ("Der „Wert“ eines Films", []),
        ("Der „Grosse Wert“ eines Films", ["GrosseWert"]),
        ("„Sommer“", ["Sommer"]),
    ],
)
def test_one_word_said_with_a_wink_is_no_name(title: str, names: list[str]) -> None:
    assert list(draft._list_names(title, "")) == names


def test_which_facts_say_nothing_without_their_event() -> None:
    told = [
        *[(FactKind.PRICE, "5 Euro"), (FactKind.PRICE, "frei"), (FactKind.WHEN, "5. Mai")],
        *[(FactKind.CONTACT, "0201 123456"), (FactKind.REGISTER, "nötig"), (FactKind.DEADLINE, "bis 5. Mai")],
    ]
    hang = [
        [
            draft._hangs_on_event(Fact(kind=kind, text=text), is_called_off=is_called_off)
            for kind, text in told
        ]
        for is_called_off in (False, True)
    ]
    assert hang == [[True, False, True, False, True, False], [True, True, True, False, True, False]]


def test_a_title_in_capitals_is_written_as_its_text_writes_it() -> None:
    text = "Vhs ist da. Vhs! Vhs: Vhs. Heute im Haus der VHS. Die Awo, Awo und AWO."
    assert (
        tone.calm_capitals("DIE VHS LÄDT HEUTE DIE AWO EIN", text, "de") == "Die VHS lädt heute die Awo ein"
    )
    assert (
        tone.calm_capitals("NEIN: WIR FEIERN NACH DEM FEST. GERN", "", "de")
        == "Nein: Wir feiern nach dem Fest. Gern"
    )


def test_a_clause_of_a_third_of_the_room_is_long_enough() -> None:
    assert [sentences.cut("Heute, kommen wirklich alle Nachbarn", room) for room in (17, 19, 20, 24, 25)] == [
        *["Heute …"] * 2,
        *["Heute, kommen …"] * 2,
        "Heute, kommen wirklich …",
    ]


def test_a_picture_is_described_within_its_limit() -> None:
    card = Card(
        layout="card", title=" ".join(["Wort"] * 300), brand=Brand(name="", color="#0a5fa5", logo=None)
    )
    told = describe(card, None, "", "de")
    assert (len(told), told[-6:]) == (997, " Wort…")
