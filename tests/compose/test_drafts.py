"""What becomes of each of the own texts, word for word: a change of a rule shows here in all that it moves.

`python -m tests.compose.test_drafts` writes the record anew; read its differences like those of the code.
"""

from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks import texts
from bot.compose.draft import Draft, Drafting
from tests.known_channels import FACEBOOK, INSTAGRAM
from tests.lots import hold, keep

RECORD = Path(__file__).with_name("drafts.txt")
WRITER = Drafting([Path(__file__).parents[2] / "templates"], ZoneInfo("Europe/Berlin"), "de")


def test_each_text_becomes_what_it_became_before() -> None:
    hold(RECORD, tell_all())


def tell_all() -> Iterator[str]:
    """All that the rules decide about the own texts, line by line."""
    for number, sample in enumerate(texts.load(texts.OWN)):
        said = list(tell(WRITER.draft(sample.article, FACEBOOK, sample.now)))
        yield from (f"## {sample.id}", *said)
        if number % 4 == 0:
            short = tell(WRITER.draft(sample.article, INSTAGRAM, sample.now))
            yield from (f"instagram {line}" for line in short if line not in said)


def tell(draft: Draft) -> Iterator[str]:
    """What it says, without what is nothing."""
    for name in ("title", "headline", "teaser", "source", "language", "not_after"):
        if value := getattr(draft, name):
            yield f"{name}: {value}".replace("\n", "⏎")
    if event := draft.event:
        yield f"event: {event.start} {event.end} {'main' if event.is_main else 'beside'} {event.text}"
        yield from (f"day: {day}" for day in event.days)
    for fact in draft.facts:
        yield f"{fact.kind}: {fact.text}{'' if fact in draft.shown else ' (told)'}"
    for name in ("tags", "unsure", "warnings"):
        yield from (f"{name}: {words}" for words in getattr(draft, name))
    yield from (mood for mood in ("is_sober", "is_cheerful") if getattr(draft, mood))


if __name__ == "__main__":
    keep(RECORD, tell_all())
