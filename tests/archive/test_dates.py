"""Dates as lists and feeds write them, in German and English."""

from datetime import UTC, datetime

import pytest

from bot.archive import date_finder

NOW = datetime(2026, 11, 29, 9, tzinfo=UTC)  # a Sunday

MARCH = datetime(2026, 3, 12, 12, tzinfo=UTC)
SPELLINGS = {
    "12. März 2026": MARCH,
    "12.März 2026": MARCH,
    "Donnerstag, den 12. März 2026": MARCH,
    "12.03.2026": MARCH,
    "12.3.2026": MARCH,
    "12. 3. 2026": MARCH,
    "12.03.26": MARCH,
    "Do, 12.3.": MARCH,
    "12.3.": MARCH,
    "2026-03-12": MARCH,
    "2026/03/12": MARCH,
    "12/03/2026": MARCH,
    "12-03-2026": MARCH,
    "12 Mrz 2026": MARCH,
    "March 12, 2026": MARCH,
    "Mar. 12th, 2026": MARCH,
    "12th of March 2026": MARCH,
    "Thursday, 12 March 2026": MARCH,
    "11/26/2026": datetime(2026, 11, 26, 12, tzinfo=UTC),
    "Mi, 13 Mai 2026 08:30:00 +0200": datetime(2026, 5, 13, 6, 30, tzinfo=UTC),
    "Di, 20 Okt 2026 10:00:00 +0100": datetime(2026, 10, 20, 9, tzinfo=UTC),
    "Tue, 03 Nov 2026 10:00:00 CET": datetime(2026, 11, 3, 9, tzinfo=UTC),
    "Wed, 13 May 2026 08:30:00 +1030": datetime(2026, 5, 12, 22, tzinfo=UTC),
    "Wed, 13 May 2026 08:30:00 -0215": datetime(2026, 5, 13, 10, 45, tzinfo=UTC),
    "3. Juli 2026, 10.15 Uhr MESZ": datetime(2026, 7, 3, 8, 15, tzinfo=UTC),
    "Nov 3, 2026 at 3:05 pm": datetime(2026, 11, 3, 15, 5, tzinfo=UTC),
    "2026-11-03T10:00:00.123Z": datetime(2026, 11, 3, 10, tzinfo=UTC),
    "2026-11-03 23:30:00-08:00": datetime(2026, 11, 4, 7, 30, tzinfo=UTC),
    "6. Jänner 2026": datetime(2026, 1, 6, 12, tzinfo=UTC),
    "vor 2 Tagen": datetime(2026, 11, 27, 9, tzinfo=UTC),
    "vor einer Stunde": datetime(2026, 11, 29, 8, tzinfo=UTC),
    "3 weeks ago": datetime(2026, 11, 8, 9, tzinfo=UTC),
    "gestern, 18:00": datetime(2026, 11, 28, 12, tzinfo=UTC),
    "Sa 28.11.": datetime(2026, 11, 28, 12, tzinfo=UTC),
    "Sa, 28.11. 09:43": datetime(2026, 11, 28, 9, 43, tzinfo=UTC),  # not the year 2009
}


@pytest.mark.parametrize("text", SPELLINGS)
def test_a_date_is_found_however_it_is_spelled(text: str) -> None:
    assert date_finder.find_date(f"Von Anna am {text} | Aktuelles", NOW) == SPELLINGS[text]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Mai 2026",
        "12.12.",  # in two weeks: an event, not last year's news
        "30. Februar 2026",
        "10.30.",
        "24.12.2026",
        "31.12.1894",
        "192.168.10.20",
        "Version 2.10.26.1",
        "0201/12.34.56",
        "Montag bis Freitag 10-12 Uhr",
        "99999-01-01",
    ],
)
def test_what_is_no_date_in_the_past_is_none(text: str) -> None:
    assert date_finder.find_date(text, NOW) is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("26.11.2026 | Von der Redaktion", 26),
        ("26.11.2026 – Der Verein hat am Abend lange beraten und sich dann für den Umbau entschieden.", 26),
        ("Veröffentlicht: 26. November 2026", 26),
        ("Das Fest am 3. Oktober 2026 war gut besucht, und alle wollen im nächsten Jahr wiederkommen.", None),
    ],
)
def test_a_line_has_a_date_when_it_says_hardly_more(line: str, day: int | None) -> None:
    found = date_finder.find_line_date(line, NOW)
    assert (found and found.day) == day


def test_a_long_row_of_figures_takes_no_time() -> None:
    assert date_finder.find_date("1" * 50_000 + " 1." * 20_000, NOW) is None


def test_a_day_with_its_year_is_read_in_other_languages_and_alone_is_no_title() -> None:
    spelled = {
        "26 novembre 2026": "de la fête",
        "26 Kasım 2026": "Perşembe günü",
        "26 listopada 2026": "spotkanie",
        "26 ноября 2026": "встреча",
        "26 de noviembre de 2026": "en la plaza",
    }
    for day, words in spelled.items():
        found = date_finder.find_date(f"{day}, {words}", NOW)
        assert (found and found.date().isoformat(), date_finder.is_date_alone(day, NOW)) == (
            "2026-11-26",
            True,
        )
    assert date_finder.find_date("3 out of 5", NOW) is None, "a month of another language needs its year"


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("am 2026-11-03 dabei", "2026-11-03"),
        ("2026-11-03T10:05:07Z", "2026-11-03T10:05:07+00:00"),
        ("2026-11-03 10:05", "2026-11-03T10:05:00"),
        ("2026-11-03T10:05+0130", "2026-11-03T10:05:00+01:30"),
        ("2026-11-03T10:05-01:30", "2026-11-03T10:05:00-01:30"),
        ("2026-11-03T25:05", "2026-11-03"),
        ("2026-13-03, 2026-12-03", "2026-12-03"),
        ("03.11.26", "2026-11-03"),
        ("03.11. 09:43", None),
        ("3.11.2026, 09:05 Uhr", "2026-11-03T09:05:00"),
        ("11/13/2026", "2026-11-13"),
        ("12/11/2026", "2026-11-12"),
        ("3-11-26 und 4-11-2026", "2026-11-04"),
        ("31.2.2026, 1.3.2026", "2026-03-01"),
        ("3. November 2026", "2026-11-03"),
        ("November 3, 2026 und 2.11.2026", "2026-11-03"),
        ("2.11.2026 statt 3. November 2026", "2026-11-02"),
        ("Mai 2026", None),
    ],
)
def test_the_first_day_that_a_short_text_tells(text: str, when: str | None) -> None:
    told = date_finder.find_told(text)
    assert (told and told.when.isoformat()) == when
    if told:
        assert text[told.start : told.end].strip(" ,").startswith(text[told.start])
        assert date_finder.find_told(text[: told.start]) is None
