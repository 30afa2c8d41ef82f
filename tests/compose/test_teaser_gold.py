"""The words on the sample articles, which lie beside the project and are not part of it."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from benchmarks import gold
from bot.compose import sentences
from bot.compose.draft import Draft, Drafting
from bot.domain.post import Channel

BERLIN = ZoneInfo("Europe/Berlin")
WRITER = Drafting([gold.ROOT / "templates"], BERLIN, "de")


@pytest.fixture(scope="module")
def samples(shared: Path) -> list[gold.Sample]:
    return gold.load(shared / "corpus" / "gold_dev.json")


def draft(sample: gold.Sample, channel: Channel = Channel.FACEBOOK) -> Draft:
    assert sample.article.published_at
    return WRITER.draft(sample.article, channel, sample.article.published_at)


def test_no_teaser_holds_a_forbidden_string(samples: list[gold.Sample]) -> None:
    found = {sample.id: gold.judge(sample, draft(sample).teaser).forbidden for sample in samples}
    assert not any(found.values()), found


def test_every_teaser_opens_with_an_accepted_sentence(samples: list[gold.Sample]) -> None:
    assert [s.id for s in samples if not gold.judge(s, draft(s).teaser).is_opening_accepted] == []


def test_every_teaser_ends_cleanly(samples: list[gold.Sample]) -> None:
    assert [s.id for s in samples if not gold.judge(s, draft(s).teaser).is_end_clean] == []


@pytest.mark.parametrize(("channel", "longest"), [(Channel.FACEBOOK, 280), (Channel.INSTAGRAM, 280)])
def test_no_teaser_is_too_long(samples: list[gold.Sample], channel: Channel, longest: int) -> None:
    assert max(len(draft(sample, channel).teaser) for sample in samples) <= longest


def test_title_and_teaser_hold_the_facts(samples: list[gold.Sample]) -> None:
    verdicts = [gold.judge(sample, draft(sample).teaser) for sample in samples]
    missing = sum(len(verdict.missing) for verdict in verdicts)
    assert 1 - missing / sum(verdict.facts for verdict in verdicts) >= 0.85


def test_coming_events_end_when_marked_and_reports_never(samples: list[gold.Sample]) -> None:
    events = {sample.id: draft(sample).event for sample in samples}
    ends = {
        name: event.get_not_after(BERLIN).astimezone(BERLIN).date() for name, event in events.items() if event
    }
    assert ends == {sample.id: sample.stale_after for sample in samples if sample.stale_after}


def test_arson_and_earthquake_are_sober_and_festivals_are_not(samples: list[gold.Sample]) -> None:
    assert {sample.id for sample in samples if draft(sample).is_sober} == {"bosnisch", "erdbeben", "solingen"}


def test_sentences_are_split_as_marked(samples: list[gold.Sample]) -> None:
    assert gold.count_boundaries(samples, sentences.split).f1 >= 0.97
