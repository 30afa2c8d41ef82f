"""Articles of random words: as many as one likes, none of them sober."""

import itertools
import random

from bot.sandbox.archive.samples import Sample

WORDS = (
    *("Verein", "Fest", "Garten", "Schule", "Chor", "Bühne", "Nachbarschaft"),
    *("Küche", "Werkstatt", "Sprache", "Turnier", "Museum", "Brücke", "Hafen"),
    *("Bibliothek", "Theater", "Jugend", "Familie", "Ehrenamt", "Beratung", "Ausstellung"),
    *("Lesung", "Konzert", "Projekt", "Förderung", "Stadtteil"),
)


def make_sample(number: int) -> Sample:
    """An article unlike all others."""
    chance = random.Random(number)
    sentences = (" ".join(chance.choices(WORDS, k=9)) + "." for _ in range(12))
    paragraphs = tuple(" ".join(itertools.islice(sentences, 3)) for _ in range(4))
    title = f"{' '.join(chance.sample(WORDS, 3))} {number}"
    return Sample(slug=f"probe-{number}", title=title, paragraphs=paragraphs)
