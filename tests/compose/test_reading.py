"""What of a damaged text may be quoted."""

from datetime import date

import pytest

from bot.compose import quotable
from bot.domain.article import Article

FIRST = "Der Verein eröffnet am Montag sein neues Haus in der Nordstadt."
SECOND = "Gäste aus acht Ländern werden zur Feier erwartet."


def quote(text: str, title: str = "Neues Haus", categories: tuple[str, ...] = ()) -> list[str]:
    article = Article(url="https://verband.example/a", title=title, text=text, categories=categories)
    return [
        sentence.text
        for sentence in quotable.read(article, ["Zum Hauptinhalt springen"], today=date(2026, 5, 4)).quotable
    ]


LEFTOVERS = [
    pytest.param(f"{FIRST} Quelle: Stadt Essen, www.essen.de", id="glued source line"),
    pytest.param(f"{FIRST}\n\nQuelle: Stadt Essen, www.essen.de", id="source line"),
    pytest.param(f"{FIRST} Quelle: Pressestelle der Stadt Essen.", id="source line with a full stop"),
    pytest.param(f"{FIRST}\n\n© Ralf Muster", id="credit"),
    pytest.param(f"{FIRST}\n\nFoto: Ralf Muster/Stadt Essen", id="photo line"),
    pytest.param(f"Die Gäste vor dem Haus. © Ralf Muster, Stadt Essen\n\n{FIRST}", id="picture caption"),
    pytest.param(f"Der Vorstand (v.l.n.r.): Ada Kaya, Ben Roth.\n\n{FIRST}", id="people from left to right"),
    pytest.param(f"Zum Hauptinhalt springen\n\n{FIRST}", id="skip link"),
    pytest.param(f"Pressemitteilung vom 18.11.2019{FIRST}", id="glued press line"),
    pytest.param(f"Pressemitteilung vom 12. Oktober 2017: {FIRST}", id="press line"),
    pytest.param(f"Essen, den 4. Mai 2026 – {FIRST}", id="dateline"),
    pytest.param(f"(03.05.2026) {FIRST}", id="date in brackets"),
    pytest.param(f"AlleEssenPolitik\n\n{FIRST}", id="category links"),
    pytest.param(f"Neues Haus\n\n{FIRST}", id="title"),
    pytest.param(f"Sehr geehrte Damen und Herren, liebe Freunde,\n\n{FIRST}", id="salutation"),
    pytest.param(f"Liebe muslimische Mitbürgerinnen!\n\n{FIRST}", id="salutation with an adjective"),
    pytest.param(f"{FIRST} Auskunft gibt Frau Kaya, Telefon 0201 / 88 77 66.", id="telephone"),
    pytest.param(f"{FIRST}\n\nIhr Mehmet Baylan\n\nVorsitzender des Verbandes der Vereine.", id="signature"),
    pytest.param(f"{FIRST}\n\n1. Somali Verein e.V.\n\n2. Africa Mother e.V.", id="list"),
    pytest.param(f"{FIRST}\n\nals 46.000 Menschen arbeiten in diesem Bereich.", id="lost first word"),
    pytest.param(f"{FIRST} Im Jahr wurden in der Stadt als 1.900 Menschen gezählt.", id="lost word inside"),
    pytest.param(f"{FIRST} Wenn ere Häuser gebaut werden, freut das alle.", id="half a word"),
    pytest.param(f'{FIRST} Das neue Haus heißt Wunderland", sagte die Leiterin.', id="lost quotation mark"),
    pytest.param(f"{FIRST} Die Pressemitteilung vom 23.04.2018 liegt als Anlage bei.", id="attachment"),
    pytest.param(f"{FIRST} Anfragen bitte an info@verband.example senden.", id="contact"),
    pytest.param(f"Ein neues Haus für alle\n\n{FIRST}", id="heading"),
    pytest.param(f"{FIRST} Morgen um 17 Uhr beginnt der Umzug in der Altstadt.", id="tomorrow"),
    pytest.param(f"{FIRST} Das haben die Mitglieder gestern im Rathaus gesagt.", id="yesterday"),
    pytest.param(f"{FIRST} Gefeiert wird heute Abend in der Nordstadt.", id="this evening"),
]


@pytest.mark.parametrize("text", LEFTOVERS)
def test_quotes_only_the_text(text: str) -> None:
    assert quote(text, categories=("Essen", "Politik")) == [FIRST]


@pytest.mark.parametrize(
    "text",
    [
        "Gestern (13.4.) wählte der Verein einen Vorstand.",
        "Der Umzug beginnt morgen, Dienstag, 5. Mai, um 17 Uhr.",
        "Heute leben in der Stadt Menschen aus 160 Ländern.",
        "Die Ausstellung „Frauen gestern und heute“ zeigt 40 Porträts.",
        "Der Film erzählt von der Welt von gestern und ihren Liedern.",
        "Am Samstag morgen wird das Haus geöffnet.",
    ],
)
def test_quotes_days_that_stay_true_when_they_are_read_later(text: str) -> None:
    assert quote(text) == [text]


def test_cuts_a_credit_glued_between_sentences_with_its_caption() -> None:
    text = f"{FIRST} {SECOND} Die Leiterin mit Gästen. © Ralf Muster, Stadt Essen Der Eintritt ist frei."
    assert quote(text) == [FIRST, SECOND, "Der Eintritt ist frei."]


def test_begins_with_a_capital_behind_a_salutation() -> None:
    assert quote("Liebe Leserinnen und Leser,\n\nseit Montag ist das neue Haus geöffnet.") == [
        "Seit Montag ist das neue Haus geöffnet."
    ]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("seit Montag ist das neue Haus geöffnet.", ["Seit Montag ist das neue Haus geöffnet."]),
        ("als 200 Gäste kamen zur Feier.", []),
        ("ere Gäste kamen am Montag zur Feier.", []),
    ],
    ids=["a cut salutation", "a lost word", "half a word"],
)
def test_a_text_that_begins_small_is_quoted_only_when_nothing_is_lost(text: str, quoted: list[str]) -> None:
    assert quote(text) == quoted


def test_love_at_the_start_of_a_sentence_is_no_salutation() -> None:
    assert quote("Liebe geht durch den Magen, sagt Frau Kaya.") == [
        "Liebe geht durch den Magen, sagt Frau Kaya."
    ]


def test_keeps_a_sentence_that_begins_with_the_words_of_the_title() -> None:
    sentence = "Neues Haus und neue Leitung: Am Montag stellt sich der Verein vor."
    assert quote(sentence) == [sentence]


def test_mends_a_hyphen_of_the_printed_page_but_keeps_a_real_one() -> None:
    text = "Die Wirtschaftsförderungs-gesellschaft berät nicht-afrikanische und afrikanische Gründerinnen."
    assert quote(text) == [text.replace("förderungs-g", "förderungsg")]


@pytest.mark.parametrize(
    "text",
    [
        "Der Deutsch-türkische Freundschaftsverein lädt am Montag ein.",
        "Christlich-islamische Gespräche beginnen am Montag.",
        "Nachbarschafts-finder.example zeigt am Montag alle Feste.",
        "Suppe mit Apfel und Zwiebel-geht am Montag schnell.",
    ],
)
def test_a_hyphen_of_adjectives_addresses_and_short_words_is_a_real_one(text: str) -> None:
    assert quote(text) == [text]


def test_a_hyphen_in_another_language_stays() -> None:
    text = "A group for English-speaking families meets on Monday."
    article = Article(url="https://verband.example/a", title="New", text=text, language="en")
    assert [sentence.text for sentence in quotable.read(article, today=date(2026, 5, 4)).quotable] == [text]


@pytest.mark.parametrize(
    ("text", "published"),
    [
        (f"Veröffentlicht am 4. Mai 2026\n\n{FIRST}\n\n{SECOND}", date(2026, 5, 4)),
        (f"{FIRST}\n\nVeröffentlicht am 4. Mai 2026\n\n{SECOND}\n\n{FIRST}", date(2026, 5, 4)),
        (f"{FIRST}\n\n{SECOND}\n\nVeröffentlicht am 4. Mai 2026", date(2026, 5, 4)),
        (f"{FIRST}\n\n{SECOND}\n\nVeröffentlicht am 4. Mai 2026\n\n{FIRST}", None),
        (f"Essen, 6. Mai 2026. {FIRST}", date(2026, 5, 6)),
        (f"Essen, 7. Mai 2026. {FIRST}", None),
    ],
)
def test_a_line_of_publication_stands_at_either_end(text: str, published: date | None) -> None:
    """In the middle it speaks of something else, such as a study."""
    article = Article(url="https://verein.example/1", title="Haus", text=text)
    assert quotable.read(article, today=date(2026, 5, 6)).published == published


def test_what_stands_before_some_words_is_measured_in_whole_statements() -> None:
    hook = "Haben Sie schon einmal ein neues Haus eröffnet?"
    thanks = "Vielen Dank für alle Spenden aus der Nordstadt."
    text = (
        f"Ein kurzes Wort.\n\n{hook} {thanks}\n\nIch war im Winter auf der Baustelle dabei. {FIRST} {SECOND}"
    )
    read = quotable.read(Article(url="https://v.example/a", title="Haus", text=text), today=date(2026, 5, 4))
    assert read.measure_left_out(f"{FIRST} {SECOND}") == len("Ich war im Winter auf der Baustelle dabei.")
    assert read.measure_left_out("Kein Satz davon.") == 0


def test_a_source_stands_near_the_end_in_whole_brackets() -> None:
    told = {
        "Quelle: Stadt Essen (Presse)": "Stadt Essen (Presse)",
        "(Quelle: Stadt Essen)": "Stadt Essen",
        "[Quelle: Stadt Essen.]": "Stadt Essen",
        "Quelle: Stadt (Essen": "",
        "Quelle: 12": "",
        "Quelle: Stadt Essen" + "\nEine Zeile." * 8: "Stadt Essen",
        "Quelle: Stadt Essen" + "\nEine Zeile." * 9: "",
    }
    assert {text: quotable.find_source(f"Ein Text.\n\n{text}") for text in told} == told
