"""What is drawn in the benchmark of share images; every round has other words, so that no cache helps."""

from pathlib import Path

from bot.share_image.card import Brand, Card

ROOT = Path(__file__).parents[1]
BRAND = Brand(name="Verbund der Kulturvereine e. V.", color="#0b5d8f", logo=ROOT / "media/logo.png")
SAMPLE = """
    Sommerfest Lesung Beratung Begegnung Sprachcafé Vereine Nachbarschaft Familien Konzert Ausstellung
    Jugendliche Bibliothek Westpark Gemeinde Musik Frieden Kinder Theater Küche Garten
"""
WORDS = SAMPLE.split()
SIZES = {"card": [(1080, 1350)], "photo": [(1080, 1350)], "pair": [(1080, 1350), (1200, 630)]}
CASES = tuple(SIZES)


def make_title(number: int) -> str:
    """A title of about 60 characters."""
    words = [WORDS[(number * 7 + place * (3 + number % 5)) % len(WORDS)] for place in range(4)]
    return f"{words[0]} und {words[1]}: {number % 90 + 10} Gäste bei {words[2]} und {words[3]}"


def make_card(case: str, number: int, photo: Path) -> Card:
    """The card of a case and round; photo: a file."""
    return Card(
        layout="card" if case == "card" else "photo",
        title=make_title(number),
        category="Interkulturelle Woche",
        date="22. November 2026",
        source="Stadt Musterstadt",
        brand=BRAND,
        photo=None if case == "card" else photo.read_bytes(),
        credit="Foto: Mehmet Yılmaz",
    )
