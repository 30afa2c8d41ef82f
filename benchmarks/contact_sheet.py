"""Write docs/contact-sheet.png, sixty share images of every kind, and docs/profile-grid.png, twelve posts.

Run as `python -m benchmarks.contact_sheet [FOLDER]` in the project's folder. Chinese and Japanese need
`pip install manimgx-fonts-cjk`.
"""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import cycle
from pathlib import Path

from PIL import Image, ImageDraw

from benchmarks import sample_people, sample_photo
from bot.domain.article import Fact, FactKind
from bot.share_image import draw, layouts
from bot.share_image.card import Brand, Card

ROOT = Path(__file__).parents[1]
TEMPLATES = [ROOT / "templates"]
NAME = "Verbund der Kulturvereine Musterstadt e. V."
COLORS = ("#0b5d8f", "#7a1f5c", "#f2b705", "#14746f", "#b3261e", "#3d5a80")
LONG = (
    "Gemeinsam gegen Rassismus: Zehn Vereine, drei Schulen und die Stadtbibliothek laden vom 12. bis 28. "
    "März zu Lesungen, Filmen, Konzerten und einem großen Fest für alle Nachbarn ein!"
)
TITLES = (
    ("de", "Ehrenamt", "!"),
    ("de", "Ehrenamt", "Danke"),
    ("de", "Studie", "43 % der Befragten erleben Rassismus im Alltag"),
    ("de", "Ehrenamt", "Sprachcafé sucht Freiwillige"),
    ("de", "Politik", "Große Demo: Wir sind mehr"),
    ("de", "Internationale Wochen gegen Rassismus", LONG),
    ("de", "Kultur", "Donaudampfschifffahrtsgesellschaftskapitän im Ruhestand erzählt"),
    ("de", "Interview", "Ayşe Demir: „Ich bin geblieben, weil hier meine Nachbarn sind“"),
    ("de", "Jubiläum", "25 Jahre Verbund der Vereine"),
    ("de", "Beratung", "Integrationsbeauftragte stellt neues Beratungsangebot für Familien vor"),
    ("en", "News", "New swimming course for women starts in January"),
    ("fr", "Culture", "Soirée de contes africains à la bibliothèque"),
    ("tr", "Duyuru", "Çocuklar için Türkçe okuma saati başlıyor"),
    ("pl", "Kultura", "Wspólne kolędowanie: zapraszamy na świąteczny wieczór"),
    ("vi", "Việt Nam", "Tết Nguyên Đán: Lễ hội mừng năm mới"),
    ("el", "Πολιτισμός", "Πολιτιστικό φεστιβάλ – Ελληνική βραδιά"),
    ("uk", "Громада", "Зустріч українських родин: поради щодо житла і роботи"),
    ("ar", "فعاليات", "مهرجان الثقافات 2026: أهلاً بكم في Dortmund (الدخول مجاني)"),
    ("fa", "خبر", "جشن نوروز: خوش آمدید"),
    ("he", "תרבות", "ברוכים הבאים לחגיגה"),
    ("ta", "தமிழ்", "பொங்கல் திருவிழா: அனைவரும் வருக!"),
    ("hi", "भाषा", "हिन्दी दिवस 🎉 मिलकर मनाएँ – Herzlich willkommen! 🌍"),
    ("ka", "კულტურა", "კეთილი იყოს თქვენი მობრძანება"),
    ("am", "ባህል", "እንኳን ደህና መጡ"),
    ("th", "วัฒนธรรม", "เทศกาลวัฒนธรรมไทยในเมืองเอสเซินเปิดให้เข้าชมฟรี"),
    ("zh", "文化", "春节联欢会：欢迎所有邻居和朋友参加"),
    ("ja", "文化", "日本語の会話カフェを毎週金曜日に開きます"),
    ("de", "Sport", "Fußball verbindet ⚽ Turnier der Vereine 🏆 am Sonntag"),
)
DAYS = (
    "Montag, 11. Januar, 9–11 Uhr",
    "Mittwoch, 13. Januar, 17 Uhr",
    "Samstag, 16. Januar, 10 Uhr",
    "Montag, 18. Januar, 9–11 Uhr",
)
EVENT = {"event_weekday": "Samstag", "event_day": "12", "event_month": "Dezember", "event_time": "18–21 Uhr"}


def make_facts(*facts: tuple[str, str]) -> tuple[Fact, ...]:
    """Facts from pairs of kind and words."""
    return tuple(Fact(kind=FactKind(kind), text=words) for kind, words in facts)


INVITED = make_facts(
    ("when", "Samstag, 12. Dezember, 18–21 Uhr"),
    ("where", "Villa Rü, Girardetstraße 21"),
    ("price", "Eintritt frei"),
)


def make_card(title: str, logo: Path | None, color: str, **more: object) -> Card:
    """A card with all that a post has; any field may be given."""
    brand = Brand(name=NAME, color=color, logo=logo)
    texts = {
        "layout": "card",
        "category": "Aktuelles",
        "date": "22. November 2026",
        "source": "Stadt Musterstadt",
    }
    return Card(title=title, brand=brand, **(texts | more))  # type: ignore[arg-type]


def list_cards(logos: Sequence[Path]) -> Iterator[Card]:
    """Sixty cards: every title as a card, then every other layout with every kind of photo."""
    brand, color = cycle(logos), cycle(COLORS)
    tone = cycle(("brand", "paper", "deep", "tint"))
    for language, category, title in TITLES:
        plain = make_card(
            title, next(brand), next(color), language=language, category=category, tone=next(tone)
        )
        layout = layouts.choose_layout(plain, is_sober=False)
        yield Card(**{**as_fields(plain), "layout": layout})
    for place, photo in enumerate(list_photos()):
        title = (
            "Sommerfest der Kulturen: 18 Vereine laden in den Westpark ein",
            LONG,
            "Neuer Vorstand gewählt",
        )[place % 3]
        facts = INVITED if place % 3 == 0 else ()
        yield make_card(
            title,
            next(brand),
            next(color),
            layout="photo",
            photo=photo,
            facts=facts,
            tone=next(tone),
            credit="Mehmet Yılmaz",
            date="",
        )
    for title in ("Lesung: „Heimat ist ein Geruch von Brot“", "Nachbarschaftsfrühstück", LONG):
        yield make_card(
            title, next(brand), next(color), layout="event", facts=INVITED, date="", tone=next(tone), **EVENT
        )
    for count in (2, 4):
        days = make_facts(*(("when", day) for day in DAYS[:count]), ("where", "Familienzentrum Altendorf"))
        yield make_card(
            "Deutschkurse für Eltern im Winter",
            next(brand),
            next(color),
            layout="dates",
            facts=days,
            date="",
            tone=next(tone),
        )
    apply = make_facts(("deadline", "Bis 15. Januar bewerben"), ("register", "bewerbung@verbund.example"))
    for title in (
        "Stellenausschreibung: Sozialarbeiter*in für die Migrationsberatung gesucht",
        "Förderpreis 2027",
    ):
        yield make_card(
            title,
            next(brand),
            next(color),
            layout="call",
            facts=apply,
            date="",
            category="Ausschreibung",
            tone=next(tone),
        )
    for title in (
        "500 Menschen feiern den Tag der Nachbarschaft",
        "12.000 Euro für die Jugendarbeit",
        "98 %",
    ):
        yield make_card(title, next(brand), next(color), layout="number", tone=next(tone))
    for title in (
        "„Wir warteten vierzig Tage auf einen Termin“",
        "Bürgermeisterin: „Integration ist kein Projekt, sie ist Alltag“",
    ):
        yield make_card(
            title, next(brand), next(color), layout="quote", category="Interview", tone=next(tone)
        )
    portrait = sample_people.make_people((1000, 1500), ((500, 460, 330),), 3)
    yield make_card(
        "Wir trauern um die Opfer des Erdbebens",
        next(brand),
        next(color),
        layout="sober",
        category="Gedenken",
    )
    yield make_card(
        "Wir trauern um unser Gründungsmitglied Mehmet Aydın",
        next(brand),
        next(color),
        layout="sober",
        category="Nachruf",
        photo=portrait,
        credit="privat",
    )
    yield make_card(LONG, next(brand), next(color), layout="sober", category="Gedenken")


def list_photos() -> Iterator[bytes]:
    """Portraits, groups, a crowd, landscapes, tall and wide ones."""
    yield sample_people.make_people((1000, 1600), ((500, 430, 360),), 3)
    yield sample_people.make_group((1600, 1000), 3, 2)
    yield sample_people.make_group((3000, 2000), 9, 4)
    yield sample_people.make_people((1600, 900), ((300, 330, 170),), 5)
    yield sample_people.make_people((1600, 900), ((1350, 330, 150),), 6)
    yield sample_people.make_people((900, 1900), ((450, 260, 300),), 7)
    yield sample_people.make_people((900, 1900), ((450, 1100, 300),), 8)
    yield sample_people.make_group((2400, 900), 6, 9)
    yield sample_people.make_people((1200, 1200), ((350, 420, 220), (850, 470, 230)), 10)
    yield sample_people.make_people((1500, 1000), ((420, 620, 120), (760, 300, 260)), 11)
    yield sample_people.make_group((1200, 1600), 4, 12)
    yield sample_photo.make_photo((3000, 2000))
    yield sample_photo.make_photo((1500, 1000))
    yield sample_people.make_people((1080, 1350), ((300, 500, 210), (720, 560, 200)), 13)
    yield sample_people.make_people((1000, 1500), ((520, 520, 420),), 14)
    yield sample_people.make_group((1600, 1067), 5, 15)
    yield sample_people.make_people((2000, 1000), ((1000, 300, 240),), 16)


def make_logos(folder: Path) -> list[Path]:
    """Five logos: the project's, a white one, a wordmark on white, a dark square, one of light colours."""
    white = Image.new("RGBA", (500, 500))
    pen = ImageDraw.Draw(white)
    pen.ellipse((20, 20, 480, 480), outline="white", width=60)
    pen.polygon(((250, 110), (370, 350), (130, 350)), fill="white")
    wordmark = Image.new("RGB", (900, 300), "white")
    pen = ImageDraw.Draw(wordmark)
    for place, color in enumerate(("#d62828", "#003049", "#f77f00", "#2a9d8f")):
        pen.rounded_rectangle((30 + place * 215, 60, 220 + place * 215, 240), 80, fill=color)
    dark = Image.new("RGB", (400, 400), "#10182a")
    ImageDraw.Draw(dark).polygon(((200, 40), (360, 360), (40, 360)), outline="#ffd166", width=40)
    light = Image.new("RGBA", (500, 400))
    for place, color in enumerate(("#ffe08a", "#ffc2d1", "#bde0fe")):
        ImageDraw.Draw(light).ellipse((place * 120, 50, place * 120 + 260, 310), outline=color, width=50)
    paths = [ROOT / "media/logo.png"]
    for name, picture in (
        ("white.png", white),
        ("wordmark.jpg", wordmark),
        ("dark.png", dark),
        ("light.webp", light),
    ):
        picture.save(folder / name)
        paths.append(folder / name)
    return paths


def list_posts() -> Iterator[Card]:
    """Twelve posts of one association, oldest first, each on the ground that its neighbours leave."""
    portrait = sample_people.make_people((1000, 1600), ((500, 430, 360),), 3)
    days = make_facts(*(("when", day) for day in DAYS[:3]), ("where", "Familienzentrum Altendorf"))
    posts: list[dict[str, object]] = [
        {
            "title": "Neuer Vorstand gewählt",
            "photo": sample_people.make_group((1600, 1067), 5, 15),
            "credit": "M. Yılmaz",
        },
        {"title": "Deutschkurse für Eltern im Winter", "facts": days, "date": "", "category": "Bildung"},
        {"title": "Sprachcafé sucht Freiwillige", "category": "Ehrenamt"},
        {
            "title": "Sommerfest der Kulturen: 18 Vereine laden in den Westpark ein",
            "photo": sample_photo.make_photo((1500, 1000)),
            "facts": INVITED,
            "date": "",
        },
        {"title": "43 % der Befragten erleben Rassismus im Alltag", "category": "Studie"},
        {"title": "Ayşe Demir: „Ich bin geblieben, weil hier meine Nachbarn sind“", "category": "Interview"},
        {
            "title": "Lesung: „Heimat ist ein Geruch von Brot“",
            "facts": INVITED,
            "date": "",
            "category": "Literatur",
            **EVENT,
        },
        {
            "title": "Sozialberatung bleibt kostenlos: Stadtrat beschließt Förderung bis 2029",
            "category": "Politik",
        },
        {"title": "Integrationspreis für Fatma Öztürk", "photo": portrait, "credit": "Stadt Musterstadt"},
        {
            "title": "Stellenausschreibung: Sozialarbeiter*in gesucht",
            "facts": make_facts(("deadline", "Bis 15. Januar bewerben")),
            "date": "",
            "category": "Stelle",
        },
        {"title": "Wir trauern um die Opfer des Erdbebens", "layout": "sober", "category": "Gedenken"},
        {"title": "Tết Nguyên Đán: Lễ hội mừng năm mới", "language": "vi", "category": "Việt Nam"},
    ]
    recent: list[str] = []
    for post in posts:
        card = make_card(str(post.pop("title")), ROOT / "media/logo.png", COLORS[3], **post)
        layout = layouts.choose_layout(card, is_sober=card.layout == "sober")
        tone = layouts.choose_tone(layouts.list_tones(layout, TEMPLATES), recent)
        recent.insert(0, tone)
        yield Card(**{**as_fields(card), "layout": layout, "tone": tone})


def as_fields(card: Card) -> dict[str, object]:
    """A card's fields by name."""
    return {name: getattr(card, name) for name in card.__slots__}


def write_sheet(cards: Sequence[Card], columns: int, cell: tuple[int, int], path: Path) -> None:
    """Draw the cards and put them on one sheet; what is to be said goes to standard error."""
    gap = max(4, cell[0] // 40)
    rows = -(-len(cards) // columns)
    size = (columns * (cell[0] + gap) + gap, rows * (cell[1] + gap) + gap)
    sheet = Image.new("RGB", size, (255, 255, 255))
    for place, card in enumerate(cards):
        drawing = draw.draw(card, template_dirs=TEMPLATES)
        small = Image.open(BytesIO(drawing.jpeg)).resize(cell, Image.Resampling.LANCZOS)
        column, row = place % columns, place // columns
        sheet.paste(small, (gap + column * (cell[0] + gap), gap + row * (cell[1] + gap)))
        for words in (*drawing.warnings, drawing.cure):
            if words:
                sys.stderr.write(f"{card.title[:40]}: {words}\n")
    sheet.quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)
    sys.stdout.write(f"{path}\n")


def main() -> None:
    """Write both sheets."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs"
    with tempfile.TemporaryDirectory() as made:
        write_sheet(list(list_cards(make_logos(Path(made)))), 10, (216, 270), folder / "contact-sheet.png")
    posts = list(list_posts())[::-1]
    write_sheet(posts, 3, (324, 405), folder / "profile-grid.png")


if __name__ == "__main__":
    main()
