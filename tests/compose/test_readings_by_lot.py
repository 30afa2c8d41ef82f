"""Paragraphs by lot of what stands before, within and behind a text: what is cut, and what may be quoted.

`python -m tests.compose.test_readings_by_lot` writes the record anew; read its differences like code.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

from bot.compose import quotable, sentences, teaser
from tests.compose.test_rules_by_lot import SAID, TALK, make
from tests.compose.test_texts_by_lot import TOLD, pad
from tests.lots import hold, keep

RECORD = Path(__file__).with_name("readings_by_lot.txt")
TODAY = date(2026, 5, 4)
TITLE = "Das Fest im Garten"
CATEGORIES = ("Kultur", "Feste")
LEADS = (
    "", "", "", "Das Fest im Garten", "Das Fest im Garten: ", "DAS FEST IM GARTEN ", "Alle Kultur Feste ",
    "AlleKulturFeste",
    "Pressemitteilung vom 3. Mai 2026: ", "Essen, 3. Mai 2026 – ", "Essen (dpa) – ", "ESSEN. ", "Essen. ",
    "Bochum Im Juli ", "(red) ",
    "Liebe Gäste, ", "Hallo zusammen! ", "3. Mai 2026 | ", "Von Ada Test, 3. Mai 2026",
    "Veröffentlicht am 3.5.2026 um 10:00 von admin",
    "3. Mai 2026", "Kita. ", "Nein. ", "Das Fest im Garten und die Nachbarn ", "Das Fest im Garten. Alle ",
    "Pressemitteilung: ",
)  # fmt: skip
BEHIND = (
    "", "", "", "", " Foto: Ada Test", " © Ada Test/Stadt Essen", " Foto: Ada Test Am Abend war es gut.",
    " (red)", " (md/-oli)", " Quelle: Stadt Essen",
    " Quelle: Stadt Essen, www.essen.example (siehe dort)", " Am 3. Mai. Foto: Ada Test",
    " v.l.n.r. Ada, Ben", " (Quelle: X)", " ..", "..",
    " Die Gäste kamen. Foto: Ada Test Dann gingen sie.", " [Quelle: Ada Test]", " Bild: Der Garten",
)  # fmt: skip
WORDS = (
    "„Ja!", "Wir (alle.", "Er sagt, dass.", "Mehr unter ada@v.example.",
    "Rufen Sie an unter 0201 123456 und fragen Sie nach Ada Test.",
    "Samstag, 5. Dezember, 18 Uhr, auf dem Marktplatz.", "5. Mai, Haus Süd.", "Am 5. Mai ist gut.",
    "kleine Leute kommen gern.", "… und so weiter.",
    "Ort: Haus der Vereine.", "Ada Test, Ben Rot und Carl Blau.",
    "Anna Test, Ben Rot, Carl Blau, Dora Grün, Emil Weiß, Frieda Gelb, Gäste.",
    "Wir sind da.", "Gut so.", "Zwei Wörter", "Es war einmal ein Fest ...", "Foto: Ada",
    "Weitere Informationen finden Sie im Anhang.",
    "WIR FEIERN HEUTE.", "Das Fest war von bis offen.", "Der ist gut.", "Stand: 3. Mai 2026.",
    "So ist es eben.", "Programm: Tanz und Musik.",
)  # fmt: skip
LISTS = (
    "Wir brauchen dafür noch heute einige Dinge:", "Gebraucht werden:", "Für den Abend suchen wir noch:",
    "Es gibt Tee, Saft und:",
    "Das Programm für alle ist:", "Die Gäste bringen bitte etwas mit:",
    "Am Abend gibt es Tee und Kuchen für:", "Er sagte Wir Alle Kommen:",
    "Am Abend im Haus Süd bringt:", "Am Abend im Haus Süd bringt sie:",
    "Am Abend im Haus Süd bringt sie gern:",
)  # fmt: skip
SIGNS = (
    "„",
    "“",
    '"',
    "”",
    "»",
    "«",
    "(",
    ")",
    "Ja",
    " Wir ",
    ".",
    "! ",
    "? ",
    " sagt Ada",
    ", ",
    " ",
    "Tee",
    "[",
)


def test_each_paragraph_is_read_as_before() -> None:
    hold(RECORD, tell_all())


def tell_all() -> Iterator[str]:
    """What is read of each, line by line."""
    for words in (*LISTS, *WORDS, *TOLD, *TALK):
        sized = [quotable.may_be_quoted(pad(words, length)) for length in (0, 11, 12, 13)]
        signs = "".join(
            f"{may:d}" for may in (*sized, quotable.has_credit(words), quotable.is_picture_caption(words))
        )
        yield f"{words}: {signs} {quotable._close(words)[-9:]} {quotable.strip_credit_sign(words)[:9]}"
    for lead in (*LEADS, f"{TITLE}Alle kommen.", f"{TITLE} alle kommen.", f"{TITLE}: Alle kommen."):
        for title in (TITLE, "Das Fest", "Alle Gäste"):
            yield f"{title}/{lead}: {quotable.strip_opening(lead, title, ())}"
    for number in range(260):
        chance = Random(number)
        lead, behind = chance.choice(LEADS), chance.choice(BEHIND)
        said = pad(
            chance.choice((*TOLD, *SAID, *WORDS)), chance.choice((0, 0, 80, 81, 140, 400, 401, 1200, 1201))
        )
        text = f"{lead}{said}{behind}"
        opened, is_greeted = quotable.strip_opening(text, TITLE, CATEGORIES, is_opening=chance.random() < 0.5)
        told = [f"{each[:8]}{len(each)}" for each in quotable._list_sentences(text, "de")]
        byline = quotable.is_byline(lead, behind), quotable._read_dateline(text, TODAY)
        yield (
            f"{number} {opened[:14]}{len(opened)} {is_greeted:d} {told} "
            f"{quotable.is_picture_caption(text):d} {byline} "
            f"{quotable.match_dateline(text)}|{quotable.find_source(text)}"
        )
    for number in range(60):
        yield f"{number} {tell_reading(Random(number))}"
    for number in range(40):
        yield f"{number} {tell_long(Random(number))}"
    for number in range(150):
        chance = Random(number)
        text = "".join(chance.choices(SIGNS, k=chance.choice((4, 8, 12))))
        yield f"{number} {text!r} {sentences._list_closed_spans(text)} {sentences.split_paragraph(text)}"


def tell_long(chance: Random) -> object:
    """What is chosen of a long text, or of an interview."""
    said = (*TOLD, *SAID, *TALK, *TALK) if chance.random() < 0.4 else TOLD
    gaps = ("\n\n", " ", " ", "\n\n## Und dann\n\n")
    text = "".join(chance.choice(said) + chance.choice(gaps) for _ in range(chance.choice((9, 12, 14, 22))))
    read = quotable.read(make(text, TITLE), today=TODAY)
    budget = chance.choice((80, 150, 300, 450))
    words = teaser.choose(TITLE, read.quotable, budget, may_skip=chance.random() < 0.3)
    left = read.measure_left_out(words), teaser.makes_no_sense_alone(TITLE, read, words)
    return budget, read.is_interview, len(read.quotable), len(words), words[:24], words[-12:], left


def tell_reading(chance: Random) -> object:
    """A whole text of a few such paragraphs."""
    parts = [
        f"{chance.choice(LEADS)}{chance.choice((*TOLD, *SAID, *WORDS, *LISTS))}{chance.choice(BEHIND)}"
        for _ in range(chance.choice((1, 2, 4, 6)))
    ]
    read = quotable.read(make("\n\n".join(parts), TITLE), today=TODAY)
    told = [
        f"{each.position}{'!' * each.leads_paragraph}{each.text[:6]}{len(each.text)}"
        for each in read.quotable
    ]
    return told, len(read.all), read.published, read.is_editorial, read.is_hardly_quotable


if __name__ == "__main__":
    keep(RECORD, tell_all())
