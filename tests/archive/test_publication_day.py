"""Which day is the article's: how it is written, where it stands, what else the page says."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.archive import date_finder
from bot.archive.articles.publication_date import Shown, ShownDays, decide_published
from bot.archive.date_finder import find_told
from bot.archive.html_tree import parse_html

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 29, 9, tzinfo=UTC)
MARCH = date(2026, 3, 5)
NOON = datetime(2026, 3, 5, 11, tzinfo=UTC)
"""Noon of the fifth of March in Berlin."""


@pytest.mark.parametrize(
    ("text", "when", "rest"),
    [
        ("2026-03-05", MARCH, ""),
        ("x 2026/3/5 y", MARCH, "y"),
        ("2026-03/05", None, ""),
        ("2026-03-051", None, ""),
        ("2026-13-05", None, ""),
        ("2026-03-05T08:30", datetime.fromisoformat("2026-03-05T08:30"), ""),
        ("2026-03-05 08:30:15", datetime.fromisoformat("2026-03-05T08:30:15"), ""),
        ("2026-03-05T08:30:15.123Z", datetime(2026, 3, 5, 8, 30, 15, tzinfo=UTC), ""),
        ("2026-03-05T08:30:00+0100", datetime.fromisoformat("2026-03-05T08:30:00+01:00"), ""),
        ("2026-03-05T08:30:00+01:00", datetime.fromisoformat("2026-03-05T08:30:00+01:00"), ""),
        ("2026-03-05T25:30:00", MARCH, ""),
        ("2026-02-30 und 2026-03-05", MARCH, ""),
        ("5.3.2026", MARCH, ""),
        ("5. 3. 2026", MARCH, ""),
        ("5.3.26", MARCH, ""),
        ("5/3/2026", MARCH, ""),
        ("3/15/2026", date(2026, 3, 15), ""),
        ("3/13/2026", date(2026, 3, 13), ""),
        ("12/3/2026", date(2026, 3, 12), ""),
        ("3.15.2026", None, ""),
        ("5-3-2026", MARCH, ""),
        ("5-3-26", None, ""),
        ("32.3.2026, 5.3.2026", MARCH, ""),
        ("5.3.2026, 8:30 Uhr", datetime.fromisoformat("2026-03-05T08:30"), ""),
        ("5.3.2026, 24:30 Uhr", MARCH, ", 24:30 Uhr"),
        ("5.3.2026, 23:60 Uhr", MARCH, ", 23:60 Uhr"),
        ("5. März 2026", MARCH, ""),
        ("March 5, 2026", MARCH, ""),
        ("5 mars 2026", MARCH, ""),
        ("31. Februar 2026, 5. März 2026", MARCH, ""),
        ("5. März 2026, 08:30", datetime.fromisoformat("2026-03-05T08:30"), ""),
        ("5.3.2026 / 2026-04-06", MARCH, "/ 2026-04-06"),
        ("2026-03-05 / 6.4.2026", MARCH, "/ 6.4.2026"),
        ("5. März 2026 / 6.4.2026", MARCH, "/ 6.4.2026"),
        ("März 2026", None, ""),
    ],
)
def test_a_day_is_read_however_it_is_spelled(text: str, when: date | None, rest: str) -> None:
    told = find_told(text)
    assert (told and told.when) == when
    if told:
        assert text[told.end :].strip() == rest.strip()


def see(when: date | datetime, weight: int) -> Shown:
    return Shown(when=when, weight=weight, place=0, element=None)


def decide(
    *announced: str, shown: Shown | None = None, url: str = "", now: datetime = NOW
) -> datetime | None:
    return decide_published(announced, shown, url, now=now, zone=BERLIN)


OTHER, NEXT, SWAPPED = date(2026, 6, 20), date(2026, 3, 6), date(2026, 5, 3)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=BERLIN).astimezone(UTC)


@pytest.mark.parametrize(
    ("announced", "shown", "url", "day"),
    [
        ("2026-03-05", None, "", MARCH),
        ("2026-03-05", see(MARCH, 0), "", MARCH),
        ("2026-03-05", see(OTHER, 4), "", MARCH),
        ("2026-03-05", see(OTHER, 5), "", OTHER),
        ("2026-03-05", see(OTHER, 5), "/2026/03/05/a", MARCH),
        ("2026-03-05", see(NEXT, 2), "", MARCH),
        ("2026-03-05", see(NEXT, 3), "", NEXT),
        ("2026-03-05", see(date(2026, 3, 4), 3), "", date(2026, 3, 4)),
        ("2026-03-05", see(date(2026, 3, 7), 4), "", MARCH),
        ("2026-03-05", see(SWAPPED, 9), "", MARCH),
        ("5/3/2026", see(SWAPPED, 0), "", SWAPPED),
        ("", see(OTHER, 5), "", OTHER),
        ("", see(OTHER, 5), "/2026/03/05/a", OTHER),
        ("", see(OTHER, 4), "/2026/03/05/a", MARCH),
        ("", see(SWAPPED, 9), "/2026/03/05/a", MARCH),
        ("", see(OTHER, 0), "", OTHER),
        ("", see(OTHER, -1), "", None),
        ("", None, "/2026/03/05/a", MARCH),
        ("", None, "/2026-03-05", MARCH),
        ("", None, "/20260305-a", MARCH),
        ("", None, "/2026/02/30/2026/03/05/", MARCH),
        ("", None, "/2026/12/05/a", None),
        ("", None, "/2026/03/", None),
        ("", None, "?d=/2026/03/05/", None),
        ("", None, "", None),
    ],
)
def test_meta_data_page_and_address_are_weighed(
    announced: str, shown: Shown | None, url: str, day: date | None
) -> None:
    found = decide(announced, shown=shown, url=f"https://verein.example{url}")
    assert found == (noon(day) if day else None)


@pytest.mark.parametrize(
    ("announced", "found"),
    [
        ("2026-03-05T08:30:00+01:00", datetime(2026, 3, 5, 7, 30, tzinfo=UTC)),
        ("2026-03-05T08:30:00", datetime(2026, 3, 5, 7, 30, tzinfo=UTC)),
        ("2026-03-05T00:00:00+01:00", NOON),
        ("2026-03-05T23:30:00Z", NOON),
        ("2026-03-05T00:30:00+01:00", NOON),
        ("2026-11-29T20:00:00Z", NOW),
        ("2026-11-30", None),
        ("1995-01-01", datetime(1995, 1, 1, 11, tzinfo=UTC)),
        ("1994-12-31", None),
        (" " * 95 + "2026-03-05", None),
        (" " * 90 + "2026-03-05", NOON),
    ],
)
def test_an_instant_is_kept_on_its_day_and_out_of_the_future(announced: str, found: datetime | None) -> None:
    assert decide(announced) == found


def test_the_first_possible_one_that_is_announced_counts() -> None:
    assert decide("bald", "2027-01-01", "2026-03-05", "2026-06-20") == NOON
    late = datetime(2026, 11, 29, 10, tzinfo=UTC)
    assert decide("2026-11-30", now=late) == late
    assert decide("2026-11-30", now=late - timedelta(seconds=1)) is None


def choose(body: str, title: str = "h1") -> Shown | None:
    root = parse_html(f"<html><head></head><body>{body}</body></html>")
    elements = list(root.iter())
    heading = next(iter(root.iter(title)), None)
    return ShownDays(root, elements).choose(heading, NOW)


def weigh(body: str, title: str = "h1") -> int:
    found = choose(body, title)
    assert found is not None
    return found.weight


DAY = "<p>5.3.2026</p>"


@pytest.mark.parametrize(
    ("before", "weight"),
    [
        (0, 4),
        (14, 4),
        (15, 3),
        (39, 3),
        (40, 1),
    ],
)
def test_a_day_below_the_title_speaks_less_the_farther_it_stands(before: int, weight: int) -> None:
    assert weigh(f"<h1>Titel</h1>{'<hr>' * before}{DAY}") == weight


@pytest.mark.parametrize(("between", "weight"), [(0, 4), (7, 4), (8, 3), (19, 3), (20, 0)])
def test_a_day_above_the_title_speaks_less_the_farther_it_stands(between: int, weight: int) -> None:
    assert weigh(f"{DAY}{'<hr>' * between}<h1>Titel</h1>") == weight


@pytest.mark.parametrize(
    ("day", "weight"),
    [
        ("<p>5.3.2026</p>", 1),
        ("<time>5.3.2026</time>", 3),
        ("<p class='date'>5.3.2026</p>", 3),
        ("<p class='entry-date'>5.3.2026</p>", 6),
        ("<p pubdate>5.3.2026</p>", 4),
        ("<div class='info'><p>5.3.2026</p></div>", 2),
        ("<p>Veröffentlicht am 5.3.2026</p>", 3),
        ("<p>Aktualisiert: 5.3.2026</p>", -3),
        ("<p class='updated'>5.3.2026</p>", -2),
        ("<ul><li>5.3.2026</li></ul>", 0),
        ("<a href='/a'>5.3.2026</a>", 0),
        ("<div class='sidebar'><p>5.3.2026</p></div>", -3),
        ("<p>5.3.2026 | Ein längerer Satzteil dahinter</p>", 0),
        ("<p><span>Datum:</span> <span>5.3.2026</span></p>", 3),
    ],
)
def test_names_and_words_around_a_day_speak_for_it_or_against(day: str, weight: int) -> None:
    assert weigh(day) == weight


@pytest.mark.parametrize(
    "body",
    [
        "<nav>5.3.2026</nav>",
        "<aside><p>5.3.2026</p></aside>",
        "<div class='event-list'><p>5.3.2026</p></div>",
        "<footer><p>5.3.2026</p></footer>",
        "<p>Das Fest am 5.3.2026 war schön.</p>",
        "<p>Wir feiern am 5.3.2026</p>",
        "<script>'5.3.2026'</script>",
        "<select><option>5.3.2026</option></select>",
        "<p>1.1.1994</p>",
        "<p>1.12.2026</p>",
        f"<p>{'x' * 500} 5.3.2026</p>",
        "<dl><dt>Registriert:</dt> <dd>5.3.2026</dd></dl>",
        "<div class='event-box'><b>Beginnt am:</b> <p>5.3.2026</p></div>",
        "<nav><b>Erschienen am:</b> <p>5.3.2026</p></nav>",
    ],
)
def test_a_day_in_running_text_or_beside_the_article_is_none(body: str) -> None:
    assert choose(f"<h1>Titel</h1>{body}") is None


@pytest.mark.parametrize(
    "body",
    [
        "<footer><p class='entry-date'>5.3.2026</p></footer>",
        "<footer><p>Veröffentlicht: 5.3.2026</p></footer>",
        "<p>5.3.26</p>",
        "<p>Essen, 5.3.2026</p>",
        "<p>Zwei Wörter 5.3.2026</p>",
        "<p>Immer drei Wörter – 5.3.2026</p>",
        "<p>5.3.2026 zwei Wörter</p>",
        "<p>5.3.2026 | immer drei Wörter</p>",
        "<time datetime='2026-03-05'>neulich</time>",
        "<meta itemprop='datePublished' content='2026-03-05'>",
        "<span property='dateCreated' content='2026-03-05'></span>",
        "<div><b>Von Anna</b> 5.3.2026</div>",
        "<div class='event-box'><b>Erschienen am:</b> <p>5.3.2026</p></div>",
        "<div class='event-box'><b>Veröffentlicht</b> <p>5.3.2026</p></div>",
    ],
)
def test_a_day_that_stands_for_itself_is_found(body: str) -> None:
    found = choose(f"<h1>Titel</h1>{body}")
    assert found is not None
    assert found.day == MARCH


def test_a_day_outside_the_articles_box_is_hardly_its_own() -> None:
    inside = f"<article><h1>Titel</h1>{DAY}</article>"
    outside = f"<article><h1>Titel</h1></article>{DAY}"
    assert weigh(inside) - weigh(outside) == 8
    both = f"<article><h1>Titel</h1>{'<hr>' * 30}{DAY}</article><time>6.3.2026</time>"
    found = choose(both)
    assert found is not None
    assert found.day == MARCH
    assert weigh(DAY, "h6") == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("24.11.", datetime(2026, 11, 24, 12, tzinfo=UTC)),
        ("29.11.", datetime(2026, 11, 29, 12, tzinfo=UTC)),
        ("30.11.", None),
        ("1.12.", None),
        ("26.2.", None),
        ("27.2.", datetime(2026, 2, 27, 12, tzinfo=UTC)),
        ("10.3.", datetime(2026, 3, 10, 12, tzinfo=UTC)),
        ("28.2.", datetime(2026, 2, 28, 12, tzinfo=UTC)),
        ("Mo 1.12.", datetime(2025, 12, 1, 12, tzinfo=UTC)),
        ("Di 1.12.", None),
        ("12 am 5.3.2026 at 12:05 am", datetime(2026, 3, 5, 0, 5, tzinfo=UTC)),
        ("5.3.2026, 12:05 pm", datetime(2026, 3, 5, 12, 5, tzinfo=UTC)),
        ("5.3.2026 10:00 -0330", datetime(2026, 3, 5, 13, 30, tzinfo=UTC)),
        ("5.3.2026 10:00 +05:30", datetime(2026, 3, 5, 4, 30, tzinfo=UTC)),
        ("5.3.2026 10:00 EST", datetime(2026, 3, 5, 15, tzinfo=UTC)),
        ("5.3.2026 10:00 XYZ", datetime(2026, 3, 5, 10, tzinfo=UTC)),
        ("5.3.2026 23:59:59", datetime(2026, 3, 5, 23, 59, 59, tzinfo=UTC)),
        ("12/12/2025", datetime(2025, 12, 12, 12, tzinfo=UTC)),
        ("12.13.2025", None),
        ("12/13/2025", datetime(2025, 12, 13, 12, tzinfo=UTC)),
        ("vor sieben Wochen", datetime(2026, 10, 11, 9, tzinfo=UTC)),
        ("heute", datetime(2026, 11, 29, 12, tzinfo=UTC)),
        ("vorgestern", datetime(2026, 11, 27, 12, tzinfo=UTC)),
        ("1.1.1995", datetime(1995, 1, 1, 12, tzinfo=UTC)),
        ("31.12.1994", None),
        ("30.11.2026 09:00", datetime(2026, 11, 30, 9, tzinfo=UTC)),
        ("30.11.2026 09:01", None),
    ],
)
def test_a_list_names_days_without_years_and_with_zones(text: str, found: datetime | None) -> None:
    assert date_finder.find_date(text, NOW) == found


def test_a_line_says_hardly_more_than_its_date() -> None:
    for letters, is_found in ((24, True), (25, False)):
        line = f"{'x' * letters} 5.3.2026"
        assert (date_finder.find_line_date(line, NOW) is not None) is is_found
        assert date_finder.find_line_date(f"5.3.2026 {'x' * letters}", NOW) is not None
    assert date_finder.is_date_alone("– 5.3.2026 |", NOW)
    assert not date_finder.is_date_alone("am 5.3.2026", NOW)
    assert not date_finder.is_date_alone("–", NOW)


@pytest.mark.parametrize(
    ("url", "year"),
    [
        ("/2025/03/a", 2025),
        ("/2025/3-a", 2025),
        ("/2025/04/a", 2026),
        ("/2026/03/a", 2026),
        ("/2027/03/a", 2026),
        ("/2025/03a", 2026),
        ("/a", 2026),
    ],
)
def test_a_day_without_a_year_is_of_the_earlier_one_in_its_address(url: str, year: int) -> None:
    assert date_finder.set_year(NOON, f"https://verein.example{url}").year == year
    leap = datetime(2024, 2, 29, tzinfo=UTC)
    assert date_finder.set_year(leap, "https://verein.example/2023/02/a") == leap
