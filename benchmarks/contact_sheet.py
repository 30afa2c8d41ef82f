"""Write docs/contact-sheet.png: twelve share images with every layout, script and extreme title.

Run as `python -m benchmarks.contact_sheet [FILE]` in the project's folder.
"""

import sys
from io import BytesIO
from pathlib import Path

from PIL import Image

from benchmarks import sample_photo
from bot.share_image import draw
from bot.share_image.card import Brand, Card

ROOT = Path(__file__).parents[1]
CELL, GAP, COLUMNS = (432, 540), 24, 4
BRAND = Brand(
    name="Verbund der Kulturvereine Musterstadt e. V.", color="#0b5d8f", logo=ROOT / "media/logo.png"
)
LONGEST = (
    "Gemeinsam gegen Rassismus: Zwölf Vereine, drei Schulen und die Stadtbibliothek laden vom 12. bis 28. "
    "März zu Lesungen, Filmen und Konzerten und einem Fest für alle Nachbarn!"
)


def make_card(layout: str, title: str, **more: object) -> Card:
    """A card with the sample brand; `color` changes its colour."""
    brand = Brand(name=BRAND.name, color=str(more.pop("color", BRAND.color)), logo=BRAND.logo)
    texts = {"category": "Aktuelles", "date": "22. November 2026", "source": "Stadt Musterstadt"} | more
    return Card(layout=layout, title=title, brand=brand, **texts)  # type: ignore[arg-type]


def list_cards() -> list[Card]:
    """The twelve cards."""
    photo = sample_photo.make_photo((3000, 2000))
    event: dict[str, object] = {"event_day": "12", "event_month": "Dezember", "event_time": "ab 18 Uhr"}
    greek: dict[str, object] = {"event_day": "3–5", "event_month": "Μαΐου", "event_time": "19:00"}
    return [
        make_card("card", "Sprachcafé sucht Freiwillige", category="Ehrenamt"),
        make_card(
            "photo",
            "Sommerfest der Kulturen: 18 Vereine laden in den Westpark ein",
            category="Interkulturelle Woche",
            photo=photo,
            credit="Foto: Mehmet Yılmaz",
        ),
        make_card("sober", "Wir trauern um die Opfer des Erdbebens", category="Gedenken"),
        make_card("event", "Lesung: „Heimat ist ein Geruch von Brot“", category="Literatur", **event),
        make_card("card", LONGEST, category="Internationale Wochen gegen Rassismus", color="#7a1f5c"),
        make_card("card", "Donaudampfschifffahrtsgesellschaftskapitän im Ruhestand erzählt", color="#f2b705"),
        make_card(
            "card",
            "مهرجان الثقافات 2026: أهلاً بكم في Dortmund (الدخول مجاني)",
            language="ar",
            category="فعاليات",
            date="٢٢ نوفمبر ٢٠٢٦",
            source="Stadt Dortmund",
            color="#14746f",
        ),
        make_card(
            "event", "Πολιτιστικό φεστιβάλ – Ελληνική βραδιά", language="el", category="Πολιτισμός", **greek
        ),
        make_card(
            "card",
            "Зустріч українських родин: поради щодо житла і роботи",
            language="uk",
            category="Громада",
            color="#3d5a80",
        ),
        make_card(
            "card",
            "பொங்கல் திருவிழா: அனைவரும் வருக!",
            language="ta",
            category="தமிழ்",
            color="#b3261e",
        ),
        make_card(
            "photo",
            "Tết Nguyên Đán: Lễ hội mừng năm mới",
            language="vi",
            category="Việt Nam",
            photo=photo,
            credit="Foto: Nguyễn Thị Lan",
            color="#8a1c2b",
        ),
        make_card(
            "card",
            "हिन्दी दिवस 🎉 मिलकर मनाएँ – Herzlich willkommen! 🌍",
            language="hi",
            category="Sprache",
            color="#5b3a8c",
        ),
    ]


def main() -> None:
    """Draw the cards and put them on one sheet."""
    cards = list_cards()
    rows = -(-len(cards) // COLUMNS)
    size = (COLUMNS * (CELL[0] + GAP) + GAP, rows * (CELL[1] + GAP) + GAP)
    sheet = Image.new("RGB", size, (222, 222, 220))
    for place, card in enumerate(cards):
        drawing = draw.draw(card, template_dirs=[ROOT / "templates"])
        small = Image.open(BytesIO(drawing.jpeg)).resize(CELL, Image.Resampling.LANCZOS)
        column, row = place % COLUMNS, place // COLUMNS
        sheet.paste(small, (GAP + column * (CELL[0] + GAP), GAP + row * (CELL[1] + GAP)))
        for warning in drawing.warnings:
            sys.stderr.write(f"{card.title[:40]}: {warning}\n")
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs/contact-sheet.png"
    sheet.save(path, optimize=True)
    sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()
