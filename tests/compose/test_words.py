"""The words on whole texts: the project's own, and two corpora beside it that are not part of it."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from benchmarks import gold, texts
from bot.compose import sentences
from bot.domain.channel import list_channels
from tests.known_channels import FACEBOOK, INSTAGRAM

LONGEST = {FACEBOOK: 450, INSTAGRAM: 350}
DAYS = [date(2026, 12, 28), pytest.param(date(2027, 2, 24), marks=pytest.mark.patient)]
"""Dates without a year, turns of months and years, each weekday: the rules must not know the day."""


@pytest.fixture(scope="module", params=["own", "serve_dev.json", "gold_dev.json"])
def captioned(request: pytest.FixtureRequest) -> list[texts.Captioned]:
    """Each text of a set on each channel."""
    path = texts.OWN if request.param == "own" else _get_shared(request, request.param)
    return [
        texts.Captioned.make(sample, channel) for sample in texts.load(path) for channel in list_channels()
    ]


def _get_shared(request: pytest.FixtureRequest, name: str) -> Path:
    shared: Path = request.getfixturevalue("shared")
    return shared / "corpus" / name


def _judge(made: Sequence[texts.Captioned]) -> dict[str, texts.Verdict]:
    return {f"{one.sample.id} {one.channel}": one.judge() for one in made if not one.sample.is_over}


def test_title_and_caption_tell_what_a_follower_needs(captioned: list[texts.Captioned]) -> None:
    for channel in list_channels():
        verdicts = _judge([one for one in captioned if one.channel is channel]).values()
        missing = sum(len(verdict.missing) for verdict in verdicts)
        assert 1 - missing / sum(verdict.facts for verdict in verdicts) >= 0.9, channel


def test_every_contact_is_kept(captioned: list[texts.Captioned]) -> None:
    assert [name for name, verdict in _judge(captioned).items() if verdict.lost_contact] == []


def test_nothing_embarrassing_is_said(captioned: list[texts.Captioned]) -> None:
    assert {name: v.forbidden for name, v in _judge(captioned).items() if v.forbidden} == {}


def test_captions_open_as_accepted(captioned: list[texts.Captioned]) -> None:
    wrong = {
        name.split()[0] for name, verdict in _judge(captioned).items() if not verdict.is_opening_accepted
    }
    assert wrong == set()


def test_dates_tags_and_tone_are_right(captioned: list[texts.Captioned]) -> None:
    verdicts = _judge(captioned)
    assert {name: v.wrong_event for name, v in verdicts.items() if v.wrong_event} == {}
    assert {name: v.wrong_tags for name, v in verdicts.items() if v.wrong_tags} == {}
    assert [one.sample.id for one in captioned if not one.judge().is_tone_right] == []


def test_what_is_over_is_skipped_and_nothing_else(captioned: list[texts.Captioned]) -> None:
    assert [one.sample.id for one in captioned if not one.is_over_right] == []


def test_the_words_keep_to_the_channels_length(captioned: list[texts.Captioned]) -> None:
    assert [one.sample.id for one in captioned if len(one.words) > LONGEST[one.channel]] == []


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_own_texts_are_read_alike_on_any_day(today: date) -> None:
    made = [texts.Captioned.make(sample, FACEBOOK) for sample in texts.load(texts.OWN, today)]
    verdicts = _judge(made)
    assert {name: v.wrong_event for name, v in verdicts.items() if v.wrong_event} == {}
    assert [name for name, verdict in verdicts.items() if verdict.lost_contact] == []
    assert [one.sample.id for one in made if not one.is_over_right] == []


def test_sentences_are_split_as_marked(shared: Path) -> None:
    samples = gold.load(shared / "corpus" / "gold_dev.json")
    assert gold.count_boundaries(samples, sentences.split).f1 >= 0.97


def test_a_whole_page_as_plain_text_spoils_no_caption(shared: Path) -> None:
    """Frame, credits and newsletter boxes included, as a careless extraction hands them over."""
    path = shared / "corpus" / "gold_dev.json"
    pages = {page.id: page.raw for page in gold.load(path)}
    made = [
        texts.Captioned.make(texts.with_text(sample, pages[sample.id]), FACEBOOK)
        for sample in texts.load(path)
    ]
    assert {one.sample.id: one.judge().forbidden for one in made if one.judge().forbidden} == {}
