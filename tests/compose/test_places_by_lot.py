"""Venues, streets, houses and tables by lot: where something is said to be, and how rows are read.

`python -m tests.compose.test_places_by_lot` writes the record anew; read its differences like code.
"""

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from random import Random

from bot.compose import paragraphs, places
from tests.lots import hold, keep

RECORD = Path(__file__).with_name("places_by_lot.txt")
WHO = (
    "Der Verein lädt", "Die Bibliothek zeigt", "Das Museum lädt", "Die Kirche veranstaltet",
    "Wir treffen uns", "Die VHS lehrt",
    "Das Haus der Vereine bietet", "Der Chor singt", "Am 9. Mai um 18 Uhr spielt die Band",
    "Das Theater Nord fördert das Fest",
    "Die Alte Kirche", "Das Café Linde feiert", "Alle kommen", "Das Fest findet", "Die Polizei war",
    "In Bochum ist ein Fest",
    "Die Marktkirche zeigt den Film", "Der Kreis „Offenes Ohr“ trifft sich", "Der Stadtgarten öffnet",
)  # fmt: skip
WHERE = (
    "im Bürgerhaus Süd", "in der Alten Kirche", "ins Café Linde", "zum Sprachcafé", "zum Café Ost",
    "in Mannheim", "in der Stadt Essen",
    "im Kulturraum „die flora“", "auf dem Marktplatz", "bei der AWO, Kettwiger Str. 8",
    "in der Nordstraße 5", "im Rathaus",
    "in der Bibliothek Bilder von Kindern", "am Burgplatz 1", "in die Black Box ein",
    "im Saal des Hauses der Vereine, Hofstr. 2",
    "vor dem Hauptbahnhof", "im großen Saal der Volkshochschule", "in der Grugahalle (Norbertstraße 2)",
    "online", "über Zoom",
    "zum Advent im Hirtendorf in Neustadt", "an jedem ersten Montag", "im Rahmen der Woche",
    "in Räumen des Vereins", "im Garten",
    "im Café an der Gladbecker Straße", "in Haus 3", "im Altenheim", "zur Verfügung", "statt", "vorbei",
    "im Internet",
)  # fmt: skip
LINES = (
    "Wo: Café Konsulat", "Ort: Saal (siehe Karte)", "Ort: Halle West, Hofstr. 2 Beginn: 18 Uhr",
    "Treffpunkt: 17 Uhr, Parkplatz am See",
    "Nordstraße 5", "Hofstr. 2, 45127 Essen", "Die Adresse ist Gladbecker Straße 413.", "BÜRGERHAUS SÜD",
    "Café Linde",
    "31.12., 20 Uhr, Saalbau West.", "Kontakt: Mira Sol, 0201 1234567", "Wo: noch offen",
    "Ort: im Saal, wenn es regnet",
    "Jeden Montag ist Tanz.", "Es gibt Tee.", "Das Webinar ist offen.",
    "Ort: Saal (Hofstraße 2, im ersten Stock, hinten links)",
    "Ort: Saal (Hofstraße 2, im ersten Stock, links)", "Adresse: Hofstr. 2", "Der Ort ist die Lehrküche.",
    "Wo: Treffpunkt vor dem Tor",
    "AWO-Treff, Kettwiger Str. 8", "📍 Haus am See", "Wo: Haus am See", "In Bochum lief der Film.",
    "In Frankfurt und online.",
)  # fmt: skip
ROWS = (
    "| Tag | Ort |", "|---|---|", "| 5. Mai | Saal |", "|  | Saal |", "| Ort: | Saal |",
    "Ort | Saal | Tee", "---|---", "Fest", "Ort:",
    "SA 5.12. | 20 UHR | SAAL | 12 €", "5.12. | 20 Uhr | 20 Uhr", "20 UHR | 5.12. | SAAL",
    "Saal | Tee | Musik", "📅 12.12. 🕐 18 Uhr 📍 Haus",
    "📅 12.12.", "Vorab 📅 12.12. 📍 Haus", "Ort", "Wann", "Wer 3 Leute", "Ort Saal", "Zeit 18 Uhr",
    "Veranstaltungsort:", "Datum?",
    "Haben Sie Fragen?", "5. Dezember", "7.12.", "12. Mai: Tee", "Tee und", "gibt es", "Kuchen mit der",
    "Sahne.", "- Tee", "• Musik",
)  # fmt: skip


def test_each_place_and_row_is_read_as_before() -> None:
    hold(RECORD, tell_all())


def tell_all() -> Iterator[str]:
    """What is found in each, line by line."""
    for who in WHO:
        for where in WHERE:
            told = places.find_place([f"{who} {where}."], [0])
            if told:
                yield f"{who[:12]} {where[:12]}: {told}"
    for above in product(("Tee", "Ort | Saal"), repeat=3):
        for count in range(4):
            rows = [*above[:count], "|---|---|", "| 5. Mai | Saal |"]
            yield f"{count} {' ¦ '.join(paragraphs.split(chr(10).join(rows)))}"
    for number in range(300):
        chance = Random(number)
        texts = ["Das Fest", *write(chance)]
        near = sorted(chance.sample(range(len(texts)), chance.choice((1, 1, 2))))
        counter = places.find_counter(texts, near if chance.random() < 0.9 else ())
        yield f"{number} {near} {places.find_place(texts, near)} | {counter} | {places.are_several(texts)}"
    for number in range(200):
        chance = Random(number)
        lines = chance.choices(ROWS, k=chance.choice((2, 3, 4, 6)))
        gap = chance.choice(("\n", "\n", "\n\n"))
        yield f"{number} {' ¦ '.join(paragraphs.split(gap.join(lines)))}".replace("\n", "¶")


def write(chance: Random) -> list[str]:
    """Sentences and lines of which some tell where."""
    return [
        f"{chance.choice(WHO)} {chance.choice(WHERE)}." if chance.random() < 0.5 else chance.choice(LINES)
        for _ in range(chance.choice((1, 2, 3, 5)))
    ]


if __name__ == "__main__":
    keep(RECORD, tell_all())
