"""Why a post goes out at that time: a sentence for each reason."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.post import Post, PostStatus
from bot.domain.schedule import Rules, parse_windows
from bot.preview.view import explain_time
from tests.known_channels import FACEBOOK
from tests.pipeline.world import RULES
from tests.preview.samples import draw_picture, make_composition

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
NIGHT = datetime(2026, 11, 23, 22, 0, tzinfo=UTC)
HALF = timedelta(minutes=30)


def make_rules(**changes: object) -> Rules:
    timing = replace(
        RULES.timing, windows=parse_windows("08:00-20:00"), min_gap=timedelta(minutes=45), max_per_day=6
    )
    return replace(RULES, hold=HALF, timing=replace(timing, **changes))  # type: ignore[arg-type]


@pytest.fixture
def post(tmp_path: Path) -> Post:
    """A scheduled post, made at noon, due after the hold."""
    return Post(
        id=1,
        article_id=1,
        article_url="https://verein.example/",
        article_title="Fest",
        account="facebook:1",
        status=PostStatus.SCHEDULED,
        due_at=NOON + HALF,
        composition=make_composition(draw_picture(tmp_path), FACEBOOK),
        created_at=NOON,
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "After 30 minutes in which"),
        ({"pinned": True}, "A person chose"),
        ({"due_at": NOON + timedelta(hours=3)}, "at least 45 minutes lie between two, and at most 6 go"),
        ({"created_at": NIGHT, "due_at": NIGHT + timedelta(hours=9)}, "Before that nothing is posted"),
        ({"approved_by": "Anna", "due_at": NOON + timedelta(hours=3)}, ""),
        ({"reason": "a sober topic"}, ""),
        ({"status": PostStatus.PUBLISHED}, ""),
    ],
    ids=["hold", "a person", "others", "window", "approved", "reason", "published"],
)
def test_the_time_is_explained(post: Post, changes: dict[str, object], said: str) -> None:
    sentence = explain_time(replace(post, **changes), make_rules())  # type: ignore[arg-type]
    assert said in sentence
    assert bool(said) == bool(sentence)


def test_a_holiday_is_named(post: Post) -> None:
    def is_closed(day: date) -> bool:
        return day == NOON.date()

    later = replace(post, due_at=NOON + timedelta(days=1))
    assert "public holiday" in explain_time(later, make_rules(is_closed=is_closed))


def test_without_a_hold_it_goes_out_as_soon_as_possible(post: Post) -> None:
    rules = replace(make_rules(), hold=timedelta(0))
    assert explain_time(replace(post, due_at=NOON), rules) == "As soon as possible."


def test_without_a_gap_only_the_daily_maximum_is_named(post: Post) -> None:
    late = replace(post, due_at=NOON + timedelta(hours=3))
    sentence = explain_time(late, make_rules(min_gap=timedelta()))
    assert sentence == "Others go out before it: at most 6 go out a day."
