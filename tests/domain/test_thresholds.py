"""Where a number, a length or a time decides: what holds up to it, and no longer with one more."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain import article, languages, post, schedule, state, times
from bot.domain.errors import UsageWrong

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)  # a Monday
BERLIN = ZoneInfo("Europe/Berlin")
HOUR = timedelta(hours=1)

Tell = Callable[[int], object]


def is_refused(read: Callable[[], object]) -> bool:
    try:
        read()
    except (UsageWrong, ValueError):
        return True
    return False


def when(words: str, *, now: datetime = NOW) -> datetime:
    return times.parse_when(words, times.Calendar(now=now, timezone=BERLIN))


def words(count: int, length: int = 8) -> str:
    return " ".join("x" * (length - 1) + chr(97 + number) for number in range(count))


def number(count: int, name: str = "word") -> str:
    return " ".join(f"{name}{each:04}" for each in range(count))


def has_gap(hours: float, *, noted: timedelta | None = None, polled: timedelta = HOUR) -> str | None:
    looked = NOW - timedelta(hours=hours)
    note = None if noted is None else state.Note(value=looked.isoformat(), at=looked + noted)
    return state.find_gap([looked], {state.GAP: note}, polled, NOW)


THRESHOLDS: dict[str, tuple[Tell, int]] = {
    "hours of a clock": (lambda n: is_refused(lambda: when(f"{n}:00")), 23),
    "minutes of a clock": (lambda n: is_refused(lambda: when(f"12:{n}")), 59),
    "a year of two figures": (lambda n: is_refused(lambda: when(f"1.12.{n} 9:30")), 99),
    "the last working day of a week": (
        lambda n: when("next working day 9:00", now=NOW + timedelta(days=n)).weekday() == 0,
        3,
    ),
    "a time of today": (lambda n: when("9:30", now=NOW.replace(hour=8, minute=n)).day, 30),
    "a long duration": (lambda n: is_refused(lambda: times.parse_duration(f"{n}d")), 36_500),
    "less than a minute": (lambda n: times.format_span(timedelta(minutes=n)) == "", 0),
    "minutes": (lambda n: "minute" in times.format_span(timedelta(minutes=n)), 89),
    "hours": (lambda n: "hour" in times.format_span(timedelta(minutes=n)), 36 * 60 - 1),
    "a clock that is ahead": (lambda n: state.is_from_future(NOW + timedelta(seconds=n), NOW), 60),
    "a lease that ends": (lambda n: state.is_lease_over(NOW + timedelta(seconds=n), NOW), 0),
    "a lease that is too long": (lambda n: state.is_lease_over(NOW + n * HOUR, NOW), 24),
    "three looks": (lambda n: has_gap(n) is None, 3),
    "an hour": (lambda n: has_gap(n, polled=HOUR / 9) is None, 1),
    "a gap that is noted": (lambda n: has_gap(9, noted=timedelta(seconds=-n)) is None, -1),
    "percent": (lambda n: is_refused(lambda: post.parse_focus(f"{n},50")), 100),
    "words that tell": (lambda n: article.is_unrelated("", words(n), ["nothing"]), 7),
    "three of ten": (lambda n: article.is_unrelated("", words(10), [words(n)]), 2),
    "half a title": (lambda n: article.is_unrelated(words(10), "", [words(n)]), 4),
    "a longer word": (lambda n: article.is_unrelated("", words(10, n), ["nothing"]), 5),
    "a title's word": (lambda n: article.is_unrelated(words(10, n), "", ["nothing"]), 3),
    "three of ten of four hundred": (lambda n: article.is_unrelated("", number(1000), [number(n)]), 119),
    "four hundred words": (
        lambda n: article.is_unrelated("", f"{number(n, 'other')} {number(1000)}", [number(1000)]),
        280,
    ),
    "half in a script": (lambda n: languages.find_language("ж" * n + "x" * (20 - n)), 10),
    "a fifth in a language": (
        lambda n: languages.find_main_language("Das ist der Tag und die Nacht.\n" + "the and of " * n, "de"),
        10,
    ),
    "the end of a day": (
        lambda n: is_refused(lambda: schedule.parse_windows(f"08:00-24:{max(n, 0):02d}")),
        0,
    ),
    "the start of a window": (lambda n: is_refused(lambda: schedule.parse_windows(f"{n}:00-05:00")), 23),
    "quiet after": (
        lambda n: schedule.find_quiet_end(NOW + timedelta(minutes=n), [NOW]) is None,
        6 * 60 - 1,
    ),
    "quiet before": (
        lambda n: schedule.find_quiet_end(NOW - timedelta(minutes=n), [NOW]) is None,
        6 * 60 - 1,
    ),
    "the next report": (
        lambda n: (
            schedule.find_next_report(
                datetime(2026, 11, 24, 7, tzinfo=UTC) + timedelta(minutes=n), BERLIN
            ).day
        ),
        0,
    ),
}


HOLDS = """
less than a minute; minutes; hours; a lease that ends; three looks; an hour; a gap that is noted; three of
ten; half a title; three of ten of four hundred; the next report
"""
"""What holds, or is more, up to its limit; the others are so beyond it, or tell something else there."""


def weigh_up(told: object) -> int:
    """Numbers by their size, all else by whether it is something."""
    return told if isinstance(told, int) else bool(told)


def test_one_more_changes_what_is_decided() -> None:
    """And nothing else nearby: the two below a limit are alike, and the two above it."""
    told = {
        name: [tell(limit + more) for more in (-1, 0, 1, 2)] for name, (tell, limit) in THRESHOLDS.items()
    }
    assert [name for name, (a, b, c, d) in told.items() if not a == b != c == d] == []
    up_to = {name for name, (_, b, c, _) in told.items() if weigh_up(b) > weigh_up(c)}
    assert up_to == set(" ".join(HOLDS.split()).split("; "))
