"""Days and times of a text: what is read of each spelling, and which day is meant, from both sides."""

from datetime import date, time

import pytest

from bot.compose import phrases, tense
from bot.compose.dates import Clock, Mention, Span, find_clock, list_mentions, resolve

TODAY = date(2026, 11, 29)  # a Sunday


def read(text: str, language: str = "de") -> list[tuple[int, int, int]]:
    return [(found.day, found.month, found.year) for found in list_mentions(text, language)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("am 5. Dezember", [(5, 12, 0)]),
        ("am 5.12.", [(5, 12, 0)]),
        ("am 5.12.26", [(5, 12, 2026)]),
        ("am 5.12.1999", [(5, 12, 1999)]),
        ("am 05/12/2026 und 2026-12-08", [(5, 12, 2026), (8, 12, 2026)]),
        ("am 32.12. und 5.13.", []),
        ("am 31.12. in der Nacht, am 0.12. nicht", [(31, 12, 0)]),
        ("am 1.1.", [(1, 1, 0)]),
        ("am 5., 12. und 19. Dezember", [(5, 12, 0), (12, 12, 0), (19, 12, 0)]),
        ("am 5. und 12. Dezember", [(5, 12, 0), (12, 12, 0)]),
        ("am 5. und 6. Dezember", [(6, 12, 0)]),
        ("am 5. und 7. Dezember", [(5, 12, 0), (7, 12, 0)]),
        ("am 30. November und 1. Dezember", [(30, 11, 0), (1, 12, 0)]),
        ("vom 5. bis 12. Dezember", [(12, 12, 0)]),
        ("am 30. Dezember und 2. Januar 2027", [(30, 12, 2026), (2, 1, 2027)]),
        ("§5.12. und 1.5.12.", []),
    ],
)
def test_days_are_read_alone_and_in_rows(text: str, days: list[tuple[int, int, int]]) -> None:
    assert read(text) == days


@pytest.mark.parametrize(
    ("text", "first", "is_deadline", "weekday", "offset"),
    [
        ("vom 5. bis 12. Dezember", (5, 12), False, None, None),
        ("vom 30. November bis 2. Dezember", (30, 11), False, None, None),
        ("vom 5. auf den 6. Dezember", (5, 12), False, None, None),
        ("vom 5. auf den 12. Dezember", None, False, None, None),
        ("bis zum 5. Dezember", None, True, None, None),
        ("spätestens am 5. Dezember", None, True, None, None),
        ("am 5. Dezember", None, False, None, None),
        ("am Samstag, 5. Dezember", None, False, 5, None),
        ("Sa 5.12.", None, False, 5, None),
        ("am nächsten Montag", None, False, 0, None),
        ("heute", None, False, None, 0),
        ("übermorgen", None, False, None, 2),
        ("gestern", None, False, None, -1),
    ],
)
def test_a_day_says_what_it_belongs_to(
    text: str, first: tuple[int, int] | None, is_deadline: bool, weekday: int | None, offset: int | None
) -> None:
    (found,) = list_mentions(text)
    assert (found.first, found.is_deadline, found.weekday) == (first, is_deadline, weekday)
    assert found.offset == offset
    assert text[found.start : found.end]


def test_tomorrow_is_no_morning_within_a_sentence() -> None:
    assert [found.offset for found in list_mentions("Morgen und am Morgen und morgen")] == [1, 1]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("18 Uhr", time(18), None),
        ("18.30 Uhr", time(18, 30), None),
        ("18:30 bis 20:15 Uhr", time(18, 30), time(20, 15)),
        ("18–20 Uhr", time(18), time(20)),
        ("24 Uhr", None, None),
        ("23 Uhr", time(23), None),
        ("0 Uhr", time(0), None),
        ("18:60 Uhr", None, None),
        ("18:59 Uhr", time(18, 59), None),
        ("18h30", time(18, 30), None),
        ("um 18:30", time(18, 30), None),
        ("um 18:30 bis 20:00", time(18, 30), time(20)),
        ("um 18.30 bis 20.15", time(18, 30), time(20, 15)),
        ("um 18:30 Euro", None, None),
        ("halb sieben abends", time(18, 30), None),
        ("viertel nach sieben abends", time(19, 15), None),
        ("viertel vor sieben morgens", time(6, 45), None),
        ("sieben Uhr morgens", time(7), None),
        ("7 Uhr abends", time(19), None),
        ("zwölf Uhr mittags", time(12), None),
        ("elf Uhr mittags", time(11), None),
        ("ein Uhr mittags", None, None),
        ("1 Uhr mittags", time(13), None),
        ("Einlass 18.30 Uhr, Beginn 19 Uhr", time(19), None),
        ("keine Zeit", None, None),
    ],
)
def test_a_time_of_day_is_read(text: str, start: time | None, end: time | None) -> None:
    found = find_clock(text)
    assert found == (Clock(start=start, end=end) if start else None)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("6.30pm", time(18, 30), None),
        ("12 am", time(0), None),
        ("12 pm", time(12), None),
        ("11 am to 4 pm", time(11), time(16)),
        ("2–4 pm", time(14), time(16)),
        ("at noon", time(12), None),
        ("7pm", time(19), None),
        ("– 18:30", None, None),
        ("open 7 p.m.", time(19), None),
        ("11am–1.30pm", time(11), time(13, 30)),
    ],
)
def test_a_time_of_an_english_text_is_read(text: str, start: time | None, end: time | None) -> None:
    assert find_clock(text, "en-GB") == (Clock(start=start, end=end) if start else None)


def test_a_time_belongs_to_the_last_day_before_it_within_reach() -> None:
    def clock_of(text: str) -> list[time | None]:
        return [found.clock and found.clock.start for found in list_mentions(text)]

    assert clock_of("am 5.12. um 18 Uhr und am 6.12. um 19 Uhr") == [time(18), time(19)]
    assert clock_of("um 18 Uhr am 5.12.") == [time(18)]
    assert clock_of("am 5.12. um 18 Uhr, aber um 19 Uhr am 6.12.") == [time(18), time(19)]
    assert clock_of("18 Uhr am 5.12. am 6.12.") == [time(18), None]
    far = {83: time(18), 84: None}
    assert {gap: clock_of(f"am 5.12.{'x' * gap} 18 Uhr")[0] for gap in far} == far
    before = {"am": time(18), "den": time(18), "Englisch, ab": None, f"am {' ' * 30}": None}
    assert {gap: clock_of(f"18 Uhr {gap} 5.12.")[0] for gap in before} == before
    leads = {16: time(18), 17: time(18), 22: time(18), 23: None}
    assert {gap: clock_of(f"um 18 Uhr{' ' * gap}5.12.")[0] for gap in leads} == leads


def test_a_time_before_its_day_is_read_whole() -> None:
    for words in ("von 14.30 Uhr bis 18.00 Uhr am", "Zwischen 14:30 Uhr und 18:00 Uhr, den", "14.30–18 Uhr"):
        (found,) = list_mentions(f"Der Chor probt {words} 5. Dezember.")
        assert found.clock == Clock(start=time(14, 30), end=time(18))
    (found,) = list_mentions("Um 10 Uhr probt der Chor, und um 18 Uhr am 5. Dezember singt er.")
    assert found.clock == Clock(start=time(18))


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("le 9 décembre 2026 à 14h30", "fr", (9, 12, 2026, False, time(14, 30))),
        ("jusqu’au 9 décembre", "fr", (9, 12, 0, True, None)),
        ("9 Aralık tarihine kadar", "tr", (9, 12, 0, True, None)),
        ("el 9 de diciembre a las 18:00", "es", (9, 12, 0, False, time(18))),
        ("le 31.12. et le 32.12.", "fr", (31, 12, 0, False, None)),
    ],
)
def test_days_of_other_languages_are_read(
    text: str, language: str, found: tuple[int, int, int, bool, time | None]
) -> None:
    (mention,) = list_mentions(text, language)
    clock = mention.clock.start if mention.clock else None
    assert (mention.day, mention.month, mention.year, mention.is_deadline, clock) == found


def span(*days: date, is_doubtful: bool = False) -> Span:
    return Span(first=days[0], last=days[-1], is_doubtful=is_doubtful)


@pytest.mark.parametrize(
    ("mention", "meant"),
    [
        (Mention(start=0, end=1, offset=2), span(date(2026, 12, 1))),
        (Mention(start=0, end=1, offset=-1), span(date(2026, 11, 28))),
        (Mention(start=0, end=1, weekday=6), span(date(2026, 12, 6))),
        (Mention(start=0, end=1, weekday=0), span(date(2026, 11, 30))),
        (Mention(start=0, end=1, weekday=5), span(date(2026, 12, 5))),
        (Mention(start=0, end=1, day=5, month=12, year=2027), span(date(2027, 12, 5))),
        (Mention(start=0, end=1, day=31, month=2, year=2027), None),
        (Mention(start=0, end=1, day=31, month=2), None),
        (Mention(start=0, end=1, day=5, month=12), span(date(2026, 12, 5))),
        (Mention(start=0, end=1, day=5, month=1), span(date(2027, 1, 5))),
        (Mention(start=0, end=1, day=20, month=11), span(date(2026, 11, 20))),
        (
            Mention(start=0, end=1, day=12, month=12, first=(5, 12)),
            span(date(2026, 12, 5), date(2026, 12, 12)),
        ),
        (Mention(start=0, end=1, day=2, month=1, first=(30, 12)), span(date(2026, 12, 30), date(2027, 1, 2))),
        (Mention(start=0, end=1, day=5, month=12, first=(31, 2)), span(date(2026, 12, 5))),
        (Mention(start=0, end=1, day=5, month=12, weekday=5), span(date(2026, 12, 5))),
        (Mention(start=0, end=1, day=29, month=2, year=2028), span(date(2028, 2, 29))),
    ],
)
def test_the_day_that_a_reader_of_today_means(mention: Mention, meant: Span | None) -> None:
    assert resolve(mention, TODAY) == meant


@pytest.mark.parametrize(
    ("today", "day", "month", "meant"),
    [
        (date(2026, 1, 10), 20, 12, date(2025, 12, 20)),
        (date(2026, 1, 10), 7, 10, date(2026, 10, 7)),
        (date(2026, 1, 10), 8, 10, date(2025, 10, 8)),
        (date(2026, 1, 10), 10, 1, date(2026, 1, 10)),
        (date(2026, 12, 20), 10, 1, date(2027, 1, 10)),
        (date(2027, 6, 1), 29, 2, date(2028, 2, 29)),
    ],
)
def test_a_day_without_a_year_lies_nine_months_ahead_at_most(
    today: date, day: int, month: int, meant: date
) -> None:
    assert resolve(Mention(start=0, end=1, day=day, month=month), today) == span(meant)


def test_a_weekday_that_does_not_go_with_its_date_is_doubtful() -> None:
    fitting = {
        weekday: resolve(Mention(start=0, end=1, day=5, month=12, weekday=weekday), TODAY)
        for weekday in range(7)
    }
    assert [weekday for weekday, found in fitting.items() if found and not found.is_doubtful] == [5]


@pytest.mark.parametrize(
    ("start", "end", "language", "words"),
    [
        (time(0), None, "en", "12 am"),
        (time(11, 59), None, "en", "11:59 am"),
        (time(12), time(13, 5), "en", "12 pm to 1:05 pm"),
        (time(18), time(20, 30), "de", "18 bis 20:30 Uhr"),
        (time(0, 5), None, "de", "0:05 Uhr"),
        (time(8), None, "fr", "08:00"),
    ],
)
def test_times_are_written_as_the_language_writes_them(
    start: time, end: time | None, language: str, words: str
) -> None:
    assert phrases.render_clock(start, end, language) == words


def test_days_are_written_with_as_little_repeated_as_possible() -> None:
    first, second, third = date(2026, 11, 5), date(2026, 11, 24), date(2027, 1, 2)
    assert phrases.render_range(first, second, "de") == "5. bis 24. November 2026"
    assert phrases.render_range(first, second, "en") == "5 to 24 November 2026"
    assert phrases.render_range(first, second, "fr") == "05.11.2026 – 24.11.2026"
    assert phrases.render_range(first, date(2026, 12, 2), "de") == "5. November bis 2. Dezember 2026"
    assert phrases.render_range(first, date(2027, 11, 5), "de") == "5. November 2026 bis 5. November 2027"
    assert phrases.render_days([first, second, third], "de") == "5. November, 24. November und 2. Januar 2027"
    assert phrases.render_days([first, second], "fr") == "05.11.2026, 24.11.2026"
    many = [date(2026, 11, day) for day in range(1, 8)]
    assert phrases.render_days(many, "de") == "1. bis 7. November 2026"
    assert phrases.render_days([*many[:3], second], "de") == "1. bis 3. November und 24. November 2026"
    assert phrases.render_days([*many[:2], second], "de") == "1. November, 2. November und 24. November 2026"
    assert phrases.render_days([*many[:3], second], "fr") == "01.11.2026 – 03.11.2026, 24.11.2026"
    each_week = [date(2026, 10, 1 + 7 * week) for week in range(5)] + [date(2026, 11, 5), date(2026, 11, 12)]
    assert phrases.render_days(each_week[:6], "de").startswith("1. Oktober, 8. Oktober")
    assert phrases.render_days(each_week, "de") == "1. Oktober bis 12. November 2026"
    assert phrases.render_date(first, "de", has_weekday=True) == "Donnerstag, 5. November 2026"
    assert phrases.render_date(first, "en-GB") == "5 November 2026"
    assert phrases.get_phrases("eo") == phrases.get_phrases("de")


ASKED, TOLD = "Wie geht es?", "Es geht gut."


@pytest.mark.parametrize(
    ("paragraphs", "is_talk"),
    [
        ([ASKED, TOLD, ASKED, TOLD], True),
        ([ASKED, TOLD, TOLD], False),
        ([ASKED, ASKED, TOLD, ASKED], False),
        ([ASKED, TOLD, ASKED, TOLD, *[TOLD] * 6], True),
        ([ASKED, TOLD, ASKED, TOLD, *[TOLD] * 7], False),
        ([TOLD, TOLD, ASKED, TOLD, ASKED, TOLD, *[TOLD] * 6], True),
        ([TOLD, TOLD, ASKED, TOLD, ASKED, TOLD, *[TOLD] * 7], False),
        ([f"{'x' * 219}?", TOLD, ASKED, TOLD], True),
        ([f"{'x' * 220}?", TOLD, ASKED, TOLD], False),
        ([], False),
    ],
)
def test_a_talk_is_told_by_its_questions_and_answers(paragraphs: list[str], *, is_talk: bool) -> None:
    assert tense.is_interview(paragraphs) is is_talk


def test_the_talk_begins_with_its_first_question() -> None:
    assert tense.find_first_question([TOLD, ASKED, TOLD]) == 1
    assert tense.find_first_question([TOLD, ASKED]) == 2
    assert tense.find_first_question([]) == 0
