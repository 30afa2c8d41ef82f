"""What holds of every record and error of the domain, and the figures that people were promised."""

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import bot.domain
from bot.domain import article, errors, likeness, post, schedule, state
from tests.records import list_loose, list_said

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def test_a_record_never_changes_and_names_its_fields() -> None:
    assert list_loose(bot.domain) == set()


def test_what_is_not_said_of_a_record_is_nothing() -> None:
    assert list_said(bot.domain) == {
        *("Article.language", "Calendar.is_closed", "Decision.counts", "Ending.counts", "Event.is_main"),
        *("RetryRules.give_up_after", "TimingRules.is_closed", "Traits.has_live_links"),
    }


def test_an_event_and_a_fact_are_told_to_scripts() -> None:
    day, begins, ends = (
        date(2026, 5, 9),
        datetime(2026, 5, 9, 15, tzinfo=UTC),
        datetime(2026, 5, 9, 18, tzinfo=UTC),
    )
    told = [
        article.Event(first=day, last=last, starts_at=start, ends_at=end, text="Fest").to_record()
        for last, start, end in (
            *((day, None, None), (day + DAY, None, None), (day - DAY, None, None)),
            *((day, begins, None), (day + DAY, begins, ends)),
        )
    ]
    assert [(each["start"], each["end"]) for each in told] == [
        ("2026-05-09", None),
        ("2026-05-09", "2026-05-10"),
        ("2026-05-09", "2026-05-08"),
        ("2026-05-09T15:00:00+00:00", None),
        ("2026-05-09T15:00:00+00:00", "2026-05-09T18:00:00+00:00"),
    ]
    assert {each["text"] for each in told} == {"Fest"}
    fact = article.Fact(kind=article.FactKind.WHERE, text="Saal")
    assert fact.to_record() == {"kind": "where", "text": "Saal"}


def test_hashtags_of_a_caption_are_words_each_once() -> None:
    caption = "#Fest im #Garten_2 #2026 #Fest a#b x/#c &#d https://v.example/#e"
    assert post.find_hashtags(caption) == ("Fest", "Garten_2")


def test_an_error_tells_scripts_whether_waiting_helps() -> None:
    known = {one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, Exception)}
    by_status = {
        status: {one.__name__ for one in known if getattr(one, "exit_status", 0) == status}
        for status in range(6)
    }
    assert (by_status[2], by_status[3]) == ({"UsageWrong"}, {"SettingsWrong"})
    later = {"NotReachable", "ReadingRefused", "PageUnavailable", "StorageError", "Throttled", "Unavailable"}
    assert by_status[4] == later
    assert len(by_status[1]) == len(known) - 8


def test_the_figures_that_people_were_promised() -> None:
    assert (state.LINK_LASTS, state.DEVICE_LASTS, state.LONGEST_NAME) == (15 * MINUTE, 90 * DAY, 60)
    assert (state.SKEW, state.LONGEST_LEASE) == (MINUTE, DAY)
    assert (state.GAP_AFTER, state.REMEMBERED_FOR, state.LONG_SHIFT) == (HOUR, 30 * DAY, 5 * MINUTE)
    assert (schedule.QUIET_PERIOD, schedule.MAX_DELAY, schedule.LONGEST_ASKED) == (6 * HOUR,) * 3
    assert (schedule.LONGEST_PAUSE, post.CLOCKS_APART, article.NEWEST) == (30 * MINUTE, DAY, 5)


def test_a_fingerprint_of_today_is_found_by_a_later_version() -> None:
    """Kept prints are compared with those made later: another hash would make all known articles unknown."""
    text = " ".join(f"wort{number}" for number in range(50)) + " am 3. Mai 2026, 17 Uhr"
    known = likeness.fingerprint("Fest 2026 im März", text)
    assert sha256(f"{known} {known.keys}".encode()).hexdigest()[:16] == "86716f0005184449"
    assert likeness.Fingerprint.from_str(str(known)) == known
