"""Texts by lot, of sentences as long as a limit or a little longer: what each rule weighs and tells of them.

`python -m tests.compose.test_texts_by_lot` writes the record anew; read its differences like code.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from bot.compose import (
    dates,
    draft,
    events,
    facts,
    notices,
    paragraphs,
    phrases,
    quotable,
    roles,
    sentences,
    teaser,
    tense,
    tone,
)
from tests.compose.test_rules_by_lot import LINES, OFFERS, SAID, TALK, TODAY, WORDS, make
from tests.lots import hold, keep

RECORD = Path(__file__).with_name("texts_by_lot.txt")
ZONE = ZoneInfo("Europe/Berlin")
TOLD = (
    "Der Verein Brücke feiert im Garten ein Fest mit Musik, Tee und Kuchen.", "Er besteht seit 20 Jahren.",
    "„Wir freuen uns auf alle“, sagt Anna Test, die Vorsitzende.", "Dort gibt es auch Tee.", "Wer kommt?",
    "„So bunt war es nie.“", "Nur Freude am Singen.", "Das Fest war ein großer Erfolg.", "Ich danke allen.",
    "Wir haben lange geübt.", "Am 9. Mai um 18 Uhr lädt der Verein zum Fest in den Garten ein.",
    "Rund 300 Menschen kamen, und viele blieben bis zum Abend im Garten der Schule.", "Sie singt gern.",
    "Liebe Gäste, wir laden euch ein.", "In Katernberg lernen 40 Kinder aus sieben Ländern Geige.",
    "Die Anmeldung ist bis 7. Mai möglich.", "Dazu spielt die Band.", "Auf dem roten Teppich.",
    "Kommt alle!", "Warum ist das so?", "Der Eintritt ist frei.", "Bei dem Brand starben zwei Menschen.",
    "Der Bürgermeister Thomas Kaul und die Lehrerin Mina Rahimi sprechen am Montag mit den Gästen.",
)  # fmt: skip
DATED = (
    "Seit dem {0} gilt das neue Gesetz.", "Ab {0} sind wir wieder da.", "Die Ausstellung läuft bis {0}.",
    "Pressemitteilung vom {0}: Wir laden ein.", "Der Basar am {0} ist abgesagt, neuer Termin ist der {1}.",
    "Bewerbungsschluss ist der {0}.", "Das Fest wird auf den {0} verlegt.",
    "Am {0} um 17 Uhr beginnt das Fest.",
    "Datum: {0}", "{0}: Lesung im Saal", "Stand: {0}", "Das Büro bleibt am {0} zu.", "Am {0} wird gewählt.",
    "Viele fragen, ob am {0} das Fest stattfindet.", "Die Anmeldung beginnt am {0}.",
    "Sendung: {0}, 15:10 Uhr",
    "Der Rat entscheidet am {0} darüber.", "Die Arbeiten beginnen am {0}.",
    "Vom {0} bis {1} zeigt Ada Bilder.",
    "Am {0} kamen viele.", "Treffpunkt am {0}, 10 Uhr, am Tor.",
    "Nicht am {0}, sondern am {1} ist das Spiel.",
    "Kommt am {0} oder am {1} um 18 Uhr ins Haus!", "Ute Rot, geboren am {0}, liest.", "Uhrzeit: 18 Uhr",
    "Die Umfrage ist bis {0} möglich.", "Samstag, {0}, 14:03", "Wann: {0}, 18 Uhr",
    "{0} und {1}, je 15 Uhr: Kurs",
)  # fmt: skip
DAYS = (
    "4. Mai",
    "5. Mai",
    "9.5.",
    "12. Mai 2026",
    "30. April",
    "1.1.2027",
    "Samstag",
    "morgen",
    "5. Mai 2025",
)
PRICES = (
    "Der Eintritt kostet 5 Euro{0}.", "Kosten: 5 €{0}", "Karten zu 8 Euro{0}, ermäßigt 6 Euro.",
    "Eintritt frei{0}.",
    "Die Teilnahme{0} ist kostenlos.", "Kinder haben freien Eintritt{0}.", "Das Angebot{0} ist kostenlos.",
    "Beitrag{0}: 4 Euro, Kaffee 2 Euro", "Um Spenden{0} wird gebeten.", "Mitglieder zahlen nichts{0}.",
    "Preis: 3 Euro (am Abend){0}", "Es gibt einen Preis von 500 Euro{0}.", "Entry costs 5 euros{0}.",
    "Sie kostet 5 Euro, 6 Euro oder 7 Euro{0}.", "Sie kostet ermäßigt 5 Euro{0}.",
    "Sie kostet 5 Euro, ermäßigt 3 Euro{0}.", "Das sind 5 Euro, und das sind auch 5 Euro{0}.",
    "Entrée: 5 euros{0}",
)  # fmt: skip
CONTACTS = (
    "Anmeldung bei Frau Kaya, Tel. 0201 {0}.", "Mehr unter www.verein.example/{1}.", "Fax 0201 {0}",
    "ada{1}@verein.example",
    "Infos: https://verein.example/{1}", "Kontakt: Ole Brandt, ole@verein.example",
    "Telefon 0201/{0}, Konto 123",
    "Wir bitten um Spenden: DE12 5001 0517 0648 4898 9{0}", "Pressekontakt: Ada Rot, 0201 {0}",
    "Notruf 110 oder 112.",
)  # fmt: skip
TITLES = (
    "Das Fest im Garten",
    "Der Verein Brücke feiert",
    "Wer singt mit?",
    "TANZ IN DEN MAI",
    "„Offenes Ohr“ hilft",
)
LIST = tone.Words(
    grave=("!gestorb", "?brand", "unfall", "krieg", "tot="), cheerful=("fest", "feier"),
    harmless=("krieg der sterne",),
    images=("spiel", "!theater", "film"), advice=("kurs", "vortrag"),
)  # fmt: skip
GRAVE = (
    "Unfall",
    "Krieg",
    "Brand",
    "gestorben",
    "tot",
    "Krieg der Sterne",
    "Spiel",
    "Film",
    "Kurs",
    "Fest",
    "Dank",
)


def test_each_text_is_weighed_and_told_as_before() -> None:
    hold(RECORD, tell_all())


def tell_all() -> Iterator[str]:
    """What each rule makes of its lots, line by line."""
    for tell, times in TELLERS.items():
        for number in range(times):
            yield f"{tell.__name__[5:]} {number}: {tell(Random(number))}".replace("\n", "¶")


def pad(text: str, length: int, word: str = " Tee") -> str:
    """A text made as long as that, before its last sign."""
    room = length - len(text)
    return text if room <= 0 else f"{text[:-1]}{(word * room)[:room]}{text[-1]}"


def choose(chance: Random, texts: tuple[str, ...], most: int) -> list[str]:
    """Some sentences, a few of them as long as a limit."""
    found = chance.choices(texts, k=chance.randrange(1, most))
    return [
        pad(each, chance.choice((60, 80, 140, 220)) + chance.choice((-1, 0, 1)))
        if chance.random() < 0.2
        else each
        for each in found
    ]


def flag(texts: list[str], *questions: Callable[[str], bool]) -> str:
    """The answers to some questions about each text, as digits."""
    return " ".join("".join(f"{bool(asks(text)):d}" for asks in questions) for text in texts)


def tell_weights(chance: Random) -> object:
    """How well each sentence opens, what it is worth, and what is chosen."""
    texts = choose(chance, (*TOLD, *SAID[:12]), 8)
    gaps = [chance.choice((" ", " ", "\n\n")) for _ in texts]
    title, days = chance.choice(TITLES), chance.choice(([], [(9, 5)], [(12, 5), (7, 5)]))
    read = quotable.read(
        make("".join(map("".join, zip(texts, gaps, strict=True))).strip(), title), today=TODAY
    )
    weighed = teaser.weigh(title, read.quotable, "de", days)
    told = [
        f"{each.opening and round(each.opening, 2)} {each.bonus:.2f} {sum(each.units.values()):.2f}"
        f"{'!' * each.needs_previous}"
        for each in weighed
    ]
    budget = chance.choice((60, 120, 200, 300, 450))
    words = teaser.choose(
        title, read.quotable, budget, event_days=days, is_title_shown=chance.random() < 0.3,
        told=chance.choice(((), (TOLD[20].rstrip("."),))), may_skip=chance.random() < 0.5,
    )  # fmt: skip
    sense = (
        teaser.makes_no_sense_alone(title, read, words),
        read.is_hardly_quotable,
        read.measure_left_out(words),
    )
    return told, len(words), words[:20], sense, teaser.needs_headline(title, words)


def tell_cuts(chance: Random) -> object:
    text = (
        ", ".join(pad(each.rstrip("."), chance.choice((0, 20, 33))) for each in choose(chance, TOLD, 4)) + "."
    )
    budget = chance.choice((10, 30, 60, 61, len(text), len(text) - 1, len(text) + 1))
    lines = chance.choices(LINES, k=chance.choice((2, 7, 8, 9)))
    return (
        sentences.cut(text, budget)[-24:], len(sentences.take_leading([text, *lines], budget)),
        len(sentences.take_lines(lines, chance.choice((40, 90, 300)))),
    )  # fmt: skip


def tell_roles(chance: Random) -> object:
    """What each date is, and whether it is certain."""
    texts = [
        chance.choice((*DATED, *TOLD[:9])).format(chance.choice(DAYS), chance.choice(DAYS))
        for _ in range(chance.randrange(1, 7))
    ]
    texts.insert(0, chance.choice(TITLES))
    doubtful: list[str] = []
    found = list(roles.list_dated(texts, TODAY, "de", doubtful, year=chance.choice((0, 0, 2026))))
    told = [
        f"{each.position}{each.role.name[:5]} {each.span.first:%d.%m.%y}-{each.span.last:%d.%m.}"
        f"{'e' * each.is_entry}"
        f"{'a' * roles.is_aside(each, texts)}{'h' * roles.is_hearsay(each, texts)}{'v' * roles.is_vote(each)}"
        for each in found
    ]
    bare = [each.position for each in roles.drop_bare_days(found, texts, "de")]
    event = events.find_events(texts[0], texts[1:], TODAY, TODAY + timedelta(chance.choice((0, 0, 9))), ZONE)
    return (
        told,
        bare,
        doubtful,
        event.event and event.event.text,
        event.positions,
        [each.text for each in event.deadlines],
    )


def tell_lines(chance: Random) -> object:
    """How lines of all widths are parted and joined."""
    lines = [
        pad(each, chance.choice((0, 0, 24, 45, 60, 110, 140, 141))) if each else ""
        for each in chance.choices((*LINES, *TOLD[:4]), k=chance.randrange(2, 9))
    ]
    text = "\n".join(lines).strip() or "Fest"
    parts = paragraphs.split(text)
    return (
        [f"{each[:5]}{len(each)}" for each in parts],
        [len(each) for each in paragraphs.close_lead(parts)], len(paragraphs.list_points(parts)),
        flag(parts, paragraphs.is_list_item, paragraphs.is_entry, paragraphs.is_detail),
        len(paragraphs.tell_list("Mit:",
        [pad(each, chance.choice((0, 85, 125, 128))) for each in parts[:3]])),
        len(list(paragraphs.drop_letters(parts))),
    )  # fmt: skip


def tell_voices(chance: Random) -> object:
    """Who speaks in a text, and in which tense."""
    texts = choose(chance, (*TALK, *TOLD), 12)
    asked = pad("Was tun Sie hier?", chance.choice((219, 220, 221)))
    texts.insert(chance.randrange(len(texts) + 1), asked)
    first = texts[0]
    return (
        f"{tense.is_interview(texts):d}{tense.has_speakers(texts):d}{tense.is_editorial(texts, texts):d}",
        tense.find_first_question(texts), tense.find_speaker(texts),
        len(list(tense.list_pairs(texts, "Anna Test"))),
        flag([first], tense.is_report, tense.has_past, tense.is_verbless, tense.is_statement),
        flag([first], tense.is_first_person, tense.is_we, tense.is_greeting, tense.is_weekly),
        flag([first], tense.is_called_off, lambda text: tense.is_bound_to_day(text, "de")),
        tense.tell_of(first)[:20],
        flag(texts, teaser.points_back, teaser.may_begin, quotable.may_be_quoted),
    )  # fmt: skip


def tell_prices(chance: Random) -> object:
    """What it costs, and whom to ask."""
    more = ("", "", " für alle Gäste", " am 5. Mai", ", und Tee gibt es auch", " für Kinder bis 12 Jahre")
    texts = [
        pad(chance.choice(PRICES).format(chance.choice(more)), chance.choice((0, 0, 69, 70, 90, 91)))
        for _ in range(chance.choice((1, 1, 2)))
    ]
    number, word = chance.choice(("1234", "123456", "12 34 56 7")), "a" * chance.choice((3, 37, 38, 40))
    texts += [each.format(number, word) for each in chance.sample(CONTACTS, chance.choice((0, 1, 2, 6)))]
    texts += chance.sample((*SAID[:9], *OFFERS), chance.choice((0, 1, 3, 30)))
    found = events.find_events("Titel", texts, TODAY, TODAY, ZONE)
    told = [
        f"{fact.kind} {fact.text}"
        for fact in facts.list_facts("Titel", texts, found, chance.choice(("de", "de", "en")))
    ]
    return (
        facts.find_price(texts[:2], "de"),
        told[:6],
        facts.find_account(texts),
        facts.has_contact(texts[-1]),
    )


def tell_tags(chance: Random) -> object:
    words = (
        "Kultur",
        "Film & Serien",
        "Essen",
        "x" * 30,
        "y" * 31,
        "Ab",
        "ABC",
        "VHS",
        "TANZEN UND",
        "Jugend- & Kinderbuch",
    )
    words = (*words, "Fest im großen alten Garten", "2026", "Haus der Kulturen")
    vocabulary = draft.Vocabulary(
        stop=chance.choice(((), ("Essen",), ("haus*",))), subjects={"Garten": ("garten", "Fest="),
        "Kino": ("film",)},
        places={"Katernberg": ("Katernberg",), "Essen": ("Essen",)}, usual=chance.choice(((), ("Verbund",))),
    )  # fmt: skip
    subject = draft.Subject(
        categories=chance.sample(words, chance.choice((0, 1, 2, 4))),
        title=chance.choice((*TITLES, "Willi Fest in Essen")),
        teaser=chance.choice(TOLD) + " " + chance.choice(TOLD),
    )  # fmt: skip
    return draft.list_hashtags(subject, vocabulary, is_sober=chance.random() < 0.1), draft.make_tag(
        chance.choice(words)
    )


def tell_tones(chance: Random) -> object:
    """Whether a text is grave or glad, and how a title in capitals is written."""
    title = " ".join(("Ein", chance.choice(GRAVE), "in Essen"))
    texts = [
        f"{chance.choice(('Der', '„Das', 'Seit dem'))} {chance.choice(GRAVE)} war da."
        for _ in range(chance.randrange(1, 8))
    ]
    shout = " ".join(chance.choices((*WORDS, "fest", "Garten"), k=chance.randrange(2, 9)))
    return (
        f"{tone.is_sober(title, texts, LIST):d}{tone.is_cheerful(title, LIST):d}{tone.is_shouting(shout):d}",
        flag(texts, lambda text: tone.has_grave_quotation(text, LIST)),
        flag(texts, lambda text: tone.may_stand_in_sober(text, LIST)),
        tone.calm_title(f"{shout}{'!' * chance.randrange(4)}"),
        tone.calm(f"{texts[0]}{'!' * chance.randrange(4)}"),
        tone.calm_paragraphs(shout, "de"),
    )  # fmt: skip


def tell_days(chance: Random) -> object:
    """How days and hours are written."""
    days = sorted(
        TODAY + timedelta(chance.choice((0, 1, 2, 7, 30, 300, 365))) for _ in range(chance.randrange(1, 5))
    )
    language = chance.choice(("de", "de", "en", "fr", "tr"))
    clock = dates.find_clock(
        chance.choice(("um 18 Uhr", "von 9 bis 12.30 Uhr", "ab 0 Uhr", "12 Uhr", "um 11:05"))
    )
    return (
        phrases.render_days(days, language), phrases.render_range(days[0], days[-1], language),
        phrases.render_date(days[0], language, has_weekday=chance.random() < 0.5),
        clock and phrases.render_clock(clock.start, clock.end, language),
    )  # fmt: skip


def tell_notices(chance: Random) -> object:
    """What a person is told of a text and the words taken of it."""
    title = pad(chance.choice((*TITLES, "Am 9. Mai: Fest", "x")), chance.choice((0, 0, 180, 181)))
    texts = choose(chance, (*SAID, *TOLD), 6)
    text = pad(" ".join(texts), chance.choice((0, 149, 150, 300)))
    found = events.find_events(
        title, texts, date(2026, 5, 1), TODAY + timedelta(chance.choice((0, 20))), ZONE
    )
    words = chance.choice(
        (texts[0], texts[0].rstrip("."), "Tee …", " ".join(chance.choice(texts).split()[:49]))
    )
    doubts = notices.list_doubts_of_words(
        make(text, title),
        found,
        words,
        is_hardly_taken=chance.random() < 0.2,
        left_out=chance.choice((0, 100, 101, 201)),
    )
    told = (*doubts, *notices.list_notices(make(text, title), found))
    return [each[:24] for each in told], notices.invites_without_day(make(text, title), words)


Tell = Callable[[Random], object]
TELLERS: dict[Tell, int] = {
    tell_weights: 60, tell_cuts: 120, tell_roles: 90, tell_lines: 100, tell_voices: 60, tell_prices: 70,
    tell_tags: 100, tell_tones: 80, tell_days: 60, tell_notices: 40,
}  # fmt: skip


if __name__ == "__main__":
    keep(RECORD, tell_all())
