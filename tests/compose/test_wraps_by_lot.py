"""Texts that were broken at a margin, lines with bars and long blocks by lot: what is joined and what stands.

`python -m tests.compose.test_wraps_by_lot` writes the record anew; read its differences like code.
"""

import textwrap
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from random import Random

import pytest

from bot.compose import paragraphs
from tests.compose.test_rules_by_lot import LINES, SAID
from tests.lots import hold, keep

RECORD = Path(__file__).with_name("wraps_by_lot.txt")
PIECES = ("SA 5.12.", "20 UHR", "SAAL", "5.12., 18 Uhr", "19 Uhr", "")
STARTS = ("- ", "• ", "Wo: ", "", "", "", "", "")
WORDS = (
    "Der",
    "Verein",
    "feiert",
    "im",
    "Garten",
    "mit",
    "allen",
    "ein",
    "großes",
    "Fest.",
    "Und",
    "tanzt,",
    "a",
    "Hof.",
)


def test_each_text_is_joined_as_before() -> None:
    hold(RECORD, tell_all())


def tell_all() -> Iterator[str]:
    """What is read of each, line by line."""
    for number in range(200):
        chance = Random(number)
        width = chance.choice((40, 44, 45, 46, 60, 80, 109, 110, 111))
        text = " ".join(chance.choices((*WORDS, *WORDS, chance.choice(SAID)), k=chance.choice((20, 40))))
        lines = textwrap.wrap(text, width, break_long_words=False)
        for _ in range(chance.choice((0, 0, 1, 3))):
            at = chance.randrange(len(lines))
            lines[at] = chance.choice(
                (chance.choice(STARTS) + lines[at], lines[at][:9], chance.choice(LINES) or "x")
            )
        told = paragraphs.split("\n".join(lines))
        yield f"{number} {width} {len(lines)} {[f'{each[:4]}{len(each)}' for each in told]}"
    for count in (1, 2, 3, 4):
        for pieces in permutations(PIECES, count):
            line = " | ".join(pieces)
            yield f"{line}: {' ¦ '.join(paragraphs.split(f'{line}.'))}"
    for line in (
        "20 UHR | 5.12. | 20 UHR | Saal",
        "20 UHR | 5.12. | Saal | 20 UHR",
        "5.12. | 6.12. | 20 UHR",
    ):
        yield f"{line}: {' ¦ '.join(paragraphs.split(line))}"


@pytest.mark.parametrize("length", [4998, 4999, 5000, 5001, 5002, 10_001])
@pytest.mark.parametrize("joint", ["-", " ", "\n", "x"])
def test_a_block_that_is_too_long_is_cut_between_words(length: int, joint: str) -> None:
    block = (f"Tee{joint}und{joint}" * 2000 + " ")[: length // 2] + " " + "Saft" * length
    parts = paragraphs._cut(block[:length])
    assert all(len(part) <= 5000 for part in parts)
    assert (len(parts) == 1) is (length <= 5000)
    assert "".join("".join(parts).split()) == "".join(block[:length].split())
    if joint in "-\n":
        assert parts[0].count(joint) == block[: len(parts[0])].count(joint)


if __name__ == "__main__":
    keep(RECORD, tell_all())
