"""What the clock of a note, a lease or a gap means, to the second; and what the rooms call things."""

import errno
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain import errors
from bot.domain.article import is_unrelated, shares_text
from bot.domain.channel import get_traits, list_channels, name_channel, utf16_length
from bot.domain.errors import SettingsWrong
from bot.domain.post import (
    ABSENT,
    BY_HAND,
    Channel,
    Ending,
    Finding,
    PostStatus,
    Presence,
    Search,
    parse_focus,
)
from bot.domain.schedule import (
    Approval,
    Decision,
    RetryRules,
    Rules,
    TimingRules,
    find_quiet_end,
)
from bot.domain.state import (
    AT_REST,
    EVERYTHING,
    GAP,
    GAP_AFTER,
    HEARTBEAT,
    LONGEST_LEASE,
    REMEMBERED_FOR,
    SKEW,
    Gap,
    Note,
    Person,
    Role,
    Stop,
    StopKind,
    find_gap,
    is_from_future,
    is_lease_over,
    name_scope,
    read_gap,
)
from bot.domain.urls import canonical_url, without_login, without_tracking

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
HOUR, DAY, SECOND = timedelta(hours=1), timedelta(days=1), timedelta(seconds=1)


def test_a_lease_is_over_when_it_ran_out_or_cannot_be_true() -> None:
    untils = [NOW - SECOND, NOW, NOW + SECOND, NOW + LONGEST_LEASE, NOW + LONGEST_LEASE + SECOND]
    assert [is_lease_over(until, NOW) for until in untils] == [True, True, False, False, True]
    assert timedelta(hours=12) < LONGEST_LEASE < timedelta(days=3)


def test_a_time_is_from_the_future_when_clocks_cannot_explain_it() -> None:
    times = [None, NOW - DAY, NOW, NOW + SKEW, NOW + SKEW + SECOND]
    assert [is_from_future(time, NOW) for time in times] == [False, False, False, False, True]


def test_a_gap_is_remembered_for_a_while() -> None:
    note = Note(value=f"{NOW - DAY:%Y-%m-%dT%H:%M:%S%z} {NOW - HOUR:%Y-%m-%dT%H:%M:%S%z}", at=NOW)
    assert read_gap(note, NOW + REMEMBERED_FOR) == Gap(NOW - DAY, NOW - HOUR, NOW)
    assert read_gap(note, NOW + REMEMBERED_FOR + SECOND) is None
    assert read_gap(None, NOW) is None
    assert read_gap(Note(value=NOW.isoformat(), at=NOW), NOW) == Gap(NOW, NOW, NOW)
    at_rest = Note(value=f"{note.value} rest", at=NOW)
    assert read_gap(at_rest, NOW) == Gap(NOW - DAY, NOW - HOUR, NOW, was_at_rest=True)
    both = Note(value=f"{note.value} rest first", at=NOW)
    assert read_gap(both, NOW) == Gap(NOW - DAY, NOW - HOUR, NOW, was_at_rest=True, is_first=True)


@pytest.mark.parametrize(
    ("idle", "poll", "is_gap"),
    [
        (GAP_AFTER, timedelta(minutes=5), False),
        (GAP_AFTER + SECOND, timedelta(minutes=5), True),
        (3 * HOUR, HOUR, False),
        (3 * HOUR + SECOND, HOUR, True),
    ],
)
def test_a_gap_is_noted_when_nobody_looked_for_long(
    idle: timedelta, poll: timedelta, *, is_gap: bool
) -> None:
    last = NOW - idle
    told = f"{last.isoformat()} {last.isoformat()}" if is_gap else None
    first = find_gap([None, last - DAY, last], {}, poll, NOW)
    assert first == (f"{told} first" if told else None), "as of release 1.0, which noted nothing"
    for rest, word in ((last - SECOND, ""), (last, " rest")):
        notes = {AT_REST: Note(value="", at=rest)}
        assert find_gap([last], notes, poll, NOW) == (f"{told}{word}" if told else None)
    just_now = " rest" if idle <= GAP_AFTER else " rest first"
    for beat, word in ((idle + SECOND, ""), (max(idle, GAP_AFTER + SECOND), ""), (GAP_AFTER, just_now)):
        notes = {HEARTBEAT: Note(value="", at=NOW - beat)}
        assert find_gap([last], notes, poll, NOW) == (f"{told}{word}" if told else None)


def test_a_gap_is_noted_once_and_reaches_back_to_the_first_one_remembered() -> None:
    last, poll = NOW - 5 * HOUR, timedelta(minutes=5)
    before = last - DAY
    note = Note(value=f"{before.isoformat()} {before.isoformat()}", at=last)
    assert find_gap([], {}, poll, NOW) is None
    assert find_gap([None], {}, poll, NOW) is None
    assert find_gap([last], {GAP: note}, poll, NOW) == f"{before.isoformat()} {last.isoformat()} first"
    assert find_gap([last], {GAP: Note(value=note.value, at=last + SECOND)}, poll, NOW) is None
    later = Note(value=f"{NOW.isoformat()} {NOW.isoformat()}", at=last)
    assert find_gap([last], {GAP: later}, poll, NOW) == f"{last.isoformat()} {last.isoformat()} first"


def test_an_attempt_counts_and_a_search_reaches_back_a_day_unless_told_otherwise() -> None:
    assert Ending(status=PostStatus.FAILED, due_at=NOW, error=None).counts
    assert Decision(status=PostStatus.FAILED).counts
    search = Search(since=NOW, lost=(NOW, NOW), gap=(NOW, NOW))
    assert search.start == NOW - DAY
    assert (search.without_lost().lost, search.without_lost().gap) == (None, None)
    early = Search(since=NOW, lost=(NOW, NOW + DAY), gap=(NOW - DAY, NOW)).by_clock(HOUR)
    assert (early.since, early.lost) == (NOW - HOUR, (NOW - HOUR, NOW + DAY - HOUR))
    assert early.gap == (NOW - DAY - HOUR, NOW - HOUR)
    assert (Search(since=NOW).by_clock(HOUR).lost, Search(since=NOW).by_clock(HOUR).gap) == (None, None)
    told = Finding(presence=Presence.ASK)
    assert (told.is_firm, told.is_blind, ABSENT.presence) == (False, False, Presence.NO)


def test_a_look_that_decides_waits_a_quarter_of_an_hour_and_a_listing_an_hour() -> None:
    rules = Rules(
        timing=TimingRules(windows=(), timezone=ZoneInfo("UTC"), min_gap=HOUR, max_per_day=1),
        retry=RetryRules(delay=HOUR, max_attempts=1),
        approval=Approval.AUTO,
        hold=HOUR,
        max_age=DAY,
        missed_after=DAY,
        poll_interval=HOUR,
        confirm_delay=timedelta(minutes=2),
        landing=HOUR,
        lease=HOUR,
    )
    assert (rules.firm_delay, rules.listing_delay) == (timedelta(minutes=16), HOUR)
    assert rules.retry.give_up_after == DAY


def test_a_quiet_period_ends_six_hours_after_the_last_sober_post_near() -> None:
    quiet = timedelta(hours=6)
    assert find_quiet_end(NOW, [NOW - quiet + SECOND, NOW - quiet]) == NOW + SECOND
    assert find_quiet_end(NOW, [NOW - quiet, NOW + quiet]) is None
    assert find_quiet_end(NOW, [NOW + quiet - SECOND]) == NOW + 2 * quiet - SECOND


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("top", (0.5, 0.0)),
        ("center", (0.5, 0.5)),
        ("30,70", (0.3, 0.7)),
        (" 0 % , 100% ", (0.0, 1.0)),
        ("100,0", (1.0, 0.0)),
    ],
)
def test_a_focus_is_a_name_or_two_shares(text: str, shares: tuple[float, float]) -> None:
    assert parse_focus(text) == shares


@pytest.mark.parametrize("text", ["", "left", "101,0", "0,101", "1,2,3", "-1,5", "5"])
def test_what_is_no_focus_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match="such as 50,30"):
        parse_focus(text)


def test_a_channels_name_is_short_and_plain() -> None:
    for name in ("a", "a-1", "a" * 16):
        assert Channel(name).value == name
    for name in ("", "A", "1a", "a" * 17, "a b", "a\n"):
        with pytest.raises(ValueError, match="no name of a channel"):
            Channel(name)
    assert BY_HAND not in {channel.value for channel in list_channels()}


def test_a_channel_that_this_release_does_not_know_is_named_as_it_is_stored() -> None:
    (first, *_) = list_channels()
    assert name_channel(first) == get_traits(first).label != first
    assert (name_channel("gone"), name_channel("No Name")) == ("gone", "No Name")
    assert (name_scope(EVERYTHING), name_scope("gone")) == ("all channels", "gone")
    with pytest.raises(SettingsWrong, match="does not know the channel gone"):
        get_traits(Channel("gone"))
    assert [utf16_length(text) for text in ("", "aä", "🎈", "\ud800")] == [0, 2, 2, 1]


def test_only_who_may_approve_decides() -> None:
    people = [Person(name="Ada", role=role, created_at=NOW) for role in (Role.APPROVE, Role.READ)]
    assert [person.may_decide for person in people] == [True, False]


def test_each_error_has_its_exit_status_and_kind() -> None:
    assert {
        error.__name__: error.exit_status
        for error in (
            errors.SettingsWrong,
            errors.UsageWrong,
            errors.NotReachable,
            errors.ReadingRefused,
            errors.NeedsPerson,
            errors.StorageError,
            errors.Throttled,
            errors.Unavailable,
        )
    } == {
        "SettingsWrong": 3,
        "UsageWrong": 2,
        "NotReachable": 4,
        "ReadingRefused": 4,
        "NeedsPerson": 1,
        "StorageError": 4,
        "Throttled": 4,
        "Unavailable": 4,
    }
    assert {error.exit_status for error in (errors.Rejected, errors.Unauthorized, errors.OutcomeUnknown)} == {
        errors.BotError.exit_status
    }


def test_what_the_system_refuses_is_said_in_words_or_by_its_own() -> None:
    told = [
        errors.explain_refusal(error)
        for error in (
            OSError(errno.ENOSPC, "No space"),
            OSError(99_999, "Etwas Seltenes"),
            OSError(),
            TimeoutError(),
            PermissionError(errno.EACCES, "x"),
        )
    ]
    assert told == ["the disk is full", "Etwas Seltenes", "OSError", "TimeoutError", "the rights are missing"]


LONG_WORDS = ["einladung", "nachbarn", "sommerfest", "buehne", "gespraech", "kinderchor", "garten", "buffet"]


def test_a_page_is_another_one_when_neither_title_nor_text_stand_in_it() -> None:
    text = " ".join(LONG_WORDS)
    assert not is_unrelated("", "", ["etwas"])
    assert not is_unrelated("Das", "und so", ["etwas"])
    assert is_unrelated("Fest", "", ["Sturm"])
    assert not is_unrelated("Fest", "", ["Ein FEST!"])
    assert not is_unrelated("Fest Haus", "", ["Das Haus"])
    assert is_unrelated("Fest Haus Hofgang", "", ["Das Haus"])
    assert is_unrelated("Tag 26", "", ["Tag 27"])
    assert not is_unrelated("Tag 26", "", ["26"])
    assert is_unrelated("Fest", text, ["garten buffet"])
    assert not is_unrelated("Fest", text, ["garten buffet kinderchor"])
    assert is_unrelated("", text, ["nichts"])
    assert not is_unrelated("", " ".join(LONG_WORDS[1:]), ["nichts"])
    assert is_unrelated("Fest", " ".join(LONG_WORDS[1:]), LONG_WORDS[1:])


def test_a_text_is_shared_when_three_of_ten_longer_words_are() -> None:
    shown = set(LONG_WORDS)
    others = [f"anderes{letter}" for letter in "abcdefgh"]
    assert shares_text(" ".join(LONG_WORDS[:3] + others[:7]), shown)
    assert not shares_text(" ".join(LONG_WORDS[:3] + others), shown)
    assert not shares_text(" ".join(LONG_WORDS[:7]), shown)
    assert shares_text(" ".join(LONG_WORDS), shown)
    assert not shares_text(" ".join(f"wort{n:02}"[:5] for n in range(50)), {"wort0"})


NEWS = "tx_news_pi1%5Bnews%5D=5"


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("https://a.example/x?utm_source=b&id=1&FBCLID=2#top", "https://a.example/x?id=1"),
        ("https://a.example/x?id=1#m5", "https://a.example/x?id=1#m5"),
        ("https://a.example/x#:~:text=Fest", "https://a.example/x#:~:text=Fest"),
        ("https://a.example/x#comment-5", "https://a.example/x"),
        (" http://[::1/ ", "http://[::1/"),
        (
            f"https://a.example/lesen/?{NEWS}&cHash=9f&utm_source=b",
            f"https://a.example/lesen/?{NEWS}&cHash=9f",
        ),
        (f"https://a.example/?{NEWS}&tx_ttnews[backPid]=3&no_cache=1&cHash=9f",) * 2,
    ],
)
def test_people_get_an_address_without_campaigns(url: str, plain: str) -> None:
    assert without_tracking(url) == plain


def test_what_a_system_adds_to_an_address_makes_no_other_article() -> None:
    """Without it TYPO3 may answer "not found", so what people get and what is read again keeps it."""
    plain = canonical_url(f"https://a.example/?{NEWS}")
    for added in ("cHash=9f", "CHASH=8e", "no_cache=1", "tx_ttnews%5BbackPid%5D=3", "tx_ttnews[backPid]=4"):
        assert canonical_url(f"https://a.example/?{added}&{NEWS}") == plain
    assert canonical_url("https://a.example/?tx_news_pi1%5Bnews%5D=6&cHash=9f") != plain


def test_an_address_is_told_apart_by_host_port_and_item_and_shows_no_login() -> None:
    assert canonical_url("https://[::1]:8080/a#m5") == "https://[::1]:8080/a#m5"
    assert canonical_url("https://ä.example./ä?b=%20&a=") == "https://xn--4ca.example/%C3%A4?a&b=+"
    assert canonical_url("https://a.example//x/../y/index.php;jsessionid=3") == "https://a.example/y"
    assert canonical_url("https://a.example/%c3%a4%7E%2f") == "https://a.example/%C3%A4~%2F"
    assert without_login("https://u:p@a.example/x@y") == "https://a.example/x@y"


def test_a_stop_needs_a_person_unless_it_ends_by_itself() -> None:
    stops = [
        Stop(scope="*", kind=kind, reason="", since=NOW, until=until)
        for kind in StopKind
        for until in (None, NOW)
    ]
    assert {(stop.kind, stop.until) for stop in stops if stop.needs_person} == {
        *((kind, until) for kind in (StopKind.UNAUTHORIZED, StopKind.BLOCKED) for until in (None, NOW)),
        (StopKind.PAUSE, None),
    }
