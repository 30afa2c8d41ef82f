"""Sentences, lines, days, prices and places put together by lot: what each rule by itself makes of them.

`python -m tests.compose.test_rules_by_lot` writes the record anew; read its differences like code.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from bot.compose import dates, events, facts, paragraphs, places, quotable, sentences, teaser, tense, tone
from bot.domain.article import Article
from tests.lots import hold, keep

RECORD = Path(__file__).with_name("rules_by_lot.txt")
TODAY = date(2026, 5, 4)
ZONE = ZoneInfo("Europe/Berlin")
COUNT = 60

PIECES = (
    "Der Verein", "„Ja!", "“ sagt Ada.", "“", '"', "(", ")", "(z. B. Tee)", "am 5.", "Mai", "3.", "28.10.",
    "Der", "dann", "Dr.", "Test", "z. B.", "usw.", "Str.", "Nordstr. 5.", "Hier", "Ende.Wir",
    "www.v.de.Ein", "?", "!", ".", "…", ":", "1. Erstens", "2. Zweitens", "«Gut.»", "20.000", "Tee,",
    "XIV.", "ein.", "a.", "Anmeldung: 1. Tee", "Ist", "Katernberg", "GmbH.", "Die Rolle", "18.30 Uhr.", "»",
    "(NW) fordert",
)  # fmt: skip
LINES = (
    "Fest", "18 Uhr", "5. Dezember", "6. Mai", "Ort: Saal", "Ort Saal", "Beginn 18 Uhr", "Wann:", "Wo",
    "Saal", "- Tee", "• Musik.", "1. Tee", "| Tag | Ort |", "|---|---|", "| 5. Mai | Saal |", "Ort | Saal",
    "---|---", "SA 5.12. | 20 UHR | SAAL | 12 €", "📅 12.12. 🕐 18 Uhr 📍 Haus",
    "Der Verein feiert am Samstag in der", "Stadt ein Fest mit allen Nachbarn und",
    "lädt dazu herzlich ein.", "Abgabe: Mo. + Do. 10–13 Uhr", "", "Wir brauchen:", "Zelte",
    "Anna Test: Ja.", "Ben Rot: Nein.", "✔ Alles ist gut, sagen alle Gäste.", "7.12.", "„Wir sind da.",
    "Alle kommen.“", "Weil es den", "Er kommt, und", "Die Tür ist auf.", "Karten an der Kasse",
)  # fmt: skip
SAID = (
    "Am 9. Mai um 18 Uhr laden wir zum Fest ein.", "Am 12. Mai ist das Spiel.",
    "Anmeldung bis 7. Mai 2026.", "Der Garten ist schön.", "Bewerbung bis 20. Mai 2026, 12 Uhr.",
    "Einlass 17 Uhr, Beginn 18 Uhr.", "Wir treffen uns im Bürgerhaus Süd.", "Das Fest am 9. Mai fällt aus.",
    "Die Ausstellung läuft bis 3. Juni.", "Jeden Samstag von 10 bis 12 Uhr.", "9. Mai, 19 Uhr: Tanz",
    "10. Mai, 20 Uhr: Lied", "18 Uhr: Tanz", "22 Uhr: Ausklang", "Neuer Termin ist der 16. Mai, 17 Uhr.",
    "Vom 8. bis 20. Mai, montags um 16 Uhr.", "Am 1. Mai um 18 Uhr luden wir ein.",
    "Am 2. Mai um 19 Uhr laden wir alle herzlich ein.", "Kommt alle!",
    "Ab 11. Mai gibt es den Kurs um 15 Uhr.", "Am 9., 11. und 13. Mai um 17 Uhr wird getanzt.",
    "Um 17 Uhr.", "Das Büro ist von 9 bis 12 Uhr offen.", "Am 6. Mai 2027 um 20 Uhr ist das Konzert.",
    "Es gibt Tee.", "Der Verein lädt ein.", "Am 30. Mai wird gewählt.",
    "Am Freitag um 15 Uhr laden wir ins Café Linde ein.",
)  # fmt: skip
OFFERS = (
    "Der Eintritt kostet 5 Euro, ermäßigt 3 Euro.", "Eintritt frei.", "Kinder zahlen nichts.",
    "Es gibt Tee.", "Kosten: 5 Euro, Kaffee 2 Euro.",
    "Karten gibt es für 8 Euro (im Vorverkauf) und 10 Euro (am Abend).", "Die Teilnahme ist kostenlos.",
    "Alle Angebote im Haus sind für alle Menschen kostenlos, und das bleibt so.",
    "Eine Anmeldung ist nötig.", "Anmeldung bis Ende Mai.", "Ohne Anmeldung.", "Der Beitrag: 4 €.",
    "Mehr unter www.verein.example/fest.", "Fragen an Ada Test, Tel. 0201 123456, ada@verein.example.",
    "Fax 0201 123457.", "Spenden an IBAN DE12 5001 0517 0648 4898 90.", "Wir bitten um Spenden.",
    "Kommt alle!", "Bürgerhaus Süd", "Wo: Saalbau West, Nordstraße 5 (siehe Karte)",
    "Treffpunkt: 17 Uhr, Parkplatz am See", "Im Rathaus tagt der Rat.", "Online über Zoom.",
    "In der Alten Kirche spielt die Band.", "Nordstraße 5", "Das Fest findet im Stadtgarten statt.",
    "Die Polizei war in der Marktkirche.", "Der Weg ist frei.",
)  # fmt: skip
WORDS = (
    "DAS", "FEST", "IM", "GARTEN", "VHS", "Verein", "AWO:", "„HEUTE“", "NACH", "ESSEN", "–", "WIR", "LADEN",
    "EIN!",
)  # fmt: skip
TALK = (
    "Wer sind Sie?", "Was tun Sie hier?", "Anna Test: Ich bin Anna.", "Ben Rot: Was tun Sie?",
    "Ich helfe gern.", "Anna Test ist Lehrerin.", "Wir tanzen hier.", "Sie wohnt in Essen.",
    "Im Gespräch mit Anna Test geht es los.", "„Ich mag Tee“, sagt Anna Test.", "Test: Gern!",
    "Frage: Warum?", "Antwort: Darum.", "Und dann?",
)  # fmt: skip


def test_each_rule_tells_the_same_as_before() -> None:
    hold(RECORD, tell_all())


def tell_all() -> Iterator[str]:
    """What each rule makes of its lots, line by line."""
    for name, tell in RULES.items():
        for number in range(COUNT):
            told = tell(Random(f"{name} {number}"))
            yield f"{name} {number}: {' ¦ '.join(map(str, told))}".replace("\n", "¶")


def tell_sentences(chance: Random) -> Iterator[str]:
    text = "".join(chance.choice(PIECES) + chance.choice((" ", " ", " ", " ", "")) for _ in range(9))
    yield from sentences.split_paragraph(text, chance.choice(("de", "de", "de", "en")))


def tell_lines(chance: Random) -> Iterator[str]:
    text = "\n".join(chance.choices(LINES, k=chance.randrange(2, 8)))
    yield from paragraphs.split(text.replace("\n\n\n", "\n\n").strip() or "Fest")


def tell_lists(chance: Random) -> Iterator[object]:
    lines = [line for line in chance.choices(LINES, k=4) if line]
    yield from (sorted(paragraphs.list_spoken(lines)), sorted(paragraphs.list_numbered(lines)))
    yield paragraphs.tell_list("Wir:", lines[:3])
    yield [
        (paragraphs.is_entry(line), paragraphs.is_detail(line), paragraphs.tell_weekly(line))
        for line in lines[:1]
    ]


def tell_events(chance: Random) -> Iterator[object]:
    texts = chance.choices(SAID, k=chance.randrange(1, 9))
    today = TODAY + timedelta(chance.choice((0, 0, 0, 5, 6)))
    title = chance.choice(("Titel", "Das Fest", "Unsere Termine", "Am 12. Mai: Spiel", "Programm im Mai"))
    found = events.find_events(title, texts, TODAY, today, ZONE)
    event = found.event
    yield event and f"{event.text} {event.starts_at} {event.ends_at} {len(event.days)} {event.is_main}"
    yield from (found.positions, [(each.text, each.position) for each in found.deadlines])
    yield f"{found.is_over:d}{found.is_moved:d}{found.is_overview:d} {found.not_after} {found.doubtful}"


def tell_facts(chance: Random) -> Iterator[str]:
    texts = [chance.choice(SAID[:4]), *chance.choices(OFFERS, k=chance.randrange(1, 7))]
    chance.shuffle(texts)
    found = events.find_events("Titel", texts, TODAY, TODAY, ZONE)
    yield from (f"{fact.kind} {fact.text}" for fact in facts.list_facts("Titel", texts, found, "de"))


def tell_place(chance: Random) -> Iterator[str]:
    texts = ["Titel", *chance.choices((*OFFERS[18:], *SAID[:8]), k=6)]
    yield from (places.find_place(texts, [chance.randrange(7)]), places.find_place(texts, [2, 5]))
    yield places.find_counter(texts, [chance.randrange(7)])


def tell_calm(chance: Random) -> Iterator[object]:
    title = " ".join(chance.choices(WORDS, k=chance.randrange(3, 8)))
    yield tone.calm_capitals(title, "Die VHS und der Verein in Essen.", "de")
    yield tone.is_shouting(title)


def tell_talk(chance: Random) -> Iterator[object]:
    texts = chance.choices(TALK, k=chance.randrange(2, 9))
    yield from (tense.is_interview(texts), tense.has_speakers(texts))
    read = quotable.read(make("\n\n".join(texts)), today=TODAY)
    yield from (
        f"{item.position} {item.paragraph} {item.leads_paragraph:d} {item.text}" for item in read.quotable
    )


def tell_teaser(chance: Random) -> Iterator[str]:
    texts = chance.choices((*SAID, *OFFERS, *TALK), k=chance.randrange(3, 12))
    title = chance.choice(("Das Fest im Garten", "Anna Test im Gespräch", "Bürgerhaus Süd"))
    read = quotable.read(make("\n\n".join(texts), title), today=TODAY)
    yield teaser.choose(title, read.quotable, chance.choice((60, 150, 300)), language="de")


def tell_days(chance: Random) -> Iterator[object]:
    day, month = chance.randrange(1, 32), chance.randrange(1, 13)
    first = chance.choice(("", f"{chance.randrange(1, 32)}. bis ", f"{day}.{chance.randrange(1, 13)}. bis "))
    weekday = chance.choice(("", "", "Montag, ", "Fr. "))
    text = f"{weekday}{first}{day}.{month}.{chance.choice(('', '', '26', '2027'))}"
    for mention in dates.list_mentions(text):
        span = dates.resolve(mention, TODAY)
        yield text
        yield span and f"{span.first}/{span.last}{'?' * span.is_doubtful}"


def make(text: str, title: str = "Titel") -> Article:
    when = datetime(2026, 5, 4, 9, tzinfo=UTC)
    return Article(url="https://verein.example/a", title=title, text=text, published_at=when)


Tell = Callable[[Random], Sequence[object] | Iterator[object]]
RULES: dict[str, Tell] = {
    "sentences": tell_sentences,
    "lines": tell_lines,
    "lists": tell_lists,
    "events": tell_events,
    "facts": tell_facts,
    "place": tell_place,
    "capitals": tell_calm,
    "talk": tell_talk,
    "teaser": tell_teaser,
    "days": tell_days,
}


if __name__ == "__main__":
    keep(RECORD, tell_all())
