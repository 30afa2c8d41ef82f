"""Where a sentence ends, when a day is, and where it takes place: each condition played both ways."""

import re
from datetime import date, timedelta
from itertools import pairwise
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from bot.compose import dates, events, facts, places, quotable, sentences, teaser, tense
from bot.compose.composer import CardMaker, add_tags
from bot.domain.article import Event
from bot.share_image.card import Brand, Card

TODAY = date(2026, 5, 4)
GARDEN = "Der Garten ist schön."


def find(*texts: str, appeared: date = TODAY) -> events.Findings:
    return events.find_events("Titel", texts, appeared, appeared, ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Er (der Chef. Und du) ging.| „Ja. Nein“ war es.| Gut.", 3),
        ("„Er. (Ja. Nein) Gut.“| Dann (Sie. Er) kam.| Ende.", 3),
        ("Er ging (so. Und so.) Dann kam sie.", 1),
        ("(Er ging. Sie kam.)| Gut dann.| Ende.", 3),
        ("Er kam („Ja.“).| Dann ging er.", 2),
        ("Er kam (!) Dann ging er.", 1),
        ("Er kam (?) und ging.| Dann.", 2),
        ("Das ist gut.|Dann kam sie.", 2),
        ("Das ist g.Dann kam sie.", 1),
        ("Das war 5.Dann kam sie.", 1),
        ("Das war „so“.|Dann kam sie.", 2),
        ("Mail a@v.Dann kam sie.", 1),
        ("Das war gut.DANN kam sie.", 1),
        ("Das war gut.|A kam.", 2),
        ("Das war gut.A1 kam.", 1),
        ("Das ist Str.Dann kam sie.", 1),
        ("www.v.Dann kam sie.", 1),
        ("So/so.Dann kam sie.", 1),
        ("Das gut.A@v.example kam.", 1),
        ("Es sind 1.234.| Der Rest.", 2),
        ("Es sind 12345.| Rest kommt.", 2),
        ("Es war 2026.| Rest kommt.", 2),
        ("Es war 1,5.| Rest kommt.", 2),
        ("Um 18:30.| Rest kommt.", 2),
        ("Am 3. Rest kommt.", 1),
        ("Am 3.| Der Rest.", 2),
        ("Am (3. Rest kommt.", 1),
        ("Am 28.10. Rest kommt.", 1),
        ("Am 28.10.| Der Rest.", 2),
        ("Seite 12. Mai kommt.", 1),
        ("So: 1. Der Rest.", 1),
        ("Ludwig XIV. Rest kommt.", 1),
        ("Ludwig XIV.| Der Rest.", 2),
        ("Im Haus e.V. Rest kommt.", 1),
        ("Im Haus e.V.| Der Rest.", 2),
        ("In der Nordstr. Rest kommt.", 1),
        ("In der Nordstr.| Der Rest.", 2),
    ],
)
def test_a_sentence_ends_where_it_does(text: str, pieces: int) -> None:
    bare = text.replace("|", "")
    ends = [0, *sentences.list_ends(bare), len(bare)]
    assert "|".join(bare[start:end] for start, end in pairwise(ends)) == text
    assert len(ends) == pieces + 1


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (date(2026, 5, 9), date(2026, 5, 9), ("Samstag", "9", "Mai")),
        (date(2026, 5, 9), date(2026, 5, 11), ("", "9–11", "Mai")),
        (date(2026, 4, 30), date(2026, 5, 2), ("", "30", "Apr. – 2. Mai")),
        (date(2026, 12, 30), date(2027, 1, 2), ("", "30", "Dez. – 2. Jan.")),
    ],
)
def test_a_card_shows_the_day_or_the_days(first: date, last: date, shown: tuple[str, str, str]) -> None:
    event = Event(first=first, last=last, starts_at=None, ends_at=None, text="Fest")
    card = Card(layout="card", title="Titel", brand=Brand(name="", color="#0a5fa5", logo=None))
    made = CardMaker._write_day(SimpleNamespace(language="de"), card, event)  # type: ignore[arg-type]
    assert (made.event_weekday, made.event_day, made.event_month) == shown


def test_what_runs_is_told_until_its_last_day() -> None:
    runs = "Die Ausstellung läuft bis 3. Juni 2026."
    told = [find(runs, GARDEN, appeared=date(2026, 6, day)).not_after for day in (1, 2, 4)]
    assert told == [date(2026, 6, 3), date(2026, 6, 3), None]
    both = find(runs, "Die Schau läuft bis 5. Juni 2026.", GARDEN)
    assert (both.positions, both.not_after) == ((1,), date(2026, 6, 3))


def test_an_invitation_of_long_ago_is_over_no_more() -> None:
    invites = "Am 9. Mai 2026 um 18 Uhr laden wir alle herzlich ein."
    held = date(2026, 5, 9)
    over = [find(invites, appeared=held + timedelta(days)).is_over for days in (0, 1, 5 * 365, 5 * 365 + 1)]
    assert over == [False, True, True, False]


@pytest.mark.parametrize(("ahead", "year"), [(-95, 2027), (-94, 2026), (0, 2026), (270, 2027), (271, 2026)])
def test_a_day_without_its_year_is_the_coming_one_for_nine_months(ahead: int, year: int) -> None:
    (mention,) = dates.list_mentions(f"Am {TODAY + timedelta(ahead):%d.%m.}")
    span = dates.resolve(mention, TODAY)
    assert span
    assert span.last.year == year


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("Saal (Nordstr. 5)", "Saal (Nordstr. 5)"),
        ("Saal (siehe Karte)", "Saal"),
        ("Saal (Nordstr. 5", "Saal"),
        ("im Saal", "im Saal"),
        ("jeweils zehn Minuten vor", ""),
        ("Saal, der groß ist", "Saal"),
        ("Freitag, 11. Dezember, 17 Uhr, Saal", "Saal"),
    ],
)
def test_a_place_is_told_without_what_leads_there(written: str, place: str) -> None:
    assert places._trim(written) == place


@pytest.mark.parametrize(
    ("sentence", "venue"),
    [
        ("Treffpunkt ist der Parkplatz am See.", "Parkplatz am See"),
        ("Wir treffen uns am Brunnen im Stadtgarten.", "Brunnen im Stadtgarten"),
        ("Treffpunkt ist vor dem Rathaus.", "Rathaus"),
        ("Das Fest ist im Bürgerhaus Süd.", "Bürgerhaus Süd"),
    ],
)
def test_people_meet_where_it_says(sentence: str, venue: str) -> None:
    assert places._find_venue(sentence) == venue


@pytest.mark.parametrize(
    ("url", "tags", "added"),
    [
        ("https://v.example/a", "utm=x", "https://v.example/a?utm=x"),
        ("https://v.example/a", "?&", "https://v.example/a"),
        ("file:///a", "utm=x", "file:///a"),
        ("https://v.example/a?utm=y#z", "utm=x&c={channel}", "https://v.example/a?utm=y&c=facebook#z"),
    ],
)
def test_an_address_that_people_can_follow_gets_its_tags(url: str, tags: str, added: str) -> None:
    assert add_tags(url, tags, "facebook") == added


def test_of_pages_of_many_sites_none_is_to_be_used() -> None:
    told = [
        len(
            facts.list_contacts(
                [f"Wir https://a{at}.example/x da." for at in range(count)], re.compile("https:")
            )
        )
        for count in (1, 2, 3, 4)
    ]
    assert told == [1, 1, 0, 0]


@pytest.mark.parametrize(
    ("text", "malus"),
    [
        ("Der Garten ist schön heute.", 0.0),
        ("Wir danken allen Gästen sehr.", 2.0),
        ("Gemäß § 5 der Satzung gilt das.", 1.5),
    ],
)
def test_thanks_and_law_are_worth_less(text: str, malus: float) -> None:
    sentence = quotable.Sentence(text=text, position=0, before=0, paragraph=0, leads_paragraph=True)
    assert teaser._get_bonus(sentence, 0, [sentence]) == pytest.approx(2.5 - malus)


@pytest.mark.parametrize(("between", "is_over"), [(0, False), (1, False), (2, True)])
def test_a_report_in_front_is_no_late_invitation(between: int, *, is_over: bool) -> None:
    invites, reports = "Am 9. Mai um 18 Uhr laden wir alle herzlich ein.", "Gestern fand das Fest statt."
    assert find(invites, *[GARDEN] * between, reports, appeared=date(2026, 5, 20)).is_over is is_over


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Am 5. Mai um 18 Uhr.", False),
        ("Am 5. Mai und 9. Mai um 18 Uhr.", True),
        ("Am 6. Mai und 7. Mai um 18 Uhr.", False),
        ("Am 5., 6. und 7. Mai um 18 Uhr.", False),
        ("Beginn ist um 18 Uhr.", True),
        ("Täglich um 18 Uhr.", True),
    ],
)
def test_an_hour_of_all_days_is_the_periods(text: str, *, is_told: bool) -> None:
    assert events._tells_of_period(text, {(5, 5), (9, 5)}) is is_told


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("AWO-Treff, Kettwiger Str. 8", "AWO-Treff, Kettwiger Str. 8"),
        ("Anmeldung: Nordstraße 5, 45127 Essen", "Nordstraße 5, 45127 Essen"),
        ("im Rathaus, Nordstraße 5", "Nordstraße 5"),
        ("Es gibt Tee.", ""),
    ],
)
def test_a_street_is_told_with_the_house_before_it(text: str, address: str) -> None:
    assert places._find_street(text) == address


@pytest.mark.parametrize(
    ("answer", "is_told"),
    [
        ("Wir alle sind da.", True),
        ("Wir „alle“ sind da.", False),
        ("Schreibt an a@v.example.", False),
        ("da", False),
    ],
)
def test_an_answer_is_a_sentence_without_quotation_and_address(answer: str, *, is_told: bool) -> None:
    assert bool(list(tense.list_pairs(["Wer kommt?", answer], "Anna"))) is is_told


def test_hours_of_half_the_day_are_told_by_their_letters() -> None:
    read = {
        text: dates.find_clock(text, "en")
        for text in ("at 6 pm", "at 6 am", "at 12 pm", "at 12 am", "at 6 PM")
    }
    assert [clock.start.hour for clock in read.values() if clock] == [18, 6, 12, 0, 18]
